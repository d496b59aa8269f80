"""What is said of wrong answers that nobody wrote down: it is true, and it names the place."""

import json
import linecache
import time
from pathlib import Path

import numpy as np
import pytest

from rnn_course.causes.clues import Where, look
from rnn_course.causes.numbers.lists import listed, whole_number
from rnn_course.causes.relations import relation
from rnn_course.causes.time_limit import TooLong, within
from rnn_course.check import verdict_of
from rnn_course.edits.kinds import Edit, Kind
from rnn_course.edits.making import edits_of
from rnn_course.edits.words import WORDS, described
from rnn_course.fingerprints import fingerprint, same
from rnn_course.pack import load

RNG = np.random.default_rng(1)
A = np.round(RNG.normal(size=(3, 4, 5)), 3)
SIZES = {"n_a": 3, "m": 4, "T_x": 5}


def told(got, expected=A, shape="(n_a, m, T_x)", **known):
    return relation(expected, got, shape, SIZES, known)


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (-A, "right but for the sign"),
        (2 * A, "twice the right one"),
        (A / 4, "divided by m = 4"),
        (5 * A, "T_x = 5 times"),
        (A[:, :, ::-1], "time runs the other way round"),
        (A[:, ::-1], "the order of the examples runs the other way round"),
        (A[[1, 2, 0]], "stand in another order"),
        (np.roll(A, 1, axis=2), "one place late along time"),
        (np.transpose(A, (1, 0, 2)), "axes stand in another order"),
        (A.sum(axis=2), "added up along axis 2"),
        (A[:, :, -1], "last step of the right array"),
        (0 * A, "All of it is 0"),
        (np.exp(A), "the exponentials of the right numbers"),
        (1 - A, "1 minus the right one"),
        (1 / A, "1 divided by the right one"),
        (np.broadcast_to(A.sum(2, keepdims=True), A.shape), "Each step holds the sum of all"),
        (np.broadcast_to(A[:, :, -1:], A.shape), "right numbers of the last step"),
        (np.cumsum(A, 2), "the sum of the right numbers up to it"),
        (np.where(np.arange(5) % 2, A, 0), "Wrong: steps 1, 3, 5."),
    ],
)
def test_a_relation_of_the_numbers(got, said):
    assert said in told(got)


def test_what_is_too_much_and_what_is_missing():
    bias = np.array([[0.3], [0.5], [-0.2]])
    right = A[:, :, 0]
    assert "too much in it is exactly b_a" in told(right + bias, right, "(n_a, m)", ba=bias)
    assert "missing in it is exactly b_a" in told(right - bias, right, "(n_a, m)", ba=bias)
    other = RNG.normal(size=(3, 4))
    assert told(other, right, "(n_a, m)", xt=other) == "These are the numbers of x⟨t⟩."


def test_a_factor_that_is_a_quantity():
    gate, right = RNG.uniform(0.1, 0.9, size=(3, 4)), A[:, :, 0]
    said = told(right * gate, right, "(n_a, m)", reset=gate)
    assert said == "These are the right numbers times Γ_r, entry by entry."
    assert "are these times Γ_r" in told(right / gate, right, "(n_a, m)", reset=gate)


def test_a_step_from_what_is_given():
    weights, move = A[:, :, 0], 1e-3 * A[:, :, 1]

    def of(share):
        given = {"Waa": weights}
        return relation(weights - move, weights - share * move, "", SIZES, given, given)

    assert of(-1) == "The step away from W_aa goes in the opposite direction."
    assert of(1 / 4) == "Of the step away from W_aa: the step is the right one divided by m = 4."
    assert of(0.7) == ""  # any two numbers have a ratio: only one with a name is a cause
    assert of(0) == "These are the numbers of W_aa."


def test_what_zeros_have_to_do_with_it():
    real = np.arange(5) < np.array([5, 2, 4, 1])[:, None]
    assert "Where 0 belongs stands something else" in told(A, A * real)
    few = A.copy()
    few[0, 0, 0] = few[2, 1, 3] = 0
    assert "those in whose place stands a 0" in told(few)


def test_single_numbers_that_are_simple_have_no_function():
    assert told(np.array(0.5), np.array(0.25), "()") == ""
    assert "logarithms" in told(np.log(np.array(0.321)), np.array(0.321), "()")


@pytest.mark.parametrize(
    ("got", "said"),
    [
        ([3, 4, 5], "Missing at the beginning: 2."),
        ([2, 3, 4], "Missing at the end: 5."),
        ([2, 5], "in its order. Missing: 3, 4."),
        ([2, 3, 4, 5, 0], "Too much at the end: 0."),
        ([2, 0, 3, 0, 4, 0, 5, 0], "Too much: 0, 4 times."),
        ([5, 4, 3, 2], "the other way round"),
        ([3, 2, 4, 5], "in another order"),
        ([3, 4, 5, 6], "Each entry is 1 too large."),
        (["2", "3", "4", "5"], "of another type"),
        ([0, 2, 3, 4], "one place late"),
        ([3, 4, 5, 0], "one place early"),
        ([7, 8, 2, 9], ""),
        ([7, 8], ""),
        ([], ""),
    ],
)
def test_a_relation_of_lists(got, said):
    assert said in listed([2, 3, 4, 5], got) if said else listed([2, 3, 4, 5], got) == ""


def test_words_but_for_their_letters():
    assert "capital and small letters" in listed(["O", "B-GAME"], ["o", "B-Game "])
    assert listed(["O", "B-GAME"], ["O", "I-GAME"]) == ""


def test_a_whole_number_that_is_a_multiple():
    assert whole_number(4960, 19840) == "The number is 4 times the right one."
    assert whole_number(4960, 2480) == "The number is the right one divided by 2."
    assert whole_number(4960, 5041) == whole_number(2, 4) == ""


def test_all_numbers_of_one_size():
    assert "All of them have the size 2.5" in told(2.5 * np.sign(A))


def test_where_it_begins_to_differ():
    late = A.copy()
    late[:, :, 2:] += 1
    assert told(late) == "Right up to step 2, wrong from step 3 on."
    early = A.copy()
    early[:, :, :4] += 1
    assert told(early) == "Right from step 5 on, wrong at all steps before it."
    one = A.copy()
    one[:, 1] += 1
    assert told(one) == "Only example 2 is wrong."


def test_nothing_is_said_where_nothing_is_known():
    assert told(RNG.normal(size=A.shape)) == ""
    assert told(A * 1.37) == ""  # a factor without a name
    assert told(np.array("text")) == ""
    assert told(np.full(A.shape, np.nan)) == ""


def test_fingerprints_know_a_value_again_and_tell_others_apart():
    noise = A * (1 + 1e-12)
    assert same(fingerprint(A), fingerprint(noise))
    changed = A.copy()
    changed[0, 0, 0] += 1e-3
    for other in (changed, A[::-1], A.reshape(4, 3, 5), 0 * A):
        assert not same(fingerprint(A), fingerprint(other))
    assert same(fingerprint(["a", 1]), fingerprint(("a", 1.0)))
    assert not same(fingerprint(["a", 1]), fingerprint(["a", 2]))
    assert fingerprint(object()) is None


def test_every_kind_has_words_that_need_no_edit():
    assert set(WORDS) == set(Kind)
    for kind in Kind:
        said = described(Edit(kind, ("ba", "Waa"), "forget"))
        assert (said and "{" not in said and "Γ_f" in said) or kind not in (Kind.TERM_LEFT_OUT,)


def test_what_a_learner_has_not_met_is_not_named():
    edit = Edit(Kind.TERM_LEFT_OUT, ("bf", "secret"), "total")
    assert described(edit, frozenset({"bf"})) == "b_f is left out"
    assert described(edit, frozenset()) == ""
    edit = Edit(Kind.OTHER_ACTIVATION, ("tanh", "secret", "bf"), "output")
    assert described(edit, frozenset({"tanh", "bf"})) == ""  # no name moves to another's place


def test_no_edit_puts_a_list_into_itself():
    source = "def f(x):\n    out = []\n    for t in x:\n        out.append(t)\n    return out\n"
    assert not [e for e in edits_of(source) if "out.append(out)" in e.source]
    assert len(list(edits_of(source))) > 5


def test_what_does_not_end_is_stopped():
    began = time.monotonic()
    with pytest.raises(TooLong), within(0.05, __name__):
        (lambda: [None for _ in iter(int, 1)])()
    assert time.monotonic() - began < 5


def test_a_library_is_never_stopped_in_its_own_lines():
    with within(0, __name__):
        # a frame of this file would be stopped at once
        assert list(map(json.loads, ["[1]", "[2]"])) == [[1], [2]]


def answer(chapter, name, code, **space):
    """The namespace of a notebook in which `code` was run, and the chapter's folder."""
    file = f"<{name}>"
    linecache.cache[file] = len(code), None, code.splitlines(keepends=True), file
    namespace = {"np": np, **space}
    exec(compile(code, file, "exec"), namespace)
    return namespace, Path("course") / chapter


def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


CELL = """def rnn_cell_forward(xt, a_prev, parameters):
    Wax, Waa, ba = parameters["Wax"], parameters["Waa"], parameters["ba"]
    z = Wax @ xt + Waa @ a_prev + ba
    a_next = {step}
    yt_pred = softmax(parameters["Wya"] @ a_next + parameters["by"])
    return a_next, yt_pred, (a_next, a_prev, xt, parameters)
"""


@pytest.mark.parametrize(
    "step", ["np.tanh(z) * 0.9", "np.sin(z)", "np.tanh(z + 0.1)", "np.tanh(z) ** 2", "np.arctan(z)"]
)
def test_the_first_wrong_value_is_in_its_line(step, root, monkeypatch):
    monkeypatch.chdir(root)
    code = CELL.format(step=step)
    namespace, folder = answer("02_forward", "rnn_cell_forward", code, softmax=softmax)
    verdict = verdict_of("rnn_cell_forward", namespace, folder)
    said = " ".join(verdict.message.split())
    assert not verdict.misconception and verdict.points < verdict.maximum
    assert "none of our solutions makes" in said and f"line 4 a_next = {step}" in said
    assert "No mistake that this check knows" not in said


def test_another_way_that_is_right_is_not_accused(root, monkeypatch):
    """Stacked weights are no value of ours; the wrong line comes after them."""
    monkeypatch.chdir(root)
    code = """def rnn_cell_forward(xt, a_prev, parameters):
    W = np.hstack([parameters["Wax"], parameters["Waa"], parameters["ba"]])
    z = W @ np.vstack([xt, a_prev, np.ones((1, xt.shape[1]))])
    a_next = np.tanh(z)
    scores = parameters["Wya"] @ a_next + 3 * parameters["by"]
    return a_next, softmax(scores), (a_next, a_prev, xt, parameters)
"""
    namespace, folder = answer("02_forward", "rnn_cell_forward", code, softmax=softmax)
    clue = look(load("rnn_cell_forward", folder), namespace["rnn_cell_forward"])
    assert clue.line == 5 and clue.where == Where.FIRST


def test_it_changes_nothing_and_ends_in_time(root, monkeypatch):
    monkeypatch.chdir(root)
    code = """def softmax(z):
    calls.append(1)
    e = np.exp(z)
    while len(calls) < 0:
        pass
    return e / e.max()
"""
    namespace, folder = answer("02_forward", "softmax", code, calls=[])
    before = set(namespace)
    began = time.monotonic()
    look(load("softmax", folder), namespace["softmax"])
    assert time.monotonic() - began < 20 and set(namespace) == before


def test_the_packs_know_generated_mistakes_and_right_values(root):
    total = 0
    for path in sorted((root / "course").glob("0*/checks/*.json")):
        pack = load(path.stem, path.parents[1])
        total += path.stat().st_size
        if pack.arguments:
            assert pack.values and all(pack.values.values()), path.stem
            for mistake in pack.generated:
                assert mistake.kind in set(Kind) and set(mistake.gives) <= {
                    part.name for part in pack.parts
                }
    assert total < 4_000_000
