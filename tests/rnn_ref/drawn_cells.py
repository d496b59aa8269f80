"""Inputs for any cell, drawn at random, and gradients of torch's autograd to compare with."""

from types import SimpleNamespace

import numpy as np
import torch
from array_api_compat import device

from rnn_ref import Bidirectional

# ‖got − expected‖ ≤ limit · (‖expected‖ + floor). The floor is for gradients that are 0.
LIMITS = {"float64": (1e-9, 1e-6), "float32": (1e-3, 0.1)}


def draw_cell(cell, seed, n_x=3, n_a=4, n_y=2, m=5, T=4, optional=True, scale=0.7):
    """Inputs of a cell by NumPy; every entry is rounded to float32, so one value serves both.

    initial: a tuple of first states; dstates: gradients of all states from outside.
    """
    random = np.random.default_rng(seed)
    sizes = {"n_x": n_x, "n_a": n_a, "n_y": n_y, "m": m, "T": T, "1": 1}

    def normal(letters):
        shape = [sum(sizes[part] for part in letter.split("+")) for letter in letters.split()]
        return (scale * random.normal(size=shape)).astype("float32").astype("float64")

    shapes = {**cell.shapes, **(cell.optional if optional else {})}
    widths = [cell.width(letter) for letter in cell.state]
    return SimpleNamespace(
        x=normal("n_x m T"),
        random=random,
        normal=normal,
        initial=tuple(normal(f"{n} m") for n in widths),
        parameters={key: normal(shape) for key, shape in shapes.items()},
        dstates=tuple(normal(f"{n} m T") for n in widths),
        lengths=random.integers(0, T + 1, size=m),
    )


def draw_stack(layers, seed, n_x=3, n_a=3, m=4, T=3):
    """x, initial, parameters and masks for a stack; each layer is one unit wider than the last."""
    initial, parameters, masks, width = [], [], [], n_x
    for number, layer in enumerate(layers):
        both = isinstance(layer, Bidirectional)
        one, other = (
            draw_cell(
                layer.cell if both else layer,
                [seed, number, way],
                n_x=width,
                n_a=n_a + number,
                m=m,
                T=T,
            )
            for way in (0, 1)
        )
        initial.append(two_ways(one.initial, other.initial) if both else one.initial)
        parameters.append(two_ways(one.parameters, other.parameters) if both else one.parameters)
        width = (n_a + number) * (1 + both)
        masks.append(2.0 * one.random.integers(2, size=(width, m, T)))
    first = draw_cell(
        layers[0].cell if hasattr(layers[0], "cell") else layers[0], seed, n_x=n_x, m=m, T=T
    )
    return SimpleNamespace(
        x=first.x,
        random=first.random,
        initial=initial,
        parameters=parameters,
        masks=masks[:-1],
        weight=first.random.normal(size=(width, m, T)),
    )


def draw_lengths(random, m, T, least=0):
    """Real steps of each example: the first has all T, and the last (of two or more) the least."""
    lengths = random.integers(least, T + 1, size=m)
    lengths[0] = T
    lengths[1:][-1:] = least
    return lengths


def two_ways(one, other):
    return {"forward": one, "backward": other}


def each(function, tree):
    """The function of every array in nested dicts, lists and tuples."""
    if isinstance(tree, dict):
        return {key: each(function, value) for key, value in tree.items()}
    if isinstance(tree, (list, tuple)):
        return type(tree)(each(function, value) for value in tree)
    return function(tree)


def leaves(tree):
    """The arrays as torch tensors whose gradient autograd finds."""
    return each(lambda value: torch.tensor(value, dtype=torch.float64, requires_grad=True), tree)


def grad(tensor):
    return torch.zeros_like(tensor) if tensor.grad is None else tensor.grad


def cell_gradients(cell, initial, parameters):
    """What autograd has found, by the names of unroll_backward, without dx."""
    named = {f"{letter}0": state for letter, state in zip(cell.state, initial)} | parameters
    return {f"d{name}": grad(tensor) for name, tensor in named.items()}


def assert_gradients(backend, got, expected, dtype, name="gradient"):
    """The same names, library, device, dtype and shapes; ‖got − expected‖ / ‖expected‖ is small."""
    if isinstance(expected, dict):
        assert set(got) == set(expected), name
        for key in expected:
            assert_gradients(backend, got[key], expected[key], dtype, f"{name} {key}")
        return
    if isinstance(expected, list):
        assert len(got) == len(expected), name
        for number, (one, other) in enumerate(zip(got, expected)):
            assert_gradients(backend, one, other, dtype, f"{name} {number}")
        return
    assert isinstance(got, backend.kind), name
    assert device(got) == device(backend.array([0.0])) and got.dtype == getattr(backend.xp, dtype)
    assert tuple(got.shape) == tuple(expected.shape), name
    limit, floor = LIMITS[dtype]
    wrong = np.linalg.norm((backend.to_numpy(got) - expected.numpy()).ravel())
    size = np.linalg.norm(expected.numpy().ravel())
    assert wrong <= limit * (size + floor), f"{name}: {wrong} of {size}"
