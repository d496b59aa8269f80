"""Wrong lengths: each error says what they must be and what they are."""

import numpy as np
import pytest

from rnn_ref.arguments.lengths import check_lengths


@pytest.mark.parametrize(
    ("values", "kind", "error", "words"),
    [
        ([1, 5, 3], "int64", ValueError, "^lengths must be at most T_x = 4, but one of them is 5"),
        ([1, -1, 3], "int64", ValueError, "^lengths must be at least 0, but one of them is -1"),
        (
            [1, 2],
            "int64",
            ValueError,
            r"^lengths must have shape \(m,\) = \(3,\), but its shape is "
            r"\(2,\); m = 3 comes from x",
        ),
        ([[1, 2, 3]], "int64", ValueError, r"^lengths must have shape \(m,\).* is \(1, 3\)"),
        (
            [1, 2, 3],
            "float64",
            TypeError,
            "^lengths must hold integers, but its dtype is .*float64",
        ),
        ([1, 1, 0], "bool", TypeError, "^lengths must hold integers, but its dtype is .*bool"),
    ],
)
def test_wrong_lengths_are_named(backend, values, kind, error, words):
    with pytest.raises(error, match=words):
        check_lengths(
            backend.array(values, kind), 4, x=(backend.array(np.ones((2, 3, 4))), "n m T")
        )
