// The sliders of a picture, in one row with a Reset button, tied to the model's values.

// knobs: [{ key, name, said, min, max, step, digits }]; without a name the key stands there, and
// without digits a number has two. `more` are further buttons, in front of Reset.
function controls(model, knobs, ...more) {
  const rows = knobs.map((knob) => ({
    digits: 2, ...knob,
    ...slider(knob.name ?? knob.key, knob.said, { ...knob, value: model.get(knob.key) }, (value) => {
      model.set(knob.key, value); // the model then calls update
      model.save_changes();
    }),
  }));
  const values = () => Object.fromEntries(knobs.map(({ key }) => [key, model.get(key)]));
  const start = values();
  const reset = button("Reset", () => {
    for (const [key, value] of Object.entries(start)) model.set(key, value);
    model.save_changes();
  });
  const row = make("div", { class: "rnn-row" }, ...rows.map(({ label }) => label), ...more, reset);

  // Put values on the sliders.
  function show(now) {
    for (const { key, input, shown, digits } of rows) {
      const text = number(now[key], digits);
      input.value = now[key];
      input.setAttribute("aria-valuetext", text);
      shown.textContent = text;
    }
  }

  // Call `update` at each change of a value. Returns a function that ends it.
  function follow(update) {
    for (const { key } of knobs) model.on(`change:${key}`, update);
    return () => { for (const { key } of knobs) model.off(`change:${key}`, update); };
  }

  return { row, values, show, follow };
}
