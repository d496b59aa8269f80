"""A forked child gives up everything that a student's code has no need of, in one place.

The order matters: what needs rights comes before they are given up, and seccomp is last because it
refuses the calls that the other steps make.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal

from . import landlock, seccomp


def confine(job: dict, rules: int | None, parent: int) -> None:
    """Confine this process for good.

    Args:
        job: ``folder`` to work in, ``uid`` to become (or None), ``limits`` with ``memory``,
            ``file_size`` (bytes), ``cpu_seconds`` and ``processes``, and ``filtered``: whether
            seccomp is applied.
        rules: A Landlock ruleset, or None where the kernel has none and bubblewrap shows only what
            may be read.
        parent: The process that must not outlive this one's end, so that it ends with it.
    """
    _limit(job["limits"], job["uid"] is not None)
    if rules is not None:
        landlock.restrict(rules)
    if os.geteuid() == 0:
        _drop_capabilities(but_identity=job["uid"] is not None)
    if job["uid"] is not None:
        os.setgroups([])
        os.setresgid(job["uid"], job["uid"], job["uid"])
        os.setresuid(job["uid"], job["uid"], job["uid"])
    os.chdir(job["folder"])
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
    if os.getppid() != parent:  # it died before it could take us along
        os._exit(1)
    if job["filtered"]:
        seccomp.install(os.getpid(), bool(job["limits"]["processes"]))


def _limit(limits: dict, own_user: bool) -> None:
    """Resource limits; what the warm process holds already is added to the memory."""
    used = _virtual_memory()
    allowed = {
        resource.RLIMIT_AS: used + limits["memory"],
        resource.RLIMIT_FSIZE: limits["file_size"],
        resource.RLIMIT_CPU: max(1, round(limits["cpu_seconds"])),
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_MEMLOCK: 1 << 20,
    }
    if own_user:  # the limit counts all of a user's threads, so it needs a user of its own
        allowed[resource.RLIMIT_NPROC] = 64 + limits["processes"]
    for kind, value in allowed.items():
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(kind, (value, value))


def _virtual_memory() -> int:
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 1 << 30


def _drop_capabilities(but_identity: bool) -> None:
    """Root's powers. The two that change the user are given up by that change itself."""
    libc = ctypes.CDLL(None, use_errno=True)
    pr_capbset_drop, cap_setgid, cap_setuid = 24, 6, 7
    kept = (cap_setgid, cap_setuid) if but_identity else ()
    for capability in range(64):
        if capability not in kept:
            libc.prctl(pr_capbset_drop, capability, 0, 0, 0)
    mask = sum(1 << capability for capability in kept)

    class Header(ctypes.Structure):
        _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]

    class Data(ctypes.Structure):
        _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]

    version_3 = 0x20080522
    data = (Data * 2)(Data(mask, mask, 0), Data(0, 0, 0))
    if libc.capset(ctypes.byref(Header(version_3, 0)), data):
        raise OSError(ctypes.get_errno(), "root's capabilities could not be dropped")
