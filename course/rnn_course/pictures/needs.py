"""Let a demonstration cell wait for a function that the learner has not written yet."""

from __future__ import annotations

from contextlib import contextmanager


@contextmanager
def needs(*functions: str):
    """Run the block; if a function it needs is missing or fails, say so in one line.

    >>> with needs("rnn_forward"):
    ...     raise NotImplementedError
    This cell needs rnn_forward. Write it above, run its cell, then run this cell again.
    """
    names = " and ".join([", ".join(functions[:-1]), functions[-1]] if functions[1:] else functions)
    try:
        yield
    except (NotImplementedError, NameError) as missing:
        if isinstance(missing, NameError) and missing.name not in (None, *functions):
            print(_stopped(names, missing))
            return
        them, their = ("them", "their cells") if functions[1:] else ("it", "its cell")
        print(
            f"This cell needs {names}. Write {them} above, run {their}, then run this cell again."
        )
    except ModuleNotFoundError as missing:
        print(
            f"This cell needs the package {missing.name}, which is not installed here. "
            "The rest of the chapter works without it."
        )
    except Exception as problem:  # whatever a half-written function raises
        print(_stopped(names, problem))


def _stopped(names: str, problem: Exception) -> str:
    said = str(problem).splitlines()[0] if str(problem) else "no message"
    return (
        f"This cell uses {names}, and stopped with {type(problem).__name__}: {said}. "
        "Make the check above pass first, then run this cell again."
    )
