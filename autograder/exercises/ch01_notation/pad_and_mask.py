"""Sequences of different lengths become one array and a mask of what is real."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import (
    Exercise,
    Inputs,
    Misconception,
    in_both,
    integers,
    marks,
)


def draw_sequences(rng, extra: int) -> Inputs:
    """Sequences that end with 0, <EOS>, but for one: the numbers do not tell the mask.

    One is the longest, and stands neither first nor last.
    """
    n = draw.sizes(rng, "m", "T", least=5, most=9)
    return _rows(rng, n["m"], n["T"], extra)


def draw_longer_sequences(rng) -> Inputs:
    return _rows(rng, int(rng.integers(3, 5)), int(rng.integers(10, 13)), 0)


def _rows(rng, m: int, T: int, extra: int) -> Inputs:
    lengths = rng.integers(3, T, size=m)
    places = 1 + rng.permutation(m - 1)
    lengths[places[0]] = 2
    lengths[1 + int(rng.integers(m - 2))] = T
    rows = [[*(int(i) for i in rng.integers(2, 30, size=k - 1)), 0] for k in lengths]
    rows[0][-1] = 30  # one that was cut and has no <EOS>
    return Inputs({"sequences": rows, "T": T + extra if extra else None}, {})


# Right answers in other styles: each earns all points.


def pad_by_lists(sequences, T=None):
    T = T or max(map(len, sequences))
    rows = [list(row) + [0] * (T - len(row)) for row in sequences]
    real = [[t < len(row) for t in range(T)] for row in sequences]
    return np.array(rows), np.array(real)


EXERCISE = Exercise(
    name="pad_and_mask",
    chapter="01_notation",
    reference=rnn_ref.pad_and_mask,
    task="Write pad_and_mask(sequences, T): an array (m, T) of the indices with zeros after each "
    "end, and a mask (m, T) with 1 at real steps and 0 at padded ones. Without T, take the "
    "longest.",
    returns=("indices", "mask"),
    draws={
        "to the longest": lambda rng: draw_sequences(rng, 0),
        "others, to the longest": draw_longer_sequences,
        "to a given T": lambda rng: draw_sequences(rng, 2),
    },
    parts=(
        *in_both(
            "others, to the longest",
            integers("indices", 2, at=0, shape="(m, T)", case="to the longest"),
            marks("mask", 2, at=1, shape="(m, T)", case="to the longest"),
        ),
        integers("indices with a given T", 1, at=0, shape="(m, T)", case="to a given T"),
        marks("mask with a given T", 1, at=1, shape="(m, T)", case="to a given T"),
    ),
    misconceptions=(
        Misconception(
            "mask_from_the_zeros",
            "the mask is 0 wherever the index is 0. But 0 is also <EOS>, and the last step of "
            "every sentence is real. Only the lengths know what is padding.",
            replace="mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
            by="mask = xp.astype(indices != 0, xp.float64)",
        ),
        Misconception(
            "mask_inverted",
            "the mask is 1 at the padding. In this course 1 means real, so that a sum over the "
            "mask counts the words. In some functions of torch it is the other way round.",
            replace="mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
            by="mask = 1 - mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
        ),
        Misconception(
            "mask_one_too_short",
            "each row of the mask has one 1 too few. A sequence of length 3 has the steps 0, 1 "
            "and 2: mask[i, :3] = 1 sets all three.",
            replace="mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
            by="mask = mask_of(xp.asarray(lengths, dtype=xp.int64) - 1, T)",
        ),
        Misconception(
            "mask_one_too_long",
            "the mask holds one 1 too many, at the first padded step. With steps counted from 0, "
            "real means t < length, not t <= length.",
            replace="mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
            by="mask = mask_of(xp.minimum(xp.asarray(lengths, dtype=xp.int64) + 1, T), T)",
        ),
        Misconception(
            "mask_all_ones",
            "the mask is 1 everywhere, so it tells nothing. Start from zeros, and set ones for "
            "the real steps of each row.",
            replace="mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
            by="mask = xp.ones(indices.shape)",
        ),
        Misconception(
            "padded_in_front",
            "the padding stands in front of the words, so sentences begin at different steps. "
            "Some texts do that. Here every sentence begins at step 0 and the padding follows: "
            "fill indices[i, :length].",
            replace="mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)",
            by="indices = xp.asarray([[*[0] * (T - len(s)), *s] for s in sequences]); "
            "mask = xp.flip(mask_of(xp.asarray(lengths, dtype=xp.int64), T), axis=1)",
        ),
        Misconception(
            "padded_with_one",
            "the padding is 1, and that is <UNK>: the sentence seems to go on with unknown words. "
            "Pad with 0.",
            replace="*[0] * (T - len(sequence))",
            by="*[1] * (T - len(sequence))",
        ),
        Misconception(
            "padded_with_minus_one",
            "the padding is -1. No word has this index, and as an index Python takes it for the "
            "last row. Pad with 0; the mask says what is real.",
            replace="*[0] * (T - len(sequence))",
            by="*[-1] * (T - len(sequence))",
        ),
        Misconception(
            "long_sequences_cut_off",
            "all sequences were cut to the length of the shortest, and words are lost. Take the "
            "longest, max(lengths), and fill the others up. zip, too, stops at the shortest.",
            replace="return indices, mask",
            by="return indices[:, :min(lengths)], mask[:, :min(lengths)]",
        ),
        Misconception(
            "given_length_ignored",
            "T was given, and the arrays are only as long as the longest sequence. Use the "
            "longest only when T is None.",
            replace='T = longest if T is None else check_count("T", T, least=1)',
            by="T = longest",
        ),
        Misconception(
            "transposed",
            "both arrays have the shape (T, m). Here each sequence is a row: (m, T).",
            replace="return indices, mask",
            by="return indices.T, mask.T",
        ),
        Misconception(
            "swapped",
            "the mask was returned first. The order is: indices, then mask.",
            replace="return indices, mask",
            by="return mask, indices",
        ),
    ),
    likely=(
        (
            "mask_from_the_zeros",
            """
            T = T or max(map(len, sequences))
            out = np.array([list(s) + [0] * (T - len(s)) for s in sequences])
            return out, (out != 0).astype(int)""",
        ),
        (
            "given_length_ignored",
            """
            T = max(map(len, sequences))
            out = np.array([list(s) + [0] * (T - len(s)) for s in sequences])
            return out, np.array([[1] * len(s) + [0] * (T - len(s)) for s in sequences])""",
        ),
        (
            "mask_all_ones",
            """
            T = T or max(map(len, sequences))
            out = np.array([list(s) + [0] * (T - len(s)) for s in sequences])
            return out, np.ones_like(out)""",
        ),
        (
            "padded_in_front",
            """
            T = T or max(map(len, sequences))
            out = np.array([[0] * (T - len(s)) + list(s) for s in sequences])
            return out, np.array([[0] * (T - len(s)) + [1] * len(s) for s in sequences])""",
        ),
        (
            "mask_inverted",
            """
            T = T or max(map(len, sequences))
            out = np.array([list(s) + [0] * (T - len(s)) for s in sequences])
            return out, np.array([[0] * len(s) + [1] * (T - len(s)) for s in sequences])""",
        ),
    ),
    styles=(pad_by_lists,),
    equal=(
        ("mask = np.zeros((len(sequences), T))", "indices has a row for each sequence as well."),
        (
            "for i, row in enumerate(sequences)",
            "No step of the loop needs another one: their order shows in no answer.",
        ),
        (
            "T = max(len(row) for row in sequences)",
            "A maximum needs no order, and the longest stands neither first nor last. It is drawn so in order to be found in the middle.",
        ),
    ),
)
