// One gated unit for two hundred steps: c = gate * candidate + (1 - gate) * c.

const STEPS = 200;

const KNOBS = [
  { key: "write", name: "step 1", said: "The gate's sum at step 1", min: -10, max: 10,
    step: 0.5, digits: 1 },
  { key: "hold", name: "later", said: "The gate's sum at every later step", min: -10, max: 10,
    step: 0.5, digits: 1 },
  { key: "later", name: "c̃ later", said: "The candidate at every later step", min: -1, max: 1,
    step: 0.1, digits: 1 },
];

const sigmoid = (z) => 1 / (1 + Math.exp(-z));

// The memory at steps 1 … 200, and the part of it that step 1 has written.
function run({ write, hold, later }) {
  const [first, shut] = [sigmoid(write), sigmoid(hold)];
  const [memory, left] = [[first], [first]];
  for (let t = 2; t <= STEPS; t += 1) {
    memory.push(shut * later + (1 - shut) * memory[t - 2]);
    left.push((1 - shut) * left[t - 2]);
  }
  return { first, shut, memory, left };
}

function verdict({ first, left }) {
  if (first < 0.1) return "Hardly anything was written.";
  const part = left[STEPS - 1] / first;
  if (part >= 0.9) return "The first value is kept.";
  const half = left.findIndex((value) => value < first / 2);
  if (half < 0) return `Of the first value ${number(100 * part, 0)} % is left.`;
  const gone = left.findIndex((value) => value < 0.01 * first);
  return `Half of the first value is gone at step ${half + 1}`
    + `${gone < 0 ? "." : `, all but 1 % at step ${gone + 1}.`}`;
}

function render({ model, el }) {
  const height = 250;
  const [left, right, top, bottom] = [46, 16, 14, 44];
  const canvas = make("canvas", { role: "img" });
  const says = make("p", { class: "rnn-says", "aria-live": "polite" });
  const reading = reader(canvas, () => draw());
  const { row, setting, show, follow } = controls(model, KNOBS);
  const root = make("div", {
    class: "rnn-explorer", role: "group", "aria-label": "A memory behind a gate",
  }, canvas, row, says, reading.line);

  function draw() {
    const width = canvas.clientWidth || 700;
    const context = fit(canvas, width, height);
    const colours = theme(root);
    const x = (t) => left + 8 + (t - 1) * ((width - left - right - 16) / (STEPS - 1));
    const y = (c) => top + (1 - c) * ((height - top - bottom) / 2);
    const line = (...what) => polyline(context, ...what);
    context.font = `14px ${FONT}`;
    context.textBaseline = "middle";
    context.fillStyle = colours.quiet;
    for (const c of [-1, 0, 1]) {
      line([[left, y(c)], [width - right, y(c)]], colours.line, c === 0 ? 1.4 : 0.6);
      context.textAlign = "right";
      context.fillText(c < 0 ? "−1" : c, left - 8, y(c));
    }
    context.textAlign = "center";
    for (const t of [1, 50, 100, 150, 200]) context.fillText(t, x(t), height - bottom + 12);
    context.textAlign = "left";
    context.fillText("step t", left, height - 12);

    const { memory, left: rest } = run(setting());
    line(rest.map((c, i) => [x(i + 1), y(c)]), colours.quiet, 1.6, [5, 4]);
    line(memory.map((c, i) => [x(i + 1), y(c)]), colours.state, 2.6);
    // The legend stands under the axis, where no curve can reach it.
    const places = [[width - 336, colours.state, 2.6, [], "memory c"],
      [width - 208, colours.quiet, 1.6, [5, 4], "left of the first value"]];
    for (const [at, colour, thick, dash, text] of places) {
      line([[at, height - 12], [at + 28, height - 12]], colour, thick, dash);
      context.fillStyle = colours.ink;
      context.fillText(text, at + 35, height - 12);
    }
    reading.show(context, colours, memory.map((c, i) => ({ x: x(i + 1), y: y(c),
      text: `Step ${i + 1}: memory ${number(c, 4)}, of it from step 1 ${number(rest[i], 4)}.` })));
  }

  function update() {
    const now = show();
    const found = run(now);
    const part = found.left[STEPS - 1] / found.first;
    says.textContent = `Γ_u = ${number(found.first, 3)} at step 1, then `
      + `${number(found.shut, 5)}. At step ${STEPS} the memory is `
      + `${number(found.memory[STEPS - 1], 3)}, and ${number(100 * part, 1)} % of what was `
      + `written is left. ${verdict(found)}`;
    canvas.setAttribute("aria-label", `Two hundred steps of one gated unit. ${says.textContent}`);
    draw();
  }

  const unfollow = follow(update);
  el.append(root);
  update();
  const unwatch = watch(root, draw);
  return () => { unwatch(); unfollow(); };
}

export default { render };
