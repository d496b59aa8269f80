"""Is every exercise graded as it should be?

The solution earns all points, the untouched stub none, and every misconception loses points and is
recognised as itself, with a sentence of its own: on the learner's pack and on several secret seeds.
Cells of an instructor's own asserts let the solution pass, and not the stub.
"""

from __future__ import annotations

import contextlib
import copy
import io

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from autograder.build.chapter import Chapter
from autograder.build.problems import Problem
from autograder.build.release import stub
from autograder.check_cells import exercise_of
from autograder.exercises import Exercise, SpecificationError, all_exercises, place_of
from autograder.exercises.mutation import mutated
from autograder.exercises.packing import build_seed, make_pack
from autograder.house import shown
from rnn_course.judging import judge
from rnn_course.observation import observe
from rnn_course.pack import Pack
from rnn_course.verdict import Verdict, VerdictState

SEEDS = tuple(f"the doctor's seed {number}".encode() for number in range(5))
LEAST_MISCONCEPTIONS = 3


def find_wrong_verdicts(chapter: Chapter) -> list[Problem]:
    """Everything that is graded otherwise than it should be."""
    problems: list[Problem] = []
    try:
        solved = namespace_of(chapter.notebook)
    except Exception as error:
        return [
            Problem(
                shown(chapter.path),
                f"its solution cells stop with {error!r}.",
                "Run the source from the top and mend the cell that fails.",
            )
        ]
    untouched = untouched_namespace(chapter.notebook)
    problems += _own_tests(chapter, solved, untouched)
    for name in chapter.exercises:
        exercise = all_exercises()[name]
        where = place_of(name)
        if len(exercise.misconceptions) < LEAST_MISCONCEPTIONS:
            problems.append(
                Problem(
                    where,
                    f"it has {len(exercise.misconceptions)} misconceptions.",
                    f"Add what learners really do, at least {LEAST_MISCONCEPTIONS}.",
                )
            )
        problems += _same_sentences(exercise, where)
        for seed in (build_seed(exercise), *SEEDS):
            try:
                pack = make_pack(exercise, seed)
                found = _faults(exercise, pack, solved, untouched, chapter, where)
            except SpecificationError as error:
                found = [Problem(where, str(error).removeprefix(f"{name}, "), "")]
            problems += found
            if found:
                break  # the other seeds would say the same
    return problems


def verdict_on(pack: Pack, namespace: dict) -> Verdict:
    """Judge the function of that name in a namespace, in this process."""
    cases = [(case.name, case.inputs) for case in pack.cases]
    return judge(pack, observe(pack.exercise, namespace, cases))


def namespace_of(notebook: NotebookNode) -> dict:
    """What the solution cells and the first (importing) code cell define."""
    namespace: dict = {"__name__": "__solution__"}
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        solution = cell.metadata.get("nbgrader", {}).get("solution")
        if (cell is code[0] or solution) and not exercise_of(cell):
            with contextlib.redirect_stdout(io.StringIO()):  # what cells print is for learners
                exec(compile(cell.source, f"<{cell.get('id', 'cell')}>", "exec"), namespace)
    return namespace


def untouched_namespace(notebook: NotebookNode) -> dict:
    """The same with every solution taken out, by nbgrader's own hand."""
    clear = ClearSolutions()
    clear.code_stub = {"python": stub()}
    emptied, _ = clear.preprocess(copy.deepcopy(notebook), {})
    return namespace_of(emptied)


def _faults(exercise, pack, solved, untouched, chapter, where) -> list[Problem]:
    problems = []
    verdict = verdict_on(pack, solved)
    if not verdict.passed:
        problems.append(
            Problem(
                shown(chapter.path),
                f"the solution of '{exercise.name}' earns "
                f"{verdict.points} of {verdict.maximum} points. It reads:\n{verdict.message}\n",
                "Mend the solution or the reference; they are written independently.",
            )
        )
    verdict = verdict_on(pack, untouched)
    if verdict.points or verdict.state != VerdictState.UNWRITTEN:
        problems.append(
            Problem(
                shown(chapter.path),
                f"the stub of '{exercise.name}' is judged "
                f"'{verdict.state}' with {verdict.points} points.",
                "Put every line that a learner writes between the solution markers.",
            )
        )
    for misconception in exercise.misconceptions:
        function = mutated(exercise, misconception)
        verdict = verdict_on(pack, {exercise.name: function})
        if verdict.points >= verdict.maximum:
            problems.append(
                Problem(
                    where,
                    f"the misconception '{misconception.name}' earns all points.",
                    "Draw inputs that tell it from the right answer.",
                )
            )
        elif verdict.misconception != misconception.name:
            problems.append(
                Problem(
                    where,
                    f"the misconception '{misconception.name}' is recognised as "
                    f"'{verdict.misconception or 'nothing'}'.",
                    "Two misconceptions give the same numbers: draw inputs that tell them "
                    "apart, or keep one.",
                )
            )
    return problems


def _own_tests(chapter: Chapter, solved: dict, untouched: dict) -> list[Problem]:
    """Grade cells with asserts: the solution must pass them, the stub must not."""
    problems = []
    for cell in chapter.notebook.cells:
        data = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or not data.get("grade") or exercise_of(cell):
            continue
        where = f"{shown(chapter.path)}, cell '{data['grade_id']}'"
        if why := _stops(cell.source, solved):
            problems.append(
                Problem(
                    where,
                    f"the solution does not pass these tests ({why}).",
                    "Mend the solution or the tests.",
                )
            )
        if not _stops(cell.source, untouched):
            problems.append(
                Problem(
                    where,
                    "an untouched stub passes these tests.",
                    "Whoever writes nothing would get the points. Call the function in them.",
                )
            )
    return problems


def _stops(source: str, namespace: dict) -> str:
    """The error that a cell stops with, or ''."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, "<tests>", "exec"), dict(namespace))
    except Exception as error:
        return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return ""


def _same_sentences(exercise: Exercise, where: str) -> list[Problem]:
    sentences = [m.says for m in exercise.misconceptions]
    return [
        Problem(where, f"two misconceptions say the same: '{text[:60]}…'.", "Say what differs.")
        for text in sorted(set(sentences))
        if sentences.count(text) > 1
    ]
