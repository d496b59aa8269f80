"""The pages made from the repository's Markdown: links, the front page, what is missing."""

import pytest

from autograder import house
from autograder.build.problems import BuildError
from autograder.website import pages

CHAPTERS = ["00_start_here", "01_notation"]


def test_links_between_files_become_links_between_pages():
    text = "[s](states.md#x) [r](../README.md#the-grader) [w](https://a.example/b.md) [h](#here)"
    made = pages.with_links(text, "docs/grading.md", "manual/grading.md", CHAPTERS)
    assert made == text.replace("../README.md", "../index.md")


def test_a_chapter_a_picture_and_a_file_without_a_page():
    text = (
        "[one](course/01_notation/01_notation.ipynb) [two](course/02_forward/02_forward.ipynb) "
        "![shot](docs/pictures/notebook.png) [lock](requirements.lock)"
    )
    made = pages.with_links(text, "README.md", "index.md", CHAPTERS)
    assert made == "[one](chapters/01_notation.ipynb) two ![shot](_pictures/notebook.png) lock"


def test_code_is_left_alone_and_a_lost_file_is_told():
    text = "```\n[a](b.md)\n```\n"
    assert pages.with_links(text, "README.md", "index.md", CHAPTERS) == text
    with pytest.raises(BuildError, match="README.md: it links to gone.md, which does not exist"):
        pages.with_links("[a](gone.md)", "README.md", "index.md", CHAPTERS)


def test_the_front_page_has_three_doors_and_every_chapter():
    text = pages.front(house.README.read_text(encoding="utf-8"), CHAPTERS)
    assert text.count('<div class="door">') == 3
    for door in ("**Learner**", "**Grader**", "**Instructor**", "`python start.py`"):
        assert door in text
    assert "| you are a" not in text and "(chapters)=" in text
    assert all(f"chapters/{name}\n" in text for name in CHAPTERS)


def test_a_readme_without_its_doors_is_told():
    with pytest.raises(BuildError, match="table of doors"):
        pages.front("# Title\n\nNo doors.\n", CHAPTERS)


def test_every_manual_page_is_on_the_site():
    made = pages.pages(CHAPTERS)
    written = {f"manual/{path.name}" for path in (house.ROOT / "docs").glob("*.md")}
    assert written | {"index.md", "manual/contributing.md"} == set(made)
    front = made["index.md"]
    assert all(name.removesuffix(".md") in front for name in written)
