"""Pictures that move, on a page without a kernel and without any other host.

A widget's output becomes its still picture, with its state beside it as data. The script
`static/live.js` puts the widget in the picture's place. It is the widget's own module, so anything
that anywidget can show without Python moves here too. Without JavaScript the picture stays.
"""

from __future__ import annotations

import hashlib

from jinja2.utils import htmlsafe_json_dumps
from nbformat import NotebookNode

from autograder.templating import already_html
from autograder.website.pieces import PIECES

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
FOLDER = "widgets"  # in the site's folder _static


def living(notebook: NotebookNode) -> dict[str, str]:
    """Put pictures with their state in place of the notebook's widgets.

    Changes the notebook. Returns the scripts that its page needs: file name → text. A widget that
    cannot live by itself (no module of its own, or data that is no JSON) stays a still picture.
    """
    states = notebook.metadata.pop("widgets", {}).get(STATE, {}).get("state", {})
    scripts: dict[str, str] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            view = data.pop(VIEW, None)
            model = states.get(view["model_id"], {}) if view else {}
            state = dict(model.get("state", {}))
            module, style = state.pop("_esm", None), state.pop("_css", "")
            if isinstance(module, str) and "text/html" in data and not model.get("buffers"):
                name = hashlib.sha256(f"{module}\0{style}".encode()).hexdigest()[:16]
                scripts[f"{name}.js"] = script(name, module, style)
                own = {key: value for key, value in state.items() if not key.startswith("_")}
                data["text/html"] = placed(name, own, data["text/html"])
    return scripts


def placed(name: str, state: dict, still: str) -> str:
    """HTML: the still picture, and what live.js needs to set it in motion."""
    return str(PIECES.live(name, state, already_html(still)))


def script(name: str, module: str, style: str) -> str:
    """A file that hands a widget's module and style to live.js. It also loads from a disk."""
    return f"liveWidgets.arrived({', '.join(map(htmlsafe_json_dumps, (name, module, style)))});\n"
