// What the canvas paints itself, under and over vis' own drawing: signs, glows, bars, labels.

Object.assign(View.prototype, {
  paintSign(ctx, id, x, y) {
    const node = this.actors.get(id);
    if (!node) return {};
    const r = this.radius(node);
    const drawNode = () => {
      if (this.ringed(id)) this.paintRing(ctx, node, x, y, r);
      drawSign(ctx, this.data.shapes[node.kind], x, y, r, this.coloursOf(node), this.paper);
    };
    return { drawNode, nodeDimensions: { width: 2 * r, height: 2 * r } };
  },

  coloursOf(node) {
    const { kinds, groups } = this.palette();
    return node.group === undefined ? kinds[node.kind] : groups[node.group];
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
    ctx.strokeStyle = this.coloursOf(node).fill;
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
    this.kept = null;
    const near = this.lift(ctx);
    this.inScreen(ctx, () => {
      this.labels = this.placeLabels(ctx);
      this.paintBars(ctx);
      this.labels.paint(this.ink, this.paper, ({ kind, id }) => Boolean(near) && !near[kind].has(id));
    });
  },

  // The actor under the pointer with its links and neighbours stands out: a veil over the rest, and those drawn again.
  // On a large network so does what is chosen: to fade thousands of links one by one would keep the reader waiting.
  lift(ctx) {
    const focus = this.hovered?.kind === "node" ? this.hovered : this.crowded() ? this.selected : null;
    if (!focus || !this.known(focus)) return null;
    const edge = new Set(focus.kind === "node" ? this.linkIdsOf.get(focus.id) : [focus.id]);
    const node = this.around(focus);
    if (focus.kind === "node") node.add(focus.id);
    this.inScreen(ctx, () => {
      ctx.globalAlpha = 0.5;
      ctx.fillStyle = this.paper;
      ctx.fillRect(0, 0, this.width, this.height);
    });
    const { nodes, edges } = this.net.body;
    const lines = [...edge].map((id) => edges[id]).filter((line) => line?.connected);
    for (const line of lines) line.draw(ctx);
    for (const line of lines) line.drawArrows(ctx);
    for (const id of node) if (nodes[id]) this.paintSign(ctx, id, nodes[id].x, nodes[id].y).drawNode?.();
    return { node, edge };
  },

  // Curves of the links in view, sampled once a drawing and only if asked for: a large network pans without them.
  samples() {
    const step = this.crowded() ? 24 : 6;
    this.kept ??= [...this.links.keys()].flatMap((id) => this.sampled(id, step));
    return this.kept;
  },

  sampled(id, step) {
    const sample = sampleLink(this.net, id, step);
    return sample && sample.points.some((point) => this.inside(point)) ? [sample] : [];
  },

  crowded() { return this.links.size > MOST_LINKS; },

  inside({ x, y }, reach = 20) { return x > -reach && y > -reach && x < this.width + reach && y < this.height + reach; },

  paintBars(ctx) {
    const size = clamp(this.net.getScale() * this.factor.line * 1.7, 0.4, 1.2);
    const struck = [...this.links.values()].filter((edge) => edge.status === "struck");
    for (const edge of struck) {
      const sample = this.sampled(edge.id, 12)[0];
      if (!sample) continue;
      const label = this.labels.relationOf(sample.id), opacity = this.fades(edge) ? 0.6 : 1;
      drawBars(ctx, sample, label, this.palette().families[edge.family].line, this.paper, opacity, size);
    }
  },

  signs() {
    const scale = this.net.getScale();
    return this.data.nodes.flatMap((node) => {
      const at = this.net.canvasToDOM(this.net.getPosition(node.id));
      const sign = { id: node.id, name: node.label, degree: node.weight, ...at, r: this.radius(node) * scale };
      return this.inside(at) ? [sign] : [];
    });
  },

  // By importance: the chosen link, names, relations; last what the pointer asks for, so that hovering moves nothing.
  placeLabels(ctx) {
    const zoom = clamp(Math.sqrt(this.net.getScale() / (this.home || 1)), 0.82, 1.25);
    const labels = new Labels(ctx, this.width, this.height, this.tall ? zoom * 0.94 : zoom);
    const signs = this.signs(), near = this.around(this.selected);
    for (const sign of signs) labels.addSign(sign);
    const samples = this.crowded() ? [] : this.samples();
    for (const sample of samples) labels.addLine(sample, this.weightOf(this.links.get(sample.id)));
    const chosen = this.selected?.kind === "edge" ? this.sampled(this.selected.id, 6)[0] : null;
    if (chosen) this.nameLink(labels, chosen, true);
    const rank = (sign) => (this.selected?.id === sign.id ? 2e6 : near.has(sign.id) ? 1e6 : 0) + sign.degree;
    const ranked = [...signs].sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1)).slice(0, MOST_LABELS);
    const sure = SURE_NAMES[Number(this.crowded())];
    ranked.forEach((sign, i) => labels.placeName(sign, rank(sign) >= 1e6, i < sure));
    this.nameLinks(labels, samples, near);
    this.nameHovered(labels, signs);
    return labels;
  },

  nameHovered(labels, signs) {
    const near = this.around(this.hovered);
    for (const sign of signs) if (near.has(sign.id) && !labels.has("node", sign.id)) labels.placeName(sign, false, true);
    const link = this.hovered?.kind === "edge" ? this.sampled(this.hovered.id, 6)[0] : null;
    if (link && !labels.has("edge", link.id)) this.nameLink(labels, link, true);
  },

  // An actor with its neighbours, or both ends of a link.
  around(pick) {
    const near = new Set();
    for (const id of pick ? (pick.kind === "edge" ? [pick.id] : this.linkIdsOf.get(pick.id) ?? []) : []) {
      const link = this.links.get(id);
      if (link) near.add(link.from).add(link.to);
    }
    return near;
  },

  // What a name costs when it covers a link: most for the chosen one, then its parallels.
  weightOf(edge) {
    if (this.isChosen(edge)) return 2;
    return this.selected && !this.fades(edge) ? 0.9 : 0.55;
  },

  nameLinks(labels, samples, near) {
    const rank = ({ id }) => {
      const edge = this.links.get(id);
      return (this.isChosen(edge) ? 1e6 : near.has(edge.from) && near.has(edge.to) ? 1e4 : 0) + edge.passages;
    };
    const ranked = samples.filter(({ id }) => !labels.has("edge", id));
    ranked.sort((a, b) => rank(b) - rank(a) || b.length - a.length);
    for (const sample of ranked) this.nameLink(labels, sample, false);
  },

  nameLink(labels, sample, chosen) {
    const edge = this.links.get(sample.id);
    labels.placeRelation(sample, edge.label, this.palette().families[edge.family].text, chosen);
  },
});
