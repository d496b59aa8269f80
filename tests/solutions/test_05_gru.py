"""Chapter 5's source: its numbers and its results are right."""

import re
from math import exp, tanh

import numpy as np
import pytest

import rnn_ref
from tests.solutions.chapter_source import exercises_of

CHAPTER = "05_gru"
WEIGHTS = ("Wr", "br", "Wu", "bu", "Wc", "bc")
rng = np.random.default_rng(11)


def sigmoid(z):
    return 1 / (1 + exp(-z))


def test_the_numbers_worked_by_hand(prose):
    p1, g1 = tanh(0.6), sigmoid(1)
    c1 = g1 * p1
    z = 0.25 + 0.8 * c1 + 0.1
    p2, s2 = tanh(z), 2 + 0.5 * c1 - 3
    g2 = sigmoid(s2)
    c2 = g2 * p2 + (1 - g2) * c1
    dzc, dzu = g2 * (1 - p2**2), (p2 - c1) * g2 * (1 - g2)
    straight, through, gate = 1 - g2, 0.8 * dzc, 0.5 * dzu
    half = tanh(0.35 + 0.8 * 0.5 * c1)
    for sentence in [
        rf"\tanh(0.6000) = {p1:.4f}$", rf"\sigma(1.0000) = {g1:.4f}$",
        rf"= {g1:.4f} \cdot {p1:.4f} + (1 - {g1:.4f}) \cdot 0 = {c1:.4f}",
        rf"0.8 \cdot {c1:.4f} + 0.1) = \tanh({z:.4f}) = {p2:.4f}$",
        rf"0.5 \cdot {c1:.4f} - 3) = \sigma({s2:.4f}) = {g2:.4f}$",
        rf"= {g2:.4f} \cdot {p2:.4f} + {1 - g2:.4f} \cdot {c1:.4f} = {g2 * p2:.4f} + "
        rf"{(1 - g2) * c1:.4f} = {c2:.4f}",
        rf"1 \cdot {g2:.4f} \cdot (1 - {p2:.4f}^2) = {g2:.4f} \cdot {1 - p2**2:.4f} = {dzc:.4f}",
        rf"\cdot {g2:.4f} \cdot {1 - g2:.4f} = {p2 - c1:.4f} \cdot {g2 * (1 - g2):.4f} = {dzu:.4f}",
        rf"straight: $1 - \Gamma_u = {straight:.4f}$", rf"$0.8 \cdot dz_c = {through:.4f}$",
        rf"$0.5 \cdot dz_u = {gate:.4f}$",
        rf"= {straight:.4f} + {through:.4f} + {gate:.4f} = {straight + through + gate:.4f}",
        rf"= \tanh({0.35 + 0.4 * c1:.4f}) = {half:.4f}$", rf"$\tanh(0.35) = {tanh(0.35):.4f}$",
        f"$0.98^{{50}} = {0.98**50:.3f}$", rf"$\sigma(-4) = {sigmoid(-4):.3f}$",
        rf"$\sigma(2) = {sigmoid(2):.4f}$ and $\sigma(-2) = {sigmoid(-2):.4f}$",
        f"A sum of −5 gives {sigmoid(-5):.4f}, a sum of −10 gives {sigmoid(-10):.6f}",
        f"$0.99966^{{199}} = {(1 - sigmoid(-8))**199:.3f}$", f"$0.82^{{19}} = {0.82**19:.2f}$",
    ]:
        assert sentence in prose, sentence
    swap, c, reset = np.array([[0, 1], [1, 0]]), np.array([0.5, 0.8]), np.array([1, 0])
    assert (swap @ (reset * c)).tolist() == [0, 0.5] and (reset * (swap @ c)).tolist() == [0.8, 0]


@pytest.mark.slow
def test_the_notebook_runs_and_its_demonstrations_say_what_the_text_says(cells, ran):
    _, checked, said = ran
    assert checked == exercises_of(cells)
    assert "This cell" not in said, "a demonstration stopped"
    assert "step 1: candidate 0.5370, gate 0.7311, memory 0.3926" in said
    assert "step 2: candidate 0.5811, gate 0.3092, memory 0.4509" in said
    assert "slope = 0.8747" in said
    assert "da_prev = 0.8747   dbc = 0.2048   dbu = 0.0403" in said


def test_a_gate_set_by_hand_keeps_a_bit_for_200_steps(ran):
    held = ran[0]["held"]
    assert all(len(track) == 200 for tracks in held.values() for track in tracks.values())
    assert held[10.0][1.0][-1] > 0.97 and held[10.0][-1.0][-1] < -0.97
    assert abs(held[2.0][1.0][-1] - held[2.0][-1.0][-1]) < 0.01  # nobody can tell them apart


def test_every_gradient_passes_the_check_and_equals_torch(ran):
    namespace, _, said = ran
    torch = pytest.importorskip("torch")
    differences = re.findall(r"^d(\w+) +difference (\S+)   right$", said, re.M)
    assert {name for name, _ in differences} == {*WEIGHTS, "x", "a0"}
    assert all(float(value) < 1e-7 for _, value in differences)
    n_x, n_a, m, T = 3, 4, 2, 6
    p = {name: rng.normal(size=(n_a, n_a + n_x) if name[0] == "W" else (n_a, 1))
         for name in WEIGHTS}
    given = {**p, "x": rng.normal(size=(n_x, m, T)), "a0": rng.normal(size=(n_a, m))}
    factors = rng.normal(size=(n_a, m, T))
    a, caches = namespace["gru_forward"](given["x"], given["a0"], p)
    mine = namespace["gru_backward"](factors, caches)
    leaf = {name: torch.tensor(value, requires_grad=True) for name, value in given.items()}
    weights = {name: leaf[name] for name in WEIGHTS}
    theirs, _ = rnn_ref.gru_forward(leaf["x"], leaf["a0"], weights)
    np.testing.assert_allclose(a, theirs.detach().numpy(), atol=1e-12)
    (theirs * torch.tensor(factors)).sum().backward()
    for name, tensor in leaf.items():
        np.testing.assert_allclose(mine["d" + name], tensor.grad.numpy(), atol=1e-11)


def test_the_gradient_of_a_gru_whose_gates_begin_shut_survives_fifty_steps(ran):
    left = ran[0]["left"]
    assert left["GRU, b_u = -4"][-1] > 0.1
    assert left["GRU, b_u = 0"][-1] < 1e-6 and left["RNN, radius 0.9"][-1] < 1e-6


def test_lag_50_is_learned_for_five_seeds_where_the_rnn_guesses(ran):
    shares = ran[0]["lag_shares"]
    assert ran[0]["LAG"] == 50 and [len(found) for found in shares.values()] == [5, 5]
    assert min(shares["GRU"]) >= 0.99 and max(shares["RNN"]) < 0.6


def test_agreement_is_learned_for_five_seeds_where_the_rnn_guesses(ran):
    shares, longer = ran[0]["shares"], ran[0]["longer"]
    assert [len(found) for found in shares.values()] == [5, 5]
    assert min(shares["GRU"]) >= 0.98 and min(longer["GRU"]) >= 0.9
    assert max(shares["RNN"]) < 0.65


def test_the_gates_write_at_the_subject_and_hold_afterwards(ran):
    for name, (gate, memory) in ran[0]["two"].items():
        assert gate[:, 1].max() > 0.5, name
        assert gate[:, 2:].mean() < 0.1
        assert abs(memory[0] - memory[1])[1:].min() > 0.2


def test_reset_after_is_torchs_gru_and_reset_before_is_not(ran):
    assert ran[0]["gap_after"] < 1e-12 and ran[0]["gap_before"] > 0.01


def test_the_predictions_of_the_lab(ran):
    sentence = ran[0]["sentence"]
    drawn = [sentence(np.random.default_rng(seed), (2, 4)) for seed in range(2000)]
    nouns = set(ran[0]["FORMS"])
    last = [[w for w in words if w in nouns][-1].endswith("s") == bool(n) for words, n in drawn]
    assert abs(np.mean(last) - 0.5) < 0.05
    assert round(0.99**35, 2) == 0.70


def test_the_quizs_numbers():
    assert 0.9 * -1 + 0.1 * 1 == pytest.approx(-0.8)
    shapes = {name: (100, 150) if name[0] == "W" else (100, 1) for name in WEIGHTS}
    assert sum(a * b for a, b in shapes.values()) == 45300


def test_a_learner_with_the_first_rows_of_the_backward_pass_gets_their_points(root):
    """dz of the candidate right, all else still 0: four points, and a word on what comes next."""
    from autograder.doctor.rooms import verdict_on
    from autograder.exercises import all_exercises
    from autograder.exercises.packing import make_pack

    def begun(da_next, cache):
        _, a_prev, xt, candidate, update, reset, p = cache
        dz = da_next * update * (1 - candidate**2)
        zeros = {"d" + name: np.zeros_like(p[name]) for name in WEIGHTS}
        return {**zeros, "dxt": np.zeros_like(xt), "da_prev": np.zeros_like(a_prev),
                "dWc": dz @ np.concatenate([reset * a_prev, xt]).T, "dbc": dz.sum(1, keepdims=True)}

    verdict = verdict_on(make_pack(all_exercises()["gru_cell_backward"], b"seed"),
                         {"gru_cell_backward": begun})
    assert verdict.points == 4 and "dbu" in verdict.message
