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

function render({ model, el }) {
  const height = 250;
  const [left, right, top, bottom] = [58, 16, 14, 44];
  const canvas = make("canvas", { role: "img" });
  const says = make("p", { class: "rnn-says", "aria-live": "polite" });
  const reading = reader(canvas, () => draw());
  const { row, setting, show, follow } = controls(model, KNOBS);
  const root = make("div", {
    class: "rnn-explorer", role: "group", "aria-label": "What is left of a gradient",
  }, canvas, row, says, reading.line);

  function draw() {
    const width = canvas.clientWidth || 700;
    const context = fit(canvas, width, height);
    const colours = theme(root);
    const x = (k) => left + 10 + k * ((width - left - right - 20) / LAGS);
    const y = (e) => top + (TOP - e) * ((height - top - bottom) / (2 * TOP));
    context.font = `14px ${FONT}`;
    context.textBaseline = "middle";
    context.fillStyle = colours.quiet;
    context.strokeStyle = colours.line;
    for (const e of [-12, -6, 0, 6, 12]) {
      context.lineWidth = e === 0 ? 1.4 : 0.6;
      context.beginPath();
      context.moveTo(left, y(e));
      context.lineTo(width - right, y(e));
      context.stroke();
      context.textAlign = "right";
      context.fillText(e === 0 ? "1" : `1e${e < 0 ? "−" : ""}${Math.abs(e)}`, left - 8, y(e));
    }
    context.textAlign = "center";
    for (const k of [0, 10, 20, 30, 40, 50]) context.fillText(k, x(k), height - bottom + 12);
    context.textAlign = "left";
    context.fillText("lag k, in steps", left, height - 12);

    const { w_aa, a } = setting();
    const size = Math.abs(w_aa * (1 - a * a));
    const spots = [];
    context.fillStyle = colours.state;
    for (let k = 0; k <= LAGS; k += 1) {
      const e = k === 0 ? 0 : k * Math.log10(size);
      spots.push({ x: x(k), y: y(Math.max(-TOP, Math.min(TOP, e))),
        text: `Lag ${k}: the factor is ${power(e)}.` });
      if (Math.abs(e) > TOP) continue; // beyond the axis; its number can still be read
      context.beginPath();
      context.arc(x(k), y(e), 3.6, 0, 2 * Math.PI);
      context.fill();
    }
    reading.show(context, colours, spots);
  }

  function update() {
    const now = show();
    const slope = 1 - now.a * now.a;
    const factor = now.w_aa * slope;
    says.textContent = `Each step back multiplies by ${number(now.w_aa)} · ${number(slope, 4)} = `
      + `${number(factor, 4)}. ${verdict(factor)}`;
    canvas.setAttribute("aria-label", `Fifty steps back. ${says.textContent}`);
    draw();
  }

  const unfollow = follow(update);
  el.append(root);
  update();
  const unwatch = watch(root, draw);
  return () => { unwatch(); unfollow(); };
}

export default { render };
