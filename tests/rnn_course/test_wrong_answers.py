"""Every misconception and every likely mistake of every room, as the learner's own check judges it."""

from __future__ import annotations

import contextlib
import io
import warnings
from functools import cache

import pytest

from autograder.build import chapter as chapters
from autograder.doctor.rooms import typed
from autograder.doctor.verdicts import namespace_of
from autograder.exercises import all_exercises
from autograder.exercises.mutation import mutated
from autograder.house import COURSE, SOLUTIONS
from rnn_course.check import verdict_of
from rnn_course.verdict import VerdictState

WRONG = (VerdictState.WRONG, VerdictState.RAISED)


@cache
def solved(chapter: str) -> dict:
    """What the solved chapter defines."""
    return namespace_of(chapters.read(SOLUTIONS / f"{chapter}.py").notebook)


def judged(name: str, space: dict):
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return verdict_of(name, space, COURSE / all_exercises()[name].chapter)


@pytest.mark.parametrize("name", sorted(all_exercises()))
def test_each_misconception_gets_its_sentence_in_its_own_folder(name):
    exercise = all_exercises()[name]
    for misconception in exercise.misconceptions:
        wrong = mutated(exercise, misconception)
        verdict = judged(name, {**solved(exercise.chapter), name: wrong})
        assert verdict.state in WRONG, misconception.name
        assert verdict.misconception == misconception.name
        assert verdict.points < verdict.maximum


@pytest.mark.parametrize("name", sorted(all_exercises()))
def test_each_likely_mistake_is_recognised_in_its_own_folder(name):
    exercise = all_exercises()[name]
    for misconception, body in exercise.likely:
        verdict = judged(name, typed(exercise, body, solved(exercise.chapter)))
        assert verdict.state in WRONG, body
        assert verdict.misconception == misconception, body


def test_a_wrong_helper_of_an_earlier_chapter_does_not_stop_the_check():
    space = {**solved("08_deep"), "rnn_backward": lambda da, caches: {}}
    space["deep_rnn_backward"] = lambda da, caches: {"dx": da, "layers": []}
    assert judged("deep_rnn_backward", space).state == VerdictState.WRONG
