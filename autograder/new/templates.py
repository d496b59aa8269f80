"""What a new exercise begins as. Each line ``TO WRITE`` is a complaint until it is written."""

from __future__ import annotations

import json
import re

POINTS = 2
CELLS = """\
# %% [markdown]
# ### Exercise @NUMBER@ · `@NAME@`
#
# TO WRITE: the effort of @NAME@. A line such as: Difficulty: ●●○ · 8 minutes · 5 lines
#
# TO WRITE: the task of @NAME@. What goes in and comes out, with shapes, and the formula.
#
# <details><summary>Hint 1</summary>
#
# TO WRITE: the first hint of @NAME@. Where to look, without the answer.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# TO WRITE: the second hint of @NAME@. Stronger: the step that is hard, nearly as code.
#
# </details>

# %% nbgrader=@CODE@
def @NAME@(x):
    \"\"\"TO WRITE: the first lines of @NAME@. Its arguments and what it returns, with shapes.\"\"\"
    ### BEGIN SOLUTION
    # TO WRITE: the solution of @NAME@. The lines between the two marks are taken out for learners.
    return x
    ### END SOLUTION

# %% nbgrader=@CHECK@
check("@NAME@")
"""
ROOM = '''\
"""TO WRITE: what @NAME@ is. One line."""

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def @NAME@(x):
    # TO WRITE: the reference of @NAME@. Without a look at the solution: each tests the other.
    return x


def draw_@NAME@(rng) -> Inputs:
    # TO WRITE: the inputs of @NAME@. One for each argument of the reference, in its order.
    n = draw.sizes(rng, "n_x", "m")
    return Inputs({"x": draw.numbers(rng, n["n_x"], n["m"])}, n)


def @NAME@_otherwise(x):
    # TO WRITE: another right answer of @NAME@. As somebody writes it who thinks otherwise.
    return 1 * x


EXERCISE = Exercise(
    name="@NAME@",
    chapter="@CHAPTER@",
    reference=@NAME@,
    task="TO WRITE: the task of @NAME@ in a sentence. An untouched stub shows it.",
    returns=("result",),
    draws={"ordinary": draw_@NAME@},
    # TO WRITE: the parts of @NAME@. What is compared, for how many points; the cell has the sum.
    parts=(array("the result", @POINTS@, shape="(n_x, m)"),),
    misconceptions=(
        Misconception(
            "sign_turned",
            "TO WRITE: a first mistake of @NAME@. What was done, and what to look at.",
            replace="return x",  # a piece of the reference, which stands there once
            by="return -x",
        ),
        # TO WRITE: two more mistakes of @NAME@. What learners really do; three at least.
    ),
    likely=(
        # TO WRITE: the mistakes of @NAME@ as learners type them. Three bodies at least.
        ("sign_turned", "return -x"),
    ),
    styles=(@NAME@_otherwise,),
)
'''
TAKEN = {"draw", "array"}  # what a room imports under such names as an exercise has


def cells(name: str, number: str) -> str:
    """The three cells: the task in words, the stub with its solution, the check."""
    common = {"locked": False, "schema_version": 3, "solution": False, "task": False}
    code = {"grade": False, "grade_id": f"{name}_code"} | common | {"solution": True}
    check = {"grade": True, "grade_id": name, "locked": True, "points": POINTS}
    check |= {key: value for key, value in common.items() if key != "locked"}
    return _filled(CELLS, NAME=name, NUMBER=number, CODE=json.dumps(code), CHECK=json.dumps(check))


def room(name: str, chapter: str) -> str:
    """The room of an exercise of a chapter such as ``05_gru``."""
    return _filled(ROOM, NAME=name, CHAPTER=chapter, POINTS=str(POINTS))


def _filled(template: str, **words: str) -> str:
    return re.sub(r"@([A-Z]+)@", lambda found: words[found[1]], template)
