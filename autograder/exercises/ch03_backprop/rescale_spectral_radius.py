"""A recurrent matrix with the spectral radius that one wants."""

import numpy as np

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array


def draw_turning(rng) -> Inputs:
    """A matrix whose largest |λ| belongs to a complex pair, and some λ has a positive real part.

    The smallest |λ| is none of the other numbers that somebody may take, and the largest does not
    come first in NumPy's list.
    """
    while True:
        W = draw.numbers(rng, 4, 4)
        values = np.linalg.eigvals(W)
        top = values[np.argmax(abs(values))]
        if abs(top.imag) > 0.3 and abs(top.real) > 0.1 and values.real.max() > 0.2:
            others = (values.real.max(), abs(values.real).max(), abs(values).max())
            first = abs(values[0])
            if first > others[2] - 0.05 or abs(first - others[1]) < 0.05:
                continue
            if abs(others[0] - others[1]) > 0.1 and 0.1 < abs(values).min() < min(others) - 0.05:
                return Inputs({"W": W, "radius": round(float(rng.uniform(0.6, 1.6)), 2)}, {"n": 4})


def draw_symmetric(rng) -> Inputs:
    """A symmetric matrix whose largest |λ| belongs to a negative λ, and does not come last."""
    while True:
        half = draw.numbers(rng, 3, 3)
        W = np.tril(half) + np.tril(half, -1).T
        values = np.linalg.eigvalsh(W)
        smallest = abs(values).min()
        first, *_, last = abs(np.linalg.eigvals(W))
        if last > abs(values).max() - 0.1 or first < abs(values).max() - 0.01:
            continue
        if -values.min() > values.max() + 0.2 and 0.1 < smallest < values.max() - 0.1:
            return Inputs({"W": W, "radius": round(float(rng.uniform(0.6, 1.6)), 2)}, {"n": 3})


# Right answers in other styles: each earns all points.


def radius_by_roots(W, radius):
    return W / max(abs(np.roots(np.poly(W)))) * radius


def radius_by_eig(W, radius):
    values, vectors = np.linalg.eig(W)
    values = values * radius / np.abs(values).max()
    return (vectors @ np.diag(values) @ np.linalg.inv(vectors)).real


EXERCISE = Exercise(
    name="rescale_spectral_radius",
    chapter="03_backprop",
    reference=rnn_ref.rescale_spectral_radius,
    task="Write rescale_spectral_radius: find the largest |λ| of W with np.linalg.eigvals, and "
    "return W multiplied by the number that makes it equal to radius.",
    returns=("W",),
    draws={"ordinary": draw_turning, "symmetric": draw_symmetric},
    parts=(
        array("the result for complex λ", 2, shape="(n, n)"),
        array("the result for a symmetric W", 2, shape="(n, n)", case="symmetric"),
    ),
    misconceptions=(
        Misconception(
            "largest_without_absolute_value",
            "you took the largest λ by its real part. An eigenvalue of −1.2 makes a gradient grow "
            "as one of 1.2 does; it only turns its sign as well. Take |λ|.",
            replace="unit = W / rho",
            by="unit = W / max(v.real for v in __import__('numpy').linalg.eigvals(W))",
        ),
        Misconception(
            "real_parts_only",
            "you took the absolute value of the real part alone. For a complex λ, |λ| is the root "
            "of real² + imaginary². np.abs of the complex number gives it.",
            replace="unit = W / rho",
            by="unit = W / max(abs(v.real) for v in __import__('numpy').linalg.eigvals(W))",
        ),
        Misconception(
            "singular_value",
            "you divided by the largest singular value, which np.linalg.norm(W, 2) gives. It "
            "bounds one step; in the long run |λ| decides. For a symmetric W both are the same.",
            replace="unit = W / rho",
            by="unit = W / __import__('numpy').linalg.norm(W, 2)",
        ),
        Misconception(
            "norm_of_all_entries",
            "you divided by np.linalg.norm(W), the root of the sum of squares of all entries. The "
            "spectral radius is the largest |λ|: np.linalg.eigvals.",
            replace="unit = W / rho",
            by="unit = W / __import__('numpy').linalg.norm(W)",
        ),
        Misconception(
            "largest_entry",
            "you divided by the largest entry of W. The spectral radius is the largest |λ|, the "
            "absolute value of an eigenvalue: np.linalg.eigvals(W).",
            replace="unit = W / rho",
            by="unit = W / abs(W).max()",
        ),
        Misconception(
            "not_divided",
            "you multiplied by radius and did not divide by the radius that W has. Do both: "
            "W · radius / ρ.",
            replace="unit = W / rho",
            by="unit = W",
        ),
        Misconception(
            "radius_left_out",
            "the spectral radius of your result is 1. Multiply by the wanted radius.",
            replace="rescaled = radius * unit",
            by="rescaled = unit",
        ),
        Misconception(
            "upside_down",
            "the quotient is upside down: you multiplied by ρ / radius. W / ρ has the radius 1; "
            "times radius it has the wanted one.",
            replace="rescaled = radius * unit",
            by="rescaled = rho * rho / radius * unit",
        ),
        Misconception(
            "smallest_eigenvalue",
            "now the smallest |λ| has the wanted value, and the largest is far above it. The "
            "spectral radius is the largest of them: np.abs(...).max().",
            replace="unit = W / rho",
            by="unit = W / min(abs(v) for v in __import__('numpy').linalg.eigvals(W))",
        ),
        Misconception(
            "first_eigenvalue",
            "you took the first λ that eigvals returns. They stand in no order: take the absolute value of each and then the largest.",
            replace="rho = spectral_radius(W)",
            by='rho = abs(__import__("numpy").linalg.eigvals(W)[0])',
        ),
    ),
    likely=(
        ("first_eigenvalue", "return W * radius / abs(np.linalg.eigvals(W)[0])"),
        ("largest_without_absolute_value", "return W * radius / np.linalg.eigvals(W).real.max()"),
        ("norm_of_all_entries", "return W * radius / np.linalg.norm(W)"),
        ("not_divided", "return radius * W"),
        ("smallest_eigenvalue", "return W * radius / np.abs(np.linalg.eigvals(W)).min()"),
        ("singular_value", "return W * radius / np.linalg.norm(W, 2)"),
    ),
    styles=(radius_by_roots, radius_by_eig),
)
