"""What a student reads: scores by name, hints, notes, comments; and nothing that is hidden."""

import re
from xml.etree import ElementTree

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from autograder import house
from autograder.report.formulas import formula
from autograder.report.marks import Marks, Score
from autograder.report.page import page
from autograder.report.prose import prose
from tests.autograder.reports import HINT, graded_notebook, marks


def shown(*more, points=0.0, answer="def softmax(z):\n    return z\n", **options):
    return page(graded_notebook(*more, answer=answer), marks(points, **options), "ada", "02_x")


def test_it_lists_the_exercise_by_its_name_with_its_points_and_a_link():
    text = shown(points=2)
    assert '<a href="#exercise-softmax">Exercise 2.1 · softmax</a>' in text
    assert "<td>2 of 3</td>" in text and "some points" in text
    assert 'id="exercise-softmax"' in text and "Test cell" not in text


def test_the_hint_is_there_as_it_was_written():
    assert HINT in shown()


@pytest.mark.parametrize(
    ("points", "answer", "options", "words"),
    [
        (3, "x = 1", {}, "all points"),
        (0, "x = 1", {}, "no points"),
        (0, None, {}, "not answered"),
        (0, "x = 1", {"waiting": True}, "waits for a person"),
        (2.5, "x = 1", {"by_hand": True}, "some points (set by a person)"),
    ],
)
def test_what_became_of_an_exercise(points, answer, options, words):
    assert words in shown(points=points, answer=answer, **options)


def test_what_was_not_answered_is_counted():
    assert "Answered: 0 of 1" in shown(answer=None) and "nothing was changed here" in shown(
        answer=None
    )
    assert "Answered:" not in shown()


def test_the_note_from_the_grader_stands_above_the_scores():
    note = new_markdown_cell("**Note from the grader.** A cell was stopped.")
    note.id = "note-from-the-grader"
    notebook = graded_notebook()
    notebook.cells.insert(0, note)
    text = page(notebook, marks(), "ada", "02_x")
    assert text.count("A cell was stopped") == 1
    assert text.index("A cell was stopped") < text.index("<nav")


def test_late_penalty_and_comments():
    known = Marks({"softmax": Score(3, 3)}, {"softmax_code": "Nice, but *why*?"}, 1.5)
    text = page(graded_notebook(), known, "ada", "02_x")
    assert "<strong>1.5</strong> of 3" in text and "1.5 points are taken off" in text
    assert "Nice, but <em>why</em>?" in text and 'href="#comment-softmax_code"' in text


def test_a_penalty_never_makes_a_negative_score():
    text = page(graded_notebook(), Marks({"softmax": Score(1, 3)}, {}, 2.0), "ada", "02_x")
    assert "<strong>0</strong> of 3" in text


HIDDEN = """\
assert softmax(1) == 1, "softmax of one is one"
### BEGIN HIDDEN TESTS
assert softmax(7741) == 7743, "a hidden sentence"
### END HIDDEN TESTS
assert True"""


@pytest.mark.parametrize(
    ("evalue", "said"),
    [("softmax of one is one", True), ("a hidden sentence", False), ("the input was 7741", False)],
)
def test_hidden_tests_stay_hidden(evalue, said):
    notebook = graded_notebook()
    cell = notebook.cells[2]
    cell.source = HIDDEN
    cell.outputs = [
        new_output("stream", name="stdout", text="printed 7741\n"),
        new_output(
            "error",
            ename="AssertionError",
            evalue=evalue,
            traceback=["assert softmax(7741) == 7743", evalue],
        ),
    ]
    text = page(notebook, marks(), "ada", "02_x")
    plain = re.sub("<[^>]+>", "", text)
    assert "A test in this cell failed" in text and "assert softmax(1) == 1" in plain
    assert "7741" not in text and "hidden sentence" not in text and "HIDDEN" not in text
    # the author's words stand in the source, and once more as what was said
    assert (text.count("softmax of one is one") == 2) == said


def test_a_cell_that_was_left_open_hides_to_its_end():
    notebook = graded_notebook()
    notebook.cells[2].source = HIDDEN.replace("### END HIDDEN TESTS\n", "")
    assert "7743" not in page(notebook, marks(), "ada", "02_x")


def test_paths_of_this_machine_are_left_out_of_tracebacks():
    line = "File /srv/venv/lib/python3.11/site-packages/numpy/core.py:3, in f"
    error = new_output("error", ename="E", evalue="", traceback=[line])
    text = shown(new_code_cell("f()", outputs=[error]))
    assert "/srv" not in text and "File numpy/core.py:3" in text


def test_pictures_keep_their_words():
    data = {"image/png": "iVBORw0KGgo=", "text/plain": "Two lines that cross."}
    text = shown(new_code_cell("plot()", outputs=[new_output("display_data", data=data)]))
    assert 'alt="Two lines that cross."' in text and "data:image/png;base64,iVBORw0KGgo=" in text


def formulas():
    """Every formula of the course: (chapter, TeX, display)."""
    import jupytext

    found = re.compile(r"\$\$(.+?)\$\$|(?<![\\$])\$(?!\s)([^$]+?)(?<!\s)\$(?!\d)", re.S)
    for path in sorted(house.SOLUTIONS.glob("0*.py")):
        for cell in jupytext.read(path, fmt="py:percent").cells:
            if cell.cell_type == "markdown":
                source = re.sub(r"```.*?```|`[^`\n]+`", "", cell.source, flags=re.S)
                for match in found.finditer(source):
                    yield path.stem, match[1] or match[2], bool(match[1])


def test_every_formula_of_the_course_becomes_mathml():
    every = list(formulas())
    assert len(every) > 600
    for chapter, tex, display in every:
        mathml = formula(tex, display)
        assert mathml.startswith("<math") and "<code>" not in mathml, (chapter, tex)
        # what it was made from is in there: no command was taken for a word
        assert "\\" not in mathml, (chapter, tex)


@pytest.mark.parametrize("chapter", sorted(p.stem for p in house.SOLUTIONS.glob("0*.py")))
def test_every_chapter_is_shown_without_a_dollar_sign_left_over(chapter):
    notebook = nbformat.read(house.COURSE / chapter / f"{chapter}.ipynb", as_version=4)
    text = "".join(prose(c.source) for c in notebook.cells if c.cell_type == "markdown")
    assert "<math" in text or chapter == "00_start_here"
    outside = re.sub(r"<(code|pre)>.*?</\1>", "", text, flags=re.S)
    assert "$" not in outside and "<code>$" not in text


ARGUMENTS = {
    "msup": 2,
    "msub": 2,
    "mfrac": 2,
    "mover": 2,
    "munder": 2,
    "mroot": 2,
    "msubsup": 3,
    "munderover": 3,
}


def test_every_element_of_a_formula_has_the_parts_it_needs():
    """With a part too many a browser writes all parts in one line: tanh²z became tanh2z."""
    for chapter, tex, display in formulas():
        for mathml in re.findall(r"<math.*?</math>", formula(tex, display), re.S):
            for element in ElementTree.fromstring(mathml.replace("&nbsp;", " ")).iter():
                count = ARGUMENTS.get(element.tag)
                assert count in (None, len(element)), (chapter, tex, element.tag)


@pytest.mark.parametrize(
    "tex, space",
    [
        (r"\log p", True),
        (r"\log_2 540", True),
        (r"\tanh^2 z", True),
        (r"\log_2(3)", False),
        (r"\tanh^2(z)", False),
        (r"\tanh(z)", False),
    ],
)
def test_a_thin_space_parts_a_function_from_its_argument(tex, space):
    assert ("<mspace" in formula(tex)) is space


def test_a_formula_that_cannot_be_converted_is_shown_as_it_was_written():
    for tex in (r"\frac{1}{", "x" * 3000, "{" * 1500, ""):
        assert "<code>$" in formula(tex)
    assert "&lt;b&gt;" in formula(r"\frac{<b>}{")


def test_a_page_of_chapter_2_is_small(solved):
    known = Marks()
    for cell in solved.cells:
        data = cell.metadata.get("nbgrader", {})
        if data.get("grade"):
            known.scores[data["grade_id"]] = Score(0, data["points"])
    assert len(page(solved, known, "ada", "02_forward")) < 150_000
