"""The seven applications by hand, and what is refused."""

import pytest

from rnn_ref import task_type

TYPES = {
    "speech recognition": "many-to-many, T_x != T_y",
    "music generation": "one-to-many",
    "sentiment classification": "many-to-one",
    "DNA sequence analysis": "many-to-many, T_x = T_y",
    "machine translation": "many-to-many, T_x != T_y",
    "video activity recognition": "many-to-one",
    "named entity recognition": "many-to-many, T_x = T_y",
}


def test_all_seven_and_in_the_order_that_is_asked_for():
    assert task_type(list(TYPES)) == TYPES
    assert list(task_type(list(TYPES)[::-1])) == list(TYPES)[::-1]
    assert task_type([]) == {}


@pytest.mark.parametrize(
    "applications, error, said",
    [
        ("music generation", TypeError, "applications must be a list of names"),
        ([3], TypeError, r"applications\[0\] must be a str, but it is of type int"),
        (
            ["music generation", "chess"],
            ValueError,
            r"applications\[1\] must be one of .* it is chess",
        ),
    ],
)
def test_errors(applications, error, said):
    with pytest.raises(error, match=said):
        task_type(applications)
