"""Gradients through the activations, written with the output of the forward pass.

Each function takes the gradient of the loss with respect to an activation's output, and that
output. It gives the gradient with respect to the input z. The input itself is not needed.
"""

from array_api_compat import array_namespace

from rnn_ref.arguments import check_arrays


def softmax_backward(dp, p):
    """Take a gradient back through softmax, column by column.

    ∂p_k / ∂z_j = p_k (1 − p_j)   for j = k
    ∂p_k / ∂z_j = −p_k p_j        for j ≠ k

    The sum over k of dp_k ∂p_k / ∂z_j is

    dz_j = p_j (dp_j − Σ_k p_k dp_k)

    dp: (n, m), the gradient of the loss with respect to p.
    p: (n, m), the probabilities that softmax gave.
    Returns: dz (n, m); every column sums to 0.
    Errors: TypeError for what is no array, a wrong dtype or two libraries; ValueError for a
    wrong shape or two devices.
    Source: the derivative of softmax in Bishop 2006, "Pattern Recognition and Machine Learning",
    equation 4.106.

    >>> import numpy as np
    >>> softmax_backward(np.asarray([[1.0], [0.0]]), np.asarray([[0.25], [0.75]])).tolist()
    [[0.1875], [-0.1875]]
    """
    check_arrays(p=(p, "n m"), dp=(dp, "n m"))
    xp = array_namespace(dp, p)
    weighted = p * dp  # (n, m)
    average = xp.sum(weighted, axis=0, keepdims=True)  # (1, m)
    centred = dp - average  # (n, m)
    dz = p * centred  # (n, m)
    return dz


def sigmoid_backward(ds, s):
    """Take a gradient back through sigmoid.

    dz = ds ⊙ s ⊙ (1 − s)

    ds: any shape, the gradient of the loss with respect to s.
    s: the shape of ds, what sigmoid gave.
    Returns: dz, the shape of s.
    Errors: TypeError for what is no array, a wrong dtype or two libraries; ValueError for two
    shapes or two devices.
    Source: the derivative of the sigmoid in Bishop 2006, "Pattern Recognition and Machine
    Learning", equation 4.88.

    >>> import numpy as np
    >>> sigmoid_backward(np.asarray([4.0, 4.0]), np.asarray([0.5, 0.25])).tolist()
    [1.0, 0.75]
    """
    _check_pair(s=s, ds=ds)
    slope = s * (1 - s)
    dz = ds * slope
    return dz


def tanh_backward(da, a):
    """Take a gradient back through tanh.

    dz = (1 − a²) ⊙ da

    da: any shape, the gradient of the loss with respect to a.
    a: the shape of da, what tanh gave.
    Returns: dz, the shape of a.
    Errors: TypeError for what is no array, a wrong dtype or two libraries; ValueError for two
    shapes or two devices.
    Source: the derivative of tanh in Bishop 2006, "Pattern Recognition and Machine Learning",
    section 5.3.2.

    >>> import numpy as np
    >>> tanh_backward(np.asarray([4.0, 4.0]), np.asarray([0.0, -0.5])).tolist()
    [4.0, 3.0]
    """
    _check_pair(a=a, da=da)
    slope = 1 - a**2
    dz = slope * da
    return dz


def relu_backward(da, a):
    """Take a gradient back through relu.

    dz = da   where a > 0
    dz = 0    where a = 0

    At z = 0 relu has a corner and no derivative; this takes 0, as torch does.

    da: any shape, the gradient of the loss with respect to a.
    a: the shape of da, what relu gave.
    Returns: dz, the shape of a.
    Errors: TypeError for what is no array, a wrong dtype or two libraries; ValueError for two
    shapes or two devices.
    Source: the equations above; the value at 0 is that of torch.relu.

    >>> import numpy as np
    >>> relu_backward(np.asarray([5.0, 6.0]), np.asarray([0.0, 3.0])).tolist()
    [0.0, 6.0]
    """
    _check_pair(a=a, da=da)
    xp = array_namespace(da, a)
    dz = xp.where(a <= 0, xp.zeros_like(da), da)
    return dz


def _check_pair(**named):
    """Check an output and its gradient, in this order."""
    check_arrays(**{name: (array, "...") for name, array in named.items()})
    (name, output), (gradient_name, gradient) = named.items()
    if gradient.shape != output.shape:
        raise ValueError(
            f"{gradient_name} must have shape {tuple(output.shape)} as {name} has, "
            f"but its shape is {tuple(gradient.shape)}."
        )
