"""What every test may use."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of start.py."""
    return Path(__file__).resolve().parents[1]
