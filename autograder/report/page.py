"""The feedback page of one student: a pure function from a graded notebook and marks to HTML."""

from __future__ import annotations

import html
import re

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from autograder.nbgrader_insides.cells import is_solution, is_task
from autograder.report import outputs
from autograder.report.look import document, points
from autograder.report.marks import Marks
from autograder.report.outline import Item, changed, items
from autograder.report.prose import as_typed, prose, with_attachments
from autograder.report.source_code import highlighted

NOTE = "note-from-the-grader"  # the id of the cell in which the grader leaves a note
_HEADING = re.compile(r"<h([2-6])>")


def page(notebook: NotebookNode, marks: Marks, student: str, assignment: str) -> str:
    """The page as one HTML text that needs nothing else.

    notebook
        The autograded notebook: the student's answers, the outputs, the verdicts.
    marks
        Scores and comments from the gradebook (see `marks.read`).
    """
    try:
        body = _body(notebook, marks, student, assignment)
    except Exception as error:  # one strange notebook must not cost the class its feedback
        apology = new_markdown_cell(
            f"Your notebook could not be shown here ({type(error).__name__}). The points are as "
            "they stand in the gradebook.",
            id=NOTE,
        )
        body = _body(new_notebook(cells=[apology]), marks, student, assignment)
    return document(f"Feedback · {assignment} · {student}", body, ("page.css", "feedback.css"))


def _body(notebook: NotebookNode, marks: Marks, student: str, assignment: str) -> str:
    listed = items(notebook, marks)
    return (
        '<a class="skip" href="#notebook">Skip to the notebook</a>\n'
        + _head(notebook, marks, listed, student, assignment)
        + '<main id="notebook">\n'
        + _cells(notebook, marks, {item.name: item for item in listed})
        + "</main>\n"
    )


def _head(notebook, marks: Marks, listed: list[Item], student: str, assignment: str) -> str:
    share = 100 * marks.total / marks.maximum if marks.maximum else 0
    parts = [
        f'<header id="top">\n<h1>Feedback on {html.escape(assignment)}</h1>\n'
        f"<p>Student: <strong>{html.escape(student)}</strong></p>\n"
        f'<p class="total"><strong>{points(marks.total)}</strong> of {points(marks.maximum)} '
        f'points</p>\n<div class="bar" aria-hidden="true"><span style="width:{share:.1f}%">'
        "</span></div>\n"
    ]
    if marks.late_penalty:
        parts.append(
            f'<p class="some">Handed in late: {points(marks.late_penalty)} points are taken off '
            f"the {points(marks.earned)} that were earned.</p>\n"
        )
    for cell in notebook.cells:
        if cell.get("id") == NOTE and cell.cell_type == "markdown":
            parts.append(f'<div class="message" role="note">{prose(cell.source)}</div>\n')
    empty = [item for item in listed if item.kind == "empty"]
    if empty:
        parts.append(f"<p>Answered: {len(listed) - len(empty)} of {len(listed)} exercises.</p>\n")
    rows = "".join(_row(item, marks) for item in listed)
    parts.append(
        '<nav aria-label="Exercises">\n<table class="scores"><thead><tr><th scope="col">Exercise'
        '</th><th scope="col">Result</th><th scope="col">Points</th></tr></thead>\n<tbody>\n'
        f"{rows}</tbody></table>\n</nav>\n"
        '<p><label><input type="checkbox" id="brief"> Show the exercises and answers only</label>'
        "</p>\n</header>\n"
    )
    return "".join(parts)


def _row(item: Item, marks: Marks) -> str:
    said = [name for name in {item.name, *item.answers} if name in marks.comments]
    comment = "".join(f' · <a href="#comment-{_id(name)}">comment</a>' for name in sorted(said))
    return (
        f'<tr><td><a href="#exercise-{_id(item.name)}">{html.escape(item.title)}</a>{comment}</td>'
        f'<td class="{item.kind}">{item.result}{_by_hand(item)}</td>'
        f"<td>{points(item.score.points)} of {points(item.score.maximum)}</td></tr>\n"
    )


def _cells(notebook: NotebookNode, marks: Marks, listed: dict[str, Item]) -> str:
    room, level, parts = outputs.Room(), 1, []
    for cell in notebook.cells:
        if cell.get("id") == NOTE and cell.cell_type == "markdown":
            continue
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name in listed and not is_solution(cell) and not is_task(cell):
            parts.append(_verdict(cell, listed[name], min(level + 1, 6), room))
        elif is_solution(cell) or is_task(cell):
            parts.append(_answer(cell, listed.get(name), min(level + 1, 6), room))
        else:
            exercise = cell.cell_type == "markdown" and any(
                item.title.replace("`", "") in cell.source.replace("`", "")
                for item in listed.values()
            )
            content = _content(cell, room)
            parts.append(content if exercise else f'<div class="course">{content}</div>\n')
            found = _HEADING.findall(parts[-1]) if cell.cell_type == "markdown" else []
            level = int(found[-1]) if found else level
        if name in marks.comments:
            parts.append(
                f'<div class="comment" id="comment-{_id(name)}"><p><strong>Comment from the '
                f"grader</strong></p>{prose(marks.comments[name])}</div>\n"
            )
    return "".join(parts)


def _verdict(cell: NotebookNode, item: Item, level: int, room: outputs.Room) -> str:
    """A cell that checks: how many points, and the hint in our own words."""
    if outputs.has_hidden_tests(cell.source):
        shown = outputs.shown_of_hidden(cell)
    else:
        # the points stand in the heading; as a result of the cell they are for nbgrader
        said = [o for o in cell.get("outputs", []) if o.output_type != "execute_result"]
        shown = outputs.shown(NotebookNode(outputs=said), room)
    source = highlighted(outputs.without_hidden_tests(cell.source).strip())
    return f'<section class="verdict {item.kind}" {_named(item, level)}{source}{shown}</section>\n'


def _answer(cell: NotebookNode, item: Item | None, level: int, room: outputs.Room) -> str:
    """A cell that the student was to fill in; it may be graded itself, by a person."""
    words = "Your answer" if changed(cell) is not False else "Your answer: nothing was changed here"
    if is_task(cell):
        words = "Task"
    content = f'<div class="answer"><p class="label">{words}</p>{_content(cell, room)}</div>\n'
    if item is None:
        return content
    return f'<section class="verdict {item.kind}" {_named(item, level)}{content}</section>\n'


def _named(item: Item, level: int) -> str:
    score = f"{points(item.score.points)} of {points(item.score.maximum)} points"
    return (
        f'id="exercise-{_id(item.name)}" aria-labelledby="title-{_id(item.name)}">'
        f'<a class="up" href="#top">to the scores</a><h{level} id="title-{_id(item.name)}">'
        f"{html.escape(item.name)}: {score}{_by_hand(item)}</h{level}>"
        + (f"<p>{item.result.capitalize()}.</p>" if item.kind in ("empty", "waiting") else "")
    )


def _content(cell: NotebookNode, room: outputs.Room) -> str:
    if not room.has(cell.source):
        return '<p class="note">This cell is not shown: the notebook is too long.</p>'
    if cell.cell_type == "code":
        source = highlighted(cell.source) if cell.source.strip() else ""
        return source + outputs.shown(cell, room)
    if cell.cell_type == "markdown":
        return prose(with_attachments(cell.source, cell.get("attachments", {}))) + "\n"
    return as_typed(cell.source)


def _by_hand(item: Item) -> str:
    return " (set by a person)" if item.score.by_hand else ""


def _id(name: str) -> str:
    """A grade_id as part of an anchor: nbgrader allows letters, digits, - and _ alone."""
    return re.sub(r"[^\w-]", "-", name)
