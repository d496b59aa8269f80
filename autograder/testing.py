"""The verb `test`: the formatter and the linter first, then pytest on tests/."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from autograder import house, likely_broken

QUICK = "--quick"
SECONDS = 70  # after which a quick run begins no further test; the last one ends within 90
FILES = 24  # of tests, at most, in a quick run: more are read for longer than they run


def test(arguments: list[str]) -> int:
    """Run the tests; returns the exit status of the first command that failed.

    Args:
        arguments: For pytest. Without any, the formatter and the linter come first. `--quick`
            takes in place of all tests those that a change most likely breaks.
    """
    begun = time.time()
    if QUICK in arguments:
        return quick([word for word in arguments if word != QUICK], begun)
    if not arguments and (status := looks()):
        return status
    return pytest(arguments)


def looks() -> int:
    """Is everything as the formatter and the linter of the house want it?"""
    for words in (["format", "--check", "--quiet"], ["check", "--quiet"]):
        status = subprocess.call([sys.executable, "-m", "ruff", *words, "."], cwd=house.ROOT)
        if status:
            print(f"'ruff {words[0]}' has complaints; mend them first.", file=sys.stderr)
            return status
    return 0


def pytest(arguments: list[str], **environment: str) -> int:
    """Run pytest, a file per core at a time, unless the caller chose otherwise."""
    # tests/conftest.py puts the slow files first, so that none is left alone at the end
    spread = ["-n", str(os.cpu_count() or 1), "--dist", "loadfile", "--no-loadscope-reorder"]
    if any(a.startswith(("-n", "-p", "--pdb", "--collect-only")) for a in arguments):
        spread = []
    command = [sys.executable, "-m", "pytest", *spread, *arguments]
    return subprocess.call(command, cwd=house.ROOT, env=os.environ | environment)


def quick(arguments: list[str], begun: float) -> int:
    """The looks, whether course/ is current, and the tests of what was changed."""
    paths = likely_broken.changed(house.ROOT)
    print(f"Changed files: {len(paths)}." if paths else "Nothing is changed, or there is no git.")
    if status := looks():
        return status
    build = [sys.executable, "-m", "autograder", "build", "--check"]
    building = subprocess.Popen(build, cwd=house.ROOT, stdout=subprocess.PIPE)  # beside the tests
    files = likely_broken.tests_of(house.ROOT, paths)
    chosen = ["-q", "-p", "tests.quick_run", "-m", "not slow and not browser", *files[:FILES]]
    status = pytest(
        [*chosen, *arguments],
        QUICK_RUN_ENDS=str(begun + SECONDS),
        QUICK_RUN_FIRST=" ".join(likely_broken.words_of(paths)),
    )
    print(building.communicate()[0].decode(), end="")
    print(
        f"{min(FILES, len(files))} of {len(files)} files of tests that belong to the change, in "
        f"{time.time() - begun:.0f} s. All tests: {house.command('test')}"
    )
    return status or building.returncode
