// Every page works without this file. It only saves steps: focus on what went wrong, select all, print, menus that close.
const focus = document.querySelector("[data-focus]");
if (focus) focus.focus();

for (const all of document.querySelectorAll("[data-select-all]")) {
  const boxes = () => [...document.querySelectorAll(`input[name="${all.dataset.selectAll}"]`)];
  all.hidden = false;
  all.addEventListener("change", () => boxes().forEach((box) => (box.checked = all.checked)));
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () => navigator.clipboard.writeText(button.dataset.copy));
}

for (const button of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(button.dataset.reveal);
  button.hidden = !field;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Questions that hang on an answer come and go with it; without this file the page is shown once more instead.
for (const form of document.querySelectorAll("form:has([data-when])")) {
  const questions = [...form.querySelectorAll("[data-when]")];
  const answers = (name) => [...form.elements].filter((field) => field.name === name && !field.closest("[data-when][hidden]") && (field.checked || !/radio|checkbox/.test(field.type))).map((field) => field.value);
  const look = () => {
    for (const question of questions) {
      const wanted = question.dataset.whenIs.split(" ");
      question.hidden = !answers(question.dataset.when).some((answer) => wanted.includes(answer));
      const unseen = question.querySelector("input[name=unseen]");
      if (!question.hidden) unseen.disabled = true;
    }
  };
  form.addEventListener("change", look);
  look();
}

// Stars: pages of the agenda are the same for everybody, so that what is kept is asked for and marked here. Without
// this file a star leads to the page with all that is kept.
const stars = document.querySelector("form[data-kept]");
if (stars) {
  const word = (button) => button.querySelector("[data-keep]");
  const mark = (button, kept) => {
    if (!button.dataset.plain) button.dataset.plain = word(button).textContent;
    word(button).textContent = kept ? stars.dataset.word : button.dataset.plain;
    button.name = kept ? "remove" : "add";
    button.closest(".session")?.classList.toggle("session-kept", kept);
  };
  const buttons = [...document.querySelectorAll("button[form=keep]")];
  fetch(stars.dataset.kept, { credentials: "same-origin" })
    .then((answer) => answer.json())
    .then((numbers) => buttons.filter((button) => numbers.includes(Number(button.value))).forEach((button) => mark(button, true)))
    .catch(() => {});
  stars.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    const asked = new URLSearchParams({ [button.name]: button.value });
    fetch(stars.action, { method: "POST", body: asked, redirect: "manual", credentials: "same-origin" })
      .then((answer) => (answer.type === "opaqueredirect" ? mark(button, button.name === "add") : location.assign(stars.action)))
      .catch(() => location.assign(stars.action));
  });
}
