"""What the checks say of a list of answers, kept in a file, and what has changed since.

    python tests/mistakes/compare_verdicts.py record ANSWERS.jsonl BEFORE.json
    … change the course …
    python tests/mistakes/compare_verdicts.py record ANSWERS.jsonl AFTER.json
    python tests/mistakes/compare_verdicts.py compare BEFORE.json AFTER.json

A line of ANSWERS holds an id, a chapter, an exercise and the code of a whole cell. The cell runs in
the solved chapter in place of the one function, each answer in a process of its own, so that one
that never ends or eats all memory costs its own line. The exit status is 1 where anything differs.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import linecache
import multiprocessing
import os
import random
import re
import resource
import sys
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "course"), str(ROOT)]  # this checkout, whichever is installed

import numpy as np  # noqa: E402

from autograder.build import chapter as chapters  # noqa: E402
from autograder.doctor.verdicts import namespace_of  # noqa: E402
from rnn_course.check import CheckFailed, verdict_of  # noqa: E402

SECONDS = 60
MEMORY = 4 << 30
FORK = multiprocessing.get_context("fork")


def record(answers: list[dict]) -> dict[str, dict]:
    """What the check says of each answer, by its id."""
    os.chdir(ROOT / "course")  # messages name the folder: it reads the same in every checkout
    solved: dict = {}
    said = {}
    for path in chapters.sources():
        chapter = chapters.read(path)
        with contextlib.redirect_stdout(io.StringIO()):
            # a chapter may call what earlier ones wrote
            solved |= namespace_of(chapter.notebook)
        folder = Path(chapter.name)
        for answer in answers:
            if answer["chapter"] == chapter.name:
                said[answer["id"]] = _in_its_own_process(answer, dict(solved), folder)
    return said


def _in_its_own_process(answer: dict, namespace: dict, folder: Path) -> dict:
    ours, theirs = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_check, args=(answer, namespace, folder, theirs))
    process.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(SECONDS) else {"state": "no answer in time"}
    except EOFError:
        return {"state": "the process died"}
    finally:
        process.kill()
        process.join()


def _check(answer: dict, namespace: dict, folder: Path, pipe) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        os.dup2(nowhere.fileno(), 2)
        warnings.simplefilter("ignore")
        pipe.send(_said(answer, namespace, folder))


def _said(answer: dict, namespace: dict, folder: Path) -> dict:
    namespace.pop(answer["exercise"], None)  # as after a restart: the old function is gone
    random.seed(0)  # some answers draw from what is global, and twice must give the same
    np.random.seed(0)
    stopped = ""
    try:
        # its lines can be quoted, as in a notebook
        lines = answer["code"].splitlines(keepends=True)
        linecache.cache["<answer>"] = (len(answer["code"]), None, lines, "<answer>")
        exec(compile(answer["code"], "<answer>", "exec"), namespace)
    except BaseException as error:
        stopped = type(error).__name__
    began = time.perf_counter()
    try:
        verdict = verdict_of(answer["exercise"], namespace, folder)
    except CheckFailed as error:
        return {"cell": stopped, "state": "no verdict", "message": str(error)}
    except Exception as error:  # a fault of the check itself, and worth a line
        return {"cell": stopped, "state": f"the check stopped: {type(error).__name__}: {error}"}
    return {
        "cell": stopped,
        "state": str(verdict.state),
        "points": verdict.points,
        "maximum": verdict.maximum,
        "misconception": verdict.misconception,
        "message": re.sub(r"0x[0-9a-f]{6,}", "0x…", verdict.message),  # addresses in memory
        "seconds": round(time.perf_counter() - began, 3),
    }


def differences(before: dict, after: dict) -> list[str]:
    """A paragraph for each answer of which something else is said."""
    told = []
    for name in sorted({*before, *after}):
        old, new = before.get(name, {}), after.get(name, {})
        for key in sorted({*old, *new} - {"seconds"}):
            if old.get(key) != new.get(key):
                told.append(
                    f"{name}, {key}\n  before  {old.get(key)!r}\n  after   {new.get(key)!r}"
                )
    return told


def main() -> int:
    """Record or compare."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    verbs = parser.add_subparsers(dest="verb", required=True)
    writing = verbs.add_parser("record")
    writing.add_argument("answers", type=Path)
    writing.add_argument("to", type=Path)
    comparing = verbs.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    asked = parser.parse_args()
    if asked.verb == "record":
        to = asked.to.resolve()
        lines = asked.answers.read_text(encoding="utf-8").splitlines()
        said = record([json.loads(line) for line in lines if line.strip()])
        to.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{len(said)} answers")
        return 0
    before, after = (json.loads(p.read_text(encoding="utf-8")) for p in (asked.before, asked.after))
    told = differences(before, after)
    print("\n".join(told) or f"{len(before)} answers, and the same is said of each.")
    return 1 if told else 0


if __name__ == "__main__":
    raise SystemExit(main())
