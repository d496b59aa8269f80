"""Advice on an exception is true of that exception, and quotes the learner's own line."""

import linecache

import numpy as np
import pytest

from autograder.exercises import all_exercises
from autograder.house import COURSE
from rnn_course import CheckFailed, check

BEFORE = "import numpy as np\nimport math\n"


def text_of(name, source, chapter="02_forward", **functions):
    """What the check says of a cell, as in a notebook: its lines can be quoted."""
    space = {n: e.reference for n, e in all_exercises().items()} | {"np": np, "check": check}
    place = "<cell of a test>"
    lines = source.splitlines(keepends=True)
    linecache.cache[place] = (len(source), None, lines, place)
    exec(compile(source, place, "exec"), space)
    space |= functions
    with pytest.raises(CheckFailed) as caught:
        exec(f"check({name!r}, folder=FOLDER)", space | {"FOLDER": COURSE / chapter})
    return " ".join(str(caught.value).split())


def cell(*lines):
    return "def rnn_cell_forward(xt, a_prev, parameters):\n    p = parameters\n" + "".join(
        f"    {line}\n" for line in lines
    )


CELL = [
    ("return Wax @ xt", 'No variable is called Wax. The entry of that name is parameters["Wax"]'),
    ("return w_ax @ xt", 'No variable is called w_ax. The entry of that name is parameters["Wax"]'),
    ("return aprev", "This function has one called a_prev."),
    ("return tanh(xt)", "NumPy has a function of that name: np.tanh"),
    ("return copy.copy(xt)", "copy is a module that nothing here imports"),
    ("return whatever", "no line before gives it a value"),
    ("return sofmax(xt)", "Nothing here is called sofmax. There is softmax."),
    ("a = a + 1", "This line gives a its value, and reads a to do so"),
    ("print(a)\n    a = 1", "a gets its value in line 6 only, which comes after this one"),
    ("if xt is None: a = 1\n    return a", "a gets its value in line 5, and line 5 did not run"),
    ('return p["W_ax"]', "The nearest to 'W_ax' is 'Wax'."),
    ('return p["Wf"]', "The keys of p are 'Wax', 'Waa', 'Wya', 'ba', 'by'."),
    ('return p["Wax"] @ a_prev', "(2, 3): in a matrix product the last axis of the first, 5,"),
    ('return p["Wax"].T @ xt', 'The sizes would fit with p["Wax"].'),
    ("return a_prev @ a_prev", "entry by entry, by *."),
    ('return np.dot(p["Wax"], a_prev)', 'p["Wax"] has shape (2, 5) and a_prev (2, 3)'),
    ('return p["Waa"] * a_prev', "* multiplies entry by entry; the matrix product is @"),
    ('return p["Wax"] @ xt + a_prev.T', "One is the other turned round"),
    ("return a_prev + a_prev.sum(1)", "As a column (2, 1) it would fit"),
    ("return xt + a_prev", "xt has shape (5, 3) and a_prev (2, 3). In the last axis but one 5"),
    ("return np.concatenate((a_prev, xt), axis=1)", "Only along axis 0 they fit"),
    ("return np.vstack([])", "the list is empty when this line runs"),
    ("return xt.reshape(2, 2)", "There are 15 numbers, and the new shape has 4 places"),
    ("z = np.zeros((2, 2))\n    z[:, 0] = a_prev[0]", "z[:, 0], left of the =, has shape (2,)"),
    ("return xt.sum(axis=2)", "The array has 2 axes, counted from 0 to 1"),
    ("return xt[99]", "Axis 0 of xt has 5 entries: its indices run from 0 to 4"),
    ("return xt[0, 0, 0]", "xt has shape (5, 3): at most 2 indices"),
    ("rows = [1, 2]\n    return rows[2]", "with the indices 0 and 1; the index here is 2"),
    ("return xt[xt.sum()]", "One index is the number"),
    ("return xt[0.5]", "One index is the number 0.5, a float."),
    ("rows = [1, 2]\n    return rows[0, 1]", "A list takes one index at a time"),
    ("return math.exp(xt)", "np.exp"),
    ("max = 3\n    return max(xt)", "max is the number 3. It hides Python's own max"),
    ("return p.items.sum()", "p.items"),
    ("for w in p:\n        w.sum()", "A loop over p gives its keys"),
    ("a, b = a_prev, 1, 2", "(a_prev, 1, 2) is a tuple of 3 values, and 2 names stand left"),
    ("for a, b in p: pass", "A loop over p gives its keys alone; p.items() gives both"),
    ("return rnn_cell_forward(xt, a_prev, p)", "rnn_cell_forward calls itself without end"),
    ("return [1] + 1", "can only concatenate list"),
    ("rows = [1]\n    return rows + a_prev.tolist", "rows is a list of 1 value"),
]


@pytest.mark.parametrize(("lines", "words"), CELL)
def test_what_is_said_is_true_of_the_values(lines, words):
    text = text_of("rnn_cell_forward", BEFORE + cell(*lines.split("\n    ")))
    assert words in text and "stopped with" in text


LOOP = """import numpy as np
def rnn_cell_forward(xt, a_prev, parameters):
    p = parameters
    a_next = np.tanh(p["Wax"] @ xt + p["Waa"] @ a_prev + p["ba"])
    return a_next, softmax(p["Wya"] @ a_next + p["by"]), (a_next, a_prev, xt, p)
def rnn_forward(x, a0, parameters):
    a_next = a0
    for t in range(x.shape[2]):
        {line}
"""


def test_the_learners_own_line_stands_before_the_helpers():
    line = "a_next, y, c = rnn_cell_forward(x[t], a_next, parameters)"
    text = text_of("rnn_forward", LOOP.format(line=line))
    assert f"line 9 {line}" in text and "of rnn_cell_forward" in text
    assert text.index(line) < text.index("of rnn_cell_forward")
    assert "rnn_cell_forward was given: x[t] has shape (2, 5)" in text


def test_what_a_helper_returns_is_counted():
    text = text_of(
        "rnn_forward",
        LOOP.format(line="a_next, y = rnn_cell_forward(x[:, :, t], a_next, parameters)"),
    )
    assert "rnn_cell_forward returns 3 values" in text and "2 names stand left of the =" in text


def test_a_name_of_a_helper_is_told_apart():
    text = text_of(
        "rnn_forward", LOOP.format(line="rnn_cell_forward(x[:, :, t], a_prev, parameters)")
    )
    assert "a_prev is a name inside rnn_cell_forward." in text


def test_the_weights_in_a_cache_are_found():
    source = "def rnn_cell_backward(da_next, cache):\n    return Waa.T @ da_next\n"
    text = text_of("rnn_cell_backward", source, "03_backprop")
    assert 'The entry of that name is cache[3]["Waa"]' in text


def test_what_stops_inside_a_function_of_the_courses_is_not_explained_by_the_call():
    from rnn_course.given import function

    line = "rnn_cell_forward(x[t], a_next, parameters)"
    source = "\n".join(LOOP.format(line=line).split("\n")[5:])
    given = function("02_forward", "rnn_cell_forward")
    text = text_of("rnn_forward", source, rnn_cell_forward=given)
    assert "It stopped inside rnn_cell_forward, which was given: x[t] has" in text


def test_objects_that_fight_back_break_no_check():
    source = cell(
        "class Bad(dict):",
        "    def __getitem__(self, key): raise SystemExit",
        "bad = Bad()",
        "bad['x'] + 1",
    )
    assert "stopped with SystemExit" in text_of("rnn_cell_forward", source)
    source = cell("class Bad:", "    def __repr__(self): raise KeyError('x')", "return Bad() + 1")
    assert "stopped with TypeError" in text_of("rnn_cell_forward", source)
