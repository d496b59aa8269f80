"""A stack of whatever cells."""

import numpy as np

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array
from rnn_course.given.chapter_08 import cell_step

from .shared import LAYERS, STATES, STEPS, gate_weights, rnn_weights, sizes_of


def any_cell_forward(cells, x, initial, parameters):
    """A stack of any cells: what the last layer gives out, and each layer's last state."""
    below = x
    last = []
    for layer in range(len(cells)):
        state = initial[layer]
        track = []
        for t in range(x.shape[2]):
            state = cell_step(cells[layer], below[:, :, t], state, parameters[layer])
            track.append(state[0])
        below = np.stack(track, axis=2)
        last.append(state)
    return below, last


def draw_cells(*cells):
    def drawn(rng) -> Inputs:
        n = sizes_of(rng) if len(cells) == 3 else {"n": 5, "m": 1, "T_x": 2}
        gates = {"gru": "ruc", "lstm": "fuco"}
        initial = [
            tuple(draw.numbers(rng, n["n"], n["m"]) for _ in range(1 + (c == "lstm")))
            for c in cells
        ]
        weights = [
            gate_weights(rng, n["n"], gates[c]) if c in gates else rnn_weights(rng, n["n"], n["n"])
            for c in cells
        ]
        x = draw.numbers(rng, n["n"], n["m"], n["T_x"])
        return Inputs({"cells": list(cells), "x": x, "initial": initial, "parameters": weights}, n)

    return drawn


# Right answers in other styles: each earns all points.


def cells_step_by_step(cells, x, initial, parameters):
    state, top = list(initial), []
    for t in range(x.shape[2]):
        shown = x[:, :, t]
        for l, cell in enumerate(cells):
            state[l] = cell_step(cell, shown, state[l], parameters[l])
            shown = state[l][0]
        top.append(shown)
    return np.stack(top, axis=2), [list(s) for s in state]


OTHER = "two LSTMs"
STEP = "state = cell_step(cells[layer], below[:, :, t], state, parameters[layer])"

EXERCISE = Exercise(
    name="any_cell_forward",
    chapter="08_deep",
    reference=any_cell_forward,
    task="Write any_cell_forward: run layer after layer with cell_step, whatever the cell. A state "
    "is a tuple; its first entry is what the layer above reads.",
    returns=("a", "last"),
    draws={
        "ordinary": draw_cells("lstm", "gru", "rnn"),
        OTHER: draw_cells("gru", "rnn", "lstm", "lstm"),
    },
    parts=(
        array("last[0][0]", 1, at=(1, 0, 0), shape="(n_a, m)"),
        array("last[0][1], the memory", 1, at=(1, 0, 1), shape="(n_a, m)"),
        array("last[1][0]", 1, at=(1, 1, 0), shape="(n_a, m)"),
        array("a", 2, at=0, shape=STATES),
        array("a of two LSTMs", 2, at=0, shape=STATES, case=OTHER),
        array("the last memory of two LSTMs", 1, at=(1, 3, 1), shape="(n_a, m)", case=OTHER),
    ),
    misconceptions=(
        Misconception(
            "memory_passed_up",
            "the LSTM's memory c went up to the next layer. The memory is the layer's own affair. "
            "What it shows is a, the first entry of its state.",
            replace="track.append(state[0])",
            by="track.append(state[-1])",
        ),
        Misconception(
            "memory_not_carried",
            "only a was carried to the next step; c began anew each time. Hand the whole tuple "
            "on: the state of an LSTM is both.",
            replace="cell_step(cells[layer], below[:, :, t], state,",
            by="cell_step(cells[layer], below[:, :, t], (state[0], *initial[layer][1:]),",
        ),
        Misconception(
            "layer_fed_with_x",
            "every layer read x. Only the lowest one does; the next reads what it gives out.",
            replace="below = np.stack(track, axis=2)\n        last.append(state)\n    return below,",
            by="a = np.stack(track, axis=2)\n        last.append(state)\n    return a,",
        ),
        Misconception(
            "state_not_carried",
            "every step started from the layer's initial state. Put what cell_step returns into "
            "the variable that the next step reads.",
            replace=STEP + "\n            track.append(state[0])",
            by="state = cell_step(cells[layer], below[:, :, t], initial[layer], "
            "parameters[layer])\n            track.append(state[0])",
        ),
        Misconception(
            "first_input_repeated",
            "every step read the first step of the layer below. Step t reads step t.",
            replace="below[:, :, t]",
            by="below[:, :, 0]",
        ),
        Misconception(
            "first_states_listed",
            "last holds the states that the layers started from. Wanted are those after the last "
            "step.",
            replace="last.append(state)",
            by="last.append(initial[layer])",
        ),
        Misconception(
            "read_right_to_left",
            "a layer read the one below from its last step to its first. Let t run upwards.",
            replace="below[:, :, t]",
            by="below[:, :, x.shape[2] - 1 - t]",
        ),
    ),
    likely=(
        (
            "memory_passed_up",
            """
            below, last = x, []
            for l, cell in enumerate(cells):
                state, shown = initial[l], []
                for t in range(x.shape[2]):
                    new = cell_step(cell, below[:, :, t], state, parameters[l])
                    state = new; shown.append(state[-1])
                top = np.stack(shown, axis=2); below = top
                last.append(state)
            return top, last""",
        ),
        (
            "layer_fed_with_x",
            """
            below, last = x, []
            for l, cell in enumerate(cells):
                state, shown = initial[l], []
                for t in range(x.shape[2]):
                    new = cell_step(cell, below[:, :, t], state, parameters[l])
                    state = new; shown.append(state[0])
                top = np.stack(shown, axis=2); below = x
                last.append(state)
            return top, last""",
        ),
        (
            "state_not_carried",
            """
            below, last = x, []
            for l, cell in enumerate(cells):
                state, shown = initial[l], []
                for t in range(x.shape[2]):
                    new = cell_step(cell, below[:, :, t], initial[l], parameters[l])
                    state = new; shown.append(state[0])
                top = np.stack(shown, axis=2); below = top
                last.append(state)
            return top, last""",
        ),
    ),
    styles=(cells_step_by_step,),
    equal=(
        ("for layer in range(len(cells))", LAYERS),
        ("for t in range(x.shape[2])", STEPS),
    ),
)
