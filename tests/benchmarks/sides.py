"""The two sides of a benchmark: the reference, forward and back, and what it is measured against.

Every function but `arrays` gives a function without arguments that runs once.
"""

import numpy as np
import torch

from rnn_ref import unroll_backward, unroll_forward


def arrays(cell, T, m, n_x, n_a):
    """float32 inputs of an ordinary size, in memory as torch has them: time first."""
    random = np.random.default_rng(0)
    sizes = {"n_x": n_x, "n_a": n_a, "m": m, "1": 1}

    def normal(letters, scale=1.0):
        shape = [sum(sizes[part] for part in axis.split("+")) for axis in letters.split()]
        return (scale * random.normal(size=shape)).astype("float32")

    parameters = {k: normal(v, (n_a + n_x) ** -0.5) for k, v in cell.shapes.items()}
    x = random.normal(size=(T, m, n_x)).astype("float32").transpose(2, 1, 0)
    da = random.normal(size=(T, m, n_a)).astype("float32").transpose(2, 1, 0)
    initial = tuple(np.zeros((n_a, m), dtype="float32") for _ in cell.state)
    return x, initial, parameters, da


def on_device(inputs, device):
    """The inputs of `arrays` as torch tensors there, in the same order of memory."""

    def tensor(array):
        turned = array.transpose(2, 1, 0).copy() if array.ndim == 3 else array
        moved = torch.tensor(turned, device=device)
        return moved.permute(2, 1, 0) if array.ndim == 3 else moved

    x, initial, parameters, da = inputs
    weights = {key: tensor(value) for key, value in parameters.items()}
    return tensor(x), tuple(map(tensor, initial)), weights, tensor(da)


def with_gaps(initial, da):
    """The gradients of all states: da for the first, None for the others."""
    return (da, *(None for _ in initial[1:]))


def ours(cell, x, initial, parameters, da):
    """Forward and back through unroll_forward and unroll_backward."""
    dstates = with_gaps(initial, da)

    def run():
        _, caches = unroll_forward(cell, x, initial, parameters)
        return unroll_backward(cell, dstates, caches)

    return run


def torch_layer(name, x, da, device="cpu"):
    """Forward and back through torch.nn with autograd, the gradient of the input with it."""
    net = getattr(torch.nn, name)(x.shape[0], da.shape[0], device=device)
    sequence = torch.tensor(x.transpose(2, 1, 0).copy(), device=device, requires_grad=True)
    gradient = torch.tensor(da.transpose(2, 1, 0).copy(), device=device)

    def run():
        net.zero_grad()
        sequence.grad = None
        net(sequence)[0].backward(gradient)

    return run


def eager_loop(x, initial, parameters, da, device="cpu"):
    """The LSTM as a plain loop of torch operations, all gates in one product, under autograd."""

    def tensor(array):
        return torch.tensor(array.copy(), device=device)

    weights = [tensor(parameters[f"W{k}"]) for k in "fuoc"] + [
        tensor(parameters[f"b{k}"]) for k in "fuoc"
    ]
    W = torch.cat(weights[:4]).requires_grad_()
    b = torch.cat(weights[4:]).requires_grad_()
    sequence = tensor(x.transpose(2, 0, 1)).requires_grad_()
    gradient = tensor(da.transpose(2, 0, 1))
    a0, c0 = map(tensor, initial)
    n_a = len(a0)

    def run():
        a, c, states = a0, c0, []
        for xt in sequence:
            z = W @ torch.cat([a, xt]) + b
            forget, update, output = torch.sigmoid(z[: 3 * n_a]).chunk(3)
            c = forget * c + update * torch.tanh(z[3 * n_a :])
            a = output * torch.tanh(c)
            states.append(a)
        torch.autograd.grad(torch.stack(states), (W, b, sequence), gradient)

    return run


def products_alone(x, initial, parameters, da):
    """Nothing but the matrix products of the LSTM, as few as can be."""
    n_x, m, T = x.shape
    n_a = da.shape[0]
    W = np.full((4 * n_a, n_a + n_x), 0.001, dtype="float32")
    seen = np.full((n_a + n_x, m), 0.001, dtype="float32")
    all_seen = np.full((n_a + n_x, T * m), 0.001, dtype="float32")
    z = np.empty((4 * n_a, m), dtype="float32")
    da = np.empty((n_a, m), dtype="float32")
    dz = np.full((4 * n_a, T * m), 0.001, dtype="float32")

    def run():
        for _ in range(T):
            np.matmul(W, seen, out=z)
        for _ in range(T):
            np.matmul(W[:, :n_a].T, z, out=da)
        dz @ all_seen.T
        W[:, n_a:].T @ dz

    return run
