"""The progress file and its view: what is kept, what survives, what is said when it cannot be."""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.build import chapter as sources
from autograder.build.readme import listed
from autograder.exercises import all_exercises
from autograder.house import COURSE
from rnn_course import chapters, progress, progress_file
from rnn_course.progress_file import NAME, CheckResult, kept, read, record

RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return x + 2\n"
STUB = 'def double(x):\n    raise NotImplementedError("not written yet")\n'


@pytest.fixture
def course(tmp_path):
    """A course folder with two chapters, as learners get it."""
    place = tmp_path / "my course"
    for name in ("00_start_here", "02_forward"):
        shutil.copytree(COURSE / name, place / name)
    shutil.copy(COURSE / chapters.NAME, place)
    return place


def session(course, *steps, chapter="00_start_here", **variables):
    """A kernel of its own: each step is code that is run; a failed check does not stop it."""
    program = (
        "import sys\nfrom rnn_course import CheckFailed, check, progress\n"
        "for step in sys.argv[1:]:\n"
        "    try: exec(step, globals())\n"
        "    except CheckFailed as failed: print(failed)\n"
    )
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NBGRADER", "RNN_COURSE"))}
    done = subprocess.run(
        [sys.executable, "-c", program, *steps],
        cwd=course / chapter,
        capture_output=True,
        text=True,
        env=clean | {"PYTHONPATH": str(COURSE)} | variables,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


CHECK = 'check("double")'


def points(course, chapter="00_start_here", exercise="double"):
    found = kept(read(course)[0]).get((chapter, exercise))
    return (found.last, found.best) if found else None


def test_the_list_of_chapters_is_what_the_sources_say():
    built = chapters.chapters(COURSE)
    assert built == [listed(sources.read(path)) for path in sources.sources()]
    assert {e.name: e.points for c in built for e in c.exercises} == {
        name: exercise.points for name, exercise in all_exercises().items()
    }
    assert all(60 <= chapter.minutes <= 120 for chapter in built[1:]) and built[0].minutes == 15


def test_without_the_list_the_checks_and_the_notebooks_say_the_same(course):
    named = {c.name: c for c in chapters.chapters(course)}
    (course / chapters.NAME).unlink()
    for chapter in chapters.chapters(course):
        assert (chapter.points, chapter.minutes, chapter.title) == (
            named[chapter.name].points,
            named[chapter.name].minutes,
            named[chapter.name].title,
        )
        assert set(chapter.exercises) == set(named[chapter.name].exercises)


def test_a_chapter_of_the_teachers_own_is_listed(course):
    shutil.copytree(course / "00_start_here", course / "09_mine")
    assert [c.name for c in chapters.chapters(course)] == ["00_start_here", "02_forward", "09_mine"]


def test_last_and_best_survive_a_restart(course):
    assert points(course) is None
    session(course, STUB, CHECK)
    assert not (course / NAME).exists()  # a stub says nothing new
    session(course, WRONG, CHECK)
    assert points(course) == (0, 0)
    session(course, RIGHT, CHECK)
    assert points(course) == (1, 1)
    session(course, CHECK)  # a new day, and the function's cell has not been run
    assert points(course) == (1, 1)
    said = session(course, STUB, CHECK, "print(progress())")
    assert points(course) == (0, 1)
    assert "1 of 8    ◐ begun" in said and "0 of 46   ○ not begun" in said
    assert "Go on with column_sums in chapter 0 · Start here." in said
    assert "Better once than at the last check, in chapter 0 · Start here: double." in said


def test_the_same_result_is_written_once(course):
    session(course, RIGHT, *[CHECK] * 5)
    assert (course / NAME).read_bytes().count(b"\n") == 1


@pytest.mark.parametrize(
    "variables, shown",
    [
        ({"NBGRADER_EXECUTION": "autograde"}, "None\n"),
        ({"RNN_COURSE_PROGRESS": "off"}, "2 · Forward propagation "),
    ],
)
def test_nothing_is_kept_while_grading_or_when_told_not_to(course, variables, shown):
    said = session(
        course,
        RIGHT,
        CHECK,
        "view = progress(); print(view)",
        "print(view and view._repr_html_())",
        **variables,
    )
    assert "✓ double" in said and shown in said and "href" not in said
    assert ("Progress is not kept here." in said) == ("off" in variables.values())
    assert ("8 · Deep networks" in said) == ("off" in variables.values())  # though it is not there
    assert not list(course.rglob(f"{NAME}*"))


def test_it_can_be_kept_in_another_folder(course, tmp_path):
    said = session(course, RIGHT, CHECK, "print(progress())", RNN_COURSE_PROGRESS=str(tmp_path))
    assert "1 of 8 " in said and not (course / NAME).exists() and points(tmp_path) == (1, 1)


def test_a_check_of_another_function_or_folder_is_not_kept(course):
    session(course, 'check("double", lambda x: 2 * x)', RIGHT, 'check("double", folder=".")')
    assert not (course / NAME).exists()


@pytest.mark.parametrize(
    "rubbish",
    [
        b'{"chapter": "00_start_here", "exerc',
        b"\xff\xfe\x00 no text",
        b'{"points": 3}',
        b"[1, 2]",
        b'{"chapter": "c", "exercise": "e", "points": 9, "of": 3, "at": "now"}',
        b"[" * 100_000,
        b'{"chapter": "c", "exercise": "e", "points": 1e9, "of": 3, "at": "now"}',
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_damaged_file_is_told_and_set_aside_and_the_rest_counts(course, rubbish, first):
    record(course, "00_start_here", "column_sums", 2, 2)
    good = (course / NAME).read_bytes()
    (course / NAME).write_bytes(rubbish + b"\n" + good if first else good + rubbish)
    before = (course / NAME).read_bytes()
    said = session(course, RIGHT, CHECK, CHECK)
    assert "✓ double: 1 of 1 point." in said
    assert said.count("The record of your progress was damaged. 1 result could be read") == 1
    assert (course / f"{NAME}.damaged-1").read_bytes() == before
    assert points(course) == (1, 1) and points(course, exercise="column_sums") == (2, 2)
    assert not read(course)[1]
    assert "damaged" not in session(course, "print(progress())")


def test_a_file_that_is_far_too_large_is_set_aside(course):
    (course / NAME).write_bytes(b"x" * (progress_file.LARGEST + 10))
    assert "0 results could be read" in session(course, "print(progress())")
    assert (course / f"{NAME}.damaged-1").stat().st_size == progress_file.LARGEST + 10


def test_a_line_that_was_cut_off_does_not_spoil_the_next(course):
    record(course, "a", "b", 1, 1)
    (course / NAME).write_bytes((course / NAME).read_bytes().rstrip(b"\n"))
    record(course, "a", "c", 1, 1)
    assert [r.exercise for r in read(course)[0]] == ["b", "c"] and not read(course)[1]


def test_a_file_that_cannot_be_written_is_told_once(course):
    (course / NAME).mkdir()  # also holds for root, whom permissions do not stop
    said = session(course, RIGHT, CHECK, WRONG, CHECK, "print(progress())")
    assert said.count("Your progress cannot be kept in") == 1
    assert "✓ double: 1 of 1 point." in said and "Recognised: you added 2" in said
    assert "The record of your progress" in said and "could not be used" in said


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of POSIX")
def test_a_folder_that_may_not_be_written(course):
    course.chmod(0o555)
    try:
        if os.access(course, os.W_OK):
            pytest.skip("nothing is read-only for root")
        assert "Your progress cannot be kept" in session(course, RIGHT, CHECK)
    finally:
        course.chmod(0o755)


def test_two_notebooks_at_the_same_time_lose_nothing(course):
    program = (
        "import sys\nfrom pathlib import Path\nfrom rnn_course.progress_file import record\n"
        "for n in range(150): record(Path(sys.argv[1]), sys.argv[2], f'e{n}', 1, 1)"
    )
    with ThreadPoolExecutor(3) as pool:
        runs = [
            pool.submit(
                subprocess.run,
                [sys.executable, "-c", program, str(course), name],
                check=True,
                env=os.environ | {"PYTHONPATH": str(COURSE)},
            )
            for name in "abc"
        ]
        [run.result() for run in runs]
    results, damaged = read(course)
    assert not damaged and len(results) == 450 == len(kept(results))


def test_lines_added_while_a_file_is_set_aside_are_kept(course):
    record(course, "a", "b", 1, 1)
    with (course / NAME).open("ab") as file:
        file.write(b"rubbish\n")
    results, damaged = read(course)
    record_later = CheckResult("a", "later", 1, 1, "2100-01-01").line()
    with (course / NAME).open("ab") as file:  # another notebook, after we have read
        file.write(record_later)
    assert damaged and "2 results" in progress_file.set_aside(course)
    assert {r.exercise for r in read(course)[0]} == {"b", "later"}


def test_the_page_says_what_the_text_says(course):
    record(course, "00_start_here", "double", 1, 1)
    view = progress(course / "00_start_here")
    page = view._repr_html_()
    assert page.count("<tr>") == 3 and 'href="../02_forward/02_forward.ipynb"' in page
    for said in ("1 of 8", "0 of 46", "◐ begun", "○ not begun", "Go on with column_sums"):
        assert said in page and said in repr(view).replace("    ", " ").replace("  ", " ")
    assert "width:12.5%" in page and "script" not in page and "http" not in page
    assert 'href="02_forward/02_forward.ipynb"' in progress(course)._repr_html_()


def test_the_whole_course_done(course):
    for chapter in chapters.chapters(course):
        for exercise in chapter.exercises:
            record(course, chapter.name, exercise.name, exercise.points, exercise.points)
    said = repr(progress(course))
    assert "● finished" in said and "begun" not in said and "That is the whole course." in said
    assert "░" not in said


def test_a_record_from_before_a_chapter_changed_never_gives_more_than_there_is(course):
    record(course, "00_start_here", "double", 7, 7)
    record(course, "00_start_here", "gone", 3, 3)
    assert "1 of 8 " in repr(progress(course))


def test_a_folder_without_chapters(tmp_path):
    assert repr(progress(tmp_path)) == f"There are no chapters in {tmp_path}."
    assert progress(tmp_path)._repr_html_() is None


def test_a_line_is_plain_data():
    line = json.loads(CheckResult("c", "é", 1, 2, "2026-01-01").line())
    assert line == {"chapter": "c", "exercise": "é", "points": 1, "of": 2, "at": "2026-01-01"}
