"""Chapter 5's figures at the ends of their scales."""

import pytest

from rnn_course.pictures import gru
from rnn_course.pictures.show import svg


@pytest.mark.parametrize("setting", [{"write": -10.0}, {"hold": 10.0}, {"later": 1.0}])
def test_every_setting_of_the_gated_memory_can_be_drawn(setting):
    assert svg(gru.gated_memory(**setting))
