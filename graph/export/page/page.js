// The page by itself: texts of articles go in as textContent alone, and nothing is ever asked of a network.

const DATA = JSON.parse(document.getElementById("data").textContent);
const W = DATA.words, MOST = 30;
const dark = matchMedia("(prefers-color-scheme: dark)");
const palette = () => DATA.palette[dark.matches ? "dark" : "light"];
const paper = () => (dark.matches ? "#14181f" : "#fbfaf7");
const ink = () => (dark.matches ? "#e8eaee" : "#1c2430");
const off = { relations: new Set(), statuses: new Set() };
const byId = new Map(DATA.nodes.map((node) => [node.id, node]));
const edgeById = new Map(DATA.edges.map((edge) => [edge.id, edge]));
const panel = document.querySelector("aside"), stage = document.getElementById("net");
let chosen = null;

const short = (name) => ([...name].length > MOST ? `${[...name].slice(0, MOST - 1).join("")}…` : name);
const passes = (claim) => !off.relations.has(claim.relation) && !off.statuses.has(claim.status);
const make = (tag, text, ...parts) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...parts);
  return made;
};

// --- the picture --------------------------------------------------------------------------------------------------

function paintNode({ ctx, id, x, y }) {
  const node = byId.get(id);
  return {
    drawNode() { drawSign(ctx, DATA.shapes[node.kind], x, y, node.size, palette().kinds[node.kind], paper()); },
    nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
  };
}

function visEdge(edge) {
  return {
    id: edge.id, from: edge.from, to: edge.to, smooth: edge.smooth, arrows: edge.arrows, dashes: edge.dashes,
    width: edge.width + (chosen?.edge === edge.id ? 2.5 : 0.4),
    color: { color: palette().families[edge.family].line, opacity: fades(edge) ? 0.25 : 1 },
  };
}

function fades(edge) {
  if (!chosen) return false;
  return chosen.edge ? chosen.edge !== edge.id : edge.from !== chosen.node && edge.to !== chosen.node;
}

const nodes = new vis.DataSet(), edges = new vis.DataSet();
const net = new vis.Network(stage, { nodes, edges }, DATA.options);

function names(ctx) {
  const taken = [], scale = net.getScale(), size = 13 / scale;
  ctx.font = `${size}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  for (const { id } of nodes.get().sort((a, b) => byId.get(b.id).degree - byId.get(a.id).degree)) {
    const { x, y } = net.getPosition(id), node = byId.get(id), label = short(id.replace(/\s+/g, " "));
    const half = ctx.measureText(label).width / 2, top = y + node.size + 3 / scale;
    const box = [x - half, top, x + half, top + size];
    if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    ctx.strokeStyle = paper();
    ctx.lineWidth = 4 / scale;
    ctx.strokeText(label, x, top);
    ctx.fillStyle = ink();
    ctx.fillText(label, x, top);
  }
}

function replace(set, items) {
  const kept = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !kept.has(id)));
  set.update(items);
}

function show() {
  const claims = DATA.claims.filter(passes), lines = new Set(claims.map((claim) => claim.line));
  const actors = new Set(claims.flatMap((claim) => [claim.source, claim.target]));
  replace(nodes, DATA.nodes.filter((node) => actors.has(node.id)).map(({ id, x, y, size }) => (
    { id, x, y, size, shape: "custom", ctxRenderer: paintNode })));
  replace(edges, DATA.edges.filter((edge) => lines.has(edge.id)).map(visEdge));
  tell(claims);
}

function choose(pick) {
  chosen = pick;
  show();
}

net.on("afterDrawing", names);
net.on("click", ({ pointer }) => {
  const node = net.getNodeAt(pointer.DOM), edge = net.getEdgeAt(pointer.DOM);
  choose(node !== undefined ? { node } : edge !== undefined ? { edge } : null);
});
dark.addEventListener("change", show);

// --- the sentences ------------------------------------------------------------------------------------------------

function tell(claims) {
  const mine = claims.filter((claim) => !chosen || claim.line === chosen.edge
    || [claim.source, claim.target].includes(chosen.node));
  const back = make("button", W.all);
  back.onclick = () => choose(null);
  const edge = edgeById.get(chosen?.edge);
  if (edge) panel.replaceChildren(back, title("h2", DATA.claims.find((claim) => claim.line === edge.id)), ...mine.map(passage));
  else if (chosen) panel.replaceChildren(back, make("h2", chosen.node), ...mine.flatMap((claim) => [title("h3", claim), passage(claim)]));
  else panel.replaceChildren(make("h2", W.links), make("p", mine.length ? W.hint : W.none), ...list(mine));
  panel.scrollTop = 0;
}

function list(claims) {
  return [...new Map(claims.map((claim) => [claim.line, claim])).values()].map((claim) => {
    const button = title("button", claim);
    button.onclick = () => choose(edgeById.has(claim.line) ? { edge: claim.line } : { node: claim.source });
    return button;
  });
}

function title(tag, claim) {
  const relation = DATA.relations[claim.relation], verb = make("em", relation.label);
  verb.style.color = palette().families[relation.family].text;
  return make(tag, "", `${claim.source} `, verb, ` ${claim.target}`);
}

function passage(claim) {
  const [before, trigger, after] = claim.quote;
  const head = [DATA.statuses[claim.status], claim.speaker, claim.worth].filter(Boolean).join(" · ");
  const origin = make("div", [claim.outlet, claim.date, claim.title].filter(Boolean).join(" · "));
  if (claim.url) {
    const link = make("a", W.original);
    Object.assign(link, { href: claim.url, rel: "noreferrer noopener", target: "_blank" });
    origin.append(" ", link);
  }
  return make("article", "", make("div", head), make("blockquote", "", before, make("mark", trigger), after), origin);
}

// --- the filters --------------------------------------------------------------------------------------------------

function filters(id, labels, hidden, colour) {
  const place = document.getElementById(id), there = new Set(DATA.claims.map((claim) => claim[id === "relations" ? "relation" : "status"]));
  for (const [value, label] of Object.entries(labels).filter(([key]) => there.has(key))) {
    const tick = make("input");
    Object.assign(tick, { type: "checkbox", checked: true, value });
    tick.onchange = () => {
      hidden[tick.checked ? "delete" : "add"](value);
      show();
    };
    const row = make("label", "", tick);
    if (colour) row.append(Object.assign(make("i"), { style: `background:${colour(value)}` }));
    row.append(label);
    place.append(row);
  }
}

const labels = Object.fromEntries(Object.entries(DATA.relations).map(([id, one]) => [id, one.label]));
filters("relations", labels, off.relations, (id) => palette().families[DATA.relations[id].family].line);
filters("statuses", DATA.statuses, off.statuses);
show();
net.fit();
stage.snapshot = () => edges.get().map(({ id, from, to, smooth }) => {
  const [a, b] = [net.getPosition(from), net.getPosition(to)];
  return { id, straight: !smooth, ...net.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }) };
});
document.documentElement.dataset.ready = "yes";
