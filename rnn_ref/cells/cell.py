"""What every recurrent cell is: one step forward, one step backward, and the names of its state.

Unrolling, stacking and running in both directions need nothing more of a cell than this record.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rnn_ref.arguments.arrays import check_with_parameters


@dataclass(frozen=True, eq=False)
class Cell:
    """One recurrent cell, without a read-out.

    Attributes:
        name: what errors call it.
        state: the letters of its state, such as ("a", "c"). The first one is the layer's output.
        shapes: the parameters, key → letters of the shape.
        forward: (xt, *state_prev, parameters) → (*state_next, cache).
        backward: (*dstate_next, cache) → dict keyed dxt, then d + letter + _prev for each letter of
            the state, then d + key for each parameter.
        optional: parameters that may be left out, key → letters.
        widths: the letter of the size of each state; n_a where nothing else is said.

    References:
        the split of a cell (one step) from its unrolling is that of Haiku's RNNCore.

    Examples:
        >>> from rnn_ref.cells.lstm import LSTM
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

        Raises:
            TypeError, ValueError: for another initial than a tuple of one array for each letter of
                the state.
            TypeError, ValueError: those of check_with_parameters.
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
