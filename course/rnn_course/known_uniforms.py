"""A chooser that can travel as data, so that a check knows every number it will give."""

from __future__ import annotations

import numpy as np


class KnownUniforms:
    """Gives a list of numbers from [0, 1), one after the other, in place of a random generator.

    It knows ``random()`` and ``choice(n, p=p)``. As in NumPy's own generator, ``choice`` takes one
    number u and returns the first i with p_0 + … + p_i > u.

    numbers : list of numbers in [0, 1)
    """

    def __init__(self, numbers: list):
        self.numbers = [float(u) for u in numbers]
        self._taken = 0

    def random(self) -> float:
        if self._taken >= len(self.numbers):
            raise RuntimeError(
                f"The function asked for more than {len(self.numbers)} random numbers. Look at "
                "what ends your loop."
            )
        self._taken += 1
        return self.numbers[self._taken - 1]

    def choice(self, a, size=None, replace=True, p=None):
        if (size, replace) != (None, True):
            raise ValueError("Draw one at a time here: leave size and replace out.")
        n = int(a) if np.ndim(a) == 0 else len(a)
        p = np.full(n, 1 / n) if p is None else np.asarray(p, dtype=float)
        if p.shape != (n,):
            raise ValueError(f"p should have the shape ({n},). It has {p.shape}.")
        if not (p >= 0).all() or abs(p.sum() - 1) > 1e-6:
            raise ValueError(f"The probabilities p should sum to 1. They sum to {p.sum():.6g}.")
        sums = np.cumsum(p) / p.sum()
        index = int(np.searchsorted(sums, self.random(), side="right"))
        return index if np.ndim(a) == 0 else a[index]

    def __getattr__(self, name):
        raise AttributeError(
            f"rng.{name} is not known here. Use rng.choice(n, p=p) or rng.random()."
        )

    def __eq__(self, other) -> bool:
        return isinstance(other, KnownUniforms) and self.numbers == other.numbers

    __hash__ = None
