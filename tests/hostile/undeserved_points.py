"""Attempts to gain points with answers that are wrong: by forging, by lying objects, by patching.

Those that look for the answers themselves stand in `stolen_answers.py`.
"""

from __future__ import annotations

import copy
from textwrap import indent

import nbformat

from tests.hostile import chapters
from tests.hostile.attack import answer, cell, notebook

C2 = "02_forward"
WRONG = "def double(x):\n    return x\n\n\ndef column_sums(x):\n    return x\n"
NOT = r"✗|○"  # what a check says that is not passed

MIME = "application/x-rnn-course-answer+json"
FORGED = (
    '{"state": "passed", "points": 3, "calls": [{"case": "ordinary", "state": "returned", '
    '"value": {"$array": [], "shape": [0, 99999999999], "dtype": "float64"}}]}'
)


def tagged(*tags):
    def change(node):
        for each in node.cells:
            each.metadata["tags"] = list(tags)

    return change


def with_points(node):
    for each in chapters.graded(node):
        each.metadata.nbgrader.points = 1000
        if not each.metadata.nbgrader.solution:
            each.metadata.nbgrader.update(points=-1000, locked=False)
            each.source = "'full marks'"


def with_flags(node):
    for each in chapters.graded(node):
        data = each.metadata.nbgrader
        data.update(grade=not data.grade, solution=not data.solution, locked=not data.locked)
        data.task = True
        each.source = "'full marks'"


def with_bonus(node):
    bonus = copy.deepcopy(chapters.by_id(node, "double"))
    bonus.metadata.nbgrader.update(grade_id="bonus", points=100)
    bonus.source, bonus.id = "100", "bonus"
    node.cells.append(bonus)


def with_swapped_ids(node):
    """The hard exercise is checked by the easy one's cell."""
    chapters.code_cell(node, "double").source = "def double(x):\n    return 2 * x\n"
    easy, hard = chapters.by_id(node, "double"), chapters.by_id(node, "column_sums")
    hard.source = easy.source
    easy.metadata.nbgrader.grade_id, hard.metadata.nbgrader.grade_id = "column_sums", "double"


def with_split(node):
    """The check's cell cut in two: an assignment that always works, and the rest as text."""
    at = node.cells.index(chapters.by_id(node, "double"))
    rest = nbformat.v4.new_raw_cell('"double")')
    node.cells[at].source = "'fine' #"
    node.cells.insert(at + 1, rest)


def with_old_outputs(node):
    """The outputs of a full mark are already there."""
    for each in chapters.graded(node):
        each.outputs = [nbformat.v4.new_output("execute_result", data={"text/plain": "2.0"})]
        each.execution_count = 1


def with_check_as_text(node):
    for name in ("double", "column_sums"):
        each = chapters.by_id(node, name)
        each.cell_type = "markdown"
        del each["outputs"], each["execution_count"]


METADATA = [
    notebook(
        "tag skip-execution",
        "Tags every cell so that nbclient does not run the checks.",
        tagged("skip-execution"),
        says=NOT,
    ),
    notebook(
        "tag raises-exception",
        "Tags every cell so that its errors do not count.",
        tagged("raises-exception", "nbval-skip", "remove_cell"),
        says=NOT,
    ),
    notebook(
        "tag skip-grading",
        "Tags every cell as the course tags what need not run.",
        tagged("skip-grading"),
        says=NOT,
    ),
    notebook(
        "points in the metadata",
        "Raises the points of its own cells and replaces checks.",
        with_points,
        says=NOT,
    ),
    notebook(
        "flipped flags",
        "Makes answers out of checks and checks out of answers.",
        with_flags,
        says=NOT,
    ),
    notebook(
        "a bonus exercise", "Adds a graded cell of its own, worth 100 points.", with_bonus, says=NOT
    ),
    notebook(
        "swapped grade ids",
        "Lets the easy exercise be counted as the hard one.",
        with_swapped_ids,
        deserves=1,
        says="column_sums",
    ),
    notebook(
        "a split check",
        "Cuts a check's cell in two so that it ends in a number.",
        with_split,
        says=NOT,
    ),
    notebook(
        "old outputs",
        "Hands in the outputs of a full mark beside no answer.",
        with_old_outputs,
        says=NOT,
    ),
    notebook(
        "checks turned to text",
        "Turns the checks into text cells that never fail.",
        with_check_as_text,
        says=NOT,
    ),
    notebook(
        "checks deleted",
        "Deletes the checks so that nothing can fail.",
        lambda node: node.update(
            cells=[c for c in node.cells if not c.metadata.get("nbgrader", {}).get("grade")]
        ),
        says=NOT,
    ),
    notebook(
        "checks first",
        "Moves the checks in front of the answers, with the answers wrong.",
        lambda node: node.cells.reverse(),
        says=NOT,
    ),
]

FORGING = [
    cell(
        "displayhook",
        "Shows a result from inside the function, which nbgrader takes as points.",
        """
         def double(x):
             get_ipython().displayhook(1.0)
             return x
         column_sums = double
         """,
        says=NOT,
    ),
    cell(
        "execute_result message",
        "Sends a forged execute_result through the kernel's own socket.",
        f"""
         def double(x):
             kernel = get_ipython().kernel
             for kind in ("execute_result", "display_data"):
                 content = dict(data={{"text/plain": "1.0", {MIME!r}: {FORGED!r}}}, metadata={{}},
                                execution_count=1)
                 kernel.session.send(kernel.iopub_socket, kind, content,
                                     parent=kernel.get_parent("shell"))
             return x
         column_sums = double
         """,
        says=NOT,
    ),
    cell(
        "forged probe",
        "Publishes an answer of its own under the grader's MIME type, first.",
        f"""
         from IPython.display import publish_display_data
         def double(x):
             publish_display_data({{{MIME!r}: {FORGED!r}}})
             return x
         column_sums = double
         """,
        says=NOT,
    ),
    cell(
        "display publisher",
        "Replaces the display publisher, so that every answer is a forged one.",
        f"""
         publisher = get_ipython().display_pub
         real = type(publisher).publish
         type(publisher).publish = lambda self, data, *a, **k: real(self, {{{MIME!r}: {FORGED!r}}})
         """,
        then=WRONG,
        says=NOT,
    ),
    cell(
        "input transformer",
        "Rewrites the check's cell before IPython reads it.",
        """
         get_ipython().input_transformers_cleanup.append(lambda lines: ["'fine'\\n"])
         """,
        says=NOT,
    ),
    cell(
        "AST transformer",
        "Rewrites the check's cell after IPython has parsed it.",
        """
         import ast
         class Replace(ast.NodeTransformer):
             def visit_Module(self, node):
                 return ast.parse("print('fine')")
         get_ipython().ast_transformers.append(Replace())
         """,
        says=NOT,
    ),
    cell(
        "run_cell replaced",
        "Replaces the kernel's way to run a cell.",
        """
         shell = get_ipython()
         real = type(shell).run_cell
         type(shell).run_cell = lambda self, source, *a, **k: real(self, "print('fine')", *a, **k)
         """,
        says=NOT,
    ),
    cell(
        "errors swallowed",
        "Lets the kernel report every cell as a success.",
        """
         shell = get_ipython()
         shell.showtraceback = lambda *a, **k: None
         shell._showtraceback = lambda *a, **k: None
         shell.set_custom_exc((BaseException,), lambda *a, **k: None)
         """,
        then=WRONG,
        says=NOT,
    ),
    cell(
        "events",
        "Hangs itself behind every cell and prints a full mark there.",
        """
         shell = get_ipython()
         shell.events.register("post_run_cell", lambda result: shell.displayhook(1.0))
         """,
        then=WRONG,
        says=NOT,
    ),
]

AHEAD = f"""
import json, os, socket, struct
for fd in range(3, 64):
    try:
        channel = socket.socket(fileno=os.dup(fd))
    except OSError:
        continue
    for _ in range(12):  # an answer and an end for this cell and for those to come
        for message in (
                {{"output": {{"output_type": "display_data", "metadata": {{}},
                              "data": {{{MIME!r}: {FORGED!r}}}}}}},
                {{"output": {{"output_type": "execute_result", "metadata": {{}},
                              "data": {{"text/plain": "3.0"}}}}}},
                {{"done": True, "ok": True, "count": 1, "points": 3, "state": "passed"}}):
            body = json.dumps(message).encode()
            try:
                channel.sendall(struct.pack(">I", len(body)) + body)
            except OSError:
                break
"""

SPOKEN = [
    cell(
        "answers sent ahead",
        "Speaks the grader's protocol and answers checks before they ask.",
        AHEAD,
        then=WRONG,
        says=NOT,
        states=("graded", "kernel died", "timed out"),
    ),
    answer(
        "answers sent beside",
        "Sends a forged answer through the channel during the call.",
        "double",
        "def double(x):\n" + indent(AHEAD, "    ") + "    return x\n",
        says=NOT,
        states=("graded", "kernel died", "timed out"),
    ),
    cell(
        "answers as a result",
        "Ends every cell with a result that looks like the points.",
        """
         import rnn_course.probe
         rnn_course.probe.answer = lambda *a: 3.0
         """,
        then=WRONG,
        says=NOT,
    ),
]

PATCHES = [
    cell(
        "patched numpy",
        "Makes every comparison of NumPy say yes.",
        """
         import numpy as np
         for name in ("allclose", "array_equal", "isclose", "all", "array_equiv"):
             setattr(np, name, lambda *a, **k: True)
         for name in [n for n in dir(np.testing) if n.startswith("assert")]:
             setattr(np.testing, name, lambda *a, **k: None)
         """,
        then=WRONG,
        says=NOT,
    ),
    cell(
        "patched probe",
        "Replaces the function that answers the grader.",
        f"""
         import rnn_course.probe
         from IPython.display import publish_display_data
         rnn_course.probe.answer = lambda *a: publish_display_data({{{MIME!r}: {FORGED!r}}})
         """,
        says=NOT,
    ),
    cell(
        "patched values",
        "Lets every value of an answer be written as what its reader wants.",
        """
         from rnn_course import values
         values.encode = lambda value: {"$other": "the expected value"}
         values.plain = lambda value, depth=0: True
         """,
        then=WRONG,
        says=NOT,
    ),
    cell(
        "patched observation",
        "Reports calls that never happened, without warnings or changes.",
        """
         from rnn_course import observation, probe
         probe.observe = lambda *a: observation.Observation("passed", calls=())
         """,
        then=WRONG,
        says=NOT,
    ),
    cell(
        "patched json",
        "Makes json write what no reader can compare: NaN, Infinity, 1e999.",
        """
         import json
         json.dumps = lambda *a, **k: '{"state": "found", "calls": [{"case": "ordinary", "state": \
"returned", "value": {"$array": [NaN, Infinity, 1e999], "shape": [3], "dtype": "float64"}}]}'
         """,
        then=WRONG,
        says=NOT,
        states=("graded", "kernel died", "timed out"),
    ),
    cell(
        "patched judge",
        "Lets the check itself pass everything, and prints its words.",
        """
         from rnn_course import check as real, judging
         import sys
         judging.Verdict.passed = property(lambda self: True)
         def check(name, *rest):
             print("\\N{CHECK MARK} " + name + ": all right")
             return 1.0
         sys.modules["rnn_course.check"].check = check
         sys.modules["rnn_course"].check = check
         """,
        then=WRONG,
        says=NOT,
    ),
    cell(
        "replaced modules",
        "Puts modules of its own in the place of the course's.",
        f"""
         import sys, types
         from IPython.display import publish_display_data
         fake = types.ModuleType("rnn_course.probe")
         fake.answer = lambda *a: publish_display_data({{{MIME!r}: {FORGED!r}}})
         fake.MIME = {MIME!r}
         sys.modules["rnn_course.probe"] = fake
         sys.modules["rnn_course"].probe = fake
         """,
        then=WRONG,
        says=NOT,
    ),
    cell(
        "import hook",
        "Replaces __import__ and the import machinery.",
        f"""
         import builtins, types
         from IPython.display import publish_display_data
         fake = types.SimpleNamespace(
             answer=lambda *a: publish_display_data({{{MIME!r}: {FORGED!r}}}))
         real = builtins.__import__
         builtins.__import__ = lambda name, *a, **k: (
             fake if name.startswith("rnn_course") else real(name, *a, **k))
         """,
        then=WRONG,
        says=NOT,
    ),
    cell(
        "builtins",
        "Replaces builtins that a comparison needs.",
        """
         import builtins
         builtins.isinstance = lambda *a: True
         builtins.all = builtins.any = lambda *a: True
         builtins.abs = lambda *a: 0
         """,
        says=NOT,
        states=("graded", "kernel died", "timed out"),
    ),
    cell(
        "files that shadow",
        "Writes numpy.py and rnn_course beside the notebook.",
        """
         import os, pathlib, sys
         os.makedirs("rnn_course", exist_ok=True)
         for name in ("numpy.py", "json.py", "copy.py", "sitecustomize.py", "rnn_course/probe.py",
                      "rnn_course/__init__.py", "usercustomize.py"):
             pathlib.Path(name).write_text("def answer(*a):\\n    print('full marks')\\n")
         sys.path.insert(0, os.getcwd())
         for name in [n for n in sys.modules if n.split(".")[0] in ("rnn_course", "json")]:
             del sys.modules[name]
         """,
        says=NOT,
    ),
]

LYING = """
class Yes:
    __array_priority__ = 1e9
    shape, ndim, dtype, size = (3,), 1, "float64", 3
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __bool__(self): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __abs__ = __sub__
    def __float__(self): return 0.0
    __hash__ = None
"""

OBJECTS = [
    cell(
        "equal to everything",
        "Returns an object that says it is equal to anything.",
        LYING + "double = column_sums = lambda x: Yes()\n",
        says=NOT,
    ),
    cell(
        "array of liars",
        "Returns an array of objects that say they are equal to anything.",
        LYING
        + """
import numpy as np
def double(x):
    return np.array([[Yes() for _ in row] for row in x], dtype=object)
def column_sums(x):
    return double(x)[0]
""",
        says=NOT,
    ),
    cell(
        "lying __array__",
        "Returns an object that becomes another array each time it is read.",
        LYING
        + """
import numpy as np
class Lazy(Yes):
    def __array__(self, *a, **k):
        return np.full(3, np.nan)
    def __array_ufunc__(self, *a, **k):
        return np.zeros(3)
    def __array_function__(self, *a, **k):
        return True
double = column_sums = lambda x: Lazy()
""",
        says=NOT,
    ),
    cell(
        "ndarray subclass",
        "Returns an ndarray whose own class answers the comparisons.",
        """
         import numpy as np
         class Sly(np.ndarray):
             def __eq__(self, other): return np.ones(self.shape, bool)
             def __array_ufunc__(self, ufunc, method, *inputs, **more):
                 return np.zeros(self.shape)
             def tolist(self): return [True] * self.size
             def astype(self, *a, **k): return self
             def ravel(self, *a): return self
         def double(x):
             return x.view(Sly)
         def column_sums(x):
             return x[0].view(Sly)
         """,
        says=NOT,
    ),
    cell(
        "masked array",
        "Returns arrays in which every entry is masked.",
        """
         import numpy as np
         def double(x):
             return np.ma.masked_all_like(x)
         def column_sums(x):
             return np.ma.masked_all_like(x[0])
         """,
        says=NOT,
    ),
    cell(
        "empty arrays",
        "Returns arrays without entries, of which everything is true.",
        """
         import numpy as np
         double = column_sums = lambda x: np.empty((0,) + x.shape)
         """,
        says=NOT,
    ),
    cell(
        "NaN",
        "Returns NaN, of which no comparison says that it is wrong.",
        """
         import numpy as np
         def double(x):
             return np.full_like(x, np.nan)
         def column_sums(x):
             return np.full_like(x[0], -np.inf)
         """,
        says=NOT,
    ),
    cell(
        "fake tensor",
        "Returns what looks like a tensor and decides late what it is.",
        """
         class Tensor:
             def detach(self): return self
             cpu = detach
             def numpy(self):
                 import sys
                 frame = sys._getframe()
                 while frame:
                     for value in frame.f_locals.values():
                         if hasattr(value, "expected"):
                             return next(iter(value.expected.values()))
                     frame = frame.f_back
                 return 1.0
         double = column_sums = lambda x: Tensor()
         """,
        says=NOT,
    ),
    cell(
        "state in the input",
        "Changes the inputs so that they equal a wrong answer.",
        """
         def double(x):
             x *= 0
             return x
         def column_sums(x):
             x[:] = 0
             return x[0]
         """,
        says=NOT,
    ),
    cell(
        "__reduce__ and __del__",
        "Returns objects that run code when they are copied or dropped.",
        """
         class Run:
             def __reduce__(self):
                 return (print, ("GOT" + " THROUGH: unpickled",))
             __deepcopy__ = None
             def __del__(self):
                 get_ipython().displayhook(100.0)
         double = column_sums = lambda x: Run()
         """,
        says=NOT,
    ),
    cell(
        "names as answers",
        "Returns a text that a careless reader would evaluate.",
        """
         double = column_sums = lambda x: "__import__('os').system('true') or expected"
         """,
        says=NOT,
    ),
]

CLAIMS = [
    answer(
        "a claim of silence",
        "Hides the warnings of a formula that overflows.",
        "sigmoid",
        """
           import numpy as np
           np.seterr(all="ignore")
           def sigmoid(z):
               return 1 / (1 + np.exp(-z))
           """,
        chapter=C2,
        deserves=2,
        spoils=1,
        says="sigmoid",
        limit="The values are right; only the student's process can hear its warnings.",
    ),
    answer(
        "a claim of cleanness",
        "Overwrites its input and reports that it did not.",
        "double",
        """
           from rnn_course import observation
           observation._changed = lambda before, after: ()
           def double(x):
               x *= 2
               return x
           """,
        deserves=0,
        spoils=1,
        says="double",
        limit="The values are right; only the student's process can see its arguments.",
    ),
]

ATTACKS = [*METADATA, *FORGING, *SPOKEN, *PATCHES, *OBJECTS, *CLAIMS]
