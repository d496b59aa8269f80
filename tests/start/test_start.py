"""start.py as a user meets it: run in a copied folder, with a tiny lock and no network."""

import argparse
import ast
import base64
import errno
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import namedtuple

import pytest

from autograder.cli import parser

MAIN = """
import sys
print("ran", sys.argv[1:], sys.prefix)
sys.exit(7 if "seven" in sys.argv else 0)
"""
VENV_PYTHON = "Scripts/python.exe" if os.name == "nt" else "bin/python"
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX system")

# A build backend in a few lines, so that editable installs need no network either.
BACKEND = """
import os, zipfile
def build_editable(folder, *_):
    name = "{name}-1.0-py3-none-any.whl"
    info = "{name}-1.0.dist-info/"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        wheel.writestr("{name}.pth", os.getcwd())
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: {name}\\nVersion: 1.0\\n")
        kind = "Root-Is-Purelib: true\\nTag: py3-none-any\\n"
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\n" + kind)
        wheel.writestr(info + "RECORD", "")
    return name
"""
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "{name}"
version = "1.0"
"""


def write_wheel(folder, name):
    """A wheel with one module; the lock can name it by its path."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info/"
    files = {
        f"{name}.py": "here = True\n",
        info + "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        info + "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = []
    with zipfile.ZipFile(path, "w") as wheel:
        for place, text in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
            lines.append(f"{place},sha256={digest.decode().rstrip('=')},{len(text)}")
            wheel.writestr(place, text)
        wheel.writestr(info + "RECORD", "\n".join([*lines, info + "RECORD,,"]) + "\n")
    return "./" + path.name


@pytest.fixture
def folder(root, tmp_path):
    """A copy of start.py beside an empty lock and a package that prints its arguments."""
    place = tmp_path / "a course"  # a path with a space
    (place / "autograder").mkdir(parents=True)
    shutil.copy(root / "start.py", place)
    (place / "requirements.lock").write_text("# nothing\n")
    (place / "autograder" / "__main__.py").write_text(MAIN)
    return place


@pytest.fixture(scope="module")
def start(root):
    """start.py as a module."""
    spec = importlib.util.spec_from_file_location("start", root / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def surroundings(**more):
    """Environment variables without this machine's settings for pip and for Python's path."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PIP_") and name != "PYTHONPATH"
    }
    return {
        **kept,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_RETRIES": "1",
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        **more,
    }


def run(folder, *words, python=sys.executable, cwd=None, **more):
    return subprocess.run(
        [python, str(folder / "start.py"), *words],
        cwd=cwd or folder,
        env=surroundings(**more),
        capture_output=True,
        text=True,
        timeout=120,
    )


def installs(done):
    return "Installed in" in done.stderr


# ---- the file itself -----------------------------------------------------------------------------


def test_it_is_written_in_the_grammar_of_python_3_6(root):
    ast.parse((root / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_it_imports_only_the_standard_library(root):
    tree = ast.parse((root / "start.py").read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module.split(".")[0])
    assert names <= set(sys.stdlib_module_names)
    assert "__future__" not in names  # annotations are newer than 3.6


def test_it_names_no_package_index(root):
    for name in ("start.py", "requirements.lock", "environment.yml", "pyproject.toml"):
        text = (root / name).read_text(encoding="utf-8")
        assert "://" not in text and "index-url" not in text, name


# ---- before an install ---------------------------------------------------------------------------


def test_help_needs_no_install(folder):
    done = run(folder, "--help")
    assert done.returncode == 0 and not (folder / ".venv").exists()
    for verb in (
        "test [--quick] [pytest arguments]",
        "build [CHAPTER] [--check]",
        "doctor",
        "new EXERCISE",
        "bench",
        "--help",
        "hand-in CHAPTER [--name NAME]",
        "exchange FOLDER [CHAPTER ...]",
        "grade [SUBMISSIONS] [--assignment NAME] [--workers N] [--out DIR]",
    ):
        assert verb in done.stdout


def test_its_verbs_and_options_are_those_of_the_command_line(start):
    known = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
    assert sorted(start.VERBS) == sorted(known)
    usage = re.findall(r"^  ([a-z][a-z-]*)( .*)", start.HELP, re.MULTILINE)
    assert [verb for verb, _ in usage] == start.VERBS[1:]
    for verb, words in usage:
        said = set(re.findall(r"--[a-z]+", words.split("   ")[0]))
        has = set(known[verb]._option_string_actions)
        assert said <= has or verb in ("test", "bench"), f"{verb} has no {said - has}"


def test_the_verbs_that_take_no_course_of_ones_own_are_named(start):
    known = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
    without = {verb for verb, its in known.items() if "--course" not in its._option_string_actions}
    named = re.search(r"^All but (.*) take --course", start.HELP, re.MULTILINE)
    assert set(re.split(r", | and ", named[1])) == without


@pytest.mark.parametrize("typed, near", [("grad", "grade"), ("tset", "test"), ("Doctor", "doctor")])
def test_an_unknown_verb_gets_the_nearest_one(folder, typed, near):
    done = run(folder, typed)
    assert done.returncode == 2 and f"Did you mean {near}?" in done.stderr
    assert not (folder / ".venv").exists()


def test_a_python_too_old_or_too_new_is_told_so(start):
    with pytest.raises(start.Stop, match="3.9.1 is too old: the course needs Python 3.11 to 3.14"):
        start.check_python((3, 9, 1))
    with pytest.raises(start.Stop, match="3.15.0 is too new"):
        start.check_python((3, 15, 0))
    with pytest.raises(start.Stop, match="Intel Macs"):
        start.check_python((3, 12, 0), "darwin", "x86_64")
    for version in ((3, 11, 0), (3, 14, 9)):
        start.check_python(version, "darwin", "arm64")


def test_a_full_disk_is_said_before_the_install(start, monkeypatch, tmp_path):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(start.shutil, "disk_usage", lambda _: usage(9e9, 8e9, 1e9))
    with pytest.raises(start.Stop, match="1.0 GB free and the install needs about 3 GB"):
        start.check_disk(str(tmp_path))


@POSIX
def test_a_small_disk_is_said_for_real(folder):
    """The folder on a disk of 8 MB."""
    script = (
        f'mkdir "{folder}/disk" && mount -t tmpfs -o size=8m none "{folder}/disk" || exit 99; '
        f'cp -r "{folder}/start.py" "{folder}/requirements.lock" "{folder}/disk"; '
        f'"{sys.executable}" "{folder}/disk/start.py" doctor'
    )
    if not shutil.which("unshare"):
        pytest.skip("no unshare")
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True)
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip("no private mounts here")
    assert done.returncode == 1 and "0.0 GB free" in done.stderr
    assert "Traceback" not in done.stderr


@POSIX
def test_a_read_only_folder_is_said(folder):
    """By a read-only mount, which binds root too."""
    script = (
        f'mount --bind "{folder}" "{folder}" && mount -o remount,bind,ro "{folder}" || exit 99; '
        f'"{sys.executable}" "{folder}/start.py" doctor'
    )
    if not shutil.which("unshare"):
        pytest.skip("no unshare")
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True)
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip("no private mounts here")
    assert done.returncode == 1 and "A file could not be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_venv_module_is_said(folder, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nsys.modules['ensurepip'] = None\n"  # what Debian's bare python3 is like
    )
    done = run(folder, "doctor", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1 and "apt install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr and not (folder / ".venv").exists()


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("[WinError 112] There is not enough space on the disk", "disk is full"),
        ("getaddrinfo failed\nNo matching distribution found for six", "cannot be reached"),
        (
            "SSLError(SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED) Max retries exceeded",
            "cert",
        ),
        ("(from versions: none)\nNo matching distribution found for torch", "or it has nothing"),
        ("(from versions: 2.12.0)\nNo matching distribution found", "not have a locked version"),
        ("[Errno 30] Read-only file system: 'x'", "could not be written"),
        ("something new", "pip could not install"),
    ],
)
def test_reasons(start, text, sentence):
    assert sentence in start.explain(text)


def test_pip_is_followed(start):
    follow = start.PipProgress(4)
    assert follow("Collecting numpy==2.4.6 (from -r requirements.lock)") == "package 1 of 4: numpy"
    assert follow("  Downloading numpy-2.4.6.whl (15 MB)") == "package 1 of 4: numpy"
    follow("Ignoring appnope: markers 'sys_platform' don't match your environment")
    said = follow("Processing ./a-b/tiny_one-1.0-py3-none-any.whl (x)")
    assert said == "package 2 of 3: tiny-one"
    said = follow("Requirement already satisfied: numpy==2.4.6 in ./somewhere (1.0)")
    assert said == "package 2 of 3: numpy"
    assert follow("Installing collected packages: a, b, c") == "unpacking 3 packages"
    assert follow(None) == "unpacking 3 packages"


def test_paths_of_grade_are_made_full(start, tmp_path):
    (tmp_path / "subs").mkdir()
    words = ["subs", "--out", "new", "--assignment", "02_forward", "--out=other"]
    assert start.arguments_from(str(tmp_path), words) == [
        str(tmp_path / "subs"),
        "--out",
        str(tmp_path / "new"),
        "--assignment",
        "02_forward",
        "--out=" + str(tmp_path / "other"),
    ]


def test_paths_of_the_other_verbs_are_made_full(start, tmp_path):
    (tmp_path / "02_forward").mkdir()
    (tmp_path / "ada").mkdir()  # neither a chapter nor a name is a path, even where there is one
    for verb, words, full in [
        (
            "hand-in",
            ["02_forward", "--name", "ada", "--to", "zips"],
            ["02_forward", "--name", "ada", "--to", str(tmp_path / "zips")],
        ),
        (
            "exchange",
            ["ex", "02_forward", "--out=out"],
            [str(tmp_path / "ex"), "02_forward", "--out=" + str(tmp_path / "out")],
        ),
    ]:
        assert start.arguments_from(str(tmp_path), words, verb) == full


def test_other_verbs_take_names_for_names_and_folders_after_course(start, tmp_path):
    (tmp_path / "05_gru").mkdir()
    words = ["05_gru", "--course", "mine", "--course=yours"]
    assert start.arguments_from(str(tmp_path), words, "doctor") == [
        "05_gru",
        "--course",
        str(tmp_path / "mine"),
        "--course=" + str(tmp_path / "yours"),
    ]


# ---- installs ------------------------------------------------------------------------------------


def test_first_run_installs_and_later_ones_only_when_the_lock_changed(folder):
    first = run(folder, "doctor", "a b", "--x")
    assert first.returncode == 0 and installs(first), first.stderr
    assert "ran ['doctor', 'a b', '--x'] " + str(folder / ".venv") in first.stdout
    second = run(folder, "doctor")
    assert second.returncode == 0 and second.stderr == ""

    assert run(folder, "bench", "seven").returncode == 7  # the verb's exit status is handed on
    assert "['lab']" in run(folder).stdout  # no verb
    elsewhere = run(folder, "doctor", cwd=folder.parent)
    assert elsewhere.returncode == 0 and elsewhere.stderr == ""

    lock = folder / "requirements.lock"
    lock.write_text(write_wheel(folder, "tinyone") + "\n")
    changed = run(folder, "doctor")
    assert "Installing 1 packages" in changed.stderr and installs(changed), changed.stderr
    assert "tinyone" in (folder / ".venv" / "install.log").read_text()
    assert not installs(run(folder, "doctor"))

    (folder / "backend.py").write_text(BACKEND.format(name="ours"))
    (folder / "pyproject.toml").write_text(PROJECT.format(name="ours"))
    edited = run(folder, "doctor")
    assert installs(edited), edited.stderr
    ask = "import importlib.metadata as m, tinyone; print(m.version('ours'))"
    have = subprocess.run([folder / ".venv" / VENV_PYTHON, "-c", ask], capture_output=True)
    assert have.stdout.split() == [b"1.0"]


def hear_interrupts():
    """A test run in the background of a shell hands on that SIGINT is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_no_network_is_said_and_the_install_is_repeated(folder):
    lock = folder / "requirements.lock"
    lock.write_text("a-package-that-is-nowhere==1.0\n")
    failed = run(folder, "doctor")
    assert failed.returncode == 1 and "cannot be reached" in failed.stderr
    assert str(folder / ".venv" / "install.log") in failed.stderr
    assert "Traceback" not in failed.stderr and "ran" not in failed.stdout

    again = run(folder, "doctor")
    assert again.returncode == 1 and "Making .venv" not in again.stderr

    # The same lock, cut off by a kill in the middle: a wheel that takes long to be made.
    (folder / "backend.py").write_text("import time\ntime.sleep(60)\n")
    (folder / "pyproject.toml").write_text(PROJECT.format(name="slow"))
    lock.write_text("# nothing\n")
    process = subprocess.Popen(
        [sys.executable, "start.py", "doctor"],
        cwd=folder,
        env=surroundings(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_interrupts if os.name != "nt" else None,
    )
    log = folder / ".venv" / "install.log"
    until = time.time() + 60
    while "--no-build-isolation" not in log.read_text() and time.time() < until:
        time.sleep(0.1)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    if os.name != "nt":
        assert process.returncode == 130 and "Stopped." in said and "Traceback" not in said

    (folder / "pyproject.toml").unlink()
    repeated = run(folder, "doctor")
    assert repeated.returncode == 0 and installs(repeated), repeated.stderr


@POSIX
def test_a_venv_of_another_python_is_not_taken(folder, start):
    """The system's Python was replaced by a newer one: .venv starts and has no packages."""
    (folder / ".venv" / "bin").mkdir(parents=True)
    fake = folder / ".venv" / "bin" / "python"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    assert start.venv_version(str(folder)) == ""
    fake.write_text('#!/bin/sh\nprintf "3.11\\n/usr\\n"\n')
    assert start.venv_version(str(folder)) == ""


@POSIX
def test_a_broken_venv_is_made_anew_by_one_of_two_at_once(folder):
    interpreter = folder / ".venv" / "bin" / "python"
    interpreter.parent.mkdir(parents=True)
    interpreter.symlink_to(folder / "gone")
    command = [sys.executable, "start.py", "doctor"]
    both = [
        subprocess.Popen(
            command,
            cwd=folder,
            env=surroundings(),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=100) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert all("ran ['doctor']" in out for out, _ in said)
    assert sorted("Installed in" in err for _, err in said) == [False, True]
    assert sorted("making it anew" in err for _, err in said) == [False, True]
    assert sum("waiting for it" in err for _, err in said) == 1

    moved = folder.parent / "moved"
    folder.rename(moved)  # programs in .venv still name the old place
    again = run(moved, "doctor")
    assert again.returncode == 0 and "making it anew" in again.stderr, again.stderr


@POSIX
def test_a_disk_that_fills_up_later_is_said(folder, start, monkeypatch, capsys):
    def refuse(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(start, "ROOT", str(folder))
    monkeypatch.setattr(start, "install", refuse)
    assert start.main(["doctor"]) == 1
    assert "The disk is full" in capsys.readouterr().err
