"""The plugin of `start.py test --quick`: the likeliest tests first, none begun after its time."""

import os
import time

import pytest

ENDS = float(os.environ.get("QUICK_RUN_ENDS", "inf"))
FIRST = os.environ.get("QUICK_RUN_FIRST", "").split()
late = []  # tests that were not begun


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items) -> None:
    """In a file, tests that say the name of a changed file go first."""
    order = {path: number for number, path in enumerate(dict.fromkeys(i.path for i in items))}
    items.sort(key=lambda i: (order[i.path], not any(word in i.nodeid for word in FIRST)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    """True says that this test is dealt with: it is left out without a report."""
    if time.time() < ENDS:
        return None
    late.append(item)
    return True


def pytest_terminal_summary(terminalreporter) -> None:
    if late:
        terminalreporter.write_line(
            f"{len(late)} tests were not begun: the time of a quick run was over."
        )
