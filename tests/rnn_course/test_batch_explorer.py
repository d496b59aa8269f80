"""The batch to move: what Python sends, what it refuses, and how it behaves in a browser."""

import json
import shutil
import subprocess

import numpy as np
import pytest

from rnn_course.explorer import BatchExplorer

WORDS = ["<EOS>", "<UNK>", "the", "island", "map", "a", "lost", "old", "showed", "small", "was"]
INDICES = np.array([[2, 7, 4, 8, 2, 3, 0], [2, 3, 10, 9, 0, 0, 0], [5, 6, 4, 0, 0, 0, 0]])
MASK = (np.arange(7) < np.array([[7], [5], [4]])).astype(float)
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
KEYS = ("words", "indices", "mask", "example", "step")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>batch</title>
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
const file = new Blob([{script}], {{ type: "text/javascript" }});
const module = await import(URL.createObjectURL(file));
module.default.render({{ model: window.model, el: document.getElementById("here") }});
window.ready = true;
</script></html>"""


def batch():
    return BatchExplorer(INDICES, MASK, {word: index for index, word in enumerate(WORDS)})


def test_what_is_sent_is_the_batch():
    widget = BatchExplorer(INDICES, MASK == 1, WORDS)
    assert widget.words == batch().words == WORDS
    assert widget.indices == INDICES.tolist() and widget.mask == MASK.astype(int).tolist()
    assert len(json.dumps({key: getattr(widget, key) for key in KEYS})) < 1000


def test_it_says_itself_in_words_and_as_a_picture():
    widget = batch()
    widget.example, widget.step = 2, 3
    assert "Step 3 of example 2 is “was”, index 10: x[:, 1, 2] in the code." in widget.describe()
    widget.step = 6
    assert "is padding, index 0: x[:, 1, 5]" in widget.describe()
    bundle = widget._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == widget.describe()
    assert data["text/html"].startswith("<figure") and "http" not in data["text/html"]


@pytest.mark.parametrize(
    "indices, mask, words, said",
    [
        (INDICES, MASK.T, WORDS, "should both be"),
        (INDICES[0], MASK[0], WORDS, "should both be"),
        (INDICES, MASK, WORDS[:5], "whole numbers from 0 to 4"),
        (INDICES.astype(float), MASK, WORDS, "whole numbers from 0 to 10"),
        (np.zeros((2, 50), dtype=int), np.ones((2, 50)), WORDS, "at most 40"),
    ],
)
def test_wrong_input_gets_a_sentence(indices, mask, words, said):
    with pytest.raises(ValueError, match=said):
        BatchExplorer(indices, mask, words)


def test_the_script_parses_and_reaches_for_nothing_outside(tmp_path):
    source = str(batch()._esm)
    assert "import " not in source and "http" not in source and "fetch(" not in source
    if not shutil.which("node"):
        pytest.skip("node is not installed: the browser test runs the script instead")
    (tmp_path / "widget.mjs").write_text(source, encoding="utf-8")
    subprocess.run(["node", "--check", str(tmp_path / "widget.mjs")], check=True)


@pytest.mark.browser
def test_by_keyboard_and_by_mouse(tmp_path):
    sync_api = pytest.importorskip("playwright.sync_api")
    widget = batch()
    script = json.dumps(str(widget._esm)).replace("</", "<\\/")
    state = json.dumps({key: getattr(widget, key) for key in KEYS})
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = chromium.new_page(viewport={"width": 820, "height": 560})
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_content(PAGE.format(css=widget._css, state=state, script=script))
        page.wait_for_function("window.ready")
        says = page.locator("[aria-live]")
        example, step = page.locator("input").all()
        example.press("ArrowRight")
        step.press("ArrowRight")
        step.press("ArrowRight")
        assert says.inner_text() == (
            "x⁽²⁾⟨3⟩ is “was”, index 10. In the code x[:, 1, 2]: a column of 11 numbers with its 1 "
            "in row 10. Mask 1: a real step."
        )
        assert page.evaluate("[model.get('example'), model.get('step'), saves]") == [2, 3, 3]
        step.press("End")
        assert "x⁽²⁾⟨7⟩ is padding." in says.inner_text() and "Mask 0" in says.inner_text()
        assert step.get_attribute("data-lm-suppress-shortcuts") == "true"
        box = page.locator("canvas").bounding_box()
        page.mouse.click(box["x"] + 78 + 10, box["y"] + 48 + 2 * 56 + 20)
        assert says.inner_text().startswith("x⁽³⁾⟨1⟩ is “a”, index 5.")
        pointer = page.locator(".rnn-pointer")
        assert pointer.inner_text() == "Example 3, step 1: “a”, index 5."
        page.mouse.move(box["x"] + box["width"] - 168 - 10, box["y"] + 48 + 2 * 56 + 20)
        assert pointer.inner_text() == "Example 3, step 7: padding."
        page.screenshot(path=str(tmp_path / "batch.png"))
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(200)
        page.screenshot(path=str(tmp_path / "dark.png"))
        chromium.close()
    assert errors == []
