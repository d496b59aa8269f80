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
# # Chapter 2 · Forward propagation
#
# Read this aloud: *The film was good.* Now this: *The film was not good.*
#
# Both sentences end with the same word. Yet when you reach *good* you know, each time, which way
# the review goes.
# A network that is shown one word at a time, and nothing else, cannot know. It sees *good* twice
# and must answer twice the same.
#
# **What would it have to carry from word to word?** And in what form, if the sentence may have 4
# words or 400?
#
# This chapter builds the simplest answer: a small array of numbers, the **hidden state**, which is
# rewritten at every word.
#
# **You will be able to**
#
# - run a recurrent neural network (RNN) forward, by hand for one unit and in NumPy for a batch;
# - name the shape of every array in it;
# - read and feed it in three ways: many-to-many, many-to-one, one-to-many;
# - handle sentences of different length in one batch, in the state and in the loss;
# - load your weights into `torch.nn.RNN` and get the same numbers.
#
# **Time:** about 110 minutes. Exercise 2.5 is a good place to stop for today.
#
# **You need:** Python, NumPy, matrix products. Chapter 1 helps with the names. Nothing is trained
# here. That is chapter 3.
#
# **How to work.** Run the cells from top to bottom. Where a cell says `YOUR CODE HERE`, write your
# lines, run the cell, then run the `check` under it. The check tells you in words what is wrong.
# You may run it as often as you like. If your own cell shows an error, put that right first: until it
# runs, the check still sees the function from before.

# %%
import numpy as np
from IPython.display import display

from rnn_course import check
from rnn_course.explorer import HiddenStateExplorer, OneUnit
from rnn_course.pictures import forward as pictures
from rnn_course.pictures.needs import needs
from rnn_course.pictures.show import show

# %% [markdown]
# ## 1 · One unit, two steps, by hand
#
# Take the smallest network there is: one number goes in at each step, and one number is remembered.
#
# - $x^{\langle t \rangle}$ is the **input** at step $t$. The angle brackets mean time.
#   $x^{\langle 2 \rangle}$ is the second input, not a square.
# - $a^{\langle t \rangle}$ is the **hidden state** after step $t$. Before the first word there is
#   nothing to remember: $a^{\langle 0 \rangle} = 0$.
#
# At each step the unit adds three things: the input times a weight $w_{ax}$, the old state times a
# weight $w_{aa}$, and a bias $b_a$. Then tanh squeezes the sum into the range from −1 to 1.
#
# $$a^{\langle t \rangle} = \tanh\left(w_{ax}\, x^{\langle t \rangle} + w_{aa}\, a^{\langle t-1 \rangle} + b_a\right)$$
#
# Let $w_{ax} = 0.5$, $w_{aa} = 0.8$, $b_a = 0.1$, and let the inputs be $x^{\langle 1 \rangle} = 1$
# and $x^{\langle 2 \rangle} = 0.5$.
#
# **Step 1.** The sum is $0.5 \cdot 1 + 0.8 \cdot 0 + 0.1 = 0.6000$. So
# $a^{\langle 1 \rangle} = \tanh(0.6000) = 0.5370$.
#
# **Step 2.** The old state is now 0.5370, and its part is $0.8 \cdot 0.5370 = 0.4296$. The sum is
# $0.5 \cdot 0.5 + 0.4296 + 0.1 = 0.7796$. So $a^{\langle 2 \rangle} = \tanh(0.7796) = 0.6525$.
#
# The same three weights were used twice. A longer sentence uses them more often. It does not need
# more of them.

# %% jupyter={"source_hidden": true}
show(
    pictures.worked_example(),
    alt="The state 0 goes through weight 0.8 into the first unit, whose input 1.0 arrives through "
    "weight 0.5; its state is 0.5370. That state goes through weight 0.8 and gives 0.4296; with "
    "the input 0.5 times 0.5 and the bias 0.1 the second state is 0.6525.",
    caption="Sideways: what is remembered. Upwards: what is new.",
)

# %% [markdown]
# **Does order matter?** Swap the two inputs: first 0.5, then 1. Before you read on, guess whether
# $a^{\langle 2 \rangle}$ stays the same.
#
# Step 1 gives $\tanh(0.5 \cdot 0.5 + 0.1) = \tanh(0.3500) = 0.3364$. Step 2 gives
# $\tanh(0.5 \cdot 1 + 0.8 \cdot 0.3364 + 0.1) = \tanh(0.8691) = 0.7009$.
#
# It was 0.6525, and now it is 0.7009. A sum or an average of the inputs would not notice the swap.
# The unit does.
#
# The cell below is the whole calculation. Change the inputs and run it again.

# %%
w_ax, w_aa, b_a = 0.5, 0.8, 0.1
a = 0.0
for t, x in enumerate([1.0, 0.5], start=1):
    z = w_ax * x + w_aa * a + b_a
    a = np.tanh(z)
    print(f"step {t}: z = {z:.4f}   a = {a:.4f}")

# %% [markdown]
# **From state to prediction.** The state is for the network itself. To say something, it needs an
# output. Let it choose between two words, so there are two output weights and two biases:
# $w_{ya} = (1, -1)$ and $b_y = (0, 0.2)$.
#
# At step 2 the two scores are $1 \cdot 0.6525 + 0 = 0.6525$ and $-1 \cdot 0.6525 + 0.2 = -0.4525$.
#
# Scores are not probabilities. **softmax** makes them so: raise $e$ to each score, divide by the
# sum. To keep the numbers small, first subtract the larger score from both: 0 and
# $-0.4525 - 0.6525 = -1.1050$. Then $e^{0} = 1$ and $e^{-1.1050} = 0.3312$. Their sum is 1.3312.
#
# $\hat{y}^{\langle 2 \rangle} = (1 / 1.3312,\ 0.3312 / 1.3312) = (0.7512,\ 0.2488)$.
#
# The network gives the first word 75 %.

# %% [markdown]
# ### Move it: how long does one unit remember?
#
# A single pulse comes in at step 1. After that the input is zero for nineteen steps.
#
# **Find a setting for each, before you read the answers:**
#
# 1. The unit has forgotten the pulse by step 5.
# 2. The unit still knows about the pulse at step 20.
# 3. The state changes its sign at every step.
# 4. The state at step 20 is far from zero, and yet the pulse is forgotten.
#
# The dashed line is the same unit without the pulse. What the unit *remembers* is the gap between
# the two lines. Use the mouse, or the Tab key and the arrow keys.

# %%
OneUnit()

# %% [markdown]
# <details><summary>What you may have found</summary>
#
# 1. Any small $w_{aa}$ does it, such as 0.3. At each step the gap is multiplied by about $w_{aa}$.
# 2. $w_{aa}$ above 1, with $b_a = 0$: the gap settles at a number and stays. At exactly 1 it still
#    shrinks, but slowly.
# 3. $w_{aa}$ below 0.
# 4. $w_{aa} = 0.5$ and $b_a = 0.8$: both lines settle at the same value. A state that is not zero
#    is not a memory. A state that *differs* is.
#
# A unit that remembers long does not forget what it should forget. Chapters 3, 5 and 6 are about
# that.
#
# </details>

# %% [markdown]
# ## 2 · Many units, many examples
#
# One number cannot hold a sentence. So the state becomes a column of $n_a$ numbers. And we run $m$
# sentences at once: each is one **column**.
#
# $$a^{\langle t \rangle} = \tanh\left(W_{ax}\, x^{\langle t \rangle} + W_{aa}\, a^{\langle t-1 \rangle} + b_a\right)$$
#
# $$\hat{y}^{\langle t \rangle} = \mathrm{softmax}\left(W_{ya}\, a^{\langle t \rangle} + b_y\right)$$
#
# It is the formula you have just worked with. The weights are matrices now.
#
# Which index is which? $W_{ax}$ makes an $a$ out of an $x$. Read it from right to left. $W_{aa}$
# makes an $a$ out of an $a$, so it is the one that goes sideways, through time.

# %% jupyter={"source_hidden": true}
show(
    pictures.unrolled(),
    alt="On the left one cell with a loop named W_aa. On the right the same cell drawn four times, "
    "for the words the, film, was, good. Each copy gets its word from below through W_ax, gives a "
    "prediction above through W_ya, and hands its state to the next copy through W_aa.",
    caption="Left: the cell with its loop. Right: the same cell, unrolled over four words. "
    "The four copies share one set of weights.",
)

# %% [markdown]
# | in a formula | in the code | shape | what it is |
# |---|---|---|---|
# | $x^{\langle t \rangle}$ | `xt` | $(n_x, m)$ | input at one step |
# | $a^{\langle t-1 \rangle}$, $a^{\langle t \rangle}$ | `a_prev`, `a_next` | $(n_a, m)$ | state before and after |
# | $\hat{y}^{\langle t \rangle}$ | `yt_pred` | $(n_y, m)$ | prediction at one step |
# | $W_{ax}$, $W_{aa}$, $W_{ya}$ | `parameters["Wax"]`, `["Waa"]`, `["Wya"]` | $(n_a, n_x)$, $(n_a, n_a)$, $(n_y, n_a)$ | weights |
# | $b_a$, $b_y$ | `parameters["ba"]`, `["by"]` | $(n_a, 1)$, $(n_y, 1)$ | biases, the same for every example |
# | $x$, $a$, $\hat{y}$ | `x`, `a`, `y_pred` | $(n_x, m, T_x)$, $(n_a, m, T_x)$, $(n_y, m, T_x)$ | all steps |
#
# `parameters` is a dictionary. The first state `a0` is zeros unless somebody says otherwise. It may
# also be learned, like a bias.

# %% jupyter={"source_hidden": true}
show(
    pictures.step_shapes(n_x=3, n_a=5, m=4),
    alt="W_ax of 5 rows and 3 columns times x of 3 rows and 4 columns, plus W_aa of 5 by 5 times "
    "the old state of 5 by 4, plus the bias of 5 by 1, through tanh, gives the new state, 5 by 4.",
    caption="One step with n_x = 3, n_a = 5, m = 4. Inner sizes cancel; the bias is "
    "repeated for each of the 4 columns.",
)

# %% [markdown]
# <details><summary>Other spellings you will meet elsewhere</summary>
#
# - $h$ for the state, with $h_t = \tanh(W h_{t-1} + U x_t + b)$ and $o_t = V h_t + c$. There, $W$
#   is our $W_{aa}$, $U$ is $W_{ax}$, $V$ is $W_{ya}$.
# - Some drawings write $W_{ax}$ on both arrows. The one through time is $W_{aa}$.
# - Time as a plain index, $x_t$, or as $x^{(t)}$. Here $\langle t \rangle$ is time and $(i)$ is an
#   example. A power of a matrix is written $(W)^k$.
# - One matrix for both products: $W_a = [W_{aa}\ \ W_{ax}]$ times $[a; x]$, as in chapter 1. The
#   sum is the same.
# - Rows as examples, as in `torch`. See exercise 2.10.
#
# </details>

# %% [markdown]
# ## 3 · Two functions first
#
# ### softmax, one column at a time
#
# Each column is one sentence of the batch, so each column must sum to 1 **by itself**.
#
# Work one column by hand. The scores are 2, 1, 0. Take the maximum away: 0, −1, −2. The
# exponentials are 1.0000, 0.3679, 0.1353. Their sum is 1.5032. The probabilities are
# **0.6652, 0.2447, 0.0900**.
#
# *Why may we take the maximum away?* Every term, above and below the fraction bar, is multiplied by
# $e^{-\max}$. That cancels.
#
# *Why do we?* Look at what happens to the scores 1000 and 999 without it.

# %%
with np.errstate(all="ignore"):
    scores = np.array([1000.0, 999.0])
    print("exp(1000) =", np.exp(scores[0]))
    print("softmax without the shift:", np.exp(scores) / np.exp(scores).sum())

# %% jupyter={"source_hidden": true}
show(
    pictures.overflow(),
    alt="Left: exp(z) grows until z = 709.8, where float64 ends at about 1e308; beyond it is inf. "
    "Right: exp(z minus max) stays between 0 and 1, and is 1 for the largest entry.",
    caption="Above 709.8 the exponential is infinite in float64, and inf / inf is not a number. "
    "After the shift the largest entry gives 1, so the sum is at least 1.",
)

# %% [markdown]
# ### Exercise 2.1 · `softmax`
#
# Difficulty: ●○○ · 6 minutes · 3 lines
#
# Turn each column of scores into probabilities. $z$ has shape $(n, m)$.
#
# $$\mathrm{softmax}(z)_{ij} = \frac{e^{z_{ij} - \max_k z_{kj}}}{\sum_k e^{z_{kj} - \max_k z_{kj}}}$$
#
# One column may be 1000 below another. It must still come out right. Think about *which* maximum
# that asks for.
#
# <details><summary>Hint 1</summary>
#
# Two things are done per column: the maximum and the sum. In an $(n, m)$ array, which axis runs
# down a column?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `z.max(axis=…)` gives one number per column. With `keepdims=True` its shape is $(1, m)$, and it
# can be subtracted from $z$. The sum works the same way.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "softmax_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax(z):
    """Probabilities from scores, column by column.

    z : (n, m)   scores, one example per column
    returns (n, m)   each column sums to 1
    """
    ### BEGIN SOLUTION
    shifted = z - z.max(axis=0, keepdims=True)  # (n, m), the largest of each column is 0
    powers = np.exp(shifted)
    return powers / powers.sum(axis=0, keepdims=True)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "softmax", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("softmax")

# %% [markdown]
# ### sigmoid, for yes or no
#
# softmax chooses **one of** $n$ words. Some questions have no such choice. *Is this word part of a
# person's name?* is yes or no, for each word by itself. Then one number between 0 and 1 is enough:
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# By hand: $\sigma(0) = 0.5000$, $\sigma(2) = 1 / (1 + 0.1353) = 0.8808$,
# $\sigma(-2) = 1 - 0.8808 = 0.1192$.
#
# In this course: one of many takes softmax, yes or no takes sigmoid. You will meet notes that mix
# the two.

# %% jupyter={"source_hidden": true}
show(
    pictures.tanh_range(),
    alt="tanh runs from minus 1 to 1 and sigmoid from 0 to 1. Both are steep around z = 0 and "
    "almost flat beyond plus or minus 4.",
    caption="Both are flat far from zero. There a change of z hardly changes the result: the unit "
    "is saturated. Remember the flat parts. In chapter 3 they cost us the gradient.",
)

# %% [markdown]
# ### Exercise 2.2 · `sigmoid`
#
# Difficulty: ●○○ · 6 minutes · 4 lines
#
# Compute $\sigma(z)$ for an array of any shape. For $z = -1000$ the formula above asks NumPy for
# $e^{1000}$, and NumPy warns of overflow. Write it so that no warning appears at ±1000.
#
# The same function has a second form: $\sigma(z) = e^{z} / (1 + e^{z})$. Each form is safe on one
# side.
#
# <details><summary>Hint 1</summary>
#
# Which exponential can never overflow: $e^{z}$, $e^{-z}$, or $e^{-|z|}$? Can both forms be written
# with it?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.where(condition, one, other)` computes **both** branches before it chooses. So neither branch
# may overflow. Compute `np.exp(-np.abs(z))` once, and use it in both.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "sigmoid_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid(z):
    """The logistic function, without overflow.

    z : array of any shape
    returns an array of the same shape, between 0 and 1
    """
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(z))  # between 0 and 1, whatever the sign of z
    right = 1 / (1 + small)  # sigmoid(|z|)
    left = small / (1 + small)  # sigmoid(-|z|)
    return np.where(z >= 0, right, left)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sigmoid", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("sigmoid")

# %% [markdown]
# ## 4 · One step: the cell
#
# Now you have all the parts of one step. A cell does two things: it makes the new state, and it
# makes a prediction **from the new state**.
#
# It also returns a **cache**. Training will run this step backward (chapter 3), and the backward
# step needs the numbers of the forward step: the new state, the old state, the input, the
# parameters. Keeping them is cheaper than computing them again. So we keep
# `(a_next, a_prev, xt, parameters)`.
#
# *A question before you write.* With $m = 4$ examples, `ba` has shape $(n_a, 1)$ and the products
# have shape $(n_a, 4)$. Is that a problem? No. NumPy repeats the single column, and that is what we
# want: the bias is the same for every example. A bias of shape $(n_a,)$ would be laid along the
# wrong axis.

# %% [markdown]
# ### Exercise 2.3 · `rnn_cell_forward`
#
# Difficulty: ●●○ · 8 minutes · 3 lines
#
# Write one step for a batch.
#
# $$a^{\langle t \rangle} = \tanh\left(W_{ax}\, x^{\langle t \rangle} + W_{aa}\, a^{\langle t-1 \rangle} + b_a\right) \qquad \hat{y}^{\langle t \rangle} = \mathrm{softmax}\left(W_{ya}\, a^{\langle t \rangle} + b_y\right)$$
#
# The last line, `return`, is given. The check takes any cache that holds the four things, as a
# tuple, a list or a dictionary.
#
# <details><summary>Hint 1</summary>
#
# Read the two formulas from left to right and write them down. `@` is the matrix product, `*` is
# not. A shape error usually means that two matrices have changed places.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `a_next` is `np.tanh(` of three terms `)`. For `yt_pred`, look at which state stands in the second
# formula: the old one or the new one? Use your own `softmax`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "rnn_cell_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def rnn_cell_forward(xt, a_prev, parameters):
    """One step of the RNN.

    xt : (n_x, m)   input at this step
    a_prev : (n_a, m)   state before this step
    parameters : dict   Wax (n_a, n_x), Waa (n_a, n_a), Wya (n_y, n_a), ba (n_a, 1), by (n_y, 1)
    returns a_next (n_a, m), yt_pred (n_y, m), cache (a_next, a_prev, xt, parameters)
    """
    ### BEGIN SOLUTION
    Wax, Waa, Wya, ba, by = (parameters[name] for name in ("Wax", "Waa", "Wya", "ba", "by"))
    a_next = np.tanh(Wax @ xt + Waa @ a_prev + ba)  # (n_a, m)
    yt_pred = softmax(Wya @ a_next + by)  # (n_y, m)
    cache = (a_next, a_prev, xt, parameters)
    ### END SOLUTION
    return a_next, yt_pred, cache

# %% nbgrader={"grade": true, "grade_id": "rnn_cell_forward", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("rnn_cell_forward")

# %% [markdown]
# **What you have now.** The hand-worked example is a special case of your function. Let it compute
# step 2: the state should be 0.6525 and the prediction 0.7512 and 0.2488.
#
# (`with needs(…)` belongs to the course: while a function is not written yet, the cell says so in one
# line and does nothing else.)

# %%
tiny = {
    "Wax": np.array([[0.5]]), "Waa": np.array([[0.8]]), "ba": np.array([[0.1]]),
    "Wya": np.array([[1.0], [-1.0]]), "by": np.array([[0.0], [0.2]]),
}
with needs("softmax", "rnn_cell_forward"):
    a1, _, _ = rnn_cell_forward(np.array([[1.0]]), np.array([[0.0]]), tiny)
    a2, y2, _ = rnn_cell_forward(np.array([[0.5]]), a1, tiny)
    print(f"a<1> = {a1.item():.4f}   a<2> = {a2.item():.4f}   y<2> = {y2.ravel().round(4)}")

# %% [markdown]
# ## 5 · All steps: the loop
#
# A sequence is an array with three axes, $(n_x, m, T_x)$. One step is a slice of it: `x[:, :, t]`.
#
# Formulas count steps from 1 to $T_x$. Code counts from 0 to $T_x - 1$. So $x^{\langle 1 \rangle}$
# is `x[:, :, 0]`. The states are stored in the same way: $a^{\langle 1 \rangle}$ is `a[:, :, 0]`.
# And $a^{\langle 0 \rangle}$ is `a0`. It is **not** in `a`.

# %% jupyter={"source_hidden": true}
show(
    pictures.sequence(),
    alt="x is drawn as five slices one behind another along time, each n_x by m; the third is "
    "highlighted. An arrow named cell leads to a, five slices of n_a by m, with the third one "
    "highlighted.",
    caption="Slice t of x goes through the cell and becomes slice t of a.",
)

# %% [markdown]
# ### Exercise 2.4 · `rnn_forward`
#
# Difficulty: ●●○ · 10 minutes · 8 lines
#
# Run the cell over all steps of $x$. Return all states, all predictions, and a list with one cache
# per step.
#
# The wrong turn most people take here is at the first line of the loop. Ask for every step: *whose*
# state goes into this call?
#
# <details><summary>Hint 1</summary>
#
# Keep one variable for the current state. Before the loop it is `a0`. After each step it is what
# the cell has returned.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Two ways to collect. Either make `a = np.zeros((n_a, m, T_x))` before the loop and fill
# `a[:, :, t]`. Or append to a list and join at the end with `np.stack(states, axis=…)`. Time is the
# last axis.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "rnn_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def rnn_forward(x, a0, parameters):
    """Run the RNN over a whole sequence.

    x : (n_x, m, T_x)   inputs
    a0 : (n_a, m)   state before the first step
    parameters : dict   as in rnn_cell_forward
    returns a (n_a, m, T_x), y_pred (n_y, m, T_x), caches (list of T_x caches)
    """
    ### BEGIN SOLUTION
    a_next, states, predictions, caches = a0, [], [], []
    for t in range(x.shape[2]):
        a_next, yt_pred, cache = rnn_cell_forward(x[:, :, t], a_next, parameters)
        states.append(a_next)
        predictions.append(yt_pred)
        caches.append(cache)
    a, y_pred = np.stack(states, axis=2), np.stack(predictions, axis=2)
    ### END SOLUTION
    return a, y_pred, caches

# %% nbgrader={"grade": true, "grade_id": "rnn_forward", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check("rnn_forward")

# %% [markdown]
# **What you have now.** A whole recurrent network, forward. What does it know that a network
# without the loop does not? Change the *first* word of a sentence and look at the *last* state.

# %%
rng = np.random.default_rng(0)
n_x, n_a, n_y, T_x = 6, 8, 3, 7
small = {
    "Wax": rng.normal(size=(n_a, n_x)), "Waa": 0.4 * rng.normal(size=(n_a, n_a)),
    "Wya": rng.normal(size=(n_y, n_a)), "ba": np.zeros((n_a, 1)), "by": np.zeros((n_y, 1)),
}
with needs("rnn_forward"):
    x = rng.normal(size=(n_x, 1, T_x))
    other = x.copy()
    other[:, :, 0] = rng.normal(size=(n_x, 1))  # another first word, the rest is the same
    gap = np.abs(rnn_forward(x, np.zeros((n_a, 1)), small)[0]
                 - rnn_forward(other, np.zeros((n_a, 1)), small)[0]).max(axis=(0, 1))
    print("largest difference of the states, step 1 to 7:", gap.round(3))

# %% [markdown]
# ## 6 · Three ways to feed it and to read it
#
# Not every task wants a prediction at every word.
#
# | type | example | what goes in | what is read |
# |---|---|---|---|
# | many-to-many, $T_x = T_y$ | which words are names | every word | every $\hat{y}^{\langle t \rangle}$ |
# | many-to-one | stars for a film review | every word | the last $\hat{y}^{\langle T_x \rangle}$ |
# | one-to-many | a tune from its first note | one note, then its own predictions | every $\hat{y}^{\langle t \rangle}$ |
#
# Translation is many-to-many too, with $T_x \ne T_y$: one RNN reads the sentence, a second one
# writes. You may see it listed as many-to-one. It is not.

# %% jupyter={"source_hidden": true}
show(
    pictures.task_types(),
    alt="Three networks of three steps. Many-to-many: an input and a prediction at each step. "
    "Many-to-one: an input at each step, a prediction at the last. One-to-many: one input at the "
    "first step; each later input is the prediction of the step before.",
    caption="The cell is the same in all three. Only what goes in and what is read differs.",
)

# %% [markdown]
# ### Exercise 2.5 · `many_to_one`
#
# Difficulty: ●○○ · 3 minutes · 2 lines
#
# Run the whole sequence and return the prediction at the last step.
#
# <details><summary>Hint 1</summary>
#
# You have already written the function that computes all predictions.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Time is the last axis. `-1` counts from the end.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "many_to_one_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def many_to_one(x, a0, parameters):
    """Read the whole sequence, predict once.

    x : (n_x, m, T_x)   a0 : (n_a, m)   parameters : dict
    returns (n_y, m)   the prediction at the last step
    """
    ### BEGIN SOLUTION
    _, y_pred, _ = rnn_forward(x, a0, parameters)
    return y_pred[:, :, -1]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "many_to_one", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("many_to_one")

# %% [markdown]
# *This is a good place to stop for today. You have written a recurrent network.*
#
# **One-to-many** turns the arrow round: the network listens to itself. After the first step nobody
# gives it an input, so it takes its own last prediction:
#
# $$x^{\langle t+1 \rangle} = \hat{y}^{\langle t \rangle}$$
#
# That only fits if a prediction is as long as an input: $n_y = n_x$.
#
# **Two things** pass from step to step now. What are they? If your tune comes out as one note again
# and again, look whether you pass on both.

# %% [markdown]
# ### Exercise 2.6 · `one_to_many`
#
# Difficulty: ●●○ · 8 minutes · 6 lines
#
# Start from one input `x1` and make `T_y` predictions. Each prediction is the next input, as it is:
# the column of probabilities. (Chapter 4 draws a word from them first.)
#
# <details><summary>Hint 1</summary>
#
# `rnn_forward` cannot help: it wants all inputs before it starts. Write the loop with
# `rnn_cell_forward`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Before the loop: the input is `x1`, the state is `a0`. At the end of each turn, both get new
# values from what the cell has returned. The first prediction belongs in the answer too.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "one_to_many_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def one_to_many(x1, a0, parameters, T_y):
    """Start from one input, then feed each prediction back as the next input.

    x1 : (n_x, m)   a0 : (n_a, m)   parameters : dict with n_y = n_x   T_y : number of steps
    returns (n_y, m, T_y)   all predictions
    """
    ### BEGIN SOLUTION
    xt, a_prev, predictions = x1, a0, []
    for _ in range(T_y):
        a_prev, yt_pred, _ = rnn_cell_forward(xt, a_prev, parameters)
        predictions.append(yt_pred)
        xt = yt_pred
    return np.stack(predictions, axis=2)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "one_to_many", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("one_to_many")

# %% [markdown]
# ## 7 · Another thing to carry: Jordan
#
# Your network hands its **state** to the next step. It is called an **Elman** network. A **Jordan**
# network hands over its **prediction** instead:
#
# $$a^{\langle t \rangle} = \tanh\left(W_{ax}\, x^{\langle t \rangle} + W_{ay}\, \hat{y}^{\langle t-1 \rangle} + b_a\right) \qquad \hat{y}^{\langle t \rangle} = \mathrm{softmax}\left(W_{ya}\, a^{\langle t \rangle} + b_y\right)$$
#
# Before the first step nothing has been predicted: $\hat{y}^{\langle 0 \rangle} = 0$.
#
# A prediction must answer a question, so it has less room for memories than a state, which is free.
# That is why Elman's form is the usual one. Both can be used at once. And a state may also look
# back two steps: that costs one more matrix.

# %% jupyter={"source_hidden": true}
show(
    pictures.elman_and_jordan(),
    alt="Two networks of two steps. In Elman's, an arrow W_aa goes from the old state to the new "
    "state. In Jordan's, an arrow W_ay goes from the old prediction to the new state.",
    caption="The difference is one arrow: where it starts.",
)

# %% [markdown]
# ### Exercise 2.7 · `jordan_cell_forward`
#
# Difficulty: ●●○ · 5 minutes · 3 lines
#
# Write one step of a Jordan network. Its parameters are `Wax` $(n_a, n_x)$, `Way` $(n_a, n_y)$,
# `Wya` $(n_y, n_a)$, `ba` and `by`. The cache holds `(a_next, y_prev, xt, parameters)`.
#
# `Way` and `Wya` look alike. Read each from right to left: which makes an $a$ out of a $y$?
#
# <details><summary>Hint 1</summary>
#
# Copy your `rnn_cell_forward`. One term of the sum changes. Which?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# If NumPy complains about shapes, compare `Way` $(n_a, n_y)$ with `y_prev` $(n_y, m)$. The second
# formula is the one of exercise 2.3.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "jordan_cell_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def jordan_cell_forward(xt, y_prev, parameters):
    """One step of a Jordan network.

    xt : (n_x, m)   y_prev : (n_y, m)   prediction of the step before
    parameters : dict   Wax (n_a, n_x), Way (n_a, n_y), Wya (n_y, n_a), ba (n_a, 1), by (n_y, 1)
    returns a_next (n_a, m), yt_pred (n_y, m), cache (a_next, y_prev, xt, parameters)
    """
    ### BEGIN SOLUTION
    Wax, Way, Wya, ba, by = (parameters[name] for name in ("Wax", "Way", "Wya", "ba", "by"))
    a_next = np.tanh(Wax @ xt + Way @ y_prev + ba)  # (n_a, m)
    yt_pred = softmax(Wya @ a_next + by)  # (n_y, m)
    cache = (a_next, y_prev, xt, parameters)
    ### END SOLUTION
    return a_next, yt_pred, cache

# %% nbgrader={"grade": true, "grade_id": "jordan_cell_forward", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("jordan_cell_forward")

# %% [markdown]
# ## 8 · Sentences of different length
#
# An array is a box. Sentences are not: one has five words, one has two. So the short ones are
# filled up with **padding**, and we note which steps are real. That note is the **mask**: 1 for a
# real step, 0 for padding.
#
# *What goes wrong if we just run on?* The loop does not know that the sentence is over. It goes on
# changing the state with the padding's input and with $b_a$. The state after the last real word,
# the one we want to read, is overwritten.
#
# The remedy: past its end, a sentence keeps its state. It is **frozen**. Then the last time slice,
# `a[:, :, -1]`, holds for every sentence the state at its own end, and one read-out serves them all.

# %% jupyter={"source_hidden": true}
show(
    pictures.padding_mask(),
    alt="Three sentences over five steps. The dog saw the cat has five real steps, birds fly has "
    "two, the cat ran has three. Real steps carry a 1, the other steps are hatched and carry a 0. "
    "Above, the steps are counted from 1 in formulas and from 0 in code.",
    caption="The mask of a batch. A sentence of length 2 has its real steps at t = 0 and t = 1.",
)

# %% [markdown]
# The numbers above the grid are where people slip. *birds fly* has length 2. In code its words
# stand at `t = 0` and `t = 1`, and the first padding is at `t = 2`. Say it once with numbers: which
# of `0`, `1`, `2`, `3` may still change the state of a sentence of length 2?

# %% [markdown]
# ### Exercise 2.8 · `freeze_past_end`
#
# Difficulty: ●●○ · 6 minutes · 4 lines
#
# After a step at position `t` (counted from 0), choose for every example: the new state while the
# sentence is running, the old state once it is over. `lengths` holds the $m$ lengths.
#
# <details><summary>Hint 1</summary>
#
# You need one yes or no per example, that is, per column. Compare `t` with all lengths at once.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.where(yes_or_no, a_next, a_prev)` picks entry by entry. An array of shape $(m,)$ is laid along
# the last axis, and the last axis here is the examples. Try your comparison with `t = 2` and a
# length of 2.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "freeze_past_end_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def freeze_past_end(a_next, a_prev, t, lengths):
    """Keep the state of every sentence that is over.

    a_next : (n_a, m)   state after this step   a_prev : (n_a, m)   state before it
    t : int   this step, counted from 0   lengths : m lengths
    returns (n_a, m)   column i is a_next while sentence i is running, a_prev once it is over
    """
    ### BEGIN SOLUTION
    lengths = np.asarray(lengths)
    running = t < lengths  # (m,)
    running = running[np.newaxis, :]  # (1, m): one answer per column
    return np.where(running, a_next, a_prev)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "freeze_past_end", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("freeze_past_end")

# %% [markdown]
# ## 9 · How wrong was it?
#
# At each real step the network spreads its belief over the words, and one word was right. The loss
# of that step is $-\log p$, where $p$ is the probability it gave to the **right** word.
#
# Work it by hand. A sentence of three words; the right words got 0.5, 0.8 and 0.1.
#
# - $-\log 0.5 = 0.6931$
# - $-\log 0.8 = 0.2231$
# - $-\log 0.1 = 2.3026$
#
# Their mean is $3.2189 / 3 = 1.0730$. Certain and right costs nothing. Certain and wrong costs a
# lot.
#
# Now pad this sentence to five steps. Does its loss change? It must not. The mean is taken over the
# **3** real steps, not over 5. Divided by 5 the loss would be 0.6438: a network would look better
# just because its batch has more padding.

# %% jupyter={"source_hidden": true}
show(
    pictures.surprise(),
    alt="The loss minus log p falls from 2.3026 at p = 0.1 over 0.6931 at p = 0.5 and 0.2231 at "
    "p = 0.8 to 0 at p = 1. It grows without end towards p = 0.",
    caption="The loss of one step. At p = 0 it is infinite.",
)

# %% [markdown]
# There is one more trap, and the picture shows it. On padding, $p$ may be 0. Then $-\log p$ is
# infinite, and infinity times a mask of 0 is not 0 but *not a number*. Multiplying by the mask
# afterwards is too late.
#
# <details><summary>And for yes or no?</summary>
#
# With a sigmoid the loss of one step is the **binary cross-entropy**,
# $-y \log \hat{y} - (1 - y) \log(1 - \hat{y})$. With $\hat{y} = 0.8$ it is 0.2231 if the answer was
# yes, and 1.6094 if it was no. The mean over real steps is taken in the same way.
#
# </details>

# %% [markdown]
# ### Exercise 2.9 · `sequence_cross_entropy`
#
# Difficulty: ●●● · 10 minutes · 6 lines
#
# Compute the mean of $-\log p$ over all real steps of the batch. `y` is one-hot: in each column a
# single 1 marks the right word. `mask` has shape $(m, T)$ and
# holds numbers, 1 or 0.
#
# $$L = -\frac{1}{\sum_{i,t} \mathrm{mask}_{it}} \sum_{\mathrm{real}\ i,t} \log p_{it}$$
#
# Padded steps may hold zeros everywhere. Return a number.
#
# <details><summary>Hint 1</summary>
#
# First get $p$, of shape $(m, T)$: multiply `y_pred` by `y` and sum over the words. Only one term
# of that sum is not zero.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Deal with padding **before** the logarithm. Either pick the real entries of $p$ with a condition,
# or put a 1 in the place of each padded $p$, since $\log 1 = 0$. Then think of what you divide by.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "sequence_cross_entropy_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sequence_cross_entropy(y_pred, y, mask):
    """Mean of -log p(right word) over the real steps.

    y_pred : (n_y, m, T)   probabilities   y : (n_y, m, T)   one-hot
    mask : (m, T)   1 for a real step, 0 for padding
    returns a number
    """
    ### BEGIN SOLUTION
    real = np.asarray(mask) == 1  # (m, T)
    p = np.sum(y * y_pred, axis=0)  # (m, T), what the right word got
    p = np.where(real, p, 1.0)  # padding: log(1) = 0
    losses = -np.log(p)
    total = losses.sum()
    return total / real.sum()
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sequence_cross_entropy", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("sequence_cross_entropy")

# %% [markdown]
# **What you have now.** What does a network that knows nothing score? It gives each of $n_y$ words
# the probability $1 / n_y$, so its loss is $\log n_y$. For 10 words that is 2.3026. A loss above it
# means worse than guessing. Keep this number in mind when you train.

# %%
with needs("sequence_cross_entropy"):
    uniform = np.full((10, 2, 4), 0.1)
    right = np.zeros((10, 2, 4))
    right[3] = 1
    mask = np.array([[1, 1, 1, 1], [1, 1, 0, 0]])
    print(f"loss of a blind guess: {sequence_cross_entropy(uniform, right, mask):.4f}")

# %% [markdown]
# ## 10 · The same numbers in PyTorch
#
# `torch.nn.RNN` computes your formula. It only keeps its arrays in another order and under other
# names.
#
# | here | in `torch.nn.RNN` |
# |---|---|
# | `x` $(n_x, m, T_x)$ | input $(T_x, m, n_x)$ |
# | `a0` $(n_a, m)$ | `h0` $(1, m, n_a)$: the 1 counts the layers |
# | `Wax` | `weight_ih_l0`: input to hidden, layer 0 |
# | `Waa` | `weight_hh_l0`: hidden to hidden, layer 0 |
# | `ba` $(n_a, 1)$ | `bias_ih_l0` **plus** `bias_hh_l0`, each $(n_a,)$ |
# | `Wya`, `by` | not part of it: torch leaves the output to another layer |
#
# Torch has **two** biases where we have one. It adds them. So what may they hold, if their sum has
# to be `ba`?

# %% jupyter={"source_hidden": true}
show(
    pictures.torch_layout(),
    alt="In this course the axes of x are features, examples, time. In torch they are time, "
    "examples, features: the first and the last change places.",
    caption="The same block of numbers. The axes change places; no number changes.",
)

# %% [markdown]
# ### Exercise 2.10 · `match_torch_rnn`
#
# Difficulty: ●●○ · 8 minutes · 6 lines
#
# Return everything that `torch.nn.RNN` needs to repeat your `rnn_forward`, as NumPy arrays: the
# dictionary `state` with the four entries of the table, `x_torch` and `h0`. The last line is given.
#
# A `reshape` to the right shape is not enough. It would fill the new shape in the old order, and
# the numbers would land in the wrong places without any error.
#
# <details><summary>Hint 1</summary>
#
# An axis moves with `np.transpose` or `np.moveaxis`. The weights need no change. Which shape does a
# bias have here, and which there?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `x.transpose(…)` lists, for each new axis, the old axis it comes from. New axis 0 is time, which
# was axis 2. Let one bias hold `ba` as a flat array, and think about what that leaves for the
# other.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "match_torch_rnn_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def match_torch_rnn(x, a0, parameters):
    """Everything torch.nn.RNN needs to compute the same states.

    x : (n_x, m, T_x)   a0 : (n_a, m)   parameters : dict
    returns state (dict of weight_ih_l0 (n_a, n_x), weight_hh_l0 (n_a, n_a),
            bias_ih_l0 (n_a,), bias_hh_l0 (n_a,)), x_torch (T_x, m, n_x), h0 (1, m, n_a)
    """
    ### BEGIN SOLUTION
    bias = parameters["ba"][:, 0]  # (n_a,)
    state = {"weight_ih_l0": parameters["Wax"], "weight_hh_l0": parameters["Waa"]}
    state["bias_ih_l0"] = bias
    state["bias_hh_l0"] = np.zeros_like(bias)  # torch adds the two
    x_torch = np.transpose(x, (2, 1, 0))  # (T_x, m, n_x)
    h0 = a0.T[np.newaxis]  # (1, m, n_a)
    ### END SOLUTION
    return state, x_torch, h0

# %% nbgrader={"grade": true, "grade_id": "match_torch_rnn", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("match_torch_rnn")

# %% [markdown]
# **What you have now.** The proof. The cell below loads your arrays into `torch.nn.RNN` in float64
# and compares its states with yours. A difference below $10^{-14}$ is rounding. Your loop and
# torch's are the same network.

# %%
with needs("rnn_forward", "match_torch_rnn"):
    import torch

    x, a0 = rng.normal(size=(n_x, 4, T_x)), rng.normal(size=(n_a, 4))
    state, x_torch, h0 = match_torch_rnn(x, a0, small)
    layer = torch.nn.RNN(n_x, n_a, dtype=torch.float64)
    layer.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    theirs = layer(torch.tensor(x_torch), torch.tensor(h0))[0].detach().numpy()  # (T_x, m, n_a)
    mine = rnn_forward(x, a0, small)[0]
    print("largest difference to torch.nn.RNN:", np.abs(theirs.transpose(2, 1, 0) - mine).max())

# %% [markdown]
# ## 11 · The film
#
# Now look inside. Here is a sentence of nine words, one-hot, and a network of twelve units with
# random weights. It has learned nothing. Watch its hidden state, word by word.
#
# **Look for this before you press Play:**
#
# 1. *the* comes three times, at steps 1, 4 and 7. Will the three columns be equal?
# 2. *cat* comes at steps 5 and 8, each time after *the*. Equal now?
# 3. Does any unit look as if it stood for one word?

# %%
words = "the dog saw the cat and the cat ran".split()
vocabulary = sorted(set(words))
n_x, n_a = len(vocabulary), 12


def one_hot(sentence):
    """A sentence as a block (n_x, 1, T)."""
    return np.eye(n_x)[[vocabulary.index(word) for word in sentence]].T[:, np.newaxis, :]


rng = np.random.default_rng(2)
untrained = {
    "Wax": rng.normal(size=(n_a, n_x)), "Waa": 0.35 * rng.normal(size=(n_a, n_a)),
    "Wya": rng.normal(size=(n_x, n_a)), "ba": 0.2 * rng.normal(size=(n_a, 1)),
    "by": np.zeros((n_x, 1)),
}
start = np.zeros((n_a, 1))

# %%
with needs("rnn_forward"):
    a, y_pred, _ = rnn_forward(one_hot(words), start, untrained)
    display(HiddenStateExplorer(a, words))

# %% [markdown]
# The three columns of *the* are different. The input was the same; what came before was not. So the
# state at a word stands for the word **and the road to it**. The cell below puts numbers on that.
# It also shuffles the first eight words and leaves the last one in its place.

# %%
with needs("rnn_forward"):
    a, _, _ = rnn_forward(one_hot(words), start, untrained)
    for one, other in [(1, 4), (4, 7), (5, 8)]:
        gap = np.abs(a[:, 0, one - 1] - a[:, 0, other - 1]).max()
        print(f"“{words[one - 1]}”, step {one} and step {other}: the states differ by {gap:.2f}")

    shuffled = [words[i] for i in rng.permutation(8)] + words[8:]
    last = rnn_forward(one_hot(shuffled), start, untrained)[0][:, 0, -1]
    print(" ".join(shuffled))
    print(f"the last state differs by {np.abs(last - a[:, 0, -1]).max():.2f}")

# %% [markdown]
# No network without a memory could show any of these differences. And nobody has trained this one.
# The loop alone makes the state depend on order. Training has to make it depend on the *right*
# things.
#
# **And the padding?** Put a short sentence into the same batch. Your `freeze_past_end` should hold
# its state still: from step 3 on, all steps in the picture are equal.

# %%
with needs("rnn_cell_forward", "freeze_past_end"):
    batch = np.zeros((n_x, 2, 9))
    batch[:, :1] = one_hot(words)
    batch[:, 1:, :3] = one_hot(["the", "cat", "ran"])
    lengths, state, states = [9, 3], np.zeros((n_a, 2)), []
    for t in range(9):
        new, _, _ = rnn_cell_forward(batch[:, :, t], state, untrained)
        state = freeze_past_end(new, state, t, lengths)
        states.append(state)
    short = ["the", "cat", "ran"] + ["pad"] * 6
    display(HiddenStateExplorer(np.stack(states, axis=2), short, example=1, lengths=lengths))

# %% [markdown]
# ## 12 · Five questions
#
# Write down your five letters before you run the check. Each wrong option is a mistake that people
# make.
#
# **Question 1.** You take a sentence of 8 words, swap two different words at steps 3 and 5, and run
# `rnn_forward` again. Which states can change?
#
# - a) those at steps 3 and 5
# - b) those at steps 3 to 8
# - c) those at steps 3 to 5
# - d) all of them, from 1 to 8
#
# **Question 2.** Your sentences were 10 words long. Now they are 30 words long. What happens to the
# number of parameters?
#
# - a) it is three times as large
# - b) only $W_{aa}$ grows, since it is used between steps
# - c) it stays the same
# - d) only $b_a$ grows, by one column per step
#
# **Question 3.** A batch has the lengths 5, 2 and 4, and is padded to 5 steps. What is the last `t`
# at which `freeze_past_end` still lets the **second** sentence's state change?
#
# - a) `t = 2`
# - b) `t = 0`
# - c) `t = 4`
# - d) `t = 1`
#
# **Question 4.** Somebody ends `softmax` with `powers / powers.sum()`. The scores have shape
# (4, 3), and the maximum was taken per column. What comes out?
#
# - a) the same as before: each column sums to 1
# - b) all twelve numbers together sum to 1, so each example depends on the others
# - c) each row sums to 1
# - d) an error, because (4, 3) cannot be divided by a single number
#
# **Question 5.** Two sentences, of 8 and of 2 words, are padded to 8 steps. The losses of the real
# steps add up to 5.0. What is the loss of this batch?
#
# - a) 0.5
# - b) 0.3125
# - c) 2.5
# - d) 0.625

# %% [markdown]
# ### Exercise 2.11 · `forward_quiz`
#
# Difficulty: ●●○ · 8 minutes · 1 line
#
# Return your five letters as one string, in the order of the questions, such as `"aaaaa"`.
#
# <details><summary>Hint 1</summary>
#
# For question 1, follow the arrows in the picture of the unrolled network. For question 2, look at
# the shapes table and search for $T_x$.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# For question 3, write the condition of exercise 2.8 with numbers. For question 4, ask what a sum
# without `axis` adds up. For question 5, count the steps that the mean is taken over.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "forward_quiz_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def forward_quiz():
    """Your answers to questions 1 to 5, as a string of five letters."""
    ### BEGIN SOLUTION
    return "bcdba"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "forward_quiz", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("forward_quiz")

# %% [markdown]
# ## What to remember
#
# 1. $a^{\langle t \rangle} = \tanh(W_{ax}\, x^{\langle t \rangle} + W_{aa}\, a^{\langle t-1 \rangle} + b_a)$,
#    then $\hat{y}^{\langle t \rangle} = \mathrm{softmax}(W_{ya}\, a^{\langle t \rangle} + b_y)$.
# 2. The weights are shared by all steps. A longer sentence needs no new ones.
# 3. Columns are examples. softmax works on each column by itself, after its maximum is taken away.
# 4. The same word gives another state when the words before it differ.
# 5. Past its end, a sentence keeps its state, and it adds nothing to the loss.
# 6. Formulas count steps from 1, code from 0.
# 7. Torch: time first, features last, two biases that are added.
#
# ## What comes next
#
# Your network remembers, but it remembers by chance. In **chapter 3** you run the same steps
# backward, find out what each weight did to the loss, and let the network learn. You will need the
# caches, and you will meet the flat parts of tanh again.
#
# One limit stays: at each word this network knows only what came *before*. Chapter 7 adds what
# comes after.
