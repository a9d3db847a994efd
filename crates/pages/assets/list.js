// Keys for the list of registrations. They work only while the focus is within the list, so that nobody who dictates or
// types elsewhere moves anything by mistake; everything they do can be done without them.
const list = document.querySelector("[data-list]");
const help = document.querySelector("[data-keys-help]");
const hint = document.querySelector("[data-keys]");

if (list && help && hint) {
  const rows = () => [...list.querySelectorAll("tbody tr")];
  const link = (row) => row.querySelector("a.person");
  const open = () => help.showModal();
  hint.hidden = false;
  hint.querySelector("button").addEventListener("click", open);

  const move = (row, by) => {
    const all = rows();
    const next = row ? all[Math.min(Math.max(all.indexOf(row) + by, 0), all.length - 1)] : all[0];
    if (!next) return;
    link(next).focus();
    next.scrollIntoView({ block: "nearest" });
  };
  // On a keyboard with other letters the key at the same place does the same; the slash of ours is a full stop there.
  const LETTERS = { KeyJ: "j", KeyK: "k", KeyX: "x" };
  const named = (event) => {
    if (event.code === "Slash" && ".,".includes(event.key)) return event.shiftKey ? "?" : "/";
    return event.key.length === 1 && event.key > "~" ? LETTERS[event.code] : event.key;
  };

  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest("tbody tr");
    const box = row?.querySelector("input[type=checkbox]");
    const acts = {
      j: () => move(row, 1),
      ArrowDown: () => move(row, 1),
      k: () => move(row, -1),
      ArrowUp: () => move(row, -1),
      x: () => box && (box.checked = !box.checked),
      "/": () => document.getElementById("q").focus(),
      "?": open,
    };
    // In a box, Enter would send the form with its first button.
    if (event.key === "Enter" && event.target === box) acts.Enter = () => link(row).click();
    const act = acts[named(event)];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
