"""Our grading command against stock nbgrader on the same submissions, in the same run.

Stock nbgrader gets notebooks whose check cells it runs itself, one submission after another. The
ratio is time per submission, stock over ours, with the default number of workers.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time

import nbformat

from autograder import house
from autograder.build import chapter as chapters
from autograder.build.release import generate
from autograder.grade.run import grade

STUDENTS = 6
ROUNDS = 3


def hand_in(place, chapter):
    for number in range(STUDENTS):
        folder = place / f"student-{number}" / chapter.name
        folder.mkdir(parents=True)
        nbformat.write(chapter.notebook, folder / f"{chapter.name}.ipynb")


def stock(course, chapter) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", chapter.name, "--force",
         f"--CourseDirectory.root={course}"],
        cwd=course, check=True, capture_output=True,
    )  # fmt: skip
    return time.perf_counter() - start


def ours(place, out) -> float:
    start = time.perf_counter()
    graded = grade(place, out)
    assert all(result.score == result.maximum for result in graded.results)
    return time.perf_counter() - start


def test_print_the_time_of_a_class_against_stock_nbgrader(tmp_path):
    house.tools_on_path()
    chapter = chapters.read(house.SOLUTIONS / "02_forward.py")
    course = tmp_path / "stock"
    generate(chapter, course)
    hand_in(course / "submitted", chapter)
    place = tmp_path / "class"
    hand_in(place, chapter)
    pairs = []
    for number in range(ROUNDS):
        out = tmp_path / f"out-{number}"
        pairs.append((stock(course, chapter), ours(place, out)))
        shutil.rmtree(out)
    theirs, mine = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"\n{STUDENTS} submissions, {os.cpu_count()} cores, median of {ROUNDS}")
    print(f"stock nbgrader {theirs:.1f} s   ours {mine:.1f} s   ratio {theirs / mine:.2f}")
