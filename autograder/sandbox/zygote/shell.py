"""IPython without a kernel around it: runs cells and hands each output to a function as data."""

from __future__ import annotations

import builtins
import io
import sys
from collections.abc import Callable

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

FLUSH_AT = 32_000  # characters of print that are held back to be sent in one message


class Publisher(DisplayPublisher):
    """display(…) becomes a display_data output."""

    def publish(self, data, metadata=None, *, transient=None, update=False, **_):
        output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
        self.shell.emit({"output": output, "update": bool(update), **_id_of(transient)})

    def clear_output(self, wait=False):
        self.shell.emit({"clear": True, "wait": bool(wait)})


class Hook(DisplayHook):
    """The value of a cell's last line becomes an execute_result output."""

    def start_displayhook(self):
        pass

    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        output = {
            "output_type": "execute_result",
            "data": format_dict,
            "metadata": md_dict or {},
            "execution_count": self.prompt_count,
        }
        self.shell.emit({"output": output})

    def finish_displayhook(self):
        sys.stdout.flush()


class Stream(io.TextIOBase):
    """stdout or stderr: gathers what is printed and emits it as stream outputs."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, shell, name: str, descriptor: int):
        self._shell, self._stream, self._descriptor = shell, name, descriptor
        self._parts: list[str] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._parts.append(text)
        self._size += len(text)
        if self._size > FLUSH_AT:
            self.flush()
        return len(text)

    def flush(self) -> None:
        text, self._parts, self._size = "".join(self._parts), [], 0
        if text:
            self._shell.send(
                {"output": {"output_type": "stream", "name": self._stream, "text": text}}
            )


class Shell(InteractiveShell):
    """An interactive shell whose outputs go to `send`, set after the fork."""

    display_pub_class = Type(Publisher)
    displayhook_class = Type(Hook)
    send: Callable[[dict], None] = staticmethod(lambda message: None)

    def emit(self, message: dict) -> None:
        """Send an output, after what was printed before it."""
        sys.stdout.flush()
        sys.stderr.flush()
        self.send(message)

    def _showtraceback(self, etype, evalue, stb):
        lines = [line for entry in stb for line in str(entry).split("\n")]
        self.emit(
            {
                "output": {
                    "output_type": "error",
                    "ename": str(etype.__name__),
                    "evalue": _text(evalue),
                    "traceback": lines,
                }
            }
        )

    def enable_gui(self, gui=None):
        """Windows are never opened here."""

    def ask_exit(self):
        """exit and quit leave a notebook alone."""

    exit_now = False


def make_shell() -> Shell:
    """The one shell of the warm process; each child has a copy of it."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.autocall = 0
    shell = Shell.instance(config=config)
    builtins.input = _no_input
    for cell in ("1", "1/0"):  # what IPython imports at its first result and its first error
        shell.run_cell(cell, store_history=False, silent=False)
    shell.reset(new_session=False)
    return shell


def take_streams(shell: Shell, send: Callable[[dict], None]) -> None:
    """From now on all outputs of the shell and of print go to `send`."""
    shell.send = send
    sys.stdout, sys.stderr = Stream(shell, "stdout", 1), Stream(shell, "stderr", 2)
    sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr


def _no_input(prompt=""):
    raise EOFError("input() cannot be used here: nobody is there to answer while a notebook runs.")


def _id_of(transient) -> dict:
    name = (transient or {}).get("display_id")
    return {"display_id": str(name)} if name else {}


def _text(value) -> str:
    try:
        return str(value)
    except Exception as error:  # an exception of a student's whose __str__ fails
        return f"(its text could not be made: {type(error).__name__})"
