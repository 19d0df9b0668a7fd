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
const near = (area, { x, y }) => Math.hypot(x - clamp(x, area.x0, area.x1), y - clamp(y, area.y0, area.y1));
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
// ``far`` adds places a little farther and to the side, for a name that must be told.
function namePlaces(node, width, height, far) {
  const { x, y, r } = node, w = width / 2, h = height / 2, d = r * 0.72 + 2;
  const ring = (gap) => [
    { x, y: y + r + gap + h, align: "center" },
    { x: x + r + gap + w + 2, y, align: "left" },
    { x: x - r - gap - w - 2, y, align: "right" },
    { x, y: y - r - gap - h, align: "center" },
  ];
  const corners = [
    { x: x + d + w, y: y + d + h, align: "left" },
    { x: x - d - w, y: y + d + h, align: "right" },
    { x: x + d + w, y: y - d - h, align: "left" },
    { x: x - d - w, y: y - d - h, align: "right" },
  ];
  const aside = [1, -1].flatMap((up) => [0.55, -0.55].map((turn) => ({ x: x + turn * w, y: y + up * (r + 4 + h), align: "center" })));
  const level = [1, -1].flatMap((side) => [0.6, -0.6].map((turn) => ({
    x: x + side * (r + 6 + w), y: y + turn * (r + h), align: side > 0 ? "left" : "right",
  })));
  return [...ring(4), ...corners, ...(far ? [...aside, ...level, ...ring(10)] : [])].map((place, rank) => ({
    ...place, rank, x0: place.x - w, x1: place.x + w, y0: place.y - h, y1: place.y + h,
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
    const area = { ...square(node.x, node.y, node.r + 2), x: node.x, y: node.y, r: node.r + 2, owner: node.id };
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

  free(area) { return this.within(area) && !this.clashes(area); }

  // Whether the area would cover a label or a sign; nothing that is told may hide who else is there.
  clashes(area) {
    for (const other of this.solid.within(area.x0, area.y0, area.x1, area.y1)) {
      if (meets(area, other) && (!other.owner || near(area, other) < other.r)) return true;
    }
    return false;
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
    const { size, font } = nameFont(node.degree, strong, this.scale), wrapped = wrapName(node.name);
    // A name that must be told may also stand on one line.
    const forms = sure && wrapped.length > 1 && node.name.length <= 26 ? [wrapped, [node.name]] : [wrapped];
    this.ctx.font = font;
    let best = null, least = Infinity;
    for (const [rank, lines] of forms.entries()) {
      const width = Math.max(...lines.map((line) => this.ctx.measureText(line).width)) + 2;
      const height = lines.length * size * 1.16;
      for (const place of namePlaces(node, width, height, sure)) {
        if (!this.free(place)) continue;
        const cost = this.covered(place) + place.rank * 0.35 + rank * 2;
        if (cost < least) { least = cost; best = { place, lines, width }; }
      }
    }
    if (best) this.settle([best.place], { kind: "node", id: node.id, font, size, ...best });
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

  // Labels that are ``faint`` stand back, as what they name does.
  paint(ink, paper, faint) {
    this.ctx.lineJoin = "round";
    this.ctx.textBaseline = "middle";
    for (const kind of ["edge", "node"]) {
      for (const label of this.placed.filter((one) => one.kind === kind)) {
        this.ctx.globalAlpha = faint(label) ? 0.4 : 1;
        group(this.ctx, kind === "edge" ? "relation" : "name", "", () => {
          if (kind === "edge") this.paintRelation(label, paper);
          else this.paintName(label, ink, paper);
        });
      }
    }
    this.ctx.globalAlpha = 1;
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
