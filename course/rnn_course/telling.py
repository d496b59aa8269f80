"""Does a value tell one mistake from others? Zeros and ones come out of many."""

from __future__ import annotations

import numpy as np


def tells(value) -> bool:
    """Whether few mistakes give this: not one number everywhere that is 0, 1 or a simple share.

    Nor does a list, a dictionary or a text that is empty, or None.
    """
    if not isinstance(value, np.ndarray | float | int):
        return bool(value)
    array = np.asarray(value, dtype=float).ravel()
    if not array.size or not np.isfinite(array).all() or np.ptp(array) > 0:
        return bool(array.size)
    twelfths = abs(float(array[0])) * 12
    return twelfths > 12 + 1e-5 or abs(twelfths - round(twelfths)) > 1e-5
