"""Chapter 2's source: its numbers are right, its cells run."""

import re
import warnings

import numpy as np
import pytest

from tests.solutions.chapter_source import exercises_of, run

CHAPTER = "02_forward"
rng = np.random.default_rng(7)


def parameters(n_x=3, n_a=5, n_y=4, **more):
    shapes = {"Wax": (n_a, n_x), "Waa": (n_a, n_a), "Wya": (n_y, n_a), "ba": (n_a, 1),
              "by": (n_y, 1)} | more
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def test_the_numbers_worked_by_hand(prose):
    tanh, exp, log = np.tanh, np.exp, np.log
    a1 = tanh(0.5 * 1 + 0.8 * 0 + 0.1)
    a2 = tanh(0.5 * 0.5 + 0.8 * a1 + 0.1)
    b1 = tanh(0.5 * 0.5 + 0.1)
    b2 = tanh(0.5 * 1 + 0.8 * b1 + 0.1)
    score = -a2 + 0.2
    powers = exp(np.array([0, -1, -2]))
    losses = -log([0.5, 0.8, 0.1])
    p, q, s = powers / powers.sum()
    for sentence in [
        rf"= \tanh(0.6000) = {a1:.4f}$",
        rf"$0.8 \cdot {a1:.4f} = {0.8 * a1:.4f}$",
        rf"$0.5 \cdot 0.5 + {0.8 * a1:.4f} + 0.1 = {0.25 + 0.8 * a1 + 0.1:.4f}$",
        rf"= \tanh({0.35 + 0.8 * a1:.4f}) = {a2:.4f}$",
        rf"\tanh(0.3500) = {b1:.4f}$",
        rf"0.8 \cdot {b1:.4f} + 0.1) = \tanh({0.6 + 0.8 * b1:.4f}) = {b2:.4f}$",
        rf"$1 \cdot {a2:.4f} + 0 = {a2:.4f}$ and $-1 \cdot {a2:.4f} + 0.2 = {score:.4f}$",
        rf"0 and ${score:.4f} - {a2:.4f} = {score - a2:.4f}$",
        rf"$e^{{{score - a2:.4f}}} = {exp(score - a2):.4f}$",
        rf"Their sum is {1 + exp(score - a2):.4f}",
        rf"({1 / (1 + exp(score - a2)):.4f},\ {1 - 1 / (1 + exp(score - a2)):.4f})$",
        f"{powers[0]:.4f}, {powers[1]:.4f}, {powers[2]:.4f}. Their sum is {powers.sum():.4f}",
        f"**{p:.4f}, {q:.4f}, {s:.4f}**",
        rf"$\sigma(2) = 1 / (1 + {exp(-2):.4f}) = {1 / (1 + exp(-2)):.4f}$",
        rf"$\sigma(-2) = 1 - 0.8808 = {1 / (1 + exp(2)):.4f}$",
        *(rf"$-\log {p} = {-log(p):.4f}$" for p in (0.5, 0.8, 0.1)),
        rf"${losses.sum():.4f} / 3 = {losses.mean():.4f}$",
        f"Divided by 5 the loss would be {losses.sum() / 5:.4f}",
        f"it is {-log(0.8):.4f} if the answer was yes, and {-log(0.2):.4f} if it was no",
        f"For 10 words that is {log(10):.4f}",
    ]:
        assert sentence in prose


def test_softmax_and_sigmoid(learner):
    z = rng.normal(size=(4, 3)) * 3
    z[:, 1] += 1000
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        p = learner["softmax"](z)
        s = learner["sigmoid"](np.array([[-1000.0, -2, 0, 2, 1000]]))
    assert np.allclose(p.sum(axis=0), 1) and (p > 0).all()
    assert np.allclose(p[:, 1], learner["softmax"](z[:, 1:2] - 1000)[:, 0])
    assert s.shape == (1, 5) and np.allclose(s, [[0, 0.1192029, 0.5, 0.8807971, 1]])


def test_forward_is_the_cell_again_and_again(learner):
    p, x, a0 = parameters(), rng.normal(size=(3, 2, 6)), rng.normal(size=(5, 2))
    a, y_pred, caches = learner["rnn_forward"](x, a0, p)
    assert a.shape == (5, 2, 6) and y_pred.shape == (4, 2, 6) and len(caches) == 6
    a_prev = a0
    for t, cache in enumerate(caches):
        assert cache[1] is a_prev or np.array_equal(cache[1], a_prev)
        a_prev = np.tanh(p["Wax"] @ x[:, :, t] + p["Waa"] @ a_prev + p["ba"])
        assert np.allclose(a[:, :, t], a_prev) and np.allclose(cache[0], a_prev)
        a_prev = cache[0]
    assert np.array_equal(learner["many_to_one"](x, a0, p), y_pred[:, :, 5])


def test_one_to_many_feeds_itself(learner):
    p, x1, a0 = parameters(n_x=4), rng.normal(size=(4, 2)), rng.normal(size=(5, 2))
    y = learner["one_to_many"](x1, a0, p, 5)
    x = np.concatenate([x1[:, :, np.newaxis], y[:, :, :-1]], axis=2)
    assert np.allclose(learner["rnn_forward"](x, a0, p)[1], y)


def test_jordan_carries_the_prediction(learner):
    p = parameters(Way=(5, 4))
    xt, y_prev = rng.normal(size=(3, 2)), rng.normal(size=(4, 2))
    a_next, yt_pred, cache = learner["jordan_cell_forward"](xt, y_prev, p)
    assert np.allclose(a_next, np.tanh(p["Wax"] @ xt + p["Way"] @ y_prev + p["ba"]))
    assert np.allclose(yt_pred, learner["softmax"](p["Wya"] @ a_next + p["by"]))
    assert cache[1] is y_prev


def test_padding_freezes_and_costs_nothing(learner):
    new, old = rng.normal(size=(2, 5, 3))
    frozen = learner["freeze_past_end"](new, old, 2, [3, 2, 5])
    assert np.array_equal(frozen, np.stack([new[:, 0], old[:, 1], new[:, 2]], axis=1))

    y_pred = np.zeros((2, 1, 5))
    y_pred[0, 0, :3] = [0.5, 0.8, 0.1]
    y = np.zeros_like(y_pred)
    y[0, 0, :3] = 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        loss = learner["sequence_cross_entropy"](y_pred, y, np.array([[1, 1, 1, 0, 0]]))
    assert loss == pytest.approx(1.0730, abs=5e-5)


def test_torch_gives_the_same_states(learner):
    torch = pytest.importorskip("torch")
    p, x, a0 = parameters(), rng.normal(size=(3, 2, 6)), rng.normal(size=(5, 2))
    state, x_torch, h0 = learner["match_torch_rnn"](x, a0, p)
    layer = torch.nn.RNN(3, 5, dtype=torch.float64)
    layer.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    states = layer(torch.tensor(x_torch), torch.tensor(h0))[0].detach().numpy()
    mine = learner["rnn_forward"](x, a0, p)[0]
    assert np.allclose(states.transpose(2, 1, 0), mine, atol=1e-14)


def test_the_notebook_runs_and_its_demonstrations_say_what_the_text_says(cells, capsys):
    checked = []
    namespace = run(cells, checked.append)
    said = capsys.readouterr().out
    assert checked == exercises_of(cells)
    assert "This cell" not in said, "a demonstration stopped"
    assert "a<1> = 0.5370   a<2> = 0.6525   y<2> = [0.7512 0.2488]" in said
    assert "blind guess: 2.3026" in said and "[nan nan]" in said
    assert float(re.search(r"difference to torch.nn.RNN: (\S+)", said)[1]) < 1e-14
    gaps = [float(gap) for gap in re.findall(r"differ by (\d\.\d\d)|differs by (\d\.\d\d)", said)
            for gap in gap if gap]
    assert len(gaps) == 4 and min(gaps) > 0.05
    frozen = np.stack(namespace["states"], axis=2)[:, 1]
    assert np.array_equal(frozen[:, 2:], np.repeat(frozen[:, 2:3], 7, axis=1))


