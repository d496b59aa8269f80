"""A seccomp filter for a student's process: no other processes, no network, nobody else's business.

Landlock guards files; this guards what Landlock does not know: signals and limits of other
processes, sockets, shared memory, the kernel's interfaces. Linux's ``prctl(PR_SET_SECCOMP)`` with
a classic BPF program (``linux/filter.h``, ``linux/seccomp.h``), built here because libseccomp
would have to come from the system's package manager.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

from .syscalls import NUMBERS

# offsets in struct seccomp_data
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16

LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
CLONE_THREAD = 0x00010000

AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
COLUMN = {"x86_64": 0, "aarch64": 1}
X32 = 0x40000000  # the other calling convention of x86-64, with numbers of its own

PROCESSES = ("fork", "vfork", "execve", "execveat")
# Harmless in one's own folder, and asked for by shutil.copy: they do nothing and say 'done'.
# Landlock does not cover them, so outside the folder they would be real.
PRETENDED = (
    "chmod",
    "fchmod",
    "fchmodat",
    "fchmodat2",
    "chown",
    "lchown",
    "fchown",
    "fchownat",
    "utime",
    "utimes",
    "futimesat",
    "utimensat",
)
# Allowed when they name the process itself: the argument that names it.
ONLY_SELF = {
    "kill": 0,
    "tgkill": 0,
    "rt_sigqueueinfo": 0,
    "rt_tgsigqueueinfo": 0,
    "prlimit64": 0,
    "sched_setaffinity": 0,
}
ABSENT = ("clone3",)  # 'no such call': the C library then uses clone, whose flags can be read


def install(own: int, processes: bool) -> None:
    """Install the filter in this thread, for good.

    Raises OSError when the kernel refuses, and RuntimeError on another architecture.

    Args:
        own: The process id that it may send signals to (and the threads of).
        processes: Whether it may start other processes; signals then are left to Landlock and the
            pid namespace, because the numbers of children are not known beforehand.
    """
    program = b"".join(_program(own, processes))
    code = ctypes.create_string_buffer(program, len(program))
    described = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    pr_set_no_new_privs, pr_set_seccomp, mode_filter = 38, 22, 2
    if libc.prctl(pr_set_no_new_privs, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs was refused")
    pointer = ctypes.create_string_buffer(described, len(described))
    if libc.prctl(pr_set_seccomp, mode_filter, pointer, 0, 0):
        raise OSError(ctypes.get_errno(), "the seccomp filter was refused")


def supported() -> bool:
    """Whether this architecture's numbers are known."""
    return platform.machine() in AUDIT


def _program(own: int, processes: bool) -> list[bytes]:
    machine = platform.machine()
    if machine not in AUDIT:
        raise RuntimeError(f"no seccomp table for {machine}")
    column = COLUMN[machine]
    lines = [
        _line(LOAD, ARCHITECTURE),
        _line(JUMP_EQUAL, AUDIT[machine], 1, 0),
        _line(RETURN, KILL),
        _line(LOAD, NUMBER),
        _line(JUMP_AT_LEAST, X32, 0, 1),
        _line(RETURN, ERRNO | errno.EPERM),
    ]
    for name, numbers in NUMBERS.items():
        number = numbers[column]
        if number is None or (processes and name in (*PROCESSES, "setsid", "setpgid")):
            continue
        if name in PRETENDED:
            lines += [_line(JUMP_EQUAL, number, 0, 1), _line(RETURN, ERRNO)]
        elif name in ABSENT:
            lines += [_line(JUMP_EQUAL, number, 0, 1), _line(RETURN, ERRNO | errno.ENOSYS)]
        elif name == "clone":
            if not processes:
                lines += _if_argument(number, 0, _line(JUMP_BITS, CLONE_THREAD, 1, 0))
        elif name in ONLY_SELF:
            if name == "prlimit64" or not processes:
                lines += _if_own(number, ONLY_SELF[name], own, zero=not name.startswith("kill"))
        else:
            lines += [_line(JUMP_EQUAL, number, 0, 1), _line(RETURN, ERRNO | errno.EPERM)]
    return [*lines, _line(RETURN, ALLOW)]


def _if_argument(number: int, argument: int, passes: bytes) -> list[bytes]:
    """For one call: allowed when `passes`, a test of the argument's low half, jumps over."""
    return [
        _line(JUMP_EQUAL, number, 0, 4),
        _line(LOAD, ARGUMENTS + 8 * argument),
        passes,
        _line(RETURN, ERRNO | errno.EPERM),
        _line(LOAD, NUMBER),
    ]


def _if_own(number: int, argument: int, own: int, zero: bool) -> list[bytes]:
    """For one call: allowed on the process itself; 0 also means itself, but for kill a group."""
    tests = [_line(JUMP_EQUAL, own, 2 if zero else 1, 0)]
    if zero:
        tests.append(_line(JUMP_EQUAL, 0, 1, 0))
    return [
        _line(JUMP_EQUAL, number, 0, 3 + len(tests)),
        _line(LOAD, ARGUMENTS + 8 * argument),
        *tests,
        _line(RETURN, ERRNO | errno.EPERM),
        _line(LOAD, NUMBER),
    ]


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value & 0xFFFFFFFF)
