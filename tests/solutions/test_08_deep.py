"""Chapter 8's source: its numbers and its results are right."""

import re
from math import tanh

import numpy as np
import pytest

import rnn_ref
from autograder.exercises import all_exercises
from rnn_course.given.chapter_07 import reverse_by_length
from rnn_course.given.chapter_08 import cell_step
from tests.solutions.chapter_source import exercises_of

CHAPTER = "08_deep"
CELLS = {"rnn": rnn_ref.TANH_RNN, "gru": rnn_ref.GRU, "lstm": rnn_ref.LSTM}
BOTH = ("forward", "backward")


def test_the_numbers_worked_by_hand(prose):
    low1 = tanh(0.6)
    sum2 = 0.25 + 0.8 * low1 + 0.1
    low2 = tanh(sum2)
    top1 = tanh(low1)
    top_sum = low2 + 0.5 * top1
    top2 = tanh(top_sum)
    dz2 = 1 - top2**2
    left = 0.5 * dz2
    dz1 = left * (1 - top1**2)
    dzl = dz2 * (1 - low2**2)
    heard = dz1 + 0.8 * dzl
    for sentence in [
        rf"\tanh(0.6000) = {low1:.4f}$",
        rf"0.8 \cdot {low1:.4f} + 0.1) = \tanh({sum2:.4f}) = {low2:.4f}$",
        rf"\tanh(1 \cdot {low1:.4f} + 0.5 \cdot 0) = {top1:.4f}$",
        rf"\tanh(1 \cdot {low2:.4f} + 0.5 \cdot {top1:.4f}) = \tanh({top_sum:.4f}) = {top2:.4f}$",
        rf"$dz = 1 \cdot (1 - {top2:.4f}^2) = {dz2:.4f}$",
        rf"$0.5 \cdot {dz2:.4f} = {left:.4f}$",
        rf"$dz = {left:.4f} \cdot (1 - {top1:.4f}^2) = {dz1:.4f}$",
        rf"$dz = {dz2:.4f} \cdot (1 - {low2:.4f}^2) = {dzl:.4f}$",
        rf"$0.8 \cdot {dzl:.4f} = {0.8 * dzl:.4f}$",
        rf"${dz1:.4f} + {0.8 * dzl:.4f} = {heard:.4f}$",
        rf"$0.8 \cdot {heard:.4f} \cdot (1 - {low1:.4f}^2) = {0.8 * heard * (1 - low1**2):.4f}$",
        rf"$a = 0.5 \cdot \tanh(3) = {0.5 * tanh(3):.4f}$", f"$0.7^{{20}} = {0.7**20:.4f}$",
        rf"$h = \tanh({2 * round(top2, 4):.4f}) = {tanh(2 * top2):.4f}$",
        "That is 18.", "That is 32.", "$50 - 7 = 43$ products",
    ]:
        assert sentence in prose, sentence


@pytest.mark.slow
def test_the_notebook_runs_and_its_demonstrations_say_what_the_text_says(cells, ran):
    _, checked, said = ran
    assert checked == exercises_of(cells)
    assert "This cell" not in said, "a demonstration stopped"
    assert "layer 1: 0.5370 0.6525" in said and "layer 2: 0.4908 0.7153" in said
    assert "da0 of layer 1: 0.2333" in said


def test_every_gradient_passes_the_learners_check(ran):
    found = re.findall(r"^layer \d:  ?Wax (\S+)  Waa (\S+)  ba (\S+)$", ran[2], re.M)
    assert len(found) == 3 and all(float(value) < 1e-7 for line in found for value in line)


def test_depth_helps_and_dropout_narrows_the_distance(ran):
    measured = {name: {what: np.mean(runs) for what, runs in found.items()}
                for name, found in ran[0]["measured"].items()}
    one, two, dropped = measured.values()
    assert two["held out"] < one["held out"] - 0.02 and two["training"] < one["training"]
    assert abs(dropped["held out"] - two["held out"]) < 0.03
    assert dropped["held out"] - dropped["training"] < two["held out"] - two["training"] - 0.05


def test_the_trained_network_gives_the_same_numbers_in_torch(ran):
    pytest.importorskip("torch")
    assert ran[0]["gap"] < 1e-5
    assert ran[0]["gaps"]["torch's order"] < 1e-12 and ran[0]["gaps"]["head"] < 1e-12
    assert ran[0]["gaps"]["our order"] > 0.1


def test_a_second_bidirectional_layer_knows_both_sides_in_both_directions(ran):
    moved = {key: value.tolist() for key, value in ran[0]["moved"].items()}
    assert moved[1, "forward"] == [False] * 7 + [True]
    assert all(all(moved[key]) for key in ((1, "backward"), (2, "forward"), (2, "backward")))


def test_the_count_grows_with_the_layers(ran):
    assert ran[0]["counted"] == [depth * 2 * 128**2 * 64 * 20 for depth in range(1, 7)]


# ------------------------------------ the specifications' references, by rnn_ref


def reference(name):
    return all_exercises()[name].reference


def drawn(name, case="ordinary"):
    return all_exercises()[name].draws[case](np.random.default_rng(3)).values


def test_forward_and_backward_are_the_references():
    given = drawn("deep_rnn_forward")
    stack = [rnn_ref.TANH_RNN] * 3
    states, caches = reference("deep_rnn_forward")(**given)
    a, theirs, their_caches = rnn_ref.deep_rnn_forward(
        stack, given["x"], [(a0,) for a0 in given["a0"]], given["parameters"])
    for mine, (other,) in zip(states, theirs, strict=True):
        np.testing.assert_allclose(mine, other, atol=1e-12)
    da = np.random.default_rng(4).normal(size=a.shape)
    mine = reference("deep_rnn_backward")(da, caches)
    other = rnn_ref.deep_rnn_backward(da, their_caches)
    np.testing.assert_allclose(mine["dx"], other["dx"], atol=1e-12)
    for layer, same in zip(mine["layers"], other["layers"], strict=True):
        for key in layer:
            np.testing.assert_allclose(layer[key], same[key], atol=1e-12)


@pytest.mark.parametrize("case", ["ordinary", "two LSTMs"])
def test_any_cell_is_the_references(case):
    given = drawn("any_cell_forward", case)
    a, last = reference("any_cell_forward")(**given)
    theirs, states, _ = rnn_ref.deep_rnn_forward(
        [CELLS[name] for name in given["cells"]], given["x"], given["initial"], given["parameters"])
    np.testing.assert_allclose(a, theirs, atol=1e-12)
    for mine, other in zip(last, states, strict=True):
        for one, track in zip(mine, other, strict=True):
            np.testing.assert_allclose(one, track[:, :, -1], atol=1e-12)


def test_dropout_is_the_references():
    given = drawn("deep_dropout_forward")
    a, states = reference("deep_dropout_forward")(**given)
    theirs, their_states, _ = rnn_ref.deep_rnn_forward(
        [rnn_ref.TANH_RNN] * 3, given["x"], [(a0,) for a0 in given["a0"]], given["parameters"],
        dropout=given["masks"])
    np.testing.assert_allclose(a, theirs, atol=1e-12)
    for mine, (other,) in zip(states, their_states, strict=True):
        np.testing.assert_allclose(mine, other, atol=1e-12)
    u = np.random.default_rng(5).random((2, 3, 4))
    mask = rnn_ref.dropout_mask(u, 0.3, np.random.default_rng(5))
    np.testing.assert_allclose(reference("dropout_mask")(u, 0.3), mask)


def test_both_directions_are_the_references_on_the_real_steps():
    given = drawn("deep_birnn_forward")
    a, _ = reference("deep_birnn_forward")(**given)
    lengths = np.array(given["lengths"])
    theirs, _, _ = rnn_ref.deep_rnn_forward(
        [rnn_ref.Bidirectional(rnn_ref.TANH_RNN)] * 2, given["x"],
        [{way: (first[way],) for way in BOTH} for first in given["a0"]], given["parameters"], lengths)
    real = np.arange(a.shape[2]) < lengths[:, None]
    np.testing.assert_allclose(a, theirs * real, atol=1e-12)


@pytest.mark.parametrize("name", ["rnn", "lstm"])
def test_the_weights_for_torch_are_the_references(name):
    given = drawn("to_torch_stack", f"{name} layers")
    mine, theirs = reference("to_torch_stack")(**given), {}
    for layer, weights in enumerate(given["parameters"]):
        theirs |= rnn_ref.to_torch(CELLS[name], weights, layer)
    assert mine.keys() == theirs.keys()
    for key in mine:
        np.testing.assert_allclose(mine[key], theirs[key])


def test_the_given_functions_are_those_of_the_reference():
    rng = np.random.default_rng(6)
    x, lengths = rng.normal(size=(2, 3, 5)), [5, 2, 0]
    np.testing.assert_array_equal(reverse_by_length(x, lengths),
                                  rnn_ref.reverse_by_length(x, np.array(lengths)))
    for name, cell in CELLS.items():
        weights = {key: rng.normal(size=[{"n_a": 4, "n_x": 2, "1": 1}.get(axis, 6)
                                         for axis in axes.split()])
                   for key, axes in cell.shapes.items()}
        state = tuple(rng.normal(size=(4, 3)) for _ in cell.state)
        mine = cell_step(name, x[:, :, 0], state, weights)
        theirs = cell.forward(x[:, :, 0], *state, weights)[:-1]
        for one, other in zip(mine, theirs, strict=True):
            np.testing.assert_allclose(one, other, atol=1e-12)
    with pytest.raises(ValueError, match="jordan"):
        cell_step("jordan", x[:, :, 0], (), {})


def test_the_quizs_numbers():
    assert reference("count_cost")(27, [64, 64])[0] == 14144
    assert 2 * (64 * (64 + 27) + 64) == 11776 and 2 * (64 * 128 + 64) == 16512
    assert 14144 - 128 == 14016


def test_every_wrong_letter_of_the_quiz_has_its_sentence():
    assert len(all_exercises()["deep_quiz"].misconceptions) == 15
