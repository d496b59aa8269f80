"""A long text cut into batches whose rows go on from one to the next."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, in_both, integers


def draw_text(rng) -> Inputs:
    n = draw.sizes(rng, "m", "T", "B", least=2, most=5)
    size = n["m"] * n["T"] * n["B"] + 1 + int(rng.integers(1, n["m"] * n["T"]))
    return Inputs({"indices": rng.integers(1, 40, size=size), "m": n["m"], "T": n["T"]}, n)


def draw_exact_text(rng) -> Inputs:
    """The last letter is missing: B batches of inputs, but no target for the last step."""
    n = draw.sizes(rng, "m", "T", "B", least=2, most=5)
    size = n["m"] * n["T"] * (n["B"] + 1)
    return Inputs({"indices": rng.integers(1, 40, size=size), "m": n["m"], "T": n["T"]}, n)


def draw_last_word(rng) -> Inputs:
    """One word more than the inputs of B batches: the target of the last step is the last word."""
    n = draw.sizes(rng, "m", "T", "B", least=2, most=6)
    size = n["m"] * n["T"] * n["B"] + 1
    return Inputs({"indices": rng.integers(1, 40, size=size), "m": n["m"], "T": n["T"]}, n)


BOTH = (
    "inputs = xp.permute_dims(rows_in, (1, 0, 2))  # (B, m, T)\n"
    "    targets = xp.permute_dims(rows_out, (1, 0, 2))"
)


def batches_as(line: str) -> dict[str, str]:
    """Both arrays made by one expression of the stretch z."""
    return {
        "replace": BOTH,
        "by": f"inputs, targets = ({line} for z in (first, after))",
    }


# Right answers in other styles: each earns all points.


def batches_row_by_row(indices, m, T):
    B = (len(indices) - 1) // (m * T)
    starts = [[i * B * T + b * T for i in range(m)] for b in range(B)]
    return tuple(
        np.array([[indices[s + d : s + d + T] for s in row] for row in starts]) for d in (0, 1)
    )


EXERCISE = Exercise(
    name="make_batches",
    chapter="04_language_model",
    reference=rnn_ref.make_batches,
    task="Write make_batches: cut the text into m rows of B·T words, then each row into B pieces of "
    "T. Return inputs and targets of shape (B, m, T); targets stand one word further on.",
    returns=("inputs", "targets"),
    draws={"ordinary": draw_text, "to the last word": draw_last_word, "no target": draw_exact_text},
    parts=(
        *in_both(
            "to the last word",
            integers("inputs", 2, at=0, shape="(B, m, T)"),
            integers("targets", 2, at=1, shape="(B, m, T)"),
        ),
        integers("inputs without a last target", 1, at=0, shape="(B, m, T)", case="no target"),
    ),
    misconceptions=(
        Misconception(
            "batches_not_contiguous",
            "row i of the next batch does not go on where row i of this one stopped: you cut the "
            "text into batches first, and each batch into rows. The state that is carried over "
            "would belong to another place. Cut into rows first: reshape to (m, B, T).",
            **batches_as("xp.reshape(z, (B, m, T))"),
        ),
        Misconception(
            "rows_interleaved",
            "neighbouring words went into different rows. Each row must be one uncut stretch of "
            "the text: reshape to (m, B, T), with the rows first.",
            **batches_as("xp.permute_dims(xp.reshape(z, (B, T, m)), (0, 2, 1))"),
        ),
        Misconception(
            "reshaped_instead_of_moved",
            "the second reshape mixed the rows. reshape reads the numbers in one fixed order; it "
            "cannot swap axes. From (m, B, T) to (B, m, T) go with transpose(1, 0, 2).",
            **batches_as(
                "xp.reshape(xp.permute_dims(xp.reshape(z, (m, B, T)), (0, 2, 1)), (B, m, T))"
            ),
        ),
        Misconception(
            "targets_not_shifted",
            "targets equal inputs. The target of a word is the word after it: start one further "
            "on in the text.",
            replace="after = indices[:m * B * T], indices[1:m * B * T + 1]",
            by="after = indices[:m * B * T], indices[:m * B * T]",
        ),
        Misconception(
            "targets_rolled_in_each_piece",
            "the last target of each piece is the first word of the same piece. np.roll bends the "
            "text into a ring. The right word stands in the text: cut the targets from "
            "indices[1:].",
            replace="targets = xp.permute_dims(rows_out, (1, 0, 2))",
            by="targets = xp.roll(inputs, -1, axis=2)",
        ),
        Misconception(
            "targets_two_further",
            "targets stand two words further on. The target of a word is the next one.",
            replace="rows_out = xp.reshape(after, (m, B, T))",
            by="rows_out = xp.reshape(xp.concat([after[1:], after[-1:]]), (m, B, T))",
        ),
        Misconception(
            "inputs_and_targets_swapped",
            "inputs and targets have changed places, so the network would predict the word "
            "before. inputs come first, and targets stand one word further on.",
            replace="return inputs, targets",
            by="return targets, inputs",
        ),
        Misconception(
            "steps_before_rows",
            "the axes are (B, T, m). One batch is (m, T): rows first, steps last.",
            **batches_as("xp.permute_dims(xp.reshape(z, (m, B, T)), (1, 2, 0))"),
        ),
        Misconception(
            "rows_before_batches",
            "the axes are (m, B, T), so the first index picks a row. It must pick a batch: "
            "transpose(1, 0, 2).",
            **batches_as("xp.reshape(z, (m, B, T))"),
        ),
        Misconception(
            "two_words_taken_off",
            "one word too many was taken off before B was worked out. The last word is a target and no input, so the inputs have one word less than the text: (N - 1) // (m T).",
            replace="(indices.shape[0] - 1) // (m * T)",
            by="(indices.shape[0] - 2) // (m * T)",
        ),
    ),
    likely=(
        (
            "two_words_taken_off",
            "\n            B = (len(indices) - 2) // (m * T)\n            cut = [np.reshape(indices[d:d + m * B * T], (m, B, T)).swapaxes(0, 1) for d in (0, 1)]\n            return cut[0], cut[1]",
        ),
        (
            "batches_not_contiguous",
            """
            B = (len(indices) - 1) // (m * T); s = B * m * T
            return indices[:s].reshape(B, m, T), indices[1:s + 1].reshape(B, m, T)""",
        ),
        (
            "rows_before_batches",
            """
            B = (len(indices) - 1) // (m * T); s = B * m * T
            return indices[:s].reshape(m, B, T), indices[1:s + 1].reshape(m, B, T)""",
        ),
        (
            "targets_not_shifted",
            """
            B = (len(indices) - 1) // (m * T); s = B * m * T
            x = indices[:s].reshape(m, B, T).transpose(1, 0, 2); return x, x""",
        ),
        (
            "",
            """
            B = len(indices) // (m * T); s = B * m * T
            return (indices[:s].reshape(m, B, T).transpose(1, 0, 2),
                    indices[1:s + 1].reshape(m, B, T).transpose(1, 0, 2))""",
        ),
    ),
    styles=(batches_row_by_row,),
    equal=(
        (
            "B = (indices.shape[0] - 1) // (m * T)",
            "indices has one axis, which is the first and the last.",
        ),
        ("stretch =", "Both are cut out and given another shape, so nothing is changed in place."),
    ),
)
