// The part that travels with the data. It waits for the engine, a constant component that is sent once.
const KEY = Symbol.for("maillage.canvas");

function gate() {
  const made = { sheets: new Map(), waiting: new Map() };
  made.ready = new Promise((resolve) => { made.open = resolve; });
  return made;
}

export default function (component) {
  globalThis[KEY] ??= gate();
  const { parentElement } = component;
  globalThis[KEY].ready.then((engine) => engine.render(component));
  // Streamlit may call a cleanup early, for a run that was overtaken: only a canvas that left the page is let go.
  return () => setTimeout(() => {
    if (!(parentElement.host ?? parentElement).isConnected) globalThis[KEY].ready.then((engine) => engine.drop(parentElement));
  }, 0);
}
