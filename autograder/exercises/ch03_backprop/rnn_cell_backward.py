"""One step of the Elman network backward."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array

from .shared import caches_of


def draw_step_back(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "m", least=2, most=4)
    cache = caches_of(rng, {**n, "T_x": 2})[1]
    return Inputs({"da_next": draw.numbers(rng, n["n_a"], n["m"]), "cache": cache}, n)


def draw_step_in_the_middle(rng) -> Inputs:
    """A step whose new state is 0: tanh has the slope 1 there, so dz equals da_next.

    Whoever has the slope wrong and the rest of the chain right earns the points of the rest.
    """
    while True:
        n = draw.sizes(rng, "n_x", "n_a", "m", least=2, most=4)
        _, _, xt, weights = caches_of(rng, {**n, "T_x": 2})[1]
        a_prev = np.linalg.solve(weights["Waa"], -weights["Wax"] @ xt - weights["ba"])  # z = 0
        if np.abs(a_prev).min() > 0.05 and np.abs(a_prev).max() < 0.95:
            cache = (np.zeros((n["n_a"], n["m"])), a_prev, xt, weights)
            return Inputs({"da_next": draw.numbers(rng, n["n_a"], n["m"]), "cache": cache}, n)


# Right answers in other styles: each earns all points.


def cell_einsum(da_next, cache):
    a_next, a_prev, xt, p = cache
    dz = np.einsum("am,am->am", 1 - a_next**2, da_next)
    return {
        "dba": np.einsum("am->a", dz)[:, None],
        "dWaa": np.einsum("am,bm->ab", dz, a_prev),
        "dWax": np.einsum("am,xm->ax", dz, xt),
        "dxt": np.einsum("ax,am->xm", p["Wax"], dz),
        "da_prev": np.einsum("ab,am->bm", p["Waa"], dz),
        "more": 1,
    }


def cell_per_example(da_next, cache):
    a_next, a_prev, xt, p = cache
    dz = da_next - a_next**2 * da_next
    outer = [
        (np.outer(dz[:, i], xt[:, i]), np.outer(dz[:, i], a_prev[:, i])) for i in range(dz.shape[1])
    ]
    return {
        "dxt": (dz.T @ p["Wax"]).T,
        "da_prev": (dz.T @ p["Waa"]).T,
        "dWax": sum(o[0] for o in outer),
        "dWaa": sum(o[1] for o in outer),
        "dba": dz @ np.ones((dz.shape[1], 1)),
    }


# A piece of the reference, which misconceptions replace.
DZ = "dz = (1 - a_next**2) * da_next"

SHAPES = {
    "dxt": "(n_x, m)",
    "da_prev": "(n_a, m)",
    "dWax": "(n_a, n_x)",
    "dWaa": "(n_a, n_a)",
    "dba": "(n_a, 1)",
}

EXERCISE = Exercise(
    name="rnn_cell_backward",
    chapter="03_backprop",
    reference=rnn_ref.rnn_cell_backward,
    task="Write rnn_cell_backward: dz = (1 - a_next²) · da_next, then from dz the gradients dxt, "
    "da_prev, dWax, dWaa and dba, as a dictionary.",
    returns=("gradients",),
    draws={"a_next is 0": draw_step_in_the_middle, "ordinary": draw_step_back},
    # the chain after dz comes first: a wrong slope is only spoken of when the rest is right
    parts=(
        *(
            array(f"{key} where a_next is 0", 1, at=key, shape=shape, case="a_next is 0")
            for key, shape in SHAPES.items()
        ),
        *(array(key, 1, at=key, shape=shape) for key, shape in SHAPES.items()),
    ),
    misconceptions=(
        Misconception(
            "tanh_slope_forgotten",
            "dz equals da_next, as if there were no tanh. A flat tanh hands on little: multiply "
            "da_next by 1 - a_next², entry by entry. What you made of dz afterwards is right.",
            replace=DZ,
            by="dz = da_next",
        ),
        Misconception(
            "tanh_taken_again",
            "you computed 1 - tanh(a_next)². a_next is a tanh already: a_next = tanh(z), so the "
            "slope at z is 1 - a_next². Taking tanh again is the slope at another place. What you made "
            "of dz afterwards is right.",
            replace=DZ,
            by="dz = (1 - xp.tanh(a_next)**2) * da_next",
        ),
        Misconception(
            "square_forgotten",
            "you computed 1 - a_next without the square. The slope of tanh is 1 - a_next². "
            "It never exceeds 1; yours does wherever the state is negative. What you made of dz "
            "afterwards is right.",
            replace=DZ,
            by="dz = (1 - a_next) * da_next",
        ),
        Misconception(
            "slope_of_the_old_state",
            "the slope was taken at a_prev. This step's tanh gave a_next: use 1 - a_next². The "
            "old state has its turn one step further left.",
            replace=DZ,
            by="dz = (1 - a_prev**2) * da_next",
        ),
        Misconception(
            "slope_of_sigmoid",
            "a_next (1 - a_next) is the slope of sigmoid. This state comes from tanh, whose slope "
            "is 1 - a_next².",
            replace=DZ,
            by="dz = a_next * (1 - a_next) * da_next",
        ),
        Misconception(
            "recurrent_weight_not_transposed",
            "da_prev was computed with Waa, and it takes Waa.T. Waa is square, so the shapes fit "
            "either way. Forward, column j of Waa carries unit j to all others; backward, unit j "
            "collects from all others along that same column, which is row j of Waa.T.",
            replace="da_prev = Waa.T @ dz",
            by="da_prev = Waa @ dz",
        ),
        Misconception(
            "recurrent_weight_not_passed",
            "da_prev equals dz. Forward, a_prev went through Waa to reach z; on its way back the "
            "gradient passes Waa too, transposed.",
            replace="da_prev = Waa.T @ dz",
            by="da_prev = dz",
        ),
        Misconception(
            "new_state_for_old",
            "dWaa was computed with a_next. Forward, Waa was multiplied with the state before the "
            "step, so its gradient is dz times that state: a_prev.",
            replace="dWaa = dz @ a_prev.T",
            by="dWaa = dz @ a_next.T",
        ),
        Misconception(
            "recurrent_gradient_transposed",
            "dWaa is transposed. Entry (i, j) of Waa leads from unit j to unit i, so its gradient "
            "is dz of unit i times a_prev of unit j: dz @ a_prev.T.",
            replace="dWaa = dz @ a_prev.T",
            by="dWaa = a_prev @ dz.T",
        ),
        Misconception(
            "input_gradient_transposed",
            "dWax is transposed. A gradient has the shape of its weight, (n_a, n_x): dz comes "
            "first, xt.T second.",
            replace="dWax = dz @ xt.T",
            by="dWax = xt @ dz.T",
        ),
        Misconception(
            "bias_not_summed",
            "dba has one column per example. There is a single bias for all of them, and each "
            "example pulls at it: add the columns with sum(axis=1, keepdims=True).",
            replace="dba = xp.sum(dz, axis=1, keepdims=True)",
            by="dba = dz",
        ),
        Misconception(
            "bias_averaged",
            "dba is the mean over the examples. Each example adds its pull to the one bias, so it "
            "is the sum. The mean that the loss asks for is inside da_next already.",
            replace="dba = xp.sum(dz, axis=1, keepdims=True)",
            by="dba = xp.mean(dz, axis=1, keepdims=True)",
        ),
        Misconception(
            "bias_axis_lost",
            "dba has lost an axis: its shape is (n_a,), and ba has (n_a, 1). An update ba - dba "
            "would then spread to a square. Write keepdims=True.",
            replace="dba = xp.sum(dz, axis=1, keepdims=True)",
            by="dba = xp.sum(dz, axis=1)",
        ),
        Misconception(
            "weights_averaged",
            "dWax and dWaa were divided by the number of examples. The product with .T adds over "
            "the examples, and that sum is wanted: the mean is inside da_next already.",
            replace="dWax = dz @ xt.T  # (n_a, n_x)\n    dWaa = dz @ a_prev.T",
            by="dWax = dz @ xt.T / xt.shape[1]\n    dWaa = dz @ a_prev.T / xt.shape[1]",
        ),
        Misconception(
            "old_state_from_da_next",
            "da_prev was made from da_next, not from dz, so the tanh of this step was jumped "
            "over. Every path to the left starts at dz: Waa.T @ dz.",
            replace="da_prev = Waa.T @ dz",
            by="da_prev = Waa.T @ da_next",
        ),
        Misconception(
            "weights_from_da_next",
            "dWax and dWaa were made from da_next, not from dz. The weights stand inside tanh, so "
            "their gradients pass its slope first: use dz.",
            replace="dWax = dz @ xt.T  # (n_a, n_x)\n    dWaa = dz @ a_prev.T",
            by="dWax = da_next @ xt.T\n    dWaa = da_next @ a_prev.T",
        ),
        Misconception(
            "slope_plus",
            "you computed 1 + a_next². The slope of tanh is 1 − a_next²: a full unit is flat, "
            "and yours gets steeper. What you made of dz afterwards is right.",
            replace=DZ,
            by="dz = (1 + a_next**2) * da_next",
        ),
        Misconception(
            "slope_left_alone",
            "dz is the slope 1 − a_next² alone. The chain rule multiplies it by what comes "
            "in: (1 − a_next²) · da_next.",
            replace=DZ,
            by="dz = (1 - a_next**2) * xp.ones_like(da_next)",
        ),
        Misconception(
            "tanh_of_the_gradient",
            "tanh was taken of da_next. A gradient is no sum of a unit and passes no tanh. It "
            "is multiplied by the slope, which is made from the state: 1 − a_next².",
            replace=DZ,
            by="dz = 1 - xp.tanh(da_next)**2",
        ),
        Misconception(
            "input_from_da_next",
            "dxt was made from da_next, not from dz, so the tanh of this step was jumped "
            "over. x stands inside tanh: Wax.T @ dz.",
            replace="dxt = Wax.T @ dz",
            by="dxt = Wax.T @ da_next",
        ),
        Misconception(
            "bias_from_da_next",
            "dba was made from da_next, not from dz. The bias stands inside tanh, so its "
            "gradient passes the slope first: sum the columns of dz.",
            replace="dba = xp.sum(dz, axis=1, keepdims=True)",
            by="dba = xp.sum(da_next, axis=1, keepdims=True)",
        ),
        Misconception(
            "bias_summed_over_units",
            "dba was summed over axis 0, the units, and so has one number per example. There "
            "is one bias per unit: sum over the examples, axis=1, and keep that axis.",
            replace="dba = xp.sum(dz, axis=1, keepdims=True)",
            by="dba = xp.sum(dz, axis=0, keepdims=True)",
        ),
    ),
    likely=(
        (
            "tanh_taken_again",
            """
            a, ap, x, p = cache; dz = da_next * (1 - np.tanh(a) ** 2)
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=1, keepdims=True)}""",
        ),
        (
            "new_state_for_old",
            """
            a, ap, x, p = cache; dz = da_next * (1 - a ** 2)
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ a.T, "dba": dz.sum(axis=1, keepdims=True)}""",
        ),
        (
            "recurrent_weight_not_transposed",
            """
            a, ap, x, p = cache; dz = da_next * (1 - a ** 2)
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"] @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=1, keepdims=True)}""",
        ),
        (
            "slope_left_alone",
            """
            a, ap, x, p = cache; dz = 1 - a ** 2
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=1, keepdims=True)}""",
        ),
        (
            "tanh_of_the_gradient",
            """
            a, ap, x, p = cache; dz = 1 - np.tanh(da_next) ** 2
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=1, keepdims=True)}""",
        ),
        (
            "slope_plus",
            """
            a, ap, x, p = cache; dz = da_next * (1 + a ** 2)
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=1, keepdims=True)}""",
        ),
        (
            "bias_axis_lost",
            """
            a, ap, x, p = cache; dz = da_next * (1 - a ** 2)
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=1)}""",
        ),
        (
            "bias_summed_over_units",
            """
            a, ap, x, p = cache; dz = da_next * (1 - a ** 2)
            return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ ap.T, "dba": dz.sum(axis=0, keepdims=True)}""",
        ),
    ),
    styles=(cell_einsum, cell_per_example),
)
