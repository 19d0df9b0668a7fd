// What is drawn: bytes of « key, digest, JSON » by lines, read once and kept for the canvas of that key.
const KEY = Symbol.for("maillage.canvas");

function gate() {
  const made = { sheets: new Map(), waiting: new Map() };
  made.ready = new Promise((resolve) => { made.open = resolve; });
  return made;
}

export default function ({ data, parentElement }) {
  globalThis[KEY] ??= gate();
  const { sheets, waiting } = globalThis[KEY];
  const text = new TextDecoder().decode(data), first = text.indexOf("\n"), second = text.indexOf("\n", first + 1);
  const name = text.slice(0, first), digest = text.slice(first + 1, second);
  if (sheets.get(name)?.digest !== digest) sheets.set(name, { digest, ...JSON.parse(text.slice(second + 1)) });
  const render = waiting.get(name);
  waiting.delete(name);
  render?.();
  // It draws nothing itself: its place on the page would be an empty gap.
  parentElement.host?.closest("[data-testid=stElementContainer]")?.style.setProperty("display", "none");
}
