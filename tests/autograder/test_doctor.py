"""The doctor is quiet on the course as it is, and each planted fault gets its complaint."""

import copy
from functools import partial

import pytest

from autograder import doctor
from autograder.doctor import leaks, rooms, teaching, verdicts
from autograder.doctor.proof import Tally
from autograder.exercises import Misconception, all_exercises
from autograder.exercises.specification import Exercise


@pytest.fixture(autouse=True)
def _without_edits(monkeypatch):
    """The proof with edits takes minutes: tests/autograder/proof/ runs it, test_mutants.py tests it."""
    monkeypatch.setattr(doctor, "find_holes", lambda chapter: ([], Tally(12, 2)))


def test_the_course_is_healthy(monkeypatch):
    """On the learners' inputs; test_exercises.py asks the same on those of twelve seeds."""
    monkeypatch.setattr(verdicts, "find_faults", partial(rooms.find_faults, seeds=()))
    complaints, summary = doctor.examine(edits=True)
    assert not complaints, "\n".join(map(str, complaints))
    first, *proved = summary.splitlines()
    assert f"{len(all_exercises())} exercises" in first
    assert proved[2] == "02_forward: 12 edits: 10 lose points, 2 change no answer."


def test_a_fault_in_a_specification_is_a_complaint_and_no_traceback(monkeypatch, capsys):
    from autograder import cli

    softmax = all_exercises()["softmax"]
    faulty = Misconception("faulty", "A sentence.", "no such text", "x")
    changed = Exercise(**{**vars(softmax), "misconceptions": (*softmax.misconceptions, faulty)})
    exercises = {**all_exercises(), "softmax": changed}
    monkeypatch.setattr(verdicts, "all_exercises", lambda: exercises)
    monkeypatch.setattr("autograder.build.release.all_exercises", lambda: exercises)
    assert cli.main(["doctor", "02_forward"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("autograder/exercises/ch02_forward/softmax.py: misconception 'faulty'")
    assert "stands 0 times" in said and "Traceback" not in said


def edited(chapter, old, new):
    """The chapter with a piece of one cell's text replaced everywhere."""
    notebook = copy.deepcopy(chapter.notebook)
    assert any(old in cell.source for cell in notebook.cells)
    for cell in notebook.cells:
        cell.source = cell.source.replace(old, new)
    return type(chapter)(chapter.name, chapter.path, notebook)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Difficulty: ●○○ · 6 minutes · 3 lines", "", "how hard and how long"),
        ("<summary>Hint 2</summary>", "<summary>More</summary>", "it has 1 hints"),
        ("### Exercise 2.1 · `softmax`", "### Exercise", "no heading above it names it"),
        ("### Exercise 2.2 ·", "### Exercise 2.3 ·", "says 2.3, and it is exercise 2.2"),
        ("# Chapter 2", "![](x.png)\n# Chapter 2", "has no alternative text"),
        ("# Chapter 2", '<img src="x.png">\n# Chapter 2', "has no alternative text"),
        (
            "    pictures.unrolled(),\n    alt=",
            "    pictures.unrolled(),\n    title=",
            "has no alternative",
        ),
    ],
)
def test_teaching_faults(chapter, old, new, words):
    found = teaching.find_teaching_faults(edited(chapter, old, new))
    assert found and all("02_forward.py" in problem.where for problem in found)
    assert any(words in problem.what for problem in found), found
    assert all(problem.mend for problem in found)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "yt_pred = softmax(Wya @ a_next + by)",
            "yt_pred = softmax(Wya @ a_prev + by)",
            "the solution of 'rnn_cell_forward' earns 3 of 4",
        ),
        ("    ### BEGIN SOLUTION\n    shifted", "    shifted", "is judged"),
        ("shifted = z", "1 / 0\n    shifted = z", "the solution of 'softmax' earns 0"),
    ],
)
def test_wrong_solutions_and_stubs(chapter, old, new, words):
    if "BEGIN" in old:  # the solution's first line slips out of the markers: no stub is left
        new = "    return z\n    ### BEGIN SOLUTION\n    shifted"
    found = verdicts.find_wrong_verdicts(edited(chapter, old, new))
    assert any(words in problem.what for problem in found), found


def test_a_solution_cell_that_stops(chapter):
    found = verdicts.find_wrong_verdicts(
        edited(chapter, "def softmax(z):", "1 / 0\ndef softmax(z):")
    )
    assert "its solution cells stop" in found[0].what


def test_faulty_misconceptions(notebooks):
    """On the doctor's own seeds; that it looks at every room is shown by the whole command above."""
    softmax = all_exercises()["softmax"]

    def faults_of(*misconceptions):
        changed = Exercise(**{**vars(softmax), "misconceptions": misconceptions, "likely": ()})
        return " | ".join(map(str, rooms.find_faults(changed, notebooks("02_forward"))))

    rows = softmax.misconceptions
    twin = Misconception("twin", "Another sentence.", rows[0].replace, rows[0].by)
    assert f"'twin' is recognised as '{rows[0].name}'" in faults_of(*rows, twin)
    assert "it has 2 misconceptions" in faults_of(rows[0], rows[1])
    same = Misconception("same", rows[0].says, rows[2].replace, rows[2].by)
    assert "two misconceptions say the same" in faults_of(rows[0], rows[1], same)
    harmless = Misconception("harmless", "A sentence.", "e / total", "e * 1 / total")
    assert "'harmless' earns all points" in faults_of(rows[0], rows[1], harmless)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"likely": (("", "return z @ z"),)}, "it has 1 likely mistakes. Add answers as learners"),
        ({"styles": ()}, "it has 0 right answers in another style"),
        ({"likely": (("not_divided", "return z +"),)}, "the likely mistake 1 is no Python"),
        (
            {"likely": (("not_divided", "return sigmoid(z)"),)},
            "the likely mistake 1 is recognised as 'nothing', not as 'not_divided'",
        ),
        (
            {"likely": (("not_divided", "e = np.exp(z - z.max(0)); return e / e.sum(0)"),)},
            "the likely mistake 1 earns all points",
        ),
        (
            {"likely": (("", "return np.exp(z)"),)},
            "names no misconception, and Python does not stop",
        ),
        ({"likely": (("", "raise EOFError('?')"),)}, "and the message holds no advice"),
        ({"styles": (lambda z: z,)}, "number 1 (<lambda>), earns 0 of 3 points. It reads:"),
    ],
)
def test_faulty_likely_mistakes_and_styles(notebooks, changes, words):
    changed = Exercise(**{**vars(all_exercises()["softmax"]), **changes})
    faults = rooms.find_faults(changed, notebooks("02_forward"), seeds=())
    assert any(words in str(fault) for fault in faults), faults
    assert all(fault.where == "autograder/exercises/ch02_forward/softmax.py" for fault in faults)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("note.md", "Try shifted = z - z.max(axis=0, keepdims=True) here.", "a line of a solution"),
        ("code.py", "from rnn_ref import softmax\n", "imports the side that knows"),
        ("book.ipynb", '{"source": ["import autograder\\n"]}', "imports the side that knows"),
        ("page.html", "### BEGIN SOLUTION", "a solution marker"),
    ],
)
def test_leaks(chapter, tmp_path, name, text, words):
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = leaks.find_leaks([chapter], tmp_path)
    assert [problem for problem in found if words in problem.what]


def test_enough_lines_of_the_solutions_are_looked_for(chapter):
    lines = leaks.solution_lines([chapter])
    assert len(lines) > 30
    assert "a_next = np.tanh(Wax @ xt + Waa @ a_prev + ba)" in lines
