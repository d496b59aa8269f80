"""Small edits of right answers: what the catalogue makes, and what the doctor says of each."""

import dataclasses
import inspect
import textwrap

import numpy as np
import pytest

from autograder.doctor import mutants, proof
from autograder.doctor.alike import Answers
from autograder.exercises import Exercise, Misconception
from autograder.exercises.specification import Inputs, added, array, holds
from rnn_course.edits.kinds import Kind
from rnn_course.edits.making import edits_of
from rnn_course.edits.sizes import sizes_of
from rnn_course.edits.words import WORDS, described


def made(body, arguments="x, y, W, b", **more):
    """The edits of a function: pairs of the kind and the edited body, on one line."""
    source = f"def f({arguments}):\n{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n"
    return [
        (edited.edit.kind, "; ".join(line.strip() for line in edited.source.splitlines()[1:]))
        for edited in edits_of(source, **more)
    ]


@pytest.mark.parametrize(
    ("kind", "body", "edited"),
    [
        (Kind.TERM_LEFT_OUT, "return W @ x + b", "return W @ x"),
        (Kind.FACTOR_LEFT_OUT, "return x * y", "return x"),
        (Kind.SLOPE_LEFT_OUT, "return x * (1 - y**2)", "return x"),
        (Kind.SIGN_TURNED, "return x - y", "return x + y"),
        (Kind.OTHER_OPERATOR, "return x * y", "return x + y"),
        (Kind.OTHER_CONSTANT, "return x + 2", "return x + 3"),
        (Kind.OTHER_CONSTANT, "return f(x, keepdims=True)", "return f(x, keepdims=False)"),
        (Kind.OTHER_CONSTANT, "return ['B', 'I'][x]", "return ['I', 'I'][x]"),
        (Kind.BRACKETS_LEFT_OUT, "return x * (y + b)", "return x * y + b"),
        (Kind.NAME_EXCHANGED, "return W @ x + b", "return W @ y + b"),
        (Kind.NAMES_EXCHANGED, "return f(x, y)", "return f(y, x)"),
        (Kind.OTHER_KEY, "return x['a'] + x['b'] * 2", "return x['b'] + x['b'] * 2"),
        (Kind.NOT_USED, "return x + y", "x = 0 * x; return x + y"),
        (Kind.TRANSPOSED, "return W @ x", "return W.T @ x"),
        (Kind.NOT_TRANSPOSED, "return W.T @ x", "return W @ x"),
        (Kind.OTHER_AXIS, "return x.sum(axis=0)", "return x.sum(axis=1)"),
        (Kind.AXIS_LEFT_OUT, "return x.sum(axis=0)", "return x.sum()"),
        (Kind.OTHER_INDEX, "return x[0]", "return x[1]"),
        (Kind.OTHER_SIZE, "return x.shape[2]", "return x.shape[0]"),
        (Kind.OTHER_SLICE, "return x[1:]", "return x[2:]"),
        (Kind.MEAN_FOR_SUM, "return x.sum(axis=0)", "return x.mean(axis=0)"),
        (Kind.OTHER_REDUCTION, "return x.sum(axis=0)", "return x.max(axis=0)"),
        (Kind.OTHER_ACTIVATION, "return sigmoid(x)", "return 2 * sigmoid(2 * x) - 1"),
        (Kind.ACTIVATION_LEFT_OUT, "return np.tanh(x)", "return x"),
        (Kind.NO_COPY, "z = x.copy()\nz[0] = 1\nreturn z", "z = x; z[0] = 1; return z"),
        (Kind.NO_COPY, "x = x + y\nreturn x", "x += y; return x"),
        (Kind.NOT_CONVERTED, "return np.array(x)", "return x"),
        (Kind.OTHER_ACTIVATION, "return np.tanh(x)", "return x * (x > 0)"),
        (
            Kind.ALIAS,
            "a = np.zeros(3)\nc = np.zeros(3)\nreturn a, c",
            "a = np.zeros(3); c = a; return (a, c)",
        ),
        (
            Kind.LOOP_TURNED,
            "for t in x:\n    y = f(y, t)\nreturn y",
            "for t in reversed(list(x)):; y = f(y, t); return y",
        ),
        (
            Kind.LOOP_SHORT,
            "for t in x:\n    y = f(y, t)\nreturn y",
            "for t in list(x)[:-1]:; y = f(y, t); return y",
        ),
        (
            Kind.LOOP_ONCE,
            "for t in x:\n    y = f(y, t)\nreturn y",
            "for t in list(x)[:1]:; y = f(y, t); return y",
        ),
        (
            Kind.LOOP_ONCE,
            "while y < x:\n    y = 2 * y\nreturn y",
            "while y < x:; y = 2 * y; break; return y",
        ),
        (
            Kind.RETURNED_IN_LOOP,
            "for t in x:\n    y = f(y, t)\nreturn y",
            "for t in x:; y = f(y, t); return y; return y",
        ),
        (
            Kind.NOT_CARRIED,
            "for t in x:\n    z, c = f(z, t)\nreturn z",
            "for t in x:; _, c = f(z, t); return z",
        ),
        (
            Kind.NOT_ADDED_UP,
            "for t in x:\n    y += t\nreturn y",
            "for t in x:; y = t; return y",
        ),
        (
            Kind.ADDED_UP,
            "for t in x:\n    y = t * 2\nreturn y",
            "for t in x:; y += t * 2; return y",
        ),
        (Kind.OTHER_COMPARISON, "return x < y", "return x <= y"),
        (Kind.BRANCH_IGNORED, "if x:\n    y = 0\nreturn y", "pass; return y"),
        (Kind.BRANCH_IGNORED, "return x if y else b", "return x"),
        (Kind.BRANCH_IGNORED, "return [t for t in x if t]", "return [t for t in x]"),
        (Kind.LOOP_SHORT, "return [t for t in x]", "return [t for t in list(x)[1:]]"),
        (Kind.RETURNED_IN_ANOTHER_ORDER, "return x, y", "return (y, x)"),
    ],
)
def test_the_catalogue_makes_what_it_says(kind, body, edited):
    assert (kind, edited) in made(body)


def test_a_size_is_typed_in():
    def f(x):
        n, m = x.shape
        return n * len(x) + m

    source = textwrap.dedent(inspect.getsource(f))

    def run(watched, names):
        space = dict(names)
        exec(watched, space)
        space["f"](np.zeros((4, 7)))

    sizes = sizes_of(source, run)
    assert sizes == {"x.shape": {(4, 7)}, "len(x)": {(4,)}}
    typed = [
        edited.source
        for edited in edits_of(source, sizes)
        if edited.edit.kind is Kind.SIZE_TYPED_IN
    ]
    assert len(typed) == 3
    for line in ("n, m = (4, x.shape[1])", "n, m = (x.shape[0], 7)", "return n * 4 + m"):
        assert any(line in source for source in typed)


def test_every_kind_has_words_and_no_edit_comes_twice():
    assert set(WORDS) == set(Kind)
    source = "def f(a_prev, W, bf):\n    forget = sigmoid(W @ a_prev + bf)\n    return forget\n"
    found = list(edits_of(source))
    assert len({edited.source for edited in found}) == len(found) > 10
    assert "b_f is left out of Γ_f" in [described(edited.edit) for edited in found]


def test_what_looks_at_the_arguments_is_no_part_of_an_answer():
    lines = "if x < 0:\n    raise ValueError\nfor t in x:\n    if t:\n        raise ValueError\n"
    lines += "check_shape(x, y)\n"
    kinds = {kind for kind, _ in made(lines + "return x", "x")}
    assert kinds == {Kind.NOT_USED}  # of x itself; t is known to such lines alone


def test_a_second_name_is_not_exchanged_for_the_first():
    lines = "p = b\nreturn p * y"
    assert not [body for _, body in made(lines, "y, b") if "return b * y" in body]
    # as soon as one of the two gets another value they differ
    again = "p = b\nfor t in y:\n    p = p + t\nreturn p * y"
    assert [body for _, body in made(again, "y, b") if "return b * y" in body]


def test_two_names_of_the_same_do_not_change_places():
    turned = [body for _, body in made("u, v = [], []\nreturn u, v, x", "x") if "v, u = " in body]
    assert not turned
    assert [body for _, body in made("u, v = x, [0]\nreturn u, v, x", "x") if "v, u = " in body]


def test_the_shape_inside_a_size_is_no_size_of_its_own():
    source = "def f(x):\n    z = np.zeros(x.shape)\n    return z * x.shape[1]\n"
    sizes = {"x.shape": [(4, 7)], "x.shape[1]": [(7,)]}
    typed = [e.source for e in edits_of(source, sizes) if e.edit.kind is Kind.SIZE_TYPED_IN]
    assert len(typed) == 3
    assert not [source for source in typed if ")[1]" in source]


def mean_of(x):
    total = x.sum(axis=0)
    return total / x.shape[0]


def drawn(rng):
    n, m = 3 + rng.permutation(5)[:2]
    return Inputs({"x": rng.uniform(1, 2, (n, m))})


def room(**changes):
    """A room whose parts compare all that is returned, on two cases of other sizes."""
    fields = {
        "name": "mean_of",
        "chapter": "02_forward",
        "reference": mean_of,
        "task": "",
        "returns": ("mean",),
        "draws": {"one": lambda rng: Inputs({"x": rng.uniform(1, 2, (2, 3))}), "two": drawn},
        "parts": (array("a", 1, case="one"), array("b", 1, case="two")),
        "misconceptions": (Misconception("sum", "…", "total / x.shape[0]", "total"),),
    }
    return Exercise(**fields | changes)


def holes(exercise, function=mean_of):
    source = textwrap.dedent(inspect.getsource(function))
    right = proof.Right(function, source, "mean.py", 10)
    return proof.holes_of(exercise, [right])


@pytest.fixture(autouse=True)
def _place(monkeypatch):
    monkeypatch.setattr(proof, "place_of", lambda name: f"rooms/{name}.py")
    monkeypatch.setattr(mutants, "DRAWS", 20)


def test_a_whole_room_has_no_hole():
    problems, tally = holes(room())
    assert problems == []
    assert tally.made > 15 and tally.equal == tally.survived == 0
    assert str(tally) == f"{tally.made} edits: {tally.made} lose points, 0 change no answer"


def test_a_room_with_a_hole_is_found():
    """One size in the pack: who types it in earns all points."""
    one = room(draws={"one": room().draws["one"]}, parts=(array("a", 2, case="one"),))
    many = dataclasses.replace(one, draws={"one": drawn})
    assert holes(one)[0][0].what.startswith("an edit changes no answer")
    problems, tally = holes(many)
    assert tally.survived == len(problems) > 0
    said = str(problems[0])
    assert said.startswith("mean.py, line 12: a wrong answer of 'mean_of' earns all points")
    assert "a size is typed in" in said and "rooms/mean_of.py" in said and "draw inputs" in said


def test_no_pair_excuses_a_survivor():
    many = room(
        draws={"one": drawn},
        parts=(array("a", 2, case="one"),),
        equal=(("return total / x.shape[0]", "It is always so."),),
    )
    said = [problem.what for problem in holes(many)[0]]
    assert any("earns all points" in what for what in said)
    assert any("no edit there changes" in what for what in said)


def longer(x):
    total = x.sum(axis=0) * 1  # one time
    return total / x.shape[0]


def test_an_edit_that_changes_nothing_needs_its_reason():
    problems, tally = holes(room(), longer)
    assert tally.equal == len(problems) > 0
    assert problems[0].where == "mean.py, line 11"
    assert "changes no answer" in problems[0].what and "`equal`" in problems[0].mend
    reason = (("x.sum(axis=0)   *   1", "Times 1 is nothing."),)
    assert holes(room(equal=reason), longer)[0] == []
    (stale,) = holes(room(equal=reason))[0]
    assert "gives a reason for edits of 'x.sum" in stale.what and stale.mend


def test_an_exercise_that_is_cut_says_so(monkeypatch):
    monkeypatch.setattr(mutants, "SECONDS", 0.0)
    (cut,) = holes(room())[0]
    assert "the time was not enough" in cut.what and cut.where == "rooms/mean_of.py"


def endless(x):
    rows = len(x)
    while rows > 0:
        rows -= 1
    return x.sum(axis=0) / len(x)


def test_an_edit_that_never_ends_loses_and_costs_little():
    tried = mutants.Proof(room())
    tried.of(endless, textwrap.dedent(inspect.getsource(endless)).replace("endless", "mean_of"))
    hung = "def mean_of(x):\n    while True:\n        pass\n"
    function = mutants.defined(mean_of, hung)
    assert not mutants.earns_all(mutants.make_pack(room(), b"seed"), function, 0.05)


def test_what_an_exercise_leaves_open_is_no_difference():
    one, two = np.ones(2), np.full(3, 2.0)
    cache = Answers([holds("cache", 1, lambda inputs, got: {"a": one, "b": two}, at=1)])
    assert cache.alike({}, (one, (one, two)), (one, {"b": two, "a": one, "more": one}))
    assert not cache.alike({}, (one, (one, two)), (one, [one]))
    assert not cache.alike({}, (one, (one, two)), (two, (one, two)))
    summed = Answers([added("db", 1, at=("ba", "bx"))])
    assert summed.alike(
        {}, {"ba": one, "bx": one, "W": two}, {"ba": 2 * one, "bx": 0 * one, "W": two}
    )
    assert not summed.alike({}, {"ba": one, "bx": one}, {"ba": 2 * one, "bx": one})
    whole = Answers([array("a", 1, at=0)])
    assert not whole.alike({}, (one, two), (one, one))  # no part looks at it, and it differs


def test_a_case_without_such_a_place_leaves_nothing_open():
    one, two = np.ones((1, 2)), 2 * np.ones((1, 2))
    summed = Answers([added("db", 1, at=("ba", "bx"))])
    assert summed.alike({}, {"W": one}, {"W": one})
    assert not summed.alike({}, {"W": one}, {"W": two})
