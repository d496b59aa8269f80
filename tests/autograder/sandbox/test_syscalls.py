"""The numbers of refused system calls are the kernel's own."""

import re
from pathlib import Path

import pytest

from autograder.sandbox.zygote.syscalls import NUMBERS

HEADERS = {
    "x86-64": (0, "/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"),
    "arm64": (1, "/usr/include/asm-generic/unistd.h"),
}
MUST = {
    "ptrace",
    "socket",
    "execve",
    "fork",
    "kill",
    "mount",
    "unshare",
    "setns",
    "bpf",
    "keyctl",
    "io_uring_setup",
    "perf_event_open",
    "userfaultfd",
    "process_vm_readv",
    "pidfd_getfd",
}


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_are_those_of_the_headers(machine):
    column, *places = HEADERS[machine]
    header = next((Path(place) for place in places if Path(place).is_file()), None)
    if header is None:
        pytest.skip(f"no kernel headers for {machine} here (Debian: linux-libc-dev)")
    found = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text()))
    compared = {name: numbers[column] for name, numbers in NUMBERS.items() if name in found}
    assert compared == {name: int(found[name]) for name in compared}
    assert len(compared) > 40  # headers older than the newest calls know most of them


def test_the_calls_that_reach_out_of_a_process_are_among_them():
    assert set(NUMBERS) >= MUST
