"""`check` as a learner meets it: the built packs, the real messages."""

import json
import shutil
import time

import numpy as np
import pytest

from autograder.exercises import all_exercises
from autograder.house import COURSE
from rnn_course import CheckFailed, check

pytestmark = pytest.mark.core

CHAPTER = COURSE / "02_forward"


def softmax_of(z):
    return all_exercises()["softmax"].reference(z)


def message_of(name, function=None, **functions):
    """The text a learner sees for a function (and the earlier ones it may need)."""
    reference = {n: e.reference for n, e in all_exercises().items()}
    space = {**reference, "check": check, "FOLDER": CHAPTER, **functions}
    if function is not None:
        space[name] = function
    with pytest.raises(CheckFailed) as caught:
        exec(f"check({name!r}, folder=FOLDER)", space)
    return str(caught.value)


@pytest.mark.parametrize("name", sorted(all_exercises()))
def test_the_reference_passes_every_built_check(name, capsys):
    exercise = all_exercises()[name]
    check(name, exercise.reference, folder=COURSE / exercise.chapter)
    assert f"✓ {name}: {exercise.points} of {exercise.points} point" in capsys.readouterr().out


def test_missing_function():
    space = {"check": check, "FOLDER": CHAPTER}
    with pytest.raises(CheckFailed, match="There is no function 'softmax' in this notebook yet"):
        exec("check('softmax', folder=FOLDER)", space)


def test_renamed_function_is_found_by_its_likeness():
    space = {"check": check, "FOLDER": CHAPTER}
    exec("def sofmax(z): return z", space)
    with pytest.raises(CheckFailed, match="There is a function 'sofmax'") as caught:
        exec("check('softmax', folder=FOLDER)", space)
    assert "name it 'softmax' again" in " ".join(str(caught.value).split())


def test_overwritten_function():
    assert "'softmax' is an array of shape (2,), not a function" in message_of(
        "softmax", np.ones(2)
    )


def test_untouched_stub_says_what_to_write():
    def softmax(z):
        raise NotImplementedError("not written yet")

    text = message_of("softmax", softmax)
    assert text.startswith("○ softmax is not written yet.")
    assert "subtract each column's maximum" in " ".join(text.split())


def test_wrong_signature():
    text = message_of("rnn_cell_forward", lambda xt, a_prev: None)
    assert text.index("expected   rnn_cell_forward(xt, a_prev, parameters)") < text.index(
        "got        rnn_cell_forward(xt, a_prev)"
    )


def test_exception_shows_the_learners_own_line():
    space = {"check": check, "FOLDER": CHAPTER}
    source = "def softmax(z):\n    wide = z @ z @ z\n    return wide\n"
    import linecache

    linecache.cache["<cell>"] = (len(source), None, source.splitlines(True), "<cell>")
    exec(compile(source, "<cell>", "exec"), space)
    with pytest.raises(CheckFailed) as caught:
        exec("check('softmax', folder=FOLDER)", space)
    text = str(caught.value)
    assert "stopped with ValueError" in text and "line 2   wide = z @ z @ z" in text
    assert "The check called it with z (" in text and "site-packages" not in text


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda z: None, "The function returned None"),
        (lambda z: (z, z), "a tuple of 2 values"),
        (lambda z: z.tolist(), "Turn the list into an array"),
        (lambda z: "abc", "the text 'abc'"),
        (lambda z: np.full_like(z, np.nan), "holds NaN (not a number), first at [0,"),
        (lambda z: np.array([[object()] * z.shape[1]] * z.shape[0]), "an array of objects"),
        (lambda z: np.exp(z).astype(int), "the wrong type of number"),
        (lambda z: z > 0, "A comparison gives True and False"),
        (lambda z: z.astype(complex), "complex128"),
        (lambda z: z.astype(np.float16), "float16 keeps only three digits"),
        (lambda z: z.T, "The axes are in another order"),
        (lambda z: z[0], "An axis got lost"),
        (lambda z: z[None], "an axis too many"),
        (lambda z: z.sum(), "A single number stands where an array belongs"),
        (
            lambda z: softmax_of(z).sum(),
            "It is the sum of all right entries. Give the sum its axis.",
        ),
        (lambda z: z, "has the right shape and wrong values"),
        (lambda z: np.round(softmax_of(z), 3), "Your numbers are close. Look for rounding"),
        (lambda z: z, "This is what comes out when z stands in the place of probabilities"),
        (lambda z: 1 / (1 + z**2), "No mistake that this check knows gives these numbers"),
    ],
)
def test_every_kind_of_wrong_answer_has_its_sentence(function, words):
    assert words in " ".join(message_of("softmax", function).split()).replace("\xa0", " ")


def test_a_whole_number_is_a_number_so_a_wrong_one_is_a_wrong_value():
    text = message_of("sequence_cross_entropy", lambda y_pred, y, mask: 7)
    assert "loss is wrong." in text and "got        7" in text


def test_expected_stands_before_got_and_the_numbers_are_the_right_way_round():
    text = message_of("softmax", lambda z: np.full_like(z, 123.0))
    assert text.index("expected") < text.index("got")
    assert "123" in text.split("got")[1] and "123" not in text.split("got")[0]


def test_wrong_number_of_values():
    text = message_of("rnn_cell_forward", lambda xt, a_prev, parameters: (a_prev, xt))
    assert "expected   3 values: a_next, yt_pred, cache" in text
    assert "got        a tuple of 2 values" in text


def test_changed_inputs_are_named():
    def softmax(z):
        z -= z.max(axis=0, keepdims=True)
        np.exp(z, out=z)
        return z / z.sum(axis=0, keepdims=True)

    text = message_of("softmax", softmax)
    assert "the call changed its input z" in text and "2 of 3 points" in text


def test_changed_parameters_are_named():
    def cell(xt, a_prev, parameters):
        result = all_exercises()["rnn_cell_forward"].reference(xt, a_prev, dict(parameters))
        parameters["ba"] = parameters["ba"] * 2
        return result

    assert "parameters['ba']" in message_of("rnn_cell_forward", cell)


def test_a_wrong_dependency_is_named(capsys):
    def softmax(z):
        return z  # not finished

    space = {n: e.reference for n, e in all_exercises().items()}
    space.update(check=check, FOLDER=CHAPTER, softmax=softmax, np=np)
    exec(
        "def rnn_cell_forward(xt, a_prev, parameters):\n"
        "    p = parameters\n"
        "    a = np.tanh(p['Wax'] @ xt + p['Waa'] @ a_prev + p['ba'])\n"
        "    return a, softmax(p['Wya'] @ a + p['by']), (a, a_prev, xt, p)\n",
        space,
    )
    exec("check('rnn_cell_forward', folder=FOLDER)", space)
    text = " ".join(capsys.readouterr().out.split())
    assert "4 of 4 points, carried forward" in text
    assert "because softmax does not pass its own check yet" in text
    exec(
        "def rnn_cell_forward(xt, a_prev, parameters):\n"
        "    p = parameters\n"
        "    a = np.tanh(p['Wax'] @ xt + p['Waa'] @ a_prev + p['ba'])\n"
        "    return a, softmax(p['Wya'] @ a - p['by']), (a, a_prev, xt, p)\n",
        space,
    )
    with pytest.raises(CheckFailed) as caught:
        exec("check('rnn_cell_forward', folder=FOLDER)", space)
    text = " ".join(str(caught.value).split())
    assert "uses softmax, which does not pass its own check yet" in text
    assert "our solution" not in text  # a right cell may call it otherwise
    assert "a_next, cache (3 of 4 points)" in text


def test_an_unwritten_dependency_is_named():
    space = {"check": check, "FOLDER": CHAPTER}
    exec(
        "def rnn_cell_forward(xt, a_prev, parameters):\n"
        "    raise NotImplementedError('x')\n"
        "def rnn_forward(x, a0, parameters):\n"
        "    return rnn_cell_forward(x[:, :, 0], a0, parameters)\n",
        space,
    )
    import linecache

    source = "\n" * 10
    linecache.cache["<string>"] = (len(source), None, ["x\n"] * 10, "<string>")
    try:
        with pytest.raises(CheckFailed, match="it calls rnn_cell_forward, which is not written"):
            exec("check('rnn_forward', folder=FOLDER)", space)
    finally:
        linecache.cache.pop("<string>")


def test_no_traceback_is_rendered_in_a_notebook():
    failed = CheckFailed(None, "first line\nsecond line")
    assert failed._render_traceback_() == ["first line", "second line", "\u00a0"]


def test_quiz_takes_letters_in_any_dress_and_counts_the_right_ones(capsys):
    right = all_exercises()["forward_quiz"].reference()
    check("forward_quiz", lambda: ", ".join(right.upper()), folder=CHAPTER)
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("✓ forward_quiz: 5 of 5 points. Question 1, ")
    for reason in all_exercises()["forward_quiz"].reasons:
        assert reason in said
    texts = set()
    for i, letter in enumerate(right):
        wrong = right[:i] + ("a" if letter != "a" else "c") + right[i + 1 :]
        texts.add(message_of("forward_quiz", lambda wrong=wrong: wrong))
    [text] = texts
    assert text.startswith("✗ forward_quiz: 4 of 5 answers are right.")
    assert "The number of answers" in message_of("forward_quiz", lambda: "abc")
    assert "wants a text" in message_of("forward_quiz", lambda: ["a", "b"])


def test_the_quiz_pack_does_not_show_the_answers():
    text = (CHAPTER / "checks" / "forward_quiz.json").read_text(encoding="utf-8")
    right = all_exercises()["forward_quiz"].reference()
    assert f'"{right}"' not in text
    for mistake in json.loads(text)["misconceptions"]:
        assert mistake["name"].split("_")[1] not in "abcd" and mistake["says"] == ""
    for reason in all_exercises()["forward_quiz"].reasons:
        assert reason not in text and reason.split(": ", 1)[1] not in text


@pytest.mark.parametrize("damage", ["missing folder", "missing file", "broken", "other format"])
def test_a_missing_or_damaged_pack_is_said_in_words(tmp_path, damage):
    shutil.copytree(CHAPTER / "checks", tmp_path / "checks")
    pack = tmp_path / "checks" / "softmax.json"
    words = "is damaged"
    if damage == "missing folder":
        shutil.rmtree(tmp_path / "checks")
        words = "No folder 'checks' was found"
    elif damage == "missing file":
        pack.unlink()
        words = "There is no check called 'softmax'"
    elif damage == "broken":
        pack.write_text(pack.read_text(encoding="utf-8")[:200], encoding="utf-8")
    else:
        pack.write_text('{"format": 99}', encoding="utf-8")
        words = "this package reads format"
    with pytest.raises(CheckFailed) as caught:
        check("softmax", lambda z: z, folder=tmp_path)
    assert words in " ".join(str(caught.value).split())


def test_an_input_overwritten_in_the_loop_is_named_and_not_the_cache_it_spoils():
    def rnn_forward(x, a0, parameters):
        cell = all_exercises()["rnn_cell_forward"].reference
        states, predictions, caches = [], [], []
        for t in range(x.shape[2]):
            a, y, _ = cell(x[:, :, t], a0, parameters)
            caches.append((a.copy(), a0, x[:, :, t], parameters))
            a0[:] = a
            states.append(a)
            predictions.append(y)
        return np.stack(states, 2), np.stack(predictions, 2), caches

    text = message_of("rnn_forward", rnn_forward)
    assert "the call changed its input a0" in text and "5 of 6 points" in text


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda xt, a_prev, p: p["Wax"] @ a_prev, "in a matrix product the last axis"),
        (lambda xt, a_prev, p: xt + a_prev, "sizes must be equal, or one of them 1"),
        (lambda xt, a_prev, p: p["wax"], "The nearest to 'wax' is 'Wax'"),
        (lambda xt, a_prev, p: no_such_name, "Nothing has the name no_such_name"),  # noqa: F821
        (lambda xt, a_prev, p: xt[99], "Axis 0 of xt has"),
    ],
)
def test_frequent_exceptions_come_with_advice(function, words):
    assert words in " ".join(message_of("rnn_cell_forward", function).split())


@pytest.mark.parametrize("function", [lambda z: None, lambda z: z, lambda z: 0 * z, np.tanh])
def test_a_wrong_sigmoid_earns_nothing_for_raising_no_warning(function):
    assert "no overflow" not in message_of("sigmoid", function)


def test_a_recognition_never_contradicts_what_is_right():
    def cell(xt, a_prev, parameters):
        p = parameters
        z = p["Wax"] @ xt + p["Waa"] @ a_prev + p["ba"]
        a_next = np.tanh(z)
        scores = p["Wya"] @ z + p["by"]
        e = np.exp(scores - scores.max(0))
        return a_next, e / e.sum(0), (a_next, a_prev, xt, p)

    text = message_of("rnn_cell_forward", cell)
    assert "without tanh" not in text and "before tanh was taken" in " ".join(text.split())


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        (
            "rnn_forward",
            lambda a, y, c: (np.dstack([a, a[:, :, -1]]), y, c),
            "Axis 2 (T_x) should be 5 and is 6. Is what came before the first step stored",
        ),
        ("rnn_forward", lambda a, y, c: (a[:, :, 1:], y, c), "Was a step left out?"),
        ("rnn_forward", lambda a, y, c: (a[:, :, -1], y, c), "This is the last step alone"),
        ("rnn_cell_forward", lambda a, y, c: (y, a, c), "stand in another order"),
    ],
)
def test_the_likely_cause_of_a_wrong_shape(name, change, words):
    reference = all_exercises()[name].reference

    def function(first, second, parameters):
        return change(*reference(first, second, parameters))

    assert words in " ".join(message_of(name, function).split())


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda z: 1 / (1 + np.exp(-z)) if z >= 0 else z, "np.where(condition, one, other)"),
        (lambda z: __import__("math").exp(z), "np.exp, not math.exp"),
    ],
)
def test_advice_for_one_number_where_an_array_is(function, words):
    assert words in " ".join(message_of("sigmoid", function).split())


def test_another_exercise_is_not_taken_for_a_renamed_one():
    space = {"check": check, "FOLDER": CHAPTER}
    exec("def jordan_cell_forward(xt, y_prev, parameters): return 1", space)
    with pytest.raises(CheckFailed) as caught:
        exec("check('rnn_cell_forward', folder=FOLDER)", space)
    assert "jordan" not in str(caught.value)


def test_caches_that_hold_themselves_get_their_sentence_in_a_second():
    def rnn_forward(x, a0, parameters):
        a, y, _ = all_exercises()["rnn_forward"].reference(x, a0, parameters)
        caches = []
        for _ in range(x.shape[2]):
            caches.append(caches)
        return a, y, caches

    before = time.perf_counter()
    text = " ".join(message_of("rnn_forward", rnn_forward).split())
    assert time.perf_counter() - before < 1
    assert "a line such as caches.append(caches) puts the list into itself" in text
