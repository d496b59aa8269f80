"""The bigram model: the next word from the one before it, by counting."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.numbers import check_count, check_index
from rnn_ref.data.one_hot import check_indices, one_hot
from rnn_ref.data.padding_and_mask import real_steps


def bigram_baseline(targets, mask, n: int, eos: int):
    """Estimate P(word | word before) from the pairs of a batch, each pair counted once more.

    Equations:
        C_jk = 1 + number of real steps with y⟨t⟩ = j and y⟨t−1⟩ = k,   where y⟨0⟩ = <EOS>
        P_jk = C_jk / Σ_i C_ik

    Args:
        targets: (m, T), integers from 0 to n−1.
        mask: (m, T), 1 at a real step and 0 at a padded one.
        n: the number of words.
        eos: the index of <EOS>, which also stands before the first word.

    Returns:
        P, (n, n); column k is the distribution after word k.

    Raises:
        TypeError, ValueError: those of check_arrays.
        ValueError: for a target or eos outside 0 … n−1.

    References:
        Laplace's rule of succession; Jurafsky and Martin, "Speech and language processing", chapter
        3.

    Examples:
        >>> import numpy as np
        >>> P = bigram_baseline(np.asarray([[1, 1, 0]]), np.asarray([[1, 1, 1]]), 2, 0)
        >>> P.round(4).tolist()
        [[0.3333, 0.5], [0.6667, 0.5]]
    """
    check_arrays(targets=(targets, "m T", "integer"), mask=(mask, "m T", "zero-one"))
    check_indices("targets", targets, check_count("n", n, least=1))
    eos = check_index("eos", eos, n)
    xp = array_namespace(targets, mask)
    real = real_steps(mask, 0)  # (m, T)
    start = xp.full_like(targets[:, :1], eos)  # (m, 1)
    before = xp.concat([start, targets[:, :-1]], axis=1)  # (m, T)
    y = one_hot(targets, n, None)  # (n, m, T)
    kept = xp.where(real, y, xp.zeros_like(y))
    after = xp.reshape(kept, (n, -1))  # (n, m · T)
    pairs = after @ xp.reshape(one_hot(before, n, None), (n, -1)).T  # (n, n)
    counts = pairs + 1
    P = counts / xp.sum(counts, axis=0, keepdims=True)
    return P
