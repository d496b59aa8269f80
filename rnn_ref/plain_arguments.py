"""Checks of what is no single array: a dict of arrays of any names, a number, a list."""

from collections.abc import Mapping
from math import inf

from array_api_compat import is_array_api_obj

from rnn_ref.arguments import check_arrays


def check_array_dict(name: str, arrays) -> None:
    """Check that arrays is a dict of floating-point arrays that fit together.

    Errors: TypeError for what is no dict, a key that is no string, a value that is no array, a
    wrong dtype and two libraries; ValueError for an empty dict, an empty array and two devices.

    >>> check_array_dict("gradients", {"dba": 0.5})
    Traceback (most recent call last):
    TypeError: dba must be an array, but it is of type float.
    """
    if not isinstance(arrays, Mapping):
        raise TypeError(
            f"{name} must be a dict of arrays, but it is of type {type(arrays).__name__}."
        )
    for key in arrays:
        if not isinstance(key, str):
            raise TypeError(
                f"{name} must have strings as keys, but {key!r} is of type {type(key).__name__}."
            )
    if not arrays:
        raise ValueError(f"{name} must hold at least one array, but it is empty.")
    check_arrays(**{key: (array, "...") for key, array in arrays.items()})
    for key, array in arrays.items():
        if 0 in array.shape:
            raise ValueError(
                f"{key} must have at least one entry, but its shape is {tuple(array.shape)}."
            )


def check_number(name: str, value, zero: bool = False) -> float:
    """Return value as a finite float above 0; with zero=True it may be 0.

    value: a number of Python or NumPy, or a 0-d array.

    Errors: TypeError if value is no number, ValueError if it is out of range, infinite or NaN.

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


def check_list(name: str, values, content: str) -> None:
    """Check that values is a list or a tuple; content says of what, for the message.

    Errors: TypeError if not.

    >>> check_list("tokens", "Ada", "words")
    Traceback (most recent call last):
    TypeError: tokens must be a list of words, but it is of type str.
    """
    if not isinstance(values, (list, tuple)):
        raise TypeError(
            f"{name} must be a list of {content}, but it is of type {type(values).__name__}."
        )
