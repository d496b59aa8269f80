"""A chapter's notebook in a real kernel: cells are run in any order, as a learner runs them."""

from __future__ import annotations

import os
from pathlib import Path

from jupyter_client.manager import start_new_kernel

from autograder.house import COURSE


class Kernel:
    """A kernel in a chapter's folder. A context manager."""

    def __init__(self, folder: Path):
        self.folder = folder

    def __enter__(self) -> Kernel:
        path = os.pathsep.join(filter(None, [str(COURSE), os.environ.get("PYTHONPATH")]))
        environment = {**os.environ, "PYTHONPATH": path, "RNN_COURSE_PROGRESS": "off"}
        self.manager, self.client = start_new_kernel(cwd=str(self.folder), env=environment)
        return self

    def __exit__(self, *_) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, source: str) -> str:
        """Run a cell. Returns what it showed, errors and warnings included; `failed`: an error."""
        shown, self.failed = [], False

        def take(message):
            content = message["content"]
            if message["msg_type"] == "stream":
                shown.append(content["text"])
            elif message["msg_type"] == "error":
                shown.append("\n".join(content["traceback"]))
                self.failed = True
            elif "data" in content:
                shown.append(content["data"].get("text/plain", ""))

        self.client.execute_interactive(source, output_hook=take, timeout=60, allow_stdin=False)
        return " ".join("\n".join(shown).split())
