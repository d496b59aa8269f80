// What drawings of curves share. A `pen` is what `frame` hands to a drawing: the canvas's context,
// its size, and the theme's colours.

// A line through points [x, y], in CSS pixels.
function polyline({ context }, points, colour, thick, dash = []) {
  context.strokeStyle = colour;
  context.lineWidth = thick;
  context.setLineDash(dash);
  context.beginPath();
  points.forEach((point, i) => (i ? context.lineTo(...point) : context.moveTo(...point)));
  context.stroke();
  context.setLineDash([]);
}

function dot({ context }, x, y, radius, colour) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

// Level lines from side to side. levels: [[y, text, whether it is the heavy one]].
function levels(pen, [left, right], lines) {
  const { context, width, colours } = pen;
  context.textAlign = "right";
  context.fillStyle = colours.quiet;
  for (const [y, text, heavy] of lines) {
    polyline(pen, [[left, y], [width - right, y]], colours.line, heavy ? 1.4 : 0.6);
    context.fillText(text, left - 8, y);
  }
}

// The numbers under the drawing and what they count. ticks: [[x, number]].
function ticks({ context, height, colours }, [left, , , bottom], name, numbers) {
  context.fillStyle = colours.quiet;
  context.textAlign = "center";
  for (const [x, value] of numbers) context.fillText(value, x, height - bottom + 12);
  context.textAlign = "left";
  context.fillText(name, left, height - bottom + 32);
}

// What the curves are, in the last line of the canvas, where no curve can reach it.
// entries: [[x, text, colour, thickness, dash]]; without a thickness it is a dot.
function legend(pen, entries) {
  const { context, height, colours } = pen;
  const y = height - 12;
  context.textAlign = "left";
  for (const [x, text, colour, thick, dash] of entries) {
    if (thick) polyline(pen, [[x, y], [x + 28, y]], colour, thick, dash);
    else dot(pen, x + 14, y, 3.6, colour);
    context.fillStyle = colours.ink;
    context.fillText(text, x + 35, y);
  }
}
