// The film of a network: maps of rows by T steps that grow by one column per step.

const HELP = "Point at a cell to read its number, or go there with the arrow keys.";
const ALONE = `Blue is below 0, orange is above 0. ${HELP}`;
const MOST = 16; // numbers that are read out one by one

// What a listener needs to hear about a panel at one step.
function hears({ name, kind, rows, values }, step) {
  const column = values[step - 1].map((value, row) => ({ value, row }));
  const real = column.filter(({ value }) => value !== null);
  if (name === "a" && column.length <= MOST) {
    return `State: ${column.map(({ value }) => number(value)).join(", ")}.`;
  }
  if (!real.length) return `${name} is not a number.`;
  const ordered = [...real].sort((one, other) => other.value - one.value);
  if (name === "ŷ") {
    return `Most likely: ${ordered.slice(0, 3)
      .map(({ value, row }) => `${rows[row]} ${number(value)}`).join(", ")}.`;
  }
  if (name === "x" && real.every(({ value }) => value === 0 || value === 1)) {
    const hot = real.filter(({ value }) => value === 1).map(({ row }) => rows[row]);
    return `x is 1 in row ${hot.join(", ") || "none"}.`;
  }
  return `${name} from ${number(ordered.at(-1).value)} to ${number(ordered[0].value)}.`;
}

function sentence(panels, words, length, step) {
  const word = words[step - 1];
  const where = step > length ? ": padding" : word ? `, word “${word}”` : "";
  return `Step ${step} of ${words.length} (t = ${step - 1} in the code)${where}. `
    + panels.map((panel) => hears(panel, step)).join(" ");
}

function render({ model, el }) {
  const [panels, words, length] = ["panels", "words", "length"].map((key) => model.get(key));
  const steps = words.length;
  const alone = panels.length === 1;
  const [left, right, top] = [alone ? 58 : 84, 84, 26];
  const { places, bottom, rowHeight } = layout(panels, top);
  const height = bottom + 46;
  const help = alone ? ALONE : HELP;
  let step = Math.max(1, Math.min(steps, model.get("step")));
  let row = null; // the row that the keyboard is in, counted through all panels

  const canvas = make("canvas", { role: "application", tabindex: 0,
    "data-lm-suppress-shortcuts": "true", "aria-roledescription": "map of numbers" });
  const says = sentenceLine();
  const { play, stop, runs } = film(says, () => { if (step === steps) go(1); }, () => {
    go(step + 1);
    return step < steps;
  });
  const { label, input, shown } = slider("step", "Step of the film", {
    min: 1, max: steps, step: 1, value: step,
  }, (value) => { stop(); go(value); });
  const pointer = make("p", { class: "rnn-pointer" }, help);
  const { redraw, begin } = frame({ el, label: "Hidden states, step by step", height, draw,
    parts: [canvas, make("div", { class: "rnn-row" }, play, label), says, pointer] });
  const every = places.flatMap((place) => place.panel.rows.map((name, r) => ({ place, name, r })));

  function draw({ context, width, colours }) {
    const box = { left, wide: width - left - right };
    const cell = box.wide / steps;
    const write = (text, x, y, align = "center", colour = colours.ink, weight = "", room) => {
      context.font = `${weight} 14px ${FONT}`;
      context.textAlign = align;
      context.fillStyle = colour;
      if (room === undefined) context.fillText(text, x, y);
      else context.fillText(text, x, y, room); // a wider text is written narrower
    };
    if (alone) write("unit", left - 10, top - 13, "right", colours.quiet);
    write(alone ? `a⟨${step}⟩` : `⟨${step}⟩`, width - right + 14, top - 13, "left", colours.ink,
      "bold");
    for (const place of places) drawPanel(context, colours, place, box, step, alone, write);
    for (let t = 0; t < steps; t += 1) {
      const now = t + 1 === step;
      const weight = now ? "bold" : "";
      const x = left + (t + 0.5) * cell;
      write(t + 1, x, bottom + 13, "center", now ? colours.ink : colours.quiet, weight,
        cell - 3);
      write(t < length ? words[t] : "pad", x, bottom + 32, "center",
        t < step ? colours.ink : colours.quiet, weight, cell - 3);
    }
    context.strokeStyle = colours.focus;
    context.lineWidth = 2.5;
    for (const place of places) {
      context.strokeRect(left + (step - 1) * cell - 1, place.top - 2, cell + 1,
        place.bottom - place.top + 3);
    }
    if (row !== null) {
      const { place, r } = every[row];
      for (const [colour, thick] of [["#ffffff", 5], ["#000000", 2]]) {
        context.strokeStyle = colour; // two frames, so that one shows on a cell of any colour
        context.lineWidth = thick;
        context.strokeRect(left + (step - 1) * cell + 1, place.top + r * rowHeight + 1, cell - 3,
          rowHeight - 3);
      }
    }
    if (length < steps) {
      context.setLineDash([5, 4]);
      context.strokeStyle = colours.ink;
      context.lineWidth = 1.5;
      context.beginPath();
      context.moveTo(left + length * cell, 4);
      context.lineTo(left + length * cell, bottom + 44);
      context.stroke();
      context.setLineDash([]);
      write("padding", left + length * cell + 6, 10, "left", colours.quiet);
    }
  }

  function go(next) {
    step = next;
    input.value = step;
    const word = words[step - 1];
    input.setAttribute("aria-valuetext", `step ${step}${word ? `, ${word}` : ""}`);
    shown.textContent = `${step} of ${steps}`;
    says.textContent = sentence(panels, words, length, step);
    canvas.setAttribute("aria-label",
      `Map of ${every.length} rows over ${steps} steps, shown up to step ${step}. `
      + "Arrow keys go from cell to cell.");
    if (row !== null) read(every[row], step);
    redraw();
    if (model.get("step") !== step) {
      model.set("step", step);
      model.save_changes();
    }
  }

  // The number in a cell, in words.
  function read({ place: { panel }, name, r }, at) {
    const said = words[at - 1] ? ` (“${words[at - 1]}”)` : "";
    const what = panel.name === "a" ? `Unit ${name}` : `${panel.name}, row ${name},`;
    pointer.textContent = `${what} at step ${at}${said}: ${number(panel.values[at - 1][r], 3)}`;
  }

  canvas.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const at = 1 + Math.floor((event.clientX - box.left - left)
      / ((box.width - left - right) / steps));
    const y = event.clientY - box.top;
    const under = every.find(({ place, r }) => y >= place.top + r * rowHeight
      && y < place.top + (r + 1) * rowHeight);
    if (under && at >= 1 && at <= step) read(under, at);
    else pointer.textContent = help;
  });

  // By keyboard: only the cell is read out, not the whole column.
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
    Home: [-steps, 0], End: [steps, 0], PageUp: [0, -every.length], PageDown: [0, every.length] };
  canvas.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    stop();
    pointer.setAttribute("aria-live", "polite");
    says.setAttribute("aria-live", "off");
    row = Math.max(0, Math.min(every.length - 1, (row ?? (move[1] > 0 ? -1 : 0)) + move[1]));
    go(Math.max(1, Math.min(steps, step + move[0])));
  });
  canvas.addEventListener("blur", () => {
    row = null;
    pointer.removeAttribute("aria-live");
    pointer.textContent = help;
    if (!runs()) says.setAttribute("aria-live", "polite");
    redraw();
  });

  const fromPython = () => {
    const wanted = Math.max(1, Math.min(steps, model.get("step")));
    if (wanted !== step) go(wanted);
  };
  model.on("change:step", fromPython);
  const unwatch = begin(() => go(step));
  return () => { stop(); unwatch(); model.off("change:step", fromPython); };
}

export default { render };
