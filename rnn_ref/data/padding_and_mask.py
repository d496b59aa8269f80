"""Sequences of different lengths in one array: padding, its mask, and back to lengths."""

from array_api_compat import array_namespace, device
from array_api_compat import numpy as numpy_namespace

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.numbers import check_count


def pad_and_mask(sequences, T=None):
    """Put sequences of different lengths into one array, with zeros after their ends.

    Equations:
        indices⁽ⁱ⁾⟨t⟩ = sequences⁽ⁱ⁾⟨t⟩ and mask⁽ⁱ⁾⟨t⟩ = 1   if sequence i has a step t
        indices⁽ⁱ⁾⟨t⟩ = 0 and mask⁽ⁱ⁾⟨t⟩ = 0                 otherwise

    An index 0 may also be real (it is <EOS> in a vocabulary); only the mask tells them apart.

    Args:
        sequences: a list of m lists of integers from 0 on; some may be empty, but not all.
        T: the number of steps of the result; None is the length of the longest sequence.

    Returns:
        the indices (m, T), int64, and the mask (m, T), float64; arrays of NumPy.

    Raises:
        TypeError: if sequences, one of them, an index or T is of a wrong type.
        ValueError: for no sequence, for no step in any of them, for a negative index and for a
            sequence longer than T.

    References:
        the equations above; torch.nn.utils.rnn.pad_sequence in the documentation of PyTorch pads in
        the same way.

    Examples:
        >>> indices, mask = pad_and_mask([[5, 4, 0], [7]])
        >>> indices.tolist(), mask.tolist()
        ([[5, 4, 0], [7, 0, 0]], [[1.0, 1.0, 1.0], [1.0, 0.0, 0.0]])
    """
    _check_sequences(sequences)
    xp = numpy_namespace
    lengths = [len(sequence) for sequence in sequences]
    longest = max(lengths)
    if longest == 0:
        raise ValueError(
            f"sequences must have at least one step, but all {len(lengths)} of them are empty."
        )
    T = longest if T is None else check_count("T", T, least=1)
    if longest > T:
        raise ValueError(
            f"T must be at least {longest}, the length of "
            f"sequences[{lengths.index(longest)}], but it is {T}."
        )
    rows = [[*sequence, *[0] * (T - len(sequence))] for sequence in sequences]  # m lists of T
    indices = xp.asarray(rows, dtype=xp.int64)  # (m, T)
    mask = mask_of(xp.asarray(lengths, dtype=xp.int64), T)  # (m, T)
    return indices, mask


def mask_of(lengths, T: int):
    """Make the mask of sequences with these lengths.

    Equations:
        mask⁽ⁱ⁾⟨t⟩ = 1   if t < lengths⁽ⁱ⁾   (t counts from 0)
        mask⁽ⁱ⁾⟨t⟩ = 0   otherwise

    Args:
        lengths: (m,), integers from 0 to T.
        T: the number of steps, at least 1.

    Returns:
        (m, T), float64, of the library and on the device of lengths.

    Raises:
        TypeError: if lengths is no array of integers or T is no integer.
        ValueError: for a wrong shape, a T below 1, a negative length and lengths beyond T.

    References:
        the equations above.

    Examples:
        >>> import numpy as np
        >>> mask_of(np.asarray([3, 1]), 3).tolist()
        [[1.0, 1.0, 1.0], [1.0, 0.0, 0.0]]
    """
    check_arrays(lengths=(lengths, "m", "integer"))
    T = check_count("T", T, least=1)
    xp = array_namespace(lengths)
    numbers = xp.astype(lengths, xp.int64)  # (m,)
    if xp.any(numbers < 0) or xp.any(numbers > T):
        wrong = [
            f"lengths[{i}] is {int(numbers[i])}"
            for i in range(numbers.shape[0])
            if not 0 <= int(numbers[i]) <= T
        ]
        more = f" and {len(wrong) - 3} more are wrong" if len(wrong) > 3 else ""
        raise ValueError(f"lengths must be from 0 to T = {T}, but {', '.join(wrong[:3])}{more}.")
    t = xp.arange(T, dtype=xp.int64, device=device(lengths))  # (T,)
    real = t < xp.expand_dims(numbers, axis=1)  # (m, T)
    mask = xp.astype(real, xp.float64)
    return mask


def lengths_of(mask):
    """Count the real steps of each sequence.

    Equations:
        lengths⁽ⁱ⁾ = Σ_t mask⁽ⁱ⁾⟨t⟩

    Args:
        mask: (m, T), 1 at a real step and 0 at a padded one, the ones first in each row; numbers or
            booleans.

    Returns:
        (m,), int64, of the library and on the device of mask.

    Raises:
        TypeError: if mask is no array of numbers or booleans.
        ValueError: for a wrong shape, for other values than 0 and 1, and for a 1 after a 0.

    References:
        the equation above.

    Examples:
        >>> import numpy as np
        >>> lengths_of(np.asarray([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0]])).tolist()
        [3, 1]
    """
    check_arrays(mask=(mask, "m T", "zero-one"))
    real = real_steps(mask)  # (m, T)
    xp = array_namespace(mask)
    late = xp.any(real[:, 1:] & ~real[:, :-1], axis=1)  # (m,)
    if xp.any(late):
        row = int(xp.argmax(xp.astype(late, xp.int64)))
        raise ValueError(
            f"mask must have the ones first in each row, but row {row} has a 1 after a 0."
        )
    lengths = xp.sum(xp.astype(real, xp.int64), axis=1)  # (m,)
    return lengths


def real_steps(mask, least=0):
    """Turn a mask of numbers into booleans, True at a real step.

    Raises:
        ValueError: for other values than 0 and 1, and for no real step if least is 1.

    Examples:
        >>> import numpy as np
        >>> real_steps(np.asarray([[1, 0]])).tolist()
        [[True, False]]
    """
    xp = array_namespace(mask)
    real = xp.astype(mask, xp.bool)
    if xp.any(xp.astype(real, mask.dtype) != mask):
        raise ValueError(
            "mask must hold only 1 (a real step) and 0 (a padded step), but it has other values."
        )
    if least and not xp.any(real):
        raise ValueError(
            "mask must have at least one real step, but all entries of its "
            f"shape {tuple(mask.shape)} are 0."
        )
    return real


def _check_sequences(sequences):
    if not isinstance(sequences, (list, tuple)):
        raise TypeError(
            "sequences must be a list of lists of integers, "
            f"but it is of type {type(sequences).__name__}."
        )
    if not sequences:
        raise ValueError("sequences must hold at least one sequence, but it is empty.")
    for i, sequence in enumerate(sequences):
        if not isinstance(sequence, (list, tuple)):
            raise TypeError(
                f"sequences[{i}] must be a list of integers, "
                f"but it is of type {type(sequence).__name__}."
            )
        for t, value in enumerate(sequence):
            check_count(f"sequences[{i}][{t}]", value, least=0)
