"""The shape of one array, checked against letters whose sizes earlier arrays have given.

>>> sizes, origins = {}, {}
>>> check_shape("Wu", (5, 8), "n_a n_a+n_x", sizes, origins)
>>> sizes
{'n_a': 5, 'n_x': 3}
"""

from functools import cache

# Why a size may not be zero.
REASONS = {
    "m": "a batch needs at least one example",
    "T": "a sequence needs at least one step",
    "T_x": "a sequence needs at least one step",
}


def check_shape(name, shape, letters, sizes, origins):
    """Compare a shape with its letters, and add the sizes of new letters to sizes and origins."""
    axes = _axes(letters)
    found = {**sizes, "1": 1}
    agree = len(shape) == len(axes)
    for (before, last), size in zip(axes, shape if agree else ()):
        for part in before:
            size -= found[part]
        agree = agree and size == found.setdefault(last, size)
    if agree and len(found) == len(sizes) + 1:
        return  # no new letter
    letters = letters.split()
    if not agree:
        expected = [_size(letter, sizes) for letter in letters]
        known = f" = {_tuple(expected)}" if expected != letters else ""
        parts = dict.fromkeys(part for letter in letters for part in letter.split("+"))
        source = [f"{k} = {sizes[k]} comes from {origins[k]}" for k in parts if k in sizes]
        where = "; " + ", ".join(source) if source else ""
        raise ValueError(
            f"{name} must have shape {_tuple(letters)}{known}, but its shape is {shape}{where}."
        )
    del found["1"]
    for letter, size in found.items():
        if size < 1 and letter not in letters:  # what is left of a sum
            raise ValueError(
                f"{name} must have shape {_tuple(letters)} with {letter} of at least "
                f"1, but its shape is {shape}."
            )
        if size < 1:
            reason = REASONS.get(letter, "an array without entries has no result")
            raise ValueError(
                f"{name} must have {letter} of at least 1, but its shape is {shape}; {reason}."
            )
        if letter not in sizes:
            sizes[letter], origins[letter] = size, name


@cache
def _axes(letters):
    """For each axis the letters before its last one, and the last, which takes what they leave."""
    split = [axis.split("+") for axis in letters.split()]
    return [(tuple(before), last) for *before, last in split]


def _size(letter, sizes):
    """The size that the letter stands for; the letter itself while it is not known."""
    if letter in sizes:
        return sizes[letter]
    if "+" not in letter:
        return 1 if letter == "1" else letter
    parts = [sizes.get(part, part) for part in letter.split("+")]
    unknown = any(isinstance(part, str) for part in parts)
    return "+".join(map(str, parts)) if unknown else sum(parts)


def _tuple(items) -> str:
    return "(" + ", ".join(map(str, items)) + ("," if len(items) == 1 else "") + ")"
