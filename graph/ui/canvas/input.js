// Pointer and keys. One click handler for actors and links, one state value for Python.

Object.assign(View.prototype, {
  listen() {
    const { root, stage } = this;
    root.querySelector(".tools").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.act(button.dataset.act);
    });
    root.querySelector(".ego").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.openEgo(button.dataset.act === "leave" ? null : this.data.ego.id, Number(button.dataset.steps));
    });
    root.addEventListener("keydown", (event) => this.keyed(event));
    root.addEventListener("fullscreenchange", () => this.furnishKey());
    stage.addEventListener("pointermove", (event) => this.pointed(event));
    stage.addEventListener("pointerleave", () => this.hover(null));
    // Streamlit's theme can change without a run: the probe's colour moves, and says so.
    root.querySelector(".probe").addEventListener("transitionend", () => this.retheme());
  },

  keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const actions = { "+": "in", "=": "in", "-": "out", 0: "fit" };
    const ways = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    const { ego } = this.data, onStage = event.target === this.root || this.stage.contains(event.target);
    if (event.key === "Escape" && !document.fullscreenElement) this.pick(null);
    else if (event.key in actions) this.act(actions[event.key]);
    else if (event.key in ways && onStage) this.step(...ways[event.key]);
    else if (event.key === "Enter" && onStage && this.selected?.kind === "node") this.openEgo(this.selected.id);
    else if (ego && event.key === "Backspace") this.openEgo(null);
    else if (ego && ["1", "2", "3"].includes(event.key)) this.openEgo(ego.id, Number(event.key));
    else return;
    event.preventDefault();
  },

  // The surroundings of an actor, or the whole network again.
  openEgo(id, steps = this.data.ego?.steps ?? 1) {
    if (!this.data.can_ego || (!id && !this.data.ego)) return;
    if (id === this.data.ego?.id && steps === this.data.ego?.steps) return;
    this.hover(null);
    this.turns = (this.turns ?? 0) + 1;
    this.tell("ego", { id, steps: id ? steps : null, n: this.turns });
  },

  // From the chosen actor to the nearest one that way; without one, to the best linked.
  step(dx, dy) {
    const spots = this.data.nodes.map((node) => ({ id: node.id, weight: node.weight, ...this.net.getPosition(node.id) }));
    const from = this.selected?.kind === "node" ? spots.find(({ id }) => id === this.selected.id) : null;
    const away = ({ x, y }) => {
      const along = (x - from.x) * dx + (y - from.y) * dy, across = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
      return along > 0 && across <= 2 * along ? along + 2 * across : Infinity;
    };
    const rank = from ? away : ({ weight }) => -weight;
    const best = spots.reduce((least, spot) => (!least || rank(spot) < rank(least) ? spot : least), null);
    if (!best || rank(best) === Infinity) return;
    this.pick({ kind: "node", id: best.id });
    if (!this.inside(this.net.canvasToDOM(best), -30)) this.glide({ position: { x: best.x, y: best.y } }, true);
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

  doubleClick(event) {
    const { x, y } = event.pointer.DOM, found = this.find(x, y, 6);
    if (found?.kind === "node") this.openEgo(found.id);
  },

  pick(found) {
    if (found?.kind === this.selected?.kind && found?.id === this.selected?.id) return;
    this.selected = found;
    this.picks += 1;
    this.hideTip();
    this.tell("picked", { kind: found?.kind ?? null, id: found?.id ?? null, n: this.picks });  // first: Python works meanwhile
    this.sync();
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

  // For tests and assistive tools: what is shown and where, in CSS pixels of the page. Read-only; worked out on asking.
  snapshot() {
    const view = this, drawn = this.net.body;  // what is drawn now: a run of the page may be halfway in
    const { left, top } = this.stage.getBoundingClientRect();
    const shift = ({ x, y }) => ({ x: x + left, y: y + top });
    const links = () => [...this.links.keys()].filter((id) => drawn.edges[id]?.connected);
    const box = ({ x0, y0, x1, y1 }) => [x0 + left, y0 + top, x1 + left, y1 + top];
    return {
      get nodes() {
        return view.data.nodes.filter(({ id }) => id in drawn.nodes).map((node) => ({
          id: node.id, ...shift(view.net.canvasToDOM(view.net.getPosition(node.id))),
          r: view.radius(node) * view.net.getScale(), fill: view.coloursOf(node).fill,
        }));
      },
      get edges() {
        return links().map((id) => {
          const middle = pointAt(sampleLink(view.net, id, 6), 0.5);
          return { id, ...shift(middle), width: drawn.edges[id].options.width };
        });
      },
      get labels() { return view.labels?.placed.map(({ kind, id, areas }) => ({ kind, id, areas: areas.map(box) })) ?? []; },
      get count() { return links().length; },
      ego: this.data.ego, theme: this.theme, selected: this.selected, hovered: this.hovered,
      scale: this.net.getScale(), moving: Boolean(this.aim), centre: this.net.getViewPosition(), size: [this.width, this.height],
    };
  },
});
