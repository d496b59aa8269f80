"""Work arrays: time first and examples last, (T, rows, m), so that a step is one block.

>>> import numpy as np
>>> WorkArrays(np.ones((3, 7, 4))).empty(4, 5).shape
(4, 5, 7)
"""

from array_api_compat import array_namespace, device


class WorkArrays:
    """Makes work arrays of the library, device, dtype and batch of one sequence x (n_x, m, T)."""

    def __init__(self, x):
        self.xp = array_namespace(x)
        self.like = {"dtype": x.dtype, "device": device(x)}
        self.m, self.T = x.shape[1:]

    def __getstate__(self):
        return {**self.__dict__, "xp": None}  # a module can be neither copied nor pickled

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.xp = array_namespace(self.W)

    def empty(self, *shape):
        """A work array of this shape and a last axis of examples."""
        return self.xp.empty((*shape, self.m), **self.like)

    def time_first(self, d):
        """(n, m, T) as (T, n, m), a block for each step."""
        work = self.empty(self.T, d.shape[0])
        work[...] = self.xp.permute_dims(d, (2, 0, 1))
        return work

    def flat(self, work):
        """(steps, rows, m) as (rows, steps · m), for one product over all of them."""
        steps, rows, m = work.shape
        flat = self.empty(rows, steps)
        flat[...] = self.xp.permute_dims(work, (1, 0, 2))
        return self.xp.reshape(flat, (rows, steps * m))

    def result(self, work):
        """(T, n, m) as (n, m, T), in memory of its own."""
        own = self.xp.empty(work.shape, **self.like)
        own[...] = work
        return self.xp.permute_dims(own, (1, 2, 0))


def one_minus_square(xp, y, out):
    """1 − y², the slope of tanh where it is y; out may be y.

    >>> import numpy as np
    >>> out = np.empty(1)
    >>> one_minus_square(np, np.asarray([0.5]), out)
    >>> out.tolist()
    [0.75]
    """
    xp.multiply(y, y, out=out)
    out *= -1
    out += 1
