// Timetable editor, optional. It moves the blocks that the server wrote; without it the links and the form do the same.
// Each move is sent to where the form sends it, with the same fields, and the page is swapped for the answer: the server
// has the last word. All words come from data attributes of the board, in the language of the page.
const SNAP = 15; // minutes
const REST = 150; // milliseconds without a move, after which the server is asked what it would lead to

const say = document.getElementById("say");
let now = null; // the move in progress: { block, grip, place, ghost, words, seen, pointer, timer, asked }

const clock = (minutes) => {
  const within = ((minutes % 1440) + 1440) % 1440;
  return `${String((within / 60) | 0).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
};

// Everything that is read from the page; made anew whenever the page has been swapped.
const read = () => {
  const board = document.querySelector("[data-board]");
  if (!board || !say) return null;
  const columns = [...document.querySelectorAll("#board-rooms > [id]")].map((head) => ({
    room: head.dataset.room,
    name: head.querySelector("b").textContent,
    area: getComputedStyle(head).gridColumnStart,
    span: getComputedStyle(head).gridColumnEnd,
  }));
  return { board, columns, words: board.dataset, rtl: getComputedStyle(board).direction === "rtl" };
};

let view = read();

const lines = () => getComputedStyle(view.board).gridTemplateRows.split(" ").map(parseFloat);
// Minutes at which the board ends.
const bottom = () => Number(view.words.first) + lines().length * Number(view.words.line);
const line = (minutes) => (minutes - Number(view.words.first)) / Number(view.words.line) + 1;
const column = (room) => view.columns.findIndex((c) => c.room === room);
const blocks = () => [...view.board.querySelectorAll("[data-id]")];

// Is this place free, as far as this page knows? The server is asked as soon as the move rests.
const verdict = ({ block, place }) => {
  const { taken, busy, free } = view.words;
  const people = block.dataset.people.split(" ").filter(Boolean);
  for (const other of blocks()) {
    const { from, minutes, room } = other.dataset;
    if (other === block || from === undefined) continue;
    if (place.from >= Number(from) + Number(minutes) || Number(from) >= place.from + place.minutes) continue;
    const pauses = other.classList.contains("block-pause") || block.classList.contains("block-pause");
    if (!pauses && (room === place.room || room === "" || place.room === "")) return taken;
    if (other.dataset.people.split(" ").some((person) => people.includes(person))) return busy;
  }
  return free;
};

const tell = (words, bad) => {
  const { place, ghost } = now;
  const where = place.room === "" ? view.words.all : (view.columns[column(place.room)]?.name ?? "");
  now.words = `${clock(place.from)}–${clock(place.from + place.minutes)}${where && `, ${where}`}: ${words}`;
  ghost.textContent = now.words;
  ghost.classList.toggle("drop-bad", bad);
};

// What the form would send.
const fields = ({ block, place }) => ({
  day: view.words.day,
  start: clock(place.from),
  minutes: place.minutes,
  room: place.room ?? "",
  do: "save",
  version: block.dataset.version,
});

const ask = async (move) => {
  const { block } = move;
  try {
    const query = new URLSearchParams(fields(move));
    const answer = await fetch(`${view.words.sessions}/${block.dataset.id}/check?${query}`);
    if (!answer.ok || now !== move || move.asked !== query.toString()) return;
    const { fits, words, seen } = await answer.json();
    if (now !== move || move.asked !== query.toString()) return;
    move.seen = seen;
    const before = move.words;
    tell(words || view.words.free, !fits);
    if (before !== move.words && !move.pointer) say.textContent = move.words;
  } catch {
    // What the page knows by itself stays.
  }
};

const show = () => {
  const { place, ghost } = now;
  const first = Number(view.words.first);
  const last = bottom();
  place.minutes = Math.max(SNAP, Math.min(place.minutes, last - first));
  place.from = Math.max(first, Math.min(place.from, last - place.minutes));
  const at = column(place.room);
  const wide = at < 0 ? "2 / -1" : `${view.columns[at].area} / ${view.columns[at].span}`;
  ghost.style.gridRow = `${line(place.from)} / span ${place.minutes / Number(view.words.line)}`;
  ghost.style.gridColumn = wide;
  const result = verdict(now);
  tell(result, result !== view.words.free);
  now.seen = undefined;
  clearTimeout(now.timer);
  const move = now;
  move.asked = new URLSearchParams(fields(move)).toString();
  move.timer = setTimeout(() => ask(move), REST);
};

const start = (block, grip, pointer) => {
  const { from, minutes, room } = block.dataset;
  const ghost = document.createElement("li");
  ghost.className = "drop-here";
  ghost.setAttribute("aria-hidden", "true");
  // What has no time yet begins in the first room, an hour into the day.
  const begin = from === undefined ? Number(view.words.first) + 60 : Number(from);
  const first = view.columns.find((c) => c.room !== undefined)?.room;
  const place = { from: begin, minutes: Number(minutes), room: from === undefined ? room || first : room };
  view.board.append(ghost);
  block.classList.add("block-lifted");
  now = { block, grip, ghost, place, pointer };
  show();
};

const stop = (keep) => {
  const move = now;
  now = null;
  clearTimeout(move.timer);
  move.ghost.remove();
  move.block.classList.remove("block-lifted");
  if (keep) return save(move);
  say.textContent = view.words.back;
  move.grip?.focus();
};

const save = async (move) => {
  const { block } = move;
  const body = new URLSearchParams({ ...fields(move), csrf: view.words.csrf, seen: move.seen ?? "" });
  block.classList.add("block-lifted");
  try {
    const answer = await fetch(`${view.words.sessions}/${block.dataset.id}/move`, { method: "POST", body });
    const kind = answer.headers.get("content-type") ?? "";
    if (answer.status >= 500 || !kind.startsWith("text/html")) throw new Error(String(answer.status));
    const [html, rules] = withoutStyle(await answer.text());
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!page.querySelector("[data-board]")) return location.assign(answer.url);
    swap(page, rules);
    if (answer.redirected) history.replaceState(null, "", answer.url);
    after(answer.ok, move, block.dataset.id);
  } catch {
    block.classList.remove("block-lifted");
    say.textContent = view.words.failed;
    move.grip?.focus();
  }
};

// The page and its rules for where everything stands, apart: the content security policy allows no other style than the
// one that this page came with, and a parsed page is held to it.
const withoutStyle = (html) => {
  const [element, rules] = html.match(/<style id="places">([^<]*)<\/style>/) ?? ["", ""];
  return [html.replace(element, ""), rules.split("\n").filter(Boolean)];
};

// The new content in the place of the old, and with it where everything stands. Rules go through the style sheet's own
// interface, which the policy allows.
const swap = (page, rules) => {
  const main = document.querySelector("main");
  const frame = document.querySelector(".board-frame");
  const [x, y] = [frame?.scrollLeft ?? 0, scrollY];
  const { sheet } = document.getElementById("places");
  while (sheet.cssRules.length) sheet.deleteRule(0);
  rules.forEach((rule) => rule.split("}").filter((r) => r.trim()).forEach((r) => sheet.insertRule(`${r}}`, sheet.cssRules.length)));
  const fresh = document.importNode(page.querySelector("main"), true);
  fresh.querySelector("#say")?.remove();
  main.replaceChildren(...fresh.childNodes, say);
  document.title = page.title;
  view = read();
  dress();
  const again = document.querySelector(".board-frame");
  if (again) again.scrollLeft = x;
  scrollTo(scrollX, y);
};

const after = (saved, move, id) => {
  if (!saved) {
    say.textContent = view.words.asks;
    const question = document.querySelector("main [data-focus]");
    question?.focus();
    return question?.scrollIntoView({ block: "nearest" });
  }
  say.textContent = `${view.words.put} ${move.words}`;
  document.querySelector(`[data-id="${id}"] .grip`)?.focus({ preventScroll: true });
};

const shift = (minutes, side, longer) => {
  const { place } = now;
  // Made longer, it ends with the board at the latest and begins where it did.
  if (longer) place.minutes = Math.min(place.minutes + longer, bottom() - place.from);
  place.from += minutes;
  const rooms = view.columns.filter((c) => c.room);
  const at = rooms.findIndex((c) => c.room === place.room);
  // What takes all rooms stays across them.
  if (side && at >= 0) place.room = rooms[Math.max(0, Math.min(at + side, rooms.length - 1))].room;
  show();
  say.textContent = now.words;
};

// Which line and which column are under the pointer?
const cell = (event) => {
  const box = view.board.getBoundingClientRect();
  const style = getComputedStyle(view.board);
  let y = event.clientY - box.top - parseFloat(style.paddingTop);
  let row = 0;
  for (const height of lines()) {
    if (y < height) break;
    y -= height;
    row += 1;
  }
  const x = view.rtl ? box.right - event.clientX : event.clientX - box.left;
  const widths = style.gridTemplateColumns.split(" ").map(parseFloat);
  let edge = 0;
  const at = widths.findIndex((width) => (edge += width) > x);
  const track = (at < 0 ? widths.length : at) + 1;
  const found = view.columns.filter((c) => Number(c.area) <= track).pop();
  return { minutes: Number(view.words.first) + row * Number(view.words.line), column: found };
};

const key = (event, block, grip) => {
  const side = view.rtl ? -1 : 1;
  const moves = { ArrowUp: [-SNAP, 0], ArrowDown: [SNAP, 0], ArrowLeft: [0, -side], ArrowRight: [0, side] };
  const go = moves[event.key];
  const presses = event.key === "Enter" || event.key === " ";
  if (!now && presses) {
    start(block, grip, false);
    say.textContent = `${view.words.lifted} ${now.words}`;
  } else if (!now) return;
  else if (presses) stop(true);
  else if (event.key === "Escape") stop(false);
  else if (event.shiftKey && go?.[0]) shift(0, 0, go[0]);
  else if (go) shift(go[0], go[1], 0);
  else return;
  event.preventDefault();
};

const press = (event, block, grip) => {
  const onGrip = event.target.closest(".grip");
  if (event.button || now || (event.pointerType !== "mouse" && !onGrip)) return;
  const from = { x: event.clientX, y: event.clientY };
  const planned = block.dataset.from !== undefined;
  const grabbed = planned ? cell(event).minutes - Number(block.dataset.from) : 0;
  const drag = (event) => {
    if (!now && Math.hypot(event.clientX - from.x, event.clientY - from.y) < 6) return;
    if (!now) start(block, grip, true);
    const over = cell(event);
    now.place.from = Math.round((over.minutes - grabbed) / SNAP) * SNAP;
    // Across all rooms stays across; other places are in no column that one can move to.
    if (now.place.room && over.column?.room) now.place.room = over.column.room;
    show();
    if (event.clientY < 70) scrollBy(0, -14);
    else if (event.clientY > innerHeight - 70) scrollBy(0, 14);
  };
  const end = (event) => {
    removeEventListener("pointermove", drag);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    removeEventListener("keydown", escape);
    if (!now) return;
    // The press that began the move must not open the link as well.
    const link = (click) => click.preventDefault();
    block.addEventListener("click", link, { once: true, capture: true });
    setTimeout(() => block.removeEventListener("click", link, { capture: true }), 0);
    stop(event.type === "pointerup");
  };
  const escape = (event) => {
    if (event.key === "Escape" && now) end(event);
  };
  addEventListener("pointermove", drag);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
  addEventListener("keydown", escape);
};

// Grips become buttons only here, since without this script they could do nothing.
const dress = () => {
  document.querySelector("[data-keyboard]")?.removeAttribute("hidden");
  for (const block of document.querySelectorAll("main [data-id]")) {
    const place = block.querySelector("span.grip");
    if (!place) continue;
    const grip = document.createElement("button");
    grip.type = "button";
    grip.className = "grip";
    grip.append(...place.childNodes);
    grip.setAttribute("aria-label", `${view.words.move} ${block.querySelector("b").textContent}`);
    place.replaceWith(grip);
    grip.addEventListener("keydown", (event) => key(event, block, grip));
    grip.addEventListener("blur", () => now?.grip === grip && !now.pointer && stop(false));
    block.addEventListener("pointerdown", (event) => press(event, block, grip));
    block.addEventListener("dragstart", (event) => event.preventDefault());
  }
};

if (view) dress();
