"""The loop over time, forward and backward, for any cell: the text that rnn_ref/fast must equal."""

from array_api_compat import array_namespace

from rnn_ref.cells.caches import Frozen
from rnn_ref.sequences.freezing import freeze_past_end


def loop_forward(cell, x, initial, parameters, lengths=None):
    """The loop of unroll_forward.

    >>> import numpy as np
    >>> from rnn_ref.cells.rnn_step import TANH_RNN
    >>> weights = {"Wax": np.ones((1, 1)), "Waa": np.ones((1, 1)), "ba": np.zeros((1, 1))}
    >>> (a,), caches = loop_forward(TANH_RNN, np.ones((1, 1, 2)), (np.zeros((1, 1)),), weights)
    >>> len(caches)
    2
    """
    xp = array_namespace(x)
    state, steps, caches = initial, [], []
    for t in range(x.shape[2]):
        *state_next, cache = cell.forward(x[:, :, t], *state, parameters)
        if lengths is not None:
            state_next = [
                freeze_past_end(new, old, t, lengths) for new, old in zip(state_next, state)
            ]
            cache = Frozen(cache, t < lengths)
        steps.append(state_next)
        caches.append(cache)
        state = state_next
    states = tuple(xp.stack(list(letter), axis=2) for letter in zip(*steps))
    return states, caches


def loop_backward(cell, dstates, caches, window):
    """The loop of unroll_backward, with a number of steps for the window.

    >>> import numpy as np
    >>> from rnn_ref.cells.rnn_step import TANH_RNN
    >>> weights = {"Wax": np.ones((1, 1)), "Waa": np.ones((1, 1)), "ba": np.zeros((1, 1))}
    >>> (a,), caches = loop_forward(TANH_RNN, np.zeros((1, 1, 2)), (np.zeros((1, 1)),), weights)
    >>> loop_backward(TANH_RNN, (np.ones((1, 1, 2)),), caches, window=1)["dba"].tolist()
    [[2.0]]
    """
    first = caches[0].cache if isinstance(caches[0], Frozen) else caches[0]
    xp = array_namespace(first[0])
    later = [xp.zeros_like(first[k]) for k in range(len(cell.state))]  # caches begin with states
    dx_steps, sums = [], {}
    for t in reversed(range(len(caches))):
        dstate = [
            from_next if d is None else d[:, :, t] + from_next
            for d, from_next in zip(dstates, later)
        ]
        gradients, passed = _one_loop_backward(cell, dstate, caches[t])
        dx_steps.append(gradients.pop("dxt"))
        later = [gradients.pop(f"d{letter}_prev") for letter in cell.state]
        if passed is not None:
            later = [through + around for through, around in zip(later, passed)]
        for name, gradient in gradients.items():
            sums[name] = sums.get(name, 0) + gradient
        if t == 0:
            initial = {f"d{letter}0": d for letter, d in zip(cell.state, later)}
        if t % window == 0:  # the first step of a window: nothing leaves it
            later = [xp.zeros_like(d) for d in later]
    dx_steps.reverse()
    dx = xp.stack(dx_steps, axis=2)  # (n_x, m, T_x)
    return {"dx": dx, **initial, **sums}


def _one_loop_backward(cell, dstate, cache):
    """The gradients of a step, and what passes around it where the state was frozen."""
    if not isinstance(cache, Frozen):
        return cell.backward(*dstate, cache), None
    xp = array_namespace(dstate[0])
    zeros = [xp.zeros_like(d) for d in dstate]
    through = [xp.where(cache.alive, d, zero) for d, zero in zip(dstate, zeros)]
    around = [xp.where(cache.alive, zero, d) for d, zero in zip(dstate, zeros)]
    return cell.backward(*through, cache.cache), around
