"""Can a text be read on its background? The contrast ratio of WCAG 2.2."""

from __future__ import annotations

import re


def rgba(colour: str) -> list[float]:
    """Red, green and blue from 0 to 255 and alpha from 0 to 1, of a computed CSS colour."""
    values = [float(value) for value in re.findall(r"[\d.]+", colour)]
    return values if len(values) == 4 else [*values, 1.0]


def seen_through(papers: list[str]) -> list[float]:
    """The colour of layers that let light through; the nearest comes first."""
    seen = [255.0, 255.0, 255.0]
    for *layer, alpha in map(rgba, reversed(papers)):
        seen = [alpha * new + (1 - alpha) * old for new, old in zip(layer, seen, strict=True)]
    return seen


def contrast(one: list[float], other: list[float]) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""

    def luminance(colour):
        parts = [value / 255 for value in colour[:3]]
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)
