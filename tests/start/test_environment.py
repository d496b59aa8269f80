"""The three descriptions of the environment agree, and planted disagreements are found."""

import importlib.util
import shutil
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.start import environment_drift as drift
from tests.start import write_lock

pytestmark = pytest.mark.core


def test_the_files_agree(root):
    assert drift.drift(drift.read(root)) == []


def test_start_py_takes_the_same_pythons(root):
    spec = importlib.util.spec_from_file_location("start", root / "start.py")
    start = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(start)
    (low, high), ranges = start.PYTHON, drift.read(root).python
    assert ranges["pyproject.toml"] == ">={}.{},<{}.{}".format(*low, *high)


def test_the_lock_is_complete(root):
    """What locked packages ask for on any system is locked too, as far as they are installed."""
    locked = drift.read(root).locked
    known = {
        canonicalize_name(each.name): list(each.requires or ()) for each in metadata.distributions()
    }
    missing = set()
    for system in write_lock.SYSTEMS:
        for environment in write_lock.environments(system):
            here = [
                need
                for need in locked.values()
                if need.marker is None or need.marker.evaluate(environment)
            ]
            names = write_lock.closure(here, lambda name: known.get(name, []), environment)
            missing |= {
                f"{name} on {system}"
                for name in names - {canonicalize_name(need.name) for need in here}
            }
    assert not missing, f"not in requirements.lock: {sorted(missing)}; run write_lock.py"


def test_no_cuda_package_is_locked(root):
    assert [name for name in drift.read(root).locked if write_lock.CUDA.match(name)] == []


def test_setuptools_still_has_what_nbgrader_imports():
    assert importlib.util.find_spec("setuptools.archive_util")


@pytest.fixture
def copy(root, tmp_path):
    (tmp_path / "course").mkdir()
    for name in (*drift.PROJECTS, "requirements.lock", "environment.yml"):
        shutil.copy(root / name, tmp_path / name)
    return tmp_path


PLANTED = [
    (
        "environment.yml",
        "  - rich >=13.9,<16\n",
        "",
        "rich is in pyproject.toml but not in environment.yml",
    ),
    (
        "environment.yml",
        "  - pip:\n",
        "  - flask\n  - pip:\n",
        "flask is in environment.yml but in no pyproject.toml",
    ),
    (
        "pyproject.toml",
        '    "rich>=13.9,<16",\n',
        "",
        "rich is in environment.yml but in no pyproject.toml",
    ),
    (
        "requirements.lock",
        "rich==",
        "poor==",
        "rich is in pyproject.toml but not in requirements.lock",
    ),
    ("environment.yml", "pytorch ==2.13.0", "pytorch ==2.14.0", "torch has different versions"),
    (
        "pyproject.toml",
        "torch==2.13.0",
        "torch>=2.13.0",
        "torch is not pinned to one exact version in pyproject.toml: >=2.13.0",
    ),
    (
        "environment.yml",
        "pytorch ==2.13.0 cpu*",
        "pytorch =2.13",
        "torch is not pinned to one exact version in environment.yml",
    ),
    (
        "requirements.lock",
        "torch==2.13.0",
        "torch==2.12.0",
        "torch 2.12.0 in the lock is outside environment.yml's range",
    ),
    ("pyproject.toml", "rich>=13.9,<16", "rich>=13.9,<14", "is outside pyproject.toml's <14"),
    ("course/pyproject.toml", "numpy>=2.1,<3", "numpy>=2.1,<2.2", "numpy"),
    ("environment.yml", "rich >=13.9,<16", "rich >=13.9,<14", "outside environment.yml's range"),
    (
        "environment.yml",
        "playwright>=1.50,<2",
        "playwright>=2",
        "in the lock is outside environment.yml's >=2",
    ),
    ("environment.yml", "      - -e ./course\n", "", "environment.yml does not install us"),
    (
        "environment.yml",
        "python >=3.11,<3.15",
        "python >=3.12,<3.15",
        "environment.yml asks for Python >=3.12,<3.15",
    ),
    ("requirements.lock", "rich==", "rich>=", "requirements.lock gives rich no exact version"),
]


@pytest.mark.parametrize("name, old, new, sentence", PLANTED, ids=[each[3] for each in PLANTED])
def test_a_planted_drift_is_found(copy, name, old, new, sentence):
    text = (copy / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (copy / name).write_text(text.replace(old, new), encoding="utf-8")
    said = drift.drift(drift.read(copy))
    assert any(sentence in each for each in said), said


def test_lock_lines_carry_markers():
    """A package that one system needs gets that system's marker, through other packages too."""
    needs = {
        "top": [
            "everywhere",
            'winner; os_name == "nt"',
            'unix; sys_platform != "win32"',
            "triton",
            'extra-thing; extra == "more"',
        ],
        "winner": ["deeper"],
    }

    class Fake:
        def requires(self, name, system):
            return needs.get(name, [])

        def version(self, name):
            return "1.0"

    assert write_lock.lock_lines([Requirement("top>=1")], Fake()) == [
        'deeper==1.0 ; sys_platform == "win32"',
        "everywhere==1.0",
        "top==1.0",
        'unix==1.0 ; sys_platform != "win32"',
        'winner==1.0 ; sys_platform == "win32"',
    ]
