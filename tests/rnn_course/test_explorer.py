"""The explorers: what Python sends, whether the script parses, and how they behave in a browser."""

import json
import shutil
import subprocess

import numpy as np
import pytest

from rnn_course.explorer import (
    GatedMemory,
    GradientLeft,
    HiddenStateExplorer,
    MemoryCell,
    OneUnit,
    SpectralRadius,
    StackWaves,
    TemperatureDial,
    TwoReaders,
)

EXPLORERS = (
    GatedMemory,
    GradientLeft,
    HiddenStateExplorer,
    MemoryCell,
    OneUnit,
    SpectralRadius,
    StackWaves,
    TemperatureDial,
    TwoReaders,
)
WORDS = ["the", "dog", "saw", "the", "cat", "and", "the", "cat", "ran"]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# A stand-in for anywidget: a model with get, set and events, and the widget's own module.
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>explorer</title>
<style>body {{ margin: 20px; width: 760px }} {css}</style><div id="here"></div>
<script type="module">
const state = {state};
const listeners = {{}};
window.model = {{
  get: (key) => state[key],
  set: (key, value) => {{
    if (state[key] === value) return;
    state[key] = value;
    (listeners[`change:${{key}}`] || []).forEach((listener) => listener());
  }},
  save_changes: () => {{ window.saves = (window.saves || 0) + 1; }},
  on: (name, listener) => (listeners[name] ||= []).push(listener),
  off: (name, gone) => {{ listeners[name] = listeners[name].filter((each) => each !== gone); }},
}};
const source = {script};
const file = new Blob([source], {{ type: "text/javascript" }});
const module = await import(URL.createObjectURL(file));
window.leave = module.default.render({{ model: window.model, el: document.getElementById("here") }});
window.ready = true;
</script></html>"""


def film(**options):
    rng = np.random.default_rng(3)
    return HiddenStateExplorer(np.tanh(rng.normal(size=(12, 2, 9))), WORDS, **options)


def lstm_film(**options):
    """A film with everything that an LSTM computes, over one-hot inputs and a vocabulary of 5."""
    rng = np.random.default_rng(4)
    part = lambda n: rng.uniform(size=(n, 2, 9))  # noqa: E731
    indices = [0, 1, 2, 0, 3, 4, 0, 3, 1]
    x = np.zeros((5, 2, 9))
    x[indices, :, range(9)] = 1
    p = part(5)
    names = ["the", "dog", "saw", "cat", "and"]
    return HiddenStateExplorer(
        np.tanh(rng.normal(size=(4, 2, 9))),
        WORDS,
        x=x,
        c=3 * rng.normal(size=(4, 2, 9)),
        gates={"Γ_f": part(4), "Γ_u": part(4), "Γ_o": part(4)},
        probabilities=p / p.sum(axis=0),
        inputs=names,
        outputs=names,
        **options,
    )


def sent(widget) -> dict:
    """What the widget itself sends to the page, without its script and style."""
    ours = next(cls for cls in type(widget).__mro__ if cls in EXPLORERS)
    return {
        key: getattr(widget, key)
        for key in widget.traits(sync=True)
        if key in vars(ours) and not key.startswith("_")
    }


def page_of(widget) -> str:
    script = json.dumps(str(widget._esm)).replace("</", "<\\/")
    return PAGE.format(css=widget._css, state=json.dumps(sent(widget)), script=script)


MAKERS = (
    film,
    lstm_film,
    OneUnit,
    GradientLeft,
    GatedMemory,
    MemoryCell,
    SpectralRadius,
    StackWaves,
    TemperatureDial,
    TwoReaders,
)


def test_only_the_chosen_example_is_sent():
    a = np.tanh(np.arange(24.0).reshape(2, 3, 4) / 24)
    widget = HiddenStateExplorer(a, list("wxyz"), example=1, lengths=[4, 3, 2])
    assert np.allclose(np.array(widget.values).T, a[:, 1, :], atol=1e-4)
    assert (widget.length, widget.step, widget.words) == (3, 1, list("wxyz"))


def test_a_film_without_the_batch_axis_or_words():
    widget = HiddenStateExplorer(np.zeros((5, 3)))
    assert (len(widget.values), len(widget.values[0]), widget.length) == (3, 5, 3)
    assert "5 units at 3 steps" in widget.describe()


def test_a_state_that_is_not_a_number_still_travels():
    a = np.array([[0.5, np.nan, np.inf]])
    assert HiddenStateExplorer(a).values == [[0.5], [None], [None]]


@pytest.mark.parametrize(
    "a, options, said",
    [
        (np.zeros(3), {}, "should be (n_a, m, T)"),
        (np.zeros((2, 2, 0)), {}, "should be (n_a, m, T)"),
        (np.zeros((2, 2, 3)), {"words": ["one"]}, "3 steps and there are 1 words"),
        (np.zeros((2, 2, 3)), {"example": 2}, "from 0 to 1"),
    ],
)
def test_wrong_input_gets_a_sentence(a, options, said):
    with pytest.raises(ValueError, match=said.replace("(", r"\(").replace(")", r"\)")):
        HiddenStateExplorer(a, **options)


@pytest.mark.parametrize(
    "widget",
    [
        film(example=1, lengths=[9, 6]),
        lstm_film(),
        OneUnit(),
        GradientLeft(),
        GatedMemory(),
        MemoryCell(),
        SpectralRadius(),
        StackWaves(),
        TemperatureDial(),
        TwoReaders(),
    ],
)
def test_where_no_widget_can_run_there_is_a_picture_and_a_sentence(widget):
    bundle = widget._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == widget.describe()
    assert widget.describe().replace('"', "&quot;") in data["text/html"]
    assert data["text/html"].startswith("<figure") and "http" not in data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in data
    assert len(json.dumps(sent(widget))) < 6000


@pytest.mark.parametrize(
    "widget",
    [
        film(),
        OneUnit(),
        GradientLeft(),
        GatedMemory(),
        MemoryCell(),
        SpectralRadius(),
        StackWaves(),
        TemperatureDial(),
        TwoReaders(),
    ],
)
def test_the_script_parses_and_reaches_for_nothing_outside(widget, tmp_path):
    source = str(widget._esm)
    assert "import " not in source and "http" not in source and "fetch(" not in source
    if not shutil.which("node"):
        pytest.skip("node is not installed: the browser tests run the script instead")
    (tmp_path / "widget.mjs").write_text(source, encoding="utf-8")
    subprocess.run(["node", "--check", str(tmp_path / "widget.mjs")], check=True)


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser):
    pages = []

    def open_(widget, **options):
        page = browser.new_page(viewport={"width": 820, "height": 760}, **options)
        pages.append(page)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.set_content(page_of(widget))
        page.wait_for_function("window.ready")
        return page

    yield open_
    assert [error for page in pages for error in page.errors] == []
    for page in pages:
        page.close()


# How long one step takes, from the key to the finished drawing: the middle and the slowest of forty.
STEP = """() => {
  const input = document.querySelector("input[type=range]");
  const took = [];
  for (let i = 0; i < 40; i += 1) {
    input.value = i % 2 ? input.min : input.max;
    const start = performance.now();
    input.dispatchEvent(new Event("input"));
    document.querySelector("canvas").getContext("2d").getImageData(0, 0, 1, 1);
    took.push(performance.now() - start);
  }
  took.sort((one, other) => one - other);
  return [took[20], took[39]];
}"""


@pytest.mark.browser
def test_film_by_keyboard(open_page):
    widget = film(example=1, lengths=[9, 6])
    page = open_page(widget)
    says = page.locator("[aria-live]")
    page.locator("input").focus()
    page.keyboard.press("ArrowRight")
    second = ", ".join(f"{value:.2f}".replace("-", "−") for value in widget.values[1])
    assert says.inner_text() == (f"Step 2 of 9 (t = 1 in the code), word “dog”. State: {second}.")
    assert page.evaluate("model.get('step')") == 2 and page.evaluate("saves") == 1
    page.keyboard.press("End")
    assert "Step 9 of 9 (t = 8 in the code): padding" in says.inner_text()
    page.keyboard.press("Home")
    assert "Step 1 of 9" in says.inner_text()
    assert page.locator("input").get_attribute("data-lm-suppress-shortcuts") == "true"
    assert page.locator("input").get_attribute("aria-valuetext") == "step 1, the"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.evaluate("model.set('step', 4)")
    assert "Step 4 of 9" in says.inner_text()


@pytest.mark.browser
def test_film_plays_and_pauses(open_page):
    page = open_page(film())
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('step') >= 2")
    page.get_by_role("button", name="Pause").click()
    assert page.get_by_role("button", name="Play").is_visible()


@pytest.mark.browser
def test_film_tells_the_number_under_the_pointer(open_page):
    widget = film()
    page = open_page(widget)
    page.locator("input").press("End")
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 70, box["y"] + 36)
    first = f"{widget.values[0][0]:.3f}".replace("-", "−")
    assert page.locator(".rnn-pointer").inner_text() == f"Unit 1 at step 1 (“the”): {first}"


@pytest.mark.browser
def test_one_unit_by_keyboard(open_page):
    page = open_page(OneUnit(w_aa=0.5))
    says = page.locator("[aria-live]")
    assert "a⟨1⟩ = 0.76, a⟨2⟩ = 0.36" in says.inner_text()
    assert "The pulse is forgotten" in says.inner_text()
    page.locator("input").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("model.get('w_aa')") == pytest.approx(0.55)
    assert "a⟨2⟩ = 0.40" in says.inner_text()
    page.keyboard.press("End")
    assert "still knows about the pulse: the gap is 0.96" in says.inner_text()
    page.keyboard.press("Home")
    assert "changes sign from step to step" in says.inner_text()
    page.get_by_role("button", name="Reset").click()
    assert "a⟨2⟩ = 0.36" in says.inner_text()


@pytest.mark.browser
def test_gradient_left_by_keyboard(open_page):
    page = open_page(GradientLeft())
    says = page.locator("[aria-live]")
    assert "multiplies by 0.80 · 0.7500 = 0.6000. It vanishes: below 1 % from lag 10" in (
        says.inner_text()
    )
    page.locator("input").first.focus()
    page.keyboard.press("End")
    assert "2.00 · 0.7500 = 1.5000. It explodes: above 100 times from lag 12" in says.inner_text()
    assert "At lag 50 the factor is 6.4 · 10^8." in says.inner_text()
    page.keyboard.press("Home")
    assert "Its sign changes at every step." in says.inner_text()
    page.evaluate("model.set('w_aa', 0)")
    assert "Nothing goes back at all." in says.inner_text()
    page.evaluate("model.set('w_aa', 1); model.set('a', 0)")
    assert "The gradient keeps its size." in says.inner_text()
    page.get_by_role("button", name="Reset").click()
    assert "0.80 · 0.7500" in says.inner_text()


@pytest.mark.browser
def test_gated_memory_by_keyboard(open_page):
    page = open_page(GatedMemory())
    says = page.locator("[aria-live]")
    assert "Γ_u = 0.881 at step 1, then 0.01799." in says.inner_text()
    assert "Half of the first value is gone at step 40" in says.inner_text()
    page.evaluate("model.set('write', 4); model.set('hold', -8)")
    assert "The first value is kept." in says.inner_text()
    page.evaluate("model.set('hold', -1.5)")
    assert "all but 1 % at step 24" in says.inner_text()
    page.locator("input").first.focus()
    page.keyboard.press("Home")
    assert "Hardly anything was written." in says.inner_text()
    page.get_by_role("button", name="Reset").click()
    assert "Γ_u = 0.881" in says.inner_text()


@pytest.mark.browser
def test_memory_cell_by_keyboard(open_page):
    page = open_page(MemoryCell())
    says = page.locator("[aria-live]")
    assert "Γ_f = 0.7311, Γ_u = 0.8808, Γ_o = 0.8808. Each step keeps 73.1 %" in says.inner_text()
    assert "the part 2.2 · 10^−7 is left at step 50." in says.inner_text()
    page.locator("input").first.focus()
    page.keyboard.press("End")
    assert "Γ_f = 0.9999" in says.inner_text() and "the part 0.9940 is left" in says.inner_text()
    page.keyboard.press("Home")
    assert "Each step keeps 4.7 %" in says.inner_text()
    page.get_by_role("button", name="Reset").click()
    assert "Γ_f = 0.7311" in says.inner_text()


@pytest.mark.browser
def test_two_readers_by_keyboard(open_page):
    page = open_page(TwoReaders())
    says = page.locator("[aria-live]")
    assert "from step 4 to step 8, the backward states from step 1 to step 4." in says.inner_text()
    page.locator("input").first.focus()
    page.keyboard.press("End")
    assert "Word 10 stands in the padding" in says.inner_text()
    page.get_by_role("button", name="Reset").click()
    assert "Word 4 changes." in says.inner_text()
    page.evaluate("model.set('keep', 0)")
    assert "the states move at step 4 alone" in says.inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_theme_size_and_pixels(open_page, make, scheme):
    page = open_page(make(), color_scheme=scheme, device_scale_factor=2)
    dark = "document.querySelector('.rnn-explorer').classList.contains('rnn-dark')"
    assert page.evaluate(dark) == (scheme == "dark")
    wide = page.evaluate("document.querySelector('canvas').width")
    assert wide == 2 * page.evaluate("document.querySelector('canvas').clientWidth")
    page.evaluate("document.body.style.width = '420px'")
    page.wait_for_function(f"document.querySelector('canvas').width < {wide}")
    assert page.evaluate("document.documentElement.scrollWidth <= 820")


@pytest.mark.browser
@pytest.mark.parametrize("make", MAKERS)
def test_a_step_is_drawn_in_well_under_40_ms(open_page, make):
    middle, slowest = open_page(make()).evaluate(STEP)
    print(f"{make.__name__}: a step takes {middle:.1f} ms, the slowest of forty {slowest:.1f} ms")
    assert middle < 40  # the slowest one says how busy the machine is


@pytest.mark.browser
@pytest.mark.parametrize("make", MAKERS)
def test_every_number_can_be_read_by_keyboard_alone(open_page, make):
    """Tab reaches everything; the arrow keys go through the drawing and say where they are."""
    page = open_page(make())
    assert page.evaluate("""[...document.querySelectorAll('canvas, input, button')].every(each =>
        each.dataset.lmSuppressShortcuts === 'true'
        && (each.ariaLabel || each.textContent || each.labels?.length))""")
    pointer = page.locator(".rnn-pointer")
    help_ = pointer.inner_text()
    assert "arrow keys" in help_
    page.keyboard.press("Tab")  # the drawing comes first
    assert page.evaluate("document.activeElement.tagName") == "CANVAS"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    said = []
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "End", "ArrowLeft", "Home"):
        page.keyboard.press(key)
        said.append(pointer.inner_text())
    assert len(set(said)) >= 4 and help_ not in said
    assert pointer.get_attribute("aria-live") == "polite"
    for _ in range(page.locator("input, button").count()):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") in ("INPUT", "BUTTON")
    assert pointer.inner_text() == help_ and pointer.get_attribute("aria-live") is None


@pytest.mark.browser
def test_a_drawing_is_read_out_under_the_pointer(open_page):
    page = open_page(MemoryCell())
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 56, box["y"] + 100)
    shown = np.tanh(1 / (1 + np.exp(-2))) / (1 + np.exp(-2))
    assert page.locator(".rnn-pointer").inner_text() == (
        f"Step 1: memory 0.8808, shown {shown:.4f}."
    )
    page.mouse.move(box["x"] - 5, box["y"] - 5)
    assert "Point at the drawing" in page.locator(".rnn-pointer").inner_text()


@pytest.mark.browser
def test_the_boxes_of_a_stack_are_walked_in_two_directions(open_page):
    page = open_page(StackWaves(layers=2, steps=3, tick=2))
    page.locator("canvas").focus()
    pointer = page.locator(".rnn-pointer")
    for key, said in [
        ("ArrowRight", "Layer 1, step 1: tick 1, done."),
        ("ArrowUp", "Layer 2, step 1: tick 2, computed now."),
        ("ArrowUp", "Layer 2, step 1: tick 2, computed now."),
        ("ArrowRight", "Layer 2, step 2: tick 3, waiting."),
    ]:
        page.keyboard.press(key)
        assert pointer.inner_text() == said


@pytest.mark.browser
def test_a_stack_plays_and_pauses(open_page):
    page = open_page(StackWaves(layers=1, steps=4, tick=1))
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("model.get('tick') >= 2")
    page.get_by_role("button", name="Pause").click()
    assert page.get_by_role("button", name="Play").is_visible()


@pytest.mark.browser
def test_who_wants_less_motion_gets_a_slower_film(open_page):
    page = open_page(film(), reduced_motion="reduce")
    page.evaluate(
        "() => { const real = setInterval;"
        " window.setInterval = (f, ms) => { window.pace = ms; return real(f, ms); }; }"
    )
    page.get_by_role("button", name="Play").click()
    assert page.evaluate("window.pace") == 1500


@pytest.mark.browser
def test_a_film_with_everything_says_everything(open_page):
    widget = lstm_film(lengths=[7, 9])
    page = open_page(widget)
    says = page.locator(".rnn-says")
    page.locator("input").press("ArrowRight")
    panels = {panel["name"]: panel for panel in widget.panels}
    assert list(panels) == ["x", "Γ_f", "Γ_u", "Γ_o", "c", "a", "ŷ"]
    text = says.inner_text()
    column = panels["ŷ"]["values"][1]
    best = max(range(5), key=column.__getitem__)
    assert "word “dog”. x is 1 in row dog." in text
    assert f"Most likely: {panels['ŷ']['rows'][best]} {column[best]:.2f}" in text
    low, high = min(panels["c"]["values"][1]), max(panels["c"]["values"][1])
    assert f"c from {low:.2f} to {high:.2f}.".replace("-", "−") in text
    page.locator("canvas").focus()
    pointer = page.locator(".rnn-pointer")
    for _ in range(5 + 1):  # past the five rows of x
        page.keyboard.press("ArrowDown")
    value = panels["Γ_f"]["values"][1][0]
    assert pointer.inner_text() == f"Γ_f, row 1, at step 2 (“dog”): {value:.3f}"
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowLeft")
    value = panels["ŷ"]["values"][0][4]
    assert pointer.inner_text() == f"ŷ, row and, at step 1 (“the”): {value:.3f}"
    page.keyboard.press("End")
    assert "Step 9 of 9 (t = 8 in the code): padding" in says.inner_text()


def test_of_many_rows_those_that_move_are_shown():
    p = np.full((60, 3), 0.001)
    p[[7, 50]] = 0.4
    widget = HiddenStateExplorer(np.zeros((40, 3)), probabilities=p, outputs=list(range(60)))
    a, y = widget.panels
    assert (len(a["rows"]), a["of"], len(y["rows"]), y["of"]) == (40, 40, 24, 60)
    assert "7" in y["rows"] and "50" in y["rows"] and y["rows"] == sorted(y["rows"], key=int)


def test_a_scale_that_fits_its_numbers():
    x, a = HiddenStateExplorer(np.zeros((2, 3)), x=[[5.0, -7.5, np.nan]]).panels
    assert (x["scale"], a["scale"], x["values"]) == (7.5, 1.0, [[5.0], [-7.5], [None]])


@pytest.mark.parametrize(
    "options, said",
    [
        ({"x": np.zeros((2, 4))}, "x should be"),
        ({"c": np.zeros(3)}, "c should be"),
        ({"gates": {"Γ_u": np.zeros((2, 2, 3))}}, "Γ_u should be"),
        (
            {"probabilities": np.zeros((2, 3)), "outputs": ["one"]},
            "ŷ has 2 rows and there are 1 names",
        ),
    ],
)
def test_a_wrong_panel_gets_a_sentence(options, said):
    with pytest.raises(ValueError, match=said):
        HiddenStateExplorer(np.zeros((2, 3)), **options)


@pytest.mark.parametrize(
    "W, said",
    [
        (np.zeros((2, 3)), "square"),
        (np.zeros(4), "square"),
        (np.eye(2) * np.nan, "inf or nan"),
        ([[0.0, 1.0], [0.0, 0.0]], "spectral radius 0"),
        (np.zeros((3, 3)), "spectral radius 0"),
    ],
)
def test_a_wrong_matrix_gets_a_sentence(W, said):
    with pytest.raises(ValueError, match=said):
        SpectralRadius(W)


@pytest.mark.browser
def test_the_gradient_per_lag_is_that_of_the_matrix(open_page):
    rng = np.random.default_rng(2)
    W = rng.normal(size=(6, 6))
    widget = SpectralRadius(W)
    page = open_page(widget)
    page.evaluate("model.set('radius', 1.3); model.set('a', 0.5)")
    scaled = 1.3 * W / np.abs(np.linalg.eigvals(W)).max()
    left = np.ones(6) / np.sqrt(6)
    for _ in range(7):
        left = 0.75 * scaled.T @ left
    page.locator("canvas").focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    size, slope = np.linalg.norm(left), (1.3 * 0.75) ** 7
    assert (
        page.locator(".rnn-pointer")
        .inner_text()
        .startswith(f"Lag 7: norm {size:.4f}, slope {slope:.4f}, bound ")
    )
    assert size <= (0.75 * np.linalg.norm(scaled, 2)) ** 7
    assert "multiplies by ρ (1 − a²) = 0.9750" in page.locator(".rnn-says").inner_text()
    page.evaluate("model.set('radius', 0)")
    assert "Nothing goes back at all." in page.locator(".rnn-says").inner_text()
    page.get_by_role("button", name="Reset").click()


@pytest.mark.browser
def test_a_matrix_in_which_a_gradient_first_grows(open_page):
    W = np.array([[0.5, 5.0], [0.0, 0.5]])
    norms = [
        np.linalg.norm(np.linalg.matrix_power(W.T, k) @ np.ones(2)) / 2**0.5 for k in range(51)
    ]
    top = int(np.argmax(norms))
    said = open_page(SpectralRadius(W)).locator(".rnn-says").inner_text()
    assert 0 < top < 50
    assert f"It first grows, to {norms[top]:.4f} at lag {top}. It vanishes: at lag 50" in said
