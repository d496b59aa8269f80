"""The folders of a build: one build at a time, nothing of anybody's replaced, all or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder import house
from autograder.build.problems import BuildError, Problem

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

MARK = Path("_static", "live.js")  # a folder that holds it is a site of ours


@contextmanager
def only_build(work: Path) -> Iterator[None]:
    """Hold the working folder. The system gives it back when the process ends, however it ends."""
    work.mkdir(parents=True, exist_ok=True)
    with open(work / "lock", "a") as file:
        try:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildError(
                [
                    Problem(
                        house.shown(work),
                        "another build of the website is at work there.",
                        "Wait until it has finished.",
                    )
                ]
            ) from None
        yield


def check_place(out: Path) -> None:
    """Raise `BuildError` when `out` holds something that is not a site of ours."""
    if out.is_dir() and (not any(out.iterdir()) or (out / MARK).is_file()):
        return
    if out.exists():
        raise BuildError(
            [
                Problem(
                    house.shown(out),
                    "it holds other things than a site, and a build would replace them.",
                    "Name an empty or a new folder with --out.",
                )
            ]
        )


def write(files: dict[str, str | bytes], folder: Path) -> None:
    """Make the folder hold exactly these files. What has not changed is not touched."""
    wanted = {folder / name: text for name, text in files.items()}
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file() and path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        content = text.encode() if isinstance(text, str) else text
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def publish(html: Path, out: Path) -> None:
    """Put the finished pages in place of the old ones."""
    out.parent.mkdir(parents=True, exist_ok=True)
    new, old = (out.with_name(f".{out.name}.{word}") for word in ("new", "old"))
    for path in (new, old):
        shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(html, new, ignore=shutil.ignore_patterns(".buildinfo*", "_sources", "*.map"))
    (new / ".nojekyll").touch()  # so that a host of static pages leaves folders with _ as they are
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)
