"""Every example in a docstring runs, and every public name has one."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import rnn_ref

MODULES = ["rnn_ref", *(f"rnn_ref.{m.name}" for m in pkgutil.iter_modules(rnn_ref.__path__))]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
    assert result.attempted > 0


def test_the_examples_of_every_public_function_are_there():
    for name in rnn_ref.__all__:
        doc = inspect.getdoc(getattr(rnn_ref, name))
        for part in (">>> ", "Returns: ", "Errors: ", "Source: "):
            assert part in doc, f"{name} has no {part.strip()!r} in its docstring"
