"""One long text cut into batches that follow each other."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.numbers import check_count


def make_batches(indices, m: int, T: int):
    """Cut a long text into batches of m rows and T steps, so that each row goes on in the next.

    Equations:
        B = ⌊(N − 1) / (m T)⌋
        target of row i, batch b, step t = indices[i B T + b T + t + 1]
        input there                      = indices[i B T + b T + t]

    Row i of all batches together is one uncut stretch of B T words. The rest is left out.

    Args:
        indices: (N,), integers.
        m: the rows of a batch.
        T: the steps of a batch.

    Returns:
        inputs and targets, both (B, m, T).

    Raises:
        TypeError: if indices is no array of integers or m or T is no integer.
        ValueError: for a wrong shape, an m or T below 1 and a text too short for one batch.

    References:
        the definition above; Mikolov et al. 2010, "Recurrent neural network based language model",
        carry the state through a text in this way.

    Examples:
        >>> import numpy as np
        >>> inputs, targets = make_batches(np.arange(9), 2, 2)
        >>> inputs.tolist()
        [[[0, 1], [4, 5]], [[2, 3], [6, 7]]]
    """
    check_arrays(indices=(indices, "N", "integer"))
    m, T = check_count("m", m, least=1), check_count("T", T, least=1)
    xp = array_namespace(indices)
    B = (indices.shape[0] - 1) // (m * T)
    if B < 1:
        raise ValueError(
            f"indices must hold more than m · T = {m * T} entries, but it holds {indices.shape[0]}."
        )
    first, after = indices[: m * B * T], indices[1 : m * B * T + 1]
    rows_in = xp.reshape(first, (m, B, T))  # row i is one stretch
    rows_out = xp.reshape(after, (m, B, T))
    inputs = xp.permute_dims(rows_in, (1, 0, 2))  # (B, m, T)
    targets = xp.permute_dims(rows_out, (1, 0, 2))  # (B, m, T)
    return inputs, targets
