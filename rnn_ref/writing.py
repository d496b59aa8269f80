"""An RNN writes: words drawn one after the other, with or without the unknown word."""

from array_api_compat import array_namespace, device

from rnn_ref.arguments import check_count
from rnn_ref.distributions import check_distribution, check_index
from rnn_ref.drawing import LEAST_KNOWN, draw
from rnn_ref.one_hot import one_hot
from rnn_ref.rnn import rnn_cell_forward


def sample_rnn(parameters, eos: int, longest: int, rng) -> list:
    """Let an RNN write from nothing: draw a word, feed it back, until <EOS> or the maximum.

    a⟨t⟩, ŷ⟨t⟩ = rnn_cell_forward(x⟨t⟩, a⟨t−1⟩)   with x⟨1⟩ = 0 and a⟨0⟩ = 0
    y⟨t⟩ ~ ŷ⟨t⟩
    x⟨t+1⟩ = one-hot of y⟨t⟩

    parameters: dict of Wax (n_a, n), Waa, Wya (n, n_a), ba and by.
    eos: the index of <EOS>. longest: the most indices, at least 1.
    rng: what has random(); each word takes one number.
    Returns: a list of 1 to longest ints; <EOS> is its last one if it was drawn.
    Errors: those of rnn_cell_forward and draw; ValueError for an eos outside 0 … n−1.
    Source: Graves 2013, "Generating sequences with recurrent neural networks".

    >>> import numpy as np
    >>> from random import Random
    >>> weights = {"Wax": np.ones((1, 3)), "Waa": np.ones((1, 1)), "Wya": np.ones((3, 1)),
    ...            "ba": np.zeros((1, 1)), "by": np.asarray([[0.0], [2.0], [1.0]])}
    >>> sample_rnn(weights, 0, 5, Random(0))
    [2, 2, 1, 1, 1]
    """
    Wax, longest = parameters["Wax"], check_count("longest", longest, least=1)
    n_a, n = Wax.shape
    eos = check_index("eos", eos, n)
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


def reject_unknown(p, unknown: int, count: int, rng) -> list:
    """Draw words until `count` known ones have come; every unknown one is thrown away.

    The law of each is P(i | i ≠ unknown) = p_i / (1 − p_unknown).

    p: (n,), a distribution. unknown: the index of <UNK>. count: how many are wanted.
    rng: what has random(); each draw takes one number.
    Returns: a list of count ints, none of them unknown.
    Errors: those of draw; ValueError if unknown is outside 0 … n−1 or the known words have less
    than 1e-6 together, because the draws would hardly end.
    Source: the rejection method of von Neumann 1951, "Various techniques used in connection
    with random digits".

    >>> import numpy as np
    >>> from random import Random
    >>> reject_unknown(np.asarray([0.5, 0.3, 0.2]), 2, 3, Random(0))  # 0.84 is thrown away
    [1, 0, 0]
    """
    check_distribution("p", p, "n")
    unknown = check_index("unknown", unknown, p.shape[0])
    if 1 - float(p[unknown]) < LEAST_KNOWN:
        raise ValueError(f"p must leave at least {LEAST_KNOWN} for the known words.")
    indices = []
    while len(indices) < count:
        index = draw(p, rng)
        if index != unknown:
            indices.append(index)
    return indices
