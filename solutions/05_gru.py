# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Chapter 5 · GRU
#
# Read this once, then look away from it: *The **cats**, which saw the dog and fed the bird and chased
# the horse, ___ hungry.*
#
# You did not repeat *cats, cats, cats* to yourself while you read. You noted *plural* once. Then you
# left the note alone, until you needed it.
#
# The RNN of chapter 3 cannot leave anything alone. At every step it computes its whole state anew, out
# of all of its units and the input. What it wants to keep, it has to compute again, fifty times, without
# a mistake. At lag 50 it was right half of the time, as a coin is.
#
# **How can a unit keep a number without computing it again? And how does it learn when to change it?**
#
# The answer is a number between 0 and 1 that stands between the old memory and the new one. It is
# called a **gate**.
#
# **You will be able to**
#
# - build a unit with a gate, and set the gate by hand so that one bit survives 200 steps;
# - write the GRU, forward and backward, and prove its gradients;
# - train it at lag 50, where chapter 3 failed;
# - see in its gates when it writes, in a sentence;
# - give its weights to PyTorch, and know which GRU PyTorch has.
#
# **Time:** about 110 minutes. The end of section 6 is a good place to stop for today.
#
# **You need:** chapters 2 and 3. The first cell fetches functions of both. It takes yours, if your
# notebooks lie in the folders beside this one and they pass their checks there.

# %%
import os

# Matrices as small as ours are multiplied far faster by one core than by two that wait for each
# other. NumPy reads this when it is imported, so it stands before that.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from IPython.display import display

from rnn_course import check
from rnn_course.earlier import earlier
from rnn_course.explorer import GatedMemory, HiddenStateExplorer
from rnn_course.pictures import gru as pictures
from rnn_course.pictures.needs import needs
from rnn_course.pictures.show import show
from rnn_course.training import updates

sigmoid, rnn_forward, sequence_cross_entropy = earlier(
    "02_forward", "sigmoid", "rnn_forward", "sequence_cross_entropy")
softmax_cross_entropy_backward, rnn_backward, clip_by_global_norm, gradient_check = earlier(
    "03_backprop", "softmax_cross_entropy_backward", "rnn_backward", "clip_by_global_norm",
    "gradient_check")

# %% [markdown]
# ## 1 · One unit with a gate, two steps, by hand
#
# Take the unit of chapter 2 again: weight 0.5 on the input, 0.8 on its own state, bias 0.1, inputs 1 and
# 0.5. What it computes is no longer its new state. It is only a proposal, the **candidate**
# $\tilde{c}$. What the unit keeps is its **memory** $c$.
#
# A second small unit decides how much of the proposal is accepted: the **update gate** $\Gamma_u$. It
# has weights of its own: 4 on the input, 0.5 on the memory, bias −3. Its activation is sigmoid, so it lies
# between 0 and 1.
#
# **Step 1.** The memory before it is $c^{\langle 0 \rangle} = 0$.
#
# - Candidate: $\tilde{c}^{\langle 1 \rangle} = \tanh(0.5 \cdot 1 + 0.8 \cdot 0 + 0.1) = \tanh(0.6000) = 0.5370$
# - Gate: $\Gamma_u^{\langle 1 \rangle} = \sigma(4 \cdot 1 + 0.5 \cdot 0 - 3) = \sigma(1.0000) = 0.7311$
#
# Now mix. The part $\Gamma_u$ comes from the candidate, the rest from the old memory:
#
# $$c^{\langle 1 \rangle} = 0.7311 \cdot 0.5370 + (1 - 0.7311) \cdot 0 = 0.3926$$
#
# **Step 2.** The input is 0.5, so the gate's sum falls below 0.
#
# - Candidate: $\tilde{c}^{\langle 2 \rangle} = \tanh(0.5 \cdot 0.5 + 0.8 \cdot 0.3926 + 0.1) = \tanh(0.6641) = 0.5811$
# - Gate: $\Gamma_u^{\langle 2 \rangle} = \sigma(4 \cdot 0.5 + 0.5 \cdot 0.3926 - 3) = \sigma(-0.8037) = 0.3092$
#
# *Before you read on: will the memory move more or less than at step 1?*
#
# $$c^{\langle 2 \rangle} = 0.3092 \cdot 0.5811 + 0.6908 \cdot 0.3926 = 0.1797 + 0.2712 = 0.4509$$
#
# Less. Two thirds of it is the old memory, as it was: not multiplied by a weight, not sent through tanh.
#
# Look at the two ends. $\Gamma_u = 1$ **overwrites** the memory with the candidate. $\Gamma_u = 0$ **keeps**
# it, to the last digit.

# %% jupyter={"source_hidden": true}
show(
    pictures.worked_example(),
    alt="Two steps of one gated unit. Along the top runs the memory: 0, then 0.3926, then 0.4509. "
    "Below each step stand the candidate, 0.5370 and 0.5811, and the gate, 0.7311 and 0.3092. The "
    "arrow along the top carries 0.2689 of the old memory in step 1 and 0.6908 in step 2.",
    caption="The memory runs straight through. A gate says how much of a candidate is mixed in.",
)

# %% [markdown]
# ### The same for many units
#
# Each unit has a memory, a candidate and a gate of its own. All of them read the same column: the state
# before the step on top of the input, $[a^{\langle t-1 \rangle}; x^{\langle t \rangle}]$, as in chapter 1.
# In this chapter the memory **is** the state: $a^{\langle t \rangle} = c^{\langle t \rangle}$.
#
# $$\tilde{c}^{\langle t \rangle} = \tanh(W_c\,[a^{\langle t-1 \rangle}; x^{\langle t \rangle}] + b_c)$$
#
# $$\Gamma_u = \sigma(W_u\,[a^{\langle t-1 \rangle}; x^{\langle t \rangle}] + b_u)$$
#
# $$c^{\langle t \rangle} = \Gamma_u \odot \tilde{c}^{\langle t \rangle} + (1 - \Gamma_u) \odot c^{\langle t-1 \rangle}$$
#
# $W_c$ and $W_u$ have the shape $(n_a, n_a + n_x)$. $\odot$ is the product entry by entry: gate $i$ works on
# memory $i$ and on no other.
#
# This cell is called the **simplified GRU**. GRU stands for *gated recurrent unit*.
#
# <details><summary>Other spellings you will meet elsewhere</summary>
#
# - $h_t$ for our $c^{\langle t \rangle}$, and $\tilde{h}_t$, $n_t$ or $\hat{c}$ for the candidate.
# - $z_t$ for a gate. **In some texts, and in PyTorch, $z_t = 1$ means keep**, so that $z = 1 - \Gamma_u$.
#   In others $z_t = 1$ means overwrite, as here. Look at the equation, never at the name.
# - $[x; a]$ in place of $[a; x]$. Then the columns of every $W$ stand in another order.
#
# </details>

# %% [markdown]
# ### Exercise 5.1 · `simplified_gru_cell_forward`
#
# Difficulty: ●○○ · 7 minutes · 4 lines
#
# Compute one step for a batch. Name the two things in the middle `candidate` and `update`: the last line,
# which is given, puts them into the cache.
#
# <details><summary>Hint 1</summary>
#
# `np.concatenate([top, bottom])` puts one array on top of another. Both gate and candidate read the
# result.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The products with the two weight matrices are written with `@`, those with the gate with `*`. What stands
# beside `1 - update` is the state *before* the step.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "simplified_gru_cell_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def simplified_gru_cell_forward(xt, a_prev, parameters):
    """One step of the simplified GRU.

    xt : (n_x, m)   a_prev : (n_a, m)   the memory before the step
    parameters : dict of Wu, Wc (n_a, n_a + n_x) and bu, bc (n_a, 1)
    returns a_next (n_a, m), cache
    """
    ### BEGIN SOLUTION
    both = np.concatenate([a_prev, xt])  # (n_a + n_x, m)
    candidate = np.tanh(parameters["Wc"] @ both + parameters["bc"])
    update = sigmoid(parameters["Wu"] @ both + parameters["bu"])
    a_next = a_prev + update * (candidate - a_prev)
    ### END SOLUTION
    return a_next, (a_next, a_prev, xt, candidate, update, parameters)

# %% nbgrader={"grade": true, "grade_id": "simplified_gru_cell_forward", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check("simplified_gru_cell_forward")

# %% [markdown]
# **What you have now.** The unit of the example. It should say 0.3926 and 0.4509.

# %%
unit = {"Wc": np.array([[0.8, 0.5]]), "bc": np.array([[0.1]]),
        "Wu": np.array([[0.5, 4.0]]), "bu": np.array([[-3.0]])}
with needs("simplified_gru_cell_forward"):
    c = np.zeros((1, 1))
    for t, x in enumerate([1.0, 0.5], start=1):
        c, cache = simplified_gru_cell_forward(np.array([[x]]), c, unit)
        print(f"step {t}: candidate {cache[3].item():.4f}, gate {cache[4].item():.4f}, memory {c.item():.4f}")

# %% [markdown]
# ## 2 · A gate set by hand
#
# How long can such a unit remember? Forget training for a moment, and set the gate yourself.
#
# At step 1 a value is written. At every later step the gate is nearly shut, with the same small
# $\Gamma_u$. Each of these steps leaves the part $1 - \Gamma_u$ of the old memory. After $k$ of them
# $(1 - \Gamma_u)^k$ is left.
#
# By hand: a gate of 0.02 leaves $0.98^{50} = 0.364$ after fifty steps. In chapter 3 a factor of 0.6 left
# $8 \cdot 10^{-12}$.
#
# *Why does a gate get close to 0 so easily?* Because of sigmoid. A sum of −5 gives 0.0067, a sum of −10 gives
# 0.000045. A weight has to hit 1 exactly if it is to keep a state for ever. A gate only has to be far
# from 0 on the right side.
#
# ### Move it: keep, leak, overwrite
#
# The unit of the picture proposes 1 at step 1. Afterwards it proposes something else, 199 times: that is the third slider.
# The first two are the sums in its gate, at step 1 and at every later step.
#
# **Find a setting for each, before you read the answers:**
#
# 1. At step 200 at least nine tenths of what was written is left.
# 2. The first value is written, and forgotten by step 20.
# 3. The gate after step 1 is shut as far as it goes, and yet the memory is useless.
# 4. The gate is a half, and the memory keeps its size for ever.

# %%
GatedMemory()

# %% [markdown]
# <details><summary>What you may have found</summary>
#
# 1. A sum of 0 or more at step 1, and −8 or less afterwards: $0.99966^{199} = 0.935$.
# 2. A sum of −1.5 or more afterwards. Then $\Gamma_u$ is 0.18, and at step 20 the part $0.82^{19} = 0.02$ is left.
# 3. A sum of −10 at step 1 as well: nothing was ever written. A gate must open at the right time, too.
# 4. A sum of 0 afterwards, and 1 as the later candidate: what it forgets is written again. It *computes* its
#    memory anew at each step, as the RNN does. It has kept nothing; put another candidate there and see.
#
# </details>

# %% [markdown]
# ### Exercise 5.2 · `latch_gates`
#
# Difficulty: ●●○ · 8 minutes · 4 lines
#
# Build a unit that keeps one bit. Engineers call such a thing a **latch**. The input of each step has two
# numbers: a **signal**, and a **flag** that is 1 when the signal is to be stored, and 0 otherwise. So the
# column that the unit reads is $[a;\ \mathrm{signal};\ \mathrm{flag}]$, in this order.
#
# Choose the weights of a simplified GRU with one unit, so that with the number `strength` $= s$
#
# - the gate's sum is $+s$ when the flag is 1, and $-s$ when it is 0;
# - the candidate's sum is $s$ times the signal;
# - neither looks at anything else.
#
# Return the dictionary of `Wu` and `Wc`, of shape $(1, 3)$, and of `bu` and `bc`, of shape $(1, 1)$.
#
# <details><summary>Hint 1</summary>
#
# Start with the flag at 0. Then only the bias is left in the gate's sum. What must it be? What must the
# flag's weight add to it when the flag is 1?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Most of the six weights are 0. Which column of `Wu` belongs to the flag, and which of `Wc` to the
# signal? Write them as `np.array([[…, …, …]])`, with a dot, so that they are floats.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "latch_gates_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def latch_gates(strength):
    """Weights of a simplified GRU with one unit that stores the signal when the flag is 1.

    strength : a number above 0; the input of a step is (signal, flag)
    returns dict of Wu (1, 3), bu (1, 1), Wc (1, 3), bc (1, 1)
    """
    ### BEGIN SOLUTION
    Wu, bu = np.array([[0.0, 0.0, 2 * strength]]), np.array([[-1.0 * strength]])
    Wc = np.array([[0.0, 1.0 * strength, 0.0]])
    bc = np.zeros((1, 1))
    return {"Wu": Wu, "bu": bu, "Wc": Wc, "bc": bc}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "latch_gates", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("latch_gates")

# %% [markdown]
# **What you have now.** A memory that nobody had to train. Below, a bit is stored at step 1. Then 199 steps
# of noise arrive on the same signal line. Three strengths.

# %%
with needs("simplified_gru_cell_forward", "latch_gates"):
    rng, steps = np.random.default_rng(1), 200
    noise, held = rng.normal(size=steps), {}
    for strength in (2.0, 5.0, 10.0):
        weights, held[strength] = latch_gates(strength), {}
        for bit in (1.0, -1.0):
            c, track = np.zeros((1, 1)), []
            for t in range(steps):
                xt = np.array([[bit if t == 0 else noise[t]], [float(t == 0)]])
                c, _ = simplified_gru_cell_forward(xt, c, weights)
                track.append(c.item())
            held[strength][bit] = track
        print(f"strength {strength:4}: at step 200 the bit +1 reads {held[strength][1.0][-1]:+.3f}, "
              f"the bit -1 reads {held[strength][-1.0][-1]:+.3f}")
    show(pictures.held_bit(held),
         alt="The memory during 200 steps of noise, for strengths 2, 5 and 10, once for the bit plus 1 "
         "and once for minus 1. At strength 2 the two curves meet within about 40 steps. At 5 they "
         "come closer. At 10 they stay flat, near plus 1 and minus 1.",
         caption="While two curves are apart, the bit can be read. Where they have met, it is lost.")

# %% [markdown]
# At strength 10 the bit is there after 200 steps. At strength 2 the two curves are one: it no longer matters
# what was stored. The gate was never quite shut, and the noise leaked in.
#
# That answers the first question: a unit *can* keep a number. The second, how it learns when to write, needs the way
# back. Before that, the unit gets one more gate.

# %% [markdown]
# ## 3 · A second gate, for the proposal
#
# The candidate reads the old memory. Sometimes it should not. When a new sentence begins, the number of the
# old subject is of no use for the new one. The update gate cannot help here: it mixes the candidate in, but
# the candidate itself was computed from the old memory.
#
# So there is a second gate, the **reset gate** $\Gamma_r$. It says how much of the old memory the
# **candidate** may see.
#
# By hand, at step 2 of section 1. The candidate's sum was $0.25 + 0.8 \cdot 0.3926 + 0.1$.
#
# - $\Gamma_r = 1$: it sees all, $\tanh(0.6641) = 0.5811$, as before.
# - $\Gamma_r = 0.5$: it sees half, $\tanh(0.25 + 0.8 \cdot 0.5 \cdot 0.3926 + 0.1) = \tanh(0.5070) = 0.4676$.
# - $\Gamma_r = 0$: it sees the input alone, $\tanh(0.35) = 0.3364$.
#
# $$\Gamma_r = \sigma(W_r\,[a^{\langle t-1 \rangle}; x^{\langle t \rangle}] + b_r)$$
#
# $$\tilde{c}^{\langle t \rangle} = \tanh(W_c\,[\Gamma_r \odot c^{\langle t-1 \rangle}; x^{\langle t \rangle}] + b_c)$$
#
# The other two equations stay. Three sets of weights now: this is the **GRU** (Cho and others 2014).
#
# *A question.* $\Gamma_r = 0$ and $\Gamma_u = 0$ at the same step. What happens to the memory? Nothing: the
# reset gate changes the proposal, and the proposal is not accepted. **Resetting erases nothing. Only
# $\Gamma_u$ changes the memory.**

# %% jupyter={"source_hidden": true}
show(
    pictures.cell(),
    alt="The GRU. The memory runs along the top from left to right; at one point the part 1 minus "
    "gamma u of it meets gamma u times the candidate. The candidate reads the input and, through the "
    "reset gate, the old memory. Both gates read the old memory and the input.",
    caption="Two gates, two places. The reset gate stands before the candidate, the update gate after it.",
)

# %% [markdown]
# ### Exercise 5.3 · `gru_cell_forward`
#
# Difficulty: ●●○ · 8 minutes · 6 lines
#
# Compute one step of the GRU. Name the gates `reset` and `update` and the proposal `candidate`. The last
# line is given.
#
# <details><summary>Hint 1</summary>
#
# You need two stacked columns. The gates read $[a; x]$. What does the candidate read?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `reset * a_prev` on top of `xt` for the candidate. In the last equation the old memory stands **without**
# the reset gate.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "gru_cell_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gru_cell_forward(xt, a_prev, parameters):
    """One step of the GRU.

    xt : (n_x, m)   a_prev : (n_a, m)   the memory before the step
    parameters : dict of Wr, Wu, Wc (n_a, n_a + n_x) and br, bu, bc (n_a, 1)
    returns a_next (n_a, m), cache
    """
    ### BEGIN SOLUTION
    p, seen = parameters, np.concatenate([a_prev, xt])  # (n_a + n_x, m)
    reset = sigmoid(p["Wr"] @ seen + p["br"])
    update = sigmoid(p["Wu"] @ seen + p["bu"])
    proposal_reads = np.concatenate([reset * a_prev, xt])  # (n_a + n_x, m)
    candidate = np.tanh(p["Wc"] @ proposal_reads + p["bc"])
    a_next = (1 - update) * a_prev + update * candidate
    ### END SOLUTION
    return a_next, (a_next, a_prev, xt, candidate, update, reset, parameters)

# %% nbgrader={"grade": true, "grade_id": "gru_cell_forward", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check("gru_cell_forward")

# %% [markdown]
# ## 4 · All steps
#
# The loop is the loop of chapter 2. There is no prediction in it this time. The read-out, $W_{ya}$ and
# softmax, will be put on top of all states at once.
#
# ### Exercise 5.4 · `gru_forward`
#
# Difficulty: ●○○ · 6 minutes · 8 lines
#
# Run `gru_cell_forward` over the sequence. Return all states, and the list of the $T_x$ caches.
#
# <details><summary>Hint 1</summary>
#
# Which variable does the next turn of the loop read? What stands in it before the first turn?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `a[:, :, t]` and `x[:, :, t]` are the arrays of one step. Start with `np.zeros` of shape $(n_a, m, T_x)$, or
# collect the states in a list and join them with `np.stack(…, axis=2)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "gru_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gru_forward(x, a0, parameters):
    """Run the GRU over a whole sequence.

    x : (n_x, m, T_x)   a0 : (n_a, m)   the state before the first step
    returns a (n_a, m, T_x), caches: a list of T_x caches
    """
    ### BEGIN SOLUTION
    T_x = x.shape[2]
    states, caches, memory = [], [], a0
    for t in range(T_x):
        memory, cache = gru_cell_forward(x[:, :, t], memory, parameters)
        states.append(memory)
        caches.append(cache)
    a = np.stack(states, axis=2)  # (n_a, m, T_x)
    return a, caches
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "gru_forward", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("gru_forward")

# %% [markdown]
# **What you have now.** A GRU that runs. It knows nothing yet. Look at what an untrained one does with the
# number in its memory, for three starting values of $b_u$.

# %%
def start_gru(rng, n_x, n_a, hold):
    """Random weights; `hold` is what every update gate's bias starts with."""
    net = {"b" + gate: np.zeros((n_a, 1)) for gate in "ruc"}
    for gate in "ruc":
        parts = rng.normal(size=(n_a, n_a)) / np.sqrt(n_a), rng.normal(size=(n_a, n_x))
        net["W" + gate] = np.concatenate(parts, axis=1)  # (n_a, n_a + n_x)
    net["bu"] = net["bu"] + hold
    net["Wya"], net["by"] = rng.normal(size=(2, n_a)) / np.sqrt(n_a), np.zeros((2, 1))
    return net


with needs("gru_forward"):
    x = 0.5 * np.random.default_rng(2).normal(size=(2, 1, 50))
    for hold in (0.0, -2.0, -4.0):
        net = start_gru(np.random.default_rng(0), 2, 12, hold)
        apart = [gru_forward(x, start * np.ones((12, 1)), net)[0] for start in (0.5, -0.5)]
        left = np.abs(apart[0] - apart[1]).mean(axis=(0, 1))
        print(f"b_u = {hold:4}: two runs that start 1 apart are {left[0]:.3f} apart at step 1, "
              f"{left[9]:.3f} at 10, {left[49]:.4f} at 50")

# %% [markdown]
# **This is the trick of the whole chapter.** Begin with $b_u = -4$. Then all gates are nearly shut, and the cell
# keeps what it has *before it has learned anything*. Training need not discover how to keep. It only has to
# discover when to write.

# %% [markdown]
# ## 5 · One step back
#
# Chapter 3 sent a gradient from $a^{\langle t \rangle}$ to $a^{\langle t-1 \rangle}$ on **one** path, through
# $W_{aa}$ and tanh. How many are there now? First the simplified unit of section 1, at step 2. Suppose the loss
# says $da^{\langle 2 \rangle} = 1$. The numbers were $\Gamma_u = 0.3092$, $\tilde{c} = 0.5811$ and
# $c^{\langle 1 \rangle} = 0.3926$.
#
# $$c^{\langle 2 \rangle} = \Gamma_u \cdot \tilde{c} + (1 - \Gamma_u) \cdot c^{\langle 1 \rangle}$$
#
# **Into the candidate.** It stands beside $\Gamma_u$, and then comes its tanh. $z_c$ is the sum inside:
#
# $$dz_c = 1 \cdot 0.3092 \cdot (1 - 0.5811^2) = 0.3092 \cdot 0.6623 = 0.2048$$
#
# **Into the gate.** $\Gamma_u$ stands in both terms, once with a plus and once with a minus. So it hears
# $\tilde{c} - c^{\langle 1 \rangle}$. If both are equal, it does not matter what the gate does, and it hears
# nothing. Then comes the slope of sigmoid, $\Gamma_u (1 - \Gamma_u)$:
#
# $$dz_u = 1 \cdot (0.5811 - 0.3926) \cdot 0.3092 \cdot 0.6908 = 0.1885 \cdot 0.2136 = 0.0403$$
#
# **Into the old memory**, on three paths, which are added:
#
# - straight: $1 - \Gamma_u = 0.6908$
# - through the candidate: $0.8 \cdot dz_c = 0.1639$
# - through the gate: $0.5 \cdot dz_u = 0.0201$
#
# $$da^{\langle 1 \rangle} = 0.6908 + 0.1639 + 0.0201 = 0.8747$$
#
# The first path is the new one. No weight stands on it and no tanh. With the gate shut it is 1, whatever the
# weights are. (Numbers are rounded for print only.)

# %%
def second_step(c):
    """The memory after step 2 of section 1, for another memory before it."""
    gate = 1 / (1 + np.exp(-(4 * 0.5 + 0.5 * c - 3)))
    return gate * np.tanh(0.5 * 0.5 + 0.8 * c + 0.1) + (1 - gate) * c


c1 = 1 / (1 + np.exp(-1.0)) * np.tanh(0.6)  # 0.3926, with all its digits
print(f"slope = {(second_step(c1 + 1e-4) - second_step(c1 - 1e-4)) / 2e-4:.4f}")

# %% [markdown]
# ### With the reset gate
#
# The full GRU has a fourth path. The candidate reads $\Gamma_r \odot c^{\langle t-1 \rangle}$, so what comes
# back there splits in two: one part for the old memory, times $\Gamma_r$, and one for the gate, times
# $c^{\langle t-1 \rangle}$.

# %% jupyter={"source_hidden": true}
show(
    pictures.paths_back(),
    alt="From the new memory four dashed paths lead back to the old one. One straight along the top, "
    "times 1 minus gamma u. One through the update gate. One through the candidate and past the reset "
    "gate, times gamma r. One through the candidate into the reset gate and its weights.",
    caption="Four paths back. Only the one along the top passes no weight and no bend.",
)

# %% [markdown]
# All of it in the order in which you can compute it. $n_a$ rows at the top belong to $a$, the rest to $x$:
#
# | | what | with |
# |---|---|---|
# | 1 | $dz_c = da^{\langle t \rangle} \odot \Gamma_u \odot (1 - \tilde{c}^2)$ | |
# | 2 | $dz_u = da^{\langle t \rangle} \odot (\tilde{c} - a^{\langle t-1 \rangle}) \odot \Gamma_u \odot (1 - \Gamma_u)$ | |
# | 3 | $W_c^{T} dz_c = [\,d(\Gamma_r \odot a);\ dx_c\,]$ | cut after $n_a$ rows |
# | 4 | $dz_r = d(\Gamma_r \odot a) \odot a^{\langle t-1 \rangle} \odot \Gamma_r \odot (1 - \Gamma_r)$ | |
# | 5 | $W_r^{T} dz_r + W_u^{T} dz_u = [\,da_g;\ dx_g\,]$ | cut after $n_a$ rows |
# | 6 | $da^{\langle t-1 \rangle} = da^{\langle t \rangle} \odot (1 - \Gamma_u) + d(\Gamma_r \odot a) \odot \Gamma_r + da_g$ | the four paths |
# | 7 | $dx^{\langle t \rangle} = dx_c + dx_g$ | |
# | 8 | $dW_k = dz_k\,[a^{\langle t-1 \rangle}; x^{\langle t \rangle}]^{T}$ for $k = r, u$ | what the gates have read |
# | 9 | $dW_c = dz_c\,[\Gamma_r \odot a^{\langle t-1 \rangle}; x^{\langle t \rangle}]^{T}$ | what the candidate has read |
# | 10 | $db_k$ is the sum of $dz_k$ over the examples, $(n_a, 1)$ | |

# %% [markdown]
# ### Exercise 5.5 · `gru_cell_backward`
#
# Difficulty: ●●● · 15 minutes · 18 lines
#
# Write the table down. The check looks at the eight results in the order in which you find them: `dbc` and
# `dWc`, which need row 1 only, then `dbu` and `dWu`, then `dbr` and `dWr`, then `da_prev` and `dxt`. Each
# earns its own points. So write the first rows, set the rest to 0, and run the check. The `return` is given.
#
# <details><summary>Hint 1</summary>
#
# Unpack the cache: `a_next, a_prev, xt, candidate, update, reset, parameters`. The cache holds the gates
# *after* sigmoid and the candidate *after* tanh. That is all that the slopes need.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `n_a = a_prev.shape[0]`; then `both[:n_a]` is the part of `a` and `both[n_a:]` that of `x`. Nearly all
# wrong answers come from row 4, which takes the old memory, row 6, where one path is missing, or row 9.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "gru_cell_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gru_cell_backward(da_next, cache):
    """Go back through one step of the GRU.

    da_next : (n_a, m)   gradient with respect to the new memory
    cache : (a_next, a_prev, xt, candidate, update, reset, parameters)   from the forward step
    returns dict of dxt (n_x, m), da_prev (n_a, m), dWr, dWu, dWc (n_a, n_a + n_x), dbr, dbu, dbc (n_a, 1)
    """
    ### BEGIN SOLUTION
    _, a_prev, xt, candidate, update, reset, p = cache
    n_a = len(a_prev)
    seen = np.concatenate([a_prev, xt])
    proposal_saw = np.concatenate([reset * a_prev, xt])
    dz_c = da_next * update * (1 - candidate * candidate)
    dz_u = da_next * update * (1 - update) * (candidate - a_prev)
    below = p["Wc"].T @ dz_c  # (n_a + n_x, m)
    dz_r = below[:n_a] * reset * (1 - reset) * a_prev
    gates = p["Wr"].T @ dz_r + p["Wu"].T @ dz_u  # (n_a + n_x, m)
    straight, around = (1 - update) * da_next, reset * below[:n_a]
    da_prev = straight + around + gates[:n_a]
    dxt = (below + gates)[n_a:]
    dWr = dz_r @ seen.T  # (n_a, n_a + n_x)
    dWu = dz_u @ seen.T
    dbr, dbu = (dz.sum(axis=1, keepdims=True) for dz in (dz_r, dz_u))
    dWc = dz_c @ proposal_saw.T
    dbc = dz_c.sum(axis=1, keepdims=True)
    ### END SOLUTION
    return {"dxt": dxt, "da_prev": da_prev, "dWr": dWr, "dbr": dbr, "dWu": dWu, "dbu": dbu,
            "dWc": dWc, "dbc": dbc}

# %% nbgrader={"grade": true, "grade_id": "gru_cell_backward", "locked": true, "points": 16, "schema_version": 3, "solution": false, "task": false}
check("gru_cell_backward")

# %% [markdown]
# **What you have now.** The hardest function of this chapter. The unit of section 1 has no reset gate. Give it one
# that is always open, $b_r = 40$, and your function must say 0.8747.

# %%
with needs("gru_cell_forward", "gru_cell_backward"):
    open_reset = {**unit, "Wr": np.zeros((1, 2)), "br": np.array([[40.0]])}
    c1, _ = gru_cell_forward(np.array([[1.0]]), np.zeros((1, 1)), open_reset)
    _, cache = gru_cell_forward(np.array([[0.5]]), c1, open_reset)
    back = gru_cell_backward(np.ones((1, 1)), cache)
    print("   ".join(f"{name} = {back[name].item():.4f}" for name in ("da_prev", "dbc", "dbu", "dbr")))

# %% [markdown]
# ## 6 · All steps back
#
# This loop is that of chapter 3. What comes from the right **replaces**, what belongs to a weight is **added**, what
# belongs to an input is **stored**.
#
# ### Exercise 5.6 · `gru_backward`
#
# Difficulty: ●●○ · 9 minutes · 12 lines
#
# Go back through the sequence. `da[:, :, t]` is what the state at `t` hears from above. Return a dictionary of
# `dx`, `da0` and the six gradients of the weights, with the names that the cell gives them.
#
# <details><summary>Hint 1</summary>
#
# Look at your `rnn_backward`. What has changed? Only the cell that is called, and how many weights there are.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# A dictionary `sums` that starts with 0.0 for each of the six names saves five lines. `{"dx": dx, "da0": right,
# **sums}` joins it with the rest.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "gru_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gru_backward(da, caches):
    """Go back through a whole sequence.

    da : (n_a, m, T_x)   gradient with respect to each state, from its own prediction alone
    caches : list of T_x caches, from gru_forward
    returns dict of dx (n_x, m, T_x), da0 (n_a, m), dWr, dbr, dWu, dbu, dWc, dbc
    """
    ### BEGIN SOLUTION
    n_a, m, T_x = da.shape
    sums = {"d" + kind + gate: 0.0 for gate in "ruc" for kind in "Wb"}
    dx, arriving = [], np.zeros((n_a, m))
    for t in range(T_x - 1, -1, -1):
        step = gru_cell_backward(arriving + da[:, :, t], caches[t])
        arriving = step["da_prev"]
        dx.append(step["dxt"])
        for name in sums:
            sums[name] = sums[name] + step[name]
    dx.reverse()
    dx = np.stack(dx, axis=2)  # (n_x, m, T_x)
    return {"dx": dx, "da0": arriving, **sums}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "gru_backward", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check("gru_backward")

# %% [markdown]
# **What you have now.** Backpropagation through a GRU. Is it right? Ask the loss, with the judge of chapter 3. The
# loss here is any number that depends on all states: their sum, each with a random factor.

# %%
rng = np.random.default_rng(7)
small = {name: value for name, value in start_gru(rng, 2, 3, hold=-1.0).items() if name[1] in "ruc"}
x, a0, factors = rng.normal(size=(2, 2, 4)), rng.normal(size=(3, 2)), rng.normal(size=(3, 2, 4))
with needs("gru_forward", "gru_cell_backward", "gru_backward"):
    def loss_of(everything):
        weights = {name: everything[name] for name in small}
        return np.sum(factors * gru_forward(everything["x"], everything["a0"], weights)[0])

    gradients = gru_backward(factors, gru_forward(x, a0, small)[1])
    differences = gradient_check(loss_of, {**small, "x": x, "a0": a0}, gradients)
    for name, difference in differences.items():
        print(f"d{name:3} difference {difference:.1e}   {'right' if difference < 1e-7 else 'WRONG'}")

# %% [markdown]
# *This is a good place to stop for today. You have written the GRU, both ways, and proved it.*

# %% [markdown]
# ## 7 · Fifty steps
#
# Chapter 3 measured how much of a gradient is left after $k$ steps back. Do it again, for the RNN with spectral
# radius 0.9 and for untrained GRUs with three values of $b_u$.
#
# **Predict first.** For $b_u = -4$ the gate is about $\sigma(-4) = 0.018$. The straight path alone leaves
# $(1 - 0.018)^{50} = 0.4$.

# %%
def start_rnn(rng, n_x, n_a):
    """Random weights of an RNN whose spectral radius is 0.9."""
    W = rng.normal(size=(n_a, n_a))
    return {"Wax": 0.5 * rng.normal(size=(n_a, n_x)), "ba": np.zeros((n_a, 1)),
            "Waa": 0.9 * W / np.abs(np.linalg.eigvals(W)).max(),
            "Wya": rng.normal(size=(2, n_a)) / np.sqrt(n_a), "by": np.zeros((2, 1))}


def states_of(x, net):
    """All states and caches of the RNN or the GRU; the GRU has no Waa."""
    a0 = np.zeros((net["Wya"].shape[1], x.shape[1]))
    if "Waa" in net:
        a, _, caches = rnn_forward(x, a0, net)
        return a, caches
    return gru_forward(x, a0, net)


def backward_of(net):
    return rnn_backward if "Waa" in net else gru_backward

# %%
with needs("gru_forward", "gru_backward"):
    x, lags = np.random.default_rng(4).normal(size=(2, 4, 50)), range(0, 51, 5)
    nets = {f"GRU, b_u = {hold:g}": start_gru(np.random.default_rng(1), 2, 12, hold)
            for hold in (-4.0, -2.0, 0.0)}
    nets["RNN, radius 0.9"] = start_rnn(np.random.default_rng(1), 2, 12)
    left = {}
    for name, net in nets.items():
        caches, norms = states_of(x, net)[1], [1.0]
        for lag in lags[1:]:
            da = np.zeros((12, 4, lag))
            da[:, :, -1] = 1 / np.sqrt(48)  # a gradient of norm 1 at the last state, and no other
            norms.append(np.linalg.norm(backward_of(net)(da, caches[50 - lag:])["da0"]))
        left[name] = norms
        print(f"{name:16} left at lag 10: {norms[2]:.1e}   at lag 50: {norms[-1]:.1e}")
    show(pictures.gradient_per_lag(list(lags), left),
         alt="Norm of the gradient against the lag, in powers of ten. The RNN and the GRU with b_u = 0 "
         "fall steeply, the GRU the more. The GRU with b_u = minus 2 falls slowly; with minus 4 it is nearly level.",
         caption="A GRU is not better by itself. What helps is that its gates begin nearly shut.")

# %% [markdown]
# Look at the GRU with $b_u = 0$. It is worse than the RNN: a gate that stands half open takes half away at every step.
# A gate helps only if it is shut most of the time.
#
# Now the wall. The task of chapter 3, *remember the first bit*, at lag 50: a bit at step 1, fifty steps of noise in
# another channel, one question at the end. `train` is the loop that you know: forward, backward, clip, step. It takes
# either network.

# %%
def first_bit(rng, lag, m):
    """A batch of the task: x and y of shape (2, m, lag + 1); only the last step counts."""
    bit = rng.integers(2, size=m)
    x, y = np.zeros((2, m, lag + 1)), np.zeros((2, m, lag + 1))
    x[0, :, 0] = 2 * bit - 1  # the bit, once
    x[1, :, 1:] = rng.normal(size=(m, lag))  # noise, in a channel of its own
    y[bit, np.arange(m), -1] = 1
    mask = np.zeros((m, lag + 1))
    mask[:, -1] = 1
    return x, y, mask


def read_out(a, net):
    """Softmax of Wya a + by, at all steps."""
    scores = np.tensordot(net["Wya"], a, axes=1) + net["by"][:, :, np.newaxis]
    e = np.exp(scores - scores.max(axis=0))
    return e / e.sum(axis=0)


def share_right(net, x, y, mask):
    """How often the likelier of the two words is the right one, where the mask is 1."""
    right = read_out(states_of(x, net)[0], net).argmax(axis=0) == y.argmax(axis=0)
    return float(right[mask == 1].mean())

# %%
def loss_and_gradients(x, y, mask, net):
    """The loss of a batch, and its gradient with respect to every weight."""
    a, caches = states_of(x, net)
    y_pred = read_out(a, net)
    ds = softmax_cross_entropy_backward(y_pred, y, mask)  # (2, m, T)
    gradients = backward_of(net)(np.tensordot(net["Wya"].T, ds, axes=1), caches)
    gradients["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))
    gradients["dby"] = ds.sum(axis=(1, 2))[:, np.newaxis]
    return sequence_cross_entropy(y_pred, y, mask), {"d" + name: gradients["d" + name] for name in net}


def train(net, batch, updates, step=1.0):
    """Gradient descent with clipping; returns the trained network and its losses."""
    losses = []
    for _ in range(updates):
        loss, gradients = loss_and_gradients(*batch(), net)
        gradients = clip_by_global_norm(gradients, 1.0)
        net = {name: net[name] - step * gradients["d" + name] for name in net}
        losses.append(loss)
    return net, losses

# %% tags=["skip-grading"]
with needs("gru_forward", "gru_backward"):
    LAG, curves = 50, {"GRU": [], "RNN": []}
    lag_shares = {"GRU": [], "RNN": []}
    for seed in updates(5, what="seed"):
        for name in curves:
            rng = np.random.default_rng(seed)
            net = start_gru(rng, 2, 12, hold=-4.0) if name == "GRU" else start_rnn(rng, 2, 12)
            step = {"GRU": 1.0, "RNN": 0.3}[name]  # 0.3 was the step of chapter 3
            net, losses = train(net, lambda: first_bit(rng, LAG, 32), updates=400, step=step)
            curves[name].append(losses)
            lag_shares[name].append(share_right(net, *first_bit(rng, LAG, 1000)))
    for name, found in lag_shares.items():
        print(f"{name}: share right on 1000 new sequences, five seeds:", [round(s, 3) for s in found])
    show(pictures.lag_task(curves),
         alt="Loss during 400 updates at lag 50, five seeds each. All five GRUs wait at the loss of a "
         "guess for 100 to 350 updates, then fall to zero. All five RNNs stay at 0.6931.",
         caption="The same task, the same number of units, the same updates.")

# %% [markdown]
# The wall is down. Look at the shape of the curves. For a while nothing seems to happen, and then it goes quickly. The
# update gates learn to open for the bit, a little; more of it arrives at the end; so the gradient grows, and they open
# more.
#
# **What this does not show.** That any GRU can do it. Set `hold=0.0` in the cell above: its gates are half open,
# $0.5^{50}$ is $9 \cdot 10^{-16}$. Or set `hold=-8.0`: hardly anything gets in. We tried two seeds of each, and after
# 400 updates all of them were guessing. Nor does it show that no RNN can do it. With a step of 1.0 one seed of the five
# finds the way. And a GRU has its price: twelve units of it have three times the weights of twelve units of an RNN.

# %% [markdown]
# ## 8 · Was or were
#
# Back to *the cats*. The cell below makes sentences: a subject, then two to four clauses, then a gap. The verb of the
# gap agrees with the **subject**, and every clause has an object that may be singular or plural.

# %%
NOUNS, VERBS = ["cat", "dog", "bird", "horse"], ["saw", "fed", "chased", "heard"]
FORMS = NOUNS + [noun + "s" for noun in NOUNS]
WORDS = ["the", ",", "which", "and", "often", "again", *FORMS, *VERBS]


def sentence(rng, clauses):
    """The words up to the gap, and 0 for was, 1 for were."""
    subject = int(rng.integers(8))
    words = ["the", FORMS[subject], ",", "which"]
    for k in range(int(rng.integers(clauses[0], clauses[1] + 1))):
        words += ["and"] if k else []
        words += [VERBS[rng.integers(4)], "the", FORMS[rng.integers(8)]]
        words += [WORDS[4 + rng.integers(2)]] if rng.integers(2) else []
    return [*words, ","], int(subject >= 4)


def to_batch(sentences):
    """One-hot x (18, m, T), y (2, m, T) and the mask (m, T), which is 1 at the last word."""
    T, m = max(len(words) for words, _ in sentences), len(sentences)
    x, y, mask = np.zeros((len(WORDS), m, T)), np.zeros((2, m, T)), np.zeros((m, T))
    for i, (words, number) in enumerate(sentences):
        x[[WORDS.index(word) for word in words], i, np.arange(len(words))] = 1
        y[number, i, len(words) - 1], mask[i, len(words) - 1] = 1, 1
    return x, y, mask

# %%
for words, number in [sentence(np.random.default_rng(seed), (2, 4)) for seed in (1, 16, 23)]:
    print(" ".join(words), ["was", "were"][number])

# %% [markdown]
# ### Exercise 5.7 · `agreement_lab`
#
# Difficulty: ●●○ · 7 minutes · 1 line
#
# Predict before you train.
#
# **Question 1.** A network looks only at the last noun before the gap, and answers with its number. In how many of 100
# sentences is it right?
#
# - a) about 0
# - b) about 25
# - c) about 100
# - d) about 50
#
# **Question 2.** A unit is to hold the number of the subject. At which word must its $\Gamma_u$ be large?
#
# - a) at every noun
# - b) at the subject, and at no later word
# - c) at the gap
# - d) at every word of the main clause, the commas too
#
# **Question 3.** *cats* as the subject and *cats* as an object are the same column $x^{\langle t \rangle}$. By what can
# the gate tell them apart?
#
# - a) by nothing, so it must open at both
# - b) by the number $t$ of the step
# - c) by the state $a^{\langle t-1 \rangle}$, which it reads too
# - d) by the loss at the gap
#
# **Question 4.** In a trained unit $\Gamma_u$ is 0.01 at every word after the subject. It is tested on sentences in which
# 35 words follow. How much of the first value is left?
#
# - a) about 0.70
# - b) about 0.35
# - c) about 0.01
# - d) about 0.99
#
# Return four letters, such as `"aaaa"`.
#
# <details><summary>Hint 1</summary>
#
# For 1, ask how the number of an object is drawn. For 2, imagine that the gate opened once more. What is in the memory
# then?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# For 3, write down what stands inside $\sigma$. For 4, each word leaves 0.99 of what the word before left.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "agreement_lab_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def agreement_lab():
    """Your predictions for questions 1 to 4, as a string of four letters."""
    ### BEGIN SOLUTION
    return "dbca"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "agreement_lab", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("agreement_lab")

# %% [markdown]
# **Now measure.** Both networks have 16 units, and 350 updates on sentences drawn in the same way. The gates start with
# $b_u = -3$: the gap is about 20 words away, not 50. The networks are tested on new sentences, none of which was seen in
# training; and on longer ones, with six to eight clauses.

# %%
def trained_on_sentences(name, seed):
    """A trained network, its share of right verbs on new sentences, and on longer ones."""
    rng, seen = np.random.default_rng(seed), set()

    def batch():
        drawn = [sentence(rng, (2, 4)) for _ in range(32)]
        seen.update(" ".join(words) for words, _ in drawn)
        return to_batch(drawn)

    start = start_gru(rng, 18, 16, hold=-3.0) if name == "GRU" else start_rnn(rng, 18, 16)
    net, _ = train(start, batch, updates=350)
    new = [s for s in (sentence(rng, (2, 4)) for _ in range(1000)) if " ".join(s[0]) not in seen]
    longer = [sentence(rng, (6, 8)) for _ in range(500)]
    return net, share_right(net, *to_batch(new)), share_right(net, *to_batch(longer))


# untrained, until the next cell has run
trained = {seed: start_gru(np.random.default_rng(seed), 18, 16, hold=-3.0) for seed in range(5)}

# %% tags=["skip-grading"]
with needs("gru_forward", "gru_backward"):
    shares, longer = {}, {}
    for name in ("GRU", "RNN"):
        runs = [trained_on_sentences(name, seed) for seed in updates(5, what="seed")]
        shares[name], longer[name] = [run[1] for run in runs], [run[2] for run in runs]
        trained = {seed: run[0] for seed, run in enumerate(runs)} if name == "GRU" else trained
        print(f"{name}, new sentences:    {[round(s, 3) for s in shares[name]]}")
        print(f"{name}, longer sentences: {[round(s, 3) for s in longer[name]]}")
    show(pictures.agreement(shares, longer),
         alt="Share of right verbs for five seeds. All GRUs lie at or very near 100 percent, on new and on "
         "longer sentences. All RNNs lie near 50 percent, the line of a guess.",
         caption="Was or were, five seeds each.")

# %% [markdown]
# **Where does it write?** Give a trained GRU the same sentence twice, once with *cat* and once with *cats*. Take the one
# unit whose two memories lie far apart both right after the subject and at the gap. What does its gate do?

# %%
with needs("gru_forward", "gru_backward"):
    pair = [f"the {noun} , which saw the dogs again and fed the bird and chased the horses ,".split()
            for noun in ("cat", "cats")]
    x, panels = to_batch([(pair[0], 0), (pair[1], 1)])[0], {}
    for seed in range(5):
        a, caches = states_of(x, trained[seed])
        apart = np.abs(a[:, 1] - a[:, 0])  # (n_a, T)
        unit = np.minimum(apart[:, 1], apart[:, -1]).argmax()
        gate = np.stack([cache[4][unit] for cache in caches], axis=1)  # (2, T)
        panels[f"seed {seed}, unit {unit + 1}"] = (gate, a[unit])
        later = gate[:, 2:].mean(axis=1)
        print(f"seed {seed}, unit {unit + 1:2}, gate at the subject: cat {gate[0, 1]:.2f}, cats {gate[1, 1]:.2f}; "
              f"later: {later[0]:.2f}, {later[1]:.2f}")
    two = {name: panel for name, panel in panels.items() if name[5] in "24"}
    show(pictures.gates_over_sentence(["the", "cat(s)", *pair[0][2:]], two),
         alt="Two units, of the networks with seeds 2 and 4. In the first the gate opens wide at cats and "
         "little at cat; in the second wide at cat and hardly at cats. Afterwards both gates are mostly "
         "shut. The memories of the two sentences part at the subject and stay apart to the gap.",
         caption="Bars: how far the update gate is open. Lines: what the memory holds.")

# %% [markdown]
# Read the picture as the answer to the second question of the first page. There is a tall bar at the subject: here the
# unit writes. Then the bars are low: here it holds.
#
# But look closer. Each of these gates opens for *one* of the two numbers only. The one of seed 2 writes at *cats* and does
# little at *cat*. It need not do more: for one bit it is enough that something is written in one case and nothing in the
# other.
#
# And the later nouns? *the dogs* and *the horses* are plural too, and there the gate of seed 2 stays shut. It reads the
# state, and the state says that a subject has been there. (The gate of seed 4 opens a little at *bird*, if the subject was
# *cat*. It writes the same thing again, and does no harm.) **Nobody told the gate what a subject is.** The loss at the gap
# did, through the straight path.
#
# Two units of sixteen are not the whole network. Here is all of the one of seed 2, word by word. *Which units are
# written at the subject and left alone after it? What might the others do?*

# %%
with needs("gru_forward", "gru_backward"):
    a, caches = states_of(x, trained[2])
    gates = {name: np.stack([cache[place] for cache in caches], axis=2)  # (n_a, m, T)
             for name, place in (("Γ_r", 5), ("Γ_u", 4))}
    display(HiddenStateExplorer(a, pair[1], example=1, gates=gates))

# %% [markdown]
# **What this does not show.** It does not show that an RNN cannot hold such a bit. We let it train on sentences of
# *one* to four clauses, with a step of 0.3 and 1000 updates. All four seeds that we tried learned it: the short sentences
# showed the way. Without them, with the same step and as many updates, none of four did. An RNN *can* keep a number. It is
# only seldom *driven* there from afar.

# %% [markdown]
# ## 9 · Before or after
#
# You load your weights into `torch.nn.GRU`, and the numbers differ. Where is the bug? Perhaps there is none. There are
# two GRUs.
#
# The GRU you have written resets **before** the product: $W_{ca}\,(\Gamma_r \odot c^{\langle t-1 \rangle})$. PyTorch
# resets **after** it: $\Gamma_r \odot (W_{ca}\, c^{\langle t-1 \rangle})$. Here $W_{ca}$ is the part of $W_c$ on the
# state and $W_{cx}$ the part on the input: $W_c = [W_{ca}\ W_{cx}]$.
#
# For one unit that is the same. For two units it is not. Let
# $W_{ca} = \begin{pmatrix} 0 & 1 \\ 1 & 0 \end{pmatrix}$, the memory be $(0.5, 0.8)$ and $\Gamma_r = (1, 0)$.
#
# - Before: $\Gamma_r \odot c = (0.5, 0)$, and the product swaps the two: $(0, 0.5)$.
# - After: the product gives $(0.8, 0.5)$, and the gate leaves $(0.8, 0)$.
#
# Before, the gate hides *memory* 2 from all units. After, it takes what *unit* 2 hears.
#
# *Why would anybody do it after?* Because then the product with the state does not wait for $\Gamma_r$. One large
# product serves all three gates at once, and a GPU likes that.

# %% jupyter={"source_hidden": true}
show(
    pictures.before_and_after(),
    alt="Two rows. Before: the memory (0.5, 0.8) times the gate (1, 0) is (0.5, 0); the matrix makes it "
    "(0, 0.5). After: the matrix makes (0.8, 0.5) of the memory; times the gate it is (0.8, 0).",
    caption="The same numbers, the same gate. The order of two steps makes the difference.",
)

# %% [markdown]
# ### Exercise 5.8 · `gru_reset_after_cell_forward`
#
# Difficulty: ●●○ · 6 minutes · 6 lines
#
# Compute one step of the GRU that resets after the product:
#
# $$\tilde{c}^{\langle t \rangle} = \tanh(\Gamma_r \odot s + W_{cx}\, x^{\langle t \rangle} + b_c) \qquad s = W_{ca}\, c^{\langle t-1 \rangle}$$
#
# All else is as in exercise 5.3. The last line is given; it keeps $s$ as `from_state`.
#
# <details><summary>Hint 1</summary>
#
# How many columns of $W_c$ belong to the state? As many as the state has rows.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `Wc[:, :n_a]` is $W_{ca}$ and `Wc[:, n_a:]` is $W_{cx}$. The bias is not inside what the gate multiplies.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "gru_reset_after_cell_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gru_reset_after_cell_forward(xt, a_prev, parameters):
    """One step of the GRU that resets after the product.

    xt : (n_x, m)   a_prev : (n_a, m)   parameters : dict of Wr, Wu, Wc, br, bu, bc, as before
    returns a_next (n_a, m), cache
    """
    ### BEGIN SOLUTION
    p, n_a, seen = parameters, len(a_prev), np.concatenate([a_prev, xt])
    reset = sigmoid(p["Wr"] @ seen + p["br"])
    update = sigmoid(p["Wu"] @ seen + p["bu"])
    from_state = p["Wc"][:, :n_a] @ a_prev  # (n_a, m)
    candidate = np.tanh(from_state * reset + p["Wc"][:, n_a:] @ xt + p["bc"])
    a_next = (1 - update) * a_prev + update * candidate
    ### END SOLUTION
    return a_next, (a_next, a_prev, xt, candidate, update, reset, from_state, parameters)

# %% nbgrader={"grade": true, "grade_id": "gru_reset_after_cell_forward", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check("gru_reset_after_cell_forward")

# %% [markdown]
# ### To PyTorch
#
# `torch.nn.GRU` keeps the weights of its three gates in one array, one under the other, in the order $r$, $z$, $n$.
# $r$ is our reset gate and $n$ our candidate. And $z$ is $1 - \Gamma_u$.
#
# *How do you turn $\Gamma_u$ round, if all you may change are weights?* By hand: $\sigma(2) = 0.8808$ and
# $\sigma(-2) = 0.1192$. Together they are 1. So $1 - \sigma(s) = \sigma(-s)$, and it is enough to change the sign of
# all that is summed up in $s$.
#
# | torch | shape | holds |
# |---|---|---|
# | `weight_ih_l0` | $(3 n_a, n_x)$ | the columns of $W_r$, $-W_u$, $W_c$ on the input |
# | `weight_hh_l0` | $(3 n_a, n_a)$ | their columns on the state |
# | `bias_ih_l0` | $(3 n_a,)$ | $b_r$, $-b_u$, $b_c$ |
# | `bias_hh_l0` | $(3 n_a,)$ | zeros |
#
# *Why not $b_c$ in the last one?* torch adds its `bias_hh` to the product with the state, before $\Gamma_r$ multiplies.
# Ours stands outside.

# %% [markdown]
# ### Exercise 5.9 · `to_torch_gru`
#
# Difficulty: ●●○ · 8 minutes · 6 lines
#
# Return the dictionary of the table.
#
# <details><summary>Hint 1</summary>
#
# Put the three $W$ on top of one another first, with their signs. Then cut the columns once. The state's columns
# come first.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.concatenate([…], axis=0)` puts arrays under one another. A bias of shape $(n_a, 1)$ becomes $(n_a,)$ by
# `[:, 0]`. `np.zeros_like` makes the fourth.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "to_torch_gru_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def to_torch_gru(parameters):
    """Arrange the weights as torch.nn.GRU keeps them.

    parameters : dict of Wr, Wu, Wc (n_a, n_a + n_x) and br, bu, bc (n_a, 1)
    returns dict of weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0
    """
    ### BEGIN SOLUTION
    p, n_a = parameters, len(parameters["br"])
    rows = np.vstack([p["Wr"], -p["Wu"], p["Wc"]])  # (3 n_a, n_a + n_x)
    bias = np.vstack([p["br"], -p["bu"], p["bc"]]).ravel()  # (3 n_a,)
    out = {"weight_ih_l0": rows[:, n_a:], "weight_hh_l0": rows[:, :n_a]}
    out.update(bias_ih_l0=bias, bias_hh_l0=0.0 * bias)
    return out
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "to_torch_gru", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check("to_torch_gru")

# %% [markdown]
# **What you have now.** A way out of NumPy. The cell below loads the same weights into `torch.nn.GRU` and compares it with
# both of your cells, over twenty steps.

# %%
with needs("gru_forward", "gru_reset_after_cell_forward", "to_torch_gru"):
    import torch

    rng = np.random.default_rng(3)
    net = {name: value for name, value in start_gru(rng, 3, 5, hold=0.0).items() if name[1] in "ruc"}
    x = rng.normal(size=(3, 4, 20))
    before = gru_forward(x, np.zeros((5, 4)), net)[0]
    state, after = np.zeros((5, 4)), []
    for t in range(20):
        state, _ = gru_reset_after_cell_forward(x[:, :, t], state, net)
        after.append(state)
    theirs = torch.nn.GRU(3, 5, dtype=torch.float64)
    theirs.load_state_dict({name: torch.tensor(array) for name, array in to_torch_gru(net).items()})
    with torch.no_grad():
        h, _ = theirs(torch.tensor(x.transpose(2, 1, 0)))  # torch wants (T_x, m, n_x)
    h = h.numpy().transpose(2, 1, 0)  # (n_a, m, T_x)
    gap_after, gap_before = np.abs(np.stack(after, 2) - h).max(), np.abs(before - h).max()
    print(f"largest difference to torch.nn.GRU: reset after {gap_after:.1e}, reset before {gap_before:.2f}")

# %% [markdown]
# Reset after: the same to the last digits. Reset before: another network. Both are right, and both learn. But weights
# trained with one must not be loaded into the other.

# %% [markdown]
# ## 10 · Five questions
#
# Write down your five letters before you run the check.
#
# **Question 1.** $\Gamma_u = 0.9$, the old memory is 1, the candidate is −1. What is the new memory?
#
# - a) 0.8
# - b) −0.8
# - c) −1
# - d) 0
#
# **Question 2.** In PyTorch's GRU, $z = 0.9$ at some step. What does that mean?
#
# - a) $\Gamma_u = 0.9$: the memory is mostly overwritten
# - b) the candidate sees 0.9 of the memory
# - c) $\Gamma_u = 0.1$: the memory is mostly kept
# - d) the memory is multiplied by 0.1
#
# **Question 3.** For one unit $\Gamma_r = 0$ and $\Gamma_u = 0$. What is its new memory?
#
# - a) 0
# - b) the candidate, computed from the input alone
# - c) half of the old one
# - d) the old one
#
# **Question 4.** A GRU cell has $n_a = 100$ and $n_x = 50$. How many numbers does training change in it?
#
# - a) 45,300
# - b) 15,100
# - c) 30,200
# - d) 45,000
#
# **Question 5.** All $b_u$ start at −8. What is the price?
#
# - a) there is none: the more it keeps, the better
# - b) the gradients explode
# - c) hardly anything is written at first, so learning starts late or not at all
# - d) the memory grows beyond 1

# %% [markdown]
# ### Exercise 5.10 · `gru_quiz`
#
# Difficulty: ●●○ · 6 minutes · 1 line
#
# Return your five letters as one string, in the order of the questions, such as `"aaaaa"`.
#
# <details><summary>Hint 1</summary>
#
# For questions 1 to 3, put the numbers into the equation of $c^{\langle t \rangle}$.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# For question 4, count one gate first: its $W$ and its $b$. For question 5, compute $\sigma(-8)$, and ask how much of
# a candidate gets in.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "gru_quiz_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gru_quiz():
    """Your answers to questions 1 to 5, as a string of five letters."""
    ### BEGIN SOLUTION
    return "bcdac"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "gru_quiz", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("gru_quiz")

# %% [markdown]
# ## What to remember
#
# 1. $c^{\langle t \rangle} = \Gamma_u \odot \tilde{c}^{\langle t \rangle} + (1 - \Gamma_u) \odot c^{\langle t-1 \rangle}$. One overwrites, zero keeps.
# 2. The straight path back is $1 - \Gamma_u$. No weight stands on it and no tanh.
# 3. A gate gets close to 0 easily; a weight hits 1 only by luck.
# 4. Start with a negative $b_u$: the cell then keeps before it has learned to write.
# 5. The reset gate changes the proposal. Only the update gate changes the memory.
# 6. Four paths lead back to the old memory, and they are added.
# 7. PyTorch's $z$ is $1 - \Gamma_u$, and it resets after the product.
#
# ## What comes next
#
# Here one number, $\Gamma_u$, decides both how much is written and how much is forgotten. Must it be so? In
# **chapter 6** the two get gates of their own, and the memory becomes something that the network need not show.
