"""What the test of one chapter may use. Its module says which chapter: ``CHAPTER = "05_gru"``."""

import contextlib
import io

import jupytext
import pytest

from tests.solutions.chapter_source import functions_of, prose_of, run


@pytest.fixture(scope="module")
def cells(root, request):
    return jupytext.read(root / "solutions" / f"{request.module.CHAPTER}.py").cells


@pytest.fixture(scope="module")
def prose(cells):
    return prose_of(cells)


@pytest.fixture(scope="module")
def learner(cells):
    """The chapter's functions by name."""
    return functions_of(cells)


@pytest.fixture(scope="module")
def ran(cells):
    """The notebook, run once: its namespace, the names checked and what was printed."""
    checked, said = [], io.StringIO()
    with contextlib.redirect_stdout(said):
        namespace = run(cells, checked.append)
    return namespace, checked, said.getvalue()
