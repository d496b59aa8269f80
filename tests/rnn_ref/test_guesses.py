"""Whoever guesses where a public name is defined is right: the names of files say it."""

import re
from pathlib import Path

import pytest

import rnn_ref

FOLDER = Path(rnn_ref.__file__).parent
TEXTS = {
    path.relative_to(FOLDER).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
    for path in FOLDER.rglob("[a-z]*.py")
}
# What no word leads to: a vocabulary encodes and decodes, with two words of its own, and a mask
# has lengths.
BY_THE_TABLE_ONLY = {"EOS", "UNK", "encode", "decode", "lengths_of"}
RULES = {
    r"(\w+)_cell_(for|back)ward": "cells/{}",
    r"(rnn|gru|lstm|birnn|deep_rnn)_(for|back)ward": "sequences/{}",
    r"((many|one)_to_(many|one))(_(for|back)ward)?": "sequences/{}",
    r"(softmax|sigmoid|tanh|relu)(_backward)?": "activations/{}",
    r"to_torch_(\w+)": "torch/{}",
    r"match_torch_(\w+)": "torch/{}",
    r"(gru|gru_reset_after|simplified_gru|(peephole_|coupled_)?lstm|jordan)(?i:(_step)?)": "cells/{}",
    r"(task_type|one_hot|bio_labels)": "data/{}",
    r"(train_step|top_k|perplexity|bits_per_character)": "language/{}",
    r"(?:rescale_)?(spectral_radius)": "gradients/{}",
    r"(truncated_bptt|carry_memory|bidirectional)": "sequences/{}",
    r"(coupled)_gates": "cells/{}_lstm",
    r"(sampl)e(_rnn)?": "language/{}ing",
}


def home(name):
    """The one file that defines a name."""
    begins = re.compile(rf"^(?:def |class )?{name}(?:\(|:| = )", re.M)
    found = [place for place, text in TEXTS.items() if begins.search(text)]
    assert len(found) == 1, f"{name} is defined in {found}"
    return found[0]


def share_a_word(name, place):
    """Whether they do; a word and its forms, as in pad and padding, are one."""
    return any(
        a.startswith(b) or b.startswith(a) or (len(a) > 5 < len(b) and a[:5] == b[:5])
        for a in name.lower().split("_")
        for b in re.split("[/_]", place)
        if len(a) > 2 < len(b)
    )


@pytest.mark.parametrize("name", rnn_ref.__all__)
def test_the_file_is_named_after_the_idea(name):
    assert share_a_word(name, home(name)) == (name not in BY_THE_TABLE_ONLY)


@pytest.mark.parametrize("rule", RULES)
def test_names_of_one_form_lie_in_one_place(rule):
    names = [name for name in rnn_ref.__all__ if re.fullmatch(rule, name.lower())]
    assert names
    for name in names:
        assert home(name) == RULES[rule].format(re.fullmatch(rule, name.lower())[1])
