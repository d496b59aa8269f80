"""Sealed verdicts: what the student's kernel gets to see, and how answers become points."""

import copy
import dataclasses
import json

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_output
from nbgrader.utils import determine_grade

import rnn_ref
from autograder.doctor.verdicts import namespace_of
from autograder.exercises import Misconception, all_exercises
from autograder.grade import carried, sealing
from autograder.grade.carried import with_mistakes
from rnn_course.observation import observe, to_data
from rnn_course.probe import MIME
from rnn_course.values import decode
from tests.autograder.notebooks import replace_code

SEED = b"a secret"


def run(notebook, packs, namespace):
    """Answer every sealed call in this process, as the probe would in the student's kernel."""
    executed = copy.deepcopy(sealing.seal(notebook, packs))
    for original, cell in zip(notebook.cells, executed.cells, strict=True):
        name = sealing.exercise_of(original)
        if name in packs:
            cases = [(case.name, case.inputs) for case in packs[name].cases]
            data = json.dumps(to_data(observe(name, namespace, cases)))
            cell.outputs = [new_output("display_data", data={MIME: data})]
    return executed


def verdicts_on(notebook, namespace=None, seed=SEED):
    packs = sealing.packs_for(notebook, seed)
    executed = run(notebook, packs, namespace or namespace_of(notebook))
    return sealing.settle(notebook, executed, packs, seed)


def test_the_sealed_notebook_holds_no_check_and_no_expected_number(solved):
    packs = sealing.packs_for(solved, SEED)
    sealed = sealing.seal(solved, packs)
    text = nbformat.writes(sealed)
    assert 'check(\\"' not in text.replace("from rnn_course import check", "")
    for pack in packs.values():
        for case in pack.cases:
            inputs = set(map(str, _numbers(case.inputs)))
            for number in _numbers(case.expected):
                if str(number) not in inputs and len(str(number)) > 8:
                    assert str(number) not in text
    assert "misconception" not in text and "expected" not in text
    assert solved.cells[0].source == sealed.cells[0].source


def _numbers(value):
    if isinstance(value, np.ndarray):
        yield from value.ravel().tolist()
    elif isinstance(value, dict):
        for item in value.values():
            yield from _numbers(item)


def test_the_probe_hands_over_the_inputs_exactly(solved):
    packs = sealing.packs_for(solved, SEED)
    sealed = sealing.seal(solved, packs)
    cell = next(
        c for c in sealed.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "softmax"
    )
    cases = json.loads(eval(cell.source.split("answer('softmax', ")[1].split(", globals()")[0]))
    assert np.array_equal(decode(cases[0][1])["z"], packs["softmax"].cases[0].inputs["z"])


def test_a_students_tags_do_not_survive(solved):
    solved.cells[1].metadata.tags = ["skip-execution"]
    assert all("tags" not in cell.metadata for cell in sealing.seal(solved, {}).cells)


def test_the_solution_earns_everything_in_nbgraders_own_reading(solved):
    settled, verdicts = verdicts_on(solved)
    assert all(verdict.passed for verdict in verdicts.values())
    grades = [c for c in settled.cells if c.metadata.get("nbgrader", {}).get("grade")]
    assert len(grades) == len(verdicts) > 0
    for cell in grades:
        score, maximum = determine_grade(cell)
        assert score == maximum
        assert cell.source.startswith("check(")


def test_partial_points_and_no_points_in_nbgraders_own_reading(solved):
    replace_code(solved, "sigmoid", "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n")
    replace_code(solved, "softmax", "def softmax(z):\n    return z\n")
    settled, verdicts = verdicts_on(solved)
    cells = {c.metadata.nbgrader.grade_id: c for c in settled.cells if "nbgrader" in c.metadata}
    assert determine_grade(cells["sigmoid"]) == (2, 3)
    assert "no warning from NumPy" in cells["sigmoid"].outputs[0].text
    assert determine_grade(cells["softmax"]) == (0, 3)
    assert cells["softmax"].outputs[0].output_type == "error"
    assert verdicts["sigmoid"].misconception == "overflows"


@pytest.mark.parametrize(
    "data",
    [
        "not json",
        "[1, 2]",
        '{"calls": 3}',
        '{"state": "found", "calls": [{"case": "ordinary", "state": "returned", '
        '"value": {"$array": [1], "shape": [5], "dtype": "float64"}}]}',
        "[" * 100_000,
        json.dumps({"state": "found", "calls": [{"case": "ordinary", "state": "returned"}]}),
        json.dumps({"state": "passed", "points": 3, "calls": []}),
        {"state": 1},
        7,
    ],
)
def test_forged_answers_earn_nothing_and_stop_nobody(solved, data):
    packs = sealing.packs_for(solved, SEED)
    executed = run(solved, packs, namespace_of(solved))
    for original, cell in zip(solved.cells, executed.cells, strict=True):
        if sealing.exercise_of(original) == "softmax":
            cell.outputs = [
                new_output("execute_result", data={"text/plain": "3.0"}),
                new_output("display_data", data={MIME: data}),
            ]
    settled, verdicts = sealing.settle(solved, executed, packs, SEED)
    assert verdicts["softmax"].points == 0
    assert sum(v.points for v in verdicts.values()) == sum(v.maximum for v in verdicts.values()) - 3


def test_without_an_answer_there_is_a_sentence(solved):
    packs = sealing.packs_for(solved, SEED)
    executed = sealing.seal(solved, packs)
    for cell in executed.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "softmax":
            cell.outputs = [new_output("error", ename="CellTimeoutError", evalue="", traceback=[])]
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "sigmoid":
            cell.outputs = [new_output("error", ename="NameError", evalue="x", traceback=[])]
    _, verdicts = sealing.settle(solved, executed, packs, SEED)
    assert "did not finish within the time limit" in verdicts["softmax"].message
    assert "It stopped with NameError: x" in verdicts["sigmoid"].message
    assert all(verdict.points == 0 for verdict in verdicts.values())


def test_a_function_that_remembers_the_shown_inputs_gains_nothing(solved, chapter):
    from autograder.exercises.packing import build_seed, make_pack

    shown = {e: make_pack(all_exercises()[e], build_seed(all_exercises()[e])) for e in ["softmax"]}
    table = {case.inputs["z"].tobytes(): case.expected for case in shown["softmax"].cases}

    def softmax(z):
        return next(iter(table.get(z.tobytes(), {"": z}).values()))

    _, verdicts = verdicts_on(solved, {**namespace_of(solved), "softmax": softmax})
    assert verdicts["softmax"].points == 0


def test_the_seed_changes_with_code_and_student_and_is_otherwise_the_same(solved):
    seed = sealing.submission_seed(b"s", "ada", solved)
    assert seed == sealing.submission_seed(b"s", "ada", copy.deepcopy(solved))
    assert seed != sealing.submission_seed(b"s", "bob", solved)
    assert seed != sealing.submission_seed(b"t", "ada", solved)
    solved.cells[2].source += "\n"
    other = copy.deepcopy(solved)
    replace_code(other, "softmax", "def softmax(z): return 1")
    assert seed != sealing.submission_seed(b"s", "ada", other)


def test_an_earlier_recognised_mistake_costs_once(solved):
    replace_code(
        solved,
        "softmax",
        "def softmax(z):\n    e = np.exp(z - z.max(0))\n    return e / e.sum(1, keepdims=True)\n",
    )
    settled, verdicts = verdicts_on(solved)
    assert verdicts["softmax"].misconception == "sum_over_rows"
    assert verdicts["softmax"].points == 0
    for name in ("rnn_cell_forward", "rnn_forward", "many_to_one", "one_to_many"):
        assert verdicts[name].state == "carried" and verdicts[name].misconception == ""
        assert verdicts[name].points == verdicts[name].maximum
        assert "carried forward" in verdicts[name].message
    assert sum(v.points for v in verdicts.values()) == sum(v.maximum for v in verdicts.values()) - 3


def test_a_mistake_of_its_own_still_costs_when_an_earlier_one_is_carried(solved):
    replace_code(
        solved,
        "softmax",
        "def softmax(z):\n    e = np.exp(z - z.max(0))\n    return e / e.sum(1, keepdims=True)\n",
    )
    source = next(
        c.source
        for c in solved.cells
        if c.metadata.get("nbgrader", {}).get("grade_id") == "rnn_forward_code"
    )
    assert "x[:, :, t]" in source
    replace_code(solved, "rnn_forward", source.replace("x[:, :, t]", "x[:, :, 0]"))
    _, verdicts = verdicts_on(solved)
    assert verdicts["rnn_forward"].points < verdicts["rnn_forward"].maximum
    assert verdicts["rnn_forward"].misconception == "first_input_repeated" or (
        verdicts["rnn_forward"].points == 0
    )
    assert verdicts["rnn_cell_forward"].state == "carried" and verdicts["rnn_cell_forward"].passed
    message = verdicts["rnn_forward"].message
    assert "Recognised" in message and "does not pass" not in message  # rnn_cell_forward is right


def test_an_unknown_earlier_mistake_is_not_carried(solved):
    replace_code(solved, "softmax", "def softmax(z):\n    return np.ones_like(z)\n")
    _, verdicts = verdicts_on(solved)
    assert verdicts["rnn_cell_forward"].points == 3
    assert "uses softmax, which does not pass" in " ".join(
        verdicts["rnn_cell_forward"].message.split()
    )


def test_the_reference_with_an_earlier_mistake_leaves_the_reference_alone():
    exercise = all_exercises()["many_to_one"]
    wrong = with_mistakes(exercise, {"softmax": "sum_over_rows"})
    case = sealing.make_pack(exercise, SEED).cases[0]
    inputs = list(case.inputs.values())
    assert not np.allclose(wrong(*inputs), exercise.reference(*inputs))
    assert np.allclose(exercise.reference(*inputs), case.expected["y_pred"])


def test_an_earlier_mistake_inside_a_part_of_the_reference_is_carried(monkeypatch):
    """A cell whose step is a function of its own: the misconception edits that function."""
    known = dict(all_exercises())
    cell = known["rnn_cell_forward"]
    inner = Misconception(
        "inner",
        "s.",
        replace="total = xp.sum(e, axis=0, keepdims=True)",
        by="total = xp.sum(e, axis=1, keepdims=True)",
        within=rnn_ref.softmax,
    )
    known[cell.name] = dataclasses.replace(cell, misconceptions=(inner,), likely=())
    monkeypatch.setattr(carried, "all_exercises", lambda: known)
    wrong = with_mistakes(known["rnn_forward"], {"rnn_cell_forward": "inner"})
    same = with_mistakes(known["rnn_forward"], {"softmax": "sum_over_rows"})
    inputs = list(sealing.make_pack(known["rnn_forward"], SEED).cases[0].inputs.values())
    a, y_pred, _ = wrong(*inputs)
    assert np.array_equal(y_pred, same(*inputs)[1])
    assert np.array_equal(a, known["rnn_forward"].reference(*inputs)[0])
    assert not np.allclose(y_pred, known["rnn_forward"].reference(*inputs)[1])
