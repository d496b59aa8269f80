"""A cause that is named is true: what once was said of answers for which it was not."""

import inspect

import pytest

from autograder.exercises import all_exercises
from autograder.exercises.mutation import mutated
from rnn_course.given import function as given
from tests.rnn_course.test_stops import text_of

UNKNOWN = "No mistake that this check knows"
NUMPY = "import numpy as np\n"


def back_with(slope):
    return (
        NUMPY
        + f"""def rnn_cell_backward(da_next, cache):
    a_next, a_prev, xt, p = cache
    dz = {slope} * da_next
    return {{"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ xt.T,
            "dWaa": dz @ a_prev.T, "dba": dz.sum(1, keepdims=True)}}
"""
    )


@pytest.mark.parametrize(
    "slope, said",
    [
        ("a_next**2", "the first value that none of our solutions makes"),
        ("a_next", "line 4 dz = a_next * da_next"),
        ("2 * a_next", "the value of 2 * a_next. line 4"),
        ("np.tanh(a_next)", "the value of np.tanh(a_next). line 4"),
        ("0", "all of it is 0"),
    ],
)
def test_a_mistake_is_not_named_for_the_case_in_which_many_give_zeros(slope, said):
    text = text_of("rnn_cell_backward", back_with(slope), "03_backprop")
    assert "Recognised" not in text and said in text


def test_what_explains_all_is_recognised_and_what_explains_some_says_so():
    whole = text_of("rnn_cell_backward", back_with("1"), "03_backprop")
    assert "Recognised: dz equals da_next" in whole
    two = back_with("1").replace('p["Waa"].T @ dz', "3 * da_next")
    text = text_of("rnn_cell_backward", two, "03_backprop")
    assert "Recognised: " not in text


def test_a_mistake_is_not_named_against_the_same_quantity_in_another_case():
    source = (
        NUMPY
        + """def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    return {key: g * max(1, limit / norm) for key, g in gradients.items()}
"""
    )
    text = text_of("clip_by_global_norm", source, "03_backprop")
    assert "as they came" not in text


def test_numbers_that_many_mistakes_give_are_not_called_recognised():
    exercise = all_exercises()["forget_bias_init"]
    (always_one,) = (m for m in exercise.misconceptions if m.name == "always_one")
    wrong = mutated(exercise, always_one)
    arguments = ", ".join(exercise.arguments)
    source = f"def forget_bias_init({arguments}):\n    return wrong({arguments})\n"
    text = text_of("forget_bias_init", source, "06_lstm", wrong=wrong)
    assert f"It may be this: {' '.join(always_one.says.split())}" in text


def test_a_number_that_many_mistakes_give_is_no_generated_mistake():
    source = (
        NUMPY
        + """def gradient_check(loss, parameters, gradients, epsilon=1e-7):
    out = {}
    for key in parameters:
        n = np.zeros_like(parameters[key])
        for i in np.ndindex(n.shape):
            plus = parameters
            plus[key][i] += epsilon
            minus = parameters
            minus[key][i] -= epsilon
            n[i] = (loss(plus) - loss(minus)) / (2 * epsilon)
        g = gradients["d" + key]
        out[key] = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
    return out
"""
    )
    text = text_of("gradient_check", source, "03_backprop")
    assert UNKNOWN in text and "got 1" in text


def test_one_array_under_two_names_is_not_another_order():
    source = (
        NUMPY
        + """def lstm_forward(x, a0, parameters):
    a = np.zeros((*a0.shape, x.shape[2]))
    c = a
    y_pred, caches = [], []
    a_next, c_next = a0, np.zeros_like(a0)
    for t in range(x.shape[2]):
        a_next, c_next, y, cache = lstm_cell_forward(x[:, :, t], a_next, c_next, parameters)
        a[:, :, t] = a_next
        c[:, :, t] = c_next
        y_pred.append(y)
        caches.append(cache)
    return a, np.stack(y_pred, 2), c, caches
"""
    )
    text = text_of("lstm_forward", source, "06_lstm")
    assert "a and c hold the same values, those of c." in text and "another order" not in text


def test_exchanged_values_are_called_so_before_any_mistake_that_one_of_them_fits():
    source = inspect.getsource(all_exercises()["count_cost"].reference)
    source = source.replace("return weights, products", "return products, weights")
    text = text_of("count_cost", source, "08_deep")
    assert "stand in another order" in text and "biases" not in text


@pytest.mark.parametrize("line", ["/ len(a0[0])", "* 0.9"])
def test_close_is_measured_on_what_the_exercise_changes(line):
    source = (
        NUMPY
        + f"""def train_step(x, y, mask, a0, parameters, rate, limit):
    loss, parameters_new = right(x, y, mask, a0, parameters, rate {line}, limit)
    return loss, parameters_new
"""
    )
    right = all_exercises()["train_step"].reference
    text = text_of("train_step", source, "04_language_model", right=right)
    assert "close" not in text


def test_close_numbers_are_called_rounded_only_where_they_are():
    begin = NUMPY + "def softmax(z):\n    e = np.exp(z - z.max(0))\n    e /= e.sum(0)\n    return "
    assert "all of them end early" in text_of("softmax", begin + "e.round(3)\n")
    text = text_of("softmax", begin + "e + 1e-4\n")
    assert "all of them end early" not in text and "the value of e + 0.0001" in text


def test_the_sum_is_given_its_axis_only_where_a_sum_was_taken():
    begin = (
        NUMPY + "def sigmoid(z):\n    right = 1 / (1 + np.exp(-np.clip(z, -500, 500)))\n    return "
    )
    assert "It is the sum of all right entries" in text_of("sigmoid", begin + "right.sum()\n")
    text = text_of("sigmoid", begin + "0.25\n")
    assert "A single number stands where an array belongs" in text and "sum" not in text


def test_caches_are_no_array_in_disguise():
    source = (
        NUMPY
        + """def many_to_one(x, a0, parameters):
    return rnn_forward(x, a0, parameters)[-1]
"""
    )
    text = text_of("many_to_one", source)
    assert "np.array" not in text and "Its first entry is a tuple of" in text
    assert "sizes here" in text  # the message counts


def test_a_list_where_a_dictionary_belongs_is_not_told_that_something_stands_beside_it():
    text = text_of(
        "task_type", "def task_type(applications):\n    return ['a', 'b']\n", "01_notation"
    )
    assert "nothing beside it" not in text and "a dictionary" in text


def test_the_courses_own_functions_are_never_the_learners_under_another_name():
    brought = {"__name__": "earlier"}
    exec("def rnn_forward(x, a0, parameters): pass", brought)
    for theirs in (given("02_forward", "rnn_forward"), brought["rnn_forward"]):
        text = text_of(
            "rnn_backward", NUMPY + "del rnn_backward\n", "03_backprop", rnn_forward=theirs
        )
        assert "There is no function" in text and "There is a function 'rnn_forward'" not in text


def test_a_length_that_is_taken_from_another_axis_is_told_as_that():
    source = (
        NUMPY
        + """def rnn_forward(x, a0, parameters):
    a, ys, caches, states = a0, [], [], []
    for t in range(len(x)):
        a, y, cache = rnn_cell_forward(x[:, :, t], a, parameters)
        states.append(a), ys.append(y), caches.append(cache)
    return np.stack(states, 2), np.stack(ys, 2), caches
"""
    )
    text = text_of("rnn_forward", source)
    assert "n_x = 3" in text and "the size of another axis of x is taken" in text
