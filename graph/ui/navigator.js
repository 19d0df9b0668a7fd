// Follows links of class « go » inside the session: a plain click goes to Python instead of loading the page anew.
// A click with a modifier, or the middle button, opens the address as any link does.

const listeners = new WeakMap();
const PATIENCE = 5000;  // milliseconds

export default function ({ parentElement, data, setTriggerValue }) {
  const follow = (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || !link.classList.contains(data.mark) || link.origin !== location.origin) return;
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setTriggerValue("go", { href: link.pathname + link.search });
    const before = location.href;  // a click that meets the end of another run may be lost: then load the address
    setTimeout(() => location.href === before && link.href !== before && location.assign(link.href), PATIENCE);
  };
  document.removeEventListener("click", listeners.get(parentElement), true);
  document.addEventListener("click", follow, true);
  listeners.set(parentElement, follow);
  return () => document.removeEventListener("click", follow, true);
}
