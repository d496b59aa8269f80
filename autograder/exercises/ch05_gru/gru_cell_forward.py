"""One step of the GRU."""

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Misconception, array

from .shared import GRU_CACHE, MIX, draw_step, in_cache, rest_of_cache

# Right answers in other styles: each earns all points.


def cell_split(xt, a_prev, parameters):
    p, n = parameters, len(a_prev)

    def pre(k, state):
        return (
            np.einsum("ij,jm->im", p["W" + k][:, :n], state) + p["W" + k][:, n:] @ xt + p["b" + k]
        )

    reset, update = rnn_ref.sigmoid(pre("r", a_prev)), rnn_ref.sigmoid(pre("u", a_prev))
    candidate = np.tanh(pre("c", a_prev * reset))
    a_next = a_prev + update * (candidate - a_prev)
    return a_next, (a_next, a_prev, xt, candidate, update, reset, parameters)


def cell_float32(xt, a_prev, parameters):
    small = {k: v.astype(np.float32) for k, v in parameters.items()}
    return cell_split(xt.astype(np.float32), a_prev.astype(np.float32), small)


# Pieces of the reference, which misconceptions replace.
STACK = (
    "stacked = stack_inputs(a_prev, xt)  # (n_a + n_x, m)\n"
    "    reset = sigmoid(Wr @ stacked + br)  # (n_a, m)\n"
    "    update = sigmoid(Wu @ stacked + bu)  # (n_a, m)\n"
    "    stacked_reset = stack_inputs(reset * a_prev, xt)"
)
RESET_STACK = "stacked_reset = stack_inputs(reset * a_prev, xt)"
PROPOSE = "candidate = xp.tanh(Wc @ stacked_reset + bc)"

EXERCISE = Exercise(
    name="gru_cell_forward",
    chapter="05_gru",
    reference=rnn_ref.gru_cell_forward,
    task="Write gru_cell_forward: the gates `reset` and `update` from [a_prev; xt], the candidate "
    "from [reset · a_prev; xt], then a_next = update · candidate + (1 - update) · a_prev.",
    returns=("a_next", "cache"),
    draws={"ordinary": draw_step("ruc")},
    parts=(
        in_cache("reset", 1, 5),
        in_cache("update", 1, 4),
        in_cache("candidate", 3, 3),
        array("a_next", 2, at=0, shape="(n_a, m)"),
        rest_of_cache(1, GRU_CACHE, "candidate", "update", "reset"),
    ),
    misconceptions=(
        Misconception(
            "gate_turned_round",
            "the update gate works the other way round: where it is 1 you keep. Here 1 means "
            "overwrite: update beside the candidate, 1 - update beside a_prev.",
            replace=MIX,
            by="a_next = (1 - update) * candidate + update * a_prev",
        ),
        Misconception(
            "reset_after_the_product",
            "you multiplied by the reset gate after the product with the state's columns of Wc. "
            "That is PyTorch's GRU, in section 9. Here the gate comes first: it multiplies a_prev, "
            "and the product takes what is left.",
            replace=PROPOSE,
            by="n = a_prev.shape[0]\n    candidate = "
            "xp.tanh(reset * (Wc[:, :n] @ a_prev) + Wc[:, n:] @ xt + bc)",
        ),
        Misconception(
            "reset_forgotten",
            "the candidate reads all of the old memory: the reset gate was computed and not used. "
            "Stack reset · a_prev on top of xt for the candidate.",
            replace=RESET_STACK,
            by="stacked_reset = stack_inputs(a_prev, xt)",
        ),
        Misconception(
            "memory_reset_too",
            "the reset gate also multiplies the memory that is kept. It belongs to the candidate "
            "alone; in the last line a_prev stands without it.",
            replace=MIX,
            by="a_next = update * candidate + (1 - update) * (reset * a_prev)",
        ),
        Misconception(
            "reset_turned_round",
            "the candidate reads (1 - reset) · a_prev. The gate says how much may be seen: reset "
            "· a_prev.",
            replace=RESET_STACK,
            by="stacked_reset = stack_inputs((1 - reset) * a_prev, xt)",
        ),
        Misconception(
            "update_in_place_of_reset",
            "the candidate reads update · a_prev. Two gates, two places: the reset gate stands "
            "before the candidate, the update gate after it.",
            replace=RESET_STACK,
            by="stacked_reset = stack_inputs(update * a_prev, xt)",
        ),
        Misconception(
            "gates_exchanged",
            "reset was made with Wu and bu, and update with Wr and br. The letter says whose "
            "weights they are.",
            replace="Wr, br, Wu, bu, Wc, bc = (",
            by="Wu, bu, Wr, br, Wc, bc = (",
        ),
        Misconception(
            "one_gate_for_both",
            "reset equals update: both were made with Wu and bu. The reset gate has weights of its "
            "own, Wr and br.",
            replace="reset = sigmoid(Wr @ stacked + br)",
            by="reset = sigmoid(Wu @ stacked + bu)",
        ),
        Misconception(
            "input_on_top",
            "the columns were stacked with xt on top. The first columns of each W belong to the "
            "state: a_prev first, then xt.",
            replace=STACK,
            by=STACK.replace("stack_inputs(a_prev, xt)", "stack_inputs(xt, a_prev)").replace(
                "stack_inputs(reset * a_prev, xt)", "stack_inputs(xt, reset * a_prev)"
            ),
        ),
        Misconception(
            "sigmoid_for_the_candidate",
            "the candidate was computed with sigmoid, so no memory can become negative. Gates take "
            "sigmoid, the candidate takes tanh.",
            replace=PROPOSE,
            by="candidate = sigmoid(Wc @ stacked_reset + bc)",
        ),
        Misconception(
            "tanh_for_the_gates",
            "the gates were computed with tanh, so they may be negative. A gate is a part of a "
            "whole, between 0 and 1: sigmoid.",
            replace="reset = sigmoid(Wr @ stacked + br)  # (n_a, m)\n"
            "    update = sigmoid(Wu @ stacked + bu)",
            by="reset = xp.tanh(Wr @ stacked + br)\n    update = xp.tanh(Wu @ stacked + bu)",
        ),
        Misconception(
            "old_memory_dropped",
            "only update · candidate is left, so a shut gate makes the memory 0. Add (1 - update) "
            "· a_prev.",
            replace=MIX,
            by="a_next = update * candidate",
        ),
        Misconception(
            "candidate_without_bias",
            "the candidate's bias is missing: add bc inside tanh.",
            replace=PROPOSE,
            by="candidate = xp.tanh(Wc @ stacked_reset)",
        ),
    ),
    likely=(
        (
            "reset_forgotten",
            """
            s = np.concatenate([a_prev, xt])
            r = sigmoid(parameters["Wr"] @ s + parameters["br"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            sr = s
            c = np.tanh(parameters["Wc"] @ sr + parameters["bc"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, parameters)""",
        ),
        (
            "gate_turned_round",
            """
            s = np.concatenate([a_prev, xt])
            r = sigmoid(parameters["Wr"] @ s + parameters["br"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            sr = np.concatenate([r * a_prev, xt])
            c = np.tanh(parameters["Wc"] @ sr + parameters["bc"])
            a = (1 - u) * c + u * a_prev
            return a, (a, a_prev, xt, c, u, r, parameters)""",
        ),
        (
            "memory_reset_too",
            """
            s = np.concatenate([a_prev, xt])
            r = sigmoid(parameters["Wr"] @ s + parameters["br"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            sr = np.concatenate([r * a_prev, xt])
            c = np.tanh(parameters["Wc"] @ sr + parameters["bc"])
            a = u * c + (1 - u) * r * a_prev
            return a, (a, a_prev, xt, c, u, r, parameters)""",
        ),
        (
            "reset_after_the_product",
            """
            s = np.concatenate([a_prev, xt])
            r = sigmoid(parameters["Wr"] @ s + parameters["br"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            sr = np.concatenate([r * a_prev, xt])
            c = np.tanh(r * (parameters["Wc"][:, :len(a_prev)] @ a_prev) + parameters["Wc"][:, len(a_prev):] @ xt + parameters["bc"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, parameters)""",
        ),
        (
            "update_in_place_of_reset",
            """
            s = np.concatenate([a_prev, xt])
            r = sigmoid(parameters["Wr"] @ s + parameters["br"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            sr = np.concatenate([u * a_prev, xt])
            c = np.tanh(parameters["Wc"] @ sr + parameters["bc"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, parameters)""",
        ),
        (
            "",
            """
            s = np.concatenate([a_prev, xt])
            r = sigmoid(parameters["Wr"] @ s + parameters["br"])
            u = sigmoid(parameters["Wu"] @ s + parameters["bu"])
            sr = r * s
            c = np.tanh(parameters["Wc"] @ sr + parameters["bc"])
            a = u * c + (1 - u) * a_prev
            return a, (a, a_prev, xt, c, u, r, parameters)""",
        ),
    ),
    styles=(cell_split, cell_float32),
)
