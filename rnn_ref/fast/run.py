"""What the fast runs share: work arrays, the loop over time, padding, windows, the last products.

Work arrays have time first and examples last, (T, rows, m), so that a step is one block.

>>> from rnn_ref.fast.elman import TanhRun
>>> issubclass(TanhRun, Run)
True
"""

from collections.abc import Sequence

from array_api_compat import array_namespace, device

from rnn_ref.time_loop import Frozen

# Numbers that a block of steps may hold, so that it stays in a processor's cache.
BLOCK = 65536


class Run(Sequence):
    """One run of a cell over a sequence. It is also the caches of that run, one for each step.

    A subclass says: gates (the letters of its rows, in the order of the work arrays), state (the
    letters), how to step, and how to step back.
    """

    gates: tuple[str, ...]
    state: tuple[str, ...] = ("a",)

    def __init__(self, x, initial, parameters, lengths):
        self.xp = xp = array_namespace(x)
        self.like = {"dtype": x.dtype, "device": device(x)}
        self.parameters, self.lengths = parameters, lengths
        self.n_x, self.m, self.T = x.shape
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

    def empty(self, *shape):
        """A work array of this shape and a last axis of examples."""
        return self.xp.empty((*shape, self.m), **self.like)

    def stack_weights(self):
        """One matrix for all gates, W_k and b_k beside each other, gate under gate."""
        rows = [self.xp.concat([self.parameters[f"W{k}"], self.parameters[f"b{k}"]], axis=1)
                for k in self.gates]
        return self.xp.concat(rows, axis=0)

    def forward(self):
        """All states, a tuple of (n_a, m, T)."""
        real, first_padded = self.real_steps()
        for t in range(self.T):
            self.step(t)
            if t >= first_padded:
                for state in self.states:
                    state[t + 1, :, :] = self.xp.where(real[t], state[t + 1], state[t])
        return tuple(self.result(state[1:]) for state in self.states)

    def real_steps(self):
        """Which examples still run at each step, and the first step at which one does not."""
        if self.lengths is None:
            return None, self.T
        t = self.xp.arange(self.T, dtype=self.lengths.dtype, device=self.like["device"])
        return t[:, None] < self.lengths[None, :], int(self.xp.min(self.lengths))

    def result(self, work):
        """(T, n, m) as (n, m, T), in memory of its own."""
        own = self.xp.empty(work.shape, **self.like)
        own[...] = work
        return self.xp.permute_dims(own, (1, 2, 0))

    def backward(self, dstates, window):
        """What unroll_backward returns; dstates may hold None, window is a number of steps."""
        xp = self.xp
        real, first_padded = self.real_steps()
        outside = [None if d is None else self.time_first(d) for d in dstates]
        later = [xp.zeros((self.n, self.m), **self.like) for _ in self.states]
        self.prepare_backward()
        block = max(1, BLOCK // (self.W.shape[0] * self.m))
        for t in reversed(range(self.T)):
            if t == self.T - 1 or t % block == block - 1:
                self.prepare_block(slice(t - t % block, t + 1))
            for total, d in zip(later, outside):
                if d is not None:
                    total += d[t]
            if t >= first_padded:
                around = [xp.where(real[t], 0 * total, total) for total in later]
                for total in later:
                    total *= xp.astype(real[t], total.dtype)
            self.step_back(t, *later)
            if t >= first_padded:
                for total, passed in zip(later, around):
                    total += passed
            if t == 0:
                initial = {f"d{k}0": total for k, total in zip(self.state, later)}
            elif t % window == 0:  # the first step of a window: nothing leaves it
                for total in later:
                    total *= 0
        return {**initial, **self.gradients()}

    def time_first(self, d):
        """(n, m, T) as (T, n, m), a block for each step."""
        work = self.empty(self.T, d.shape[0])
        work[...] = self.xp.permute_dims(d, (2, 0, 1))
        return work

    def flat(self, work):
        """(T, rows, m) as (rows, T · m), for one product over all steps and examples."""
        rows = work.shape[1]
        flat = self.xp.empty((rows, self.T, self.m), **self.like)
        flat[...] = self.xp.permute_dims(work, (1, 0, 2))
        return self.xp.reshape(flat, (rows, self.T * self.m))

    def as_sequence(self, flat):
        """(n_x, T · m) as (n_x, m, T)."""
        return self.xp.permute_dims(self.xp.reshape(flat, (-1, self.T, self.m)), (0, 2, 1))

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
        real, first_padded = self.real_steps()
        cache = self.cache(t)
        return cache if real is None else Frozen(cache, real[t])
