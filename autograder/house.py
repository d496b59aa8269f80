"""Where things stand in the repository. Every other module asks here."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = ROOT / "solutions"
COURSE = ROOT / "course"
README = ROOT / "README.md"
OUT = ROOT / "grading"  # the default place of a grading run; git ignores it
SAMPLE_OUT = OUT / "sample"  # so that the sample class never mixes with a real one


def shown(path: Path) -> str:
    """A path as a person should read it: relative to the repository where it lies inside."""
    try:
        return path.resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return str(path)


def tools_on_path() -> None:
    """Let nbgrader find `alembic`, which it starts as a program when it opens a gradebook."""
    tools = str(Path(sys.executable).parent)
    parts = os.environ.get("PATH", "").split(os.pathsep)
    if tools not in parts:
        os.environ["PATH"] = os.pathsep.join([tools, *parts])
