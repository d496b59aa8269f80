"""Landlock: a process gives up, for good, all files but those it names.

Linux's ``landlock(7)``, the three system calls through ctypes. The kernel's ABI decides what can
be given up: files since 1, renaming between folders 2, truncating 3, TCP 4, device controls 5,
signals and abstract sockets 6.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct

CREATE, ADD, RESTRICT = 444, 445, 446
PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
LAST_BIT = {1: 12, 2: 13, 3: 14, 4: 14, 5: 15}  # of the file rights, by ABI
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV  # the rest is of folders
READ = READ_FILE | READ_DIR
ALL_TCP, ALL_SCOPES = 0b11, 0b11

_libc = ctypes.CDLL(None, use_errno=True)


def abi() -> int:
    """The kernel's Landlock ABI, 0 where there is none."""
    version = _libc.syscall(CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    return max(0, version)


def ruleset(readable: list[str], listed: list[str], writable: list[str], folders: list[str]) -> int:
    """A ruleset that leaves only these paths. Returns its file descriptor.

    A path that does not exist is left out. Raises OSError when the kernel refuses.

    Args:
        readable: Files and folders, the latter with all below.
        listed: Folders of which the names are left, and nothing else.
        writable: Files that are also written to, such as /dev/null.
        folders: Folders in which everything may be done but starting programs and making devices.
    """
    version = abi()
    rights = (1 << (LAST_BIT.get(version, 15) + 1)) - 1
    layout = struct.pack("QQQ", rights, ALL_TCP, ALL_SCOPES)
    layout = layout[: 24 if version >= 6 else 16 if version >= 4 else 8]
    rules = _syscall(CREATE, layout, len(layout), 0)
    make_device = (1 << 6) | (1 << 11)  # MAKE_CHAR, MAKE_BLOCK
    for path in readable:
        _allow(rules, path, READ & rights)
    for path in listed:
        _allow(rules, path, READ_DIR)
    for path in writable:
        _allow(rules, path, (READ_FILE | WRITE_FILE | TRUNCATE) & rights)
    for path in folders:
        _allow(rules, path, rights & ~(EXECUTE | IOCTL_DEV | make_device))
    return rules


def restrict(rules: int) -> None:
    """Give up everything but the rules, in this thread and what it starts, for good."""
    pr_set_no_new_privs = 38
    if _libc.prctl(pr_set_no_new_privs, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs was refused")
    _syscall(RESTRICT, rules, 0)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= OF_FILES
        # struct landlock_path_beneath_attr is packed: 8 bytes of rights, 4 of descriptor
        _syscall(ADD, rules, PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def _syscall(number: int, *arguments) -> int:
    given = [
        ctypes.create_string_buffer(a, len(a)) if isinstance(a, bytes) else ctypes.c_long(a)
        for a in arguments
    ]
    result = _libc.syscall(number, *given)
    if result < 0:
        raise OSError(ctypes.get_errno(), f"Landlock refused (system call {number})")
    return result
