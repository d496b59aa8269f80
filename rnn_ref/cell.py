"""What every recurrent cell is: one step forward, one step backward, and the names of its state.

Unrolling, stacking and running in both directions need nothing more of a cell than this record.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rnn_ref.arguments import check_arrays, check_with_parameters


@dataclass(frozen=True, eq=False)
class Cell:
    """One recurrent cell, without a read-out.

    name: what errors call it.
    state: the letters of its state, such as ("a", "c"). The first one is the layer's output.
    shapes: the parameters, key → letters of the shape.
    forward: (xt, *state_prev, parameters) → (*state_next, cache).
    backward: (*dstate_next, cache) → dict keyed dxt, then d + letter + _prev for each letter of
    the state, then d + key for each parameter.
    optional: parameters that may be left out, key → letters.
    widths: the letter of the size of each state; n_a where nothing else is said.

    Source: the split of a cell (one step) from its unrolling is that of Haiku's RNNCore.

    >>> from rnn_ref.cells import LSTM
    >>> LSTM.state, list(LSTM.shapes)
    (('a', 'c'), ['Wf', 'bf', 'Wu', 'bu', 'Wc', 'bc', 'Wo', 'bo'])
    """

    name: str
    state: tuple[str, ...]
    shapes: Mapping[str, str]
    forward: Callable
    backward: Callable
    optional: Mapping[str, str] = field(default_factory=dict)
    widths: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self):
        return f"Cell({self.name})"

    def width(self, letter: str) -> str:
        """The letter of a state's size, such as n_a."""
        return self.widths.get(letter, "n_a")

    def check(self, x, initial, parameters, **more) -> dict[str, int]:
        """Check a sequence, its initial state and the parameters; return the sizes.

        Errors: TypeError or ValueError for another initial than a tuple of one array for each
        letter of the state, and those of rnn_ref.arguments.check_with_parameters.
        """
        names = tuple_of([f"{letter}0" for letter in self.state])
        wanted = f"initial must be the tuple {names} for the cell {self.name}"
        if not isinstance(initial, tuple):
            raise TypeError(f"{wanted}, but it is of type {type(initial).__name__}.")
        if len(initial) != len(self.state):
            raise ValueError(f"{wanted}, but it has length {len(initial)}.")
        states = {
            f"{letter}0": (array, f"{self.width(letter)} m")
            for letter, array in zip(self.state, initial)
        }
        return check_with_parameters(
            parameters, self.shapes, self.optional, x=(x, "n_x m T_x"), **states, **more
        )


def tuple_of(names) -> str:
    """Names as Python writes a tuple of them.

    >>> tuple_of(["a0"]), tuple_of(["a0", "c0"])
    ('(a0,)', '(a0, c0)')
    """
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def check_cell(cell) -> None:
    """Check that cell is a Cell.

    >>> check_cell("gru")
    Traceback (most recent call last):
    TypeError: cell must be a cell such as rnn_ref.GRU, but it is of type str.
    """
    if not isinstance(cell, Cell):
        raise TypeError(
            f"cell must be a cell such as rnn_ref.GRU, but it is of type {type(cell).__name__}."
        )


def check_caches(cell: Cell, caches) -> tuple:
    """Check that caches come from this cell, and return the cell's cache of the first step.

    Two cells with the same parameters, such as TANH_RNN and RELU_RNN, cannot be told apart.

    >>> from rnn_ref.cells import GRU
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
    first = getattr(first, "cache", first)  # of a padded batch
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


def check_steps(cell: Cell, da, caches) -> None:
    """Check that da fits the caches of a cell: sizes, library, device, dtype and steps.

    >>> import numpy as np
    >>> from rnn_ref.elman import TANH_RNN
    >>> weights = {key: np.ones((1, 1)) for key in TANH_RNN.shapes}
    >>> a_next, cache = TANH_RNN.forward(np.ones((1, 1)), np.ones((1, 1)), weights)
    >>> check_steps(TANH_RNN, np.ones((1, 1, 3)), [cache])
    Traceback (most recent call last):
    ValueError: da and caches must have the same number of steps, but da has 3 and caches has 1.
    """
    first = check_caches(cell, caches)
    check_arrays(**{"the cache": (first[0], "n_a m"), "da": (da, "n_a m T_x")})
    if da.shape[2] != len(caches):
        raise ValueError(
            f"da and caches must have the same number of steps, but da has "
            f"{da.shape[2]} and caches has {len(caches)}."
        )
