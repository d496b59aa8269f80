"""What a stack costs: weights, and products of a step."""

import numpy as np

from autograder.exercises.specification import Exercise, Inputs, Misconception, exact


def count_cost(n_x, widths):
    """How many weights a stack of RNN layers has, and how many products one step takes."""
    weights, products = 0, 0
    below = n_x
    for n_a in widths:
        products += n_a * (n_a + below)
        weights += n_a * (n_a + below) + n_a
        below = n_a
    return weights, products


def draw_widths(rng) -> Inputs:
    n_x, *widths = (int(k) for k in rng.permutation(np.arange(3, 40))[:4])
    return Inputs({"n_x": n_x, "widths": widths}, {})


# Right answers in other styles: each earns all points.


def cost_from_shapes(n_x, widths):
    shapes = [(n, n + below) for n, below in zip(widths, [n_x, *widths], strict=False)]
    products = int(sum(np.prod(shape) for shape in shapes))
    return products + sum(n for n, _ in shapes), products


# A piece of the reference, which misconceptions replace.
COUNT = "products += n_a * (n_a + below)\n        weights += n_a * (n_a + below) + n_a"

EXERCISE = Exercise(
    name="count_cost",
    chapter="08_deep",
    reference=count_cost,
    task="Write count_cost: the number of weights of all layers with their biases, and the number "
    "of products that one step of one example takes.",
    returns=("weights", "products"),
    draws={"ordinary": draw_widths},
    parts=(exact("weights", 2, at=0), exact("products", 2, at=1)),
    misconceptions=(
        Misconception(
            "every_layer_reads_x",
            "each layer was counted with n_x columns for its input. Only the lowest layer reads "
            "x. Layer l reads as many numbers as the layer below has units.",
            replace="\n        below = n_a",
            by="",
        ),
        Misconception(
            "biases_forgotten",
            "the biases are missing from the weights: one for each unit of each layer.",
            replace="weights += n_a * (n_a + below) + n_a",
            by="weights += n_a * (n_a + below)",
        ),
        Misconception(
            "biases_as_products",
            "the biases were counted as products too. A bias is added, not multiplied.",
            replace="products += n_a * (n_a + below)",
            by="products += n_a * (n_a + below) + n_a",
        ),
        Misconception(
            "no_state",
            "the weights of the state, Waa, are missing. A unit reads all n_a states of its own "
            "layer as well as what comes from below.",
            replace=COUNT,
            by="products += n_a * below\n        weights += n_a * below + n_a",
        ),
        Misconception(
            "no_input",
            "the weights on what comes from below, Wax, are missing.",
            replace=COUNT,
            by="products += n_a * n_a\n        weights += n_a * n_a + n_a",
        ),
        Misconception(
            "lowest_layer_only",
            "only the lowest layer was counted. Add up all of them.",
            replace="for n_a in widths:",
            by="for n_a in widths[:1]:",
        ),
    ),
    likely=(
        (
            "every_layer_reads_x",
            "return sum(n * (n + n_x) + n for n in widths), sum(n * (n + n_x) for n in widths)",
        ),
        (
            "biases_forgotten",
            """
            k = sum(n * (n + b) for n, b in zip(widths, [n_x, *widths]))
            return k, k""",
        ),
        (
            "biases_as_products",
            """
            k = sum(n * (n + b + 1) for n, b in zip(widths, [n_x, *widths]))
            return k, k""",
        ),
        (
            "no_state",
            """
            k = sum(n * b for n, b in zip(widths, [n_x, *widths]))
            return k + sum(widths), k""",
        ),
    ),
    styles=(cost_from_shapes,),
    equal=(
        ("reads =", "zip ends with the shorter of its lists."),
        ("for n, below in zip(widths, reads)", "A sum is the same in any order."),
    ),
)
