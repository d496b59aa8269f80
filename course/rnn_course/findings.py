"""What a comparison found: the stage at which something is wrong, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass

STAGES = ("structure", "shape", "dtype", "values")


@dataclass(frozen=True)
class Finding:
    """What is wrong with one part: the stage, a headline, detail lines, and the likely cause."""

    stage: str
    headline: str
    details: tuple[str, ...] = ()
    cause: str = ""


class Missing(Exception):
    """The returned value has not got the place a part looks at. Carries the finding."""

    def __init__(self, finding: Finding):
        self.finding = finding
