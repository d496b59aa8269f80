"""The order of the axes: ours has features first, torch has time or examples first."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays


def to_time_major(x):
    """Turn our layout into that of torch.nn.RNN.

    Equations:
        result[t, i, k] = x[k, i, t]

    Args:
        x: (n_x, m, T).

    Returns:
        (T, m, n_x), which may share memory with x.

    Raises:
        TypeError: if x is no array of real floating-point numbers.
        ValueError: for a wrong shape.

    References:
        the shape of the input in the documentation of torch.nn.RNN.

    Examples:
        >>> import numpy as np
        >>> x = np.asarray([[[1.0, 2.0, 3.0]], [[10.0, 20.0, 30.0]]])  # n_x = 2, m = 1, T = 3
        >>> to_time_major(x).tolist()
        [[[1.0, 10.0]], [[2.0, 20.0]], [[3.0, 30.0]]]
    """
    check_arrays(x=(x, "n_x m T"))
    xp = array_namespace(x)
    time_major = xp.permute_dims(x, (2, 1, 0))  # (T, m, n_x)
    return time_major


def from_time_major(x):
    """Turn the layout of torch.nn.RNN into ours.

    Equations:
        result[k, i, t] = x[t, i, k]

    Args:
        x: (T, m, n_x).

    Returns:
        (n_x, m, T), which may share memory with x.

    Raises:
        TypeError: if x is no array of real floating-point numbers.
        ValueError: for a wrong shape.

    References:
        the shape of the input in the documentation of torch.nn.RNN.

    Examples:
        >>> import numpy as np
        >>> from_time_major(np.asarray([[[1.0, 10.0]], [[2.0, 20.0]], [[3.0, 30.0]]])).tolist()
        [[[1.0, 2.0, 3.0]], [[10.0, 20.0, 30.0]]]
    """
    check_arrays(x=(x, "T m n_x"))
    xp = array_namespace(x)
    features_first = xp.permute_dims(x, (2, 1, 0))  # (n_x, m, T)
    return features_first


def to_batch_major(x):
    """Turn our layout into that of torch.nn.RNN with batch_first=True.

    Equations:
        result[i, t, k] = x[k, i, t]

    Args:
        x: (n_x, m, T).

    Returns:
        (m, T, n_x), which may share memory with x.

    Raises:
        TypeError: if x is no array of real floating-point numbers.
        ValueError: for a wrong shape.

    References:
        the shape of the input in the documentation of torch.nn.RNN.

    Examples:
        >>> import numpy as np
        >>> x = np.asarray([[[1.0, 2.0, 3.0]], [[10.0, 20.0, 30.0]]])  # n_x = 2, m = 1, T = 3
        >>> to_batch_major(x).tolist()
        [[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]]
    """
    check_arrays(x=(x, "n_x m T"))
    xp = array_namespace(x)
    batch_major = xp.permute_dims(x, (1, 2, 0))  # (m, T, n_x)
    return batch_major


def from_batch_major(x):
    """Turn the layout of torch.nn.RNN with batch_first=True into ours.

    Equations:
        result[k, i, t] = x[i, t, k]

    Args:
        x: (m, T, n_x).

    Returns:
        (n_x, m, T), which may share memory with x.

    Raises:
        TypeError: if x is no array of real floating-point numbers.
        ValueError: for a wrong shape.

    References:
        the shape of the input in the documentation of torch.nn.RNN.

    Examples:
        >>> import numpy as np
        >>> from_batch_major(np.asarray([[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]])).tolist()
        [[[1.0, 2.0, 3.0]], [[10.0, 20.0, 30.0]]]
    """
    check_arrays(x=(x, "m T n_x"))
    xp = array_namespace(x)
    features_first = xp.permute_dims(x, (2, 0, 1))  # (n_x, m, T)
    return features_first
