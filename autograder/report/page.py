"""The feedback page of one student: a pure function from a graded notebook and marks to HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from autograder.nbgrader_insides.cells import is_solution, is_task
from autograder.report import outputs
from autograder.report.look import TEMPLATES, document
from autograder.report.marks import Marks
from autograder.report.outline import Item, changed, items
from autograder.report.prose import as_typed, prose, with_attachments
from autograder.report.source_code import highlighted

NOTE = "note-from-the-grader"  # the id of the cell in which the grader leaves a note
_HEADING = re.compile(r"<h([2-6])>")


def page(notebook: NotebookNode, marks: Marks, student: str, assignment: str) -> str:
    """The page as one HTML text that needs nothing else.

    Args:
        notebook: The autograded notebook: the student's answers, the outputs, the verdicts.
        marks: Scores and comments from the gradebook (see `marks.read`).
    """
    try:
        return _page(notebook, marks, student, assignment)
    except Exception as error:  # one strange notebook must not cost the class its feedback
        apology = new_markdown_cell(
            f"Your notebook could not be shown here ({type(error).__name__}). The points are as "
            "they stand in the gradebook.",
            id=NOTE,
        )
        return _page(new_notebook(cells=[apology]), marks, student, assignment)


def _page(notebook: NotebookNode, marks: Marks, student: str, assignment: str) -> str:
    listed = items(notebook, marks)
    return document(
        "feedback.html.j2",
        ("page.css", "feedback.css"),
        title=f"Feedback · {assignment} · {student}",
        student=student,
        assignment=assignment,
        marks=marks,
        share=100 * marks.total / marks.maximum if marks.maximum else 0,
        notes=[prose(cell.source) for cell in notebook.cells if _is_note(cell)],
        items=listed,
        comments={
            item.name: sorted({item.name, *item.answers} & set(marks.comments)) for item in listed
        },
        parts=list(_parts(notebook, marks, {item.name: item for item in listed})),
    )


@dataclass(frozen=True)
class Part:
    """A cell as the page shows it.

    Attributes:
        html: What it holds. Students' words in it are escaped or cleaned.
        name: Its grade_id.
        comment: What the grader said about it.
        item, level: Of a graded cell: its points, and the level of the heading above it.
        label: What stands above an answer.
        aside: Whether it is the course's text, which can be folded away.
    """

    html: Markup
    name: str
    comment: Markup | None
    item: Item | None = None
    level: int = 0
    label: str = ""
    aside: bool = False


def _parts(notebook: NotebookNode, marks: Marks, listed: dict[str, Item]) -> Iterator[Part]:
    room, level = outputs.Room(), 1
    titles = [item.title.replace("`", "") for item in listed.values()]
    for cell in notebook.cells:
        if _is_note(cell):
            continue
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        comment = prose(marks.comments[name]) if name in marks.comments else None
        own = (name, comment, listed.get(name), min(level + 1, 6))
        if is_solution(cell) or is_task(cell):
            yield Part(_content(cell, room), *own, label=_label(cell))
        elif name in listed:
            yield Part(_verdict(cell, room), *own)
        else:
            html = _content(cell, room)
            text = cell.source.replace("`", "") if cell.cell_type == "markdown" else ""
            yield Part(html, name, comment, aside=not any(title in text for title in titles))
            found = _HEADING.findall(html) if cell.cell_type == "markdown" else []
            level = int(found[-1]) if found else level


def _verdict(cell: NotebookNode, room: outputs.Room) -> Markup:
    """A cell that checks: its source, and the hint in our own words."""
    if outputs.has_hidden_tests(cell.source):
        shown = outputs.shown_of_hidden(cell)
    else:
        # the points stand in the heading; as a result of the cell they are for nbgrader
        said = [o for o in cell.get("outputs", []) if o.output_type != "execute_result"]
        shown = outputs.shown(NotebookNode(outputs=said), room)
    return highlighted(outputs.without_hidden_tests(cell.source).strip()) + shown


def _label(cell: NotebookNode) -> str:
    if is_task(cell):
        return "Task"
    return "Your answer" if changed(cell) is not False else "Your answer: nothing was changed here"


def _content(cell: NotebookNode, room: outputs.Room) -> Markup:
    if not room.has(cell.source):
        return outputs.note("This cell is not shown: the notebook is too long.")
    if cell.cell_type == "code":
        source = highlighted(cell.source) if cell.source.strip() else Markup()
        return source + outputs.shown(cell, room)
    if cell.cell_type == "markdown":
        return prose(with_attachments(cell.source, cell.get("attachments", {})))
    return as_typed(cell.source)


def _is_note(cell: NotebookNode) -> bool:
    return cell.get("id") == NOTE and cell.cell_type == "markdown"


def _anchor(name: str) -> str:
    """A grade_id as part of an anchor: nbgrader allows letters, digits, - and _ alone."""
    return re.sub(r"[^\w-]", "-", name)


TEMPLATES.filters["anchor"] = _anchor
