"""What every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from autograder.start_up import without_slow_parsers

without_slow_parsers()  # before any test imports nbformat; as the grader's processes do

# The matrices of the tests are small and the cores are taken by other tests: threads of one
# multiplication would only wait for each other. Set before NumPy is imported, here and in every
# process that a test starts, as the chapters that train do for themselves.
for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

# The same examples on every run, so that a change is judged by itself and not by luck. New ones
# are looked for with HYPOTHESIS_PROFILE=search; what it finds becomes an @example.
settings.register_profile("same", derandomize=True)
settings.register_profile("search", max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of start.py."""
    return Path(__file__).resolve().parents[1]


def pytest_collection_modifyitems(items) -> None:
    """Files with slow tests first: the workers of a run then end at about the same time."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
