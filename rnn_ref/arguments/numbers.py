"""Checks of numbers: a count, an index, a number above 0."""

from math import inf
from operator import index

from array_api_compat import is_array_api_obj


def check_count(name: str, value, least: int) -> int:
    """Return value as an int of at least `least`.

    Raises:
        TypeError: if value is no integer.
        ValueError: if it is too small.

    Examples:
        >>> check_count("T_y", 3, least=1)
        3
    """
    try:
        if isinstance(value, bool):
            raise TypeError
        number = index(value)
    except TypeError:
        kind = type(value).__name__
        raise TypeError(f"{name} must be an integer, but it is of type {kind}.") from None
    if number < least:
        raise ValueError(f"{name} must be at least {least}, but it is {number}.")
    return number


def check_index(name: str, value, n: int) -> int:
    """Return value as an int from 0 to n−1.

    Raises:
        TypeError: if value is no integer.
        ValueError: if it is outside.

    Examples:
        >>> check_index("eos", 2, 3)
        2
    """
    number = check_count(name, value, least=0)
    if number >= n:
        raise ValueError(f"{name} must be at most n − 1 = {n - 1}, but it is {number}.")
    return number


def check_number(name: str, value, zero: bool = False) -> float:
    """Return value as a finite float above 0; with zero=True it may be 0.

    Args:
        value: a number of Python or NumPy, or a 0-d array.

    Raises:
        TypeError: if value is no number.
        ValueError: if it is out of range, infinite or NaN.

    Examples:
        >>> check_number("limit", 5)
        5.0
    """
    kind = type(value).__name__
    number = None
    if is_array_api_obj(value) and tuple(value.shape) != ():
        kind = f"{kind} with shape {tuple(value.shape)}"
    elif not isinstance(value, (bool, str, bytes)) and hasattr(value, "__float__"):
        try:
            number = float(value)
        except OverflowError:  # an integer of hundreds of digits
            number = inf
        except TypeError:  # an array of objects, a complex number
            pass
    if number is None:
        raise TypeError(f"{name} must be a number, but it is of type {kind}.")
    if not (0 <= number < inf and (zero or number > 0)):
        least = "of at least 0" if zero else "above 0"
        raise ValueError(f"{name} must be a finite number {least}, but it is {number}.")
    return number
