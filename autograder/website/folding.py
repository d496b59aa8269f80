"""Make a chapter's page: the learner's stub first, the solution folded away under it.

Pure functions from a notebook that has run to the notebook that the site shows.
"""

from __future__ import annotations

import copy
import re

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.preprocessors import ClearSolutions

from autograder.build.chapter import BEGIN, END
from autograder.build.release import stub
from autograder.nbgrader_insides.cells import is_solution
from autograder.website.pieces import PIECES

LEXER = "ipython3"
_MARKS = re.compile(rf"^[ \t]*({re.escape(BEGIN)}|{re.escape(END)})[ \t]*\n?", re.M)


def folded(notebook: NotebookNode, name: str) -> NotebookNode:
    """The page of the chapter called `name`. The argument stays as it is."""
    page = copy.deepcopy(notebook)
    page.cells = [made for cell in page.cells for made in _shown(cell)]
    first = page.cells[0]
    first.source = re.sub(r"\A(# .*\n)", rf"\1\n{note(name)}\n", first.source)
    page.metadata.language_info = NotebookNode(name="python", pygments_lexer=LEXER)
    return page


def note(name: str) -> str:
    """What stands under a chapter's heading: what this page is, and how to do the exercises."""
    return (
        "```{note}\nHere the cells show what they show when every exercise is solved. Each "
        "solution is folded away under its stub. To write your own: `python start.py`, then open "
        f"`course/{name}/{name}.ipynb`.\n```\n"
    )


def without_solution(cell: NotebookNode) -> str:
    """The source of a solution cell as learners get it."""
    clear = ClearSolutions(code_stub={"python": stub()})
    emptied, _ = clear.preprocess_cell(copy.deepcopy(cell), {"language": "python"}, 0)
    return emptied.source


def solution(source: str) -> str:
    """The source of a solution cell without its two marks."""
    return _MARKS.sub("", source)


def _shown(cell: NotebookNode) -> list[NotebookNode]:
    """The cells of the page that stand for one cell."""
    if cell.cell_type != "code":
        cell.metadata = NotebookNode()
        return [cell]
    drawn = cell.metadata.get("jupyter", {}).get("source_hidden") is True
    marked = is_solution(cell)
    emptied = without_solution(cell) if marked else ""
    # on a page without a prompt nobody asks how often a cell has run
    cell.metadata = NotebookNode(tags=["remove-input"] if drawn else [])
    if not marked:
        return [cell]
    name = cell.id.removesuffix("_code")
    begin = f"{PIECES.solution(name)}\n\n{fenced(solution(cell.source))}"
    parts = [
        new_code_cell(emptied, id=cell.id, metadata=NotebookNode(tags=[])),
        new_markdown_cell(begin, id=f"{cell.id}-solution"),
        new_markdown_cell("</details>", id=f"{cell.id}-end"),
    ]
    if cell.outputs:
        shown = new_code_cell("", id=f"{cell.id}-shown", outputs=cell.outputs)
        shown.metadata.tags = ["remove-input"]
        parts.insert(2, shown)
    return parts


def fenced(source: str) -> str:
    """Markdown for a block of code, whatever backticks the code itself has."""
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{LEXER}\n{source.rstrip()}\n{fence}"
