// The label painter. Everything is in screen pixels; a label that finds no room is not drawn (hover, table and zoom have it).

const FACE = "Maillage Plex, IBM Plex Sans, sans-serif";
const CELL = 24;

// What already stands on the canvas, by cells, so that a label only looks at its surroundings.
class Ground {
  constructor() { this.cells = new Map(); }

  add(x0, y0, x1, y1, item) {
    for (let i = Math.floor(x0 / CELL); i <= Math.floor(x1 / CELL); i += 1) {
      for (let j = Math.floor(y0 / CELL); j <= Math.floor(y1 / CELL); j += 1) {
        const key = i * 65536 + j;
        const list = this.cells.get(key);
        if (list) list.push(item); else this.cells.set(key, [item]);
      }
    }
  }

  *within(x0, y0, x1, y1) {
    for (let i = Math.floor(x0 / CELL); i <= Math.floor(x1 / CELL); i += 1) {
      for (let j = Math.floor(y0 / CELL); j <= Math.floor(y1 / CELL); j += 1) {
        const list = this.cells.get(i * 65536 + j);
        if (list) yield* list;
      }
    }
  }
}

const meets = (a, b) => a.x0 < b.x1 && a.x1 > b.x0 && a.y0 < b.y1 && a.y1 > b.y0;
const square = (x, y, r) => ({ x0: x - r, y0: y - r, x1: x + r, y1: y + r });

// Two lines above thirteen characters, cut at the space nearest the middle.
function wrapName(name) {
  if (name.length <= 13 || !name.includes(" ")) return [clip(name)];
  let best = -1;
  for (let i = name.indexOf(" "); i >= 0; i = name.indexOf(" ", i + 1)) {
    if (best < 0 || Math.abs(i - name.length / 2) < Math.abs(best - name.length / 2)) best = i;
  }
  return [clip(name.slice(0, best)), clip(name.slice(best + 1))];
}

const clip = (text) => (text.length > 26 ? `${text.slice(0, 25)}…` : text);

function nameFont(degree, strong, scale) {
  const [size, weight] = degree >= 6 ? [14.5, 600] : degree >= 3 ? [13, 500] : [12.25, 500];
  return { size: size * scale, font: `${strong ? 600 : weight} ${(size * scale).toFixed(2)}px ${FACE}` };
}

// Places around a sign, best first: below, right, left, above, then the diagonals; each is a box and its alignment.
function namePlaces(node, width, height) {
  const { x, y, r } = node, gap = 4, w = width / 2, d = r * 0.72 + 2;
  return [
    { x, y: y + r + gap + height / 2, align: "center" },
    { x: x + r + gap + w + 2, y, align: "left" },
    { x: x - r - gap - w - 2, y, align: "right" },
    { x, y: y - r - gap - height / 2, align: "center" },
    { x: x + d + w, y: y + d + height / 2, align: "left" },
    { x: x - d - w, y: y + d + height / 2, align: "right" },
    { x: x + d + w, y: y - d - height / 2, align: "left" },
    { x: x - d - w, y: y - d - height / 2, align: "right" },
  ].map((place, rank) => ({
    ...place, rank, x0: place.x - w, x1: place.x + w, y0: place.y - height / 2, y1: place.y + height / 2,
  }));
}

class Labels {
  constructor(ctx, width, height, scale) {
    Object.assign(this, { ctx, width, height, scale });
    this.solid = new Ground();
    this.lines = new Ground();
    this.placed = [];
  }

  addSign(node) {
    const area = { ...square(node.x, node.y, node.r + 2), owner: node.id, degree: node.degree };
    this.solid.add(area.x0, area.y0, area.x1, area.y1, area);
  }

  addLine(sample, weight) {
    for (const point of sample.points) {
      this.lines.add(point.x, point.y, point.x, point.y, { x: point.x, y: point.y, link: sample.id, weight });
    }
  }

  within(area) {
    return area.x0 >= 4 && area.y0 >= 4 && area.x1 <= this.width - 4 && area.y1 <= this.height - 4;
  }

  free(area) { return this.within(area) && this.clashes(area) === 0; }

  // What the area would cover: a label or an important sign forbids it, a small sign counts one.
  clashes(area, degree = 0) {
    const signs = new Set();
    for (const other of this.solid.within(area.x0, area.y0, area.x1, area.y1)) {
      if (!meets(area, other)) continue;
      if (!other.owner || other.degree >= degree) return Infinity;
      signs.add(other);
    }
    return signs.size;
  }

  covered(area) {
    let cost = 0;
    const seen = new Set();
    for (const point of this.lines.within(area.x0, area.y0, area.x1, area.y1)) {
      const inside = point.x > area.x0 && point.x < area.x1 && point.y > area.y0 && point.y < area.y1;
      if (inside && !seen.has(point)) { seen.add(point); cost += point.weight; }
    }
    return cost;
  }

  settle(areas, label) {
    for (const area of areas) this.solid.add(area.x0, area.y0, area.x1, area.y1, area);
    this.placed.push({ ...label, areas });
  }

  placeName(node, strong, sure) {
    const lines = wrapName(node.name);
    const { size, font } = nameFont(node.degree, strong, this.scale);
    this.ctx.font = font;
    const width = Math.max(...lines.map((line) => this.ctx.measureText(line).width)) + 2;
    const height = lines.length * size * 1.16;
    let best = null, least = Infinity;
    for (const place of namePlaces(node, width, height)) {
      const clashes = this.within(place) ? this.clashes(place, sure ? node.degree : 0) : Infinity;
      const cost = this.covered(place) + place.rank * 0.35 + clashes * 25;
      if (cost < least) { least = cost; best = place; }
    }
    if (best) this.settle([best], { kind: "node", id: node.id, lines, font, size, place: best, width });
    return Boolean(best);
  }

  placeRelation(sample, text, colour, chosen) {
    const size = (chosen ? 13 : 11) * Math.max(1, this.scale * 0.96);
    const font = `condensed ${chosen ? 600 : 500} ${size.toFixed(2)}px ${FACE}`;
    this.ctx.font = font;
    const width = this.ctx.measureText(text).width;
    if (sample.length < width + 16) return false;
    for (const t of [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72]) {
      const at = pointAt(sample, t);
      const areas = this.along(at, width, size);
      if (!areas.every((area) => this.free(area))) continue;
      if (this.foreign(areas, sample.id) > (chosen ? 9 : 1)) continue;
      this.settle(areas, { kind: "edge", id: sample.id, text, font, colour, at, t, width });
      return true;
    }
    return false;
  }

  // Small squares along the text: a slanted label never claims its whole bounding box.
  along(at, width, size) {
    const count = Math.max(2, Math.ceil(width / size)), areas = [];
    for (let i = 0; i <= count; i += 1) {
      const offset = (i / count - 0.5) * (width - size * 0.5);
      areas.push(square(at.x + offset * Math.cos(at.angle), at.y + offset * Math.sin(at.angle), size * 0.6));
    }
    return areas;
  }

  foreign(areas, own) {
    const links = new Set();
    for (const area of areas) {
      for (const point of this.lines.within(area.x0, area.y0, area.x1, area.y1)) {
        const inside = point.x > area.x0 && point.x < area.x1 && point.y > area.y0 && point.y < area.y1;
        if (inside && point.link !== own) links.add(point.link);
      }
    }
    return links.size;
  }

  paint(ink, paper) {
    this.ctx.lineJoin = "round";
    this.ctx.textBaseline = "middle";
    for (const label of this.placed) if (label.kind === "edge") this.paintRelation(label, paper);
    for (const label of this.placed) if (label.kind === "node") this.paintName(label, ink, paper);
  }

  paintRelation({ text, font, colour, at }, paper) {
    const { ctx } = this;
    const upright = Math.cos(at.angle) < -1e-6 ? at.angle + Math.PI : at.angle;
    ctx.save();
    ctx.translate(at.x, at.y);
    ctx.rotate(upright);
    ctx.font = font;
    ctx.textAlign = "center";
    write(ctx, text, 0, 0, colour, paper, 5);
    ctx.restore();
  }

  paintName({ lines, font, size, place, width }, ink, paper) {
    const { ctx } = this;
    ctx.font = font;
    ctx.textAlign = place.align;
    const x = place.x + (place.align === "left" ? -width / 2 : place.align === "right" ? width / 2 : 0);
    lines.forEach((line, i) => {
      const y = place.y + (i - (lines.length - 1) / 2) * size * 1.16;
      write(ctx, line, x, y, ink, paper, 4);
    });
  }

  relationOf(id) { return this.placed.find((label) => label.kind === "edge" && label.id === id); }

  has(kind, id) { return this.placed.some((label) => label.kind === kind && label.id === id); }

  at(x, y) {
    const dot = square(x, y, 0.5);
    return this.placed.find((label) => label.areas.some((area) => meets(area, dot))) ?? null;
  }
}

function write(ctx, text, x, y, colour, paper, halo) {
  ctx.strokeStyle = paper;
  ctx.lineWidth = halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}
