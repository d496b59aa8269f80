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

// The setting with the number of ticks that it takes; the slider of ticks may stand beyond it.
function setting({ layers, steps, tick }) {
  const ticks = layers + steps - 1;
  return { layers, steps, ticks, tick: Math.min(tick, ticks) };
}

function draw({ context, width, height, colours }, { layers, steps, tick }) {
  const [left, right, top, bottom] = [76, 12, 10, 34];
  const wide = (width - left - right) / steps;
  const high = Math.min(64, (height - top - bottom) / layers);
  const floor = height - bottom;
  const spots = [];
  context.textAlign = "right";
  for (let l = 0; l < layers; l += 1) {
    const y = floor - (l + 1) * high;
    context.fillStyle = colours.ink;
    context.fillText(`layer ${l + 1}`, left - 8, y + high / 2);
    for (let t = 0; t < steps; t += 1) {
      const at = l + t + 1;
      const box = [left + t * wide + 2, y + 2, wide - 4, high - 4];
      context.fillStyle = colours.state;
      context.globalAlpha = at === tick ? 1 : at < tick ? 0.28 : 0;
      context.fillRect(...box);
      context.globalAlpha = 1;
      context.strokeStyle = at === tick ? colours.ink : colours.line;
      context.lineWidth = at === tick ? 2 : 1;
      context.strokeRect(...box);
      const state = at === tick ? "computed now" : at < tick ? "done" : "waiting";
      spots.push({ x: left + (t + 0.5) * wide, y: y + 0.5 * high,
        text: `Layer ${l + 1}, step ${t + 1}: tick ${at}, ${state}.` });
    }
  }
  context.fillStyle = colours.quiet;
  context.fillText(`step ${steps}`, width - right, floor + 16);
  context.textAlign = "left";
  context.fillText("step 1", left, floor + 16);
  return spots;
}

function say(now) {
  return `${now.layers * now.steps} boxes take ${now.ticks} ticks. `
    + `Tick ${now.tick} computes ${busy(now)}. Filled: now. Pale: done. Empty: waiting.`;
}

function render({ model, el }) {
  const now = () => setting({ layers: model.get("layers"), steps: model.get("steps"),
    tick: model.get("tick") });
  return stage(model, el, {
    label: "Boxes of a deep network", height: 270, knobs: KNOBS, setting, draw, say,
    perRow: ({ steps }) => steps,
    alt: ({ layers, steps }, said) => `${layers} layers, ${steps} steps. ${said}`,
    play: {
      rewind() { if (now().tick === now().ticks) model.set("tick", 1); },
      next() {
        const { tick, ticks } = now();
        if (tick < ticks) model.set("tick", tick + 1);
        model.save_changes();
        return tick + 1 < ticks;
      },
    },
  });
}

export default { render };
