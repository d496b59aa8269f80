"""Checks of arguments, shared by every function of the reference.

A caller names each array with the letters of its shape; the letters must agree everywhere.
"""

from collections.abc import Mapping

from array_api_compat import array_namespace

from rnn_ref.arguments.kinds import check_kind, check_place, check_same_dtype
from rnn_ref.arguments.shapes import check_shape


def check_arrays(**named) -> dict[str, int]:
    """Check that the arrays of one call fit together, and return the size of each letter.

    Each keyword is an argument's name; its value is (array, letters) or (array, letters, kind).
    letters: the shape, such as "n_a m"; "1" is a fixed size, "..." is any shape. In "n_a n_a+n_x"
    the last letter of the sum is found by subtraction.
    kind: "float" (the default; all of them have one dtype), "integer" or "zero-one".

    Raises:
        TypeError: for what is no array, for a wrong dtype and for two libraries.
        ValueError: for two devices and for a wrong shape.

    Examples:
        >>> import numpy as np
        >>> check_arrays(W=(np.ones((5, 3)), "n_a n_x"), xt=(np.ones((3, 7)), "n_x m"))
        {'n_a': 5, 'n_x': 3, 'm': 7}
        >>> check_arrays(W=(np.ones((5, 3)), "n_a n"), x=(np.ones((4, 7)), "n m"))
        Traceback (most recent call last):
        ValueError: x must have shape (n, m) = (3, m), but its shape is (4, 7); n = 3 comes from W.
    """
    first = first_float = None
    sizes, origins = {}, {}
    for name, (array, letters, *kind) in named.items():
        kind = kind[0] if kind else "float"
        first = first or (name, array)
        check_place(name, array, *first)
        floats = kind == "float"
        if not (floats and first_float and array.dtype == first_float[1].dtype):
            check_kind(name, array, kind)
        if floats:
            first_float = first_float or (name, array)
            check_same_dtype(name, array, *first_float)
        if letters != "...":
            check_shape(name, tuple(array.shape), letters, sizes, origins)
    return sizes


def check_with_parameters(
    parameters, shapes: Mapping[str, str], optional: Mapping[str, str] = {}, **named
) -> dict[str, int]:
    """Check a cell's parameters against shapes (key → letters), then the named arrays.

    Args:
        optional: keys that may be left out, with their letters.

    Raises:
        TypeError: if parameters is no dict.
        ValueError: for a missing or an unknown key.
        TypeError, ValueError: those of check_arrays.

    Examples:
        >>> check_with_parameters({"W": None}, {"Wax": "n_a n_x"})
        Traceback (most recent call last):
        ValueError: parameters must have the keys Wax, but Wax is missing.
    """
    if not isinstance(parameters, Mapping):
        raise TypeError(
            f"parameters must be a dict of arrays, but it is of type {type(parameters).__name__}."
        )
    known = {**shapes, **optional}
    wrong = [f"{key} is missing" for key in shapes if key not in parameters]
    wrong = wrong or [f"{key} is unknown" for key in parameters if key not in known]
    if wrong:
        also = f" (and may have {', '.join(optional)})" if optional else ""
        raise ValueError(
            f"parameters must have the keys {', '.join(shapes)}{also}, but {wrong[0]}."
        )
    weights = {key: (parameters[key], known[key]) for key in known if key in parameters}
    return check_arrays(**weights, **named)


def check_equal_sizes(sizes: Mapping[str, int], one: str, other: str, reason: str) -> None:
    """Check that two letters have the same size.

    Raises:
        ValueError: if not.

    Examples:
        >>> check_equal_sizes({"n_x": 3, "n_y": 3}, "n_y", "n_x", "a prediction is an input")
    """
    if sizes[one] != sizes[other]:
        raise ValueError(
            f"parameters must have {one} = {other}, because {reason}, "
            f"but {one} = {sizes[one]} and {other} = {sizes[other]}."
        )


def check_gradient(**named) -> None:
    """Check that each gradient has the library, device, dtype and shape of its array.

    Each keyword is a gradient's name; its value is (gradient, array).

    Raises:
        TypeError, ValueError: those of check_arrays.

    Examples:
        >>> import numpy as np
        >>> check_gradient(da=(np.ones((5, 7)), np.ones((5, 6))))
        Traceback (most recent call last):
        ValueError: da must have shape (5, 6), that of what it is the gradient of, but it is (5, 7).
    """
    for name, (gradient, array) in named.items():
        check_arrays(**{"the cache": (array, "..."), name: (gradient, "...")})
        if gradient.shape != array.shape:
            raise ValueError(
                f"{name} must have shape {tuple(array.shape)}, that of what it is the "
                f"gradient of, but it is {tuple(gradient.shape)}."
            )


def check_finite(name: str, array) -> None:
    """Check that an array holds neither NaN nor infinity.

    Raises:
        ValueError: if it does.

    Examples:
        >>> import numpy as np
        >>> check_finite("W", np.ones((2, 2)))
    """
    xp = array_namespace(array)
    if not xp.all(xp.isfinite(array)):
        raise ValueError(f"{name} must hold finite numbers, but it holds NaN or infinity.")
