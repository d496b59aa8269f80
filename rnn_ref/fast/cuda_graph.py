"""A way forward and back as one CUDA graph: the host asks the GPU once, not for every operation.

Where a step is small, the host takes longer to ask for its dozen operations than the GPU to do
them. A graph of all steps is asked for at once. Nothing uses it unless `capture` is called.
"""

import torch

from rnn_ref.fast.forward import RUNS

WARM_UP = 3  # runs before the capture: libraries make what they need at their first use


def capture(cell, x, initial, parameters, dstates, window=None):
    """Record what unroll_forward and unroll_backward do for arrays of these sizes.

    Padding is not possible: its steps depend on numbers that the host would have to read.

    Args:
        cell: a cell that has a run in rnn_ref/fast.
        x: (n_x, m, T_x), a torch tensor on a CUDA device, as all the others.
        initial: a tuple with one array (n_a, m) for each letter of cell.state.
        parameters: those of the cell.
        dstates: a tuple with one array (n_a, m, T_x) or None for each letter of cell.state.
        window: steps in a window of truncated backpropagation; None drops nothing.

    Returns:
        run(x, initial, parameters, dstates) → (states, gradients), for new numbers in arrays of the
        same sizes. The arrays that it returns are the graph's own: the next run overwrites them.

    Raises:
        TypeError: if the cell has no run in rnn_ref/fast or x is not on a CUDA device.
        ValueError: for a wrong shape and, from run, for an array that differs from the captured one
            in more than its numbers.
    """
    given = named(x, initial, parameters, dstates)
    outside = {name: (d, "n_a m T_x") for name, d in given.items() if name.startswith("dstates")}
    cell.check(x, initial, parameters, **outside)
    if cell not in RUNS:
        raise TypeError(f"The cell {cell.name} has no run in rnn_ref/fast, so it has no graph.")
    if getattr(x.device, "type", x.device) != "cuda":
        raise TypeError(f"A CUDA graph needs arrays on a CUDA device, but x is on {x.device}.")
    kept = {name: array.detach().clone() for name, array in given.items()}
    k_initial = tuple(kept[f"initial[{k}]"] for k in range(len(initial)))
    k_parameters = {key: kept[key] for key in parameters}
    k_dstates = tuple(kept.get(f"dstates[{k}]") for k in range(len(dstates)))

    def work():
        caches = RUNS[cell](cell, kept["x"], k_initial, k_parameters, None)
        return caches.forward(), caches.backward(k_dstates, window or caches.T)

    graph, results = record(work, x.device)

    def run(x, initial, parameters, dstates):
        new = named(x, initial, parameters, dstates)
        check_like(new, kept)
        for name, array in kept.items():
            array.copy_(new[name])
        graph.replay()
        return results

    return run


def named(x, initial, parameters, dstates) -> dict:
    """All arrays of a run by a name that errors can say; a gradient that is None is left out."""
    states = {f"initial[{k}]": array for k, array in enumerate(initial)}
    outside = {f"dstates[{k}]": d for k, d in enumerate(dstates) if d is not None}
    return {"x": x, **states, **parameters, **outside}


def check_like(new: dict, kept: dict) -> None:
    """Check that the arrays differ from the captured ones in nothing but their numbers.

    >>> import numpy as np
    >>> check_like({"x": np.ones(2)}, {"x": np.ones(3)})
    Traceback (most recent call last):
    ValueError: x was captured with shape (3,), but has (2,).
    """
    if set(new) != set(kept):
        odd = sorted(set(new) ^ set(kept))[0]
        raise ValueError(f"The arrays must be those that were captured, but {odd} is not in both.")
    for name, array in kept.items():
        for what in ("shape", "dtype", "device"):
            wanted, found = getattr(array, what), getattr(new[name], what)
            if wanted != found:
                raise ValueError(f"{name} was captured with {what} {wanted}, but has {found}.")


def record(work, device):
    """The graph of work(), and the results that a replay fills anew."""
    with torch.cuda.device(device):
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(WARM_UP):
                work()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            results = work()
    return graph, results
