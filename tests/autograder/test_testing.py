"""Which tests a quick run takes, in which order, and what comes before the tests."""

import subprocess
import sys

import pytest

from autograder import cli, house, likely_broken, testing

FILES = {
    "rnn_ref/__init__.py": "from rnn_ref.lstm import lstm_step",
    "rnn_ref/lstm.py": "def lstm_step():\n    pass",
    "rnn_ref/gru.py": "GRU = 1",
    "course/rnn_course/messages.py": "def note():\n    pass",
    "autograder/report/class.css": "",
    "tests/rnn_ref/test_lstm.py": "",
    "tests/rnn_ref/test_gru.py": "from rnn_ref import gru",
    "tests/rnn_ref/test_many.py": "from rnn_ref import lstm_step\nfrom rnn_ref.gru import GRU",
    "tests/rnn_ref/helper.py": "import rnn_ref.gru",
    "tests/rnn_ref/test_helped.py": "from tests.rnn_ref.helper import something",
    "tests/rnn_course/test_check.py": "from rnn_course import messages",
    "tests/start/test_environment.py": "import pytest\n\npytestmark = pytest.mark.core",
    "tests/autograder/test_class_page.py": "",
    "tests/autograder/test_report.py": "",
}


@pytest.fixture
def tree(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


CORE = "tests/start/test_environment.py"


@pytest.mark.parametrize(
    ("changed", "files"),
    [
        # its name, then the core, then what imports it by another module's name
        ("rnn_ref/lstm.py", ["tests/rnn_ref/test_lstm.py", CORE, "tests/rnn_ref/test_many.py"]),
        (
            "rnn_ref/gru.py",
            [
                "tests/rnn_ref/test_gru.py",
                CORE,
                "tests/rnn_ref/test_many.py",
                "tests/rnn_ref/test_helped.py",
            ],
        ),
        ("course/rnn_course/messages.py", [CORE, "tests/rnn_course/test_check.py"]),
        ("tests/rnn_ref/test_lstm.py", ["tests/rnn_ref/test_lstm.py", CORE]),
        ("tests/rnn_ref/helper.py", [CORE, "tests/rnn_ref/test_helped.py"]),
        (
            "autograder/report/class.css",
            [CORE, "tests/autograder/test_class_page.py", "tests/autograder/test_report.py"],
        ),
        ("rnn_ref/deleted.py", [CORE]),
    ],
)
def test_which_tests_belong_to_a_change(tree, changed, files):
    assert likely_broken.tests_of(tree, [changed]) == files


def test_every_package_has_its_core():
    chosen = likely_broken.tests_of(house.ROOT, [])
    packages = {name.split("/")[1] for name in chosen}
    assert {"rnn_ref", "rnn_course", "autograder", "solutions", "start", "website"} <= packages


def git(folder, *words):
    who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def test_what_was_changed(tree):
    assert likely_broken.changed(tree) == []  # no git here
    git(tree, "init")
    git(tree, "add", ".")
    git(tree, "commit", "-m", "one")
    (tree / "rnn_ref/gru.py").write_text("GRU = 2", encoding="utf-8")
    (tree / "new.py").write_text("", encoding="utf-8")
    assert likely_broken.changed(tree) == ["rnn_ref/gru.py", "new.py"]
    git(tree, "add", ".")
    git(tree, "commit", "-m", "two")
    assert likely_broken.changed(tree) == ["new.py", "rnn_ref/gru.py"]  # the last commit
    git(tree, "checkout", "-b", "branch")
    (tree / "rnn_ref/lstm.py").unlink()
    git(tree, "commit", "-am", "three")
    (tree / "new.py").write_text("x = 1", encoding="utf-8")
    assert likely_broken.changed(tree) == ["new.py", "rnn_ref/lstm.py"]  # of the whole branch


def test_after_its_time_nothing_is_begun_and_that_is_said(tmp_path):
    file = tmp_path / "test_two.py"
    file.write_text("def test_slow(): pass\n\ndef test_lstm(): pass\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-v",
        "-p",
        "tests.quick_run",
        "-c",
        "pyproject.toml",
    ]

    def run(ends):
        surroundings = {"QUICK_RUN_ENDS": ends, "QUICK_RUN_FIRST": "lstm"}
        with pytest.MonkeyPatch.context() as patch:
            for name, value in surroundings.items():
                patch.setenv(name, value)
            done = subprocess.run(
                [*command, str(file)], cwd=house.ROOT, capture_output=True, text=True
            )
        return done.stdout

    said = run("1e12")
    assert "2 passed" in said and said.index("test_lstm") < said.index("test_slow")
    assert "2 tests were not begun: the time of a quick run was over." in run("0")


@pytest.fixture
def commands(monkeypatch):
    """What would be run; the second one fails."""
    seen = []

    def call(command, **_):
        seen.append(" ".join(command[2:]))
        return 5 if len(seen) == 2 else 0

    monkeypatch.setattr(testing.subprocess, "call", call)
    return seen


def test_the_formatter_and_the_linter_come_first_and_stop_it(commands, capsys):
    assert cli.main(["test"]) == 5
    assert commands == ["ruff format --check --quiet .", "ruff check --quiet ."]
    assert "'ruff check' has complaints" in capsys.readouterr().err


def test_arguments_are_pytests_own(commands):
    assert cli.main(["test", "tests/start", "-k", "help"]) == 0
    assert len(commands) == 1 and commands[0].endswith("tests/start -k help")
