"""Every bound holds, is said in words, and takes all that was started along."""

import os
import sys
import time
from dataclasses import replace

import nbformat

from autograder.sandbox.limits import MEGABYTE
from tests.autograder.sandbox.conftest import SMALL, said


def test_an_endless_cell_is_stopped_and_the_next_one_runs(student):
    (loop, after), one = student("while True: pass", "print('after')", seconds=1)
    assert loop.stopped and "KeyboardInterrupt" in said(loop)
    assert said(after) == "after\n" and not one.ended


def test_a_cell_that_will_not_stop_is_ended(student):
    code = (
        "import time\nwhile True:\n    try:\n        while True: time.sleep(0.01)\n"
        "    except BaseException: pass"
    )
    began = time.monotonic()
    (loop, after), one = student(code, "print('after')", seconds=1)
    assert loop.stopped and one.ended == "timed out" and "could not be stopped" in one.why
    assert not after.outputs and not after.finished and time.monotonic() - began < 8


def test_ignoring_the_interrupt_does_not_help(student):
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    (loop,), one = student(code, seconds=0.5)
    assert one.ended == "timed out"


def test_a_process_that_stops_itself_is_ended(student):
    (ran,), one = student("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", seconds=0.5)
    assert one.ended == "timed out"


def test_processor_time(student):
    code = """
import threading
def work():
    while True: pass
threading.Thread(target=work, daemon=True).start()
"""
    limits = replace(SMALL, cpu_seconds=1)
    (_, wait), one = student(code, "import time; time.sleep(20)", limits=limits, seconds=10)
    assert one.ended == "timed out" and "processor time" in one.why


def test_memory(student):
    (one_go, piecewise, alive), one = student(
        "x = bytearray(10 ** 9)",
        "x = []\nwhile True: x.append(bytearray(10 ** 6))",
        "del x; print('alive')",
    )
    assert said(one_go).startswith("MemoryError") and said(piecewise).startswith("MemoryError")
    assert said(alive) == "alive\n" and not one.ended


def test_shared_and_mapped_memory_counts(student):
    code = "import mmap\nm = [mmap.mmap(-1, 10 ** 8) for _ in range(20)]"
    (ran,), _ = student(code)
    assert any(output.output_type == "error" for output in ran.outputs)


def test_a_file_that_is_too_large(student):
    code = "f = open('big', 'wb')\nfor _ in range(100): f.write(bytes(10 ** 6)); f.flush()"
    (ran, after), one = student(code, "print('after')")
    assert "File too large" in said(ran) or one.ended == "kernel died"


def test_many_files_fill_the_disk(student):
    code = """
for i in range(1000):
    with open(f'f{i}', 'wb') as f: f.write(bytes(10 ** 6))
import time; time.sleep(5)
"""
    (ran,), one = student(code)
    assert one.ended == "disk full" and "20 MB" in one.why


def test_a_flood_of_output_is_cut_and_then_ended(student):
    (ran, flood, after), one = student(
        "print('x' * 1_000_000)", "while True: print('y' * 1000)", "print('after')"
    )
    assert said(ran).endswith("(the rest of this output was cut)\n")
    assert one.ended == "too much output" and "3 MB" in one.why
    assert not after.outputs


def test_one_output_that_is_too_large(student):
    many = replace(SMALL, output=60 * MEGABYTE, memory=900 * MEGABYTE)
    code = "from IPython.display import HTML\nHTML('x' * 25_000_000)"
    (ran,), one = student(code, limits=many, seconds=30)
    assert one.ended == "too much output" and "larger than 20 MB" in one.why


def test_odd_outputs_can_be_written(student):
    code = r"""
from IPython.display import publish_display_data as show
show({"image/png": "AA' onerror='x", "text/plain": "a"}, {"image/png": {"width": "1 onload=x"}})
show({"image/png": "AAAA"}, {"image/png": {"width": 3, "alt": "x"}, "\ud800": {"\ud800": 1}})
show({"application/json": {"\ud800": ["\udfff"]}, "text/plain": "\ud800"})
"""
    (ran,), _ = student(code)
    assert nbformat.writes(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=ran.outputs)])
    ).encode("utf-8")
    first, second, _ = ran.outputs
    assert first.data == {"text/plain": "a"} and first.metadata == {}
    assert second.metadata == {"image/png": {"width": 3}}


def test_a_flood_past_python(student):
    (flood,), one = student("import os\nwhile True: os.write(1, b'z' * 65536)")
    assert one.ended == "too much output"


def test_a_crash_and_a_quiet_end(student):
    (crash,), one = student("import ctypes; ctypes.string_at(0)")
    assert one.ended == "kernel died" and "signal 11" in one.why
    (first, end, never), one = student("print(1)", "import os; os._exit(3)", "print(2)")
    assert said(first) == "1\n" and "exit status 3" in one.why and not never.outputs


def test_forged_messages_change_nothing_but_their_own_cell(student):
    forge = """
import os, struct, json, socket
for fd in range(3, 20):
    try:
        s = socket.socket(fileno=os.dup(fd))
    except OSError:
        continue
    body = json.dumps({"done": True, "ok": True, "count": 1}).encode()
    s.sendall(struct.pack(">I", len(body)) + body)
import time; time.sleep(0.5)
print('late')
"""
    (forged, after), one = student(forge, "print('after')", seconds=3)
    assert forged.finished  # it may say so of its own cell
    one.close()


def test_garbage_on_the_channel_is_the_end_of_its_own_process_only(student, zygote):
    garbage = """
import os, time
for fd in range(3, 20):
    try: os.write(fd, b'\\xff' * 4096)
    except OSError: pass
time.sleep(5)
"""
    (ran,), one = student(garbage, seconds=4)
    assert one.ended == "kernel died" and "no notebook sends" in one.why
    one.close()
    (ran,), _ = student("print('the next one')")
    assert said(ran) == "the next one\n"


def test_processes_where_they_are_allowed_end_with_their_student(student, zygote):
    limits = replace(SMALL, processes=20)
    code = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(1000)
    os._exit(0)
time.sleep(0.2)
print('started')
"""
    (ran,), one = student(code, limits=limits)
    assert said(ran) == "started\n", said(ran)
    one.close()  # waits for the word that all are gone
    (ran,), _ = student("print('the next one')")
    assert said(ran) == "the next one\n"


def test_a_folder_deeper_than_python_recurses_is_removed(student, zygote):
    """Deeper than a path may be long, too."""
    depth, name = sys.getrecursionlimit() + 100, "d" * 8
    assert depth * len(name) > os.pathconf("/", "PC_PATH_MAX")
    code = f"import os\nfor _ in range({depth}):\n    os.mkdir('{name}'); os.chdir('{name}')"
    (ran,), one = student(code)
    assert ran.finished and not ran.outputs
    one.close()
    student("1")
    assert len(list(zygote.folder.iterdir())) == 1
