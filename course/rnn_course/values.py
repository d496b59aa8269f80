"""Values as data: what goes into a function and what comes out, as plain JSON.

A check never stores or sends code. Arrays travel as their numbers, their shape and their dtype, so
a pack can be read by eye, and an answer that comes from a learner's process is only ever data.

=================  ===========================================================
Python             JSON
=================  ===========================================================
None, bool, str    the same
int, float         the same (NaN and Infinity as Python's json writes them)
list               the same
tuple              ``{"$tuple": [...]}``
dict               ``{"$dict": [[key, value], ...]}``
array              ``{"$array": [...], "shape": [...], "dtype": "float64"}``
`KnownLoss`        ``{"$loss": ...}`` with its weights
`KnownUniforms`    ``{"$uniforms": [...]}``
anything else      ``{"$other": "what it is, in words"}``
=================  ===========================================================
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rnn_course.known_loss import KnownLoss
from rnn_course.known_uniforms import KnownUniforms

MAX_ENTRIES = (
    2_000_000  # of all arrays of one answer together; keeps a huge answer from filling memory
)
MAX_NODES = 100_000  # values of one answer, an array counted as one
MAX_DEPTH = 12
HOLDS_ITSELF = "that holds itself"
DTYPES = {
    "bool",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float16",
    "float32",
    "float64",
    "complex64",
    "complex128",
}


class NotData(ValueError):
    """Raised when something that should be a value in the form above is not."""


@dataclass(frozen=True)
class Other:
    """Something that cannot be compared, kept as a description such as 'an array of objects'."""

    description: str


def plain(value):
    """Turn what a learner's function returned into plain data.

    Tensors become NumPy arrays, NumPy numbers become 0-d arrays, objects with attributes become
    dictionaries. What cannot be data becomes `Other`. Never raises, whatever the object does, and
    looks at so many values at most.
    """
    try:
        return _plain(value, _Reading())
    except _TooMuch as error:
        return Other(f"something that holds more than {error}")
    except Exception as error:  # an object may raise anything when it is looked at
        name = type(value).__name__
        return Other(f"an object of type {name} (reading it raised {type(error).__name__})")


class _TooMuch(Exception):
    """More than an answer may hold."""


class _Reading:
    """What was looked at so far: how many values and numbers, and the containers around this one."""

    def __init__(self):
        self.nodes, self.entries, self.around = MAX_NODES, MAX_ENTRIES, []

    def count(self, nodes: int, entries: int = 0) -> None:
        self.nodes -= nodes
        self.entries -= entries
        if self.nodes < 0:
            raise _TooMuch(f"{MAX_NODES} values")
        if self.entries < 0:
            raise _TooMuch(f"{MAX_ENTRIES} numbers")


def _plain(value, seen: _Reading):
    # exact types: a subclass may behave in its own way, and data must not
    if value is None or type(value) in (bool, int, float, str):
        return value
    if hasattr(value, "detach") and hasattr(value, "numpy"):  # a torch tensor
        value = value.detach().cpu().numpy()
    if isinstance(value, (np.ndarray, np.generic)):
        seen.count(0, np.size(value))
        array = np.array(value, subok=False)  # a copy that no later line can change
        if array.dtype.name not in DTYPES:
            kind = "objects" if array.dtype == object else str(array.dtype)
            return Other(f"an array of {kind}")
        return array.astype(array.dtype.newbyteorder("="))
    if any(value is outer for outer in seen.around):
        return Other(f"{_kind(value)} {HOLDS_ITSELF}")
    if len(seen.around) > MAX_DEPTH:
        return Other("something nested too deeply")
    seen.around.append(value)
    try:
        return _inner(value, seen)
    finally:
        seen.around.pop()


def _inner(value, seen: _Reading):
    if isinstance(value, dict):
        return _entries(value, seen)
    if isinstance(value, tuple | list):
        items = tuple(value) if isinstance(value, tuple) else list(value)
        seen.count(len(items))
        return type(items)([_plain(item, seen) for item in items])
    if callable(value):
        return Other("a function or a class")
    attributes = getattr(value, "__dict__", None)
    if isinstance(attributes, dict) and attributes:  # a dataclass or a small class used as a cache
        return _entries(attributes, seen)
    return Other(f"an object of type {type(value).__name__}")


def _entries(mapping: dict, seen: _Reading) -> dict:
    pairs = list(mapping.items())
    seen.count(len(pairs))
    return {str(key): _plain(item, seen) for key, item in pairs}


def _kind(value) -> str:
    names = {list: "a list", tuple: "a tuple", dict: "a dictionary"}
    return next((name for kind, name in names.items() if isinstance(value, kind)), "an object")


def encode(value):
    """Write plain data (see `plain`) as JSON-ready objects."""
    if isinstance(value, Other):
        return {"$other": value.description}
    if isinstance(value, KnownLoss):
        return {"$loss": encode(value.weights)}
    if isinstance(value, KnownUniforms):
        return {"$uniforms": value.numbers}
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        flat = array.ravel()
        if array.dtype.kind == "c":
            flat = flat.view(flat.real.dtype)
        return {
            "$array": flat.tolist(),
            "shape": list(array.shape),
            "dtype": array.dtype.name,
        }
    if isinstance(value, tuple):
        return {"$tuple": [encode(item) for item in value]}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {"$dict": [[key, encode(item)] for key, item in value.items()]}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise NotData(f"{type(value).__name__} cannot be written as data")


def decode(data):
    """Read what `encode` wrote. Safe on a stranger's data: raises `NotData`, runs nothing."""
    return _decode(data, 0, _Budget())


class _Budget:
    """How much of a stranger's data is still read."""

    def __init__(self):
        self.nodes, self.entries = MAX_NODES, MAX_ENTRIES

    def take(self, nodes: int, entries: int = 0) -> None:
        self.nodes -= nodes
        self.entries -= entries
        if self.nodes < 0:
            raise NotData(f"more than {MAX_NODES} values")
        if self.entries < 0:
            raise NotData(f"more than {MAX_ENTRIES} numbers")


def _decode(data, depth, budget):
    if depth > 2 * MAX_DEPTH:
        raise NotData("nested too deeply")
    if data is None or isinstance(data, (bool, float, str)):
        return data
    if isinstance(data, int):
        return data
    if isinstance(data, list):
        budget.take(len(data))
        return [_decode(item, depth + 1, budget) for item in data]
    if not isinstance(data, dict):
        raise NotData(f"unexpected {type(data).__name__}")
    keys = set(data)
    if keys == {"$other"}:
        return Other(str(data["$other"])[:200])
    if keys == {"$tuple"} and isinstance(data["$tuple"], list):
        budget.take(len(data["$tuple"]))
        return tuple(_decode(item, depth + 1, budget) for item in data["$tuple"])
    if keys == {"$dict"} and isinstance(data["$dict"], list):
        pairs = data["$dict"]
        budget.take(len(pairs))
        if not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
            raise NotData("a dictionary is not a list of pairs")
        return {str(key): _decode(item, depth + 1, budget) for key, item in pairs}
    if keys == {"$loss"}:
        weights = _decode(data["$loss"], depth + 1, budget)
        if not isinstance(weights, dict) or not all(
            isinstance(w, np.ndarray) for w in weights.values()
        ):
            raise NotData("the weights of a loss are not a dictionary of arrays")
        return KnownLoss(weights)
    if keys == {"$uniforms"}:
        numbers = data["$uniforms"]
        if not isinstance(numbers, list) or not all(
            type(u) is float and 0 <= u < 1 for u in numbers
        ):
            raise NotData("the numbers of a chooser are not numbers in [0, 1)")
        budget.take(0, len(numbers))
        return KnownUniforms(numbers)
    if keys == {"$array", "shape", "dtype"}:
        return _decode_array(data, budget)
    raise NotData(f"unknown form with the keys {sorted(map(str, keys))[:5]}")


def _decode_array(data, budget):
    flat, shape, dtype = data["$array"], data["shape"], data["dtype"]
    if dtype not in DTYPES:
        raise NotData(f"unknown dtype {str(dtype)[:40]!r}")
    if not (isinstance(shape, list) and all(type(n) is int and n >= 0 for n in shape)):
        raise NotData("a shape is not a list of sizes")
    if not isinstance(flat, list) or not all(type(v) in (int, float, bool) for v in flat):
        raise NotData("an array holds something that is not a number")
    complex_ = dtype.startswith("complex")
    if len(flat) != math.prod(shape) * (2 if complex_ else 1):
        raise NotData("an array has another number of entries than its shape says")
    budget.take(0, len(flat))
    try:
        if complex_:
            real = "float32" if dtype == "complex64" else "float64"
            return np.array(flat, dtype=real).view(dtype).reshape(shape)
        return np.array(flat, dtype=dtype).reshape(shape)
    except (OverflowError, ValueError, TypeError) as error:
        raise NotData(f"an array cannot be read: {error}") from None


def describe(value) -> str:
    """Say in a few words what a value is: 'an array of shape (4, 5)', 'a list of 3', 'None'."""
    if isinstance(value, Other):
        return value.description
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return f"a single number ({value.dtype.name})"
        return f"an array of shape {value.shape}"
    if isinstance(value, tuple):
        return f"a tuple of {_count(value)}"
    if isinstance(value, list):
        return f"a list of {_count(value)}"
    if isinstance(value, dict):
        keys = ", ".join(list(value)[:6]) + (", …" if len(value) > 6 else "")
        return f"a dictionary with the keys {keys}" if value else "an empty dictionary"
    if value is None:
        return "None"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, KnownLoss):
        return "a function that takes weights and returns their loss"
    if isinstance(value, KnownUniforms):
        return "a generator of random numbers"
    return f"the number {value}"


def _count(row) -> str:
    return "1 value" if len(row) == 1 else f"{len(row)} values"


def why(value) -> str:
    """What led to such a value, where it or an entry of it says so, otherwise ''."""
    if isinstance(value, list | tuple | dict):
        items = value.values() if isinstance(value, dict) else value
        return next(filter(None, map(why, items)), "")
    if isinstance(value, Other) and value.description.endswith(HOLDS_ITSELF):
        return (
            f"It is {value.description}: a line such as caches.append(caches) puts the list into "
            "itself. Append what the step gave."
        )
    return ""
