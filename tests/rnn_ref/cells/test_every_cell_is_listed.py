"""A cell that is not in CELLS would be tested by nothing: every one that the reference makes is."""

from importlib import import_module
from pkgutil import walk_packages

import rnn_ref
from rnn_ref import CELLS
from rnn_ref.fast.forward import RUNS


def cells_made():
    """Every Cell that stands under a name in a module of the reference, name → cell."""
    kind = type(CELLS["lstm"])
    modules = [import_module(found.name) for found in walk_packages(rnn_ref.__path__, "rnn_ref.")]
    return {
        f"{module.__name__}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, kind)
    }


def test_every_cell_is_in_the_table_under_its_own_name():
    made = cells_made()
    missing = sorted(name for name, cell in made.items() if CELLS.get(cell.name) is not cell)
    assert not missing, f"add to CELLS: {', '.join(missing)}"
    assert set(CELLS.values()) == set(made.values())
    assert all(name == cell.name for name, cell in CELLS.items())


def test_every_fast_run_is_of_a_cell_in_the_table():
    assert set(RUNS) <= set(CELLS.values())
