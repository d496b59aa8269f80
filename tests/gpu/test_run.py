"""The run on a GPU, rehearsed: everything but the GPU is tried."""

import os
import shutil
import subprocess
import sys

import pytest
import torch

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


def run(root, *options):
    command = ["bash", str(root / "tests" / "gpu" / "run.sh"), *options]
    environment = {**os.environ, "PYTHON": sys.executable}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=400)


@pytest.mark.slow
def test_it_ends_with_its_table(root):
    done = run(root, "--rehearse")
    assert done.returncode == 0, done.stdout + done.stderr
    tests, table = done.stdout.split("\nwhat ")
    assert " passed" in tests and "skipped" not in tests
    for line in (
        "lstm / torch.nn.LSTM (cuDNN)",
        "eager loop, autograd / lstm, as a graph",
        "gru / torch.nn.LSTM (cuDNN)",
        "peephole_lstm, as a graph / torch.nn.LSTM (cuDNN)",
    ):
        assert line in table
    assert f"a pretended GPU; torch {torch.__version__}, CUDA {torch.version.cuda}" in table
    assert "at most 1.5" in table and "at least 10" in table and "mean nothing" in table


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_without_a_gpu_it_says_so(root):
    done = run(root)
    assert done.returncode == 2 and not done.stdout
    assert done.stderr.startswith("run.sh: torch sees no CUDA GPU here.")
    assert "run.sh --rehearse" in done.stderr


def test_another_option_is_refused(root):
    done = run(root, "--fast")
    assert done.returncode == 2 and "usage: tests/gpu/run.sh [--rehearse]" in done.stderr
