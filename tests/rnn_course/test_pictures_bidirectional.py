"""Chapter 7's figures: they draw what they are given."""

import numpy as np
import pytest

from rnn_course.pictures import bidirectional
from rnn_course.pictures.bidirectional.curves import heard
from rnn_course.pictures.show import svg


def test_what_waiting_buys_is_drawn_as_it_is_given():
    best, clues = [0.5, 0.6, 0.6, 1.0], {1: 20, 3: 80}
    figure = bidirectional.delays(best, [best, [0.4, 0.5, 0.6, 0.9]], clues)
    curve, bars = figure.axes
    level, stair, *networks = curve.get_lines()
    assert set(level.get_ydata()) == {0.5} and list(stair.get_ydata()) == best
    assert [list(line.get_ydata()) for line in networks] == [best, [0.4, 0.5, 0.6, 0.9]]
    assert len({line.get_marker() for line in networks}) == 2  # not told apart by colour alone
    assert [bar.get_height() for bar in bars.patches] == [0.2, 0.8]
    assert [bar.get_x() + bar.get_width() / 2 for bar in bars.patches] == pytest.approx([1, 3])
    assert [text.get_text() for text in bars.texts] == ["20%", "80%"]


def test_learning_can_be_drawn_before_the_best_score_is_known():
    figure = bidirectional.learning({"forward": [([0, 20], [0.4, 0.5])]}, None)
    assert not figure.axes[0].texts and svg(figure)
    assert len(bidirectional.learning().axes[0].texts) == 1


def test_what_the_picture_to_move_shows_is_what_two_such_units_do():
    rng = np.random.default_rng(0)
    x, keep, length = rng.normal(size=10), 0.6, 7

    def run(values):
        a, found = 0.0, []
        for value in values:
            a = keep * a + value
            found.append(a)
        return np.array(found)

    for step in (1, 4, 7):
        changed = x.copy()
        changed[step - 1] += 1
        right, left = heard(step, length, keep)
        ahead = run(changed[:length]) - run(x[:length])
        behind = (run(changed[:length][::-1]) - run(x[:length][::-1]))[::-1]
        assert np.allclose(right[:length], ahead) and np.allclose(left[:length], behind)
        assert not right[length:].any() and not left[length:].any()
    assert not np.any(heard(9, length, keep))
