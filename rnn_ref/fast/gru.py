"""The fast run of the GRU that resets before the product.

>>> GRURun.gates
('r', 'u', 'c')
"""

from rnn_ref.fast.run import Run
from rnn_ref.fast.work_arrays import one_minus_square


class GRURun(Run):
    """gru_cell_forward over a sequence: one product for both gates, one for the candidate."""

    gates = ("r", "u", "c")

    def allocate(self):
        n = self.n
        self.G = self.empty(self.T, 3 * n)  # Γ_r, Γ_u and c̃
        self.seen_reset = self.empty(self.T, n + self.n_x + 1)  # [Γ_r ⊙ a⟨t−1⟩; x⟨t⟩; 1]
        self.seen_reset[:, n:, :] = self.seen[:-1, n:, :]
        # σ(z) = (1 + tanh(z / 2)) / 2
        self.W_gates, self.W_candidate = 0.5 * self.W[: 2 * n, :], self.W[2 * n :, :]

    def step(self, t):
        xp, n, g = self.xp, self.n, self.G[t]
        gates, candidate = g[: 2 * n], g[2 * n :]
        a_prev, a = self.states[0][t], self.states[0][t + 1]
        xp.matmul(self.W_gates, self.seen[t], out=gates)
        xp.tanh(gates, out=gates)
        gates += 1
        gates *= 0.5
        seen_reset = self.seen_reset[t]
        xp.multiply(gates[:n], a_prev, out=seen_reset[:n])
        xp.matmul(self.W_candidate, seen_reset, out=candidate)
        xp.tanh(candidate, out=candidate)
        overwrite(xp, gates[n:], candidate, a_prev, out=a)

    def prepare_backward(self):
        n = self.n
        self.term = self.empty(n)
        self.Wc_T = self.xp.permute_dims(self.W[2 * n :, :n], (1, 0))
        self.W_gates_T = self.xp.permute_dims(self.W[: 2 * n, :n], (1, 0))

    def slopes(self, steps, dz):
        """What d(Γ_r ⊙ a) (for r) and da (for u, c) are multiplied by to give dz."""
        a_prev = self.states[0][:-1][steps]
        gru_slopes(self.xp, self.n, self.G[steps], dz, a_prev)
        dz[:, : self.n] *= a_prev

    def step_back(self, t, dz, da):
        xp, n, g = self.xp, self.n, self.G[t]
        dz[n : 2 * n] *= da
        dz[2 * n :] *= da
        dreset_a = xp.matmul(self.Wc_T, dz[2 * n :])
        dz[:n] *= dreset_a
        xp.multiply(da, g[n : 2 * n], out=self.term)
        da -= self.term  # da ⊙ (1 − Γ_u)
        dreset_a *= g[:n]
        da += dreset_a
        xp.matmul(self.W_gates_T, dz[: 2 * n], out=self.term)
        da += self.term

    def collect(self, steps, dz):
        n = self.n
        self.dW[: 2 * n, :] += dz[: 2 * n, :] @ self.flat(self.seen[:-1][steps]).T
        self.dW[2 * n :, :] += dz[2 * n :, :] @ self.flat(self.seen_reset[steps]).T
        self.write_dx(steps, dz)

    def cache(self, t):
        n, g = self.n, self.G[t]
        a_prev, xt = self.inputs(t)
        return (self.states[0][t + 1], a_prev, xt, g[2 * n :], g[n : 2 * n], g[:n], self.parameters)


def overwrite(xp, update, candidate, a_prev, out):
    """a⟨t⟩ = a⟨t−1⟩ + Γ_u ⊙ (c̃ − a⟨t−1⟩), which is Γ_u ⊙ c̃ + (1 − Γ_u) ⊙ a⟨t−1⟩.

    >>> import numpy as np
    >>> out = np.empty(1)
    >>> overwrite(np, np.ones(1) / 4, np.ones(1), np.zeros(1), out)
    >>> out.tolist()
    [0.25]
    """
    xp.subtract(candidate, a_prev, out=out)
    out *= update
    out += a_prev


def gru_slopes(xp, n, G, slope, a_prev):
    """Fill slope with Γ_r ⊙ (1 − Γ_r), (c̃ − a⟨t−1⟩) ⊙ Γ_u ⊙ (1 − Γ_u) and Γ_u ⊙ (1 − c̃²).

    Args:
        G: (T, 3 n, m), Γ_r, Γ_u and c̃.
        slope: the same shape.
        a_prev: (T, n, m).

    Examples:
        >>> import numpy as np
        >>> G, slope = np.asarray([[[0.5], [0.5], [0.0]]]), np.empty((1, 3, 1))
        >>> gru_slopes(np, 1, G, slope, np.asarray([[[-1.0]]]))
        >>> slope.tolist()
        [[[0.25], [0.25], [0.5]]]
    """
    gates, candidate, update = G[:, : 2 * n], G[:, 2 * n :], G[:, n : 2 * n]
    slope_gates, slope_update, slope_candidate = (
        slope[:, : 2 * n],
        slope[:, n : 2 * n],
        slope[:, 2 * n :],
    )
    xp.multiply(gates, gates, out=slope_gates)
    xp.subtract(gates, slope_gates, out=slope_gates)
    xp.subtract(candidate, a_prev, out=slope_candidate)
    slope_update *= slope_candidate
    one_minus_square(xp, candidate, out=slope_candidate)
    slope_candidate *= update
