"""How many numbers a network has to learn."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, exact, in_both


def draw_cell(rng) -> Inputs:
    """Sizes of so many kinds that hardly two counts are equal: nobody knows one by heart."""
    n = draw.sizes(rng, "n_x", "n_a", "n_y", least=6, most=20)  # 5 is the number of arrays
    return Inputs({"parameters": draw.parameters(rng, n)}, n)


def draw_two_layers(rng) -> Inputs:
    """The five arrays of a network, and those of a second layer."""
    n = draw.sizes(rng, "n_x", "n_a", "n_y", "n_b", least=6, most=20)
    shapes = {"Wbb": ("n_b", "n_b"), "Wba": ("n_b", "n_a"), "bb": ("n_b", "1")}
    first, second = draw.parameters(rng, n), draw.parameters(rng, n, shapes)
    names = [str(name) for name in rng.permutation([*first, *second])]
    return Inputs({"parameters": {name: {**first, **second}[name] for name in names}}, n)


EXERCISE = Exercise(
    name="count_parameters",
    chapter="01_notation",
    reference=rnn_ref.count_parameters,
    task="Write count_parameters(parameters): the number of entries of all arrays in the "
    "dictionary together.",
    returns=("count",),
    draws={"ordinary": draw_cell, "two layers": draw_two_layers},
    parts=in_both("two layers", exact("the count", 2)),
    misconceptions=(
        Misconception(
            "biases_not_counted",
            "the biases were left out. They are learned too, so they are parameters: count every "
            "array of the dictionary.",
            replace="for array in parameters.values()",
            by="for array in parameters.values() if array.shape[1] > 1",
        ),
        Misconception(
            "rows_counted",
            "you added up the numbers of rows. len of an array is the size of its first axis. "
            "The number of entries is rows times columns: array.size.",
            replace="prod(array.shape)",
            by="len(array)",
        ),
        Misconception(
            "sides_added",
            "you added rows and columns. A matrix of 5 rows and 3 columns has 15 entries, not 8: "
            "multiply them, or take array.size.",
            replace="prod(array.shape)",
            by="sum(array.shape)",
        ),
        Misconception(
            "arrays_counted",
            "you counted the arrays. Each holds many numbers; add up their sizes.",
            replace="prod(array.shape)",
            by="1",
        ),
        Misconception(
            "output_not_counted",
            "the output's Wya and by were left out. The dictionary holds them, and they are "
            "learned like the others.",
            replace="for array in parameters.values()",
            by='for name, array in parameters.items() if name not in ("Wya", "by")',
        ),
        Misconception(
            "entries_added",
            "you added up the numbers that stand in the arrays. How large they are does not "
            "matter here, only how many there are: array.size.",
            replace="prod(array.shape)",
            by="float(array.sum())",
        ),
        Misconception(
            "sizes_not_added",
            "this is a list with the size of each array. One number is wanted: their sum.",
            replace="sum(prod(array.shape) for array in parameters.values())",
            by="[prod(array.shape) for array in parameters.values()]",
        ),
        Misconception(
            "last_array_only",
            "this is the size of the last array alone. In a loop, `=` forgets what was there "
            "before. Begin with 0 and add each size: count += array.size.",
            replace="sum(prod(array.shape) for array in parameters.values())",
            by="[prod(array.shape) for array in parameters.values()][-1]",
        ),
        Misconception(
            "five_names_typed_in",
            "you counted the five arrays of one layer by their names. A network with more arrays has more parameters: go through all values of the dictionary.",
            replace="for array in parameters.values()",
            by='for array in (parameters[name] for name in ("Wax", "Waa", "Wya", "ba", "by"))',
        ),
    ),
    likely=(
        (
            "five_names_typed_in",
            'return sum(parameters[k].size for k in ["Wax", "Waa", "Wya", "ba", "by"])',
        ),
        ("arrays_counted", "return len(parameters)"),
        ("rows_counted", "return sum(len(p) for p in parameters.values())"),
        ("sides_added", "return sum(sum(p.shape) for p in parameters.values())"),
        ("entries_added", "return sum(p.sum() for p in parameters.values())"),
        ("sizes_not_added", "return [p.size for p in parameters.values()]"),
        (
            "last_array_only",
            """
            count = 0
            for p in parameters.values(): count = p.size
            return count""",
        ),
    ),
    styles=(
        lambda p: sum(np.prod(v.shape) for v in p.values()),
        lambda p: int(np.concatenate([v.ravel() for v in p.values()]).size),
    ),
    equal=(
        ("prod(array.shape) for array in parameters.values()", "A sum is the same in any order."),
        (
            "sizes = [array.size for array in parameters.values()]",
            "A sum is the same in any order.",
        ),
    ),
)
