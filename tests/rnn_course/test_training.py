"""The loop that shows its progress: bounded text, and an interrupt that keeps what was learned."""

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbgrader.preprocessors import LimitOutput

from autograder.house import COURSE
from rnn_course.training import updates


@pytest.fixture(autouse=True)
def interrupts_as_usual():
    """A shell that runs the tests in the background makes them ignore interrupts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_it_counts_and_says_so(capsys):
    loss = [1.0]
    for update in updates(2000, say=lambda: f"loss {loss[0]:.2f}"):
        loss[0] = 2 / (update + 1)
    lines = capsys.readouterr().out.splitlines()
    assert update == 1999 and len(lines) == 11
    assert lines[0] == "update  200 of 2000 · loss 0.01"
    assert lines[9] == "update 2000 of 2000 · loss 0.00"
    assert re.fullmatch(r"2000 updates in \d\.\d s\.", lines[10])


@pytest.mark.parametrize("total", [1, 2, 7, 10, np.int64(11)])
def test_few_updates_give_few_lines(total, capsys):
    assert list(updates(total, say=lambda: "so far")) == list(range(total))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == min(total, 10) + 1 and f"{total} of {total} · so far" in lines[-2]
    assert list(updates(total)) == list(range(total))
    assert len(capsys.readouterr().out.splitlines()) == 1  # nothing to say but the end


@pytest.mark.parametrize("total", [0, -1, 2.0, "3", None, True])
def test_a_wrong_number_gets_a_sentence_at_once(total):
    with pytest.raises(ValueError, match="whole number of 1 or more"):
        updates(total)


def test_a_say_that_fails_stops_nothing(capsys):
    assert len(list(updates(3, say=lambda: missing))) == 3  # noqa: F821
    assert "say stopped with NameError" in capsys.readouterr().out


def test_a_break_is_said(capsys):
    for update in updates(100):
        if update == 40:
            break
    assert "It ended after 40 of 100 updates" in capsys.readouterr().out
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def press():
    os.kill(os.getpid(), signal.SIGINT)


def test_the_first_press_ends_the_loop_after_its_update(capsys):
    whole = []
    for update in updates(100):
        if update == 5:
            press()
        whole.append(update)
    assert whole == [0, 1, 2, 3, 4, 5]
    assert "You stopped it after 6 of 100 updates" in capsys.readouterr().out
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_second_press_interrupts():
    with pytest.raises(KeyboardInterrupt):
        for _ in updates(100):
            press()
            press()


def test_after_an_error_in_the_loop_the_button_is_itself_again():
    with pytest.raises(ZeroDivisionError) as caught:  # the traceback keeps the loop alive
        for _ in updates(100):
            raise ZeroDivisionError
    with pytest.raises(KeyboardInterrupt):
        press()
        time.sleep(1)
    assert caught and signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_loop_inside_a_loop_ends_both():
    seen = []
    for outer in updates(5):
        for inner in updates(5):
            seen.append((outer, inner))
            if seen == [(0, 0), (0, 1)]:
                press()
    assert seen == [(0, 0), (0, 1)]


def test_runs_of_several_seeds_show_the_outer_loop_alone(capsys):
    kept = []
    for seed in updates(4, what="seed", say=lambda: f"run {len(kept)}"):
        weights = 0
        for _ in updates(100, quiet=True):
            weights += 1
            if (seed, weights) == (1, 30):
                press()
        kept.append(weights)
    assert kept == [100, 30]  # what the second run had learned is kept too
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["seed 1 of 4 · run 1", "seed 2 of 4 · run 2"]
    assert lines[2].startswith("You stopped it after 2 of 4 seeds") and len(lines) == 3
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_interrupts_that_are_ignored_stay_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for _ in updates(3):
            press()
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_it_works_in_another_thread():
    found = []
    thread = threading.Thread(target=lambda: found.extend(updates(5)))
    thread.start()
    thread.join()
    assert found == [0, 1, 2, 3, 4]


def test_while_grading_it_says_the_end_alone(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    list(updates(50))
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_in_a_terminal_one_line_is_written_over():
    ours, theirs = pytest.importorskip("pty").openpty()
    program = (
        "import time\nfrom rnn_course.training import updates\n"
        "for _ in updates(8, say=lambda: 1): time.sleep(0.15)"
    )
    subprocess.run(
        [sys.executable, "-c", program],
        stdout=theirs,
        check=True,
        env=os.environ | {"PYTHONPATH": str(COURSE)},
    )
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # what Linux says at the end of a terminal
        while part := os.read(ours, 4096):
            said += part
    os.close(ours)
    assert b"so far, about" in said and b"\r\x1b[K" in said
    shown = [re.split(rb"\x1b\[K", line)[-1].decode() for line in said.split(b"\r\n")]
    assert len(shown) == 10 and "so far" not in "".join(shown)


TRAIN = """
import sys
sys.path.insert(0, {course!r})
from rnn_course.training import updates
def train():
    weights = 0
    for update in updates(100_000, say=lambda: f"weights {{weights}}"):
        weights += 1
        {slowly}
    return weights
weights = train()
"""


@pytest.fixture(scope="module")
def kernel():
    """A real kernel, as behind a notebook: run code, get its outputs as they would be saved."""
    notebook = nbformat.v4.new_notebook(cells=[])
    client = NotebookClient(notebook, timeout=60, allow_errors=True, kernel_name="python3")
    with client.setup_kernel():
        yield client


def run(kernel, source):
    cell = nbformat.v4.new_code_cell(source)
    kernel.nb.cells.append(cell)
    return kernel.execute_cell(cell, len(kernel.nb.cells) - 1).outputs


def test_what_a_notebook_keeps_is_short(kernel):
    outputs = run(kernel, TRAIN.format(course=str(COURSE), slowly="pass"))
    assert [output.output_type for output in outputs] == ["display_data"]
    lines = outputs[0].data["text/plain"].splitlines()
    assert len(lines) == 11 and lines[-2] == "update 100000 of 100000 · weights 100000"
    kept = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=outputs)])
    limited, _ = LimitOutput().preprocess(kept, {})
    page, _ = HTMLExporter().from_notebook_node(limited)
    assert all(line in page for line in lines)


def test_the_interrupt_button_keeps_the_result(kernel):
    def button():
        time.sleep(1.5)
        asyncio.run(kernel.km.interrupt_kernel())

    thread = threading.Thread(target=button)
    thread.start()
    outputs = run(kernel, TRAIN.format(course=str(COURSE), slowly="__import__('time').sleep(.01)"))
    thread.join()
    assert [output.output_type for output in outputs] == ["display_data"]
    said = outputs[0].data["text/plain"].splitlines()
    assert re.match(r"You stopped it after (\d+) of 100000 updates, in [\d.]+ s\.", said[-1])
    assert "What was learned so far is kept." in said[-1]
    [result] = run(kernel, "weights")
    assert int(result.data["text/plain"]) == int(re.search(r"after (\d+)", said[-1])[1]) > 10
    [result] = run(kernel, "import signal; signal.getsignal(signal.SIGINT).__name__")
    assert result.data["text/plain"] == "'default_int_handler'"
