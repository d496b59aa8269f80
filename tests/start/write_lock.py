"""Write requirements.lock anew, in a minute: `.venv/bin/python tests/start/write_lock.py`.

pip says, without installing, which are the newest versions that pyproject.toml's ranges allow on
the oldest Python of the course. These, and what the same packages ask for on the other systems,
go into the lock with exact versions. A package that only some systems need carries a marker.
Packages that torch brings for CUDA stay out: torch knows which of them its own build needs.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
OURS = {"rnn-course", "rnn-course-grader"}
CUDA = re.compile(r"nvidia-|cuda-|triton$")  # what only torch's CUDA build asks for

# What a marker may ask about, for each system that start.py knows.
SYSTEMS = {
    "linux": {"os_name": "posix", "platform_system": "Linux", "platform_machine": "x86_64"},
    "darwin": {"os_name": "posix", "platform_system": "Darwin", "platform_machine": "arm64"},
    "win32": {"os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"},
}
WHEELS = {"linux": "manylinux_2_28_x86_64", "darwin": "macosx_14_0_arm64", "win32": "win_amd64"}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")

HEAD = """\
# Exact versions of everything that start.py installs. Written by tests/start/write_lock.py;
# do not edit: change a range in pyproject.toml and run that script again.
# torch is pinned by hand, in pyproject.toml and environment.yml too. What torch needs for CUDA is
# not listed: its build for this system brings that. Any build of this version will do, so pip
# takes the small CPU build where your pip configuration offers one.
"""


def direct_requirements(root: Path) -> list[Requirement]:
    """Everything that the two pyproject.toml files ask for, extras included, but ourselves."""
    lines = []
    for path in (root / "pyproject.toml", root / "course" / "pyproject.toml"):
        project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        lines += project["dependencies"]
        for extra in project.get("optional-dependencies", {}).values():
            lines += extra
    wanted = [Requirement(line) for line in lines]
    return [each for each in wanted if canonicalize_name(each.name) not in OURS]


def environments(system: str):
    """Marker environments of one system, one for each Python."""
    for python in PYTHONS:
        yield {
            **SYSTEMS[system],
            "sys_platform": system,
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "python_version": python,
            "python_full_version": python + ".0",
        }


def closure(direct: list[Requirement], requires, environment: dict) -> set[str]:
    """Names of all packages that `direct` leads to; `requires(name)` gives requirement lines."""
    todo = [(requirement, "") for requirement in direct]
    seen, names = set(), set()
    while todo:
        requirement, extra = todo.pop()
        name = canonicalize_name(requirement.name)
        marker = requirement.marker
        if CUDA.match(name) or (marker and not marker.evaluate({**environment, "extra": extra})):
            continue
        names.add(name)
        for wanted in ["", *sorted(requirement.extras)]:
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                todo += [(Requirement(line), wanted) for line in requires(name)]
    return names


def marker_for(systems: set[str]) -> str:
    """The end of a lock line for a package that these systems need."""
    if systems == set(SYSTEMS):
        return ""
    if systems == {"linux", "darwin"}:
        return ' ; sys_platform != "win32"'
    return " ; " + " or ".join(f'sys_platform == "{each}"' for each in sorted(systems))


class Catalogue:
    """Versions and requirements as pip tells them, for this system or where needed another."""

    def __init__(self, direct: list[Requirement]):
        self.known = ask_pip(map(str, direct))

    def requires(self, name: str, system: str) -> list[str]:
        if name not in self.known:
            self.known |= ask_pip([name, "--no-deps", "--platform", WHEELS[system]])
        return self.known[name][1]

    def version(self, name: str) -> str:
        return Version(self.known[name][0]).public  # without a build name such as +cpu


def ask_pip(words) -> dict[str, tuple[str, list[str]]]:
    """Name -> (version, requirement lines) of what pip would install for `words`."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--report", "-"]
    command += ["--ignore-installed", "--only-binary=:all:", "--target", os.devnull + "-unused"]
    # The oldest patch release too: some packages leave out the first ones of a Python.
    command += ["--python-version", PYTHONS[0] + ".0", *words]
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    about = [each["metadata"] for each in report["install"]]
    return {
        canonicalize_name(each["name"]): (each["version"], each.get("requires_dist", []))
        for each in about
    }


def lock_lines(direct: list[Requirement], catalogue: Catalogue) -> list[str]:
    """The lock's lines, in the order of the names."""
    systems: dict[str, set[str]] = {}
    for system in SYSTEMS:
        for environment in environments(system):

            def requires(name, system=system):
                return catalogue.requires(name, system)

            for name in closure(direct, requires, environment):
                systems.setdefault(name, set()).add(system)
    return [
        f"{name}=={catalogue.version(name)}{marker_for(systems[name])}" for name in sorted(systems)
    ]


def main() -> None:
    direct = direct_requirements(ROOT)
    lines = lock_lines(direct, Catalogue(direct))
    path = ROOT / "requirements.lock"
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines)} packages")


if __name__ == "__main__":
    main()
