// A batch of padded sentences. One square is chosen; beside the table stands its column of x.

const HELP = "Point at a square to read it; click it, or move the sliders, to choose it.";
const SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const raised = (n) => [...String(n)].map((digit) => SUPER[Number(digit)]).join("");

// What a listener needs to hear about the chosen square.
function sentence({ words, index, real, example, step }) {
  const name = `x⁽${raised(example)}⁾⟨${step}⟩`;
  const code = `x[:, ${example - 1}, ${step - 1}]`;
  const column = `a column of ${words.length} numbers with its 1 in row ${index}`;
  if (real) {
    return `${name} is “${words[index]}”, index ${index}. In the code ${code}: ${column}. `
      + "Mask 1: a real step.";
  }
  return `${name} is padding. In the code ${code}: ${column}, as if it were `
    + `“${words[index]}”. Mask 0: it counts for nothing.`;
}

function render({ model, el }) {
  const [words, indices, mask] = ["words", "indices", "mask"].map((key) => model.get(key));
  const [m, steps, n] = [indices.length, indices[0].length, words.length];
  const [left, top, side] = [78, 48, 168];
  const entry = Math.max(14, Math.min(20, 300 / n));
  const rowHeight = Math.max(32, Math.min(56, (n * entry) / m));
  const height = Math.max(top + m * rowHeight + 16, top + n * entry + 16);

  const canvas = make("canvas", { role: "img" });
  const says = sentenceLine();
  const knob = (key, name, said, max) => ({
    key,
    ...slider(name, said, { min: 1, max, step: 1, value: model.get(key) }, (value) => {
      choose({ [key]: value });
    }),
  });
  const knobs = [knob("example", "(i)", "Example i", m), knob("step", "⟨t⟩", "Step t", steps)];
  const pointer = make("p", { class: "rnn-pointer" }, HELP);
  const { redraw, begin } = frame({ el, label: "One cell of a batch", height, draw, parts: [canvas,
    make("div", { class: "rnn-row" }, ...knobs.map(({ label }) => label)), says, pointer] });

  const chosen = () => {
    const within = (key, most) => Math.max(1, Math.min(most, model.get(key)));
    const [example, step] = [within("example", m), within("step", steps)];
    const index = indices[example - 1][step - 1];
    return { words, example, step, index, real: mask[example - 1][step - 1] === 1 };
  };

  function choose(values) {
    for (const [key, value] of Object.entries(values)) model.set(key, value); // calls update
    model.save_changes();
  }

  const cellWidth = (width) => (width - left - side) / steps;

  function draw({ context, width, colours }) {
    const cell = cellWidth(width);
    const now = chosen();
    // `room`: a word that is wider is written smaller, down to 9 pixels
    const write = (text, x, y, colour, align = "center", weight = "", room = Infinity) => {
      context.font = `${weight} 14px ${FONT}`;
      const wide = context.measureText(text).width;
      if (wide > room) {
        context.font = `${weight} ${Math.max(9, Math.floor((14 * room) / wide))}px ${FONT}`;
      }
      context.textAlign = align;
      context.fillStyle = colour;
      context.fillText(text, x, y);
    };
    const clipped = (x, y, across, down, inside) => {
      context.save();
      context.beginPath();
      context.rect(x, y, across, down);
      context.clip();
      inside();
      context.restore();
    };
    for (let t = 0; t < steps; t += 1) {
      const bold = t + 1 === now.step ? "bold" : "";
      write(`⟨${t + 1}⟩`, left + (t + 0.5) * cell, 14, colours.ink, "center", bold);
      write(`t=${t}`, left + (t + 0.5) * cell, 34, colours.quiet);
    }
    for (let i = 0; i < m; i += 1) {
      const y = top + i * rowHeight;
      const bold = i + 1 === now.example ? "bold" : "";
      write(`(${i + 1})  i=${i}`, left - 8, y + rowHeight / 2, colours.ink, "right", bold);
      for (let t = 0; t < steps; t += 1) {
        const x = left + t * cell;
        const real = mask[i][t] === 1;
        clipped(x + 1, y + 1, cell - 2, rowHeight - 2, () => {
          context.strokeStyle = colours.line;
          context.lineWidth = 1;
          if (!real) { // hatched, so that padding does not hang on a colour
            for (let d = -rowHeight; d < cell; d += 9) {
              context.beginPath();
              context.moveTo(x + d, y + rowHeight);
              context.lineTo(x + d + rowHeight, y);
              context.stroke();
            }
          }
          context.strokeRect(x + 1, y + 1, cell - 2, rowHeight - 2);
          if (!real) {
            context.fillStyle = colours.paper;
            context.fillRect(x + cell / 2 - 15, y + rowHeight / 2 - 9, 30, 18);
          }
          write(real ? words[indices[i][t]] : "pad", x + cell / 2, y + rowHeight / 2,
            real ? colours.ink : colours.quiet, "center", "", cell - 6);
        });
      }
    }
    context.strokeStyle = colours.focus;
    context.lineWidth = 3;
    context.strokeRect(left + (now.step - 1) * cell, top + (now.example - 1) * rowHeight, cell,
      rowHeight);
    // the column of x, with the word of each row
    const column = width - side + 34;
    write(`x[:, ${now.example - 1}, ${now.step - 1}]`, column - 14, 22, colours.ink, "left", "bold");
    for (let row = 0; row < n; row += 1) {
      const y = top + row * entry;
      const hot = row === now.index;
      context.lineWidth = 1;
      context.strokeStyle = colours.line;
      if (hot) {
        context.fillStyle = now.real ? colours.ink : colours.quiet;
        context.fillRect(column, y, 26, entry);
      }
      context.strokeRect(column, y, 26, entry);
      write(hot ? "1" : "0", column + 13, y + entry / 2 + 1, hot ? colours.paper : colours.quiet);
      write(row, column - 7, y + entry / 2 + 1, colours.quiet, "right");
      clipped(column + 30, y, side - 66, entry, () => write(words[row], column + 33,
        y + entry / 2 + 1, hot ? colours.ink : colours.quiet, "left", hot ? "bold" : ""));
    }
  }

  function update() {
    const now = chosen();
    for (const { key, input, shown } of knobs) {
      input.value = now[key];
      shown.textContent = `${now[key]} of ${input.max}`;
      input.setAttribute("aria-valuetext", `${key} ${now[key]}`);
    }
    says.textContent = sentence(now);
    canvas.setAttribute("aria-label", `Table of ${m} sentences over ${steps} steps. `
      + says.textContent);
    redraw();
  }

  // The cell under the pointer, or null.
  function under(event) {
    const place = canvas.getBoundingClientRect();
    const t = Math.floor((event.clientX - place.left - left) / cellWidth(place.width));
    const i = Math.floor((event.clientY - place.top - top) / rowHeight);
    return t >= 0 && t < steps && i >= 0 && i < m ? { example: i + 1, step: t + 1 } : null;
  }

  canvas.addEventListener("pointerdown", (event) => {
    const cell = under(event);
    if (cell) choose(cell);
  });
  canvas.addEventListener("pointermove", (event) => {
    const cell = under(event);
    const index = cell && indices[cell.example - 1][cell.step - 1];
    pointer.textContent = cell ? `Example ${cell.example}, step ${cell.step}: `
      + (mask[cell.example - 1][cell.step - 1] === 1 ? `“${words[index]}”, index ${index}.`
        : "padding.") : HELP;
  });
  canvas.addEventListener("pointerleave", () => { pointer.textContent = HELP; });

  for (const { key } of knobs) model.on(`change:${key}`, update);
  const unwatch = begin(update);
  return () => { unwatch(); for (const { key } of knobs) model.off(`change:${key}`, update); };
}

export default { render };
