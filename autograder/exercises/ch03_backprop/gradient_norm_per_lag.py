"""How long the gradient is after each step back."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array
from rnn_ref import rnn_cell_backward

from .rnn_cell_backward import cell_einsum
from .shared import caches_of


def rnn_gradient_norm_per_lag(da_last, caches):
    """Do the same for the RNN of rnn_cell_forward alone, one cell after the other."""
    xp = array_namespace(da_last)
    later = da_last
    gradients = [later]
    for cache in reversed(caches):
        later = rnn_cell_backward(later, cache)["da_prev"]  # (n_a, m)
        gradients.append(later)
    norms = [xp.sqrt(xp.sum(g**2)) for g in gradients]
    return xp.stack(norms)


def draw_last(rng, m: int) -> Inputs:
    sizes = rng.permutation([2, 3, 4])
    n = {"n_x": int(sizes[0]), "n_a": int(sizes[1]), "m": m or int(sizes[2]), "T_x": 6}
    da_last = draw.numbers(rng, n["n_a"], n["m"])
    return Inputs({"da_last": da_last, "caches": caches_of(rng, n)}, n)


# Right answers in other styles: each earns all points.


def norms_recursive(da_last, caches):
    here = [np.sqrt((da_last**2).sum())]
    if not caches:
        return np.array(here)
    back = cell_einsum(da_last, caches[-1])["da_prev"]
    return np.concatenate([here, norms_recursive(back, caches[:-1])])


# Pieces of the reference, which misconceptions replace.
MEASURE = "norms = [xp.sqrt(xp.sum(g**2)) for g in gradients]"
SEND_ON = 'later = rnn_cell_backward(later, cache)["da_prev"]'

EXERCISE = Exercise(
    name="gradient_norm_per_lag",
    chapter="03_backprop",
    reference=rnn_gradient_norm_per_lag,
    task="Write gradient_norm_per_lag: start with da_last, walk back through the caches with "
    "rnn_cell_backward, and note the norm before the first step and after each.",
    returns=("norms",),
    draws={
        "ordinary": lambda rng: draw_last(rng, m=1),
        "a batch": lambda rng: draw_last(rng, m=0),
    },
    parts=(
        array("the norms of one example", 2, shape="(T_x + 1,)"),
        array("the norms of a batch", 2, shape="(T_x + 1,)", case="a batch"),
    ),
    uses=("rnn_cell_backward",),
    misconceptions=(
        Misconception(
            "always_the_last_gradient",
            "every step was given da_last. Step by step, hand on what the step before returned: "
            "its da_prev.",
            replace=SEND_ON,
            by='later = rnn_cell_backward(da_last, cache)["da_prev"]',
        ),
        Misconception(
            "caches_from_the_left",
            "the caches were walked from the first step to the last. The gradient starts at the "
            "last state: use reversed(caches).",
            replace="reversed(caches)",
            by="list(caches)",
        ),
        Misconception(
            "lag_zero_left_out",
            "the norm of da_last itself is missing. Lag 0 is the last state: note its norm before "
            "the first step back, so that there are T_x + 1 numbers.",
            replace="return xp.stack(norms)",
            by="return xp.stack(norms[1:])",
        ),
        Misconception(
            "last_lag_left_out",
            "the norm at a⟨0⟩ is missing: you noted the norm before each step and not after the "
            "last one. There are T_x + 1 numbers.",
            replace="return xp.stack(norms)",
            by="return xp.stack(norms[:-1])",
        ),
        Misconception(
            "earliest_first",
            "the norms stand in the order of time. They are wanted in the order of the lag: the "
            "last state first, a⟨0⟩ at the end.",
            replace="return xp.stack(norms)",
            by="return xp.stack(norms[::-1])",
        ),
        Misconception(
            "root_forgotten",
            "these are sums of squares. A norm is the root of it: np.sqrt, or np.linalg.norm.",
            replace=MEASURE,
            by="norms = [xp.sum(g**2) for g in gradients]",
        ),
        Misconception(
            "mean_for_sum",
            "you took the mean of the squares under the root. A norm takes their sum.",
            replace=MEASURE,
            by="norms = [xp.sqrt(xp.mean(g**2)) for g in gradients]",
        ),
        Misconception(
            "largest_singular_value",
            "for a batch, np.linalg.norm(da, 2) is the largest singular value. Leave the 2 out: "
            "then it is the root of the sum of squares over all entries.",
            replace=MEASURE,
            by="norms = [xp.linalg.matrix_norm(g, ord=2) for g in gradients]",
        ),
        Misconception(
            "absolute_values_added",
            "you added absolute values. A norm here is the root of the sum of squares.",
            replace=MEASURE,
            by="norms = [xp.sum(xp.abs(g)) for g in gradients]",
        ),
        Misconception(
            "largest_entry",
            "you took the largest entry of each gradient. A norm counts all of them: the root "
            "of the sum of squares, np.linalg.norm.",
            replace=MEASURE,
            by="norms = [xp.max(xp.abs(g)) for g in gradients]",
        ),
        Misconception(
            "one_norm_for_each_example",
            "there is one norm for each example, since a norm with axis=0 works down the "
            "columns. One number per lag is wanted: np.linalg.norm of the whole array, "
            "without an axis.",
            replace=MEASURE,
            by="norms = [xp.sqrt(xp.sum(g**2, axis=0)) for g in gradients]",
        ),
        Misconception(
            "last_gradient_added_again",
            "da_last was added at every step. Only the last state has a gradient of its own "
            "here, and nothing comes from above on the way. Pass on da_prev alone.",
            replace='later = rnn_cell_backward(later, cache)["da_prev"]',
            by='later = rnn_cell_backward(later, cache)["da_prev"] + da_last',
        ),
    ),
    likely=(
        (
            "lag_zero_left_out",
            """
            out, d = [], da_last
            for c in reversed(caches):
                d = rnn_cell_backward(d, c)["da_prev"]; out.append(np.linalg.norm(d))
            return np.array(out)""",
        ),
        (
            "always_the_last_gradient",
            """
            out = [np.linalg.norm(da_last)]
            for c in reversed(caches): out.append(np.linalg.norm(rnn_cell_backward(da_last, c)["da_prev"]))
            return np.array(out)""",
        ),
        (
            "caches_from_the_left",
            """
            out, d = [np.linalg.norm(da_last)], da_last
            for c in caches:
                d = rnn_cell_backward(d, c)["da_prev"]; out.append(np.linalg.norm(d))
            return np.array(out)""",
        ),
        (
            "largest_entry",
            """
            out, d = [np.abs(da_last).max()], da_last
            for c in reversed(caches):
                d = rnn_cell_backward(d, c)["da_prev"]; out.append(np.abs(d).max())
            return np.array(out)""",
        ),
        (
            "one_norm_for_each_example",
            """
            out, d = [np.linalg.norm(da_last, axis=0)], da_last
            for c in reversed(caches):
                d = rnn_cell_backward(d, c)["da_prev"]; out.append(np.linalg.norm(d, axis=0))
            return np.array(out)""",
        ),
        (
            "last_gradient_added_again",
            """
            out, d = [np.linalg.norm(da_last)], da_last
            for c in reversed(caches):
                d = rnn_cell_backward(d, c)["da_prev"] + da_last; out.append(np.linalg.norm(d))
            return np.array(out)""",
        ),
    ),
    styles=(norms_recursive,),
    equal=(("gradients = [later]", "Both names mean one array."),),
)
