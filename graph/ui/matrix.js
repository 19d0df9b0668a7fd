// The matrix: builds the grid from plain values (every text by textContent), lights row and column, moves by keys,
// and tells Python what a click or Enter chooses. What is drawn is kept between runs: only another sheet builds anew.

const rooms = new WeakMap(); // the state of a matrix, by the element of its component

function make(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

const sign = (kind) => make("i", `gl gl-${kind}`);

function head(actor, scope) {
  const th = make("th", scope);
  th.scope = scope;
  th.setAttribute("aria-label", `${actor.name}, ${actor.says}`);
  th.append(make("span", "name", actor.name), sign(actor.kind));
  return th;
}

// Each part has the colour of a family and the style of a status. The number is on a part that is alone, below several.
function mark({ parts, thin, n }) {
  const several = parts.length > 1;
  const made = make("span", `mark${several ? " several" : thin ? " thin" : ""}`);
  made.append(...parts.map(([family, style]) => make("i", `fam-${family} part ${style}`)));
  if (n > 1) {  // painted, no text: the cell's own name tells each part with its number
    const number = make("b", several ? "n" : `n fam-${parts[0][0]} ${parts[0][1]}`);
    number.dataset.n = n;
    made.append(number);
  }
  return made;
}

function corner({ from, to }) {
  const made = make("td", "corner");
  made.append(make("span", "to", to), make("span", "from", from));
  return made;
}

// grid[0] holds the heads of columns, grid[row][0] that of a row; cells follow the same numbers.
function grid(sheet) {
  const { actors, texts } = sheet;
  const starts = new Set(sheet.starts);
  const rows = [[corner(texts), ...actors.map((actor) => head(actor, "col"))]];
  actors.forEach((actor, row) => rows.push([head(actor, "row"), ...actors.map((_, column) => make("td", row === column ? "self" : ""))]));
  rows.forEach((row, y) => row.forEach((node, x) => {
    node.tabIndex = -1;
    Object.assign(node.dataset, { y, x });
    node.classList.toggle("top", starts.has(y - 1));
    node.classList.toggle("left", starts.has(x - 1));
  }));
  rows[0][0].removeAttribute("tabindex");
  for (const cell of sheet.cells) {
    const [row, column] = cell.at;
    const td = rows[row + 1][column + 1];
    td.classList.add("full");
    td.setAttribute("aria-label", `${actors[row].name} → ${actors[column].name}, ${cell.says.join(", ")}`);
    td.append(mark(cell));
  }
  return rows;
}

function legend({ families, styles, thin }) {
  const foot = make("footer", "foot");
  const item = (className, label) => {
    const made = make("li");
    made.append(make("i", className), label);
    return made;
  };
  const list = (items) => {
    const made = make("ul", "signs");
    made.append(...items);
    return made;
  };
  foot.append(
    list(families.map(([id, label]) => item(`bar fam-${id}`, label))),
    list([...styles.map(([style, label]) => item(`part ${style}`, label)), item("part solid small", thin)]));
  return foot;
}

function build(room, data) {
  const { sheet } = data;
  const before = room.at && room.rows ? names(room) : null;
  room.sheet = sheet;
  room.rows = grid(sheet);
  room.cells = new Map(sheet.cells.map((cell) => [`${cell.at[0] + 1} ${cell.at[1] + 1}`, cell]));
  const table = make("table");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", sheet.texts.label);
  table.setAttribute("aria-describedby", room.keys.id);
  room.keys.textContent = sheet.texts.keys;
  const [top, ...rest] = room.rows.map((row) => {
    const tr = make("tr");
    tr.append(...row);
    return tr;
  });
  const [thead, tbody] = [make("thead"), make("tbody")];
  thead.append(top);
  tbody.append(...rest);
  table.append(thead, tbody);
  room.box.replaceChildren(table);
  room.root.querySelector(".foot")?.remove();
  room.tip.before(legend(sheet.legend));
  room.root.style.setProperty("--count", sheet.actors.length);
  const focused = room.focused;
  place(room, ...again(room, before));
  if (focused) node(room)?.focus({ preventScroll: true });
}

const node = (room) => room.rows[room.at[0]]?.[room.at[1]];
const names = ({ at: [y, x], sheet: { actors } }) => [actors[y - 1]?.name, actors[x - 1]?.name];

// Where the reader was, by name: a filter moves actors.
function again(room, before) {
  const find = (name) => room.sheet.actors.findIndex((actor) => actor.name === name) + 1;
  const [y, x] = before ? before.map(find) : [0, 0];
  return y || x ? [y, x] : [0, 1];
}

function place(room, y, x) {
  if (room.at) node(room)?.setAttribute("tabindex", "-1");
  room.at = [y, x];
  node(room)?.setAttribute("tabindex", "0");
}

function light(room, y, x) {
  room.lit?.forEach((found) => found.classList.remove("lit"));
  room.lit = [...(y ? room.rows[y] : []), ...(x ? room.rows.map((row) => row[x]) : [])];
  room.lit.forEach((found) => found.classList.add("lit"));
}

// The tip of a cell has its lines, that of a head the whole name.
function lines({ cells, sheet: { actors } }, { dataset: { y, x } }) {
  const cell = cells.get(`${y} ${x}`);
  if (cell) return [cell.at.map((number) => actors[number].name).join(" → "), ...cell.says];
  const actor = y === "0" || x === "0" ? actors[Math.max(y, x) - 1] : null;
  return actor ? [actor.name, actor.says] : [];
}

function tell(room, target) {
  const [title, ...more] = target ? lines(room, target) : [];
  room.tip.hidden = !title;
  if (!title) return;
  room.tip.replaceChildren(make("b", "", title), ...more.map((line) => make("span", "", line)));
  const [at, inside] = [target.getBoundingClientRect(), room.root.getBoundingClientRect()];
  const { offsetWidth: width, offsetHeight: height } = room.tip;
  const left = Math.min(Math.max(at.left - inside.left + at.width / 2 - width / 2, 4), inside.width - width - 4);
  const below = at.bottom - inside.top + 6;
  room.tip.style.left = `${left}px`;
  room.tip.style.top = `${below + height < inside.height ? below : at.top - inside.top - height - 6}px`;
}

function choose(room, y, x) {
  const cell = room.cells.get(`${y} ${x}`);
  const actor = y && x ? null : room.sheet.actors[(y || x) - 1];
  const pick = cell?.pick ?? (actor ? { kind: "node", id: actor.name } : { kind: null });
  if (!pick.kind && !room.chosen) return;
  show(room, pick.kind ? pick : null);
  room.set("picked", pick);
}

// A chosen line stands in its cell and, if it has no direction, in that of the other side.
function show(room, chosen) {
  room.chosen = chosen;
  const is = (cell) => chosen && (cell.pick.id === chosen.id || (chosen.kind === "edge" && cell.lines.includes(chosen.id)));
  const marked = (found, on) => {
    found.classList.toggle("chosen", on);
    if (on) found.setAttribute("aria-selected", "true");
    else found.removeAttribute("aria-selected");
  };
  room.sheet.cells.forEach((cell) => marked(room.rows[cell.at[0] + 1][cell.at[1] + 1], Boolean(is(cell))));
  room.sheet.actors.forEach((actor, number) => {
    const on = chosen?.kind === "node" && chosen.id === actor.name;
    marked(room.rows[0][number + 1], on);
    marked(room.rows[number + 1][0], on);
  });
}

// What was chosen elsewhere, on the picture or by the address, comes into sight.
function reveal({ box }) {
  const found = box.querySelector("td.chosen, th.row.chosen");
  if (found) box.scrollTo(found.offsetLeft - box.clientWidth / 2, found.offsetTop - box.clientHeight / 2);
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

// One step, or with Ctrl as far as the next cell that holds something.
function step(room, [dy, dx], far) {
  const last = room.rows.length - 1;
  let [y, x] = room.at;
  do [y, x] = [y + dy, x + dx]; while (far && y > 0 && x > 0 && y <= last && x <= last && !room.cells.has(`${y} ${x}`));
  [y, x] = [Math.min(Math.max(y, 0), last), Math.min(Math.max(x, 0), last)];
  return y || x ? [y, x] : room.at;
}

function press(room, event) {
  const [y] = room.at;
  const last = room.rows.length - 1;
  const to = STEPS[event.key] ? step(room, STEPS[event.key], event.ctrlKey)
    : event.key === "Home" ? [event.ctrlKey ? 1 : y, 1]
    : event.key === "End" ? [event.ctrlKey ? last : y, last] : null;
  if (to) {
    place(room, ...to);
    node(room).focus();
  } else if (event.key === "Enter" || event.key === " ") choose(room, ...room.at);
  else if (event.key === "Escape" && room.chosen) choose(room, -1, -1);
  else return;
  event.preventDefault();
}

function listen(room) {
  const { box } = room;
  const spot = (target) => target.closest?.("[data-y]");
  const over = (target) => {
    const found = target && spot(target);
    light(room, ...(found ? [Number(found.dataset.y), Number(found.dataset.x)] : room.focused ? room.at : [0, 0]));
    tell(room, found ?? null);
  };
  box.addEventListener("pointerover", (event) => event.pointerType !== "touch" && over(event.target));
  box.addEventListener("pointerleave", () => over(null));
  box.addEventListener("scroll", () => { room.tip.hidden = true; }, { passive: true });
  box.addEventListener("focusin", (event) => {
    const found = spot(event.target);
    if (!found) return;
    room.focused = true;
    place(room, Number(found.dataset.y), Number(found.dataset.x));
    if (found.matches(":focus-visible")) over(found);
  });
  box.addEventListener("focusout", (event) => {
    room.focused = box.contains(event.relatedTarget);
    if (!room.focused) over(null);
  });
  box.addEventListener("click", (event) => {
    const found = spot(event.target);
    if (found?.tabIndex !== undefined && !found.classList.contains("corner")) choose(room, Number(found.dataset.y), Number(found.dataset.x));
  });
  box.addEventListener("keydown", (event) => press(room, event));
}

function enter(parentElement) {
  const root = parentElement.querySelector("section");
  root.className = "matrix";
  const room = { root, box: make("div", "box"), tip: make("div", "tip"), keys: make("p", "unseen") };
  room.keys.id = "matrix-keys";
  room.tip.setAttribute("role", "tooltip");
  room.tip.hidden = true;
  root.append(room.keys, room.box, room.tip);
  listen(room);
  rooms.set(parentElement, room);
  return room;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const room = rooms.get(parentElement) ?? enter(parentElement);
  room.set = setTriggerValue;
  room.root.style.setProperty("--height", `${data.height}px`);
  room.root.style.setProperty("--phone-height", `${data.phone_height}px`);
  const first = !room.id;
  if (room.id !== data.id) build(room, data);
  room.id = data.id;
  show(room, data.chosen);
  if (first) reveal(room);
  room.root.dataset.ready = data.id;
}
