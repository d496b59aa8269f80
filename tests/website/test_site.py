"""The website in a real browser: built by the verb, served from a plain folder.

Three chapters are run by default; `WEBSITE=all` takes all of them. SCREENSHOTS=DIR keeps pictures.
"""

import os
import re
from importlib import resources
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

pytest.importorskip("sphinx", reason="the extra 'website' is not installed")
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from autograder import house
from autograder.website import build
from autograder.website.examine import examine
from tests.browser import lab
from tests.website.server import serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(lab.chromium() is None, reason="no chromium on this machine"),
]
EVERYTHING = os.environ.get("WEBSITE") == "all"
QUICK = ("00_start_here", "01_notation", "07_bidirectional")  # under half a minute together
WITH_WIDGET = "chapters/00_start_here.html"
# One page of each kind is looked at in the dark too; the others share its style.
KINDS = [
    "index.html",
    "chapters/01_notation.html",
    "manual/grading.html",
    "reference/index.html",
    "reference/cells/gru.html",
    "search.html",
    "genindex.html",
]
LOCAL = ("data:", "blob:")
HARMLESS = "Changed to auto mode", "Scrolled sidebar", "Set focus on search"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("website")
    said = []
    build.build(folder / "site", () if EVERYTHING else QUICK, folder / "work", said.append)
    assert any(line.startswith("Running") for line in said)
    again = []
    build.build(folder / "site", () if EVERYTHING else QUICK, folder / "work", again.append)
    assert not any(line.startswith("Running") for line in again), "the cache was not used"
    return folder / "site"


@pytest.fixture(scope="module")
def address(site):
    with serving(site) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with lab.a_browser() as browser:
        yield browser


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport=lab.SIZE)
    yield page
    page.close()


def names(site) -> list[str]:
    found = (path.relative_to(site) for path in site.rglob("*.html"))
    return sorted(path.as_posix() for path in found if path.parts[0] != "_static")


def keep(page, name):
    if os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(os.environ["SCREENSHOTS"]) / f"{name}.png")


def violations(page, part=False) -> list[str]:
    """What axe-core finds that is serious or critical.

    Args:
        part: Leave out what stands around the text, and the colours: other pages have the same.
    """
    scope = "'#main-content'" if part else "document"
    rules = "{ 'color-contrast': { enabled: false } }" if part else "{}"
    page.evaluate(
        resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    )
    found = page.evaluate(
        f"axe.run({scope}, {{ resultTypes: ['violations'], preload: false, rules: {rules} }})"
    )["violations"]
    return [
        f"{each['id']}: {each['help']}: {node['html'][:200]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def test_the_pages_are_in_order(site):
    assert examine(site) == []
    made = names(site)
    chapters = [path.stem for path in house.SOLUTIONS.glob("0*.py")] if EVERYTHING else QUICK
    assert {f"chapters/{name}.html" for name in chapters} <= set(made)
    assert {*KINDS, "manual/contributing.html", "manual/states.html"} <= set(made)
    modules = (house.ROOT / "rnn_ref").glob("*/[a-z]*.py")
    assert {f"reference/{path.parent.name}/{path.stem}.html" for path in modules} <= set(made)


@pytest.fixture(scope="module")
def visit(site, address, browser):
    """Every page opened once: what it asked for, said and holds, and what axe-core finds."""
    seen = SimpleNamespace(asked=set(), failed=[], said=[], holds={}, violations={})
    page = browser.new_page(viewport=lab.SIZE)
    page.on("request", lambda request: seen.asked.add(request.url))
    page.on("response", lambda r: seen.failed.append(r.url) if r.status >= 400 else None)
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    page.on("console", lambda message: seen.said.append(message.text))
    for name in names(site):
        page.goto(address + name, wait_until="networkidle" if name in KINDS else "load")
        seen.holds[name] = page.evaluate(
            "[document.querySelectorAll('h1').length, document.querySelectorAll('main').length,"
            " [...document.images].every(i => i.alt.trim()), document.title.length > 0,"
            " document.documentElement.lang]"
        )
        alike = name.startswith("reference/") and name not in KINDS and not EVERYTHING
        seen.violations[name] = violations(page, part=alike)
    page.close()
    return seen


def test_no_page_asks_another_host_or_complains(visit, address):
    assert [url for url in visit.asked if not url.startswith((address, *LOCAL))] == []
    assert visit.failed == []
    assert [text for text in visit.said if not any(word in text for word in HARMLESS)] == []


def test_every_page_has_its_heading_its_title_and_words_for_pictures(visit):
    assert {
        name: each for name, each in visit.holds.items() if each != [1, 1, True, True, "en"]
    } == {}


def test_axe_finds_nothing_serious(visit):
    assert {name: each for name, each in visit.violations.items() if each} == {}


@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing_serious_in_the_dark(address, browser, name):
    page = browser.new_page(viewport=lab.SIZE, color_scheme="dark")
    page.goto(address + name)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    keep(page, f"dark-{name.replace('/', '-')}")
    assert violations(page) == []
    page.close()


def test_every_formula_is_shown(site):
    for path in (site / "chapters").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        source = nbformat.read(house.COURSE / path.stem / f"{path.stem}.ipynb", as_version=4)
        prose = "\n".join(cell.source for cell in source.cells if cell.cell_type == "markdown")
        prose = re.sub(r"`[^`\n]*`", "", prose)
        wanted = len(re.findall(r"\$\$.+?\$\$|\$[^$\n]+\$", prose, re.S))
        # a long formula in a line is several, so that the line may end between them
        assert text.count("<math") >= wanted > 0, path.stem
        assert not re.search(r"<code>\$|\\(frac|langle|begin|mathrm)\b", text), path.stem


def test_a_solution_is_closed_and_opens_by_keyboard(address, page):
    page.goto(address + "chapters/01_notation.html")
    assert page.locator("details[open]:not(nav details)").count() == 0
    solution = page.locator("details.solution").first
    code = solution.locator("pre")
    assert not code.is_visible()
    solution.locator("summary").focus()
    page.keyboard.press("Enter")
    assert code.is_visible() and "applications" in code.inner_text()
    page.keyboard.press("Space")
    assert not code.is_visible()
    stubs = page.locator("text=NotImplementedError").count()
    assert stubs >= page.locator("details.solution").count() >= 13


def test_the_checks_messages_are_shown(address, page):
    page.goto(address + "chapters/01_notation.html")
    shown = page.locator(".cell_output").all_inner_texts()
    passed = [re.match(r"✓ (\w+)", text.strip()) for text in shown]
    names = [path.stem for path in (house.COURSE / "01_notation" / "checks").glob("*.json")]
    assert sorted(each[1] for each in passed if each) == sorted(names)


def test_a_widget_lives_without_a_kernel(address, page):
    page.goto(address + WITH_WIDGET)
    page.wait_for_selector(".live[data-state=live] canvas", state="visible")
    assert not page.locator(".live img").first.is_visible()
    slider = page.locator(".live input[type=range]").first
    says = page.locator(".live [aria-live=polite]").first
    before = says.inner_text()
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert says.inner_text() != before
    keep(page, "widget-moved")


def test_a_widget_follows_the_theme(address, page):
    page.emulate_media(color_scheme="light")
    page.goto(address + WITH_WIDGET)
    page.wait_for_selector(".live[data-state=live] canvas")
    paper = "getComputedStyle(document.querySelector('.live .rnn-explorer')).backgroundColor"
    light = page.evaluate(paper)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.wait_for_function("document.documentElement.dataset.jpThemeLight === 'false'")
    assert page.evaluate(paper) != light
    page.wait_for_selector(".live .rnn-explorer.rnn-dark")


def test_without_javascript_there_is_a_picture_with_words(address, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + WITH_WIDGET)
    image = page.locator(".live img").first
    image.scroll_into_view_if_needed()
    assert image.is_visible() and len(image.get_attribute("alt")) > 20
    assert page.locator("article details summary").first.is_visible()
    context.close()


def test_a_page_from_a_disk_lives_too(site, page):
    page.goto((site / WITH_WIDGET).as_uri())
    page.wait_for_selector(".live[data-state=live] canvas", state="visible")


def test_the_search_finds_words_without_a_network(address, page):
    page.goto(address + "search.html?q=vocabulary")
    page.wait_for_selector("#search-results ul.search li a")
    links = page.locator("#search-results ul.search li a").evaluate_all("a => a.map(e => e.href)")
    assert any("chapters/01_notation.html" in link for link in links)
    assert any("reference/data/vocabulary.html" in link for link in links)
    page.goto(next(link for link in links if "reference/data/vocabulary.html" in link))
    assert page.locator("h1").inner_text().startswith("rnn_ref.data.vocabulary")


def test_a_phone_shows_pages_without_scrolling_sideways(address, browser):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    for name in KINDS:
        page.goto(address + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
    page.close()
