"""Chapter 3's figures at their ends."""

from rnn_course.pictures import backward
from rnn_course.pictures.show import svg


def test_a_unit_that_hands_on_nothing_can_be_drawn():
    assert svg(backward.factor_per_step(w_aa=0.0))
