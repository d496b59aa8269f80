"""Weights by hand that make a GRU's unit a latch."""

import numpy as np

from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def latch_gates(strength):
    """A simplified GRU of one unit that stores (signal, flag)'s signal when the flag is 1."""
    Wu = np.array([[0.0, 0.0, 2 * strength]])
    bu = np.array([[-strength]])
    Wc = np.array([[0.0, strength, 0.0]])
    bc = np.array([[0.0]])
    return {"Wu": Wu, "bu": bu, "Wc": Wc, "bc": bc}


# Right answers in other styles: each earns all points.


def latch_filled(strength):
    Wu, Wc = np.zeros((1, 3)), np.zeros((1, 3))
    Wu[0, 2], Wc[0, 1] = 2 * strength, strength
    return {"bc": np.zeros((1, 1)), "bu": np.full((1, 1), -float(strength)), "Wc": Wc, "Wu": Wu}


# Pieces of the reference, which misconceptions replace.
FLAG = "Wu = np.array([[0.0, 0.0, 2 * strength]])"
SIGNAL = "Wc = np.array([[0.0, strength, 0.0]])"

EXERCISE = Exercise(
    name="latch_gates",
    chapter="05_gru",
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
    likely=(
        (
            "flag_too_weak",
            """
            return {"Wu": np.array([[0.0, 0.0, strength]]), "bu": np.array([[-strength]]),
                    "Wc": np.array([[0.0, strength, 0.0]]), "bc": np.array([[0.0]])}""",
        ),
        (
            "gate_never_shut",
            """
            return {"Wu": np.array([[0.0, 0.0, 2 * strength]]), "bu": np.array([[0.0]]),
                    "Wc": np.array([[0.0, strength, 0.0]]), "bc": np.array([[0.0]])}""",
        ),
        (
            "candidate_reads_the_memory",
            """
            return {"Wu": np.array([[0.0, 0.0, 2 * strength]]), "bu": np.array([[-strength]]),
                    "Wc": np.array([[strength, strength, 0.0]]), "bc": np.array([[0.0]])}""",
        ),
        (
            "input_before_state",
            """
            return {"Wu": np.array([[0.0, 2 * strength, 0.0]]), "bu": np.array([[-strength]]),
                    "Wc": np.array([[strength, 0.0, 0.0]]), "bc": np.array([[0.0]])}""",
        ),
    ),
    styles=(latch_filled,),
    equal=(
        ("Wc = np.array([[0.0, 1.0 * strength, 0.0]])", "Beside 0.0 every number becomes a float."),
    ),
)
