"""Give a submission its cells back: whatever happened to the metadata, only the answers count.

It works from the gradebook's record of the released notebook, so that duplicated cells, deleted
cells and changed flags, ids, points or tags can neither gain a point nor stop the run.
"""

from __future__ import annotations

from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.notebook_parts import new_cell

RESTORED = "restored"  # the notebook metadata key of the note


@dataclass(frozen=True)
class Released:
    """One cell of the released notebook, as the gradebook recorded it."""

    name: str
    source: str
    cell_type: str
    locked: bool
    checksum: str
    points: float | None
    solution: bool
    task: bool

    def metadata(self) -> NotebookNode:
        data = {
            "grade": self.points is not None and not self.task,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": 3,
            "solution": self.solution,
            "task": self.task,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
        }
        if self.points is not None:
            data["points"] = self.points
        return NotebookNode(nbgrader=NotebookNode(data))

    def cell(self, source: str | None = None) -> NotebookNode:
        text = self.source if source is None else source
        return new_cell(self.cell_type, text, self.metadata())


def released_cells(gradebook, assignment: str, notebook: str) -> list[Released]:
    """The cells of a released notebook in order, from nbgrader's open gradebook."""
    record = gradebook.find_notebook(notebook, assignment)
    points = {cell.name: cell.max_score for cell in (*record.grade_cells, *record.task_cells)}
    solutions = {cell.name for cell in record.solution_cells}
    tasks = {cell.name for cell in record.task_cells}
    return [
        Released(
            cell.name,
            cell.source,
            str(getattr(cell.cell_type, "value", cell.cell_type)),
            bool(cell.locked),
            cell.checksum,
            points.get(cell.name),
            cell.name in solutions,
            cell.name in tasks,
        )
        for cell in record.source_cells
    ]


def restored(notebook: NotebookNode, released: list[Released]) -> NotebookNode:
    """The submission with every released cell once, in the released form.

    A solution cell keeps the student's text. Cells in another order are sorted. A cell that is
    missing is put back behind the one that stands before it in the released notebook. Copies of
    locked cells are left out. Other cells of the student's stay, without metadata. What was done
    stands in ``metadata[RESTORED]``.
    """
    by_name = {cell.name: cell for cell in released}
    found: list[str] = []
    again: list[str] = []
    cells: list[NotebookNode] = []
    for cell in notebook.cells:
        name = _grade_id(cell)
        if name in by_name and name not in found:
            found.append(name)
            wanted = by_name[name]
            cells.append(wanted.cell(None if wanted.locked else str(cell.source)))
        elif name in by_name and by_name[name].locked:
            again.append(name)  # a copy of the course's own text
        else:
            cells.append(_plain(cell))
    order = [cell.name for cell in released if cell.name in found]
    missing = [cell.name for cell in released if cell.name not in found]
    note = _note(order != found, missing, list(dict.fromkeys(again)))
    if order != found:  # a check must stand behind the function that it checks
        in_order = iter(sorted(filter(_grade_id, cells), key=lambda c: order.index(_grade_id(c))))
        cells = [next(in_order) if _grade_id(cell) else cell for cell in cells]
    for position, wanted in enumerate(released):
        if wanted.name in found:
            continue
        earlier = {cell.name for cell in released[:position]}
        places = [i for i, cell in enumerate(cells) if _grade_id(cell) in earlier]
        cells.insert(places[-1] + 1 if places else 0, wanted.cell())
        found.append(wanted.name)
    metadata = NotebookNode({RESTORED: note} if note else {})
    return NotebookNode(nbformat=4, nbformat_minor=5, metadata=metadata, cells=_with_ids(cells))


def _note(moved: bool, missing: list[str], again: list[str]) -> str:
    """What was restored, for the grader's table and the student's page."""
    notes = []
    if missing:
        notes.append(f"Cells that were missing have been put back: {', '.join(missing)}.")
    if again:
        notes.append(f"Cells that stood there more than once count once: {', '.join(again)}.")
    if moved:
        notes.append("The exercises' cells stood in another order and have been sorted.")
    return " ".join(notes)


def _grade_id(cell) -> str:
    data = cell.get("metadata", {}).get("nbgrader", {})
    name = data.get("grade_id", "") if isinstance(data, dict) else ""
    return name if isinstance(name, str) else ""


def _plain(cell) -> NotebookNode:
    source = str(cell.get("source", ""))
    return new_cell("code" if cell.get("cell_type") == "code" else "markdown", source)


def _with_ids(cells: list[NotebookNode]) -> list[NotebookNode]:
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    return cells
