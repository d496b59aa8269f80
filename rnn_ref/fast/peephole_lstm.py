"""The fast run of the LSTM with peepholes.

>>> PeepholeLSTMRun.gates
('o', 'f', 'u', 'c')
"""

from rnn_ref.fast.lstm import LSTMRun


class PeepholeLSTMRun(LSTMRun):
    """peephole_lstm_step over a sequence: the slopes are those of the LSTM, the steps its own."""

    def allocate(self):
        super().allocate()
        xp, weights = self.xp, self.parameters
        self.pf, self.pu, self.po = (1 * weights[key] for key in ("pf", "pu", "po"))  # copies
        self.p_fu_half = 0.5 * xp.stack([self.pf, self.pu])  # (2, n, 1); halved as W_half is
        self.po_half = 0.5 * self.po
        self.terms = self.empty(2, self.n)

    def step(self, t):
        xp, n, g = self.xp, self.n, self.G[t]
        a, c, c_prev = self.states[0][t + 1], self.states[1][t + 1], self.states[1][t]
        xp.matmul(self.W_half, self.seen[t], out=g)
        xp.multiply(self.p_fu_half, c_prev, out=self.terms)
        gates = xp.reshape(g[n : 3 * n], (2, n, self.m))
        gates += self.terms
        xp.tanh(g[n:], out=g[n:])
        gates += 1
        gates *= 0.5
        xp.multiply(g[n : 2 * n], c_prev, out=c)  # Γ_f ⊙ c⟨t−1⟩
        xp.multiply(g[2 * n : 3 * n], g[3 * n :], out=self.term)  # Γ_u ⊙ c̃
        c += self.term
        output = g[:n]
        xp.multiply(self.po_half, c, out=self.term)
        output += self.term
        xp.tanh(output, out=output)
        output += 1
        output *= 0.5
        xp.tanh(c, out=a)
        a *= output

    def prepare_backward(self):
        super().prepare_backward()
        self.dp = {key: self.xp.zeros_like(self.parameters[key]) for key in ("pf", "pu", "po")}

    def step_back(self, t, dz, da, dc):
        xp, n, term = self.xp, self.n, self.term
        xp.multiply(da, self.slope_c[t - self.first_of_block], out=term)
        dc += term
        dz[:n] *= da
        xp.multiply(self.po, dz[:n], out=term)
        dc += term
        through_memory = xp.reshape(dz[n:], (3, n, self.m))
        through_memory *= dc
        dc *= self.G[t, n : 2 * n]
        for p, dzk in ((self.pf, dz[n : 2 * n]), (self.pu, dz[2 * n : 3 * n])):
            xp.multiply(p, dzk, out=term)
            dc += term
        xp.matmul(self.Wa_T, dz, out=da)

    def collect(self, steps, dz):
        super().collect(steps, dz)
        xp, n, c = self.xp, self.n, self.states[1]
        before, after = self.flat(c[:-1][steps]), self.flat(c[1:][steps])  # (n, steps · m)
        for key, row, seen in (("po", 0, after), ("pf", 1, before), ("pu", 2, before)):
            product = dz[row * n : (row + 1) * n, :] * seen
            self.dp[key] += xp.sum(product, axis=1, keepdims=True)

    def gradients(self):
        return {**super().gradients(), **{f"d{key}": value for key, value in self.dp.items()}}
