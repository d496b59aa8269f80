"""The fast run of the LSTM.

>>> LSTMRun.gates
('o', 'f', 'u', 'c')
"""

from rnn_ref.fast.run import Run
from rnn_ref.fast.work_arrays import one_minus_square


class LSTMRun(Run):
    """lstm_step over a sequence.

    The gates lie in the order o, f, u, c: those with σ are neighbours, and so are those whose
    gradient comes through the memory.
    """

    gates = ("o", "f", "u", "c")
    state = ("a", "c")

    def allocate(self):
        n = self.n
        self.G = self.empty(self.T, 4 * n)
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
        xp.tanh(c, out=a)
        a *= g[:n]

    def prepare_backward(self):
        self.term = self.empty(self.n)
        self.slope_c = self.empty(self.dz.shape[0], self.n)
        self.Wa_T = self.xp.permute_dims(self.W[:, : self.n], (1, 0))

    def slopes(self, steps, dz):
        """What da (for o) and dc (for f, u, c) are multiplied by to give dz, and da to join dc."""
        xp, n = self.xp, self.n
        G, c, c_prev = self.G[steps], self.states[1][1:][steps], self.states[1][:-1][steps]
        gates, candidate = G[:, : 3 * n], G[:, 3 * n :]
        dz_gates, dz_candidate = dz[:, : 3 * n], dz[:, 3 * n :]
        xp.multiply(gates, gates, out=dz_gates)
        xp.subtract(gates, dz_gates, out=dz_gates)  # Γ ⊙ (1 − Γ)
        tanh_c = self.slope_c[: dz.shape[0]]
        xp.tanh(c, out=tanh_c)
        dz[:, :n] *= tanh_c
        dz[:, n : 2 * n] *= c_prev
        dz[:, 2 * n : 3 * n] *= candidate
        one_minus_square(xp, candidate, out=dz_candidate)
        dz_candidate *= G[:, 2 * n : 3 * n]  # Γ_u ⊙ (1 − c̃²)
        one_minus_square(xp, tanh_c, out=tanh_c)
        tanh_c *= G[:, :n]  # Γ_o ⊙ (1 − tanh²(c))
        self.first_of_block = steps.start

    def step_back(self, t, dz, da, dc):
        xp, n = self.xp, self.n
        xp.multiply(da, self.slope_c[t - self.first_of_block], out=self.term)
        dc += self.term
        dz[:n] *= da
        through_memory = xp.reshape(dz[n:], (3, n, self.m))
        through_memory *= dc
        dc *= self.G[t, n : 2 * n]
        xp.matmul(self.Wa_T, dz, out=da)

    def cache(self, t):
        n, g = self.n, self.G[t]
        a_prev, xt = self.inputs(t)
        output, forget, update, candidate = (g[k * n : (k + 1) * n] for k in range(4))
        a, c = (state[t + 1] for state in self.states)
        return (
            a,
            c,
            a_prev,
            self.states[1][t],
            xt,
            forget,
            update,
            candidate,
            output,
            self.parameters,
        )
