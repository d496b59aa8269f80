"""What the kinds of facts share: values as floats, and axes in words."""

from __future__ import annotations

import numpy as np

from rnn_course.tolerance import differs


def floats(value) -> np.ndarray | None:
    """A value as an array of floats, or None where it is none."""
    if isinstance(value, (bool, str)) or value is None:
        return None
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    return array.astype(float) if array.dtype.kind in "fiub" else None


def equal(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays are the same to rounding."""
    return one.shape == other.shape and not differs(one, other).any()


def one_of(axes: list[str], axis: int) -> str:
    """What one place along an axis is called."""
    head = axes[axis][:1] if axis < len(axes) else ""
    return {"T": "step", "m": "example"}.get(head, "row" if axis == 0 else "column")


def words_of(axes: list[str], axis: int) -> str:
    """What an axis runs along."""
    head = axes[axis][:1] if axis < len(axes) else ""
    return {"T": "time", "m": "the order of the examples"}.get(
        head, "the order of the rows" if axis == 0 else "the order of the columns"
    )


def at(ndim: int, axis: int, part) -> tuple:
    """An index that takes `part` along one axis and all along the others."""
    return tuple(part if a == axis else slice(None) for a in range(ndim))
