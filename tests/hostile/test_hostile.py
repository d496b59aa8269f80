"""Every hostile submission, graded in classes beside three honest students.

The classes are graded in a cage (`cage.py`), so that an attack which beats the grader is seen and
does no harm. Where no cage can be made, nothing is tried.
"""

import pytest

from tests.hostile import cage, caged_class, suite
from tests.hostile.shared import Shared

pytestmark = pytest.mark.skipif(
    not cage.usable(),
    reason="hostile submissions are only tried in a cage, which takes root on Linux",
)
CLASSES = [tuple(names) for names in suite.classes()]
CLASS_OF = {name: names for names in CLASSES for name in names}


def title(names):
    attack = suite.attacks()[names[0]]
    return f"{attack.kind}, {'zips' if attack.archive else attack.chapter}"


def marked(names, *more):
    """A chapter of its own for one attack takes long."""
    slow = [pytest.mark.slow] if len(names) == 1 else []
    return pytest.param(*more, names, marks=slow)


@pytest.fixture(scope="session")
def graded(request, tmp_path_factory):
    """Class → what became of it. A class is graded once, whichever worker asks first."""
    asked = [
        item.callspec.params.get("names")
        for item in request.session.items
        if getattr(item, "callspec", None)
    ]
    return Shared(
        tmp_path_factory, caged_class.grade, [names for names in asked if names in CLASSES]
    )


@pytest.mark.parametrize("names", [marked(names) for names in CLASSES], ids=map(title, CLASSES))
def test_the_class_is_unharmed(names, graded):
    """Honest students have their points, no process is left, nothing outside has changed."""
    assert not caged_class.class_complaints(graded(names))


@pytest.mark.parametrize(
    ("name", "names"),
    [marked(names, name) for names in CLASSES for name in names],
    ids=[name for names in CLASSES for name in names],
)
def test_the_attack_gains_nothing_and_is_told_what_happened(name, names, graded):
    """The score it deserves, its own state and words; nothing reached, no script in the page."""
    assert not caged_class.complaints(suite.attacks()[name], graded(names))
