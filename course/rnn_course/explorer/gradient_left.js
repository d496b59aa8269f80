// What one unit leaves of a gradient: |w_aa (1 - a^2)|^k for k = 0 ... 50, in powers of ten.

const LAGS = 50;
const TOP = 12; // the axis runs from 1e-12 to 1e12

const KNOBS = [
  { key: "w_aa", said: "Weight w aa, from the state before", min: -2, max: 2, step: 0.05 },
  { key: "a", said: "State a at every step", min: 0, max: 0.95, step: 0.05 },
];

function verdict(factor) {
  const size = Math.abs(factor);
  const sign = factor < 0 ? " Its sign changes at every step." : "";
  if (size === 0) return "Nothing goes back at all.";
  const left = LAGS * Math.log10(size);
  if (Math.abs(size - 1) < 1e-9) return `The gradient keeps its size.${sign}`;
  const half = Math.ceil(Math.log(size < 1 ? 0.01 : 100) / Math.log(size));
  const what = size < 1
    ? `It vanishes: below 1 % from lag ${half} on.`
    : `It explodes: above 100 times from lag ${half} on.`;
  return `${what} At lag ${LAGS} the factor is ${power(left)}.${sign}`;
}

function draw(pen, { w_aa, a }) {
  const { width, height, colours } = pen;
  const margins = [58, 16, 14, 44];
  const [left, right, top, bottom] = margins;
  const x = (k) => left + 10 + k * ((width - left - right - 20) / LAGS);
  const y = (e) => top + (TOP - e) * ((height - top - bottom) / (2 * TOP));
  levels(pen, margins, [-12, -6, 0, 6, 12].map((e) => [y(e), level(e), e === 0]));
  ticks(pen, margins, "lag k, in steps", [0, 10, 20, 30, 40, 50].map((k) => [x(k), k]));

  const size = Math.abs(w_aa * (1 - a * a));
  return Array.from({ length: LAGS + 1 }, (_, k) => {
    const e = k === 0 ? 0 : k * Math.log10(size);
    // beyond the axis there is no point; its number can still be read
    if (Math.abs(e) <= TOP) dot(pen, x(k), y(e), 3.6, colours.state);
    return { x: x(k), y: y(Math.max(-TOP, Math.min(TOP, e))),
      text: `Lag ${k}: the factor is ${power(e)}.` };
  });
}

function say({ w_aa, a }) {
  const slope = 1 - a * a;
  const factor = w_aa * slope;
  return `Each step back multiplies by ${number(w_aa)} · ${number(slope, 4)} = `
    + `${number(factor, 4)}. ${verdict(factor)}`;
}

export default {
  render: ({ model, el }) => stage(model, el, {
    label: "What is left of a gradient", height: 250, knobs: KNOBS, draw, say,
    alt: (_, said) => `Fifty steps back. ${said}`,
  }),
};
