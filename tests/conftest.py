"""What every test may use."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of start.py."""
    return Path(__file__).resolve().parents[1]


def pytest_collection_modifyitems(items) -> None:
    """Files with slow tests first: the workers of a run then end at about the same time."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
