// Reading: marks the passage that the address tells, scrolls to it, and jumps between a number in the text and its note.

const rooms = new WeakMap(); // what was shown last, by the element of this component
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const all = (root, selector) => [...root.querySelectorAll(selector)];

function light(reading, spot) {
  all(reading, ".on, .lit").forEach((found) => found.classList.remove("on", "lit"));
  const wanted = new Set(spot.claims.map(String));
  all(reading, "[data-claims]").forEach((found) =>
    found.classList.toggle("on", found.dataset.claims.split(" ").some((number) => wanted.has(number))));
  all(reading, ".note").forEach((note) => note.classList.toggle("on", wanted.has(note.dataset.claim)));
  all(reading, "span[data-from], mark[data-from]").forEach((run) =>
    run.classList.toggle("lit", Number(run.dataset.from) >= spot.start && Number(run.dataset.to) <= spot.end));
}

function bring(found, block, smooth) {
  if (!found) return;
  const folded = found.closest("details");
  if (folded) folded.open = true;
  found.scrollIntoView({ block, behavior: smooth && !calm() ? "smooth" : "instant" });
}

function jump(reading, number, toNote) {
  const note = reading.querySelector(`.note[data-claim="${number}"]`);
  light(reading, { claims: [number], start: Number(note.dataset.from), end: Number(note.dataset.to) });
  const there = reading.querySelector(toNote ? `#note-${number}` : `#mark-${number}`);
  there?.focus({ preventScroll: true });
  bring(toNote ? note : there, toNote ? "nearest" : "center", true);
  return Number(note.dataset.at);
}

// The text is drawn by another element of the page, before or after this one runs.
function whenThere(key, then) {
  const found = () => all(document, ".reading").find((reading) => reading.dataset.key === key);
  const there = found();
  if (there) { then(there); return () => {}; }
  const watch = new MutationObserver(() => {
    const now = found();
    if (now) { watch.disconnect(); then(now); }
  });
  watch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-key"] });
  return () => watch.disconnect();
}

export default function ({ parentElement, data, setTriggerValue }) {
  const room = rooms.get(parentElement) ?? { said: new Set() };
  rooms.set(parentElement, room);
  // What a click here has said comes back, maybe late: it is marked already, or something else by now.
  const arrived = room.article !== data.article || (room.at !== data.at && !room.said.has(data.at));
  const first = room.article === undefined;
  const stop = whenThere(data.key, (reading) => {
    if (data.spot && (arrived || room.key !== data.key)) light(reading, data.spot);
    if (arrived && data.spot) {
      // Fonts change the height of every line above the passage.
      document.fonts.ready.then(() => bring(reading.querySelector("mark.on") ?? reading.querySelector(".lit"), "center"));
    } else if (arrived && !first) bring(reading, "start");
    reading.dataset.ready = "";
    if (room.article !== data.article) room.said.clear();
    Object.assign(room, { article: data.article, at: data.at, key: data.key });
  });
  const click = (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const reading = target?.closest(".reading");
    if (!reading || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const number = target.closest("a.num");
    const note = target.closest(".note");
    if (!number && (!note || target.closest("a"))) return;
    event.preventDefault();
    const at = jump(reading, (number ?? note).dataset.claim, !note);
    room.said.add(at);
    setTriggerValue("chosen", { at });
  };
  document.addEventListener("click", click, true);
  return () => { stop(); document.removeEventListener("click", click, true); };
}
