"""Right solutions of chapter 2 as few would write them: whole notebooks for the sandbox.

Each has a name, the source that stands in place of some exercises' cells, and the source of cells
of the student's own in front of everything.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from nbformat.v4 import new_code_cell

from tests.autograder.notebooks import replace_code

SOFTMAX = """def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)"""


@dataclass(frozen=True)
class Unusual:
    name: str
    cells: dict[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()

    def notebook(self, solved):
        """The solved notebook, written by this student."""
        notebook = copy.deepcopy(solved)
        for exercise, source in self.cells.items():
            replace_code(notebook, exercise, source)
        notebook.cells[:0] = [new_code_cell(source) for source in self.before]
        return notebook


def softmax(name: str, source: str, *before: str) -> Unusual:
    return Unusual(name, {"softmax": source}, before)


UNUSUAL = [
    softmax(
        "an object that can be called",
        """class Softmax:
    def __init__(self, axis):
        self.axis = axis
    def __call__(self, z):
        e = np.exp(z - z.max(axis=self.axis))
        return e / e.sum(axis=self.axis)
softmax = Softmax(axis=0)""",
    ),
    softmax(
        "a closure",
        """def along(axis):
    def inner(z):
        e = np.exp(z - z.max(axis=axis))
        return e / e.sum(axis=axis)
    return inner
softmax = along(0)""",
    ),
    softmax("a lambda", "softmax = lambda z: np.exp(z - z.max(0)) / np.exp(z - z.max(0)).sum(0)"),
    softmax(
        "a partial",
        """from functools import partial
def general(axis, z):
    e = np.exp(z - z.max(axis=axis))
    return e / e.sum(axis=axis)
softmax = partial(general, 0)""",
    ),
    softmax(
        "a static method",
        """class Tools:
    @staticmethod
    def softmax(z):
        e = np.exp(z - z.max(0))
        return e / e.sum(0)
softmax = Tools.softmax""",
    ),
    softmax(
        "a decorator that takes the time",
        """import functools, time
def timed(function):
    @functools.wraps(function)
    def inner(*args, **more):
        start = time.perf_counter()
        result = function(*args, **more)
        inner.seconds = time.perf_counter() - start
        return result
    return inner
@timed
"""
        + SOFTMAX,
    ),
    softmax(
        "a memory of its own results",
        """seen = {}
def softmax(z):
    key = z.tobytes(), z.shape
    if key not in seen:
        e = np.exp(z - z.max(axis=0))
        seen[key] = e / e.sum(axis=0)
    return seen[key].copy()""",
    ),
    softmax(
        "loops of plain numbers",
        """import math
def softmax(z):
    n, m = z.shape
    out = np.empty((n, m))
    for j in range(m):
        top = max(float(z[i, j]) for i in range(n))
        powers = [math.exp(float(z[i, j]) - top) for i in range(n)]
        for i in range(n):
            out[i, j] = powers[i] / math.fsum(powers)
    return out""",
    ),
    softmax(
        "recursion over the columns",
        """def softmax(z):
    if z.shape[1] == 0:
        return np.zeros_like(z, dtype=float)
    e = np.exp(z[:, :1] - z[:, :1].max())
    return np.concatenate([e / e.sum(), softmax(z[:, 1:])], axis=1)""",
    ),
    softmax(
        "logarithms",
        """def softmax(z):
    return np.exp(z - np.logaddexp.reduce(z, axis=0, keepdims=True))""",
    ),
    softmax(
        "torch inside",
        """import torch
def softmax(z):
    return torch.softmax(torch.from_numpy(np.ascontiguousarray(z)), dim=0).numpy()""",
    ),
    softmax(
        "einsum",
        """def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return np.einsum("nm,m->nm", e, 1 / np.einsum("nm->m", e))""",
    ),
    softmax(
        "rows, then turned back",
        """def softmax(z):
    rows = z.T
    e = np.exp(rows - rows.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True)).T""",
    ),
    softmax(
        "in place on a copy",
        """def softmax(z):
    z = np.array(z, dtype=float)
    z -= z.max(axis=0); np.exp(z, out=z); z /= z.sum(axis=0)
    return z""",
    ),
    softmax(
        "a column at a time",
        """def softmax(z):
    def one(column):
        e = np.exp(column - column.max())
        return e / e.sum()
    return np.apply_along_axis(one, 0, z)""",
    ),
    softmax(
        "prints everywhere",
        """def softmax(z):
    print("softmax of", z)
    e = np.exp(z - z.max(axis=0)); print("powers", e.shape)
    print("sums", e.sum(axis=0), flush=True)
    return e / e.sum(axis=0)""",
        "print('hello ' * 200)",
    ),
    softmax(
        "warnings",
        """import warnings
def softmax(z):
    warnings.warn("the scores are about to be turned into probabilities")
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)""",
    ),
    softmax(
        "words to stderr and a log",
        """import logging, sys
logging.basicConfig(level=logging.DEBUG)
def softmax(z):
    print("softmax", file=sys.stderr); logging.error("softmax of %s", z.shape)
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)""",
    ),
    softmax(
        "a plot of every call",
        """import matplotlib.pyplot as plt
def softmax(z):
    e = np.exp(z - z.max(axis=0))
    plt.figure(); plt.plot(e[:, 0]); plt.title("powers"); plt.show()
    return e / e.sum(axis=0)""",
    ),
    softmax(
        "rich displays",
        """from IPython.display import HTML, Markdown, display
def softmax(z):
    display(HTML("<b>softmax</b>")); display(Markdown("$e^z$"))
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)""",
    ),
    softmax(
        "slow, within the limit",
        """import time
def softmax(z):
    time.sleep(0.02)
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)""",
        "import time; time.sleep(2)",
    ),
    softmax(
        "threads",
        """from concurrent.futures import ThreadPoolExecutor
def softmax(z):
    def one(column):
        e = np.exp(column - column.max())
        return e / e.sum()
    with ThreadPoolExecutor(2) as pool:
        return np.stack(list(pool.map(one, z.T)), axis=1)""",
    ),
    softmax(
        "a file for the way",
        """def softmax(z):
    np.save("powers.npy", np.exp(z - z.max(axis=0)))
    e = np.load("powers.npy")
    return e / e.sum(axis=0)""",
    ),
    softmax(
        "more precision than asked",
        """def softmax(z):
    e = np.exp((z - z.max(axis=0)).astype(np.longdouble))
    return (e / e.sum(axis=0)).astype(np.float64)""",
    ),
    softmax(
        "names in Greek",
        """def softmax(ζ):
    ε = np.exp(ζ - ζ.max(axis=0))
    Σ = ε.sum(axis=0)
    return ε / Σ""",
    ),
    softmax(
        "types and an own axis",
        """from numpy.typing import NDArray
def softmax(z: NDArray[np.floating], *, axis: int = 0) -> NDArray[np.floating]:
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)""",
    ),
    softmax(
        "a walrus and a match",
        """def softmax(z):
    match z.ndim:
        case 2:
            return (e := np.exp(z - z.max(axis=0))) / e.sum(axis=0)
        case _:
            raise ValueError("two axes, please")""",
    ),
    softmax(
        "asserts of their own",
        """def softmax(z):
    e = np.exp(z - z.max(axis=0))
    p = e / e.sum(axis=0)
    assert np.allclose(p.sum(axis=0), 1) and (p >= 0).all(), "no distribution"
    return p""",
    ),
    softmax("wrong at first, right in the end", "def softmax(z):\n    return z\n\n" + SOFTMAX),
    softmax(
        "a helper from a cell of their own",
        "def softmax(z):\n    return normal(powers(z))",
        "import numpy as np",
        "def powers(z):\n    return np.exp(z - z.max(axis=0))",
        "def normal(e):\n    return e / e.sum(axis=0)",
    ),
    softmax(
        "everything imported by name",
        """from numpy import exp
from numpy import max as highest, sum as total
def softmax(z):
    e = exp(z - highest(z, axis=0))
    return e / total(e, axis=0)""",
    ),
    softmax(
        "settings of NumPy changed",
        SOFTMAX,
        "import numpy as np\nnp.set_printoptions(precision=2)\nnp.seterr(under='ignore')\n"
        "np.random.seed(0)",
    ),
    softmax(
        "magics and mistakes in cells of their own",
        SOFTMAX,
        "%matplotlib inline",
        "%%time\n1 + 1",
        "1 / 0",
        "an error of syntax",
        "!ls",
    ),
    softmax(
        "a generator",
        """def columns(z):
    for column in z.T:
        e = np.exp(column - column.max())
        yield e / e.sum()
def softmax(z):
    return np.stack([*columns(z)], axis=1)""",
    ),
    Unusual(
        "a step in one line of einsum",
        {
            "rnn_cell_forward": """def rnn_cell_forward(xt, a_prev, parameters):
    p = parameters
    a_next = np.tanh(np.einsum("ij,jm->im", p["Wax"], xt) + np.einsum("ij,jm->im", p["Waa"], a_prev) + p["ba"])
    return a_next, softmax(np.einsum("ij,jm->im", p["Wya"], a_next) + p["by"]), (a_next, a_prev, xt, p)"""
        },
    ),
    Unusual(
        "stacked weights",
        {
            "rnn_cell_forward": """def rnn_cell_forward(xt, a_prev, parameters):
    p = parameters
    a_next = np.tanh(np.hstack([p["Waa"], p["Wax"]]) @ np.vstack([a_prev, xt]) + p["ba"])
    return a_next, softmax(p["Wya"] @ a_next + p["by"]), (a_next, a_prev, xt, p)"""
        },
    ),
    Unusual(
        "time by recursion",
        {
            "rnn_forward": """def rnn_forward(x, a0, parameters):
    def rest(t, a):
        if t == x.shape[2]:
            return []
        step = rnn_cell_forward(x[:, :, t], a, parameters)
        return [step, *rest(t + 1, step[0])]
    a, y, caches = zip(*rest(0, a0))
    return np.stack(a, axis=2), np.stack(y, axis=2), list(caches)"""
        },
    ),
    Unusual(
        "time by accumulate",
        {
            "rnn_forward": """from itertools import accumulate
def rnn_forward(x, a0, parameters):
    steps = list(accumulate(range(x.shape[2]),
                            lambda last, t: rnn_cell_forward(x[:, :, t], last[0], parameters),
                            initial=(a0,)))[1:]
    a, y, caches = zip(*steps)
    return np.stack(a, axis=2), np.stack(y, axis=2), list(caches)"""
        },
    ),
    Unusual(
        "arrays made beforehand",
        {
            "rnn_forward": """def rnn_forward(x, a0, parameters):
    n_a, m = a0.shape
    T, n_y = x.shape[2], len(parameters["by"])
    a, y, caches = np.empty((n_a, m, T)), np.empty((n_y, m, T)), [None] * T
    last = a0
    for t in range(T):
        last, y[..., t], caches[t] = rnn_cell_forward(x[..., t], last, parameters)
        a[..., t] = last
    return a, y, caches"""
        },
    ),
    Unusual(
        "sigmoid by tanh",
        {"sigmoid": "def sigmoid(z):\n    return 0.5 * (1 + np.tanh(np.asarray(z) / 2))"},
    ),
    Unusual(
        "sigmoid number by number",
        {
            "sigmoid": """import math
@np.vectorize
def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))"""
        },
    ),
]
