// The sign of each kind of actor, as a path around (x, y) within a radius r. One shape, one kind: see data/ontology.yaml.

function polygon(ctx, x, y, r, corners, turn) {
  ctx.beginPath();
  for (let i = 0; i < corners; i += 1) {
    const angle = turn + (2 * Math.PI * i) / corners;
    ctx.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  ctx.closePath();
}

function box(ctx, x, y, halfWidth, halfHeight, radius) {
  ctx.beginPath();
  ctx.roundRect(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight, radius);
}

function sheet(ctx, x, y, r) {
  const w = r * 0.82, h = r, fold = r * 0.58;
  ctx.beginPath();
  ctx.moveTo(x - w, y - h);
  ctx.lineTo(x + w - fold, y - h);
  ctx.lineTo(x + w, y - h + fold);
  ctx.lineTo(x + w, y + h);
  ctx.lineTo(x - w, y + h);
  ctx.closePath();
}

const UP = -Math.PI / 2;
const PATHS = {
  disc: (ctx, x, y, r) => { ctx.beginPath(); ctx.arc(x, y, r, 0, 2 * Math.PI); },
  ring: (ctx, x, y, r) => { ctx.beginPath(); ctx.arc(x, y, r, 0, 2 * Math.PI); },
  square: (ctx, x, y, r) => box(ctx, x, y, r * 0.92, r * 0.92, r * 0.3),
  pill: (ctx, x, y, r) => box(ctx, x, y, r * 1.25, r * 0.72, r * 0.72),
  hexagon: (ctx, x, y, r) => polygon(ctx, x, y, r * 1.1, 6, 0),
  triangle: (ctx, x, y, r) => polygon(ctx, x, y + r * 0.16, r * 1.22, 3, UP),
  triangle_down: (ctx, x, y, r) => polygon(ctx, x, y - r * 0.16, r * 1.22, 3, -UP),
  page: sheet,
  diamond: (ctx, x, y, r) => polygon(ctx, x, y, r * 1.18, 4, UP),
  pentagon: (ctx, x, y, r) => polygon(ctx, x, y, r * 1.1, 5, UP),
};

// The gap of background around a sign keeps the links short of it.
function drawSign(ctx, shape, x, y, r, colours, paper) {
  const path = PATHS[shape] ?? PATHS.disc;
  path(ctx, x, y, r);
  ctx.lineJoin = "round";
  ctx.strokeStyle = paper;
  ctx.lineWidth = 8;
  ctx.stroke();
  ctx.fillStyle = colours.fill;
  ctx.fill();
  ctx.strokeStyle = colours.stroke;
  ctx.lineWidth = 1.25;
  ctx.stroke();
  if (shape === "ring") {
    ctx.beginPath();
    ctx.arc(x, y, r * 0.42, 0, 2 * Math.PI);
    ctx.fillStyle = paper;
    ctx.fill();
    ctx.stroke();
  }
  if (shape === "page") {
    ctx.beginPath();
    ctx.moveTo(x + r * 0.24, y - r);
    ctx.lineTo(x + r * 0.24, y - r * 0.42);
    ctx.lineTo(x + r * 0.82, y - r * 0.42);
    ctx.stroke();
  }
}
