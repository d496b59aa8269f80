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

function draw(pen, now) {
  const { width, height, colours } = pen;
  const margins = [46, 16, 14, 44];
  const [left, right, top, bottom] = margins;
  const x = (t) => left + 14 + (t - 1) * ((width - left - right - 28) / (STEPS - 1));
  const y = (a) => top + (1 - a) * ((height - top - bottom) / 2);
  levels(pen, margins, [[y(-1), "−1"], [y(0), 0, true], [y(1), 1]]);
  ticks(pen, margins, "step t", [1, 5, 10, 15, 20].map((t) => [x(t), t]));

  const [with_, without] = [run(now), run({ ...now, pulse: 0 })];
  polyline(pen, without.map((a, i) => [x(i + 1), y(a)]), colours.quiet, 1.6, [5, 4]);
  polyline(pen, with_.map((a, i) => [x(i + 1), y(a)]), colours.state, 2.2);
  with_.forEach((a, i) => dot(pen, x(i + 1), y(a), 4.5, colours.state));
  legend(pen, [[width - 316, "with the pulse", colours.state, 2.2],
    [width - 166, "without the pulse", colours.quiet, 1.6, [5, 4]]]);
  return with_.map((a, i) => ({ x: x(i + 1), y: y(a), text: `Step ${i + 1}: ${number(a, 4)} with `
    + `the pulse, ${number(without[i], 4)} without it.` }));
}

function say(now) {
  const [with_, without] = [run(now), run({ ...now, pulse: 0 })];
  return `a⟨1⟩ = ${number(with_[0])}, a⟨2⟩ = ${number(with_[1])}, `
    + `a⟨20⟩ = ${number(with_[STEPS - 1])}. ${verdict(with_, without)}`;
}

export default {
  render: ({ model, el }) => stage(model, el, {
    label: "One hidden unit", height: 250, knobs: KNOBS, draw, say,
    alt: (_, said) => `Twenty steps of one unit. ${said}`,
  }),
};
