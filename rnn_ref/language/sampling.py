"""Sampling: a model writes a sentence, one word after the other."""

from collections.abc import Mapping

from array_api_compat import array_namespace, device, is_array_api_obj

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.distributions import check_distribution
from rnn_ref.arguments.numbers import check_count, check_index
from rnn_ref.cells.rnn import rnn_cell_forward
from rnn_ref.data.one_hot import one_hot
from rnn_ref.language.drawing import draw
from rnn_ref.language.temperature import apply_temperature
from rnn_ref.language.top_k import top_k
from rnn_ref.language.unknown import without_unknown
from rnn_ref.losses.logarithm import safe_log


def sample(
    step, state, rng, *, n: int, eos: int, max_length: int, temperature=1.0, k=None, unknown=None
) -> list:
    """Let a model write a sentence: draw a word, feed it back, until <EOS> or the maximum.

    Equations:
        ŷ⟨t⟩, state⟨t⟩ = step(x⟨t⟩, state⟨t−1⟩)   with x⟨1⟩ = 0
        p⟨t⟩ = ŷ⟨t⟩ with the temperature, then without the unknown word, then its top k
        y⟨t⟩ ~ p⟨t⟩
        x⟨t+1⟩ = one-hot of y⟨t⟩

    Args:
        step: a function of (xt, state) that returns (yt_pred, state): probabilities (n, 1) and what
            is its next state: a cell with its parameters, its results put in this order.
        state: the first state of one example, an array or a tuple, list or dict of arrays; the
            inputs are made for their library, device and dtype.
        rng: what has random(); each word takes one number.
        n: the number of words.
        eos: the index of <EOS>.
        max_length: the most indices, at least 1.
        temperature: τ, above 0; ŷ^(1/τ) is drawn from.
        k: the number of words kept; None keeps all.
        unknown: the index of <UNK>, which is then never drawn; None lets it be drawn.

    Returns:
        a list of 1 to max_length ints. The index of <EOS> is its last one if it was drawn.

    Raises:
        TypeError: if step is no function or does not return a pair, and for another wrong type.
        ValueError: for a wrong shape of ŷ, a ŷ that is no distribution, a number out of its range
            and an unknown that is also eos.

    References:
        Graves 2013, "Generating sequences with recurrent neural networks".

    Examples:
        >>> import numpy as np
        >>> from random import Random
        >>> from rnn_ref.cells.rnn import rnn_cell_forward
        >>> weights = {"Wax": np.ones((1, 3)), "Waa": np.ones((1, 1)), "Wya": np.ones((3, 1)),
        ...            "ba": np.zeros((1, 1)), "by": np.asarray([[0.0], [2.0], [1.0]])}
        >>> step = lambda xt, a_prev: rnn_cell_forward(xt, a_prev, weights)[1::-1]  # (yt_pred, a)
        >>> sample(step, np.zeros((1, 1)), Random(0), n=3, eos=0, max_length=5)
        [2, 2, 1, 1, 1]
    """
    if not callable(step):
        raise TypeError(f"step must be a function, but it is of type {type(step).__name__}.")
    n = check_count("n", n, least=1)
    eos = check_index("eos", eos, n)
    max_length = check_count("max_length", max_length, least=1)
    if unknown is not None and check_index("unknown", unknown, n) == eos:
        raise ValueError(f"unknown must be another index than eos, but both are {eos}.")
    like = _first_array(state)
    check_arrays(state=(like, "..."))
    xp = array_namespace(like)
    xt = xp.zeros((n, 1), dtype=like.dtype, device=device(like))  # (n, 1)
    indices = []
    while len(indices) < max_length:
        yt_pred, state = _pair(step(xt, state))
        check_arrays(xt=(xt, "n 1"), yt_pred=(yt_pred, "n 1"))
        check_distribution("yt_pred", yt_pred, "n 1")
        p = apply_temperature(safe_log(yt_pred), temperature)  # (n, 1)
        if unknown is not None:
            p = without_unknown(p, unknown)
        if k is not None:
            p = top_k(p, k)
        index = draw(p[:, 0], rng)
        indices.append(index)
        if index == eos:
            break
        xt = one_hot(xp.asarray([index], device=device(like)), n, like.dtype)  # (n, 1)
    return indices


def _first_array(state):
    """Find an array in a state that may be a tuple, a list or a dict of arrays."""
    if is_array_api_obj(state):
        return state
    parts = state.values() if isinstance(state, Mapping) else state
    if isinstance(state, (tuple, list, Mapping)) and parts:
        return _first_array(next(iter(parts)))
    raise TypeError(
        "state must be an array or a tuple, list or dict of arrays, "
        f"but there is one of type {type(state).__name__} without an array."
    )


def _pair(returned):
    if not isinstance(returned, (tuple, list)) or len(returned) != 2:
        given = (
            f"{len(returned)} things"
            if isinstance(returned, (tuple, list))
            else type(returned).__name__
        )
        raise TypeError(f"step must return the pair (yt_pred, state), but it returned {given}.")
    return returned


def sample_rnn(parameters, eos: int, longest: int, rng) -> list:
    """Let an RNN write from nothing: draw a word, feed it back, until <EOS> or the maximum.

    It is sample with rnn_cell_forward as its step, a⟨0⟩ = 0 and the temperature 1.

    Args:
        parameters: dict of Wax (n_a, n), Waa, Wya (n, n_a), ba and by.
        eos: the index of <EOS>.
        longest: the most indices, at least 1.
        rng: what has random(); each word takes one number.

    Returns:
        a list of 1 to longest ints; <EOS> is its last one if it was drawn.

    Raises:
        TypeError, ValueError: those of rnn_cell_forward and draw.
        ValueError: for an eos outside 0 … n−1.

    References:
        Graves 2013, "Generating sequences with recurrent neural networks".

    Examples:
        >>> import numpy as np
        >>> from random import Random
        >>> weights = {"Wax": np.ones((1, 3)), "Waa": np.ones((1, 1)), "Wya": np.ones((3, 1)),
        ...            "ba": np.zeros((1, 1)), "by": np.asarray([[0.0], [2.0], [1.0]])}
        >>> sample_rnn(weights, 0, 5, Random(0))
        [2, 2, 1, 1, 1]
    """
    longest = check_count("longest", longest, least=1)
    Wax = parameters["Wax"]
    n_a, n = Wax.shape
    a0 = array_namespace(Wax).zeros((n_a, 1), dtype=Wax.dtype, device=device(Wax))  # (n_a, 1)

    def step(xt, a_prev):
        a_next, yt_pred, _ = rnn_cell_forward(xt, a_prev, parameters)
        return yt_pred, a_next

    return sample(step, a0, rng, n=n, eos=eos, max_length=longest)
