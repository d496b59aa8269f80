"""The reference's docstrings on its pages: every equation and argument, no mark-up gone wrong."""

import ast
import importlib
import inspect
import io
import re
from html import unescape

import pytest

pytest.importorskip("sphinx", reason="the extra 'website' is not installed")

import docutils.core
from docutils.parsers.rst import directives, roles
from docutils.utils import SystemMessage
from sphinx.ext.napoleon import Config, GoogleDocstring
from sphinx.util.docutils import docutils_namespace

import rnn_ref
from autograder import house
from autograder.website import conf, docstrings, reference


def link(name, rawtext, text, *rest):
    """Sphinx's role for a link, as far as docutils alone needs it."""
    return [docutils.nodes.Text(text.split(" <")[0])], []


NAPOLEON = Config(
    **{name: value for name, value in vars(conf).items() if name.startswith("napoleon_")}
)
DOC = """Go back through one step.

Equations:
    dz = (1 − a⟨t⟩²) ⊙ da⟨t⟩
    dx⟨t⟩ = W_axᵀ dz   for *t* > |1|

The first line uses |a| and *no* mark_up_, of softmax_backward.

Args:
    da_next: (n_a, m), the gradient
        that *arrives*.
    m, T: the rows, the steps.

Returns:
    dx (n_x, m).

Raises:
    TypeError: for |m|.
    TypeError, ValueError: those of softmax_backward.

References:
    a book: its page |3|.

Examples:
    >>> 1 * 1
    1
"""


def rst_of(doc, functions):
    """The docstring as Sphinx gets it: our hook, napoleon, our hook."""
    lines = docstrings.with_equations(doc.splitlines())
    return docstrings.written(GoogleDocstring(lines, NAPOLEON).lines(), functions)


def html_of(lines):
    """The text as docutils renders it; any complaint of docutils is an error."""
    with docutils_namespace():  # Sphinx may run in this process too, and registers its own
        roles.register_local_role("py:obj", link)
        directives.register_directive("equations", docstrings.Equations)
        return docutils.core.publish_parts(
            "\n".join(lines),
            writer_name="html5",
            settings_overrides={"halt_level": 2, "warning_stream": io.StringIO()},
        )["fragment"]


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def test_each_section():
    rst = rst_of(DOC, {"softmax_backward": "rnn_ref.softmax_backward"})
    html = html_of(rst)
    block = re.search(r'<div class="equations line-block">(.*?)</div>\n</div>', html, re.S)[1]
    assert "dx<sup>⟨t⟩</sup> = W<sub>ax</sub>ᵀ dz   for *t* &gt; |1|" in block
    assert block.count('<div class="line">') == 2
    assert "|a| and *no* mark_up_, of softmax_backward" in words(html)
    assert sum(":py:obj:`softmax_backward <rnn_ref.softmax_backward>`" in x for x in rst) == 2
    fields = [(words(name), words(body)) for name, body in FIELDS.findall(html)]
    assert fields == [
        ("param da_next:", "(na, m), the gradient that *arrives*."),
        ("param m:", "the rows, the steps."),
        ("param T:", "the rows, the steps."),
        ("returns:", "dx (nx, m)."),
        ("raises TypeError:", "for |m|."),
        ("raises TypeError, ValueError:", "those of softmax_backward."),
    ]
    assert "References a book: its page |3|. Examples >>> 1 * 1 1" in words(html)


FIELDS = re.compile(r"<dt>(.*?)</dt>\n<dd>(.*?)</dd>", re.S)


@pytest.mark.parametrize(
    "line, html",
    [
        ("dW_aa = dz a⟨t−1⟩ᵀ", "dW<sub>aa</sub> = dz a<sup>⟨t−1⟩</sup>ᵀ"),
        ("y_k⟨t⟩⁽ⁱ⁾ = 1", "y<sub>k</sub><sup>⟨t⟩⁽ⁱ⁾</sup> = 1"),
        ("a⟨T_x⟩", "a<sup>⟨T<sub>x</sub>⟩</sup>"),
        ("σ(z) = 1 / (1 + e^(−z))", "σ(z) = 1 / (1 + e<sup>−z</sup>)"),
        ("a, y = rnn_cell_forward(x, a_prev)", "a, y = rnn_cell_forward(x, a<sub>prev</sub>)"),
        ("a^[l−1] · h^(1/2^50)", "a<sup>[l−1]</sup> · h<sup>1/2<sup>50</sup></sup>"),
        ("e^(z_k − c)", "e<sup>z<sub>k</sub> − c</sup>"),
        ("p < q", "p &lt; q"),
    ],
)
def test_indices_stand_where_they_belong(line, html):
    block = html_of([".. equations::", "", f"   {line}"])
    assert re.search('<div class="line">(.*)</div>', block)[1] == html


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
        html = html_of(rst_of(doc, reference.functions()))
    except SystemMessage as error:
        pytest.fail(f"{name}: {error}")
    shown = plain(unescape(re.sub(r"<[^>]+>", "", html)))
    for line in doc.splitlines():
        # of several arguments with one description the last one stands in front of it
        last = re.sub(r"^ *(?:\w+, )+(?=\w+: )", "", line)
        if line.strip() not in ("Equations:", "Args:", "Attributes:", "Returns:", "Raises:"):
            assert plain(last) in shown, (name, line)


@pytest.mark.parametrize("name", [n for n, v in DOCUMENTED.items() if inspect.isfunction(v)])
def test_every_argument_that_is_described_is_there(name):
    rst = "\n".join(rst_of(inspect.getdoc(DOCUMENTED[name]) or "", {}))
    described = [each.replace("\\*", "") for each in re.findall(r":param ([^:]+):", rst)]
    assert set(described) <= set(inspect.signature(DOCUMENTED[name]).parameters)
    assert ":rtype:" not in rst  # a colon in the first line of what is returned


OLD = re.compile(r"^(Returns|Errors|Raises|Source|References): \S|^-{3,}$|^\w+\n    \S", re.M)


@pytest.mark.parametrize("package", ["rnn_ref", "autograder", "course/rnn_course"])
def test_docstrings_have_one_dialect(package):
    for path in sorted((house.ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                said = OLD.search(ast.get_docstring(node) or "")
                assert not said, f"{path}: {node.name}: {said[0]!r} is not Google style"


def plain(text):
    """Signs such as _ and : stand on the page in another form."""
    return re.sub(r"[^\w⟨⟩=≤≥]|_", "", text)


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
