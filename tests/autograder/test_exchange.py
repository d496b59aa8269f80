"""nbgrader's exchange: made with the right permissions, and once round with nbgrader's own commands.

Where the tests run as root, and other users can start this Python, the learners are two of them, who
must not be able to see or touch each other's work.
"""

import csv
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest

pwd = pytest.importorskip("pwd", reason="there is no exchange on Windows")

from autograder import exchange_command, house  # noqa: E402
from autograder.cli import main  # noqa: E402
from autograder.exchange_command import ExchangeProblem, make  # noqa: E402

NAME = "00_start_here"
ANSWERS = {
    "double_code": "def double(x):\n    return 2 * x",
    "column_sums_code": "def column_sums(x):\n    return x.sum(axis=0)",
}


@pytest.fixture
def open_place():
    """A folder that other users can enter, as tmp_path is not."""
    place = Path(tempfile.mkdtemp(prefix="exchange-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_permissions_are_given_and_mended(open_place):
    root = open_place / "a" / "b"
    for _ in range(2):
        make(root)
        assert mode(root) == 0o1777 and mode(root / "rnn") == 0o755
        assert mode(root / "rnn" / "inbound") == 0o2733 and mode(root / "rnn" / "outbound") == 0o755
        root.chmod(0o700)
        (root / "rnn" / "inbound").chmod(0o777)


def test_a_place_that_others_cannot_enter_is_said(open_place):
    (open_place / "mine").mkdir(mode=0o700)
    with pytest.raises(ExchangeProblem, match=r"cannot enter .*mine.* chmod o\+x"):
        make(open_place / "mine" / "exchange")


def test_something_in_the_way(open_place, capsys):
    (open_place / "file").write_text("x")
    assert main(["exchange", str(open_place / "file")]) == 1
    assert "is there and is no folder" in capsys.readouterr().err
    (open_place / "link").symlink_to(open_place)
    with pytest.raises(ExchangeProblem, match="is no folder"):
        make(open_place / "link")
    with pytest.raises(ExchangeProblem, match="cannot be made"):
        make(open_place / "file" / "inside")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_course_that_belongs_to_somebody_else(open_place):
    make(open_place / "ex")
    os.chown(open_place / "ex" / "rnn", pwd.getpwnam("games").pw_uid, -1)
    with pytest.raises(ExchangeProblem, match="rnn belongs to games"):
        make(open_place / "ex")


def test_an_unknown_chapter(open_place, capsys):
    words = ["exchange", str(open_place / "ex"), "nonsense", "--out", str(open_place / "out")]
    assert main(words) == 1
    assert "There is no chapter 'nonsense'. Known: 00_start_here" in capsys.readouterr().err


def test_on_windows_it_says_so(monkeypatch, open_place):
    monkeypatch.setattr(exchange_command.os, "name", "nt")
    monkeypatch.setattr(exchange_command, "Path", None)
    with pytest.raises(ExchangeProblem, match="no exchange on Windows"):
        make(open_place)


def learners_users(me: str) -> list[str]:
    """Two users of this machine that are not we, or we ourselves where we cannot become others."""
    others = ["games", "mail"]
    try:
        entry = pwd.getpwnam(others[0])
        able = subprocess.run(
            [sys.executable, "-c", "import nbgrader"],
            cwd="/",
            user=entry.pw_uid,
            group=entry.pw_gid,
            extra_groups=[],
        )
    except (OSError, KeyError):
        return [me]
    return others if able.returncode == 0 else [me]


class Person:
    """Somebody on this machine, with a home and nbgrader's lines in its settings."""

    def __init__(self, place: Path, user: str, settings: str):
        self.name, self.home = user, place / f"home of {user}"
        config = self.home / ".jupyter"
        config.mkdir(parents=True)
        (config / "nbgrader_config.py").write_text(settings)
        self.entry = pwd.getpwnam(user)
        for path in (self.home, config, config / "nbgrader_config.py"):
            os.chown(path, self.entry.pw_uid, self.entry.pw_gid)

    def _become(self):
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(self.entry.pw_gid)
            os.setuid(self.entry.pw_uid)

    def run(self, *command, cwd=None, succeeds=True):
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "XDG"))}
        path = f"{Path(sys.executable).parent}{os.pathsep}{clean['PATH']}"
        done = subprocess.run(
            command,
            cwd=cwd or self.home,
            preexec_fn=self._become,
            capture_output=True,
            text=True,
            env=clean | {"HOME": str(self.home), "PATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert (done.returncode == 0) == succeeds, done.stdout + done.stderr
        return done.stdout + done.stderr

    def nbgrader(self, *words, **options):
        return self.run(sys.executable, "-m", "nbgrader", *words, **options)


@pytest.mark.slow
def test_once_round_with_nbgraders_own_commands(open_place, capsys):
    root, out = open_place / "exchange", open_place / "grading"
    assert main(["exchange", str(root), NAME, "--out", str(out)]) == 0
    said = capsys.readouterr().out
    lines = [line.strip() for line in said.splitlines() if line.strip().startswith("c")]
    settings = "\n".join(line for line in lines if line.startswith(("c =", "c.")))
    assert settings.count("\n") == 2

    me = pwd.getpwuid(os.geteuid()).pw_name
    teacher = Person(open_place, me, settings)
    users = learners_users(me)
    learners = [teacher if user == me else Person(open_place, user, settings) for user in users]
    ours = f"--CourseDirectory.root={out}"
    teacher.nbgrader("release_assignment", NAME, ours, cwd=house.ROOT)
    for number, learner in enumerate(learners):
        learner.nbgrader("fetch_assignment", NAME)
        folder = learner.home / NAME
        assert {p.name for p in (folder / "checks").iterdir()} == {
            p.name for p in (house.COURSE / NAME / "checks").iterdir()
        }
        path = folder / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            answer = ANSWERS.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if answer and (number == 0 or "double" in answer):
                cell.source = answer
        nbformat.write(notebook, path)
        said = learner.run(
            sys.executable,
            "-c",
            "from rnn_course import check, progress\n"
            "double = lambda x: 2 * x\ncheck('double'); print(progress())",
            cwd=folder,
        )
        assert "✓ double: 1 of 1 point." in said
        assert "0 · Start here" in said and "1 of 8" in said
        learner.nbgrader("submit", NAME)
    if len(learners) == 2:
        first, second = learners
        inbound = root / "rnn" / "inbound"
        assert "denied" in second.run("ls", str(inbound), succeeds=False)
        second.run("mv", str(root / "rnn"), str(root / "gone"), succeeds=False)
        second.run("touch", str(root / "rnn" / "outbound" / "x"), succeeds=False)
    teacher.nbgrader("collect", NAME, ours, cwd=house.ROOT)

    assert main(["grade", str(out), "--assignment", NAME, "--out", str(out), "--workers", "1"]) == 0
    with (out / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert set(rows) == {learner.name for learner in learners}
    got = {name: (row["double"], row["column_sums"]) for name, row in rows.items()}
    assert {name: tuple(map(float, g)) for name, g in got.items()} == dict(
        zip(users, [(1, 2), (1, 0)], strict=False)
    )
