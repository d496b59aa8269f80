"""Checks of arguments, shared by every function of the reference.

A caller names each array with the letters of its shape; the letters must agree everywhere.
"""

from collections.abc import Mapping
from operator import index

from array_api_compat import array_namespace, device, is_array_api_obj

# What an array may hold: the kinds in the standard's words, then in a reader's words.
KINDS = {
    "float": (("real floating",), "real floating-point numbers (float32 or float64)"),
    "integer": (("integral",), "integers"),
    "zero-one": (("bool", "integral", "real floating"), "real numbers or booleans"),
}

# Why a size may not be zero.
REASONS = {
    "m": "a batch needs at least one example",
    "T": "a sequence needs at least one step",
    "T_x": "a sequence needs at least one step",
}


def check_arrays(**named) -> dict[str, int]:
    """Check that the arrays of one call fit together, and return the size of each letter.

    Each keyword is an argument's name; its value is (array, letters) or (array, letters, kind).
    letters: the shape, such as "n_a m"; "1" is a fixed size, "..." is any shape.
    kind: "float" (the default; all of them have one dtype), "integer" or "zero-one".

    Errors: TypeError for what is no array, for a wrong dtype and for two libraries;
    ValueError for two devices and for a wrong shape.

    >>> import numpy as np
    >>> check_arrays(W=(np.ones((5, 3)), "n_a n_x"), xt=(np.ones((3, 7)), "n_x m"))
    {'n_a': 5, 'n_x': 3, 'm': 7}
    >>> check_arrays(W=(np.ones((5, 3)), "n_a n_x"), xt=(np.ones((4, 7)), "n_x m"))
    Traceback (most recent call last):
    ValueError: xt must have shape (n_x, m) = (3, m), but its shape is (4, 7); n_x = 3 comes from W.
    """
    first = first_float = None
    sizes, origins = {}, {}
    for name, (array, letters, *kind) in named.items():
        kind = kind[0] if kind else "float"
        first = first or (name, array)
        _check_place(name, array, *first)
        _check_kind(name, array, kind)
        if kind == "float":
            first_float = first_float or (name, array)
            _check_same_dtype(name, array, *first_float)
        if letters != "...":
            _check_shape(name, tuple(array.shape), letters.split(), sizes, origins)
    return sizes


def check_with_parameters(parameters, shapes: Mapping[str, str], **named) -> dict[str, int]:
    """Check a cell's parameters against shapes (key → letters), then the named arrays.

    Errors: TypeError if parameters is no dict, ValueError for a missing or an unknown key, and
    those of check_arrays.

    >>> check_with_parameters({"W": None}, {"Wax": "n_a n_x"})
    Traceback (most recent call last):
    ValueError: parameters must have the keys Wax, but Wax is missing.
    """
    if not isinstance(parameters, Mapping):
        raise TypeError("parameters must be a dict of arrays, "
                        f"but it is of type {type(parameters).__name__}.")
    wrong = [f"{key} is missing" for key in shapes if key not in parameters]
    wrong = wrong or [f"{key} is unknown" for key in parameters if key not in shapes]
    if wrong:
        raise ValueError(f"parameters must have the keys {', '.join(shapes)}, but {wrong[0]}.")
    weights = {key: (parameters[key], letters) for key, letters in shapes.items()}
    return check_arrays(**weights, **named)


def check_count(name: str, value, least: int) -> int:
    """Return value as an int of at least `least`.

    Errors: TypeError if value is no integer, ValueError if it is too small.

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


def check_equal_sizes(sizes: Mapping[str, int], one: str, other: str, reason: str) -> None:
    """Check that two letters have the same size.

    Errors: ValueError if not.

    >>> check_equal_sizes({"n_x": 3, "n_y": 3}, "n_y", "n_x", "a prediction is an input")
    """
    if sizes[one] != sizes[other]:
        raise ValueError(f"parameters must have {one} = {other}, because {reason}, "
                         f"but {one} = {sizes[one]} and {other} = {sizes[other]}.")


def _check_place(name, array, first_name, first):
    if not is_array_api_obj(array):
        raise TypeError(f"{name} must be an array, but it is of type {type(array).__name__}.")
    same_type = type(array) is type(first)  # spares the slower look at the libraries
    if not same_type and array_namespace(array) is not array_namespace(first):
        library, expected = (type(a).__module__.partition(".")[0] for a in (array, first))
        raise TypeError(f"{name} must be an array of {expected} as {first_name} is, "
                        f"but it is an array of {library}.")
    if device(array) != device(first):
        raise ValueError(f"{name} must lie on device {device(first)} as {first_name} does, "
                         f"but it lies on {device(array)}.")


def _check_kind(name, array, kind):
    allowed, words = KINDS[kind]
    if not array_namespace(array).isdtype(array.dtype, allowed):
        raise TypeError(f"{name} must hold {words}, but its dtype is {array.dtype}.")


def _check_same_dtype(name, array, first_name, first):
    if array.dtype != first.dtype:
        raise TypeError(f"{name} must have dtype {first.dtype} as {first_name} has, "
                        f"but its dtype is {array.dtype}.")


def _check_shape(name, shape, letters, sizes, origins):
    expected = [1 if letter == "1" else sizes.get(letter, letter) for letter in letters]
    agree = all(isinstance(want, str) or want == got for want, got in zip(expected, shape))
    if len(shape) != len(expected) or not agree:
        known = f" = {_tuple(expected)}" if expected != letters else ""
        source = {k: f"{k} = {sizes[k]} comes from {origins[k]}" for k in letters if k in sizes}
        where = "; " + ", ".join(source.values()) if source else ""
        raise ValueError(f"{name} must have shape {_tuple(letters)}{known}, but its shape is "
                         f"{shape}{where}.")
    for letter, size in zip(letters, shape):
        if size == 0:
            reason = REASONS.get(letter, "an array without entries has no result")
            raise ValueError(f"{name} must have {letter} of at least 1, but its shape is "
                             f"{shape}; {reason}.")
        if letter != "1" and letter not in sizes:
            sizes[letter], origins[letter] = size, name


def _tuple(items) -> str:
    return "(" + ", ".join(map(str, items)) + ("," if len(items) == 1 else "") + ")"
