"""What a cell keeps of each step for the way back, and checks of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.cells.cell import Cell


class Frozen(NamedTuple):
    """The cache of one step of a padded batch."""

    cache: tuple  # of the cell
    alive: object  # (m,), True where the sequence still runs


def check_caches(cell: Cell, caches) -> tuple:
    """Check that caches come from this cell, and return the cell's cache of the first step.

    Two cells with the same parameters, such as TANH_RNN and RELU_RNN, cannot be told apart.

    >>> from rnn_ref.cells.gru import GRU
    >>> check_caches(GRU, [])
    Traceback (most recent call last):
    ValueError: caches must have at least one step, but it is empty.
    """
    if not isinstance(caches, Sequence):
        raise TypeError(
            "caches must be what the way forward returned, but it is of type "
            f"{type(caches).__name__}."
        )
    if not caches:
        raise ValueError("caches must have at least one step, but it is empty.")
    first = caches[0]
    first = first.cache if isinstance(first, Frozen) else first
    parameters = first[-1] if isinstance(first, tuple) and first else None
    known = {*cell.shapes, *cell.optional, "Wya", "Wy", "by"}
    keys = set(parameters) if isinstance(parameters, Mapping) else set()
    made_by = getattr(caches, "cell", cell)
    if made_by is not cell or not set(cell.shapes) <= keys <= known:
        raise ValueError(
            f"caches must be those of the cell {cell.name}, but they are of "
            f"{'another cell' if keys else 'another kind'}."
        )
    return first


def check_steps(cell: Cell, dstate, caches, letter: str = "a") -> None:
    """Check that a gradient fits the caches of a cell: sizes, library, device, dtype and steps.

    Args:
        letter: the letter of the state that it is the gradient of.

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import TANH_RNN
        >>> weights = {key: np.ones((1, 1)) for key in TANH_RNN.shapes}
        >>> a_next, cache = TANH_RNN.forward(np.ones((1, 1)), np.ones((1, 1)), weights)
        >>> check_steps(TANH_RNN, np.ones((1, 1, 3)), [cache])
        Traceback (most recent call last):
        ValueError: da and caches must have the same number of steps, but da has 3 and caches has 1.
    """
    state = check_caches(cell, caches)[cell.state.index(letter)]  # a cache begins with the states
    name, n = f"d{letter}", cell.width(letter)
    check_arrays(**{"the cache": (state, f"{n} m"), name: (dstate, f"{n} m T_x")})
    if dstate.shape[2] != len(caches):
        raise ValueError(
            f"{name} and caches must have the same number of steps, but {name} has "
            f"{dstate.shape[2]} and caches has {len(caches)}."
        )
