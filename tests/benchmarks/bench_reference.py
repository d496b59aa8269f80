"""How fast is the reference, forward and back, against torch.nn with autograd?

Prints a line per figure: name, ratio (our time over theirs), goal, ok or short. Both sides run in
the same process, in turns, with two threads each; a figure is the median of the rounds. Nothing
is asserted on time. On a CUDA GPU the same, and two more figures.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

THREADS = "2"
ROUNDS = 7
SECONDS = 0.1  # of repeats, for each side of a round
# T, m, n_x, n_a, and the goal for our share of torch's time.
SIZES = (
    (10, 10, 3, 5, 0.9),
    (50, 32, 64, 64, 0.9),
    (50, 32, 27, 100, 0.9),
    (100, 64, 128, 256, 1.1),
)
CELLS = {"lstm": "LSTM", "gru_reset_after": "GRU", "tanh_rnn": "RNN"}


def test_print_the_speed_of_the_reference():
    """In a process of its own: the number of threads is read when NumPy and torch are loaded."""
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    environment = {**os.environ, **dict.fromkeys(threads, THREADS)}
    print(flush=True)
    subprocess.run([sys.executable, str(Path(__file__))], env=environment, check=True)


# ---- the two sides -------------------------------------------------------------------------------


def arrays(cell, T, m, n_x, n_a):
    """float32 inputs of an ordinary size, in memory as torch has them: time first."""
    import numpy as np

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


def ours(cell, x, initial, parameters, da):
    """Forward and back through unroll_forward and unroll_backward."""
    from rnn_ref import unroll_backward, unroll_forward

    dstates = (da,) + (None,) * (len(initial) - 1)

    def run():
        _, caches = unroll_forward(cell, x, initial, parameters)
        return unroll_backward(cell, dstates, caches)

    return run


def torch_layer(name, x, da, device="cpu"):
    """Forward and back through torch.nn with autograd, the gradient of the input with it."""
    import torch

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
    import torch

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
    import numpy as np

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


# ---- measuring -----------------------------------------------------------------------------------


def seconds(run, repeats, wait=lambda: None):
    """The median of single runs: the first ones still meet the other library's waiting threads."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        wait()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def ratio(mine, theirs, wait=lambda: None):
    """Median of mine over median of theirs, measured in turns; and the two in milliseconds."""
    repeats = []
    for run in (mine, theirs):
        run()
        repeats.append(1 + int(SECONDS / seconds(run, 3, wait)))
    times = [], []
    for _ in range(ROUNDS):
        for run, count, found in zip((mine, theirs), repeats, times):
            time.sleep(0.1)  # the other library's threads come to rest
            found.append(seconds(run, count, wait))
    mine, theirs = (1e3 * statistics.median(found) for found in times)
    return mine / theirs, f"{mine:8.2f} ms /{theirs:8.2f} ms"


def line(name, found, goal=None):
    value, both = found
    verdict = "" if goal is None else f"goal {goal:5.2f}   {'ok' if value <= goal else 'short'}"
    print(f"{name:58s} {value:7.2f}   {both}   {verdict}", flush=True)


def on_the_cpu():
    import torch

    from rnn_ref import CELLS as known

    torch.set_num_threads(int(THREADS))
    print(f"forward + backward, NumPy float32 over torch.nn {torch.__version__}, {THREADS} threads")
    for T, m, n_x, n_a, goal in SIZES:
        size = f"(T, m, n_x, n_a) = ({T}, {m}, {n_x}, {n_a})"
        for name, theirs in CELLS.items():
            inputs = arrays(known[name], T, m, n_x, n_a)
            peer = torch_layer(theirs, inputs[0], inputs[-1])
            found = ratio(ours(known[name], *inputs), peer)
            line(f"{name:16s}{size}", found, goal)
            if name == "lstm":  # what stands between us and the goal
                line("  its matrix products alone, NumPy", ratio(products_alone(*inputs), peer))
                torch.backends.mkldnn.enabled = False
                line("  against torch without oneDNN", ratio(ours(known[name], *inputs), peer))
                torch.backends.mkldnn.enabled = True


def on_the_gpu():
    import torch

    from rnn_ref import CELLS as known

    if not torch.cuda.is_available():
        print("no CUDA GPU here: its figures are left out")
        return
    for size in SIZES[1:]:
        on_one_gpu(known, "cuda", size[:4], torch.cuda.synchronize)


def on_one_gpu(known, device, size, wait):
    """Our runs on torch tensors there, against cuDNN's LSTM and a loop under autograd."""
    import torch

    for name in ("lstm", "gru_reset_after", "tanh_rnn", "gru", "peephole_lstm"):
        x, initial, parameters, da = inputs = arrays(known[name], *size)
        mine = ours(
            known[name],
            torch.tensor(x, device=device),
            tuple(torch.tensor(s, device=device) for s in initial),
            {k: torch.tensor(v, device=device) for k, v in parameters.items()},
            torch.tensor(da, device=device),
        )
        peer = torch_layer("LSTM", x, da, device)
        line(f"{device} {name} {size}, over torch.nn.LSTM", ratio(mine, peer, wait), 1.5)
        if name == "lstm":
            peer = eager_loop(*inputs, device)
            line("  over a loop of torch operations under autograd", ratio(mine, peer, wait), 0.1)


if __name__ == "__main__":
    on_the_cpu()
    on_the_gpu()
