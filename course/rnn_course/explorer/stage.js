// What every picture stands on. The picture itself is one function that draws.

// A sentence that is read out when it changes.
const sentenceLine = () => make("p", { class: "rnn-says", "aria-live": "polite" });

// The parts of a picture in one frame: a canvas, a row of controls, a sentence, a line for numbers.
// `draw` gets a pen: { context, width, height, colours }; the context begins as new each time.
// Returns how to draw again, and how to begin: begin(update) returns a function that ends it.
function frame({ el, label, height, parts, draw }) {
  const [canvas] = parts;
  const root = make("div", { class: "rnn-explorer", role: "group", "aria-label": label }, ...parts);

  function redraw() {
    const width = canvas.clientWidth || 700;
    const context = fit(canvas, width, height);
    context.save();
    context.font = `14px ${FONT}`;
    context.textBaseline = "middle";
    draw({ context, width, height, colours: theme(root) });
    context.restore();
  }

  function begin(update) {
    el.append(root);
    update();
    return watch(root, redraw);
  }

  return { redraw, begin };
}

// A picture with sliders, whose numbers can be read under the pointer and by the arrow keys.
//
// label    what it is, in a few words
// knobs    its sliders, see knobs.js
// setting  from the sliders' values to what is drawn; left out: the values themselves
// draw     draw(pen, now) returns what can be read: [{ x, y, text }]
// perRow   perRow(now): how many of them stand in a row, where they stand in rows
// say      say(now): the sentence below it
// alt      alt(now, said): the canvas in words
// play     { rewind, next } of a film, see film.js
//
// Returns a function that takes it from the page.
function stage(model, el, { label, height, knobs, setting = (values) => values, draw,
  perRow = () => 0, say, alt = (_, said) => `${label}. ${said}`, play }) {
  const canvas = make("canvas");
  const says = sentenceLine();
  const reel = play && film(says, play.rewind, play.next);
  const { row, values, show, follow } = controls(model, knobs, ...(reel ? [reel.play] : []));
  const now = () => setting(values());
  const reading = reader(canvas, () => redraw());
  const { redraw, begin } = frame({
    el, label, height, parts: [canvas, row, says, reading.line],
    draw(pen) {
      const what = now();
      const spots = draw(pen, what);
      reading.show(pen, spots, perRow(what));
    },
  });

  function update() {
    const what = now();
    show(what);
    says.textContent = say(what);
    canvas.setAttribute("aria-label", alt(what, says.textContent));
    redraw();
  }

  const unfollow = follow(update);
  const unwatch = begin(update);
  return () => { reel?.stop(); unwatch(); unfollow(); };
}
