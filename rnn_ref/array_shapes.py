"""The shape of one array, checked against letters whose sizes earlier arrays have given.

>>> sizes, origins = {}, {}
>>> check_shape("Wu", (5, 8), ["n_a", "n_a+n_x"], sizes, origins)
>>> sizes
{'n_a': 5, 'n_x': 3}
"""

# Why a size may not be zero.
REASONS = {
    "m": "a batch needs at least one example",
    "T": "a sequence needs at least one step",
    "T_x": "a sequence needs at least one step",
}


def check_shape(name, shape, letters, sizes, origins):
    expected = [_size(letter, sizes) for letter in letters]
    agree = all(isinstance(want, str) or want == got for want, got in zip(expected, shape))
    if len(shape) != len(expected) or not agree:
        known = f" = {_tuple(expected)}" if expected != letters else ""
        parts = dict.fromkeys(part for letter in letters for part in letter.split("+"))
        source = [f"{k} = {sizes[k]} comes from {origins[k]}" for k in parts if k in sizes]
        where = "; " + ", ".join(source) if source else ""
        raise ValueError(f"{name} must have shape {_tuple(letters)}{known}, but its shape is "
                         f"{shape}{where}.")
    for letter, size in zip(letters, shape):
        if size == 0:
            reason = REASONS.get(letter, "an array without entries has no result")
            raise ValueError(f"{name} must have {letter} of at least 1, but its shape is "
                             f"{shape}; {reason}.")
        *before, last = letter.split("+")  # n_a+n_x: n_x is what n_a leaves
        if last not in sizes and last != "1":
            rest = size - sum(sizes[part] for part in before)
            if rest < 1:
                raise ValueError(f"{name} must have shape {_tuple(letters)} with {last} of at "
                                 f"least 1, but its shape is {shape}.")
            sizes[last], origins[last] = rest, name


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
