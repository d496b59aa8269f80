"""Write files so that an interruption leaves the old content, never a part of the new."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replace_with(path: Path, sync: bool = True):
    """Open a file for writing; it takes the place of `path` only when all went well.

    Args:
        sync: Whether to wait for the disk. What can be made again need not.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        # half a character of a student's must not cost the others their file
        with os.fdopen(
            handle, "w", encoding="utf-8", errors="backslashreplace", newline=""
        ) as file:
            yield file
            file.flush()
            if sync:
                os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def replace_all(texts: dict[Path, str], removed: list[Path]) -> None:
    """Write and remove files together: when it is interrupted, all have their old content again."""
    touched = [*texts, *removed]
    before = {path: path.read_bytes() if path.is_file() else None for path in touched}
    done: list[Path] = []
    try:
        for path, text in texts.items():
            done.append(path)
            with replace_with(path) as file:
                file.write(text)
        for path in removed:
            done.append(path)
            path.unlink()
    except BaseException:
        for path in done:
            content = before[path]
            if content is None:
                path.unlink(missing_ok=True)
            elif not path.is_file() or path.read_bytes() != content:
                path.write_bytes(content)
        raise
