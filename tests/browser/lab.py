"""A real JupyterLab server and a real browser, for the browser tests and the README's pictures.

The server is what ``python start.py`` starts, on a copy of the tree: what a test types into a
notebook never reaches the repository.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = ("__pycache__", ".rnn_course_progress*", "handed_in")  # nobody's own
COPIED = ("course", "autograder", "rnn_ref", "nbgrader_config.py")
PYTHON = sys.executable  # or that of another environment
CHAPTER = "course/02_forward/02_forward.ipynb"
TOKEN = "a-token-for-this-test"
SIZE = {"width": 1280, "height": 900}
# Nothing may reach for the network; no GPU and, in a container, no sandbox.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# No question about news, no banner, when JupyterLab starts with new settings.
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}

RIGHT_SOFTMAX = """def softmax(z):
    e = np.exp(z - z.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)"""
WRONG_SOFTMAX = RIGHT_SOFTMAX.replace("sum(axis=0", "sum(axis=1")


def chromium() -> str | None:
    """The browser's program, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def server(folder: Path, start_within: float = 90, also: tuple[str, ...] = ()):
    """JupyterLab on a copy of the course in `folder`. Yields its address; stops it at the end.

    Args:
        also: What else is copied: an instructor's side of the house.
    """
    tree = folder.resolve() / "tree"
    for name in (*COPIED, *also):
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, tree / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
        else:
            shutil.copy(place, tree / name)
    for name, values in SETTINGS.items():
        extension, plugin = name.split("/")
        file = folder / "settings" / "@jupyterlab" / extension / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = folder / "server.log"
    with log.open("wb") as out:
        # The verb asks for its own place in the tree, so the copy's autograder must come first.
        process = subprocess.Popen(
            [
                PYTHON,
                "-m",
                "autograder",
                "lab",
                "--",
                "--no-browser",
                "--ServerApp.ip=127.0.0.1",
                f"--ServerApp.port={port}",
                "--ServerApp.port_retries=0",
                f"--IdentityProvider.token={TOKEN}",
                "--LabApp.expose_app_in_browser=True",
            ],
            cwd=tree,
            env=_environment(folder),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_up(process, f"{address}/api/status?token={TOKEN}", log, start_within)
        if str(tree) not in log.read_text(encoding="utf-8", errors="replace"):
            raise RuntimeError(f"JupyterLab does not serve the copy {tree}. See {log}.")
        yield address
    finally:
        _stop(process)


def verb(tree: Path, *words: str) -> subprocess.CompletedProcess:
    """A verb of start.py in a copy of the tree, with that copy's own packages."""
    paths = os.pathsep.join([str(tree), str(tree / "course")])
    return subprocess.run(
        [sys.executable, "-m", "autograder", *words],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=300,
    )


def _environment(folder: Path) -> dict:
    """The settings, the kernels' files and the history of whoever runs the tests stay untouched."""
    return {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "IPYTHONDIR": str(folder / "ipython"),
    }


def _wait_until_up(process, url: str, log: Path, start_within: float) -> None:
    end = time.monotonic() + start_within
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            if process.poll() is not None:
                break
            time.sleep(0.2)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise RuntimeError(f"JupyterLab did not start within {start_within:.0f} s. It said:\n{said}")


def _stop(process) -> None:
    """Ask the verb and its server, which are a process group of our own, to end; then insist."""
    for request in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, request)  # SIGTERM makes the server end its kernels
        except ProcessLookupError:
            break
        if request == signal.SIGTERM:
            _wait_for_group(process, 15)
    process.wait()


def _wait_for_group(process, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        process.poll()  # so that the ended verb is no longer counted in its group
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)


@contextmanager
def a_browser():
    """A headless Chromium, which takes a second to start."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), headless=True, args=CHROMIUM_ARGUMENTS
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def browser_page(**options):
    """A page of a browser of its own."""
    with a_browser() as browser:
        yield browser.new_page(**{"viewport": SIZE, **options})
