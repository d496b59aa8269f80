"""The command line that puts the warm process behind bubblewrap: own files, pids, no network."""

from __future__ import annotations

import os
from pathlib import Path


def command(bwrap: str, shown: list[Path], scratch: Path, inner: list[str]) -> list[str]:
    """`inner`, started so that it sees `shown` read-only, `scratch` to write in, and nothing else.

    Root keeps three powers: to become another user for a child, and to end that child.
    """
    arguments = [
        bwrap,
        "--die-with-parent",
        "--new-session",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-ipc",
        "--unshare-uts",
        "--unshare-cgroup-try",
        "--hostname",
        "grading",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--tmpfs",
        "/tmp",
        "--cap-drop",
        "ALL",
    ]
    if os.geteuid() == 0:
        for power in ("CAP_SETUID", "CAP_SETGID", "CAP_KILL"):
            arguments += ["--cap-add", power]
    else:
        arguments.append("--unshare-user")
    above = {parent for path in (*shown, scratch) for parent in path.parents} - set(shown)
    for folder in sorted(
        above - {Path("/"), Path("/dev"), Path("/proc")}
    ):  # else only root may pass through
        arguments += ["--perms", "0755", "--dir", str(folder)]
    for path in sorted(shown):
        if path.is_symlink():
            arguments += ["--symlink", os.readlink(path), str(path)]
            path = Path(os.path.realpath(path))
        if path.exists() and path.parts[1] not in ("dev", "proc"):  # those have been made above
            arguments += ["--ro-bind", str(path), str(path)]
    arguments += ["--bind", str(scratch), str(scratch), "--chdir", str(scratch)]
    return [*arguments, "--", *inner]
