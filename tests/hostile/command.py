"""The grading command with short limits, and a word about the walls that it stands behind.

python -m tests.hostile command grade …
python -m tests.hostile command zips CHAPTER COUNT     the zips of a class, one after another
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import traceback
from pathlib import Path

from autograder import cli, house
from autograder.build import chapter as sources
from autograder.build.release import generate
from autograder.sandbox.walls import walls
from tests.hostile.scene import OUT, PLACE

CELL, NOTEBOOK, MEMORY = 3, 12, 900  # seconds, seconds, MB
PART = "=== part {0}: {1}"


def limited(arguments: list[str]) -> list[str]:
    """The arguments, and short limits."""
    options = {"--cell-seconds": CELL, "--notebook-seconds": NOTEBOOK, "--memory": MEMORY}
    return [*arguments, *(str(word) for pair in options.items() for word in pair)]


def zips(chapter: str, count: int) -> None:
    """Grade each zip into a folder of its own; the release in it is made once."""
    base = Path(tempfile.mkdtemp(dir=Path(OUT).parent)) / "base"
    generate(sources.read(house.SOLUTIONS / f"{chapter}.py"), base)
    for number in range(count):
        out = Path(OUT) / str(number)
        shutil.copytree(base, out)
        try:
            status = cli.main(
                limited(
                    [
                        "grade",
                        f"{PLACE}-{number}.zip",
                        "--out",
                        str(out),
                        "--assignment",
                        chapter,
                        "--workers",
                        "1",
                    ]
                )
            )
        except Exception:
            traceback.print_exc()
            status = 1
        sys.stderr.flush()
        print(PART.format(number, status), flush=True)
    shutil.rmtree(base.parent)


def main(words: list[str]) -> int:
    if words[0] == "zips":
        zips(words[1], int(words[2]))
        status = 0
    else:
        status = cli.main(limited(words))
    sys.stderr.flush()
    print(walls())
    return status
