"""Which submission nbgrader's converter hands to a preprocessor or an exporter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Handed:
    """A notebook of a student's, and the gradebook that it belongs to."""

    student: str
    assignment: str
    notebook: str
    db_url: str


def handed(resources: dict) -> Handed:
    """Read what nbgrader adds to nbconvert's resources."""
    where = resources["nbgrader"]
    return Handed(where["student"], where["assignment"], where["notebook"], where["db_url"])
