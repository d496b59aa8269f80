"""One way to say a figure: what was measured, ours, the peer's, the ratio, what is wanted, ok or short.

>>> Figure("lstm", ratio=0.5, wanted=0.9).verdict
'ok'
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured number.

    Attributes:
        what: What was measured.
        ratio: The number that is judged.
        wanted: The bound for it; None where there is none.
        least: The number should be at least `wanted`, not at most.
        ours: What the ratio was made of, in words with a unit; may be empty.
        peer: The same for the peer.
        shape: The sizes it was measured with; may be empty.
        unit: The unit of the number, where it is no ratio.
    """

    what: str
    ratio: float
    wanted: float | None = None
    least: bool = False
    ours: str = ""
    peer: str = ""
    shape: str = ""
    unit: str = ""

    @property
    def verdict(self) -> str:
        if self.wanted is None:
            return ""
        kept = self.ratio >= self.wanted if self.least else self.ratio <= self.wanted
        return "ok" if kept else "SHORT"

    def cells(self) -> tuple[str, ...]:
        bound = "at least" if self.least else "at most"
        wanted = "" if self.wanted is None else f"{bound} {self.wanted:g}{self.unit}"
        ratio = f"{self.ratio:.2f}{self.unit}"
        return self.what, self.shape, self.ours, self.peer, ratio, wanted, self.verdict


HEAD = ("what", "shape (T, m, n_x, n_a)", "ours", "peer", "ratio", "wanted", "ok?")


def say(figure: Figure) -> None:
    """Print a figure as soon as it is known."""
    what, shape, ours, peer, ratio, wanted, verdict = figure.cells()
    name = " ".join(filter(None, (what, shape)))
    both = f"{ours:>10} /{peer:>10}" if ours else " " * 22
    print(f"{name:60}{ratio:>9}   {both}   {wanted:14} {verdict}".rstrip(), flush=True)


def table(figures: list[Figure]) -> str:
    """All figures under one head, the columns as wide as they need.

    >>> print(table([Figure("lstm", ratio=0.5, wanted=0.9, ours="1 ms", peer="2 ms")]))
    what  shape (T, m, n_x, n_a)  ours  peer  ratio  wanted       ok?
    lstm                          1 ms  2 ms  0.50   at most 0.9  ok
    """
    rows = [HEAD, *(figure.cells() for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join(lines)
