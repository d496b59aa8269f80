"""The warm process: imports once, then forks a confined child for every request.

Started by `autograder.sandbox.warm` with an inherited socket. It never sees a submission: a request
is one byte with the child's own channel attached, so nothing of one student is here for another.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import resource
import selectors
import signal
import socket
import sys
import tempfile
import time

from . import frames, landlock
from .confine import confine
from .shell import make_shell, take_streams
from .warm_up import warm_up


def main(control_fd: int) -> None:
    """Serve until the control socket closes.

    The first message on it holds the settings. ``preload``: modules to import; ``path``: more
    places to look for them; ``hidden``: modules that a student's code shall not find;
    ``landlock``: None, or the paths that `landlock.ruleset` takes.
    """
    control = socket.socket(fileno=control_fd)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's affair
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)
    settings = frames.receive(control)
    sys.path[:] = ["", *(p for p in sys.path if p), *settings["path"]]
    sys.modules.update(dict.fromkeys(settings["hidden"]))
    for name in settings["preload"]:
        try:
            importlib.import_module(name)
        except Exception:  # the student's own import will say what is wrong with it
            continue
    warm_up()
    shell = make_shell()
    rules = landlock.ruleset(**settings["landlock"]) if settings["landlock"] else None
    gc.collect()
    gc.freeze()  # or the first collection in a child copies the whole memory
    usage = resource.getrusage(resource.RUSAGE_SELF)
    frames.send(control, {"ready": True, "memory": usage.ru_maxrss * 1024})
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not request:
            return
        if len(descriptors) == 2:  # else it is meant for a child that has just ended
            _serve(control, descriptors, shell, rules)


def _serve(control: socket.socket, descriptors: list[int], shell, rules: int | None) -> None:
    """Fork a child for one submission and stay until it and all that it started are gone."""
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        try:
            control.close()
            _child(descriptors, shell, rules, parent)
        finally:
            os._exit(1)
    for descriptor in descriptors:
        os.close(descriptor)
    ended = os.pidfd_open(child)
    with selectors.DefaultSelector() as wait:
        wait.register(ended, selectors.EVENT_READ)
        wait.register(control, selectors.EVENT_READ)
        while ended not in [key.fileobj for key, _ in wait.select()]:
            order = control.recv(1)
            os.kill(child, signal.SIGINT if order == frames.INTERRUPT else signal.SIGKILL)
            if not order:  # the grader is gone
                os._exit(0)
    os.close(ended)
    _, status, usage = os.wait4(child, 0)
    _end_orphans()
    frames.send(
        control,
        {
            "status": status,
            "cpu": usage.ru_utime + usage.ru_stime,
            "memory": usage.ru_maxrss * 1024,
        },
    )


def _end_orphans() -> None:
    """End what the child started and left behind: as its subreaper we have inherited it."""
    while True:
        try:
            with open(f"/proc/self/task/{os.getpid()}/children") as file:
                orphans = [int(pid) for pid in file.read().split()]
        except OSError:
            orphans = []
        for pid in orphans:
            os.kill(pid, signal.SIGKILL)  # not yet waited for, so the number is still theirs
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.002)
        except ChildProcessError:
            return


def _child(descriptors: list[int], shell, rules: int | None, parent: int) -> None:
    """The student's process: confined first, then cell after cell until the channel closes."""
    channel_fd, printed = descriptors
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    os.setsid()
    for descriptor in map(int, os.listdir("/proc/self/fd")):
        if descriptor > 2 and descriptor not in (channel_fd, rules):
            with contextlib.suppress(OSError):  # the one that listed the others
                os.close(descriptor)
    channel = socket.socket(fileno=channel_fd)
    job = frames.receive(channel)
    try:
        os.environ.update(job["environment"])
        tempfile.tempdir = None  # it may remember another folder
        sys.modules.update(dict.fromkeys(job["hidden"]))
        _other_random_numbers()
        confine(job, rules, parent)
    except Exception as error:
        frames.send(channel, {"refused": f"{type(error).__name__}: {error}"})
        return
    if rules is not None:
        os.close(rules)
    frames.send(channel, {"confined": True})
    take_streams(shell, lambda message: frames.send(channel, message, frames.LARGEST))
    while (cell := frames.receive(channel)) is not None:
        _run(shell, cell["cell"], channel)


def _run(shell, source: str, channel: socket.socket) -> None:
    """Run one cell; every way out of it but the process's end is a reply."""
    succeeded = False
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever the last cell set
        succeeded = shell.run_cell(source, store_history=True).success
    except KeyboardInterrupt:
        pass
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # a student may have put anything in place of the streams
        pass
    frames.send(channel, {"done": True, "ok": bool(succeeded), "count": shell.execution_count - 1})


def _other_random_numbers() -> None:
    """Each child draws its own, as a fresh kernel would."""
    for module in ("random", "numpy.random", "torch"):
        if module in sys.modules:
            sys.modules[module].seed()
