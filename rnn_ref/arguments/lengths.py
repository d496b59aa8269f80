"""The check of the lengths of a padded batch."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays


def check_lengths(lengths, T_x: int, **named) -> None:
    """Check that lengths holds one number of real steps for each example, at most T_x.

    Args:
        **named: what else check_arrays should look at first, for the letter m.

    Raises:
        TypeError: for what is no array of integers.
        ValueError: for a wrong shape, a length below 0 or above T_x.

    Examples:
        >>> import numpy as np
        >>> check_lengths(np.asarray([2, 5]), 4, x=(np.ones((3, 2, 4)), "n_x m T_x"))
        Traceback (most recent call last):
        ValueError: lengths must be at most T_x = 4, but one of them is 5.
    """
    check_arrays(**named, lengths=(lengths, "m", "integer"))
    xp = array_namespace(lengths)
    numbers = xp.astype(lengths, xp.int64)  # torch has no minimum of unsigned numbers
    least, most = int(xp.min(numbers)), int(xp.max(numbers))
    if least < 0:
        raise ValueError(f"lengths must be at least 0, but one of them is {least}.")
    if most > T_x:
        raise ValueError(f"lengths must be at most T_x = {T_x}, but one of them is {most}.")
