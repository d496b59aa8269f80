// The film of hidden states: a map of n_a units by T steps that grows by one column per step.

const HELP = "Blue is below 0, orange is above 0. Point at a cell to read its number.";
const STOPS = [[18, 58, 107], [95, 143, 196], [244, 244, 242], [242, 180, 76], [224, 123, 0]];

// Negative: dark blue. Zero: nearly white. Positive: bright orange.
function signed(value) {
  const place = (Math.max(-1, Math.min(1, value)) + 1) * 2;
  const low = Math.min(3, Math.floor(place));
  const mix = STOPS[low].map((c, i) => Math.round(c + (place - low) * (STOPS[low + 1][i] - c)));
  return `rgb(${mix.join(",")})`;
}

// What a listener needs to hear about one step.
function sentence(values, words, length, step) {
  const column = values[step - 1];
  const word = words[step - 1];
  const start = `Step ${step} of ${values.length} (t = ${step - 1} in the code)`;
  if (step > length) return `${start}: padding. State: ${column.map((v) => number(v)).join(", ")}.`;
  return `${start}${word ? `, word “${word}”` : ""}. State: `
    + `${column.map((v) => number(v)).join(", ")}.`;
}

function render({ model, el }) {
  const values = model.get("values");
  const words = model.get("words");
  const length = model.get("length");
  const [steps, units] = [values.length, values[0].length];
  const [left, right, top, bottom] = [58, 84, 26, 46];
  const rowHeight = Math.max(12, Math.min(24, 360 / units));
  const height = top + units * rowHeight + bottom;
  let step = Math.max(1, Math.min(steps, model.get("step")));
  let timer = null;

  const canvas = make("canvas", { role: "img" });
  const play = make("button", { type: "button" }, "Play");
  const { label, input, shown } = slider("step", "Step of the film", {
    min: 1, max: steps, step: 1, value: step,
  }, (value) => { stop(); go(value); });
  const says = make("p", { class: "rnn-says", "aria-live": "polite" });
  const pointer = make("p", { class: "rnn-pointer" }, HELP);
  const root = make("div", { class: "rnn-explorer", role: "group",
    "aria-label": "Hidden states, step by step" }, canvas,
    make("div", { class: "rnn-row" }, play, label), says, pointer);

  function draw() {
    const width = canvas.clientWidth || 700;
    const context = fit(canvas, width, height);
    const colours = theme(root);
    const cell = (width - left - right) / steps;
    const write = (text, x, y, align = "center", colour = colours.ink, weight = "") => {
      context.font = `${weight} 14px ${FONT}`;
      context.textAlign = align;
      context.fillStyle = colour;
      context.fillText(text, x, y);
    };
    context.textBaseline = "middle";
    write("unit", left - 10, top - 13, "right", colours.quiet);
    write(`a⟨${step}⟩`, width - right + 14, top - 13, "left", colours.ink, "bold");
    for (let unit = 0; unit < units; unit += 1) {
      const y = top + unit * rowHeight;
      const middle = y + rowHeight / 2;
      const roomy = rowHeight >= 14; // room for a number in each row
      if (roomy || unit % 5 === 0) write(unit + 1, left - 10, middle, "right", colours.quiet);
      for (let t = 0; t < steps; t += 1) {
        const x = left + t * cell;
        const value = values[t][unit];
        if (t >= step) {
          context.strokeStyle = colours.line;
          context.lineWidth = 0.5;
          context.strokeRect(x + 1, y + 1, cell - 2, rowHeight - 2);
          continue;
        }
        context.fillStyle = value === null ? colours.paper : signed(value);
        context.fillRect(x, y, cell - 1, rowHeight - 1);
        if (value === null) write("×", x + cell / 2, middle);
      }
      if (roomy) write(number(values[step - 1][unit]), width - right + 56, middle, "right");
    }
    for (let t = 0; t < steps; t += 1) {
      const x = left + (t + 0.5) * cell;
      const now = t + 1 === step;
      const y = top + units * rowHeight;
      write(t + 1, x, y + 13, "center", now ? colours.ink : colours.quiet, now ? "bold" : "");
      context.font = `${now ? "bold " : ""}14px ${FONT}`;
      const word = t < length ? words[t] : "pad";
      context.save();
      context.beginPath();
      context.rect(left + t * cell, y + 20, cell - 1, 24);
      context.clip();
      write(word, x, y + 32, "center", t < step ? colours.ink : colours.quiet, now ? "bold" : "");
      context.restore();
    }
    context.strokeStyle = colours.focus;
    context.lineWidth = 2.5;
    context.strokeRect(left + (step - 1) * cell - 1, top - 2, cell + 1, units * rowHeight + 3);
    if (length < steps) {
      context.setLineDash([5, 4]);
      context.strokeStyle = colours.ink;
      context.lineWidth = 1.5;
      context.beginPath();
      context.moveTo(left + length * cell, 4);
      context.lineTo(left + length * cell, top + units * rowHeight + 44);
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
    says.textContent = sentence(values, words, length, step);
    canvas.setAttribute("aria-label",
      `Map of ${units} units over ${steps} steps, shown up to step ${step}.`);
    draw();
    if (model.get("step") !== step) {
      model.set("step", step);
      model.save_changes();
    }
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
    says.setAttribute("aria-live", "polite");
  }

  play.addEventListener("click", () => {
    if (timer !== null) return stop();
    if (step === steps) go(1);
    play.textContent = "Pause";
    says.setAttribute("aria-live", "off"); // a film that runs by itself should not talk over itself
    timer = setInterval(() => {
      go(step + 1);
      if (step === steps) stop();
    }, 700);
  });

  canvas.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const t = Math.floor((event.clientX - box.left - left) / ((box.width - left - right) / steps));
    const unit = Math.floor((event.clientY - box.top - top) / rowHeight);
    const inside = t >= 0 && t < step && unit >= 0 && unit < units;
    const said = words[t] ? ` (“${words[t]}”)` : "";
    pointer.textContent = inside
      ? `Unit ${unit + 1} at step ${t + 1}${said}: ${number(values[t][unit], 3)}`
      : HELP;
  });

  const fromPython = () => {
    const wanted = Math.max(1, Math.min(steps, model.get("step")));
    if (wanted !== step) go(wanted);
  };
  model.on("change:step", fromPython);
  el.append(root);
  go(step);
  const unwatch = watch(root, draw);
  return () => { stop(); unwatch(); model.off("change:step", fromPython); };
}

export default { render };
