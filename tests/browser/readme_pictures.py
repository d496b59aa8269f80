"""Make docs/pictures/notebook.png and message.png: ``python tests/browser/readme_pictures.py``.

Both show the real thing: the chapter in JupyterLab, with what a learner types. Run it by hand when
the look of the course has changed, and look at the result.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this file is run as a script

from tests.browser import lab
from tests.browser.notebook import NOTEBOOK, Notebook

PICTURES = lab.ROOT / "docs" / "pictures"
LARGEST = 250_000  # bytes
# 960 CSS pixels at 1.25 give pictures about 1200 pixels wide, with text that can be read.
PAGE = {"viewport": {"width": 960, "height": 900}, "device_scale_factor": 1.25}


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        lab.server(Path(folder)) as address,
        lab.browser_page(**PAGE) as page,
    ):
        notebook = Notebook(page, address)
        notebook.command("application:set-mode", mode="single-document")
        notebook.command("application:toggle-left-area")
        for side in ("left", "right"):
            notebook.command("application:toggle-side-tabbar", side=side)
        notebook.run_all()
        save(page, "notebook.png", show_widget(notebook))
        save(page, "message.png", show_message(notebook))


def show_widget(notebook) -> dict:
    """The picture that moves, under its heading. Returns the part of the page to keep."""
    cell = notebook.find("OneUnit()")
    slider = notebook.node(cell).query_selector("input[type=range]")
    slider.fill("-0.85")  # a curve that shows more than the first one does
    notebook.select(cell)
    notebook.page.evaluate(
        f"id => {{ const cells = {NOTEBOOK}.widgets; const at = cells.findIndex("
        "cell => cell.model.id === id); cells[at - 1].node.scrollIntoView({ block: 'start' }); }",
        cell,
    )
    last = notebook.page.query_selector(".rnn-explorer").bounding_box()
    return {"x": 0, "y": 0, "width": PAGE["viewport"]["width"], "height": below(last) + 12}


def show_message(notebook) -> dict:
    """A wrong softmax and what the check says. Returns the part of the page to keep."""
    notebook.write("softmax_code", lab.WRONG_SOFTMAX)
    notebook.run("Shift+Enter")
    notebook.run("Shift+Enter")
    notebook.select(notebook.find("def sigmoid"))  # so that the cells below bear no mark
    top, bottom = (notebook.node(cell) for cell in ("softmax_code", "softmax"))
    first, last = top.bounding_box(), bottom.bounding_box()
    return {**first, "height": below(last) - first["y"]}


def below(box: dict) -> float:
    """Where a box ends."""
    return box["y"] + box["height"]


def save(page, name: str, clip: dict) -> None:
    """A screenshot with at most 256 colours, which a picture of a page hardly misses."""
    page.mouse.move(0, 0)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 300)))")
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB").quantize(256)
    picture.save(PICTURES / name, optimize=True)
    size = (PICTURES / name).stat().st_size
    print(f"{name}: {picture.width} by {picture.height} pixels, {size} bytes")
    if size > LARGEST:
        raise SystemExit(f"{name} is larger than {LARGEST} bytes.")


if __name__ == "__main__":
    main()
