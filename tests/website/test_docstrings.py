"""The reference's docstrings on its pages: every equation, every argument, no mark-up gone wrong."""

import importlib
import inspect
import io
import re
from html import unescape

import pytest

pytest.importorskip("sphinx", reason="the extra 'website' is not installed")

import docutils.core
from docutils.parsers.rst import roles
from docutils.utils import SystemMessage

import rnn_ref
from autograder.website import docstrings, reference


def link(name, rawtext, text, *rest):
    """Sphinx's role for a link, as far as docutils alone needs it."""
    return [docutils.nodes.Text(text.split(" <")[0])], []


roles.register_local_role("py:obj", link)
DOC = """Go back through one step.

dz = (1 − a⟨t⟩²) ⊙ da⟨t⟩
dx⟨t⟩ = W_axᵀ dz

The first line uses |a| and *no* mark_up_, of softmax_backward.

da_next: (n_a, m), the gradient
that arrives.
m: the rows. T: the steps.
Returns: dx (n_x, m).

>>> 1 + 1
2
"""


def html_of(rst):
    """The text as docutils renders it; any complaint of docutils is an error."""
    return docutils.core.publish_parts(
        rst,
        writer_name="html5",
        settings_overrides={"halt_level": 2, "warning_stream": io.StringIO()},
    )["fragment"]


def words(html):
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_each_kind_of_paragraph():
    rst = docstrings.to_rst(DOC, {"softmax_backward": "rnn_ref.softmax_backward"})
    html = html_of(rst)
    assert "dx<sup>⟨t⟩</sup> = W<sub>ax</sub>ᵀ dz" in html
    assert html.count('class="equations"') == 1 and html.count("<span>dz") == 1
    assert "|a| and *no* mark_up_, of softmax_backward" in words(html)
    assert ":py:obj:`softmax_backward <rnn_ref.softmax_backward>`" in rst
    terms = re.findall(r"<dt>(.*?)</dt>", html)
    assert [words(term) for term in terms] == ["da_next", "m", "T", "Returns"]
    assert "1 + 1" in html


@pytest.mark.parametrize(
    "line, html",
    [
        ("dW_aa = dz a⟨t−1⟩ᵀ", "dW<sub>aa</sub> = dz a<sup>⟨t−1⟩</sup>ᵀ"),
        ("y_k⟨t⟩⁽ⁱ⁾ = 1", "y<sub>k</sub><sup>⟨t⟩⁽ⁱ⁾</sup> = 1"),
        ("σ(z) = 1 / (1 + e^(−z))", "σ(z) = 1 / (1 + e<sup>−z</sup>)"),
        ("a, y = rnn_cell_forward(x, a_prev)", "a, y = rnn_cell_forward(x, a<sub>prev</sub>)"),
        ("a^[l−1] · h^(1/2^50)", "a<sup>[l−1]</sup> · h<sup>1/2<sup>50</sup></sup>"),
        ("p < q", "p &lt; q"),
    ],
)
def test_indices_stand_where_they_belong(line, html):
    assert docstrings.typeset(line) == html


@pytest.mark.parametrize(
    "text, expected",
    [
        ("dz = a − b", True),
        ("a⟨t⟩ = tanh(z), so\ndz = 1", True),
        ("With e = e^(−|z|), which is never above 1, the same number is", False),
        ("Γ_u = 1 overwrites. The memory is the state.", False),
        ("Any c gives the same result.", False),
    ],
)
def test_prose_with_a_sign_in_it_is_no_equation(text, expected):
    assert docstrings.is_equations(text.splitlines()) is expected


def documented():
    """(full name, object) of every public function and class of the reference's modules."""
    for path in sorted(reference.FOLDER.rglob("*.py")):
        parts = path.relative_to(reference.FOLDER).with_suffix("").parts
        if parts[-1] == "__init__":
            continue
        module = importlib.import_module(".".join(("rnn_ref", *parts)))
        for name, value in vars(module).items():
            public = inspect.isfunction(value) or inspect.isclass(value)
            if public and not name.startswith("_") and value.__module__ == module.__name__:
                yield f"{module.__name__}.{name}", value


DOCUMENTED = dict(documented())


@pytest.mark.parametrize("name", [n for n, value in DOCUMENTED.items() if value.__doc__])
def test_every_docstring_is_whole_on_its_page(name):
    doc = inspect.getdoc(DOCUMENTED[name])
    try:
        html = html_of(docstrings.to_rst(doc, reference.functions()))
    except SystemMessage as error:
        pytest.fail(f"{name}: {error}")
    # marks such as _ and : stand on the page in another form
    said, shown = (
        re.sub(r"[^\w⟨⟩=≤≥]|_", "", text)
        for text in (doc.split(">>>")[0], unescape(re.sub(r"<[^>]+>", "", html)))
    )
    assert said in shown, name


def test_the_table_of_contents_becomes_the_index():
    before, groups, after = reference.contents(rnn_ref.__doc__)
    assert before.startswith("Reference functions") and "Columns are examples" in after
    assert len(groups) >= 8 and all(group.rows for group in groups)
    names = [name for group in groups for name in group.pages()]
    assert {"data/vocabulary", "sequences/unroll", "fast/run", "cells/lstm"} <= set(names)
    pages = reference.pages()
    assert {f"{name}.rst" for name in names} <= set(pages)
    assert ".. automodule:: rnn_ref.cells.lstm\n" in pages["cells/lstm.rst"]
    assert ".. py:data:: LSTM" in pages["cells/lstm.rst"]
    assert "What makes it fast" in pages["index.rst"]
