// Numbers as colours: a map of rows by steps, of which the first ones are shown.

const STOPS = {
  // Negative: dark blue. Zero: nearly white. Positive: bright orange.
  signed: [[18, 58, 107], [95, 143, 196], [244, 244, 242], [242, 180, 76], [224, 123, 0]],
  // 0: nearly white. 1: dark green. For gates and probabilities.
  part: [[244, 244, 242], [190, 221, 207], [120, 186, 158], [34, 139, 103], [0, 84, 60]],
};

// The colour of a value: from −scale to scale, or from 0 to 1.
function heat(value, kind, scale) {
  const part = kind === "part" ? value : (value / scale + 1) / 2;
  const place = Math.max(0, Math.min(1, part)) * 4;
  const low = Math.min(3, Math.floor(place));
  const [from, to] = STOPS[kind].slice(low, low + 2);
  return `rgb(${from.map((c, i) => Math.round(c + (place - low) * (to[i] - c))).join(",")})`;
}

// Where each panel and each row stands. A panel among others has a line for its name.
function layout(panels, top) {
  const total = panels.reduce((sum, panel) => sum + panel.rows.length, 0);
  const rowHeight = Math.max(12, Math.min(24, (panels.length > 1 ? 480 : 360) / total));
  let y = top;
  const places = panels.map((panel) => {
    const place = { panel, top: y + (panels.length > 1 ? 20 : 0), rowHeight };
    y = place.top + panel.rows.length * rowHeight + (panels.length > 1 ? 6 : 0);
    place.bottom = place.top + panel.rows.length * rowHeight;
    return place;
  });
  return { places, bottom: y, rowHeight };
}

// What a panel is, in words: its name, how many rows it has, and what its colours mean.
function title({ name, kind, scale, rows, of }) {
  const many = rows.length < of ? `, ${rows.length} of ${of} rows` : "";
  const range = kind === "part" ? "0 to 1" : `−${number(scale, 1)} to ${number(scale, 1)}`;
  return `${name}   ${range}${many}`;
}

// One panel: row names, colours up to `step`, frames after it, the numbers of `step` at the right.
function drawPanel(context, colours, place, box, step, alone, write) {
  const { panel: { kind, scale, rows, values, name }, top, rowHeight } = place;
  const cell = box.wide / values.length;
  if (!alone) write(title(place.panel), box.left, top - 10, "left", colours.ink, "bold");
  rows.forEach((row, r) => {
    const y = top + r * rowHeight;
    const middle = y + rowHeight / 2;
    const roomy = rowHeight >= 14; // room for a number in each row
    if (roomy || r % 5 === 0) {
      write(row, box.left - 10, middle, "right", colours.quiet, "", box.left - 12);
    }
    for (let t = 0; t < values.length; t += 1) {
      const x = box.left + t * cell;
      const value = values[t][r];
      if (t >= step) {
        context.strokeStyle = colours.line;
        context.lineWidth = 0.5;
        context.strokeRect(x + 1, y + 1, cell - 2, rowHeight - 2);
        continue;
      }
      context.fillStyle = value === null ? colours.paper : heat(value, kind, scale);
      context.fillRect(x, y, cell - 1, rowHeight - 1);
      if (value === null) write("×", x + cell / 2, middle);
    }
    if (roomy) write(number(values[step - 1][r]), box.left + box.wide + 56, middle, "right");
  });
}
