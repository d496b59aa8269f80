// The numbers behind a drawing, under the pointer and by the arrow keys. `draw` draws it again.
// After each drawing the widget tells where its points are: show(pen, spots, perRow).

function reader(canvas, draw, help = "Point at the drawing, or go along it with the arrow keys, to "
  + "read its numbers.") {
  const line = make("p", { class: "rnn-pointer" }, help);
  let spots = []; // {x, y, text}, in the order of the arrow keys
  let across = 0; // how many stand in a row, where there are rows
  let chosen = null;

  function choose(index) {
    if (index === chosen) return;
    chosen = index;
    draw();
  }

  function show({ context, colours }, found, perRow = 0) {
    [spots, across] = [found, perRow];
    if (chosen !== null) chosen = Math.min(chosen, spots.length - 1);
    line.textContent = chosen === null ? help : spots[chosen].text;
    if (chosen === null) return;
    for (const [colour, thick] of [[colours.paper, 5.5], [colours.ink, 2.5]]) {
      context.strokeStyle = colour; // two rings, so that one shows on whatever lies beneath
      context.lineWidth = thick;
      context.beginPath();
      context.arc(spots[chosen].x, spots[chosen].y, 8, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  canvas.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    // along a curve the step counts more than the height
    const far = (spot) => Math.abs(spot.x - x) * (across ? 1 : 8) + Math.abs(spot.y - y);
    const near = spots.reduce((best, spot, i) => (far(spot) < far(spots[best]) ? i : best), 0);
    choose(spots.length ? near : null);
  });
  canvas.addEventListener("pointerleave", () => {
    if (document.activeElement !== canvas) choose(null);
  });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const up = across || 1;
    const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: up, ArrowDown: -up,
      Home: -spots.length, End: spots.length }[event.key];
    if (!move) return;
    event.preventDefault();
    line.setAttribute("aria-live", "polite"); // heard by keyboard, silent under the pointer
    const next = chosen === null ? 0 : chosen + move;
    const stays = across && Math.abs(move) === across && (next < 0 || next >= spots.length);
    choose(stays ? chosen : Math.max(0, Math.min(spots.length - 1, next)));
  });
  canvas.addEventListener("blur", () => {
    line.removeAttribute("aria-live");
    choose(null);
  });
  for (const [name, value] of Object.entries({ role: "application", tabindex: 0,
    "data-lm-suppress-shortcuts": "true", "aria-roledescription": "drawing" })) {
    canvas.setAttribute(name, value);
  }
  return { line, show };
}
