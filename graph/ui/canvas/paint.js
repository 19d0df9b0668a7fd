// What the canvas paints itself, under and over vis' own drawing: signs, glows, bars, labels.

Object.assign(View.prototype, {
  paintSign(ctx, id, x, y) {
    const node = this.actors.get(id);
    if (!node) return {};
    const r = this.radius(node);
    const drawNode = () => {
      if (this.ringed(id)) this.paintRing(ctx, node, x, y, r);
      drawSign(ctx, this.data.shapes[node.kind], x, y, r, this.palette().kinds[node.kind], this.paper);
    };
    return { drawNode, nodeDimensions: { width: 2 * r, height: 2 * r } };
  },

  // The ends of the chosen link, the chosen actor, and whatever is under the pointer with its neighbours.
  ringed(id) {
    return [this.selected, this.hovered].some((pick) => {
      if (!pick) return false;
      if (pick.kind === "edge") {
        const link = this.links.get(pick.id);
        return Boolean(link) && (link.from === id || link.to === id);
      }
      return pick.id === id || (pick === this.hovered && this.adjacent(pick.id, id));
    });
  },

  adjacent(one, other) {
    return (this.linkIdsOf.get(one) ?? []).some((id) => {
      const link = this.links.get(id);
      return link.from === other || link.to === other;
    });
  },

  paintRing(ctx, node, x, y, r) {
    ctx.beginPath();
    ctx.arc(x, y, r + 9 * this.factor.sign, 0, 2 * Math.PI);
    ctx.strokeStyle = this.palette().kinds[node.kind].fill;
    ctx.globalAlpha = 0.38;
    ctx.lineWidth = 4 * this.factor.sign;
    ctx.stroke();
    ctx.globalAlpha = 1;
  },

  inScreen(ctx, paint) {
    const ratio = ctx.canvas.width / this.width;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint();
    ctx.restore();
  },

  under(ctx) {
    const lit = new Set(this.glowing().map((edge) => edge.id));
    if (!lit.size) return;
    this.inScreen(ctx, () => {
      for (const id of lit) {
        const sample = sampleLink(this.net, id, 6);
        const chosen = this.selected?.id === id, colour = this.palette().families[this.links.get(id).family].line;
        const width = (chosen ? 13 : 8) * this.factor.line * this.net.getScale();
        if (sample) drawGlow(ctx, sample, colour, width, chosen ? 0.2 : 0.14);
      }
    });
  },

  glowing() {
    return [...this.links.values()].filter((edge) => {
      if (this.selected?.kind === "edge" && this.selected.id === edge.id) return true;
      if (!this.hovered) return false;
      return this.hovered.kind === "edge" ? this.hovered.id === edge.id : [edge.from, edge.to].includes(this.hovered.id);
    });
  },

  over(ctx) {
    const step = this.links.size > MOST_LINKS ? 24 : 6;
    this.samples = [];
    for (const id of this.links.keys()) {
      const sample = sampleLink(this.net, id, step);
      if (sample && sample.points.some((point) => this.inside(point))) this.samples.push(sample);
    }
    this.inScreen(ctx, () => {
      this.paintBars(ctx);
      this.paintLabels(ctx);
    });
  },

  inside({ x, y }) { return x > -20 && y > -20 && x < this.width + 20 && y < this.height + 20; },

  paintBars(ctx) {
    for (const sample of this.samples) {
      const edge = this.links.get(sample.id);
      if (edge.status !== "struck") continue;
      drawBars(ctx, sample, this.palette().families[edge.family].line, this.paper, this.fades(edge) ? 0.6 : 1);
    }
  },

  signs() {
    const scale = this.net.getScale();
    return this.data.nodes.flatMap((node) => {
      const at = this.net.canvasToDOM(this.net.getPosition(node.id));
      const sign = { id: node.id, name: node.label, degree: node.degree, ...at, r: this.radius(node) * scale };
      return this.inside(at) ? [sign] : [];
    });
  },

  paintLabels(ctx) {
    const zoom = clamp(Math.sqrt(this.net.getScale() / (this.home || 1)), 0.82, 1.25);
    const labels = new Labels(ctx, this.width, this.height, zoom);
    const signs = this.signs(), near = this.neighbourhood();
    for (const sign of signs) labels.addSign(sign);
    for (const sample of this.samples) labels.addLine(sample, this.weightOf(this.links.get(sample.id)));
    const chosen = this.samples.filter((sample) => this.isPicked("edge", sample.id));
    for (const sample of chosen) this.nameLink(labels, sample, true);
    const rank = (sign) => (this.isPicked("node", sign.id) ? 2e6 : near.has(sign.id) ? 1e6 : 0) + sign.degree;
    const ranked = [...signs].sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1)).slice(0, MOST_LABELS);
    for (const sign of ranked) labels.placeName(sign, rank(sign) >= 1e6);
    if (this.samples.length <= MOST_LINKS) this.nameLinks(labels, near);
    labels.paint(this.ink, this.paper);
    this.labels = labels;
  },

  isPicked(kind, id) {
    return [this.selected, this.hovered].some((pick) => pick?.kind === kind && pick.id === id);
  },

  neighbourhood() {
    const near = new Set();
    for (const pick of [this.selected, this.hovered]) {
      if (!pick) continue;
      const ids = pick.kind === "edge" ? [pick.id] : this.linkIdsOf.get(pick.id) ?? [];
      for (const id of ids) {
        const link = this.links.get(id);
        if (link) near.add(link.from).add(link.to);
      }
    }
    return near;
  },

  // What a name costs when it covers a link: most for the chosen one, then its parallels.
  weightOf(edge) {
    if (this.isChosen(edge)) return 2;
    return this.selected && !this.fades(edge) ? 0.9 : 0.55;
  },

  nameLinks(labels, near) {
    const rank = ({ id }) => {
      const edge = this.links.get(id);
      return (this.isChosen(edge) ? 1e6 : near.has(edge.from) && near.has(edge.to) ? 1e4 : 0) + edge.passages;
    };
    const ranked = this.samples.filter((sample) => !this.isPicked("edge", sample.id));
    ranked.sort((a, b) => rank(b) - rank(a) || b.length - a.length);
    for (const sample of ranked) this.nameLink(labels, sample, false);
  },

  nameLink(labels, sample, chosen) {
    const edge = this.links.get(sample.id);
    labels.placeRelation(sample, edge.label, this.palette().families[edge.family].text, chosen);
  },
});
