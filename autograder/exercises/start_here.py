"""The exercises of chapter 0, start here: one line each, to meet the check."""

from __future__ import annotations

from autograder.exercises import draw
from autograder.exercises.quiz import quiz
from autograder.exercises.specification import Exercise, Inputs, Misconception, array

CHAPTER = "00_start_here"


def draw_table(rng) -> Inputs:
    n = draw.sizes(rng, "n", "m")
    return Inputs({"x": draw.numbers(rng, n["n"], n["m"])}, n)


def double(x):
    return 2 * x


DOUBLE = Exercise(
    name="double",
    chapter=CHAPTER,
    reference=double,
    task="Write double(x): return every number of x times 2.",
    returns=("result",),
    draws={"ordinary": draw_table},
    parts=(array("the result", 1, shape="(n, m)"),),
    misconceptions=(
        Misconception(
            "two_added",
            "you added 2. Double means times 2: 3 becomes 6, not 5. The product of numbers is "
            "written *.",
            replace="2 * x",
            by="2 + x",
        ),
        Misconception(
            "squared",
            "you squared each number. x ** 2 is x times x; x times 2 has one star.",
            replace="2 * x",
            by="x**2",
        ),
        Misconception(
            "unchanged",
            "this is x itself. Either the factor is missing, or the result was computed and x was "
            "returned.",
            replace="2 * x",
            by="x",
        ),
        Misconception(
            "halved",
            "you divided by 2. Double goes the other way.",
            replace="2 * x",
            by="x / 2",
        ),
    ),
)


def column_sums(x):
    return x.sum(axis=0)


COLUMN_SUMS = Exercise(
    name="column_sums",
    chapter=CHAPTER,
    reference=column_sums,
    task="Write column_sums(x): the sum of each column of x, as an array of shape (m,).",
    returns=("sums",),
    draws={"ordinary": draw_table},
    parts=(array("the result", 2, shape="(m,)"),),
    misconceptions=(
        Misconception(
            "rows_added",
            "you added along the rows (axis=1), which gives one sum for each row. axis=0 runs down "
            "a column.",
            replace="axis=0",
            by="axis=1",
        ),
        Misconception(
            "everything_added",
            "you added up the whole array. Without an axis, sum knows no rows and no columns. Name "
            "the axis that runs down a column.",
            replace="axis=0",
            by="",
        ),
        Misconception(
            "axis_kept",
            "these are the right sums, in an array (1, m). Here one axis was asked for: leave "
            "keepdims out.",
            replace="axis=0",
            by="axis=0, keepdims=True",
        ),
        Misconception(
            "averaged",
            "this is the mean of each column: the sum divided by the number of rows. Leave the "
            "division out.",
            replace="x.sum(axis=0)",
            by="x.mean(axis=0)",
        ),
        Misconception(
            "first_column_only",
            "this is the sum of the first column alone, one number. A return inside a loop "
            "ends the function on its first turn. Without a loop, sum(axis=0) does all "
            "columns at once.",
            replace="x.sum(axis=0)",
            by="x[:, 0].sum()",
        ),
        Misconception(
            "running_sums",
            "these are running totals: cumsum keeps every sum on the way down. The last row "
            "is what you want, and sum gives it alone.",
            replace="x.sum(axis=0)",
            by="x.cumsum(axis=0)",
        ),
    ),
)


START_HERE_QUIZ = quiz(
    "start_here_quiz",
    CHAPTER,
    answers="cbacb",
    wrong=[
        {
            "a": "you would have read what was expected. What the function gave stands behind got.",
            "b": "you would see a single number there. A shape (k,) says that there are k of them.",
        },
        {
            "a": "you would have counted the rows. Columns are examples, and m counts the columns.",
            "c": "you would have counted all numbers of the array. A column is one example.",
        },
        {
            "b": "you would look for a memory in the check. It has none: it runs the function that "
            "the memory of the page holds. Say which one that is.",
            "c": "you would get another message from another mistake, or at least other numbers. "
            "Ask which function the check has seen.",
        },
        {
            "a": "you would miss what you have typed as well. Code and results are kept in the "
            "file; ask what is not.",
            "b": "you would have lost a program overnight. The first cell tells Python what np is; "
            "ask whether it has run today.",
        },
        {
            "a": "you would be right if there were no parts. Read what section 4 says about them.",
            "c": "you would get a point for a part that is wrong. Read what section 4 says.",
        },
    ],
)


EXERCISES = (DOUBLE, COLUMN_SUMS, START_HERE_QUIZ)
