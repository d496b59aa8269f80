// One memory of an LSTM: written at step 1, then multiplied by the forget gate at every step.

const STEPS = 50;

const KNOBS = [
  { key: "b_f", said: "Bias of the forget gate", min: -3, max: 9, step: 0.5, digits: 1 },
  { key: "b_u", said: "Bias of the update gate", min: -5, max: 5, step: 0.5, digits: 1 },
  { key: "b_o", said: "Bias of the output gate", min: -5, max: 5, step: 0.5, digits: 1 },
];

const sigma = (z) => 1 / (1 + Math.exp(-z));

// A small number in words that can be read.
function small(value) {
  if (value >= 0.0001) return number(value, 4);
  const exponent = Math.floor(Math.log10(value));
  return `${(value / 10 ** exponent).toFixed(1)} · 10^−${-exponent}`;
}

function draw(pen, { b_f, b_u, b_o }) {
  const { context, width, height, colours } = pen;
  const margins = [46, 16, 14, 44];
  const [left, right, top, bottom] = margins;
  const x = (t) => left + 10 + (t - 1) * ((width - left - right - 20) / (STEPS - 1));
  const y = (value) => top + (1 - value) * (height - top - bottom);
  levels(pen, margins, [0, 0.5, 1].map((value) => [y(value), value, value === 0]));
  ticks(pen, margins, "step t      ● memory c      □ shown: a",
    [1, 10, 20, 30, 40, 50].map((t) => [x(t), t]));

  const [forget, update, output] = [b_f, b_u, b_o].map(sigma);
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.4;
  return Array.from({ length: STEPS }, (_, i) => {
    const [t, c] = [i + 1, update * forget ** i];
    const a = output * Math.tanh(c);
    dot(pen, x(t), y(c), 3.6, colours.state);
    context.strokeRect(x(t) - 3, y(a) - 3, 6, 6);
    return { x: x(t), y: y(c), text: `Step ${t}: memory ${small(c)}, shown ${small(a)}.` };
  });
}

function say({ b_f, b_u, b_o }) {
  const forget = sigma(b_f);
  const part = forget ** (STEPS - 1);
  return `Γ_f = ${number(forget, 4)}, Γ_u = ${number(sigma(b_u), 4)}, `
    + `Γ_o = ${number(sigma(b_o), 4)}. Each step keeps ${number(100 * forget, 1)} % of the `
    + `memory. Of what was written, the part ${small(part)} is left at step ${STEPS}.`;
}

export default {
  render: ({ model, el }) => stage(model, el, {
    label: "One memory over fifty steps", height: 250, knobs: KNOBS, draw, say,
  }),
};
