// One canvas: vis-network with physics off, updated by difference; the view, dragged actors and zoom outlive every rerun.

const NARROW = 520;          // CSS pixels: below, the tall layout and the phone's margins
const MOST_LABELS = 220;     // names tried at once; zooming in brings the others
const SURE_NAMES = [4, 12];   // hubs named even over small foreign signs: on a small and on a large network
const MOST_LINKS = 700;      // above, links are sampled coarsely and relation labels wait for a zoom
const SIGN_AT_FIT = 0.49;    // CSS pixels per unit that signs and lines keep when the whole network is fitted
const LINE_AT_FIT = 0.615;

const luminance = (colour) => {
  const [r, g, b] = (colour.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
};
const BAR = 44;              // CSS pixels
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

class View {
  constructor(shadow) {
    this.root = shadow.querySelector(".maillage");
    this.stage = this.root.querySelector(".stage");
    this.tip = this.root.querySelector(".tip");
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.sent = { nodes: new Map(), edges: new Map() };  // what was last given to vis, as JSON
    this.dragged = new Map();
    this.actors = new Map();
    this.links = new Map();
    this.picks = 0;
    this.selected = null;
    this.hovered = null;
    this.moved = false;
    this.factor = { sign: 1, line: 1 };
    this.stretch = [1, 1];
    this.readTheme();
    this.listen();
  }

  // --- data -------------------------------------------------------------------------------------------------------

  render({ data: told, setStateValue }, sheet) {
    const data = { ...sheet, ...told };
    this.tell = setStateValue;
    const another = Boolean(this.width) && this.data.scene !== data.scene;
    const left = this.data?.ego ?? null;
    this.data = data;
    this.actors = new Map(data.nodes.map((node) => [node.id, node]));
    this.links = new Map(data.edges.map((edge) => [edge.id, edge]));
    this.linkIdsOf = new Map();
    for (const edge of data.edges) {
      for (const end of [edge.from, edge.to]) {
        if (!this.linkIdsOf.has(end)) this.linkIdsOf.set(end, []);
        this.linkIdsOf.get(end).push(edge.id);
      }
    }
    // A run that started before the last click does not know it yet: the click stands.
    if (data.seen >= this.picks) {
      this.picks = data.seen;
      this.selected = data.selected;
    }
    if (!this.known(this.selected)) this.selected = null;
    if (!this.known(this.hovered)) this.hover(null);
    this.furnish();
    const first = !this.net;
    if (first) this.open();
    if (another) {
      this.dragged.clear();
      this.arrange();
    }
    this.sync();
    if (another) this.fit();
    else if (!first) this.turn(left, data.ego);
  }

  // Into an actor's surroundings the view follows; back out of them it is what it was.
  turn(left, ego) {
    if (left?.id === ego?.id && left?.steps === ego?.steps) return;
    if (ego && !left) this.before = { scale: this.net.getScale(), position: this.net.getViewPosition(), home: this.home, moved: this.moved };
    if (ego) this.fit(true);
    else if (!this.before) this.fit(true);
    else {
      const { home, moved, ...view } = this.before;
      Object.assign(this, { home, moved, before: null });
      this.glide(view, true);
    }
  }

  known(pick) {
    return Boolean(pick) && (pick.kind === "node" ? this.actors : this.links).has(pick.id);
  }

  open() {
    const { options } = this.data;
    this.net = new vis.Network(this.stage, { nodes: this.nodes, edges: this.edges }, { ...options, autoResize: false });
    this.stage.firstElementChild.tabIndex = -1;  // the section around it takes the keys
    this.net.on("beforeDrawing", (ctx) => this.under(ctx));
    this.net.on("afterDrawing", (ctx) => this.over(ctx));
    this.net.on("click", (event) => this.click(event));
    this.net.on("doubleClick", (event) => this.doubleClick(event));
    this.net.on("dragStart", (event) => this.dragStart(event));
    this.net.on("dragEnd", (event) => this.dragEnd(event));
    this.net.on("zoom", () => this.zoomed());
    this.net.on("animationFinished", () => this.landed());
    this.resize();
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(this.stage);
  }

  sync() {
    if (this.refill()) {
      this.shapeBorders();
      if (this.fitWhenFilled && this.data.nodes.length) this.fit();
      this.net?.redraw();
    }
    this.root.dataset.ready = String((Number(this.root.dataset.ready) || 0) + 1);
  }

  // What vis draws, unless it draws exactly that: a run of the page that changes nothing here costs nothing.
  refill() {
    const { digest, scene } = this.data, { selected, theme, tall, stretch, factor } = this;
    const wanted = JSON.stringify([digest, scene, selected, theme, tall, stretch, factor]);
    if (wanted === this.drawn) return false;
    this.drawn = wanted;
    const { emitter } = this.net.body;
    emitter.emit("_blockRedraw");  // vis would draw it all after each of six changes
    this.update(this.nodes, this.sent.nodes, this.data.nodes.map((node) => this.visNode(node)));
    this.update(this.edges, this.sent.edges, this.data.edges.map((edge) => this.visEdge(edge)));
    emitter.emit("_allowRedraw");
    return true;
  }

  // Only what differs goes to vis; a node that stays keeps the place where its reader left it.
  update(set, sent, items) {
    const next = new Map(items.map((item) => [item.id, item]));
    const gone = [...sent.keys()].filter((id) => !next.has(id));
    for (const id of gone) sent.delete(id);
    if (gone.length) set.remove(gone);
    const changed = items.filter((item) => sent.get(item.id) !== JSON.stringify(item));
    for (const item of changed) sent.set(item.id, JSON.stringify(item));
    if (changed.length) set.update(changed.map((item) => this.armed(item)));
  }

  // Functions cannot cross JSON: the kind of an actor becomes its painter here.
  armed(item) {
    if ("from" in item) return item;
    return { ...item, shape: "custom", ctxRenderer: ({ ctx, id, x, y }) => this.paintSign(ctx, id, x, y) };
  }

  place(node) {
    const spot = this.dragged.get(node.id) ?? (this.tall ? { x: node.tall[0], y: node.tall[1] } : node);
    return { x: spot.x * this.stretch[0], y: spot.y * this.stretch[1] };
  }

  visNode(node) {
    return { id: node.id, ...this.place(node), kind: node.kind, borderWidth: 0 };  // its painter knows its size
  }

  visEdge(edge) {
    const chosen = this.isChosen(edge), { line } = this.factor;
    const arrows = edge.arrows ? { to: { ...edge.arrows.to, scaleFactor: edge.arrows.to.scaleFactor * line } } : "";
    const base = edge.status === "faded" ? 0.5 : 1;
    return {
      id: edge.id, from: edge.from, to: edge.to, smooth: edge.smooth, arrows,
      width: (edge.width + (chosen && this.selected.kind === "edge" ? 1.6 : 0)) * line,
      dashes: edge.dashes ? edge.dashes.map((dash) => dash * line) : false,
      color: { color: this.palette().families[edge.family].line, opacity: base * (this.fades(edge) ? 0.6 : 1) },
    };
  }

  isChosen(edge) {
    const { selected } = this;
    if (!selected) return false;
    return selected.kind === "edge" ? edge.id === selected.id : edge.from === selected.id || edge.to === selected.id;
  }

  // All but the chosen fade; so do not the links parallel to the chosen one.
  fades(edge) {
    if (!this.selected || this.crowded() || this.isChosen(edge)) return false;
    if (this.selected.kind === "node") return true;
    const { from, to } = this.links.get(this.selected.id);
    return !((edge.from === from && edge.to === to) || (edge.from === to && edge.to === from));
  }

  // vis measures the gap before an arrow on a rectangle; signs are nearer to discs.
  shapeBorders() {
    for (const node of this.data.nodes) {
      const drawn = this.net?.body.nodes[node.id];
      if (drawn) drawn.shape.distanceToBorder = () => this.radius(node) + 4;
    }
  }

  radius(node) { return node.size * this.factor.sign; }

  // --- view -------------------------------------------------------------------------------------------------------

  resize() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (!width || !height || (this.width === width && this.height === height)) return;
    const first = !this.width, wasTall = this.tall;
    const kept = { scale: this.net.getScale(), position: this.net.getViewPosition(), ...this.aim };
    Object.assign(this, { width, height, tall: width < NARROW && height > width });
    this.net.setSize(`${width}px`, `${height}px`);  // vis zooms with the size
    if (first || !this.moved || wasTall !== this.tall) {
      this.arrange();
      this.sync();
      this.fit();
    } else {
      this.glide(kept);
      this.net.redraw();
    }
  }

  // The layout nearest to the canvas, stretched to its proportions within reason: straight links stay straight.
  arrange() {
    const margin = this.tall ? 40 : 54;
    const [w, h] = this.data.frames[this.tall ? "tall" : "wide"];
    const ratio = ((this.width - 2 * margin) / (this.height - 2 * margin)) / (w / h);
    this.stretch = ratio > 1 ? [Math.min(ratio, 1.6), 1] : [1, Math.min(1 / ratio, 1.25)];
    const scale = this.fitting([w * this.stretch[0], h * this.stretch[1]]);
    this.factor = { sign: clamp(SIGN_AT_FIT / scale, 1, 1.9), line: clamp(LINE_AT_FIT / scale, 1, 2.4) };
  }

  fitting([w, h]) {
    const margin = this.tall ? 40 : 54;
    return clamp(Math.min((this.width - 2 * margin) / w, (this.height - this.bar() - 2 * margin) / h), 0.02, this.data.ego ? 1.4 : 1.1);
  }

  // CSS pixels at the top that the bar of an actor's surroundings takes.
  bar() { return this.data.ego ? BAR : 0; }

  // Not vis' own fit, which leaves no room for the labels around the outermost signs.
  fit(animated) {
    this.fitWhenFilled = !this.data.nodes.length;
    if (this.fitWhenFilled) return;
    const spots = Object.values(this.net.getPositions());
    const xs = spots.map((spot) => spot.x), ys = spots.map((spot) => spot.y);
    const [x0, x1] = [Math.min(...xs), Math.max(...xs)], [y0, y1] = [Math.min(...ys), Math.max(...ys)];
    this.home = this.fitting([Math.max(1, x1 - x0), Math.max(1, y1 - y0)]);
    this.moved = false;
    this.glide({ position: { x: (x0 + x1) / 2, y: (y0 + y1 - this.bar() / this.home) / 2 }, scale: this.home }, animated);
  }

  // vis' animation stops a little short: the aim is set once more when it ends.
  glide(view, animated) {
    const calm = !animated || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.aim = calm ? null : view;
    this.net.moveTo({ ...view, animation: calm ? false : { duration: 220, easingFunction: "easeOutQuad" } });
  }

  landed() {
    if (this.aim) this.net.moveTo({ ...this.aim, animation: false });
    this.aim = null;
  }

  zoomBy(ratio) {
    this.moved = true;
    const scale = this.aim?.scale ?? this.net.getScale();  // a second press counts from where the first leads
    this.glide({ scale: clamp(scale * ratio, this.home * 0.35, this.home * 8) }, true);
  }

  zoomed() {
    this.moved = true;
    this.aim = null;
    this.hideTip();
    const scale = this.net.getScale(), kept = clamp(scale, this.home * 0.35, this.home * 8);
    if (kept !== scale) this.net.moveTo({ scale: kept });
  }

  act(name) {
    if (name === "in") this.zoomBy(1.35);
    else if (name === "out") this.zoomBy(1 / 1.35);
    else if (name === "fit") this.fit(true);
    else if (name === "leave") this.openEgo(null);
    else if (name === "png" || name === "svg") this.save(name);
    else if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen?.();
  }

  // --- theme ------------------------------------------------------------------------------------------------------

  readTheme() {
    const style = getComputedStyle(this.root.querySelector(".probe"));
    this.paper = style.backgroundColor;
    this.theme = luminance(this.paper) < 0.4 ? "dark" : "light";
    this.root.dataset.theme = this.theme;
    [this.ink, this.soft] = ["--ink", "--ink2"].map((name) => getComputedStyle(this.root).getPropertyValue(name).trim());
  }

  palette() { return this.data.palette[this.theme]; }

  retheme() {
    this.readTheme();
    if (!this.data) return;
    this.furnish();
    this.sync();
  }

  destroy() {
    this.watcher?.disconnect();
    this.net?.destroy();
  }
}
