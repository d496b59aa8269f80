"""The fast run of the RNN, with tanh and with ReLU.

>>> TanhRun.state
('a',)
"""

from rnn_ref.fast.run import Run


class TanhRun(Run):
    """elman_step over a sequence."""

    gates = ("a",)

    def stack_weights(self):
        weights = self.parameters
        return self.xp.concat([weights["Waa"], weights["Wax"], weights["ba"]], axis=1)

    def allocate(self):
        pass  # the states are all it needs

    def step(self, t):
        a = self.states[0][t + 1]
        self.xp.matmul(self.W, self.seen[t], out=a)
        self.activate(a)

    def activate(self, z):
        self.xp.tanh(z, out=z)

    def prepare_backward(self):
        self.dz = self.empty(self.T, self.n)
        self.Waa_T = self.parameters["Waa"].T

    def prepare_block(self, steps):
        """dz for a da of 1: the slope of tanh."""
        a, slope = self.states[0][1:][steps], self.dz[steps]
        self.xp.multiply(a, a, out=slope)
        slope *= -1
        slope += 1

    def step_back(self, t, da):
        dz = self.dz[t]
        dz *= da
        self.xp.matmul(self.Waa_T, dz, out=da)

    def gradients(self):
        dz, seen = self.flat(self.dz), self.flat(self.seen[:-1])
        dW = dz @ seen.T
        n = self.n
        return {"dx": self.as_sequence(self.parameters["Wax"].T @ dz),
                "dWax": dW[:, n:-1], "dWaa": dW[:, :n], "dba": dW[:, -1:]}

    def cache(self, t):
        a_prev, xt = self.inputs(t)
        return self.states[0][t + 1], a_prev, xt, self.parameters


class ReluRun(TanhRun):
    """relu_step over a sequence."""

    def activate(self, z):
        z[z <= 0] = 0

    def prepare_block(self, steps):
        a = self.states[0][1:][steps]
        self.dz[steps] = self.xp.astype(a > 0, a.dtype)
