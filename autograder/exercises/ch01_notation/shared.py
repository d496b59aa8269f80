"""What several exercises of chapter 1 share."""

import rnn_ref

WORDS = (
    "apple",
    "bread",
    "cloud",
    "door",
    "evening",
    "forest",
    "garden",
    "house",
    "island",
    "journey",
    "kitchen",
    "lamp",
    "moon",
    "night",
    "ocean",
    "paper",
    "quiet",
    "river",
    "snow",
    "table",
)


def draw_words(rng, count: int) -> list[str]:
    """Different words, in no order."""
    return [str(word) for word in rng.permutation(WORDS)[:count]]


def draw_vocabulary(rng, count: int = 6) -> tuple[dict[str, int], list[str]]:
    """A vocabulary of `count` words, and other words that it has not."""
    words = draw_words(rng, count + 3)
    kept = [rnn_ref.EOS, rnn_ref.UNK, *words[:count]]
    return {word: index for index, word in enumerate(kept)}, words[count:]
