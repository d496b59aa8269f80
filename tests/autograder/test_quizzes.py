"""Exercises whose answers are one of several. A quiz says how many are right; packs tell none."""

import ast
import base64
import dataclasses
import re

import pytest

from autograder.doctor.rooms import typed, verdict_on
from autograder.exercises import SpecificationError, all_exercises
from autograder.exercises.packing import build_seed, for_learners, make_pack
from autograder.exercises.quiz import quiz
from autograder.grade.results import SubmissionResult
from autograder.report import recognised
from autograder.report.lms import feedback_line
from rnn_course.pack import from_json, to_json
from rnn_course.quizzes import opened
from rnn_course.verdict import Verdict, VerdictState
from tests.autograder import guide

QUIZZES = [name for name, exercise in all_exercises().items() if not exercise.arguments]


def packs(exercise):
    """The grader's pack and the learner's, out of its file's text."""
    made = make_pack(exercise, build_seed(exercise))
    return made, from_json(to_json(for_learners(made)))


def with_wrong_letters(exercise):
    """Each answer with one wrong option: the place of it, and the text of letters."""
    right = exercise.reference()
    for i, sentences in enumerate(exercise_wrong(exercise)):
        for wrong in sentences:
            yield i, right[:i] + wrong + right[i + 1 :]


def exercise_wrong(exercise):
    """For each question the letters that are wrong options, from the mistakes as they are typed."""
    right = exercise.reference()
    found = [[] for _ in right]
    for _, body in exercise.likely:
        answers = ast.literal_eval(body.removeprefix("return "))
        [i] = [i for i, pair in enumerate(zip(answers, right, strict=True)) if len(set(pair)) > 1]
        found[i].append(answers[i])
    return found


def said_of(pack, answers):
    verdict = verdict_on(pack, {pack.exercise: lambda: answers})
    return verdict, " ".join(verdict.message.split())


@pytest.mark.parametrize("name", QUIZZES)
def test_every_wrong_letter_is_recognised_and_none_is_told(name):
    """The message is one and the same whichever letter is wrong: so it cannot tell which it is."""
    exercise = all_exercises()[name]
    for pack in packs(exercise):
        messages, names = set(), set()
        for i, answers in with_wrong_letters(exercise):
            verdict, _ = said_of(pack, answers)
            assert verdict.points == verdict.maximum - 1
            assert verdict.parts == {part.name: part.name != f"q{i + 1}" for part in pack.parts}
            messages.add(verdict.message)
            names.add(verdict.misconception)
        assert names == {m.name for m in exercise.misconceptions}
        assert len(names) >= 2 * len(exercise.reference())
        [message] = messages
        count = len(exercise.reference())
        assert message.startswith(f"✗ {name}: {count - 1} of {count} answers are right.\n")


@pytest.mark.parametrize("name", QUIZZES)
def test_with_several_wrong_letters_they_are_counted_and_one_is_recorded(name):
    exercise = all_exercises()[name]
    wrong, right = exercise_wrong(exercise), exercise.reference()
    for pack in packs(exercise):
        for good in (0, 1, 2):
            for first in range(len(right) - good + 1):  # the right ones at several places
                letters = [options[0] for options in wrong]
                letters[first : first + good] = right[first : first + good]
                if len(set(letters)) == 1:
                    continue
                verdict, said = said_of(pack, "".join(letters))
                verb = "is" if good == 1 else "are"
                assert f"✗ {name}: {good} of {len(right)} answers {verb} right. Read" in said
                assert verdict.points == good and verdict.misconception
                assert "Recognised" not in said and "Right so far" not in said
                assert not any(m.says in said for m in exercise.misconceptions)


@pytest.mark.parametrize("name", QUIZZES)
def test_once_all_are_right_each_answer_has_its_reason(name):
    exercise = all_exercises()[name]
    right = exercise.reference()
    for pack in packs(exercise):
        for answers in (right, " ".join(right).upper()):
            verdict, said = said_of(pack, answers)
            assert verdict.passed
            head = f"✓ {name}: {len(right)} of {len(right)} points. "
            assert said == head + " ".join(exercise.reasons)
    for reason, letter in zip(exercise.reasons, right, strict=True):
        ask, sentence = reason.split(f", {letter}: ", 1)
        assert re.fullmatch(r"(Question|Network) \d|Program \d, (the line|in its place)", ask)
        assert sentence.endswith(".") and "!" not in sentence and 50 < len(sentence) < 220
        assert "section" not in sentence.lower() and "chapter" not in sentence.lower()


@pytest.mark.parametrize("name", QUIZZES)
def test_a_letter_that_no_question_has_is_named_and_the_others_are_not_counted(name):
    exercise = all_exercises()[name]
    right, wrong = exercise.reference(), exercise_wrong(exercise)[-1][0]
    for pack in packs(exercise):
        told = set()
        for last in (right[-1], wrong):  # a count would tell which of the two is right
            verdict, said = said_of(pack, "z" * (len(right) - 1) + last)
            assert verdict.points == (last == right[-1])
            told.add(said)
        [said] = told
        assert "none of the options" in said and "letter 1 of your text z" in said
        assert f"letter {len(right)} of your" not in said and not re.search(r"\d of \d", said)


def test_some_questions_have_three_options_and_a_fourth_letter_is_none_of_them():
    pack, _ = packs(all_exercises()["start_here_quiz"])
    _, said = said_of(pack, "dbacb")
    assert "a letter is none of the options of its question. letter 1 of your text d" in said


@pytest.mark.parametrize("name", QUIZZES)
def test_the_learners_pack_shows_no_reason_no_answer_and_no_sentence(name, root):
    exercise = all_exercises()[name]
    text = (root / f"course/{exercise.chapter}/checks/{name}.json").read_text(encoding="utf-8")
    assert text == to_json(for_learners(make_pack(exercise, build_seed(exercise))))
    right = exercise.reference()
    for reason in exercise.reasons:
        words = reason.split(": ", 1)[1].split()
        assert not any(" ".join(words[i : i + 3]) in text for i in range(len(words) - 2))
    assert f'"{right}"' not in text and not any(m.says in text for m in exercise.misconceptions)
    assert all(m.name in text for m in exercise.misconceptions)
    kept = base64.b64decode(from_json(text).reasons).decode("latin-1")
    assert "Question" not in kept and "Program" not in kept and "Network" not in kept
    assert opened(from_json(text).reasons, name, right) == list(exercise.reasons)
    for _, answers in with_wrong_letters(exercise):
        assert opened(from_json(text).reasons, name, answers) == []
    assert opened(from_json(text).reasons, "another_quiz", right) == []


@pytest.mark.parametrize("damage", ["", "?", "QUJD", "é", "x" * 7])
def test_where_the_reasons_are_lost_the_right_answers_pass_all_the_same(damage):
    pack, _ = packs(all_exercises()["gru_quiz"])
    pack = dataclasses.replace(pack, reasons=damage)
    verdict, said = said_of(pack, all_exercises()["gru_quiz"].reference())
    assert verdict.passed and said == "✓ gru_quiz: 5 of 5 points."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reasons": []}, "q: 2 answers and 0 reasons. Write for each question why"),
        ({"reasons": ["One."]}, "q: 2 answers and 1 reasons"),
        ({"reasons": ["One.", "  "]}, "q, question 2: the reason is empty. Write why 'a' is right"),
        ({"answers": "bac"}, "q: 3 answers and 2 questions"),
        ({"answers": "bc"}, "q, question 2: 'c' is right and wrong"),
    ],
)
def test_a_quiz_that_lacks_something_is_refused_in_words(changes, words):
    given = {
        "answers": "ba",
        "reasons": ["One.", "Two."],
        "wrong": [{"a": "you.", "c": "you."}, {"b": "you.", "c": "you."}],
    }
    quiz("q", "05_gru", **given)
    with pytest.raises(SpecificationError, match=re.escape(words)):
        quiz("q", "05_gru", **{**given, **changes})


def test_the_quiz_of_the_instructors_guide(root):
    [block] = [b for b in guide.blocks(root / "docs/instructor.md") if "EXERCISE = quiz(" in b.text]
    space = {}
    exec(block.text, space)
    for pack in packs(space["EXERCISE"]):
        _, said = said_of(pack, "b, a")
        assert said.startswith(
            "✓ gate_quiz: 2 of 2 points. Question 1, b: Each step leaves 1 - 0.5"
        )
        assert said_of(pack, "ca")[1].startswith("✗ gate_quiz: 1 of 2 answers is right.")


def test_what_a_student_reads_beside_the_score_in_moodle_does_not_tell_which():
    name, mistake = "gru_quiz", all_exercises()["gru_quiz"].misconceptions[0].name
    wrong = Verdict(name, VerdictState.WRONG, 4, 5, "", mistake)
    softmax = Verdict("softmax", VerdictState.WRONG, 1, 3, "", "sum_over_rows")
    result = SubmissionResult("ada", "graded", 5, 8, {name: wrong, "softmax": softmax})
    line = feedback_line(result)
    assert line.startswith("gru_quiz 4 of 5. softmax 1 of 3: you divided by the sum")
    assert recognised.says(name, mistake).startswith("Question ")  # the teacher's pages have it


@pytest.mark.parametrize("name", QUIZZES)
@pytest.mark.parametrize("letter", "abcd")
def test_one_letter_for_every_question_wins_nothing(name, letter):
    exercise = all_exercises()[name]
    pack, _ = packs(exercise)
    verdict, _ = said_of(pack, letter * len(exercise.reference()))
    assert verdict.points == 0 and "One letter stands for every question" in verdict.message


def test_every_wrong_type_of_every_application_has_its_sentence():
    exercise = all_exercises()["task_type"]
    pack = make_pack(exercise, build_seed(exercise))
    likely = [(name, body) for name, body in exercise.likely if name != "list_not_used"]
    assert len({name for name, _ in likely}) == len(likely) == len(exercise.likely) - 1 == 21
    (applications,) = pack.cases[0].inputs.values()
    right = exercise.reference(applications)
    types, tried = set(right.values()), set()
    for name, body in likely:
        space = typed(exercise, body, {})
        answers = space["task_type"](applications)
        [(application, wrong)] = answers.items() - right.items()
        assert wrong in types
        tried.add((application, wrong))
        asked = {"task_type": lambda names, answers=answers: {n: answers[n] for n in names}}
        verdict = verdict_on(pack, asked)
        assert verdict.points == verdict.maximum - 1 and verdict.misconception == name
        assert f"Recognised: {application}: you would" in " ".join(verdict.message.split())
    assert len(tried) == 21 and len(types) == 4


def test_the_pack_of_task_type_does_not_say_a_type(root):
    text = (root / "course/01_notation/checks/task_type.json").read_text(encoding="utf-8")
    assert not any(kind in text for kind in ("to-many", "to-one", "T_x =", "T_x !="))
