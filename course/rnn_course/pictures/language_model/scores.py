"""Five words and their scores, and the distribution at a temperature: what the dial turns."""

from __future__ import annotations

import numpy as np

WORDS = ("nap", "run", "eat", "hide", "sing")
SCORES = (2.0, 1.5, 0.5, 0.0, -1.0)


def heated(scores, tau: float) -> np.ndarray:
    """The distribution of some scores at a temperature above 0."""
    z = np.asarray(scores, dtype=float)
    powers = np.exp((z - z.max()) / tau)
    return powers / powers.sum()
