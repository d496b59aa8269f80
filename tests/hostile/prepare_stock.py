"""Run in the cage before stock nbgrader: the same scene, as an nbgrader course folder.

python -m tests.hostile.prepare_stock ATTACK …
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from autograder import house
from autograder.build import chapter as sources
from autograder.build.release import generate
from tests.hostile import prepare
from tests.hostile.scene import OUT, PLACE
from tests.hostile.suite import attacks


def main(names: list[str]) -> None:
    attack = attacks()[names[0]]
    course, chapter = Path(OUT), attack.chapter
    generate(sources.read(house.SOLUTIONS / f"{chapter}.py"), course)
    checks = house.COURSE / chapter / "checks"
    for step in ("source", "release"):
        shutil.copytree(checks, course / step / chapter / "checks")
    submitted = course / "submitted"
    submitted.mkdir()
    Path(PLACE).symlink_to(submitted)
    prepare.secrets()
    prepare.compile_all()
    prepare.honest(submitted, chapter, ("ada-full", "zoe-mistake"))
    if attack.archive:
        place = course / "downloaded" / chapter / "archive"
        place.mkdir(parents=True)
        shutil.make_archive(str(place / "class"), "zip", submitted)
        attack.write(place / "class.zip")
    else:
        prepare.hand_in(submitted, names)
    for student in submitted.iterdir():
        folder = student / chapter
        if folder.is_dir() and not folder.is_symlink() and not (folder / "checks").exists():
            shutil.copytree(checks, folder / "checks")


if __name__ == "__main__":
    main(sys.argv[1:])
