"""Chapter 3's source: its numbers and its results are right."""

import re

import numpy as np
import pytest

import rnn_course
import rnn_ref
from rnn_course.given import chapter_02
from tests.solutions.chapter_source import exercises_of

CHAPTER = "03_backprop"
rng = np.random.default_rng(11)


def test_the_numbers_worked_by_hand(prose):
    a1, a2 = np.tanh(0.6), np.tanh(0.35 + 0.8 * np.tanh(0.6))
    p1, p2 = (np.exp(a) / (np.exp(a) + np.exp(0.2 - a)) for a in (a1, a2))
    ds1, ds2 = (p1 - 1) / 2, p2 / 2
    dz2 = (1 - a2**2) * 2 * ds2
    right = 0.8 * dz2
    da1 = 2 * ds1 + right
    dz1 = (1 - a1**2) * da1
    losses = -np.log([p1, 1 - p2])
    for sentence in [
        rf"\hat{{y}}^{{\langle 1 \rangle}} = ({p1:.4f},\ {1 - p1:.4f})$",
        rf"\hat{{y}}^{{\langle 2 \rangle}} = ({p2:.4f},\ {1 - p2:.4f})$",
        rf"= {losses[0]:.4f}$ and $-\log {1 - p2:.4f} = {losses[1]:.4f}$. Their mean is "
        rf"$L = {losses.mean():.4f}$",
        rf"/ 2 = ({ds1:.4f},\ {-ds1:.4f})$", rf"/ 2 = ({ds2:.4f},\ {-ds2:.4f})$",
        rf"${ds1:.4f} - {-ds1:.4f} = {2 * ds1:.4f}$", rf"${ds2:.4f} + {ds2:.4f} = {2 * ds2:.4f}$",
        rf"(1 - {a2:.4f}^2) \cdot {2 * ds2:.4f} = {1 - a2**2:.4f} \cdot {2 * ds2:.4f} = {dz2:.4f}",
        rf"${dz2:.4f} \cdot {a1:.4f} = {dz2 * a1:.4f}$", rf"${dz2:.4f} \cdot 0.5 = {dz2 / 2:.4f}$",
        rf"${dz2:.4f} \cdot 0.8 = {right:.4f}$", rf"= {2 * ds1:.4f} + {right:.4f} = {da1:.4f}",
        rf"= {1 - a1**2:.4f} \cdot {da1:.4f} = {dz1:.4f}",
        rf"${dz2 / 2:.4f} + {dz1:.4f} = {dz2 / 2 + dz1:.4f}$".replace("$", "", 1),
        rf"{dz2:.4f} + {dz1:.4f} = {dz2 + dz1:.4f}$",
        rf"${dz2 / 2:.4f} - {-(1 - a1**2) * 2 * ds1:.4f} = "
        rf"{dz2 / 2 + (1 - a1**2) * 2 * ds1:.4f}$",
        f"give $0.1 / 12.1 = {0.1 / 12.1:.4f}$",
        rf"\sqrt{{4^2 + 1^2}} = {17**0.5:.4f}$, the factor $2 / 4.1231 = {2 / 17**0.5:.4f}$",
        f"$({8 / 17**0.5:.2f}, {2 / 17**0.5:.2f})$", f"$0.6^{{10}} = {0.6**10:.4f}$",
        f"$(-1.2)^{{20}} = {1.2**20:.1f}$", f"$0.9^{{5}} = {0.9**5:.2f}$",
        f"$0.9^{{50}} = {0.9**50:.3f}$",
    ]:
        assert sentence in prose, sentence


def torch_gradients(x, y, mask, a0, parameters):
    """Loss and gradients by torch's own way back."""
    torch = pytest.importorskip("torch")
    names = {**parameters, "x": x, "a0": a0}
    given = {name: torch.tensor(value, requires_grad=True) for name, value in names.items()}
    a, log_p = given["a0"], 0.0
    for t in range(x.shape[2]):
        a = torch.tanh(given["Wax"] @ given["x"][:, :, t] + given["Waa"] @ a + given["ba"])
        scores = given["Wya"] @ a + given["by"]
        step = (torch.log_softmax(scores, dim=0) * torch.tensor(y[:, :, t])).sum(dim=0)
        log_p = log_p + (step * torch.tensor(mask[:, t])).sum()
    (-log_p / mask.sum()).backward()
    return {"d" + name: value.grad.numpy() for name, value in given.items()}


def test_the_notebook_runs_and_its_demonstrations_say_what_the_text_says(cells, ran):
    _, checked, said = ran
    assert checked == exercises_of(cells)
    assert "This cell" not in said, "a demonstration stopped"
    assert "slope = 0.2317" in said and "da_prev = 0.3451" in said
    assert "L = 0.8699   dWaa = 0.2317   dWax = 0.2518   dba = 0.4674" in said


def test_every_gradient_passes_the_check_and_equals_torch(ran):
    namespace, _, said = ran
    differences = re.findall(r"^d(\w+) +difference (\S+)   right$", said, re.M)
    assert [name for name, _ in differences] == ["Wax", "Waa", "Wya", "ba", "by", "x", "a0"]
    assert all(float(value) < 1e-7 for _, value in differences)
    assert float(re.search(r"dWaa transposed: (\S+)", said)[1]) > 1e-3
    n_x, n_a, n_y, m, T = 3, 4, 2, 3, 6
    shapes = {"Wax": (n_a, n_x), "Waa": (n_a, n_a), "Wya": (n_y, n_a), "ba": (n_a, 1),
              "by": (n_y, 1)}
    p = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    x, a0 = rng.normal(size=(n_x, m, T)), rng.normal(size=(n_a, m))
    y = np.eye(n_y)[rng.integers(n_y, size=(m, T))].transpose(2, 0, 1)
    mask = (np.arange(T) < np.array([[6], [2], [4]])).astype(float)
    _, mine = namespace["loss_and_gradients"](x, y, mask, a0, p)
    theirs = torch_gradients(x, y, mask, a0, p)
    assert set(mine) == set(theirs)
    for name, value in theirs.items():
        np.testing.assert_allclose(mine[name], value, atol=1e-12)


def test_the_lag_task_is_learned_at_5_and_not_at_50_for_five_seeds(ran):
    runs = ran[0]["runs"]
    assert [len(runs[lag]) for lag in (5, 50)] == [5, 5]
    assert min(share for *_, share in runs[5]) > 0.97
    assert max(share for *_, share in runs[50]) < 0.6


def test_clipping_tames_every_run_that_explodes(ran):
    free, tamed = ran[0]["free"], ran[0]["tamed"]
    assert max(share for *_, share in free) < 0.7
    assert min(share for *_, share in tamed) > 0.97
    assert free[2][1].max() > 100 * np.median(free[2][1])


def test_the_gradient_per_lag_follows_the_spectral_radius(ran):
    for radius, (linear, curved) in ran[0]["measured"].items():
        assert (linear[-1] / linear[-21]) ** 0.05 == pytest.approx(radius, rel=1e-3)
        assert curved[-1] / curved[0] < linear[-1] / linear[0]
    assert ran[0]["measured"][1.1][1][-1] < 1e-3  # tanh takes more than the matrix gives


def test_the_predictions_of_vanish_or_explode():
    def sizes(W, slope=1.0, start=(1.0, 0.0)):
        da, found = np.array(start), []
        for _ in range(60):
            found.append(np.linalg.norm(da))
            da = slope * W.T @ da
        return np.array(found)

    assert sizes(np.diag([0.6, -1.1]), start=(1, 1))[-1] > 100
    turn = np.array([[0.866, -0.5], [0.5, 0.866]])
    assert np.allclose(sizes(turn), 1, atol=2e-3)
    grows = sizes(np.array([[0.5, 3.0], [0.0, 0.5]]))
    assert grows[1] > 3 and grows[-1] < 1e-10
    assert (np.diff(sizes(1.3 * np.eye(2), slope=1 - 0.6**2)) < 0).all()


def test_the_planted_bugs_show_what_the_text_says():
    g = {"a": np.array([4.0, 4.0]), "b": np.array([2.0])}  # the norm is 6
    total = sum((x**2).sum() for x in g.values())
    assert min(1, 5 / total) * 6 == pytest.approx(0.83, abs=0.005)
    slope = (0.1 + 0.1) / 0.1  # of L = θ, divided by ε
    assert abs(1 - slope) / (1 + slope) == pytest.approx(0.3333, abs=1e-4)


def test_the_given_forward_pass_is_that_of_the_reference():
    p = {"Wax": rng.normal(size=(4, 3)), "Waa": rng.normal(size=(4, 4)), "ba": rng.normal(size=(4, 1)),
         "Wya": rng.normal(size=(2, 4)), "by": rng.normal(size=(2, 1))}
    x, a0 = rng.normal(size=(3, 2, 5)), rng.normal(size=(4, 2))
    mine, theirs = chapter_02.rnn_forward(x, a0, p), rnn_ref.rnn_forward(x, a0, p)
    assert np.allclose(mine[0], theirs[0]) and np.allclose(mine[1], theirs[1])
    for one, other in zip(mine[2], theirs[2], strict=True):
        assert all(np.allclose(a, b) for a, b in zip(one[:3], other[:3], strict=True))
    y = np.eye(2)[rng.integers(2, size=(2, 5))].transpose(2, 0, 1)
    mask = np.array([[1, 1, 1, 1, 0], [1, 1, 0, 0, 0]])
    assert chapter_02.sequence_cross_entropy(mine[1], y, mask) == pytest.approx(
        float(rnn_ref.sequence_cross_entropy(theirs[1], y, mask)))


def test_a_wrong_number_of_numpy_gets_a_message(root):
    """The expected difference is Python's float; a learner returns NumPy's, or changes the input."""
    def slipping(loss, parameters, gradients, epsilon=1e-5):
        out = {}
        for key, theta in parameters.items():
            n = np.zeros_like(theta)
            for index in np.ndindex(theta.shape):
                theta[index] += epsilon
                up = loss(parameters)
                theta[index] -= 2 * epsilon
                n[index] = (up - loss(parameters)) / (2 * epsilon)  # and never moved back
            g = gradients["d" + key]
            out[key] = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
        return out

    with pytest.raises(rnn_course.CheckFailed, match=r"never put it back"):
        rnn_course.check("gradient_check", slipping, folder=root / "course" / "03_backprop")
