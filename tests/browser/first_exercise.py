"""How long is it to the first passed exercise?

``python tests/browser/first_exercise.py [--install]``

It goes the way of a newcomer and prints the seconds of each step: JupyterLab opens on Start here,
the first cells are run with Shift + Enter, the answer is typed, its check says ✓. Reading takes a
person longer; the chapter says how long. With ``--install`` it begins with a clone of what is
committed and with ``python start.py``, and its JupyterLab is the one that was installed.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this file is run as a script

from tests.browser import lab
from tests.browser.notebook import NOTEBOOK, Notebook

ANSWER = "return 2 * x"
KEY = 200  # milliseconds a key: who looks for brackets types no faster


class Clock:
    """Prints each step's seconds and their sum."""

    def __init__(self):
        self.begun = self.last = time.monotonic()

    def __call__(self, step: str) -> None:
        now = time.monotonic()
        print(f"{now - self.last:7.1f} s  {step}", flush=True)
        self.last = now

    def end(self) -> None:
        print(f"{time.monotonic() - self.begun:7.1f} s  in all", flush=True)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--install", action="store_true")
    install = options.parse_args().install
    clock = Clock()
    with tempfile.TemporaryDirectory() as scratch:
        if install:
            clone(Path(scratch) / "clone", clock)
        with lab.server(Path(scratch) / "lab") as address:
            clock("JupyterLab answers")
            with lab.browser_page() as page:
                solve(page, address, clock)
                clock.end()


def clone(place: Path, clock: Clock) -> None:
    """Clone and install; the cheapest verb that needs the environment makes it."""
    subprocess.run(["git", "clone", "--quiet", str(lab.ROOT), str(place)], check=True)
    clock("the course is cloned")
    subprocess.run([sys.executable, "start.py", "progress"], cwd=place, check=True)
    clock("python start.py has installed everything")
    python = place / ".venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    lab.PYTHON = str(python)


def solve(page, address: str, clock: Clock) -> None:
    """From the bare address to the first ✓, by keyboard."""
    notebook = Notebook(page, address, path=None)
    clock("Start here is open, its kernel ready")
    order = page.evaluate(f"() => {NOTEBOOK}.widgets.map(cell => cell.model.id)")
    while notebook.active() != "double_code":
        notebook.run("Shift+Enter")
    clock(f"{order.index('double_code')} cells are run or passed with Shift + Enter")
    page.keyboard.press("Enter")  # into the cell
    page.keyboard.press("Control+End")
    page.keyboard.press("Shift+Home")  # the line that is to be replaced, but for its blanks
    page.keyboard.type(ANSWER, delay=KEY)
    notebook.run("Shift+Enter")
    notebook.run("Shift+Enter")
    said = notebook.shown("double")
    if said != "✓ double: 1 of 1 point.\n":
        raise SystemExit(f"The check said:\n{said}\nof:\n{notebook.sources()['double_code']}")
    clock("the answer is typed, and its check says ✓")


if __name__ == "__main__":
    main()
