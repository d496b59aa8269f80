"""Two weight matrices side by side as one, and the number of weights."""

from math import prod

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays
from rnn_ref.arguments.containers import check_array_dict
from rnn_ref.arguments.numbers import check_count


def stack_parameters(Waa, Wax):
    """Put the weights of the state and of the input side by side.

    Equations:
        W_a = [W_aa  W_ax]

    With the column [a⟨t−1⟩; x⟨t⟩], the state above the input, one product does the work of two:

    Equations:
        W_a [a⟨t−1⟩; x⟨t⟩] = W_aa a⟨t−1⟩ + W_ax x⟨t⟩

    With n_a = 100 and n_x = 10,000 the shape of W_a is (100, 10100).

    Args:
        Waa: (n_a, n_a), the weights of the state.
        Wax: (n_a, n_x), the weights of the input.

    Returns:
        (n_a, n_a + n_x).

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape and two devices.

    References:
        the product of block matrices, Golub and Van Loan 2013, "Matrix Computations", section 1.3.

    Examples:
        >>> import numpy as np
        >>> Waa, Wax = np.asarray([[2.0]]), np.asarray([[3.0, 4.0]])
        >>> a_prev, xt = np.asarray([[1.0]]), np.asarray([[10.0], [100.0]])
        >>> Wa = stack_parameters(Waa, Wax)
        >>> Wa.tolist()
        [[2.0, 3.0, 4.0]]
        >>> (Wa @ stack_inputs(a_prev, xt)).tolist(), (Waa @ a_prev + Wax @ xt).tolist()
        ([[432.0]], [[432.0]])
    """
    check_arrays(Wax=(Wax, "n_a n_x"), Waa=(Waa, "n_a n_a"))
    xp = array_namespace(Waa, Wax)
    Wa = xp.concat([Waa, Wax], axis=1)  # (n_a, n_a + n_x)
    return Wa


def unstack_parameters(Wa, n_a: int):
    """Take the stacked weights apart.

    Equations:
        [W_aa  W_ax] = W_a

    Args:
        Wa: (n_a, n_a + n_x), the stacked weights.
        n_a: the number of entries of the state.

    Returns:
        Waa (n_a, n_a) and Wax (n_a, n_x), which may share memory with Wa.

    Raises:
        TypeError: if Wa is no array of real floating-point numbers or n_a is no integer.
        ValueError: if Wa has not n_a rows or has no columns for the input.

    References:
        the product of block matrices, Golub and Van Loan 2013, "Matrix Computations", section 1.3.

    Examples:
        >>> import numpy as np
        >>> Waa, Wax = unstack_parameters(np.asarray([[2.0, 3.0, 4.0]]), 1)
        >>> Waa.tolist(), Wax.tolist()
        ([[2.0]], [[3.0, 4.0]])
    """
    n_a = check_count("n_a", n_a, least=1)
    sizes = check_arrays(Wa=(Wa, "n_a n_a+n_x"))
    if sizes["n_a"] != n_a:
        raise ValueError(f"Wa must have n_a = {n_a} rows, but its shape is {tuple(Wa.shape)}.")
    Waa = Wa[:, :n_a]  # (n_a, n_a)
    Wax = Wa[:, n_a:]  # (n_a, n_x)
    return Waa, Wax


def stack_inputs(a_prev, xt):
    """Put the state above the input.

    Equations:
        [a⟨t−1⟩; x⟨t⟩]

    Args:
        a_prev: (n_a, m), the state a⟨t−1⟩.
        xt: (n_x, m), the input x⟨t⟩.

    Returns:
        (n_a + n_x, m).

    Raises:
        TypeError: for what is no array, a wrong dtype or two libraries.
        ValueError: for a wrong shape and two devices.

    References:
        Olah 2015, "Understanding LSTM networks", which writes the same column as [h_{t−1}, x_t].

    Examples:
        >>> import numpy as np
        >>> stack_inputs(np.asarray([[1.0]]), np.asarray([[10.0], [100.0]])).tolist()
        [[1.0], [10.0], [100.0]]
    """
    check_arrays(a_prev=(a_prev, "n_a m"), xt=(xt, "n_x m"))
    xp = array_namespace(a_prev, xt)
    stacked = xp.concat([a_prev, xt], axis=0)  # (n_a + n_x, m)
    return stacked


def count_parameters(parameters: dict) -> int:
    """Count the numbers that training may change.

    Equations:
        count = Σ over the arrays of (product of the shape)

    RNN cell: n_a (n_a + n_x + 1), and n_y (n_a + 1) for its prediction.
    GRU cell: 3 n_a (n_a + n_x + 1). LSTM cell: 4 n_a (n_a + n_x + 1).

    Args:
        parameters: dict of arrays of any shape, such as the weights of a cell.

    Returns:
        the number of entries of all of them, an int.

    Raises:
        TypeError: if parameters is no dict, a key is no string or a value is no array of real
            floating-point numbers, and for two dtypes or libraries.
        ValueError: for an empty dict, an empty array and two devices.

    References:
        the shapes in the equations of the cells.

    Examples:
        >>> import numpy as np
        >>> Waa, Wax, ba = np.ones((5, 5)), np.ones((5, 3)), np.ones((5, 1))
        >>> count_parameters({"Waa": Waa, "Wax": Wax, "ba": ba})
        45
    """
    check_array_dict("parameters", parameters)
    count = sum(prod(array.shape) for array in parameters.values())
    return count
