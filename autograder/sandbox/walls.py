"""What this machine can confine a process with, and a sentence where that is not enough."""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from dataclasses import dataclass

HELP = "Without a sandbox a submission could do whatever you can do on this machine."


class NoSandbox(Exception):
    """No usable sandbox here. The message says why, how to get one, and what else can be done."""


@dataclass(frozen=True)
class Walls:
    """bwrap: path of a bubblewrap that works here, or None. landlock: the kernel's ABI, 0: none."""

    bwrap: str | None
    landlock: int


@functools.cache
def walls() -> Walls:
    """The walls of this machine. Raises `NoSandbox` when students' files could not be fenced in."""
    if not sys.platform.startswith("linux"):
        raise NoSandbox(
            f"The sandbox needs Linux, and this is {sys.platform}. Grade on a Linux machine (a "
            f"virtual machine or WSL 2 will do). {HELP} If you mean that, say --no-sandbox."
        )
    from autograder.sandbox.zygote import landlock, seccomp

    if not seccomp.supported():
        raise NoSandbox(
            "The sandbox knows the system calls of x86-64 and of arm64 processors only. Grade on "
            f"such a machine. {HELP} If you mean that, say --no-sandbox."
        )
    found = Walls(_bubblewrap(), landlock.abi())
    if found.bwrap is None and found.landlock < 3:
        raise NoSandbox(
            "There is no usable sandbox: the kernel has no Landlock (Linux 6.2 or newer with it "
            "switched on), and bubblewrap is not installed or may not make namespaces here. "
            "Install bubblewrap (Debian and Ubuntu: apt install bubblewrap), or start a kernel "
            f"with Landlock. {HELP} If you mean that, say --no-sandbox."
        )
    return found


def _bubblewrap() -> str | None:
    """The system's bubblewrap, if it can do here what we ask of it."""
    path = shutil.which("bwrap")
    if path is None:
        return None
    try:
        made = subprocess.run(
            [
                path,
                "--ro-bind",
                "/",
                "/",
                "--unshare-pid",
                "--unshare-net",
                "--unshare-ipc",
                "--proc",
                "/proc",
                "--dev",
                "/dev",
                "true",
            ],
            capture_output=True,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return path if made.returncode == 0 else None
