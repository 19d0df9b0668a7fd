// Copies the whole address; where the clipboard is closed to pages, the field is selected and the keys are told.
const heard = new WeakSet();
const told = new WeakMap();

// The language is in it even where it is this browser's own: another's may be another.
function address(lang) {
  const url = new URL(location.href);
  if (!url.searchParams.has("lang")) url.searchParams.set("lang", lang);
  return url.href;
}

function copied(field) {
  field.focus();
  field.select();
  const by = (done) => done || document.execCommand("copy");
  return navigator.clipboard ? navigator.clipboard.writeText(field.value).then(() => true, () => by(false)) : Promise.resolve(by(false));
}

function listen(parentElement) {
  const find = (name) => parentElement.querySelector(name);
  const button = find(".copy"), card = find(".card"), field = find("input"), status = find("[role=status]");
  const show = (open) => {
    card.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => {
    if (!card.hidden) return show(false);
    const { lang, texts } = told.get(parentElement);
    status.textContent = "";
    field.value = address(lang);
    show(true);
    return copied(field).then((done) => { status.textContent = done ? texts.copied : texts.by_hand; });
  });
  find(".share").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || card.hidden) return;
    show(false);
    button.focus();
  });
  find(".share").addEventListener("focusout", ({ relatedTarget }) => {
    if (!card.contains(relatedTarget) && relatedTarget !== button && document.hasFocus()) show(false);
  });
}

export default function ({ parentElement, data }) {
  told.set(parentElement, data);
  if (!heard.has(parentElement)) {
    heard.add(parentElement);
    listen(parentElement);
  }
  parentElement.querySelector(".copy span").textContent = data.texts.button;
  parentElement.querySelector("label span").textContent = data.texts.field;
}
