"""The exercises of chapter 5, the GRU."""

from __future__ import annotations

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.quiz import quiz
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, holds
from autograder.references import ch05_gru
from rnn_ref.cells.gates import gates_backward

CHAPTER = "05_gru"


def weights_of(rng, n: dict[str, int], gates: str) -> dict:
    """W and b of each gate; no gate is shut, so that every path counts."""
    wide = n["n_a"] + n["n_x"]
    weights = {}
    for gate in gates:
        weights["W" + gate] = draw.numbers(rng, n["n_a"], wide, low=0.2, high=0.8)
        weights["b" + gate] = draw.numbers(rng, n["n_a"], 1, low=0.2, high=0.8)
    return weights


def draw_step(gates: str):
    """A function that draws one step: xt, a_prev and the weights of the gates."""

    def drawn(rng) -> Inputs:
        n = draw.sizes(rng, "n_x", "n_a", "m", least=2, most=5)
        xt, a_prev = draw.numbers(rng, n["n_x"], n["m"]), draw.numbers(rng, n["n_a"], n["m"])
        return Inputs({"xt": xt, "a_prev": a_prev, "parameters": weights_of(rng, n, gates)}, n)

    return drawn


def in_cache(name: str, points: int, place: int):
    """An array that the given last line has put into the cache."""
    return array(f"{name}, in the cache", points, at=(1, place), shape="(n_a, m)")


# ------------------------------------------- 5.1 simplified_gru_cell_forward


MIX = "a_next = update * candidate + (1 - update) * a_prev"

SIMPLIFIED_GRU_CELL_FORWARD = Exercise(
    name="simplified_gru_cell_forward",
    chapter=CHAPTER,
    reference=rnn_ref.simplified_gru_cell_forward,
    task="Write simplified_gru_cell_forward: from [a_prev; xt] compute the candidate with tanh and "
    "the gate `update` with sigmoid, then a_next = update · candidate + (1 - update) · a_prev.",
    returns=("a_next", "cache"),
    draws={"ordinary": draw_step("uc")},
    parts=(
        in_cache("candidate", 2, 3),
        in_cache("update", 1, 4),
        array("a_next", 3, at=0, shape="(n_a, m)"),
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
)


# ------------------------------------------------------------ 5.2 latch_gates


def latch_gates(strength):
    """A simplified GRU of one unit that stores (signal, flag)'s signal when the flag is 1."""
    Wu = np.array([[0.0, 0.0, 2 * strength]])
    bu = np.array([[-strength]])
    Wc = np.array([[0.0, strength, 0.0]])
    bc = np.array([[0.0]])
    return {"Wu": Wu, "bu": bu, "Wc": Wc, "bc": bc}


FLAG = "Wu = np.array([[0.0, 0.0, 2 * strength]])"
SIGNAL = "Wc = np.array([[0.0, strength, 0.0]])"

LATCH_GATES = Exercise(
    name="latch_gates",
    chapter=CHAPTER,
    reference=latch_gates,
    task="Write latch_gates: weights for [a; signal; flag] so that the gate's sum is strength when "
    "the flag is 1 and -strength when it is 0, and the candidate's sum is strength · signal.",
    returns=("weights",),
    draws={"ordinary": lambda rng: Inputs({"strength": round(float(rng.uniform(3, 12)), 3)}, {})},
    parts=(
        array("weights['Wu']", 1, at="Wu", shape="(1, 3)"),
        array("weights['bu']", 1, at="bu", shape="(1, 1)"),
        array("weights['Wc']", 1, at="Wc", shape="(1, 3)"),
        array("weights['bc']", 1, at="bc", shape="(1, 1)", beside="weights['Wc']"),
    ),
    misconceptions=(
        Misconception(
            "flag_too_weak",
            "the flag's weight is strength, so with the flag at 1 the gate's sum is strength - "
            "strength = 0, and the gate is half open. The flag has to lift the sum from -strength "
            "to +strength: 2 · strength.",
            replace=FLAG,
            by="Wu = np.array([[0.0, 0.0, strength]])",
        ),
        Misconception(
            "gate_never_shut",
            "the gate's bias is 0. With the flag at 0 its sum is then 0, and half of the memory is "
            "overwritten at every step. A bias of -strength shuts it.",
            replace="bu = np.array([[-strength]])",
            by="bu = np.array([[0.0]])",
        ),
        Misconception(
            "gate_always_open",
            "the gate's bias is +strength, so it is open when nothing is to be stored. It has to "
            "be shut by itself, and the flag opens it: -strength.",
            replace="bu = np.array([[-strength]])",
            by="bu = np.array([[strength]])",
        ),
        Misconception(
            "zero_keeps_instead",
            "both signs of the gate are turned: it shuts when the flag is 1. In this course a gate "
            "of 1 overwrites, so the flag has to open it.",
            replace=FLAG + "\n    bu = np.array([[-strength]])",
            by="Wu = np.array([[0.0, 0.0, -2 * strength]])\n    bu = np.array([[strength]])",
        ),
        Misconception(
            "signal_and_flag_exchanged",
            "the gate looks at the signal and the candidate at the flag. The column is [a; signal; "
            "flag]: the flag's weight stands last in Wu, the signal's in the middle of Wc.",
            replace=FLAG + "\n    bu = np.array([[-strength]])\n    " + SIGNAL,
            by="Wu = np.array([[0.0, 2 * strength, 0.0]])\n    bu = np.array([[-strength]])\n"
            "    Wc = np.array([[0.0, 0.0, strength]])",
        ),
        Misconception(
            "input_before_state",
            "the columns stand in the order [signal; flag; a]. The state comes first: [a; signal; "
            "flag].",
            replace=FLAG + "\n    bu = np.array([[-strength]])\n    " + SIGNAL,
            by="Wu = np.array([[0.0, 2 * strength, 0.0]])\n    bu = np.array([[-strength]])\n"
            "    Wc = np.array([[strength, 0.0, 0.0]])",
        ),
        Misconception(
            "candidate_reads_the_memory",
            "the candidate reads the memory as well. It need not: what keeps the bit is the shut "
            "gate, and a candidate that is not accepted may be anything. Put 0 there.",
            replace=SIGNAL,
            by="Wc = np.array([[strength, strength, 0.0]])",
        ),
        Misconception(
            "candidate_not_strong",
            "the signal's weight in the candidate is 1. tanh(1) is 0.76, so the bit would be "
            "stored too small. Its sum is to be strength times the signal.",
            replace=SIGNAL,
            by="Wc = np.array([[0.0, 1.0, 0.0]])",
        ),
    ),
)


# ------------------------------------------------------- 5.3 gru_cell_forward


STACK = (
    "stacked = stack_inputs(a_prev, xt)  # (n_a + n_x, m)\n"
    "    reset = sigmoid(Wr @ stacked + br)  # (n_a, m)\n"
    "    update = sigmoid(Wu @ stacked + bu)  # (n_a, m)\n"
    "    stacked_reset = stack_inputs(reset * a_prev, xt)"
)
RESET_STACK = "stacked_reset = stack_inputs(reset * a_prev, xt)"
PROPOSE = "candidate = xp.tanh(Wc @ stacked_reset + bc)"

GRU_CELL_FORWARD = Exercise(
    name="gru_cell_forward",
    chapter=CHAPTER,
    reference=rnn_ref.gru_cell_forward,
    task="Write gru_cell_forward: the gates `reset` and `update` from [a_prev; xt], the candidate "
    "from [reset · a_prev; xt], then a_next = update · candidate + (1 - update) · a_prev.",
    returns=("a_next", "cache"),
    draws={"ordinary": draw_step("ruc")},
    parts=(
        in_cache("reset", 1, 5),
        in_cache("update", 1, 4),
        in_cache("candidate", 3, 3),
        array("a_next", 3, at=0, shape="(n_a, m)"),
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
)


# ------------------------------------------------------------ 5.4 gru_forward


def draw_sequence(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "m", "T_x", least=2, most=5)
    x = draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    a0 = draw.numbers(rng, n["n_a"], n["m"])
    return Inputs({"x": x, "a0": a0, "parameters": weights_of(rng, n, "ruc")}, n)


def needed_caches(inputs, returned) -> dict:
    """What the way back takes from each step."""
    named = {}
    for t, (_, a_prev, _, candidate, update, reset, _) in enumerate(returned[1]):
        named |= {
            f"candidate of step {t}": candidate,
            f"update of step {t}": update,
            f"reset of step {t}": reset,
            f"a_prev of step {t}": a_prev,
        }
    return named


STEP = "a_next, cache = gru_cell_forward(x[:, :, t], a_prev, parameters)"

GRU_FORWARD = Exercise(
    name="gru_forward",
    chapter=CHAPTER,
    reference=ch05_gru.gru_forward,
    task="Write gru_forward: start from a0, call gru_cell_forward once for each time step with the "
    "state of the step before, and collect the states and the caches.",
    returns=("a", "caches"),
    draws={"ordinary": draw_sequence},
    parts=(
        array("a", 3, at=0, shape="(n_a, m, T_x)"),
        holds("caches", 2, needed_caches, at=1),
    ),
    uses=("gru_cell_forward",),
    misconceptions=(
        Misconception(
            "initial_state_ignored",
            "the first step started from zeros. The function is given a0; start with it.",
            replace="a_prev = a0",
            by="a_prev = xp.zeros_like(a0)",
        ),
        Misconception(
            "state_not_carried",
            "every step started from a0, so nothing is remembered. Step t starts from what step "
            "t-1 returned: put a_next into the variable that the next call reads.",
            replace="a_prev = a_next",
            by="a_prev = a0",
        ),
        Misconception(
            "first_input_repeated",
            "every step read x[:, :, 0]. The step with index t reads x[:, :, t].",
            replace=STEP,
            by=STEP.replace("x[:, :, t]", "x[:, :, 0]"),
        ),
        Misconception(
            "read_right_to_left",
            "the sequence was read from its last step to its first. Let t run upwards from 0.",
            replace=STEP,
            by=STEP.replace("x[:, :, t]", "x[:, :, x.shape[2] - 1 - t]"),
        ),
        Misconception(
            "old_state_stored",
            "a holds the state before each step: a⟨0⟩ stands first, and the last state is missing. "
            "Store a_next of step t at index t.",
            replace="a_steps.append(a_next)",
            by="a_steps.append(a_prev)",
        ),
        Misconception(
            "time_axis_first",
            "the states are stacked with time as the first axis. In this course time is last: "
            "a[:, :, t] is the state at step t.",
            replace="a = xp.stack(a_steps, axis=2)",
            by="a = xp.stack(a_steps, axis=0)",
        ),
        Misconception(
            "only_last_cache",
            "caches holds the cache of the last step alone. The way back needs one for each step: "
            "append each of them to a list.",
            replace="caches.append(cache)",
            by="caches = [cache]",
        ),
        Misconception(
            "last_step_left_out",
            "the last place holds zeros: the loop ended one step too early. range(T_x) stops at "
            "T_x - 1 by itself.",
            replace=STEP,
            by=STEP + "\n        if t == x.shape[2] - 1:\n"
            "            a_steps.append(0 * a_next)\n            continue",
        ),
        Misconception(
            "first_step_left_out",
            "the first place holds zeros: the loop began at 1, and x[:, :, 0] was never read. Code "
            "counts steps from 0.",
            replace=STEP,
            by="if t == 0:\n            a_steps.append(0 * a_prev)\n            continue\n"
            "        " + STEP,
        ),
    ),
)


# ------------------------------------------------------ 5.5 gru_cell_backward


def caches_of(rng, n: dict[str, int]) -> list:
    """The caches of a real forward pass, so that slopes are what they say."""
    x = draw.numbers(rng, n["n_x"], n["m"], n["T_x"])
    a0 = draw.numbers(rng, n["n_a"], n["m"])
    return ch05_gru.gru_forward(x, a0, weights_of(rng, n, "ruc"))[1]


def draw_step_back(rng) -> Inputs:
    n = {**draw.sizes(rng, "n_x", "m", least=3, most=4), "n_a": 2}  # a small pack
    cache = caches_of(rng, {**n, "T_x": 2})[1]
    return Inputs({"da_next": draw.numbers(rng, n["n_a"], n["m"]), "cache": cache}, n)


DZC = "dzc = da_next * update * (1 - candidate**2)"
DZU = "dzu = da_next * (candidate - a_prev) * update * (1 - update)"
DZR = "dzr = dreset_a * a_prev * reset * (1 - reset)"
FOUR = "da_prev = da_next * (1 - update) + dreset_a * reset + dstacked[:n_a, :]"
INPUT = "dxt = dstacked_reset[n_a:, :] + dstacked[n_a:, :]"
OF_CANDIDATE = 'gates_backward(stacked_reset, {"c": dzc}, parameters)'
OF_GATES = 'gates_backward(stacked, {"r": dzr, "u": dzu}, parameters)'
BIAS = 'gradients[f"db{gate}"] = xp.sum(dz, axis=1, keepdims=True)'
WEIGHT = 'gradients[f"dW{gate}"] = dz @ stacked.T'
WIDE = "(n_a, n_a + n_x)"

GRU_CELL_BACKWARD = Exercise(
    name="gru_cell_backward",
    chapter=CHAPTER,
    reference=rnn_ref.gru_cell_backward,
    task="Write gru_cell_backward: dz of the candidate, of the update gate and of the reset gate; "
    "from them dWc, dbc, dWu, dbu, dWr, dbr, then da_prev over four paths, and dxt.",
    returns=("gradients",),
    draws={"ordinary": draw_step_back},
    # in the order in which they are found, so that the message is about the first that is wrong
    parts=(
        array("dbc", 2, at="dbc", shape="(n_a, 1)"),
        array("dWc", 2, at="dWc", shape=WIDE),
        array("dbu", 2, at="dbu", shape="(n_a, 1)"),
        array("dWu", 2, at="dWu", shape=WIDE),
        array("dbr", 2, at="dbr", shape="(n_a, 1)"),
        array("dWr", 2, at="dWr", shape=WIDE),
        array("da_prev", 2, at="da_prev", shape="(n_a, m)"),
        array("dxt", 2, at="dxt", shape="(n_x, m)"),
    ),
    misconceptions=(
        Misconception(
            "gate_left_out_of_the_candidate",
            "dz of the candidate lacks update. Forward, the candidate was multiplied by the gate, "
            "so a shut gate hands nothing back to it: da_next · update · (1 - candidate²).",
            replace=DZC,
            by="dzc = da_next * (1 - candidate**2)",
        ),
        Misconception(
            "tanh_slope_forgotten",
            "dz of the candidate lacks the slope of its tanh. Multiply by 1 - candidate².",
            replace=DZC,
            by="dzc = da_next * update",
        ),
        Misconception(
            "slope_of_the_new_state",
            "you used 1 - a_next², as in the RNN. Here a_next is a mix; what came out of tanh is "
            "the candidate: 1 - candidate².",
            replace=DZC,
            by="dzc = da_next * update * (1 - a_next**2)",
        ),
        Misconception(
            "keep_in_place_of_write",
            "dz of the candidate has 1 - update. That stands beside the old memory; beside the "
            "candidate stands update.",
            replace=DZC,
            by="dzc = da_next * (1 - update) * (1 - candidate**2)",
        ),
        Misconception(
            "gate_hears_the_candidate_alone",
            "the update gate stands in both terms, and you took the first alone. In (1 - update) · "
            "a_prev it has a minus, so it hears candidate - a_prev.",
            replace=DZU,
            by="dzu = da_next * candidate * update * (1 - update)",
        ),
        Misconception(
            "gate_hears_the_difference_turned",
            "dz of the update gate has the wrong sign: a_prev - candidate. A larger gate means "
            "more candidate and less old memory: candidate - a_prev.",
            replace=DZU,
            by="dzu = da_next * (a_prev - candidate) * update * (1 - update)",
        ),
        Misconception(
            "sigmoid_slope_forgotten",
            "dz of the update gate lacks the slope of its sigmoid: multiply by update · (1 - "
            "update).",
            replace=DZU,
            by="dzu = da_next * (candidate - a_prev)",
        ),
        Misconception(
            "tanh_slope_for_the_gate",
            "the slope of tanh, 1 - update², was used for the update gate. It came out of sigmoid, "
            "whose slope is update · (1 - update).",
            replace=DZU,
            by="dzu = da_next * (candidate - a_prev) * (1 - update**2)",
        ),
        Misconception(
            "reset_hears_no_memory",
            "dz of the reset gate lacks a_prev. Forward, the gate was multiplied by a_prev, so "
            "what it hears is multiplied by a_prev.",
            replace=DZR,
            by="dzr = dreset_a * reset * (1 - reset)",
        ),
        Misconception(
            "reset_slope_forgotten",
            "dz of the reset gate lacks the slope of its sigmoid: multiply by reset · (1 - reset).",
            replace=DZR,
            by="dzr = dreset_a * a_prev",
        ),
        Misconception(
            "reset_takes_the_slope_of_update",
            "dz of the reset gate has update · (1 - update). Each gate has the slope at its own "
            "value: reset · (1 - reset).",
            replace=DZR,
            by="dzr = dreset_a * a_prev * update * (1 - update)",
        ),
        Misconception(
            "reset_without_the_weights",
            "dz of the reset gate was made from dz of the candidate directly. Between the two "
            "stands Wc: take the upper n_a rows of Wc.T @ dz_c.",
            replace=DZR,
            by="dzr = dzc * a_prev * reset * (1 - reset)",
        ),
        Misconception(
            "candidate_read_the_whole_memory",
            "dWc was made with [a_prev; xt]. Forward, Wc was multiplied with [reset · a_prev; xt], "
            "and a weight's gradient takes what the weight has read.",
            replace=OF_CANDIDATE,
            by='gates_backward(stacked, {"c": dzc}, parameters)',
        ),
        Misconception(
            "gates_read_the_reset_memory",
            "dWr and dWu were made with [reset · a_prev; xt]. The gates have read the memory as it "
            "was: [a_prev; xt].",
            replace=OF_GATES,
            by='gates_backward(stacked_reset, {"r": dzr, "u": dzu}, parameters)',
        ),
        Misconception(
            "gates_exchanged",
            "the gradients of the two gates changed places. dWr and dbr come from dz_r, dWu and "
            "dbu from dz_u, and each goes back through its own W.",
            replace=OF_GATES,
            by='gates_backward(stacked, {"r": dzu, "u": dzr}, parameters)',
        ),
        Misconception(
            "straight_path_dropped",
            "da_prev lacks the straight path, da_next · (1 - update). It is the one for which the "
            "cell was built: no weight, no tanh.",
            replace=FOUR,
            by="da_prev = dreset_a * reset + dstacked[:n_a, :]",
        ),
        Misconception(
            "straight_path_turned",
            "the straight path of da_prev has update. Forward, 1 - update stands beside a_prev, so "
            "backward too.",
            replace=FOUR,
            by="da_prev = da_next * update + dreset_a * reset + dstacked[:n_a, :]",
        ),
        Misconception(
            "candidate_path_dropped",
            "da_prev lacks the path through the candidate: the upper rows of Wc.T @ dz_c, times "
            "reset.",
            replace=FOUR,
            by="da_prev = da_next * (1 - update) + dstacked[:n_a, :]",
        ),
        Misconception(
            "candidate_path_past_the_reset",
            "the path through the candidate lacks reset. The candidate has read reset · a_prev, so "
            "on the way to a_prev multiply by reset.",
            replace=FOUR,
            by="da_prev = da_next * (1 - update) + dreset_a + dstacked[:n_a, :]",
        ),
        Misconception(
            "gate_paths_dropped",
            "da_prev lacks the paths through the two gates: the upper rows of Wr.T @ dz_r + Wu.T @ "
            "dz_u. The gates read the memory too.",
            replace=FOUR,
            by="da_prev = da_next * (1 - update) + dreset_a * reset",
        ),
        Misconception(
            "input_through_the_candidate_alone",
            "dxt has the path through the candidate alone. The gates read xt too: add the lower "
            "rows of Wr.T @ dz_r + Wu.T @ dz_u.",
            replace=INPUT,
            by="dxt = dstacked_reset[n_a:, :]",
        ),
        Misconception(
            "input_through_the_gates_alone",
            "dxt has the paths through the gates alone. The candidate reads xt too: add the lower "
            "rows of Wc.T @ dz_c.",
            replace=INPUT,
            by="dxt = dstacked[n_a:, :]",
        ),
        Misconception(
            "bias_not_summed",
            "the gradients of the biases have one column per example. There is a single bias for "
            "all of them: sum(axis=1, keepdims=True).",
            replace=BIAS,
            by='gradients[f"db{gate}"] = dz',
            within=gates_backward,
        ),
        Misconception(
            "bias_averaged",
            "the gradients of the biases are means over the examples. Each example adds its pull: "
            "take the sum. The mean that the loss asks for is inside da_next already.",
            replace=BIAS,
            by='gradients[f"db{gate}"] = xp.mean(dz, axis=1, keepdims=True)',
            within=gates_backward,
        ),
        Misconception(
            "weights_transposed",
            "the gradients of the weights are transposed. A gradient has the shape of its weight: "
            "dz comes first, what was read comes second, transposed.",
            replace=WEIGHT,
            by='gradients[f"dW{gate}"] = stacked @ dz.T',
            within=gates_backward,
        ),
    ),
)


# ----------------------------------------------------------- 5.6 gru_backward


def draw_way_back(rng) -> Inputs:
    n = {**draw.sizes(rng, "n_x", "m", least=4, most=5), "n_a": 2, "T_x": 3}  # a small pack
    caches = caches_of(rng, n)
    return Inputs({"da": draw.numbers(rng, n["n_a"], n["m"], n["T_x"]), "caches": caches}, n)


CALL = "gradients = gru_cell_backward(da[:, :, t] + da_next, caches[t])"
LEFT = 'da_next = gradients.pop("da_prev")'

GRU_BACKWARD = Exercise(
    name="gru_backward",
    chapter=CHAPTER,
    reference=ch05_gru.gru_backward,
    task="Write gru_backward: from the last step to the first, add da of this step and da_prev "
    "from the step to its right, call gru_cell_backward, keep dxt, and sum the weight gradients.",
    returns=("gradients",),
    draws={"ordinary": draw_way_back},
    parts=(
        array("dx", 2, at="dx", shape="(n_x, m, T_x)"),
        array("da0", 2, at="da0", shape="(n_a, m)"),
        array("dWr", 1, at="dWr", shape=WIDE),
        array("dWu", 1, at="dWu", shape=WIDE),
        array("dWc", 1, at="dWc", shape=WIDE),
        array("dbc", 1, at="dbc", shape="(n_a, 1)"),
    ),
    uses=("gru_cell_backward",),
    misconceptions=(
        Misconception(
            "right_forgotten",
            "each step used only the gradient from above, da[:, :, t]. What the later steps want "
            "from this memory never arrives. Add da_prev of the step to the right.",
            replace=CALL,
            by="gradients = gru_cell_backward(da[:, :, t], caches[t])",
        ),
        Misconception(
            "above_forgotten",
            "after the last step only the gradient from the right was used. Every state has a "
            "prediction of its own: add da[:, :, t] at every step.",
            replace=CALL,
            by="gradients = gru_cell_backward(da_next if t < len(caches) - 1 else da[:, :, t], "
            "caches[t])",
        ),
        Misconception(
            "right_piled_up",
            "da_prev was added to what came from the right before, with +=. It replaces it: "
            "da_prev of step t holds all that lies to the right already.",
            replace=LEFT,
            by='da_next = da_next + gradients.pop("da_prev")',
        ),
        Misconception(
            "last_call_kept",
            "the weight gradients are those of one step alone, the first, which the loop reaches "
            "last: = where += is needed. The weights are used at every step.",
            replace="sums[name] = sums.get(name, 0) + gradient",
            by="sums[name] = gradient",
        ),
        Misconception(
            "left_to_right",
            "the loop ran from the first step to the last. A gradient needs what comes from the "
            "right, so the right must be done first: reversed(range(T_x)).",
            replace="reversed(range(len(caches)))",
            by="reversed([*reversed(range(len(caches)))])",
        ),
        Misconception(
            "steps_in_reverse_order",
            "dx has its steps in reverse order. The loop meets the last step first: store dxt at "
            "dx[:, :, t], or reverse the list before you stack it.",
            replace="dx_steps.reverse()",
            by="pass",
        ),
        Misconception(
            "time_axis_first",
            "dx is stacked with time as the first axis. A gradient has the shape of its array: x "
            "is (n_x, m, T_x).",
            replace="xp.stack(dx_steps, axis=2)",
            by="xp.stack(dx_steps, axis=0)",
        ),
        Misconception(
            "last_gradient_twice",
            "the gradient at the last step was counted twice. Nothing comes from the right of the "
            "last step: start with zeros.",
            replace="da_next = xp.zeros_like(da[:, :, 0])",
            by="da_next = da[:, :, -1]",
        ),
        Misconception(
            "first_state_for_zeroth",
            "da0 is the total at a⟨1⟩. a⟨0⟩ lies one cell further left: da0 is da_prev of the "
            "first step.",
            replace=LEFT,
            by='later = gradients.pop("da_prev")\n'
            "        da_next = later if t else da[:, :, t] + da_next",
        ),
    ),
)


# ---------------------------------------------------------- 5.7 agreement_lab


AGREEMENT_LAB = quiz(
    "agreement_lab",
    CHAPTER,
    answers="dbca",
    wrong=[
        {
            "a": "you would need the last noun always to differ from the subject. Ask how its "
            "number is drawn.",
            "b": "you would need the last noun to differ three times out of four. Read in "
            "`sentence` how an object is drawn.",
            "c": "you would need the last noun always to agree with the subject. Read in "
            "`sentence` how an object is drawn.",
        },
        {
            "a": "you would overwrite the number of the subject with that of the last object. Ask "
            "what the gap needs.",
            "c": "you would write at the gap, when the subject is long gone. Ask what stands in "
            "the memory until then.",
            "d": "you would write at a comma, where nothing is known of a number. Put Γ_u = 1 "
            "into the equation, and ask where the memory then comes from.",
        },
        {
            "a": "you would be right if the gate read x⟨t⟩ alone. Write down what stands inside σ.",
            "b": "you would need a clock among the inputs. Look for t in the equations.",
            "d": "you would need the loss during the forward pass. It speaks in the way back only, "
            "and then about the weights.",
        },
        {
            "b": "you would take 35 from 100 in some way. Each word leaves 0.99 of what the word "
            "before left: multiply, 35 times.",
            "c": "you would keep what the gate writes, and lose what it leaves. One word leaves 1 "
            "- Γ_u.",
            "d": "you would be right after a single word. Take the 35th power.",
        },
    ],
)


# ------------------------------------------- 5.8 gru_reset_after_cell_forward


FROM_STATE = 'from_state = Wca @ a_prev + parameters.get("bca", 0)  # (n_a, m)\n    '
AFTER = "candidate = xp.tanh(reset * from_state + Wcx @ xt + bc)"

GRU_RESET_AFTER_CELL_FORWARD = Exercise(
    name="gru_reset_after_cell_forward",
    chapter=CHAPTER,
    reference=rnn_ref.gru_reset_after_cell_forward,
    task="Write gru_reset_after_cell_forward: from_state = Wca @ a_prev, candidate = tanh(reset · "
    "from_state + Wcx @ xt + bc), all else as in gru_cell_forward.",
    returns=("a_next", "cache"),
    draws={"ordinary": draw_step("ruc")},
    parts=(
        in_cache("from_state", 1, 6),
        in_cache("candidate", 3, 3),
        array("a_next", 2, at=0, shape="(n_a, m)"),
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
)


# ----------------------------------------------------------- 5.9 to_torch_gru


def draw_weights(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", least=2, most=4)
    return Inputs({"parameters": weights_of(rng, n, "ruc")}, n)


ROWS = "W = xp.concat([Wr, -Wu, Wc], axis=0)"
BIASES = "b = xp.concat([br, -bu, bc], axis=0)[:, 0]"
ROWS_AND_BIASES = ROWS + "  # (3 n_a, n_a + n_x)\n    " + BIASES

TO_TORCH_GRU = Exercise(
    name="to_torch_gru",
    chapter=CHAPTER,
    reference=ch05_gru.to_torch_gru,
    task="Write to_torch_gru: stack Wr, -Wu, Wc under one another and cut the columns into "
    "weight_hh_l0 and weight_ih_l0; br, -bu, bc are bias_ih_l0, and bias_hh_l0 is 0.",
    returns=("state",),
    draws={"ordinary": draw_weights},
    parts=(
        array("state['weight_ih_l0']", 2, at="weight_ih_l0", shape="(3 n_a, n_x)"),
        array("state['weight_hh_l0']", 2, at="weight_hh_l0", shape="(3 n_a, n_a)"),
        array("state['bias_ih_l0']", 1, at="bias_ih_l0", shape="(3 n_a,)"),
        array(
            "state['bias_hh_l0']",
            1,
            at="bias_hh_l0",
            shape="(3 n_a,)",
            beside="state['bias_ih_l0']",
        ),
    ),
    misconceptions=(
        Misconception(
            "sign_forgotten",
            "the rows of z are those of Wu as they are. torch's z is 1 - Γ_u, and 1 - σ(s) = "
            "σ(-s): change the sign of Wu and of bu.",
            replace=ROWS_AND_BIASES,
            by="W = xp.concat([Wr, Wu, Wc], axis=0)\n    b = xp.concat([br, bu, bc], axis=0)[:, 0]",
        ),
        Misconception(
            "sign_of_the_bias_forgotten",
            "Wu changed its sign and bu did not. All that is summed up inside σ changes its sign, "
            "the bias too.",
            replace=BIASES,
            by="b = xp.concat([br, bu, bc], axis=0)[:, 0]",
        ),
        Misconception(
            "sign_of_the_weights_forgotten",
            "bu changed its sign and Wu did not. All that is summed up inside σ changes its sign.",
            replace=ROWS,
            by="W = xp.concat([Wr, Wu, Wc], axis=0)",
        ),
        Misconception(
            "one_minus_the_weights",
            "you took 1 - Wu and 1 - bu. It is the gate that is subtracted from 1, after σ. Inside "
            "σ that is a change of sign: -Wu and -bu.",
            replace=ROWS_AND_BIASES,
            by="W = xp.concat([Wr, 1 - Wu, Wc], axis=0)\n"
            "    b = xp.concat([br, 1 - bu, bc], axis=0)[:, 0]",
        ),
        Misconception(
            "reset_turned_round",
            "the sign of the reset gate was changed. torch's r is our reset gate; only z is turned "
            "round.",
            replace=ROWS_AND_BIASES,
            by="W = xp.concat([-Wr, Wu, Wc], axis=0)\n"
            "    b = xp.concat([-br, bu, bc], axis=0)[:, 0]",
        ),
        Misconception(
            "order_of_the_gates",
            "the update gate stands first. torch's order is r, z, n: reset, update, candidate.",
            replace=ROWS_AND_BIASES,
            by="W = xp.concat([-Wu, Wr, Wc], axis=0)\n"
            "    b = xp.concat([-bu, br, bc], axis=0)[:, 0]",
        ),
        Misconception(
            "candidate_first",
            "the candidate stands first. torch's order is r, z, n: reset, update, candidate.",
            replace=ROWS_AND_BIASES,
            by="W = xp.concat([Wc, Wr, -Wu], axis=0)\n"
            "    b = xp.concat([bc, br, -bu], axis=0)[:, 0]",
        ),
        Misconception(
            "input_and_state_exchanged",
            "weight_ih holds the columns of the state. ih stands for input to hidden, hh for "
            "hidden to hidden; the first n_a columns belong to the state.",
            replace="weight_hh = W[:, :n_a]  # (3 n_a, n_a)\n    weight_ih = W[:, n_a:]",
            by="weight_ih = W[:, :n_a]\n    weight_hh = W[:, n_a:]",
        ),
        Misconception(
            "bias_twice",
            "both biases hold ours. torch adds the two, so every gate would get it twice. Let "
            "bias_hh be zeros.",
            replace='"bias_hh_l0": xp.zeros_like(b)',
            by='"bias_hh_l0": b',
        ),
        Misconception(
            "bias_on_the_state",
            "our biases stand in bias_hh. For r and z that would do; but torch multiplies the "
            "candidate's bias_hh by the reset gate. They belong to bias_ih.",
            replace='"bias_ih_l0": b,\n            "bias_hh_l0": xp.zeros_like(b)',
            by='"bias_ih_l0": xp.zeros_like(b),\n            "bias_hh_l0": b',
        ),
        Misconception(
            "bias_as_column",
            "the biases kept their second axis. torch's biases have one axis, (3 n_a,): take [:, "
            "0].",
            replace=BIASES,
            by="b = xp.concat([br, -bu, bc], axis=0)",
        ),
    ),
)


# ------------------------------------------------------------- 5.10 the quiz


GRU_QUIZ = quiz(
    "gru_quiz",
    CHAPTER,
    answers="bcdac",
    wrong=[
        {
            "a": "you would let the gate keep. Γ_u stands beside the candidate: 0.9 · (−1) + 0.1 · "
            "1.",
            "c": "you would need a gate of exactly 1. A tenth of the old memory is still there.",
            "d": "you would need a gate of a half. Write down both products and add them.",
        },
        {
            "a": "you would be right in a text where z = 1 overwrites. In PyTorch's equation z "
            "stands beside the old state.",
            "b": "you would speak of the reset gate, which torch calls r.",
            "d": "you would let z forget. In PyTorch's equation z stands beside the old state: it "
            "is the part that stays.",
        },
        {
            "a": "you would let the reset gate erase the memory. Look for Γ_r in the equation of "
            "c⟨t⟩.",
            "b": "you would be right if Γ_u were 1. The proposal is made; ask whether it is "
            "accepted.",
            "c": "you would need Γ_u = 0.5. Put 0 into the equation of c⟨t⟩.",
        },
        {
            "b": "you would count one set of weights. There are three: for the reset gate, the "
            "update gate and the candidate.",
            "c": "you would count the two gates and forget the candidate, which has weights too.",
            "d": "you would leave the biases out: three times 100 of them.",
        },
        {
            "a": "you would keep 0 for ever. A memory is of use only if something gets in.",
            "b": "you would need a factor above 1 on the way back. Compute 1 − σ(−8).",
            "d": "you would need a mix that leaves its two ends behind. Candidate and old memory "
            "lie between −1 and 1, and so does every mix of them.",
        },
    ],
)


EXERCISES = (
    SIMPLIFIED_GRU_CELL_FORWARD,
    LATCH_GATES,
    GRU_CELL_FORWARD,
    GRU_FORWARD,
    GRU_CELL_BACKWARD,
    GRU_BACKWARD,
    AGREEMENT_LAB,
    GRU_RESET_AFTER_CELL_FORWARD,
    TO_TORCH_GRU,
    GRU_QUIZ,
)
