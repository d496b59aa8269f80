"""The reference's speed on a GPU, as one table: ours, a peer's of the same run, their ratio.

Run by run.sh. Everything is forward and back, float32 with TF32 off on both sides, the gradient of
the input with it. A time is the median over rounds in which each side has its turn; the clock is
read when the GPU is done. A ratio that is not reached is printed as such and stops nothing.

The two ways of ours are the plain one, in which the host asks for every operation, and the same
as a CUDA graph (rnn_ref/fast/cuda_graph.py).

`--rehearse` does it all on a pretended device with small shapes: its times mean nothing.
"""

import platform
import sys
import time
from contextlib import nullcontext

import torch

from rnn_ref import CELLS
from rnn_ref.fast.cuda_graph import capture
from tests.benchmarks import sides
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.timing import in_turns, milliseconds
from tests.gpu.pretend_cuda import pretended

SIZES = ((50, 32, 64, 64), (50, 32, 27, 100), (100, 64, 128, 256), (100, 128, 256, 512))
SMALL = ((3, 2, 3, 4),)
# Each cell, and what of cuDNN it is measured against; the last two cuDNN cannot run itself.
PEERS = {
    "lstm": "LSTM",
    "gru_reset_after": "GRU",
    "tanh_rnn": "RNN",
    "gru": "LSTM",
    "peephole_lstm": "LSTM",
}
OVER_CUDNN = 1.5  # of its time, at most
OVER_AUTOGRAD = 10  # times faster, at least
ROUNDS, BUDGET = 7, 0.1  # and seconds of a turn: about 2 seconds for each line of the table
SECONDS = 120  # no figure is begun after this many


def captured(cell, x, initial, parameters, da):
    """One run of ours as a graph, new inputs copied in."""
    dstates = sides.with_gaps(initial, da)
    run = capture(cell, x, initial, parameters, dstates)
    return lambda: run(x, initial, parameters, dstates)


WAYS = {"": sides.ours, ", as a graph": captured}
LOOP = "eager loop, autograd"


def figures(sizes, rounds, budget, deadline):
    """All figures; those that time did not allow are named instead."""
    for size in sizes:
        shape = ", ".join(map(str, size))
        for name in PEERS:
            if time.monotonic() > deadline:
                yield Figure(f"{name}: left out, the time was up", float("nan"), shape=shape)
                continue
            yield from of_one_cell(name, size, shape, rounds, budget)


def of_one_cell(name, size, shape, rounds, budget):
    """Each way of ours over cuDNN; the LSTM also over what autograd makes of a plain loop."""
    inputs = sides.arrays(CELLS[name], *size)
    there = sides.on_device(inputs, "cuda")
    layer = f"torch.nn.{PEERS[name]} (cuDNN)"
    runs = {name + way: make(CELLS[name], *there) for way, make in WAYS.items()}
    runs[layer] = sides.torch_layer(PEERS[name], inputs[0], inputs[-1], "cuda")
    if name == "lstm":
        runs[LOOP] = sides.eager_loop(*inputs, "cuda")
    wait = torch.cuda.synchronize
    times = in_turns(*runs.values(), wait=wait, rounds=rounds, budget=budget)
    took = dict(zip(runs, times, strict=True))
    for way in WAYS:
        yield figure(f"{name}{way} / {layer}", took[name + way], took[layer], shape)
        if name == "lstm":
            yield figure(f"{LOOP} / {name}{way}", took[name + way], took[LOOP], shape, True)


def figure(what, ours, peer, shape, faster=False):
    """Our share of the peer's time, or how many times faster we are."""
    both = milliseconds(ours), milliseconds(peer), shape
    if faster:
        return Figure(what, peer / ours, OVER_AUTOGRAD, True, *both)
    return Figure(what, ours / peer, OVER_CUDNN, False, *both)


def main(rehearsal: bool) -> int:
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    deadline = time.monotonic() + SECONDS
    with pretended() if rehearsal else nullcontext():
        found = list(
            figures(SMALL, 1, 0, deadline)
            if rehearsal
            else figures(SIZES, ROUNDS, BUDGET, deadline)
        )
        card = torch.cuda.get_device_name()
    print(f"\n{table(found)}\n")
    print(
        f"{card}; torch {torch.__version__}, CUDA {torch.version.cuda}, "
        f"cuDNN {torch.backends.cudnn.version()}, Python {platform.python_version()}"
    )
    if rehearsal:
        print("A rehearsal: nothing ran on a GPU, and the times mean nothing.")
    return 0


if __name__ == "__main__":
    sys.exit(main("--rehearse" in sys.argv[1:]))
