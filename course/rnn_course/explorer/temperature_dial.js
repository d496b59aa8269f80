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

function draw(pen, { words, scores, tau, k }) {
  const { context, width, height, colours } = pen;
  const margins = [50, 16, 26, 34];
  const [left, right, top, bottom] = margins;
  const y = (value) => top + (1 - value) * (height - top - bottom);
  const place = (width - left - right) / words.length;
  const p = heated(scores, tau, k);
  levels(pen, margins, [0, 0.5, 1].map((value) => [y(value), number(value, 1), value === 0]));
  context.textAlign = "center";
  return p.map((value, i) => {
    const middle = left + place * (i + 0.5);
    context.fillStyle = colours.state;
    context.fillRect(middle - place * 0.3, y(value), place * 0.6, y(0) - y(value));
    context.fillStyle = colours.ink;
    context.fillText(number(value, 3), middle, y(value) - 11);
    context.fillText(words[i], middle, height - bottom + 16);
    return { x: middle, y: y(value), text: `“${words[i]}”: score ${number(scores[i], 1)}, `
      + `probability ${number(value, 4)}${i < k ? "" : ", cut away"}.` };
  });
}

function say({ scores, tau, k }) {
  const p = heated(scores, tau, k);
  const bits = p.reduce((sum, q) => sum - (q > 0 ? q * Math.log2(q) : 0), 0);
  return `A draw from it holds ${number(bits, 2)} bits of surprise on average.`;
}

function alt({ words, scores, tau, k }) {
  const p = heated(scores, tau, k);
  const said = words.slice(0, k).map((word, i) => `${word} ${number(p[i], 3)}`).join(", ");
  return `Temperature ${number(tau, 1)}, ${k} words kept: ${said}.`;
}

function render({ model, el }) {
  return stage(model, el, {
    label: "Temperature and the distribution", height: 250, knobs: KNOBS, draw, say, alt,
    setting: (values) => ({ ...values, words: model.get("words"), scores: model.get("scores") }),
  });
}

export default { render };
