"""docs/instructor.md and docs/own_course.md, followed word for word."""

import hashlib
import re

import jupytext
import nbformat
import pytest

from tests.autograder import guide
from tests.autograder.notebooks import replace_code

pytestmark = pytest.mark.slow


def do(tree, block):
    """The commands of a block, and all that they say."""
    said = ""
    for command in block.text.splitlines():
        done = guide.run(tree, command)
        said += done.stdout + done.stderr
    return done, said


def stands_in(block, said):
    """Every line that the guide shows is among what was said."""
    told = guide.lines(said)
    for line in guide.lines(block.text):
        assert line in told, f"{line!r} is not in\n{said}"


def test_the_instructors_guide(tmp_path):
    tree = guide.copy_of_the_tree(tmp_path)
    (new, doctor, first_line, cells, room, build, built, tests, grade, graded, _) = guide.blocks(
        guide.ROOT / "docs" / "instructor.md"
    )

    done, said = do(tree, new)
    assert done.returncode == 0, said
    done, said = do(tree, doctor)
    assert done.returncode == 1 and said.count("still to write") == len(said.splitlines()) == 15
    wanted = re.sub(r"line \d+", "line N", first_line.text)  # prose above it may grow
    assert wanted.strip() in re.sub(r"line \d+", "line N", said)

    guide.replace(tree / "solutions" / "05_gru.py", cells.text)
    guide.write_files(tree, [room])
    done, said = do(tree, build)
    assert done.returncode == 0, said
    stands_in(built, said)
    done, said = do(tree, tests)
    assert done.returncode == 0 and re.search(r"[1-9]\d* passed", said), said
    done, said = do(tree, grade)
    assert done.returncode == 0, said
    stands_in(graded, said)
    page = tree / "grading" / "sample" / "feedback" / "half_life-gate_turned_round" / "05_gru"
    text = (page / "05_gru.html").read_text("utf-8")
    assert "you took Γ_u for the part that stays" in " ".join(text.split())


def files(folder):
    return {
        p: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }


SPY = """\
import importlib, os, pathlib
for place in {places!r}:
    print(place, os.path.exists(place))
for name in ("running_mean", "exercises.ch01_means.running_mean", "autograder.exercises", "rnn_ref"):
    try:
        importlib.import_module(name)
        print(name, True)
    except ImportError:
        print(name, False)
def running_mean(x):
    return np.cumsum(x, axis=1)
"""


def test_a_course_of_ones_own(tmp_path):
    """Two files from the page; built, examined, graded; nothing of ours changes or is seen."""
    tree, own = guide.copy_of_the_tree(tmp_path / "tree"), tmp_path / "my-course"
    before = files(tree)
    source, room, commands, said_then = guide.blocks(guide.ROOT / "docs" / "own_course.md")
    guide.write_files(tmp_path, (source, room))
    done, said = do(tree, commands)
    assert done.returncode == 0, said
    stands_in(said_then, said)
    assert sorted(p.name for p in (own / "course").rglob("*") if p.is_file()) == [
        "01_means.ipynb",
        "chapters.json",
        "running_mean.json",
    ]

    notebook = jupytext.read(own / "solutions" / "01_means.py")
    places = [str(own / name) for name in ("solutions", "exercises", "grading", "course")]
    spy = replace_code(notebook, "running_mean", SPY.format(places=places))
    handed = tmp_path / "class" / "spy" / "01_means" / "01_means.ipynb"
    handed.parent.mkdir(parents=True)
    nbformat.write(spy, handed)
    done = guide.run(tree, "python start.py grade ../class --course ../my-course --workers 1")
    assert done.returncode == 0, done.stderr
    assert "spy 0 2/5 graded" in guide.lines(done.stdout), done.stdout
    graded = own / "grading" / "autograded" / "spy" / "01_means" / "01_means.ipynb"
    told = [
        cell
        for cell in nbformat.read(graded, 4).cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "running_mean_code"
    ]
    seen = told[0].outputs[0].text.splitlines()
    assert len(seen) == 8 and all(line.endswith("False") for line in seen), seen
    assert "these are the sums so far" in graded.read_text("utf-8")
    assert files(tree) == before

    done = guide.run(tree, "python start.py grade --course ../no-such-folder")
    assert done.returncode == 1 and "is no folder of a course" in done.stderr
    broken = own / "exercises" / "ch01_means" / "running_mean.py"
    broken.write_text("EXERCISE = (\n", encoding="utf-8")
    done = guide.run(tree, "python start.py doctor --course ../my-course")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert re.search(
        r"my-course/exercises/ch01_means/running_mean\.py, line 1: the file cannot", done.stderr
    )
