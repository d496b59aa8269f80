"""The sum of each column: axis 0 runs down a column."""

import numpy as np

from autograder.exercises.specification import Exercise, Misconception, array, in_both

from .shared import draw_larger_table, draw_table


def column_sums(x):
    return x.sum(axis=0)


EXERCISE = Exercise(
    name="column_sums",
    chapter="00_start_here",
    reference=column_sums,
    task="Write column_sums(x): the sum of each column of x, as an array of shape (m,).",
    returns=("sums",),
    draws={"ordinary": draw_table, "a larger table": draw_larger_table},
    parts=in_both("a larger table", array("the result", 2, shape="(m,)")),
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
        Misconception(
            "first_two_rows",
            "you added the first two rows. A table may have more: sum(axis=0) adds as many as there are.",
            replace="x.sum(axis=0)",
            by="x[0] + x[1]",
        ),
    ),
    likely=(
        ("first_two_rows", "return x[0] + x[1]"),
        ("rows_added", "return x.sum(axis=1)"),
        ("everything_added", "return np.sum(x)"),
        ("axis_kept", "return x.sum(axis=0, keepdims=True)"),
        ("first_column_only", "for j in range(x.shape[1]): return x[:, j].sum()"),
        ("running_sums", "return np.cumsum(x, axis=0)"),
    ),
    styles=(lambda x: np.einsum("nm->m", x), lambda x: np.ones(len(x)) @ x),
)
