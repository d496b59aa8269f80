"""Every hostile submission, graded in classes beside three honest students.

The classes are graded in a cage (`cage.py`), so that an attack which beats the grader is seen and
does no harm. Where no cage can be made, nothing is tried.
"""

from functools import cache

import pytest

from tests.hostile import cage, grading, suite

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not cage.usable(),
        reason="hostile submissions are only tried in a cage, which takes root on Linux",
    ),
]

CLASSES = [tuple(names) for names in suite.classes(together=True)]
CLASS_OF = {name: names for names in CLASSES for name in names}
graded = cache(grading.grade)  # a class is graded once and looked at by many tests


@pytest.mark.parametrize("names", CLASSES, ids=lambda names: f"{names[0]} and {len(names) - 1}")
def test_the_class_is_unharmed(names):
    """Honest students have their points, no process is left, nothing outside has changed."""
    assert not grading.class_complaints(graded(names))


@pytest.mark.parametrize("name", [name for names in CLASSES for name in names])
def test_the_attack_gains_nothing_and_is_told_what_happened(name):
    """The score it deserves, its own state and words; nothing reached, no script in the page."""
    assert not grading.complaints(suite.attacks()[name], graded(CLASS_OF[name]))
