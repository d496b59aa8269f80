// Layers and steps as boxes; the box (l, t) can be computed in tick l + t − 1, not sooner.

const KNOBS = [
  { key: "layers", said: "Layers", min: 1, max: 8, step: 1, digits: 0 },
  { key: "steps", said: "Steps", min: 2, max: 20, step: 1, digits: 0 },
  { key: "tick", said: "Tick", min: 1, max: 27, step: 1, digits: 0 },
];

// How many boxes are computed in a tick: one in each layer whose step lies in the sequence.
function busy({ layers, steps, tick }) {
  let count = 0;
  for (let l = 0; l < layers; l += 1) if (tick - l >= 1 && tick - l <= steps) count += 1;
  return count;
}

function render({ model, el }) {
  const height = 270;
  const [left, right, top, bottom] = [76, 12, 10, 34];
  const canvas = make("canvas", { role: "img" });
  const says = make("p", { class: "rnn-says", "aria-live": "polite" });
  const reading = reader(canvas, () => draw());
  let timer = null;
  const play = button("Play", () => (timer === null ? begin() : stop()));
  const { row, setting: values, show, follow } = controls(model, KNOBS, play);
  const setting = () => {
    const now = values();
    const ticks = now.layers + now.steps - 1;
    return { ...now, ticks, tick: Math.min(now.tick, ticks) };
  };
  function begin() {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (setting().tick === setting().ticks) model.set("tick", 1);
    play.textContent = "Pause";
    says.setAttribute("aria-live", "off"); // a film that runs by itself should not talk over itself
    timer = setInterval(() => {
      const { tick, ticks } = setting();
      if (tick < ticks) model.set("tick", tick + 1);
      if (tick + 1 >= ticks) stop();
      model.save_changes();
    }, calm ? 1500 : 700);
  }
  function stop() {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
    says.setAttribute("aria-live", "polite");
  }
  const root = make("div", {
    class: "rnn-explorer", role: "group", "aria-label": "Boxes of a deep network",
  }, canvas, row, says, reading.line);

  function draw() {
    const { layers, steps, tick } = setting();
    const width = canvas.clientWidth || 700;
    const context = fit(canvas, width, height);
    const colours = theme(root);
    const wide = (width - left - right) / steps;
    const high = Math.min(64, (height - top - bottom) / layers);
    const floor = height - bottom;
    context.font = `14px ${FONT}`;
    context.textBaseline = "middle";
    for (let l = 0; l < layers; l += 1) {
      const y = floor - (l + 1) * high;
      context.textAlign = "right";
      context.fillStyle = colours.ink;
      context.fillText(`layer ${l + 1}`, left - 8, y + high / 2);
      for (let t = 0; t < steps; t += 1) {
        const at = l + t + 1;
        context.fillStyle = colours.state;
        context.globalAlpha = at === tick ? 1 : at < tick ? 0.28 : 0;
        context.fillRect(left + t * wide + 2, y + 2, wide - 4, high - 4);
        context.globalAlpha = 1;
        context.strokeStyle = at === tick ? colours.ink : colours.line;
        context.lineWidth = at === tick ? 2 : 1;
        context.strokeRect(left + t * wide + 2, y + 2, wide - 4, high - 4);
      }
    }
    const spots = Array.from({ length: layers * steps }, (_, i) => {
      const [l, t] = [Math.floor(i / steps), i % steps];
      const at = l + t + 1;
      const state = at === tick ? "computed now" : at < tick ? "done" : "waiting";
      return { x: left + (t + 0.5) * wide, y: floor - (l + 0.5) * high,
        text: `Layer ${l + 1}, step ${t + 1}: tick ${at}, ${state}.` };
    });
    reading.show(context, colours, spots, steps);
    context.fillStyle = colours.quiet;
    context.textAlign = "left";
    context.fillText("step 1", left, floor + 16);
    context.textAlign = "right";
    context.fillText(`step ${steps}`, width - right, floor + 16);
  }

  function update() {
    const now = show(setting());
    says.textContent = `${now.layers * now.steps} boxes take ${now.ticks} ticks. `
      + `Tick ${now.tick} computes ${busy(now)}. Filled: now. Pale: done. Empty: waiting.`;
    canvas.setAttribute("aria-label", `${now.layers} layers, ${now.steps} steps. ${says.textContent}`);
    draw();
  }

  const unfollow = follow(update);
  el.append(root);
  update();
  const unwatch = watch(root, draw);
  return () => { stop(); unwatch(); unfollow(); };
}

export default { render };
