"""What people and notebooks say is text in every page, wherever it comes to stand."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_output

import autograder
from autograder.grade.results import Graded, SubmissionResult
from autograder.report.charts import histogram
from autograder.report.class_page import class_page
from autograder.report.marks import Marks, Score
from autograder.report.outputs import note
from autograder.report.page import page
from autograder.report.prose import as_typed
from autograder.report.source_code import highlighted
from rnn_course.judging import Verdict
from tests.autograder.reports import graded_notebook

SAID = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='harmed()'>",
    "' onmouseover='harmed()",
    "</title></style></svg><b>&lt;harmed&gt;</b>",
    "{{ 7 * 6 }}{% include 'page.css' %}",
]
ALREADY_HTML = {  # who may call a text HTML, and why
    "report/clean.py": "nh3 has cleaned it",
    "report/look.py": "our own style and script",
    "report/outputs.py": "nbconvert has escaped it, and marked what is bold",
    "templating.py": "the definition",
    "website/live.py": "a figure of our own",
}


def class_of(said):
    """A class in which every word that can be chosen is the same."""
    verdicts = {
        said: Verdict(said, "wrong", 1, 3, said, said),
        "x": Verdict("x", "passed", 1, 1, ""),
    }
    results = [
        SubmissionResult(said, said, 2.0, 4.0, verdicts, said, {said: 0.1, "x": 0.1}),
        SubmissionResult("ada", "graded", 1.0, 4.0, {"x": verdicts["x"]}),
    ]
    return Graded(said, [said, "x"], results, Path("out"))


def assert_only_ours(soup, scripts=0):
    """Elements that no template writes, and attributes that run."""
    assert len(soup.find_all("script")) == scripts
    assert not soup.find_all(["img", "b", "iframe"])
    for tag in soup.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")], tag


@pytest.mark.parametrize("said", SAID)
def test_the_class_page(said):
    soup = BeautifulSoup(class_page(class_of(said), {said}), "html.parser")
    assert_only_ours(soup, scripts=1)
    assert soup.title.text == f"{said}: the class" and soup.h1.text == soup.title.text
    assert said in [row.th.text for row in soup.select("header tbody tr")]
    figure = soup.select_one("#exercises figure")
    assert figure["id"] == f"exercise-{said}" and figure.figcaption.text == said
    assert figure.svg["aria-label"].startswith(f"{said}, students by points of 3.")
    assert soup.select_one("#exercises tbody th").text == said
    link = soup.select_one("#mistakes tbody a")
    assert link.text == said and link["href"] == f"#exercise-{said}"
    assert link.parent.text == said + said.replace("_", " ")
    assert soup.select_one("#time tbody th").text == said
    assert soup.select_one("#students thead .tall").text == said
    row = soup.select_one("#students tbody tr")
    assert row.a.text == said and row.find(class_="quiet").text == said and row.td.text == said
    assert re.fullmatch(r"[\w%./-]+", row.a["href"])


@pytest.mark.parametrize("said", SAID)
def test_the_feedback_page(said):
    check = new_code_cell("check(1)", outputs=[new_output("error", ename=said, evalue=said)])
    graded = {"grade": True, "grade_id": said, "locked": True, "solution": False, "task": False}
    check.metadata["nbgrader"] = {**graded, "points": 3}
    spoken = new_code_cell("1", outputs=[new_output("stream", name="stdout", text=said)])
    notebook = graded_notebook(from_dict(check), spoken)
    notebook.cells[0].source = f"### `{said}` and softmax"
    notebook.cells[1].source = f"x = {said!r}  # {said}"
    known = Marks({"softmax": Score(1, 3), said: Score(0, 3)}, {said: "fine"})
    soup = BeautifulSoup(page(notebook, known, said, said), "html.parser")
    assert_only_ours(soup)
    assert soup.title.text == f"Feedback · {said} · {said}"
    assert soup.h1.text == f"Feedback on {said}" and soup.strong.text == said
    titles = [link.text for link in soup.select("nav tbody td:first-child a:first-child")]
    assert titles == [f"{said} and softmax"] * 2
    anchor = re.sub(r"[^\w-]", "-", said)
    assert soup.find(id=f"title-{anchor}").text == f"{said}: 0 of 3 points"
    assert soup.find(id=f"comment-{anchor}").p.find_next("p").text == "fine"
    assert f"x = {said!r}  # {said}" in [code.text for code in soup.select("pre.code")]
    assert soup.select("pre.err")[-1].text == f"{said}: {said}"
    assert said in [out.text for out in soup.select(".out pre")]


@pytest.mark.parametrize("said", SAID)
def test_a_piece_by_itself(said):
    made = [note(said), as_typed(said), highlighted(said), histogram([1], 2, said)]
    for piece in made:
        assert_only_ours(BeautifulSoup(piece, "html.parser"))
    assert [BeautifulSoup(piece, "html.parser").text for piece in made[:3]] == [said] * 3


def test_html_is_called_so_in_one_place():
    home = Path(autograder.__file__).parent
    callers = set()
    for path in [*home.rglob("*.py"), *home.rglob("*.j2")]:
        text, name = path.read_text(encoding="utf-8"), path.relative_to(home).as_posix()
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|html\.escape", text), name
        if name != "templating.py":
            assert not re.search(r"\bMarkup\((?!\))", text), name  # an empty one holds nothing
        if "already_html(" in text:
            callers.add(name)
    assert callers == set(ALREADY_HTML)
