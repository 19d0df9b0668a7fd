// Links of class « go » and the browser's Back and Forward are followed inside the session: Python is told the address,
// instead of loading the page anew. A click with a modifier, or the middle button, opens the address as any link does.

const PATIENCE = 15000;  // milliseconds; a step that meets the end of another run may be lost: then load the address
const STEPS = Symbol.for("maillage.steps");
const ACTIVATING = ["Enter", " "];

// One step of the reader is one entry of the history. Streamlit makes one of every change of the address: of a new page
// and then of its parameters, and again when the reader comes back to it.
function keepHistory(steps) {
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  history.pushState = (...entry) => {
    (steps.isNew ? push : replace)(...entry);
    steps.isNew = false;
  };
  window.addEventListener("pointerdown", () => { steps.isNew = true; }, true);
  window.addEventListener("keydown", ({ key }) => { steps.isNew ||= ACTIVATING.includes(key); }, true);
  window.addEventListener("popstate", (event) => {
    steps.isNew = false;
    if (location.hash) return;
    event.stopImmediatePropagation();  // Streamlit would open the page without its parameters
    steps.ask(location.pathname + location.search);
  }, true);
}

function follow(event) {
  const link = event.target instanceof Element ? event.target.closest("a") : null, steps = window[STEPS];
  if (!link || !link.classList.contains(steps.mark) || link.origin !== location.origin) return;
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  steps.ask(link.pathname + link.search);
}

function start() {
  const steps = { isNew: false };
  steps.ask = (href) => {
    clearTimeout(steps.lost);
    steps.path = new URL(href, location.href).pathname;
    steps.tell({ href });
    steps.lost = setTimeout(() => location.assign(href), PATIENCE);
  };
  keepHistory(steps);
  document.addEventListener("click", follow, true);
  return steps;
}

export default function ({ data, setTriggerValue }) {
  const steps = window[STEPS] ??= start();
  if (steps.answered !== data.answered && steps.path === location.pathname) clearTimeout(steps.lost);
  Object.assign(steps, { mark: data.mark, answered: data.answered, tell: (told) => setTriggerValue("go", told) });
}
