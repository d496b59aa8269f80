"""What goes wrong around a run: nothing that was reported is lost, and a sentence says it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder import house
from autograder.grade.errors import GradeError
from autograder.grade.lock import only_run
from autograder.grade.work import work
from autograder.workers import WorkerDied, Workers
from tests.autograder.kept_workers import grade
from tests.autograder.small_class import NAME, again, hand_in, scores

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="signals and mounts of Linux"),
]
SLOW = "import time; time.sleep(1.5)"


def start(place, out, *more):
    """The command in a process group of its own."""
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "autograder",
            "grade",
            str(place),
            "--out",
            str(out),
            "--no-feedback",
            *more,
        ],
        cwd=house.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def recorded(out) -> set[str]:
    try:
        with sqlite3.connect(f"file:{out / 'gradebook.db'}?mode=ro", uri=True) as book:
            return {row[0] for row in book.execute("select student from rnn_course_graded")}
    except sqlite3.OperationalError:
        return set()


def wait_for(what, seconds=90):
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


def family(pid: int) -> list[int]:
    """A process's descendants."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [int(c) for t in tasks for c in (t / "children").read_text().split()]
    except OSError:
        return []
    return [*children, *(grand for child in children for grand in family(child))]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_the_parent_killed_at_any_moment(tmp_path):
    """Three times in one class: whatever is recorded stays, and is not graded again."""
    place = hand_in(tmp_path / "class", *(f"s{n}" for n in range(8)), first_cell=SLOW)
    out, seen = tmp_path / "out", set()
    for more in ((), ("--workers", "1"), ("--workers", "1")):  # one is warm in half the time
        run = start(place, out, *more)
        known = len(seen)
        wait_for(lambda run=run, known=known: len(recorded(out)) > known or run.poll() is not None)
        started = family(run.pid)
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        assert seen <= recorded(out)
        seen = recorded(out)
        wait_for(lambda started=started: not any(map(alive, started)), 20)
    rest = grade(place, out)
    assert set(again(rest)) == {f"s{n}" for n in range(8)} - seen
    assert len(set(scores(rest).values())) == 1
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as gradebook:
        assert len(gradebook.find_assignment(NAME).submissions) == 8


def test_the_folders_of_a_killed_grader_are_swept(tmp_path):
    import tempfile

    from autograder.sandbox.warm import ours, sweep

    left = Path(tempfile.mkdtemp(prefix=f"{ours()}999999999-"))
    mine = Path(tempfile.mkdtemp(prefix=f"{ours()}{os.getpid()}-"))
    sweep()
    assert not left.exists() and mine.exists()
    mine.rmdir()


@pytest.mark.parametrize("which", ["worker", "zygote"])
def test_a_worker_or_its_warm_process_killed_costs_one_more_attempt(tmp_path, which):
    place = hand_in(tmp_path / "class", "ada", "bob", first_cell=SLOW)
    with Workers(1) as workers:
        worker = workers._workers[0]._process
        killed = []

        def kill():
            if which == "worker" and family(worker.pid):
                os.kill(worker.pid, signal.SIGKILL)
            elif which == "zygote" and family(worker.pid):
                os.kill(family(worker.pid)[0], signal.SIGKILL)
            else:
                return False
            killed.append(1)
            return True

        import threading

        def soon():
            wait_for(lambda: family(worker.pid))
            time.sleep(1.5)
            wait_for(kill)

        killer = threading.Thread(target=soon)
        killer.start()
        graded = grade(place, tmp_path / "out", executor=workers)
        killer.join()
    assert killed and len(set(scores(graded).values())) == 1 and min(scores(graded).values()) > 0
    assert all(row.state == "graded" for row in graded.results)


def _die(*_):
    os._exit(1)


def test_what_kills_its_worker_is_given_up_and_the_others_go_on(tmp_path):
    with Workers(1) as workers:
        lost, fine = workers.submit(_die), workers.submit(len, "abc")
        with pytest.raises(WorkerDied):
            lost.result(60)
        assert fine.result(60) == 3

    class Deadly(Workers):
        """Loses every worker that gets bob's notebook."""

        def submit(self, fn, /, task=None, *more):
            return super().submit(_die if task.student == "bob" else fn, task, *more)

    place = hand_in(tmp_path / "class", "ada", "bob", "cyd")
    with Deadly(1) as workers:
        graded = grade(place, tmp_path / "out", executor=workers)
    states = {row.student: row.state for row in graded.results}
    assert states == {"ada": "graded", "bob": "kernel died", "cyd": "graded"}
    bob = graded.results[1]
    assert bob.score == 0 and "ended twice" in bob.note and bob.maximum > 0


def test_two_runs_at_once(tmp_path):
    place = hand_in(tmp_path / "class", "ada")
    out = tmp_path / "out"
    out.mkdir()
    with only_run(out), pytest.raises(GradeError, match="Another run is grading into.*process"):
        grade(place, out)
    assert scores(grade(place, out))["ada"] > 0


def test_a_locked_gradebook(tmp_path):
    place = hand_in(tmp_path / "class", "ada")
    out = tmp_path / "out"
    grade(place, out)
    hand_in(place, "bob")
    book = sqlite3.connect(out / "gradebook.db", isolation_level=None)
    book.execute("begin exclusive")
    with pytest.raises(GradeError, match="is locked by another program.*same command again"):
        grade(place, out)
    book.rollback()
    assert again(grade(place, out)) == ["bob"]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own, so small that a class does not fit; read-only on request."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk(tmp_path, small_disk):
    place = hand_in(tmp_path / "class", *(f"s{n:02d}" for n in range(60)))
    out = small_disk / "out"
    run = start(place, out)
    said = run.communicate(timeout=300)[1]
    assert run.returncode == 1 and "Traceback" not in said, said
    assert "No space left" in said or "is full" in said, said
    kept = recorded(out)
    assert kept
    with Gradebook(f"sqlite:///{out / 'gradebook.db'}") as gradebook:
        for student in kept:
            assert gradebook.find_submission(NAME, student).score > 0
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    rest = grade(place, out)
    assert len(again(rest)) == 60 - len(kept) and len(set(scores(rest).values())) == 1


def test_a_gradebook_that_cannot_be_written(tmp_path, small_disk):
    place = hand_in(tmp_path / "class", "ada")
    out = small_disk / "out"
    grade(place, out)
    hand_in(place, "bob")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(GradeError, match="cannot be written"):
        grade(place, out)


def test_a_clock_that_jumps(tmp_path, monkeypatch):
    """Limits are measured with a clock that cannot be set."""
    now = [2e9]

    def jumping():
        now[0] -= 3600
        return now[0]

    class Here(Executor):
        """Runs jobs in this process, whose clock jumps back an hour at every look."""

        def __init__(self):
            self.count = 1

        def submit(self, fn, /, *arguments):
            future = Future()
            monkeypatch.setattr(time, "time", jumping)
            try:
                future.set_result(fn(*arguments))
            finally:
                monkeypatch.undo()
            return future

    place = hand_in(tmp_path / "class", "ada")
    graded = grade(place, tmp_path / "out", executor=Here())
    assert graded.results[0].state == "graded" and now[0] <= 2e9
    assert work.__module__ == "autograder.grade.work"


def test_without_a_sandbox_it_refuses_and_says_how_to_go_on(tmp_path, monkeypatch):
    from autograder.grade import run
    from autograder.sandbox import walls

    def bare():
        monkeypatch.setattr(walls, "_bubblewrap", lambda: None)
        monkeypatch.setattr("autograder.sandbox.zygote.landlock.abi", lambda: 0)
        return walls.walls.__wrapped__()

    monkeypatch.setattr(run, "walls", bare)
    place = hand_in(tmp_path / "class", "ada")
    with pytest.raises(GradeError, match="no usable sandbox.*apt install bubblewrap.*--no-sandbox"):
        grade(place, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    from autograder.grade.options import Options

    graded = grade(place, tmp_path / "out", options=Options(sandbox=False))
    assert graded.results[0].state == "graded" and graded.results[0].score > 0
    shutil.rmtree(tmp_path / "out")
