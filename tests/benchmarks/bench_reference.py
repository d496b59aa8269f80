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
SECONDS = 0.05  # of repeats, for each side of a round
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
    start = time.perf_counter()
    for _ in range(repeats):
        run()
    wait()
    return (time.perf_counter() - start) / repeats


def ratio(mine, theirs, wait=lambda: None):
    """Median of mine over median of theirs, measured in turns; and the two in milliseconds."""
    repeats = []
    for run in (mine, theirs):
        run()
        repeats.append(1 + int(SECONDS / seconds(run, 3, wait)))
    times = [], []
    for _ in range(ROUNDS):
        for run, count, found in zip((mine, theirs), repeats, times):
            time.sleep(0.02)  # the other library's threads come to rest
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
    from rnn_ref.time_loop import loop_forward

    if not torch.cuda.is_available():
        print("no CUDA GPU here: its figures are left out")
        return
    wait = torch.cuda.synchronize
    for T, m, n_x, n_a, _ in SIZES[1:]:
        size = f"({T}, {m}, {n_x}, {n_a})"
        cudnn = None
        for name in ("lstm", "gru_reset_after", "tanh_rnn", "gru", "peephole_lstm"):
            x, initial, parameters, da = arrays(known[name], T, m, n_x, n_a)
            there = {k: torch.tensor(v, device="cuda") for k, v in parameters.items()}
            on_gpu = [torch.tensor(x, device="cuda"),
                      tuple(torch.tensor(s, device="cuda") for s in initial), there,
                      torch.tensor(da, device="cuda")]
            mine = ours(known[name], *on_gpu)
            cudnn = cudnn or torch_layer("LSTM", x, da, "cuda")
            line(f"CUDA {name} {size}, over cuDNN's LSTM", ratio(mine, cudnn, wait), 1.5)
            leaf = {k: v.clone().requires_grad_() for k, v in there.items()}

            def eager(cell=known[name], leaf=leaf, on_gpu=on_gpu):
                states, _ = loop_forward(cell, *on_gpu[:2], leaf)
                torch.autograd.grad((states[0] * on_gpu[3]).sum(), list(leaf.values()))

            line(f"CUDA {name} {size}, over a loop under autograd", ratio(mine, eager, wait), 0.1)


if __name__ == "__main__":
    on_the_cpu()
    on_the_gpu()
