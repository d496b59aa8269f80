"""Chapter 1's source: its numbers are right, its cells run."""

import re

import numpy as np

import rnn_ref
from tests.solutions.chapter_source import exercises_of, run

CHAPTER = "01_notation"
TEXT = ["the old map showed the island", "the island was small", "a lost map"]
rng = np.random.default_rng(7)


def test_the_vocabulary_and_the_batch_worked_by_hand(prose):
    sentences = [sentence.split() for sentence in TEXT]
    vocabulary = rnn_ref.build_vocabulary(sentences)
    tokens = [f"`{token}`" if token[0] == "<" else token for token in vocabulary]
    assert f"| token | {' | '.join(tokens)} |" in prose
    assert "if only 6 are allowed, it ends after *a*".casefold() in prose.casefold()
    few = rnn_ref.build_vocabulary(sentences, 6)
    assert list(few)[-1] == "a"
    row = rnn_ref.encode("the island was lost".split(), few)
    assert f"**{', '.join(map(str, row))}**" in prose
    indices, mask = rnn_ref.pad_and_mask([rnn_ref.encode(s, vocabulary) for s in sentences])
    for number, (row, real) in enumerate(zip(indices.tolist(), mask.astype(int).tolist(),
                                             strict=True), start=1):
        cells = [f"**{v}**" if t == sum(real) - 1 else str(v) for t, v in enumerate(row)]
        assert f"| example {number} | {' | '.join(cells)} |" in prose
        assert f"| example {number} | {' | '.join(map(str, real))} |" in prose
    assert f"{int(mask.sum())} of {mask.size}" in prose


def test_the_numbers_worked_by_hand(prose):
    dense, shared = 100 * 10_000 * 100, 100 * 10_000 + 100 * 100 + 100
    n_x, n_a, n_y = 3, 5, 4
    for sentence in [
        r"100 \cdot 10{,}000 = 1{,}000{,}000", f"{dense:,}".replace(",", "{,}"),
        f"Together that is {shared:,}, about {round(dense / shared)} times fewer",
        r"$0.8 \cdot 0.5 = 0.4$, and $0.5 \cdot 2 - 1 \cdot 0.3 = 0.7$. The sum is **1.1**",
        rf"$5 \cdot 3 = {n_a * n_x}$ entries, $W_{{aa}}$ has $5 \cdot 5 = {n_a * n_a}$",
        f"That is {n_a * (n_a + n_x + 1)}.", f"That is {n_y * (n_a + 1)}.",
        f"Together **{n_a * (n_a + n_x + 1) + n_y * (n_a + 1)}**",
    ]:
        assert sentence in prose, sentence
    assert np.isclose(0.8 * 0.5 + 0.5 * 2 - 1 * 0.3, 1.1)
    rows = np.array([[1, 2, 3], [10, 20, 30]])
    assert rows.T[0].tolist() == [1, 10] and rows.reshape(3, 2)[0].tolist() == [1, 2]


def test_labels_worked_by_hand(prose):
    words = "We saw Paris Texas and Marie".split()
    for row, spans in {"one place": [(2, 4, "LOC"), (5, 6, "PER")],
                       "two places": [(2, 3, "LOC"), (3, 4, "LOC"), (5, 6, "PER")]}.items():
        assert f"| {row} | {' | '.join(rnn_ref.bio_labels(words, spans))} |" in prose


def test_every_type_of_task_is_in_the_text(prose):
    types = rnn_ref.task_type
    names = ["speech recognition", "music generation", "sentiment classification",
             "DNA sequence analysis", "machine translation", "video activity recognition",
             "named entity recognition"]
    assert all(f"| {name} |" in prose for name in names)
    assert set(types(names).values()) == {
        "one-to-many", "many-to-one", "many-to-many, T_x = T_y", "many-to-many, T_x != T_y"}


def test_the_functions_do_more_than_the_check_asks(learner):
    vocabulary = learner["build_vocabulary"]([list("abracadabra")])
    assert list(vocabulary) == ["<EOS>", "<UNK>", "a", "b", "r", "c", "d"]
    words = list("cabx")
    assert learner["decode"](learner["encode"](words, vocabulary), vocabulary) == [
        "c", "a", "b", "<UNK>"]
    indices = rng.integers(7, size=(4, 6))
    x = learner["one_hot"](indices, 7)
    assert np.array_equal(x.argmax(axis=0), indices) and np.array_equal(x.sum(axis=0), 1 + 0 * indices)
    assert np.array_equal(learner["from_time_major"](learner["to_time_major"](x)), x)
    Waa, Wax = rng.normal(size=(3, 3)), rng.normal(size=(3, 5))
    a, xt = rng.normal(size=(3, 2)), rng.normal(size=(5, 2))
    one = learner["stack_parameters"](Waa, Wax) @ learner["stack_inputs"](a, xt)
    assert np.allclose(one, Waa @ a + Wax @ xt)


def test_the_notebook_runs_and_its_demonstrations_say_what_the_text_says(cells, capsys):
    checked = []
    run(cells, checked.append)
    said = capsys.readouterr().out
    assert checked == exercises_of(cells)
    assert "This cell" not in said, "a demonstration stopped"
    assert "[2, 3, 1, 1, 0] → the island <UNK> <UNK>" in said
    assert "shape of x: (11, 3, 7)   real steps: 16 of 21" in said
    assert "shape of Wa: (100, 10100)   largest difference below 1e-10: True" in said
    assert "reads 10,000 words: 1,010,100" in said
    assert "x (11, 1, 10)   in torch's layout (10, 1, 11)" in said
    assert "which is Charles" in said
    assert "and back: Ada Lovelace and Charles Babbage planned a calculating engine" in said
    assert re.search(r"x⟨5⟩ Babbage +y⟨5⟩ I-PER", said)


