"""Look at the finished pages: one first heading, words for every picture, no link into nothing.

And nothing that a browser would fetch from another host. A person may follow a link to one.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from autograder.build.problems import Problem

# What a browser fetches by itself: (element, attribute).
FETCHED = {
    ("audio", "src"),
    ("embed", "src"),
    ("iframe", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("input", "src"),
    ("link", "href"),
    ("object", "data"),
    ("script", "src"),
    ("source", "src"),
    ("source", "srcset"),
    ("track", "src"),
    ("video", "src"),
    ("video", "poster"),
}
SILENT = {"canonical", "next", "prev", "index", "search", "author", "license", "help"}


@dataclass
class Page(HTMLParser):
    """What one page holds."""

    text: str
    ids: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    first_headings: int = 0
    without_words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    title: bool = False
    lang: str = ""

    def __post_init__(self):
        super().__init__(convert_charrefs=True)
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if place := given.get("id"):
            (self.twice if place in self.ids else self.ids).add(place)
        if tag == "a" and given.get("name"):
            self.ids.add(given["name"])
        self.first_headings += tag == "h1"
        self.title |= tag == "title"
        if tag == "html":
            self.lang = given.get("lang", "")
        if tag == "img" and not given.get("alt", "").strip():
            self.without_words.append(given.get("src", "")[:80])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        silent = tag == "link" and set(given.get("rel", "").lower().split()) <= SILENT
        for name, value in given.items():
            if (tag, name) in FETCHED and not silent:
                self.fetched += (
                    [part.split()[0] for part in value.split(",") if part.strip()]
                    if (name == "srcset")
                    else [value]
                )

    handle_startendtag = handle_starttag


def examine(site: Path) -> list[Problem]:
    """Everything that is wrong with the pages in a folder."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {
        name: Page((site / name).read_text(encoding="utf-8"))
        for name in sorted(files)
        if name.endswith(".html") and not name.startswith("_static/")
    }
    if not pages:
        return [Problem(str(site), "there is no page in it.", "Build the site.")]
    problems = []
    for name, page in pages.items():
        found = _alone(page)
        for link in page.links:
            if what := _lost(link, name, pages, files):
                found.append((what, "Correct the link in the page's source."))
        for address in page.fetched:
            if what := _foreign(address, name, files):
                found.append((what, "Bring the file with the site."))
        problems += [Problem(name, what, mend) for what, mend in found]
    return problems


def _alone(page: Page) -> list[tuple[str, str]]:
    """What is wrong with a page by itself: what, and how to mend it."""
    found = []
    if page.first_headings != 1:
        found.append(
            (f"it has {page.first_headings} headings of the first level.", "Give it exactly one.")
        )
    for picture in page.without_words:
        found.append((f"the picture {picture} has no alternative text.", "Say what it shows."))
    for place in sorted(page.twice):
        found.append((f"the id '{place}' is there twice.", "A link can lead to one place only."))
    if not page.title or not page.lang:
        found.append(("it has no title or no language.", "Both belong into the template."))
    return found


def _lost(link: str, name: str, pages: dict[str, Page], files: set[str]) -> str:
    """Why a link on the page called `name` leads nowhere, or ''."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""  # a person's own click
    target = _place(parts.path, name)
    if target not in files:
        return f"the link {link} leads to no page."
    place = unquote(parts.fragment)
    if place and target in pages and place not in pages[target].ids and place != "top":
        return f"the link {link} leads to a place that the page does not have."
    return ""


def _foreign(address: str, name: str, files: set[str]) -> str:
    """What is wrong with an address that a browser fetches by itself, or ''."""
    parts = urlsplit(address)
    if parts.scheme == "data":
        return ""
    if parts.scheme or parts.netloc:
        return f"it fetches {address[:120]} from another host."
    if _place(parts.path, name) not in files:
        return f"it fetches {address[:120]}, which is not there."
    return ""


def _place(path: str, name: str) -> str:
    """The file that a path on the page called `name` means, seen from the site's folder."""
    if not path:
        return name
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
    return posixpath.join(target, "index.html").removeprefix("./") if path.endswith("/") else target
