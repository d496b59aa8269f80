"""Chapter 3: every edit of a right answer that changes it loses points."""

import pytest

from tests.autograder.proof.proving import assert_no_hole, exercises_of

pytestmark = pytest.mark.slow
CHAPTER = "03_backprop"


@exercises_of(CHAPTER)
def test_no_edit_passes_unseen(exercise):
    assert_no_hole(CHAPTER, exercise)
