"""The gradebook on a PostgreSQL server: all that works with the file works with it too."""

import csv
import os
import signal
import subprocess
import sys
import threading
from urllib.parse import quote

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder import cli, house
from autograder.grade.errors import GradeError
from autograder.grade.options import Options
from autograder.grade_arguments import URL_VARIABLE
from autograder.gradebook_url import name_of, without_password
from tests.autograder.dask_cluster import wait_for
from tests.autograder.kept_workers import grade
from tests.autograder.notebooks import replace_code
from tests.autograder.postgres import PASSWORD, USER, postgres
from tests.autograder.small_class import NAME, again, hand_in, scores
from tests.autograder.test_resume import FIRST, FULL, SECOND

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="a server as Debian has it"),
]


@pytest.fixture(scope="module")
def server():
    with postgres() as server:
        yield server


@pytest.fixture(scope="module")
def course(server, tmp_path_factory):
    """A class of three, graded into the server: place, folder and URL."""
    place = hand_in(tmp_path_factory.mktemp("class"), "ada", "bob", "cyd")
    hand_in(place, "bob", change=wrong)
    out, url = tmp_path_factory.mktemp("out"), server.database("course")
    first = grade(place, out, options=Options(url=url))
    assert len(again(first)) == 3 and first.complete
    return place, out, url


def wrong(notebook):
    replace_code(notebook, FIRST, "raise NotImplementedError")


def secret_free(*texts):
    for text in texts:
        assert (
            PASSWORD not in text and quote(PASSWORD, safe="") not in text and "sésame" not in text
        )
    return True


def test_the_same_scores_as_in_a_file_and_nothing_twice(course, tmp_path):
    place, out, url = course
    in_file, second = grade(place, tmp_path / "file"), grade(place, out, options=Options(url=url))
    assert scores(second) == scores(in_file) and again(second) == []
    assert scores(second)["ada"] == FULL > scores(second)["bob"]
    assert not (out / "gradebook.db").exists()
    hand_in(place, "bob")
    third = grade(place, out, options=Options(url=url))
    assert again(third) == ["bob"] and scores(third)["bob"] == FULL
    hand_in(place, "bob", change=wrong)
    assert again(grade(place, out, options=Options(url=url))) == ["bob"]


def test_one_student_and_one_exercise_anew(course):
    place, out, url = course
    with Gradebook(url) as gradebook:
        gradebook.find_grade(SECOND, NAME, NAME, "ada").manual_score = 0.5
        gradebook.find_grade(FIRST, NAME, NAME, "ada").auto_score = 0
        gradebook.db.commit()
    before = scores(grade(place, out, options=Options(url=url)))["ada"]
    anew = grade(place, out, options=Options(url=url, students=("ada",), exercise=FIRST))
    assert again(anew) == ["ada"]
    assert scores(anew)["ada"] == before + anew.results[0].verdicts[FIRST].maximum
    with Gradebook(url) as gradebook:
        assert gradebook.find_grade(SECOND, NAME, NAME, "ada").manual_score == 0.5
        gradebook.find_grade(SECOND, NAME, NAME, "ada").manual_score = None
        gradebook.db.commit()
    assert again(grade(place, out, options=Options(url=url, students=("cyd",), force=True))) == [
        "cyd"
    ]


def test_the_command_writes_its_reports_and_says_no_password(course, capsys, monkeypatch, server):
    place, out, url = course
    monkeypatch.setenv(URL_VARIABLE, url)
    assert cli.main(["grade", str(place), "--out", str(out), "--workers", "1"]) == 0
    said = capsys.readouterr()
    assert f"Gradebook 127.0.0.1:{server.port}/course" in said.out and secret_free(*said)
    rows = {row["student"]: row for row in csv.DictReader((out / "grades.csv").open("r"))}
    assert float(rows["ada"]["score"]) == FULL > float(rows["bob"]["score"])
    assert len(list((out / "feedback").rglob("*.html"))) == 3
    page = (out / "class.html").read_text(encoding="utf-8")
    assert "ada" in page and secret_free(page)
    for name in ("grades_canvas.csv", "grades_moodle.csv"):
        assert "bob" in (out / name).read_text(encoding="utf-8")
    assert not any(
        PASSWORD.encode() in path.read_bytes() for path in out.rglob("*.*") if path.is_file()
    )


def nbgrader(course, tmp_path, *words):
    """nbgrader's own command with this repository's configuration."""
    place, out, url = course
    config = tmp_path / "nbgrader_config.py"
    text = (house.ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    config.write_text(f"{text}\nc.CourseDirectory.root = {str(out)!r}\n", encoding="utf-8")
    command = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words, f"--config={config}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, URL_VARIABLE: url},
    )
    assert command.returncode == 0, command.stderr[-3000:]
    assert not (out / "gradebook.db").exists() and not (tmp_path / "gradebook.db").exists()


def test_nbgraders_own_commands_use_the_server(course, tmp_path):
    place, out, url = course
    table = tmp_path / "grades.csv"
    nbgrader(course, tmp_path, "export", "--to", str(table))
    rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(table.open())}
    assert rows["ada"] == FULL > rows["bob"]

    page = out / "feedback" / "ada" / NAME / f"{NAME}.html"
    ours = page.read_bytes() if page.is_file() else b""
    nbgrader(course, tmp_path, "generate_feedback", NAME, "--force")
    assert page.read_bytes() == ours or not ours

    late = hand_in(out / "submitted", "by-hand", change=wrong)
    assert nbformat.read(late / "by-hand" / NAME / f"{NAME}.ipynb", 4).cells
    nbgrader(course, tmp_path, "autograde", NAME, "--student=by-hand", "--create")
    with Gradebook(url) as gradebook:
        submission = gradebook.find_submission(NAME, "by-hand")
        given = {g.cell.name: g.auto_score for n in submission.notebooks for g in n.grades}
        assert given[FIRST] == 0 and given[SECOND] > 0
        gradebook.remove_submission(NAME, "by-hand")


def test_two_runs_into_one_database(course, tmp_path):
    """From two folders: the file's lock does not see it, the server's does."""
    from autograder.grade.database import reserved

    place, out, url = course
    with reserved(url), pytest.raises(GradeError, match="Another run is grading into.*/course"):
        grade(place, tmp_path / "other", options=Options(url=url))
    assert again(grade(place, out, options=Options(url=url))) == []


def test_a_killed_run_loses_nothing(server, tmp_path):
    url, out = server.database("killed"), tmp_path / "out"
    place = hand_in(
        tmp_path / "class", *(f"s{n}" for n in range(6)), first_cell="import time; time.sleep(1)"
    )
    run = subprocess.Popen(
        [sys.executable, "-m", "autograder", "grade", str(place), "--out", str(out)],
        cwd=house.ROOT,
        env={**os.environ, URL_VARIABLE: url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def recorded():
        try:
            return {row[0] for row in server.sql("select student from rnn_course_graded", "killed")}
        except Exception:
            return set()

    wait_for(lambda: recorded() or run.poll() is not None)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    kept = recorded()
    assert kept
    rest = None

    def go_on():  # the server needs a moment to notice
        nonlocal rest
        try:
            rest = grade(place, out, options=Options(url=url))
        except GradeError as error:
            assert "Another run" in str(error)
        return rest

    wait_for(go_on)
    assert set(again(rest)) == {f"s{n}" for n in range(6)} - kept
    with Gradebook(url) as gradebook:
        assert len(gradebook.find_assignment(NAME).submissions) == 6


def test_the_server_stops_in_mid_run(server, tmp_path):
    url, out = server.database("stopped"), tmp_path / "out"
    place = hand_in(
        tmp_path / "class", *(f"s{n}" for n in range(6)), first_cell="import time; time.sleep(1)"
    )
    first = threading.Event()

    def progress(done, total, student):
        if not first.is_set():
            first.set()
            server.stop()

    try:
        with pytest.raises(GradeError, match="has ended the connection.*goes on with the rest"):
            grade(place, out, options=Options(url=url), progress=progress)
    finally:
        server.start()
    rest = grade(place, out, options=Options(url=url))
    assert len(again(rest)) == 5 and len(set(scores(rest).values())) == 1


def test_odd_names_and_letters(server, tmp_path):
    """A name that is too long for the server costs that student's row alone; a NUL costs nothing."""
    url = server.database("odd")
    place = hand_in(tmp_path / "class", "ada", "berg, émile", "x" * 150)
    hand_in(
        place,
        "nul",
        change=lambda notebook: replace_code(notebook, FIRST, "raise ValueError('a\\0b')"),
    )
    graded = grade(place, tmp_path / "out", options=Options(url=url))
    states = {row.student[:12]: row.state for row in graded.results}
    assert states == {"ada": "graded", "berg, émile": "graded", "nul": "graded", "x" * 12: "failed"}
    assert not graded.complete


WRONG = [
    ("postgresql+psycopg://{user}:{password}@127.0.0.1:9/course", "does not answer"),
    ("postgresql+psycopg://{user}:{password}@no.such.host.invalid/course", "does not answer"),
    ("postgresql+psycopg://{user}:sésame-not@127.0.0.1:{port}/course", "user or password"),
    ("postgresql+psycopg://{user}@127.0.0.1:{port}/course", "user or password"),
    ("postgresql+psycopg://nemo:{password}@127.0.0.1:{port}/course", "user or password"),
    ("postgresql+psycopg://{user}:{password}@127.0.0.1:{port}/none", "has no database"),
    ("postgresql+psycopg2://{user}:{password}@127.0.0.1:{port}/course", "package psycopg2"),
    ("postgresql+nodriver://{user}:{password}@127.0.0.1:{port}/course", "no kind of gradebook"),
    ("postgres://{user}:{password}@127.0.0.1:{port}/course", "no kind of gradebook"),
    ("postgresql+psycopg://{user}:{password}@127.0.0.1:sésame/course", "cannot be read"),
    ("postgresql+psycopg://127.0.0.1:9/course?user=x&password=sésame-long", "does not answer"),
    ("sésame", "cannot be read"),
]


@pytest.mark.parametrize("url, sentence", WRONG, ids=[f"{n}-{w[1]}" for n, w in enumerate(WRONG)])
def test_a_gradebook_that_cannot_be_used_is_a_sentence(server, tmp_path, url, sentence, capsys):
    url = url.format(user=USER, password=quote(PASSWORD, safe=""), port=server.port)
    place, out = hand_in(tmp_path / "class", "ada"), tmp_path / "out"
    assert cli.main(["grade", str(place), "--out", str(out), "--gradebook", url]) == 1
    said = capsys.readouterr()
    assert sentence in said.err and len(said.err.splitlines()) == 1, said.err
    assert secret_free(*said) and not out.exists()


def test_without_the_driver_it_says_what_to_install(server, tmp_path):
    without = tmp_path / "without"
    without.mkdir()
    (without / "sitecustomize.py").write_text("import sys; sys.modules['psycopg'] = None\n")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "autograder",
            "grade",
            str(hand_in(tmp_path / "class", "ada")),
            "--out",
            str(tmp_path / "out"),
            "--gradebook",
            server.url(),
        ],
        cwd=house.ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        env={
            **os.environ,
            "PYTHONPATH": f"{without}{os.pathsep}{os.environ['PYTHONPATH']}"
            if "PYTHONPATH" in os.environ
            else str(without),
        },
    )
    assert run.returncode == 1 and "pip install 'psycopg[binary]'" in run.stderr
    assert "Traceback" not in run.stderr and secret_free(run.stderr)


def test_names_hold_no_secrets(tmp_path):
    assert name_of("postgresql+psycopg://u:pw@h:5/d") == "h:5/d"
    assert name_of("postgresql+psycopg:///d?host=/run/x&user=u&password=pw") == "/run/x/d"
    assert name_of("what?pw") == "(its URL cannot be read)"
    assert name_of(f"sqlite:///{tmp_path}/g.db") == f"{tmp_path}/g.db"
    assert without_password("it was sesame", "postgresql://u:sesame@h/d") == "it was ***"
