"""A whole sequence, one prediction at its end."""

import numpy as np

from autograder.exercises.specification import Exercise, Misconception, array

from .rnn_cell_forward import cell_stacked
from .rnn_forward import rnn_forward
from .shared import draw_sequence


def many_to_one(x, a0, parameters: dict):
    """Read a whole sequence and give one prediction, after its last step."""
    a, y_pred, caches = rnn_forward(x, a0, parameters)
    last = y_pred[:, :, -1]  # (n_y, m)
    return last


# Right answers in other styles: each earns all points.


def many_directly(x, a0, parameters):
    for xt in np.moveaxis(x, 2, 0):
        a0, y, _ = cell_stacked(xt, a0, parameters)
    return y


EXERCISE = Exercise(
    name="many_to_one",
    chapter="02_forward",
    reference=many_to_one,
    task="Write many_to_one: run rnn_forward and return the prediction of the last time step.",
    returns=("y_pred",),
    draws={"ordinary": draw_sequence},
    parts=(array("y_pred", 2, shape="(n_y, m)"),),
    uses=("softmax", "rnn_cell_forward", "rnn_forward"),
    misconceptions=(
        Misconception(
            "first_step_returned",
            "this is the prediction of the first step. It has read one input only. The one that "
            "has read everything stands at index -1 of the time axis.",
            replace="last = y_pred[:, :, -1]",
            by="last = y_pred[:, :, 0]",
        ),
        Misconception(
            "only_last_input_read",
            "only the last input was read, starting from a0, so all steps before it are lost. "
            "Run rnn_forward over the whole of x and pick the last prediction afterwards.",
            replace="rnn_forward(x, a0, parameters)",
            by="rnn_forward(x[:, :, -1:], a0, parameters)",
        ),
        Misconception(
            "last_input_read_twice",
            "the last input was read twice: rnn_forward has read it already, and one more cell "
            "step read it again. Its last prediction is the answer.",
            replace="last = y_pred[:, :, -1]",
            by="last = rnn_forward(x[:, :, -1:], a[:, :, -1], parameters)[1][:, :, 0]",
        ),
        Misconception(
            "mean_over_time",
            "this is the mean of the predictions over time. Only the last step has read the whole "
            "sequence; take that one.",
            replace="last = y_pred[:, :, -1]",
            by="last = y_pred.mean(axis=2)",
        ),
        Misconception(
            "state_returned",
            "this is the last state a⟨T_x⟩, not the last prediction. Use the second value that "
            "rnn_forward returns.",
            replace="last = y_pred[:, :, -1]",
            by="last = a[:, :, -1]",
        ),
        Misconception(
            "all_steps_returned",
            "these are the predictions of all steps. Many-to-one keeps one of them: pick the last "
            "index of the time axis.",
            replace="last = y_pred[:, :, -1]",
            by="last = y_pred",
        ),
        Misconception(
            "last_example_returned",
            "the index -1 stands on the axis of the examples, so this is the last example at every "
            "step. Time is the third axis: y_pred[:, :, -1].",
            replace="last = y_pred[:, :, -1]",
            by="last = y_pred[:, -1, :]",
        ),
        Misconception(
            "initial_state_ignored",
            "the sequence was started from zeros. Hand a0 on to rnn_forward.",
            replace="rnn_forward(x, a0, parameters)",
            by="rnn_forward(x, 0 * a0, parameters)",
        ),
        Misconception(
            "last_class_returned",
            "the index -1 stands on the axis of the classes, so this is the probability of "
            "the last class at every step. Time is the third axis: y_pred[:, :, -1].",
            replace="last = y_pred[:, :, -1]",
            by="last = y_pred[-1]",
        ),
    ),
    likely=(
        ("all_steps_returned", "return rnn_forward(x, a0, parameters)[1]"),
        ("state_returned", "return rnn_forward(x, a0, parameters)[0][:, :, -1]"),
        ("last_example_returned", "return rnn_forward(x, a0, parameters)[1][:, -1]"),
        ("last_class_returned", "return rnn_forward(x, a0, parameters)[1][-1]"),
        ("mean_over_time", "return rnn_forward(x, a0, parameters)[1].mean(axis=2)"),
        ("only_last_input_read", "return rnn_cell_forward(x[:, :, -1], a0, parameters)[1]"),
    ),
    styles=(many_directly,),
)
