"""What a student's process may read: Python, its packages, the system's libraries. A list of leave.

The reference, the solutions, the specifications and the gradebook are in none of these places; a
package of ours that is installed among the others is cut out of its folder, and so is a course of
an instructor's own that was put there.
"""

from __future__ import annotations

import os
import site
import stat
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import rnn_course
from autograder import house

ANSWERS = ("rnn_ref", "autograder", "solutions")
SYSTEM = (
    "/lib",
    "/lib32",
    "/lib64",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/fonts",
    "/usr/share/fonts",
    "/usr/share/zoneinfo",
    "/usr/share/locale",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",  # torch asks for the processor
)
DEVICES = ("/dev/null", "/dev/zero", "/dev/full")
RANDOM = ("/dev/urandom", "/dev/random")
ZYGOTE = Path(__file__).parent / "zygote"


@dataclass(frozen=True)
class View:
    """shown: files and folders with all below. listed: folders of which only the names are."""

    shown: list[Path]
    listed: list[Path]


def view(hidden_modules: list[str]) -> View:
    """What to show, without the files of `hidden_modules` (of rnn_course)."""
    hidden = {_file_of(module) for module in hidden_modules}
    hidden |= {folder / name for folder in map(Path, site.getsitepackages()) for name in ANSWERS}
    hidden |= {house.SOLUTIONS, house.EXERCISES, house.OUT}
    wanted = {Path(path) for path in (*SYSTEM, *RANDOM)}
    wanted |= {ZYGOTE, *course_package(), *_python()}
    shown, listed = [], []
    for path in wanted:
        if not any(above in wanted for above in path.parents):
            _split(path, hidden, shown, listed)
    return View(sorted(shown), sorted(listed))


def course_package() -> list[Path]:
    """The folder of the rnn_course package; it may stand in the repository or among the others."""
    return [Path(place) for place in rnn_course.__path__]


def _python() -> list[Path]:
    """The interpreter, its library and the installed packages."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    found = [Path(sys.executable), Path(os.path.realpath(sys.executable))]
    for prefix in {Path(sys.prefix), Path(sys.base_prefix)}:
        if prefix in (Path("/usr"), Path("/usr/local")):  # much more than Python is there
            found += [prefix / "lib" / version, *(prefix / "lib").glob("libpython*")]
        else:
            found.append(prefix)
    found += [Path(sysconfig.get_path("stdlib")), *map(Path, site.getsitepackages())]
    if site.ENABLE_USER_SITE:
        found.append(Path(site.getusersitepackages()))
    return [path for path in found if path.exists()]


def _file_of(module: str) -> Path:
    package, *rest = module.split(".")
    assert package == "rnn_course"
    return course_package()[0].joinpath(*rest).with_suffix(".py")


def _split(path: Path, hidden: set[Path], shown: list[Path], listed: list[Path]) -> None:
    """Show `path`, or what is left of it when something below must not be seen."""
    if path in hidden or (path.name == "__pycache__" and _compiled(path) & _stems(hidden)):
        return
    if not any(path in secret.parents for secret in hidden if secret.exists()):
        shown.append(path)
        return
    listed.append(path)
    for inner in sorted(path.iterdir()):
        _split(inner, hidden, shown, listed)


def _compiled(folder: Path) -> set[tuple[Path, str]]:
    """(folder of the source, module) of the compiled files in a __pycache__: they are answers too."""
    return {(folder.parent, path.name.split(".")[0]) for path in folder.glob("*.pyc")}


def _stems(hidden: set[Path]) -> set[tuple[Path, str]]:
    return {(path.parent, path.stem) for path in hidden}


def for_everyone(paths: list[Path]) -> bool:
    """Whether any user of the machine may read these paths, so that another user can be used."""
    wanted = {parent for path in paths for parent in path.parents} | set(paths)
    for path in wanted:
        try:
            mode = path.stat().st_mode
        except OSError:
            continue
        need = 0o005 if stat.S_ISDIR(mode) else 0o004
        if path not in paths and stat.S_ISDIR(mode):
            need = 0o001  # only to pass through
        if mode & need != need:
            return False
    return True
