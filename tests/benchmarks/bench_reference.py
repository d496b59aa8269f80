"""How fast is the reference, forward and back, against torch.nn with autograd?

Prints a line per figure: name, ratio (our time over theirs), what is wanted, ok or short. Both
sides run in the same process, in turns, with two threads each. Nothing is asserted on time. The
figures of a GPU are those of tests/gpu.
"""

import os
import subprocess
import sys

import torch

from rnn_ref import CELLS
from tests.benchmarks import sides
from tests.benchmarks.figures import Figure, say
from tests.benchmarks.timing import in_turns, milliseconds

THREADS = "2"
# T, m, n_x, n_a, and the share of torch's time that is wanted at most.
SIZES = (
    (10, 10, 3, 5, 0.9),
    (50, 32, 64, 64, 0.9),
    (50, 32, 27, 100, 0.9),
    (100, 64, 128, 256, 1.1),
)
PEERS = {"lstm": "LSTM", "gru_reset_after": "GRU", "tanh_rnn": "RNN"}


def test_print_the_speed_of_the_reference(root):
    """In a process of its own: the number of threads is read when NumPy and torch are loaded."""
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    environment = {**os.environ, **dict.fromkeys(threads, THREADS)}
    print(flush=True)
    subprocess.run([sys.executable, "-m", __spec__.name], env=environment, cwd=root, check=True)


def show(what, shape, mine, theirs, wanted=None):
    """Measure the two in turns and print their ratio."""
    ours, peer = in_turns(mine, theirs)
    say(Figure(what, ours / peer, wanted, False, milliseconds(ours), milliseconds(peer), shape))


def main():
    torch.set_num_threads(int(THREADS))
    print(f"forward + backward, NumPy float32 over torch.nn {torch.__version__}, {THREADS} threads")
    for T, m, n_x, n_a, wanted in SIZES:
        shape = f"{T}, {m}, {n_x}, {n_a}"
        for name, theirs in PEERS.items():
            inputs = sides.arrays(CELLS[name], T, m, n_x, n_a)
            mine = sides.ours(CELLS[name], *inputs)
            peer = sides.torch_layer(theirs, inputs[0], inputs[-1])
            show(name, shape, mine, peer, wanted)
            if name == "lstm":  # what stands between us and the goal
                show("  its matrix products alone, NumPy", "", sides.products_alone(*inputs), peer)
                torch.backends.mkldnn.enabled = False
                show("  against torch without oneDNN", "", mine, peer)
                torch.backends.mkldnn.enabled = True


if __name__ == "__main__":
    main()
