"""The output layer against torch's linear and softmax, on one step and on a sequence."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import output_layer_backward, output_layer_forward
from tests.rnn_ref.drawn_cells import assert_gradients, leaves

size = st.integers(1, 5)
sizes = st.fixed_dictionaries({"n_a": size, "n_y": size, "m": size, "T": size})
ones = {"n_a": 1, "n_y": 1, "m": 1, "T": 1}
seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=8, deadline=None)


def weights_and_states(draw, seed, sizes, key, steps):
    drawn = draw(seed, **sizes)
    shape = (sizes["n_a"], sizes["m"], sizes["T"])[: 2 + steps]
    a = drawn.random.normal(size=shape).astype("float32").astype("float64")
    return {key: drawn.parameters["Wya"], "by": drawn.parameters["by"]}, a, drawn.random


def torch_scores(a, W, by):
    """torch's linear layer takes the features last."""
    scores = torch.nn.functional.linear(torch.movedim(a, 0, -1), W, by[:, 0])
    return torch.movedim(scores, -1, 0)


@pytest.mark.parametrize("key", ["Wya", "Wy"])
@pytest.mark.parametrize("steps", [0, 1], ids=["step", "sequence"])
@some
@given(sizes=sizes, seed=seeds)
@example(sizes=ones, seed=0)
def test_predictions_are_those_of_torch(backend, dtype, draw, steps, key, sizes, seed):
    weights, a, _ = weights_and_states(draw, seed, sizes, key, steps)
    scores = torch_scores(*(torch.tensor(v) for v in (a, weights[key], weights["by"])))
    expected = torch.softmax(scores, dim=0).numpy()
    parameters, states = backend.arrays(weights, dtype), backend.array(a, dtype)
    with backend.unchanged(states, parameters):
        got = output_layer_forward(states, parameters)
    backend.assert_same(got, expected, dtype)


@pytest.mark.parametrize("key", ["Wya", "Wy"])
@pytest.mark.parametrize("steps", [0, 1], ids=["step", "sequence"])
@some
@given(sizes=sizes, seed=seeds)
@example(sizes=ones, seed=0)
def test_gradients_are_those_of_autograd(backend, dtype, draw, steps, key, sizes, seed):
    """The loss is a weighted sum of the predictions; dz is autograd's gradient of the scores."""
    weights, a, random = weights_and_states(draw, seed, sizes, key, steps)
    tensors, a_leaf = leaves(weights), leaves(a)
    scores = torch_scores(a_leaf, tensors[key], tensors["by"])
    scores.retain_grad()
    weight = torch.tensor(random.normal(size=tuple(scores.shape)))
    (weight * torch.softmax(scores, dim=0)).sum().backward()

    parameters, states = backend.arrays(weights, dtype), backend.array(a, dtype)
    dz = backend.array(scores.grad.numpy(), dtype)
    with backend.unchanged(dz, states, parameters):
        got = output_layer_backward(dz, states, parameters)
    assert list(got) == ["da", f"d{key}", "dby"]
    expected = {"da": a_leaf.grad, f"d{key}": tensors[key].grad, "dby": tensors["by"].grad}
    assert_gradients(backend, got, expected, dtype)


def test_two_steps_by_hand(backend, dtype):
    # W = [2; −2], b = [1; −1]:  a⟨1⟩ = 0.5 → scores [2; −2],  a⟨2⟩ = −0.5 → scores [0; 0]
    #   ŷ⟨1⟩ = 1 / (1 + e⁻⁴) = 0.982013790038 and 0.017986209962,  ŷ⟨2⟩ = 0.5 and 0.5
    #   dz⟨1⟩ = [1; −1], dz⟨2⟩ = [3; 0]:  da = [2 + 2, 6],  db = [1 + 3; −1]
    #   dW = [1 · 0.5 + 3 · (−0.5); −1 · 0.5]
    parameters = backend.arrays({"Wya": [[2], [-2]], "by": [[1], [-1]]}, dtype)
    a = backend.array([[[0.5, -0.5]]], dtype)
    backend.assert_same(
        output_layer_forward(a, parameters),
        [[[0.982013790038, 0.5]], [[0.017986209962, 0.5]]],
        dtype,
    )
    got = output_layer_backward(backend.array([[[1, 3]], [[-1, 0]]], dtype), a, parameters)
    backend.assert_same(got["da"], [[[4, 6]]], dtype)
    backend.assert_same(got["dWya"], [[-1], [-0.5]], dtype)
    backend.assert_same(got["dby"], [[4], [-1]], dtype)


def test_other_keys_are_not_looked_at(backend, draw):
    """The dict of a whole cell may be given; and Wya goes before Wy."""
    drawn = draw(0)
    parameters = backend.arrays(drawn.parameters, "float64")
    a = backend.array(drawn.a0)
    alone = output_layer_forward(a, {key: parameters[key] for key in ("Wya", "by")})
    more = output_layer_forward(a, parameters | {"Wax": "not an array", "Wy": None})
    backend.assert_same(more, backend.to_numpy(alone), "float64")
    got = output_layer_backward(alone, a, parameters | {"Wy": None})
    assert list(got) == ["da", "dWya", "dby"]


@pytest.fixture
def call(backend):
    def call(**changes):
        given = {
            "Wya": backend.array(np.ones((2, 3))),
            "by": backend.array(np.ones((2, 1))),
            "a": backend.array(np.ones((3, 4, 5))),
            "dz": backend.array(np.ones((2, 4, 5))),
        }
        given = {key: value for key, value in (given | changes).items() if value is not None}
        a, dz = given.pop("a"), given.pop("dz")
        if "dz" not in changes:
            output_layer_forward(a, given)
        return output_layer_backward(dz, a, given)

    return call


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "Wya",
            r"^parameters must have the keys Wya \(or Wy\) and by, but Wya \(or Wy\) is missing",
        ),
        ("by", r"^parameters must have the keys Wya \(or Wy\) and by, but by is missing"),
    ],
)
def test_missing_keys_are_named(call, key, words):
    with pytest.raises(ValueError, match=words):
        call(**{key: None})


@pytest.mark.parametrize(
    ("name", "shape", "words"),
    [
        (
            "a",
            (2, 4, 5),
            r"^a must have shape \(n_a, m, T\) = \(3, m, T\), but its shape is "
            r"\(2, 4, 5\); n_a = 3 comes from Wya",
        ),
        ("a", (3,), r"^a must have shape \(n_a, m\)"),
        ("a", (3, 4, 0), "^a must have T of at least 1"),
        ("Wya", (2, 3, 1), r"^Wya must have shape \(n_y, n_a\)"),
        ("by", (2,), r"^by must have shape \(n_y, 1\) = \(2, 1\), but its shape is \(2,\)"),
        ("dz", (3, 4, 5), r"^dz must have shape \(n_y, m, T\) = \(2, 4, 5\).* is \(3, 4, 5\)"),
        (
            "dz",
            (2, 4, 6),
            r"^dz must have shape .* \(2, 4, 5\).* is \(2, 4, 6\).*T = 5 comes from a",
        ),
        ("dz", (2, 4), r"^dz must have shape .* \(2, 4, 5\).* is \(2, 4\)"),
    ],
)
def test_wrong_shapes_are_named(backend, call, name, shape, words):
    with pytest.raises(ValueError, match=words):
        call(**{name: backend.array(np.ones(shape))})


@pytest.mark.parametrize("name", ["a", "Wya", "by", "dz"])
def test_wrong_dtypes_lists_and_two_libraries_are_named(backend, call, name):
    shape = {"a": (3, 4, 5), "Wya": (2, 3), "by": (2, 1), "dz": (2, 4, 5)}[name]
    integers = backend.array(np.ones(shape), "int64")
    with pytest.raises(TypeError, match=f"^{name} must hold real floating-point numbers"):
        call(**{name: integers})
    other = "by" if name == "Wya" else name  # Wya is looked at first; the next one then differs
    with pytest.raises(TypeError, match=f"^{other} must have dtype"):
        call(**{name: backend.array(np.ones(shape), "float32")})
    with pytest.raises(TypeError, match=f"^{name} must be an array, but it is of type list"):
        call(**{name: np.ones(shape).tolist()})
    foreign = torch.ones(shape) if backend.xp is np else np.ones(shape)
    with pytest.raises(TypeError, match=f"^{other} must be an array of .* as Wya is, but it is"):
        call(**{name: foreign})
