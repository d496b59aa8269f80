"""The libraries and devices that every test of the reference runs on, and how to compare."""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

import array_api_compat.torch
import array_api_strict
import numpy as np
import pytest
import torch
from array_api_compat import device as device_of
from array_api_compat import to_device

from tests.rnn_ref import drawn_cells


@dataclass(frozen=True)
class Backend:
    """One library on one device."""

    name: str
    xp: Any
    device: Any
    kind: type

    def array(self, values, dtype=None):
        """A fresh array of this back end with the given values."""
        values = self.xp.asarray(np.array(values, dtype=dtype), copy=True)
        # In two steps: torch.asarray refuses to copy a 0-d array of NumPy's to a GPU.
        return to_device(values, self.device)

    def arrays(self, values: dict, dtype) -> dict:
        return {name: self.array(value, dtype) for name, value in values.items()}

    def to_numpy(self, array) -> np.ndarray:
        if self.xp is array_api_strict:
            array = array.to_device(array_api_strict.Device("CPU_DEVICE"))
        if isinstance(array, torch.Tensor):
            array = array.detach().cpu().numpy()
        return np.asarray(array)

    def assert_same(self, got, expected, dtype):
        """Library, device, dtype, shape and values are as they should be."""
        assert isinstance(got, self.kind)
        assert device_of(got) == device_of(self.array([0.0]))
        assert got.dtype == getattr(self.xp, dtype)
        expected = np.asarray(expected, dtype="float64")
        assert tuple(got.shape) == expected.shape
        # A recurrence multiplies rounding errors, so a value near 0 may be off by as much.
        close = {"float64": 1e-10, "float32": 3e-4}[dtype]
        np.testing.assert_allclose(self.to_numpy(got), expected, rtol=close, atol=close)

    @contextmanager
    def unchanged(self, *arguments):
        """What stands in the with-block must not change these arrays and dicts of arrays."""
        flat = []
        for argument in arguments:
            flat += argument.values() if isinstance(argument, dict) else [argument]
        before = [self.to_numpy(array).copy() for array in flat]
        yield
        for array, values in zip(flat, before, strict=True):
            np.testing.assert_array_equal(self.to_numpy(array), values)


def _backend(name):
    strict = array_api_strict
    if name == "numpy":
        return Backend(name, np, "cpu", np.ndarray)
    if name == "array-api-strict":
        return Backend(name, strict, strict.Device("CPU_DEVICE"), type(strict.asarray(0)))
    if name == "array-api-strict-device1":  # a second device on any machine
        return Backend(name, strict, strict.Device("device1"), type(strict.asarray(0)))
    device = torch.device("cpu" if name == "torch-cpu" else "cuda:0")
    return Backend(name, array_api_compat.torch, device, torch.Tensor)


BACKENDS = ["numpy", "array-api-strict", "array-api-strict-device1", "torch-cpu", "torch-cuda"]


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request):
    if request.param == "torch-cuda" and not torch.cuda.is_available():
        pytest.skip("no CUDA GPU here")
    return _backend(request.param)


@pytest.fixture(scope="session", params=["float32", "float64"])
def dtype(request):
    return request.param


# NumPy and torch prove both dtypes; the two strict devices prove the standard, with one each.
ONE_DTYPE = {"array-api-strict": "float64", "array-api-strict-device1": "float32"}


def pytest_collection_modifyitems(config, items):
    wanted, spared = [], []
    for item in items:
        given = item.callspec.params if hasattr(item, "callspec") else {}
        dtype = given.get("dtype")
        right = dtype is None or dtype == ONE_DTYPE.get(given.get("backend"), dtype)
        (wanted if right else spared).append(item)
    items[:] = wanted
    config.hook.pytest_deselected(items=spared)


@pytest.fixture(scope="session")
def draw():
    """draw(seed, n_x=…, …) → the NumPy inputs of an RNN, every entry rounded to float32.

    The rounding lets one expected value, computed in float64, serve both dtypes.
    """

    def draw_rnn(seed, n_x=3, n_a=5, n_y=2, m=7, T=4):
        random = np.random.default_rng(seed)

        def normal(*shape):
            return random.normal(size=shape).astype("float32").astype("float64")

        parameters = {
            "Wax": normal(n_a, n_x),
            "Waa": normal(n_a, n_a),
            "Wya": normal(n_y, n_a),
            "ba": normal(n_a, 1),
            "by": normal(n_y, 1),
        }
        return SimpleNamespace(
            parameters=parameters,
            x=normal(n_x, m, T),
            a0=normal(n_a, m),
            Way=normal(n_a, n_y),
            y0=normal(n_y, m),
            logits=normal(n_y, m, T),
            random=random,
        )

    return draw_rnn


@pytest.fixture(scope="session")
def torch_states():
    """torch_states(x, a0, parameters) → all states of torch.nn.RNN, (n_a, m, T), by NumPy.

    The weights are set by hand here, not by match_torch_rnn.
    """

    def run(x, a0, parameters):
        n_a, n_x = parameters["Wax"].shape
        rnn = torch.nn.RNN(n_x, n_a, dtype=torch.float64)
        with torch.no_grad():
            rnn.weight_ih_l0.copy_(torch.tensor(parameters["Wax"]))
            rnn.weight_hh_l0.copy_(torch.tensor(parameters["Waa"]))
            rnn.bias_ih_l0.copy_(torch.tensor(parameters["ba"][:, 0]))
            rnn.bias_hh_l0.zero_()
            steps, last = rnn(
                torch.tensor(x.transpose(2, 1, 0).copy()), torch.tensor(a0.T[None].copy())
            )
        return steps.numpy().transpose(2, 1, 0)

    return run


@pytest.fixture(scope="session")
def torch_predictions():
    """torch_predictions(a, parameters) → the predictions for states (n_a, m, T), by NumPy."""

    def read_out(a, parameters):
        scores = torch.nn.functional.linear(
            torch.tensor(a.transpose(2, 1, 0).copy()),
            torch.tensor(parameters["Wya"]),
            torch.tensor(parameters["by"][:, 0]),
        )
        return torch.softmax(scores, dim=2).numpy().transpose(2, 1, 0)

    return read_out


@pytest.fixture(scope="session")
def draw_cell():
    """draw_cell(cell, seed, n_x=…, …) → NumPy inputs of any cell, with all sizes different."""
    return partial(drawn_cells.draw_cell, n_a=5, n_y=4, m=7, scale=1.0)


@pytest.fixture(scope="session")
def assert_gradients():
    """assert_gradients(got, expected): dicts of arrays, relative error of each below 1e-9.

    Where a unit is saturated, 1 − a² is right to about 1e-16 but may itself be 1e-9: its last
    digits are rounding, in autograd as in ours. So a gradient smaller than 1e-5 is compared as if
    it were 1e-5, which still asks for an absolute error below 1e-14.
    """

    def check(got, expected, most=1e-9):
        assert set(got) == set(expected)
        for name, right in expected.items():
            right, given = np.asarray(right), np.asarray(got[name])
            assert given.shape == right.shape, name
            error = np.linalg.norm(given - right) / max(np.linalg.norm(right), 1e-5)
            assert error < most, f"{name}: relative error {error:.1e}"

    return check
