"""Grading on a Dask cluster: a scheduler and two workers in processes that know nothing of ours."""

import contextlib
import csv
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import jupytext
import nbformat
import pytest

from autograder import house
from autograder.grade import cluster as on_cluster
from autograder.grade import scheduler as on_scheduler
from autograder.grade.cluster import Cluster
from autograder.grade.errors import GradeError
from autograder.grade.scheduler import cluster
from tests.autograder import guide
from tests.autograder.dask_cluster import NO_LANDLOCK, dask_cluster, importable, plugins, wait_for
from tests.autograder.kept_workers import grade
from tests.autograder.notebooks import replace_code
from tests.autograder.small_class import NAME, again, hand_in, scores
from tests.autograder.test_faults import alive, family, recorded
from tests.autograder.test_resume import FIRST, FULL

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="signals and walls of Linux"),
]
SLOW = "import time; time.sleep(1.5)"


@pytest.fixture(scope="module")
def dask():
    # not pytest's own folder, which only its owner may pass through
    with tempfile.TemporaryDirectory(prefix="dask-test-", ignore_cleanup_errors=True) as root:
        Path(root).chmod(0o711)
        with dask_cluster(Path(root), 2) as dask:
            yield dask


def wrong(notebook):
    replace_code(notebook, FIRST, "raise NotImplementedError")


def nothing_left(dask):
    """No task, no code and no student's process of a run is on the cluster."""
    left = dask.ask(lambda client: client.run(plugins))
    return (
        dask.tasks() == 0
        and not any(left.values())
        and not list(dask.root.rglob("rnn_ref"))
        and not any(family(pid) for pid in dask.pids())
    )


def test_the_same_scores_as_here_on_workers_without_a_checkout(dask, tmp_path):
    there = dask.ask(lambda client: client.run(importable, "autograder", "rnn_ref", "rnn_course"))
    assert list(there.values()) == [[], []]
    place = hand_in(tmp_path / "class", "ada", "bob", "cyd", "dan", "eve", "fay")
    hand_in(place, "bob", "eve", change=wrong)
    (place / "fay" / NAME / f"{NAME}.ipynb").write_text("{")
    here = grade(place, tmp_path / "here")
    with cluster(dask.address) as workers:
        assert workers.count == 2
        away = grade(place, tmp_path / "away", executor=workers)
        assert again(grade(place, tmp_path / "away", executor=workers)) == []
    assert scores(away) == scores(here) and len(set(scores(here).values())) == 3
    assert [row.state for row in away.results] == [row.state for row in here.results]
    for row, other in zip(away.results, here.results, strict=True):
        assert {n: v.state for n, v in row.verdicts.items()} == {
            n: v.state for n, v in other.verdicts.items()
        }
    assert list(dask.empty.iterdir()) == []
    wait_for(lambda: nothing_left(dask))


def test_a_course_elsewhere_takes_its_specifications_along(dask, tmp_path):
    guide.write_files(tmp_path, guide.blocks(house.ROOT / "docs" / "own_course.md")[:2])
    solved = jupytext.read(tmp_path / "my-course" / "solutions" / "01_means.py")
    for student, code in (("ada", None), ("bob", "def running_mean(x):\n    return x.cumsum(1)")):
        path = tmp_path / "class" / student / "01_means" / "01_means.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(replace_code(solved, "running_mean", code) if code else solved, path)
    house.use(tmp_path / "my-course")
    try:
        with cluster(dask.address) as workers:
            graded = grade(tmp_path / "class", tmp_path / "out", executor=workers)
    finally:
        house.use(None)
    assert scores(graded) == {"ada": 5, "bob": 2}, [row.note for row in graded.results]
    assert graded.results[1].verdicts["running_mean"].misconception == "not_divided"
    with cluster(dask.address) as workers:  # and the next course finds nothing of it there
        place = hand_in(tmp_path / "next", "ada")
        assert grade(place, tmp_path / "after", executor=workers).results[0].score > 0
    wait_for(lambda: nothing_left(dask))


LOOK = """
import glob, os, socket
found = dict()
for name in ("rnn_ref", "autograder"):
    try:
        __import__(name)
        found[name] = "imported"
    except ImportError:
        pass
for path in {paths!r}:
    for file in [path, *glob.glob(path + "/**", recursive=True)]:
        try:
            open(file).close()
            found[file] = "read"
        except OSError:
            pass
try:
    socket.create_connection(("127.0.0.1", {port}), 2)
    found["network"] = "connected"
except OSError:
    pass
try:
    open({mark!r}, "w").close()
    found["mark"] = "written"
except OSError:
    pass
print("FOUND", found, "END")
"""


def test_the_walls_stand_on_the_worker(dask, tmp_path):
    mark = dask.root / "mark"
    port = int(dask.address.rsplit(":", 1)[1])
    watched, seen = threading.Event(), []

    def watch():  # the code is there while it grades, and no student's process reads it
        while not watched.wait(0.02):
            with contextlib.suppress(FileNotFoundError):  # a folder that goes while it is read
                seen.extend(dask.root.glob("scratch/**/own/rnn_ref"))

    watcher = threading.Thread(target=watch)
    watcher.start()
    paths = [str(house.ROOT / "rnn_ref"), str(dask.root / "scratch" / "dask-scratch-space")]
    cell = LOOK.format(paths=paths, port=port, mark=str(mark))
    place = hand_in(tmp_path / "class", "ada", first_cell=cell)
    with cluster(dask.address) as workers:
        graded = grade(place, tmp_path / "out", executor=workers)
    watched.set()
    watcher.join()
    notebook = nbformat.read(
        tmp_path / "out" / "autograded" / "ada" / NAME / f"{NAME}.ipynb", as_version=4
    )
    said = "".join(o.get("text", "") for c in notebook.cells for o in c.get("outputs", ()))
    found = said.split("FOUND ")[1].split(" END")[0]
    # what runs inside is ours to see: the course's package and the part of the sandbox within
    own = [path for path in eval(found) if "/own/" in path and "/sandbox/zygote" not in path]
    assert seen and not own and not mark.exists(), found
    assert not {"rnn_ref", "autograder", "network", "mark"} & set(eval(found))
    assert not any(str(house.ROOT) in path for path in eval(found)), found
    assert graded.results[0].state == "graded" and graded.results[0].score > 0


def test_a_worker_without_walls_is_named(tmp_path_factory, tmp_path):
    with dask_cluster(tmp_path_factory.mktemp("dask"), 0) as dask:
        dask.add_worker([sys.executable, "-c", NO_LANDLOCK], {"PATH": "/nowhere"})
        place = hand_in(tmp_path / "class", "ada", "bob")
        run = command(dask.address, place, tmp_path / "out")
        assert run.returncode == 1 and "Traceback" not in run.stderr
        assert "The Dask worker at tcp://" in run.stderr and "no usable sandbox" in run.stderr
        bold = command(dask.address, place, tmp_path / "out", "--no-sandbox")
        assert bold.returncode == 0, bold.stderr
        rows = list(csv.DictReader((tmp_path / "out" / "grades.csv").open(encoding="utf-8")))
        assert [float(row["score"]) for row in rows] == [FULL, FULL]


def test_a_worker_killed_in_mid_run_costs_one_retry(dask, tmp_path):
    place = hand_in(tmp_path / "class", *(f"s{n}" for n in range(6)), first_cell=SLOW)
    tries = []

    class Counting(Cluster):
        def lost(self, job):
            super().lost(job)
            tries.append(job.tries)

    before = dask.pids()
    with counted(dask, Counting) as workers:

        def kill():
            wait_for(lambda: family(before[0]))
            time.sleep(1)
            os.kill(before[0], signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        graded = grade(place, tmp_path / "out", executor=workers)
        killer.join()
    assert tries == [1]
    assert all(row.state == "graded" for row in graded.results)
    assert len(set(scores(graded).values())) == 1 and min(scores(graded).values()) > 0
    wait_for(lambda: len(dask.pids()) == 2)  # the nanny has started another
    assert before[0] not in dask.pids()


def counted(dask, kind):
    """`cluster` with another class of executor."""
    from unittest import mock

    class Both:
        def __enter__(self):
            self.patch = mock.patch.object(on_scheduler, "Cluster", kind)
            self.patch.start()
            self.context = cluster(dask.address)
            return self.context.__enter__()

        def __exit__(self, *error):
            self.patch.stop()
            return self.context.__exit__(*error)

    return Both()


def test_what_kills_its_workers_is_given_up_after_one_retry(dask, tmp_path):
    wait_for(lambda: len(dask.pids()) == 2)
    lost = []

    class Deadly(Cluster):
        """Ends every worker that gets bob's notebook."""

        def submit(self, fn, /, task=None, *more):
            if task.student == "bob":
                return super().submit(os._exit, 1)
            return super().submit(fn, task, *more)

        def lost(self, job):
            super().lost(job)
            lost.append(job.tries)

    place = hand_in(tmp_path / "class", "ada", "bob", "cyd", "dan", "eve", first_cell=SLOW)
    with counted(dask, Deadly) as workers:
        graded = grade(place, tmp_path / "out", executor=workers)
    states = {row.student: row.state for row in graded.results}
    assert states == {
        "ada": "graded",
        "bob": "kernel died",
        "cyd": "graded",
        "dan": "graded",
        "eve": "graded",
    }
    bob = graded.results[1]
    assert lost == [1, 2] and bob.score == 0 and bob.maximum > 0 and "ended twice" in bob.note
    assert min(score for name, score in scores(graded).items() if name != "bob") > 0
    wait_for(lambda: len(dask.pids()) == 2)


def command(address, place, out, *more, python=(sys.executable,)):
    return subprocess.run(
        [
            *python,
            "-m",
            "autograder",
            "grade",
            str(place),
            "--out",
            str(out),
            "--no-feedback",
            "--scheduler",
            address,
            *more,
        ],
        cwd=house.ROOT,
        capture_output=True,
        text=True,
        timeout=200,
    )


@pytest.mark.parametrize(
    "address",
    [
        "tcp://127.0.0.1:9",
        "nonsense words",
        "tcp://127.0.0.1:none",
        "foo://127.0.0.1:1",
        "tls://127.0.0.1:9",
        "",
    ],
)
def test_a_wrong_address_is_a_sentence(tmp_path, address, monkeypatch, capsys):
    from autograder.cli import main

    monkeypatch.setattr(on_scheduler, "PATIENCE", 2)
    place = hand_in(tmp_path / "class", "ada")
    assert main(["grade", str(place), "--out", str(tmp_path / "out"), "--scheduler", address]) == 1
    said = capsys.readouterr().err
    assert "No Dask scheduler answers at" in said and "dask scheduler" in said
    assert "Traceback" not in said and len(said.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_server_of_another_kind_is_a_sentence(tmp_path, monkeypatch):
    import socket

    monkeypatch.setattr(on_scheduler, "PATIENCE", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(GradeError, match="No Dask scheduler answers"), cluster(address):
            pass


def test_without_distributed_it_says_what_to_install(tmp_path):
    place = hand_in(tmp_path / "class", "ada")
    without = tmp_path / "without"
    without.mkdir()
    (without / "sitecustomize.py").write_text("import sys; sys.modules['distributed'] = None\n")
    path = os.pathsep.join([str(without), os.environ.get("PYTHONPATH", "")])
    run = command(
        "tcp://127.0.0.1:9",
        place,
        tmp_path / "out",
        python=("env", f"PYTHONPATH={path}", sys.executable),
    )
    assert run.returncode == 1 and "Traceback" not in run.stderr
    assert "needs the package distributed, which is not installed" in run.stderr


def test_no_workers_at_the_beginning_and_none_in_the_middle(
    tmp_path_factory, tmp_path, monkeypatch
):
    monkeypatch.setattr(on_cluster, "GRACE", 2.0)
    place = hand_in(tmp_path / "class", "ada", "bob", "cyd", first_cell=SLOW)
    with dask_cluster(tmp_path_factory.mktemp("dask"), 0) as dask:
        with (
            pytest.raises(GradeError, match="has no workers.*dask worker tcp"),
            cluster(dask.address),
        ):
            pass
        worker = dask.add_worker()
        out = tmp_path / "out"

        def end():
            wait_for(lambda: recorded(out))
            worker.terminate()

        ender = threading.Thread(target=end)
        ender.start()
        with (
            pytest.raises(GradeError, match="no workers any more.*same command again"),
            cluster(dask.address) as workers,
        ):
            grade(place, out, executor=workers)
        ender.join()
        kept = recorded(out)
        dask.add_worker()
        with cluster(dask.address) as workers:
            assert set(again(grade(place, out, executor=workers))) == {"ada", "bob", "cyd"} - kept


def test_a_worker_that_comes_later_works_too(dask, tmp_path):
    place = hand_in(tmp_path / "class", *(f"s{n}" for n in range(8)), first_cell=SLOW)
    with dask_cluster(tmp_path, 1) as small:
        with cluster(small.address) as workers:
            helper = threading.Thread(target=small.add_worker)
            helper.start()
            graded = grade(place, tmp_path / "out", executor=workers)
            helper.join()
            assert len(workers._workers) == 2
        assert all(row.state == "graded" for row in graded.results)


def test_the_scheduler_killed_in_mid_run(tmp_path_factory, tmp_path):
    place = hand_in(tmp_path / "class", *(f"s{n}" for n in range(4)), first_cell=SLOW)
    out = tmp_path / "out"
    with dask_cluster(tmp_path_factory.mktemp("dask"), 1) as dask:
        run = started(dask.address, place, out)
        wait_for(lambda: recorded(out) or run.poll() is not None)
        os.kill(dask.scheduler.pid, signal.SIGKILL)
        said = run.communicate(timeout=100)[1]
    assert run.returncode == 1 and "Traceback" not in said, said
    assert "scheduler does not answer any more" in said and "same command again" in said
    kept = recorded(out)
    assert kept and set(again(grade(place, out))) == {f"s{n}" for n in range(4)} - kept


def started(address, place, out):
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
            "--scheduler",
            address,
        ],
        cwd=house.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # a test run in the background of a shell hands on that SIGINT is ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_ctrl_c_keeps_what_is_done_and_leaves_nothing_on_the_cluster(dask, tmp_path):
    wait_for(lambda: len(dask.pids()) == 2)
    cell = "import time; time.sleep(3)"
    place = hand_in(tmp_path / "class", *(f"s{n}" for n in range(8)), first_cell=cell)
    out = tmp_path / "out"
    run = started(dask.address, place, out)
    wait_for(lambda: recorded(out) or run.poll() is not None)
    os.killpg(run.pid, signal.SIGINT)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 130 and "Traceback" not in said, said
    assert "The same command goes on with the rest" in said
    kept = recorded(out)
    wait_for(lambda: nothing_left(dask), 20)
    with cluster(dask.address) as workers:
        rest = grade(place, out, executor=workers)
    assert kept and set(again(rest)) == {f"s{n}" for n in range(8)} - kept
    assert all(row.state == "graded" for row in rest.results)
    assert not any(alive(pid) for pid in family(run.pid))
