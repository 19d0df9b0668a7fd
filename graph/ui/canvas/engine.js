// The engine's door: one view per mounted canvas, and one shared promise that the fonts are there before the first paint.

const VIEWS = new WeakMap();
const DOOR = Symbol.for("maillage.canvas");

function loadFonts() {
  const face = new FontFace("Maillage Plex", FONT, { weight: "100 700", stretch: "75% 100%" });
  // Without the font the browser's own sans-serif does.
  return face.load().then((loaded) => document.fonts.add(loaded), () => {});
}

const ENGINE = {
  render(component) {
    const { parentElement } = component;
    let view = VIEWS.get(parentElement);
    if (!view) {
      view = new View(parentElement);
      VIEWS.set(parentElement, view);
      Object.defineProperty(view.root, "snapshot", { value: () => view.snapshot() });
    }
    view.render(component);
  },
  drop(parentElement) {
    VIEWS.get(parentElement)?.destroy();
    VIEWS.delete(parentElement);
  },
};

globalThis[DOOR] ??= (() => {
  const made = {};
  made.ready = new Promise((resolve) => { made.open = resolve; });
  return made;
})();
loadFonts().then(() => globalThis[DOOR].open(ENGINE));

// The engine draws nothing itself: its place on the page would be an empty gap.
export default function ({ parentElement }) {
  parentElement.host?.closest("[data-testid=stElementContainer]")?.style.setProperty("display", "none");
}
