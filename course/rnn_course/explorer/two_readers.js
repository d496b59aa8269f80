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

function render({ model, el }) {
  const height = 260;
  const [left, right] = [16, 16];
  const canvas = make("canvas", { role: "img" });
  const says = make("p", { class: "rnn-says", "aria-live": "polite" });
  const reading = reader(canvas, () => draw());
  const { row, setting, show, follow } = controls(model, KNOBS);
  const root = make("div", {
    class: "rnn-explorer", role: "group", "aria-label": "Two readers of one sentence",
  }, canvas, row, says, reading.line);

  function draw() {
    const width = canvas.clientWidth || 700;
    const context = fit(canvas, width, height);
    const colours = theme(root);
    const now = setting();
    const wide = (width - left - right) / STEPS;
    context.font = `14px ${FONT}`;
    context.textBaseline = "middle";
    [110, 216].forEach((foot, half) => {
      const tall = 68;
      context.fillStyle = colours.quiet;
      context.textAlign = "left";
      context.fillText(half ? "backward ← moves by" : "forward → moves by", left, foot - tall - 22);
      context.strokeStyle = colours.line;
      context.beginPath();
      context.moveTo(left, foot);
      context.lineTo(width - right, foot);
      context.stroke();
      for (let t = 1; t <= STEPS; t += 1) {
        const far = moves(now, t)[half];
        const x = left + (t - 0.5) * wide;
        context.fillStyle = colours.state;
        context.strokeStyle = colours.ink;
        if (far > 0) {
          context.fillRect(x - wide * 0.3, foot - tall * far, wide * 0.6, tall * far);
          context.strokeRect(x - wide * 0.3, foot - tall * far, wide * 0.6, tall * far);
        }
      }
    });
    context.textAlign = "center";
    for (let t = 1; t <= STEPS; t += 1) {
      const x = left + (t - 0.5) * wide;
      context.fillStyle = t > now.length ? colours.quiet : colours.ink;
      context.fillText(t > now.length ? `(${t})` : t, x, 232);
      if (t === now.step) context.fillText("▲", x, 250);
    }
    reading.show(context, colours, Array.from({ length: STEPS }, (_, i) => {
      const [forward, backward] = moves(now, i + 1);
      return { x: left + (i + 0.5) * wide, y: 232, text: `Step ${i + 1}: the forward state moves by `
        + `${number(forward, 4)}, the backward state by ${number(backward, 4)}.` };
    }));
  }

  function update() {
    const now = show();
    says.textContent = now.step > now.length
      ? `Word ${now.step} stands in the padding (in brackets). No state moves.`
      : now.keep === 0
      ? `Word ${now.step} changes. Nothing is kept, so the states move at step ${now.step} alone.`
      : `Word ${now.step} changes. The forward states move from step ${now.step} to step `
        + `${now.length}, the backward states from step 1 to step ${now.step}. Only at step `
        + `${now.step} do both move.`;
    canvas.setAttribute("aria-label", `Two readers of one sentence. ${says.textContent}`);
    draw();
  }

  const unfollow = follow(update);
  el.append(root);
  update();
  const unwatch = watch(root, draw);
  return () => { unwatch(); unfollow(); };
}

export default { render };
