"""Checks of what holds other things: a dict of arrays of any names, a list."""

from collections.abc import Mapping

from rnn_ref.arguments.arrays import check_arrays


def check_array_dict(name: str, arrays) -> None:
    """Check that arrays is a dict of floating-point arrays that fit together.

    Raises:
        TypeError: for what is no dict, a key that is no string, a value that is no array, a wrong
            dtype and two libraries.
        ValueError: for an empty dict, an empty array and two devices.

    Examples:
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


def check_list(name: str, values, content: str) -> None:
    """Check that values is a list or a tuple; content says of what, for the message.

    Raises:
        TypeError: if not.

    Examples:
        >>> check_list("tokens", "Ada", "words")
        Traceback (most recent call last):
        TypeError: tokens must be a list of words, but it is of type str.
    """
    if not isinstance(values, (list, tuple)):
        raise TypeError(
            f"{name} must be a list of {content}, but it is of type {type(values).__name__}."
        )
