"""What holds for every chapter: the form of an exercise, of a figure, of the text."""

import ast
import re

import jupytext
import pytest

import rnn_course
from autograder.exercises import all_exercises
from autograder.house import SOLUTIONS
from tests.solutions.chapter_source import (
    SOLUTION,
    exercises_of,
    functions_of,
    prose_of,
    run,
    shown_in,
    without_solution,
)

CHAPTERS = {path.stem: jupytext.read(path).cells for path in sorted(SOLUTIONS.glob("[0-9]*.py"))}
EXERCISES = [
    pytest.param(chapter, number, name, id=name)
    for chapter, cells in CHAPTERS.items()
    for number, name in enumerate(exercises_of(cells), start=1)
]
ALL = pytest.mark.parametrize("chapter", CHAPTERS)
LONGEST_CELL = 26  # lines of a cell that the learner only runs


@pytest.mark.parametrize("chapter, number, name", EXERCISES)
def test_an_exercise_s_three_cells(chapter, number, name):
    cells = CHAPTERS[chapter]
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    task, code, grade = cells[ids.index(name) - 2 : ids.index(name) + 1]

    text = task.source[task.source.index("### Exercise") :]
    heading, _, difficulty, _, *rest = text.splitlines()
    assert heading == f"### Exercise {int(chapter[:2])}.{number} · `{name}`"
    promised = re.fullmatch(r"Difficulty: [●○]{3} · (\d+) minutes? · (\d+) lines?", difficulty)
    assert promised and 1 <= int(promised[1]) <= 15
    assert re.search(r"\w", " ".join(rest).split("<details>")[0]), "the task has no words"
    hints = re.findall(r"<details><summary>(Hint \d)</summary>\n\n(.+?)\n\n</details>",
                       text, re.DOTALL)
    assert [hint for hint, _ in hints] == ["Hint 1", "Hint 2"]

    assert code.metadata["nbgrader"] == {
        "grade": False, "grade_id": f"{name}_code", "locked": False, "schema_version": 3,
        "solution": True, "task": False}
    assert grade.metadata["nbgrader"] == {
        "grade": True, "grade_id": name, "locked": True, "schema_version": 3, "solution": False,
        "task": False, "points": all_exercises()[name].points}
    assert grade.source == f'check("{name}")'

    function = ast.parse(code.source).body[0]
    assert function.name == name and ast.get_docstring(function)
    written = ast.parse("def f():\n" + SOLUTION.search(code.source)[1]).body[0]
    statements = [node for node in ast.walk(written) if isinstance(node, ast.stmt)]
    assert abs(len(statements) - 1 - int(promised[2])) <= 1, "it takes more or fewer lines"


@ALL
def test_the_chapter_takes_the_time_it_promises(chapter):
    """The exercises' minutes and the reading, at 180 words a minute."""
    prose = prose_of(CHAPTERS[chapter])
    minutes = sum(map(int, re.findall(r"Difficulty: \S+ · (\d+) minute", prose)))
    reading = len(re.sub(r"<summary>Hint.*?</details>", "", prose).split()) / 180
    promised = int(re.search(r"about (\d+) minutes", prose)[1])
    assert abs(minutes + reading - promised) <= 15
    assert 60 <= promised <= 120 or chapter == "00_start_here"


@ALL
def test_every_figure_has_words(chapter):
    figures = shown_in(CHAPTERS[chapter])
    assert len(figures) >= 4 or chapter == "00_start_here"
    for call in figures:
        words = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
        assert len(words["alt"]) > 60 and len(words["caption"]) > 20
        assert words["alt"] != words["caption"]


@ALL
def test_the_text_keeps_to_the_house_style(chapter):
    prose = prose_of(CHAPTERS[chapter])
    assert not re.search(r"\w!", prose), "an exclamation mark after a word"
    assert not re.search(r"[\U0001F300-\U0001FAFF]", prose), "a picture among the letters"
    for cell in CHAPTERS[chapter]:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader"):
            assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.source
            folded = cell.metadata.get("jupyter", {}).get("source_hidden")
            assert folded or max(map(len, cell.source.splitlines())) <= 120, cell.source
    if chapter != "00_start_here":
        remember = prose.split("## What to remember")[1].split("## ")[0]
        assert 3 <= len(re.findall(r" \d\. ", remember)) <= 7


@ALL
def test_with_every_stub_untouched_each_demonstration_says_what_it_needs(chapter, capsys):
    cells = CHAPTERS[chapter]
    run(cells, lambda name: None, without_solution)
    said = [line for line in capsys.readouterr().out.splitlines() if "This cell" in line]
    asked = [found for cell in cells if cell.cell_type == "code"
             for found in re.findall(r"^with needs\((.*?)\):", cell.source, re.M | re.S)]
    waiting = [names for names in asked if any(f'"{e}"' in names for e in exercises_of(cells))]
    assert len(said) == len(waiting) > 0
    for line in said:
        assert re.search("This cell needs .* then run this cell again", line), line


@ALL
def test_the_solution_passes_every_check_of_the_course(chapter, root):
    folder = root / "course" / chapter
    if not (folder / "checks").is_dir():
        pytest.skip("the course is not built: python start.py build")
    functions = functions_of(CHAPTERS[chapter])
    for name in exercises_of(CHAPTERS[chapter]):
        rnn_course.check(name, functions[name], folder=folder)
