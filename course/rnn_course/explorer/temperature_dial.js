// Five scores, one temperature: softmax(z / tau), of which the k largest are kept.

const KNOBS = [
  { key: "tau", name: "τ", said: "Temperature tau", min: 0.1, max: 4, step: 0.1, digits: 1 },
  { key: "k", said: "How many words are kept", min: 1, max: 5, step: 1, digits: 0 },
];

function heated(scores, tau, k) {
  const kept = scores.slice(0, k); // the scores stand from high to low
  const powers = kept.map((z) => Math.exp((z - kept[0]) / tau));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return scores.map((_, i) => (i < k ? powers[i] / total : 0));
}

function render({ model, el }) {
  const height = 250;
  const [left, right, top, bottom] = [50, 16, 26, 34];
  const canvas = make("canvas", { role: "img" });
  const says = make("p", { class: "rnn-says", "aria-live": "polite" });
  const reading = reader(canvas, () => draw());
  const { row, show, follow } = controls(model, KNOBS);
  const root = make("div", {
    class: "rnn-explorer", role: "group", "aria-label": "Temperature and the distribution",
  }, canvas, row, says, reading.line);

  function draw() {
    const width = canvas.clientWidth || 700;
    const context = fit(canvas, width, height);
    const colours = theme(root);
    const [words, scores] = [model.get("words"), model.get("scores")];
    const [tau, k] = [model.get("tau"), model.get("k")];
    const p = heated(scores, tau, k);
    const y = (value) => top + (1 - value) * (height - top - bottom);
    const place = (width - left - right) / words.length;
    context.font = `14px ${FONT}`;
    context.textBaseline = "middle";
    context.strokeStyle = colours.line;
    for (const value of [0, 0.5, 1]) {
      context.beginPath();
      context.moveTo(left, y(value));
      context.lineTo(width - right, y(value));
      context.stroke();
      context.textAlign = "right";
      context.fillStyle = colours.quiet;
      context.fillText(number(value, 1), left - 8, y(value));
    }
    context.textAlign = "center";
    p.forEach((value, i) => {
      const middle = left + place * (i + 0.5);
      context.fillStyle = colours.state;
      context.fillRect(middle - place * 0.3, y(value), place * 0.6, y(0) - y(value));
      context.fillStyle = colours.ink;
      context.fillText(number(value, 3), middle, y(value) - 11);
      context.fillText(words[i], middle, height - bottom + 16);
    });
    reading.show(context, colours, p.map((value, i) => ({ x: left + place * (i + 0.5), y: y(value),
      text: `“${words[i]}”: score ${number(scores[i], 1)}, probability ${number(value, 4)}`
        + `${i < k ? "" : ", cut away"}.` })));
  }

  function update() {
    const { k, tau } = show();
    const words = model.get("words");
    const p = heated(model.get("scores"), tau, k);
    const bits = p.reduce((sum, q) => sum - (q > 0 ? q * Math.log2(q) : 0), 0);
    const said = words.slice(0, k).map((word, i) => `${word} ${number(p[i], 3)}`).join(", ");
    says.textContent = `A draw from it holds ${number(bits, 2)} bits of surprise on average.`;
    canvas.setAttribute("aria-label", `Temperature ${number(tau, 1)}, ${k} words kept: ${said}.`);
    draw();
  }

  const unfollow = follow(update);
  el.append(root);
  update();
  const unwatch = watch(root, draw);
  return () => { unwatch(); unfollow(); };
}

export default { render };
