// Geometry and marks of links: sampled curves in screen pixels, the glow, the two bars of a denied link.

// Points of a drawn link every few pixels, in CSS pixels of the canvas. getPoint is vis' own (bundle pinned by pyvis).
function sampleLink(net, id, step) {
  const edge = net.body.edges[id];
  if (!edge || !edge.connected || edge.options.hidden) return null;
  const toScreen = (t) => net.canvasToDOM(edge.edgeType.getPoint(t));
  const a = net.canvasToDOM(edge.from), b = net.canvasToDOM(edge.to);
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const count = Math.max(4, Math.min(80, Math.ceil(length / step)));
  const points = [];
  for (let i = 0; i <= count; i += 1) points.push(toScreen(i / count));
  return { id, points, length };
}

function pointAt(sample, t) {
  const place = t * (sample.points.length - 1);
  const i = Math.min(Math.floor(place), sample.points.length - 2), rest = place - i;
  const a = sample.points[i], b = sample.points[i + 1];
  return { x: a.x + (b.x - a.x) * rest, y: a.y + (b.y - a.y) * rest, angle: Math.atan2(b.y - a.y, b.x - a.x) };
}

function distanceToSegment(x, y, a, b) {
  const dx = b.x - a.x, dy = b.y - a.y;
  const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
}

function distanceToLink(x, y, sample) {
  let best = Infinity;
  for (let i = 1; i < sample.points.length; i += 1) {
    best = Math.min(best, distanceToSegment(x, y, sample.points[i - 1], sample.points[i]));
  }
  return best;
}

function nearestLink(samples, x, y, reach) {
  let best = null, least = reach;
  for (const sample of samples) {
    const distance = distanceToLink(x, y, sample);
    if (distance < least) { least = distance; best = sample.id; }
  }
  return best;
}

function trace(ctx, points) {
  ctx.beginPath();
  for (const point of points) ctx.lineTo(point.x, point.y);
}

function drawGlow(ctx, sample, colour, width, opacity) {
  ctx.save();
  ctx.globalAlpha = opacity;
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  trace(ctx, sample.points);
  ctx.stroke();
  ctx.restore();
}

// Where the bars of a denied link stand: on either side of its label, else at the thirds; a short link has room for one.
function barPlaces(sample, label) {
  if (label) {
    const reach = (label.width / 2 + 10) / sample.length;
    const beside = [label.t - reach, label.t + reach].filter((t) => t > 0.14 && t < 0.86);
    if (beside.length) return beside;
  }
  return sample.length < 84 ? [0.5] : [0.3, 0.7];
}

function drawBars(ctx, sample, label, colour, paper, opacity, size) {
  for (const t of barPlaces(sample, label)) {
    const { x, y, angle } = pointAt(sample, t);
    const lean = angle + Math.PI / 3, dx = 5.5 * size * Math.cos(lean), dy = 5.5 * size * Math.sin(lean);
    for (const [stroke, width] of [[paper, 5 * size], [colour, 1.8 * size]]) {
      ctx.save();
      ctx.globalAlpha = stroke === paper ? 1 : opacity;
      ctx.strokeStyle = stroke;
      ctx.lineWidth = width;
      ctx.lineCap = "round";
      ctx.beginPath();
      ctx.moveTo(x - dx, y - dy);
      ctx.lineTo(x + dx, y + dy);
      ctx.stroke();
      ctx.restore();
    }
  }
}
