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
