"""Does the grader stand every attack? Graded class by class; where a class suffered, one by one.

    python -m tests.hostile.standing FILE [KIND [whole]]   writes attack → complaints as JSON

With ``whole`` no class is divided: quicker, and what a class suffered is said of all in it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.hostile import caged_class, suite


def standing(names: list[str], divide: bool = True) -> dict[str, list[str]]:
    """Attack → in what the grader did not stand it."""
    graded = caged_class.grade(names)
    common = caged_class.class_complaints(graded)
    if common and divide and len(names) > 1:  # whose fault was it?
        half = len(names) // 2
        return {**standing(names[:half]), **standing(names[half:])}
    attacks = suite.attacks()
    if len(names) > 1:
        common = [f"its class: {complaint}" for complaint in common]
    return {name: [*caged_class.complaints(attacks[name], graded), *common] for name in names}


def main(file: Path, kind: str | None = None, whole: str = "") -> None:
    found: dict[str, list[str]] = {}
    for names in suite.classes():
        if kind in (None, suite.attacks()[names[0]].kind):
            found |= standing(names, divide=not whole)
            file.write_text(json.dumps(found, indent=1, ensure_ascii=False))
            for name in names:
                print("✓" if not found[name] else "✗", name, "; ".join(found[name]), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
