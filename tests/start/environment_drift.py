"""Where pyproject.toml, requirements.lock and environment.yml disagree, in words.

`read` takes the three from a folder; `drift` compares them and gives one sentence for each
disagreement. Names are those of Python packages, in lower case with hyphens.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from rattler import MatchSpec, Version, VersionSpec

PROJECTS = ("pyproject.toml", "course/pyproject.toml")
OURS = {"rnn-course", "rnn-course-grader"}
EDITABLE = {"-e ./course", "-e ."}
EXACT = {"torch"}  # one version everywhere: sums of another may differ in the last digits

# conda-forge's name -> the name that pip knows, where they differ.
PYTHON_NAMES = {
    "matplotlib-base": "matplotlib",  # without the Qt windows that a notebook does not need
    "pytorch": "torch",
}


@dataclass
class Environment:
    """What the files say."""

    wanted: dict[str, SpecifierSet]  # from both pyproject.toml, extras included
    python: dict[str, str]  # file -> its range of Pythons
    locked: dict[str, Requirement]
    conda: dict[str, VersionSpec | None]  # None: any version
    pip: dict[str, SpecifierSet]  # environment.yml's list for pip
    editable: set[str]


def read(folder: Path) -> Environment:
    """The three descriptions in `folder`."""
    wanted: dict[str, SpecifierSet] = {}
    python = {}
    for name in PROJECTS:
        project = tomllib.loads((folder / name).read_text(encoding="utf-8"))["project"]
        python[name] = str(project["requires-python"])
        extras = project.get("optional-dependencies", {}).values()
        for line in project["dependencies"] + [line for extra in extras for line in extra]:
            need = Requirement(line)
            key = canonicalize_name(need.name)
            if key not in OURS:
                wanted[key] = wanted.get(key, SpecifierSet()) & need.specifier
    locked = {}
    for line in (folder / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if line.split("#")[0].strip():
            need = Requirement(line)
            locked[canonicalize_name(need.name)] = need
    conda, pip, editable = {}, {}, set()
    listed = yaml.safe_load((folder / "environment.yml").read_text(encoding="utf-8"))
    for entry in listed["dependencies"]:
        if isinstance(entry, dict):
            for line in entry["pip"]:
                if line.startswith("-e"):
                    editable.add(line)
                else:
                    need = Requirement(line)
                    pip[canonicalize_name(need.name)] = need.specifier
            continue
        spec = MatchSpec(entry)
        name = spec.name.normalized
        version = None if spec.version is None else VersionSpec(str(spec.version))
        if name == "python":
            python["environment.yml"] = str(spec.version)
        elif name != "pip":
            conda[PYTHON_NAMES.get(name, name)] = version
    return Environment(wanted, python, locked, conda, pip, editable)


def drift(env: Environment) -> list[str]:
    """One sentence for each disagreement; an empty list when the three agree."""
    return names(env) + versions(env) + exact(env) + pythons(env)


def names(env: Environment) -> list[str]:
    """Packages that one file has and another has not."""
    said = []
    in_conda = env.conda.keys() | env.pip.keys()
    for name in sorted(env.wanted.keys() - in_conda):
        said.append(f"{name} is in pyproject.toml but not in environment.yml: add it there")
    for name in sorted(in_conda - env.wanted.keys()):
        said.append(f"{name} is in environment.yml but in no pyproject.toml: add or remove it")
    for name in sorted(env.wanted.keys() - env.locked.keys()):
        said.append(f"{name} is in pyproject.toml but not in requirements.lock: renew the lock")
    for line in sorted(EDITABLE - env.editable):
        said.append(f"environment.yml does not install us: add '{line}' under pip")
    return said


def versions(env: Environment) -> list[str]:
    """Locked versions that pyproject.toml or environment.yml would not take."""
    said = []
    for name, need in sorted(env.locked.items()):
        pins = [each.version for each in need.specifier if each.operator == "=="]
        if len(pins) != 1 or len(need.specifier) != 1 or "*" in pins[0]:
            said.append(f"requirements.lock gives {name} no exact version: renew the lock")
            continue
        version = pins[0]
        for where, ranges in (("pyproject.toml", env.wanted), ("environment.yml", env.pip)):
            if name in ranges and not ranges[name].contains(version, prereleases=True):
                said.append(f"{name} {version} in the lock is outside {where}'s {ranges[name]}")
        spec = env.conda.get(name)
        if spec is not None and not spec.matches(Version(version)):
            said.append(f"{name} {version} in the lock is outside environment.yml's range")
    return said


def exact(env: Environment) -> list[str]:
    """Packages that must have one exact version in all files, and have not."""
    said = []
    for name in sorted(EXACT):
        places = {
            "pyproject.toml": str(env.wanted.get(name, "")),
            "requirements.lock": str(env.locked[name].specifier) if name in env.locked else "",
            "environment.yml": str(env.conda.get(name) or env.pip.get(name, "")),
        }
        loose = {
            where: spec
            for where, spec in places.items()
            if not spec.startswith("==") or "*" in spec or "," in spec
        }
        for where, spec in loose.items():
            said.append(f"{name} is not pinned to one exact version in {where}: {spec or 'none'}")
        if not loose and len(set(places.values())) > 1:
            pins = ", ".join(f"{where} {spec}" for where, spec in places.items())
            said.append(f"{name} has different versions: {pins}")
    return said


def pythons(env: Environment) -> list[str]:
    """Files whose range of Pythons is another than that of the first."""
    ranges = {
        where: frozenset(spec.replace(" ", "").split(",")) for where, spec in env.python.items()
    }
    first = ranges[PROJECTS[0]]
    return [
        f"{where} asks for Python {env.python[where]}, {PROJECTS[0]} for {env.python[PROJECTS[0]]}"
        for where, spec in ranges.items()
        if spec != first
    ]
