"""A quiz as an exercise: a function that returns one letter per question.

A learner reads how many letters are right, never which, and once all are, why. The sentences on
wrong letters are for the teacher's pages.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.exercises.specification import (
    Exercise,
    Inputs,
    Misconception,
    Part,
    SpecificationError,
)
from rnn_course.picking import digest


def quiz(
    name: str,
    chapter: str,
    answers: str,
    wrong: list[dict[str, str]],
    reasons: Sequence[str] = (),
    asks: tuple[str, ...] = (),
) -> Exercise:
    """A quiz with one point a question. Each wrong letter is a misconception and a likely mistake.

    Args:
        answers: The right letters, such as ``"bdacb"``.
        wrong: For each question, the sentence for each wrong letter. A teacher reads it.
        reasons: For each question, why its answer is right: with the number or the rule that
            decides. A learner reads it once all letters are right.
        asks: What the text calls each question. Default: Question 1, Question 2 and so on.

    Raises:
        SpecificationError: A question has no reason, or its right letter is wrong too; or there are
            more answers than questions, or fewer.
    """
    asks = asks or tuple(f"Question {i + 1}" for i in range(len(answers)))
    if not len(answers) == len(wrong) == len(asks):
        raise SpecificationError(f"{name}: {len(answers)} answers and {len(wrong)} questions.")
    for number, (right, sentences) in enumerate(zip(answers, wrong, strict=True), start=1):
        if right in sentences:
            raise SpecificationError(f"{name}, question {number}: '{right}' is right and wrong.")
    if len(reasons) != len(answers):
        raise SpecificationError(
            f"{name}: {len(answers)} answers and {len(reasons)} reasons. Write for each question why "
            "its answer is right: quiz(…, reasons=[…]). A learner reads it once all are right."
        )
    for number, reason in enumerate(reasons, start=1):
        if not reason.strip():
            raise SpecificationError(
                f"{name}, question {number}: the reason is empty. Write why '{answers[number - 1]}' "
                "is right."
            )

    def reference():
        return answers

    def instead(index: int, letter: str):
        return lambda: answers[:index] + letter + answers[index + 1 :]

    def name_of(index: int, letter: str) -> str:
        question = f"q{index + 1}"
        return f"{question}_{digest(name, question, letter)[:6]}"

    wrong_letters = [(i, letter) for i, sentences in enumerate(wrong) for letter in sentences]
    parts = tuple(Part(f"q{i + 1}", 1, "answers", kind="letter") for i in range(len(answers)))
    # Names and order do not show the letter: the learner's pack is a file that can be opened,
    # and the letter that is missing from the wrong ones is the right one.
    misconceptions = sorted(
        (
            Misconception(
                name_of(i, letter),
                f"{asks[i]}: {wrong[i][letter]}",
                instead=instead(i, letter),
            )
            for i, letter in wrong_letters
        ),
        key=lambda m: m.name,
    )
    return Exercise(
        name=name,
        chapter=chapter,
        reference=reference,
        task=f"Return your {len(answers)} answers as one text, a letter for each question.",
        returns=("answers",),
        draws={"answers": lambda rng: Inputs({})},
        parts=parts,
        misconceptions=tuple(misconceptions),
        reasons=tuple(
            f"{ask}, {letter}: {reason}"
            for ask, letter, reason in zip(asks, answers, reasons, strict=True)
        ),
        likely=tuple(
            (name_of(i, letter), f"return {instead(i, letter)()!r}") for i, letter in wrong_letters
        ),
        styles=(
            lambda: answers.upper(),
            lambda: " ".join(answers),
            lambda: ", ".join(answers).upper(),
            lambda: ". ".join(answers),
        ),
    )
