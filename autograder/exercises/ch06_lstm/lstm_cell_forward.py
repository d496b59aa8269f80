"""One step of the LSTM: three gates, a memory and a state."""

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Misconception, array, holds

from .shared import MEMORY, READ_OUT, STATE, draw_step, step_cache

# Right answers in other styles: each earns all points.


def cell_split(xt, a_prev, c_prev, parameters):
    """Each W cut into its two parts."""
    n = a_prev.shape[0]

    def total(k):
        W = parameters["W" + k]
        return W[:, :n] @ a_prev + W[:, n:] @ xt + parameters["b" + k]

    f, u, o = (rnn_ref.sigmoid(total(k)) for k in "fuo")
    k = np.tanh(total("c"))
    c = f * c_prev + u * k
    a = o * np.tanh(c)
    y = rnn_ref.softmax(parameters["Wy"] @ a + parameters["by"])
    return a, c, y, (a, c, a_prev, c_prev, xt, f, u, k, o, parameters)


def cell_all_at_once(xt, a_prev, c_prev, parameters):
    """One product for all gates, as libraries do it; the cache is a dictionary."""
    W = np.vstack([parameters["W" + k] for k in "fuoc"])
    b = np.vstack([parameters["b" + k] for k in "fuoc"])
    f, u, o, k = np.split(W @ np.r_[a_prev, xt] + b, 4)
    f, u, o, k = rnn_ref.sigmoid(f), rnn_ref.sigmoid(u), rnn_ref.sigmoid(o), np.tanh(k)
    c = f * c_prev + u * k
    a = o * np.tanh(c)
    y = rnn_ref.softmax(np.einsum("ya,am->ym", parameters["Wy"], a) + parameters["by"])
    return a, c, y, {"a": a, "c": c, "old": (a_prev, c_prev), "x": xt, "p": parameters}


def cell_float32(xt, a_prev, c_prev, parameters):
    w = {k: v.astype(np.float32) for k, v in parameters.items()}
    return cell_split(
        xt.astype(np.float32), a_prev.astype(np.float32), c_prev.astype(np.float32), w
    )


STEP = rnn_ref.lstm_step

EXERCISE = Exercise(
    name="lstm_cell_forward",
    chapter="06_lstm",
    reference=rnn_ref.lstm_cell_forward,
    task="Write lstm_cell_forward: the three gates and the candidate from [a_prev; xt], then "
    "c_next, a_next and yt_pred. The cache is made for you.",
    returns=("a_next", "c_next", "yt_pred", "cache"),
    draws={"ordinary": draw_step},
    parts=(
        array("c_next", 4, at=1, shape="(n_a, m)"),
        array("a_next", 2, at=0, shape="(n_a, m)"),
        array("yt_pred", 1, at=2, shape="(n_y, m)"),
        holds("cache", 1, step_cache, at=3),
    ),
    misconceptions=(
        Misconception(
            "forget_and_update_swapped",
            "the gates Γ_f and Γ_u changed places. Γ_f multiplies what is there already, c_prev. "
            "Γ_u multiplies what is new, the candidate.",
            replace=MEMORY,
            by="c_next = update * c_prev + forget * candidate",
            within=STEP,
        ),
        Misconception(
            "forget_as_one_minus_update",
            "c_prev was multiplied by 1 − Γ_u. That is the GRU of chapter 5. The LSTM has a gate "
            "of its own for this: Γ_f, from Wf and bf.",
            replace=MEMORY,
            by="c_next = (1 - update) * c_prev + update * candidate",
            within=STEP,
        ),
        Misconception(
            "forget_turned_round",
            "c_prev was multiplied by 1 − Γ_f. The name misleads: Γ_f = 1 keeps, Γ_f = 0 "
            "forgets. Multiply by Γ_f itself.",
            replace=MEMORY,
            by="c_next = (1 - forget) * c_prev + update * candidate",
            within=STEP,
        ),
        Misconception(
            "tanh_of_memory_forgotten",
            "a_next is Γ_o ⊙ c_next, without tanh. The memory is a sum and may grow beyond 1; "
            "tanh brings it back between −1 and 1 before the gate. c_next is right.",
            replace=STATE,
            by="a_next = output * c_next",
            within=STEP,
        ),
        Misconception(
            "output_gate_forgotten",
            "a_next is tanh(c_next), as if the output gate were always open. Multiply by Γ_o: it "
            "decides how much of the memory is shown.",
            replace=STATE,
            by="a_next = xp.tanh(c_next)",
            within=STEP,
        ),
        Misconception(
            "old_memory_shown",
            "a_next was made from c_prev, the memory before this step. Compute c_next first; "
            "a_next is Γ_o ⊙ tanh(c_next).",
            replace=STATE,
            by="a_next = output * xp.tanh(c_prev)",
            within=STEP,
        ),
        Misconception(
            "gate_around_the_sum",
            "a_next is tanh(Γ_o ⊙ c_next). The gate stands outside: Γ_o ⊙ tanh(c_next).",
            replace=STATE,
            by="a_next = xp.tanh(output * c_next)",
            within=STEP,
        ),
        Misconception(
            "candidate_with_sigmoid",
            "the candidate was made with sigmoid, like the gates. A gate lies between 0 and 1. "
            "What is written must be able to lower the memory too, so the candidate takes tanh.",
            replace="candidate = xp.tanh(Wc @ stacked + bc)",
            by="candidate = sigmoid(Wc @ stacked + bc)",
            within=STEP,
        ),
        Misconception(
            "input_above_the_state",
            "the input was put above the state: [xt; a_prev]. The first n_a columns of each W "
            "belong to the state, so the state stands on top: [a_prev; xt].",
            replace="stacked = stack_inputs(a_prev, xt)",
            by="stacked = xp.concat([xt, a_prev], axis=0)",
            within=STEP,
        ),
        Misconception(
            "memory_read_by_the_gates",
            "the gates read [c_prev; xt]. They look at what was shown, a_prev, and not at the "
            "memory itself.",
            replace="stacked = stack_inputs(a_prev, xt)",
            by="stacked = stack_inputs(c_prev, xt)",
            within=STEP,
        ),
        Misconception(
            "gates_without_bias",
            "the biases of the gates are missing. Each of the four sums ends with its own b.",
            replace="forget = sigmoid(Wf @ stacked + bf)  # (n_a, m)\n"
            "    update = sigmoid(Wu @ stacked + bu)  # (n_a, m)\n"
            "    candidate = xp.tanh(Wc @ stacked + bc)  # (n_a, m)\n"
            "    output = sigmoid(Wo @ stacked + bo)",
            by="forget = sigmoid(Wf @ stacked)\n    update = sigmoid(Wu @ stacked)\n"
            "    candidate = xp.tanh(Wc @ stacked)\n    output = sigmoid(Wo @ stacked)",
            within=STEP,
        ),
        Misconception(
            "candidate_resets_the_memory",
            "c_next is Γ_u ⊙ c̃ alone, so every step forgets all that came before. Add "
            "Γ_f ⊙ c_prev.",
            replace=MEMORY,
            by="c_next = update * candidate",
            within=STEP,
        ),
        Misconception(
            "prediction_from_memory",
            "the prediction was made from c_next. The read-out sees what the cell shows: Wy a_next "
            "+ by.",
            replace="yt_pred = output_layer_forward(a_next, output_parameters)",
            by="yt_pred = output_layer_forward(c_next, output_parameters)",
        ),
    ),
    likely=(
        (
            "forget_and_update_swapped",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f, u, o = (sigmoid(p["W" + i] @ s + p["b" + i]) for i in "fuo")
            k = np.tanh(p["Wc"] @ s + p["bc"])
            c = u * c_prev + f * k
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), (a, c, a_prev, c_prev, xt, f, u, k, o, p)""",
        ),
        (
            "forget_as_one_minus_update",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f, u, o = (sigmoid(p["W" + i] @ s + p["b" + i]) for i in "fuo")
            k = np.tanh(p["Wc"] @ s + p["bc"])
            c = (1 - u) * c_prev + u * k
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), (a, c, a_prev, c_prev, xt, f, u, k, o, p)""",
        ),
        (
            "tanh_of_memory_forgotten",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f, u, o = (sigmoid(p["W" + i] @ s + p["b" + i]) for i in "fuo")
            k = np.tanh(p["Wc"] @ s + p["bc"])
            c = f * c_prev + u * k
            a = o * c
            return a, c, softmax(p["Wy"] @ a + p["by"]), (a, c, a_prev, c_prev, xt, f, u, k, o, p)""",
        ),
        (
            "input_above_the_state",
            """
            p, s = parameters, np.concatenate([xt, a_prev])
            f, u, o = (sigmoid(p["W" + i] @ s + p["b" + i]) for i in "fuo")
            k = np.tanh(p["Wc"] @ s + p["bc"])
            c = f * c_prev + u * k
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), (a, c, a_prev, c_prev, xt, f, u, k, o, p)""",
        ),
        (
            "output_gate_forgotten",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f, u, o = (sigmoid(p["W" + i] @ s + p["b" + i]) for i in "fuo")
            k = np.tanh(p["Wc"] @ s + p["bc"])
            c = f * c_prev + u * k
            a = np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), (a, c, a_prev, c_prev, xt, f, u, k, o, p)""",
        ),
        (
            "prediction_from_memory",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f, u, o = (sigmoid(p["W" + i] @ s + p["b" + i]) for i in "fuo")
            k = np.tanh(p["Wc"] @ s + p["bc"])
            c = f * c_prev + u * k
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ c + p["by"]), (a, c, a_prev, c_prev, xt, f, u, k, o, p)""",
        ),
    ),
    styles=(cell_split, cell_all_at_once, cell_float32),
    equal=(("yt_pred = output_layer_forward(a_next, output_parameters)", READ_OUT),),
)
