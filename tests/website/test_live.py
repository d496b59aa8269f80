"""Widgets and pictures of a chapter as the page holds them."""

import base64
import json
import re

import nbformat
import numpy as np
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.website import figures, live
from rnn_course.explorer import HiddenStateExplorer


def with_widget(**more):
    """A notebook that has run one explorer, as nbclient leaves it."""
    widget = HiddenStateExplorer(np.zeros((2, 3)), ["a", "</script>", "c"])
    bundle = widget._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    state = {key: getattr(widget, key) for key in ("values", "words", "length", "step")}
    state |= {"_esm": str(widget._esm), "_css": str(widget._css), "_model_name": "AnyModel"}
    view = data[live.VIEW]["model_id"]
    notebook = new_notebook(cells=[new_code_cell("w", outputs=[new_output("display_data", data)])])
    notebook.metadata.widgets = {live.STATE: {"state": {view: {"state": state, **more}}}}
    return nbformat.from_dict(notebook)


def test_a_widget_becomes_its_picture_with_its_state():
    notebook = with_widget()
    scripts = live.living(notebook)
    data = notebook.cells[0].outputs[0].data
    assert live.VIEW not in data and "widgets" not in notebook.metadata
    name = re.match(r'<div class="live" data-widget="(\w+)">', data["text/html"])[1]
    assert list(scripts) == [f"{name}.js"]
    state = re.search(r"<script [^>]*>(.*?)</script>", data["text/html"])[1]
    assert json.loads(state) == {
        "values": [[0.0, 0.0]] * 3,
        "words": ["a", "</script>", "c"],
        "length": 3,
        "step": 1,
    }
    assert "<figure" in data["text/html"] and 'alt="Hidden states' in data["text/html"]
    given = scripts[f"{name}.js"].removeprefix("liveWidgets.arrived(").removesuffix(");\n")
    assert "<" not in given and json.loads(f"[{given}]")[0] == name
    assert "export default" in json.loads(f"[{given}]")[1]


def test_a_widget_with_binary_data_stays_a_picture():
    notebook = with_widget(buffers=[{"path": ["values"], "data": "AAAA"}])
    assert live.living(notebook) == {}
    data = notebook.cells[0].outputs[0].data
    assert live.VIEW not in data and data["text/html"].startswith("<figure")


def test_pictures_go_into_files_and_keep_their_words():
    picture = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    source = (
        f'<img src="data:image/svg+xml;base64,{base64.b64encode(picture).decode()}" alt="a dot">'
    )
    outputs = [new_output("display_data", {"text/html": source}) for _ in range(2)]
    notebook = new_notebook(cells=[new_code_cell("x", outputs=outputs)])
    files = figures.taken_out(notebook, "../_static/figures")
    assert list(files.values()) == [picture]
    assert notebook.cells[0].outputs[1].data["text/html"] == (
        f'<img src="../_static/figures/{next(iter(files))}" loading="lazy" alt="a dot">'
    )


def test_a_picture_of_an_unknown_kind_stays_where_it_is():
    source = '<img src="data:image/bmp;base64,AAAA" alt="a dot">'
    notebook = new_notebook(
        cells=[new_code_cell("x", outputs=[new_output("display_data", {"text/html": source})])]
    )
    assert figures.taken_out(notebook, "..") == {}
    assert notebook.cells[0].outputs[0].data["text/html"] == source
