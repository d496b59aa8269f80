"""The look at the finished pages finds every planted fault, and nothing on pages in order."""

import pytest

from autograder.website.examine import examine

GOOD = """<!DOCTYPE html><html lang="en"><head><title>A page</title>
<link rel="stylesheet" href="_static/site.css"><link rel="next" href="far.html"></head><body>
<h1 id="top-of-it">A page</h1><img src="dot.png" alt="a dot">
<a href="sub/other.html#place">other</a> <a href="#top-of-it">up</a>
<a href="https://example.org/">elsewhere</a><script src="_static/live.js"></script></body></html>"""
OTHER = """<!DOCTYPE html><html lang="en"><head><title>Other</title></head><body>
<h1>Other</h1><p id="place">x</p><a href="../index.html">back</a></body></html>"""


@pytest.fixture
def site(tmp_path):
    for name, text in {
        "index.html": GOOD,
        "sub/other.html": OTHER,
        "dot.png": "",
        "_static/site.css": "",
        "_static/live.js": "",
        "_static/part.html": "<p>no page</p>",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_pages_in_order_have_no_fault(site):
    assert examine(site) == []


PLANTED = [
    ("<h1 id", "<h1>More</h1><h1 id", "it has 2 headings of the first level"),
    ('<h1 id="top-of-it">A page</h1>', '<p id="top-of-it">A page</p>', "it has 0 headings"),
    (' alt="a dot"', "", "the picture dot.png has no alternative text"),
    (' alt="a dot"', ' alt=" "', "the picture dot.png has no alternative text"),
    ("sub/other.html#place", "sub/gone.html", "the link sub/gone.html leads to no page"),
    ("sub/other.html#place", "../outside.html", "leads to no page"),
    ("#place", "#nowhere", "leads to a place that the page does not have"),
    ('"#top-of-it"', '"#gone"', "the link #gone leads to a place"),
    ('<a href="#top', '<p id="top-of-it"></p><a href="#top', "the id 'top-of-it' is there twice"),
    (
        "_static/live.js",
        "https://cdn.example/x.js",
        "fetches https://cdn.example/x.js from another",
    ),
    ("_static/live.js", "//cdn.example/x.js", "from another host"),
    ("_static/site.css", "https://fonts.example/f.css", "from another host"),
    ("dot.png", "https://img.example/dot.png", "from another host"),
    ("dot.png", "gone.png", "it fetches gone.png, which is not there"),
    ("<title>A page</title>", "", "it has no title or no language"),
    (' lang="en"', "", "it has no title or no language"),
]


@pytest.mark.parametrize(
    "old, new, said", PLANTED, ids=[f"{each[1]} {each[2]}" for each in PLANTED]
)
def test_a_planted_fault_is_found(site, old, new, said):
    text = (site / "index.html").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (site / "index.html").write_text(text.replace(old, new), encoding="utf-8")
    found = [str(problem) for problem in examine(site)]
    assert any(each.startswith("index.html: ") and said in each for each in found), found


def test_a_folder_without_pages_is_no_site(tmp_path):
    assert "there is no page" in str(examine(tmp_path)[0])
