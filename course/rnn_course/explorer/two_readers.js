// One word changes. Which states of the two readers move, and how far?

const STEPS = 10;

const KNOBS = [
  { key: "step", said: "The word that changes", min: 1, max: STEPS, step: 1, digits: 0 },
  { key: "length", said: "Length of the sentence", min: 1, max: STEPS, step: 1, digits: 0 },
  { key: "keep", said: "What a step keeps", min: 0, max: 1, step: 0.05, digits: 2 },
];

// How far both states at step t move.
function moves({ step, length, keep }, t) {
  const real = step <= length && t <= length;
  const far = keep ** Math.abs(t - step);
  return [real && t >= step ? far : 0, real && t <= step ? far : 0];
}

function draw(pen, now) {
  const { context, width, colours } = pen;
  const [left, right] = [16, 16];
  const wide = (width - left - right) / STEPS;
  [110, 216].forEach((foot, half) => {
    const tall = 68;
    context.fillStyle = colours.quiet;
    context.textAlign = "left";
    context.fillText(half ? "backward ← moves by" : "forward → moves by", left, foot - tall - 22);
    polyline(pen, [[left, foot], [width - right, foot]], colours.line, 1);
    context.fillStyle = colours.state;
    context.strokeStyle = colours.ink;
    for (let t = 1; t <= STEPS; t += 1) {
      const far = moves(now, t)[half];
      const box = [left + (t - 0.8) * wide, foot - tall * far, wide * 0.6, tall * far];
      if (far > 0) {
        context.fillRect(...box);
        context.strokeRect(...box);
      }
    }
  });
  context.textAlign = "center";
  return Array.from({ length: STEPS }, (_, i) => {
    const [t, x] = [i + 1, left + (i + 0.5) * wide];
    context.fillStyle = t > now.length ? colours.quiet : colours.ink;
    context.fillText(t > now.length ? `(${t})` : t, x, 232);
    if (t === now.step) context.fillText("▲", x, 250);
    const [forward, backward] = moves(now, t);
    return { x, y: 232, text: `Step ${t}: the forward state moves by ${number(forward, 4)}, the `
      + `backward state by ${number(backward, 4)}.` };
  });
}

function say({ step, length, keep }) {
  if (step > length) return `Word ${step} stands in the padding (in brackets). No state moves.`;
  if (keep === 0) {
    return `Word ${step} changes. Nothing is kept, so the states move at step ${step} alone.`;
  }
  return `Word ${step} changes. The forward states move from step ${step} to step ${length}, the `
    + `backward states from step 1 to step ${step}. Only at step ${step} do both move.`;
}

export default {
  render: ({ model, el }) => stage(model, el, {
    label: "Two readers of one sentence", height: 260, knobs: KNOBS, draw, say,
  }),
};
