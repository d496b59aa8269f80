"""What a GPU would refuse, the pretended one refuses; what a GPU computes, it computes."""

import numpy as np
import pytest
import torch

from tests.gpu.pretend_cuda import pretended


@pytest.fixture
def ones():
    with pretended():
        yield torch.ones((2, 3), device="cuda")


def test_what_is_computed_stays_there(ones):
    for made in (ones + 1, ones[0], ones @ ones.T, torch.zeros_like(ones), ones.to(torch.float64)):
        assert made.device == torch.device("cuda:0") and made.is_cuda
    assert (2 * ones).sum().item() == 12 and ones.tolist() == [[1, 1, 1], [1, 1, 1]]
    assert ones.cpu().device == torch.device("cpu") and (ones.cpu().numpy() == 1).all()
    row = ones[0]
    row[ones[1] > 0] = 7  # a view writes into what it is a view of
    torch.matmul(ones, ones.T, out=(out := torch.empty((2, 2), device="cuda")))
    assert ones.tolist() == [[7, 7, 7], [1, 1, 1]] and out.tolist() == [[147, 21], [21, 3]]


def test_autograd_follows_it(ones):
    weight = torch.full((3, 1), 2.0, device="cuda", requires_grad=True)
    ((ones @ weight) ** 2).sum().backward()
    assert weight.grad.is_cuda and weight.grad.tolist() == [[24], [24], [24]]


@pytest.mark.parametrize("wrong", [lambda a: a.numpy(), np.asarray])
def test_its_numbers_are_not_numpys(ones, wrong):
    with pytest.raises(TypeError, match="cuda:0"):
        wrong(ones)


def test_two_devices_do_not_meet(ones):
    with pytest.raises(RuntimeError, match="same device"):
        ones + torch.ones((2, 3))
    assert (ones + torch.tensor(1.0)).sum().item() == 12  # a single number may come from anywhere


@pytest.mark.parametrize(
    "wrong",
    [
        lambda a: float(a.sum()),
        lambda a: bool(a.any()),
        lambda a: a[a > 0],
        lambda a: a.cpu(),
        lambda a: torch.tensor([1.0], device="cuda"),
        lambda a: torch.ones(3).to("cuda"),
    ],
)
def test_nothing_waits_for_the_host_in_a_capture(ones, wrong):
    with (
        pytest.raises(RuntimeError, match="not permitted when stream is capturing"),
        torch.cuda.graph(torch.cuda.CUDAGraph()),
    ):
        wrong(ones)


def test_a_replay_reads_the_captured_memory(ones):
    graph, total = torch.cuda.CUDAGraph(), torch.zeros(3, device="cuda")
    with torch.cuda.graph(graph):
        total += ones[0]
        double = torch.zeros(3, device="cuda")  # made anew by every replay
        double += 2 * total
    ones[...] = 10
    graph.replay()
    graph.replay()
    assert total.tolist() == [21, 21, 21] and double.tolist() == [42, 42, 42]


def test_it_ends_with_its_block():
    available = torch.cuda.is_available()
    with pretended():
        assert torch.cuda.is_available()
    assert torch.cuda.is_available() == available
