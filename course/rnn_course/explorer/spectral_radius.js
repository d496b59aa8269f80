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

function render({ model, el }) {
  const height = 270;
  const [left, right, top, bottom] = [58, 16, 14, 64];
  const [norms, sigma, units] = ["norms", "sigma", "units"].map((key) => model.get(key));
  const lags = norms.length - 1;
  const canvas = make("canvas");
  const says = make("p", { class: "rnn-says", "aria-live": "polite" });
  const reading = reader(canvas, () => draw());
  const { row, setting, show, follow } = controls(model, KNOBS);
  const root = make("div", {
    class: "rnn-explorer", role: "group", "aria-label": "Spectral radius and the gradient per lag",
  }, canvas, row, says, reading.line);
  const factor = () => { const { radius, a } = setting(); return radius * (1 - a * a); };

  function draw() {
    const width = canvas.clientWidth || 700;
    const context = fit(canvas, width, height);
    const colours = theme(root);
    const x = (k) => left + 10 + k * ((width - left - right - 20) / lags);
    const y = (e) => top + (TOP - e) * ((height - top - bottom) / (2 * TOP));
    const line = (...what) => polyline(context, ...what);
    context.font = `14px ${FONT}`;
    context.textBaseline = "middle";
    for (const e of [-12, -6, 0, 6, 12]) {
      line([[left, y(e)], [width - right, y(e)]], colours.line, e === 0 ? 1.4 : 0.6);
      context.fillStyle = colours.quiet;
      context.textAlign = "right";
      context.fillText(e === 0 ? "1" : `1e${e < 0 ? "−" : ""}${Math.abs(e)}`, left - 8, y(e));
    }
    context.textAlign = "center";
    for (const k of [0, 10, 20, 30, 40, 50]) context.fillText(k, x(k), height - bottom + 12);
    context.textAlign = "left";
    context.fillText("lag k, in steps", left, height - 32);

    const found = run(norms, sigma, factor());
    context.save();
    context.beginPath();
    context.rect(left, top, width - left - right, height - top - bottom);
    context.clip();
    for (const [curve, colour, dash] of [[found.bound, colours.quiet, [2, 4]],
      [found.slope, colours.ink, [7, 4]]]) {
      const seen = curve.map((e, k) => [x(k), y(Math.max(-40, Math.min(40, e)))]);
      line(seen, colour, 1.6, dash);
    }
    context.fillStyle = colours.state;
    const spots = found.left.map((e, k) => {
      context.beginPath();
      context.arc(x(k), y(Math.max(-40, Math.min(40, e))), 3.6, 0, 2 * Math.PI);
      context.fill();
      return { x: x(k), y: y(Math.max(-TOP, Math.min(TOP, e))), text: `Lag ${k}: norm ${power(e)}, `
        + `slope ${power(found.slope[k])}, bound ${power(found.bound[k])}.` };
    });
    context.restore();
    // The legend stands under the axis, where no curve can reach it.
    const places = [[left, null, "norm of the gradient"], [left + 190, [7, 4], "slope (ρ (1 − a²))^k"],
      [left + 390, [2, 4], "bound (σ (1 − a²))^k"]];
    for (const [at, dash, text] of places) {
      if (dash) line([[at, height - 10], [at + 28, height - 10]], dash[0] > 2 ? colours.ink
        : colours.quiet, 1.6, dash);
      else {
        context.fillStyle = colours.state;
        context.beginPath();
        context.arc(at + 14, height - 10, 3.6, 0, 2 * Math.PI);
        context.fill();
      }
      context.fillStyle = colours.ink;
      context.fillText(text, at + 35, height - 10);
    }
    reading.show(context, colours, spots);
  }

  function update() {
    const now = show();
    const f = factor();
    says.textContent = `In the long run each step back multiplies by ρ (1 − a²) = ${number(f, 4)}, `
      + `a single step at most by σ (1 − a²) = ${number(f * sigma, 4)}. `
      + verdict(run(norms, sigma, f));
    canvas.setAttribute("aria-label", `${lags} steps back through ${units} units. `
      + says.textContent);
    draw();
  }

  const unfollow = follow(update);
  el.append(root);
  update();
  const unwatch = watch(root, draw);
  return () => { unwatch(); unfollow(); };
}

export default { render };
