"""What the code of a wrong answer shows: only what no right answer shows."""

import ast
import textwrap

import pytest

from autograder.build import chapter as chapters
from autograder.build.solved import source_in
from autograder.exercises import all_exercises
from autograder.exercises.causes import right_functions
from autograder.house import COURSE, SOLUTIONS
from rnn_course.causes.code_facts import code_fact
from rnn_course.pack import load
from tests.rnn_course.test_stops import text_of

FUNCTIONS = [name for name, exercise in all_exercises().items() if exercise.arguments]


def pack_of(name):
    return load(name, COURSE / all_exercises()[name].chapter)


def fact(name, body):
    arguments = ", ".join(pack_of(name).arguments)
    source = f"def {name}({arguments}):\n{textwrap.indent(textwrap.dedent(body).strip(), '    ')}"
    return code_fact(ast.parse(source).body[0])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_right_answer_shows_any(name):
    exercise = all_exercises()[name]
    notebook = chapters.read(SOLUTIONS / f"{exercise.chapter}.py").notebook
    sources = [right.source for right in right_functions(exercise)] + [source_in(notebook, name)]
    for source in filter(None, sources):
        tree = next(n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef))
        assert code_fact(tree) is None, source


@pytest.mark.parametrize(
    ("name", "body", "line", "said"),
    [
        ("reject_unknown", "return [np.random.choice(3)]", 2, "rng is to draw."),
        ("softmax", "return np.ones(3)", 1, "Nothing in the function reads z."),
        ("softmax", "for row in z:\n    return row", 3, "ends it on its first step"),
    ],
)
def test_what_the_code_shows(name, body, line, said):
    found = fact(name, body)
    assert found is not None and found[0] == line and said in found[1]


def test_what_only_looks_like_it_says_nothing():
    body = "for row in z:\n    if row[0] > 2:\n        continue\n    return row"
    assert fact("softmax", body) is None
    assert fact("reject_unknown", "g = rng\nreturn g.random.choice(p), unknown, count") is None


def test_it_is_said_where_nothing_else_is_known():
    source = "import numpy as np\ndef reject_unknown(p, unknown, count, rng):\n"
    source += "    out = []\n    while len(out) < count:\n"
    source += "        k = int(np.random.choice(len(p), p=p))\n"
    source += "        if k != unknown: out.append(k)\n    return out\n"
    text = text_of("reject_unknown", source, "04_language_model")
    assert (
        "by a chance of its own. rng is to draw. line 5" in text and "No mistake that" not in text
    )
