"""A quiz as an exercise: a function that returns one letter per question."""

from __future__ import annotations

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
    asks: tuple[str, ...] = (),
) -> Exercise:
    """A quiz with one point a question. Each wrong letter is a misconception and a likely mistake.

    Args:
        answers: The right letters, such as ``"bdacb"``.
        wrong: For each question, the sentence for each wrong letter.
        asks: What the text calls each question. Default: Question 1, Question 2 and so on.
    """
    asks = asks or tuple(f"Question {i + 1}" for i in range(len(answers)))
    if not len(answers) == len(wrong) == len(asks):
        raise SpecificationError(f"{name}: {len(answers)} answers and {len(wrong)} questions.")
    for number, (right, sentences) in enumerate(zip(answers, wrong, strict=True), start=1):
        if right in sentences:
            raise SpecificationError(f"{name}, question {number}: '{right}' is right and wrong.")

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
