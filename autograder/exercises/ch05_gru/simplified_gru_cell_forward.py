"""One step of the GRU without its reset gate."""

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Misconception, array

from .shared import GRU_CACHE, MIX, draw_step, in_cache, rest_of_cache

# Right answers in other styles: each earns all points.


def simplified_split(xt, a_prev, parameters):
    """The two parts of each W apart."""
    n = len(a_prev)
    sums = {
        k: parameters["W" + k][:, :n] @ a_prev
        + parameters["W" + k][:, n:] @ xt
        + parameters["b" + k]
        for k in "uc"
    }
    update, candidate = rnn_ref.sigmoid(sums["u"]), np.tanh(sums["c"])
    a_next = a_prev - update * a_prev + update * candidate
    return a_next, (a_next, a_prev, xt, candidate, update, parameters)


def simplified_one_product(xt, a_prev, p):
    """Both W as one; the gate by tanh."""
    n = len(a_prev)
    z = np.vstack([p["Wu"], p["Wc"]]) @ np.r_[a_prev, xt] + np.vstack([p["bu"], p["bc"]])
    update, candidate = 0.5 + 0.5 * np.tanh(z[:n] / 2), np.tanh(z[n:])
    a_next = np.where(
        update > 0.5,
        candidate + (1 - update) * (a_prev - candidate),
        a_prev + update * (candidate - a_prev),
    )
    return [a_next, [a_next, a_prev, xt, candidate, update, p]]


EXERCISE = Exercise(
    name="simplified_gru_cell_forward",
    chapter="05_gru",
    reference=rnn_ref.simplified_gru_cell_forward,
    task="Write simplified_gru_cell_forward: from [a_prev; xt] compute the candidate with tanh and "
    "the gate `update` with sigmoid, then a_next = update · candidate + (1 - update) · a_prev.",
    returns=("a_next", "cache"),
    draws={"ordinary": draw_step("uc")},
    parts=(
        in_cache("candidate", 2, 3),
        in_cache("update", 1, 4),
        array("a_next", 2, at=0, shape="(n_a, m)"),
        rest_of_cache(
            1, tuple(name for name in GRU_CACHE if name != "reset"), "candidate", "update"
        ),
    ),
    misconceptions=(
        Misconception(
            "gate_turned_round",
            "the gate works the other way round, as PyTorch's z does: where it is 1 you keep the old "
            "memory. Here 1 means overwrite, so update stands beside the candidate and 1 - update "
            "beside a_prev.",
            replace=MIX,
            by="a_next = (1 - update) * candidate + update * a_prev",
        ),
        Misconception(
            "old_memory_dropped",
            "only update · candidate is left. Whatever the gate does not write is forgotten here, "
            "and with a shut gate the memory becomes 0. Add (1 - update) · a_prev.",
            replace=MIX,
            by="a_next = update * candidate",
        ),
        Misconception(
            "old_memory_added_whole",
            "the old memory was added whole, so the memory grows with every step. The two parts "
            "share one whole: a_prev gets the part 1 - update.",
            replace=MIX,
            by="a_next = update * candidate + a_prev",
        ),
        Misconception(
            "candidate_returned",
            "the new memory is the candidate itself, as in a plain RNN. The gate decides how much "
            "of it is accepted: mix it with a_prev.",
            replace=MIX,
            by="a_next = candidate",
        ),
        Misconception(
            "tanh_of_the_mix",
            "tanh was taken of the mix. The candidate has been through tanh already. The point of "
            "the gate is that the old memory passes untouched.",
            replace=MIX,
            by="a_next = xp.tanh(update * candidate + (1 - update) * a_prev)",
        ),
        Misconception(
            "input_on_top",
            "the columns were stacked as [xt; a_prev]. The first columns of each W belong to the "
            "state: np.concatenate([a_prev, xt]).",
            replace="stacked = stack_inputs(a_prev, xt)",
            by="stacked = stack_inputs(xt, a_prev)",
        ),
        Misconception(
            "tanh_for_the_gate",
            "the gate was computed with tanh, so it may be negative. A gate is a part of a whole, "
            "between 0 and 1: sigmoid.",
            replace="update = sigmoid(Wu @ stacked + bu)",
            by="update = xp.tanh(Wu @ stacked + bu)",
        ),
        Misconception(
            "sigmoid_for_the_candidate",
            "the candidate was computed with sigmoid, so no memory can ever become negative. Only "
            "gates take sigmoid; the candidate takes tanh.",
            replace="candidate = xp.tanh(Wc @ stacked + bc)",
            by="candidate = sigmoid(Wc @ stacked + bc)",
        ),
        Misconception(
            "weights_exchanged",
            "the candidate was made with Wu and bu, and the gate with Wc and bc. The letter says "
            "whose it is: u for the update gate, c for the candidate.",
            replace="Wu, bu, Wc, bc = (",
            by="Wc, bc, Wu, bu = (",
        ),
        Misconception(
            "gate_without_bias",
            "the gate's bias is missing. It is the bias that decides whether a gate is shut when "
            "nothing speaks for opening it: add bu inside sigmoid.",
            replace="update = sigmoid(Wu @ stacked + bu)",
            by="update = sigmoid(Wu @ stacked)",
        ),
        Misconception(
            "candidate_without_bias",
            "the candidate's bias is missing: add bc inside tanh.",
            replace="candidate = xp.tanh(Wc @ stacked + bc)",
            by="candidate = xp.tanh(Wc @ stacked)",
        ),
    ),
    likely=(
        (
            "gate_turned_round",
            """
            s = np.concatenate([a_prev, xt])
            c = np.tanh(parameters["Wc"] @ s + parameters["bc"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            a = u * a_prev + (1 - u) * c
            return a, (a, a_prev, xt, c, u, parameters)""",
        ),
        (
            "old_memory_added_whole",
            """
            s = np.concatenate([a_prev, xt])
            c = np.tanh(parameters["Wc"] @ s + parameters["bc"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            a = a_prev + u * c
            return a, (a, a_prev, xt, c, u, parameters)""",
        ),
        (
            "input_on_top",
            """
            s = np.concatenate([xt, a_prev])
            c = np.tanh(parameters["Wc"] @ s + parameters["bc"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, parameters)""",
        ),
        (
            "sigmoid_for_the_candidate",
            """
            s = np.concatenate([a_prev, xt])
            c = sigmoid(parameters["Wc"] @ s + parameters["bc"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, parameters)""",
        ),
        (
            "",
            """
            s = np.concatenate([a_prev, xt], axis=1)
            c = np.tanh(parameters["Wc"] @ s + parameters["bc"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, parameters)""",
        ),
    ),
    styles=(simplified_split, simplified_one_product),
)
