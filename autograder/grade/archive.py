"""Unpack a zip of submissions, or refuse it as a whole."""

from __future__ import annotations

import lzma
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from autograder.grade.errors import GradeError
from autograder.house import shown

MAX_UNPACKED = 2_000_000_000  # bytes
MAX_ENTRIES = 50_000

# what zipfile raises over a damaged, an encrypted or an unknown one, or over names that are no text
NOT_A_ZIP = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
)


def unpack(archive: Path, scratch: Path) -> Path:
    """Unpack a zip member by member; links and paths that lead outside are refused by name."""
    try:
        with zipfile.ZipFile(archive) as zipped:
            if sum(info.file_size for info in zipped.infolist()) > MAX_UNPACKED:
                raise GradeError(f"{shown(archive)} unpacks to more than 2 GB and was not opened.")
            if len(zipped.infolist()) > MAX_ENTRIES:
                raise GradeError(
                    f"{shown(archive)} holds more than {MAX_ENTRIES:,} files and was not opened."
                )
            for info in zipped.infolist():
                name = PurePosixPath(info.filename.replace("\\", "/"))
                link = stat.S_ISLNK(info.external_attr >> 16)
                if link or name.is_absolute() or ".." in name.parts or ":" in info.filename:
                    kind = "is a link" if link else "leads outside"
                    raise GradeError(
                        f"{shown(archive)}: the entry '{info.filename}' {kind}. Such a zip is not "
                        "unpacked. Remove the entry, or unpack it by hand and grade the folder."
                    )
            zipped.extractall(scratch)
    except NOT_A_ZIP as error:
        raise GradeError(f"{shown(archive)} is not a zip that can be read ({error}).") from None
    except OSError as error:
        what = f": '{Path(error.filename).name[:80]}'" if error.filename else ""
        raise GradeError(
            f"{shown(archive)} could not be unpacked ({error.strerror}{what}). Unpack it by hand "
            "and grade the folder."
        ) from None
    return scratch
