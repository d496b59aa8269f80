"""How much the checks tell of a list of answers, as a table by chapter.

    python tests/mistakes/compare_verdicts.py record ANSWERS.jsonl SAID.json
    python tests/mistakes/what_is_told.py ANSWERS.jsonl SAID.json
    python tests/mistakes/what_is_told.py ANSWERS.jsonl SAID.json --list nothing

`--list` shows the code and the message of every answer that stands in one column of the table, to
be read: whether a sentence is true only a reader can say.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "course"), str(ROOT)]

from rnn_course.messages import Certainty  # noqa: E402
from rnn_course.verdict import VerdictState  # noqa: E402


class Told(StrEnum):
    """What is said of an answer: the columns of the table."""

    NAMED = "named"
    IN_PART = "named in part"
    GENERATED = "generated"
    PLACE = "place"
    EXCEPTION = "exception"
    OTHER = "other cause"
    NOTHING = "nothing"
    PASSED = "✓"
    FAILED = "no verdict"


# Signs in a message, from the strongest on.
SIGNS = (
    (f"{Certainty.WHOLE}: ", Told.NAMED),
    (f"{Certainty.IN_PART}: ", Told.IN_PART),
    (f"{Certainty.PERHAPS}: ", Told.IN_PART),
    ("This is what comes out when ", Told.GENERATED),
    ("One small change in this line", Told.PLACE),
    ("the first value that none of our solutions makes", Told.PLACE),
    (" stopped with ", Told.EXCEPTION),
    ("No mistake that this check knows gives", Told.NOTHING),
)


def told(said: dict) -> Told:
    """The column in which an answer is counted."""
    if said["state"] in (VerdictState.PASSED, VerdictState.CARRIED):
        return Told.PASSED
    if "message" not in said:
        return Told.FAILED
    text = " ".join(said["message"].split())
    return next((column for sign, column in SIGNS if sign in text), Told.OTHER)


def table(answers: list[dict], said: dict[str, dict]) -> str:
    """Answers by chapter and truth, counted by what is told of them, and the time it took."""
    rows: dict[tuple[str, str], Counter] = {}
    for answer in answers:
        wrong = "wrong" if answer["truth"] == "wrong" else "right"
        for chapter in (answer["chapter"], "all"):
            rows.setdefault((wrong, chapter), Counter())[told(said[answer["id"]])] += 1
    head = f"{'':>6} {'chapter':20}" + "".join(f"{column:>14}" for column in Told)
    lines = [head]
    for (wrong, chapter), counts in sorted(rows.items(), key=lambda row: (row[0][0], row[0][1])):
        lines.append(
            f"{wrong:>6} {chapter:20}" + "".join(f"{counts[column] or '':>14}" for column in Told)
        )
    seconds = sorted(said[a["id"]].get("seconds", 0.0) for a in answers)
    at = {share: seconds[int(share / 100 * (len(seconds) - 1))] for share in (50, 90, 95, 100)}
    return "\n".join(
        [*lines, "seconds: " + ", ".join(f"{share} % within {s:.2f}" for share, s in at.items())]
    )


def main() -> int:
    """Print the table, or the answers of one column."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("answers", type=Path)
    parser.add_argument("said", type=Path)
    parser.add_argument("--list", choices=[str(column) for column in Told])
    asked = parser.parse_args()
    lines = asked.answers.read_text(encoding="utf-8").splitlines()
    answers = [json.loads(line) for line in lines if line.strip()]
    said = json.loads(asked.said.read_text(encoding="utf-8"))
    if asked.list is None:
        print(table(answers, said))
        return 0
    for answer in answers:
        if answer["truth"] == "wrong" and told(said[answer["id"]]) == asked.list:
            print(f"## {answer['id']} {answer['exercise']}: {answer['label']}")
            print(answer["code"].rstrip())
            print(said[answer["id"]].get("message", said[answer["id"]]["state"]), end="\n\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
