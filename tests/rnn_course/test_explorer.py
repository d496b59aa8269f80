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
    StackWaves,
    TemperatureDial,
    TwoReaders,
)

EXPLORERS = (
    GatedMemory, GradientLeft, HiddenStateExplorer, MemoryCell, OneUnit, StackWaves, TemperatureDial,
    TwoReaders,
)
WORDS = "the dog saw the cat and the cat ran".split()
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]

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


def sent(widget) -> dict:
    """What the widget itself sends to the page, without its script and style."""
    ours = next(cls for cls in type(widget).__mro__ if cls in EXPLORERS)
    return {key: getattr(widget, key) for key in widget.traits(sync=True) if key in vars(ours)
            and not key.startswith("_")}


def page_of(widget) -> str:
    script = json.dumps(str(widget._esm)).replace("</", "<\\/")
    return PAGE.format(css=widget._css, state=json.dumps(sent(widget)), script=script)


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


@pytest.mark.parametrize("a, options, said", [
    (np.zeros(3), {}, "should be (n_a, m, T)"),
    (np.zeros((2, 2, 0)), {}, "should be (n_a, m, T)"),
    (np.zeros((2, 2, 3)), {"words": ["one"]}, "3 steps and there are 1 words"),
    (np.zeros((2, 2, 3)), {"example": 2}, "from 0 to 1"),
])
def test_wrong_input_gets_a_sentence(a, options, said):
    with pytest.raises(ValueError, match=said.replace("(", r"\(").replace(")", r"\)")):
        HiddenStateExplorer(a, **options)


@pytest.mark.parametrize("widget", [film(example=1, lengths=[9, 6]), OneUnit(),
                                    GradientLeft(), GatedMemory(), MemoryCell(), StackWaves(),
                                    TwoReaders()])
def test_where_no_widget_can_run_there_is_a_picture_and_a_sentence(widget):
    bundle = widget._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == widget.describe()
    assert widget.describe().replace('"', "&quot;") in data["text/html"]
    assert data["text/html"].startswith("<figure") and "http" not in data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in data
    assert len(json.dumps(sent(widget))) < 4000


@pytest.mark.parametrize("widget", [film(), OneUnit(), GradientLeft(), GatedMemory(), MemoryCell(),
                                    StackWaves(), TwoReaders()])
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


# How long one step takes, from the key to the finished drawing; the slowest of twenty.
SLOWEST = """() => {
  const input = document.querySelector("input[type=range]");
  let slowest = 0;
  for (let i = 0; i < 20; i += 1) {
    input.value = i % 2 ? input.min : Number(input.min) + Number(input.step);
    const start = performance.now();
    input.dispatchEvent(new Event("input"));
    document.querySelector("canvas").getContext("2d").getImageData(0, 0, 1, 1);
    slowest = Math.max(slowest, performance.now() - start);
  }
  return slowest;
}"""


@pytest.mark.browser
def test_film_by_keyboard(open_page):
    widget = film(example=1, lengths=[9, 6])
    page = open_page(widget)
    says = page.locator("[aria-live]")
    page.locator("input").focus()
    page.keyboard.press("ArrowRight")
    second = ", ".join(f"{value:.2f}".replace("-", "−") for value in widget.values[1])
    assert says.inner_text() == (
        f"Step 2 of 9 (t = 1 in the code), word “dog”. State: {second}.")
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
        says.inner_text())
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
@pytest.mark.parametrize("make", [film, OneUnit, GradientLeft, GatedMemory, MemoryCell, StackWaves,
                                  TemperatureDial, TwoReaders])
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
@pytest.mark.parametrize("make", [film, OneUnit, GradientLeft, GatedMemory, MemoryCell, StackWaves,
                                  TemperatureDial, TwoReaders])
def test_a_step_is_drawn_in_well_under_40_ms(open_page, make):
    assert open_page(make()).evaluate(SLOWEST) < 40


def test_the_ticks_of_a_stack_are_the_same_in_words_and_in_the_page(open_page):
    widget = StackWaves(layers=2, steps=10, tick=1)
    assert "They take 11 ticks. Boxes computed in tick 1: 1." in widget.describe()
    page = open_page(widget)
    assert "20 boxes take 11 ticks. Tick 1 computes 1." in page.inner_text(".rnn-says")
    assert page.errors == []
