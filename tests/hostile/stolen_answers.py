"""Attempts to gain points by finding the answers: in files, in memory, in what the check says.

Each fills one function of chapter 2 with what it found, and says so if it found anything.
"""

from __future__ import annotations

import json

from autograder import house
from tests.hostile import chapters
from tests.hostile.attack import answer, cell

C2 = "02_forward"
NOT = r"✗|○"
STEAL = '''
def softmax(z):
    return z

def found(text, name="softmax"):
    """Make the answer from the source of the reference, or of the solved notebook."""
    space = {{"np": __import__("numpy"), "array_namespace": lambda *a: __import__("numpy"),
             "check_arrays": lambda *a, **k: None, "Array": object}}
    lines = text[text.index("def softmax("):].split("\\n")
    end = next((i for i, l in enumerate(lines[1:], 1) if l and not l[0].isspace() and l[0] != ")"),
               len(lines))
    got("the source of softmax")
    exec("from __future__ import annotations\\n" + "\\n".join(lines[:end]), space)
    globals()["softmax"] = space["softmax"]

def taken(function):
    got("the reference itself")
    globals()["softmax"] = function

try:
{how}
except BaseException as error:
    print("no:", type(error).__name__)
'''


def steal(name, tries, how, **more):
    """An answer to softmax that is looked for in some place."""
    indented = "\n".join(f"    {line}" for line in how.strip().split("\n"))
    more = {"chapter": C2, "says": NOT, **more}
    return answer(name, tries, "softmax", known(STEAL.format(how=indented)), **more)


def known(source):
    """The attacker knows where the repository lies."""
    above = str(house.ROOT.parent)
    return source.replace("@ROOT@", str(house.ROOT)).replace("@ABOVE@", above)


IMPORTED = [
    steal(
        "import of the reference",
        "Imports the reference by its name.",
        "from rnn_ref import softmax as s\ntaken(s)",
    ),
    steal(
        "import past the fence",
        "Removes what blocks the import, and imports again.",
        """
import importlib, sys
for name in [n for n in sys.modules if sys.modules[n] is None]:
    del sys.modules[name]
importlib.invalidate_caches()
taken(importlib.import_module("rnn_ref").softmax)""",
    ),
    steal(
        "import in another process",
        "Starts a Python of its own, in which nothing is blocked.",
        """
import subprocess, sys
code = "import inspect, rnn_ref; print(inspect.getsource(rnn_ref.softmax))"
found(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)""",
    ),
    steal(
        "import of the specifications",
        "Imports the grader's exercises, with their references.",
        """
import sys
for name in [n for n in sys.modules if sys.modules[n] is None]:
    del sys.modules[name]
from autograder.exercises import all_exercises
taken(all_exercises()["softmax"].reference)""",
    ),
    steal(
        "editable finder",
        "Asks the finders of editable installations where the source lies.",
        """
import pathlib, sys, re, site
texts = [p.read_text() for s in [*site.getsitepackages(), *sys.path]
         for p in pathlib.Path(s or ".").glob("__editable__*")]
texts += [str(vars(sys.modules[m]).get("MAPPING")) for m in list(sys.modules) if "editable" in m]
folders = {f for t in texts for f in re.findall(r"'(/[^']+)'", t)}
for f in folders:
    for p in pathlib.Path(f).parent.glob("rnn_ref/**/*.py"):
        if "def softmax(" in p.read_text():
            found(p.read_text())""",
    ),
    steal(
        "importlib.metadata",
        "Asks the installed distributions for the place of the sources.",
        """
import importlib.metadata as m, json, pathlib
for d in m.distributions():
    origin = json.loads(d.read_text("direct_url.json") or "{}").get("url", "")
    folder = pathlib.Path(origin.removeprefix("file://"))
    for p in folder.glob("rnn_ref/**/*.py") if origin.startswith("file:///") else ():
        if "def softmax(" in p.read_text():
            found(p.read_text())""",
    ),
]

ON_DISK = [
    steal(
        "sys.path",
        "Reads the reference from the folders on sys.path and in PYTHONPATH.",
        """
import os, pathlib, sys
for s in {*sys.path, *os.environ.get("PYTHONPATH", "").split(":")}:
    for p in pathlib.Path(s or "/nowhere").glob("rnn_ref/**/*.py"):
        if "def softmax(" in p.read_text():
            found(p.read_text())""",
    ),
    steal(
        "search of the disk",
        "Walks the whole disk for anything called rnn_ref or solutions.",
        """
import os, pathlib, time
end = time.time() + 2.5
for top in ("@ABOVE@", "/home", "/root", "/srv", "/opt", "/mnt", "/tmp", "/var", "/proc/self/cwd/.."):
    for place, folders, files in os.walk(top):
        folders[:] = [f for f in folders if f not in ("site-packages", "node_modules", "proc")]
        if {"rnn_ref", "solutions"} & set(place.split("/")):
            for f in files:
                text = pathlib.Path(place, f).read_text(errors="ignore")
                if f.endswith(".py") and "def softmax(" in text:
                    found(text)
                    raise SystemExit
        if time.time() > end:
            break""",
    ),
    steal(
        "solved notebooks",
        "Reads the solved notebook from the course folder of the grader.",
        """
import glob, json
for path in [*glob.glob("/srv/hostile/out/source/*/*.ipynb"), *glob.glob("../../source/*/*.ipynb")]:
    for c in json.load(open(path))["cells"]:
        source = "".join(c["source"])
        if "def softmax(" in source:
            found(source)""",
    ),
    steal(
        "bytecode",
        "Runs the reference's compiled files instead of its sources.",
        """
import glob, marshal, os, sys
for s in {*sys.path, *os.environ.get("PYTHONPATH", "").split(":"), "@ROOT@"}:
    for path in glob.glob(f"{s or '/nowhere'}/rnn_ref/*/__pycache__/*.pyc"):
        code = marshal.loads(open(path, "rb").read()[16:])
        for const in code.co_consts:
            if getattr(const, "co_name", "") == "softmax":
                import types
                import numpy as np
                taken(types.FunctionType(const, {"np": np, "array_namespace": lambda *a: np}))""",
    ),
    steal(
        "git objects",
        "Reads the reference from the repository's history.",
        """
import glob, os, pathlib, subprocess, sys
tops = {str(pathlib.Path(s).parent) for s in sys.path if s} | set(sys.path) | {"@ROOT@"}
tops |= set(os.environ.get("PYTHONPATH", "").split(":"))
for top in tops:
    for name in ("rnn_ref/activations/softmax.py", "rnn_ref/softmax.py", "solutions/02_forward.py"):
        run = subprocess.run(["git", "-C", top or "/nowhere", "show", f"HEAD:{name}"],
                             capture_output=True, text=True)
        if "def softmax(" in run.stdout:
            found(run.stdout)
            raise SystemExit""",
    ),
    steal(
        "other processes' folders",
        "Looks through /proc at the folders of the grader's processes.",
        """
import glob, pathlib
for p in glob.glob("/proc/[0-9]*"):
    for link in ("cwd", "root@ROOT@"):
        try:
            for path in pathlib.Path(p, link).glob("rnn_ref/**/*.py"):
                if "def softmax(" in path.read_text():
                    found(path.read_text())
                    raise SystemExit
        except OSError:
            pass""",
    ),
    steal(
        "the grader's memory maps",
        "Looks in /proc/self/maps, fd and environ for the sources.",
        """
import glob, os, pathlib, re
text = open("/proc/self/environ").read() + open("/proc/self/maps").read()
text += " ".join(os.readlink(p) for p in glob.glob("/proc/self/fd/*") if os.path.exists(p))
for folder in {m for m in re.findall(r"/[\\w./-]+", text)}:
    for up in [pathlib.Path(folder), *pathlib.Path(folder).parents][:6]:
        for path in (up / "rnn_ref").glob("**/*.py"):
            if "def softmax(" in path.read_text():
                found(path.read_text())
                raise SystemExit""",
    ),
]

GIVEN = """
def rnn_forward(x, a0, parameters):
    return None
try:
{how}
    got("the course's own rnn_forward")
    exec(text, globals())
except BaseException as error:
    print("no:", type(error).__name__)
"""


def given(name, tries, how):
    indented = "\n".join(f"    {line}" for line in how.strip().split("\n"))
    source = GIVEN.format(how=indented)
    return answer(name, tries, "rnn_forward", source, chapter=C2, says=NOT)


GIVEN_ATTACKS = [
    given(
        "the next chapter's gift",
        "Reads the functions that the course gives to later chapters.",
        """
import pathlib, rnn_course
text = (pathlib.Path(rnn_course.__file__).parent / "given" / "chapter_02.py").read_text()""",
    ),
    given(
        "the gift through importlib",
        "Loads the same functions past the import fence.",
        """
import importlib.resources, sys
sys.modules.pop("rnn_course.given.chapter_02", None)
text = importlib.resources.files("rnn_course").joinpath("given/chapter_02.py").read_text()""",
    ),
    given(
        "the gift through its loader",
        "Asks the package's loader for the source.",
        """
import importlib.util, sys
sys.modules.pop("rnn_course.given.chapter_02", None)
spec = importlib.util.find_spec("rnn_course.given.chapter_02")
text = spec.loader.get_source("rnn_course.given.chapter_02")""",
    ),
]

IN_MEMORY = [
    answer(
        "frames of the check",
        "Looks for expected values in the frames that call it.",
        "softmax",
        """
           import sys
           def softmax(z):
               frame = sys._getframe()
               while frame:
                   for value in list(frame.f_locals.values()):
                       for case in getattr(value, "cases", ()) or ():
                           for name, array in getattr(case, "expected", {}).items():
                               if getattr(array, "shape", None) == z.shape:
                                   got("an expected value")
                                   return array
                   frame = frame.f_back
               return z
           """,
        chapter=C2,
        says=NOT,
    ),
    answer(
        "garbage collector",
        "Looks for expected values in all objects of the process.",
        "softmax",
        """
           import gc
           def softmax(z):
               for thing in gc.get_objects():
                   if type(thing).__name__ == "Case" and hasattr(thing, "expected"):
                       for array in thing.expected.values():
                           if thing.inputs["z"].tobytes() == z.tobytes():
                               got("an expected value")
                               return array
               return z
           """,
        chapter=C2,
        says=NOT,
    ),
    answer(
        "packs beside the notebook",
        "Reads the expected values from the checks' files.",
        "softmax",
        known("""
           import glob, json, numpy as np
           from rnn_course import values
           def softmax(z):
               places = ["checks", "@ROOT@/course/02_forward/checks"]
               places += glob.glob("/proc/[0-9]*/cwd/course/02_forward/checks")
               places += glob.glob("/srv/hostile/*/*/02_forward/checks")
               for place in places:
                   try:
                       pack = json.load(open(place + "/softmax.json"))
                   except OSError:
                       continue
                   for case in pack["cases"]:
                       if values.decode(case["inputs"])["z"].tobytes() == z.tobytes():
                           got("an expected value")
                           return next(iter(values.decode(case["expected"]).values()))
               return z
           """),
        chapter=C2,
        says=NOT,
    ),
    answer(
        "the check's own words",
        "Asks the check inside the function and reads its complaint.",
        "softmax",
        """
           import re, numpy as np
           from rnn_course.check import CheckFailed, check as ask
           asked = []
           def softmax(z):
               if asked:
                   return asked[-1]
               guess = np.zeros_like(z)
               for _ in range(min(z.size, 50)):
                   asked.append(guess)
                   try:
                       ask("softmax", lambda z, g=guess: g)
                       break
                   except CheckFailed as said:
                       m = re.search(r"first at +\\[([^]]+)\\].*\\n +expected +(\\S+)", str(said))
                       if not m:
                           break
                       guess[tuple(int(i) for i in m[1].split(","))] = float(m[2])
               asked.clear()
               return guess
           """,
        chapter=C2,
        says=NOT,
    ),
    answer(
        "history",
        "Looks in In, Out and the history for the check and its numbers.",
        "softmax",
        """
           import re, numpy as np
           def softmax(z):
               shell = get_ipython()
               text = str(In) + str(Out) + str(list(shell.history_manager.get_range()))
               for numbers in re.findall(r"expected[^[]*[[]([-0-9., e]+)]", text):
                   values = [float(n) for n in numbers.split(",")]
                   if len(values) == z.size:
                       got("expected values")
                       return np.reshape(values, z.shape)
               return z
           """,
        chapter=C2,
        says=NOT,
    ),
    answer(
        "memory between calls",
        "Remembers the inputs of earlier calls and answers from them.",
        "softmax",
        """
           seen = []
           def softmax(z):
               seen.append(z)
               return seen[0] if seen[0].shape == z.shape else z
           """,
        chapter=C2,
        says=NOT,
    ),
]

SHOWN = """
import json
import numpy as np
from rnn_course import values
PACKS = json.loads({packs!r})

def assembled(pack, case):
    \"\"\"What the function has to return, put together from the parts of the shown pack.\"\"\"
    expected, tree = values.decode(case["expected"]), {{}}
    for part in pack["parts"]:
        if part["case"] != case["name"] or part["kind"] == "quiet":
            continue
        value = expected[part["name"]]
        for number, path in enumerate(part["paths"]):
            at = tree
            for key in ["top", *path][:-1]:
                at = at.setdefault(key, {{}})
            at[(["top", *path])[-1]] = value if number == 0 else np.zeros_like(value)
    def plain(node):
        if not isinstance(node, dict) or not node:
            return node
        if all(isinstance(key, int) for key in node):
            length = max(max(node) + 1, len(pack["returns"]))
            return tuple(plain(node.get(i)) for i in range(length))
        return {{key: plain(item) for key, item in node.items()}}
    return plain(tree.get("top"))

def remembering(pack):
    def function(*inputs):
        told = json.dumps([values.encode(i) for i in inputs])
        for case in pack["cases"]:
            if told == json.dumps([values.encode(i) for i in values.decode(case["inputs"]).values()]):
                return assembled(pack, case)
        return assembled(pack, pack["cases"][0])
    return function

for name, pack in PACKS.items():
    globals()[name] = remembering(pack)
"""


def shown_only(chapter):
    """Every function of a chapter, right on the inputs that the learner's checks show.

    Quizzes are left out: whoever knows their answers may have them.
    """
    packs = {}
    for name in chapters.exercises(chapter):
        pack = json.loads((house.COURSE / chapter / "checks" / f"{name}.json").read_text())
        if not {part["kind"] for part in pack["parts"]} & {"letter", "choice"}:
            pack["misconceptions"] = []
            packs[name] = pack
    source = SHOWN.format(packs=json.dumps(packs))
    return cell(
        f"shown inputs only, {chapter}",
        "Answers the inputs that the checks show, by heart.",
        source,
        chapter=chapter,
        says=NOT,
    )


BY_HEART = [shown_only(chapter) for chapter in chapters.MISTAKES]

ATTACKS = [*IMPORTED, *ON_DISK, *GIVEN_ATTACKS, *IN_MEMORY, *BY_HEART]
