"""What a Dask worker is given before the first submission: the grader's own code.

A worker has installed packages and no checkout. So this file travels by value, as cloudpickle does
it; it imports nothing of ours, and what it runs comes and goes as bytes. The scheduler never
unpickles anything but these few lines.
"""

from __future__ import annotations

import io
import pickle
import shutil
import sys
import threading
import zipfile
from pathlib import Path

from distributed import WorkerPlugin, get_worker

OURS = ("autograder", "rnn_course", "rnn_ref")
# rnn_course apart: a folder on the path of a student's kernel must not hold the reference too
PLACES = {"autograder": "own", "rnn_ref": "own", "rnn_course": "course"}


class Code(WorkerPlugin):
    """Unpacks an archive of our packages on each worker, also on those that join later."""

    def __init__(self, name: str, archive: bytes):
        self.name, self.archive = name, archive

    def setup(self, worker) -> None:
        self.folder = Path(worker.local_directory).resolve() / self.name
        # one for all runs that use this process: modules and the warm process are the process's
        self.lock = vars(worker).setdefault("_grading", threading.Lock())
        with zipfile.ZipFile(io.BytesIO(self.archive)) as packed:
            packed.extractall(self.folder)
        Path(worker.local_directory).chmod(0o711)  # for a student's process to pass through
        own = self.folder / "own"
        for path in (own, *own.rglob("*")):  # other users of the machine need not read answers
            path.chmod(0o711 if path.is_dir() else 0o600)
        inside = own / "autograder" / "sandbox" / "zygote"
        for path in (inside, *inside.rglob("*")):  # this runs as somebody without rights
            path.chmod(0o755 if path.is_dir() else 0o644)

    def teardown(self, worker) -> None:
        """Forget everything; what still runs for a grader who has gone is ended."""
        if self.at_home():
            self.forget()
        places = {str(self.folder / place) for place in PLACES.values()}
        sys.path[:] = [entry for entry in sys.path if entry not in places]
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, payload: bytes) -> bytes:
        """Call what was sent. One call at a time: a worker process has one warm process."""
        with self.lock:
            if not self.at_home():
                self.forget()
                for place in dict.fromkeys(PLACES.values()):
                    if str(self.folder / place) in sys.path:
                        sys.path.remove(str(self.folder / place))
                    sys.path.insert(0, str(self.folder / place))
            try:
                function, args, kwargs = pickle.loads(payload)
                return pickle.dumps((True, function(*args, **kwargs)))
            except Exception as error:
                try:
                    return pickle.dumps((False, error))
                except Exception:  # an error that cannot be pickled
                    return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))

    def at_home(self) -> bool:
        """Whether the modules in memory are those that came with this run."""
        module = sys.modules.get("autograder")
        return module is not None and Path(module.__file__).is_relative_to(self.folder)

    def forget(self) -> None:
        """Drop another run's modules, or those that are installed on the worker."""
        current = sys.modules.get("autograder.sandbox.current")
        if current is not None:
            current.close()
        for name in [name for name in sys.modules if name.split(".")[0] in OURS]:
            del sys.modules[name]


def call(name: str, payload: bytes) -> bytes:
    """The task that Dask sees."""
    return get_worker().plugins[name].run(payload)


def archive(packages, exercises: Path | None = None) -> bytes:
    """A zip of these packages, as `Code` unpacks it.

    Args:
        exercises: The folder of the specifications of a course that is none of ours.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for package in packages:
            folder = Path(package.__path__[0])
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.parent.name != "__pycache__":
                    name = Path(PLACES[package.__name__], package.__name__)
                    file.write(path, (name / path.relative_to(folder)).as_posix())
        for path in sorted(exercises.rglob("*.py")) if exercises else ():
            name = Path("own", ".course", "exercises", path.relative_to(exercises))
            file.write(path, name.as_posix())
    return packed.getvalue()
