"""The learner's door: Start here, progress, the interrupt button and handing in, in JupyterLab.

The tests share one server and one page and run from top to bottom.
Set SCREENSHOTS=DIR to keep the pictures they take.
"""

import os
import re
import zipfile
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

FIRST = "course/00_start_here/00_start_here.ipynb"
IMPORTS = "from rnn_course import check, progress"


@pytest.fixture(scope="module")
def shots(tmp_path_factory) -> Path:
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def notebook(folder, shots):
    """The page as `python start.py` opens it: the bare address, and what it leads to."""
    with lab.server(folder) as address, lab.browser_page() as page:
        try:
            yield Notebook(page, address, path=None)
        finally:
            page.screenshot(path=shots / "learner-last.png")


def new_cell(notebook, source: str) -> str:
    """A cell of the learner's own under the check of 0.1, run. Returns its id."""
    notebook.select("double")
    notebook.command("notebook:insert-cell-below")
    cell = notebook.active()
    notebook.write(cell, source)
    notebook.page.keyboard.press("Control+Enter")
    return cell


def shoot(notebook, shots, cell, name):
    """The cell's output in both themes; each text on it can be read."""
    for theme in ("light", "dark"):
        notebook.theme(theme)
        notebook.node(cell).query_selector(".jp-OutputArea").screenshot(
            path=shots / f"{name}-{theme}.png"
        )
        for text, papers in notebook.page.evaluate(
            f"id => [...{CELL}(id).outputArea.node.querySelectorAll('td, th, a, p, li, label')]"
            ".filter(node => node.textContent.trim()).map(node => { const papers = [];"
            " for (let n = node; n; n = n.parentElement)"
            " papers.push(getComputedStyle(n).backgroundColor);"
            " return [getComputedStyle(node).color, papers]; })",
            cell,
        ):
            assert contrast(rgba(text), seen_through(papers)) >= 4.5, (theme, text, papers)
    notebook.theme("light")


def test_it_opens_on_start_here(notebook):
    assert notebook.page.evaluate("window.jupyterapp.shell.currentWidget.context.path") == FIRST


def test_the_chapters_are_listed_with_time_state_and_points(notebook, shots):
    for source in (IMPORTS, "progress()"):
        notebook.select(notebook.find(source))
        notebook.run("Shift+Enter")
    shown = notebook.shown(notebook.find("progress()"))
    assert re.search(r"0 · Start here15○ not begun0 of 8", shown)
    assert "Go on with double in chapter 0 · Start here." in shown


def test_points_appear_and_survive_a_restart(notebook, shots):
    notebook.write("double_code", "def double(x):\n    return 2 * x")
    notebook.run("Shift+Enter")
    notebook.run("Shift+Enter")
    assert notebook.shown("double") == "✓ double: 1 of 1 point.\n"
    notebook.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    notebook.command("notebook:clear-all-cell-outputs")  # the new kernel counts from 1 again
    for source in (IMPORTS, "progress()"):
        notebook.select(notebook.find(source))
        notebook.run("Shift+Enter")
    cell = notebook.find("progress()")
    assert "15◐ begun1 of 8" in notebook.shown(cell)
    shoot(notebook, shots, cell, "progress")


def test_a_chapter_is_a_link(notebook):
    node = notebook.node(notebook.find("progress()"))
    node.query_selector("a:text('Notation')").click()
    notebook.wait(
        "() => window.jupyterapp.shell.currentWidget.context?.path.endsWith("
        "'01_notation/01_notation.ipynb')"
    )
    notebook.command("docmanager:open", path=FIRST)  # closing the other might ask to save it
    notebook.wait("path => window.jupyterapp.shell.currentWidget?.context?.path === path", FIRST)


def test_a_picture_by_keyboard_inside_a_notebook(notebook):
    cell = new_cell(
        notebook,
        "import numpy as np\nfrom rnn_course.explorer import "
        "HiddenStateExplorer\nHiddenStateExplorer(np.eye(5) / 2)",
    )
    widget = notebook.node(cell)
    canvas = widget.wait_for_selector(".rnn-explorer canvas", state="visible")
    canvas.focus()
    page = notebook.page
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert widget.query_selector(".rnn-pointer").inner_text() == "Unit 3 at step 3: 0.500"
    page.keyboard.press("Tab")
    for key in ("Enter", "Space"):  # the button, not the cell around it
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") in ("Play", "Pause")
    assert notebook.active() == cell and page.evaluate(f"{NOTEBOOK}.mode") == "command"
    page.keyboard.press("Enter")
    notebook.wait(
        "says => !says.innerText.startsWith('Step 3 ')", widget.query_selector(".rnn-says")
    )


def test_the_interrupt_button_ends_training_and_keeps_the_result(notebook, shots):
    cell = new_cell(
        notebook,
        "import time\nfrom rnn_course.training import updates\nseen = 0\n"
        "for update in updates(5000, say=lambda: f'seen {seen}'):\n"
        "    seen += 1; time.sleep(0.01)\nprint('kept', seen)",
    )
    notebook.wait(f"id => {CELL}(id).outputArea.node.innerText.includes('left')", cell)
    notebook.node(cell).screenshot(path=shots / "training.png")
    notebook.page.click('.jp-NotebookPanel-toolbar [data-command="notebook:interrupt-kernel"]')
    notebook.wait(f"id => {CELL}(id).outputArea.node.innerText.includes('kept')", cell)
    said = notebook.shown(cell)
    number = re.search(r"You stopped it after (\d+) of 5000 updates", said)[1]
    assert f"kept {number}" in said and "Traceback" not in said and "left" not in said


def test_handing_in_by_keyboard(notebook, shots, folder):
    page = notebook.page
    notebook.command("docmanager:save")
    cell = new_cell(notebook, "from rnn_course import hand_in\nhand_in()")
    panel = notebook.node(cell).wait_for_selector(".rnn-explorer", state="visible")
    says = panel.query_selector("[role=status]")
    assert "✗ column_sums: not written yet." in panel.inner_text()
    assert "double" not in panel.inner_text()
    shoot(notebook, shots, cell, "hand-in")

    new = new_cell(notebook, "def double(x):\n    return x + x")  # run, and not what is saved
    notebook.wait(f"id => {CELL}(id).model.executionCount !== null", new)
    notebook.node(cell)
    panel.query_selector("input").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Ada L.")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hand it in as it is"
    page.keyboard.press("Enter")
    notebook.wait("says => says.innerText.includes('Press again')", says)
    assert "Not the same in the file as you ran it last: double." in panel.inner_text()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
        notebook.wait("says => says.innerText.startsWith('Packed for Ada L')", says)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "A"
        page.keyboard.press("Enter")
    shoot(notebook, shots, cell, "handed-in")
    with zipfile.ZipFile(download.value.path()) as zipped:
        assert zipped.namelist() == ["Ada L/00_start_here/00_start_here.ipynb"]
        assert zipped.read(zipped.namelist()[0]) == (folder / "tree" / FIRST).read_bytes()
    assert re.fullmatch(r"00_start_here_Ada L_[\d_-]+\.zip", download.value.suggested_filename)


def test_opened_again_the_pictures_are_there_without_their_kernel(notebook, shots):
    notebook.command("docmanager:save")
    notebook.page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
    notebook.page.reload()
    notebook.ready()
    widget = notebook.node(notebook.find("HiddenStateExplorer(np.eye(5) / 2)"))
    slider = widget.wait_for_selector(".rnn-explorer input", state="visible")
    for key, said in (("Home", "Step 1 of 5"), ("ArrowRight", "Step 2 of 5")):
        slider.press(key)
        assert widget.query_selector(".rnn-says").inner_text().startswith(said)
