"""A chooser as data: it draws as NumPy's own generator does, and it survives the road to a file."""

import copy
import json

import numpy as np
import pytest

from rnn_course import values
from rnn_course.known_uniforms import KnownUniforms
from rnn_course.pack import Case


def test_it_chooses_as_numpy_does():
    p = np.array([0.1, 0.2, 0.0, 0.3, 0.4])
    numbers = np.random.default_rng(5).random(500).tolist()
    known, numpy = KnownUniforms(numbers), np.random.default_rng(5)
    mine = [known.choice(5, p=p) for _ in range(500)]
    assert mine == [int(numpy.choice(5, p=p)) for _ in range(500)]
    assert 2 not in mine and all(type(index) is int for index in mine)
    assert KnownUniforms([0.3]).choice(["a", "b"], p=[0.25, 0.75]) == "b"
    assert KnownUniforms([0.3]).random() == 0.3


def test_it_travels_as_data():
    known = KnownUniforms([0.25, 0.5])
    again = values.decode(json.loads(json.dumps(values.encode(known))))
    assert again == known and again.random() == 0.25 and copy.deepcopy(known) == known


def test_every_call_of_a_case_begins_at_the_first_number():
    case = Case("a", {"rng": KnownUniforms([0.25]), "p": np.ones(2)}, {})
    for _ in range(2):
        rng, p = case.arguments()
        assert rng.random() == 0.25 and p.tolist() == [1, 1]
        p += 1


@pytest.mark.parametrize("numbers", [[1.0], [-0.1], ["a"], [None], [1], {"a": 1}])
def test_what_is_no_chooser_is_refused(numbers):
    with pytest.raises(values.NotData):
        values.decode({"$uniforms": numbers})


def test_its_errors_say_what_to_do():
    with pytest.raises(RuntimeError, match="ends your loop"):
        KnownUniforms([]).random()
    with pytest.raises(AttributeError, match=r"rng\.choice\(n, p=p\)"):
        KnownUniforms([0.5]).multinomial(1, [0.5, 0.5])
    with pytest.raises(ValueError, match="sum to 1"):
        KnownUniforms([0.5]).choice(2, p=[0.5, 0.6])
    with pytest.raises(ValueError, match="shape"):
        KnownUniforms([0.5]).choice(2, p=[1.0])
