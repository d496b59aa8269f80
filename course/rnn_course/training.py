"""`updates(2000)`: a loop that says how far it is, and that can be stopped without losing anything.

::

    for update in updates(2000, say=lambda: f"loss {loss:.3f}"):
        loss = train_step(...)

The interrupt button ends the loop after the update that is running, as if it had come to its end:
the parameters are whole, and the code below the loop goes on with them. Pressed twice, it interrupts
as it always does.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator

from rnn_course.grading import is_grading

KEPT = 10  # lines that stay, evenly spread over the updates
EVERY = 0.25  # seconds between two renewals of the line that does not stay


def updates(
    total: int, say: Callable[[], str] | None = None, *, what: str = "update", quiet: bool = False
) -> Iterator[int]:
    """Count from 0 to total − 1 and show how far it is: few lines, the last one renewed in place.

    Raises ValueError, at once, when `total` is not a whole number of 1 or more.

    Args:
        total: How many updates there are to be.
        say: A function without arguments that says more, such as the loss. With it ten lines stay,
            and it is asked after the update that each names. What it raises is shown and stops
            nothing.
        what: What is counted, such as ``"seed"`` for a loop over whole runs.
        quiet: Show nothing, and only be stopped: for a loop inside another one that shows how far
            it is. One press ends both.
    """
    whole = hasattr(total, "__index__") and not isinstance(total, bool)  # NumPy's integers too
    if not whole or total < 1:
        raise ValueError(f"updates should be a whole number of 1 or more. It is {total!r}.")
    return _counted(int(total), say, what, _Silent() if quiet else _page())


def _counted(total: int, say, what: str, page: _Plain) -> Iterator[int]:
    button = _Button(sys._getframe().f_back)
    marks = {total * n // KEPT for n in range(1, KEPT + 1)} if say else set()
    width, begun, shown, done = len(str(total)), time.perf_counter(), 0.0, 0
    try:
        for update in range(total):
            yield update
            done = update + 1
            passed = time.perf_counter() - begun
            if done in marks or button.pressed:
                page.keep(f"{what} {done:{width}} of {total}{_more(say)}")
            if button.pressed:
                break
            if passed - shown >= EVERY and done < total:
                shown = passed
                left = _time(passed / done * (total - done))
                page.renew(f"{what} {done} of {total}, {_time(passed)} so far, about {left} left")
    finally:
        button.release()
        took = _time(time.perf_counter() - begun)
        if done == total:
            page.end(f"{total} {what}s in {took}.")
        elif button.pressed:
            page.end(
                f"You stopped it after {done} of {total} {what}s, in {took}. What was learned "
                "so far is kept."
            )
        else:
            page.end(f"It ended after {done} of {total} {what}s, in {took}.")


def _more(say) -> str:
    if say is None:
        return ""
    try:
        return f" · {say()}"
    except Exception as error:  # whatever the learner's function raises: the training goes on
        return f" · (say stopped with {type(error).__name__}: {error})"


def _time(seconds: float) -> str:
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


class _Button:
    """The interrupt button, while a loop runs: the first press is noted, the second one interrupts.

    Python tells of an interrupt by a signal, and only the main thread is told.
    """

    def __init__(self, loop):
        self.pressed, self.loop, self.before = False, loop, None
        if threading.current_thread() is threading.main_thread():
            before = signal.getsignal(signal.SIGINT)
            if callable(before):  # else interrupts are ignored here, and stay so
                self.before = before
                signal.signal(signal.SIGINT, self.press)

    def press(self, number, frame):
        inside = self._runs(frame)
        if inside and not self.pressed:
            self.pressed = True
            if isinstance(getattr(self.before, "__self__", None), _Button):
                self.before(number, frame)  # a loop inside a loop: the outer one ends too
            return
        before = self.before
        if not inside:  # an error ended the loop, and its traceback still holds us
            self.release()
        elif isinstance(getattr(before, "__self__", None), _Button):
            before = signal.default_int_handler
        before(number, frame)

    def _runs(self, frame) -> bool:
        while frame is not None and frame is not self.loop:
            frame = frame.f_back
        return frame is not None

    def release(self):
        if self.before is not None and signal.getsignal(signal.SIGINT) == self.press:
            signal.signal(signal.SIGINT, self.before)
        self.loop = None


class _Plain:
    """Where nothing can be renewed: the lines that stay are printed, and nothing else."""

    def keep(self, line: str) -> None:
        print(line, flush=True)

    def renew(self, line: str) -> None:
        pass

    def end(self, line: str) -> None:
        print(line, flush=True)


class _Terminal(_Plain):
    """The line that does not stay is written over."""

    def keep(self, line):
        self.renew("")
        super().keep(line)

    def renew(self, line):
        print("\r\x1b[K" + line, end="", flush=True)  # back to the start, clear the line

    def end(self, line):
        self.renew("")
        super().end(line)


class _Notebook(_Plain):
    """One output that is renewed as a whole, so that what is saved are the lines that stay."""

    def __init__(self, display):
        self.display, self.handle, self.lines = display, None, []

    def keep(self, line):
        self.lines.append(line)
        self.renew("")

    def renew(self, line):
        text = "\n".join(filter(None, [*self.lines, line]))
        if self.handle is None:
            self.handle = self.display({"text/plain": text}, raw=True, display_id=True)
        else:
            self.handle.update({"text/plain": text}, raw=True)

    def end(self, line):
        self.keep(line)


class _Quiet(_Plain):
    """While a class is graded: the end alone."""

    def keep(self, line):
        pass


class _Silent(_Quiet):
    """A loop inside another one."""

    def end(self, line):
        pass


def _page() -> _Plain:
    if is_grading():
        return _Quiet()
    try:
        shell = sys.modules["IPython"].get_ipython()
    except KeyError:  # no IPython here
        shell = None
    if getattr(shell, "kernel", None) is not None:
        from IPython.display import display

        return _Notebook(display)
    return _Terminal() if sys.stdout.isatty() else _Plain()
