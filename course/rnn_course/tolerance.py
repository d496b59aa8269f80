"""When are two arrays of numbers the same?"""

from __future__ import annotations

import numpy as np

# Relative to the largest expected entry. Honest float32 arithmetic stays well inside the second.
TOLERANCE = {"float64": 1e-7, "float32": 2e-4}
LARGEST = max(TOLERANCE.values())


def same(expected: np.ndarray, got: np.ndarray) -> bool:
    """Whether no entry of two arrays of one shape differs. Most that do end at their first entry."""
    if expected.size and abs(got.item(0) - expected.item(0)) > LARGEST * np.abs(expected).max():
        return False  # of what is not finite this is never true
    return not differs(expected, got).any()


def differs(expected: np.ndarray, got: np.ndarray) -> np.ndarray:
    """True where an entry is not the expected one. Both arrays have the same shape."""
    tolerance = TOLERANCE["float32" if got.dtype == np.float32 else "float64"]
    finite = np.abs(expected[np.isfinite(expected)])
    scale = finite.max() if finite.size else 1.0
    got = got.astype(float)
    with np.errstate(invalid="ignore"):
        near = np.abs(got - expected) <= tolerance * max(scale, 1e-300)
    return ~(near | (got == expected) | (np.isnan(got) & np.isnan(expected)))
