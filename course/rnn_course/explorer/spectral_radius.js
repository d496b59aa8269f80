// The norm of a gradient per lag: what the matrix leaves, times (rho (1 - a^2))^k.

const TOP = 12; // the axis runs from 1e-12 to 1e12

const KNOBS = [
  { key: "radius", name: "ρ", said: "Spectral radius rho of the matrix", min: 0, max: 2,
    step: 0.05 },
  { key: "a", name: "a", said: "State a of every unit at every step", min: 0, max: 0.95,
    step: 0.05 },
];

// The powers of ten of the norm, of the slope and of the bound, for each lag.
function run(norms, sigma, factor) {
  const step = norms.map((_, k) => (k === 0 ? 0 : k * Math.log10(factor)));
  return {
    left: norms.map((norm, k) => Math.log10(norm) + step[k]),
    slope: step,
    bound: step.map((e, k) => (k === 0 ? 0 : e + k * Math.log10(sigma))),
  };
}

function verdict({ left }) {
  const last = left.length - 1;
  if (left[last] === -Infinity) return "Nothing goes back at all.";
  const top = left.reduce((best, e, k) => (e > left[best] ? k : best), 0);
  const grows = left[top] > 0.3 && top < last && left[last] < left[top] - 0.3
    ? `It first grows, to ${power(left[top])} at lag ${top}. ` : "";
  const end = left[last] < -2 ? "It vanishes" : left[last] > 2 ? "It explodes" : "It stays in between";
  return `${grows}${end}: at lag ${last} the norm is ${power(left[last])}.`;
}

function draw(pen, { factor, norms, sigma }) {
  const { context, width, height, colours } = pen;
  const margins = [58, 16, 14, 64];
  const [left, right, top, bottom] = margins;
  const x = (k) => left + 10 + k * ((width - left - right - 20) / (norms.length - 1));
  const y = (e) => top + (TOP - e) * ((height - top - bottom) / (2 * TOP));
  const seen = (e) => y(Math.max(-40, Math.min(40, e)));
  levels(pen, margins, [-12, -6, 0, 6, 12].map((e) => [y(e), level(e), e === 0]));
  ticks(pen, margins, "lag k, in steps", [0, 10, 20, 30, 40, 50].map((k) => [x(k), k]));

  const found = run(norms, sigma, factor);
  context.save();
  context.beginPath();
  context.rect(left, top, width - left - right, height - top - bottom);
  context.clip();
  polyline(pen, found.bound.map((e, k) => [x(k), seen(e)]), colours.quiet, 1.6, [2, 4]);
  polyline(pen, found.slope.map((e, k) => [x(k), seen(e)]), colours.ink, 1.6, [7, 4]);
  found.left.forEach((e, k) => dot(pen, x(k), seen(e), 3.6, colours.state));
  context.restore();
  legend(pen, [[left, "norm of the gradient", colours.state],
    [left + 190, "slope (ρ (1 − a²))^k", colours.ink, 1.6, [7, 4]],
    [left + 390, "bound (σ (1 − a²))^k", colours.quiet, 1.6, [2, 4]]]);
  return found.left.map((e, k) => ({ x: x(k), y: y(Math.max(-TOP, Math.min(TOP, e))),
    text: `Lag ${k}: norm ${power(e)}, slope ${power(found.slope[k])}, `
      + `bound ${power(found.bound[k])}.` }));
}

function say({ factor, norms, sigma }) {
  return `In the long run each step back multiplies by ρ (1 − a²) = ${number(factor, 4)}, `
    + `a single step at most by σ (1 − a²) = ${number(factor * sigma, 4)}. `
    + verdict(run(norms, sigma, factor));
}

function render({ model, el }) {
  const [norms, sigma, units] = ["norms", "sigma", "units"].map((key) => model.get(key));
  return stage(model, el, {
    label: "Spectral radius and the gradient per lag", height: 270, knobs: KNOBS, draw, say,
    setting: ({ radius, a }) => ({ radius, a, factor: radius * (1 - a * a), norms, sigma }),
    alt: (_, said) => `${norms.length - 1} steps back through ${units} units. ${said}`,
  });
}

export default { render };
