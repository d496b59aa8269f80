"""CUDA graphs for the pretended device: what is captured is noted down, operation by operation.

A replay runs the same operations on the same memory, as a GPU does: what the host computed during
the capture is not computed again, and an input that is not copied into the captured memory is not
seen.
"""

from contextlib import contextmanager, nullcontext

import torch
from torch.utils._pytree import tree_flatten

_notes = None  # of the capture that is running


def note(func, args, kwargs, found) -> None:
    """Write an operation down, if a graph is being captured."""
    if _notes is not None:
        _notes.append((func, args, kwargs, found))


def refuse(what: str) -> None:
    """Stop where CUDA would: `what` is not permitted while a graph is captured."""
    if _notes is not None:
        raise RuntimeError(f"operation not permitted when stream is capturing: {what}")


class CUDAGraph:
    """What torch.cuda.CUDAGraph is, on the pretended device."""

    def __init__(self):
        self.notes = []

    def replay(self):
        for func, args, kwargs, found in self.notes:
            again = func(*args, **kwargs)
            for old, new in zip(tree_flatten(found)[0], tree_flatten(again)[0], strict=True):
                if isinstance(old, torch.Tensor) and old.data_ptr() != new.data_ptr():
                    old.copy_(new)


@contextmanager
def graph(cuda_graph, **_):
    """Capture what the with-block does."""
    global _notes
    _notes = cuda_graph.notes
    try:
        yield
    finally:
        _notes = None


class Stream:
    def wait_stream(self, other):
        pass


ITS_NAMES = {
    "CUDAGraph": CUDAGraph,
    "graph": graph,
    "Stream": Stream,
    "stream": lambda stream: nullcontext(),
    "current_stream": lambda *_: Stream(),
    "device": lambda device: nullcontext(),
}
