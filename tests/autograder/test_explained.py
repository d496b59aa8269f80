"""When a class is graded a wrong answer is explained as in the learner's own notebook."""

import copy
import json

import nbformat
import pytest
from nbformat.v4 import new_output

from autograder.exercises import all_exercises
from autograder.grade import sealing
from autograder.grade.execute import execute_node
from autograder.grade.explained import NOTHING, learners_packs, told_by
from autograder.grade.preload import preload_for
from rnn_course.probe import WHY
from rnn_course.verdict import VerdictState
from tests.autograder.notebooks import replace_code

SEED = b"a secret"
WRONG = {
    # an edit that no room lists
    "softmax": "def softmax(z):\n    e = np.exp(z.max(axis=0) - z)\n    return e / e.sum(axis=0)\n",
    # two mistakes, and no small edit mends both
    "rnn_cell_forward": "def rnn_cell_forward(xt, a_prev, parameters):\n"
    "    p = parameters\n"
    "    z = p['Wax'] @ xt + 3 * p['Waa'] @ a_prev\n"
    "    a_next = np.arctan(z) + 1\n"
    "    return a_next, softmax(p['Wya'] @ a_next + p['by']), (a_next, a_prev, xt, p)\n",
}


@pytest.fixture(scope="module")
def verdicts(chapter):
    return graded(chapter, WRONG)


def graded(chapter, cells):
    """The verdicts on the solved chapter with these cells in it, as a class is graded."""
    notebook = copy.deepcopy(chapter.notebook)
    for name, source in cells.items():
        replace_code(notebook, name, source)
    packs = sealing.packs_for(notebook, SEED)
    known = learners_packs(packs)
    sealed = sealing.seal(notebook, packs, (), known)
    executed = execute_node(sealed, {}, preload=preload_for(notebook))
    return sealing.settle(notebook, executed, packs, SEED, (), known)[1]


def said(verdict) -> str:
    return " ".join(verdict.message.split())


def test_a_generated_mistake_and_its_place(verdicts):
    text = said(verdicts["softmax"])
    assert "This is what comes out when the sign of z is turned." in text
    assert "line 2 e = np.exp(z.max(axis=0) - z)" in text
    assert verdicts["softmax"].state == VerdictState.WRONG


def test_the_first_wrong_value(verdicts):
    text = said(verdicts["rnn_cell_forward"])
    assert "the first value that none of our solutions makes" in text and "line 3" in text


def test_right_loops_over_wrong_helpers_keep_their_points(verdicts):
    for name in ("rnn_forward", "many_to_one", "one_to_many"):
        assert verdicts[name].state == VerdictState.CARRIED, said(verdicts[name])
        assert verdicts[name].points == verdicts[name].maximum
    assert "your mistake in rnn_cell_forward" in said(verdicts["rnn_forward"])


def test_wrong_loops_and_hollow_helpers_earn_nothing_by_it(chapter):
    hollow = "def rnn_cell_forward(xt, a_prev, parameters):\n    n = len(a_prev)\n"
    hollow += "    return np.zeros((n, 1)), np.zeros((2, 1)), (0, 0, 0, 0)\n"
    lazy = "def rnn_forward(x, a0, parameters):\n    for t in range(x.shape[2]):\n"
    lazy += "        rnn_cell_forward(x[:, :, t], a0, parameters)\n"
    lazy += "    return np.zeros((5, 4, 9)), np.zeros((2, 4, 9)), []\n"
    for cells in (
        {"rnn_cell_forward": hollow, "rnn_forward": lazy},
        {"rnn_cell_forward": WRONG["rnn_cell_forward"], "rnn_forward": lazy},
    ):
        verdict = graded(chapter, cells)["rnn_forward"]
        assert verdict.state == VerdictState.WRONG and verdict.points == 0


def test_what_is_right_stays_right(verdicts):
    assert verdicts["freeze_past_end"].state == VerdictState.PASSED


def test_a_quiz_is_not_sent_along(verdicts):
    assert "softmax" in learners_packs(all_exercises())
    assert not any(
        all_exercises()[name].arguments == () for name in learners_packs(all_exercises())
    )


CLUE = {"where": "first", "line": 3, "code": "x = 1", "text": ""}


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "[",
        "[" * 100_000,
        [],
        {},
        {"seen": None, "clue": CLUE},
        {"seen": {"state": "found", "calls": [{"case": "?"}]}, "clue": CLUE},
        {"seen": {"state": "found", "calls": []}, "clue": {**CLUE, "line": "3"}},
        {"seen": {"state": "found", "calls": []}, "clue": {**CLUE, "where": "else"}},
        {"seen": {"state": "found", "calls": []}, "clue": [1]},
    ],
)
def test_whatever_a_students_process_sends_is_read_or_left_aside(sent):
    known = learners_packs(["softmax"])["softmax"]
    text = sent if isinstance(sent, str) else json.dumps(sent)
    cell = nbformat.v4.new_code_cell(outputs=[new_output("display_data", data={WHY: text})])
    assert told_by(cell, known) == NOTHING
