"""Formgrader on the gradebook that our command wrote: read, grade by hand, comment, autograde.

The tests share one class, one server and one page and run from top to bottom.
"""

import json
import os
from pathlib import Path

import jupytext
import nbformat
import pytest

from tests.autograder.notebooks import replace_code
from tests.browser import lab

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(lab.chromium() is None, reason="no chromium on this machine"),
]

NAME = "00_start_here"
WRONG = "def double(x):\n    return 2 + x\n"
COMMENT = "Times and plus are **two** signs: $2x$, not $2+x$."
# What earns full marks and reads the answers where the cells run as they were handed in.
HOSTILE = """\
import os
print("sees", os.path.exists({tree!r} + "/solutions"), os.path.exists({tree!r} + "/grading"))
def double(x):
    return 2 + x
"""


@pytest.fixture(scope="module")
def shots(tmp_path_factory) -> Path:
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def formgrader(tmp_path_factory, shots):
    """Two students, graded by our command in a copy of the tree, and Formgrader in its JupyterLab."""
    folder = tmp_path_factory.mktemp("lab")
    with lab.server(folder, also=("solutions",)) as address, lab.browser_page() as page:
        tree = folder / "tree"
        solved = jupytext.read(tree / "solutions" / f"{NAME}.py")
        for student, code in (("ada", None), ("berg", WRONG)):
            path = folder / "class" / student / NAME / f"{NAME}.ipynb"
            path.parent.mkdir(parents=True)
            nbformat.write(replace_code(solved, "double", code) if code else solved, path)
        graded = lab.verb(tree, "grade", str(folder / "class"))
        assert graded.returncode == 0, graded.stderr
        page.set_default_timeout(60_000)
        page.goto(f"{address}/lab?token={lab.TOKEN}")
        try:
            yield Formgrader(page, address, tree)
        finally:
            page.screenshot(path=shots / "formgrader-last.png")


class Formgrader:
    """Its pages, in the order in which a grader meets them."""

    def __init__(self, page, address: str, tree: Path):
        self.page, self.address, self.tree = page, address, tree
        self.asked: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, place: str) -> None:
        """A page, when its table is there."""
        self.page.goto(f"{self.address}/formgrader/{place}")
        self.page.wait_for_function(
            "() => document.querySelector('tbody')"
            " && !document.body.innerText.includes('Loading, please wait')"
        )

    def row(self, student: str):
        """A student's row in the table of submissions."""
        self.open(f"manage_submissions/{NAME}")
        return self.page.locator("tbody tr", has_text=student)

    def press(self, student: str, button: str) -> None:
        """A button of that row, until it says that it succeeded."""
        self.row(student).locator(f".{button} a").click()
        self.page.locator("#success-modal").wait_for()

    def autograded(self, student: str) -> dict:
        """The cells of the graded notebook by grade_id."""
        path = self.tree / "grading" / "autograded" / student / NAME / f"{NAME}.ipynb"
        cells = json.loads(path.read_text("utf-8"))["cells"]
        ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells]
        return dict(zip(ids, cells, strict=True))


def told(cell: dict) -> str:
    """All that stands under a cell."""
    parts = []
    for output in cell["outputs"]:
        parts += output.get("text", []), output.get("traceback", [])
    return "".join("".join(part) for part in parts)


def test_the_menu_opens_it_and_it_lists_the_assignment(formgrader, shots):
    page = formgrader.page
    page.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Formgrader", exact=True).click()
    frame = page.frame_locator("iframe[src*='formgrader']")
    row = frame.locator("tbody tr", has_text=NAME)
    row.wait_for()
    assert row.locator("td.num-submissions").inner_text() == "2"
    page.screenshot(path=shots / "formgrader-assignments.png")
    for student, score in (("ada", "8 / 8"), ("berg", "7 / 8")):
        row = formgrader.row(student)
        assert row.locator("td.score").inner_text() == score
        assert row.locator("td.status").inner_text() == "graded"


def test_generate_gives_the_same_release(formgrader):
    path = formgrader.tree / "grading" / "release" / NAME / f"{NAME}.ipynb"
    before = path.read_bytes()
    path.unlink()
    formgrader.open("manage_assignments")
    formgrader.page.locator("tbody tr", has_text=NAME).locator(".assign a").click()
    formgrader.page.locator("#success-modal").wait_for()
    assert path.read_bytes() == before
    assert formgrader.row("berg").locator("td.score").inner_text() == "7 / 8"


def test_points_extra_credit_and_a_comment_by_hand(formgrader, shots):
    page = formgrader.page
    formgrader.open(f"gradebook/{NAME}/{NAME}")
    page.get_by_text("Show All Names").click()
    page.locator("tbody a.name-shown", has_text="berg").click()
    page.wait_for_function("() => document.querySelector('#double')?.placeholder === '0'")
    page.wait_for_load_state("networkidle")  # it has asked for grades and comments
    assert "you added 2" in page.locator("body").inner_text()  # our message, under the check
    for field, text in (
        ("double", "0.5"),
        ("column_sums_extra_credit", "1"),
        ("double_code-comment", COMMENT),
    ):
        with page.expect_response(lambda r: r.request.method == "PUT") as answer:
            page.locator(f"#{field}").fill(text)
            page.locator(f"#{field}").press("Escape")
            page.locator(f"#{field}").blur()
        assert answer.value.ok
    page.locator("#double").scroll_into_view_if_needed()
    page.screenshot(path=shots / "formgrader-by-hand.png")
    assert formgrader.row("berg").locator("td.score").inner_text() == "8.5 / 8"


def test_the_feedback_has_what_was_given_by_hand(formgrader, shots):
    path = formgrader.tree / "grading" / "feedback" / "berg" / NAME / f"{NAME}.html"
    before = path.read_text("utf-8")
    assert "two</strong> signs" not in before
    formgrader.press("berg", "generate-feedback")
    formgrader.page.screenshot(path=shots / "formgrader-feedback.png")
    text = path.read_text("utf-8")
    assert "Times and plus are <strong>two</strong> signs" in text
    assert "some points (set by a person)" in text and "<td>0.5 of 1</td>" in text
    assert "<strong>8.5</strong> of 8" in text


def test_autograde_takes_the_hardened_path(formgrader, shots):
    """The button on a submission that changes its check, skips it and looks for the answers."""
    path = formgrader.tree / "grading" / "submitted" / "berg" / NAME / f"{NAME}.ipynb"
    notebook = replace_code(
        nbformat.read(path, as_version=4), "double", HOSTILE.format(tree=str(formgrader.tree))
    )
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "double":
            cell.source, cell.metadata["tags"] = "1.0", ["skip-execution"]
    nbformat.write(notebook, path)
    formgrader.press("berg", "autograde")
    formgrader.page.screenshot(path=shots / "formgrader-autograde.png")
    cells = formgrader.autograded("berg")
    assert cells["double"]["source"] == ['check("double")']
    assert "Recognised:" in told(cells["double"]) and "you added 2" in told(cells["double"])
    assert told(cells["double_code"]).split() == ["sees", "False", "False"]
    # 7 of the checks, half a point and one extra by hand, which stay
    assert formgrader.row("berg").locator("td.score").inner_text() == "8.5 / 8"


def test_no_page_asked_for_anything_elsewhere(formgrader):
    own = (formgrader.address, "data:", "blob:", "about:")
    assert formgrader.asked
    assert not (strange := [url for url in formgrader.asked if not url.startswith(own)]), strange


def test_our_command_keeps_what_was_given_by_hand(formgrader):
    again = lab.verb(formgrader.tree, "grade", str(formgrader.tree.parent / "class"), "--force")
    assert again.returncode == 0 and "8.5/8" in again.stdout, again.stdout
    text = (formgrader.tree / "grading" / "feedback" / "berg" / NAME / f"{NAME}.html").read_text()
    assert "two</strong> signs" in text and "<strong>8.5</strong> of 8" in text
