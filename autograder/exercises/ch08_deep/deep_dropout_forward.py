"""A stack with dropout between its layers."""

import numpy as np

from autograder.exercises.specification import Exercise, Inputs, Misconception, array

from .deep_rnn_forward import deep_rnn_forward
from .shared import LAYERS, STATES, draw_stack


def deep_dropout_forward(x, a0, parameters, masks):
    """The top layer's states, and a list of all; masks[l] lies between layers l and l + 1."""
    below = x
    states = []
    for layer, p in enumerate(parameters):
        if layer > 0:
            below = below * masks[layer - 1]
        (below,), _ = deep_rnn_forward(below, [a0[layer]], [p])
        states.append(below)
    return below, states


def draw_dropout(rng, layers: int = 3) -> Inputs:
    """No two masks are the same, and with four layers neither end of the list is its middle."""
    inputs = draw_stack(rng, layers, small={"n": 1, "m": 1, "T_x": 6})
    shape = inputs.values["x"].shape
    masks: list = []
    while len(masks) < layers - 1:
        kept = np.resize([0.0, 1.25, 0.0, 1.25, 1.25, 0.0, 1.25], shape).ravel()
        mask = rng.permutation(kept).reshape(shape)
        if not any(np.array_equal(mask, other) for other in masks):
            masks.append(mask)
    return Inputs({**inputs.values, "masks": masks}, inputs.sizes)


# Right answers in other styles: each earns all points.


def dropout_in_one_loop(x, a0, parameters, masks):
    state, states = list(a0), [np.zeros((*a.shape, x.shape[2])) for a in a0]
    for t in range(x.shape[2]):
        reads = x[:, :, t]
        for l, p in enumerate(parameters):
            state[l] = np.tanh(p["Wax"] @ reads + p["Waa"] @ state[l] + p["ba"])
            states[l][:, :, t] = state[l]
            reads = state[l] * masks[l][:, :, t] if l + 1 < len(parameters) else state[l]
    return states[-1].copy(), tuple(states)


# Pieces of the reference, which misconceptions replace.
BETWEEN = "        if layer > 0:\n            below = below * masks[layer - 1]\n"
HERE = "(masks[layer][:, :, t] if layer < len(masks) else 1.0)"
ONE_LAYER = "        (below,), _ = deep_rnn_forward(below, [a0[layer]], [p])\n"
STEP_BY_STEP = """\
        a, track = a0[layer], []
        for t in range(x.shape[2]):
            a = np.tanh(p["Waa"] @ a + p["Wax"] @ below[:, :, t] + p["ba"])
            track.append(a)
        below = np.stack(track, axis=2)
"""
NEW_STATE = '+ p["ba"])\n'

EXERCISE = Exercise(
    name="deep_dropout_forward",
    chapter="08_deep",
    reference=deep_dropout_forward,
    task="Write deep_dropout_forward: like deep_rnn_forward, but what layer l reads is first "
    "multiplied by masks[l - 1]. The lowest layer reads x as it is.",
    returns=("a", "states"),
    draws={"ordinary": draw_dropout, "four layers": lambda rng: draw_dropout(rng, 4)},
    parts=(
        array("states[0]", 1, at=(1, 0), shape=STATES),
        array("states[1]", 2, at=(1, 1), shape=STATES),
        array("a", 1, at=0, shape=STATES),
        array("a of four layers", 1, at=0, shape=STATES, case="four layers"),
    ),
    uses=("deep_rnn_forward",),
    misconceptions=(
        Misconception(
            "on_the_recurrent_path",
            "the mask was put on the state itself, so it also lies on the way from step to step. "
            "There a dropped memory is gone for good, and T steps drop it T times. Mask only what "
            "goes up to the next layer.",
            replace=BETWEEN + ONE_LAYER,
            by=STEP_BY_STEP.replace(NEW_STATE, f"{NEW_STATE}            a = a * {HERE}\n"),
        ),
        Misconception(
            "masked_between_the_steps",
            "the state was masked before the next step read it, and what went up was not. It must "
            "be the other way round: the way from step to step stays free, the way up has a mask.",
            replace=BETWEEN + ONE_LAYER,
            by=STEP_BY_STEP.replace('p["Waa"] @ a ', f'p["Waa"] @ (a * {HERE}) '),
        ),
        Misconception(
            "input_masked",
            "masks[0] was put on x, and the others one layer too low. masks[l - 1] lies below "
            "layer l; below layer 0 there is none.",
            replace=BETWEEN,
            by="        if layer < len(masks):\n            below = below * masks[layer]\n",
        ),
        Misconception(
            "no_mask",
            "the masks were not used. Multiply what a layer reads by the mask below it.",
            replace=BETWEEN,
            by="",
        ),
        Misconception(
            "first_mask_everywhere",
            "masks[0] was used between all layers. Each gap has a mask of its own: masks[l - 1].",
            replace="below = below * masks[layer - 1]",
            by="below = below * masks[0]",
        ),
        Misconception(
            "states_returned_masked",
            "the states in the list carry the mask. Only what goes up to the next layer is masked. "
            "The state of a layer is what it was before: put it into the list first.",
            replace="states.append(below)",
            by="states.append(below * masks[layer] if layer < len(masks) else below)",
        ),
        Misconception(
            "layer_fed_with_x",
            "every layer read x, with a mask on it. Only the lowest one reads x.",
            replace=ONE_LAYER + "        states.append(below)\n    return below,",
            by=ONE_LAYER
            + "        states.append(below)\n        below = x\n    return states[-1],",
        ),
        Misconception(
            "one_mask_for_all_steps",
            "all steps got the mask of step 0. Here the masks have a step axis: masks[l - 1][:, :, "
            "t] belongs to step t. Multiply the whole arrays.",
            replace="below = below * masks[layer - 1]",
            by="below = below * masks[layer - 1][:, :, :1]",
        ),
    ),
    likely=(
        (
            "on_the_recurrent_path",
            """
            below, states = x, []
            for l, p in enumerate(parameters):
                a, track = a0[l], []
                for t in range(x.shape[2]):
                    a = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    a = a * (masks[l][:, :, t] if l < len(masks) else 1.0)
                    track.append(a)
                made = np.stack(track, axis=2); states.append(made)
                below = made
            return made, states""",
        ),
        (
            "masked_between_the_steps",
            """
            below, states = x, []
            for l, p in enumerate(parameters):
                a, track = a0[l], []
                for t in range(x.shape[2]):
                    a = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ (a * (masks[l][:, :, t] if l < len(masks) else 1.0)) + p["ba"])
                    pass
                    track.append(a)
                made = np.stack(track, axis=2); states.append(made)
                below = made
            return made, states""",
        ),
        (
            "no_mask",
            """
            below, states = x, []
            for l, p in enumerate(parameters):
                a, track = a0[l], []
                for t in range(x.shape[2]):
                    a = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    pass
                    track.append(a)
                made = np.stack(track, axis=2); states.append(made)
                below = made
            return made, states""",
        ),
        (
            "first_mask_everywhere",
            """
            below, states = x, []
            for l, p in enumerate(parameters):
                a, track = a0[l], []
                for t in range(x.shape[2]):
                    a = np.tanh(p["Wax"] @ below[:, :, t] + p["Waa"] @ a + p["ba"])
                    pass
                    track.append(a)
                made = np.stack(track, axis=2); states.append(made)
                below = made * masks[0]
            return made, states""",
        ),
    ),
    styles=(dropout_in_one_loop,),
    equal=(
        ("if layer > 0", "No layer has a number below 0."),
        ("for l in range(len(parameters))", LAYERS),
        ("reads =", "The list of states is empty for the lowest layer only."),
    ),
)
