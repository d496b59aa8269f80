"""The learner's side works where `rnn_ref`, `autograder` and `solutions` do not exist."""

import json
import shutil
import subprocess
import sys

from autograder.house import COURSE

PROGRAM = """
import importlib.util, json, sys
for name in ("rnn_ref", "autograder", "solutions", "nbgrader", "torch"):
    sys.modules[name] = None  # an import of it fails
import numpy as np
from rnn_course import check, CheckFailed

def softmax(z):
    e = np.exp(z - z.max(0, keepdims=True))
    return e / e.sum(AXIS, keepdims=True)

AXIS = 0
check("softmax")
AXIS = 1
try:
    check("softmax")
except CheckFailed as failed:
    print(failed)
print(json.dumps(sorted(m for m in sys.modules if m.split(".")[0] == "rnn_course")))
"""


def test_check_works_with_the_course_folder_alone(tmp_path):
    course = tmp_path / "course"
    shutil.copytree(COURSE, course, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    run = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {_paths(course)!r}\n{PROGRAM}"],
        cwd=course / "02_forward",
        capture_output=True,
        text=True,
        env={"PATH": ""},
    )
    assert run.returncode == 0, run.stderr
    assert "✓ softmax: 3 of 3 points." in run.stdout
    assert "Recognised: you divided by the sum over each row" in " ".join(run.stdout.split())
    loaded = json.loads(run.stdout.splitlines()[-1])
    assert "rnn_course.check" in loaded
    assert not any("pictures" in name or "explorer" in name for name in loaded)


def _paths(course):
    """The copied course and NumPy's own folder: nothing editable, nothing of the repository."""
    import numpy

    return [str(course), str(__import__("pathlib").Path(numpy.__file__).parent.parent)]
