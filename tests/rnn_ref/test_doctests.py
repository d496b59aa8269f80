"""Every example in a docstring runs, and every public name has one."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import rnn_ref

pytestmark = pytest.mark.core

MODULES = [  # a folder's own docstring is its table of contents
    "rnn_ref",
    *(m.name for m in pkgutil.walk_packages(rnn_ref.__path__, "rnn_ref.") if not m.ispkg),
]
FUNCTIONS = [name for name in rnn_ref.__all__ if inspect.isfunction(getattr(rnn_ref, name))]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
    assert result.attempted > 0


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_public_function_is_described_whole(name):
    doc = inspect.getdoc(getattr(rnn_ref, name))
    for part in ("Args", "Returns", "Raises", "References", "Examples"):
        assert f"\n{part}:\n" in doc, f"{name} has no section {part!r} in its docstring"
    assert ">>> " in doc, f"{name} has no example that runs"


def test_there_are_public_functions():
    assert len(FUNCTIONS) > 80
