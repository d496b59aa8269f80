"""A learner who types a likely wrong answer is told which mistake it was.

Other tests make each wrong answer out of the reference. Here they are written as learners write
them, in NumPy, from nothing: so this also tests that the misconceptions give the numbers they say.
"""

import textwrap

import pytest

from autograder.build import chapter as chapters
from autograder.doctor.rooms import verdict_on
from autograder.doctor.verdicts import namespace_of
from autograder.exercises import all_exercises
from autograder.exercises.packing import build_seed, make_pack
from rnn_course import messages
from tests.autograder.likely_mistakes import LIKELY

TYPES = {"one-to-many", "many-to-one", "many-to-many, T_x = T_y", "many-to-many, T_x != T_y"}
WRITTEN = [(name, number) for name, tries in LIKELY.items() for number in range(len(tries))]


@pytest.fixture(scope="module")
def solved():
    """All solution cells, run: a mistake may call what was written before."""
    space = {}
    for source in chapters.sources():
        space.update(namespace_of(chapters.read(source).notebook))
    return space


def typed(exercise, body, solved):
    """The namespace of a notebook in which `body` was typed into the exercise's function."""
    text = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    space = dict(solved)
    exec(f"def {exercise.name}({', '.join(exercise.arguments)}):\n{text}", space)
    return space


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name, number", WRITTEN)
def test_it_is_recognised(name, number, solved):
    exercise = all_exercises()[name]
    misconception, body = LIKELY[name][number]
    for seed in (build_seed(exercise), b"secret 1", b"secret 2"):
        verdict = verdict_on(make_pack(exercise, seed), typed(exercise, body, solved))
        assert verdict.points < verdict.maximum, body
        if misconception:
            assert verdict.misconception == misconception, verdict.message
        else:  # Python stops it: the message says what such an error usually means
            said = " ".join(verdict.message.split())
            assert verdict.state == "raised", verdict.message
            assert any(advice[:40] in said for _, advice in messages.ADVICE), said


def test_at_least_three_for_every_exercise_that_is_no_quiz():
    for exercise in all_exercises().values():
        if exercise.arguments and exercise.name != "task_type":
            assert len(LIKELY.get(exercise.name, ())) >= 3, exercise.name


QUIZZES = [name for name, e in all_exercises().items() if e.chapter < "05" and not e.arguments]


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
                assert f"Recognised: Question {i + 1}: " in message
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


def test_every_wrong_type_of_every_application_has_its_sentence(solved):
    exercise = all_exercises()["task_type"]
    pack = make_pack(exercise, build_seed(exercise))
    (applications,) = pack.cases[0].inputs.values()
    right = solved["task_type"](applications)
    said = set()
    for application in applications:
        for wrong in TYPES - {right[application]}:
            body = f"return { ({**right, application: wrong})!r}"
            verdict = verdict_on(pack, typed(exercise, body, solved))
            assert verdict.points == verdict.maximum - 1
            assert f"Recognised: {application}: you would" in " ".join(verdict.message.split())
            said.add(verdict.misconception)
    assert len(said) == 21


def test_the_pack_of_task_type_does_not_say_a_type(root):
    text = (root / "course/01_notation/checks/task_type.json").read_text(encoding="utf-8")
    assert not any(kind in text for kind in ("to-many", "to-one", "T_x =", "T_x !="))


def test_a_wrong_slope_costs_half_of_the_cell_and_the_chain_after_it_earns_the_rest(solved):
    exercise = all_exercises()["rnn_cell_backward"]
    pack = make_pack(exercise, build_seed(exercise))
    for slope in ("1", "1 - np.tanh(a) ** 2", "1 - a", "1 + a ** 2"):
        body = f"""
            a, before, x, p = cache
            dz = da_next * ({slope})
            return {{"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ before.T, "dba": dz.sum(axis=1, keepdims=True)}}"""
        verdict = verdict_on(pack, typed(exercise, body, solved))
        assert verdict.points == verdict.maximum // 2, slope
        assert "What you made of dz afterwards is right." in " ".join(verdict.message.split())


def test_with_a_wrong_slope_and_a_wrong_chain_the_chain_is_spoken_of_first(solved):
    exercise = all_exercises()["rnn_cell_backward"]
    pack = make_pack(exercise, build_seed(exercise))
    body = """
        a, before, x, p = cache
        dz = da_next
        return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                "dWaa": dz @ a.T, "dba": dz.sum(axis=1, keepdims=True)}"""
    assert verdict_on(pack, typed(exercise, body, solved)).misconception == "new_state_for_old"
