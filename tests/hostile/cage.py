"""A cage around a grader under attack: what beats the grader must not reach this machine.

A command runs in namespaces of its own (processes, mounts, IPC, network, host name, cgroups) and
with a session keyring of its own, on an overlay of the whole
file system: it may write anywhere, and everything that it wrote lies in one folder of memory that
is looked through and thrown away. Two questions have exact answers because of that:

* Which files changed? Those in the overlay's upper folder.
* Which processes are left? Those in the process namespace, once the command has ended.

Making such a cage takes root on Linux. ``usable()`` says whether it can be made.

    unshare … python cage.py REQUEST   the keeper: process 1 of the namespace, sees both sides
      └─ unshare --mount … COMMAND     sees the overlay as its root
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import json
import os
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PORT = 47123  # a listener in the cage's own network; whoever connects got through
ABSTRACT = "\0hostile-listener"
ROOM = "4g"  # of memory, for all files written in the cage
MEMORY = 8 * 2**30  # address space of each process
PROCESSES = 3000  # in the cage
ENTER = 'cd "$0" && pivot_root . mnt && umount -l /mnt && cd / && exec "$@"'
KEYCTL = {"x86_64": 250, "aarch64": 219}.get(os.uname().machine, 250)
MACHINERY = ("proc", "sys", "dev")


def usable() -> bool:
    """Whether a cage can be made here."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not shutil.which("unshare"):
        return False
    try:
        return run([["true"]], Path(tempfile.gettempdir()), seconds=20)["ended"] == [0]
    except (OSError, ValueError, subprocess.SubprocessError):
        return False


def run(
    commands: list[list[str]],
    cwd: Path,
    seconds: float,
    copy: dict[str, Path] | None = None,
    env: dict[str, str] | None = None,
) -> dict:
    """Run commands one after another in a new cage; all but the last prepare the scene.

    Returns what the keeper saw during the last command: ``ended`` (exit statuses; None where the
    time was over), ``seconds``, ``said`` (its last output), ``changed`` (paths), ``left`` (command
    lines of processes), ``connections``.

    Args:
        copy: Path in the cage → where on this machine to leave a copy of it at the end.
    """
    request = {
        "commands": commands,
        "cwd": str(cwd),
        "seconds": seconds,
        "copy": {inside: str(outside) for inside, outside in (copy or {}).items()},
    }
    with tempfile.TemporaryDirectory(prefix="cage-") as folder:
        report = Path(folder) / "report.json"
        kept = subprocess.run(
            [
                "unshare",
                "--pid",
                "--mount",
                "--ipc",
                "--net",
                "--uts",
                "--cgroup",
                "--fork",
                "--kill-child",
                "--",
                sys.executable,
                __file__,
                json.dumps(request),
                str(report),
            ],
            env={**os.environ, **(env or {})},
            timeout=seconds * len(commands) + 120,
            stdin=subprocess.DEVNULL,
            check=False,
            capture_output=True,
        )
        if not report.exists():
            raise OSError(f"the cage broke: {kept.stderr.decode(errors='replace')[-2000:]}")
        return json.loads(report.read_text())


# ---- from here on: process 1 of the cage -----------------------------------------------------


def keep(request: dict, report: Path) -> None:
    """Make the overlay, run the commands, look at what they left, write the report."""
    ctypes.CDLL(None).syscall(KEYCTL, 1, None)  # join a new session keyring
    os.makedirs("/run/cage", exist_ok=True)
    room = Path("/run/cage")
    _mount("--make-rprivate", "/")
    _mount("-t", "tmpfs", "-o", f"size={ROOM}", "cage", room)
    upper, work, root = (room / name for name in ("upper", "work", "root"))
    for folder in (upper, work, root):
        folder.mkdir()
    layers = f"lowerdir=/,upperdir={upper},workdir={work}"
    _mount("-t", "overlay", "overlay", "-o", layers, root)
    _mount("--rbind", "/sys", root / "sys")
    _mount("--rbind", "/dev", root / "dev")
    _mount("-t", "tmpfs", "-o", "size=1g", "shm", root / "dev" / "shm")
    _mount("-t", "proc", "proc", "/proc")
    _mount("-t", "proc", "proc", root / "proc")
    _limit()
    listeners = _listen()
    ended, said, before, took = [], "", {}, 0.0
    for command in request["commands"]:
        before = {**_files(upper), **_files(root / "dev" / "shm", "dev/shm/")}
        start = time.monotonic()
        status, said = _run(command, root, request)
        ended.append(status)
        took = time.monotonic() - start
    time.sleep(0.3)  # what has been told to end may need a moment
    left = _others()
    after = {**_files(upper), **_files(root / "dev" / "shm", "dev/shm/")}
    changed = sorted(n for n in {**before, **after} if before.get(n) != after.get(n))
    connections = _calls(listeners)
    for pid in left:
        _kill(pid)
    for inside, outside in request["copy"].items():
        if (root / inside.lstrip("/")).exists():
            shutil.copytree(
                root / inside.lstrip("/"),
                outside,
                symlinks=True,
                dirs_exist_ok=True,
                ignore=_special,
            )
    report.write_text(
        json.dumps(
            {
                "ended": ended,
                "seconds": round(took, 2),
                "said": said[-200_000:],
                "changed": changed,
                "left": list(left.values()),
                "connections": connections,
            }
        )
    )


def _mount(*arguments) -> None:
    subprocess.run(["mount", *map(str, arguments)], check=True, capture_output=True)


def _limit() -> None:
    """Bounds that hold whatever the grader under test forgets."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):  # since Linux 6.14 a process namespace has its own
        Path("/proc/sys/kernel/pid_max").write_text(str(PROCESSES))


def _listen() -> list[socket.socket]:
    """Listeners on the cage's own loopback, on TCP, UDP and an abstract Unix socket."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        up = struct.pack("16sh", b"lo", 0x1 | 0x40)  # IFF_UP, IFF_RUNNING
        fcntl.ioctl(control, 0x8914, up)  # SIOCSIFFLAGS
    kinds = [
        (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", PORT)),
        (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", PORT)),
        (socket.AF_UNIX, socket.SOCK_STREAM, ABSTRACT),
    ]
    listeners = []
    for family, kind, address in kinds:
        listener = socket.socket(family, kind)
        listener.bind(address)
        listener.setblocking(False)
        if kind == socket.SOCK_STREAM:
            listener.listen(64)
        listeners.append(listener)
    return listeners


def _calls(listeners) -> int:
    """How many have called."""
    count = 0
    for listener in listeners:
        try:
            while True:
                listener.accept() if listener.type == socket.SOCK_STREAM else listener.recv(1)
                count += 1
        except BlockingIOError:
            pass
    return count


def _run(command: list[str], root: Path, request: dict) -> tuple[int | None, str]:
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [
                "unshare",
                "--mount",
                "sh",
                "-c",
                ENTER,
                str(root),
                "env",
                "-C",
                request["cwd"],
                *command,
            ],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        until = time.monotonic() + request["seconds"]
        status = None
        while status is None and time.monotonic() < until:
            pid, code = os.waitpid(-1, os.WNOHANG)  # process 1 buries everyone's orphans
            if pid == process.pid:
                status = os.waitstatus_to_exitcode(code)
            elif pid == 0:
                time.sleep(0.02)
        if status is None:
            for pid in _others():
                _kill(pid)
        output.seek(max(0, output.seek(0, os.SEEK_END) - 200_000))
        return status, output.read().decode(errors="replace")


def _others() -> dict[int, str]:
    """The living processes of the cage but this one: number → command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                state = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0]
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (OSError, ValueError):
                continue
            if state not in "ZX":
                found[int(entry.name)] = line.strip() or entry.name
    return found


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _files(folder: Path, prefix: str = "") -> dict[str, str]:
    """Relative path → what would show that it was touched."""
    found = {}
    for place, folders, names in os.walk(folder):
        inside = os.path.relpath(place, folder)
        if not prefix and inside == ".":
            folders[:] = [name for name in folders if name not in MACHINERY]
        for name in [*names, *[f for f in folders if os.path.islink(os.path.join(place, f))]]:
            path = os.path.join(place, name)
            try:
                found[prefix + os.path.normpath(os.path.join(inside, name))] = _mark(path)
            except OSError:
                continue
    return found


def _mark(path: str) -> str:
    status = os.lstat(path)
    mark = f"{status.st_mode:o} {status.st_uid} {status.st_size}"
    if status.st_mode & 0o170000 == 0o100000 and status.st_size < 5_000_000:
        return f"{mark} {hashlib.sha256(Path(path).read_bytes()).hexdigest()}"
    return f"{mark} {status.st_mtime_ns}"


def _special(folder: str, names: list[str]) -> list[str]:
    """Pipes, sockets and devices, which are not copied."""
    paths = {name: os.path.join(folder, name) for name in names}
    kept = (os.path.isfile, os.path.isdir, os.path.islink)
    return [name for name, path in paths.items() if not any(is_(path) for is_ in kept)]


if __name__ == "__main__":
    sys.setrecursionlimit(20_000)  # folders are nested deeply here
    keep(json.loads(sys.argv[1]), Path(sys.argv[2]))
