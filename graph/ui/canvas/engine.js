// The engine's door: one view per mounted canvas, and one shared promise that the fonts are there before the first paint.

const VIEWS = new WeakMap();
const DOOR = Symbol.for("maillage.canvas");

function loadFonts() {
  const face = new FontFace("Maillage Plex", FONT, { weight: "100 700", stretch: "75% 100%" });
  // Without the font the browser's own sans-serif does.
  return face.load().then((loaded) => document.fonts.add(loaded), () => {});
}

const ENGINE = {
  // What is drawn comes by itself, before or after this call.
  render(component) {
    const { parentElement, data } = component, { sheets, waiting } = globalThis[DOOR];
    const sheet = sheets.get(data.key);
    waiting.delete(data.key);
    if (sheet?.digest !== data.sheet) {
      waiting.set(data.key, () => this.render(component));
      return;
    }
    let view = VIEWS.get(parentElement);
    if (!view) {
      view = new View(parentElement);
      VIEWS.set(parentElement, view);
      Object.defineProperty(view.root, "snapshot", { value: () => view.snapshot() });
    }
    view.render(component, sheet);
  },
  drop(parentElement) {
    VIEWS.get(parentElement)?.destroy();
    VIEWS.delete(parentElement);
  },
};

globalThis[DOOR] ??= (() => {
  const made = { sheets: new Map(), waiting: new Map() };
  made.ready = new Promise((resolve) => { made.open = resolve; });
  return made;
})();
loadFonts().then(() => globalThis[DOOR].open(ENGINE));

// The engine draws nothing itself: its place on the page would be an empty gap.
export default function ({ parentElement }) {
  parentElement.host?.closest("[data-testid=stElementContainer]")?.style.setProperty("display", "none");
}
