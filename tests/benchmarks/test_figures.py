"""A figure says ok only where it keeps what is wanted, and stands whole in its table."""

import doctest

from tests.benchmarks import figures, timing
from tests.benchmarks.figures import HEAD, Figure, say, table


def test_the_examples_run():
    for module in (figures, timing):
        found = doctest.testmod(module)
        assert found.failed == 0 < found.attempted


def test_a_bound_is_kept_from_its_own_side():
    assert Figure("a", 1.5, 1.5).verdict == Figure("a", 10, 10, least=True).verdict == "ok"
    assert Figure("a", 1.51, 1.5).verdict == Figure("a", 9.9, 10, least=True).verdict == "SHORT"
    assert Figure("a", 2).verdict == "" and Figure("a", float("nan"), 1).verdict == "SHORT"


def test_every_column_is_in_the_table_and_in_the_line(capsys):
    figure = Figure("lstm", 0.5, 0.9, False, "1.00 ms", "2.00 ms", "50, 32, 64, 64")
    head, row = table([figure]).splitlines()
    assert all(word in head for word in HEAD)
    say(figure)
    said = capsys.readouterr().out
    for word in figure.cells():
        assert word in row and word in said


def test_sides_are_measured_in_turns():
    order = []
    times = timing.in_turns(lambda: order.append(1), lambda: order.append(2), rounds=3, budget=0)
    assert len(times) == 2 and min(times) > 0
    assert order[-6:] == [1, 2, 1, 2, 1, 2]


def test_the_wait_is_part_of_the_time():
    seen = []
    timing.seconds(lambda: seen.append("run"), 2, lambda: seen.append("wait"))
    assert seen == ["run", "wait"] * 2
