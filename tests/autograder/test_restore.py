"""A submission gets its cells back, whatever was done to them."""

import copy

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, is_grade, is_locked, is_solution

from autograder.grade.restore import RESTORED, Released, restored


@pytest.fixture
def records(released):
    """What the gradebook keeps of the released notebook."""
    cells = [c for c in released.cells if "nbgrader" in c.metadata]
    return [
        Released(
            name=c.metadata.nbgrader.grade_id,
            source=c.source,
            cell_type=c.cell_type,
            locked=is_locked(c),
            checksum=c.metadata.nbgrader.checksum,
            points=c.metadata.nbgrader.get("points"),
            solution=is_solution(c),
            task=False,
        )
        for c in cells
    ]


def graded(notebook):
    return [c for c in notebook.cells if "nbgrader" in c.metadata]


def by_id(notebook, grade_id):
    found = [c for c in graded(notebook) if c.metadata.nbgrader.grade_id == grade_id]
    assert len(found) == 1
    return found[0]


def test_an_untouched_notebook_keeps_every_released_cell_and_its_checksum(released, records):
    result = restored(released, records)
    nbformat.validate(result)
    assert len(result.cells) == len(released.cells)
    for cell in graded(result):
        assert compute_checksum(cell) == cell.metadata.nbgrader.checksum


def test_answers_stay_and_locked_text_comes_back(released, records):
    for cell in released.cells:
        data = cell.metadata.get("nbgrader", {})
        if data.get("grade_id") == "softmax_code":
            cell.source = "my answer"
        if data.get("grade_id") == "softmax":
            cell.source = "print('full marks')"
    result = restored(released, records)
    assert by_id(result, "softmax_code").source == "my answer"
    assert by_id(result, "softmax").source == 'check("softmax")'


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(grade=False),
        lambda data: data.update(points=1000),
        lambda data: data.update(solution=True),
        lambda data: data.update(locked=False),
        lambda data: data.update(schema_version="x"),
        lambda data: data.update(task=True),
        lambda data: data.pop("schema_version"),
        lambda data: data.update(extra={"a": [1]}),
    ],
)
def test_flags_and_points_come_back(released, records, change):
    for cell in graded(released):
        change(cell.metadata.nbgrader)
    result = restored(released, records)
    cell = by_id(result, "softmax")
    assert is_grade(cell) and not is_solution(cell) and cell.metadata.nbgrader.points == 3
    assert set(cell.metadata) == {"nbgrader"} and cell.metadata.nbgrader.schema_version == 3


def test_a_duplicated_cell_counts_once(released, records):
    cells = graded(released)
    released.cells += [copy.deepcopy(cell) for cell in cells]
    result = restored(released, records)
    assert len(graded(result)) == len(cells)
    copies = [cell for cell in cells if not cell.metadata.nbgrader.locked]
    assert len(result.cells) == len(released.cells) - len(cells) + len(copies)
    assert "more than once count once: softmax, " in result.metadata[RESTORED]


def test_deleted_cells_are_put_back_in_their_place(released, records):
    released.cells = [
        c
        for c in released.cells
        if c.metadata.get("nbgrader", {}).get("grade_id") not in {"sigmoid", "sigmoid_code"}
    ]
    order = [c.metadata.nbgrader.grade_id for c in graded(restored(released, records))]
    assert order == [record.name for record in records]


def test_cells_in_another_order_are_sorted_and_other_cells_stay_where_they_are(released, records):
    extra = nbformat.v4.new_code_cell("mine = 1")
    released.cells.insert(0, extra)
    released.cells = [released.cells[0], *reversed(released.cells[1:])]
    result = restored(released, records)
    order = [c.metadata.nbgrader.grade_id for c in graded(result)]
    assert order == [record.name for record in records]
    assert result.cells[0].source == "mine = 1"
    assert "have been sorted" in result.metadata[RESTORED]


def test_what_was_put_back_is_said(released, records):
    assert RESTORED not in restored(released, records).metadata
    released.cells = [c for c in released.cells if c.get("id") != "softmax"]
    note = restored(released, records).metadata[RESTORED]
    assert note == "Cells that were missing have been put back: softmax."


def test_everything_deleted(records):
    empty = nbformat.v4.new_notebook()
    assert [c.metadata.nbgrader.grade_id for c in restored(empty, records).cells] == [
        record.name for record in records
    ]


def test_a_code_cell_turned_into_markdown_comes_back_as_code(released, records):
    for cell in released.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "softmax_code":
            cell.cell_type = "markdown"
            cell.pop("outputs")
            cell.pop("execution_count")
    assert by_id(restored(released, records), "softmax_code").cell_type == "code"


def test_tags_and_attachments_are_left_out(released, records):
    released.cells[0]["attachments"] = {"x.png": {"image/png": "AAAA"}}
    released.cells[0].metadata["tags"] = ["x"]
    released.cells[0].metadata["nbgrader"] = "no dictionary"
    released.metadata["kernelspec"] = {"name": "bash"}
    result = restored(released, records)
    assert "attachments" not in result.cells[0] and result.cells[0].metadata == {}
    assert result.metadata == NotebookNode()
    assert len({cell.id for cell in result.cells}) == len(result.cells)
