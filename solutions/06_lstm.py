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
# # Chapter 6 · LSTM
#
# Think of a number. Now count aloud from one to twenty. Then say your number.
#
# You kept it while you said other things. Nobody could hear it, and the counting did not disturb it.
#
# The GRU of chapter 5 cannot do that. What it keeps and what it shows are one and the same:
# $a^{\langle t \rangle} = c^{\langle t \rangle}$. All that it remembers goes into every prediction and
# into every gate.
#
# **Can a cell keep something for a long time and not show it? And how does it learn what to keep?**
#
# The answer is older than the GRU. It is from 1997 (Hochreiter and Schmidhuber) and is called **LSTM**, long
# short-term memory. Its forget gate came in 2000 (Gers and others). It has a memory $c$ that is kept, a state $a$ that is shown, and a gate between the two.
#
# **You will be able to**
#
# - work an LSTM by hand, forward and backward, and write both;
# - show that its memory can be carried through any sequence unchanged;
# - prove your gradients right in two ways: by measuring, and against PyTorch;
# - start it well, and say why one single number decides whether it learns;
# - let it play twelve bars of a blues, and hear whether it remembers the first;
# - choose between GRU and LSTM with numbers that you have measured.
#
# **Time:** about 105 minutes. The end of section 6 is a good place to stop for today.
#
# **You need:** chapters 2, 3 and 5.
#
# The first cell fetches functions of those chapters. It takes yours, if your notebooks lie in the
# folders beside this one and they pass their checks there.

# %%
import os
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices: one core is faster than two
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from IPython.display import display

from rnn_course import check
from rnn_course.data import melodies
from rnn_course.earlier import earlier
from rnn_course.explorer import HiddenStateExplorer, MemoryCell
from rnn_course.pictures import lstm as pictures
from rnn_course.pictures.needs import needs
from rnn_course.pictures.show import show
from rnn_course.training import updates
from rnn_course.sound import listen

sigmoid, softmax, sequence_cross_entropy = earlier(
    "02_forward", "sigmoid", "softmax", "sequence_cross_entropy")
softmax_cross_entropy_backward, clip_by_global_norm, gradient_check = earlier(
    "03_backprop", "softmax_cross_entropy_backward", "clip_by_global_norm", "gradient_check")
gru_forward, gru_backward = earlier("05_gru", "gru_forward", "gru_backward")

# %% [markdown]
# ## 1 · One unit, two steps, by hand
#
# One unit, inputs 1 and 0.5. State and memory begin empty: $a^{\langle 0 \rangle} = 0$,
# $c^{\langle 0 \rangle} = 0$.
#
# The unit computes four sums from its old state and its input. Three become **gates**: a sigmoid makes
# a number between 0 and 1 of them. One becomes the **candidate** $\tilde{c}$, by tanh.
#
# | | asks | weight of $a$ | weight of $x$ | bias |
# |---|---|---|---|---|
# | $\Gamma_f$, forget gate | how much of the old memory do I keep? | 0.4 | −0.2 | 1 |
# | $\Gamma_u$, update gate | how much of the candidate do I write? | 0.3 | 0.6 | −0.1 |
# | $\tilde{c}$, candidate | what could I write? | 0.8 | 0.5 | 0.1 |
# | $\Gamma_o$, output gate | how much of the memory do I show? | −0.5 | 0.2 | 0.4 |
#
# The name *forget gate* misleads. $\Gamma_f = 1$ keeps all, $\Gamma_f = 0$ forgets all.
#
# **Step 1**, $x = 1$ and $a = 0$:
#
# - $\Gamma_f = \sigma(-0.2 + 1) = \sigma(0.8) = 0.6900$
# - $\Gamma_u = \sigma(0.6 - 0.1) = \sigma(0.5) = 0.6225$
# - $\tilde{c} = \tanh(0.5 + 0.1) = \tanh(0.6) = 0.5370$
# - $\Gamma_o = \sigma(0.2 + 0.4) = \sigma(0.6) = 0.6457$
#
# The new memory is *what is kept* plus *what is written*. The state is *what is shown* of it:
#
# $$c^{\langle 1 \rangle} = 0.6900 \cdot 0 + 0.6225 \cdot 0.5370 = 0.3343$$
#
# $$a^{\langle 1 \rangle} = 0.6457 \cdot \tanh(0.3343) = 0.6457 \cdot 0.3224 = 0.2081$$
#
# **Step 2**, $x = 0.5$ and $a = 0.2081$. *Do the first line yourself before you read on.*
#
# - $\Gamma_f = \sigma(0.4 \cdot 0.2081 - 0.2 \cdot 0.5 + 1) = \sigma(0.9833) = 0.7278$
# - $\Gamma_u = \sigma(0.2624) = 0.5652$
# - $\tilde{c} = \tanh(0.5165) = 0.4750$
# - $\Gamma_o = \sigma(0.3959) = 0.5977$
#
# $$c^{\langle 2 \rangle} = 0.7278 \cdot 0.3343 + 0.5652 \cdot 0.4750 = 0.2433 + 0.2685 = 0.5118$$
#
# $$a^{\langle 2 \rangle} = 0.5977 \cdot \tanh(0.5118) = 0.5977 \cdot 0.4713 = 0.2817$$

# %% jupyter={"source_hidden": true}
show(
    pictures.worked_example(),
    alt="Two steps of the unit. Above, the memory goes from c0 = 0 to c1 = 0.3343 and, times 0.7278, "
    "to c2 = 0.5118; at each step something is written to it. Below, the states a1 = 0.2081 and "
    "a2 = 0.2817 are read from the memory through the output gate.",
    caption="The memory is multiplied by a gate and added to. Only what is shown passes a tanh.",
)

# %% [markdown]
# ### The same for many units
#
# Each sum gets a matrix that works on the state and the input, stacked as in chapter 1:
# $[a^{\langle t-1 \rangle}; x^{\langle t \rangle}]$, the state on top.
#
# $$\Gamma_f = \sigma(W_f\,[a^{\langle t-1 \rangle}; x^{\langle t \rangle}] + b_f) \qquad \Gamma_u = \sigma(W_u\,[a^{\langle t-1 \rangle}; x^{\langle t \rangle}] + b_u)$$
#
# $$\tilde{c}^{\langle t \rangle} = \tanh(W_c\,[a^{\langle t-1 \rangle}; x^{\langle t \rangle}] + b_c) \qquad \Gamma_o = \sigma(W_o\,[a^{\langle t-1 \rangle}; x^{\langle t \rangle}] + b_o)$$
#
# $$c^{\langle t \rangle} = \Gamma_f \odot c^{\langle t-1 \rangle} + \Gamma_u \odot \tilde{c}^{\langle t \rangle}$$
#
# $$a^{\langle t \rangle} = \Gamma_o \odot \tanh(c^{\langle t \rangle}) \qquad \hat{y}^{\langle t \rangle} = \mathrm{softmax}(W_y\, a^{\langle t \rangle} + b_y)$$
#
# Two things are new against the GRU.
#
# - **Keeping and writing have a gate each.** The GRU had $1 - \Gamma_u$ and $\Gamma_u$, so it forgot
#   where it wrote. Here $\Gamma_f = \Gamma_u = 1$ is possible: the memory **counts**.
# - **Keeping and showing are apart.** With $\Gamma_o = 0$ the memory is full and nobody sees it.
#
# *Why a tanh in $a$?* A sum of many candidates may grow beyond 1. tanh brings what is shown back between
# −1 and 1. The memory itself is not touched by it.

# %% jupyter={"source_hidden": true}
show(
    pictures.cell(),
    alt="One step of an LSTM. The memory runs along the top from left to right: multiplied by the "
    "forget gate, then the update gate times the candidate is added. From the new memory a branch goes "
    "down through tanh and the output gate to the new state. Old state and input feed all four sums.",
    caption="The four boxes in the middle read the same column [a; x]. Each has its own W and b.",
)

# %% [markdown]
# <details><summary>Other spellings you will meet elsewhere</summary>
#
# - $h_t$ for our $a$. $i_t$ for our $\Gamma_u$, the *input gate*. $f_t$, $o_t$ for $\Gamma_f$, $\Gamma_o$.
# - $g_t$, $\hat{c}$ or $\bar{c}$ for the candidate $\tilde{c}$. $\circ$ or $*$ for $\odot$.
# - $[h_{t-1}, x_t]$ or $[x_t; h_{t-1}]$ for the stacked column. The second has the input on top.
# - $W_{hi}$ and $W_{xi}$: the two parts of $W_u$, not stacked.
# - In a GRU, notes agree even less. In torch $z$ is our $1 - \Gamma_u$.
#
# </details>

# %% [markdown]
# ## 2 · Forward
#
# ### Exercise 6.1 · `lstm_cell_forward`
#
# Difficulty: ●●○ · 10 minutes · 8 lines
#
# Write one step. `sigmoid` and `softmax` are there already. The line that makes the cache is given: use
# the names in it, `forget`, `update`, `candidate`, `output`.
#
# <details><summary>Hint 1</summary>
#
# Stack first: `np.concatenate` puts arrays under each other. Which one goes on top? The first `n_a`
# columns of each W belong to the state.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `forget = sigmoid(parameters["Wf"] @ stacked + parameters["bf"])`, and three more of this kind. The
# candidate takes `np.tanh`. Then three lines: `c_next`, `a_next`, `yt_pred`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "lstm_cell_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def lstm_cell_forward(xt, a_prev, c_prev, parameters):
    """Do one step of an LSTM.

    xt : (n_x, m)   a_prev, c_prev : (n_a, m)
    parameters : dict of Wf, Wu, Wc, Wo (n_a, n_a + n_x), bf, bu, bc, bo (n_a, 1), Wy, by
    returns a_next (n_a, m), c_next (n_a, m), yt_pred (n_y, m), cache
    """
    ### BEGIN SOLUTION
    p = parameters
    stacked = np.concatenate([a_prev, xt])  # (n_a + n_x, m)
    forget = sigmoid(p["Wf"] @ stacked + p["bf"])  # (n_a, m)
    update = sigmoid(p["Wu"] @ stacked + p["bu"])  # (n_a, m)
    candidate = np.tanh(p["Wc"] @ stacked + p["bc"])  # (n_a, m)
    output = sigmoid(p["Wo"] @ stacked + p["bo"])  # (n_a, m)
    c_next = forget * c_prev + update * candidate
    a_next = output * np.tanh(c_next)
    yt_pred = softmax(p["Wy"] @ a_next + p["by"])  # (n_y, m)
    ### END SOLUTION
    cache = (a_next, c_next, a_prev, c_prev, xt, forget, update, candidate, output, parameters)
    return a_next, c_next, yt_pred, cache

# %% nbgrader={"grade": true, "grade_id": "lstm_cell_forward", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check("lstm_cell_forward")

# %% [markdown]
# **What you have now.** The unit of section 1. The cell below runs both steps.

# %%
def unit(w_a, w_x, b, letter):
    return {f"W{letter}": np.array([[w_a, w_x]]), f"b{letter}": np.array([[b]])}


tiny = {**unit(0.4, -0.2, 1.0, "f"), **unit(0.3, 0.6, -0.1, "u"), **unit(0.8, 0.5, 0.1, "c"),
        **unit(-0.5, 0.2, 0.4, "o"), "Wy": np.array([[1.0]]), "by": np.array([[0.0]])}
with needs("lstm_cell_forward"):
    a, c = np.zeros((1, 1)), np.zeros((1, 1))
    for x in (1.0, 0.5):
        a, c, _, _ = lstm_cell_forward(np.array([[x]]), a, c, tiny)
        print(f"c = {c.item():.4f}   a = {a.item():.4f}")

# %% [markdown]
# ### Exercise 6.2 · `lstm_forward`
#
# Difficulty: ●●○ · 8 minutes · 10 lines
#
# Run the cell over a sequence. The state starts with `a0`, the memory with zeros. **Two** things are
# carried from step to step.
#
# <details><summary>Hint 1</summary>
#
# It is the loop of chapter 2 with one more variable. What is `c_prev` of step 2?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.zeros_like(a0)` is the empty memory. Collect four lists in the loop. Three of them become arrays
# by `np.stack(…, axis=2)`; the caches stay a list.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "lstm_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def lstm_forward(x, a0, parameters):
    """Run an LSTM over a sequence, starting with an empty memory.

    x : (n_x, m, T_x)   a0 : (n_a, m)   parameters : see lstm_cell_forward
    returns a (n_a, m, T_x), y_pred (n_y, m, T_x), c (n_a, m, T_x), caches: a list of T_x
    """
    ### BEGIN SOLUTION
    states, memories, predictions, caches = [], [], [], []
    state, memory = a0, np.zeros_like(a0)
    for t in range(x.shape[2]):
        state, memory, yt_pred, cache = lstm_cell_forward(x[:, :, t], state, memory, parameters)
        states.append(state)
        memories.append(memory)
        predictions.append(yt_pred)
        caches.append(cache)
    a, y_pred, c = (np.stack(steps, axis=2) for steps in (states, predictions, memories))
    return a, y_pred, c, caches
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "lstm_forward", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check("lstm_forward")

# %% [markdown]
# ## 3 · Keep it
#
# Look at the line of the memory alone: $c^{\langle t \rangle} = \Gamma_f \odot c^{\langle t-1 \rangle} + \Gamma_u \odot \tilde{c}$.
# If $\Gamma_f = 1$ and $\Gamma_u = 0$, it says $c^{\langle t \rangle} = c^{\langle t-1 \rangle}$. No
# matrix, no tanh, no rounding. This is called the **constant error carousel**: what sits in it goes round
# unchanged.
#
# A gate is 1 only if its sum is very large: $\sigma(1) = 0.73$, $\sigma(10) = 0.99995$,
# $\sigma(40) = 1$ in float64.
#
# ### Move it: how long does it last?
#
# The memory is written at step 1. Then nothing more comes. **Find a setting for each:**
#
# 1. At step 50 half of the memory is left.
# 2. The memory is nearly full at step 50, and hardly anything of it is shown.
# 3. The memory is gone at step 3.
# 4. Forget bias 1 seems generous. What is left of it at step 50?

# %%
MemoryCell()

# %% [markdown]
# <details><summary>What you may have found</summary>
#
# 1. $\Gamma_f^{49} = 0.5$ needs $\Gamma_f = 0.986$: a bias between 4 and 4.5.
# 2. $b_f = 9$, and $b_o = -5$.
# 3. $b_f = -3$: each step keeps 5 %.
# 4. $0.7311^{49} = 2 \cdot 10^{-7}$. Nothing, one would say. Remember that for section 5.
#
# </details>

# %% [markdown]
# ### Exercise 6.3 · `carry_memory`
#
# Difficulty: ●○○ · 5 minutes · 3 lines
#
# Carry $c^{\langle 0 \rangle}$ unchanged to $c^{\langle T \rangle}$, whatever the inputs are. Make `kept`, a
# new dictionary in which you set `Wf`, `bf`, `Wu` and `bu` by hand. Leave everything else as it is. The loop
# is given.
#
# <details><summary>Hint 1</summary>
#
# *Whatever the inputs are*: then the gate must not look at them. Which entries make it look?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `{**parameters, "Wf": …, "bf": …}` is a new dictionary with entries replaced. `np.zeros_like` for a W,
# `np.full_like(parameters["bf"], 40)` for one of the biases.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "carry_memory_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def carry_memory(x, c0, parameters):
    """Set two gates by hand, so that the memory goes through the sequence unchanged.

    x : (n_x, m, T_x)   c0 : (n_a, m)   parameters : see lstm_cell_forward
    returns a (n_a, m, T_x), c (n_a, m, T_x)
    """
    ### BEGIN SOLUTION
    kept = dict(parameters)
    kept["Wf"], kept["bf"] = np.zeros_like(kept["Wf"]), np.full_like(kept["bf"], 50.0)
    kept["Wu"], kept["bu"] = np.zeros_like(kept["Wu"]), np.full_like(kept["bu"], -50.0)
    ### END SOLUTION
    a, c, states, memories = np.zeros_like(c0), c0, [], []
    for t in range(x.shape[2]):
        a, c, _, _ = lstm_cell_forward(x[:, :, t], a, c, kept)
        states.append(a)
        memories.append(c)
    return np.stack(states, axis=2), np.stack(memories, axis=2)

# %% nbgrader={"grade": true, "grade_id": "carry_memory", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("carry_memory")

# %% [markdown]
# **What you have now.** A number that is kept while other things are said. Below, 500 steps of noise go
# by. The state moves all the time, because the output gate still listens. The memory does not.

# %%
def random_lstm(rng, n_x, n_a, n_y):
    """Random weights, biases 0."""
    net = {f"W{k}": rng.normal(size=(n_a, n_a + n_x)) / np.sqrt(n_a + n_x) for k in "fuco"}
    net |= {f"b{k}": np.zeros((n_a, 1)) for k in "fuco"}
    return net | {"Wy": rng.normal(size=(n_y, n_a)) / np.sqrt(n_a), "by": np.zeros((n_y, 1))}


with needs("lstm_cell_forward", "carry_memory"):
    rng = np.random.default_rng(6)
    c0 = rng.normal(size=(4, 1))
    a, c = carry_memory(rng.normal(size=(3, 1, 500)), c0, random_lstm(rng, 3, 4, 2))
    print("largest change of the memory in 500 steps:", np.abs(c - c0[:, :, np.newaxis]).max())
    print("the state moves between", a.min(axis=2).ravel().round(2), "and", a.max(axis=2).ravel().round(2))

# %% [markdown]
# ## 4 · Backward
#
# Go back through the two steps of section 1. Say the loss is $L = a^{\langle 2 \rangle}$, so
# $da^{\langle 2 \rangle} = 1$. Nothing comes from the right. (Numbers are rounded for print only.)
#
# **Step 2, the state.** $a^{\langle 2 \rangle} = \Gamma_o \cdot \tanh(c^{\langle 2 \rangle})$ is a product.
# Each factor gets the other one as its share:
#
# - To the gate: $1 \cdot \tanh(c) = 0.4713$. It lies behind a sigmoid, whose slope is
#   $\Gamma_o (1 - \Gamma_o)$. So $dz_o = 0.4713 \cdot 0.5977 \cdot 0.4023 = 0.1133$.
# - To the memory: $\Gamma_o = 0.5977$, and through the tanh, $1 - 0.4713^2 = 0.7779$. So
#   $dc = 0.5977 \cdot 0.7779 = 0.4649$.
#
# **Step 2, the memory.** $c^{\langle 2 \rangle} = \Gamma_f \cdot c^{\langle 1 \rangle} + \Gamma_u \cdot \tilde{c}$
# is a sum of two products. Again each factor gets the other one:
#
# - $dz_f = dc \cdot c^{\langle 1 \rangle} \cdot \Gamma_f (1 - \Gamma_f) = 0.4649 \cdot 0.3343 \cdot 0.7278 \cdot 0.2722 = 0.0308$
# - $dz_u = dc \cdot \tilde{c} \cdot \Gamma_u (1 - \Gamma_u) = 0.4649 \cdot 0.4750 \cdot 0.5652 \cdot 0.4348 = 0.0543$
# - $dz_c = dc \cdot \Gamma_u \cdot (1 - \tilde{c}^2) = 0.4649 \cdot 0.5652 \cdot 0.7744 = 0.2035$
# - To the old memory: $dc \cdot \Gamma_f = 0.4649 \cdot 0.7278 = 0.3384$. This goes to the left.
#
# **Step 2, the old state.** It stood in all four sums, beside its four weights. Four shares are added:
#
# $$da^{\langle 1 \rangle} = 0.4 \cdot 0.0308 + 0.3 \cdot 0.0543 + 0.8 \cdot 0.2035 - 0.5 \cdot 0.1133 = 0.1347$$
#
# **Step 1.** *How much does the loss want from $c^{\langle 1 \rangle}$?* You have 0.3384 already. It is not
# all. The memory $c^{\langle 1 \rangle}$ was used **twice**: for $c^{\langle 2 \rangle}$ and for
# $a^{\langle 1 \rangle}$. So
#
# $$dc = 0.3384 + 0.1347 \cdot 0.6457 \cdot (1 - 0.3224^2) = 0.3384 + 0.0780 = 0.4163$$

# %% jupyter={"source_hidden": true}
show(
    pictures.two_roads(),
    alt="The way back from step t to step t minus 1. Upper road: from the memory to the old memory, "
    "times the forget gate, with no matrix and no tanh. Lower road: through the gates and a transposed "
    "matrix to the old state, and from there through the output gate to the old memory. They are added.",
    caption="Two roads lead to the old memory. The upper one is why the LSTM was made.",
)

# %% [markdown]
# Compare the upper road with chapter 3. There each step back multiplied by $W_{aa}^{T}$ and by
# $1 - a^2$, and both are hard to hold near 1. Here it multiplies by $\Gamma_f$. That number the network can
# **choose**, for each unit and at each step.
#
# In letters, for many units:
#
# $$dz_o = da^{\langle t \rangle} \odot \tanh(c^{\langle t \rangle}) \odot \Gamma_o \odot (1 - \Gamma_o)$$
#
# $$dc = dc^{\langle t \rangle}_{\mathrm{right}} + da^{\langle t \rangle} \odot \Gamma_o \odot (1 - \tanh^2(c^{\langle t \rangle}))$$
#
# $$dz_f = dc \odot c^{\langle t-1 \rangle} \odot \Gamma_f \odot (1 - \Gamma_f) \qquad dz_u = dc \odot \tilde{c} \odot \Gamma_u \odot (1 - \Gamma_u)$$
#
# $$dz_c = dc \odot \Gamma_u \odot (1 - \tilde{c}^2) \qquad dc^{\langle t-1 \rangle} = dc \odot \Gamma_f$$
#
# Then, for each of $k = f, u, c, o$, what you know from chapter 3:
#
# $$dW_k = dz_k\; [a^{\langle t-1 \rangle}; x^{\langle t \rangle}]^{T} \qquad db_k = \sum_{\mathrm{examples}} dz_k \qquad [da^{\langle t-1 \rangle}; dx^{\langle t \rangle}] = \sum_k W_k^{T}\, dz_k$$

# %% [markdown]
# ### Exercise 6.4 · `lstm_cell_backward`
#
# Difficulty: ●●● · 15 minutes · 15 lines
#
# Go back through one step. `da_next` is all that the new state hears, from above and from the right.
# `dc_next` is what the new memory hears from the right. The `return` is given.
#
# The check gives points on the way. `dWo` and `dbo` need $dz_o$ alone. In one of its steps `da_next` is tiny:
# there $dc$ is `dc_next`, and what you make of it earns its points even if your formula of $dc$ is not
# right yet.
#
# <details><summary>Hint 1</summary>
#
# Write the six lines from $dz_o$ to $dc^{\langle t-1 \rangle}$ in the order of the formulas. Compute
# `np.tanh(c_next)` once and give it a name. Which two of the six do not need $dc$?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# A dictionary `{"f": dzf, "u": dzu, "c": dzc, "o": dzo}` and one loop over it write the eight weight
# gradients and add up `W.T @ dz`. The first `n_a` rows of that sum are `da_prev`, the others `dxt`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "lstm_cell_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def lstm_cell_backward(da_next, dc_next, cache):
    """Go back through one step of the LSTM.

    da_next : (n_a, m)   gradient with respect to the new state, from above and from the right
    dc_next : (n_a, m)   gradient with respect to the new memory, from the right
    cache : as lstm_cell_forward makes it
    returns dict of dxt (n_x, m), da_prev, dc_prev (n_a, m), and dWf, dbf, dWu, dbu, dWc, dbc, dWo, dbo
    """
    a_next, c_next, a_prev, c_prev, xt, forget, update, candidate, output, parameters = cache
    gradients = {}
    ### BEGIN SOLUTION
    shown = np.tanh(c_next)  # (n_a, m)
    dzo = da_next * shown * (output - output**2)
    dc = dc_next + da_next * output * (1 - shown * shown)
    dzf = dc * c_prev * (forget - forget**2)
    dzu = dc * candidate * (update - update**2)
    dzc = dc * update * (1 - candidate * candidate)
    dc_prev = dc * forget
    stacked = np.concatenate([a_prev, xt])  # (n_a + n_x, m)
    dstacked = np.zeros_like(stacked)
    for k, dz in zip("fuco", (dzf, dzu, dzc, dzo)):
        gradients[f"dW{k}"] = dz @ stacked.T  # (n_a, n_a + n_x)
        gradients[f"db{k}"] = dz.sum(axis=1, keepdims=True)  # (n_a, 1)
        dstacked += parameters[f"W{k}"].T @ dz
    n_a = len(a_prev)
    da_prev, dxt = dstacked[:n_a], dstacked[n_a:]
    ### END SOLUTION
    return {"dxt": dxt, "da_prev": da_prev, "dc_prev": dc_prev, **gradients}

# %% nbgrader={"grade": true, "grade_id": "lstm_cell_backward", "locked": true, "points": 16, "schema_version": 3, "solution": false, "task": false}
check("lstm_cell_backward")

# %% [markdown]
# **What you have now.** The numbers of this section. Step 2 should say $dc^{\langle 1 \rangle} = 0.3384$
# and $da^{\langle 1 \rangle} = 0.1347$.

# %%
with needs("lstm_forward", "lstm_cell_backward"):
    one, nothing = np.ones((1, 1)), np.zeros((1, 1))
    step2 = lstm_cell_backward(one, nothing, lstm_forward(np.array([[[1.0, 0.5]]]), nothing, tiny)[3][1])
    print("   ".join(f"{name} = {step2[name].item():.4f}" for name in ("dbo", "dbf", "dbu", "dbc")))
    print("   ".join(f"{name} = {step2[name].item():.4f}" for name in ("dc_prev", "da_prev")))

# %% [markdown]
# ### Exercise 6.5 · `lstm_backward`
#
# Difficulty: ●●● · 10 minutes · 12 lines
#
# Go back through the sequence. It is the loop of chapter 3 with one more thing that comes from the right.
# Nothing comes from above into the memory: the prediction reads $a$ alone.
#
# <details><summary>Hint 1</summary>
#
# Two variables for what comes from the right, one for the state and one for the memory. Both are
# **replaced** in each turn. Which of them is added to `da[:, :, t]`?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Call `lstm_cell_backward(` above + right `,` memory from the right `, caches[t])`. Take `dxt`, `da_prev` and
# `dc_prev` out of its answer with `.pop(…)`. What is left are the eight weight gradients: add them up by name.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "lstm_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def lstm_backward(da, caches):
    """Go back through a whole sequence.

    da : (n_a, m, T_x)   gradient with respect to each state, from its own prediction alone
    caches : list of T_x caches, from lstm_forward
    returns dict of dx (n_x, m, T_x), da0, dc0 (n_a, m), and dWf, dbf, dWu, dbu, dWc, dbc, dWo, dbo
    """
    ### BEGIN SOLUTION
    T_x, sums = len(caches), {}
    dx = [None] * T_x
    right = np.zeros_like(da[:, :, 0])  # (n_a, m), for the state
    dc = np.zeros_like(right)  # for the memory
    for t in reversed(range(T_x)):
        back = lstm_cell_backward(da[:, :, t] + right, dc, caches[t])
        dx[t], right, dc = back.pop("dxt"), back.pop("da_prev"), back.pop("dc_prev")
        for name, gradient in back.items():
            sums[name] = sums.get(name, 0) + gradient
    dx = np.stack(dx, axis=2)  # (n_x, m, T_x)
    return {"dx": dx, "da0": right, "dc0": dc, **sums}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "lstm_backward", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check("lstm_backward")

# %% [markdown]
# **What you have now.** A whole LSTM, and two judges for it. The first is your `gradient_check` of chapter
# 3: it measures every slope. `loss_and_gradients` puts the pieces together. It takes a GRU too; you will need
# that at the end.

# %%
def loss_and_gradients(x, y, mask, net):
    """The loss of a batch, its gradients ('d' + name) and the predictions, for an LSTM or a GRU."""
    zeros = np.zeros((len(net["bu"]), x.shape[1]))
    if "Wf" in net:
        a, y_pred, _, caches = lstm_forward(x, zeros, net)
    else:  # a GRU, whose cell has no read-out
        a, caches = gru_forward(x, zeros, {k: net[k] for k in ("Wr", "br", "Wu", "bu", "Wc", "bc")})
        scores = np.tensordot(net["Wy"], a, axes=1) + net["by"][:, :, np.newaxis]
        e = np.exp(scores - scores.max(axis=0))
        y_pred = e / e.sum(axis=0)
    ds = softmax_cross_entropy_backward(y_pred, y, mask)  # (n_y, m, T_x)
    from_above = np.tensordot(net["Wy"].T, ds, axes=1)  # (n_a, m, T_x)
    gradients = lstm_backward(from_above, caches) if "Wf" in net else gru_backward(from_above, caches)
    gradients["dWy"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))  # (n_y, n_a)
    gradients["dby"] = ds.sum(axis=(1, 2))[:, np.newaxis]  # (n_y, 1)
    return sequence_cross_entropy(y_pred, y, mask), gradients, y_pred

# %%
rng = np.random.default_rng(5)
net, mask = random_lstm(rng, 2, 3, 2), np.array([[1, 1, 1, 1], [1, 1, 1, 0]])
x = rng.normal(size=(2, 2, 4))
y = np.eye(2)[rng.integers(2, size=(2, 4))].transpose(2, 0, 1)  # (n_y, m, T_x)
with needs("lstm_forward", "lstm_backward"):
    def loss_of(everything):
        y_pred = lstm_forward(everything["x"], np.zeros((3, 2)), everything)[1]
        return sequence_cross_entropy(y_pred, y, mask)

    _, gradients, _ = loss_and_gradients(x, y, mask, net)
    for key, difference in gradient_check(loss_of, {**net, "x": x}, gradients).items():
        print(f"d{key:3} difference {difference:.1e}   {'right' if difference < 1e-7 else 'WRONG'}")

# %% [markdown]
# The second judge is PyTorch, in section 6.

# %% [markdown]
# ## 5 · Where to begin
#
# The task is that of chapter 3: remember the first bit, while noise comes in. The lag is 30.
#
# All biases begin at 0, as usual. Then all gates begin near $\sigma(0) = 0.5$. Each step back along the
# memory multiplies by 0.5, and $0.5^{30} = 9 \cdot 10^{-10}$.
#
# *The cell could keep the bit. It only had to open its forget gate. Why does it not learn to?* Because the
# news that it should has to come back along the same road.
#
# So we open the gate ourselves. A forget bias of 1 gives $0.7311^{30} = 8 \cdot 10^{-5}$. That is little,
# but 90,000 times more. **Predict:** is it enough?

# %% [markdown]
# ### Exercise 6.6 · `forget_bias_init`
#
# Difficulty: ●○○ · 3 minutes · 2 lines
#
# Return a **new** dictionary in which every entry of `bf` is `value`. Everything else stays.
#
# <details><summary>Hint 1</summary>
#
# You did the same in `carry_memory`. There the gate was fixed, W and all. Here only its bias is set, so it
# is where learning begins.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.full_like` of `parameters["bf"]` with `value`. Mind a `bf` of whole numbers: add `dtype=float`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "forget_bias_init_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def forget_bias_init(parameters, value=1.0):
    """Start with open forget gates.

    parameters : dict with bf (n_a, 1), and more
    value : the bias of every forget gate
    returns a new dict
    """
    ### BEGIN SOLUTION
    opened = np.full_like(parameters["bf"], value, dtype=float)
    return {**parameters, "bf": opened}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "forget_bias_init", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("forget_bias_init")

# %% [markdown]
# To train, one tool more. In chapter 3 an update was `rate` times the gradient. A weight with small
# gradients then hardly moves. **Adam** (Kingma and Ba 2015) divides each entry by a running mean of its own
# size, so every weight moves by about `rate` per update. It is given:

# %%
class Adam:
    """Updates of about the same size for every weight."""

    def __init__(self, rate):
        self.rate, self.count, self.mean, self.square = rate, 0, {}, {}

    def __call__(self, net, gradients):
        self.count += 1
        moved = {}
        for name, theta in net.items():
            g = gradients["d" + name]
            self.mean[name] = 0.9 * self.mean.get(name, 0) + 0.1 * g
            self.square[name] = 0.999 * self.square.get(name, 0) + 0.001 * g * g
            mean = self.mean[name] / (1 - 0.9**self.count)  # both began at 0: make up for it
            square = self.square[name] / (1 - 0.999**self.count)
            moved[name] = theta - self.rate * mean / (np.sqrt(square) + 1e-8)
        return moved


def update(net, optimiser, x, y, mask):
    """One update. Returns the new net and the loss before it."""
    loss, gradients, _ = loss_and_gradients(x, y, mask, net)
    return optimiser(net, clip_by_global_norm({"d" + name: gradients["d" + name] for name in net}, 1.0)), loss

# %%
def first_bit(rng, lag, m):
    """Remember the first bit: x and y (2, m, lag + 1); only the last step counts. See chapter 3."""
    bit = rng.integers(2, size=m)
    x, y, mask = np.zeros((2, m, lag + 1)), np.zeros((2, m, lag + 1)), np.zeros((m, lag + 1))
    x[0, :, 0] = 2 * bit - 1
    x[1, :, 1:] = rng.normal(size=(m, lag))
    y[bit, np.arange(m), -1] = 1
    mask[:, -1] = 1
    return x, y, mask


def learn_the_bit(seed, start, lag=30, updates=150):
    """Train on the first bit. Returns the losses and the share right on new sequences."""
    rng = np.random.default_rng(seed)
    net, optimiser, losses = start(rng), Adam(0.02), []
    for _ in range(updates):
        net, loss = update(net, optimiser, *first_bit(rng, lag, 32))
        losses.append(loss)
    x, y, mask = first_bit(rng, lag, 500)
    y_pred = loss_and_gradients(x, y, mask, net)[2]
    share = np.mean(y_pred[:, :, -1].argmax(axis=0) == y[:, :, -1].argmax(axis=0))
    return np.array(losses), float(share)

# %% tags=["skip-grading"]
with needs("lstm_forward", "lstm_backward", "forget_bias_init"):
    bit_runs = {f"forget bias {bias}": [
        learn_the_bit(seed, lambda rng: forget_bias_init(random_lstm(rng, 2, 12, 2), bias))
        for seed in updates(5, what="seed")] for bias in (0, 1)}
    show(
        pictures.forget_bias({name: [losses for losses, _ in group]
                              for name, group in bit_runs.items()}),
        alt="Loss over 150 updates, five seeds each. With forget bias 0 all five stay at the loss of a "
        "guess, 0.6931. With forget bias 1 all five fall to near zero.",
        caption="The same cell, the same seeds, the same updates. One number at the start differs.",
    )
    for name, group in bit_runs.items():
        print(f"{name}: share right on new sequences, seeds 0 to 4:", [round(s, 2) for _, s in group])

# %% [markdown]
# With bias 0 it is a coin toss, with bias 1 it is learned. A cell that *can* keep something is not enough.
# Learning must begin where the road back is open.
#
# **What this does not show.** With bias 0 the cell is not helpless. Set `lag=20` and `updates=300`, and it learns the
# bit as well. Nor does bias 1 reach every lag: at 50 some seeds fail. PyTorch begins near 0, so if a task has long
# gaps, set the bias yourself.

# %% [markdown]
# ## 6 · The second judge
#
# PyTorch has this cell, with other names. It keeps all four gates in one array, one under the other, in the
# order **i, f, g, o**. In our letters that is u, f, c, o. And it cuts the columns: `weight_hh` meets the
# state, `weight_ih` the input. It has two biases and adds them.

# %% jupyter={"source_hidden": true}
show(
    pictures.torch_order(),
    alt="Left our four matrices Wf, Wu, Wc, Wo, each with columns for the state and for the input. Right "
    "torch's weight_hh with the state columns and weight_ih with the input columns, with blocks in the "
    "order i, f, g, o, which are our u, f, c, o.",
    caption="Two changes: the order of the blocks, and the cut between state and input.",
)

# %% [markdown]
# ### Exercise 6.7 · `to_torch_lstm`
#
# Difficulty: ●●○ · 8 minutes · 6 lines
#
# Return a dictionary with torch's four names. The dictionary may hold `Wy` and `by` too; leave them out.
#
# <details><summary>Hint 1</summary>
#
# A list of the four W in torch's order, and one `np.concatenate` over it. The first `n_a` columns of the
# result belong to the state.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The biases have the shape $(n_a, 1)$, torch's have one axis: `[:, 0]` or `.ravel()`. Put yours into
# `bias_ih_l0`. What must the other one be, if torch adds them?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "to_torch_lstm_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def to_torch_lstm(parameters):
    """Arrange the weights of an LSTM as torch.nn.LSTM keeps them.

    parameters : see lstm_cell_forward
    returns dict of weight_ih_l0 (4 n_a, n_x), weight_hh_l0 (4 n_a, n_a), bias_ih_l0, bias_hh_l0 (4 n_a,)
    """
    ### BEGIN SOLUTION
    n_a = len(parameters["bf"])
    W = np.vstack([parameters[f"W{k}"] for k in "ufco"])  # (4 n_a, n_a + n_x)
    b = np.vstack([parameters[f"b{k}"] for k in "ufco"]).ravel()  # (4 n_a,)
    hh, ih = W[:, :n_a], W[:, n_a:]
    none = np.zeros(4 * n_a)
    return {"weight_ih_l0": ih, "weight_hh_l0": hh, "bias_ih_l0": b, "bias_hh_l0": none}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "to_torch_lstm", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("to_torch_lstm")

# %% [markdown]
# **What you have now.** A judge that knows nothing of your code. PyTorch runs the same sequence, finds the
# gradients by itself, and keeps them in its own layout. So your gradients go through `to_torch_lstm` as well:
# a gradient has the shape of what it belongs to.

# %%
with needs("lstm_forward", "lstm_backward", "to_torch_lstm"):
    import torch

    theirs = torch.nn.LSTM(2, 3, dtype=torch.float64)
    theirs.load_state_dict({k: torch.tensor(v) for k, v in to_torch_lstm(net).items()})
    a, _, _, caches = lstm_forward(x, np.zeros((3, 2)), net)
    states, _ = theirs(torch.tensor(x.transpose(2, 1, 0).copy()))  # (T_x, m, n_a)
    print(f"states differ by {np.abs(states.detach().numpy().transpose(2, 1, 0) - a).max():.1e}")
    (states**2).sum().backward()  # any loss will do; this one has the gradient 2 a
    mine = lstm_backward(2 * a, caches)
    mine = to_torch_lstm({k: mine["d" + k] for k in net if k not in ("Wy", "by")})
    for name in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0"):
        gap = np.abs(getattr(theirs, name).grad.numpy() - mine[name]).max()
        print(f"gradients of {name:12} differ by {gap:.1e}")

# %% [markdown]
# *This is a good place to stop for today. You have written the LSTM forward and backward, and proved it
# twice.*

# %% [markdown]
# ## 7 · Two variations
#
# **Coupled gates.** If something is written, something has to make room. So why two gates? Take
# $\Gamma_f = 1 - \Gamma_u$, and a quarter of all weights is saved. By hand: $\Gamma_u = 0.25$, old memory 1,
# candidate −1. Then $c = 0.75 \cdot 1 + 0.25 \cdot (-1) = 0.5$. The new memory lies between the old one and
# the candidate: it can no longer count beyond 1. This is the line of the GRU.

# %% [markdown]
# ### Exercise 6.8 · `coupled_gates`
#
# Difficulty: ●○○ · 3 minutes · 2 lines
#
# Return $\Gamma_f = 1 - \Gamma_u$ and the memory $c^{\langle t \rangle}$ that it gives.
#
# <details><summary>Hint 1</summary>
#
# Only the first line differs from your cell.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Γ_f keeps the old memory, Γ_u writes the candidate. Which of them is large when `update` is near 0?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "coupled_gates_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def coupled_gates(update, candidate, c_prev):
    """Forget exactly where something is written.

    update, candidate, c_prev : (n_a, m)
    returns forget (n_a, m), c_next (n_a, m)
    """
    ### BEGIN SOLUTION
    forget = 1 - update
    return forget, c_prev * forget + candidate * update
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "coupled_gates", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("coupled_gates")

# %% [markdown]
# **Peepholes.** The gates read $a^{\langle t-1 \rangle}$, which is what was *shown*. If the output gate is shut,
# they do not know what the memory holds. Think of a clock that counts silently and must strike at ten. Who
# tells the output gate that it is ten?
#
# A **peephole** lets a gate look at the memory itself. One number for each unit and gate:
#
# $$\Gamma_f = \sigma(\dots + p_f \odot c^{\langle t-1 \rangle}) \qquad \Gamma_u = \sigma(\dots + p_u \odot c^{\langle t-1 \rangle}) \qquad \Gamma_o = \sigma(\dots + p_o \odot c^{\langle t \rangle})$$
#
# The dots are the sums that you know. The first two gates act before the memory changes, so they see the old
# one. The output gate comes last and sees the **new** one. Some notes say that peepholes make the cell
# simpler. They do not: they add to it.

# %% [markdown]
# ### Exercise 6.9 · `peephole_lstm_cell_forward`
#
# Difficulty: ●●○ · 6 minutes · 8 lines
#
# Write the cell again, with `pf`, `pu` and `po`, each $(n_a, 1)$. Three lines differ from exercise 6.1. One of
# them must move.
#
# <details><summary>Hint 1</summary>
#
# `p * c` with shapes $(n_a, 1)$ and $(n_a, m)$: the same number for each example. The product goes into the sum,
# before the sigmoid.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `output` needs `c_next`, so compute it after the memory. The candidate has no peephole.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "peephole_lstm_cell_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def peephole_lstm_cell_forward(xt, a_prev, c_prev, parameters):
    """Do one step of an LSTM whose gates look at the memory.

    parameters : those of lstm_cell_forward, and pf, pu, po (n_a, 1)
    all else as in lstm_cell_forward
    """
    ### BEGIN SOLUTION
    w, stacked = parameters, np.concatenate([a_prev, xt])  # (n_a + n_x, m)
    forget = sigmoid(w["Wf"] @ stacked + w["bf"] + w["pf"] * c_prev)
    update = sigmoid(w["Wu"] @ stacked + w["bu"] + w["pu"] * c_prev)
    candidate = np.tanh(w["Wc"] @ stacked + w["bc"])
    c_next = forget * c_prev + update * candidate
    output = sigmoid(w["Wo"] @ stacked + w["bo"] + w["po"] * c_next)
    a_next = output * np.tanh(c_next)
    yt_pred = softmax(w["Wy"] @ a_next + w["by"])
    ### END SOLUTION
    cache = (a_next, c_next, a_prev, c_prev, xt, forget, update, candidate, output, parameters)
    return a_next, c_next, yt_pred, cache

# %% nbgrader={"grade": true, "grade_id": "peephole_lstm_cell_forward", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("peephole_lstm_cell_forward")

# %% [markdown]
# **What you have now.** A clock, made of one unit, by hand. It has no input at all. At each step it adds 0.1 to
# its memory. At 0.95 the output gate opens and the clock strikes; one step later the forget gate closes and
# empties the memory. Beside it the same unit with its peepholes at 0.

# %%
def clock_unit(peephole):
    """Count by 0.1; strike above 0.95; then begin again."""
    w = {f"W{k}": np.zeros((1, 2)) for k in "fuco"}
    w |= {"bu": np.log(0.1 / 0.9), "bc": 20.0, "bf": 190.0, "bo": -190.0, "by": 0.0, "Wy": 1.0}
    w |= {"pf": -200.0 * peephole, "pu": 0.0, "po": 200.0 * peephole}
    return {k: np.reshape(v, (1, 1)) if np.ndim(v) == 0 else v for k, v in w.items()}


with needs("peephole_lstm_cell_forward"):
    seen = {}
    for title, peephole in (("with peepholes", 1), ("peepholes at 0", 0)):
        a, c, track = np.zeros((1, 1)), np.zeros((1, 1)), []
        for _ in range(40):
            a, c, _, _ = peephole_lstm_cell_forward(np.zeros((1, 1)), a, c, clock_unit(peephole))
            track.append((c.item(), a.item()))
        seen[title] = np.array(track).T
    show(pictures.clock(seen),
         alt="Forty steps of one unit. With peepholes the memory climbs by 0.1 per step; at 1.0 the state "
         "shows a stroke and the memory falls back, four times. With peepholes at 0 the memory climbs on "
         "and nothing is ever shown.",
         caption="Between two strokes nothing is shown. Only the peephole knows how late it is.")
    print("strokes at steps", np.flatnonzero(seen["with peepholes"][1] > 0.5) + 1)

# %% [markdown]
# That the clock *can* be built with peepholes does not mean that training finds it, nor that it finds nothing
# without them. So we race: two units, no input but a pulse at step 1, strike every ten steps. The read-out is fixed
# and looks at the first state alone. So that state has to be silent between two strokes, as that of the clock is.
# Six seeds; each starts twice from the same weights. **Predict:** who wins?
#
# The way back needs no new function. A peephole adds $p_o \odot dz_o$ to $dc$, and $p_f \odot dz_f + p_u \odot dz_u$
# to $dc^{\langle t-1 \rangle}$. With one example $dz_o$ is `dbo`, so your `lstm_cell_backward` delivers it.

# %%
def peephole_gradients(x, y, net):
    """Loss and gradients of an LSTM with peepholes for a batch of one example."""
    a = c = right = dc = np.zeros_like(net["bf"])
    T, caches, predictions, total = x.shape[2], [], [], {}
    for t in range(T):
        a, c, y_pred, cache = peephole_lstm_cell_forward(x[:, :, t], a, c, net)
        caches.append(cache)
        predictions.append(y_pred)
    y_pred = np.stack(predictions, axis=2)
    ds = softmax_cross_entropy_backward(y_pred, y, np.ones((1, T)))
    for t in reversed(range(T)):
        da = net["Wy"].T @ ds[:, :, t] + right
        dzo = lstm_cell_backward(da, dc, caches[t])["dbo"]
        back = lstm_cell_backward(da, dc + net["po"] * dzo, caches[t])
        right, dc = back["da_prev"], back["dc_prev"] + net["pf"] * back["dbf"] + net["pu"] * back["dbu"]
        old, new = caches[t][3], caches[t][1]
        back |= {"dpf": back["dbf"] * old, "dpu": back["dbu"] * old, "dpo": back["dbo"] * new,
                 "dWy": ds[:, :, t] @ caches[t][0].T, "dby": ds[:, :, t]}
        for name in net:
            total["d" + name] = total.get("d" + name, 0) + back["d" + name]
    return sequence_cross_entropy(y_pred, y, np.ones((1, T))), total, y_pred

# %% tags=["skip-grading"]
def race(seed, peepholes, period=10, updates=400):
    """Learn to strike every `period` steps. Returns whether every step is right, and the loss."""
    T = 2 * period + 1
    x, strikes = np.zeros((1, 1, T)), (np.arange(T) % period == 0) & (np.arange(T) > 0)
    x[0, 0, 0] = 1
    y = np.stack([~strikes, strikes]).astype(float)[:, np.newaxis]  # (2, 1, T)
    net = forget_bias_init(random_lstm(np.random.default_rng(seed), 1, 2, 2))
    net |= {name: np.zeros((2, 1)) for name in ("pf", "pu", "po")}
    net |= {"Wy": np.array([[-4.0, 0.0], [4.0, 0.0]]), "by": np.array([[2.0], [-2.0]])}
    optimiser, fixed = Adam(0.05), ("Wy", "by") if peepholes else ("Wy", "by", "pf", "pu", "po")
    for _ in range(updates):
        loss, gradients, y_pred = peephole_gradients(x, y, net)
        gradients |= {"d" + name: np.zeros_like(net[name]) for name in fixed}
        net = optimiser(net, clip_by_global_norm(gradients, 1.0))
    return bool(((y_pred[1, 0] > 0.5) == strikes).all()), round(float(loss), 3)


with needs("peephole_lstm_cell_forward", "lstm_cell_backward", "forget_bias_init"):
    races = {peepholes: [race(seed, peepholes) for seed in updates(6, what="seed")] for peepholes in (True, False)}
    for peepholes, group in races.items():
        print(f"{'with' if peepholes else 'no  '} peepholes: {sum(done for done, _ in group)} of 6 learned it;"
              " losses", [loss for _, loss in group])

# %% [markdown]
# Count the seeds that learned it in each row. More of them strike with peepholes than without. But this is a task
# made for peepholes: the exact *time* matters, and between two strokes nothing may be shown.
#
# **What this does not show.** That peepholes are worth their weights elsewhere. Let the read-out learn as well, and
# most of the difference goes away: the cell then shows a little of its memory all the time, and its gates read it
# from $a$. A large comparison (Greff and others 2017) found no clear gain on speech, handwriting and music. Few
# libraries have peepholes; `torch.nn.LSTM` has none.

# %% [markdown]
# ## 8 · Twelve bars
#
# A blues has twelve bars, in three lines of four. The first line says something, the second says it again,
# and the third answers. So whoever plays the second line must remember the first.
#
# `melodies.py` makes 540 such melodies by rule, from riffs that were typed in for this course. A step is a note,
# a `-` (the note sounds on) or a `.` (silence); a bar has 8 steps. Listen to one:

# %%
songs = melodies.melodies()  # (540, 96), indices into melodies.SYMBOLS
first_song = [melodies.SYMBOLS[i] for i in songs[0]]
listen(first_song, "A melody made by rule")
show(
    pictures.piano_roll({"made by rule": first_song}),
    alt="A melody of twelve bars as blocks over time, with the chord of each bar: C C C C, F F C C, G F C C. "
    "Bars 5 to 8 hold the same notes as bars 1 to 4.",
    caption="Line two repeats line one, over other chords. Bars 1, 3, 5, 7 and 11 are the same riff.",
)

# %% [markdown]
# The model is that of chapter 4: at each step it reads the symbol before and predicts the next one. It also
# hears the chord, as a musician would. So $x$ has 10 rows for the symbol and 3 for the chord. 480 melodies
# are for training. The other 60 are held out.
#
# Two numbers to compare with. Which of the 540 melodies it is, is a choice of $\log_2 540 = 9.1$ bits; over
# 96 steps that is 0.095 bits per step, and no model can be better. The second is **counting**: how often each
# symbol follows the one before it under a chord.

# %%
K = len(melodies.SYMBOLS)
training, held_out = songs[:480], songs[480:]


def as_batch(melody):
    """x (K + 3, m, 96): the symbol before, and the chord now; y (K, m, 96): the symbol."""
    y = np.eye(K)[melody].transpose(2, 0, 1)
    x = np.zeros((K + 3, *melody.shape))
    x[:K, :, 1:] = y[:, :, :-1]
    x[K:] = np.eye(3)[melodies.chords()].T[:, np.newaxis]
    return x, y, np.ones(melody.shape)


def bits(y_pred, y):
    """Bits at each step, the mean over the melodies: (96,)."""
    return -np.log2((y_pred * y).sum(axis=0)).mean(axis=0)


counts = np.full((3, K, K), 0.1)  # chord, symbol before, symbol
for song in training:
    np.add.at(counts, (melodies.chords()[1:], song[:-1], song[1:]), 1)
counted = counts / counts.sum(axis=2, keepdims=True)
guess = counted[melodies.chords()[1:], held_out[:, :-1], held_out[:, 1:]]
bits_by_counting = float(-np.log2(guess).mean())
print(f"counting: {bits_by_counting:.2f} bits per step")

# %% tags=["skip-grading"]
def learn_to_play(start, total, seed=0):
    """Train on melodies. Returns the net and (update, bits on held-out melodies) now and then."""
    rng = np.random.default_rng(seed)
    net, optimiser, track = start(rng), Adam(0.02), []
    for done in updates(total):
        count = done + 1
        optimiser.rate = 0.02 if count <= 375 else 0.005  # small steps at the end
        net, _ = update(net, optimiser, *as_batch(training[rng.integers(len(training), size=16)]))
        if count % 125 == 0:
            x, y, mask = as_batch(held_out)
            track.append((count, bits(loss_and_gradients(x, y, mask, net)[2], y)))
    return net, track


with needs("lstm_forward", "lstm_backward", "forget_bias_init"):
    begun = time.perf_counter()
    player, lstm_track = learn_to_play(
        lambda rng: forget_bias_init(random_lstm(rng, K + 3, 48, K), 3.0), total=500)
    lstm_seconds = (time.perf_counter() - begun) / 500
    for count, per_step in lstm_track:
        print(f"after {count} updates: {per_step.mean():.3f} bits per step on held-out melodies")
    bars = lstm_track[-1][1].reshape(12, 8).mean(axis=1)
    print("bits in each bar:", *bars.round(2))

# %% [markdown]
# Look at the bars. Bar 1 is a surprise each time: which riff will it be? In bars 3, 5 and 7 it is the same riff
# again, and costs far less. In bar 11 too, though three bars of other notes lie between, 24 steps. The model has
# carried the riff across them. Nothing but its state and its memory could tell it.
#
# Now compare bar 2 with bar 6. They hold the same reply, and bar 6 costs as much as bar 2. The reply has **not**
# been carried; the model only knows which three there are, $\log_2 3 / 8 = 0.2$ bits per step. A guess, and not a
# proof: the riff comes back after one bar, the reply after three. A short gap teaches sooner than a long one.
#
# (The forget bias was 3 here: $\sigma(3) = 0.95$. You know why.)
#
# Now let it play. It draws a symbol from its prediction, hears what it has drawn, and goes on.

# %% tags=["skip-grading"]
def play(net, rng, temperature=0.5):
    """Draw a melody of 96 symbols, one by one."""
    a = c = np.zeros((len(net["bf"]), 1))
    x, melody = np.zeros((K + 3, 1)), []
    for chord in melodies.chords():
        x[K:, 0] = np.eye(3)[chord]
        a, c, y_pred, _ = lstm_cell_forward(x, a, c, net)
        p = y_pred[:, 0] ** (1 / temperature)
        melody.append(int(rng.choice(K, p=p / p.sum())))
        x[:K, 0] = np.eye(K)[melody[-1]]
    return melody


with needs("lstm_cell_forward", "lstm_forward", "lstm_backward", "forget_bias_init", "player"):
    rng = np.random.default_rng(12)
    played = np.array([play(player, rng) for _ in range(30)])
    by_bar = played.reshape(30, 12, 8)
    repeats = float(np.mean((by_bar[:, 4] == by_bar[:, 0]).all(axis=1)))
    known = {tuple(song) for song in training}
    print(f"bar 5 repeats bar 1, all 8 steps: {repeats:.0%} of 30 melodies")
    print(f"not among the 480 of the training: {np.mean([tuple(s) not in known for s in played]):.0%}")
    of_the_model = [melodies.SYMBOLS[i] for i in played[0]]
    listen(of_the_model, "Twelve bars from your LSTM")
    show(pictures.piano_roll({"your LSTM": of_the_model}),
         alt="A melody of twelve bars drawn from the model, as blocks over time with the chord of each bar.",
         caption="Compare bars 1 and 5, and bars 3 and 7. What has it kept, and what has it made up?")

# %% [markdown]
# Change the seed 12 and run the cell again. Then change the temperature, which you know from chapter 4. *What happens to
# the riff at 1.5? And why?*
#
# What does the model do while it listens? The film shows the twelve memories that move most over four bars of a held-out
# melody, with their gates. *Go through it step by step and read the numbers in c. What do these twelve do?*

# %% tags=["skip-grading"]
with needs("lstm_forward", "lstm_backward", "forget_bias_init", "player"):
    x, _, _ = as_batch(held_out[:1])
    a, y_pred, c, caches = lstm_forward(x[:, :, :32], np.zeros((48, 1)), player)
    most = np.argsort(-c[:, 0].std(axis=1))[:12]
    gates = {name: np.stack([cache[place] for cache in caches], axis=2)[most]  # (12, 1, 32)
             for name, place in (("Γ_f", 5), ("Γ_u", 6), ("Γ_o", 8))}
    heard = [melodies.SYMBOLS[i] for i in held_out[0, :32]]
    display(HiddenStateExplorer(a[most], heard, gates=gates, c=c[most], probabilities=y_pred, outputs=melodies.SYMBOLS))
    print("these twelve memories move by", np.abs(np.diff(c[most, 0])).mean().round(2), "per step")

# %% [markdown]
# They **count**: most of them go up by nearly 1 at every step, or down. So the model knows how far the song has come. With both
# gates near 1 the line of the memory does just that (section 1), and nobody told it to. What is shown, $a$, stays between
# −1 and 1 all the time.
#
# **What this does not show.** Rules made these melodies, and 540 are few. The model has learned the rules and
# not music. That a step costs 0.2 bits says nothing about whether you like it.

# %% [markdown]
# ## 9 · GRU or LSTM?
#
# Count first. A GRU has three matrices of the size $n_a \times (n_a + n_x)$, an LSTM has four. So *at equal
# width* the GRU has three quarters of the weights. With $n_a = 48$ and $n_x = 13$:
# $3 \cdot 48 \cdot 62 = 8928$ against $4 \cdot 48 \cdot 62 = 11904$. (62 is 48 + 13 and the bias.)
#
# Now measure: the same two tasks, your functions, the same updates. The GRU begins with an update bias of
# −1 where the LSTM has a forget bias of 1, and of −3 where it has 3. Both keep the same: $1 - \sigma(-1) = 0.73$
# is $\sigma(1)$. **Predict the rows before
# you run it.**

# %% tags=["skip-grading"]
def random_gru(rng, n_x, n_a, n_y, keep=1.0):
    """Random weights; each unit begins by keeping the part σ(keep)."""
    net = {f"W{k}": rng.normal(size=(n_a, n_a + n_x)) / np.sqrt(n_a + n_x) for k in "ruc"}
    net |= {"br": np.zeros((n_a, 1)), "bu": np.full((n_a, 1), -keep), "bc": np.zeros((n_a, 1))}
    return net | {"Wy": rng.normal(size=(n_y, n_a)) / np.sqrt(n_a), "by": np.zeros((n_y, 1))}


with needs("lstm_forward", "lstm_backward", "forget_bias_init"):
    both = (random_gru(rng, K + 3, 48, K), forget_bias_init(random_lstm(rng, K + 3, 48, K)))
    sizes = [sum(v.size for k, v in net.items() if k not in ("Wy", "by")) for net in both]
    lstm_right = [share for _, share in bit_runs["forget bias 1"]]
    gru_right = [learn_the_bit(seed, lambda rng: random_gru(rng, 2, 12, 2))[1]
                 for seed in updates(5, what="seed")]
    begun = time.perf_counter()
    gru_player, gru_track = learn_to_play(lambda rng: random_gru(rng, K + 3, 48, K, 3.0), total=250)
    gru_seconds = (time.perf_counter() - begun) / 250
    print("                                GRU      LSTM")
    print(f"parameters of the cell       {sizes[0]:6}    {sizes[1]:6}")
    print(f"milliseconds per update      {1000 * gru_seconds:6.0f}    {1000 * lstm_seconds:6.0f}")
    print(f"first bit, lag 30, right     {np.mean(gru_right):6.2f}    {np.mean(lstm_right):6.2f}")
    print(f"melodies, bits at update 250 {gru_track[1][1].mean():6.2f}    {lstm_track[1][1].mean():6.2f}")

# %% [markdown]
# **Fill it in.** Double-click this cell and write what *you* measured, and your verdict.
#
# | | GRU | LSTM |
# |---|---|---|
# | parameters | … | … |
# | time per update | … | … |
# | first bit, share right | … | … |
# | melodies, bits at update 250 | … | … |
# | I would choose it when … | … | … |
#
# <details><summary>What can be said, and what cannot</summary>
#
# - Fewer parameters: the GRU. At equal width that is certain. Less time: mostly the GRU too, but that is up to the
#   code and the machine.
# - It must count, or keep something without showing it: the LSTM. The line of the memory says so.
# - Which one is more accurate: nobody can say before measuring. The differences are often smaller than those
#   between two seeds. Two tasks and a few seeds, as here, decide for these two tasks.
# - Where the margin is small, take the one that your tools run fastest, and spend the time on the data.
#
# </details>

# %% [markdown]
# ## 10 · Five questions
#
# Write down your five letters before you run the check.
#
# **Question 1.** A memory should stay as it is for one step, whatever the candidate is. Which gates?
#
# - a) $\Gamma_f = 0$, $\Gamma_u = 1$
# - b) $\Gamma_f = 1$, $\Gamma_u = 1$
# - c) $\Gamma_f = 1$, $\Gamma_u = 0$
# - d) $\Gamma_f = 0$, $\Gamma_u = 0$
#
# **Question 2.** Between which bounds does an entry of $c^{\langle t \rangle}$ lie after many steps?
#
# - a) there are none: it can grow with the number of steps
# - b) −1 and 1, because of tanh
# - c) 0 and 1, because of the sigmoid
# - d) −2 and 2, because it is a sum of two parts
#
# **Question 3.** Along the memory alone, what is $dc^{\langle t-1 \rangle}$ made of $dc^{\langle t \rangle}$ by?
#
# - a) nothing: it is handed on as it is
# - b) $W_f^{T}$
# - c) $1 - \tanh^2(c^{\langle t \rangle})$
# - d) $\Gamma_f$
#
# **Question 4.** An LSTM does not learn a task with a gap of 100 steps. What would you try first?
#
# - a) a smaller bias of the update gate
# - b) a larger forget bias at the start
# - c) $\Gamma_f = 1$ for ever
# - d) a larger bias of the output gate
#
# **Question 5.** At equal width, the weights of a GRU against those of an LSTM are
#
# - a) equal
# - b) three quarters
# - c) four thirds
# - d) a quarter

# %% [markdown]
# ### Exercise 6.10 · `lstm_quiz`
#
# Difficulty: ●●○ · 6 minutes · 1 line
#
# Return your five letters as one string, in the order of the questions, such as `"aaaaa"`.
#
# <details><summary>Hint 1</summary>
#
# For questions 1 to 3 write down the line of the memory, and put numbers in.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# For question 4 compute $0.73^{100}$. For question 5 count the W.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "lstm_quiz_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def lstm_quiz():
    """Your answers to questions 1 to 5, as a string of five letters."""
    ### BEGIN SOLUTION
    return "cadbb"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "lstm_quiz", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("lstm_quiz")

# %% [markdown]
# ## What to remember
#
# 1. Two things are carried: a memory $c$ that is kept, and a state $a$ that is shown.
# 2. $c^{\langle t \rangle} = \Gamma_f \odot c^{\langle t-1 \rangle} + \Gamma_u \odot \tilde{c}^{\langle t \rangle}$, and
#    $a^{\langle t \rangle} = \Gamma_o \odot \tanh(c^{\langle t \rangle})$. $\Gamma_f = 1$ keeps.
# 3. Backward, the memory has a road of its own. Each step multiplies by $\Gamma_f$: no matrix, no tanh.
# 4. The memory was used twice, so $dc$ has two parts: from the right, and from $a$.
# 5. Begin with an open forget gate. What cannot come back cannot be learned.
# 6. torch's order is i, f, g, o: our u, f, c, o.
# 7. GRU or LSTM is a measurement, not a belief.
#
# ## What comes next
#
# All networks so far read from left to right. Sometimes the word that decides comes *after* the gap. In
# **chapter 7** a network reads in both directions.
