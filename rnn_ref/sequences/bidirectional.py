"""A layer that reads in both directions, for a stack."""

from dataclasses import dataclass

from rnn_ref.cells.cell import Cell


@dataclass(frozen=True)
class Bidirectional:
    """A layer that runs its cell in both directions.

    >>> from rnn_ref.cells.lstm import LSTM
    >>> Bidirectional(LSTM)
    Bidirectional(cell=Cell(lstm))
    """

    cell: Cell
