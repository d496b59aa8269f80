"""Any cell over a whole sequence, forward and backward, with padding and in windows.

The loops are in time_loop.py. Where rnn_ref/fast has the same numbers sooner, it is used.
"""

from array_api_compat import array_namespace, device

from rnn_ref.arguments.lengths import check_lengths
from rnn_ref.arguments.numbers import check_count
from rnn_ref.cells.caches import check_caches, check_steps
from rnn_ref.cells.cell import Cell, check_cell, tuple_of
from rnn_ref.fast.forward import fast_forward
from rnn_ref.sequences.time_loop import loop_backward, loop_forward


def unroll_forward(cell: Cell, x, initial: tuple, parameters: dict, lengths=None):
    """Run a cell over a whole sequence.

    Equations:
        state⟨t⟩ = cell(x⟨t⟩, state⟨t−1⟩)   for t = 1 … T_x, starting from the initial state
        column i keeps its state   for t > T_x⁽ⁱ⁾

    Args:
        cell: one of rnn_ref.CELLS.
        x: (n_x, m, T_x), with T_x at least 1. What stands in padded steps does not matter.
        initial: a tuple with one array (n_a, m) for each letter of cell.state: (a0,), or (a0, c0).
        parameters: those of the cell.
        lengths: (m,), integers from 0 to T_x, the number of real steps of each example; None means
            that all steps are real.

    Returns:
        a tuple with one array (n_a, m, T_x) for each letter of cell.state, and the caches of the
        T_x steps.

    Raises:
        TypeError, ValueError: those of the cell.
        ValueError: if the sequence has no step, or for a length that is below 0 or above T_x.
        TypeError: if lengths holds no integers.

    References:
        Elman 1990, "Finding structure in time"; the padding as in the packed sequences in the
        documentation of PyTorch.

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import TANH_RNN
        >>> weights = {"Wax": np.ones((1, 1)), "Waa": np.ones((1, 1)), "ba": np.zeros((1, 1))}
        >>> start = (np.zeros((1, 1)),)
        >>> (a,), caches = unroll_forward(TANH_RNN, np.ones((1, 1, 3)), start, weights,
        ...                               lengths=np.asarray([2]))
        >>> a.round(4).tolist()  # the third step is padded
        [[[0.7616, 0.9427, 0.9427]]]
    """
    check_cell(cell)
    cell.check(x, initial, parameters)
    if lengths is not None:
        x, lengths = _without_padding(x, lengths)
    fast = fast_forward(cell, x, initial, parameters, lengths)
    if fast is not None:
        return fast
    return loop_forward(cell, x, initial, parameters, lengths)


def unroll_backward(cell: Cell, dstates: tuple, caches, window: int | None = None) -> dict:
    """Go back through a whole sequence.

    Equations:
        dstate⟨t⟩ = dstate⟨t⟩ from outside + dstate⟨t⟩ from step t + 1   for t = T_x … 1
        The weights are the same at every step, so their gradients are sums over the steps. Where
        column i was frozen, its gradient passes on to step t − 1 as it is.

    Args:
        cell: the cell that was unrolled.
        dstates: a tuple with one array (n_a, m, T_x) for each letter of cell.state, the gradient
            that reaches each state⟨t⟩ from outside the recurrence; None in it stands for zeros.
        caches: from unroll_forward.
        window: steps in a window of truncated backpropagation, as in truncated_bptt; None drops
            nothing.

    Returns:
        dict of dx (n_x, m, T_x), d + letter + 0 (n_a, m) for each letter of the state, and d + key
        for each parameter.

    Raises:
        TypeError, ValueError: for a wrong number of gradients or steps, a wrong shape, dtype,
            library or device, and a window that is no integer of at least 1.

    References:
        Werbos 1990, "Backpropagation through time: what it does and how to do it".

    Examples:
        >>> import numpy as np
        >>> from rnn_ref.cells.rnn_step import TANH_RNN
        >>> weights = {"Wax": np.ones((1, 1)), "Waa": np.ones((1, 1)), "ba": np.zeros((1, 1))}
        >>> start = (np.zeros((1, 1)),)
        >>> (a,), caches = unroll_forward(TANH_RNN, np.zeros((1, 1, 3)), start, weights,
        ...                               lengths=np.asarray([2]))
        >>> unroll_backward(TANH_RNN, (np.ones((1, 1, 3)),), caches)["dba"].tolist()  # 2 + 3
        [[5.0]]
    """
    window = _check_backward(cell, dstates, caches, window)
    if hasattr(caches, "backward") and not caches.follows_autograd(dstates):  # of rnn_ref/fast
        return caches.backward(dstates, window)
    return loop_backward(cell, dstates, caches, window)


def _without_padding(x, lengths):
    """x with zeros in its padded steps, and the lengths as int64 in memory of their own.

    So nothing in the padding, not even NaN, reaches a gradient, and steps beyond 127 can be
    compared with lengths that came as int8.
    """
    T_x = x.shape[2]
    check_lengths(lengths, T_x, x=(x, "n_x m T_x"))
    xp = array_namespace(x, lengths)
    lengths = xp.astype(lengths, xp.int64)  # (m,)
    steps = xp.arange(T_x, dtype=xp.int64, device=device(lengths))  # (T_x,)
    real = steps[None, :] < lengths[:, None]  # (m, T_x)
    return xp.where(real[None, :, :], x, xp.zeros_like(x)), lengths


def _check_backward(cell, dstates, caches, window):
    """Check the gradients, and return the number of steps in a window."""
    check_cell(cell)
    check_caches(cell, caches)
    names = tuple_of([f"d{letter}" for letter in cell.state])
    if not isinstance(dstates, tuple):
        raise TypeError(
            f"dstates must be the tuple {names} for the cell {cell.name}, "
            f"but it is of type {type(dstates).__name__}."
        )
    if len(dstates) != len(cell.state) or all(d is None for d in dstates):
        raise ValueError(
            f"dstates must be the tuple {names} for the cell {cell.name}, with "
            f"at least one array, but it has length {len(dstates)}."
        )
    for letter, d in zip(cell.state, dstates):
        if d is not None:
            check_steps(cell, d, caches, letter)
    return len(caches) if window is None else check_count("window", window, least=1)
