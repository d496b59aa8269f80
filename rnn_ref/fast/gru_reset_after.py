"""The fast run of the GRU that resets after the product.

>>> GRUResetAfterRun.gates
('r', 'u', 'c')
"""

from rnn_ref.fast.gru import gru_slopes, overwrite
from rnn_ref.fast.run import Run


class GRUResetAfterRun(Run):
    """gru_reset_after_cell_forward over a sequence: one product for everything in a step."""

    gates = ("r", "u", "c")

    def stack_weights(self):
        """The rows of r and u, of what the candidate takes from the input, and from the state."""
        xp, n, weights = self.xp, self.n, self.parameters
        W = super().stack_weights()  # rows of r, u, c
        rows = W[2 * n :, :]
        bca = weights["bca"] if "bca" in weights else xp.zeros_like(weights["bc"])
        from_input = xp.concat([xp.zeros_like(rows[:, :n]), rows[:, n:]], axis=1)
        from_state = xp.concat([rows[:, :n], xp.zeros_like(rows[:, n:-1]), bca], axis=1)
        return xp.concat([W[: 2 * n, :], from_input, from_state], axis=0)

    def allocate(self):
        n = self.n
        self.G = self.empty(self.T, 4 * n)  # Γ_r, Γ_u, c̃ and s
        # σ(z) = (1 + tanh(z / 2)) / 2
        self.W_half = self.xp.concat([0.5 * self.W[: 2 * n, :], self.W[2 * n :, :]], axis=0)
        self.term = self.empty(n)

    def step(self, t):
        xp, n, g = self.xp, self.n, self.G[t]
        gates, candidate, from_state = g[: 2 * n], g[2 * n : 3 * n], g[3 * n :]
        xp.matmul(self.W_half, self.seen[t], out=g)
        xp.tanh(gates, out=gates)
        gates += 1
        gates *= 0.5
        xp.multiply(gates[:n], from_state, out=self.term)
        candidate += self.term
        xp.tanh(candidate, out=candidate)
        overwrite(xp, gates[n:], candidate, self.states[0][t], out=self.states[0][t + 1])

    def prepare_backward(self):
        n = self.n
        W_state = self.xp.concat([self.W[: 2 * n, :n], self.W[3 * n :, :n]], axis=0)
        self.W_state_T = self.xp.permute_dims(W_state, (1, 0))
        self.term = self.empty(n)
        self.dz_state = self.empty(3 * n)  # dz_r, dz_u, ds of one step

    def slopes(self, steps, dz):
        """What da (for u, c), dz_c (for r) and again dz_c (for s) are multiplied by."""
        n, G = self.n, self.G[steps]
        gru_slopes(self.xp, n, G[:, : 3 * n], dz[:, : 3 * n], self.states[0][:-1][steps])
        dz[:, :n] *= G[:, 3 * n :]
        dz[:, 3 * n :] = G[:, :n]

    def step_back(self, t, dz, da):
        xp, n = self.xp, self.n
        both = xp.reshape(dz[n : 3 * n], (2, n, self.m))  # dz_u, dz_c
        both *= da
        dzc = dz[2 * n : 3 * n]
        dz[:n] *= dzc
        dz[3 * n :] *= dzc
        xp.multiply(da, self.G[t, n : 2 * n], out=self.term)
        da -= self.term  # da ⊙ (1 − Γ_u)
        self.dz_state[: 2 * n] = dz[: 2 * n]
        self.dz_state[2 * n :] = dz[3 * n :]
        xp.matmul(self.W_state_T, self.dz_state, out=self.term)
        da += self.term

    def gradients(self):
        n, dW = self.n, self.dW
        from_input, from_state = dW[2 * n : 3 * n, :], dW[3 * n :, :]
        candidate = self.xp.concat([from_state[:, :n], from_input[:, n:]], axis=1)
        gradients = self.split_rows(self.xp.concat([dW[: 2 * n, :], candidate], axis=0))
        if "bca" in self.parameters:
            gradients["dbca"] = from_state[:, -1:]
        return gradients

    def cache(self, t):
        n, g = self.n, self.G[t]
        a_prev, xt = self.inputs(t)
        return (
            self.states[0][t + 1],
            a_prev,
            xt,
            g[2 * n : 3 * n],
            g[n : 2 * n],
            g[:n],
            g[3 * n :],
            self.parameters,
        )
