"""Gradients against slopes that are measured with the loss alone."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, number
from rnn_course.known_loss import KnownLoss


def draw_suspects(rng) -> Inputs:
    """A gradient that is wrong by a little in one array and by much in the other.

    The step is so large that it shows in the slope: nobody can do without it.
    """
    n = draw.sizes(rng, "rows", "columns", "units", least=2, most=4)
    shapes = {"W": (n["rows"], n["columns"]), "b": (n["units"], 1)}
    epsilon = round(float(rng.uniform(0.03, 0.09)), 3)
    while True:
        weights = {key: draw.numbers(rng, *shape, low=0.4) for key, shape in shapes.items()}
        parameters = {key: draw.numbers(rng, *shape, low=0.4) for key, shape in shapes.items()}
        s = sum(np.sum(weights[key] * parameters[key]) for key in shapes)
        gradients, told = {}, True
        for key, much in (("W", 0.05), ("b", 0.5)):
            true = weights[key] * (1 - np.tanh(parameters[key]) ** 2) + s * weights[key]
            off = rng.choice((-1.0, 1.0), size=shapes[key]) * rng.uniform(0.5, 1, size=shapes[key])
            gradients["d" + key] = g = np.round(true * (1 + much * off), 3)
            gap, size = abs(g - true), abs(g) + abs(true)
            largest = gap.max() / (abs(g).max() + abs(true).max())
            told &= abs((gap / size).max() - largest) > 1e-3  # entry by entry, or the largest
        if told:
            values = {"loss": KnownLoss(weights), "parameters": parameters, "gradients": gradients}
            return Inputs({**values, "epsilon": epsilon}, {})


# Right answers in other styles: each earns all points.


def check_in_place(loss, parameters, gradients, epsilon=1e-5):
    out = {}
    for key in parameters:
        moved = {k: v.copy() for k, v in parameters.items()}
        flat, slopes = moved[key].reshape(-1), []
        for i in range(flat.size):
            old = flat[i]
            flat[i] = old + epsilon
            up = loss(moved)
            flat[i] = old - epsilon
            slopes.append((up - loss(moved)) / 2 / epsilon)
            flat[i] = old
        g, n = gradients["d" + key].ravel(), np.array(slopes)
        out[key] = float(np.sqrt(((g - n) ** 2).sum()) / (np.sqrt(g @ g) + np.sqrt(n @ n)))
    return out


# A piece of the reference, which misconceptions replace.
SLOPE = "(loss_plus - loss_minus) / (2 * epsilon)"

EXERCISE = Exercise(
    name="gradient_check",
    chapter="03_backprop",
    reference=rnn_ref.gradient_check,
    task="Write gradient_check: for each array measure the slope of the loss at every entry by "
    "(L(θ+ε) − L(θ−ε)) / 2ε, and return ‖g − n‖ / (‖g‖ + ‖n‖) by the name of the array.",
    returns=("differences",),
    draws={"ordinary": draw_suspects},
    parts=(
        number("differences['W']", 3, at="W"),
        number("differences['b']", 2, at="b"),
    ),
    misconceptions=(
        Misconception(
            "one_sided",
            "you measured from θ to θ + ε only. That slope is off by an amount of the order of ε; "
            "the two-sided one, (L(θ+ε) − L(θ−ε)) / 2ε, is off by ε². A check that wants 1e-7 "
            "needs the second.",
            replace=SLOPE,
            by="(loss_plus - _loss_at(loss, parameters, key, entries)) / epsilon",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "divided_by_one_epsilon",
            "you divided by ε, and the two points lie 2ε apart. Every slope is twice too large, "
            "so even a right gradient gets a difference of 1/3.",
            replace=SLOPE,
            by="(loss_plus - loss_minus) / epsilon",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "not_moved_back_far_enough",
            "your second point is θ itself, not θ − ε. After adding ε, take 2ε away, or start "
            "from a fresh copy for each of the two.",
            replace="entries - step)",
            by="entries)",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "not_put_back",
            "you moved an entry and never put it back, so every later slope is measured at "
            "another place. After the two losses restore the old value, or move a copy.",
            replace=f"slopes[i] = {SLOPE}",
            by=f"slopes[i] = {SLOPE}\n            entries = entries - step",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "slope_turned",
            "the slope has the wrong sign: L(θ−ε) − L(θ+ε). Then a right gradient gets 1, the "
            "worst difference there is. Take the plus side first.",
            replace=SLOPE,
            by="(loss_minus - loss_plus) / (2 * epsilon)",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "all_entries_moved",
            "all entries of the array were moved at once, so each slope is the sum of all of "
            "them. Move one entry, and leave the others as they are.",
            replace="step[i] = epsilon",
            by="step = step + epsilon",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "not_divided_by_size",
            "this is ‖g − n‖ alone. Whether 0.001 is much depends on how large the gradients are: "
            "divide by ‖g‖ + ‖n‖.",
            replace="distance / size if size != 0 else 0.0",
            by="distance",
        ),
        Misconception(
            "divided_by_one_norm",
            "you divided by ‖g‖ alone. Divide by ‖g‖ + ‖n‖: then the result lies between 0 and 1 "
            "and treats both alike.",
            replace="float(global_norm({key: g})) + float(global_norm({key: n}))",
            by="float(global_norm({key: g}))",
        ),
        Misconception(
            "norm_of_the_sum",
            "you divided by ‖g + n‖, where ‖g‖ + ‖n‖ is wanted. When g has the wrong sign, g + n "
            "is near 0 and the quotient runs off to infinity. Take the two norms, then add.",
            replace="float(global_norm({key: g})) + float(global_norm({key: n}))",
            by="float(global_norm({key: g + n}))",
        ),
        Misconception(
            "squares_without_root",
            "the root is missing: you compared sums of squares. Squaring makes a small difference "
            "look far smaller than it is. A norm is the root of the sum of squares.",
            replace="distance / size if size != 0 else 0.0",
            by="distance**2 / (float(global_norm({key: g}))**2 + float(global_norm({key: n}))**2)",
        ),
        Misconception(
            "largest_entries_compared",
            "you used the largest entries instead of norms. Other texts do that too. Here a norm "
            "is the root of the sum of squares: np.linalg.norm of the whole array.",
            replace="distance / size if size != 0 else 0.0",
            by="float(abs(g - n).max()) / (float(abs(g).max()) + float(abs(n).max()))",
        ),
        Misconception(
            "brackets_forgotten",
            "brackets are missing: / 2 * ε divides by 2 and then multiplies by ε. Every slope "
            "is nearly 0, so every gradient gets nearly 1. Write / (2 * ε).",
            replace=SLOPE,
            by="(loss_plus - loss_minus) / 2 * epsilon",
            within=rnn_ref.numerical_gradient,
        ),
        Misconception(
            "entry_by_entry",
            "you compared entry by entry and took the largest difference. One entry near 0 "
            "then spoils a right gradient. Compare the arrays as wholes: ‖g − n‖ / (‖g‖ + "
            "‖n‖).",
            replace="distance / size if size != 0 else 0.0",
            by="float((abs(g - n) / (abs(g) + abs(n))).max())",
        ),
        Misconception(
            "step_typed_in",
            "you moved each entry by 1e-5, whatever was asked for. The argument epsilon says how far: use it in both losses and in the division.",
            replace="numerical_gradient(loss, parameters, epsilon)",
            by="numerical_gradient(loss, parameters, 1e-5)",
        ),
    ),
    likely=(
        (
            "step_typed_in",
            '\n            out, h = {}, 1e-5\n            for k, th in parameters.items():\n                n = np.zeros_like(th)\n                for i in np.ndindex(th.shape):\n                    e = np.zeros_like(th); e[i] = h\n                    n[i] = (loss({**parameters, k: th + e}) - loss({**parameters, k: th - e})) / (2 * h)\n                g = gradients["d" + k]\n                out[k] = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))\n            return out',
        ),
        (
            "one_sided",
            """
            out = {}
            for k, th in parameters.items():
                n = np.zeros_like(th)
                for i in np.ndindex(th.shape):
                    m = th.copy(); m[i] += epsilon
                    n[i] = (loss({**parameters, k: m}) - loss(parameters)) / epsilon
                g = gradients["d" + k]
                out[k] = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
            return out""",
        ),
        (
            "divided_by_one_epsilon",
            """
            out = {}
            for k, th in parameters.items():
                n = np.zeros_like(th)
                for i in np.ndindex(th.shape):
                    u, d = th.copy(), th.copy(); u[i] += epsilon; d[i] -= epsilon
                    n[i] = (loss({**parameters, k: u}) - loss({**parameters, k: d})) / epsilon
                g = gradients["d" + k]
                out[k] = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
            return out""",
        ),
        (
            "all_entries_moved",
            """
            out = {}
            for k, th in parameters.items():
                n = np.zeros_like(th)
                for i in np.ndindex(th.shape):
                    n[i] = (loss({**parameters, k: th + epsilon}) - loss({**parameters, k: th - epsilon})) / (2 * epsilon)
                g = gradients["d" + k]
                out[k] = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
            return out""",
        ),
        (
            "brackets_forgotten",
            """
            out = {}
            for k, th in parameters.items():
                n = np.zeros_like(th)
                for i in np.ndindex(th.shape):
                    u, d = th.copy(), th.copy(); u[i] += epsilon; d[i] -= epsilon
                    n[i] = (loss({**parameters, k: u}) - loss({**parameters, k: d})) / 2 * epsilon
                g = gradients["d" + k]
                out[k] = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
            return out""",
        ),
        (
            "entry_by_entry",
            """
            out = {}
            for k, th in parameters.items():
                n = np.zeros_like(th)
                for i in np.ndindex(th.shape):
                    u, d = th.copy(), th.copy(); u[i] += epsilon; d[i] -= epsilon
                    n[i] = (loss({**parameters, k: u}) - loss({**parameters, k: d})) / (2 * epsilon)
                g = gradients["d" + k]
                out[k] = np.max(np.abs(g - n) / (np.abs(g) + np.abs(n)))
            return out""",
        ),
    ),
    styles=(check_in_place,),
    equal=(
        (
            "for key in parameters",
            "No step of the loop needs another one: their order shows in no answer.",
        ),
        (
            "distance = float(global_norm({key: g - n}))",
            "A norm is the same for a vector and its opposite.",
        ),
        (
            "differences[key] = distance / size if size != 0 else 0.0",
            "Two gradients of zeros are not handed in.",
        ),
        (
            "for key, theta in parameters.items()",
            "No step of the loop needs another one: their order shows in no answer.",
        ),
        ("n = np.zeros_like(theta)", "Every entry is written over."),
        (
            "for index in np.ndindex(theta.shape)",
            "Every entry is visited, in any order; n has the shape of theta.",
        ),
        (
            "differences[key] = np.linalg.norm(g - n)",
            "A norm is the same for a vector and its opposite.",
        ),
        (
            "move = np.zeros_like(theta)",
            "Only the shape of it counts here, and the two have the same.",
        ),
    ),
)
