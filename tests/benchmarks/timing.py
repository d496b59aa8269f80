"""Two ways of one thing, measured in turns: the median of several rounds of single runs."""

import statistics
import time

ROUNDS = 7
SECONDS = 0.1  # of repeats, for each side of a round


def nothing() -> None:
    """What a computation on the processor has to wait for."""


def seconds(run, repeats: int, wait=nothing) -> float:
    """The median of single runs: the first ones still meet the other library's waiting threads.

    Args:
        run: What is measured, without arguments.
        repeats: How many runs.
        wait: Called before the clock is read, such as torch.cuda.synchronize.
    """
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        wait()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def in_turns(*sides, wait=nothing, rounds: int = ROUNDS, budget: float = SECONDS) -> list[float]:
    """Seconds of one run of each side: the median over rounds in which each has its turn.

    Args:
        *sides: What is measured, each without arguments.
        wait: As in `seconds`.
        rounds: How often each side has its turn.
        budget: Seconds that a side's turn takes, about; it runs at least once.
    """
    repeats = []
    for run in sides:
        run()
        wait()
        repeats.append(1 + int(budget / seconds(run, 3, wait)))
    times = [[] for _ in sides]
    for _ in range(rounds):
        for run, count, found in zip(sides, repeats, times, strict=True):
            time.sleep(min(0.1, budget))  # the other library's threads come to rest
            found.append(seconds(run, count, wait))
    return [statistics.median(found) for found in times]


def milliseconds(value: float) -> str:
    """Seconds as text.

    >>> milliseconds(0.00123)
    '1.23 ms'
    """
    return f"{1e3 * value:.2f} ms"
