"""A loop over a wrong helper is judged by itself."""

import numpy as np
import pytest

from autograder.build import chapter as chapters
from autograder.doctor.verdicts import namespace_of
from autograder.house import COURSE, SOLUTIONS
from rnn_course.check import verdict_of
from rnn_course.helper_calls import Missed, Recorder, Table, from_data, rebound, to_data
from rnn_course.values import NotData
from rnn_course.verdict import VerdictState

# A mistake that no room lists, so that nothing can be carried on by name.
WRONG_CELL = """
def rnn_cell_forward(xt, a_prev, parameters):
    p = parameters
    a = np.arctan(p["Wax"] @ xt + 2 * p["Waa"] @ a_prev) + 1
    return a, softmax(p["Wya"] @ a + p["by"]), (a, a_prev, xt, p)
"""
LOOP = """
def rnn_forward(x, a0, parameters):
    a, ys, caches, states = a0, [], [], []
    for t in range(x.shape[2]):
        {line}
        states.append(a), ys.append(y), caches.append(cache)
    return np.stack(states, 2), np.stack(ys, 2){scale}, caches
"""
RIGHT = "a, y, cache = rnn_cell_forward(x[:, :, t], a, parameters)"


@pytest.fixture(scope="module")
def solved():
    return namespace_of(chapters.read(SOLUTIONS / "02_forward.py").notebook)


def judged(solved, *cells):
    space = dict(solved)
    for cell in cells:
        exec(cell, space)
    verdict = verdict_of("rnn_forward", space, COURSE / "02_forward")
    return verdict, " ".join(verdict.message.split())


@pytest.mark.parametrize(
    "line",
    [RIGHT, RIGHT.replace("parameters)", "parameters=parameters)"), RIGHT + "; z = a + y[0]"],
)
def test_a_right_loop_over_a_wrong_helper_keeps_its_points(solved, line):
    verdict, text = judged(solved, WRONG_CELL, LOOP.format(line=line, scale=""))
    assert verdict.state == VerdictState.CARRIED and verdict.points == verdict.maximum
    assert "rnn_cell_forward does not pass its own check yet" in text


def test_a_wrong_loop_over_a_wrong_helper_is_told_its_own_mistake(solved):
    verdict, text = judged(solved, WRONG_CELL, LOOP.format(line=RIGHT, scale=" * 3"))
    assert verdict.state == VerdictState.WRONG and 0 < verdict.points < verdict.maximum
    assert "So a right one stood in for it here" in text and "3" in text
    assert "Work this one entry out by hand" not in text


def test_a_call_that_no_right_loop_makes_is_named(solved):
    line = RIGHT.replace(", a, parameters", ", a0, parameters")
    verdict, text = judged(solved, WRONG_CELL, LOOP.format(line=line, scale=""))
    assert "Call 2 of rnn_cell_forward is handed another a_prev than in our solution." in text
    assert "Work this one entry out by hand" not in text and verdict.points == 0


def test_a_right_function_that_calls_a_wrong_helper_otherwise_is_not_accused(solved):
    """All steps at once through softmax, which our solution never calls here: another style."""
    loop = """
def rnn_forward(x, a0, parameters):
    p, a, states, caches = parameters, a0, [], []
    for t in range(x.shape[2]):
        n = np.tanh(p["Wax"] @ x[:, :, t] + p["Waa"] @ a + p["ba"])
        caches.append((n, a, x[:, :, t], p))
        a = n
        states.append(a)
    z = np.tensordot(p["Wya"], np.stack(states, 2), 1) + p["by"][:, :, None]
    return np.stack(states, 2), softmax(z.reshape(len(z), -1)).reshape(z.shape), caches
"""
    verdict, text = judged(solved, "def softmax(z):\n    return z / 2\n", loop)
    assert "our solution" not in text and "line" not in text
    assert "uses softmax, which does not pass its own check yet" in text


def test_a_right_helper_changes_nothing(solved):
    line = RIGHT.replace(", a, parameters", ", a0, parameters")
    verdict, text = judged(solved, LOOP.format(line=line, scale=""))
    assert "than in our solution" not in text and verdict.misconception


def table_of(helper, *calls):
    recorder = Recorder()
    recorded = recorder.of("helper", helper)
    for given in calls:
        recorded(*given)
    return Table(from_data(to_data(recorder.calls)))


def test_a_table_answers_as_the_helper_did():
    def helper(x, p):
        return x + 1, (x, p)

    x, p = np.arange(3.0), {"w": np.array([2.0])}
    answer = table_of(helper, (x, p)).helper("helper")
    y, (given, weights) = answer(x.copy(), p)
    assert np.array_equal(y, x + 1) and weights is p and np.array_equal(given, x)
    with pytest.raises(Missed) as caught:
        answer(x + 1, p)
    assert (caught.value.call, caught.value.argument) == (2, None)
    with pytest.raises(Missed) as caught:
        table_of(helper, (x, p)).helper("helper")(x + 1, p)
    assert (caught.value.call, caught.value.argument) == (1, 0)


def test_a_table_of_zeros_tells_nothing():
    assert table_of(lambda x: x * 2.5, (np.arange(3.0),)).tells("helper")
    assert not table_of(lambda x: x * 0, (np.arange(3.0),)).tells("helper")
    assert not table_of(lambda x: {"dx": x * 0, "dW": x**0}, (np.arange(3.0),)).tells("helper")
    assert not table_of(lambda x: x).tells("helper")
    one, other = np.arange(3.0), np.arange(3.0) + 1
    assert not table_of(lambda x: np.array([0.37, 0.2]), (one,), (other,)).tells("helper")
    assert table_of(lambda x: x * 2.5 + 0.1, (one,), (other,)).tells("helper")


def test_what_is_no_function_is_not_rebound():
    assert rebound(len, {}) is None
    made = rebound(judged, {"verdict_of": len})
    assert made.__globals__["verdict_of"] is len and judged.__globals__["verdict_of"] is verdict_of


@pytest.mark.parametrize("data", [None, {}, [1], [["a", 1]], [[1, [], 2]], [["f", [], 1]] * 500])
def test_what_is_no_table_is_refused(data):
    with pytest.raises(NotData):
        from_data(data)
