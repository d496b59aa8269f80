"""A class from hand-in to gradebook, with real kernels and nbgrader's own gradebook."""

import csv
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder import cli, house
from autograder.exercises import all_exercises
from autograder.grade.options import Options
from autograder.report.class_page import class_page
from autograder.sandbox.limits import Limits
from tests.autograder.kept_workers import grade
from tests.autograder.notebooks import replace_code
from tests.autograder.reports import all_points

pytestmark = pytest.mark.slow

ALL = sum(e.points for e in all_exercises().values() if e.chapter == "02_forward")

COMMAND = (sys.executable, "-m", "autograder", "grade")

SOFTMAX = "def softmax(z):\n    {body}\n"
BAD = {
    "renamed": ("def soft_max(z):\n    return z\n", "There is a function 'soft_max'"),
    "none": (SOFTMAX.format(body="z + 1"), "The function returned None"),
    "list": (SOFTMAX.format(body="return z.tolist()"), "Turn the list into an array"),
    "two": (SOFTMAX.format(body="return z, z"), "a tuple of 2 values"),
    "nan": (SOFTMAX.format(body="return z * np.nan"), "holds NaN"),
    "objects": (SOFTMAX.format(body="return z.astype(object)"), "an array of objects"),
    "syntax": (
        "def softmax(z)\n",
        "The cell that defines 'softmax', [9], stopped with SyntaxError",
    ),
    "raises": (SOFTMAX.format(body="return z @ z @ z"), "stopped with ValueError"),
    "exit": (SOFTMAX.format(body="import os; os._exit(0)"), "The Python process ended"),
    "quit": (SOFTMAX.format(body="raise SystemExit"), "stopped with SystemExit"),
}


# an earlier mistake that rnn_cell_forward carries, and one of rnn_forward's own
SUM_OVER_ROWS = """\
def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=1, keepdims=True)
"""
FIRST_INPUT_REPEATED = """\
def rnn_forward(x, a0, parameters):
    a, states, predictions, caches = a0, [], [], []
    for _ in range(x.shape[2]):
        a, y_pred, cache = rnn_cell_forward(x[:, :, 0], a, parameters)
        states.append(a)
        predictions.append(y_pred)
        caches.append(cache)
    return np.stack(states, axis=2), np.stack(predictions, axis=2), caches
"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory, request):
    """One run over a small class of troubles."""
    from autograder.build import chapter as chapters

    place = tmp_path_factory.mktemp("class")
    out = tmp_path_factory.mktemp("out")
    source = chapters.read(house.SOLUTIONS / "02_forward.py").notebook
    # the torch cell takes seconds and is not what is looked at here
    text = nbformat.writes(source).replace("import torch\\n", "raise ImportError\\n")

    def write(student, notebook, name="02_forward"):
        path = place / student / "02_forward" / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(notebook if isinstance(notebook, str) else nbformat.writes(notebook))

    write("right", text)
    write("broken", text[: len(text) // 2])
    write("empty-folder", text)
    (place / "empty-folder" / "02_forward" / "02_forward.ipynb").unlink()
    for student, (code, _) in BAD.items():
        write(student, replace_code(nbformat.reads(text, 4), "softmax", code))
    twice = nbformat.reads(text, 4)
    for cell in nbformat.reads(text, 4).cells:
        if "nbgrader" in cell.metadata:
            cell.id += "-again"
            twice.cells.append(cell)
    write("twice", twice)
    two = replace_code(nbformat.reads(text, 4), "softmax", SUM_OVER_ROWS)
    replace_code(two, "rnn_forward", FIRST_INPUT_REPEATED)
    write("two-mistakes", two)
    assert "import torch\\n" not in text
    return grade(place, out), place, out


def result(graded, student):
    return next(r for r in graded[0].results if r.student == student)


def test_every_submission_has_a_score_and_a_state(graded):
    run, place, out = graded
    assert run.complete and len(run.results) == len(BAD) + 5
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as gradebook:
        for row in run.results:
            submission = gradebook.find_submission("02_forward", row.student)
            assert submission.score == row.score and submission.max_score == ALL
            assert not submission.needs_manual_grade


def test_the_right_one_has_everything_and_its_neighbours_take_nothing(graded):
    right = result(graded, "right")
    assert (right.state, right.score, right.maximum) == ("graded", ALL, ALL)


@pytest.mark.parametrize("student", list(BAD))
def test_each_bad_answer_has_its_sentence_and_costs_only_itself(graded, student):
    row = result(graded, student)
    words = BAD[student][1]
    text = " ".join(row.verdicts["softmax"].message.split())
    assert words in text or words in row.note
    assert row.verdicts["softmax"].points == 0
    if student == "exit":
        assert row.state == "kernel died" and row.score == 0
    else:
        assert row.state == "graded" and row.verdicts["sigmoid"].points == 3
        assert row.verdicts["forward_quiz"].points == 5


def test_unreadable_and_missing_notebooks(graded):
    broken, missing = result(graded, "broken"), result(graded, "empty-folder")
    assert broken.state == "unreadable" and "its JSON is broken" in broken.note
    assert missing.state == "missing" and "no file 02_forward.ipynb" in missing.note
    assert broken.score == missing.score == 0 and broken.maximum == ALL


def test_a_number_of_workers_beside_an_executor_is_refused(tmp_path):
    with (
        ThreadPoolExecutor(1) as executor,
        pytest.raises(ValueError, match="2 workers were asked for beside an executor"),
    ):
        grade(tmp_path, tmp_path / "out", executor=executor, options=Options(workers=2))
    assert not (tmp_path / "out").exists()


def test_duplicated_cells_count_once(graded):
    assert result(graded, "twice").score == ALL


def test_who_carries_a_mistake_is_right_and_has_all_points(graded):
    run, _, _ = graded
    row = result(graded, "two-mistakes")
    carried, wrong = row.verdicts["rnn_cell_forward"], row.verdicts["rnn_forward"]
    assert (carried.state, carried.points) == ("carried", carried.maximum) and carried.passed
    assert "This function itself is right" in " ".join(carried.message.split())
    assert wrong.misconception == "first_input_repeated"
    assert "does not pass" not in wrong.message  # it calls rnn_cell_forward alone
    assert all_points(class_page(run))["rnn_cell_forward"] == sum(
        r.verdicts["rnn_cell_forward"].points == carried.maximum for r in run.results
    )


def test_autograded_notebooks_hold_the_hints_and_no_probe(graded):
    run, place, out = graded
    path = out / "autograded" / "nan" / "02_forward" / "02_forward.ipynb"
    text = path.read_text(encoding="utf-8")
    assert "holds NaN" in text and "rnn_course.probe" not in text and 'check(\\"softmax\\")' in text
    note = (out / "autograded" / "broken" / "02_forward" / "02_forward.ipynb").read_text()
    assert "Note from the grader" in note and "JSON is broken" in note
    assert (place / "broken" / "02_forward" / "02_forward.ipynb").exists()


def test_a_regrade_gives_the_same_scores_from_the_same_secret(graded, tmp_path):
    run, place, out = graded
    few = tmp_path / "few"
    for student in ("right", "nan", "broken"):
        shutil.copytree(place / student, few / student)
    secret = (out / "secret_seed.txt").read_text()
    again = grade(few, out, options=Options(force=True))
    assert all(row.again for row in again.results)
    assert (out / "secret_seed.txt").read_text() == secret
    for row in again.results:
        before = result(graded, row.student)
        assert row.score == before.score
        assert {n: v.message for n, v in row.verdicts.items()} == {
            n: v.message for n, v in before.verdicts.items()
        }


def test_nbgraders_own_autograde_takes_the_sealed_path(graded, tmp_path):
    """`nbgrader autograde` by hand, with this repository's configuration."""
    run, place, out = graded
    cheat = nbformat.read(place / "right" / "02_forward" / "02_forward.ipynb", as_version=4)
    replace_code(cheat, "softmax", "def softmax(z):\n    return z\n")
    for cell in cheat.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "softmax":
            cell.source, cell.metadata.nbgrader.points = "'full marks'", 1000
    folder = out / "submitted" / "by-hand" / "02_forward"
    folder.mkdir(parents=True)
    nbformat.write(cheat, folder / "02_forward.ipynb")
    config = tmp_path / "nbgrader_config.py"
    text = (house.ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    config.write_text(f"{text}\nc.CourseDirectory.root = {str(out)!r}\n", encoding="utf-8")
    command = subprocess.run(
        [
            sys.executable,
            "-m",
            "nbgrader",
            "autograde",
            "02_forward",
            "--student=by-hand",
            f"--config={config}",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert command.returncode == 0, command.stderr[-3000:]
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission("02_forward", "by-hand")
        scores = {g.cell.name: g.auto_score for n in submission.notebooks for g in n.grades}
    assert scores["softmax"] == 0 and scores["sigmoid"] == 3
    text = (out / "autograded" / "by-hand" / "02_forward" / "02_forward.ipynb").read_text()
    assert "wrong values" in text and "full marks" not in text


def test_the_command_prints_a_table_and_writes_csv_and_feedback(
    graded, tmp_path, capsys, monkeypatch
):
    run, place, out = graded
    few, target = tmp_path / "few", tmp_path / "results"
    monkeypatch.chdir(tmp_path)  # relative paths, as a person types them
    for student in ("right", "broken"):
        shutil.copytree(place / student, few / student)
    shutil.copytree(place / "nan", few / "=cmd()")
    assert cli.main(["grade", "few", "--out", "results", "--workers", "1"]) == 0
    printed = capsys.readouterr().out
    assert f"{ALL}/{ALL}" in printed and "unreadable" in printed and "JSON is broken" in printed
    rows = list(csv.DictReader((target / "grades.csv").open(encoding="utf-8")))
    assert [r["student"] for r in rows] == ["'=cmd()", "broken", "right"]  # no formula
    assert rows[2]["score"] == str(ALL) and rows[2]["note"] == ""
    pages = sorted(p.parent.parent.name for p in (target / "feedback").rglob("*.html"))
    assert pages == ["=cmd()", "broken", "right"]
    page = (target / "feedback" / "=cmd()" / "02_forward" / "02_forward.html").read_text()
    assert "holds NaN" in page


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["grade", "no/such/folder"], "does not exist", 1),
        (["grade", "--assignment", "99_none"], "There is no assignment '99_none'", 1),
        (["grade", "tests"], "No submission of a known assignment", 1),
        (["grade", "--workers", "0"], "not a whole number above 0", 2),
        (["no-such-verb"], "invalid choice", 2),
    ],
)
def test_wrong_use_of_the_command(arguments, words, status, capsys, monkeypatch):
    monkeypatch.chdir(house.ROOT)
    try:
        code = cli.main(arguments)
    except SystemExit as stop:
        code = stop.code
    assert code == status and words in " ".join(capsys.readouterr().err.split())


def test_a_place_that_cannot_be_written(graded, tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    status = cli.main(["grade", str(graded[1]), "--out", str(tmp_path / "file" / "out")])
    assert status == 1 and "Choose another folder with --out" in capsys.readouterr().err


def test_a_damaged_secret(graded, tmp_path, capsys):
    (tmp_path / "secret_seed.txt").write_text("not hexadecimal")
    assert cli.main(["grade", str(graded[1]), "--out", str(tmp_path)]) == 1
    assert "is damaged" in capsys.readouterr().err


def test_an_endless_loop_in_a_worker_costs_only_itself(graded, tmp_path):
    place = tmp_path / "class"
    shutil.copytree(graded[1] / "right", place / "loop")
    path = place / "loop" / "02_forward" / "02_forward.ipynb"
    notebook = nbformat.read(path, as_version=4)
    replace_code(notebook, "sigmoid", "def sigmoid(z):\n    while True: pass\n")
    nbformat.write(notebook, path)
    options = Options(limits=Limits(cell_seconds=5))
    row = grade(place, tmp_path / "out", options=options).results[0]
    assert row.state == "timed out" and row.score == ALL - 3
    assert "did not finish within the time limit" in row.verdicts["sigmoid"].message
    assert "1 cell did not finish" in row.note


def test_a_gradebook_of_an_earlier_version_and_a_damaged_one(graded, tmp_path, capsys):
    from autograder.build import chapter as chapters
    from autograder.build.release import generate

    few = tmp_path / "few"
    shutil.copytree(graded[1] / "broken", few / "broken")
    out = tmp_path / "out"
    shutil.copytree(graded[2], out)
    older = chapters.read(house.SOLUTIONS / "02_forward.py")
    older.notebook.cells = [c for c in older.notebook.cells if "quiz" not in c.source]
    with pytest.raises(chapters.BuildError, match="an earlier 02_forward, which had other cells"):
        generate(older, out)
    (out / "gradebook.db").write_bytes(b"this is no database, and long enough to be read" * 99)
    assert cli.main(["grade", str(few), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert "gradebook cannot be used" in said and "Traceback" not in said
    assert (out / "gradebook.db").read_bytes().startswith(b"this is no database")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_ctrl_c_keeps_what_is_done_and_says_so(graded, tmp_path):
    import os
    import signal
    import time

    place, out = tmp_path / "class", tmp_path / "out"
    slow = nbformat.read(graded[1] / "right" / "02_forward" / "02_forward.ipynb", as_version=4)
    slow.cells.insert(0, nbformat.v4.new_code_cell("import time; time.sleep(2)"))
    for number in range(8):
        path = place / f"s{number:02d}" / "02_forward" / "02_forward.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(slow, path)
    process = subprocess.Popen(
        [*COMMAND, str(place), "--out", str(out)],
        cwd=house.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # a test run in the background of a shell hands on that SIGINT is ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    for _ in range(600):
        if list((out / "autograded").glob("*/02_forward/02_forward.ipynb")):
            time.sleep(1)
            break
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    printed, said = process.communicate(timeout=120)
    assert process.returncode == 130 and "Stopped" in said and "Traceback" not in said
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as gradebook:
        done = len(gradebook.find_assignment("02_forward").submissions)
    assert 0 < done < 8 and "goes on with the rest" in said
    rest = grade(place, out)
    assert sum(row.again for row in rest.results) == 8 - done
    assert all(row.score == ALL for row in rest.results)


def test_nothing_handed_in_is_lost(graded, tmp_path):
    """Grading nbgrader's own folder in place, unreadable files and resubmissions included."""
    out = tmp_path / "course"
    for student in ("right", "broken"):
        shutil.copytree(graded[1] / student, out / "submitted" / student)
    (out / "submitted" / "broken" / "02_forward" / "notes.txt").write_text("mine")
    before = {p: p.read_bytes() for p in (out / "submitted").rglob("*") if p.is_file()}
    run = grade(out / "submitted", out)
    assert {r.student: r.state for r in run.results} == {"right": "graded", "broken": "unreadable"}
    after = {p: p.read_bytes() for p in (out / "submitted").rglob("*") if p.is_file()}
    assert after == before

    again = tmp_path / "again"
    shutil.copytree(graded[1] / "right", again / "broken")
    assert grade(again, out).results[0].score == ALL
    kept = list((out / "replaced" / "broken" / "02_forward").iterdir())
    assert [p.name for p in kept] == ["1-02_forward.ipynb"]
    assert kept[0].read_bytes() == before[out / "submitted/broken/02_forward/02_forward.ipynb"]


def test_a_pipe_that_is_closed_early_costs_nothing(graded, tmp_path):
    few, out = tmp_path / "few", tmp_path / "out"
    shutil.copytree(graded[1] / "broken", few / "broken")
    process = subprocess.Popen(
        [*COMMAND, str(few), "--out", str(out), "--workers", "1"],
        cwd=house.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    said = process.stderr.read().decode()
    assert process.wait(timeout=120) == 1 and "Traceback" not in said
    assert (out / "grades.csv").exists() and list((out / "feedback").rglob("*.html"))
