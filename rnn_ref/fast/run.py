"""What the fast runs share: the loop over time, padding, windows and the products over steps.

>>> from rnn_ref.fast.rnn_step import TanhRun
>>> issubclass(TanhRun, Run)
True
"""

from collections.abc import Sequence
from copy import copy

from rnn_ref.cells.caches import Frozen
from rnn_ref.fast.work_arrays import WorkArrays

# The way back goes in blocks of steps that fit a processor's cache: as many steps as these
# numbers fill, but at least so many columns that a matrix product over the block pays.
BLOCK = 65536
COLUMNS = 512
# A GPU has no such cache, and its time goes into asking for operations: few large blocks.
ON_A_GPU = 256


class Run(WorkArrays, Sequence):
    """One run of a cell over a sequence. It is also the caches of that run, one for each step.

    A subclass says: gates (the letters of its rows, in the order of the work arrays), state (the
    letters), how to step, the slopes of a block of steps, and how to step back with them.
    """

    gates: tuple[str, ...]
    state: tuple[str, ...] = ("a",)

    def __init__(self, cell, x, initial, parameters, lengths):
        super().__init__(x)
        xp = self.xp
        self.cell, self.parameters = cell, parameters
        self.real, self.first_padded = self.real_steps(lengths)
        self.n_x, _, self.T = x.shape
        self.n = n = initial[0].shape[0]
        # seen[t] = [a⟨t⟩; x⟨t+1⟩; 1]: what the gates of step t + 1 read.
        self.seen = self.empty(self.T + 1, n + self.n_x + 1)
        self.seen[:-1, n:-1, :] = xp.permute_dims(x, (2, 0, 1))
        self.seen[:, -1, :] = 1
        self.states = [self.seen[:, :n, :]]
        self.states += [self.empty(self.T + 1, n) for _ in self.state[1:]]
        for state, first in zip(self.states, initial):
            state[0, :, :] = first
        self.W = self.stack_weights()  # (rows, n + n_x + 1)
        self.allocate()

    def stack_weights(self):
        """One matrix for all gates, W_k and b_k beside each other, gate under gate."""
        rows = [
            self.xp.concat([self.parameters[f"W{k}"], self.parameters[f"b{k}"]], axis=1)
            for k in self.gates
        ]
        return self.xp.concat(rows, axis=0)

    def forward(self):
        """All states, a tuple of (n_a, m, T)."""
        for t in range(self.T):
            self.step(t)
            if t >= self.first_padded:
                for state in self.states:
                    state[t + 1, :, :] = self.xp.where(self.real[t], state[t + 1], state[t])
        return tuple(self.result(state[1:]) for state in self.states)

    def real_steps(self, lengths):
        """Which examples still run at each step, and the first step at which one does not."""
        if lengths is None:
            return None, self.T
        t = self.xp.arange(self.T, dtype=lengths.dtype, device=self.like["device"])
        return t[:, None] < lengths[None, :], int(self.xp.min(lengths))

    def follows_autograd(self, dstates) -> bool:
        """Whether torch wants to follow the way back, which only the loop allows."""
        arrays = (*dstates, *self.parameters.values())
        return any(getattr(array, "requires_grad", False) for array in arrays)

    def backward(self, dstates, window):
        """What unroll_backward returns; dstates may hold None, window is a number of steps."""
        # On a copy: what the way back notes down belongs to this call, not to the caches.
        return copy(self)._backward(dstates, window)

    def _backward(self, dstates, window):
        xp, rows, m = self.xp, self.W.shape[0], self.m
        real, first_padded = self.real, self.first_padded
        nothing = xp.zeros((self.n, m), **self.like)
        later = [xp.zeros((self.n, m), **self.like) for _ in self.states]
        outside = [(total, self.time_first(d)) for total, d in zip(later, dstates) if d is not None]
        self.dW = xp.zeros(self.W.shape, **self.like)
        self.dx = self.empty(self.n_x, self.T)
        self.Wx_T = xp.permute_dims(self.W[:, self.n : -1], (1, 0))
        length = self.block_length(rows)
        self.dz = self.empty(length, rows)
        self.prepare_backward()
        for end in range(self.T, 0, -length):
            start = max(0, end - length)
            dz = self.dz[: end - start]
            self.slopes(slice(start, end), dz)
            for t in reversed(range(start, end)):
                for total, d in outside:
                    total += d[t]
                if t >= first_padded:
                    around = [xp.where(real[t], nothing, total) for total in later]
                    for total in later:
                        total[...] = xp.where(real[t], total, nothing)
                self.step_back(t, dz[t - start], *later)
                if t >= first_padded:
                    for total, passed in zip(later, around):
                        total += passed
                if t == 0:
                    initial = {f"d{k}0": total for k, total in zip(self.state, later)}
                elif t % window == 0:  # the first step of a window: nothing leaves it
                    for total in later:
                        total[...] = 0
            self.collect(slice(start, end), self.flat(dz))
        dx = xp.permute_dims(self.dx, (0, 2, 1))  # (n_x, m, T)
        found = self.gradients()
        keys = [f"d{key}" for key in (*self.cell.shapes, *self.cell.optional)]
        return {"dx": dx, **initial, **{key: found[key] for key in keys if key in found}}

    def block_length(self, rows):
        """How many steps of the way back are one block."""
        processor = getattr(self.like["device"], "type", "cpu") == "cpu"
        numbers = BLOCK if processor else BLOCK * ON_A_GPU
        return min(self.T, max(1, numbers // (rows * self.m), COLUMNS // self.m))

    def collect(self, steps, dz):
        """Add what a block of steps, dz (rows, steps · m), gives the weights; write its dx."""
        self.dW += dz @ self.flat(self.seen[:-1][steps]).T
        self.write_dx(steps, dz)

    def write_dx(self, steps, dz):
        self.dx[:, steps, :] = self.xp.reshape(self.Wx_T @ dz, (self.n_x, -1, self.m))

    def gradients(self):
        """The gradients of the parameters by their names."""
        return self.split_rows(self.dW)

    def split_rows(self, dW) -> dict:
        """The gradients of each gate's W and b from those of the one matrix."""
        gradients = {}
        for number, gate in enumerate(self.gates):
            rows = dW[number * self.n : (number + 1) * self.n, :]
            gradients[f"dW{gate}"], gradients[f"db{gate}"] = rows[:, :-1], rows[:, -1:]
        return gradients

    def inputs(self, t):
        """a⟨t⟩ of the step before and x⟨t+1⟩, as a cell's cache holds them."""
        return self.seen[t, : self.n, :], self.seen[t, self.n : -1, :]

    def __len__(self):
        return self.T

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[t] for t in range(*index.indices(self.T))]
        t = range(self.T)[index]  # IndexError where there is no such step
        cache = self.cache(t)
        return cache if self.real is None else Frozen(cache, self.real[t])
