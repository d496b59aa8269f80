"""Names as pairs (start, end), out of BIO labels."""

import re

import numpy as np

import rnn_ref
from autograder.exercises.specification import Exercise, Inputs, Misconception, exact


def labels_of(*pieces: str) -> list[str]:
    """Letters, some at a time, as the labels of a sentence."""
    spelled = {"B": "B-PER", "I": "I-PER", "O": "O"}
    return [spelled[letter] for piece in pieces for letter in piece]


def some(rng, letter: str, least: int, most: int) -> str:
    return letter * int(rng.integers(least, most + 1))


def draw_names_apart(rng) -> Inputs:
    """Names of one, two and three words, with O before and behind each."""
    pieces = []
    for size in rng.permutation([1, 2, 3]):
        pieces += [some(rng, "O", 1, 5), "B" + "I" * int(size - 1)]
    return Inputs({"labels": labels_of(*pieces, some(rng, "O", 1, 2))})


def draw_names_side_by_side(rng) -> Inputs:
    """Names that follow I, and follow B, directly; then one apart."""
    pieces = [
        some(rng, "O", 0, 5),
        "B" + some(rng, "I", 1, 3),
        "B",
        "B" + some(rng, "I", 1, 3),
        some(rng, "O", 1, 4),
        "B" + some(rng, "I", 0, 2),
        "O",
    ]
    return Inputs({"labels": labels_of(*pieces)})


def draw_names_at_both_ends(rng) -> Inputs:
    """The first word is a name, and so is the last: fewer words than in the case with one at the end."""
    return Inputs({"labels": labels_of("B", some(rng, "O", 1, 2), "B")})


def draw_name_at_the_end(rng) -> Inputs:
    pieces = [
        some(rng, "O", 1, 5),
        "B" + some(rng, "I", 1, 3),
        some(rng, "O", 1, 5),
        "B" + some(rng, "I", 0, 3),
    ]
    return Inputs({"labels": labels_of(*pieces)})


def draw_stray_i(rng) -> Inputs:
    """An I that begins the sentence, and one behind O, around names."""
    pieces = [
        some(rng, "I", 1, 2),
        some(rng, "O", 1, 4),
        "B" + some(rng, "I", 1, 3),
        some(rng, "O", 1, 4),
        "I",
        some(rng, "O", 1, 3),
        "B" + some(rng, "I", 0, 2),
        "O",
    ]
    return Inputs({"labels": labels_of(*pieces)})


# Right answers in other styles: each earns all points.


def names_with_a_while(labels):
    found, t = [], 0
    while t < len(labels):
        if labels[t] == "B-PER":
            end = t + 1
            while end < len(labels) and labels[end] == "I-PER":
                end += 1
            found.append([t, end])
            t = end
        else:
            t += 1
    return found


def names_as_an_array(labels):
    letters = "".join(label[0] for label in labels) + "O"
    starts = [t for t, letter in enumerate(letters) if letter == "B"]
    ends = [next(e for e in range(s + 1, len(letters)) if letters[e] != "I") for s in starts]
    return np.array([starts, ends]).T


def names_as_one_tuple(labels):
    letters = "".join(label[0] for label in labels)
    return tuple(match.span() for match in re.finditer("BI*", letters))


# Pieces of the reference, which misconceptions replace.
BEGINS = 'starts = [t for t, label in enumerate(labels) if label[0] == "B"]'
GOES_ON = 'labels[end][0] == "I"'
FOUND = "names.append((start, end))"
SEARCH = (
    BEGINS + "\n    names = []\n    for start in starts:\n        end = start + 1\n"
    "        while end < len(labels) and " + GOES_ON
)
AFTER_O = '(t == 0 or labels[t - 1] == "O")'

EXERCISE = Exercise(
    name="find_names",
    chapter="07_bidirectional",
    reference=rnn_ref.find_names,
    task="Write find_names(labels): a list of pairs (start, end), one for each name. A name begins "
    "at B and goes on while I follows; end is the first word behind it.",
    returns=("names",),
    draws={
        "apart": draw_names_apart,
        "side by side": draw_names_side_by_side,
        "at the end": draw_name_at_the_end,
        "at both ends": draw_names_at_both_ends,
        "an I without a B": draw_stray_i,
    },
    parts=(
        exact("names with O behind each", 2, case="apart"),
        exact("names side by side", 1, case="side by side"),
        exact("a name at the end", 1, case="at the end", beside="a name at both ends"),
        exact("a name at both ends", 0, case="at both ends"),
        exact("names beside an I without a B", 1, case="an I without a B"),
    ),
    misconceptions=(
        Misconception(
            "last_name_lost",
            "a name that reaches the last word is missing. You write a name down when another "
            "label comes, and behind the last word none comes. Close it after the loop, or put "
            "an O behind the labels first.",
            replace=FOUND,
            by="if end < len(labels):\n            names.append((start, end))",
        ),
        Misconception(
            "first_word_passed_over",
            "a name that begins with the first word is missing. The loop begins with the second "
            "word. A sentence may begin with a name: start at 0.",
            replace=BEGINS,
            by=BEGINS.replace('label[0] == "B"', 't > 0 and label[0] == "B"'),
        ),
        Misconception(
            "neighbours_run_together",
            "names side by side became one. A B begins a new name even if no O stands before "
            "it: at a B, close the name that is open.",
            replace=SEARCH,
            by=SEARCH.replace('label[0] == "B"', f'label[0] == "B" and {AFTER_O}').replace(
                GOES_ON, 'labels[end] != "O"'
            ),
        ),
        Misconception(
            "stray_i_begins_a_name",
            "an I that follows no B was taken for the beginning of a name. Some programs do so. "
            "In this course every name begins with B, as in chapter 1, so this is no name.",
            replace=BEGINS,
            by=BEGINS.replace(
                'label[0] == "B"', f'label[0] == "B" or label[0] == "I" and {AFTER_O}'
            ),
        ),
        Misconception(
            "everything_but_o",
            "every run of labels other than O was taken for one name. So names side by side "
            "became one, and an I without a B became a name. What begins a name is B alone.",
            replace=SEARCH,
            by=SEARCH.replace('label[0] == "B"', f'label != "O" and {AFTER_O}').replace(
                GOES_ON, 'labels[end] != "O"'
            ),
        ),
        Misconception(
            "end_included",
            "end is the last word of the name. As in chapter 1, and in every slice, it is the "
            "first word behind it: one more.",
            replace=FOUND,
            by="names.append((start, end - 1))",
        ),
        Misconception(
            "first_word_alone",
            "each name has one word, that of its B. It goes on while I follows: move end until "
            "another label comes.",
            replace=FOUND,
            by="names.append((start, start + 1))",
        ),
        Misconception(
            "every_word_a_name",
            "each word that is not O became a name of its own. The words of B, I, I are one name.",
            replace=SEARCH,
            by=SEARCH.replace('label[0] == "B"', 'label != "O"').replace(GOES_ON, "False"),
        ),
        Misconception(
            "names_of_one_word_lost",
            "names of one word are missing. You write a name down where its I's end, and such a "
            "name has none. It ends where the next label is no I, even directly behind its B.",
            replace=FOUND,
            by="if end > start + 1:\n            names.append((start, end))",
        ),
        Misconception(
            "length_for_end",
            "the second number is how many words the name has. It should say where it ends: "
            "start plus that.",
            replace=FOUND,
            by="names.append((start, end - start))",
        ),
        Misconception(
            "counted_from_one",
            "all numbers are one too large. Words count from 0, as enumerate does.",
            replace=FOUND,
            by="names.append((start + 1, end + 1))",
        ),
        Misconception(
            "first_name_only",
            "only the first name was returned. A return inside the loop ends the function: move "
            "it to the left, behind the loop.",
            replace="return names",
            by="return names[:1]",
        ),
    ),
    likely=(
        (
            "last_name_lost",
            """
            names, start = [], None
            for t, label in enumerate(labels):
                if start is not None and label[0] != "I":
                    names.append((start, t)); start = None
                if label[0] == "B": start = t
            return names""",
        ),
        (
            "first_word_passed_over",
            """
            names = []
            for t in range(1, len(labels)):
                if labels[t][0] == "B":
                    end = t + 1
                    while end < len(labels) and labels[end][0] == "I": end += 1
                    names.append((t, end))
            return names""",
        ),
        (
            "neighbours_run_together",
            """
            names, start = [], None
            for t, label in enumerate(labels + ["O"]):
                if label == "O" and start is not None:
                    names.append((start, t)); start = None
                elif label[0] == "B" and start is None: start = t
            return names""",
        ),
        (
            "everything_but_o",
            """
            names, start = [], None
            for t, label in enumerate(labels + ["O"]):
                if label != "O" and start is None: start = t
                if label == "O" and start is not None:
                    names.append((start, t)); start = None
            return names""",
        ),
        (
            "end_included",
            """
            names, start = [], None
            for t, label in enumerate(labels + ["O"]):
                if start is not None and label[0] != "I":
                    names.append((start, t - 1)); start = None
                if label[0] == "B": start = t
            return names""",
        ),
        (
            "stray_i_begins_a_name",
            """
            names, start = [], None
            for t, label in enumerate(labels + ["O"]):
                if start is not None and label[0] != "I":
                    names.append((start, t)); start = None
                if label[0] == "B" or label[0] == "I" and start is None: start = t
            return names""",
        ),
        (
            "names_of_one_word_lost",
            """
            names, start = [], None
            for t, label in enumerate(labels + ["O"]):
                if start is not None and label[0] != "I" and labels[t - 1][0] == "I":
                    names.append((start, t)); start = None
                if label[0] == "B": start = t
                if label == "O": start = None
            return names""",
        ),
        ("every_word_a_name", "return [(t, t + 1) for t, k in enumerate(labels) if k != 'O']"),
    ),
    styles=(names_with_a_while, names_as_an_array, names_as_one_tuple),
    equal=(
        ("while end < len(labels)", "The end grows by one, so it meets the length."),
        (
            'for t, label in enumerate([*labels, "O"])',
            "Any label but I ends the last name, and no name begins behind the last word.",
        ),
    ),
)
