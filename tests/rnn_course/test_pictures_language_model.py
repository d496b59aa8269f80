"""Chapter 4's dial, and the numbers that it draws."""

import numpy as np
import pytest

from rnn_course.explorer import TemperatureDial
from rnn_course.explorer.base import script
from rnn_course.pictures.language_model.scores import SCORES, heated
from rnn_course.pictures.show import svg


def test_temperature_keeps_the_order_and_moves_the_share():
    cold, warm, hot = (heated(SCORES, tau) for tau in (0.1, 1.0, 4.0))
    assert all((np.diff(p) < 0).all() and p.sum() == pytest.approx(1) for p in (cold, warm, hot))
    assert cold[0] > 0.99 > warm[0] > hot[0] and list(SCORES) == sorted(SCORES, reverse=True)


def test_the_dial_can_be_read_without_a_widget():
    dial = TemperatureDial(tau=0.1, k=3)
    assert "temperature 0.10, the 3 largest kept: nap 0.99" in dial.describe()
    page = dial._repr_mimebundle_()
    page = page[0] if isinstance(page, tuple) else page
    assert "<img" in page["text/html"] and page["text/plain"] == dial.describe()
    assert svg(dial.still())
    module = script("temperature_dial.js")
    assert "http" not in module and module.rstrip().endswith("export default { render };")
