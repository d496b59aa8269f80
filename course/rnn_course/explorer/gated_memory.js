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

function draw(pen, now) {
  const { width, height, colours } = pen;
  const margins = [46, 16, 14, 44];
  const [left, right, top, bottom] = margins;
  const x = (t) => left + 8 + (t - 1) * ((width - left - right - 16) / (STEPS - 1));
  const y = (c) => top + (1 - c) * ((height - top - bottom) / 2);
  levels(pen, margins, [[y(-1), "−1"], [y(0), 0, true], [y(1), 1]]);
  ticks(pen, margins, "step t", [1, 50, 100, 150, 200].map((t) => [x(t), t]));

  const { memory, left: rest } = run(now);
  polyline(pen, rest.map((c, i) => [x(i + 1), y(c)]), colours.quiet, 1.6, [5, 4]);
  polyline(pen, memory.map((c, i) => [x(i + 1), y(c)]), colours.state, 2.6);
  legend(pen, [[width - 336, "memory c", colours.state, 2.6],
    [width - 208, "left of the first value", colours.quiet, 1.6, [5, 4]]]);
  return memory.map((c, i) => ({ x: x(i + 1), y: y(c),
    text: `Step ${i + 1}: memory ${number(c, 4)}, of it from step 1 ${number(rest[i], 4)}.` }));
}

function say(now) {
  const found = run(now);
  const part = found.left[STEPS - 1] / found.first;
  return `Γ_u = ${number(found.first, 3)} at step 1, then ${number(found.shut, 5)}. At step `
    + `${STEPS} the memory is ${number(found.memory[STEPS - 1], 3)}, and `
    + `${number(100 * part, 1)} % of what was written is left. ${verdict(found)}`;
}

export default {
  render: ({ model, el }) => stage(model, el, {
    label: "A memory behind a gate", height: 250, knobs: KNOBS, draw, say,
    alt: (_, said) => `Two hundred steps of one gated unit. ${said}`,
  }),
};
