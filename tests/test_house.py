"""The house: its rooms know each other in one direction."""

import pytest

from autograder.house import COURSE, ROOT
from tests.imports import circle, rooms

PACKAGES = [ROOT / "autograder", COURSE / "rnn_course"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_no_room_knows_one_that_knows_it(package):
    graph = rooms(package)
    assert len(graph) > 5
    found = circle(graph)
    assert not found, (
        "These imports close a circle:\n  " + "\n  ".join(found) + "\nWhat both rooms need "
        "belongs to neither: put it into a file beside them."
    )


def test_a_circle_is_found_and_told(tmp_path):
    files = {
        "a/__init__.py": "",
        "a/one.py": "from house.b import two\n",
        "b/two.py": "def f():\n    import house.c\n",
        "c.py": "from . import d, e\n",
        "d.py": "import json\nfrom .a import one\n",
        "e.py": "from house import a\n",
    }
    for name, text in files.items():
        path = tmp_path / "house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = circle(rooms(tmp_path / "house"))
    assert sorted(found)[:3] == [
        "house/a/one.py, line 1: house.b.two",
        "house/b/two.py, line 2: house.c",
        "house/c.py, line 1: house.d",
    ]
    assert len(found) == 4
    (tmp_path / "house" / "c.py").write_text("")
    assert circle(rooms(tmp_path / "house")) == []
