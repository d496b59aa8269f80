// One tanh unit for twenty steps, with a pulse at step 1 and without it.

const STEPS = 20;

const KNOBS = [
  { key: "w_aa", said: "Weight w aa, from the state before", min: -2, max: 2, step: 0.05 },
  { key: "w_ax", said: "Weight w ax, from the input", min: -2, max: 2, step: 0.05 },
  { key: "b_a", said: "Bias b a", min: -1, max: 1, step: 0.05 },
  { key: "pulse", said: "Height of the pulse at step 1", min: -2, max: 2, step: 0.1 },
];

// a⟨1⟩ … a⟨20⟩ of a⟨t⟩ = tanh(w_ax x⟨t⟩ + w_aa a⟨t−1⟩ + b_a), a⟨0⟩ = 0, x⟨1⟩ = pulse, then 0.
function run({ w_aa, w_ax, b_a, pulse }) {
  const states = [];
  let a = 0;
  for (let t = 1; t <= STEPS; t += 1) {
    a = Math.tanh(w_ax * (t === 1 ? pulse : 0) + w_aa * a + b_a);
    states.push(a);
  }
  return states;
}

// What is left of the pulse: the gap between the two runs. A state that is not zero is no memory.
function verdict(with_, without) {
  const gaps = with_.map((a, t) => a - without[t]);
  const [first, last] = [Math.abs(gaps[0]), Math.abs(gaps[STEPS - 1])];
  if (first < 0.05) return "The pulse hardly moves the unit.";
  const after = gaps.findIndex((gap, t) => gaps.slice(t).every((g) => Math.abs(g) < 0.05));
  const turned = (gap, t) => t > 0 && gap * gaps[t - 1] < 0 && Math.abs(gap) > 0.01;
  const flips = gaps.filter(turned).length;
  const sign = flips >= 2 ? "The gap changes sign from step to step. " : "";
  if (after > 0) {
    return `${sign}The pulse is forgotten: the gap is below 0.05 from step ${after + 1} on.`;
  }
  return `${sign}At step ${STEPS} the unit still knows about the pulse: `
    + `the gap is ${number(last)}, and it was ${number(first)} at step 1.`;
}

function render({ model, el }) {
  const height = 250;
  const [left, right, top, bottom] = [46, 16, 14, 44];
  const canvas = make("canvas", { role: "img" });
  const says = make("p", { class: "rnn-says", "aria-live": "polite" });
  const reading = reader(canvas, () => draw());
  const { row, setting, show, follow } = controls(model, KNOBS);
  const root = make("div", {
    class: "rnn-explorer", role: "group", "aria-label": "One hidden unit",
  }, canvas, row, says, reading.line);

  function draw() {
    const width = canvas.clientWidth || 700;
    const context = fit(canvas, width, height);
    const colours = theme(root);
    const x = (t) => left + 14 + (t - 1) * ((width - left - right - 28) / (STEPS - 1));
    const y = (a) => top + (1 - a) * ((height - top - bottom) / 2);
    const line = (...what) => polyline(context, ...what);
    context.font = `14px ${FONT}`;
    context.textBaseline = "middle";
    context.fillStyle = colours.quiet;
    for (const a of [-1, 0, 1]) {
      line([[left, y(a)], [width - right, y(a)]], colours.line, a === 0 ? 1.4 : 0.6);
      context.textAlign = "right";
      context.fillText(a < 0 ? "−1" : a, left - 8, y(a));
    }
    context.textAlign = "center";
    for (const t of [1, 5, 10, 15, 20]) context.fillText(t, x(t), height - bottom + 12);
    context.textAlign = "left";
    context.fillText("step t", left, height - 12);

    const without = run({ ...setting(), pulse: 0 });
    const with_ = run(setting());
    line(without.map((a, i) => [x(i + 1), y(a)]), colours.quiet, 1.6, [5, 4]);
    line(with_.map((a, i) => [x(i + 1), y(a)]), colours.state, 2.2);
    context.fillStyle = colours.state;
    with_.forEach((a, i) => {
      context.beginPath();
      context.arc(x(i + 1), y(a), 4.5, 0, 2 * Math.PI);
      context.fill();
    });
    // The legend stands under the axis, where no curve can reach it.
    const places = [[width - 316, colours.state, 2.2, [], "with the pulse"],
      [width - 166, colours.quiet, 1.6, [5, 4], "without the pulse"]];
    for (const [at, colour, thick, dash, text] of places) {
      line([[at, height - 12], [at + 28, height - 12]], colour, thick, dash);
      context.fillStyle = colours.ink;
      context.fillText(text, at + 35, height - 12);
    }
    reading.show(context, colours, with_.map((a, i) => ({ x: x(i + 1), y: y(a),
      text: `Step ${i + 1}: ${number(a, 4)} with the pulse, ${number(without[i], 4)} without it.` })));
  }

  function update() {
    const now = show();
    const [with_, without] = [run(now), run({ ...now, pulse: 0 })];
    says.textContent = `a⟨1⟩ = ${number(with_[0])}, a⟨2⟩ = ${number(with_[1])}, `
      + `a⟨20⟩ = ${number(with_[STEPS - 1])}. ${verdict(with_, without)}`;
    canvas.setAttribute("aria-label", `Twenty steps of one unit. ${says.textContent}`);
    draw();
  }

  const unfollow = follow(update);
  el.append(root);
  update();
  const unwatch = watch(root, draw);
  return () => { unwatch(); unfollow(); };
}

export default { render };
