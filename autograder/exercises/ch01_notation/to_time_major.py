"""From this course's layout of a batch to torch's."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def draw_block(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "m", "T")
    return Inputs({"x": draw.numbers(rng, n["n_x"], n["m"], n["T"])}, n)


EXERCISE = Exercise(
    name="to_time_major",
    chapter="01_notation",
    reference=rnn_ref.to_time_major,
    task="Write to_time_major(x): turn (n_x, m, T) into torch's (T, m, n_x).",
    returns=("time_major",),
    draws={"ordinary": draw_block},
    parts=(array("the result", 2, shape="(T, m, n_x)"),),
    misconceptions=(
        Misconception(
            "reshaped",
            "reshape gave the right shape and put the numbers in the wrong places: it reads them "
            "in their old order and cuts anew. Look at one word before and after. An axis moves "
            "with np.transpose.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.reshape(x, (x.shape[2], x.shape[1], x.shape[0]))",
        ),
        Misconception(
            "batch_first",
            "the examples come first: (m, T, n_x). That is torch's layout with batch_first=True. "
            "Time-major means time first.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (1, 2, 0))",
        ),
        Misconception(
            "features_in_the_middle",
            "time comes first, and then the features stand before the examples: (T, n_x, m). "
            "torch wants the features last.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (2, 0, 1))",
        ),
        Misconception(
            "first_two_swapped",
            "the first two axes have changed places, and time is still last: (m, n_x, T). Change "
            "the first and the last.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (1, 0, 2))",
        ),
        Misconception(
            "last_two_swapped",
            "the last two axes have changed places, and the features are still first: (n_x, "
            "T, m). Change the first and the last.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="xp.permute_dims(x, (0, 2, 1))",
        ),
        Misconception(
            "unchanged",
            "this is x with its axes as they were. np.transpose and its kin return a new view "
            "and leave x alone: return what they give, with the axes in the new order.",
            replace="xp.permute_dims(x, (2, 1, 0))",
            by="x",
        ),
    ),
    likely=(
        ("reshaped", "return x.reshape(x.shape[::-1])"),
        ("batch_first", "return np.transpose(x, (1, 2, 0))"),
        ("features_in_the_middle", "return np.moveaxis(x, 2, 0)"),
        ("last_two_swapped", "return np.swapaxes(x, 1, 2)"),
        ("unchanged", "np.transpose(x, (2, 1, 0)); return x"),
    ),
    styles=(lambda x: np.einsum("nmt->tmn", x), lambda x: x.T),
)
