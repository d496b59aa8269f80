"""Exercises whose answers are one of several: each wrong one has its sentence, and packs tell none."""

import pytest

from autograder.doctor.rooms import typed, verdict_on
from autograder.exercises import all_exercises
from autograder.exercises.packing import build_seed, make_pack

QUIZZES = [name for name, exercise in all_exercises().items() if not exercise.arguments]


@pytest.mark.parametrize("name", QUIZZES)
def test_every_wrong_letter_of_every_quiz_has_its_sentence(name):
    exercise = all_exercises()[name]
    pack, right = make_pack(exercise, build_seed(exercise)), exercise.reference()
    said = set()
    for i, letter in enumerate(right):
        for wrong in sorted(set("abcd") - {letter}):
            answers = right[:i] + wrong + right[i + 1 :]
            verdict = verdict_on(pack, {name: lambda answers=answers: answers})
            message = " ".join(verdict.message.split())
            assert verdict.points == verdict.maximum - 1, (i + 1, wrong)
            if verdict.misconception:
                asked = f"Question {i + 1}"
                if name == "find_the_planted_bug":  # four programs, two questions to each
                    asked = f"Program {i // 2 + 1}, {('the line', 'in its place')[i % 2]}"
                assert f"Recognised: {asked}: " in message
            else:  # some questions have three options
                assert "This letter is none of the options." in message
            said.add(verdict.misconception)
    assert len(said - {""}) == len(exercise.misconceptions) >= 2 * len(right)


@pytest.mark.parametrize("name", QUIZZES)
def test_with_several_wrong_letters_one_is_explained(name):
    exercise = all_exercises()[name]
    pack, right = make_pack(exercise, build_seed(exercise)), exercise.reference()
    answers = "".join("a" if letter != "a" else "b" for letter in right)
    verdict = verdict_on(pack, {name: lambda: answers})
    assert verdict.points == 0 and verdict.misconception, verdict.message


@pytest.mark.parametrize("name", QUIZZES)
@pytest.mark.parametrize("letter", "abcd")
def test_one_letter_for_every_question_wins_nothing(name, letter):
    exercise = all_exercises()[name]
    pack, count = make_pack(exercise, build_seed(exercise)), len(exercise.reference())
    verdict = verdict_on(pack, {name: lambda: letter * count})
    assert verdict.points == 0 and "One letter stands for every question" in verdict.message


def test_every_wrong_type_of_every_application_has_its_sentence():
    exercise = all_exercises()["task_type"]
    pack = make_pack(exercise, build_seed(exercise))
    assert len({name for name, _ in exercise.likely}) == len(exercise.likely) == 21
    (applications,) = pack.cases[0].inputs.values()
    right = exercise.reference(applications)
    types, tried = set(right.values()), set()
    for name, body in exercise.likely:
        space = typed(exercise, body, {})
        answers = space["task_type"](applications)
        [(application, wrong)] = answers.items() - right.items()
        assert wrong in types
        tried.add((application, wrong))
        verdict = verdict_on(pack, space)
        assert verdict.points == verdict.maximum - 1 and verdict.misconception == name
        assert f"Recognised: {application}: you would" in " ".join(verdict.message.split())
    assert len(tried) == 21 and len(types) == 4


def test_the_pack_of_task_type_does_not_say_a_type(root):
    text = (root / "course/01_notation/checks/task_type.json").read_text(encoding="utf-8")
    assert not any(kind in text for kind in ("to-many", "to-one", "T_x =", "T_x !="))
