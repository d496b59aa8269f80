"""A text that the network writes, word after word."""

from collections.abc import Callable

import numpy as np
from array_api_compat import array_namespace, device

from autograder.exercises.draw import parameters as draw_parameters
from autograder.exercises.specification import Exercise, Inputs, Misconception, exact
from autograder.exercises.told_apart import fresh, told_apart
from rnn_course.known_uniforms import KnownUniforms
from rnn_ref import draw, one_hot, rnn_cell_forward


def sample_rnn(parameters, eos: int, longest: int, rng) -> list:
    """Let an RNN write from nothing: draw a word, feed it back, until <EOS> or the maximum."""
    Wax = parameters["Wax"]
    n_a, n = Wax.shape
    xp = array_namespace(Wax)
    xt = xp.zeros((n, 1), dtype=Wax.dtype, device=device(Wax))  # (n, 1)
    a = xp.zeros((n_a, 1), dtype=Wax.dtype, device=device(Wax))  # (n_a, 1)
    indices = []
    while len(indices) < longest:
        a, yt_pred, _ = rnn_cell_forward(xt, a, parameters)
        index = draw(yt_pred[:, 0], rng)
        indices.append(index)
        if index == eos:
            break
        xt = one_hot(xp.asarray([index], device=device(Wax)), n, Wax.dtype)  # (n, 1)
    return indices


def stepped(xt, a_prev, p: dict) -> tuple:
    """rnn_cell_forward, quickly: inputs are drawn until it has written many texts."""
    a_next = np.tanh(p["Wax"] @ xt + p["Waa"] @ a_prev + p["ba"])
    powers = np.exp(p["Wya"] @ a_next + p["by"])
    return a_next, powers / powers.sum(axis=0)


def writing(how: str = "") -> Callable:
    """sample with one mistake; '' is the right one."""

    def sample(parameters, eos, longest, rng):
        n_a, n = parameters["Wax"].shape
        a, xt, indices = np.zeros((n_a, 1)), np.zeros((n, 1)), []
        if how == "starts_with_the_end":
            xt[eos] = 1
        if how == "longest_is_exceeded":
            longest = longest + 1
        while len(indices) < longest or how == "maximum_ignored":
            a_next, yt_pred = stepped(xt, a, parameters)
            if how != "state_not_carried":
                a = a_next
            p = yt_pred[:, 0]
            if how == "argmax":
                index = int(p.argmax())
            elif how == "all_equal":
                index = rng.choice(n)
            else:
                index = rng.choice(n, p=p)
            if how == "end_left_out" and index == eos:
                break
            indices.append(int(index))
            if index == eos and how != "end_ignored":
                break
            if how == "belief_fed_back":
                xt = yt_pred
            elif how != "word_not_fed_back":
                xt = np.eye(n)[:, [index]]
        return indices

    return sample


AT_THE_END = ("end_left_out", "end_ignored")
AT_THE_MAXIMUM = ("maximum_ignored", "longest_is_exceeded")
ON_THE_WAY = (
    "argmax",
    "all_equal",
    "state_not_carried",
    "word_not_fed_back",
    "belief_fed_back",
    "starts_with_the_end",
)


def draw_writing(rng, ends: bool) -> Inputs:
    longest = 10 if ends else 7

    def drawn(rng):
        n, n_a = (int(rng.choice(of)) for of in (((5, 6), (3, 4)) if ends else ((4, 8), (2, 5))))
        sizes = {"n_x": n, "n_a": n_a, "n_y": n}
        parameters = draw_parameters(rng, sizes)
        for key in ("Wax", "Waa", "Wya"):
            parameters[key] = np.round(2.2 * parameters[key], 3)
        numbers = np.round(rng.uniform(0.001, 0.999, size=120), 6).tolist()
        return Inputs(
            {
                "parameters": parameters,
                "eos": int(rng.integers(1, n)),
                "longest": longest,
                "rng": KnownUniforms(numbers),
            },
            {},
        )

    def make(rng):
        while True:
            inputs = drawn(rng)
            written = writing()(*fresh(inputs))
            ended = written[-1] == inputs.values["eos"]
            if ended == ends and len(written) >= 5 and len(set(written)) >= 3:
                return inputs

    own = AT_THE_END if ends else AT_THE_MAXIMUM
    wrong = [writing(how) for how in (*own, *ON_THE_WAY)]
    return told_apart(rng, make, [writing(), *wrong])


# Right answers in other styles: each earns all points.


def sample_recursive(parameters, eos, longest, rng, state=None, xt=None):
    p = parameters
    n_a, n = p["Wax"].shape
    state = np.zeros((n_a, 1)) if state is None else state
    driven = p["ba"] if xt is None else p["ba"] + p["Wax"][:, [xt]]
    state = np.tanh(p["Waa"] @ state + driven)
    e = np.exp(p["Wya"] @ state + p["by"])
    word = rng.choice(n, p=(e / e.sum()).ravel())
    if word == eos or longest == 1:
        return [word]
    return [word, *sample_recursive(p, eos, longest - 1, rng, state, word)]


EXERCISE = Exercise(
    name="sample",
    chapter="04_language_model",
    reference=sample_rnn,
    task="Write sample: from a state and an input of zeros, step, draw a word from the prediction, "
    "keep it, stop after eos or after `longest` words, feed its one-hot column back.",
    returns=("indices",),
    draws={
        "ends": lambda rng: draw_writing(rng, ends=True),
        "cut": lambda rng: draw_writing(rng, ends=False),
    },
    parts=(
        exact("a text that ends", 4, case="ends"),
        exact("a text that is cut", 3, case="cut"),
    ),
    misconceptions=(
        Misconception(
            "argmax",
            "you took the most likely word each time. Then the network writes one text, always the "
            "same. Draw: rng.choice(n, p=probabilities).",
            instead=writing("argmax"),
        ),
        Misconception(
            "all_equal",
            "every word was drawn with the same chance, because rng.choice was given no p. Pass "
            "p=yt_pred[:, 0].",
            instead=writing("all_equal"),
        ),
        Misconception(
            "end_left_out",
            "the word eos itself is missing at the end of the list. It was drawn, so it belongs "
            "there: without it nobody can tell a text that ended from one that was cut. Append "
            "first, then ask whether it was eos.",
            instead=writing("end_left_out"),
        ),
        Misconception(
            "end_ignored",
            "the text goes on after eos. That word says that the text is over: leave the loop.",
            instead=writing("end_ignored"),
        ),
        Misconception(
            "maximum_ignored",
            "the text grew longer than `longest`. A network may never draw eos, so the loop needs "
            "a second way out.",
            instead=writing("maximum_ignored"),
        ),
        Misconception(
            "longest_is_exceeded",
            "there is one word too many. `longest` is the largest number of words: look at the "
            "comparison in your loop.",
            instead=writing("longest_is_exceeded"),
        ),
        Misconception(
            "state_not_carried",
            "the state was 0 again at every step, so the network knows only the last word. Hand "
            "the new state to the next step.",
            instead=writing("state_not_carried"),
        ),
        Misconception(
            "word_not_fed_back",
            "the input stayed 0, so the network never hears what it has written. The next input "
            "is the one-hot column of the word drawn.",
            instead=writing("word_not_fed_back"),
        ),
        Misconception(
            "belief_fed_back",
            "you fed the whole prediction back, not the word that was drawn. The text took one "
            "way; the network must be told which. Make a one-hot column.",
            instead=writing("belief_fed_back"),
        ),
        Misconception(
            "starts_with_the_end",
            "the first input is the one-hot column of eos. In training x⟨1⟩ was a column of zeros "
            "(exercise 4.2), and it must be the same here.",
            instead=writing("starts_with_the_end"),
        ),
    ),
    likely=(
        (
            "argmax",
            """
            n_a, n = parameters["Wax"].shape; a, x, out = np.zeros((n_a, 1)), np.zeros((n, 1)), []
            while len(out) < longest:
                a, p, _ = rnn_cell_forward(x, a, parameters)
                i = int(p.argmax()); out.append(i)
                if i == eos: break
                x = np.eye(n)[:, [i]]
            return out""",
        ),
        (
            "end_left_out",
            """
            n_a, n = parameters["Wax"].shape; a, x, out = np.zeros((n_a, 1)), np.zeros((n, 1)), []
            while len(out) < longest:
                a, p, _ = rnn_cell_forward(x, a, parameters)
                i = int(rng.choice(n, p=p[:, 0]))
                if i == eos: break
                out.append(i); x = np.eye(n)[:, [i]]
            return out""",
        ),
        (
            "belief_fed_back",
            """
            n_a, n = parameters["Wax"].shape; a, x, out = np.zeros((n_a, 1)), np.zeros((n, 1)), []
            while len(out) < longest:
                a, x, _ = rnn_cell_forward(x, a, parameters)
                i = int(rng.choice(n, p=x[:, 0])); out.append(i)
                if i == eos: break
            return out""",
        ),
        (
            "state_not_carried",
            """
            n_a, n = parameters["Wax"].shape; a0, x, out = np.zeros((n_a, 1)), np.zeros((n, 1)), []
            while len(out) < longest:
                a, p, _ = rnn_cell_forward(x, a0, parameters)
                i = int(rng.choice(n, p=p[:, 0])); out.append(i)
                if i == eos: break
                x = np.eye(n)[:, [i]]
            return out""",
        ),
    ),
    styles=(sample_recursive,),
    equal=(
        ("while len(indices) < longest", "The list grows by one, so it meets the number."),
        ("index = draw(yt_pred[:, 0], rng)", "It has one column, which is the first and the last."),
        (
            "state, xt = np.zeros((n_a, 1)), np.zeros((n, 1))",
            "Two columns of the same zeros give the same column twice; the first is looked at.",
        ),
        ("while len(written) < longest", "The list grows by one, so it meets the number."),
        ("written.append(", "It has one column, which is the first and the last."),
    ),
)
