"""The site's pages as texts, from what the repository holds: README, manual, guide, chapters.

Everything is said in one place. The front page is the README with its table of doors as cards; a
link between two files of the repository becomes a link between two pages.
"""

from __future__ import annotations

import posixpath
import re

from autograder import house
from autograder.build.problems import BuildError, Problem

# A file of the repository → its page. The files of docs/ have theirs too: see `guides`.
PAGES = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "manual/contributing.md",
}
CHAPTERS, REFERENCE = "chapters", "reference"
LEARNERS = ("manual/learning",)
INSTRUCTORS = "manual/instructor", "manual/own_course", "manual/contributing", "manual/website"
# the other guides are for graders
PICTURES = ".png", ".svg", ".jpg"
DOORS = {  # who → where the door on the site leads, and what it says
    "learner": ("#chapters", "Read the chapters"),
    "grader": ("manual/grading.md", "Read the grader's manual"),
    "instructor": ("manual/instructor.md", "Read the instructor's guide"),
}
_LINK = re.compile(r"(!?\[[^\]]*\]\()([^)\s#]*)(#[^)\s]*)?(\))")
_DOOR = re.compile(r"^\| \*\*(\w+)\*\* \| ([^|]+) \| (`[^|`]+`)[^|]* \|$", re.M)
_TABLE = re.compile(r"^\| you are a[^\n]*\n\|[-|]+\n(?:\| [^\n]*\n)+", re.M)
_FENCE = re.compile(r"(^```.*?^```$)", re.M | re.S)


def pages(chapters: list[str]) -> dict[str, str]:
    """The texts of all pages but the chapters and the reference, by their paths."""
    texts, problems = {}, []
    for source, page in sorted(guides().items()):
        text = (house.ROOT / source).read_text(encoding="utf-8")
        if source == "README.md":
            text = front(text, chapters)
        try:
            texts[page] = with_links(text, source, page, chapters)
        except BuildError as error:
            problems += error.problems
    if problems:
        raise BuildError(problems)
    return texts


def guides() -> dict[str, str]:
    """Every Markdown file of the manual: path in the repository → its page."""
    more = (path.relative_to(house.ROOT).as_posix() for path in (house.ROOT / "docs").glob("*.md"))
    return {path: f"manual/{posixpath.basename(path)}" for path in more} | PAGES


def front(readme: str, chapters: list[str]) -> str:
    """The front page: the README, with cards for its doors and the site's own contents."""
    doors = _DOOR.findall(readme)
    if not _TABLE.search(readme) or {who for who, _, _ in doors} != set(DOORS):
        raise BuildError(
            [
                Problem(
                    "README.md",
                    "its table of doors has not the rows learner, grader and instructor.",
                    "The front page is made from it: put them back.",
                )
            ]
        )
    cards = "".join(_card(*door) for door in doors)
    text = _TABLE.sub(lambda _: f'<div class="doors">\n\n{cards}</div>\n', readme, count=1)
    text = text.replace("<!-- chapters: begin -->", "(chapters)=\n")
    manual = {page.removesuffix(".md") for page in guides().values() if page.startswith("manual/")}
    trees = {
        "Chapters": [f"{CHAPTERS}/{name}" for name in chapters],
        "For learners": list(LEARNERS),
        "For graders": sorted(manual - {*LEARNERS, *INSTRUCTORS}),
        "For instructors": [*INSTRUCTORS, f"{REFERENCE}/index"],
    }
    return text.rstrip() + "\n" + "".join(_tree(*each) for each in trees.items())


def with_links(text: str, source: str, page: str, chapters: list[str]) -> str:
    """The text with links between files of the repository as links between pages.

    Raises `BuildError` for a link to a file that does not exist.
    """
    known = guides()
    known |= {f"course/{name}/{name}.ipynb": f"{CHAPTERS}/{name}.ipynb" for name in chapters}
    problems = []

    def replaced(match) -> str:
        before, path, place, after = match[1], match[2], match[3] or "", match[4]
        if not path or re.match(r"\w+:", path):
            return match[0]
        if path.startswith("manual/") and source == "README.md":  # written by `front`
            return match[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if not (house.ROOT / target).exists():
            problems.append(
                Problem(source, f"it links to {path}, which does not exist.", "Correct the link.")
            )
        if target in known:
            new = posixpath.relpath(known[target], posixpath.dirname(page) or ".")
            return f"{before}{new}{place}{after}"
        if target.endswith(PICTURES):
            return f"{before}{'../' * page.count('/')}_pictures/{posixpath.basename(target)}{after}"
        return before.lstrip("!")[1:-2]  # a file that has no page here: its words alone

    pieces = _FENCE.split(text)
    made = "".join(
        piece if piece.startswith("```") else _LINK.sub(replaced, piece) for piece in pieces
    )
    if problems:
        raise BuildError(problems)
    return made


def _card(who: str, wish: str, command: str) -> str:
    link, words = DOORS[who]
    return (
        f'<div class="door">\n\n**{who.capitalize()}**\n\nYou want to {wish.strip()}.\n\n'
        f"{command}\n\n[{words}]({link})\n\n</div>\n\n"
    )


def _tree(caption: str, names: list[str]) -> str:
    listed = "\n".join(names)
    return f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{listed}\n```\n"
