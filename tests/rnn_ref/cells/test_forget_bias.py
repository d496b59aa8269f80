"""The forget bias is set in a new dict, and nothing else."""

import numpy as np
import pytest

from rnn_ref import forget_bias_init


def test_only_the_forget_bias_is_set_and_in_a_new_dict():
    given = {"Wf": np.ones((4, 7)), "bf": np.arange(4.0)[:, None], "bu": np.ones((4, 1))}
    before = given["bf"].copy()
    opened = forget_bias_init(given, 2.5)
    assert (opened["bf"] == 2.5).all() and opened["bf"].shape == (4, 1)
    assert (given["bf"] == before).all()
    assert all(opened[k] is given[k] for k in given if k != "bf")
    assert (forget_bias_init(given)["bf"] == 1).all()
    with pytest.raises(ValueError, match="must have the key bf"):
        forget_bias_init({"bu": before})
