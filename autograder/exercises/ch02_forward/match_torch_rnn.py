"""Weights, input and initial state as torch.nn.RNN takes them."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises.specification import Exercise, Misconception, added, array

from .shared import draw_sequence


def match_torch_rnn(x, a0, parameters: dict):
    """Rearrange weights, input and first state so that torch.nn.RNN computes the same states."""
    xp = array_namespace(x, a0)
    bias = parameters["ba"][:, 0]  # (n_a,)
    state = {
        "weight_ih_l0": parameters["Wax"],
        "weight_hh_l0": parameters["Waa"],
        "bias_ih_l0": bias,
        "bias_hh_l0": xp.zeros_like(bias),
    }
    x_torch = xp.permute_dims(x, (2, 1, 0))  # (T_x, m, n_x)
    a0_rows = xp.permute_dims(a0, (1, 0))  # (m, n_a)
    h0 = xp.expand_dims(a0_rows, axis=0)  # (1, m, n_a)
    return state, x_torch, h0


# Right answers in other styles: each earns all points.


def torch_state_split(x, a0, parameters):
    import torch

    half = torch.as_tensor(parameters["ba"][:, 0] / 2)
    state = {
        "weight_ih_l0": torch.as_tensor(parameters["Wax"]),
        "weight_hh_l0": torch.as_tensor(parameters["Waa"]),
        "bias_ih_l0": half,
        "bias_hh_l0": half,
    }
    return state, torch.as_tensor(x).permute(2, 1, 0), torch.as_tensor(a0).T.unsqueeze(0)


def torch_state_swapaxes(x, a0, parameters):
    state = {
        "bias_hh_l0": parameters["ba"].ravel(),
        "bias_ih_l0": np.zeros(a0.shape[0]),
        "weight_hh_l0": parameters["Waa"],
        "weight_ih_l0": parameters["Wax"],
    }
    return state, np.ascontiguousarray(x.swapaxes(0, 2)), np.expand_dims(a0.T, 0)


EXERCISE = Exercise(
    name="match_torch_rnn",
    chapter="02_forward",
    reference=match_torch_rnn,
    task="Write match_torch_rnn: return a dictionary with torch's four names for the weights and "
    "biases, then x as (T_x, m, n_x), then a0 as (1, m, n_a).",
    returns=("state", "x_torch", "h0"),
    draws={"ordinary": draw_sequence},
    parts=(
        array("state['weight_ih_l0']", 1, at=(0, "weight_ih_l0"), shape="(n_a, n_x)"),
        array("state['weight_hh_l0']", 1, at=(0, "weight_hh_l0"), shape="(n_a, n_a)"),
        added(
            "state['bias_ih_l0'] + state['bias_hh_l0']",
            1,
            at=((0, "bias_ih_l0"), (0, "bias_hh_l0")),
            shape="(n_a,)",
        ),
        array("x_torch", 1, at=1, shape="(T_x, m, n_x)"),
        array("h0", 1, at=2, shape="(1, m, n_a)"),
    ),
    misconceptions=(
        Misconception(
            "bias_counted_twice",
            "both of torch's biases were set to ba. torch adds them, so the sum is 2·ba. Give ba "
            "to one and zeros to the other.",
            replace='"bias_hh_l0": xp.zeros_like(bias)',
            by='"bias_hh_l0": bias',
        ),
        Misconception(
            "bias_as_column",
            "the biases kept their shape (n_a, 1). torch's biases have one axis: (n_a,).",
            replace='parameters["ba"][:, 0]',
            by='parameters["ba"]',
        ),
        Misconception(
            "recurrent_weights_transposed",
            "Waa was transposed. torch computes W_hh h with the same orientation as W_aa a; only "
            "the data are laid out differently.",
            replace='"weight_hh_l0": parameters["Waa"],',
            by='"weight_hh_l0": parameters["Waa"].T,',
        ),
        Misconception(
            "input_weights_transposed",
            "Wax was transposed. torch's weight_ih has the shape (n_a, n_x), as Wax has.",
            replace='"weight_ih_l0": parameters["Wax"],',
            by='"weight_ih_l0": parameters["Wax"].T,',
        ),
        Misconception(
            "weights_swapped",
            "the two weight matrices changed places. ih stands for input to hidden, which is Wax; "
            "hh for hidden to hidden, which is Waa.",
            replace='"weight_ih_l0": parameters["Wax"],\n        '
            '"weight_hh_l0": parameters["Waa"],',
            by='"weight_ih_l0": parameters["Waa"], "weight_hh_l0": parameters["Wax"],',
        ),
        Misconception(
            "batch_first",
            "x_torch has the examples first. That is torch's layout with batch_first=True; the "
            "default has time first: (T_x, m, n_x).",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (1, 2, 0))",
        ),
        Misconception(
            "features_before_examples",
            "time stands first, which is right, but the features stand before the examples. "
            "torch wants (T_x, m, n_x).",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (2, 0, 1))",
        ),
        Misconception(
            "reshaped_not_transposed",
            "reshape gave the right shape and mixed the numbers up: it keeps their order in memory "
            "and cuts it anew. Swap the axes with transpose instead.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.reshape(x, (x.shape[2], x.shape[1], x.shape[0]))",
        ),
        Misconception(
            "layer_axis_forgotten",
            "h0 lacks its first axis. torch keeps one initial state for each layer, so with one "
            "layer the shape is (1, m, n_a).",
            replace="h0 = xp.expand_dims(a0_rows, axis=0)",
            by="h0 = a0_rows",
        ),
        Misconception(
            "initial_state_not_transposed",
            "h0 has the axes (1, n_a, m). torch keeps examples before features: transpose a0 "
            "first.",
            replace="h0 = xp.expand_dims(a0_rows, axis=0)",
            by="h0 = xp.expand_dims(a0, axis=0)",
        ),
        Misconception(
            "initial_state_reshaped",
            "h0 has the right shape and its numbers are mixed up: reshape keeps their order in "
            "memory. Swap the axes with a transpose.",
            replace="xp.permute_dims(a0, (1, 0))",
            by="xp.reshape(a0, (a0.shape[1], a0.shape[0]))",
        ),
        Misconception(
            "initial_state_zeros",
            "h0 is all zeros. The function is given a0; hand it on.",
            replace="h0 = xp.expand_dims(a0_rows, axis=0)",
            by="h0 = 0 * xp.expand_dims(a0_rows, axis=0)",
        ),
        Misconception(
            "input_left_as_it_is",
            "x_torch is x with its axes as they were. torch wants time first and the features "
            "last: (T_x, m, n_x).",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="x",
        ),
    ),
    likely=(
        (
            "bias_counted_twice",
            """
            b = parameters["ba"][:, 0]
            state = {"weight_ih_l0": parameters["Wax"], "weight_hh_l0": parameters["Waa"],
                     "bias_ih_l0": b, "bias_hh_l0": b}
            return state, x.transpose(2, 1, 0), a0.T[None]""",
        ),
        (
            "reshaped_not_transposed",
            """
            b = parameters["ba"][:, 0]
            state = {"weight_ih_l0": parameters["Wax"], "weight_hh_l0": parameters["Waa"],
                     "bias_ih_l0": b, "bias_hh_l0": 0 * b}
            return state, x.reshape(x.shape[::-1]), a0.T[None]""",
        ),
        (
            "initial_state_not_transposed",
            """
            b = parameters["ba"][:, 0]
            state = {"weight_ih_l0": parameters["Wax"], "weight_hh_l0": parameters["Waa"],
                     "bias_ih_l0": b, "bias_hh_l0": 0 * b}
            return state, x.transpose(2, 1, 0), a0[None]""",
        ),
        (
            "input_weights_transposed",
            """
            b = parameters["ba"][:, 0]
            state = {"weight_ih_l0": parameters["Wax"].T, "weight_hh_l0": parameters["Waa"].T,
                     "bias_ih_l0": b, "bias_hh_l0": 0 * b}
            return state, x.transpose(2, 1, 0), a0.T[None]""",
        ),
    ),
    styles=(torch_state_split, torch_state_swapaxes),
    equal=(
        ('bias = parameters["ba"][:, 0]', "It has one column, which is the first and the last."),
        ("state = {", "Only the sum of the two biases counts."),
    ),
)
