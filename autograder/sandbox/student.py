"""One submission's process: send it cells, take what comes out, and end it when it is over a bound.

Nothing that the process sends is believed: it may forge any message, so a message can only change
the outputs of its own cells.
"""

from __future__ import annotations

import os
import selectors
import time
from contextlib import suppress
from dataclasses import dataclass, field

from autograder.sandbox.ending import Ending
from autograder.sandbox.folder import MOST_FILES, is_over, put
from autograder.sandbox.limits import Limits
from autograder.sandbox.outputs import Outputs
from autograder.sandbox.warm import SandboxFailed, Zygote
from autograder.sandbox.zygote import frames

GRACE = 2.0  # seconds between asking a cell to stop and ending the process
LOOK = 0.25  # seconds between two looks at the folder
OVER_CPU = "It used more processor time than the limit of {0:g} seconds and was ended."


@dataclass
class Ran:
    """What became of one cell."""

    outputs: list = field(default_factory=list)
    count: int | None = None
    stopped: bool = False  # interrupted by the time limit
    finished: bool = False  # the process said so


class Student:
    """A confined child of `zygote`, alive until `close`. A context manager.

    Attributes:
        ended: None while it lives; when it has ended, `why` says the same in a sentence.
    """

    def __init__(
        self,
        zygote: Zygote,
        limits: Limits,
        hidden: tuple[str, ...] = (),
        files: dict[str, bytes] | None = None,
    ):
        self.zygote, self.limits = zygote, limits
        self.ended: Ending | None = None
        self.why = ""
        self._reader, self._taken = frames.Reader(), 0
        self._outputs, self._done = Outputs(), None
        self.folder = zygote.new_folder()
        for name, content in (files or {}).items():
            put(self.folder, name, content, zygote.uid)
        self.channel, self.printed = zygote.fork()
        self._wait = selectors.DefaultSelector()
        for source in (self.channel, self.printed, zygote.control):
            self._wait.register(source, selectors.EVENT_READ)
        self._looked = time.monotonic()
        self._start(hidden)

    def __enter__(self) -> Student:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def _start(self, hidden: tuple[str, ...]) -> None:
        limits, home = self.limits, str(self.folder)
        frames.send(
            self.channel,
            {
                "folder": home,
                "uid": self.zygote.uid,
                "hidden": list(hidden),
                "filtered": True,
                "environment": {"HOME": home, "TMPDIR": home, "IPYTHONDIR": home},
                "limits": {
                    "memory": limits.memory,
                    "file_size": limits.file_size,
                    "cpu_seconds": limits.cpu_seconds,
                    "processes": limits.processes,
                },
            },
        )
        self.channel.settimeout(30)
        try:
            answer = frames.receive(self.channel)
        except OSError:
            answer = None
        self.channel.setblocking(False)
        if answer != {"confined": True}:
            self.close()
            why = answer.get("refused") if answer else self.zygote.complaint()
            raise SandboxFailed(f"A student's process could not be confined: {why}")

    def run(self, source: str, seconds: float) -> Ran:
        """Run one cell for at most so many seconds."""
        ran, self._outputs, self._done = Ran(), Outputs(), None
        if self.ended:
            return ran
        self._send({"cell": source})
        self._until(time.monotonic() + seconds)
        if self._done is None and not self.ended:
            ran.stopped = True
            self._order(frames.INTERRUPT)
            self._until(time.monotonic() + GRACE)
            if self._done is None and not self.ended:
                self._end(
                    Ending.TIMED_OUT,
                    "A cell could not be stopped after the time limit. Later cells did not run.",
                )
        ran.outputs = self._outputs.cell
        if self._done is not None:
            ran.finished, count = True, self._done.get("count")
            ran.count = count if type(count) is int and 0 <= count < 10**6 else None
        return ran

    def close(self) -> None:
        """End the process and all that it started, and wait until they are gone."""
        if self.channel.fileno() < 0:
            return
        if not self.ended:
            self._end(Ending.CLOSED, "")
        self._wait.close()
        self.channel.close()
        os.close(self.printed)

    def _send(self, message: dict) -> None:
        self.channel.settimeout(10)  # it may not be reading
        with suppress(OSError):  # its end, or its silence, is noticed where its answer is awaited
            frames.send(self.channel, message)
        self.channel.setblocking(False)

    def _until(self, deadline: float) -> None:
        """Take what comes until the cell is done, the process has ended or time is up."""
        while self._done is None and not self.ended:
            left = deadline - time.monotonic()
            if left <= 0:
                return
            for key, _ in self._wait.select(min(left, LOOK)):
                if key.fileobj is self.channel:
                    self._take_messages()
                elif key.fileobj is self.zygote.control:
                    self._take_end()
                else:
                    self._take_printed()
                if self.ended:
                    return
            self._look_at_folder()

    def _take_messages(self) -> None:
        try:
            data = self.channel.recv(1 << 18)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:  # it closed the channel; its end comes through the control socket
            self._wait.unregister(self.channel)
            self._order(frames.KILL)
            return
        self._count(len(data))
        try:
            for message in self._reader.feed(data):
                if "too_large" in message:
                    self._flooded(f"One output was larger than {frames.LARGEST / 1e6:g} MB.")
                    return
                if message.get("done"):
                    self._done = message
                else:
                    self._outputs.take(message)
        except frames.BadFrame as error:
            self._end(
                Ending.KERNEL_DIED,
                f"The Python process sent what no notebook sends ({error}). "
                "Cells after that point did not run.",
            )

    def _take_printed(self) -> None:
        data = os.read(self.printed, 1 << 16)
        if not data:
            self._wait.unregister(self.printed)
            return
        self._count(len(data))
        self._outputs.printed("stdout", data.decode("utf-8", "replace"))

    def _count(self, size: int) -> None:
        self._taken += size
        if self._taken > self.limits.output and not self.ended:
            self._flooded(
                f"The notebook printed or displayed more than {self.limits.output / 1e6:g} MB."
            )

    def _flooded(self, what: str) -> None:
        self._end(Ending.TOO_MUCH_OUTPUT, f"{what} Cells after that point did not run.")

    def _look_at_folder(self) -> None:
        now = time.monotonic()
        if self.ended or now - self._looked < LOOK:
            return
        self._looked = now
        if is_over(self.folder, self.limits.disk):
            self._end(
                Ending.DISK_FULL,
                f"The notebook wrote more than {self.limits.disk / 1e6:g} MB (or "
                f"{MOST_FILES} files). Cells after that point did not run.",
            )

    def _order(self, order: bytes) -> None:
        with suppress(OSError):
            self.zygote.control.send(order)

    def _take_end(self) -> dict:
        """The process has ended by itself: say how."""
        status = self._status()
        code = os.waitstatus_to_exitcode(status["status"])
        while self._drain():
            pass
        if self.ended:
            return status
        if status["cpu"] >= self.limits.cpu_seconds - 1:
            self.ended, self.why = Ending.TIMED_OUT, OVER_CPU.format(self.limits.cpu_seconds)
        else:
            how = f"with signal {-code}" if code < 0 else f"with exit status {code}"
            self.ended = Ending.KERNEL_DIED
            self.why = (
                f"The Python process ended while this notebook ran ({how}; a crash, too little "
                "memory, or a call such as os._exit). Cells after that point did not run."
            )
        return status

    def _drain(self) -> bool:
        """What it still printed before its end."""
        if self.printed not in self._wait.get_map():
            return False
        os.set_blocking(self.printed, False)
        try:
            data = os.read(self.printed, 1 << 16)
        except BlockingIOError:
            return False
        self._outputs.printed("stdout", data.decode("utf-8", "replace"))
        return bool(data)

    def _end(self, how: Ending, why: str) -> None:
        self.ended, self.why = how, why
        self._order(frames.KILL)
        self._status()

    def _status(self) -> dict:
        """Wait for the word of the warm process that the child and its children are gone."""
        self.zygote.control.settimeout(30)
        try:
            status = frames.receive(self.zygote.control)
        except OSError:
            status = None
        if status is None:
            self.ended = self.ended or Ending.KERNEL_DIED
            raise SandboxFailed(f"The sandbox broke: {self.zygote.complaint()}")
        return status
