"""The fast run of the RNN, with tanh and with ReLU.

>>> TanhRun.state
('a',)
"""

from rnn_ref.fast.run import Run
from rnn_ref.fast.work_arrays import one_minus_square


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
        self.Waa_T = self.xp.permute_dims(self.W[:, : self.n], (1, 0))

    def slopes(self, steps, dz):
        """1 − a⟨t⟩², which da makes into dz."""
        one_minus_square(self.xp, self.states[0][1:][steps], out=dz)

    def step_back(self, t, dz, da):
        dz *= da
        self.xp.matmul(self.Waa_T, dz, out=da)

    def gradients(self):
        n, dW = self.n, self.dW
        return {"dWax": dW[:, n:-1], "dWaa": dW[:, :n], "dba": dW[:, -1:]}

    def cache(self, t):
        a_prev, xt = self.inputs(t)
        return self.states[0][t + 1], a_prev, xt, self.parameters


class ReluRun(TanhRun):
    """relu_step over a sequence."""

    def activate(self, z):
        z[z <= 0] = 0

    def slopes(self, steps, dz):
        a = self.states[0][1:][steps]
        dz[...] = self.xp.astype(a > 0, a.dtype)
