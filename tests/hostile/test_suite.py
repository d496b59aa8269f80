"""The suite itself: that it is large, that its tools see what they should see."""

import socket
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.hostile import cage, suite
from tests.hostile.attack import KINDS
from tests.hostile.outcome import alive


def test_there_are_many_attacks_of_each_kind():
    counts = Counter(attack.kind for attack in suite.attacks().values())
    assert set(counts) == set(KINDS) and min(counts.values()) >= 15


def test_the_table_names_every_attack():
    table = (Path(__file__).parent / "OUTCOMES.md").read_text(encoding="utf-8")
    missing = [name for name in suite.attacks() if f"| {name} |" not in table]
    assert not missing, "run python -m tests.hostile.stock"


def test_a_script_that_would_run_is_told_from_a_text():
    assert alive("<script>hostile()</script>") and alive("<img src=x onerror='hostile()'>")
    assert alive("<a href='javascript:hostile()'>x</a>")
    assert not alive("&lt;script&gt;hostile()&lt;/script&gt;")


@pytest.mark.skipif(not cage.usable(), reason="making a cage takes root on Linux")
def test_the_cage_sees_files_processes_and_connections(tmp_path):
    code = (
        "import os, socket, subprocess\n"
        "open('/etc/spoiled', 'w').close()\n"
        "os.unlink('/etc/hostname')\n"
        "open('/dev/shm/left', 'w').close()\n"
        f"socket.create_connection(('127.0.0.1', {cage.PORT}))\n"
        "subprocess.Popen(['sleep', '77'], start_new_session=True)\n"
        "socket.sethostname('spoiled')\n"
        "print('said')\n"
    )
    name = socket.gethostname()
    seen = cage.run([["true"], [sys.executable, "-c", code]], tmp_path, 20)
    assert seen["ended"] == [0, 0] and seen["said"] == "said\n"
    assert seen["changed"] == ["dev/shm/left", "etc/hostname", "etc/spoiled"]
    assert seen["left"] == ["sleep 77"] and seen["connections"] == 1
    assert socket.gethostname() == name
    assert Path("/etc/hostname").exists() and not Path("/etc/spoiled").exists()


@pytest.mark.skipif(not cage.usable(), reason="making a cage takes root on Linux")
def test_the_cage_ends_what_does_not_end(tmp_path):
    seen = cage.run([["sh", "-c", "trap '' TERM INT; sleep 99"]], tmp_path, 1)
    assert seen["ended"] == [None] and seen["seconds"] < 10
