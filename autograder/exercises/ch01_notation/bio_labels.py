"""Spans of entities become BIO labels, one for each word."""

import rnn_ref
from autograder.exercises.specification import Exercise, Inputs, Misconception, exact

from .shared import draw_words

KINDS = ("PER", "LOC", "ORG", "DATE", "BOOK", "GAME")


def draw_entities(rng) -> Inputs:
    """Two entities of one kind side by side, a longer one, one of a single word, a word after.

    Starts, lengths, gaps and kinds differ from seed to seed: no list of labels is right twice.
    """
    one, other = (str(kind) for kind in rng.permutation(KINDS)[:2])
    spans, t = [], int(rng.integers(1, 4))
    for gap, length, kind in (
        (0, int(rng.integers(2, 5)), one),
        (0, int(rng.integers(1, 4)), one),
        (int(rng.integers(1, 3)), int(rng.integers(3, 5)), other),
        (int(rng.integers(1, 3)), 1, one),
    ):
        spans.append((t + gap, t + gap + length, kind))
        t += gap + length
    return Inputs({"tokens": draw_words(rng, t + 1 + int(rng.integers(2))), "spans": spans})


def draw_one_entity(rng) -> Inputs:
    """A single entity of two words or more, in the middle."""
    start, length = int(rng.integers(1, 7)), int(rng.integers(2, 6))
    tokens = draw_words(rng, start + length + int(rng.integers(2, 7)))
    spans = [(start, start + length, str(rng.choice(KINDS)))]
    return Inputs({"tokens": tokens, "spans": spans})


# Right answers in other styles: each earns all points.


def labels_word_by_word(tokens, spans):
    def label(place):
        for start, end, kind in spans:
            if start <= place < end:
                return ("B-" if place == start else "I-") + kind
        return "O"

    return [label(place) for place in range(len(tokens))]


EXERCISE = Exercise(
    name="bio_labels",
    chapter="01_notation",
    reference=rnn_ref.bio_labels,
    task="Write bio_labels(tokens, spans): a list with one label for each word. The first word of "
    "an entity gets B- and its kind, its other words I- and the kind, all other words O.",
    returns=("labels",),
    draws={"one entity": draw_one_entity, "several entities": draw_entities},
    parts=(
        exact("the labels of one entity", 2, case="one entity"),
        exact("the labels of several entities", 2, case="several entities"),
    ),
    misconceptions=(
        Misconception(
            "inside_without_beginning",
            "the first word of an entity has I- and none has B-. Then two entities side by side "
            "look like one. The first word gets B-.",
            replace='labels[start] = f"B-{kind}"',
            by='labels[start] = f"I-{kind}"',
        ),
        Misconception(
            "beginning_everywhere",
            "every word of an entity has B-. That says that each word is an entity of its own. "
            "Only the first gets B-, the others get I-.",
            replace='labels[t] = f"I-{kind}"',
            by='labels[t] = f"B-{kind}"',
        ),
        Misconception(
            "beginning_only_where_needed",
            "B- stands only where an entity follows another of its kind directly; elsewhere you "
            "began with I-. An older scheme, IOB1, does that. Here every entity begins with B-.",
            replace='labels[start] = f"B-{kind}"',
            by="labels[start] = f\"{'B' if labels[start - 1][2:] == kind else 'I'}-{kind}\"",
        ),
        Misconception(
            "neighbours_run_together",
            "an entity that follows another directly began with I-, as if it went on. Whether a "
            "word begins an entity is said by `start`, not by the label before it.",
            replace='labels[start] = f"B-{kind}"',
            by="labels[start] = f\"{'B' if labels[start - 1] == 'O' else 'I'}-{kind}\"",
        ),
        Misconception(
            "end_included",
            "the word at `end` got a label. end is the first word after the entity, as in "
            "tokens[start:end]. range(start + 1, end) stops before it.",
            replace="inside = range(start + 1, end)",
            by="inside = range(start + 1, end + 1)",
        ),
        Misconception(
            "end_too_early",
            "the last word of an entity has no label. The words are tokens[start:end], so the "
            "last one stands at end - 1, and range(start + 1, end) reaches it already.",
            replace="inside = range(start + 1, end)",
            by="inside = range(start + 1, end - 1)",
        ),
        Misconception(
            "counted_from_one",
            "all labels stand one word too far to the left. start counts from 0 already: do not "
            "take 1 away.",
            replace="return labels",
            by='return [*labels[1:], "O"]',
        ),
        Misconception(
            "kind_forgotten",
            "the labels are B, I and O without the kind. A person and a place then look alike. "
            "Write B- and the kind, such as B-PER.",
            replace="return labels",
            by="return [label[0] for label in labels]",
        ),
        Misconception(
            "kind_in_front",
            "the kind stands in front: PER-B. The usual form, which other programs read, is B-PER.",
            replace="return labels",
            by='return ["-".join(label.split("-")[::-1]) for label in labels]',
        ),
        Misconception(
            "outside_left_empty",
            "words outside have an empty label. A network chooses one of its labels for every "
            "word, so 'outside' needs a name: the letter O.",
            replace='["O"] * len(tokens)',
            by='[""] * len(tokens)',
        ),
        Misconception(
            "outside_is_zero",
            "words outside have the digit 0. The label is the letter O, for outside. They "
            "look alike on the screen, and no program takes one for the other.",
            replace='["O"] * len(tokens)',
            by='["0"] * len(tokens)',
        ),
        Misconception(
            "words_outside_left_out",
            "there are labels for the words of entities alone. Every word gets one, and most "
            "words are outside. Begin with an O for each word, then write the entities over it.",
            replace="return labels",
            by='return [label for label in labels if label != "O"]',
        ),
    ),
    likely=(
        (
            "end_included",
            """
            out = ["O"] * len(tokens)
            for s, e, k in spans:
                out[s] = "B-" + k
                for t in range(s + 1, e + 1): out[t] = "I-" + k
            return out""",
        ),
        (
            "inside_without_beginning",
            """
            out = ["O"] * len(tokens)
            for s, e, k in spans:
                out[s] = "B-" + k
                for t in range(s, e): out[t] = "I-" + k
            return out""",
        ),
        (
            "kind_forgotten",
            """
            out = ["O"] * len(tokens)
            for s, e, k in spans:
                out[s] = "B"
                for t in range(s + 1, e): out[t] = "I"
            return out""",
        ),
        (
            "outside_is_zero",
            """
            out = ["0"] * len(tokens)
            for s, e, k in spans:
                out[s:e] = ["B-" + k] + ["I-" + k] * (e - s - 1)
            return out""",
        ),
        (
            "words_outside_left_out",
            """
            out = []
            for s, e, k in spans: out += ["B-" + k] + ["I-" + k] * (e - s - 1)
            return out""",
        ),
    ),
    styles=(labels_word_by_word,),
    equal=(
        (
            "for start, end, kind in _checked(spans, len(tokens))",
            "No step of the loop needs another one: their order shows in no answer.",
        ),
        (
            "for t in inside",
            "No step of the loop needs another one: their order shows in no answer.",
        ),
        ('result = ["O" for _ in tokens]', "Each entry is the same."),
        (
            "for start, end, kind in spans",
            "No step of the loop needs another one: their order shows in no answer.",
        ),
        (
            "for place in range(start + 1, end)",
            "No step of the loop needs another one: their order shows in no answer.",
        ),
    ),
)
