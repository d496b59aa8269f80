"""Our grading command, sandbox on, against stock `nbgrader autograde` on the same submissions.

Prints a line per figure: name, ratio (stock's time over ours), goal, ok or short. Both sides begin
with the assignment generated and start a process of their own; neither writes feedback.

- whole command: 20 submissions, start-up included; the median of the rounds.
- a chapter whose networks train: six submissions, once; ours leaves the training out.
- rate: what one more submission costs once all is running, the slope between 20 and 120.
- a class of 1,000: is the second half as quick as the first, does the parent's memory stay flat?

Stock's share takes ten minutes. ``BENCH_ROUNDS=1`` is quicker and less sure.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from autograder import house
from autograder.build import chapter as chapters
from autograder.build.release import generate
from tests.benchmarks.figures import Figure, say

FEW, MANY, CLASS = 20, 120, 1000
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
# chapter, goal for the whole command, goal for the rate
CHAPTERS = (("01_notation", 5, 12), ("02_forward", 10, 25))
GIGABYTE = 2**30


def hand_in(place: Path, chapter, count: int) -> Path:
    """The solution, from each student with a remark of their own."""
    cell = next(c for c in chapter.notebook.cells if c.metadata.get("nbgrader", {}).get("solution"))
    for number in range(count):
        notebook = nbformat.from_dict(chapter.notebook)
        own = next(c for c in notebook.cells if c.get("id") == cell.id)
        own.source = f"{cell.source}\n# by student {number}"
        folder = place / f"student-{number:04d}" / chapter.name
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{chapter.name}.ipynb")
    return place


def timed(command: list[str], cwd: Path) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
    return time.perf_counter() - start


def stock(template: Path, place: Path, chapter, scratch: Path) -> float:
    """nbgrader's own command, without this repository's configuration."""
    course = shutil.copytree(template, scratch / "stock")
    shutil.copytree(place, course / "submitted")
    taken = timed(
        [
            sys.executable,
            "-m",
            "nbgrader",
            "autograde",
            chapter.name,
            f"--CourseDirectory.root={course}",
        ],
        course,
    )
    assert len(list((course / "autograded").iterdir())) == len(list(place.iterdir()))
    shutil.rmtree(course)
    return taken


def command(place: Path, out: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "autograder",
        "grade",
        str(place),
        "--out",
        str(out),
        "--no-feedback",
    ]


def ours(template: Path, place: Path, chapter, scratch: Path) -> float:
    out = shutil.copytree(template, scratch / "ours")
    taken = timed(command(place, out), house.ROOT)
    rows = (out / "grades.csv").read_text().splitlines()
    assert len(rows) == 1 + len(list(place.iterdir())) and all("graded" in row for row in rows[1:])
    shutil.rmtree(out)
    return taken


@pytest.mark.parametrize(("name", "whole", "rate"), CHAPTERS)
def test_print_the_time_of_a_class_against_stock_nbgrader(tmp_path, name, whole, rate):
    house.tools_on_path()
    chapter = chapters.read(house.SOLUTIONS / f"{name}.py")
    template = tmp_path / "template"
    generate(chapter, template)
    few = hand_in(tmp_path / "few", chapter, FEW)
    many = hand_in(tmp_path / "many", chapter, MANY)
    times = [
        (stock(template, few, chapter, tmp_path), ours(template, few, chapter, tmp_path))
        for _ in range(ROUNDS)
    ]
    theirs, mine = (statistics.median(column) for column in zip(*times, strict=True))
    most_theirs = stock(template, many, chapter, tmp_path)
    most_mine = statistics.median(ours(template, many, chapter, tmp_path) for _ in range(ROUNDS))
    per_theirs, per_mine = (
        (a - b) / (MANY - FEW) for a, b in ((most_theirs, theirs), (most_mine, mine))
    )
    print(
        f"\n{name}, {os.cpu_count()} cores: {FEW} submissions {theirs:.1f} s and {mine:.1f} s, "
        f"{MANY} submissions {most_theirs:.1f} s and {most_mine:.1f} s; one more costs "
        f"{1000 * per_theirs:.0f} ms and {1000 * per_mine:.0f} ms"
    )
    say(Figure(f"{name}: whole command on {FEW}, stock / ours", theirs / mine, whole, least=True))
    say(Figure(f"{name}: rate once running, stock / ours", per_theirs / per_mine, rate, least=True))


def test_print_a_chapter_whose_networks_train(tmp_path):
    house.tools_on_path()
    chapter = chapters.read(house.SOLUTIONS / "05_gru.py")
    template = tmp_path / "template"
    generate(chapter, template)
    place = hand_in(tmp_path / "few", chapter, 6)
    mine, theirs = (way(template, place, chapter, tmp_path) for way in (ours, stock))
    print(f"\n05_gru: 6 submissions {theirs:.1f} s and {mine:.1f} s")
    say(Figure("05_gru: whole command on 6, stock / ours", theirs / mine, 10, least=True))


def test_print_how_a_large_class_goes(tmp_path):
    chapter = chapters.read(house.SOLUTIONS / "01_notation.py")
    place = hand_in(tmp_path / "class", chapter, CLASS)
    run = subprocess.Popen(
        command(place, tmp_path / "out"),
        cwd=house.ROOT,
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    seen = []  # (submissions recorded, seconds, bytes of the parent)
    for text in run.stderr:
        seen.append((int(text.split()[0]), time.perf_counter(), memory(run.pid)))
    assert run.wait() == 0 and seen[-1][0] == CLASS
    start, middle, end = (min(seen, key=lambda at: abs(at[0] - n)) for n in (100, 550, CLASS))
    print(
        f"\n{CLASS} submissions, {end[0] / (end[1] - seen[0][1]):.1f} a second; the parent's "
        f"memory at 100, 550, {CLASS}: "
        + ", ".join(f"{at[2] / 2**20:.0f}" for at in (start, middle, end))
        + " MB"
    )
    first = (middle[1] - start[1]) / (middle[0] - start[0])
    second = (end[1] - middle[1]) / (end[0] - middle[0])
    say(Figure("1,000: a submission of the second half / of the first", second / first, 1.1))
    say(Figure("1,000: memory of the parent", end[2] / GIGABYTE, 1, unit=" GiB"))


def memory(pid: int) -> int:
    """Bytes that a process has in memory."""
    for entry in Path(f"/proc/{pid}/status").read_text().splitlines():
        if entry.startswith("VmRSS:"):
            return int(entry.split()[1]) * 1024
    return 0
