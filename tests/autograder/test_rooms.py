"""Where an exercise may stand, and the sentence for each way to put it wrong."""

import pytest

from autograder import house
from autograder.exercises import SpecificationError, all_exercises, files_of, place_of, room_of

ROOM = """\
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def {name}(x):
    return 2 * x


EXERCISE = Exercise(
    name="{name}",
    chapter="{chapter}",
    reference={name},
    task="Write it.",
    returns=("y",),
    draws={{"ordinary": lambda rng: Inputs({{"x": draw.numbers(rng, 3)}})}},
    parts=(array("y", 1, shape="(n,)"),),
    misconceptions=(Misconception("same", "this is x.", replace="2 * x", by="x"),),
)
"""
RELU = ROOM.format(name="relu", chapter="01_means")


@pytest.fixture
def rooms(tmp_path, monkeypatch):
    """A function that writes the rooms of a course elsewhere and works on it."""
    monkeypatch.setenv(house.VARIABLE, "")  # so that it is put back at the end
    (tmp_path / "solutions").mkdir()

    def write(**texts):
        for place, text in texts.items():
            folder, _, name = place.partition("__")
            path = tmp_path / "exercises" / folder / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        house.use(tmp_path)
        return tmp_path / "exercises"

    yield write
    house.use(None)


def test_a_room_is_found_by_its_place(rooms):
    folder = rooms(
        ch01_means__relu=RELU.replace("2 * x", "TWO * x").replace(
            "def", "from .shared import TWO\n\n\ndef", 1
        ),
        ch01_means__shared="TWO = 2\n",
        ch01_means____init__="",
        ch02_more__gelu=ROOM.format(name="gelu", chapter="02_more"),
        notes__gelu="a folder of another name is nobody's concern",
    )
    assert list(all_exercises()) == ["relu", "gelu"]
    assert place_of("relu") == str(folder / "ch01_means" / "relu.py")
    assert room_of("new", "02_more") == folder / "ch02_more" / "new.py"
    assert [path.name for path in files_of("01_means")] == ["__init__.py", "relu.py", "shared.py"]
    assert files_of("03_none") == []


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (
            {"ch01_means__relu": "def relu(x):\n"},
            r"ch01_means/relu\.py, line 1: the file cannot be",
        ),
        ({"ch01_means__relu": "a = 1\nb = a.c\n"}, r"relu\.py, line 2: .*no attribute 'c'"),
        (
            {"ch01_means__relu": "import rnn_ref\nf = rnn_ref.nothing\n"},
            r"relu\.py, line 2: .*no attribute 'nothing'.*exported in rnn_ref/__init__\.py",
        ),
        (
            {"ch01_means__relu": "from .shared import TWO\n", "ch01_means__shared": "\n1 / 0\n"},
            r"ch01_means/shared\.py, line 2: .*ZeroDivisionError",
        ),
        (
            {"ch01_means__relu": "def relu(x): return x\n"},
            r"relu\.py: the room has no EXERCISE\. W",
        ),
        ({"ch01_means__relu": "EXERCISE = ()\n"}, r"put what it holds into shared\.py"),
        (
            {
                "ch01_means__relu": RELU
                + RELU.replace("EXERCISE", "OTHER").replace('"relu"', '"gelu"')
            },
            r"two exercises, 'relu' and 'gelu'\. .* a file of its own, gelu\.py",
        ),
        ({"ch01_means__gelu": RELU}, r"is called 'relu' and its file gelu\.py\. Make the two"),
        (
            {"ch02_more__relu": RELU},
            r"ch02_more/relu\.py: the exercise says chapter '01_means' .*move the file to .*ch01_means\.",
        ),
        (
            {"ch01_means__relu": RELU, "ch02_more__relu": RELU.replace("01_means", "02_more")},
            r"ch02_more/relu\.py: there is another exercise 'relu', in .*ch01_means/relu\.py\. Rename",
        ),
        (
            {"ch01_means__relu": RELU.replace('"y", 1', '"y", 0')},
            r"ch01_means/relu\.py: relu: a part with no points",
        ),
        (
            {"ch01_means__relu": RELU.replace("    task=", '    uses=("softmax",),\n    task=')},
            r"ch01_means/relu\.py: it uses 'softmax', which is no exercise of this course",
        ),
    ],
)
def test_a_room_that_is_put_wrong_gets_a_sentence_with_its_file(rooms, texts, words):
    rooms(**texts)
    with pytest.raises(SpecificationError, match=words):
        all_exercises()


def test_every_room_of_this_course_is_one_file_and_every_folder_a_chapter():
    chapters = {path.stem for path in house.SOLUTIONS.glob("[0-9]*.py")}
    folders = {path.name for path in house.EXERCISES.glob("ch*")}
    assert folders == {f"ch{name}" for name in chapters}
    rooms = {path for name in chapters for path in files_of(name) if path.stem != "shared"}
    assert {room_of(e.name, e.chapter) for e in all_exercises().values()} == rooms
