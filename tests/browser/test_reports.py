"""Feedback and class pages in a real browser: nothing runs, nothing is asked for, all can be read.

Set SCREENSHOTS=DIR to keep pictures of them.
"""

import os
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from autograder import house
from autograder.report import class_page
from autograder.report.marks import Marks, Score
from autograder.report.page import page as feedback_page
from tests.autograder import hostile_outputs
from tests.autograder.reports import a_class, graded_notebook, marks
from tests.browser import lab
from tests.browser.contrast import contrast, rgba, seen_through

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(lab.chromium() is None, reason="no chromium on this machine"),
]
CHAPTERS = sorted(path.stem for path in house.SOLUTIONS.glob("0*.py"))


def chapter_page(name):
    """The feedback on an untouched chapter: all of its text, formulas and hints."""
    notebook = nbformat.read(house.COURSE / name / f"{name}.ipynb", as_version=4)
    known = Marks(comments={"softmax_code": "See $x^2$."})
    for cell in notebook.cells:
        data = cell.metadata.get("nbgrader", {})
        if data.get("grade"):
            known.scores[data["grade_id"]] = Score(1, data["points"])
    return feedback_page(notebook, known, "ada", name)


def hostile_page():
    notebook = graded_notebook()
    notebook.cells += hostile_outputs.cells()
    return feedback_page(notebook, marks(), "ada", "02_x")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Every kind of page as a file."""
    folder = tmp_path_factory.mktemp("pages")
    texts = {name: chapter_page(name) for name in CHAPTERS}
    texts |= {"hostile": hostile_page(), "class": class_page.class_page(a_class(40))}
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def opened():
    """opened(path, …) → a page of its own in one browser, and everything it asked for or said."""
    with lab.a_browser() as browser:

        @contextmanager
        def open_page(path, **options):
            page = browser.new_page(**{"viewport": lab.SIZE, **options})
            page.asked, page.said, page.refused = [], [], {}
            page.on("requestfailed", lambda r: page.refused.update({r.url: r.failure}))
            page.on("request", lambda request: page.asked.append(request.url))
            page.on("console", lambda message: page.said.append(message.text))
            page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
            page.on("popup", lambda popup: page.said.append("a window opened"))
            page.add_init_script("window.harmed = () => { window.wasHarmed = true; };")
            page.goto(path.as_uri())
            page.wait_for_timeout(200)
            try:
                yield page
            finally:
                page.close()

        yield open_page


@pytest.mark.parametrize("name", [*CHAPTERS, "hostile", "class"])
def test_a_page_asks_for_nothing_and_is_in_order(opened, pages, name):
    path = pages / f"{name}.html"
    with opened(path) as page:
        asked = [url for url in page.asked if not url.startswith("data:image/")]
        assert asked == [path.as_uri()]
        assert page.evaluate("document.documentElement.lang") == "en" and page.title()
        assert page.locator("h1").count() == 1
        assert page.locator("main").count() == 1
        assert page.evaluate("[...document.images].every(i => i.alt)")
        levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))"
        )
        if name != "hostile":
            assert all(b - a <= 1 for a, b in pairwise(levels)), levels
            assert page.said == []
        for link in page.locator("a[href^='#']").all():
            target = link.get_attribute("href")[1:]
            assert page.locator(f"[id='{target}']").count() == 1, target


def test_nothing_of_a_students_runs_covers_or_leads_away(opened, pages):
    with opened(pages / "hostile.html") as page:
        assert page.evaluate("window.wasHarmed") is None
        for link in page.locator("main a").all():
            assert (link.get_attribute("href") or "https://").startswith(("https://", "#"))
        page.evaluate(
            "document.querySelectorAll('main *').forEach(e => {"
            "for (const k of ['click','mouseover','focus','toggle','error'])"
            "e.dispatchEvent(new Event(k))})"
        )
        assert page.evaluate("window.wasHarmed") is None and page.url.startswith("file:")
        covered = page.evaluate(
            "[...document.querySelectorAll('body *')].filter(e => "
            "['fixed', 'sticky'].includes(getComputedStyle(e).position)).length"
        )
        assert covered == 0
        # no formula or picture reaches over the heading with the points
        box = page.locator("h1").bounding_box()
        top = "([x, y]) => document.elementFromPoint(x, y).tagName"
        assert page.evaluate(top, [box["x"] + 20, box["y"] + 10]) == "H1"


def test_the_policy_alone_would_stop_a_script(opened, pages):
    """The second wall: a page in which the cleaning had failed."""
    bad = pages / "bad.html"
    text = (pages / "hostile.html").read_text("utf-8")
    bad.write_text(
        text.replace(
            "<main",
            "<script>harmed()</script><img src=x onerror=harmed()>"
            "<img src='https://evil.example/x.png'><iframe src='https://evil.example'></iframe><main",
        ),
        "utf-8",
    )
    with opened(bad) as page:
        assert page.evaluate("window.wasHarmed") is None
        # the browser names what it would have asked for, and that the policy forbade it
        evil = [url for url in page.asked if "evil.example" in url]
        assert all("csp" in (page.refused.get(url) or "").lower() for url in evil), page.refused
        assert any("Content Security Policy" in text for text in page.said)


@pytest.mark.parametrize("name", [*CHAPTERS, "class"])
def test_a_phone_shows_a_page_without_scrolling_sideways(opened, pages, name):
    with opened(pages / f"{name}.html", viewport={"width": 360, "height": 740}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["02_forward", "class"])
def test_every_text_can_be_read(opened, pages, name, scheme):
    with opened(pages / f"{name}.html", color_scheme=scheme) as page:
        found = page.evaluate("""() => {
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const seen = new Map();
          while (walk.nextNode()) {
            const e = walk.currentNode.parentElement;
            if (!walk.currentNode.data.trim() || !e.checkVisibility()) continue;
            const papers = [];
            for (let p = e; p; p = p.parentElement) papers.push(getComputedStyle(p).backgroundColor);
            const style = getComputedStyle(e);
            const ink = e.tagName === 'text' ? style.fill : style.color;
            seen.set(ink + papers.join(), [ink, papers, walk.currentNode.data.trim().slice(0, 40)]);
          }
          return [...seen.values()];
        }""")
        assert len(found) > 5
        for ink, papers, text in found:
            ratio = contrast(rgba(ink)[:3], seen_through(papers))
            assert ratio >= 4.5, (round(ratio, 2), text)
        folder = os.environ.get("SCREENSHOTS")
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{scheme}.png", full_page=True)


def test_the_exercises_alone_can_be_shown_with_the_keyboard(opened, pages):
    with opened(pages / "02_forward.html") as page:
        before = page.evaluate("document.documentElement.scrollHeight")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.locator("#brief").focus()
        page.keyboard.press("Space")
        assert page.evaluate("document.documentElement.scrollHeight") < 0.8 * before
        assert page.locator("#exercise-softmax").is_visible()


def test_the_class_table_can_be_sorted_and_searched_with_the_keyboard(opened, pages):
    with opened(pages / "class.html") as page:
        score = page.locator("#students thead th").nth(2)
        score.locator("button").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        assert score.get_attribute("aria-sort") == "descending"
        cells = page.locator("#students tbody td:nth-child(3)").all_inner_texts()
        assert [float(c) for c in cells] == sorted(map(float, cells), reverse=True)
        page.get_by_label("Find a student").fill("0007")
        assert page.locator("#students tbody tr:visible").count() == 1
        assert "1 of 40" in page.locator("output").inner_text()
