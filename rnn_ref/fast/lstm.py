"""The fast run of the LSTM.

>>> LSTMRun.gates
('o', 'f', 'u', 'c')
"""

from rnn_ref.fast.run import Run


class LSTMRun(Run):
    """lstm_step over a sequence.

    The gates lie in the order o, f, u, c: those with σ are neighbours, and so are those whose
    gradient comes through the memory.
    """

    gates = ("o", "f", "u", "c")
    state = ("a", "c")

    def allocate(self):
        n, T = self.n, self.T
        self.G = self.empty(T, 4 * n)  # the gates, and then the slopes that lead to dz
        self.tanh_c = self.empty(T, n)
        self.term = self.empty(n)
        # σ(z) = (1 + tanh(z / 2)) / 2, so the rows of the gates are halved once, here.
        self.W_half = self.xp.concat([0.5 * self.W[: 3 * n, :], self.W[3 * n :, :]], axis=0)

    def step(self, t):
        xp, n, g = self.xp, self.n, self.G[t]
        xp.matmul(self.W_half, self.seen[t], out=g)
        xp.tanh(g, out=g)
        gates = g[: 3 * n]
        gates += 1
        gates *= 0.5
        a, c, c_prev = self.states[0][t + 1], self.states[1][t + 1], self.states[1][t]
        xp.multiply(g[n : 2 * n], c_prev, out=c)  # Γ_f ⊙ c⟨t−1⟩
        xp.multiply(g[2 * n : 3 * n], g[3 * n :], out=self.term)  # Γ_u ⊙ c̃
        c += self.term
        tanh_c = self.tanh_c[t]
        xp.tanh(c, out=tanh_c)
        xp.multiply(g[:n], tanh_c, out=a)

    def prepare_backward(self):
        n, T = self.n, self.T
        self.dz = self.empty(T, 4 * n)
        self.slope_c = self.empty(T, n)
        self.Wa_T = self.xp.permute_dims(self.W[:, :n], (1, 0))

    def prepare_block(self, steps):
        """What da (for o) and dc (for f, u, c) are multiplied by to give dz, and da to join dc."""
        xp, n = self.xp, self.n
        G, slope, tanh_c = self.G[steps], self.dz[steps], self.tanh_c[steps]
        c_prev = self.states[1][:-1][steps]
        gates, candidate = G[:, : 3 * n], G[:, 3 * n :]
        slope_gates, slope_candidate = slope[:, : 3 * n], slope[:, 3 * n :]
        xp.multiply(gates, gates, out=slope_gates)
        xp.subtract(gates, slope_gates, out=slope_gates)  # Γ ⊙ (1 − Γ)
        slope[:, :n] *= tanh_c
        slope[:, n : 2 * n] *= c_prev
        slope[:, 2 * n : 3 * n] *= candidate
        xp.multiply(candidate, candidate, out=slope_candidate)
        slope_candidate *= -1
        slope_candidate += 1
        slope_candidate *= G[:, 2 * n : 3 * n]  # Γ_u ⊙ (1 − c̃²)
        slope_c = self.slope_c[steps]
        xp.multiply(tanh_c, tanh_c, out=slope_c)
        slope_c *= -1
        slope_c += 1
        slope_c *= G[:, :n]  # Γ_o ⊙ (1 − tanh²(c))

    def step_back(self, t, da, dc):
        xp, n, dz = self.xp, self.n, self.dz[t]
        xp.multiply(da, self.slope_c[t], out=self.term)
        dc += self.term
        dz[:n] *= da
        through_memory = xp.reshape(dz[n:], (3, n, self.m))
        through_memory *= dc
        dc *= self.G[t, n : 2 * n]
        xp.matmul(self.Wa_T, dz, out=da)

    def gradients(self):
        dz, seen = self.flat(self.dz), self.flat(self.seen[:-1])
        dx = self.as_sequence(self.W[:, self.n : -1].T @ dz)
        return {"dx": dx, **self.split_rows(dz @ seen.T)}

    def cache(self, t):
        n, g = self.n, self.G[t]
        a_prev, xt = self.inputs(t)
        output, forget, update, candidate = (g[k * n : (k + 1) * n] for k in range(4))
        a, c = (state[t + 1] for state in self.states)
        return (a, c, a_prev, self.states[1][t], xt, forget, update, candidate, output,
                self.parameters)
