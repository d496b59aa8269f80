"""What a student's process cannot do, behind every kind of wall."""

import os
import time
from pathlib import Path

import pytest

from autograder import house
from tests.autograder.sandbox.conftest import said

REFUSED = ("PermissionError", "FileNotFoundError", "OSError")
PLACES = [
    house.ROOT / "rnn_ref" / "__init__.py",
    house.ROOT / "solutions" / "02_forward.py",
    house.ROOT / "autograder" / "exercises" / "ch02_forward" / "softmax.py",
    house.ROOT / "course" / "02_forward" / "checks" / "softmax.json",
    house.ROOT / "course" / "rnn_course" / "given" / "chapter_02.py",
    house.ROOT / ".git" / "HEAD",
    Path("/etc/passwd"),
    Path("/proc/1/environ"),
    Path(f"/proc/{os.getpid()}/environ"),
]


def name_of(place: Path) -> str:
    """The same in every process of the test run, whatever its id is."""
    return "/".join(place.parts[-3:]).replace(str(os.getpid()), "own")


@pytest.mark.parametrize("place", PLACES, ids=name_of)
def test_what_is_secret_cannot_be_read(student, place):
    if str(place) != "/proc/1/environ":
        assert place.exists()
    (ran,), _ = student(f"print(open({str(place)!r}, 'rb').read())")
    assert said(ran).startswith(REFUSED)


def test_the_answers_are_in_no_place_that_python_looks_at(student):
    code = """
import os, sys
found = []
for place in sys.path + [os.path.dirname(os.__file__)]:
    for folder, _, names in os.walk(place or '.'):
        found += [folder] if folder.split('/')[-1] in ('rnn_ref', 'autograder', 'solutions') else []
print('found', found)
"""
    (ran,), _ = student(code)
    assert said(ran) == "found []\n"


def test_nothing_outside_its_folder_can_be_written(student, tmp_path):
    targets = [
        tmp_path / "new",
        house.ROOT / "new",
        Path("/tmp/new"),
        Path("/dev/shm/new"),
        Path(os.__file__).parent / "new",
    ]
    cells = [f"open({str(target)!r}, 'w')" for target in targets]
    (*refused, own), _ = student(*cells, "open('own', 'w').write('x')")
    assert all(said(ran).startswith(REFUSED) for ran in refused), [said(r) for r in refused]
    assert said(own) == "1"
    assert not any(target.exists() for target in targets)


def test_what_one_leaves_the_next_does_not_find(student):
    student(
        "open('left', 'w').write('x')",
        "open('../left', 'w').write('x')",
        "import numpy; numpy.left = 1",
        "import os; os.environ['LEFT'] = '1'",
    )
    (ran,), _ = student(
        "import os, numpy\n"
        "print(os.listdir('.'), os.path.exists('../left'), hasattr(numpy, 'left'), "
        "'LEFT' in os.environ)"
    )
    assert said(ran) == "[] False False False\n"


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.fork()",
        "import subprocess; subprocess.run(['/bin/true'])",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.system('true') and 1/0",
        "import socket; socket.socket()",
        "import socket; socket.create_connection(('127.0.0.1', 22))",
        "import os; os.kill(os.getppid(), 9)",
        "import os; os.kill(1, 9)",
        "import os; os.kill(-1, 9)",
        "import os; os.killpg(0, 9)",
        "import os; os.setuid(0) or os.getuid() or 1/0",
        "import os; os.memfd_create('x')",
        "import resource; resource.prlimit(1, resource.RLIMIT_AS)",
        "import os; os.sched_setaffinity(1, {0})",
        "import os; os.setpriority(os.PRIO_PROCESS, 0, -5)",
        "import os; os.mknod('d', 0o20600, os.makedev(1, 1))",
        "import multiprocessing; multiprocessing.Process(target=print).start()",
        "import ctypes, os; libc = ctypes.CDLL(None, use_errno=True); "
        "libc.ptrace(16, os.getppid(), 0, 0) == -1 and 1/0",
        "import ctypes; libc = ctypes.CDLL(None, use_errno=True); "
        "libc.syscall(425, 8, 0) == -1 and 1/0",  # io_uring_setup
        "import ctypes; libc = ctypes.CDLL(None); libc.mount(b'/', b'/', b'', 4096, 0) and 1/0",
        "import ctypes; libc = ctypes.CDLL(None); libc.unshare(0x10000000) and 1/0",
        "import ctypes; libc = ctypes.CDLL(None); libc.shmget(0, 4096, 0o600) == -1 and 1/0",
    ],
)
def test_no_processes_no_network_nobody_elses_business(student, code):
    (ran, after), one = student(code, "print('alive')")
    assert any(output.output_type == "error" for output in ran.outputs), said(ran)
    assert said(after) == "alive\n" and not one.ended


def test_limits_cannot_be_raised(student):
    code = "import resource as r; r.setrlimit(r.RLIMIT_AS, (r.RLIM_INFINITY,) * 2)"
    (ran, bomb), _ = student(code, "x = bytearray(10 ** 9)")
    assert said(ran).startswith(("ValueError", "PermissionError"))
    assert said(bomb).startswith("MemoryError")


def test_everyday_things_work(student):
    ran, one = student(
        "import shutil; open('a', 'w').write('x'); shutil.copy('a', 'b'); shutil.copytree('.', 'c')",
        "import tempfile; tempfile.TemporaryFile().write(b'x')",
        "import threading; t = threading.Thread(target=print, args=['thread']); t.start(); t.join()",
        "import asyncio; await asyncio.sleep(0.01)",
        "import warnings; warnings.warn('careful')",
        "import time, random, numpy as np; np.random.default_rng().normal()",
        "from concurrent.futures import ThreadPoolExecutor as P; list(P(2).map(str, range(3)))",
        "import os; os.makedirs('x/y'); os.rename('x', 'z'); os.listdir('z')",
        "%timeit -n1 -r1 pass",
        "import pathlib; pathlib.Path('t').touch(); pathlib.Path('t').chmod(0o600)",
    )
    assert not one.ended
    for cell in ran:
        assert not [o for o in cell.outputs if o.output_type == "error"], said(cell)


def test_each_draws_its_own_random_numbers(student):
    code = "import random, numpy; print(random.random(), numpy.random.random())"
    assert len({said(student(code)[0][0]) for _ in range(3)}) == 3


def test_the_end_of_the_grader_is_the_end_of_the_student(zygote):
    """The warm process goes when its control socket does, and takes its child along."""
    from autograder.sandbox.limits import Limits
    from autograder.sandbox.student import Student
    from autograder.sandbox.warm import Zygote

    warm = Zygote(zygote.walls)
    one = Student(warm, Limits())
    one._send({"cell": "import time; time.sleep(1000)"})
    time.sleep(0.2)
    warm.control.close()
    warm.process.wait(timeout=10)
    one.channel.settimeout(10)
    while one.channel.recv(1000):
        pass
    warm.close()
