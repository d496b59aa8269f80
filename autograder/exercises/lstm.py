"""The exercises of chapter 6, the LSTM."""

from __future__ import annotations

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.quiz import quiz
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, holds
from autograder.exercises.specification import added as sum_of
from autograder.references import ch06_lstm

CHAPTER = "06_lstm"
GATES = ("f", "u", "c", "o")
PEEPHOLES = ("pf", "pu", "po")


def weights(rng, n: dict[str, int], peepholes: bool = False) -> dict:
    """The parameters of an LSTM with its read-out, none of them small."""
    n_a, n_x = n["n_a"], n["n_x"]
    found = {}
    for k in GATES:
        found[f"W{k}"] = draw.numbers(rng, n_a, n_a + n_x, low=0.2, high=0.7)
        found[f"b{k}"] = draw.numbers(rng, n_a, 1, low=0.2, high=0.7)
    if peepholes:
        found |= {key: draw.numbers(rng, n_a, 1, low=0.4, high=0.9) for key in PEEPHOLES}
    found["Wy"] = draw.numbers(rng, n["n_y"], n_a)
    found["by"] = draw.numbers(rng, n["n_y"], 1)
    return found


def draw_step(rng, peepholes: bool = False) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "n_y", "m", least=2, most=5)
    return Inputs(
        {
            "xt": draw.numbers(rng, n["n_x"], n["m"]),
            "a_prev": draw.numbers(rng, n["n_a"], n["m"]),
            "c_prev": draw.numbers(rng, n["n_a"], n["m"], low=0.4, high=1.5),
            "parameters": weights(rng, n, peepholes),
        },
        n,
    )


def step_cache(inputs: dict, returned) -> dict:
    """What the way back cannot do without: the states, the input, the weights of the step."""
    others = {key: value for key, value in inputs.items() if key != "parameters"}
    return {"c_next": returned[1], **others, **step_weights(inputs)}


def step_weights(inputs: dict) -> dict:
    """The parameters without those of the read-out, which the way back does not pass."""
    return {k: v for k, v in inputs["parameters"].items() if k not in ("Wy", "by")}


def draw_sequence(rng) -> Inputs:
    n = {
        **draw.sizes(rng, "n_a", "m", least=2, most=3),
        "n_y": 4,
        "T_x": 5,
        "n_x": 6,
    }  # a small pack
    x = draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    a0 = draw.numbers(rng, n["n_a"], n["m"])
    return Inputs({"x": x, "a0": a0, "parameters": weights(rng, n)}, n)


def sequence_caches(inputs: dict, returned) -> dict:
    return {"x": inputs["x"][:, :, 1], "c": returned[2][:, :, 1], **step_weights(inputs)}


# ------------------------------------------------------ 6.1 lstm_cell_forward


STEP = rnn_ref.lstm_step
MEMORY = "c_next = forget * c_prev + update * candidate"
STATE = "a_next = output * xp.tanh(c_next)"

LSTM_CELL_FORWARD = Exercise(
    name="lstm_cell_forward",
    chapter=CHAPTER,
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
)


# ----------------------------------------------------------- 6.2 lstm_forward


LSTM_FORWARD = Exercise(
    name="lstm_forward",
    chapter=CHAPTER,
    reference=ch06_lstm.lstm_forward,
    task="Write lstm_forward: start with a0 and a memory of zeros, call lstm_cell_forward once for "
    "each step, carry both on, and collect a, y_pred, c and the caches.",
    returns=("a", "y_pred", "c", "caches"),
    draws={"ordinary": draw_sequence},
    parts=(
        array("a", 2, at=0, shape="(n_a, m, T_x)"),
        array("c", 2, at=2, shape="(n_a, m, T_x)"),
        array("y_pred", 1, at=1, shape="(n_y, m, T_x)"),
        holds("caches", 1, sequence_caches, at=3),
    ),
    uses=("lstm_cell_forward",),
    misconceptions=(
        Misconception(
            "memory_not_carried",
            "every step began with an empty memory. c_next of a step is c_prev of the next one: "
            "carry it on, as you carry a_next.",
            replace="c_prev = c_next",
            by="c_prev = xp.zeros_like(a0)",
        ),
        Misconception(
            "state_not_carried",
            "every step started from a0. a_next of a step is a_prev of the next one.",
            replace="a_prev = a_next",
            by="a_prev = a0",
        ),
        Misconception(
            "memory_starts_as_state",
            "the memory started as a0. c⟨0⟩ is empty here: zeros of the shape of a0.",
            replace="c_prev = xp.zeros_like(a0)",
            by="c_prev = a0",
        ),
        Misconception(
            "initial_state_ignored",
            "the state started from zeros. Only the memory does; the state starts with a0.",
            replace="a_prev = a0",
            by="a_prev = xp.zeros_like(a0)",
        ),
        Misconception(
            "state_for_memory",
            "a_next was carried on as the memory. The LSTM has two things to carry: a_next goes "
            "into a_prev, c_next into c_prev.",
            replace="c_prev = c_next",
            by="c_prev = a_next",
        ),
        Misconception(
            "memory_for_state",
            "c_next was carried on as the state. The LSTM has two things to carry: a_next goes "
            "into a_prev, c_next into c_prev.",
            replace="a_prev = a_next",
            by="a_prev = c_next",
        ),
        Misconception(
            "memory_before_the_step",
            "c holds the memories before each step, so it begins with c⟨0⟩. Store c_next, which "
            "the step has made.",
            replace="c_steps.append(c_next)",
            by="c_steps.append(c_prev)",
        ),
        Misconception(
            "first_input_repeated",
            "every step read x[:, :, 0]. The step with index t reads x[:, :, t].",
            replace="lstm_cell_forward(x[:, :, t], a_prev, c_prev, parameters)",
            by="lstm_cell_forward(x[:, :, 0], a_prev, c_prev, parameters)",
        ),
        Misconception(
            "read_right_to_left",
            "the sequence was read from its last step to its first. Let t run upwards from 0.",
            replace="lstm_cell_forward(x[:, :, t], a_prev, c_prev, parameters)",
            by="lstm_cell_forward(x[:, :, x.shape[2] - 1 - t], a_prev, c_prev, parameters)",
        ),
        Misconception(
            "time_axis_first",
            "the memories are stacked with time as the first axis. In this course time is last: "
            "np.stack(…, axis=2).",
            replace="c = xp.stack(c_steps, axis=2)",
            by="c = xp.stack(c_steps, axis=0)",
        ),
    ),
)


# ----------------------------------------------------------- 6.3 carry_memory


def draw_carried(rng) -> Inputs:
    n = {
        **draw.sizes(rng, "n_a", "m", least=2, most=3),
        "n_y": 4,
        "n_x": 5,
        "T_x": 6,
    }  # a small pack
    x = draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    c0 = draw.numbers(rng, n["n_a"], n["m"], low=0.4, high=1.5)
    return Inputs({"x": x, "c0": c0, "parameters": weights(rng, n)}, n)


SET_F = 'Wf, bf = 0 * parameters["Wf"], 0 * parameters["bf"] + 40'
SET_U = 'Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"] - 40'

CARRY_MEMORY = Exercise(
    name="carry_memory",
    chapter=CHAPTER,
    reference=ch06_lstm.carry_memory,
    task="Set Wf, bf, Wu and bu in a new dictionary so that Γ_f is 1 and Γ_u is 0 at every step, "
    "whatever comes in. The loop over the steps is made for you.",
    returns=("a", "c"),
    draws={"ordinary": draw_carried},
    parts=(
        array("c", 2, at=1, shape="(n_a, m, T_x)"),
        array("a", 1, at=0, shape="(n_a, m, T_x)"),
    ),
    uses=("lstm_cell_forward",),
    misconceptions=(
        Misconception(
            "still_written",
            "the memory is kept, and something is added at every step: Γ_u is not 0. Set Wu to "
            "zeros and bu to a large negative number.",
            replace=SET_U,
            by='Wu, bu = parameters["Wu"], parameters["bu"]',
        ),
        Misconception(
            "still_forgotten",
            "nothing is written, and the memory fades: Γ_f is not 1. Set Wf to zeros and bf to a "
            "large positive number.",
            replace=SET_F,
            by='Wf, bf = parameters["Wf"], parameters["bf"]',
        ),
        Misconception(
            "gates_turned_round",
            "Γ_f is 0 and Γ_u is 1: each memory is the candidate of its own step, and nothing is "
            "carried. The name misleads: Γ_f = 1 keeps. Turn both signs round.",
            replace=SET_F + "\n    " + SET_U,
            by='Wf, bf = 0 * parameters["Wf"], 0 * parameters["bf"] - 40\n'
            '    Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"] + 40',
        ),
        Misconception(
            "update_gate_open",
            "Γ_u is 1: each step adds its whole candidate. To write nothing, make bu large and "
            "negative.",
            replace=SET_U,
            by='Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"] + 40',
        ),
        Misconception(
            "ten_is_not_enough",
            "the memory nearly stays. σ(10) is 0.99995, and six steps of it show. Take 40: then "
            "float64 holds exactly 1.",
            replace=SET_F + "\n    " + SET_U,
            by='Wf, bf = 0 * parameters["Wf"], 0 * parameters["bf"] + 10\n'
            '    Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"] - 10',
        ),
        Misconception(
            "zero_for_a_closed_gate",
            "all four arrays are zero. A gate with a sum of 0 is half open: σ(0) = 0.5. To open or "
            "close it, its bias must be large.",
            replace=SET_F + "\n    " + SET_U,
            by='Wf, bf = 0 * parameters["Wf"], 0 * parameters["bf"]\n'
            '    Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"]',
        ),
        Misconception(
            "one_as_a_bias",
            "bf is 1 and bu is 0. Those are sums before σ, and not the gates themselves: "
            "σ(1) = 0.73 and σ(0) = 0.5. A gate near 1 needs a large bias.",
            replace=SET_F + "\n    " + SET_U,
            by='Wf, bf = 0 * parameters["Wf"], 0 * parameters["bf"] + 1\n'
            '    Wu, bu = 0 * parameters["Wu"], 0 * parameters["bu"]',
        ),
    ),
)


# ----------------------------------------------------- 6.4 lstm_cell_backward


def cache_of(rng, n: dict[str, int]) -> tuple:
    """The cache of a real step, so that its gates are what they say."""
    size = {**n, "n_y": 2}
    return rnn_ref.lstm_cell_forward(
        draw.numbers(rng, n["n_x"], n["m"]),
        draw.numbers(rng, n["n_a"], n["m"]),
        draw.numbers(rng, n["n_a"], n["m"], low=0.4, high=1.5),
        weights(rng, size),
    )[3]


def draw_back(rng, state: bool = True) -> Inputs:
    """One step back. Without `state` da_next is tiny, so that dc is dc_next, whatever is made of it.

    Whoever has dc wrong and the rest of the chain right earns the points of the rest there.
    """
    n = {"n_x": 1, "n_a": 2, "m": 3}  # a small pack
    cache = cache_of(rng, n)
    da = draw.numbers(rng, n["n_a"], n["m"])
    return Inputs(
        {
            "da_next": da if state else 1e-12 * da,
            "dc_next": draw.numbers(rng, n["n_a"], n["m"]),
            "cache": cache,
        },
        n,
    )


DZO = "dzo = da_next * tanh_c * output * (1 - output)"
DC = "dc = dc_next + da_next * output * (1 - tanh_c**2)"
DZF = "dzf = dc * c_prev * forget * (1 - forget)"
DZU = "dzu = dc * candidate * update * (1 - update)"
DZC = "dzc = dc * update * (1 - candidate**2)"
DELTAS = 'deltas = {"f": dzf, "u": dzu, "c": dzc, "o": dzo}'
RIGHT_AFTER = " What you made of dc afterwards is right."
WEIGHT = "(n_a, n_a + n_x)"
SIDE = " where da_next is tiny"

LSTM_CELL_BACKWARD = Exercise(
    name="lstm_cell_backward",
    chapter=CHAPTER,
    reference=rnn_ref.lstm_cell_backward,
    task="Write lstm_cell_backward: dzo, then dc, then dzf, dzu, dzc and dc_prev from dc; then the "
    "weight gradients and [da_prev; dxt], as a dictionary.",
    returns=("gradients",),
    draws={"da_next is tiny": lambda rng: draw_back(rng, state=False), "ordinary": draw_back},
    # the chain after dc comes first: a wrong dc is only spoken of when the rest is right
    parts=(
        array("dc_prev" + SIDE, 1, at="dc_prev", shape="(n_a, m)", case="da_next is tiny"),
        sum_of(
            "dWf + dWu + dWc" + SIDE,
            3,
            at=("dWf", "dWu", "dWc"),
            shape=WEIGHT,
            case="da_next is tiny",
        ),
        array("dbo", 1, at="dbo", shape="(n_a, 1)"),
        array("dWo", 1, at="dWo", shape=WEIGHT),
        array("dc_prev", 2, at="dc_prev", shape="(n_a, m)"),
        array("dWf", 1, at="dWf", shape=WEIGHT),
        array("dWu", 1, at="dWu", shape=WEIGHT),
        array("dWc", 1, at="dWc", shape=WEIGHT),
        sum_of("dbf + dbu + dbc", 3, at=("dbf", "dbu", "dbc"), shape="(n_a, 1)"),
        array("da_prev", 1, at="da_prev", shape="(n_a, m)"),
        array("dxt", 1, at="dxt", shape="(n_x, m)"),
    ),
    misconceptions=(
        Misconception(
            "road_through_the_state_forgotten",
            "dc is dc_next alone. The memory c_next was used twice: by the next step, and by "
            "a_next of this one. Add da_next ⊙ Γ_o ⊙ (1 − tanh²(c_next))." + RIGHT_AFTER,
            replace=DC,
            by="dc = dc_next",
        ),
        Misconception(
            "later_memory_forgotten",
            "dc has only the part from a_next. What the later steps want from this memory, "
            "dc_next, is missing. The two roads are added.",
            replace=DC,
            by="dc = da_next * output * (1 - tanh_c**2)",
        ),
        Misconception(
            "output_gate_not_in_dc",
            "dc lacks Γ_o. On its way to a_next the memory was multiplied by Γ_o, and the gradient "
            "on its way back is too." + RIGHT_AFTER,
            replace=DC,
            by="dc = dc_next + da_next * (1 - tanh_c**2)",
        ),
        Misconception(
            "slope_not_in_dc",
            "dc lacks the slope of tanh. a_next holds tanh(c_next), so the way back has the factor "
            "1 − tanh²(c_next)." + RIGHT_AFTER,
            replace=DC,
            by="dc = dc_next + da_next * output",
        ),
        Misconception(
            "slope_at_the_state",
            "the slope was taken as 1 − a_next². a_next is no tanh: it is Γ_o ⊙ tanh(c_next). Take "
            "1 − tanh²(c_next)." + RIGHT_AFTER,
            replace=DC,
            by="dc = dc_next + da_next * output * (1 - a_next**2)",
        ),
        Misconception(
            "slope_of_the_memory",
            "the slope was taken as 1 − c_next². The memory itself is no tanh. Compute "
            "tanh(c_next) first, then 1 − tanh²(c_next)." + RIGHT_AFTER,
            replace=DC,
            by="dc = dc_next + da_next * output * (1 - c_next**2)",
        ),
        Misconception(
            "not_scaled_by_forget",
            "dc_prev equals dc. Forward, c_prev was multiplied by Γ_f; so its gradient is dc ⊙ Γ_f.",
            replace="dc_prev = dc * forget",
            by="dc_prev = dc",
        ),
        Misconception(
            "raw_dc_next_handed_on",
            "dc_prev was made from dc_next, not from dc. What this step's a_next says about the "
            "memory must go on to the left as well: dc ⊙ Γ_f.",
            replace="dc_prev = dc * forget",
            by="dc_prev = dc_next * forget",
        ),
        Misconception(
            "output_slope_forgotten",
            "dzo lacks Γ_o (1 − Γ_o), the slope of sigmoid. da_next ⊙ tanh(c_next) is the gradient "
            "of the gate; the sum z_o lies behind its sigmoid.",
            replace=DZO,
            by="dzo = da_next * tanh_c",
        ),
        Misconception(
            "output_gate_from_memory",
            "dzo was made with c_next in place of tanh(c_next). Γ_o stood beside tanh(c_next) in "
            "a_next, so that is its factor.",
            replace=DZO,
            by="dzo = da_next * c_next * output * (1 - output)",
        ),
        Misconception(
            "forget_with_new_memory",
            "dzf was made with c_next. Forward, Γ_f stood beside c_prev, so its gradient is dc "
            "times c_prev, times the slope.",
            replace=DZF,
            by="dzf = dc * c_next * forget * (1 - forget)",
        ),
        Misconception(
            "forget_and_update_swapped",
            "the gradients of the gates f and u changed places: dzf goes with c_prev, dzu with the "
            "candidate.",
            replace=DELTAS,
            by='deltas = {"f": dzu, "u": dzf, "c": dzc, "o": dzo}',
        ),
        Misconception(
            "update_slope_forgotten",
            "dzu lacks Γ_u (1 − Γ_u). dc ⊙ c̃ is the gradient of the gate; its sum lies behind the "
            "sigmoid.",
            replace=DZU,
            by="dzu = dc * candidate",
        ),
        Misconception(
            "candidate_with_sigmoid_slope",
            "dzc has the slope of sigmoid, c̃ (1 − c̃). The candidate comes from tanh: 1 − c̃².",
            replace=DZC,
            by="dzc = dc * update * candidate * (1 - candidate)",
        ),
        Misconception(
            "candidate_without_gate",
            "dzc lacks Γ_u. Forward, the candidate was multiplied by Γ_u before it was added; the "
            "gradient passes the same gate.",
            replace=DZC,
            by="dzc = dc * (1 - candidate**2)",
        ),
        Misconception(
            "gradient_of_one_gate_added_to_another",
            "dzu was added to the gradient of the forget gate. Each gate has weights of its own; "
            "only in da_prev and dxt are the four added.",
            replace=DELTAS,
            by='deltas = {"f": dzf + dzu, "u": dzu, "c": dzc, "o": dzo}',
        ),
        Misconception(
            "output_gate_left_out_of_the_sum",
            "da_prev and dxt lack the share of the output gate. [a_prev; xt] was read by four "
            "matrices; add all four shares W.T @ dz.",
            replace="da_prev = dstacked[:n_a, :]",
            by='dstacked = dstacked - parameters["Wo"].T @ dzo\n    da_prev = dstacked[:n_a, :]',
        ),
        Misconception(
            "input_and_state_swapped",
            "the sum over the gates was cut at the wrong end: you took the input on top. The state "
            "stands above the input, so da_prev is the first n_a rows and dxt the rest.",
            replace="da_prev = dstacked[:n_a, :]  # (n_a, m)\n    dxt = dstacked[n_a:, :]",
            by="da_prev = dstacked[dstacked.shape[0] - n_a :, :]\n"
            "    dxt = dstacked[: dstacked.shape[0] - n_a, :]",
        ),
        Misconception(
            "stacked_the_other_way",
            "the weight gradients have the columns of the input first. Each W worked on "
            "[a_prev; xt], so dW is dz @ [a_prev; xt].T, the state on top.",
            replace="stack_inputs(a_prev, xt), deltas",
            by="xp.concat([xt, a_prev], axis=0), deltas",
        ),
    ),
)


# ---------------------------------------------------------- 6.5 lstm_backward


def draw_way_back(rng) -> Inputs:
    n = {"n_x": 1, "n_a": 2, "m": 4, "T_x": 3}  # a small pack
    size = {**n, "n_y": 2}
    x = draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    a0 = draw.numbers(rng, n["n_a"], n["m"])
    caches = STEP_BY_STEP(x, a0, weights(rng, size))[3]
    return Inputs({"da": draw.numbers(rng, n["n_a"], n["m"], n["T_x"]), "caches": caches}, n)


# its caches are a plain list
STEP_BY_STEP = LSTM_FORWARD.reference

CALL_BACK = "lstm_cell_backward(da[:, :, t] + da_next, dc_next, caches[t])"

LSTM_BACKWARD = Exercise(
    name="lstm_backward",
    chapter=CHAPTER,
    reference=ch06_lstm.lstm_backward,
    task="Write lstm_backward: from the last step to the first, call lstm_cell_backward with da of "
    "this step plus da_prev from the right, and with dc_prev from the right; sum the weights.",
    returns=("gradients",),
    draws={"ordinary": draw_way_back},
    parts=(
        array("dx", 2, at="dx", shape="(n_x, m, T_x)"),
        array("da0", 1, at="da0", shape="(n_a, m)"),
        array("dc0", 2, at="dc0", shape="(n_a, m)"),
        array("dWf", 1, at="dWf", shape=WEIGHT),
        array("dWu", 1, at="dWu", shape=WEIGHT),
        array("dWc", 1, at="dWc", shape=WEIGHT),
        array("dWo", 1, at="dWo", shape=WEIGHT),
        sum_of("dbf + dbu + dbc + dbo", 1, at=("dbf", "dbu", "dbc", "dbo"), shape="(n_a, 1)"),
    ),
    uses=("lstm_cell_backward",),
    misconceptions=(
        Misconception(
            "road_of_the_memory_forgotten",
            "dc_prev of the step to the right was never used: each step got zeros for dc_next. The "
            "memory is the long road of the LSTM. Hand dc_prev on to the left.",
            replace='dc_next = gradients.pop("dc_prev")',
            by='gradients.pop("dc_prev")',
        ),
        Misconception(
            "road_of_the_state_forgotten",
            "each step used only the gradient from above, da[:, :, t]. Add da_prev of the step to "
            "the right.",
            replace=CALL_BACK,
            by="lstm_cell_backward(da[:, :, t], dc_next, caches[t])",
        ),
        Misconception(
            "above_forgotten",
            "after the last step only the gradient from the right was used. Every state makes a "
            "prediction of its own: add da[:, :, t] at every step.",
            replace=CALL_BACK,
            by="lstm_cell_backward(da_next if t < len(caches) - 1 else da[:, :, t], dc_next, "
            "caches[t])",
        ),
        Misconception(
            "memory_piled_up",
            "dc_prev was added to what came from the right before, with +=. It replaces it: "
            "dc_prev already holds all that lies to the right.",
            replace='dc_next = gradients.pop("dc_prev")',
            by='dc_next = dc_next + gradients.pop("dc_prev")',
        ),
        Misconception(
            "state_piled_up",
            "da_prev was added to what came from the right before, with +=. It replaces it. The "
            "weight gradients take +=, this one takes =.",
            replace='da_next = gradients.pop("da_prev")',
            by='da_next = da_next + gradients.pop("da_prev")',
        ),
        Misconception(
            "from_above_into_the_memory",
            "da[:, :, t] was added to dc_next as well. The prediction reads a and not c, so "
            "nothing comes into the memory from above.",
            replace=CALL_BACK,
            by="lstm_cell_backward(da[:, :, t] + da_next, da[:, :, t] + dc_next, caches[t])",
        ),
        Misconception(
            "roads_swapped",
            "the two gradients from the right changed places: da_prev went into dc_next and "
            "dc_prev to the state.",
            replace=CALL_BACK,
            by="lstm_cell_backward(da[:, :, t] + dc_next, da_next, caches[t])",
        ),
        Misconception(
            "last_call_kept",
            "the weight gradients are those of one step alone, the first, which the loop reaches "
            "last: = where += is needed.",
            replace="sums[name] = sums.get(name, 0) + gradient",
            by="sums[name] = gradient",
        ),
        Misconception(
            "steps_in_reverse_order",
            "dx has its steps in reverse order. The loop meets the last step first: store dxt at "
            "index t, or reverse the list before you stack it.",
            replace="dx_steps.reverse()",
            by="pass",
        ),
        Misconception(
            "last_cache_everywhere",
            "every step used the cache of the last step. Step t has its own gates: caches[t].",
            replace=CALL_BACK,
            by="lstm_cell_backward(da[:, :, t] + da_next, dc_next, caches[-1])",
        ),
        Misconception(
            "averaged_over_steps",
            "the weight gradients were divided by the number of steps. The mean of the loss is "
            "inside da already; here the steps are added.",
            replace='return {"dx": dx, "da0": da_next, "dc0": dc_next, **sums}',
            by='return {"dx": dx, "da0": da_next, "dc0": dc_next,\n'
            "            **{k: v / len(caches) for k, v in sums.items()}}",
        ),
    ),
)


# ------------------------------------------------------- 6.6 forget_bias_init


def draw_start(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "n_y", least=2, most=4)
    return Inputs({"parameters": weights(rng, n), "value": round(float(rng.uniform(1.2, 3)), 2)}, n)


BIAS = 'bf = value * xp.ones_like(parameters["bf"])'

FORGET_BIAS_INIT = Exercise(
    name="forget_bias_init",
    chapter=CHAPTER,
    reference=rnn_ref.forget_bias_init,
    task="Return a new dictionary in which every entry of bf is value and all else is as it was.",
    returns=("parameters",),
    draws={"ordinary": draw_start},
    parts=(
        array("parameters['bf']", 1, at="bf", shape="(n_a, 1)"),
        sum_of("bu + bc + bo", 1, at=("bu", "bc", "bo"), shape="(n_a, 1)"),
    ),
    misconceptions=(
        Misconception(
            "added_to_the_old",
            "value was added to the bias that was there. Set it: each entry of bf becomes value.",
            replace=BIAS,
            by='bf = parameters["bf"] + value',
        ),
        Misconception(
            "always_one",
            "every entry is 1. That is the usual choice, and here the argument value says which.",
            replace=BIAS,
            by='bf = xp.ones_like(parameters["bf"])',
        ),
        Misconception(
            "multiplied",
            "the old bias was multiplied by value. Set it: each entry of bf becomes value.",
            replace=BIAS,
            by='bf = value * parameters["bf"]',
        ),
        Misconception(
            "gate_instead_of_bias",
            "bf holds σ(value). The bias is what stands before the sigmoid; the cell takes σ "
            "itself.",
            replace=BIAS,
            by='bf = 1 / (1 + xp.exp(-value * xp.ones_like(parameters["bf"])))',
        ),
        Misconception(
            "every_bias",
            "the biases of the other gates were set as well. Only the forget gate starts open; an "
            "open update gate would fill the memory with noise.",
            replace='return {**parameters, "bf": bf}',
            by='return {**parameters, "bf": bf, "bu": bf, "bc": bf, "bo": bf}',
        ),
        Misconception(
            "update_gate_set_too",
            "bu was set as well. Γ_u decides what is written; only Γ_f decides what stays.",
            replace='return {**parameters, "bf": bf}',
            by='return {**parameters, "bf": bf, "bu": bf}',
        ),
    ),
)


# ---------------------------------------------------------- 6.7 to_torch_lstm


def draw_weights(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "n_y", least=2, most=4)
    return Inputs({"parameters": weights(rng, n)}, n)


ORDER = 'order = ("u", "f", "c", "o")'
SPLIT = "weight_hh = W[:, :n_a]  # (4 n_a, n_a)\n    weight_ih = W[:, n_a:]"

TO_TORCH_LSTM = Exercise(
    name="to_torch_lstm",
    chapter=CHAPTER,
    reference=ch06_lstm.to_torch_lstm,
    task="Put the four W under each other in torch's order i, f, g, o, cut the columns into those "
    "of the state and those of the input, and do the same with the biases.",
    returns=("state",),
    draws={"ordinary": draw_weights},
    parts=(
        array("state['weight_ih_l0']", 2, at="weight_ih_l0", shape="(4 n_a, n_x)"),
        array("state['weight_hh_l0']", 2, at="weight_hh_l0", shape="(4 n_a, n_a)"),
        sum_of(
            "state['bias_ih_l0'] + state['bias_hh_l0']",
            1,
            at=("bias_ih_l0", "bias_hh_l0"),
            shape="(4 n_a,)",
        ),
    ),
    misconceptions=(
        Misconception(
            "our_order",
            "the gates stand in the order f, u, c, o. torch begins with i, which is our Γ_u: its "
            "order i, f, g, o is our u, f, c, o.",
            replace=ORDER,
            by='order = ("f", "u", "c", "o")',
        ),
        Misconception(
            "candidate_last",
            "the candidate stands last. torch has g, our c̃, before o: u, f, c, o.",
            replace=ORDER,
            by='order = ("u", "f", "o", "c")',
        ),
        Misconception(
            "alphabetical",
            "the gates stand in the order of the alphabet, c, f, o, u. torch's order is i, f, g, "
            "o, which is our u, f, c, o.",
            replace=ORDER,
            by='order = ("c", "f", "o", "u")',
        ),
        Misconception(
            "columns_swapped",
            "weight_ih and weight_hh changed places. hh stands for hidden to hidden: the first n_a "
            "columns of W, which meet a⟨t−1⟩.",
            replace=SPLIT,
            by="weight_ih = W[:, :n_a]\n    weight_hh = W[:, n_a:]",
        ),
        Misconception(
            "cut_at_the_input",
            "the columns were cut as if the input stood first. W works on [a; x]: the first n_a "
            "columns belong to the state.",
            replace=SPLIT,
            by="n_x = W.shape[1] - n_a\n    weight_hh = W[:, n_x:]\n    weight_ih = W[:, :n_x]",
        ),
        Misconception(
            "bias_counted_twice",
            "both biases hold b. torch adds the two, so the sum is 2 b. Give b to one and zeros to "
            "the other.",
            replace='"bias_hh_l0": xp.zeros_like(b)',
            by='"bias_hh_l0": b',
        ),
        Misconception(
            "bias_as_column",
            "the biases kept their shape (4 n_a, 1). torch's biases have one axis: (4 n_a,).",
            replace='parameters[f"b{k}"][:, 0] for k',
            by='parameters[f"b{k}"] for k',
        ),
        Misconception(
            "side_by_side",
            "the gates stand side by side. torch puts them under each other: np.concatenate along "
            "axis 0, or np.vstack.",
            replace='return {"weight_ih_l0": weight_ih, "weight_hh_l0": weight_hh,',
            by='weight_ih = xp.concat([parameters[f"W{k}"][:, n_a:] for k in order], axis=1)\n'
            '    weight_hh = xp.concat([parameters[f"W{k}"][:, :n_a] for k in order], axis=1)\n'
            '    return {"weight_ih_l0": weight_ih, "weight_hh_l0": weight_hh,',
        ),
    ),
)


# ---------------------------------------------------------- 6.8 coupled_gates


def draw_gates(rng) -> Inputs:
    n = draw.sizes(rng, "n_a", "m", least=2, most=4)
    shape = n["n_a"], n["m"]
    update = np.round(rng.uniform(0.1, 0.9, size=shape), 3)
    candidate, c_prev = draw.numbers(rng, *shape), draw.numbers(rng, *shape, low=0.4, high=1.5)
    return Inputs({"update": update, "candidate": candidate, "c_prev": c_prev}, n)


COUPLED = "c_next = forget * c_prev + update * candidate"

COUPLED_GATES = Exercise(
    name="coupled_gates",
    chapter=CHAPTER,
    reference=rnn_ref.coupled_gates,
    task="Return the forget gate 1 − Γ_u, and the new memory that it gives.",
    returns=("forget", "c_next"),
    draws={"ordinary": draw_gates},
    parts=(
        array("forget", 1, at=0, shape="(n_a, m)"),
        array("c_next", 1, at=1, shape="(n_a, m)"),
    ),
    misconceptions=(
        Misconception(
            "not_turned_round",
            "the forget gate is Γ_u itself. It would then keep exactly what is overwritten. "
            "Coupled means Γ_f = 1 − Γ_u.",
            replace="forget = 1 - update",
            by="forget = 1 * update",
        ),
        Misconception(
            "gates_swapped",
            "Γ_f stands beside the candidate and Γ_u beside the old memory. Γ_u writes, Γ_f keeps.",
            replace=COUPLED,
            by="c_next = update * c_prev + forget * candidate",
        ),
        Misconception(
            "nothing_forgotten",
            "the old memory was added whole. Multiply it by Γ_f = 1 − Γ_u.",
            replace=COUPLED,
            by="c_next = c_prev + update * candidate",
        ),
        Misconception(
            "written_whole",
            "the candidate was added whole. Multiply it by Γ_u.",
            replace=COUPLED,
            by="c_next = forget * c_prev + candidate",
        ),
        Misconception(
            "sign_lost",
            "the forget gate is Γ_u − 1, which is negative. A gate lies between 0 and 1: 1 − Γ_u.",
            replace="forget = 1 - update",
            by="forget = update - 1",
        ),
    ),
)


# --------------------------------------------- 6.9 peephole_lstm_cell_forward


PEEP = rnn_ref.peephole_lstm_step
PEEP_F = "forget = sigmoid(Wf @ stacked + pf * c_prev + bf)"
PEEP_U = "update = sigmoid(Wu @ stacked + pu * c_prev + bu)"
PEEP_O = "output = sigmoid(Wo @ stacked + po * c_next + bo)"

PEEPHOLE_LSTM_CELL_FORWARD = Exercise(
    name="peephole_lstm_cell_forward",
    chapter=CHAPTER,
    reference=rnn_ref.peephole_lstm_cell_forward,
    task="Write the LSTM's step again, with pf ⊙ c_prev in the sum of Γ_f, pu ⊙ c_prev in that of "
    "Γ_u, and po ⊙ c_next in that of Γ_o. The cache is made for you.",
    returns=("a_next", "c_next", "yt_pred", "cache"),
    draws={"ordinary": lambda rng: draw_step(rng, peepholes=True)},
    parts=(
        array("c_next", 2, at=1, shape="(n_a, m)"),
        array("a_next", 2, at=0, shape="(n_a, m)"),
        array("yt_pred", 1, at=2, shape="(n_y, m)"),
    ),
    misconceptions=(
        Misconception(
            "output_peeps_at_the_old_memory",
            "the output gate looked at c_prev. It is computed last because it looks at the memory "
            "that it is about to show: po ⊙ c_next. Γ_f and Γ_u are right.",
            replace=PEEP_O,
            by="output = sigmoid(Wo @ stacked + po * c_prev + bo)",
            within=PEEP,
        ),
        Misconception(
            "no_peephole_for_the_output",
            "the output gate has no peephole. Add po ⊙ c_next to its sum. Γ_f and Γ_u are right.",
            replace=PEEP_O,
            by="output = sigmoid(Wo @ stacked + bo)",
            within=PEEP,
        ),
        Misconception(
            "no_peephole_for_forget",
            "the forget gate has no peephole. Add pf ⊙ c_prev to its sum.",
            replace=PEEP_F,
            by="forget = sigmoid(Wf @ stacked + bf)",
            within=PEEP,
        ),
        Misconception(
            "no_peephole_for_update",
            "the update gate has no peephole. Add pu ⊙ c_prev to its sum.",
            replace=PEEP_U,
            by="update = sigmoid(Wu @ stacked + bu)",
            within=PEEP,
        ),
        Misconception(
            "no_peephole_at_all",
            "these are the numbers of the LSTM without peepholes. Add p ⊙ c to the sum of each "
            "gate, before the sigmoid.",
            replace=PEEP_F + "  # (n_a, m)\n    " + PEEP_U,
            by="pf, pu, po = 0 * pf, 0 * pu, 0 * po\n    " + PEEP_F + "\n    " + PEEP_U,
            within=PEEP,
        ),
        Misconception(
            "peephole_for_the_candidate",
            "the candidate has a peephole too. It has none: only the three gates look at the "
            "memory.",
            replace="candidate = xp.tanh(Wc @ stacked + bc)",
            by="candidate = xp.tanh(Wc @ stacked + pu * c_prev + bc)",
            within=PEEP,
        ),
        Misconception(
            "peephole_through_tanh",
            "the output gate looked at tanh(c_next). A peephole sees the memory itself: "
            "po ⊙ c_next.",
            replace=PEEP_O,
            by="output = sigmoid(Wo @ stacked + po * xp.tanh(c_next) + bo)",
            within=PEEP,
        ),
        Misconception(
            "peepholes_swapped",
            "pf and pu changed places. Each gate has peephole weights of its own.",
            replace=PEEP_F + "  # (n_a, m)\n    " + PEEP_U,
            by="forget = sigmoid(Wf @ stacked + pu * c_prev + bf)\n"
            "    update = sigmoid(Wu @ stacked + pf * c_prev + bu)",
            within=PEEP,
        ),
        Misconception(
            "state_instead_of_memory",
            "the peepholes of Γ_f and Γ_u looked at a_prev, which the gates see anyway. They look "
            "past the output gate, at c_prev.",
            replace=PEEP_F + "  # (n_a, m)\n    " + PEEP_U,
            by="forget = sigmoid(Wf @ stacked + pf * a_prev + bf)\n"
            "    update = sigmoid(Wu @ stacked + pu * a_prev + bu)",
            within=PEEP,
        ),
        Misconception(
            "forget_and_update_swapped",
            "the gates Γ_f and Γ_u changed places. Γ_f multiplies c_prev, Γ_u the candidate.",
            replace=MEMORY,
            by="c_next = update * c_prev + forget * candidate",
            within=PEEP,
        ),
        Misconception(
            "tanh_of_memory_forgotten",
            "a_next is Γ_o ⊙ c_next, without tanh. It is Γ_o ⊙ tanh(c_next), as before. c_next is "
            "right.",
            replace=STATE,
            by="a_next = output * c_next",
            within=PEEP,
        ),
    ),
)


# ------------------------------------------------------------- 6.10 the quiz


LSTM_QUIZ = quiz(
    "lstm_quiz",
    CHAPTER,
    answers="cadbb",
    wrong=[
        {
            "a": "you would forget: Γ_f = 0 multiplies the old memory by 0.",
            "b": "you would keep the old value and add the candidate to it at every step.",
            "d": "you would empty the memory and write nothing. Put both gates into the formula "
            "of c⟨t⟩.",
        },
        {
            "b": "you would be right for a⟨t⟩, which is Γ_o times a tanh. Ask what keeps a sum in "
            "bounds.",
            "c": "you would be right for a gate. The memory is a sum of many products.",
            "d": "you would need a candidate below 1 and Γ_f below 1 at the same time, always. Let "
            "Γ_f = Γ_u = 1 and c̃ = 0.9 for three steps.",
        },
        {
            "a": "you would have 1 without the gate. Along the memory each step back multiplies by "
            "the gate beside c⟨t−1⟩.",
            "b": "you would count the road through a⟨t−1⟩ as well. The question asks for the road "
            "along the memory alone.",
            "c": "you would pass a tanh. Look for one on the road from c⟨t⟩ to c⟨t−1⟩.",
        },
        {
            "a": "you would change what is written. Ask which gate decides what stays.",
            "c": "you would set a gate by hand for good. A bias is only where learning starts.",
            "d": "you would change what is shown; the memory behind it would fade as before.",
        },
        {
            "a": "you would count one matrix too many for the GRU. Count its W: r, u and c.",
            "c": "you would swap the two. Count the W of each cell: f, u, c, o, and r, u, c.",
            "d": "you would compare with an RNN, which has one W. The GRU has three.",
        },
    ],
)


EXERCISES = (
    LSTM_CELL_FORWARD,
    LSTM_FORWARD,
    CARRY_MEMORY,
    LSTM_CELL_BACKWARD,
    LSTM_BACKWARD,
    FORGET_BIAS_INIT,
    TO_TORCH_LSTM,
    COUPLED_GATES,
    PEEPHOLE_LSTM_CELL_FORWARD,
    LSTM_QUIZ,
)
