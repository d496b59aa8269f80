"""Chapter 7's source: its exercises stand in order, its numbers and its results are right."""

import re

import numpy as np

import rnn_ref
from autograder.exercises import all_exercises
from rnn_course.data import entities
from rnn_course.given.chapter_05 import gru_backward, gru_forward
from rnn_course.given.padded import padded
from rnn_course.pictures.bidirectional.networks import INPUTS, states
from tests.solutions.chapter_source import exercises_of

CHAPTER = "07_bidirectional"
SPECIFIED = {name: exercise.reference for name, exercise in all_exercises().items()}


def test_the_numbers_worked_by_hand(prose):
    right, left = states(), states(INPUTS[::-1])[::-1]
    assert (right, left) == ([2, 4, 7], [4.75, 5.5, 5])
    for t, (a, b) in enumerate(zip(right, left, strict=True), start=1):
        assert rf"\begin{{bmatrix}} {a:g} \\ {b:g} \end{{bmatrix}}" in prose, t
    assert states((1, 2, 5)) == [2, 4, 8] and states((5, 2, 1)) == [6, 6, 5]
    assert "you get 2, 4, 8" in prose and "you get 6, then 6, then 5" in prose
    with_padding = states((0, 4, 2, 1))
    assert with_padding == [1, 5.5, 5.75, 4.875] and "5.5, 5.75, 4.875" in prose
    slopes = [sum(states(np.array(INPUTS) + e)) - sum(states()) for e in np.eye(3)]
    assert slopes == [1.75, 1.5, 1] and "(2.75,\\; 3,\\; 2.75)" in prose
    assert np.array_equal(np.array(slopes) + slopes[::-1], [2.75, 3, 2.75])
    assert states((2, 2, 4)) == [3, 4.5, 7.25] and "3, 4.5, 7.25" in prose


def test_the_notebook_runs_and_its_demonstrations_say_what_the_text_says(cells, ran):
    _, checked, said = ran
    assert checked == exercises_of(cells)
    assert "This cell" not in said, "a demonstration stopped"
    assert "once:  [[4.0, 2.0, 1.0, 0.0], [8.0, 7.0, 6.0, 5.0]]" in said
    assert "forward half moves at steps  [5 6 7 8]" in said
    assert "backward half moves at steps [1 2 3 4 5]" in said
    assert re.search(r"last column: .*backward half by 0\.0000", said)


def test_padding_changes_nothing(ran):
    assert "largest difference at a real step: 0.0\n" in ran[2]


def test_every_gradient_passes_the_check(ran):
    differences = re.findall(r"^d(\S+) +difference (\S+)   right$", ran[2], re.M)
    assert len(differences) == 14 and all(float(value) < 1e-7 for _, value in differences)


def test_a_network_that_reads_both_ways_wins_where_the_other_cannot(ran, prose):
    namespace, _, said = ran
    assert namespace["ceiling"] == 0.5 and 0.95 < namespace["ceiling_all"] < 0.965
    runs = namespace["runs"]
    assert [len(group) for group in runs.values()] == [3, 3]
    assert max(max(shares) for _, shares in runs["forward"]) <= 0.5
    assert min(shares[-1] for _, shares in runs["forward"]) >= 0.47
    assert min(shares[-1] for _, shares in runs["both directions"]) >= 0.97
    for net in namespace["nets"]["forward"]:
        assert namespace["score"](namespace["held_out"], net)[1] > namespace["ceiling_all"] - 0.01
    assert "surnames of the test that stand in the training: 0" in said
    assert "beginnings of the test that stand in the training: 0" in said
    sizes = {name: sum(v.size for k, v in group[0].items() if "." in k)
             for name, group in namespace["nets"].items()}
    assert sizes == {"forward": 7848, "both directions": 6984}
    assert "= 7848$" in prose and "= 6984$" in prose


def test_the_way_back_from_the_read_out_by_hand(learner, prose):
    """Section 1's unit, its read-out 7 + 2 · 4.75, and the same with a step of padding."""
    def loss(x):
        return states(x)[-1] + 2 * states(tuple(x)[::-1])[-1]

    assert loss(INPUTS) == 7 + 2 * 4.75
    slopes = [loss(tuple(np.array(INPUTS) + e)) - loss(INPUTS) for e in np.eye(3)]
    assert slopes == [2.25, 1.5, 1.5] and r"= (2.25,\; 1.5,\; 1.5)" in prose
    da = learner["read_out_backward"](np.array([[1.0], [2.0]]), 3)
    assert da.tolist() == [[[0, 0, 1]], [[2, 0, 0]]]
    assert "is $(0, 0, 1)$, and the backward half is $(2, 0, 0)$" in prose


def test_the_gradient_of_one_label_is_right_and_leaves_the_padding(ran):
    assert float(re.search(r"dx, difference from what was measured: (\S+)", ran[2])[1]) < 1e-7
    sizes = [float(number) for number in
             re.search(r"of the short sentence: \[(.*?)\]", ran[2])[1].split()]
    assert len(sizes) == 6 and sizes[4:] == [0, 0] and min(sizes[:4]) > 0


def test_the_best_reader_by_hand(learner, prose):
    beginnings = [("he", "said", ":", "Teddy")] * 3 + [("she", "wrote", ":", "Rose")] * 2 + [("we", "Amber")]
    labels = ["B", "B", "O", "O", "B", "O"]
    assert learner["best_without_what_follows"](beginnings, labels) == 4 / 6
    assert "a share of 0.667" in prose and f"which is {(2 / 3 + 1 / 2 + 1) / 3:.3f}" in prose


def test_names_and_their_score_by_hand(learner, prose):
    table = re.search(r"\| 0 \| 1 .*?\| ((?:[BIO] \| ?){6})", prose)[1].replace("|", "").split()
    spelled = {"B": "B-PER", "I": "I-PER", "O": "O"}
    names = learner["find_names"]([spelled[letter] for letter in table])
    assert names == [(0, 2), (3, 4), (4, 6)] and all(f"`{name}`" in prose for name in names)
    assert learner["find_names"](["O", "I-PER", "O"]) == []
    rows = re.findall(r"\| [123] \| ((?:\(\d, \d\),? ?)+)\| (\(\d, \d\)) \| \d \|", prose)
    assert len(rows) == 3
    found, there = ([[tuple(map(int, pair)) for pair in re.findall(r"(\d), (\d)", row[k])]
                     for row in rows] for k in (0, 1))
    assert np.allclose(learner["name_scores"](found, there), (0.5, 2 / 3, 4 / 7))
    assert r"= 0.571$$" in prose and "2 of 3, or 0.667" in prose
    assert (0.02 + 1) / 2 == 0.51 and round(2 * 0.02 / 1.02, 2) == 0.04  # every span written down
    assert round(2 * 0.5 / 1.5, 3) == 0.667 and "It is 0.667" in prose  # B every time


def test_whole_names_tell_apart_what_one_word_does_not(ran):
    scores = ran[0]["F1s"]
    assert [len(group) for group in scores.values()] == [3, 3]
    assert min(scores["forward"]) < 0.2 and 0.5 < max(scores["forward"]) <= 2 / 3
    assert min(scores["both directions"]) > 0.97
    rows = re.findall(r"^forward +50\.0% +(\S+)", ran[2], re.M)
    assert rows == ["0.500"] * 3  # precision


def test_waiting_by_hand(learner, prose):
    """Section 1's unit, one step ahead and none."""
    ahead = [[states(INPUTS[t : t + d + 1][::-1])[-1] for t in range(3)] for d in (0, 1, 2)]
    assert ahead == [[2, 3, 5], [3.5, 5.5, 5], [4.75, 5.5, 5]]
    assert "So 3.5, 5.5, 5, where" in prose and "no other: 2, 3, 5." in prose


def test_looking_far_enough_ahead_is_reading_from_the_end(learner):
    rng = np.random.default_rng(5)
    p = {k: rng.normal(size=(4, 7) if k[0] == "W" else (4, 1))
         for k in ("Wr", "br", "Wu", "bu", "Wc", "bc")}
    x, a0, lengths = rng.normal(size=(3, 3, 6)), rng.normal(size=(4, 3)), np.array([6, 2, 4])
    both = ("forward", "backward")
    full = rnn_ref.birnn_forward(rnn_ref.GRU, x, dict.fromkeys(both, (a0,)), dict.fromkeys(both, p), lengths)[0]
    real = np.arange(6) < lengths[:, np.newaxis]
    for function in (learner["look_ahead_states"], SPECIFIED["look_ahead_states"]):
        for d in range(7):
            ahead = function(x, a0, p, lengths, d)
            assert not ahead[:, ~real].any()
            reaches = real & (np.arange(6) + d >= lengths[:, np.newaxis] - 1)
            assert np.allclose(ahead[:, reaches], full[4:][:, reaches])
            # what stands more than d steps away changes nothing, and what stands d away does
            for step in range(6):
                moved = x.copy()
                moved[:, :, step] += 1
                change = np.abs(function(moved, a0, p, lengths, d) - ahead).max(axis=0) > 1e-12
                t = np.arange(6)
                assert np.array_equal(change, real & (t <= step) & (step <= t + d) & real[:, [step]])


def test_each_word_of_waiting_buys_the_clues_that_stand_there(ran, prose):
    namespace = ran[0]
    clues, best = namespace["clues"], namespace["best"]
    assert sorted(clues) == [1, 6, 7, 8, 9] and "80 of 186 pairs, 43 %" in prose
    assert (clues[1], clues.total()) == (80, 186)
    known = np.cumsum([clues[d] for d in range(11)]) / clues.total()
    assert np.allclose(best, 0.5 + known / 2)
    assert [f"{share:.1%}" for share in best[:2]] == ["50.0%", "71.5%"] and "= 71.5$" in prose
    for shares in namespace["waited"]:
        assert max(np.array(shares) - best) <= 0 and max(best - np.array(shares)) < 0.01
    # on their way up the networks rest where only the clue one word away is known
    for _, shares in namespace["runs"]["both directions"]:
        assert min(abs(share - best[1]) for share in shares) < 0.02


def test_beginnings_come_twice_and_names_are_held_out():
    known, new = entities.surnames()
    assert "Roosevelt" in new and not set(known) & set(new) and len(known + new) == 128
    for names, seed in ((known, 1), (new, 2)):
        group = entities.sentences(200, names, seed)
        assert len(group) == 200
        for one, two in zip(group[::2], group[1::2], strict=True):
            place = entities.place_of_word(one[0])
            if place is None:
                assert set(one[1] + two[1]) == {"O"}
                continue
            assert one[0][: place + 1] == two[0][: place + 1] and one[1][:place] == two[1][:place]
            assert one[1][place] == "B-PER" and set(two[1]) == {"O"}
            assert all(len(words) == len(labels) for words, labels in (one, two))


def test_padded_is_the_reference_with_lengths_forward_and_backward():
    rng = np.random.default_rng(3)
    lengths, both = np.array([2, 5, 3]), ("forward", "backward")
    p = {way: {k: rng.normal(size=(4, 7) if k[0] == "W" else (4, 1))
               for k in ("Wr", "br", "Wu", "bu", "Wc", "bc")} for way in both}
    x, da = rng.normal(size=(3, 3, 5)), rng.normal(size=(8, 3, 5))
    a0 = {way: rng.normal(size=(4, 3)) for way in both}
    go, back = padded(gru_forward, gru_backward)
    (theirs,), kept = rnn_ref.unroll_forward(rnn_ref.GRU, x, (a0["forward"],), p["forward"], lengths)
    mine, caches = go(x, a0["forward"], p["forward"], lengths)
    assert np.allclose(mine, theirs)
    wanted = rnn_ref.unroll_backward(rnn_ref.GRU, (da[:4],), kept)
    for name, value in back(da[:4], caches).items():
        assert np.allclose(value, wanted[name]), name

    # and what the exercises are graded by is the reference with the GRU as its cell
    a, caches = SPECIFIED["birnn_forward"](x, a0, p, lengths)
    theirs, _, kept = rnn_ref.birnn_forward(
        rnn_ref.GRU, x, {way: (a0[way],) for way in both}, p, lengths)
    assert np.allclose(a, theirs)
    mine, theirs = SPECIFIED["birnn_backward"](da, caches), rnn_ref.birnn_backward(rnn_ref.GRU, da, kept)
    assert np.allclose(mine["dx"], theirs["dx"])
    for way in both:
        assert all(np.allclose(mine[way][name], theirs[way][name]) for name in theirs[way])


