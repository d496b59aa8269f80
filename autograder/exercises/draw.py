"""Draw inputs for which every parameter matters.

No weight is zero or small, no two sizes of a case are equal (so that a swapped axis cannot pass
unseen), sequences have at least three steps, and numbers have three decimals so that a learner can
follow them by hand.
"""

from __future__ import annotations

import numpy as np

PARAMETERS = {
    "Wax": ("n_a", "n_x"),
    "Waa": ("n_a", "n_a"),
    "Wya": ("n_y", "n_a"),
    "ba": ("n_a", "1"),
    "by": ("n_y", "1"),
}
CELL = {key: PARAMETERS[key] for key in ("Wax", "Waa", "ba")}
READ_OUT = {"Wy": ("n_y", "n_a"), "by": ("n_y", "1")}

# Sizes that no other case has: what is typed in for another case does not fit here.
SMALL = {"n_x": 1, "n_a": 1, "m": 1, "n_y": 2, "T_x": 2}


def sizes(rng: np.random.Generator, *names: str, least: int = 2, most: int = 7) -> dict[str, int]:
    """Different sizes for the names, between `least` and `most`; T is always at least 3."""
    while True:
        drawn = rng.permutation(np.arange(least, most + 1))[: len(names)]
        found = {name: int(size) for name, size in zip(names, drawn, strict=True)}
        if all(size >= 3 for name, size in found.items() if name.startswith("T")):
            return found


def numbers(rng: np.random.Generator, *shape: int, low: float = 0.2, high: float = 0.9):
    """Numbers of either sign whose magnitude lies between `low` and `high`."""
    magnitude = rng.uniform(low, high, size=shape)
    sign = rng.choice((-1.0, 1.0), size=shape)
    return np.round(sign * magnitude, 3)


def parameters(
    rng: np.random.Generator,
    n: dict[str, int],
    shapes: dict[str, tuple[str, ...]] = PARAMETERS,
    *,
    low: float = 0.2,
    high: float = 0.9,
) -> dict:
    """Weights and biases for the sizes in `n`, by the names and axes in `shapes`."""
    size = {**n, "1": 1}
    return {
        key: numbers(rng, *(size[axis] for axis in axes), low=low, high=high)
        for key, axes in shapes.items()
    }


def gates(rng: np.random.Generator, n: dict[str, int], letters: str, high: float = 0.8) -> dict:
    """W and b of each gate, which reads [a_prev; xt]; none is shut, so that every path counts."""
    size = {**n, "n_a + n_x": n["n_a"] + n["n_x"]}
    shapes = {}
    for letter in letters:
        shapes |= {f"W{letter}": ("n_a", "n_a + n_x"), f"b{letter}": ("n_a", "1")}
    return parameters(rng, size, shapes, high=high)


def probabilities(rng: np.random.Generator, *shape: int):
    """Numbers along the first axis that are positive and sum to 1 (to rounding)."""
    raw = rng.uniform(0.2, 1.0, size=shape)
    return np.round(raw / raw.sum(axis=0, keepdims=True), 3)


def one_hot(rng: np.random.Generator, n_y: int, *shape: int):
    """One-hot columns (n_y, *shape) with a class drawn for each."""
    classes = rng.integers(n_y, size=shape)
    return (np.arange(n_y).reshape(-1, *([1] * len(shape))) == classes).astype(float)
