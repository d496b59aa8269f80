#!/usr/bin/env python3
"""Start here: `python start.py --help`.

Makes the environment .venv beside this file, installs requirements.lock into it, and runs what is
asked there. Needs nothing but Python. It is written in the grammar of Python 3.6, so that a Python
that is too old is told so in a sentence.
"""

import difflib
import hashlib
import os
import platform
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

# The first Python that works and the first that does not: torch 2.13.0 has wheels for these.
PYTHON = ((3, 11), (3, 15))
DISK_GB = 3
HELP = """\
usage: python start.py [VERB] [ARGUMENTS]

  (no verb)        open JupyterLab on the course
  progress         the chapters, how long each takes, and your points so far
  hand-in CHAPTER [--name NAME] [--anyway] [--to FOLDER]
                   pack a chapter, such as 02_forward, for upload
  exchange FOLDER [CHAPTER ...]
                   make nbgrader's exchange in FOLDER (not on Windows)
  test [--quick] [pytest arguments]
                   run the tests; --quick: those that a change most likely breaks, in 90 seconds
  build [CHAPTER] [--check]
                   make the learners' notebooks from solutions/; --check only compares them
  grade [SUBMISSIONS] [--assignment NAME] [--workers N] [--out DIR]
                   grade a folder or a zip of submissions; without one, a sample class
  doctor [CHAPTER] [--edits]
                   check that every exercise is complete; with --edits also that every
                   small edit of a right answer loses points
  new EXERCISE --chapter CHAPTER [--after OTHER]
                   begin a new exercise: docs/instructor.md
  bench [pytest arguments]
                   measure how fast the reference, checks and grading are; -k check: checks alone
  website [--out DIR] [--chapter NAME]
                   build the course, its manual and its reference as a website, in site/
  --help           show this text

All but test, bench and website take --course FOLDER, a course of your own: docs/own_course.md.
The first run makes .venv here and installs everything into it; later runs start at once.
"""
VERBS = ["lab", *re.findall(r"^  ([a-z][a-z-]*)", HELP, re.MULTILINE)]
ROOT = os.path.dirname(os.path.abspath(__file__))


class Stop(Exception):
    """A failure said in one sentence, with the mend."""


# ---- what must be true before an install ---------------------------------------------------------


def check_python(version, system=sys.platform, machine=""):
    """Stop if this Python cannot run the course."""
    low, high = PYTHON
    have = ".".join(str(part) for part in version[:3])
    supported = f"{low[0]}.{low[1]} to {high[0]}.{high[1] - 1}"
    if tuple(version[:2]) < low:
        raise Stop(
            f"Python {have} is too old: the course needs Python {supported}. Install one, then run "
            f"start.py with it, for example: python{low[0]}.{low[1]} start.py"
        )
    if tuple(version[:2]) >= high:
        raise Stop(
            f"Python {have} is too new: PyTorch has no build for it yet. Install a Python from "
            f"{supported}, then run start.py with it, for example: "
            f"python{high[0]}.{high[1] - 1} start.py"
        )
    if system == "darwin" and machine == "x86_64":
        raise Stop(
            "PyTorch 2.13 has no build for Intel Macs. On an Apple chip, run start.py with a "
            "Python for arm64; otherwise use a Linux or Windows machine."
        )


def check_venv_module():
    """Stop if this Python cannot make an environment."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError as error:
        version = "{}.{}".format(*sys.version_info)
        raise Stop(
            f"This Python has no module {error.name}, so it cannot make an environment. On Debian "
            f"and Ubuntu: sudo apt install python3-venv (or python{version}-venv). Elsewhere, "
            "install Python from python.org."
        ) from None


def check_disk(root):
    """Stop if the install would not fit."""
    free = shutil.disk_usage(root).free / 1e9
    if free < DISK_GB:
        raise Stop(
            f"The disk of {root} has {free:.1f} GB free and the install needs about {DISK_GB} GB. "
            "Free some space, then run start.py again."
        )


# ---- what pip or the system said, in a sentence --------------------------------------------------

REASONS = (
    (
        (
            "No space left on device",
            "Errno 28",
            "not enough space on the disk",
            "WinError 112",
            "Disk quota exceeded",
        ),
        "The disk is full. Free some space (the install needs about {disk} GB; PyTorch's CUDA "
        "build on Linux about 10 GB), then run start.py again.",
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "certificate verify failed"),
        "The package index answered, but its certificate is not trusted. If your network has its "
        "own certificate, tell pip: pip config set global.cert FILE",
    ),
    (
        (
            "Failed to establish a new connection",
            "NewConnectionError",
            "Name or service not known",
            "Temporary failure in name resolution",
            "getaddrinfo failed",
            "ConnectTimeoutError",
            "Max retries exceeded",
            "Network is unreachable",
            "ProxyError",
            "Read timed out",
            "ReadTimeoutError",
            "Connection reset",
            "Connection refused",
            "Connection broken",
            "RemoteDisconnected",
            "IncompleteRead",
        ),
        "The package index cannot be reached. Check the network (behind a proxy, set HTTPS_PROXY; "
        "with an index of your own, look at: pip config list), then run start.py again.",
    ),
    (
        ("Read-only file system", "Permission denied", "Access is denied", "WinError 5"),
        "A file could not be written. Close programs that use .venv, or copy this folder to a "
        "place that you may write to, then run start.py again.",
    ),
    (
        ("(from versions: none)",),
        "The package index cannot be reached, or it has nothing for this Python and this system. "
        "Check the network and pip's settings (pip config list), then run start.py again.",
    ),
    (
        ("No matching distribution found", "Could not find a version"),
        "The package index does not have a locked version for this Python and this system. Try "
        "another Python, or an index that has it (pip config list shows which one is used).",
    ),
)


def explain(text):
    """The sentence for a failed install whose log says `text`, or a general one."""
    for signs, sentence in REASONS:
        if any(sign in text for sign in signs):
            return sentence.format(disk=DISK_GB)
    return "pip could not install the packages."


def failure(log, start):
    """A Stop for the command whose output begins at `start` in the log file."""
    with open(log, "rb") as file:
        file.seek(start)
        text = file.read().decode("utf-8", "replace")
    lines = [line for line in text.splitlines() if line.strip()]
    last = "".join("\n    " + line for line in lines[-6:])
    return Stop(f"{explain(text)}\n  The log is {log}; it ends with:{last}")


# ---- progress ------------------------------------------------------------------------------------


class Progress:
    """One live line on a terminal, a plain line now and then elsewhere."""

    def __init__(self, stream):
        self.stream = stream
        self.live = stream.isatty()
        self.begun = self.said = time.time()

    def say(self, text):
        """A line that stays."""
        self.clear()
        self.stream.write(text + "\n")
        self.stream.flush()
        self.said = time.time()

    def tick(self, text):
        """Where we are: may be called as often as wished."""
        text = f"  {text}, {time.time() - self.begun:.0f} s"
        if self.live:
            width = shutil.get_terminal_size().columns - 1
            self.stream.write("\r" + text[:width].ljust(width))
            self.stream.flush()
        elif time.time() - self.said > 15:
            self.say(text)

    def clear(self):
        if self.live:
            self.stream.write("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r")


def follow(command, log, progress, describe):
    """Run `command`, its output into the file `log`; `describe(line or None)` gives the progress.

    Raises Stop when the command fails. The command is ended when we are.
    """
    with open(log, "ab") as file:
        file.write("\n$ {}\n".format(" ".join(command)).encode())
        file.flush()
        start = file.tell()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        lines = queue.Queue()

        def read():
            for line in process.stdout:
                lines.put(line)
            lines.put(None)

        threading.Thread(target=read, daemon=True).start()
        try:
            while True:
                try:
                    line = lines.get(timeout=0.5)
                except queue.Empty:
                    progress.tick(describe(None))
                    continue
                if line is None:
                    break
                file.write(line)
                file.flush()
                progress.tick(describe(line.decode("utf-8", "replace")))
            process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    if process.returncode:
        raise failure(log, start)


class PipProgress:
    """Reads pip's output and says how far it is."""

    def __init__(self, total):
        self.total, self.seen, self.text = total, set(), "starting pip"

    def __call__(self, line):
        line = line or ""
        words = line.split()
        # A package from the index, one that is there already, or a file on this disk.
        found = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line)
        found = found or re.match(r"Processing .*?([\w.]+)-[\w.+-]+\.whl", line)
        if found:
            name = found.group(1).replace("_", "-")
            self.seen.add(name)
            # torch may bring packages of its own, which the lock does not count.
            self.total = max(self.total, len(self.seen))
            self.text = f"package {len(self.seen)} of {self.total}: {name}"
        elif words[:1] == ["Ignoring"]:
            self.total -= 1  # not for this system
        elif words[:3] == ["Installing", "collected", "packages:"]:
            self.text = f"unpacking {len(words) - 3} packages"
        return self.text


# ---- the environment -----------------------------------------------------------------------------


def venv_python(root):
    """The interpreter of .venv."""
    if os.name == "nt":
        return os.path.join(root, ".venv", "Scripts", "python.exe")
    return os.path.join(root, ".venv", "bin", "python")


def clean_environment():
    """Our environment variables without those that lead another Python astray."""
    astray = ("PYTHONHOME", "__PYVENV_LAUNCHER__", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
    return {name: value for name, value in os.environ.items() if name not in astray}


def venv_version(root):
    """What the interpreter of .venv says of itself, such as "3.11"; "" when it does not work.

    It must also be the Python that .venv was made with: a new system Python behind an old .venv
    starts, and finds none of its packages.
    """
    ask = "import sys, pip; print(*sys.version_info[:2], sep='.'); print(sys.prefix)"
    try:
        answer = subprocess.run(
            [venv_python(root), "-I", "-c", ask],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
            env=clean_environment(),
        )
        version, prefix = answer.stdout.decode("utf-8", "replace").split("\n")[:2]
        same = os.path.samefile(prefix.strip(), os.path.join(root, ".venv"))
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    return version.strip() if same and not answer.returncode else ""


def wanted_stamp(root):
    """What the stamp in .venv says when the install is finished and current.

    The place counts: programs in .venv know their interpreter by its full path.
    """
    digest = hashlib.sha256(root.encode("utf-8", "surrogateescape"))
    for name in ("requirements.lock", "pyproject.toml", os.path.join("course", "pyproject.toml")):
        try:
            with open(os.path.join(root, name), "rb") as file:
                digest.update(name.encode() + b"\0" + file.read())
        except FileNotFoundError:
            if name == "requirements.lock":
                raise Stop(f"{name} is missing beside start.py: fetch the course again.") from None
    return digest.hexdigest()


def read_stamp(root):
    """(hash, Python version, place) of the last install; empty strings when there is none."""
    try:
        with open(os.path.join(root, ".venv", "start.stamp"), encoding="utf-8") as file:
            lines = file.read().split("\n")
    except (OSError, ValueError):
        return "", "", ""
    return tuple([*lines, "", "", ""][:3])


def write_stamp(root, digest, version):
    """Say what .venv holds; an empty `digest` says that its install is not finished."""
    path = os.path.join(root, ".venv", "start.stamp")
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write("\n".join((digest, version, root)) + "\n")
    os.replace(path + ".new", path)


def is_current(root):
    """True when .venv works and holds what the lock asks for."""
    digest, version, _ = read_stamp(root)
    return digest == wanted_stamp(root) and version != "" and version == venv_version(root)


class OneAtATime:
    """Holds a lock file while .venv is changed; a second start.py waits. Ends with the process."""

    def __init__(self, root, progress):
        self.path, self.progress, self.file = os.path.join(root, ".start.lock"), progress, None

    def __enter__(self):
        self.file = open(self.path, "a")
        told = False
        while not self.take():
            if not told:
                self.progress.say("Another start.py is installing here; waiting for it.")
                told = True
            time.sleep(0.2)
        return self

    def take(self):
        try:
            if os.name == "nt":
                import msvcrt

                self.file.seek(0)
                msvcrt.locking(self.file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:
            pass  # some network drives know no locks: better to go on than to refuse
        return True

    def __exit__(self, *_):
        self.file.close()


def make_venv(root, progress):
    """Make .venv, or make it anew in the same place."""
    check_python(sys.version_info, sys.platform, platform.machine())
    check_venv_module()
    folder = os.path.join(root, ".venv")
    if os.path.lexists(folder):
        progress.say("The old .venv does not work here; making it anew.")
    else:
        check_disk(root)
    progress.say("Making .venv with Python {}.{}.{}.".format(*sys.version_info))
    # Outside .venv, because the folder is emptied; moved in below.
    log = os.path.join(root, ".start.log")
    base = getattr(sys, "_base_executable", None) or sys.executable
    follow([base, "-m", "venv", "--clear", folder], log, progress, lambda line: "making .venv")
    os.replace(log, os.path.join(folder, "install.log"))


def install(root, progress):
    """Bring .venv to what the lock says.

    The stamp is written last, so that an install that was cut off is repeated.
    """
    version = venv_version(root)
    _, _, place = read_stamp(root)
    low, high = PYTHON
    right = version and low <= tuple(int(part) for part in version.split(".")) < high
    if not right or place not in ("", root):
        make_venv(root, progress)
        version = venv_version(root)
    write_stamp(root, "", version)
    digest = wanted_stamp(root)
    with open(os.path.join(root, "requirements.lock"), encoding="utf-8") as file:
        count = sum(1 for line in file if line.split("#")[0].strip())
    log = os.path.join(root, ".venv", "install.log")
    progress.say(f"Installing {count} packages; the first time takes some minutes. Log: {log}")
    pip = [venv_python(root), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    pip.append("--no-user")  # a user's own setting for pip, which has no place in .venv
    if count:
        lock = ["--progress-bar", "off", "-r", "requirements.lock"]
        follow(pip + lock, log, progress, PipProgress(count))
    editable = []
    for folder in ("course", "."):
        if os.path.exists(os.path.join(root, folder, "pyproject.toml")):
            editable += ["-e", "./course" if folder == "course" else "."]
    if editable:
        own = ["--no-deps", "--no-build-isolation", *editable]
        follow(pip + own, log, progress, lambda line: "installing the course itself")
    write_stamp(root, digest, version)
    progress.say(f"Installed in {time.time() - progress.begun:.0f} s.")


def ensure(root):
    """Make sure that .venv is there and current."""
    if is_current(root):
        return
    progress = Progress(sys.stderr)
    # A plain kill must end pip too, so it becomes an exception here.
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with OneAtATime(root, progress):
            if not is_current(root):
                install(root, progress)
    except OSError as error:
        if error.errno is None:
            raise
        sentence = explain(f"Errno {error.errno} {error.strerror}")
        raise Stop(f"{sentence}\n  {error}") from None
    finally:
        progress.clear()
        signal.signal(signal.SIGTERM, before)


# ---- the verb ------------------------------------------------------------------------------------


def arguments_from(folder, words, verb="grade"):
    """`words` with paths made full, because the verb runs in the folder of start.py."""
    full, named = [], verb == "exchange"  # its first word is a folder, which may not be there yet
    for word in words:
        path = os.path.join(folder, word)
        # only `grade` takes files; elsewhere a word such as 05_gru is a chapter's name
        found = verb == "grade" and os.path.exists(path)
        for option in ("--out=", "--to=", "--course="):
            if word.startswith(option):
                word = option + os.path.join(folder, word[len(option) :])
        is_path = (named or found) and not word.startswith("-")
        full.append(os.path.abspath(path) if is_path else word)
        named = word in ("--out", "--to", "--course")
    return full


def run(root, words):
    """Run `autograder` with `words` in .venv; does not return on Linux and macOS."""
    python = venv_python(root)
    environment = clean_environment()
    # nbgrader looks for programs of .venv on the path.
    environment["VIRTUAL_ENV"] = os.path.join(root, ".venv")
    environment["PATH"] = os.path.dirname(python) + os.pathsep + environment.get("PATH", "")
    command = [python, "-m", "autograder", *words]
    os.chdir(root)
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execve(python, command, environment)
    process = subprocess.Popen(command, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            pass  # it was told too; its exit status says how it took it


def main(words):
    """Exit status: that of the verb; 1 when the install failed, 2 for a wrong verb."""
    if words[:1] and words[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0
    verb = words[0] if words else "lab"
    if verb not in VERBS:
        near = difflib.get_close_matches(verb, VERBS, 1, 0.3)
        hint = f" Did you mean {near[0]}?" if near else ""
        print(
            f"start.py: there is no verb {verb}.{hint} See: python start.py --help", file=sys.stderr
        )
        return 2
    rest = words[1:]
    # pytest has options of its own
    if verb not in ("test", "bench") and not os.path.samefile(os.getcwd(), ROOT):
        rest = arguments_from(os.getcwd(), rest, verb)
    try:
        ensure(ROOT)
        return run(ROOT, [verb, *rest])
    except Stop as stop:
        print(f"start.py: {stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run start.py again to go on.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
