// The page by itself: the dashboard's own canvas, filters that are its legend, and the sentences. Texts of articles go in
// as textContent alone, and nothing is ever asked of a network.

const DATA = JSON.parse(document.getElementById("data").textContent);
const W = DATA.words, AT_ONCE = 300;
const dark = matchMedia("(prefers-color-scheme: dark)"), roomy = matchMedia("(min-width: 1101px)");
const off = { relations: new Set(), kinds: new Set(), statuses: new Set() };
const byId = new Map(DATA.nodes.map((node) => [node.id, node]));
const panel = document.querySelector("aside");
const drawn = new Set(DATA.edges.map((edge) => edge.id));
const view = new View(document);
const ROWS = [];  // of the filters
let ego = null, version = 0;

const passes = (claim) => !off.relations.has(claim.relation) && !off.statuses.has(claim.status)
  && !ends(claim).some((name) => off.kinds.has(byId.get(name).kind));
const linkOf = (claim) => `${claim.line}␟${claim.status}`;
const ends = (claim) => [claim.source, claim.target];
const make = (tag, className, ...parts) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...parts.filter((part) => part !== ""));
  return made;
};
// French counts nought in the singular; here nothing is ever nought.
const counted = (n, forms = W.passages) => forms[Number(n > 1)].replace("{n}", n);

// --- the picture --------------------------------------------------------------------------------------------------

// Sentences between actors within so many steps of one.
function around({ id, steps }, claims) {
  let near = new Set([id]);
  for (let step = 0; step < steps; step += 1) {
    near = new Set([...near, ...claims.filter((claim) => ends(claim).some((name) => near.has(name))).flatMap(ends)]);
  }
  return claims.filter((claim) => ends(claim).every((name) => near.has(name)));
}

// A line as the sentences that are left draw it: by the best attested of their statuses.
function dressed(edge, claims) {
  const left = new Set(claims.map((claim) => claim.status)), verb = DATA.relations[claims[0].relation].label;
  const main = Object.keys(edge.styles).find((status) => left.has(status));
  const label = claims.length > 1 ? `${verb} · ${claims.length}` : verb;
  return { ...edge, ...edge.styles[main], label, passages: claims.length };
}

function byLine(claims) {
  const lines = new Map();
  for (const claim of claims) lines.set(claim.line, [...(lines.get(claim.line) ?? []), claim]);
  return lines;
}

function shown() {
  const claims = DATA.claims.filter(passes);
  return ego ? around(ego, claims) : claims;
}

function show() {
  const claims = shown(), lines = byLine(claims), actors = new Set(claims.flatMap(ends));
  if (ego && !actors.has(ego.id)) {  // the filters left nothing of it
    ego = null;
    return show();
  }
  const { options, frames, palette, shapes, legend, canvas } = DATA;
  view.render({
    data: { ...canvas, ...head(claims), ego, can_ego: true, seen: view.picks, selected: view.selected },
    setStateValue: heard,
  }, {
    digest: String(version += 1), options, frames, palette, shapes, legend,
    nodes: DATA.nodes.filter((node) => actors.has(node.id)),
    edges: DATA.edges.filter((edge) => lines.has(edge.id)).map((edge) => dressed(edge, lines.get(edge.id))),
  });
  return tell(claims);
}

// What is left, as the sentence and the line under it say it; the picture's files say it too.
function head(claims) {
  const count = (name, values) => counted(new Set(values).size, W[name]);
  const told = {
    actors: count("actors", claims.flatMap(ends)), links: count("links", claims.map(linkOf)),
    articles: count("articles", claims.map((claim) => claim.article)),
  };
  const headline = claims.length ? W.says.replace(/{(\w+)}/g, (_, name) => told[name]) : W.nobody;
  const hidden = ROWS.filter(({ box }) => !box.checked);  // a family goes before its types, and speaks for them
  const names = hidden.filter((one, i) => !hidden.slice(0, i).some((other) => other.set === one.set && one.values.every((value) => other.values.includes(value))));
  const without = names.length ? `${W.without} ${names.map(({ label }) => label).join(", ")}.` : "";
  const caption = [DATA.canvas.caption, without].filter(Boolean).join(" ");
  document.querySelector("h1").textContent = headline;
  document.querySelector("header p").textContent = caption;
  return { headline, caption };
}

function heard(name, value) {
  if (name === "picked") return tell(shown());
  ego = value.id ? { id: value.id, steps: value.steps } : null;
  return show();
}

// --- the sentences ------------------------------------------------------------------------------------------------

function tell(claims) {
  const chosen = view.selected, own = claims.filter((claim) => !chosen || claim.line === chosen.id || ends(claim).includes(chosen.id));
  const back = make("button", "back", W.all);
  back.onclick = () => view.pick(null);
  if (!chosen) panel.replaceChildren(make("p", "empty", own.length ? W.hint : W.none), ...entries([...byLine(own).values()]));
  else if (chosen.kind === "edge") panel.replaceChildren(back, title("h2", own[0]), make("p", "counts", counted(own.length)), ...own.map(passage));
  else panel.replaceChildren(back, make("h2", "", ...named(chosen.id)), make("p", "counts", counted(own.length)), ...[...byLine(own).values()].map(grouped));
  panel.scrollTop = 0;
}

// So many at once: thousands would keep the reader waiting.
function entries(lines) {
  const made = lines.slice(0, AT_ONCE).map(entry), rest = lines.slice(AT_ONCE);
  if (!rest.length) return made;
  const more = make("button", "back", counted(rest.length, W.more));
  more.onclick = () => more.replaceWith(...entries(rest));
  return [...made, more];
}

function entry(claims) {
  const [claim] = claims, button = title("button", claim);
  button.classList.add("entry");
  if (claims.length > 1) button.append(make("span", "n", String(claims.length)));
  button.onclick = () => view.pick(drawn.has(claim.line) ? { kind: "edge", id: claim.line } : { kind: "node", id: claim.source });
  return button;
}

function grouped(claims) {
  return make("section", "", title("h3", claims[0]), ...claims.map(passage));
}

// Browsers take seconds to break a name of thousands of characters; <bdi>: no mark in a name turns what stands after it.
const clipped = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);  // as in picture.js
const named = (name) => [make("i", `gl gl-${byId.get(name).kind}`), " ", make("bdi", "", clipped(name))];

function title(tag, { source, relation, target }) {
  const { family, label } = DATA.relations[relation];
  return make(tag, `relation fam-${family}`, ...named(source), " ", make("em", "", label), " ", ...named(target));
}

function passage(claim) {
  const [before, trigger, after] = claim.quote, { family } = DATA.relations[claim.relation];
  const who = make("div", "who", make("span", "status", make("i", `ln ln-${claim.status}`), DATA.statuses[claim.status].label));
  who.append(make("span", "", claim.speaker), make("span", "worth", claim.worth));
  const origin = make("div", "origin", make("b", "", claim.outlet), claim.date);
  if (claim.url) {
    const link = make("a", "", W.original);
    Object.assign(link, { href: claim.url, rel: "noreferrer noopener", target: "_blank" });
    origin.append(link);
  }
  origin.append(make("span", "title", claim.title));
  return make("article", `fam-${family}`, who, make("blockquote", "", before, make("mark", "", trigger), after), origin);
}

// --- the filters: the legend is the filter --------------------------------------------------------------------------

function row(className, sign, label, count, set, values) {
  const tick = Object.assign(make("input"), { type: "checkbox", checked: true });
  tick.onchange = () => {
    for (const value of values) set[tick.checked ? "delete" : "add"](value);
    for (const { box, set: its, values: held } of ROWS) box.checked = !held.every((value) => its.has(value));
    show();
  };
  ROWS.push({ box: tick, set, values, label });
  const number = make("span", "n", String(count));
  number.ariaHidden = "true";
  return make("label", className, tick, make("i", sign), make("span", "", label), number);
}

function tally(valuesOf, keyOf) {
  const found = new Map();
  for (const claim of DATA.claims) for (const value of valuesOf(claim)) found.set(value, (found.get(value) ?? new Set()).add(keyOf(claim, value)));
  return (value) => found.get(value)?.size ?? 0;
}

function furnishFilters() {
  const place = (id, rows) => document.getElementById(id).append(...rows);
  const ofType = tally((claim) => [claim.relation], linkOf), ofStatus = tally((claim) => [claim.status], linkOf);
  const ofKind = tally((claim) => ends(claim).map((name) => byId.get(name).kind), () => "");
  const types = Object.entries(DATA.relations).filter(([id]) => ofType(id));
  place("relations", DATA.legend.families.flatMap(({ id, label }) => {
    const own = types.filter(([, { family }]) => family === id), sum = own.reduce((all, [type]) => all + ofType(type), 0);
    const rows = own.map(([type, one]) => row("type", `bar fam-${id}`, one.label, ofType(type), off.relations, [type]));
    return own.length ? [row("family", `bar fam-${id}`, label, sum, off.relations, own.map(([type]) => type)), ...rows] : [];
  }));
  const actors = (kind) => DATA.nodes.filter((node) => node.kind === kind).length;
  place("kinds", DATA.legend.kinds.filter(({ id }) => ofKind(id)).map(({ id, label }) => row("", `gl gl-${id}`, label, actors(id), off.kinds, [id])));
  place("statuses", Object.entries(DATA.statuses).filter(([id]) => ofStatus(id)).map(([id, { label }]) => row("", `ln ln-${id}`, label, ofStatus(id), off.statuses, [id])));
}

// --- start --------------------------------------------------------------------------------------------------------

const openFilters = () => { document.querySelector(".filters").open = roomy.matches; };
openFilters();
roomy.addEventListener("change", openFilters);
dark.addEventListener("change", () => view.retheme());
furnishFilters();
Object.defineProperty(view.root, "snapshot", { value: () => view.snapshot() });
Promise.allSettled(["500 12px 'Maillage Plex'", "22px Newsreader"].map((font) => document.fonts.load(font))).then(() => {
  view.readTheme();
  show();
  document.documentElement.dataset.ready = "yes";
});
