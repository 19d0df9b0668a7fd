// Pointer and keys. One click handler for actors and links, one state value for Python.

Object.assign(View.prototype, {
  listen() {
    const { root, stage } = this;
    root.querySelector(".tools").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.act(button.dataset.act);
    });
    root.addEventListener("keydown", (event) => this.keyed(event));
    stage.addEventListener("pointermove", (event) => this.pointed(event));
    stage.addEventListener("pointerleave", () => this.hover(null));
    // Streamlit's theme can change without a run: the probe's colour moves, and says so.
    root.querySelector(".probe").addEventListener("transitionend", () => this.retheme());
  },

  keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const actions = { "+": "in", "=": "in", "-": "out", 0: "fit" };
    if (event.key === "Escape" && !document.fullscreenElement) this.pick(null);
    else if (event.key in actions) this.act(actions[event.key]);
    else return;
    event.preventDefault();
  },

  // What stands at a point of the stage: a sign first, then a label, then the nearest link.
  find(x, y, reach) {
    let best = null, least = reach;
    for (const sign of this.signs()) {
      const distance = Math.hypot(sign.x - x, sign.y - y) - sign.r;
      if (distance < least) { least = distance; best = { kind: "node", id: sign.id }; }
    }
    if (best && least <= 2) return best;
    const label = this.labels?.at(x, y);
    if (label) return { kind: label.kind, id: label.id };
    const link = nearestLink(this.samples(), x, y, reach + 2);
    if (link) return { kind: "edge", id: link };
    return best;
  },

  click(event) {
    const { x, y } = event.pointer.DOM;
    const touch = event.event?.pointerType === "touch" || event.event?.srcEvent?.pointerType === "touch";
    this.pick(this.find(x, y, touch ? 14 : 6));
  },

  pick(found) {
    if (found?.kind === this.selected?.kind && found?.id === this.selected?.id) return;
    this.selected = found;
    this.picks += 1;
    this.hideTip();
    this.sync();
    this.tell("picked", { kind: found?.kind ?? null, id: found?.id ?? null, n: this.picks });
  },

  pointed(event) {
    if (event.pointerType === "touch" || event.buttons) return;
    const bounds = this.stage.getBoundingClientRect();
    this.pointer = { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
    this.frameAsked ??= requestAnimationFrame(() => {
      this.frameAsked = null;
      if (this.net) this.hover(this.find(this.pointer.x, this.pointer.y, 5));
    });
  },

  hover(found) {
    const same = found?.kind === this.hovered?.kind && found?.id === this.hovered?.id;
    if (same) return;
    this.hovered = found;
    this.stage.toggleAttribute("data-over", Boolean(found));
    this.hideTip();
    if (found) this.tipTimer = setTimeout(() => this.showTip(found), 180);
    this.net?.redraw();
  },

  // Names come from articles: they are text, never HTML.
  showTip({ kind, id }) {
    const item = (kind === "node" ? this.actors : this.links).get(id);
    if (!item) return;
    this.tip.replaceChildren(...item.title.split("\n").map((line, i) => {
      const row = document.createElement(i ? "span" : "b");
      row.textContent = line;
      return row;
    }));
    this.tip.hidden = false;
    const { x, y } = this.pointer, { offsetWidth: w, offsetHeight: h } = this.tip;
    this.tip.style.left = `${clamp(x + 14, 6, this.width - w - 6)}px`;
    this.tip.style.top = `${y + 18 + h > this.height ? Math.max(6, y - h - 10) : y + 18}px`;
  },

  hideTip() {
    clearTimeout(this.tipTimer);
    this.tip.hidden = true;
  },

  dragStart(event) {
    this.hideTip();
    if (!event.nodes.length) this.moved = true;
  },

  dragEnd(event) {
    for (const id of event.nodes) {
      const { x, y } = this.net.getPosition(id);
      this.dragged.set(id, { x: x / this.stretch[0], y: y / this.stretch[1] });
      const node = this.actors.get(id);
      if (node) this.sent.nodes.set(id, JSON.stringify(this.visNode(node)));
    }
    this.net.unselectAll();
  },

  // For tests and assistive tools: what is shown and where, in CSS pixels of the page. Read-only.
  snapshot() {
    const { left, top } = this.stage.getBoundingClientRect();
    const shift = ({ x, y }) => ({ x: x + left, y: y + top });
    const { nodes: signs, edges: lines } = this.net.body;  // what is drawn now: a run of the page may be halfway in
    const nodes = this.data.nodes.filter(({ id }) => id in signs).map(({ id }) => ({ id, ...shift(this.net.canvasToDOM(this.net.getPosition(id))) }));
    const edges = [...this.links.keys()].filter((id) => lines[id]?.connected).map((id) => {
      const sample = sampleLink(this.net, id, 6);
      return { id, ...shift(pointAt(sample, 0.5)), width: lines[id].options.width };
    });
    const labels = this.labels?.placed.map(({ kind, id }) => ({ kind, id })) ?? [];
    return {
      nodes, edges, labels, theme: this.theme, selected: this.selected, hovered: this.hovered,
      scale: this.net.getScale(), centre: this.net.getViewPosition(), size: [this.width, this.height],
    };
  },
});
