"""The grading command with short limits.

    python -m tests.hostile.command grade …

Limits that the command has no option for are put in place here.
"""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stdout, suppress
from functools import partial

from autograder import cli

CELL, NOTEBOOK, MEMORY = 4, 20, 900  # seconds, seconds, MB


def with_limits(arguments: list[str]) -> list[str]:
    """The arguments, and the options for limits that the command knows."""
    printed = io.StringIO()
    with suppress(SystemExit), redirect_stdout(printed):
        cli.parser().parse_args(["grade", "--help"])
    known = printed.getvalue()
    options = {"--cell-seconds": CELL, "--notebook-seconds": NOTEBOOK, "--memory": MEMORY}
    for option, value in options.items():
        if option in known:
            arguments = [*arguments, option, str(value)]
    if "--cell-seconds" not in known:
        from autograder.grade import run

        run.execute = partial(run.execute, cell_seconds=CELL, all_seconds=NOTEBOOK)
    return arguments


if __name__ == "__main__":
    sys.exit(cli.main(with_limits(sys.argv[1:])))
