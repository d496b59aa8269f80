"""How much a submission may use. Every bound can be set from the command line."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bounds of one submission's run.

    Attributes:
        cell_seconds: Wall time of one cell; it is interrupted, and the next ones still run.
        notebook_seconds: Wall time of all cells; when it is used up, the exercises' own cells still
            get one second each, and a student's other cells do not run.
        cpu_seconds: Processor time of the process; over it, it is ended.
        memory: Bytes that it may ask for, beyond what the warm process holds already.
        processes: Other processes that it may start at a time.
        file_size, disk: Bytes of one file that it writes, and of all in its folder.
        output: Bytes of all that it prints and displays.
    """

    cell_seconds: float = 30
    notebook_seconds: float = 180
    cpu_seconds: float = 300
    memory: int = 2_000 * MEGABYTE
    processes: int = 0
    file_size: int = 100 * MEGABYTE
    disk: int = 500 * MEGABYTE
    output: int = 50 * MEGABYTE
