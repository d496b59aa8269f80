"""A CUDA device that is pretended: its tensors say cuda:0 and compute on the processor.

It finds on any machine what would stop a program at its first contact with a GPU: arrays on two
devices in one operation, `numpy()` of an array on the GPU, and, while a CUDA graph is captured, a
number that the host waits for or an array that comes from its memory. It says nothing about speed,
nor about a GPU's rounding.

With `python -m pytest -p tests.gpu.pretend_cuda` the tests of the reference run on it.
"""

from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._pytree import tree_flatten, tree_map

from tests.gpu import pretend_graph

CUDA = torch.device("cuda:0")
MADE_THERE = (torch.empty, torch.zeros, torch.ones, torch.full, torch.arange)  # not copied to it
WAITS = ("_local_scalar_dense", "nonzero")  # the host waits for their result
# A GPU's tensor may meet one of the processor here: it is copied, or it only says where to look.
MAY_MIX = ("copy_", "index", "index_put", "index_put_", "_index_put_impl_")


class Pretended(torch.Tensor):
    """A tensor that says it lies on cuda:0; its numbers are those of `inner`."""

    is_cuda = True
    device = CUDA
    __torch_function__ = torch._C._disabled_torch_function_impl  # results are wrapped below

    @staticmethod
    def __new__(cls, inner):
        # To torch's own core it lies on the processor, which may know no other device.
        made = torch.Tensor._make_wrapper_subclass(
            cls,
            inner.size(),
            strides=inner.stride(),
            storage_offset=inner.storage_offset(),
            dtype=inner.dtype,
            device=inner.device,
        )
        made.inner = inner
        return made

    def __repr__(self):
        return f"Pretended({self.inner})"

    def cpu(self):
        pretend_graph.refuse("a copy to the host's memory")
        return self.inner.clone()

    def tolist(self):
        return self.cpu().tolist()

    def numpy(self, **_):
        raise TypeError(
            "can't convert cuda:0 device type tensor to numpy. "
            "Use Tensor.cpu() to copy the tensor to host memory first."
        )

    def __array__(self, *_, **__):
        return self.numpy()

    @classmethod
    def __torch_dispatch__(cls, func, types, args=(), kwargs=None):
        """Run one operation on what is inside, and put its results inside again."""
        kwargs = dict(kwargs or {})
        arrays = [a for a in tree_flatten((args, kwargs))[0] if isinstance(a, torch.Tensor)]
        name = func.overloadpacket.__name__
        check_one_device(name, arrays)
        if the_host_waits(name, args):
            pretend_graph.refuse(f"{name}: the host waits for a number")
        known = {id(a.inner): a for a in arrays if isinstance(a, Pretended)}
        args, kwargs = tree_map(
            lambda a: a.inner if isinstance(a, Pretended) else a, (args, kwargs)
        )
        found = func(*args, **kwargs)
        pretend_graph.note(func, args, kwargs, found)
        return tree_map(lambda a: known[id(a)] if id(a) in known else wrapped(a), found)


def wrapped(value):
    """A tensor of the processor as one of cuda:0, anything else as it is."""
    plain = isinstance(value, torch.Tensor) and not isinstance(value, Pretended)
    return Pretended(value) if plain else value


def check_one_device(name, arrays):
    """Stop where torch would: tensors on two devices in one operation."""
    mixed = any(a.dim() and not isinstance(a, Pretended) for a in arrays)
    if mixed and name not in MAY_MIX:
        raise RuntimeError(
            f"Expected all tensors to be on the same device, but {name} got cuda:0 and cpu."
        )


def the_host_waits(name, args) -> bool:
    """Whether torch has to read numbers of the GPU in order to go on."""
    if not name.startswith("index"):
        return name in WAITS
    masks = [a for a in tree_flatten(args[1])[0] if getattr(a, "dtype", None) is torch.bool]
    filled = len(args) > 2 and args[2].numel() == 1 and not isinstance(args[2], Pretended)
    return bool(masks) and not filled  # how many entries a mask picks; a filled one needs no count


class OnCuda(TorchFunctionMode):
    """Makes on the processor what is asked for on cuda, and says that it lies there."""

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = dict(kwargs or {})
        if func is torch.Tensor.cuda:
            func, kwargs = torch.Tensor.to, {**kwargs, "device": CUDA}
        if func is torch.Tensor.to:
            return move(*args, **kwargs)
        if not is_cuda(kwargs.get("device")):
            return func(*args, **kwargs)
        if func not in MADE_THERE and not of_the_device(args):
            pretend_graph.refuse("a copy from the host's memory")
        kwargs["device"] = torch.device("cpu")
        follow = kwargs.pop("requires_grad", False)
        found = func(*args, **kwargs)
        if func in MADE_THERE:  # a replay fills it again
            pretend_graph.note(func, args, kwargs, found)
        return wrapped(found).requires_grad_(follow)


def move(array, *args, **kwargs):
    """`array.to(…)`: to another device in a copy, or to another dtype where it is."""
    places = [a for a in (*args, kwargs.pop("device", None)) if isinstance(a, (str, torch.device))]
    args = [a for a in args if not isinstance(a, (str, torch.device))]
    there = isinstance(array, Pretended)
    if not places or is_cuda(places[0]) == there:
        return torch.Tensor.to(array, *args, **kwargs) if args or kwargs else array
    if there:
        return torch.Tensor.to(array.cpu(), *args, **kwargs)
    pretend_graph.refuse("a copy from the host's memory")
    return wrapped(torch.Tensor.to(array, *args, **kwargs).clone())


def is_cuda(value) -> bool:
    return isinstance(value, (str, torch.device)) and str(value).startswith("cuda")


def of_the_device(args) -> bool:
    """Whether a tensor of the device itself is among the arguments."""
    return any(isinstance(a, Pretended) for a in tree_flatten(args)[0])


@contextmanager
def pretended():
    """In the with-block this process has a CUDA device."""
    its = {
        "is_available": lambda: True,
        "device_count": lambda: 1,
        "get_device_name": lambda *_: "a pretended GPU",
        "synchronize": lambda *_: None,
        **pretend_graph.ITS_NAMES,
    }
    with ExitStack() as stack:
        for name, value in its.items():
            stack.enter_context(patch.object(torch.cuda, name, value))
        # cuDNN would ask the GPU itself what it can
        stack.enter_context(patch.object(torch.backends.cudnn, "is_acceptable", lambda *_: False))
        stack.enter_context(OnCuda())
        yield


_in_pytest = ExitStack()


def pytest_configure(config) -> None:
    _in_pytest.enter_context(pretended())


def pytest_unconfigure(config) -> None:
    _in_pytest.close()
