"""The reversal of chapter 7, for those whose own is not at hand."""

from __future__ import annotations

import numpy as np


def reverse_by_length(x, lengths):
    """Each example turned round within its own length; padding stays; see chapter 7."""
    turned = np.array(x)
    for i, length in enumerate(lengths):
        turned[:, i, :length] = x[:, i, :length][:, ::-1]
    return turned
