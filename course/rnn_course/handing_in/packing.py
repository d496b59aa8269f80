"""Pack a chapter into a zip that a teacher can collect and grade as it is.

In it lies ``NAME/02_forward/02_forward.ipynb``: unpacked beside those of others it gives the folder
that ``python start.py grade`` takes, and the zip alone can be graded too.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

FOLDER = "handed_in"
LARGEST = 20_000_000  # bytes of a notebook; the grader takes no larger one
MOST_BESIDE = 50_000_000  # bytes of the files beside it, and
MOST_FILES = 200  # how many
NEVER = {"checks", FOLDER, "__pycache__"}


def folder_name(name: str) -> str:
    """A person's name as the name of a folder on any system; '' when nothing is left of it."""
    text = re.sub(r"[^\w @.+-]+", "_", name.strip())[:60].strip(" .")
    # Windows keeps these for devices
    return f"{text}_" if re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", text) else text


def pack(name: str, chapter: str, folder: Path, content: bytes, to: Path | None = None) -> Path:
    """Write the zip, beside earlier ones, and return its path. Raises OSError.

    Args:
        name: The person's, already as a folder's name.
        content: The notebook's bytes, as they were looked at.
    """
    place = to or folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    stem = f"{chapter}_{name}_{datetime.now():%Y-%m-%d_%H%M%S}"
    handle, scratch = tempfile.mkstemp(dir=place, prefix=".packing-")
    try:
        with (
            os.fdopen(handle, "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped,
        ):
            zipped.writestr(f"{name}/{chapter}/{chapter}.ipynb", content)
            for path in beside(folder):
                inside = path.relative_to(folder).as_posix()
                zipped.writestr(f"{name}/{chapter}/{inside}", path.read_bytes())
        os.chmod(scratch, 0o644)
        path, number = place / f"{stem}.zip", 1
        while path.exists():  # twice in a second: both stay
            number += 1
            path = place / f"{stem}-{number}.zip"
        os.replace(scratch, path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    return path


def beside(folder: Path) -> list[Path]:
    """The learner's own files in the chapter's folder, which the notebook may read when it runs.

    Neither notebooks nor checks, nothing hidden, no links, and no more than the grader takes.
    """
    found, room = [], MOST_BESIDE
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if any(part in NEVER or part.startswith(".") for part in parts) or path.is_symlink():
            continue
        if not path.is_file() or path.suffix == ".ipynb":
            continue
        room -= path.stat().st_size
        if room < 0 or len(found) == MOST_FILES:
            break
        found.append(path)
    return found


def without_outputs(content: bytes) -> bytes:
    """The notebook without what its cells have shown; as it is when it cannot be read."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
        for cell in data["cells"]:
            if cell.get("cell_type") == "code":
                cell["outputs"], cell["execution_count"] = [], None
        data.get("metadata", {}).pop("widgets", None)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return content
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"
