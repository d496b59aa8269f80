// Elements of a page, the theme's colours, and a canvas in the screen's own pixels.

// An element with attributes and children, in one call.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// A labelled slider. JupyterLab takes the arrow keys away unless the input itself says not to.
function slider(name, said, { min, max, step, value }, onInput) {
  const input = make("input", {
    type: "range", min, max, step, "aria-label": said, "data-lm-suppress-shortcuts": "true",
  });
  const shown = make("span", { class: "rnn-value", "aria-hidden": "true" });
  input.value = value;
  input.addEventListener("input", () => onInput(Number(input.value)));
  const label = make("label", {}, make("span", { class: "rnn-name" }, name), input, shown);
  return { label, input, shown };
}

// A button. Its keys are its own here too, whatever JupyterLab binds them to.
function button(text, onPress) {
  const element = make("button", { type: "button", "data-lm-suppress-shortcuts": "true" }, text);
  element.addEventListener("click", onPress);
  return element;
}

// The theme's colours as they are now, and whether the page is dark.
function theme(root) {
  const style = getComputedStyle(root);
  const colour = (name) => style.getPropertyValue(`--rnn-${name}`).trim();
  const paper = style.backgroundColor.match(/[\d.]+/g) || [255, 255, 255];
  const [red, green, blue] = paper.map(Number);
  const dark = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 110;
  root.classList.toggle("rnn-dark", dark);
  return {
    paper: colour("paper"), ink: colour("ink"), quiet: colour("quiet"), line: colour("line"),
    focus: colour("focus"), state: colour("state"), dark,
  };
}

// Size the canvas for the screen's pixels and return a context that is measured in CSS pixels.
function fit(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

// Draw again when the size, the screen's pixels or the theme changes.
// Returns a function that stops it.
function watch(root, draw) {
  const again = () => requestAnimationFrame(draw);
  const sizes = new ResizeObserver(again);
  sizes.observe(root);
  const themes = new MutationObserver(again);
  for (const element of [document.body, document.documentElement]) {
    themes.observe(element, {
      attributes: true, attributeFilter: ["class", "data-jp-theme-light"],
    });
  }
  const queries = ["(prefers-color-scheme: dark)", `(resolution: ${window.devicePixelRatio}dppx)`]
    .map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener("change", again);
  return () => {
    sizes.disconnect();
    themes.disconnect();
    for (const query of queries) query.removeEventListener("change", again);
  };
}

const FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

// A number with a real minus sign, and never "−0.00".
function number(value, digits = 2) {
  if (value === null || !Number.isFinite(value)) return "not a number";
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
