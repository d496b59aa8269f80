"""Attempts to stop the grader, or to use up its time, its memory, its disk or its processes.

Every bomb stops itself at a size that a grader should never allow and a machine survives.
"""

from __future__ import annotations

import nbformat

from tests.hostile.attack import answer, cell, notebook

TIME = r"time limit|timed out|too long"
MEMORY = r"[Mm]emory"
DIED = r"ended|died|killed"
OUTPUT = r"output|cut"
ENDS = ("graded", "kernel died", "timed out")  # any of these, if only it ends
FULL = ("out of memory", "kernel died", "graded", "disk full", "timed out")  # on a slow machine
FLOOD = ("too much output", "graded", "timed out", "kernel died", "out of memory")
TIMED = ("timed out",)
DEAD = ("kernel died",)

ENDINGS = [
    answer(
        "os._exit",
        "Ends the process inside the function.",
        "double",
        "import os\ndef double(x):\n    os._exit(0)\n",
        states=DEAD,
        says=DIED,
    ),
    cell(
        "sys.exit",
        "Raises SystemExit in a cell and in the functions.",
        """
         import sys
         def double(x):
             sys.exit(0)
         def column_sums(x):
             raise KeyboardInterrupt
         raise SystemExit(0)
         """,
        says="SystemExit|KeyboardInterrupt|no answer|stopped",
        states=ENDS,
    ),
    cell(
        "quit the kernel",
        "Asks IPython to end the kernel politely.",
        "get_ipython().kernel.do_shutdown(False)\nquit()\nexit()\n"
        "get_ipython().kernel.shell.ask_exit()\n",
        states=ENDS,
    ),
    cell(
        "SIGKILL to itself",
        "Kills its own process.",
        "import os\nos.kill(os.getpid(), 9)\n",
        states=DEAD,
        says=DIED,
    ),
    cell(
        "SIGSTOP to itself",
        "Stops its own process, so that it neither works nor ends.",
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n",
        states=("timed out", "kernel died"),
        says=f"{TIME}|{DIED}",
    ),
    cell(
        "SIGSTOP to its group",
        "Stops its whole process group and its parent.",
        "import os, signal\nos.kill(os.getppid(), signal.SIGSTOP)\nos.killpg(0, signal.SIGSTOP)\n",
        states=("timed out", "kernel died", "graded"),
        alone=True,
    ),
    cell(
        "segmentation fault",
        "Reads from address 0 through ctypes.",
        "import ctypes\nctypes.string_at(0)\n",
        states=DEAD,
        says=DIED,
    ),
    cell(
        "recursion in C",
        "Recurses without end where Python does not count.",
        """
         import sys
         sys.setrecursionlimit(10**9)
         def deeper(f):
             return list(map(deeper, [f]))
         class Deep:
             __repr__ = lambda self: repr(self)
             __getattr__ = lambda self, name: getattr(self, name)
         thing = []
         for _ in range(10**6):
             thing = [thing]
         repr(thing) == repr(thing)
         deeper(1)
         """,
        states=("kernel died", "graded", "out of memory", "timed out"),
    ),
    cell(
        "error in every hook",
        "Raises from sys.excepthook, from __del__ and at exit.",
        """
         import atexit, sys
         class Error(BaseException):
             def __str__(self): raise Error
             __repr__ = __str__
         def fail(*a): raise Error
         atexit.register(fail)
         sys.excepthook = sys.unraisablehook = fail
         raise Error
         """,
        states=ENDS,
    ),
    cell(
        "descriptors closed",
        "Closes every file descriptor that the process has.",
        "import os\nos.closerange(0, 4096)\n",
        states=("kernel died", "timed out"),
        says=f"{TIME}|{DIED}",
    ),
    cell(
        "garbage on descriptors",
        "Writes garbage and forged messages to every open descriptor.",
        r"""
         import os
         frames = [b"\x00" * 65536, b'{"state": "graded", "points": 100}\n' * 100, b"\xff" * 8,
                   (10**9).to_bytes(8, "big") + b"x", (3).to_bytes(8, "little") + b"{}\n"]
         for fd in range(3, 256):
             for frame in frames:
                 try:
                     os.set_blocking(fd, False)
                     os.write(fd, frame)
                 except OSError:
                     break
         """,
        states=("kernel died", "timed out", "graded", "too much output"),
    ),
    cell(
        "answers forged on descriptors",
        "Writes a full mark to every pipe and socket it holds.",
        r"""
         import json, os
         verdict = json.dumps({"state": "graded", "score": 3, "outputs": [], "cells": [],
                               "type": "result", "verdicts": {"double": 1, "column_sums": 2}})
         for fd in range(256):
             for frame in (verdict + "\n", f"{len(verdict)}\n{verdict}", verdict + "\0"):
                 try:
                     os.set_blocking(fd, False)
                     os.write(fd, frame.encode())
                 except OSError:
                     break
         """,
        states=("kernel died", "timed out", "graded", "too much output"),
    ),
]

HANGS = [
    answer(
        "endless loop",
        "Never returns.",
        "double",
        "def double(x):\n    while True: pass\n",
        states=TIMED,
        says=TIME,
    ),
    answer(
        "interrupts swallowed",
        "Never returns and swallows every exception.",
        "double",
        """
           def double(x):
               while True:
                   try:
                       while True: pass
                   except BaseException:
                       pass
           """,
        states=TIMED,
        says=TIME,
    ),
    cell(
        "signals ignored",
        "Ignores every signal that can be ignored, then loops.",
        """
         import signal
         for number in signal.valid_signals():
             try:
                 signal.signal(number, signal.SIG_IGN)
             except (OSError, ValueError):
                 pass
         signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
         while True: pass
         """,
        states=TIMED,
        says=TIME,
    ),
    cell(
        "loop in C",
        "Backtracks for years inside one call of a regular expression.",
        "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')\n",
        states=TIMED,
        says=TIME,
    ),
    cell(
        "huge product",
        "Multiplies for minutes inside one call of a library.",
        "n = 9**9**8\n",
        states=("timed out", "out of memory", "kernel died", "graded"),
        says=f"{TIME}|{MEMORY}|✗|○",
    ),
    cell(
        "sleeping",
        "Uses no processor time at all, for an hour.",
        "import time\ntime.sleep(3600)\n",
        states=TIMED,
        says=TIME,
    ),
    cell(
        "reading the keyboard",
        "Waits for a person to type something.",
        "import sys, getpass\nsys.stdin.readline()\ninput('name? ')\ngetpass.getpass()\n",
        states=ENDS,
    ),
    cell(
        "many slow cells' worth",
        "Is just quick enough in each of very many parts.",
        """
         import time
         get_ipython().events.register("pre_run_cell", lambda info: time.sleep(3600))
         """,
        states=TIMED,
        says=TIME,
    ),
    cell(
        "thread that lives on",
        "Starts threads that outlive the notebook and are no daemons.",
        """
         import threading
         def forever():
             import time
             while True:
                 time.sleep(1)
         for _ in range(20):
             threading.Thread(target=forever, daemon=False).start()
         """,
        states=ENDS,
    ),
    cell(
        "atexit",
        "Registers a function that keeps the process from ending.",
        """
         import atexit, time, threading
         atexit.register(lambda: time.sleep(3600))
         threading._register_atexit(lambda: time.sleep(3600))
         """,
        states=ENDS,
    ),
    cell(
        "clock that jumps",
        "Moves every clock of the process, and stops its timers.",
        """
         import time, signal, resource
         for name in ("time", "monotonic", "perf_counter"):
             setattr(time, name, lambda: 0.0)
         signal.setitimer(signal.ITIMER_REAL, 0)
         signal.alarm(0)
         while True: pass
         """,
        states=TIMED,
        says=TIME,
    ),
]

BOMBS = [
    cell(
        "memory, numpy",
        "Fills 4 GB with ones.",
        """
         import numpy as np
         kept = [np.ones(2**24) for _ in range(32)]
         got("4 GB")
         """,
        states=FULL,
        says=f"{MEMORY}|{TIME}",
    ),
    cell(
        "memory, a list",
        "Fills 3 GB with small objects that are caught one by one.",
        """
         kept = []
         try:
             while len(kept) < 3000:
                 kept.append(bytearray(2**20))
             got("3 GB")
         except MemoryError:
             while len(kept) < 4000:
                 try:
                     kept.append(bytearray(2**12))
                 except MemoryError:
                     pass
             raise
         """,
        states=FULL,
        says=f"{MEMORY}|{TIME}",
    ),
    cell(
        "memory, shared",
        "Fills 3 GB of shared memory, which limits on data do not count.",
        """
         import mmap
         kept = []
         for _ in range(48):
             kept.append(mmap.mmap(-1, 2**26))
             kept[-1].write(b"x" * 2**26)
         got("3 GB, shared")
         """,
        states=FULL,
    ),
    cell(
        "memory, in children",
        "Divides 3 GB among children, each below the limit.",
        """
         import os, time
         for _ in range(12):
             if os.fork() == 0:
                 kept = bytearray(b"x") * (250 * 2**20)
                 os.write(1, b"")
                 time.sleep(3)
                 os._exit(0)
         codes = [os.wait()[1] for _ in range(12)]
         if not any(codes):
             got("3 GB in children")
         """,
        states=FULL,
    ),
    cell(
        "memory files",
        "Fills 1.5 GB of memory with memfd_create.",
        """
         import os
         fd = os.memfd_create("x")
         for _ in range(24):
             os.write(fd, b"x" * 2**26)
         got("1.5 GB")
         """,
        states=FULL,
    ),
    cell(
        "/dev/shm",
        "Fills 900 MB of /dev/shm and leaves it there.",
        """
         import glob
         with open("/dev/shm/hostile", "wb") as file:
             for _ in range(14):
                 file.write(b"x" * 2**26)
                 file.flush()
         got("900 MB in /dev/shm")
         """,
        states=FULL,
    ),
    cell(
        "fork bomb",
        "Forks until it is refused, or has 400 children.",
        """
         import os, time
         count = 0
         for _ in range(400):
             if os.fork() == 0:
                 time.sleep(30)
                 os._exit(0)
             count += 1
         got(count, "children")
         """,
        states=("graded", "timed out", "kernel died", "out of memory"),
    ),
    cell(
        "thread bomb",
        "Starts threads until it is refused, or has 2000.",
        """
         import threading, time
         for count in range(2000):
             threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
         got(count, "threads")
         """,
        states=("graded", "timed out", "kernel died", "out of memory"),
    ),
    cell(
        "daemon",
        "Forks twice, leaves its session and works on in the background.",
        """
         import os, time
         if os.fork() == 0:
             os.setsid()
             if os.fork() == 0:
                 os.closerange(0, 1024)
                 while True:
                     time.sleep(1)
             os._exit(0)
         """,
    ),
    cell(
        "daemon that ignores signals",
        "Leaves a program of its own that no signal but one ends.",
        """
         import subprocess, sys
         code = '''
         import signal, time
         for number in signal.valid_signals():
             try: signal.signal(number, signal.SIG_IGN)
             except OSError: pass
         while True: time.sleep(1)
         '''
         import textwrap
         subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], start_new_session=True)
         """,
    ),
    cell(
        "child that holds the pipes",
        "Ends at once and leaves a child with all its descriptors.",
        """
         import os, time
         if os.fork() == 0:
             os.setsid()
             time.sleep(300)
         os._exit(0)
         """,
        states=("graded", *DEAD),
        says=f"{DIED}|Operation not permitted",
    ),
    cell(
        "a big file",
        "Writes 1 GB into one file.",
        """
         with open("big", "wb") as file:
             for _ in range(16):
                 file.write(b"x" * 2**26)
                 file.flush()
         got("1 GB in a file")
         """,
        states=("graded", "kernel died", "out of memory"),
    ),
    cell(
        "a sparse file",
        "Makes a file that says it has 8 EB.",
        """
         import os
         fd = os.open("sparse", os.O_CREAT | os.O_RDWR)
         os.ftruncate(fd, 2**40)
         got("a file of 1 TB")
         """,
        states=("graded", "kernel died"),
    ),
    cell(
        "many files",
        "Fills the disk with 60,000 small files.",
        """
         import os
         for n in range(60_000):
             with open(f"file-{n}", "w") as file:
                 file.write("x" * 100)
         """,
        states=("disk full", "timed out", "graded"),
        says="disk|files|No space|time",
    ),
    cell(
        "deep folders",
        "Nests folders until no path is short enough to delete them.",
        """
         import os
         for _ in range(3000):
             os.mkdir("d" * 200)
             os.chdir("d" * 200)
         """,
        states=ENDS,
    ),
    cell(
        "undeletable files",
        "Leaves folders that nobody may enter and names that are not text.",
        r"""
         import os
         os.mkdir("closed")
         open("closed/file", "w").close()
         os.chmod("closed", 0)
         open(b"name-\xff\xfe\n\x1b[2J", "w").close()
         os.mkfifo("pipe")
         os.chmod(".", 0)
         """,
        states=ENDS,
    ),
]

FLOODS = [
    cell(
        "80 MB of text",
        "Prints 80 MB in lines.",
        "for _ in range(800):\n    print('x' * 99 + '\\n', end='' if _ else '')\n"
        "    print(('y' * 99 + '\\n') * 1000, end='')\n",
        states=FLOOD,
    ),
    cell("one line", "Prints one line of 64 MB.", "print('x' * 2**26)\n", states=FLOOD),
    cell(
        "flood on the descriptor",
        "Writes 80 MB to descriptors 1 and 2, past Python.",
        "import os\nfor _ in range(80):\n    os.write(1 + _ % 2, b'z' * 10**6)\n",
        states=FLOOD,
    ),
    cell(
        "endless printing",
        "Prints without end.",
        "while True:\n    print('again and again')\n",
        states=("too much output", "timed out"),
        says=f"{OUTPUT}|{TIME}",
    ),
    cell(
        "many displays",
        "Shows 200,000 small things.",
        "from IPython.display import display\nfor n in range(200_000):\n    display(n)\n",
        states=FLOOD,
    ),
    cell(
        "huge figure",
        "Shows a picture of 60 MB, and another of 60 MB as text.",
        """
         from IPython.display import publish_display_data
         publish_display_data({"image/png": "A" * 60_000_000})
         publish_display_data({"image/svg+xml": "<svg>" + "x" * 60_000_000})
         """,
        states=FLOOD,
    ),
    cell(
        "huge widget state",
        "Opens widgets with a state of 60 MB.",
        """
         from comm import create_comm
         for _ in range(60):
             create_comm(target_name="jupyter.widget", data={"state": {"value": "x" * 10**6}})
         """,
        states=FLOOD,
    ),
    cell(
        "huge repr",
        "Ends the cell with an object whose repr has 60 MB.",
        "class Big:\n    def __repr__(self): return 'x' * 60_000_000\nBig()\n",
        states=FLOOD,
    ),
    cell(
        "huge error",
        "Raises an error with a message of 60 MB.",
        "raise Exception('x' * 60_000_000)\n",
        states=FLOOD,
    ),
    answer(
        "huge answer",
        "Returns an array of 400 MB.",
        "double",
        "import numpy as np\ndef double(x):\n    return np.ones((50, 1_000_000))\n",
        states=(*FLOOD, "graded"),
        says="✗",
    ),
    answer(
        "deep answer",
        "Returns a value that contains itself.",
        "double",
        """
           def double(x):
               loop = {}
               loop["again"] = [loop, loop]
               return [loop] * 12
           """,
        states=(*FLOOD, *FULL),
        says="✗|memory",
    ),
    answer(
        "wide answer",
        "Returns a small value that unfolds to a huge one.",
        "double",
        """
           def double(x):
               value = [0.0] * 10
               for _ in range(11):
                   value = [value] * 10
               return value
           """,
        states=("timed out", *FLOOD, *FULL),
        says="✗|memory|time limit",
    ),
    answer(
        "number of a million digits",
        "Returns a whole number too long to be written.",
        "double",
        "def double(x):\n    return 10 ** 1_000_000\n",
        says="✗",
        states=FLOOD,
    ),
    cell(
        "clear and update",
        "Clears and updates its output without end.",
        """
         from IPython.display import clear_output, display
         handle = display("x", display_id=True)
         for n in range(100_000):
             handle.update("y" * 100)
             clear_output()
         """,
        states=FLOOD,
    ),
]

SPEAK = r"""
import json, os, socket, struct
def say(body):
    for fd in range(3, 64):
        try:
            with socket.socket(fileno=os.dup(fd)) as channel:
                channel.settimeout(0.5)
                channel.sendall(struct.pack(">I", len(body)) + body)
        except OSError:
            pass
def output(**parts):
    say(json.dumps({"output": {"output_type": "display_data", "metadata": {}, "data": {},
                               **parts}}).encode())
"""

SPOKEN = [
    cell(
        "half characters through the channel",
        "Sends halves of characters where text is kept.",
        SPEAK
        + r"""
half = "\ud800".encode().decode("unicode_escape")
output(data={"text/plain": half, half: half, "application/json": {half: [half]}},
       metadata={half: half, "image/png": {half: half}})
say(json.dumps({"output": {"output_type": "error", "ename": half, "evalue": half,
                           "traceback": [half]}}).encode())
say(json.dumps({"update": True, "display_id": half, "output": {
    "output_type": "stream", "name": half, "text": half}}).encode())
print(half)
raise ValueError(half)
""",
        states=ENDS,
    ),
    answer(
        "half a character in an answer",
        "Raises and returns halves of characters.",
        "double",
        r"""
           half = "\ud800".encode().decode("unicode_escape")
           def double(x):
               if x.sum() > 0:
                   raise ValueError(half)
               return {half: half, "shape": [half]}
           """,
        says="double",
    ),
    cell(
        "deep data through the channel",
        "Sends data that is nested as deeply as JSON may be.",
        SPEAK
        + """
for depth in (70, 900, 100_000):
    deep = "[" * depth + "]" * depth
    say(('{"output": {"output_type": "display_data", "metadata": {"a": %s}, "data": '
         '{"application/json": %s}}}' % (deep, deep)).encode())
""",
        states=("kernel died", "graded"),
        says="no notebook sends|✗|○",
    ),
    cell(
        "numbers through the channel",
        "Sends counts and sizes that are no numbers of this world.",
        SPEAK
        + """
output(data={"application/json": float("nan")}, metadata={"image/png": {"width": 10**400}},
       execution_count=10**400)
say(b'{"output": {"output_type": "execute_result", "data": {"text/plain": "1"}, '
    b'"metadata": {}, "execution_count": -1e999}}')
say(b'{"done": true, "count": 1e999}')
say(b'{"done": "yes", "count": true, "ok": []}')
say(b'{"too_large": {"a": 1}}')
""",
        states=(*ENDS, "too much output"),
    ),
    cell(
        "lists through the channel",
        "Sends 19 MB of empty lists, each larger in memory than as text.",
        SPEAK
        + """
say(b'{"a": [' + b"[]," * 6_300_000 + b"[]]}")
""",
        states=("kernel died",),
        says="no notebook sends",
    ),
    cell(
        "one large display",
        "Shows one text of 30 MB, less than all outputs may have together.",
        "from IPython.display import HTML\nHTML('x' * 30_000_000)\n",
        states=("too much output",),
        says="larger than",
    ),
    cell(
        "a message without an end",
        "Announces a message and never sends it.",
        SPEAK
        + """
for fd in range(3, 64):
    try:
        os.write(fd, struct.pack(">I", 10_000_000) + b"{")
    except OSError:
        pass
""",
        states=("timed out", "kernel died"),
        says=f"{TIME}|{DIED}|no notebook sends",
    ),
    notebook(
        "hundreds of slow cells",
        "Has 400 cells, each of which is quick enough.",
        lambda node: node.cells.__setitem__(
            slice(1, 1),
            [nbformat.v4.new_code_cell("import time\ntime.sleep(0.9)") for _ in range(400)],
        ),
        states=TIMED,
        says="used up",
    ),
]

ATTACKS = [*ENDINGS, *HANGS, *BOMBS, *FLOODS, *SPOKEN]
