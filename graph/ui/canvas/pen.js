// An SVG written by the painters of the canvas: the part of a 2D context that they and vis use, on whole pixels' ground.
// Every text goes in as a node of text, so that no name can become markup.

const SVG = "http://www.w3.org/2000/svg";
const UNFIT = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;  // what XML cannot hold
const RULER = document.createElement("canvas").getContext("2d");
const BLANK = {
  fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, lineCap: "butt", lineJoin: "miter", globalAlpha: 1,
  font: "400 10px sans-serif", textAlign: "start", textBaseline: "alphabetic", dash: [], matrix: new DOMMatrix(),
};
const ANCHORS = { center: "middle", right: "end" };
// What belongs together in the file; on a canvas it is painted like anything else.
const group = (ctx, name, title, paint) => (ctx.group ? ctx.group(name, title, paint) : paint());
const round = (number) => Math.round(number * 100) / 100;

// « #rrggbb » and an opacity: many drawing programs know no other colour.
function plainColour(colour) {
  const parts = colour.startsWith("rgb") ? colour.match(/[\d.]+/g).map(Number) : null;
  if (!parts) return [colour, 1];
  return [`#${parts.slice(0, 3).map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`, parts[3] ?? 1];
}

class Pen {
  constructor(width, height) {
    Object.assign(this, BLANK, { width, height, path: [], kept: [] });
    this.root = document.implementation.createDocument(SVG, "svg").documentElement;
    this.inside = this.root;
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) this.root.setAttribute(name, value);
  }

  get canvas() { return this; }

  get scaled() { return Math.hypot(this.matrix.a, this.matrix.b); }

  toString() { return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(this.root)}\n`; }

  // --- parts of the file --------------------------------------------------------------------------------------------

  add(tag, attributes = {}, text = "") {
    const made = this.root.ownerDocument.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, typeof value === "number" ? round(value) : value);
    if (text) made.textContent = text.replace(UNFIT, "\uFFFD");
    this.inside.append(made);
    return made;
  }

  // What is painted meanwhile stands in a group of its own; its title is what a browser tells under the pointer.
  group(name, title, paint) {
    const around = this.inside;
    this.inside = this.add("g", { class: name });
    if (title) this.add("title", {}, title);
    paint();
    this.inside = around;
  }

  drawImage(pen, x, y, width, height) {
    const frame = this.add("svg", { x, y, width, height });  // a frame cuts what stands out of it
    frame.append(...frame.ownerDocument.adoptNode(pen.root).childNodes);
  }

  // --- state --------------------------------------------------------------------------------------------------------

  save() { this.kept.push(Object.fromEntries(Object.keys(BLANK).map((name) => [name, this[name]]))); }
  restore() { Object.assign(this, this.kept.pop()); }
  translate(x, y) { this.matrix = this.matrix.translate(x, y); }
  scale(x, y) { this.matrix = this.matrix.scale(x, y); }
  rotate(angle) { this.matrix = this.matrix.rotate(angle * 180 / Math.PI); }
  setTransform(...values) { this.matrix = new DOMMatrix(values); }
  setLineDash(dash) { this.dash = dash.some(Boolean) ? dash : []; }

  // --- paths, in pixels of the file whatever the scale they are drawn at ---------------------------------------------

  spot(x, y) {
    const { x: left, y: top } = this.matrix.transformPoint({ x, y });
    return `${round(left)} ${round(top)}`;
  }

  beginPath() { this.path = []; }
  closePath() { if (this.path.length) this.path.push("Z"); }
  moveTo(x, y) { this.path.push(`M${this.spot(x, y)}`); }
  lineTo(x, y) { this.path.push(`${this.path.length ? "L" : "M"}${this.spot(x, y)}`); }
  quadraticCurveTo(a, b, x, y) { this.path.push(`Q${this.spot(a, b)} ${this.spot(x, y)}`); }
  bezierCurveTo(a, b, c, d, x, y) { this.path.push(`C${this.spot(a, b)} ${this.spot(c, d)} ${this.spot(x, y)}`); }

  arc(x, y, radius, from, to) {
    const at = (angle) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    this.lineTo(...at(from));
    for (const angle of [(from + to) / 2, to]) this.bow(radius, ...at(angle));
  }

  bow(radius, x, y) {
    const wide = round(radius * this.scaled);
    this.path.push(`A${wide} ${wide} 0 0 1 ${this.spot(x, y)}`);
  }

  roundRect(x, y, width, height, corner) {
    const r = Math.min(corner, width / 2, height / 2), [right, foot] = [x + width, y + height];
    this.moveTo(x + r, y);
    for (const [a, b, c, d] of [[right - r, y, right, y + r], [right, foot - r, right - r, foot], [x + r, foot, x, foot - r], [x, y + r, x + r, y]]) {
      this.lineTo(a, b);
      this.bow(r, c, d);
    }
    this.closePath();
  }

  stroke() {
    const [stroke, opacity] = plainColour(this.strokeStyle), dash = this.dash.map((length) => round(length * this.scaled));
    this.shape({
      fill: "none", stroke, "stroke-width": this.lineWidth * this.scaled, "stroke-opacity": opacity * this.globalAlpha,
      "stroke-linecap": this.lineCap, "stroke-linejoin": this.lineJoin, "stroke-dasharray": dash.join(" "),
    });
  }

  fill() {
    const [fill, opacity] = plainColour(this.fillStyle);
    this.shape({ fill, "fill-opacity": opacity * this.globalAlpha });
  }

  fillRect(x, y, width, height) {
    const { path } = this;
    this.beginPath();
    this.roundRect(x, y, width, height, 0);
    this.fill();
    this.path = path;
  }

  // Attributes that say what goes without saying stay out.
  shape(attributes) {
    const usual = { "fill-opacity": 1, "stroke-opacity": 1, "stroke-linecap": "butt", "stroke-linejoin": "miter", "stroke-dasharray": "" };
    const said = Object.entries(attributes).filter(([name, value]) => usual[name] !== value);
    if (this.path.length) this.add("path", { d: this.path.join(""), ...Object.fromEntries(said) });
  }

  // --- text ---------------------------------------------------------------------------------------------------------

  measureText(text) {
    RULER.font = this.font;
    return RULER.measureText(text);
  }

  strokeText(text, x, y) { this.halo = { text, x, y, colour: plainColour(this.strokeStyle)[0], width: this.lineWidth * this.scaled }; }

  // True text with its halo behind it. It keeps its length whatever font its reader has.
  fillText(text, x, y) {
    const [, stretch, weight, size, family] = this.font.match(/^(condensed )?(\d+) ([\d.]+)px (.+)$/);
    const { x: left, y: top } = this.matrix.transformPoint({ x, y: y + this.drop() });
    const angle = Math.atan2(this.matrix.b, this.matrix.a) * 180 / Math.PI, [fill, opacity] = plainColour(this.fillStyle);
    const { halo } = this, haloed = halo && halo.text === text && halo.x === x && halo.y === y;
    this.add("text", {
      ...(angle ? { transform: `translate(${round(left)} ${round(top)}) rotate(${round(angle)})` } : { x: left, y: top }),
      fill, "font-family": family.replace("Maillage Plex, ", ""), "font-size": Number(size) * this.scaled, "font-weight": weight,
      ...(stretch ? { "font-stretch": "condensed" } : {}),
      ...(ANCHORS[this.textAlign] ? { "text-anchor": ANCHORS[this.textAlign] } : {}),
      ...(opacity * this.globalAlpha < 1 ? { opacity: opacity * this.globalAlpha } : {}),
      ...(haloed ? { stroke: halo.colour, "stroke-width": halo.width, "stroke-linejoin": "round", "paint-order": "stroke" } : {}),
      textLength: this.measureText(text).width * this.scaled, lengthAdjust: "spacingAndGlyphs",
    }, text);
  }

  // How far below its middle a text stands on its line.
  drop() {
    if (this.textBaseline !== "middle") return 0;
    const [plain, middle] = ["alphabetic", "middle"].map((baseline) => {
      Object.assign(RULER, { font: this.font, textBaseline: baseline });
      return RULER.measureText("x").fontBoundingBoxAscent;
    });
    RULER.textBaseline = "alphabetic";
    return plain - middle;
  }
}
