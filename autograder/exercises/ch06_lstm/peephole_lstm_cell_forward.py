"""One step of the LSTM whose gates see the memory."""

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Misconception, array, holds

from .shared import MEMORY, READ_OUT, STATE, draw_step, step_cache

# Right answers in other styles: each earns all points.


def peephole_split(xt, a_prev, c_prev, parameters):
    p, s = parameters, np.vstack((a_prev, xt))
    f, u = (
        rnn_ref.sigmoid(p["W" + k] @ s + p["b" + k] + np.diag(p["p" + k][:, 0]) @ c_prev)
        for k in "fu"
    )
    k = np.tanh(p["Wc"] @ s + p["bc"])
    c = f * c_prev + u * k
    o = rnn_ref.sigmoid(p["Wo"] @ s + p["bo"] + np.diag(p["po"][:, 0]) @ c)
    a = o * np.tanh(c)
    cache = (a, c, a_prev, c_prev, xt, f, u, k, o, parameters)
    return a, c, rnn_ref.softmax(p["Wy"] @ a + p["by"]), cache


STEP = rnn_ref.peephole_lstm_step
FORGET = "forget = sigmoid(Wf @ stacked + pf * c_prev + bf)"
UPDATE = "update = sigmoid(Wu @ stacked + pu * c_prev + bu)"
OUTPUT = "output = sigmoid(Wo @ stacked + po * c_next + bo)"

EXERCISE = Exercise(
    name="peephole_lstm_cell_forward",
    chapter="06_lstm",
    reference=rnn_ref.peephole_lstm_cell_forward,
    task="Write the LSTM's step again, with pf ⊙ c_prev in the sum of Γ_f, pu ⊙ c_prev in that of "
    "Γ_u, and po ⊙ c_next in that of Γ_o. The cache is made for you.",
    returns=("a_next", "c_next", "yt_pred", "cache"),
    draws={"ordinary": lambda rng: draw_step(rng, peepholes=True)},
    parts=(
        array("c_next", 2, at=1, shape="(n_a, m)"),
        array("a_next", 1, at=0, shape="(n_a, m)"),
        array("yt_pred", 1, at=2, shape="(n_y, m)"),
        holds("cache", 1, step_cache, at=3),
    ),
    misconceptions=(
        Misconception(
            "output_peeps_at_the_old_memory",
            "the output gate looked at c_prev. It is computed last because it looks at the memory "
            "that it is about to show: po ⊙ c_next. Γ_f and Γ_u are right.",
            replace=OUTPUT,
            by="output = sigmoid(Wo @ stacked + po * c_prev + bo)",
            within=STEP,
        ),
        Misconception(
            "no_peephole_for_the_output",
            "the output gate has no peephole. Add po ⊙ c_next to its sum. Γ_f and Γ_u are right.",
            replace=OUTPUT,
            by="output = sigmoid(Wo @ stacked + bo)",
            within=STEP,
        ),
        Misconception(
            "no_peephole_for_forget",
            "the forget gate has no peephole. Add pf ⊙ c_prev to its sum.",
            replace=FORGET,
            by="forget = sigmoid(Wf @ stacked + bf)",
            within=STEP,
        ),
        Misconception(
            "no_peephole_for_update",
            "the update gate has no peephole. Add pu ⊙ c_prev to its sum.",
            replace=UPDATE,
            by="update = sigmoid(Wu @ stacked + bu)",
            within=STEP,
        ),
        Misconception(
            "no_peephole_at_all",
            "these are the numbers of the LSTM without peepholes. Add p ⊙ c to the sum of each "
            "gate, before the sigmoid.",
            replace=FORGET + "  # (n_a, m)\n    " + UPDATE,
            by="pf, pu, po = 0 * pf, 0 * pu, 0 * po\n    " + FORGET + "\n    " + UPDATE,
            within=STEP,
        ),
        Misconception(
            "peephole_for_the_candidate",
            "the candidate has a peephole too. It has none: only the three gates look at the "
            "memory.",
            replace="candidate = xp.tanh(Wc @ stacked + bc)",
            by="candidate = xp.tanh(Wc @ stacked + pu * c_prev + bc)",
            within=STEP,
        ),
        Misconception(
            "peephole_through_tanh",
            "the output gate looked at tanh(c_next). A peephole sees the memory itself: "
            "po ⊙ c_next.",
            replace=OUTPUT,
            by="output = sigmoid(Wo @ stacked + po * xp.tanh(c_next) + bo)",
            within=STEP,
        ),
        Misconception(
            "peepholes_swapped",
            "pf and pu changed places. Each gate has peephole weights of its own.",
            replace=FORGET + "  # (n_a, m)\n    " + UPDATE,
            by="forget = sigmoid(Wf @ stacked + pu * c_prev + bf)\n"
            "    update = sigmoid(Wu @ stacked + pf * c_prev + bu)",
            within=STEP,
        ),
        Misconception(
            "state_instead_of_memory",
            "the peepholes of Γ_f and Γ_u looked at a_prev, which the gates see anyway. They look "
            "past the output gate, at c_prev.",
            replace=FORGET + "  # (n_a, m)\n    " + UPDATE,
            by="forget = sigmoid(Wf @ stacked + pf * a_prev + bf)\n"
            "    update = sigmoid(Wu @ stacked + pu * a_prev + bu)",
            within=STEP,
        ),
        Misconception(
            "forget_and_update_swapped",
            "the gates Γ_f and Γ_u changed places. Γ_f multiplies c_prev, Γ_u the candidate.",
            replace=MEMORY,
            by="c_next = update * c_prev + forget * candidate",
            within=STEP,
        ),
        Misconception(
            "tanh_of_memory_forgotten",
            "a_next is Γ_o ⊙ c_next, without tanh. It is Γ_o ⊙ tanh(c_next), as before. c_next is "
            "right.",
            replace=STATE,
            by="a_next = output * c_next",
            within=STEP,
        ),
    ),
    likely=(
        (
            "output_peeps_at_the_old_memory",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f = sigmoid(p["Wf"] @ s + p["bf"] + p["pf"] * c_prev)
            u = sigmoid(p["Wu"] @ s + p["bu"] + p["pu"] * c_prev)
            c = f * c_prev + u * np.tanh(p["Wc"] @ s + p["bc"])
            o = sigmoid(p["Wo"] @ s + p["bo"] + p['po'] * c_prev)
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), None""",
        ),
        (
            "no_peephole_for_the_output",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f = sigmoid(p["Wf"] @ s + p["bf"] + p["pf"] * c_prev)
            u = sigmoid(p["Wu"] @ s + p["bu"] + p["pu"] * c_prev)
            c = f * c_prev + u * np.tanh(p["Wc"] @ s + p["bc"])
            o = sigmoid(p["Wo"] @ s + p["bo"])
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), None""",
        ),
        (
            "state_instead_of_memory",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f = sigmoid(p["Wf"] @ s + p["bf"] + p["pf"] * a_prev)
            u = sigmoid(p["Wu"] @ s + p["bu"] + p["pu"] * a_prev)
            c = f * c_prev + u * np.tanh(p["Wc"] @ s + p["bc"])
            o = sigmoid(p["Wo"] @ s + p["bo"] + p['po'] * c)
            a = o * np.tanh(c)
            return a, c, softmax(p["Wy"] @ a + p["by"]), None""",
        ),
        (
            "tanh_of_memory_forgotten",
            """
            p, s = parameters, np.concatenate([a_prev, xt])
            f = sigmoid(p["Wf"] @ s + p["bf"] + p["pf"] * c_prev)
            u = sigmoid(p["Wu"] @ s + p["bu"] + p["pu"] * c_prev)
            c = f * c_prev + u * np.tanh(p["Wc"] @ s + p["bc"])
            o = sigmoid(p["Wo"] @ s + p["bo"] + p['po'] * c)
            a = o * c
            return a, c, softmax(p["Wy"] @ a + p["by"]), None""",
        ),
    ),
    styles=(peephole_split,),
    equal=(("yt_pred = output_layer_forward(a_next, output_parameters)", READ_OUT),),
)
