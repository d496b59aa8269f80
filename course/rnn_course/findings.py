"""What a comparison found: the stage at which something is wrong, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass

STAGES = ("structure", "shape", "dtype", "values")


@dataclass(frozen=True)
class Finding:
    """What is wrong with one part: the stage, a headline, detail lines, and the likely cause.

    Attributes:
        known: Whether the cause is one, and not only what to try where none is known.
        sure: Whether the cause is a fact that no misconception for a part of the answer can better.
    """

    stage: str
    headline: str
    details: tuple[str, ...] = ()
    cause: str = ""
    known: bool = True
    sure: bool = False


class Missing(Exception):
    """The returned value has not got the place a part looks at. Carries the finding."""

    def __init__(self, finding: Finding):
        self.finding = finding
