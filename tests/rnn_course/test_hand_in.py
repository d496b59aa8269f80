"""Handing in: what is said of a notebook, what goes into the zip, and that nothing is ever lost."""

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.build import chapter as sources
from autograder.exercises import all_exercises
from autograder.grade.submissions import gather
from autograder.house import COURSE, SOLUTIONS
from rnn_course import chapters, hand_in, handing_in
from rnn_course.handing_in import looking, packing, saved
from rnn_course.progress_file import record

CHAPTER = "00_start_here"
NAMES = ["double", "column_sums", "start_here_quiz"]
RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "column_sums": "def column_sums(x):\n    return x.sum(axis=0)",
    "start_here_quiz": "def start_here_quiz():\n    return 'cbacb'",
}


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course folder with one chapter, in which nothing is done."""
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    place = tmp_path / "my course"
    shutil.copytree(COURSE / CHAPTER, place / CHAPTER)
    shutil.copy(COURSE / chapters.NAME, place)
    return place


def file(course):
    return course / CHAPTER / f"{CHAPTER}.ipynb"


def change(course, edit):
    """Edit the notebook on the disk by a function of its cells by name."""
    notebook = nbformat.read(file(course), as_version=4)
    edit(
        {
            cell.metadata.get("nbgrader", {}).get("grade_id", cell.id): cell
            for cell in notebook.cells
        },
        notebook,
    )
    nbformat.write(notebook, file(course))


def solve(course, answers=RIGHT, checked=True):
    change(
        course, lambda cells, _: [cells[f"{n}_code"].update(source=s) for n, s in answers.items()]
    )
    for name in answers if checked else ():
        points = all_exercises()[name].points
        record(course, CHAPTER, name, points, points)
    os.utime(file(course), (time.time() + 5,) * 2)  # saved after the checks


def look(course):
    return handing_in.look(CHAPTER, course)


def test_the_untouched_chapter(course):
    found = look(course)
    assert found.undone == tuple(f"{name}: not written yet." for name in NAMES)
    assert "By your last checks: 0 of 8 points." in found.notes
    assert any(note.startswith("Saved at ") or note.startswith("Saved on ") for note in found.notes)


def test_all_done(course):
    solve(course)
    assert look(course).undone == () and "8 of 8 points" in str(look(course))
    assert str(look(course)).startswith("00_start_here: everything is done.\n")


def test_the_solutions_of_every_chapter_are_complete(tmp_path):
    """What is looked for is found in each chapter: cells, checks, checksums."""
    place = tmp_path / "course"
    shutil.copytree(COURSE, place, ignore=shutil.ignore_patterns("rnn_course", "*.egg-info"))
    for path in sources.sources(SOLUTIONS):
        chapter = sources.read(path)
        listed = next(c for c in chapters.chapters(place) if c.name == chapter.name)
        released = (place / chapter.name / f"{chapter.name}.ipynb").read_bytes()
        cells = looking.cells_of(released)
        assert looking.restored(listed, cells) == []
        assert len(looking.undone(listed, cells, {})) == len(chapter.exercises)
        solved = nbformat.writes(chapter.notebook).encode()
        for line in looking.undone(listed, looking.cells_of(solved), {}):
            assert line.endswith("written, and its check has not been run yet."), line


@pytest.mark.parametrize(
    "source, said",
    [
        ("def double(x):\n    return 2 *", "its cell is not Python yet (line 2:"),
        ("def duoble(x):\n    return 2 * x", "its cell does not define double."),
        ("", "its cell does not define double."),
        ("x = '\0'", "its cell is not Python yet"),
        ("(" * 5000, "its cell is not Python yet"),
        ("def double(x):\n    raise NotImplementedError('later')", "not written yet."),
    ],
)
def test_a_cell_that_is_not_done(course, source, said):
    solve(course)
    change(course, lambda cells, _: cells["double_code"].update(source=source))
    [line] = [line for line in look(course).undone if line.startswith("double")]
    assert said in line


def test_ipythons_own_signs_are_no_syntax_errors(course):
    solve(course, RIGHT | {"double": "%timeit 1\n!ls\n" + RIGHT["double"]})
    assert look(course).undone == ()


def test_wrong_and_unchecked_answers(course):
    solve(course, checked=False)
    record(course, CHAPTER, "column_sums", 1, 2)
    os.utime(file(course), (time.time() + 5,) * 2)
    assert look(course).undone == (
        "double: written, and its check has not been run yet.",
        "column_sums: the last check gave 1 of 2 points.",
        "start_here_quiz: written, and its check has not been run yet.",
    )


def test_cells_that_are_gone_or_changed(course):
    solve(course)

    def edit(cells, notebook):
        cells["double"].source = "check('double')  # mine"
        notebook.cells = [
            c
            for c in notebook.cells
            if c is not cells["column_sums"] and c is not cells["double_code"]
        ]

    change(course, edit)
    found = look(course)
    assert found.undone == (
        "double: its cell is missing. The grader will see an empty one in its place.",
    )
    assert "The check of column_sums is gone. The grader puts it back." in found.notes
    assert "The locked cell double was changed. The grader takes the original." in found.notes


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "damaged"),
        (b"\xff\xfe", "damaged"),
        (b"{" * 10, "damaged"),
        (b"[" * 100_000, "damaged"),
        (b"[]", "no list of cells"),
        (b'{"cells": 3}', "no list of cells"),
    ],
)
def test_a_damaged_notebook_is_said_and_can_be_handed_in_all_the_same(
    course, content, said, capsys
):
    file(course).write_bytes(content)
    found = look(course)
    assert len(found.undone) == 1 and said in found.undone[0]
    path = hand_in(CHAPTER, name="ada", folder=course, anyway=True)
    with zipfile.ZipFile(path) as zipped:
        assert zipped.read(f"ada/{CHAPTER}/{CHAPTER}.ipynb") == content
    assert file(course).read_bytes() == content


@pytest.mark.parametrize(
    "cells",
    [
        [3, None, {}],
        [{"cell_type": "code", "source": 5, "metadata": []}],
        [{"cell_type": "code", "source": [1, "x"], "metadata": {"nbgrader": {"grade_id": 7}}}],
        [
            {
                "cell_type": "code",
                "source": "x",
                "metadata": {
                    "nbgrader": {
                        "grade_id": "double",
                        "locked": True,
                        "grade": True,
                        "checksum": "x",
                    }
                },
            }
        ],
    ],
)
def test_odd_cells_stop_nothing(course, cells):
    file(course).write_text(json.dumps({"cells": cells, "nbformat": 4}))
    assert len(look(course).undone) == 3


def test_what_was_checked_after_saving(course):
    solve(course)
    os.utime(file(course), (time.time() - 3600,) * 2)
    assert look(course).undone[0] == (
        "A check was run after the notebook was last saved. Save it (Ctrl + S)."
    )


@pytest.mark.parametrize(
    "chapter, said",
    [
        ("00_strat_here", "Did you mean 00_start_here?"),
        ("..", "There is no chapter"),
        ("", "Which chapter?"),
        (7, "Which chapter?"),
        ("02_forward", "There is no chapter"),
    ],
)
def test_a_wrong_name_gets_a_sentence(course, chapter, said, capsys):
    assert hand_in(chapter, name="ada", folder=course) is None
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("chapter", ["00_start_here/", "course/00_start_here/00_start_here.ipynb"])
def test_a_path_is_understood(course, chapter):
    solve(course)
    assert hand_in(chapter, name="ada", folder=course).is_file()


def test_a_notebook_under_another_name(course, capsys):
    file(course).rename(file(course).with_name("mine.ipynb"))
    assert hand_in(CHAPTER, name="ada", folder=course) is None
    assert "Notebooks there: mine.ipynb." in capsys.readouterr().out


def test_what_is_not_done_is_said_before_it_is_packed(course, capsys):
    assert hand_in(CHAPTER, name="ada", folder=course) is None
    assert "✗ double: not written yet." in capsys.readouterr().out
    assert not (course / CHAPTER / "handed_in").exists()
    assert hand_in(CHAPTER, name="ada", folder=course, anyway=True).is_file()


def test_the_zip_holds_the_chapter_and_the_learners_files_and_no_more(course):
    solve(course)
    folder = course / CHAPTER
    (folder / "notes.txt").write_text("mine")
    (folder / "data").mkdir()
    (folder / "data" / "names.csv").write_text("a,b")
    (folder / ".hidden").write_text("x")
    (folder / "copy.ipynb").write_text("{}")
    (folder / "link.txt").symlink_to(course / chapters.NAME)
    first = hand_in(CHAPTER, name="ada", folder=course)
    second = hand_in(CHAPTER, name="ada", folder=course)
    assert first != second and first.exists() and second.exists()
    with zipfile.ZipFile(second) as zipped:
        assert zipped.testzip() is None
        assert sorted(zipped.namelist()) == [
            f"ada/{CHAPTER}/00_start_here.ipynb",
            f"ada/{CHAPTER}/data/names.csv",
            f"ada/{CHAPTER}/notes.txt",
        ]
        assert zipped.read(f"ada/{CHAPTER}/{CHAPTER}.ipynb") == file(course).read_bytes()
    assert sorted(p.suffix for p in first.parent.iterdir()) == [".zip", ".zip"]
    assert "With it go your files data/names.csv, notes.txt." in look(course).notes


def test_the_grader_finds_what_was_packed(course, tmp_path):
    """One zip alone, and the zips of two people unpacked into one folder."""
    solve(course)
    known = [path.stem for path in sources.sources()]
    together = tmp_path / "class"
    for name in ("ada", "Émile Ö. (2)"):
        path = hand_in(CHAPTER, name=name, folder=course, to=tmp_path / "zips")
        shutil.unpack_archive(path, together)
        (tmp_path / name).mkdir()
        [one] = gather(path, None, known, tmp_path / name)
        assert one.student == packing.folder_name(name) and one.state is None
        assert one.content() == file(course).read_bytes()
    assert [s.student for s in gather(together, None, known, tmp_path)] == ["ada", "Émile Ö. _2_"]


@pytest.mark.parametrize(
    "name, said",
    [
        ("../../etc", "_.._etc"),
        ("a/b\\c", "a_b_c"),
        ("CON", "CON_"),
        (" . ", ""),
        ("ada", "ada"),
        ("李明", "李明"),
        ("x" * 100, "x" * 60),
        ("o'neill: <x>", "o_neill_ _x_"),
        ("\0", "_"),
    ],
)
def test_a_name_becomes_a_folder_on_any_system(name, said):
    assert packing.folder_name(name) == said


def test_without_a_name(course, capsys):
    solve(course)
    assert hand_in(CHAPTER, name="...", folder=course) is None
    assert "Whose is it?" in capsys.readouterr().out


def test_where_it_cannot_be_written(course, capsys):
    solve(course)
    (course / CHAPTER / "handed_in").write_text("in the way")
    assert hand_in(CHAPTER, name="ada", folder=course) is None
    assert "It could not be packed" in capsys.readouterr().out
    assert hand_in(CHAPTER, name="ada", folder=course, to=course / "other").is_file()


def test_a_notebook_with_huge_outputs_goes_without_them(course, monkeypatch):
    solve(course)
    monkeypatch.setattr(packing, "LARGEST", 200_000)

    def fill(cells, notebook):
        cells["double"].outputs = [nbformat.v4.new_output("stream", text="x" * 300_000)]

    change(course, fill)
    solve(course)
    before = file(course).read_bytes()
    found = look(course)
    assert len(found.content) < 200_000 and "without the outputs" in str(found)
    assert found.undone == () and file(course).read_bytes() == before


def test_while_grading_nothing_is_packed(course, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert hand_in(CHAPTER, name="ada", folder=course, anyway=True) is None
    assert not (course / CHAPTER / "handed_in").exists()


# ---- in a terminal -------------------------------------------------------------------------------


def command(course, *words, **variables):
    return subprocess.run(
        [sys.executable, "-m", "rnn_course", *words],
        cwd=course,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(COURSE)} | variables,
        stdin=subprocess.DEVNULL,
    )


def test_the_command(course):
    done = command(course, "hand-in", CHAPTER, "--name", "ada")
    assert done.returncode == 1 and "add --anyway" in done.stdout
    done = command(course, "hand-in", CHAPTER, "--name", "ada", "--anyway")
    assert done.returncode == 0 and "Packed for ada: " in done.stdout
    done = command(course, "hand-in")
    assert done.returncode == 1 and "Which chapter?" in done.stderr
    done = command(course, "hand-in", "05_gruu")
    assert done.returncode == 1 and "There is no chapter '05_gruu'" in done.stderr
    assert command(course, "progress").stdout.startswith("chapter ")
    plain = {"PYTHONIOENCODING": "ascii"}  # a terminal without the course's signs
    assert command(course, "progress", **plain).returncode == 0
    assert "double: not written" in command(course, "hand-in", CHAPTER, **plain).stdout


@pytest.mark.parametrize("typed, packs", [(b"y\n", True), (b"\n", False), (b"\x04", False)])
def test_the_command_asks_where_somebody_can_answer(course, typed, packs):
    ours, theirs = pytest.importorskip("pty").openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "rnn_course", "hand-in", CHAPTER, "--name", "ada"],
        cwd=course,
        env=os.environ | {"PYTHONPATH": str(COURSE)},
        stdin=theirs,
        stdout=theirs,
    )
    os.write(ours, typed)
    assert (run.wait(30) == 0) == packs
    assert (course / CHAPTER / "handed_in").exists() == packs
    os.close(ours)
    os.close(theirs)


# ---- in a notebook -------------------------------------------------------------------------------


def test_the_text_that_was_run_last_is_held_against_the_file(course):
    solve(course)
    chapter = next(c for c in chapters.chapters(course) if c.name == CHAPTER)
    cells = looking.cells_of(file(course).read_bytes())
    assert saved.differing(chapter, cells, list(RIGHT.values())) == []
    assert saved.differing(chapter, cells, [RIGHT["double"] + "\n\n"]) == []
    later = "def double(x):\n    return x + x"
    assert saved.differing(chapter, cells, [RIGHT["double"], later]) == ["double"]
    assert saved.differing(chapter, cells, [later, "def broken(", RIGHT["double"]]) == []


@pytest.fixture
def kernel(course, monkeypatch):
    """The kernel of the chapter's notebook."""
    monkeypatch.setenv("PYTHONPATH", str(COURSE))
    client = NotebookClient(
        nbformat.v4.new_notebook(),
        timeout=60,
        allow_errors=True,
        kernel_name="python3",
        resources={"metadata": {"path": file(course).parent}},
    )
    with client.setup_kernel(cwd=str(file(course).parent)):
        yield client


def run(kernel, source):
    cell = nbformat.v4.new_code_cell(source)
    kernel.nb.cells.append(cell)
    kernel.execute_cell(cell, len(kernel.nb.cells) - 1)
    return "".join(
        o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in cell.outputs
    )


def test_a_notebook_that_is_not_saved_is_noticed(course, kernel):
    solve(course)
    run(kernel, "from rnn_course import check, hand_in\nimport numpy as np")
    for name in NAMES:
        run(kernel, RIGHT[name])
        assert "✓" in run(kernel, f'check("{name}")')
    assert "everything is done" in run(kernel, 'hand_in(name="ada")')
    run(kernel, "def double(x):\n    return x + x")
    said = run(kernel, 'hand_in(name="ada")')
    assert "Not the same in the file as you ran it last: double." in said
    assert "It is not packed yet." in said


def test_the_panel_says_packs_and_hands_over_the_zip(course, kernel):
    run(kernel, "from rnn_course import hand_in")
    said = run(kernel, "hand_in()")
    assert said.startswith("Hand in 00_start_here\n✗ double: not written yet.")
    said = run(
        kernel,
        """
from rnn_course.handing_in.panel import Panel
from pathlib import Path
panel = Panel("00_start_here", Path("..").resolve())
press = lambda what, known=(), name="ada": panel._pressed(None, {"press": what, "name": name, "known": list(known)}, None)
sent = []
panel.send = lambda content, buffers: sent.append((content["file"], buffers[0]))
press("pack"); print(panel.says, sent == [])
press("pack", panel.undone, " "); print(panel.says)
press("pack", panel.undone); print(panel.says)
[(name, content)] = sent; print(name)
import io, zipfile; print(zipfile.ZipFile(io.BytesIO(content)).namelist())
Path("00_start_here.ipynb").rename("gone"); press("look"); print(panel.says)
""",
    )
    lines = said.splitlines()
    assert "Press again to hand it in as it is. True" in lines[0] and "Whose is it?" in lines[1]
    assert lines[2].startswith("Packed for ada: ") and lines[3].endswith(".zip")
    assert "ada/00_start_here/00_start_here.ipynb" in lines[4] and "cannot be read" in lines[5]
