"""One step of the GRU whose reset gate acts after the product, as in torch."""

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Misconception, array

from .shared import GRU_CACHE, MIX, SIZE, draw_step, in_cache, rest_of_cache

# Right answers in other styles: each earns all points.


def after_split(xt, a_prev, p):
    n = len(a_prev)
    from_state = {k: np.einsum("ij,jm->im", p["W" + k][:, :n], a_prev) for k in "ruc"}
    from_input = {k: p["W" + k][:, n:] @ xt + p["b" + k] for k in "ruc"}
    reset, update = (rnn_ref.sigmoid(from_state[k] + from_input[k]) for k in "ru")
    candidate = np.tanh(reset * from_state["c"] + from_input["c"])
    a_next = candidate + (1 - update) * (a_prev - candidate)
    return a_next, (a_next, a_prev, xt, candidate, update, reset, from_state["c"], p)


def after_one_product(xt, a_prev, p):
    """One product with the state for all three, as a GPU does it."""
    n = len(a_prev)
    state = np.vstack([p["W" + k][:, :n] for k in "ruc"]) @ a_prev
    other = np.vstack([p["W" + k][:, n:] for k in "ruc"]) @ xt
    other += np.vstack([p["b" + k] for k in "ruc"])
    reset, update = (
        rnn_ref.sigmoid(state[:n] + other[:n]),
        rnn_ref.sigmoid((state + other)[n : 2 * n]),
    )
    candidate = np.tanh(reset * state[2 * n :] + other[2 * n :])
    a_next = update * candidate + a_prev * (1 - update)
    return a_next, (a_next, a_prev, xt, candidate, update, reset, state[2 * n :], p)


# Pieces of the reference, which misconceptions replace.
FROM_STATE = 'from_state = Wca @ a_prev + parameters.get("bca", 0)  # (n_a, m)\n    '
AFTER = "candidate = xp.tanh(reset * from_state + Wcx @ xt + bc)"

CANDIDATE = "candidate, in the cache"

EXERCISE = Exercise(
    name="gru_reset_after_cell_forward",
    chapter="05_gru",
    reference=rnn_ref.gru_reset_after_cell_forward,
    task="Write gru_reset_after_cell_forward: from_state = Wca @ a_prev, candidate = tanh(reset · "
    "from_state + Wcx @ xt + bc), all else as in gru_cell_forward.",
    returns=("a_next", "cache"),
    draws={"ordinary": draw_step("ruc"), "one unit": draw_step("ruc", small=True)},
    parts=(
        in_cache("from_state", 1, 6),
        in_cache("candidate", 2, 3),
        array("a_next of one unit", 1, at=0, shape="(n_a, m)", case="one unit", beside=CANDIDATE),
        array("a_next", 1, at=0, shape="(n_a, m)"),
        rest_of_cache(1, (*GRU_CACHE[:-1], "from_state", "parameters"), "candidate", "from_state"),
    ),
    misconceptions=(
        Misconception(
            "reset_before_the_product",
            "you multiplied a_prev by the reset gate and then took the product. That is the GRU of "
            "exercise 5.3. Here the product comes first, and the gate multiplies its result.",
            replace=FROM_STATE + AFTER,
            by="from_state = Wca @ (reset * a_prev)\n"
            "    candidate = xp.tanh(from_state + Wcx @ xt + bc)",
        ),
        Misconception(
            "reset_forgotten",
            "the reset gate was computed and not used. Multiply from_state by it.",
            replace=AFTER,
            by="candidate = xp.tanh(from_state + Wcx @ xt + bc)",
        ),
        Misconception(
            "bias_inside",
            "the bias bc is inside what the gate multiplies. torch has a second bias there; ours "
            "stands outside: reset · from_state + Wcx @ xt + bc.",
            replace=AFTER,
            by="candidate = xp.tanh(reset * (from_state + bc) + Wcx @ xt)",
        ),
        Misconception(
            "input_reset_too",
            "the gate also multiplies Wcx @ xt. It says how much of the memory the candidate "
            "hears; the input is heard in full.",
            replace=AFTER,
            by="candidate = xp.tanh(reset * (from_state + Wcx @ xt) + bc)",
        ),
        Misconception(
            "whole_sum_reset",
            "the gate multiplies the whole sum, the input and the bias too. It belongs to "
            "from_state alone.",
            replace=AFTER,
            by="candidate = xp.tanh(reset * (from_state + Wcx @ xt + bc))",
        ),
        Misconception(
            "columns_exchanged",
            "the columns of Wc were cut at the wrong end: those of the state come first. Wc[:, "
            ":n_a] works on a_prev, Wc[:, n_a:] on xt.",
            replace="Wca, Wcx = Wc[:, :n_a], Wc[:, n_a:]",
            by="Wca, Wcx = Wc[:, -n_a:], Wc[:, :-n_a]",
        ),
        Misconception(
            "update_in_place_of_reset",
            "from_state was multiplied by update. The gate before the candidate is reset.",
            replace=AFTER,
            by="candidate = xp.tanh(update * from_state + Wcx @ xt + bc)",
        ),
        Misconception(
            "gate_turned_round",
            "the update gate works the other way round: where it is 1 you keep. Here 1 means "
            "overwrite; the sign is turned later, in to_torch_gru.",
            replace=MIX,
            by="a_next = (1 - update) * candidate + update * a_prev",
        ),
    ),
    likely=(
        (
            "reset_before_the_product",
            """
            p, W, n = parameters, parameters["Wc"], len(a_prev)
            s = np.concatenate([a_prev, xt])
            r, u = sigmoid(p["Wr"] @ s + p["br"]), sigmoid(p["Wu"] @ s + p["bu"])
            f = W[:, :n] @ (r * a_prev)
            c = np.tanh(f + W[:, n:] @ xt + p["bc"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, f, parameters)""",
        ),
        (
            "bias_inside",
            """
            p, W, n = parameters, parameters["Wc"], len(a_prev)
            s = np.concatenate([a_prev, xt])
            r, u = sigmoid(p["Wr"] @ s + p["br"]), sigmoid(p["Wu"] @ s + p["bu"])
            f = W[:, :n] @ a_prev
            c = np.tanh(r * (f + p["bc"]) + W[:, n:] @ xt)
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, f, parameters)""",
        ),
        (
            "whole_sum_reset",
            """
            p, W, n = parameters, parameters["Wc"], len(a_prev)
            s = np.concatenate([a_prev, xt])
            r, u = sigmoid(p["Wr"] @ s + p["br"]), sigmoid(p["Wu"] @ s + p["bu"])
            f = W[:, :n] @ a_prev
            c = np.tanh(r * (f + W[:, n:] @ xt + p["bc"]))
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, f, parameters)""",
        ),
        (
            "reset_forgotten",
            """
            p, W, n = parameters, parameters["Wc"], len(a_prev)
            s = np.concatenate([a_prev, xt])
            r, u = sigmoid(p["Wr"] @ s + p["br"]), sigmoid(p["Wu"] @ s + p["bu"])
            f = W[:, :n] @ a_prev
            c = np.tanh(f + W[:, n:] @ xt + p["bc"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, f, parameters)""",
        ),
    ),
    styles=(after_split, after_one_product),
    equal=(
        ("n_a = a_prev.shape[0]", SIZE),
        (
            'from_state = Wca @ a_prev + parameters.get("bca", 0)',
            "The exercise has no bca, and 0 stands for it.",
        ),
    ),
)
