"""Every state of a verdict has its message, and every message its state."""

import inspect
import json
from functools import cache

import numpy as np
import pytest
from nbformat.v4 import new_output

from autograder.exercises import all_exercises
from autograder.exercises.packing import make_pack
from autograder.grade import sealing
from autograder.grade.carried import carried, with_mistakes
from autograder.house import COURSE
from rnn_course import messages
from rnn_course.check import verdict_of
from rnn_course.judging import judge
from rnn_course.observation import CallState, LookUp, from_data, observe, to_data
from rnn_course.probe import MIME
from rnn_course.values import NotData
from rnn_course.verdict import Verdict, VerdictState

SEED = b"a secret"
SOFTMAX, CELL = (all_exercises()[name] for name in ("softmax", "rnn_cell_forward"))
BESIDE_A_VERDICT = {"trouble", "note"}  # messages that are not about an answer


@cache
def pack(exercise):
    return make_pack(all_exercises()[exercise], SEED)


def seen(exercise, function, **space):
    cases = [(case.name, case.inputs) for case in pack(exercise).cases]
    named = {} if function is None else {exercise: function}
    return observe(exercise, {**space, **named}, cases)


def judged(exercise, function, **space):
    return judge(pack(exercise), seen(exercise, function, **space))


def unwritten(*_):
    raise NotImplementedError("not written yet")


def changes_its_input(z):
    probabilities = SOFTMAX.reference(z.copy())
    z += 1
    return probabilities


def calls_a_stub(z):
    return unwritten(z)


def after_a_wrong_softmax(spoil=lambda answer: answer):
    """rnn_cell_forward, its answer spoilt or not, in a notebook whose softmax sums over rows."""
    answered = seen(
        CELL.name, lambda *a: spoil(with_mistakes(CELL, {"softmax": "sum_over_rows"})(*a))
    )
    earlier = Verdict("softmax", VerdictState.WRONG, 0, 3, "", "sum_over_rows")
    return carried(judge(pack(CELL.name), answered), answered, SEED, {"softmax": earlier})


def without_an_answer(solved):
    packs = {"softmax": pack("softmax")}
    executed = sealing.seal(solved, packs)
    return sealing.settle(solved, executed, packs, SEED)[1]["softmax"]


def after_a_stopped_cell(solved):
    packs = {"softmax": pack("softmax")}
    executed = sealing.seal(solved, packs)
    data = json.dumps(to_data(observe("softmax", {}, [])))
    for original, cell in zip(solved.cells, executed.cells, strict=True):
        if sealing.exercise_of(original) == "softmax":
            cell.outputs = [new_output("display_data", data={MIME: data})]
        elif "def softmax(z):" in cell.source:
            cell.source = cell.source.replace("def softmax(z):", "def softmax(z)")
            cell.outputs = [new_output("error", ename="SyntaxError", evalue="", traceback=[])]
    return sealing.settle(solved, executed, packs, SEED)[1]["softmax"]


def one_of_each(solved) -> list[tuple[VerdictState, str, Verdict]]:
    """(state, how its message begins, a verdict in it): every way to every state."""
    return [
        (VerdictState.PASSED, "✓ softmax: 3 of 3", judged("softmax", SOFTMAX.reference)),
        (VerdictState.WRONG, "✗ softmax: ", judged("softmax", lambda z: z)),
        (VerdictState.WRONG, "✗ softmax takes other", judged("softmax", lambda: None)),
        (
            VerdictState.WRONG,
            "✗ softmax: the values are right",
            judged("softmax", changes_its_input),
        ),
        (VerdictState.RAISED, "✗ softmax stopped with", judged("softmax", lambda z: z @ z @ z)),
        (VerdictState.RAISED, "✗ softmax stopped: it calls", judged("softmax", calls_a_stub)),
        (VerdictState.UNWRITTEN, "○ softmax is not written", _stub_verdict()),
        (VerdictState.NO_FUNCTION, "✗ There is no function", judged("softmax", None)),
        (VerdictState.NO_FUNCTION, "✗ 'softmax' is an array", judged("softmax", np.ones(2))),
        (VerdictState.NO_FUNCTION, "✗ The cell that defines", after_a_stopped_cell(solved)),
        (VerdictState.CARRIED, "✓ rnn_cell_forward: 4 of 4", after_a_wrong_softmax()),
        (VerdictState.CARRIED, "✓ rnn_cell_forward: 4 of 4", over_a_wrong_softmax("+")),
        (VerdictState.WRONG, "✗ rnn_cell_forward: ", over_a_wrong_softmax("-")),
        (VerdictState.WRONG, "✗ forward_quiz: 0 of 5", judged("forward_quiz", lambda: "abcab")),
        (
            VerdictState.WRONG,
            "✗ rnn_cell_forward: ",
            after_a_wrong_softmax(lambda answer: (answer[0] + 1, *answer[1:])),
        ),
        (VerdictState.NO_ANSWER, "✗ softmax could not be checked", without_an_answer(solved)),
    ]


def over_a_wrong_softmax(sign):
    """In a notebook: right by itself, or calling softmax with what no right cell hands over."""
    space = {"np": np}
    exec(
        "def softmax(z):\n    return z\n"
        "def rnn_cell_forward(xt, a_prev, parameters):\n"
        "    p = parameters\n"
        "    a = np.tanh(p['Wax'] @ xt + p['Waa'] @ a_prev + p['ba'])\n"
        f"    return a, softmax(p['Wya'] @ a {sign} p['by']), (a, a_prev, xt, p)\n",
        space,
    )
    return verdict_of("rnn_cell_forward", space, COURSE / "02_forward")


def _stub_verdict():
    space = {}
    exec("def softmax(z):\n    raise NotImplementedError('not written yet')\n", space)
    return judged("softmax", space["softmax"])


def test_every_state_has_its_message_and_every_message_its_state(solved, monkeypatch):
    used = set()
    public = {
        name: function
        for name, function in vars(messages).items()
        if inspect.isfunction(function)
        and function.__module__ == messages.__name__
        and not name.startswith("_")
    }
    for name, function in public.items():

        def noted(*args, name=name, function=function, **named):
            used.add(name)
            return function(*args, **named)

        monkeypatch.setattr(messages, name, noted)
    found = one_of_each(solved)
    for state, begins, verdict in found:
        assert verdict.state is state and verdict.message.startswith(begins), verdict
    without = set(VerdictState) - {verdict.state for _, _, verdict in found}
    assert not without, (
        f"No verdict and no message here is in the state {', '.join(sorted(without))}. A new state "
        "needs a message in rnn_course/messages.py, and a verdict in this file's one_of_each."
    )
    idle = set(public) - used - BESIDE_A_VERDICT
    assert not idle, f"No state of a verdict says messages.{', messages.'.join(sorted(idle))}."


def test_right_is_who_passed_and_who_carries(solved):
    for state, begins, verdict in one_of_each(solved):
        assert verdict.passed == begins.startswith("✓"), state
        assert verdict.full == (verdict.points == verdict.maximum)
        assert not verdict.passed or verdict.full, state


@pytest.mark.parametrize("kind", [VerdictState, LookUp, CallState])
def test_states_are_the_words_that_records_keep(kind):
    for state in kind:
        assert state == state.value == str(state) == f"{state}" and isinstance(state, str)


def test_an_observation_in_an_unknown_state_is_none():
    data = to_data(seen("softmax", SOFTMAX.reference))
    assert from_data(data).state is LookUp.FOUND
    for state in ("passed", "", None, 3, [], {}):
        with pytest.raises(NotData, match="its state is none of found, missing"):
            from_data({**data, "state": state})
        call = {**data["calls"][0], "state": state}
        with pytest.raises(NotData, match="its state is none of returned, raised"):
            from_data({**data, "calls": [call]})
