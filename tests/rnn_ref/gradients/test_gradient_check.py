"""Numerical gradients and the check by hand, against torch autograd, and on planted mistakes."""

import warnings

import array_api_strict
import numpy as np
import pytest
import torch
from array_api_compat import array_namespace
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnn_ref import gradient_check, numerical_gradient, rnn_forward, sequence_cross_entropy

size = st.integers(1, 3)
sizes = st.fixed_dictionaries({"n_x": size, "n_a": size, "n_y": size, "m": size, "T": size})
ones = {"n_x": 1, "n_a": 1, "n_y": 1, "m": 1, "T": 1}
each = pytest.mark.parametrize("function", ["numerical_gradient", "gradient_check"])


def cubes(parameters):
    """Σ w³ + 2 Σ b, with the gradients 3 w² and 2."""
    w, b = parameters["w"], parameters["b"]
    xp = array_namespace(w)
    return xp.sum(w * w * w) + 2 * xp.sum(b)


@pytest.fixture
def good(backend):
    return {"w": backend.array([[1.0, -2.0], [0.0, 3.0]]), "b": backend.array(5.0)}


def test_numerical_gradient_by_hand(backend, good):
    # The central difference of w³ is ((w + ε)³ − (w − ε)³) / 2ε = 3 w² + ε², here with ε = 0.1.
    with backend.unchanged(good):
        got = numerical_gradient(cubes, good, epsilon=0.1)
    assert list(got) == ["dw", "db"]
    backend.assert_same(got["dw"], [[3.01, 12.01], [0.01, 27.01]], "float64")
    backend.assert_same(got["db"], 2.0, "float64")


def test_loss_may_return_a_float_or_an_integer(backend, good):
    got = numerical_gradient(lambda p: float(cubes(p)), good)
    np.testing.assert_allclose(backend.to_numpy(got["dw"]), [[3, 12], [0, 27]], atol=1e-8)
    got = numerical_gradient(lambda p: 7, good)
    backend.assert_same(got["dw"], np.zeros((2, 2)), "float64")


def test_gradient_check_by_hand(backend, good):
    # w: ‖g − n‖ = ‖(0, 0; 0, 3)‖ = 3 with g = (3, 12; 0, 30), n = (3, 12; 0, 27)
    #    ‖g‖ = √1053 = 32.449961479, ‖n‖ = √882 = 29.698484810, 3 / 62.148446289 = 0.048271520559
    # b: |−2 − 2| / (2 + 2) = 1
    gradients = {"dw": backend.array([[3.0, 12.0], [0.0, 30.0]]), "db": backend.array(-2.0)}
    with backend.unchanged(good, gradients):
        got = gradient_check(cubes, good, gradients)
    assert got == pytest.approx({"w": 0.048271520559, "b": 1.0}, abs=1e-8)
    assert [type(value) for value in got.values()] == [float, float]


def test_gradients_that_are_both_0_agree(backend, good):
    zeros = {"dw": backend.array(np.zeros((2, 2))), "db": backend.array(0.0)}
    assert gradient_check(lambda p: 1.0, good, zeros) == {"w": 0.0, "b": 0.0}


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_a_gradient_that_is_not_finite_is_not_right(backend, good, wrong):
    gradients = {"dw": backend.array([[3.0, 12.0], [0.0, wrong]]), "db": backend.array(2.0)}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        got = gradient_check(cubes, good, gradients)
    assert np.isnan(got["w"]) and got["b"] < 1e-9


def test_very_small_gradients_are_compared_too(backend):
    """Squares of 1e-200 vanish in float64; the difference must not."""
    w = {"w": backend.array([1.0])}
    got = gradient_check(lambda p: p["w"][0] * 1e-200, w, {"dw": backend.array([3e-200])})
    assert got["w"] == pytest.approx(0.5, abs=1e-8)


@settings(max_examples=8, deadline=None)
@given(sizes=sizes, seed=st.integers(0, 2**32 - 1))
@example(sizes=ones, seed=0)
def test_an_rnn_agrees_with_autograd(backend, draw, sizes, seed):
    drawn = draw(seed, **sizes)
    classes = drawn.random.integers(sizes["n_y"], size=(sizes["m"], sizes["T"]))
    labels = np.eye(sizes["n_y"])[classes].transpose(2, 0, 1)

    def loss_of(array):
        x, y = array(drawn.x), array(labels)
        mask = array(np.ones(classes.shape))
        return lambda p: sequence_cross_entropy(
            rnn_forward(x, p["a0"], {k: v for k, v in p.items() if k != "a0"})[1], y, mask
        )

    values = drawn.parameters | {"a0": drawn.a0}
    tensors = {k: torch.tensor(v, requires_grad=True) for k, v in values.items()}
    loss_of(torch.tensor)(tensors).backward()
    autograd = {f"d{k}": v.grad.numpy() for k, v in tensors.items()}

    parameters = backend.arrays(values, "float64")
    numerical = numerical_gradient(loss_of(backend.array), parameters)
    assert numerical.keys() == autograd.keys()
    for key, value in numerical.items():
        np.testing.assert_allclose(backend.to_numpy(value), autograd[key], rtol=0, atol=1e-8)


def test_a_planted_mistake_in_one_gradient_is_found(backend, good):
    gradients = {"dw": backend.array([[3.0, 12.0], [0.0, 27.0]]), "db": backend.array(2.0)}
    right = gradient_check(cubes, good, gradients)
    assert max(right.values()) < 1e-9
    for factor in (1.01, -1.0, 0.0):
        found = gradient_check(cubes, good, gradients | {"dw": factor * gradients["dw"]})
        assert found["w"] > 1e-3 and found["b"] == right["b"]


@pytest.fixture
def call(backend, good):
    def call(function, loss=cubes, parameters=good, epsilon=1e-5, **changes):
        if function == "numerical_gradient":
            return numerical_gradient(loss, parameters, epsilon)
        gradients = {"dw": backend.array(np.ones((2, 2))), "db": backend.array(1.0)} | changes
        gradients = {key: value for key, value in gradients.items() if value is not None}
        return gradient_check(loss, parameters, gradients, epsilon)

    return call


@each
@pytest.mark.parametrize(
    ("loss", "words"),
    [
        (3.0, "^loss must be a function, but it is of type float"),
        (lambda p: None, "^loss must return a number or a 0-d array, .* is of type NoneType"),
        (lambda p: "1.0", "^loss must return a number or a 0-d array, .* is of type str"),
        (lambda p: p["w"], r"^loss must return a number or a 0-d array, .* has shape \(2, 2\)"),
        (
            lambda p: p["w"][:1, 0],
            r"^loss must return a number or a 0-d array, .* has shape \(1,\)",
        ),
    ],
)
def test_wrong_losses_are_named(call, function, loss, words):
    with pytest.raises(TypeError, match=words):
        call(function, loss=loss)


@each
def test_a_loss_in_float32_is_named(backend, call, function):
    one = backend.array(1.0, "float32")
    with pytest.raises(TypeError, match="^loss must return float64 .* is .*float32"):
        call(function, loss=lambda p: one)


@each
@pytest.mark.parametrize(
    ("epsilon", "error", "words"),
    [
        (0, ValueError, "^epsilon must be a finite number above 0, but it is 0.0"),
        (-1e-5, ValueError, "^epsilon must be a finite number above 0"),
        ("small", TypeError, "^epsilon must be a number, but it is of type str"),
    ],
)
def test_wrong_distances_are_named(call, function, epsilon, error, words):
    with pytest.raises(error, match=words):
        call(function, epsilon=epsilon)


@each
def test_wrong_parameters_are_named(backend, good, call, function):
    words = "^b must have dtype float64, because .* 3 digits, but its dtype is .*float32"
    floats = {"b": backend.array(1.0, "float32"), "w": backend.array([1.0], "float32")}
    with pytest.raises(TypeError, match=words):
        call(function, parameters=floats)
    with pytest.raises(TypeError, match="^w must have dtype .*float32 as b has, but"):
        call(function, parameters={"b": floats["b"], "w": good["w"]})
    with pytest.raises(TypeError, match="^parameters must be a dict of arrays, .* type list"):
        call(function, parameters=[1.0])
    with pytest.raises(ValueError, match="^parameters must hold at least one array"):
        call(function, parameters={})
    with pytest.raises(TypeError, match="^w must be an array, but it is of type list"):
        call(function, parameters={"w": [1.0]})


def test_wrong_gradients_are_named(backend, call):
    keys = "^gradients must have the keys dw, db, one for each of parameters, but "
    with pytest.raises(ValueError, match=keys + "db is missing"):
        call("gradient_check", db=None)
    with pytest.raises(ValueError, match=keys + "da0 is unknown"):
        call("gradient_check", da0=backend.array(1.0))
    with pytest.raises(ValueError, match=r"^dw must have shape \(2, 2\) as w has, .* \(4,\)"):
        call("gradient_check", dw=backend.array(np.ones(4)))
    with pytest.raises(TypeError, match="^db must have dtype .*float64 as dw has"):
        call("gradient_check", db=backend.array(1.0, "float32"))
    with pytest.raises(TypeError, match="^dw must have dtype .*float64 as w has"):
        call(
            "gradient_check",
            dw=backend.array(np.ones((2, 2)), "float32"),
            db=backend.array(1.0, "float32"),
        )
    with pytest.raises(TypeError, match="^db must be an array, but it is of type float"):
        call("gradient_check", db=1.0)
    with pytest.raises(TypeError, match="^gradients must be a dict of arrays, .* type NoneType"):
        gradient_check(cubes, {"w": backend.array([1.0])}, None)


def test_two_libraries_are_named():
    w = {"w": np.ones(2)}
    for other in (torch.ones(2).double(), array_api_strict.ones(2)):
        with pytest.raises(TypeError, match="^dw must be an array of numpy as w is"):
            gradient_check(lambda p: 1.0, w, {"dw": other})
        with pytest.raises(TypeError, match="^v must be an array of numpy as w is"):
            numerical_gradient(lambda p: 1.0, w | {"v": other})
