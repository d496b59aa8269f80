"""Values as data: every value survives the road, and a stranger's data does no harm."""

import json
import time
from collections import namedtuple
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rnn_course.known_loss import KnownLoss
from rnn_course.known_uniforms import KnownUniforms
from rnn_course.values import MAX_ENTRIES, NotData, Other, decode, describe, encode, plain


def travelled(value):
    return decode(json.loads(json.dumps(encode(value))))


@settings(max_examples=60, deadline=None)
@given(
    hnp.arrays(
        st.sampled_from([np.float64, np.float32, np.int64, np.bool_, np.complex128]),
        hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
    )
)
def test_arrays_keep_their_bits_shape_and_dtype(array):
    back = travelled(array)
    assert back.dtype == array.dtype and back.shape == array.shape
    assert np.array_equal(back, array, equal_nan=array.dtype.kind in "fc")


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        3,
        2.5,
        "text",
        [1, (2.0, "x")],
        {"a": [1], "b": {"c": (None,)}},
        Other("a thing"),
    ],
)
def test_other_values_survive(value):
    assert travelled(value) == value


def test_nan_and_infinity_survive():
    assert np.isnan(travelled(float("nan"))) and travelled(float("-inf")) == -np.inf


def test_plain_reads_tensors_named_tuples_and_objects():
    Cache = namedtuple("Cache", "a b")

    @dataclass
    class Data:
        a: np.ndarray

    tensor = torch.ones(2, 3, dtype=torch.float32, requires_grad=True)
    assert plain(tensor).shape == (2, 3) and plain(tensor).dtype == np.float32
    assert plain(Cache(1, 2)) == (1, 2)
    assert plain(Data(np.ones(2)))["a"].shape == (2,)
    assert list(plain(SimpleNamespace(x=1))) == ["x"]
    assert plain(np.float64(2)).shape == ()


def test_plain_describes_what_cannot_be_data():
    assert plain(np.array([object()])) == Other("an array of objects")
    assert plain(lambda: 0) == Other("a function or a class")
    assert plain(x for x in ()) == Other("an object of type generator")


def test_plain_survives_objects_that_fight_back():
    class Hostile:
        @property
        def __dict__(self):
            raise RuntimeError("no")

    class Liar(float):
        def __eq__(self, other):
            return True

        __hash__ = None

    loop = []
    loop.append(loop)
    assert isinstance(plain(Hostile()), Other)
    assert isinstance(plain(Liar(1)), Other)  # no subclass comes through
    assert isinstance(plain(loop), list)  # cut at the depth limit


def test_plain_copies():
    array = np.zeros(3)
    kept = plain(array)
    array += 1
    assert kept.sum() == 0


@pytest.mark.parametrize(
    "data",
    [
        {"$array": [1, 2], "shape": [3], "dtype": "float64"},
        {"$array": [1], "shape": [-1], "dtype": "float64"},
        {"$array": ["1"], "shape": [1], "dtype": "float64"},
        {"$array": [1], "shape": [1], "dtype": "object"},
        {"$array": [10**400], "shape": [1], "dtype": "float64"},
        {"$array": [300], "shape": [1], "dtype": "uint8"},
        {"$array": 5, "shape": [1], "dtype": "float64"},
        {"$tuple": 5, "other": 1},
        {"$dict": [[1]]},
        {"unknown": 1},
        {"$array": [0] * (MAX_ENTRIES + 1), "shape": [MAX_ENTRIES + 1], "dtype": "int8"},
    ],
)
def test_a_strangers_data_is_refused_in_words(data):
    with pytest.raises(NotData):
        decode(data)


def test_deep_nesting_is_refused():
    data = []
    for _ in range(200):
        data = [data]
    with pytest.raises(NotData, match="nested"):
        decode(data)


def test_what_holds_itself_is_said_and_is_quick():
    caches, entry, thing = [], {}, type("Thing", (), {})()
    for _ in range(40):
        caches.append(caches)
    entry["again"] = (1, entry)
    thing.me = thing
    before = time.perf_counter()
    assert plain(caches)[39] == Other("a list that holds itself")
    assert plain(entry)["again"][1] == Other("a dictionary that holds itself")
    assert plain(thing)["me"] == Other("an object that holds itself")
    assert plain([caches[0], [1]])[1] == [1]
    assert time.perf_counter() - before < 0.5


def test_the_same_list_twice_does_not_hold_itself():
    one = [1.0]
    assert plain((one, one)) == ([1.0], [1.0])


@pytest.mark.parametrize("leaf", [[1.0] * 10, np.zeros(1_000_000)])
def test_what_doubles_at_every_level_is_given_up(leaf):
    wide = [leaf] * 10
    for _ in range(10):
        wide = [wide] * 10
    before = time.perf_counter()
    found = plain({"caches": wide})
    assert isinstance(found, Other) and "holds more than" in found.description
    assert time.perf_counter() - before < 2


def test_a_million_nodes_of_a_stranger_are_refused():
    with pytest.raises(NotData, match="more than 100000 values"):
        decode([[1] * 1000] * 1000)
    with pytest.raises(NotData, match="more than 100000 values"):
        decode({"$dict": [[str(i), {"$tuple": [1] * 1000}] for i in range(1000)]})


def test_what_the_check_hands_in_is_described_in_words():
    assert "loss" in describe(KnownLoss({})) and "random" in describe(KnownUniforms([0.5]))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "None"),
        ((1, 2), "a tuple of 2 values"),
        ([1], "a list of 1 value"),
        (np.ones((2, 3)), "an array of shape (2, 3)"),
        (np.float32(1), "a single number (float32)"),
        ({}, "an empty dictionary"),
        ("abc", "the text 'abc'"),
        (Other("an array of objects"), "an array of objects"),
    ],
)
def test_describe(value, words):
    assert describe(plain(value) if isinstance(value, np.generic) else value) == words
