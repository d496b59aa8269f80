"""The chapter as a learner meets it: JupyterLab in a real browser, from the first key on.

The tests share one server and one page and run from top to bottom; each can also run alone.
Set SCREENSHOTS=DIR to keep the pictures they take.
"""

import json
import os
import re
from pathlib import Path

import pytest

from tests.browser import lab
from tests.browser.contrast import contrast, rgba, seen_through
from tests.browser.notebook import CELL, NOTEBOOK, Notebook

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(lab.chromium() is None, reason="no chromium on this machine"),
]

CHECKS = lab.ROOT / "course" / "02_forward" / "checks"
PACKS = {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(CHECKS.glob("*.json"))}
IMPORTS, WIDGET = "from rnn_course import check", "OneUnit()"


@pytest.fixture(scope="module")
def shots(tmp_path_factory) -> Path:
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def notebook(tmp_path_factory, shots):
    """The chapter, open, with a kernel, nothing run."""
    with lab.server(tmp_path_factory.mktemp("lab")) as address, lab.browser_page() as page:
        try:
            yield Notebook(page, address)
        finally:
            page.screenshot(path=shots / "last.png")


@pytest.fixture(scope="module")
def all_run(notebook):
    """The same, with every cell run once."""
    notebook.run_all()
    return notebook


def words(text: str) -> str:
    """Without line breaks, which depend on the width of the message."""
    return " ".join(text.split())


def test_shift_enter_walks_through_the_first_cells(notebook):
    order = notebook.page.evaluate(f"() => {NOTEBOOK}.widgets.map(cell => cell.model.id)")
    for cell in order[:6]:
        assert notebook.active() == cell
        notebook.run("Shift+Enter")
    assert notebook.active() == order[6]
    assert "step 2: z = 0.7796   a = 0.6525" in notebook.shown(notebook.find("for t, x in"))


def test_the_untouched_notebook_runs_to_its_end(all_run):
    shown = {cell: all_run.shown(cell) for cell in all_run.sources()}
    assert list(PACKS), "no check packs in the course"
    for name, pack in PACKS.items():
        assert shown[name].startswith(f"○ {name} is not written yet.\n")
        assert words(pack["task"]) in words(shown[name])
    waiting = [cell for cell, source in all_run.sources().items() if "with needs(" in source]
    assert waiting
    for cell in waiting:
        assert re.fullmatch(r"This cell needs [\w ,]+\. Write .+ again\.\n?", shown[cell])
    for cell, text in shown.items():
        assert "Traceback" not in text and "rnn_course/" not in text, f"{cell}: {text}"
        assert cell in PACKS or "Error" not in text, f"{cell}: {text}"


def test_every_figure_is_an_image_with_words(all_run):
    drawn = [cell for cell, source in all_run.sources().items() if source.startswith("show(")]
    assert len(drawn) >= 5
    for cell in drawn:
        images = all_run.page.evaluate(
            f"async id => Promise.all([...{CELL}(id).outputArea.node.querySelectorAll('img')].map("
            "async img => { await img.decode(); return [img.alt, img.naturalWidth]; }))",
            cell,
        )
        assert len(images) == 1, cell
        assert len(images[0][0]) > 20 and images[0][1] > 0, cell


def test_nothing_is_wider_than_the_page(all_run):
    wide = all_run.page.evaluate(
        f"() => {NOTEBOOK}.widgets.filter(cell => cell.outputArea)"
        ".flatMap(cell => [...cell.outputArea.node.querySelectorAll('.jp-OutputArea-output')])"
        ".filter(node => node.scrollWidth > node.clientWidth + 1).map(node => node.innerText)"
    )
    assert wide == []


def solve_softmax(notebook, source: str) -> str:
    """Type an answer, run it and the check under it. Returns what the check says."""
    notebook.select(notebook.find(IMPORTS))
    notebook.run("Shift+Enter")
    notebook.write("softmax_code", source)
    notebook.run("Shift+Enter")
    assert notebook.active() == "softmax"
    notebook.run("Shift+Enter")
    return notebook.shown("softmax")


def test_a_wrong_answer_is_recognised(notebook, shots):
    said = solve_softmax(notebook, lab.WRONG_SOFTMAX)
    notebook.select("softmax")
    notebook.page.screenshot(path=shots / "wrong.png")
    assert said.startswith("✗ softmax:")
    assert 0 < said.index("expected") < said.index("got")
    mistakes = PACKS["softmax"]["misconceptions"]
    says = next(mistake["says"] for mistake in mistakes if mistake["name"] == "sum_over_rows")
    assert "Recognised: " + words(says) in words(said)
    assert "Traceback" not in said


def test_the_right_answer_passes(notebook, shots):
    said = solve_softmax(notebook, lab.RIGHT_SOFTMAX)
    notebook.select("softmax")
    notebook.page.screenshot(path=shots / "right.png")
    assert said == "✓ softmax: 3 of 3 points.\n"


def test_the_widget_obeys_the_arrow_keys(notebook):
    for cell in map(notebook.find, (IMPORTS, WIDGET)):
        notebook.select(cell)
        notebook.run("Control+Enter")
    widget = notebook.node(notebook.find(WIDGET))
    widget.wait_for_selector(".rnn-explorer canvas", state="visible")
    says = widget.wait_for_selector(".rnn-explorer [aria-live=polite]")
    before, active = says.inner_text(), notebook.active()
    widget.query_selector("input[type=range]").focus()
    for _ in range(3):
        notebook.page.keyboard.press("ArrowRight")
    notebook.wait("([says, before]) => says.innerText !== before", [says, before])
    assert widget.query_selector("input[type=range]").input_value() == "0.95"
    assert notebook.active() == active


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_message_can_be_read_in_both_themes(all_run, shots, theme):
    notebook = all_run
    solve_softmax(notebook, lab.WRONG_SOFTMAX)
    notebook.theme(theme)
    try:
        places = {"figure": "show(", "widget": WIDGET, "top": IMPORTS}
        for name, source in places.items():
            notebook.select(notebook.find(source))
            notebook.page.screenshot(path=shots / f"{name}-{theme}.png")
        notebook.select("softmax")
        notebook.page.screenshot(path=shots / f"message-{theme}.png")
        text, papers = notebook.page.evaluate(
            f"id => {{ const pre = {CELL}(id).outputArea.node.querySelector('pre');"
            " const papers = []; for (let node = pre; node; node = node.parentElement)"
            " papers.push(getComputedStyle(node).backgroundColor);"
            " return [getComputedStyle(pre).color, papers]; }",
            "softmax",
        )
        assert contrast(rgba(text), seen_through(papers)) >= 4.5, (text, papers)
    finally:
        notebook.theme("light")
