// The picture as seen, as a file: PNG, or SVG written by pen.js. One painter for the canvas and both files; around it what
// a reader who was never on the page needs: the sentence, the filters, the legend, where it comes from and when.

const EDGE = 20;             // CSS pixels around all that is written
const WIDE_ENOUGH = 2400;    // pixels of a PNG, at least …
const LARGEST = 8000;        // … and of its longer side, at most: above, browsers refuse
const LONGEST = 600;         // characters of the filters' sentence that are told

function strokeLine(ctx, points, colour, width) {
  trace(ctx, points);
  Object.assign(ctx, { strokeStyle: colour, lineWidth: width });
  ctx.stroke();
}

function breakLines(ctx, text, width) {
  const lines = [""];
  for (let word of text.slice(0, LONGEST).split(/[ \t\n]+/)) {
    while (ctx.measureText(word).width > width) word = word.slice(0, -1);
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (ctx.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.filter(Boolean);
}

function download(blob, name) {
  const link = document.createElement("a");
  Object.assign(link, { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

Object.assign(View.prototype, {
  async save(form) {
    if (!this.data.nodes.length) return;
    await document.fonts.load("22px Newsreader").catch(() => {});
    if (form === "svg") download(new Blob([String(this.asSvg())], { type: "image/svg+xml" }), "maillage.svg");
    else this.asPng().toBlob((blob) => download(blob, "maillage.png"), "image/png");
  },

  asSvg() {
    return this.compose((width, height) => new Pen(width, height), (pen) => {
      pen.root.setAttribute("role", "img");
      pen.root.setAttribute("lang", this.data.lang);
      pen.add("title", {}, this.data.headline || "Maillage");
      const told = this.shown().map((id) => this.links.get(id).title.split("\n")[0]);
      pen.add("desc", {}, [this.caption(), ...told].filter(Boolean).join("\n"));
    });
  },

  asPng() {
    return this.compose((width, height) => {
      const ratio = Math.min(Math.max(2, devicePixelRatio, WIDE_ENOUGH / this.width), LARGEST / Math.max(width, height));
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
      const ctx = canvas.getContext("2d");
      ctx.scale(canvas.width / width, canvas.height / height);
      return ctx;
    }).canvas;
  },

  // ``make`` gives a context for a width and a height in CSS pixels, where one unit is one of them.
  compose(make, announce = () => {}) {
    const { width, height } = this, inner = width - 2 * EDGE, ruler = make(width, height);
    const head = this.headLines(ruler, inner), legend = this.legendRows(ruler, inner);
    const top = EDGE + head.reduce((sum, line) => sum + line.high, 0) + 4, foot = top + height + 10;
    const sheet = make(width, foot + legend.length * 20 + 8 + 18 + EDGE - 6), tall = sheet.canvas.height;
    announce(sheet);
    sheet.fillStyle = this.paper;
    sheet.fillRect(0, 0, width, tall);
    group(sheet, "head", "", () => this.writeLines(sheet, head, EDGE));
    const picture = make(width, height);
    this.paintPicture(picture);
    group(sheet, "picture", "", () => sheet.drawImage(picture.canvas, 0, top, width, height));
    group(sheet, "legend", "", () => this.paintLegend(sheet, legend, foot));
    const source = { text: this.sourceLine(), font: `400 12px ${FACE}`, colour: this.soft, high: 18 };
    group(sheet, "source", "", () => this.writeLines(sheet, [source], foot + legend.length * 20 + 8));
    return sheet;
  },

  // --- the picture ------------------------------------------------------------------------------------------------

  // As vis draws it: links, actors, arrowheads; ours under and over them.
  paintPicture(ctx) {
    const { nodes, edges } = this.net.body, origin = this.net.canvasToDOM({ x: 0, y: 0 }), scale = this.net.getScale();
    const shown = this.shown();
    ctx.save();
    ctx.translate(origin.x, origin.y);
    ctx.scale(scale, scale);
    this.under(ctx);
    for (const id of shown) group(ctx, "link", this.links.get(id).title, () => edges[id].draw(ctx));
    for (const { id } of this.signs()) {
      group(ctx, "actor", this.actors.get(id).title, () => this.paintSign(ctx, id, nodes[id].x, nodes[id].y).drawNode());
    }
    for (const id of shown) group(ctx, "arrow", "", () => edges[id].drawArrows(ctx));
    this.over(ctx);
    ctx.restore();
  },

  // Links of which something is in view.
  shown() { return [...this.links.keys()].filter((id) => this.sampled(id, 24).length); },

  // --- around it --------------------------------------------------------------------------------------------------

  headLines(ctx, width) {
    const said = [
      { text: this.data.headline, font: "400 22px Newsreader, Georgia, serif", colour: this.ink, high: 28 },
      { text: this.caption(), font: `400 13px ${FACE}`, colour: this.soft, high: 19 },
    ];
    return said.flatMap(({ text, font, ...rest }) => {
      ctx.font = font;
      return breakLines(ctx, text, width).map((line) => ({ text: line, font, ...rest }));
    });
  },

  // Whose surroundings are drawn, if any, and the filters.
  caption() {
    const { ego, texts, caption } = this.data, [one, many] = texts.step.split("|");
    const near = ego ? `${texts.around} ${ego.id} (${ego.steps === 1 ? one : many.replace("{n}", ego.steps)}).` : "";
    return [near, caption].filter(Boolean).join(" ");
  },

  writeLines(ctx, lines, top) {
    Object.assign(ctx, { textAlign: "left", textBaseline: "middle" });
    for (const { text, font, colour, high } of lines) {
      Object.assign(ctx, { font, fillStyle: colour });
      ctx.fillText(text, EDGE, top + high / 2);
      top += high;
    }
  },

  sourceLine() {
    const when = new Intl.DateTimeFormat(this.data.lang === "fr" ? "fr-FR" : "en-GB", { dateStyle: "long" });
    return `Maillage · ${when.format(new Date())}`;
  },

  // The keys of the page, and the kinds that stand in its sidebar; rows are broken where the width ends.
  legendRows(ctx, width) {
    ctx.font = `500 12px ${FACE}`;
    return this.legendKeys().flatMap((keys) => {
      const rows = [];
      let left = width + 1;
      for (const key of keys) {
        const wide = key.wide + 7 + ctx.measureText(key.label).width;
        if (left + wide > width) { rows.push([]); left = 0; }
        rows.at(-1).push({ ...key, left });
        left += wide + 16;
      }
      return rows;
    });
  },

  legendKeys() {
    const { legend, shapes } = this.data, { families, groups, kinds } = this.palette(), { soft, paper } = this;
    const sign = (shape, colours) => (ctx) => drawSign(ctx, shape, 7, 0, 6, colours, paper);
    const dots = (ctx) => [[3, 2], [14, 4.4]].forEach(([x, r]) => { PATHS.disc(ctx, x, 0, r); ctx.fillStyle = soft; ctx.fill(); });
    return [
      legend.families.map(({ id, label }) => ({ label, wide: 15, paint: (ctx) => strokeLine(ctx, [{ x: 0, y: 0 }, { x: 15, y: 0 }], families[id].line, 3) })),
      [
        ...legend.statuses.map(({ line, label }) => ({ label, wide: 22, paint: (ctx) => this.paintStyle(ctx, line) })),
        { label: legend.thin, wide: 22, paint: (ctx) => this.paintStyle(ctx, "thin") },
        { label: legend.size, wide: 20, paint: dots },
      ],
      legend.groups.length
        ? legend.groups.map(({ group: rank, label }) => ({ label, wide: 14, paint: sign("disc", groups[rank]) }))
        : legend.kinds.map(({ id, label }) => ({ label, wide: 14, paint: sign(shapes[id], kinds[id]) })),
    ];
  },

  paintStyle(ctx, style) {
    const points = [{ x: 0, y: 0 }, { x: 22, y: 0 }], dashes = { dashed: [5, 3], dotted: [2, 3] };
    ctx.save();
    ctx.globalAlpha = style === "faded" ? 0.5 : 1;
    ctx.setLineDash(dashes[style] ?? []);
    strokeLine(ctx, points, this.soft, style === "thin" ? 1 : 1.8);
    ctx.restore();
    if (style === "struck") drawBars(ctx, { points, length: 200 }, null, this.soft, this.paper, 1, 0.8);
  },

  paintLegend(ctx, rows, top) {
    rows.forEach((row, i) => row.forEach(({ left, wide, label, paint }) => {
      ctx.save();
      ctx.translate(EDGE + left, top + i * 20 + 10);
      paint(ctx);
      Object.assign(ctx, { font: `500 12px ${FACE}`, fillStyle: this.soft, textAlign: "left", textBaseline: "middle" });
      ctx.fillText(label, wide + 7, 0);
      ctx.restore();
    }));
  },
});
