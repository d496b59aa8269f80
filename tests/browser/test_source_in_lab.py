"""A chapter's source in JupyterLab: opened as a notebook, its points changed, saved, built, graded.

The tests share one server and one page and run from top to bottom.
"""

import difflib
import json
import os
import re
from pathlib import Path

import pytest

from tests.browser import lab
from tests.browser.notebook import NOTEBOOK

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(lab.chromium() is None, reason="no chromium on this machine"),
]

CHAPTER, EXERCISE = "00_start_here", "column_sums"  # a short one
SOURCES = sorted((lab.ROOT / "solutions").glob("0*.py"))
READY = (
    "() => { const panel = window.jupyterapp?.shell?.currentWidget;"
    " return panel?.content?.widgets?.length > 0 && panel.context?.isReady"
    " && panel.sessionContext?.isReady"
    " && panel.sessionContext.session?.kernel?.status === 'idle'; }"
)
PLACE = (
    f"name => {NOTEBOOK}.widgets.findIndex("
    "cell => cell.model.getMetadata('nbgrader')?.grade_id === name)"
)


@pytest.fixture(scope="module")
def shots(tmp_path_factory) -> Path:
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """(the copy of the tree, the server's address, a page)."""
    folder = tmp_path_factory.mktemp("lab")
    with (
        lab.server(folder, also=("solutions", "pyproject.toml")) as address,
        lab.browser_page() as page,
    ):
        page.set_default_timeout(60_000)
        yield folder / "tree", address, page


@pytest.fixture(scope="module")
def opened(served, shots):
    """The page with the source in it: file browser, right click, Open With, Notebook."""
    tree, address, page = served
    page.goto(f"{address}/lab/tree/solutions?token={lab.TOKEN}")
    page.locator(".jp-DirListing-item", has_text=f"{CHAPTER}.py").click(button="right")
    page.locator(".lm-Menu-itemLabel", has_text="Open With").hover()
    page.get_by_role("menuitem", name="Notebook", exact=True).click()
    page.wait_for_function(READY)
    yield page
    page.screenshot(path=shots / "source-last.png")


def save(page) -> None:
    """Ctrl+S, until the server has written it."""
    page.evaluate(f"() => {NOTEBOOK}.node.focus()")
    with page.expect_response(lambda r: r.request.method == "PUT" and ".py" in r.url) as answer:
        page.keyboard.press("Control+s")
    assert answer.value.ok


def test_what_the_server_reads_and_writes_is_the_same_text(served):
    """Every chapter by way of JupyterLab's contents, as opening and saving does it."""
    tree, address, page = served
    token = {"Authorization": f"token {lab.TOKEN}"}
    for source in SOURCES:
        url = f"{address}/api/contents/solutions/{source.name}"
        model = page.request.get(f"{url}?type=notebook&content=1", headers=token).json()
        sent = {"type": "notebook", "format": "json", "content": model["content"]}
        answer = page.request.put(url, headers=token, data=json.dumps(sent))
        assert answer.ok, answer.text()
        assert (tree / "solutions" / source.name).read_bytes() == source.read_bytes()


def test_points_changed_in_the_panel_are_all_that_changes(served, opened, shots):
    tree, page = served[0], opened
    path = tree / "solutions" / f"{CHAPTER}.py"
    name = page.evaluate(f"() => {NOTEBOOK}.parent.sessionContext.kernelDisplayName")
    # JupyterLab writes what this machine calls its kernel; a source may know another name
    before = path.read_text("utf-8")
    before = before.replace("display_name: Python 3\n", f"display_name: {name}\n", 1)
    points = page.locator("#nbgrader-create_assignemnt .nbgrader-CellPoints input")
    total = page.locator(".nbgrader-TotalPointsInput")

    page.locator('.lm-TabBar-tab[data-id="nbgrader-create_assignemnt"]').click()
    place = page.evaluate(PLACE, EXERCISE)
    page.evaluate(
        f"async i => {{ {NOTEBOOK}.activeCellIndex = i; await {NOTEBOOK}.scrollToItem(i); }}", place
    )
    assert points.nth(place).input_value() == "2" and total.input_value() == "8"
    points.nth(place).scroll_into_view_if_needed()
    points.nth(place).fill("4")
    points.nth(place).blur()
    page.wait_for_function("e => e.value === '10'", arg=total.element_handle())
    page.screenshot(path=shots / "source-panel.png")
    save(page)

    after = path.read_text("utf-8")
    changed = [
        line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"
    ]
    old = next(line for line in before.splitlines() if f'"grade_id": "{EXERCISE}",' in line)
    assert changed == ["- " + old, "+ " + old.replace('"points": 2', '"points": 4')]
    assert after.endswith("\n") == before.endswith("\n")


def test_the_points_are_built_and_graded(served, opened, tmp_path):
    """The specification says how they are shared out; until it agrees nothing is built."""
    tree = served[0]
    build = lab.verb(tree, "build", CHAPTER)
    assert build.returncode == 1
    assert "worth 4 points and the parts in the specification add up to 2" in build.stderr
    path = tree / "autograder" / "exercises" / f"ch{CHAPTER}" / f"{EXERCISE}.py"
    text = path.read_text("utf-8")
    found = re.search(r'array\("[^"]*", (\d+)', text)  # the points of its first part
    text = f"{text[: found.start(1)]}{int(found[1]) + 2}{text[found.end(1) :]}"
    path.write_text(text, "utf-8")
    build = lab.verb(tree, "build", CHAPTER)
    assert build.returncode == 0, build.stderr
    released = tree / "course" / CHAPTER / f"{CHAPTER}.ipynb"
    cells = json.loads(released.read_text("utf-8"))["cells"]
    data = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    assert [d["points"] for d in data if d.get("grade_id") == EXERCISE] == [4]

    handed = tmp_path / "class" / "nobody" / CHAPTER / released.name
    handed.parent.mkdir(parents=True)
    handed.write_bytes(released.read_bytes())
    graded = lab.verb(tree, "grade", str(tmp_path / "class"), "--workers", "1", "--no-feedback")
    assert graded.returncode == 0, graded.stderr
    assert "0/10" in graded.stdout and f"{EXERCISE} (4)" in " ".join(graded.stdout.split())
