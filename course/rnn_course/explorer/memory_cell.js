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

function render({ model, el }) {
  const height = 250;
  const [left, right, top, bottom] = [46, 16, 14, 44];
  const canvas = make("canvas", { role: "img" });
  const says = make("p", { class: "rnn-says", "aria-live": "polite" });
  const reading = reader(canvas, () => draw());
  const { row, setting, show, follow } = controls(model, KNOBS);
  const root = make("div", {
    class: "rnn-explorer", role: "group", "aria-label": "One memory over fifty steps",
  }, canvas, row, says, reading.line);

  function draw() {
    const width = canvas.clientWidth || 700;
    const context = fit(canvas, width, height);
    const colours = theme(root);
    const x = (t) => left + 10 + (t - 1) * ((width - left - right - 20) / (STEPS - 1));
    const y = (value) => top + (1 - value) * (height - top - bottom);
    context.font = `14px ${FONT}`;
    context.textBaseline = "middle";
    context.fillStyle = colours.quiet;
    context.strokeStyle = colours.line;
    for (const value of [0, 0.5, 1]) {
      context.lineWidth = value === 0 ? 1.4 : 0.6;
      context.beginPath();
      context.moveTo(left, y(value));
      context.lineTo(width - right, y(value));
      context.stroke();
      context.textAlign = "right";
      context.fillText(value, left - 8, y(value));
    }
    context.textAlign = "center";
    for (const t of [1, 10, 20, 30, 40, 50]) context.fillText(t, x(t), height - bottom + 12);
    context.textAlign = "left";
    context.fillText("step t      ● memory c      □ shown: a", left, height - 12);

    const { b_f, b_u, b_o } = setting();
    const [forget, update, output] = [b_f, b_u, b_o].map(sigma);
    context.fillStyle = colours.state;
    context.strokeStyle = colours.ink;
    context.lineWidth = 1.4;
    const spots = [];
    for (let t = 1; t <= STEPS; t += 1) {
      const c = update * forget ** (t - 1);
      const a = output * Math.tanh(c);
      context.beginPath();
      context.arc(x(t), y(c), 3.6, 0, 2 * Math.PI);
      context.fill();
      context.strokeRect(x(t) - 3, y(a) - 3, 6, 6);
      spots.push({ x: x(t), y: y(c), text: `Step ${t}: memory ${small(c)}, shown ${small(a)}.` });
    }
    reading.show(context, colours, spots);
  }

  function update() {
    const now = show();
    const forget = sigma(now.b_f);
    const part = forget ** (STEPS - 1);
    says.textContent = `Γ_f = ${number(forget, 4)}, Γ_u = ${number(sigma(now.b_u), 4)}, `
      + `Γ_o = ${number(sigma(now.b_o), 4)}. Each step keeps ${number(100 * forget, 1)} % of the `
      + `memory. Of what was written, the part ${small(part)} is left at step ${STEPS}.`;
    canvas.setAttribute("aria-label", `One memory over fifty steps. ${says.textContent}`);
    draw();
  }

  const unfollow = follow(update);
  el.append(root);
  update();
  const unwatch = watch(root, draw);
  return () => { unwatch(); unfollow(); };
}

export default { render };
