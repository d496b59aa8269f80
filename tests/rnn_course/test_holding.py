"""What a cache must hold, and where."""

import numpy as np
import pytest

from autograder.exercises.caches import all_steps, entries, inside, stands, step
from rnn_course.holding import compare_holds, lacks
from rnn_course.pack import Part

RNG = np.random.default_rng(1)
OLD, NEW, W = RNG.normal(size=(2, 3)), RNG.normal(size=(2, 3)), RNG.normal(size=(2, 2))
NAMES = ("old", "new", "gate", "parameters")
CACHE = (OLD, NEW, OLD * NEW, {"W": W})
PART = Part("cache", 1, "ordinary", "holds")


def test_an_array_may_be_held_anywhere_in_any_form():
    for container in ([OLD, NEW], {"a": {"b": (NEW, OLD)}}, np.stack([OLD, NEW], axis=2)):
        assert lacks({"old": OLD, "new": NEW}, container) == []
    assert lacks({"old": OLD, "new": NEW}, [OLD]) == ["new"]


def test_what_stands_at_a_place_stands_nowhere_else():
    needed = {"old": stands(OLD, 0, 1), "new": inside(NEW, 1)}
    assert lacks(needed, [[W, OLD], {"x": NEW}]) == []
    assert lacks(needed, [[OLD, W], {"x": NEW}]) == ["old"]
    assert lacks(needed, [[NEW, OLD], {"x": W}]) == ["new"]


def test_a_number_of_entries():
    needed = {"two": entries(2), "three": entries(3, 1)}
    assert lacks(needed, [W, (W, W, W)]) == []
    assert lacks(needed, [W, (W, W, W), W]) == ["two"]
    assert lacks(needed, [W, W]) == ["three"]


def test_a_step_in_the_exercises_own_form_has_an_order():
    needed = step(NAMES, CACHE, free=("gate",))
    assert lacks(needed, CACHE) == lacks(needed, list(CACHE)) == []
    assert lacks(needed, (NEW, OLD, *CACHE[2:])) == ["old", "new"]
    assert lacks(needed, (OLD, NEW, OLD, {"W": W})) == ["gate"]
    assert lacks(needed, (*CACHE[:3], {"W": OLD})) == ["W"]


def test_a_step_in_a_form_of_its_own_holds_all_but_what_can_be_computed():
    needed = step(NAMES, CACHE, free=("gate",))
    assert lacks(needed, {"p": {"W": W}, "b": NEW, "a": OLD}) == []
    assert lacks(needed, (OLD, NEW, W)) == []
    assert lacks(needed, {"b": NEW, "a": OLD}) == ["W"]
    assert lacks(step(NAMES, CACHE), (OLD, NEW, W)) == ["gate"]


def test_every_step_is_looked_at():
    caches = [(OLD * t, NEW * t, OLD + t, {"W": W}) for t in range(1, 5)]
    needed = all_steps(NAMES, caches)
    assert lacks(needed, caches) == lacks(needed, tuple(caches)) == []
    for t in range(4):
        wrong = [*caches[:t], (W, *caches[t][1:]), *caches[t + 1 :]]
        assert lacks(needed, wrong) == [f"old of step {t}"]
    assert lacks(needed, caches[::-1])[0] == "old of step 0"
    assert lacks(needed, caches[:3])[0] == "one cache for each of the 4 steps"
    without = [*caches[:3], (*caches[3][:3], {})]
    assert lacks(needed, without) == ["W in each step"]


def test_weights_that_one_step_lacks_are_missed():
    caches = [(OLD * t, NEW * t, OLD + t, {"W": W}) for t in range(1, 4)]
    finding = compare_holds(PART, all_steps(NAMES, caches), [*caches[:2], (*caches[2][:3], {})])
    assert "does not hold W in each step at its place" in finding.headline


@pytest.mark.parametrize(
    ("got", "said", "cause"),
    [
        ([OLD], "does not hold new.", "store a copy"),
        ([NEW, OLD], "does not hold old and new at their places.", "not where the backward pass"),
        ([OLD, NEW, W], "does not have both states.", "entry by entry"),
    ],
)
def test_what_is_said(got, said, cause):
    needed = {"both states": entries(2), "old": stands(OLD, 0), "new": stands(NEW, 1)}
    if len(got) == 1:
        del needed["both states"]
    finding = compare_holds(PART, needed, got)
    assert said in finding.headline and cause in finding.cause
