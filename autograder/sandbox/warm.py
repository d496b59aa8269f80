"""The grader's side of the warm process: start it, ask it for confined children, end it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.sandbox import bubblewrap, view
from autograder.sandbox.walls import Walls
from autograder.sandbox.zygote import frames

OURS = "grading-"  # then the process namespace and the process: how its folder is called
START_SECONDS = 120  # for importing everything on a slow disk
SPARE_USER = 60_000  # users above are nobody's; one for each warm process
START = (
    "import sys; sys.path.insert(0, {place!r}); from zygote.main import main; "
    "sys.path.pop(0); main({descriptor})"
)


class SandboxFailed(Exception):
    """The sandbox did not start or broke: a fault of this machine, not of a submission."""


class Zygote:
    """A warm process behind the given walls.

    Args:
        preload: Modules that it imports before the first submission.
        hidden: Modules that cannot be imported, nor their files be read, inside.
    """

    def __init__(self, walls: Walls, preload: tuple[str, ...] = (), hidden: tuple[str, ...] = ()):
        self.walls, self.preload, self.hidden = walls, preload, hidden
        sweep()
        self.scratch = Path(tempfile.mkdtemp(prefix=f"{ours()}{os.getpid()}-"))
        self.folder = self.scratch / "work"
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    def _start(self) -> None:
        self.scratch.chmod(0o711)
        self.folder.mkdir(mode=0o711)  # once: a Landlock rule is about a folder, not about its name
        course = [module for module in self.hidden if module.startswith("rnn_course.")]
        seen = view.view(course)
        shown = seen.shown
        self.control, theirs = socket.socketpair()
        place = str(view.ZYGOTE.parent)
        code = START.format(place=place, descriptor=theirs.fileno())
        inner = [sys.executable, "-s", "-P", "-c", code]
        if self.walls.bwrap:
            inner = bubblewrap.command(self.walls.bwrap, shown, self.scratch, inner)
        self.uid = self._user(shown)
        # It stays open as long as the process.
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115
        self.process = subprocess.Popen(
            inner,
            pass_fds=[theirs.fileno()],
            env=self._environment(),
            cwd=self.scratch,
            stdin=subprocess.DEVNULL,
            stdout=self._complaints,
            stderr=self._complaints,
        )
        theirs.close()
        landlock = None
        if self.walls.landlock:
            landlock = {
                "readable": [str(path) for path in shown],
                "listed": [str(path) for path in seen.listed],
                "writable": list(view.DEVICES),
                "folders": [str(self.folder)],
            }
        self.control.settimeout(START_SECONDS)
        try:
            frames.send(
                self.control,
                {
                    "preload": list(self.preload),
                    "hidden": list(self.hidden),
                    "landlock": landlock,
                    "path": [str(path.parent) for path in view.course_package()],
                },
            )
            ready = frames.receive(self.control)
        except OSError:
            ready = None
        if ready is None:
            raise SandboxFailed(f"The sandbox did not start: {self.complaint()}")
        self.memory = ready["memory"]

    def _user(self, shown: list[Path]) -> int | None:
        """The user that a child becomes when we are root, if it can read Python at all."""
        if os.geteuid() != 0:
            return None
        if not self.walls.bwrap and not view.for_everyone(shown):
            return None
        return SPARE_USER + os.getpid() % 1000

    def _environment(self) -> dict[str, str]:
        """Nothing of the grader's own environment but the language."""
        fonts = self.scratch / "matplotlib"
        fonts.mkdir()
        own = os.environ.get("MPLCONFIGDIR") or Path.home() / ".cache" / "matplotlib"
        for known in Path(own).glob("fontlist-*.json"):  # else it looks for fonts for seconds
            shutil.copy(known, fonts)
        kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TZ") if name in os.environ}
        return kept | {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.scratch),
            "MPLCONFIGDIR": str(fonts),
            "IPYTHONDIR": str(self.scratch / "ipython"),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "NBGRADER_EXECUTION": "autograde",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def fork(self) -> tuple[socket.socket, int]:
        """Ask for a child. Returns its channel and the reading end of what its process prints."""
        channel, theirs = socket.socketpair()
        reading, writing = os.pipe()
        try:
            socket.send_fds(self.control, [frames.FORK], [theirs.fileno(), writing])
        except OSError:
            channel.close()
            os.close(reading)
            raise SandboxFailed(f"The sandbox has ended: {self.complaint()}") from None
        finally:
            theirs.close()
            os.close(writing)
        return channel, reading

    def new_folder(self) -> Path:
        """An empty folder for the next submission; whatever the one before left is removed."""
        for left in self.folder.iterdir():
            _remove(left)
        folder = Path(tempfile.mkdtemp(dir=self.folder, prefix=""))
        if self.uid is not None:
            os.chown(folder, self.uid, self.uid)
        return folder

    def complaint(self) -> str:
        """The last line that the process wrote before it ended."""
        self._complaints.seek(0)
        lines = self._complaints.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"exit status {self.process.poll()}"

    def close(self) -> None:
        """End the process and all that it started; remove its folder."""
        if hasattr(self, "control"):
            self.control.close()
        if hasattr(self, "process"):
            self.process.kill()
            self.process.wait()
            self._complaints.close()
        _remove(self.scratch)


def ours() -> str:
    """How the names of folders begin that graders in this process namespace made."""
    try:
        return f"{OURS}{os.stat('/proc/self/ns/pid').st_ino}-"
    except OSError:
        return f"{OURS}0-"


def sweep() -> None:
    """Remove the folders of graders that were killed before they could.

    A grader in another container may share the folder for temporary files, and counts its
    processes for itself.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{ours()}[0-9]*-*"):
        number = folder.name.removeprefix(ours()).split("-")[0]
        if folder.stat().st_uid == os.geteuid() and not Path(f"/proc/{number}").exists():
            _remove(folder)


def _remove(path: Path) -> None:
    """Remove what a student made, whatever it is: depth, names, missing rights."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    with contextlib.suppress(RecursionError):
        shutil.rmtree(path, ignore_errors=True)
    if path.exists():  # deeper than Python recurses, or without rights
        subprocess.run(["chmod", "-R", "u+rwX", "--", path], capture_output=True)
        subprocess.run(["rm", "-rf", "--", path], capture_output=True)
