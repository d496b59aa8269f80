"""Library, device and dtype of one array, checked against the first array of the same call.

>>> import numpy as np
>>> check_kind("z", np.ones(2, dtype=int), "float")
Traceback (most recent call last):
TypeError: z must hold real floating-point numbers (float32 or float64), but its dtype is int64.
"""

from functools import cache

from array_api_compat import array_namespace, device, is_array_api_obj

# What an array may hold: the kinds in the standard's words, then in a reader's words.
KINDS = {
    "float": (("real floating",), "real floating-point numbers (float32 or float64)"),
    "integer": (("integral",), "integers"),
    "zero-one": (("bool", "integral", "real floating"), "real numbers or booleans"),
}


def check_place(name, array, first_name, first):
    """Check that it is an array, of the library and on the device of the first one."""
    if not _is_array_type(type(array)) and not is_array_api_obj(array):
        raise TypeError(f"{name} must be an array, but it is of type {type(array).__name__}.")
    if type(array).__module__.startswith("numpy.ma"):
        raise TypeError(
            f"{name} must be a plain array, but it is a masked one, whose mask would be lost."
        )
    same_type = type(array) is type(first)  # spares the slower look at the libraries
    if not same_type and array_namespace(array) is not array_namespace(first):
        library, expected = (type(a).__module__.partition(".")[0] for a in (array, first))
        raise TypeError(
            f"{name} must be an array of {expected} as {first_name} is, "
            f"but it is an array of {library}."
        )
    if not _is_numpy(type(array)) and device(array) != device(first):
        raise ValueError(
            f"{name} must lie on device {device(first)} as {first_name} does, "
            f"but it lies on {device(array)}."
        )


def check_kind(name, array, kind):
    """Check what it holds; kind is a key of KINDS."""
    allowed, words = KINDS[kind]
    if not _is_kind(array_namespace(array), array.dtype, allowed):
        raise TypeError(f"{name} must hold {words}, but its dtype is {array.dtype}.")


# Types and dtypes are few, and asking for them takes longer than a small matrix product.
@cache
def _is_array_type(kind: type) -> bool:
    return kind.__name__ in ("ndarray", "Tensor") and kind.__module__ in ("numpy", "torch")


@cache
def _is_numpy(kind: type) -> bool:
    return kind.__name__ == "ndarray" and kind.__module__ == "numpy"


@cache
def _is_kind(xp, dtype, allowed) -> bool:
    if allowed == ("real floating",):
        return dtype in (xp.float32, xp.float64)
    return xp.isdtype(dtype, allowed)


def check_same_dtype(name, array, first_name, first):
    """Check that it has the dtype of the first floating-point array."""
    if array.dtype != first.dtype:
        raise TypeError(
            f"{name} must have dtype {first.dtype} as {first_name} has, "
            f"but its dtype is {array.dtype}."
        )
