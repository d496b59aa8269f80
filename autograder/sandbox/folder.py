"""A submission's own folder: what is put into it, and how much it holds."""

from __future__ import annotations

import os
from pathlib import Path

MOST_FILES = 20_000  # more files than this are as good as a full disk


def put(folder: Path, name: str, content: bytes, uid: int | None) -> None:
    """Write a file below `folder`. It and the folders made for it belong to `uid`, if one is given."""
    path = folder / name
    made = [parent for parent in path.parents if folder in parent.parents and not parent.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if uid is not None:
        for each in (path, *made):
            os.chown(each, uid, uid)


def is_over(folder: Path, most: int) -> bool:
    """Whether more than `most` bytes or `MOST_FILES` files lie below."""
    total = files = 0
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    files += 1
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        total += entry.stat(follow_symlinks=False).st_blocks * 512
                    if total > most or files > MOST_FILES:
                        return True
        except OSError:  # removed meanwhile, or without rights
            continue
    return False
