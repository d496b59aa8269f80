"""Has every exercise its time, difficulty and hints, and every picture its alternative text?"""

from __future__ import annotations

import ast
import re

from autograder.build.chapter import Chapter
from autograder.build.problems import Problem
from autograder.check_cells import exercise_of
from autograder.house import shown

DIFFICULTY = re.compile(r"^Difficulty: (●○○|●●○|●●●) · (\d+) minutes( · \d+ lines?)?$", re.M)
LEAST_HINTS = 2
LEAST_ALT = 15  # characters; fewer cannot say what a picture shows


def find_teaching_faults(chapter: Chapter) -> list[Problem]:
    """Complaints about exercises without their frame and pictures without words."""
    problems: list[Problem] = []
    text: list[str] = []  # the markdown since the last check cell
    count = 0
    for cell in chapter.notebook.cells:
        if cell.cell_type == "markdown":
            text.append(cell.source)
            problems += _images(chapter, cell.source)
            continue
        problems += _shown_pictures(chapter, cell.source)
        name = exercise_of(cell)
        if name:
            count += 1
            problems += _frame(chapter, name, "\n\n".join(text))
            problems += _number(chapter, name, count, "\n\n".join(text))
            text = []
    return problems


def _frame(chapter: Chapter, name: str, text: str) -> list[Problem]:
    where = f"{shown(chapter.path)}, exercise '{name}'"
    problems = []
    if f"`{name}`" not in text:
        problems.append(
            Problem(
                where,
                "no heading above it names it.",
                f"Add a heading such as '### Exercise 2.1 · `{name}`'.",
            )
        )
    quiz = name.endswith("_quiz")
    if not DIFFICULTY.search(text):
        problems.append(
            Problem(
                where,
                "it does not say how hard and how long it is.",
                "Add a line such as 'Difficulty: ●●○ · 10 minutes · 3 lines'.",
            )
        )
    hints = text.count("<summary>Hint")
    if hints < LEAST_HINTS and not quiz:
        problems.append(
            Problem(
                where,
                f"it has {hints} hints.",
                "Add two <details> blocks with <summary>Hint 1</summary> and a "
                "stronger <summary>Hint 2</summary>.",
            )
        )
    return problems


def _number(chapter: Chapter, name: str, count: int, text: str) -> list[Problem]:
    """A heading's number is the chapter's and the exercise's place in it."""
    right = f"{int(re.match('[0-9]+', chapter.name)[0])}.{count}"
    found = re.search(rf"^### Exercise (\d+\.\d+) · `{name}`", text, re.M)
    if not found or found[1] == right:
        return []
    return [
        Problem(
            f"{shown(chapter.path)}, exercise '{name}'",
            f"its heading says {found[1]}, and it is exercise {right}.",
            f"Write {right}.",
        )
    ]


def _images(chapter: Chapter, markdown: str) -> list[Problem]:
    """Pictures in markdown: ``![](…)`` and ``<img>`` without alternative text."""
    bare = re.findall(r"!\[\s*\]\([^)]*\)", markdown)
    bare += [
        tag
        for tag in re.findall(r"<img\b[^>]*>", markdown)
        if not re.search(r"\balt=\"[^\"]+\"", tag)
    ]
    return [
        Problem(
            shown(chapter.path),
            f"the picture {tag[:60]} has no alternative text.",
            "Say in a sentence what it shows.",
        )
        for tag in bare
    ]


def _shown_pictures(chapter: Chapter, source: str) -> list[Problem]:
    """Calls of ``show(figure, alt=…)`` without a literal text."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return [Problem(shown(chapter.path), f"a code cell is no Python ({error}).", "Mend it.")]
    problems = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id != "show":
            continue
        alt = next((k.value for k in node.keywords if k.arg == "alt"), None)
        try:
            words = ast.literal_eval(alt) if alt is not None else ""
        except ValueError:
            words = " " * LEAST_ALT  # computed text: cannot be judged here
        if len(words) < LEAST_ALT:
            problems.append(
                Problem(
                    shown(chapter.path),
                    f"the picture '{ast.unparse(node)[:60]}' has no alternative text.",
                    'Add alt="…" with a sentence on what it shows.',
                )
            )
    return problems
