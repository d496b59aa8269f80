"""A value in a few numbers: enough to know it again, too little to get it back.

An array is kept as its shape and three sums of its entries: two with fixed weights and one of their
sizes. Two arrays of one shape have the same sums only if they are the same to rounding, or by a
chance that no drawn numbers offer. Anything else, such as a list of words, is kept as a digest.
"""

from __future__ import annotations

import hashlib
import json

import numpy as np

NEAR = 2e-7  # of the sum of all sizes: rounding stays below it, one wrong entry does not
DIGITS = 9
NOISE = 1e-13  # what is smaller is what rounding leaves of 0


def fingerprint(value) -> list | str | None:
    """The fingerprint of a value as plain data (`rnn_course.values.plain`), or None without one."""
    if isinstance(value, (bool, np.bool_)):
        return _digest(bool(value))
    if isinstance(value, (int, float)):
        value = np.asarray(float(value))
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in "fiub":
            return None
        return [list(value.shape), *_sums(value.astype(float))]
    try:
        return _digest(value)
    except TypeError:
        return None


def _sums(array: np.ndarray) -> list[float | None]:
    flat = np.nan_to_num(array.ravel(), nan=12345.678, posinf=1e300, neginf=-1e300)
    place = np.arange(flat.size, dtype=float)
    with np.errstate(over="ignore", invalid="ignore"):
        sums = (
            flat @ np.sin(1.0 + 0.7 * place),
            flat @ np.cos(0.5 + 1.9 * place),
            np.abs(flat).sum(),
        )
    if sums[2] < NOISE * flat.size:
        return [0.0, 0.0, 0.0]
    return [float(f"{number:.{DIGITS}g}") if np.isfinite(number) else None for number in sums]


def _digest(value) -> str:
    return hashlib.sha256(json.dumps(_settled(value)).encode()).hexdigest()[:12]


def _settled(value):
    """One spelling for what is the same: a tuple and a list, an index of NumPy's and Python's."""
    if isinstance(value, (list, tuple)):
        return [_settled(item) for item in value]
    if isinstance(value, dict):
        return [[str(key), _settled(item)] for key, item in sorted(value.items(), key=str)]
    if isinstance(value, np.ndarray):
        return _settled(value.tolist())
    if isinstance(value, (bool, str)) or value is None:
        return value
    if isinstance(value, (int, float)):
        return float(f"{value:.6g}")
    raise TypeError(type(value).__name__)


def same(one, other) -> bool:
    """Whether two fingerprints are of the same value."""
    if one is None or other is None:
        return False
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    if one[0] != other[0] or len(one) != len(other):
        return False
    if None in one[1:] or None in other[1:]:
        return one[1:] == other[1:]
    scale = max(one[3], other[3], 1e-300)
    return all(abs(a - b) <= NEAR * scale for a, b in zip(one[1:], other[1:], strict=True))
