"""Functions of an earlier chapter: the learner's where they pass, ours where they do not."""

import ast
import json
import shutil

import nbformat
import numpy as np
import pytest

from autograder.build import chapter as chapters
from autograder.house import SOLUTIONS
from rnn_course.earlier import earlier
from rnn_course.given import CHAPTERS, chapter_02, function, modules_with
from rnn_course.known_loss import KnownLoss
from rnn_course.observation import observe
from rnn_course.values import decode, encode


def calls_in(path) -> list[tuple[str, tuple[str, ...]]]:
    """The chapters and names of all calls of `earlier` in a chapter's source."""
    return [
        (first, tuple(names))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "earlier"
        for first, *names in [[ast.literal_eval(argument) for argument in node.args]]
    ]


CHAPTERS_WITH_CALLS = {
    p.stem: found for p in sorted(SOLUTIONS.glob("*.py")) if (found := calls_in(p))
}
NAMES = ("sequence_cross_entropy", "rnn_forward")
LOSS = """def sequence_cross_entropy(y_pred, y, mask):
    return -(np.log(np.where(mask == 1, (y_pred * y).sum(axis=0), 1))).sum() / mask.sum()
"""


def chapter(root, tmp_path, *sources):
    folder = tmp_path / "02_forward"
    shutil.copytree(root / "course" / "02_forward" / "checks", folder / "checks")
    cells = [
        {
            "cell_type": "code",
            "source": source.splitlines(keepends=True),
            "metadata": {"nbgrader": {"solution": True}},
        }
        for source in sources
    ]
    (folder / "02_forward.ipynb").write_text(json.dumps({"cells": cells}))
    return folder


def test_the_learners_function_is_taken_when_it_passes(root, tmp_path, capsys):
    folder = chapter(root, tmp_path, LOSS, "def rnn_forward(x, a0, parameters):\n    return 1\n")
    loss, forward = earlier("02_forward", *NAMES, folder=folder)
    assert loss is not chapter_02.sequence_cross_entropy and forward is chapter_02.rnn_forward
    said = capsys.readouterr().out
    assert "Yours, from 02_forward: sequence_cross_entropy." in said
    assert "until yours pass their checks in 02_forward: rnn_forward." in said


def test_a_function_comes_with_the_names_that_it_needs(root, tmp_path, capsys):
    """A helper and a constant of another cell, and a function that was brought from before."""
    folder = chapter(root, tmp_path, LOSS.replace("== 1", "> HALF").replace("np.log", "logs"))
    notebook = folder / "02_forward.ipynb"
    cells = json.loads(notebook.read_text())["cells"]
    other = "import math\nHALF = 0.5\ndef logs(x):\n    return np.log(x)\n1 / 0\n"
    cells.insert(0, {"cell_type": "code", "source": other, "metadata": {}})
    cells.insert(0, {"cell_type": "code", "source": "%matplotlib inline\nHALF = 9", "metadata": {}})
    cells.insert(0, {"cell_type": "markdown", "source": "HALF = 7", "metadata": {}})
    notebook.write_text(json.dumps({"cells": cells}))
    (loss,) = earlier("02_forward", "sequence_cross_entropy", folder=folder)
    assert loss is not chapter_02.sequence_cross_entropy
    assert "Yours, from 02_forward: sequence_cross_entropy." in capsys.readouterr().out


@pytest.mark.parametrize("chapter", list(CHAPTERS_WITH_CALLS))
def test_every_call_of_the_course_brings_the_solutions_own_functions(
    chapter, root, tmp_path, capsys
):
    """As a learner who solved all chapters: none of them falls back to the course's."""
    for path in SOLUTIONS.glob("*.py"):
        if path.name < chapter:
            copied = tmp_path / path.stem
            shutil.copytree(root / "course" / path.stem / "checks", copied / "checks")
            nbformat.write(chapters.read(path).notebook, copied / f"{path.stem}.ipynb")
    calls = 0
    for name, names in CHAPTERS_WITH_CALLS[chapter]:
        found = earlier(name, *names, folder=tmp_path / name)
        assert "From the course" not in capsys.readouterr().out, (name, names)
        assert [function.__name__ for function in found] == list(names)
        calls += 1
    assert calls


def test_without_a_notebook_and_with_a_broken_one_ours_are_taken(root, tmp_path):
    ours = [chapter_02.sequence_cross_entropy, chapter_02.rnn_forward]
    assert earlier("02_forward", *NAMES, folder=tmp_path) == ours
    folder = chapter(root, tmp_path, "def f(:\n", "1 / 0\n", "raise NotImplementedError\n")
    assert earlier("02_forward", *NAMES, folder=folder) == ours


def test_a_loss_travels_as_data():
    loss = KnownLoss({"W": np.array([[0.5, -1.0]])})
    again = decode(json.loads(json.dumps(encode({"loss": loss}))))["loss"]
    assert again == loss and again({"W": np.array([[1.0, 2.0]])}) == loss(
        {"W": np.array([[1.0, 2]])}
    )
    assert again != KnownLoss({"W": np.array([[0.5, 1.0]])})


def test_a_change_inside_the_caches_is_seen():
    def spoil(caches):
        caches[1][0][0] = 9.0
        return 1.0

    seen = observe("spoil", {"spoil": spoil}, [("c", {"caches": [(np.ones(2),), (np.ones(2),)]})])
    assert seen.calls[0].changed == ("caches",)
    kept = observe(
        "f", {"f": lambda caches: 1.0}, [("c", {"caches": [(np.ones(2), {"W": np.ones(1)})]})]
    )
    assert kept.calls[0].changed == ()


def test_a_function_of_the_course_is_nobodys_answer():
    for chapter, (_, names) in CHAPTERS.items():
        for name in names:
            seen = observe(name, {name: function(chapter, name)}, [("c", {})])
            assert seen.state == "missing"


def test_what_is_given_is_said_for_each_chapter():
    assert modules_with(["softmax", "rnn_forward"]) == ["rnn_course.given.chapter_02"]
    assert modules_with(["rnn_backward"]) == ["rnn_course.given.chapter_03"]
    assert modules_with([None, "one_hot"]) == []
    for _, (module, names) in CHAPTERS.items():
        here = vars(__import__(f"rnn_course.given.{module}", fromlist=["x"]))
        written = {k for k, v in here.items() if getattr(v, "__module__", "").endswith(module)}
        assert written == set(names)  # nothing is given that the list does not say
