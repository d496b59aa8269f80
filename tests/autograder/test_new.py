"""`start.py new`: what is inserted, what is left alone, and what is refused with a sentence."""

import importlib
import re
import shutil
import sys
from pathlib import Path

import pytest

from autograder import cli, house
from autograder import exercises as registry
from autograder.build import chapter as chapters
from autograder.exercises import all_exercises

CHAPTERS = sorted(path.stem for path in house.SOLUTIONS.glob("0*.py"))
OWN = """\
# %% [markdown]
# # Chapter 1 · Means

# %%
import numpy as np

from rnn_course import check
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A function that makes a course elsewhere and works on it."""
    monkeypatch.delenv(house.VARIABLE, raising=False)

    def make(sources: dict[str, str | bytes]):
        (tmp_path / "solutions").mkdir(exist_ok=True)
        for name, content in sources.items():
            content = content if isinstance(content, bytes) else content.encode()
            (tmp_path / "solutions" / f"{name}.py").write_bytes(content)
        house.use(tmp_path)
        return tmp_path

    yield make
    house.use(None)


@pytest.fixture
def ours(own):
    """The same with a copy of this course."""

    def make():
        rooms = sorted(house.EXERCISES.glob("ch*"))
        place = own({p.stem: p.read_bytes() for p in house.SOLUTIONS.glob("0*.py")})
        for folder in rooms:
            left_out = shutil.ignore_patterns("__pycache__")
            shutil.copytree(folder, place / "exercises" / folder.name, ignore=left_out)
        return place

    return make


def contents(folder):
    return {p: p.read_bytes() for p in sorted(folder.rglob("*.py"))}


def said(capsys, *words, anew=True):
    """(exit status, lines on stdout, lines on stderr) of a command.

    Args:
        anew: As in a process of its own: specifications are read again.
    """
    if anew:
        forget()
    status = cli.main([*words])
    done = capsys.readouterr()
    return status, done.out.splitlines(), done.err.splitlines()


def forget():
    """No specification has been read."""
    registry._exercises.cache_clear()
    for name in [name for name in sys.modules if name.startswith("autograder.course_")]:
        del sys.modules[name]
    importlib.invalidate_caches()


def without(new: bytes, begins: str, ends: str) -> bytes:
    """`new` without the lines from one with `begins` to the last one before `ends`."""
    text = new.decode()
    at = text.index(begins)
    return (text[:at] + text[text.index(ends, at) + len(ends) :]).encode()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_rest_of_the_files_stays_byte_for_byte(ours, capsys, chapter):
    """At every place of every chapter: take out what came in, count back, and all is as before."""
    place = ours()
    before = contents(place)
    names = chapters.read(place / "solutions" / f"{chapter}.py").exercises
    number = int(chapter[:2])
    for position, after in enumerate([*names[:-1], None], start=2):
        position = position - (after is None)  # before the quiz, as after the last but one
        words = ["--after", after] if after else []
        status, lines, _ = said(
            capsys, "new", "brand_new", "--chapter", chapter, *words, anew=False
        )
        assert status == 0 and f"exercise {number}.{position}, after" in lines[0]
        room = place / "exercises" / f"ch{chapter}" / "brand_new.py"
        assert lines[1].startswith(f"written  {room}") and room.is_file()
        found = {}
        for path, text in contents(place).items():
            if path.stem == chapter:
                headings = re.findall(
                    rf"^# ### Exercise {number}\.(\d+) · `(\w+)`", text.decode(), re.M
                )
                wanted = [*names[: position - 1], "brand_new", *names[position - 1 :]]
                assert headings == [(str(i), name) for i, name in enumerate(wanted, start=1)]
                cells = f"# %% [markdown]\n# ### Exercise {number}.{position} · `brand_new`"
                text = without(text, cells, 'check("brand_new")\n\n')
            if path == room:
                continue
            text = re.sub(
                rf"([Ee]xercise ){number}\.(\d+)\b".encode(),
                lambda m, at=position: m[1] + b"%d.%d" % (number, int(m[2]) - (int(m[2]) > at)),
                text,
            )
            found[path] = text
        assert found == before
        room.unlink()
        for path, text in before.items():
            path.write_bytes(text)


def test_the_doctor_has_a_line_for_each_thing_still_to_write(ours, capsys):
    place = ours()
    assert said(capsys, "new", "keep", "--chapter", "05_gru", "--course", str(place))[0] == 0
    status, out, lines = said(capsys, "doctor", "05_gru", "--course", str(place))
    assert status == 1 and not out
    things = [
        "effort",
        "task",
        "first hint",
        "second hint",
        "first lines",
        "solution",
        "what keep is",
        "reference",
        "inputs",
        "another right answer",
        "task",
        "parts",
        "first mistake",
        "two more mistakes",
        "the mistakes",
    ]
    assert len(lines) == len(things)
    for line, thing in zip(lines, things, strict=True):
        found = re.fullmatch(r"(\S+), line (\d+): (.*keep.*): still to write\. (.+)", line)
        assert found and thing in found[3] and len(found[4]) > 8, line
        text = Path(found[1]).read_text("utf-8").splitlines()[int(found[2]) - 1]
        assert "TO WRITE" in text and thing in text
    assert "/solutions/05_gru.py" in lines[0] and "/exercises/ch05_gru/keep.py" in lines[-1]
    status, _, built = said(capsys, "build", "05_gru", "--course", str(place))
    assert status == 1 and built == lines  # nothing half-written reaches learners
    assert not (place / "course").exists()
    # another chapter is not held up, and neither is another new exercise
    assert said(capsys, "doctor", "00_start_here", "--course", str(place))[2][0].endswith(
        "and commit what it writes."
    )
    assert said(capsys, "new", "more", "--chapter", "05_gru", "--course", str(place))[0] == 0
    assert len(said(capsys, "doctor", "05_gru", "--course", str(place))[2]) == 2 * len(things)


def test_where_another_chapter_speaks_of_an_exercise_its_number_follows(own, capsys):
    told = "see exercise 1.2, Exercise\n# 1.2, exercises 11.1 and 1.23, or 1.1"
    later = OWN.replace("Chapter 1 · Means", "Chapter 2 · " + told)
    place = own({"01_means": OWN, "02_later": later})
    for name in ("one", "two"):
        assert said(capsys, "new", name, "--chapter", "01_means")[0] == 0
    source = place / "solutions" / "02_later.py"
    assert source.read_text("utf-8") == later  # both came at the end: nothing had to make room
    status, lines, _ = said(capsys, "new", "between", "--chapter", "01_means", "--after", "one")
    assert status == 0
    assert lines[2] == "renumbered  two is exercise 1.3 now"
    assert lines[3].endswith("solutions/02_later.py speaks of them")
    new = told.replace("xercise 1.2", "xercise 1.3").replace("# 1.2", "# 1.3")
    assert source.read_text("utf-8") == later.replace(told, new)


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r\n\r\n"])
def test_the_first_exercise_of_a_chapter_and_its_line_ends(own, capsys, end):
    source = OWN.rstrip("\n").replace("\n", "\r\n" if "\r" in end else "\n") + end
    place = own({"01_means": source})
    status, lines, _ = said(capsys, "new", "running_mean", "--chapter", "01_means")
    assert status == 0 and "exercise 1.1, the first" in lines[0]
    new = (place / "solutions" / "01_means.py").read_bytes()
    assert new.startswith(source.encode())
    if "\r" in end:
        assert new.count(b"\n") == new.count(b"\r\n")
    read = chapters.jupytext.reads(new.decode(), "py:percent")
    assert len(read.cells) == 5 and read.cells[4].source == 'check("running_mean")'
    forget()
    assert list(all_exercises()) == ["running_mean"]
    assert all_exercises()["running_mean"].chapter == "01_means"
    assert [p.name for p in (place / "exercises" / "ch01_means").glob("*.py")] == [
        "running_mean.py"
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["sigmoid", "--chapter", "05_gru"], "there is such an exercise"),
        (["two words", "--chapter", "05_gru"], "Take small letters, digits and _"),
        (["3d", "--chapter", "05_gru"], "Take small letters, digits and _"),
        (["lambda", "--chapter", "05_gru"], "Take small letters, digits and _"),
        (["sum", "--chapter", "05_gru"], "Python has a function of this name"),
        (["gate_quiz", "--chapter", "05_gru"], "a quiz has another form"),
        (["pictures", "--chapter", "05_gru"], "has something else of this name"),
        (["shared", "--chapter", "05_gru"], "the room of an exercise needs this name itself"),
        (["array", "--chapter", "05_gru"], "the room of an exercise needs this name itself"),
        (["keep", "--chapter", "05_gry"], "there is no chapter '05_gry' here. Did you mean 05_gru"),
        (["keep", "--chapter", "05_gru", "--after", "gru_foward"], "Did you mean gru_forward?"),
        (["keep", "--chapter", "05_gru", "--after", "sigmoid"], "It is one of 02_forward."),
    ],
)
def test_bad_input_gets_a_sentence_and_changes_nothing(ours, capsys, words, sentence):
    place = ours()
    before = contents(place)
    status, out, lines = said(capsys, "new", *words)
    assert status == 1 and not out and len(lines) == 1 and sentence in lines[0], lines
    assert contents(place) == before


@pytest.mark.parametrize(
    ("folder", "old", "new", "sentence"),
    [
        (
            "solutions/05_gru.py",
            "import numpy as np\n",
            "import numpy as\n",
            r"05_gru\.py, line \d+: a code cell is no Python",
        ),
        (
            "solutions/05_gru.py",
            '"grade_id": "latch_gates_code"',
            '"grade_id": "gru_forward_code"',
            r"05_gru\.py, line \d+, cell 'gru_forward_code': the grade_id .* is used twice",
        ),
        (
            "exercises/ch05_gru/gru_forward.py",
            "EXERCISE = Exercise(",
            "EXERCISE = Exercise((",
            r"ch05_gru/gru_forward\.py, line \d+: the file",
        ),
        (
            "exercises/ch05_gru/shared.py",
            "def draw_step(",
            "def draw_step(((",
            r"ch05_gru/shared\.py, line \d+: the file",
        ),
        (
            "solutions/05_gru.py",
            "# ---\n\n# %%",
            "# ---\n\nimport os\n\n# %%",
            "no line '# %%' of their own",
        ),
    ],
)
def test_a_broken_file_gets_a_sentence_and_stays(ours, capsys, folder, old, new, sentence):
    place = ours()
    path = place / folder
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    before = contents(place)
    status, out, lines = said(capsys, "new", "keep", "--chapter", "05_gru")
    assert status == 1 and not out and re.search(sentence, "\n".join(lines)), lines
    assert contents(place) == before


def test_an_interrupted_new_leaves_all_as_it_was(ours, monkeypatch):
    import os

    place = ours()
    before, real, calls = contents(place), os.replace, []

    def stop_later(source, target):
        calls.append(target)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", stop_later)
    cli.main(["new", "keep", "--chapter", "05_gru"])
    assert len(calls) == 2 and contents(place) == before
