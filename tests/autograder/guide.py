"""Do what a guide says: its commands and its blocks, word for word, on a copy of the tree."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = (
    "course",
    "autograder",
    "rnn_ref",
    "solutions",
    "tests",
    "README.md",
    "nbgrader_config.py",
    "pyproject.toml",
)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Block:
    """A fenced block: kind '' holds commands, 'text' what the commands before it say."""

    kind: str
    text: str
    before: str  # the prose above it


def blocks(path: Path) -> list[Block]:
    """All blocks of a guide, in order."""
    text = path.read_text(encoding="utf-8")
    found, at = [], 0
    for match in BLOCK.finditer(text):
        found.append(Block(match[1], match[2], text[at : match.start()]))
        at = match.end()
    return found


def copy_of_the_tree(folder: Path) -> Path:
    """What an instructor has, in `folder`."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            left_out = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            shutil.copytree(ROOT / name, folder / name, ignore=left_out)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def run(tree: Path, command: str) -> subprocess.CompletedProcess:
    """A line ``python start.py …`` in `tree`; .venv is there already, so start.py adds nothing."""
    words = shlex.split(command)
    assert words[:2] == ["python", "start.py"], command
    paths = os.pathsep.join([str(tree), str(tree / "course")])
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("RNN_COURSE")}
    return subprocess.run(
        [sys.executable, "-m", "autograder", *words[2:]],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=300,
        env={**surroundings, "PYTHONPATH": paths, "COLUMNS": "200"},
    )


def replace(path: Path, block: str) -> None:
    """Put a block in the place of what stands from its first line to its last."""
    text = path.read_text(encoding="utf-8")
    first, *_, last = block.splitlines()
    start = text.index(f"{first}\n")
    end = text.index(f"{last}\n", start) + len(last) + 1
    path.write_text(text[:start] + block + text[end:], encoding="utf-8")


def write_files(folder: Path, shown: Iterable[Block]) -> None:
    """Write blocks that are whole files; the prose above each ends with the file's name."""
    for block in shown:
        path = folder / re.findall(r"`([\w-]+/\S+\.\w+)`", block.before)[-1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")


def lines(text: str) -> list[str]:
    """Lines without what depends on the width of a column."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
