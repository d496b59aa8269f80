"""Wrong arguments: each error names the argument, what it must be and what it is."""

import array_api_strict
import numpy as np
import pytest
import torch

from rnn_ref import many_to_one, match_torch_rnn, rnn_cell_forward, rnn_forward
from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.numbers import check_count


@pytest.fixture
def call(backend, draw):
    """Call the cell with good arguments but for some; None as a value leaves the key out."""

    def call(xt=None, a_prev=None, **weights):
        drawn = draw(0)
        parameters = backend.arrays(drawn.parameters, "float64") | weights
        parameters = {key: value for key, value in parameters.items() if value is not None}
        xt = backend.array(drawn.x[:, :, 0]) if xt is None else xt
        a_prev = backend.array(drawn.a0) if a_prev is None else a_prev
        return rnn_cell_forward(xt, a_prev, parameters)

    return call


def test_the_good_call_is_good(call):
    assert tuple(call()[0].shape) == (5, 7)


@pytest.mark.parametrize(
    ("name", "shape", "words"),
    [
        ("Wax", (5,), r"^Wax must have shape \(n_a, n_x\), but its shape is \(5,\)\.$"),
        (
            "Waa",
            (5, 4),
            r"^Waa must have shape \(n_a, n_a\) = \(5, 5\), but its shape is \(5, 4\); "
            r"n_a = 5 comes from Wax\.$",
        ),
        (
            "Wya",
            (5, 2),
            r"^Wya must have shape \(n_y, n_a\) = \(n_y, 5\), but its shape is \(5, 2\)",
        ),
        ("ba", (5,), r"^ba must have shape \(n_a, 1\) = \(5, 1\), but its shape is \(5,\)"),
        ("ba", (5, 7), r"^ba must have shape \(n_a, 1\) = \(5, 1\), but its shape is \(5, 7\)"),
        (
            "by",
            (3, 1),
            r"^by must have shape \(n_y, 1\) = \(2, 1\), .*\(3, 1\); n_y = 2 comes from "
            r"Wya",
        ),
        (
            "xt",
            (4, 7),
            r"^xt must have shape \(n_x, m\) = \(3, m\), but its shape is \(4, 7\); "
            r"n_x = 3 comes from Wax",
        ),
        (
            "xt",
            (3, 7, 1),
            r"^xt must have shape \(n_x, m\) = \(3, m\), but its shape is \(3, 7, 1\)",
        ),
        ("xt", (3, 0), r"^xt must have m of at least 1, but its shape is \(3, 0\); a batch needs"),
        (
            "a_prev",
            (5, 6),
            r"^a_prev must have shape \(n_a, m\) = \(5, 7\), but its shape is "
            r"\(5, 6\); n_a = 5 comes from Wax, m = 7 comes from xt\.$",
        ),
        ("a_prev", (7, 5), r"^a_prev must have shape \(n_a, m\) = \(5, 7\)"),
    ],
)
def test_a_wrong_shape_is_named(backend, call, name, shape, words):
    with pytest.raises(ValueError, match=words):
        call(**{name: backend.array(np.ones(shape))})


@pytest.mark.parametrize("kind", ["int64", "bool", "complex128"])
@pytest.mark.parametrize(("name", "shape"), [("Wax", (5, 3)), ("xt", (3, 7))])
def test_a_wrong_dtype_is_named(backend, call, name, shape, kind):
    words = rf"^{name} must hold real floating-point numbers .*, but its dtype is .*{kind}"
    with pytest.raises(TypeError, match=words):
        call(**{name: backend.array(np.ones(shape), kind)})


def test_two_dtypes_are_named(backend, call):
    with pytest.raises(
        TypeError, match="^a_prev must have dtype .*float64 as Wax has, but its dtype is .*float32"
    ):
        call(a_prev=backend.array(np.ones((5, 7)), "float32"))


@pytest.mark.parametrize("name", ["Wax", "by", "xt", "a_prev"])
def test_a_list_is_named(call, name):
    with pytest.raises(TypeError, match=f"^{name} must be an array, but it is of type list"):
        call(**{name: [[1.0]]})


def test_a_missing_and_an_unknown_key_are_named(backend, call):
    with pytest.raises(
        ValueError, match="^parameters must have the keys Wax, Waa, Wya, ba, by, but Waa is missing"
    ):
        call(Waa=None)
    with pytest.raises(ValueError, match="keys Wax, Waa, Wya, ba, by, but Way is unknown"):
        call(Way=backend.array([[1.0]]))


@pytest.mark.parametrize("function", [rnn_cell_forward, rnn_forward, many_to_one, match_torch_rnn])
def test_parameters_must_be_a_dict(function):
    with pytest.raises(TypeError, match="^parameters must be a dict of arrays.*type list"):
        function(np.ones((1, 1)), np.ones((1, 1)), [np.ones((1, 1))])


@pytest.mark.parametrize("function", [rnn_forward, many_to_one, match_torch_rnn])
def test_a_sequence_must_have_three_axes(backend, draw, function):
    drawn = draw(0)
    parameters = backend.arrays(drawn.parameters, "float64")
    with pytest.raises(
        ValueError,
        match=r"^x must have shape \(n_x, m, T_x\) = \(3, m, T_x\), "
        r"but its shape is \(3, 7\)",
    ):
        function(backend.array(drawn.x[:, :, 0]), backend.array(drawn.a0), parameters)
    with pytest.raises(
        ValueError,
        match=r"^a0 must have shape \(n_a, m\) = \(5, 7\), but .*"
        r"\(5, 1\)",
    ):
        function(backend.array(drawn.x), backend.array(drawn.a0[:, :1]), parameters)


def test_objects_are_no_numbers():
    with pytest.raises(TypeError, match="^z must hold real floating-point.*object"):
        check_arrays(z=(np.ones((2, 2), dtype=object), "n m"))


def test_two_libraries_are_named(draw):
    drawn = draw(0)
    with pytest.raises(
        TypeError, match="^xt must be an array of numpy as Wax is, but it is an array of torch"
    ):
        rnn_cell_forward(torch.tensor(drawn.x[:, :, 0]), drawn.a0, drawn.parameters)
    with pytest.raises(
        TypeError,
        match="^a_prev must be an array of numpy as Wax is, but it is an array of array_api_strict",
    ):
        rnn_cell_forward(drawn.x[:, :, 0], array_api_strict.asarray(drawn.a0), drawn.parameters)


def test_two_devices_are_named():
    here = array_api_strict.ones((2, 3))
    there = array_api_strict.ones((2, 3), device=array_api_strict.Device("device1"))
    with pytest.raises(
        ValueError,
        match="^a_prev must lie on device .*CPU_DEVICE.* as a_next does, but it lies on .*device1",
    ):
        check_arrays(a_next=(here, "n_a m"), a_prev=(there, "n_a m"))
    meta = torch.ones(2, 3, device="meta")  # torch's own device without data
    with pytest.raises(ValueError, match="^a_prev must lie on device cpu.*lies on meta"):
        check_arrays(a_next=(torch.ones(2, 3), "n_a m"), a_prev=(meta, "n_a m"))


def test_a_parameter_of_a_torch_module_is_an_array_of_torch():
    weight = torch.nn.Parameter(torch.ones(2, 3))
    assert check_arrays(W=(weight, "n m"), z=(torch.ones(3, 4), "m k")) == {"n": 2, "m": 3, "k": 4}


def test_counts():
    assert check_count("T_y", np.int64(3), least=1) == 3
    with pytest.raises(ValueError, match="^T_y must be at least 1, but it is 0"):
        check_count("T_y", 0, least=1)
    with pytest.raises(TypeError, match="^T_y must be an integer, but it is of type str"):
        check_count("T_y", "3", least=1)


def test_numbers_that_are_not_finite_are_let_through(backend):
    assert check_arrays(z=(backend.array([[np.nan, np.inf]]), "n m")) == {"n": 1, "m": 2}
