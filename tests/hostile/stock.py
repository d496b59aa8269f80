"""The same attacks against stock nbgrader, and the table OUTCOMES.md with both beside each other.

    python -m tests.hostile.stock run FILE [MINUTES]   grade with nbgrader; outcomes as JSON
    python -m tests.hostile.stock table STOCK OURS     write OUTCOMES.md from that and `standing`

After so many minutes no further class is begun; what FILE holds already is not graded again.

Stock nbgrader gets a course folder of its own with its standard settings, a time limit of a few
seconds for each cell as ours has, and the checks' files beside the notebook, because its check cells
run in the student's kernel. All of it happens in the cage. What uses up memory, disk or
processes, or calls the kernel, would be felt outside the cage too, and is not tried.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from autograder import house
from tests.hostile import cage, chapters, crash_or_hang, suite
from tests.hostile.command import CELL
from tests.hostile.outcome import BYPRODUCTS, outcomes
from tests.hostile.prepare import students_of
from tests.hostile.scene import OUT, SECRET

TABLE = Path(__file__).parent / "OUTCOMES.md"
HONEST = ("ada-full", "zoe-mistake")  # graded before and after the attackers
FELT_OUTSIDE = {
    *(attack.name for attack in crash_or_hang.BOMBS),
    "kernel calls",
    "namespaces and mounts",
    "user namespace",
    "huge product",
    "wide answer",
    "huge answer",
    "other sockets",
}
SECONDS = 60  # for one attack; each further one in the same class gets a little more


def run(names: list[str]) -> dict[str, str]:
    """Attack → stock nbgrader's outcome in words. A class that suffers is divided."""
    attacks = [suite.attacks()[name] for name in names]
    if attacks[0].archive:
        return {names[0]: _archive(names[0])}
    chapter = attacks[0].chapter
    command = [
        sys.executable,
        "-m",
        "nbgrader",
        "autograde",
        chapter,
        f"--CourseDirectory.root={OUT}",
        f"--ExecutePreprocessor.timeout={CELL}",
    ]
    pages = [
        sys.executable,
        "-m",
        "nbgrader",
        "generate_feedback",
        chapter,
        f"--CourseDirectory.root={OUT}",
    ]
    with_pages = any("script" in name or "colours" in name for name in names)
    both = ["sh", "-c", f"{' '.join(command)}; code=$?; {' '.join(pages)}; exit $code"]
    seen, found = _caged(names, both if with_pages else command, chapter, attacks)
    broke = _class_words(seen, found, chapter)
    if broke and len(names) > 1:
        half = len(names) // 2
        return {**run(names[:half]), **run(names[half:])}
    if found is None:
        return {names[0]: "; ".join(broke)}
    words = {}
    for number, attack in enumerate(attacks):
        mine = [found[s] for s in students_of(attack, number)]
        words[attack.name] = "; ".join([*broke, *_words(attack, mine)]) or "stood it"
    return words


def _caged(names, command, chapter, attacks):
    prepare = [sys.executable, "-m", "tests.hostile.prepare_stock", *names]
    students = [s for n, a in enumerate(attacks) for s in students_of(a, n)]
    with tempfile.TemporaryDirectory(prefix="stock-") as folder:
        out = Path(folder) / "out"
        seen = cage.run(
            [prepare, ["env", "-C", OUT, *command]],
            house.ROOT,
            SECONDS + 3 * len(names),
            copy={OUT: out},
            env={
                "GRADER_TOKEN": SECRET,
                "PYTHONPATH": f"{house.ROOT}:{house.COURSE}",
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            },
        )
        if seen["ended"][0] != 0:
            return seen, None
        return seen, outcomes(out, chapter, [*HONEST, *students])


def _class_words(seen, found, chapter) -> list[str]:
    """What the whole class suffered."""
    if found is None:
        return ["not run: the scene could not be made"]
    words = []
    if seen["ended"][-1] is None:
        words.append("hung")
    deserved = dict(zip(HONEST, (chapters.maximum(chapter), None), strict=True))
    if any(found[name].score is None for name in HONEST):
        words.append("stopped the class")
    elif found["ada-full"].score != deserved["ada-full"]:
        words.append("others' points changed")
    if seen["left"]:
        words.append("process left")
    changed = [p for p in seen["changed"] if not BYPRODUCTS.match(p) and "/nbgrader/" not in p]
    if changed:
        words.append(f"changed /{changed[0]}" + (" …" if len(changed) > 1 else ""))
    if seen["connections"]:
        words.append("connected")
    return words


def _words(attack, mine) -> list[str]:
    full = chapters.maximum(attack.chapter)
    deserved = full if attack.deserves is None else attack.deserves
    words = []
    for outcome in mine:
        if outcome.score is None:
            words.append("no score")
        elif outcome.score > deserved:
            words.append(f"gained {outcome.score - deserved:g} of {full:g}")
        elif outcome.score < deserved:
            words.append(f"lost {deserved - outcome.score:g} of {full:g}")
        if outcome.through:
            words.append("reached: " + outcome.through[0].removeprefix("GOT THROUGH ")[:40])
        if outcome.live:
            words.append("script runs in the page")
    return list(dict.fromkeys(words))


def _archive(name: str) -> str:
    """A zip, by nbgrader's zip_collect."""
    chapter = suite.attacks()[name].chapter
    command = [
        sys.executable,
        "-m",
        "nbgrader",
        "zip_collect",
        chapter,
        "--force",
        f"--CourseDirectory.root={OUT}",
    ]
    seen, _ = _caged([name], command, chapter, [suite.attacks()[name]])
    words = ["hung"] if seen["ended"][-1] is None else []
    words += ["ended with a traceback"] if "Traceback" in seen["said"] else []
    changed = [p for p in seen["changed"] if not BYPRODUCTS.match(p) and "/nbgrader/" not in p]
    words += [f"changed /{changed[0]}"] if changed else []
    return "; ".join(words) or "stood it"


def table(stock: dict[str, str], ours: dict[str, list[str]]) -> str:
    """OUTCOMES.md."""
    attacks = suite.attacks()
    stood = sum(not complaints for complaints in ours.values())
    theirs = sum(words == "stood it" for words in stock.values())
    lines = [
        "# What became of each hostile submission",
        "",
        f"Written by `python -m tests.hostile.stock table`. Of {len(attacks)} attacks, stock "
        f"nbgrader stood {theirs} of the {len(stock)} that it was given, and our grader {stood} of "
        f"its {len(ours)}. Both had {CELL} seconds for a cell.",
    ]
    for kind in dict.fromkeys(attack.kind for attack in attacks.values()):
        lines += [
            "",
            f"## {kind.capitalize()}",
            "",
            "| attack | what it tries | stock nbgrader | ours |",
            "|---|---|---|---|",
        ]
        for name, attack in attacks.items():
            if attack.kind == kind:
                mine = in_short(ours[name]) if name in ours else "not run"
                row = (name, attack.tries, stock.get(name, "not run"), mine)
                lines.append("| " + " | ".join(map(_cell, row)) + " |")
    return "\n".join(lines) + "\n"


def in_short(complaints: list[str]) -> str:
    """Our outcome for the table: what was wrong, without the names of temporary files."""
    words = []
    for complaint in complaints:
        if complaint.startswith("its class"):  # graded whole: not said whose fault it was
            complaint = "in a class that suffered"
        elif complaint.startswith("changed: "):
            place = "/".join(complaint.removeprefix("changed: ").split("/")[:3])
            complaint = f"changed {place}/…"
        elif complaint.startswith("process left"):
            complaint = "process left"
        elif " and not " in complaint:
            complaint = "honest students' points changed"
        elif complaint.startswith("reached: "):
            words.append("reached what it should not")
            continue
        words.append(complaint.split(": Traceback")[0])
    return "; ".join(dict.fromkeys(words)) or "stood it"


def _cell(text: str) -> str:
    short = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    short = short if len(short) < 200 else short[:199] + "…"
    return short.replace("|", "\\|").replace("<", "&lt;")


def groups(left_out: set[str]) -> list[list[str]]:
    """Classes of ten, the kinds in turn; what may take its class with it comes last, alone."""
    turns: list[tuple[int, list[str]]] = []
    for names in suite.classes():
        known = {name: suite.attacks()[name] for name in names if name not in left_out}
        alone = [name for name, attack in known.items() if attack.alone or attack.archive]
        quiet = [name for name in known if name not in alone]
        turns += [(n // 10, quiet[n : n + 10]) for n in range(0, len(quiet), 10)]
        turns += [(100 + n, [name]) for n, name in enumerate(alone)]
    return [names for _, names in sorted(turns, key=lambda turn: turn[0])]


def main(verb: str, *rest: str) -> None:
    if verb == "table":
        stock, ours = (json.loads(Path(name).read_text()) for name in rest)
        TABLE.write_text(table(stock, ours), encoding="utf-8")
        return
    file, until = Path(rest[0]), time.monotonic() + 60 * float((rest[1:] or ["inf"])[0])
    found: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    for names in groups(set(found) | FELT_OUTSIDE):
        if time.monotonic() > until:
            break
        found |= run(names)
        file.write_text(json.dumps(found, indent=1, ensure_ascii=False))
        for name in names:
            print(name, "→", found[name], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
