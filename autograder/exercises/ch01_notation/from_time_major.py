"""From torch's layout of a batch to this course's."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def draw_torch_block(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "m", "T")
    return Inputs({"x": draw.numbers(rng, n["T"], n["m"], n["n_x"])}, n)


EXERCISE = Exercise(
    name="from_time_major",
    chapter="01_notation",
    reference=rnn_ref.from_time_major,
    task="Write from_time_major(x): turn torch's (T, m, n_x) into (n_x, m, T).",
    returns=("features_first",),
    draws={"ordinary": draw_torch_block},
    parts=(array("the result", 2, shape="(n_x, m, T)"),),
    misconceptions=(
        Misconception(
            "reshaped",
            "reshape gave the right shape and put the numbers in the wrong places. Coming back "
            "from torch needs the same care as going there: swap the axes with np.transpose.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.reshape(x, (x.shape[2], x.shape[1], x.shape[0]))",
        ),
        Misconception(
            "features_moved_only",
            "the features were moved to the front and nothing else, which gives (n_x, T, m). The "
            "examples belong in the middle and time at the end.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (2, 0, 1))",
        ),
        Misconception(
            "time_moved_only",
            "time was moved to the end and nothing else, which gives (m, n_x, T). The features "
            "belong in front of the examples.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (1, 2, 0))",
        ),
        Misconception(
            "last_two_swapped",
            "the last two axes have changed places, and time is still first. Change the first and "
            "the last: what time was, the features become.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (0, 2, 1))",
        ),
        Misconception(
            "first_two_swapped",
            "the first two axes have changed places, and the features are still last: (m, T, "
            "n_x). Change the first and the last.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (1, 0, 2))",
        ),
        Misconception(
            "unchanged",
            "this is x with its axes as they were. Change the first and the last, and return "
            "what comes out.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="x",
        ),
    ),
    likely=(
        ("reshaped", "return x.reshape(x.shape[::-1])"),
        ("features_moved_only", "return np.moveaxis(x, -1, 0)"),
        ("time_moved_only", "return np.moveaxis(x, 0, -1)"),
        ("first_two_swapped", "return np.swapaxes(x, 0, 1)"),
    ),
    styles=(lambda x: x.T.copy(), lambda x: np.moveaxis(x, 0, 2).swapaxes(0, 1)),
    equal=(("np.swapaxes(x, 0, 2)", "Two axes change places, whichever is named first."),),
)
