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
# # Chapter 3 · Backpropagation through time
#
# Fill the gap: *The **cats**, which had eaten all the fish and slept since noon, ___ hungry again.*
#
# You write *were*. The reason is the second word. Ten words stand between it and the gap.
#
# A network wrote *was*. Its loss appears at the gap, and nowhere else. But nothing went wrong at the
# gap. The plural was lost somewhere on the way, in one of ten steps, and all of them used the same
# weights.
#
# **How does the news of the mistake travel back to the second word? And how much of it arrives?**
#
# The first question is answered by a calculation that you will do by hand, then write. The answer to
# the second is the reason why chapters 5 and 6 exist. You will measure it.
#
# **You will be able to**
#
# - send a loss back through an RNN, by hand for one unit and in NumPy for a batch;
# - prove that a gradient is right, without trusting anybody;
# - predict from $W_{aa}$ whether gradients vanish or explode, and measure it;
# - tame a training run that explodes;
# - train an RNN with nothing but functions you have written, and see what it cannot learn.
#
# **Time:** about 115 minutes. The end of section 5 is a good place to stop for today.
#
# **You need:** chapter 2, and the chain rule: if $L$ depends on $z$ and $z$ depends on $w$, then
# $\frac{\partial L}{\partial w} = \frac{\partial L}{\partial z} \cdot \frac{\partial z}{\partial w}$.
#
# The second cell fetches `rnn_forward` and `sequence_cross_entropy`. It takes yours, if your notebook
# of chapter 2 lies in the folder beside this one and they pass their checks there.

# %%
import numpy as np

from rnn_course import check
from rnn_course.earlier import earlier
from rnn_course.explorer import GradientLeft, SpectralRadius
from rnn_course.pictures import backward as pictures
from rnn_course.pictures.needs import needs
from rnn_course.pictures.show import show

# %%
rnn_forward, sequence_cross_entropy = earlier(
    "02_forward", "rnn_forward", "sequence_cross_entropy")

# %% [markdown]
# ## 1 · One unit, two steps, backward, by hand
#
# Take the unit of chapter 2: $w_{ax} = 0.5$, $w_{aa} = 0.8$, $b_a = 0.1$, inputs 1 and 0.5. Its
# states were $a^{\langle 1 \rangle} = 0.5370$ and $a^{\langle 2 \rangle} = 0.6525$. It chooses
# between two words, with $w_{ya} = (1, -1)$ and $b_y = (0, 0.2)$. So its two **scores** are
# $s = (a,\ -a + 0.2)$, and $\hat{y} = \mathrm{softmax}(s)$:
#
# - $\hat{y}^{\langle 1 \rangle} = (0.7056,\ 0.2944)$. The right word was the first.
# - $\hat{y}^{\langle 2 \rangle} = (0.7512,\ 0.2488)$. The right word was the second.
#
# The losses are $-\log 0.7056 = 0.3487$ and $-\log 0.2488 = 1.3911$. Their mean is $L = 0.8699$.
#
# Now the question. If we make $w_{aa}$ a little larger, what happens to $L$? That slope is written
# **$dw_{aa}$**. A $d$ in front of a name always means this: *how much $L$ changes, per change of that
# number*. So $da^{\langle 1 \rangle}$ is $\partial L / \partial a^{\langle 1 \rangle}$.
#
# We start at the loss and walk against the arrows. (Numbers are rounded for print only.)
#
# **From the loss to the scores.** In the next section you will see why this is so simple:
# $ds = \hat{y} - y$, divided by the number of steps, which is 2.
#
# - $ds^{\langle 1 \rangle} = (0.7056 - 1,\ 0.2944 - 0) / 2 = (-0.1472,\ 0.1472)$
# - $ds^{\langle 2 \rangle} = (0.7512 - 0,\ 0.2488 - 1) / 2 = (0.3756,\ -0.3756)$
#
# **From the scores to the states.** Score 1 grows with $a$, score 2 falls with $a$. So
# $da = 1 \cdot ds_1 - 1 \cdot ds_2$. This is what the state hears **from above**:
#
# - step 1: $-0.1472 - 0.1472 = -0.2944$
# - step 2: $0.3756 + 0.3756 = 0.7512$
#
# **Step 2.** Nothing comes after it, so $da^{\langle 2 \rangle} = 0.7512$. Next is
# $a^{\langle 2 \rangle} = \tanh(z^{\langle 2 \rangle})$. The slope of tanh is $1 - \tanh^2$, and
# $\tanh(z^{\langle 2 \rangle})$ is $a^{\langle 2 \rangle}$ itself:
#
# $$dz^{\langle 2 \rangle} = (1 - 0.6525^2) \cdot 0.7512 = 0.5742 \cdot 0.7512 = 0.4314$$
#
# The sum was $z^{\langle 2 \rangle} = w_{ax} x^{\langle 2 \rangle} + w_{aa} a^{\langle 1 \rangle} + b_a$.
# Each of its parts gets its share:
#
# - $w_{aa}$ stood beside $a^{\langle 1 \rangle}$: its share is $0.4314 \cdot 0.5370 = 0.2317$.
# - $w_{ax}$ stood beside $x^{\langle 2 \rangle}$: $0.4314 \cdot 0.5 = 0.2157$.
# - $b_a$ stood alone: $0.4314$.
# - $a^{\langle 1 \rangle}$ stood beside $w_{aa}$: $0.4314 \cdot 0.8 = 0.3451$. This goes to the left.

# %% [markdown]
# **Step 1.** *Before you read on: what is $da^{\langle 1 \rangle}$?* You have two candidates, −0.2944
# and 0.3451.
#
# The state $a^{\langle 1 \rangle}$ was used twice: for its own prediction and for the next state. A
# change of it reaches $L$ on two paths, and both effects **add up**:
#
# $$da^{\langle 1 \rangle} = -0.2944 + 0.3451 = 0.0507$$
#
# From above it hears *become larger*. From the right it hears *become smaller*. The second voice is
# stronger. With one path forgotten even the sign would be wrong.
#
# $$dz^{\langle 1 \rangle} = (1 - 0.5370^2) \cdot 0.0507 = 0.7116 \cdot 0.0507 = 0.0361$$
#
# Here $w_{aa}$ stood beside $a^{\langle 0 \rangle} = 0$, so its share is 0. The share of $w_{ax}$ is
# $0.0361 \cdot 1$, that of $b_a$ is 0.0361.
#
# **The weights.** They were used at both steps, so their shares are added too:
#
# - $dw_{aa} = 0.2317 + 0 = 0.2317$
# - $dw_{ax} = 0.2157 + 0.0361 = 0.2518$
# - $db_a = 0.4314 + 0.0361 = 0.4674$
#
# And with the path from the right forgotten? Then $da^{\langle 1 \rangle} = -0.2944$, so
# $dz^{\langle 1 \rangle} = 0.7116 \cdot (-0.2944) = -0.2095$, and $dw_{ax}$ would be
# $0.2157 - 0.2095 = 0.0062$, forty times too small.

# %% jupyter={"source_hidden": true}
show(
    pictures.worked_example(),
    alt="Gradients flow against the arrows. From the second prediction 0.7512 reaches a2; times "
    "1 minus 0.6525 squared it is dz2 = 0.4314. Times 0.8 it is 0.3451, which flows left to a1. "
    "There it meets minus 0.2944 from above; the sum is 0.0507, and dz1 is 0.0361.",
    caption="The way back. In the first state two gradients meet and are added.",
)

# %% [markdown]
# **Is it true?** Do not believe it. Move $w_{aa}$ a little up, a little down, and look at $L$.

# %%
def loss_of_the_unit(w_aa):
    """L of the two-step example for another w_aa."""
    a, loss = 0.0, 0.0
    for x, right in [(1.0, 0), (0.5, 1)]:
        a = np.tanh(0.5 * x + w_aa * a + 0.1)
        powers = np.exp([a, -a + 0.2])
        loss += -np.log(powers[right] / powers.sum()) / 2
    return loss


up, down = loss_of_the_unit(0.81), loss_of_the_unit(0.79)
print(f"L = {loss_of_the_unit(0.8):.4f}   up {up:.6f}   down {down:.6f}")
print(f"slope = {(up - down) / 0.02:.4f}")

# %% [markdown]
# $0.2317$. You will turn this cell into a tool in section 5, and it will judge everything that you
# write.
#
# ### The same for many units
#
# Nothing new is needed, only bookkeeping. Look at one entry of $z = W_{ax}\,x + W_{aa}\,a + b_a$:
#
# $$z_i = \sum_j (W_{ax})_{ij}\, x_j + \sum_j (W_{aa})_{ij}\, a_j + (b_a)_i$$
#
# - The weight $(W_{ax})_{ij}$ moves $z_i$ alone, and stands beside $x_j$. Its share is $dz_i\, x_j$,
#   summed over the examples. All of them at once: $dW_{ax} = dz\; x^{T}$.
# - The input $x_j$ moves **every** $z_i$, each through $(W_{ax})_{ij}$. So
#   $dx_j = \sum_i (W_{ax})_{ij}\, dz_i$. All of them at once: $dx = W_{ax}^{T}\, dz$.
# - $W_{aa}$ and the old state $a$ stand in the sum in the same way as $W_{ax}$ and $x$. So
#   $dW_{aa} = dz\; a^{T}$, and what goes to the left is $W_{aa}^{T}\, dz$.
# - The bias $(b_a)_i$ is added in every column. $db_a$ is the sum of the columns of $dz$.
#
# There is a way to check a formula by eye: **a gradient has the shape of what it belongs to**.
# $dW_{ax}$ is $(n_a, n_x)$, as $W_{ax}$ is.

# %% jupyter={"source_hidden": true}
show(
    pictures.way_back(),
    alt="The unrolled network of four steps. Solid arrows go up from the inputs to the states and "
    "predictions, and from left to right between the states. Dashed arrows go back: down from "
    "each prediction into its state, and from each state to the one on its left.",
    caption="Solid: forward. Dashed: backward. It is the same network with its arrows turned round.",
)

# %% [markdown]
# <details><summary>Other spellings you will meet elsewhere</summary>
#
# - $\nabla_W L$ or $\delta W$ for our $dW$; $\delta_t$ for $dz^{\langle t \rangle}$.
# - $h_t$ for the state, and $W, U, V$ for $W_{aa}, W_{ax}, W_{ya}$.
# - Some notes write $da_{next}$ for the part from the right alone, some for the sum of both parts.
#   Here `da_next` in the cell is the sum.
# - Row vectors turn every product round: $dW = x^{T} dz$.
#
# </details>

# %% [markdown]
# ## 2 · From the loss to the scores
#
# The loss of one step is $-\log \hat{y}_k$, where $k$ is the right word. Put the formula of softmax
# in, $\hat{y}_k = e^{s_k} / \sum_j e^{s_j}$:
#
# $$-\log \hat{y}_k = \log \sum_j e^{s_j} - s_k$$
#
# Take the slope with respect to one score $s_i$. The first part gives
# $e^{s_i} / \sum_j e^{s_j} = \hat{y}_i$. The second gives −1 if $i = k$, and otherwise 0. That is
# $-y_i$, since $y$ is one-hot. Together:
#
# $$ds = \hat{y} - y$$
#
# The score of the right word gets a negative number: *raise me*. All others get a positive one. The
# further off the belief, the larger the number.
#
# The loss of a batch is the mean over its real steps. So divide by their number. At padding there is
# no loss, so $ds$ is 0 there.

# %% [markdown]
# ### Exercise 3.1 · `softmax_cross_entropy_backward`
#
# Difficulty: ●○○ · 6 minutes · 2 lines
#
# Compute $ds$ for a whole batch.
#
# $$ds^{\langle t \rangle (i)} = \frac{\hat{y}^{\langle t \rangle (i)} - y^{\langle t \rangle (i)}}{\sum \mathrm{mask}} \ \text{ at a real step, and } 0 \text{ at padding}$$
#
# <details><summary>Hint 1</summary>
#
# The mask has shape $(m, T)$, the difference $(n_y, m, T)$. Which axis is missing, and does NumPy
# supply it?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# NumPy lines shapes up from the right, so `mask` fits as it is. Either multiply the difference by it
# or use `np.where`. Then divide by the sum of the mask.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "softmax_cross_entropy_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax_cross_entropy_backward(y_pred, y, mask):
    """The gradient of the loss with respect to the scores before softmax.

    y_pred : (n_y, m, T)   probabilities   y : (n_y, m, T)   one-hot
    mask : (m, T)   1 for a real step, 0 for padding
    returns ds (n_y, m, T)
    """
    ### BEGIN SOLUTION
    count = np.sum(mask)
    return np.where(np.asarray(mask) == 1, y_pred - y, 0.0) / count
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "softmax_cross_entropy_backward", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("softmax_cross_entropy_backward")

# %% [markdown]
# ## 3 · One step back: the cell
#
# The only bend in the road is tanh. Its slope at $z$ is $1 - \tanh^2(z)$, and the cache holds
# $\tanh(z)$ already: it is `a_next`. So you never need $z$.
#
# *A question before you write.* A unit has $z = 2$. How much of a gradient passes its tanh? Look at
# the picture.

# %% jupyter={"source_hidden": true}
show(
    pictures.tanh_slope(),
    alt="tanh rises from minus 1 to 1. Its slope, 1 minus a squared, is 1 at z = 0 and falls on both "
    "sides; at z = 2 it is 0.0707.",
    caption="The dashed curve says which part of a gradient gets through. At z = 2 it is 7 %. "
    "It is never more than all of it.",
)

# %% [markdown]
# ### Exercise 3.2 · `rnn_cell_backward`
#
# Difficulty: ●●○ · 10 minutes · 7 lines
#
# Go back through one step. `da_next` is all that the new state hears, from above and from the right.
#
# $$dz = (1 - (a^{\langle t \rangle})^2) \odot da^{\langle t \rangle}$$
#
# $$dx^{\langle t \rangle} = W_{ax}^{T}\, dz \qquad da^{\langle t-1 \rangle} = W_{aa}^{T}\, dz$$
#
# $$dW_{ax} = dz\; (x^{\langle t \rangle})^{T} \qquad dW_{aa} = dz\; (a^{\langle t-1 \rangle})^{T} \qquad db_a = \sum_{\mathrm{examples}} dz$$
#
# $\odot$ is the product entry by entry, `*` in NumPy. The last line, `return`, is given.
#
# The check looks at two steps. In one of them the new state is 0. There tanh has the slope 1, so $dz$
# equals $da^{\langle t \rangle}$. What you make of $dz$ earns its points there, even if your slope is
# not right yet.
#
# <details><summary>Hint 1</summary>
#
# Unpack the cache first: `(a_next, a_prev, xt, parameters)`. Then write the six formulas down. Check
# each by its shape. Only $dW_{aa}$ and $da^{\langle t-1 \rangle}$ cannot be checked so. Why?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `.T` transposes and `@` multiplies matrices. For the bias, sum over the axis of the examples and
# keep it: the result is $(n_a, 1)$. In $dW_{aa}$ stands the state that *went into* the step.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "rnn_cell_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def rnn_cell_backward(da_next, cache):
    """Go back through one step of the RNN.

    da_next : (n_a, m)   gradient with respect to the new state
    cache : (a_next, a_prev, xt, parameters)   from the forward step
    returns dict of dxt (n_x, m), da_prev (n_a, m), dWax (n_a, n_x), dWaa (n_a, n_a), dba (n_a, 1)
    """
    ### BEGIN SOLUTION
    a_next, a_prev, xt, parameters = cache
    dz = da_next * (1 - a_next * a_next)  # (n_a, m)
    dxt = parameters["Wax"].T @ dz  # (n_x, m)
    da_prev = parameters["Waa"].T @ dz  # (n_a, m)
    dWax = dz @ xt.T  # (n_a, n_x)
    dWaa = dz @ a_prev.T  # (n_a, n_a)
    dba = dz.sum(axis=1, keepdims=True)  # (n_a, 1)
    ### END SOLUTION
    return {"dxt": dxt, "da_prev": da_prev, "dWax": dWax, "dWaa": dWaa, "dba": dba}

# %% nbgrader={"grade": true, "grade_id": "rnn_cell_backward", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check("rnn_cell_backward")

# %% [markdown]
# **What you have now.** Step 2 of the hand-worked example. Your function should say $dW_{aa} = 0.2317$,
# $dW_{ax} = 0.2157$ and $da^{\langle 1 \rangle} = 0.3451$, the part from the right.

# %%
tiny = {
    "Wax": np.array([[0.5]]), "Waa": np.array([[0.8]]), "ba": np.array([[0.1]]),
    "Wya": np.array([[1.0], [-1.0]]), "by": np.array([[0.0], [0.2]]),
}
with needs("rnn_cell_backward"):
    _, _, tiny_caches = rnn_forward(np.array([[[1.0, 0.5]]]), np.zeros((1, 1)), tiny)
    step2 = rnn_cell_backward(np.array([[0.7512]]), tiny_caches[1])
    print("   ".join(f"{name} = {value.item():.4f}" for name, value in step2.items()))

# %% [markdown]
# ## 4 · All steps back
#
# Now the loop. It runs from the last step to the first, because a state cannot add its two gradients
# before the one from the right is there.

# %% jupyter={"source_hidden": true}
show(
    pictures.two_sides(),
    alt="The state at t. One dashed arrow comes down from its own prediction, one comes from the "
    "right, from the state at t plus 1. Their sum goes on to the left.",
    caption="Every state but the last hears two voices. They are added before they pass its tanh.",
)

# %% [markdown]
# Three things happen to what the cell returns, and they are not the same:
#
# | what | how | why |
# |---|---|---|
# | `da_prev` | it **replaces** the old one (`=`) | it is already the sum of all that lies to the right |
# | `dWax`, `dWaa`, `dba` | they are **added** (`+=`) | the same weight was used at every step |
# | `dxt` | it is **stored** at its step | every step had an input of its own |
#
# Most wrong answers to the next exercise mix up two rows of this table.

# %% [markdown]
# ### Exercise 3.3 · `rnn_backward`
#
# Difficulty: ●●● · 12 minutes · 12 lines
#
# Go back through the whole sequence. `da[:, :, t]` is the gradient from above at step `t`. Nothing
# comes from the right of the last step. The `return` is given.
#
# $$da^{\langle t \rangle}_{\mathrm{total}} = da^{\langle t \rangle}_{\mathrm{above}} + da^{\langle t \rangle}_{\mathrm{right}}$$
#
# <details><summary>Hint 1</summary>
#
# Keep one variable for what comes from the right. Before the loop it is zeros of shape $(n_a, m)$.
# `reversed(range(T_x))` counts down. What is in that variable after the last turn?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# In each turn: call `rnn_cell_backward(` above + right `, caches[t])`. Then treat each entry of its
# answer as the table says. After the loop the variable holds $da^{\langle 0 \rangle}$.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "rnn_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def rnn_backward(da, caches):
    """Go back through a whole sequence.

    da : (n_a, m, T_x)   gradient with respect to each state, from its own prediction alone
    caches : list of T_x caches, from rnn_forward
    returns dict of dx (n_x, m, T_x), da0 (n_a, m), dWax (n_a, n_x), dWaa (n_a, n_a), dba (n_a, 1)
    """
    ### BEGIN SOLUTION
    T_x = len(caches)
    dx = [None] * T_x
    dWax = dWaa = dba = 0.0
    from_right = np.zeros_like(da[:, :, 0])  # (n_a, m)
    for t in reversed(range(T_x)):
        back = rnn_cell_backward(da[:, :, t] + from_right, caches[t])
        from_right = back["da_prev"]
        dx[t] = back["dxt"]
        dWax = dWax + back["dWax"]
        dWaa = dWaa + back["dWaa"]
        dba = dba + back["dba"]
    dx, da0 = np.stack(dx, axis=2), from_right
    ### END SOLUTION
    return {"dx": dx, "da0": da0, "dWax": dWax, "dWaa": dWaa, "dba": dba}

# %% nbgrader={"grade": true, "grade_id": "rnn_backward", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check("rnn_backward")

# %% [markdown]
# **What you have now.** Everything that training needs, but for the output layer. It has no loop, so
# we give it here: from $s = W_{ya}\,a + b_y$ follow $da = W_{ya}^{T}\,ds$ and $dW_{ya} = ds\; a^{T}$,
# as for the cell. `tensordot` does the same product for all steps at once.
#
# The function below is the whole of backpropagation through time. Read it once, line by line.

# %%
def loss_and_gradients(x, y, mask, a0, parameters):
    """The loss of a batch, and its gradient with respect to everything: 'd' + the name."""
    a, y_pred, caches = rnn_forward(x, a0, parameters)
    loss = sequence_cross_entropy(y_pred, y, mask)
    ds = softmax_cross_entropy_backward(y_pred, y, mask)  # (n_y, m, T_x)
    from_above = np.tensordot(parameters["Wya"].T, ds, axes=1)  # (n_a, m, T_x)
    gradients = rnn_backward(from_above, caches)
    gradients["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))  # (n_y, n_a)
    gradients["dby"] = ds.sum(axis=(1, 2))[:, np.newaxis]  # (n_y, 1)
    return loss, gradients


with needs("softmax_cross_entropy_backward", "rnn_cell_backward", "rnn_backward"):
    x, y = np.array([[[1.0, 0.5]]]), np.array([[[1.0, 0.0]], [[0.0, 1.0]]])
    loss, gradients = loss_and_gradients(x, y, np.ones((1, 2)), np.zeros((1, 1)), tiny)
    print(f"L = {loss:.4f}   dWaa = {gradients['dWaa'].item():.4f}   "
          f"dWax = {gradients['dWax'].item():.4f}   dba = {gradients['dba'].item():.4f}")

# %% [markdown]
# 0.8699, 0.2317, 0.2518, 0.4674. The numbers of section 1.

# %% [markdown]
# ## 5 · Is it right? Ask the loss
#
# A wrong gradient gives no error. The network still learns, a little, and you look for the fault for
# days. So we test it as in section 1: move one number by $\varepsilon$, and see what the loss does.
#
# $$n = \frac{L(\theta + \varepsilon) - L(\theta - \varepsilon)}{2\,\varepsilon}$$
#
# *Why both sides?* Write $L(\theta \pm \varepsilon) = L \pm \varepsilon L' + \frac{1}{2}\varepsilon^2 L'' \pm \dots$
# In the difference of the two, the terms with $\varepsilon^2$ cancel. The error left is of the order
# $\varepsilon^2$. With one side it is of the order $\varepsilon$, which is far more.
#
# *Why not a tiny $\varepsilon$?* The two losses agree in nearly all their digits. float64 keeps 16. With
# $\varepsilon = 10^{-5}$ about ten good digits are left; with $10^{-12}$ only a few.
#
# *How close is close?* A difference of 0.001 is much for a gradient of 0.002, and little for one of
# 500. So compare with the size of both:
#
# $$\mathrm{difference} = \frac{\lVert g - n \rVert}{\lVert g \rVert + \lVert n \rVert}$$
#
# $\lVert g \rVert$ is the root of the sum of squares of all entries. Equal gradients give 0. A
# gradient with the wrong sign gives 1, and so does one that is all zeros. **Below $10^{-7}$ we call it right**; above $10^{-3}$ it is wrong.
#
# By hand: $g = 6.1$ and $n = 6.0$ give $0.1 / 12.1 = 0.0083$. Wrong.

# %% [markdown]
# ### Exercise 3.4 · `gradient_check`
#
# Difficulty: ●●● · 10 minutes · 8 lines
#
# `loss` is a function: `loss(parameters)` returns a number. For each array in `parameters`, measure the
# slope at **every** entry, and compare with `gradients["d" + key]`. The first and the last line are given.
#
# <details><summary>Hint 1</summary>
#
# Two loops: over the arrays, and over the entries of one array. `np.ndindex(theta.shape)` gives every
# index, whatever the number of axes. Move **one** entry at a time, in a copy.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `{**parameters, key: moved}` is a new dictionary in which one array has been replaced. Fill an array
# `n` of the shape of `theta`. `np.linalg.norm(g - n)` is the norm of the whole array.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "gradient_check_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_check(loss, parameters, gradients, epsilon=1e-5):
    """Compare gradients with the measured slope of the loss.

    loss : function of a dict such as parameters, returns a number
    parameters : dict of arrays   gradients : dict with the key "d" + key for each of them
    returns dict   key -> difference, a number from 0 (equal) to 1
    """
    differences = {}
    ### BEGIN SOLUTION
    for key, theta in parameters.items():
        n = np.zeros_like(theta)
        for index in np.ndindex(theta.shape):
            move = np.zeros_like(theta)
            move[index] = epsilon
            above, below = (loss({**parameters, key: theta + sign * move}) for sign in (1, -1))
            n[index] = (above - below) / (2 * epsilon)
        g = gradients["d" + key]
        differences[key] = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
    ### END SOLUTION
    return differences

# %% nbgrader={"grade": true, "grade_id": "gradient_check", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("gradient_check")

# %% [markdown]
# **What you have now.** A judge. The cell below gives it a network with padding in its batch, and asks
# about every gradient you can compute: five parameters, the inputs and the first state. Then it spoils
# one of them on purpose.

# %%
rng = np.random.default_rng(5)
n_x, n_a, n_y, m, T_x = 3, 4, 2, 3, 5
net = {
    "Wax": rng.normal(size=(n_a, n_x)), "Waa": 0.6 * rng.normal(size=(n_a, n_a)),
    "Wya": rng.normal(size=(n_y, n_a)), "ba": rng.normal(size=(n_a, 1)),
    "by": rng.normal(size=(n_y, 1)),
}
x, a0 = rng.normal(size=(n_x, m, T_x)), rng.normal(size=(n_a, m))
y = np.eye(n_y)[rng.integers(n_y, size=(m, T_x))].transpose(2, 0, 1)  # (n_y, m, T_x)
mask = np.array([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [1, 1, 1, 1, 0]])
with needs("softmax_cross_entropy_backward", "rnn_cell_backward", "rnn_backward", "gradient_check"):
    def loss_of(everything):
        y_pred = rnn_forward(everything["x"], everything["a0"], everything)[1]
        return sequence_cross_entropy(y_pred, y, mask)

    _, gradients = loss_and_gradients(x, y, mask, a0, net)
    for key, difference in gradient_check(loss_of, {**net, "x": x, "a0": a0}, gradients).items():
        print(f"d{key:4} difference {difference:.1e}   {'right' if difference < 1e-7 else 'WRONG'}")
    spoiled = {"dWaa": gradients["dWaa"].T}
    print("dWaa transposed:", round(gradient_check(
        lambda p: loss_of({**net, "x": x, "a0": a0, **p}), {"Waa": net["Waa"]}, spoiled)["Waa"], 4))

# %% [markdown]
# **What is da0 good for?** Chapter 2 starts with $a^{\langle 0 \rangle} = 0$, by agreement. But the
# gradient reaches it too, so it can be **learned**, like a bias. One column serves all examples, so its
# gradient is the sum of the columns of `da0`. Below, the weights stay as they are, and only that column
# moves. The loss should fall, if only a little.

# %%
with needs("softmax_cross_entropy_backward", "rnn_cell_backward", "rnn_backward"):
    first = np.zeros((n_a, 1))
    for update in range(201):
        loss, gradients = loss_and_gradients(x, y, mask, first + np.zeros((n_a, m)), net)
        if update in (0, 200):
            print(f"after {update:3} updates: loss {loss:.4f}, a0 =", first.ravel().round(2))
        first = first - 0.5 * gradients["da0"].sum(axis=1, keepdims=True)

# %% [markdown]
# *This is a good place to stop for today. You have written backpropagation through time, and proved
# it.*

# %% [markdown]
# ## 6 · When gradients explode
#
# Now train. The task is as simple as a task about memory can be: **remember the first bit**. Step 1
# shows +1 or −1. Then come noise steps. At the last step the network must say which it was. The
# **lag** is the number of steps between the two.
#
# The cell below makes such batches and trains on them: forward, backward, a step against the gradient,
# again. It uses your functions. `clip` is a hook for the next two exercises.

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


def start_weights(rng, recurrent, n_a=12):
    """Random weights. `recurrent` is a function that makes Waa out of a random matrix."""
    return {"Wax": 0.5 * rng.normal(size=(n_a, 2)), "ba": np.zeros((n_a, 1)),
            "Waa": recurrent(rng.normal(size=(n_a, n_a)) / np.sqrt(n_a)),
            "Wya": rng.normal(size=(2, n_a)) / np.sqrt(n_a), "by": np.zeros((2, 1))}

# %%
def train(seed, lag, recurrent, step, updates, clip=lambda gradients: gradients):
    """Gradient descent. Returns losses, largest gradient entries, share right at the end."""
    rng = np.random.default_rng(seed)
    net, losses, largest = start_weights(rng, recurrent), [], []
    for _ in range(updates):
        x, y, mask = first_bit(rng, lag, 32)
        loss, gradients = loss_and_gradients(x, y, mask, np.zeros((12, 32)), net)
        losses.append(loss)
        largest.append(max(np.abs(gradients["d" + name]).max() for name in net))
        gradients = clip({"d" + name: gradients["d" + name] for name in net})
        net = {name: net[name] - step * gradients["d" + name] for name in net}
    x, y, _ = first_bit(rng, lag, 1000)  # new sequences, not seen in training
    y_pred = rnn_forward(x, np.zeros((12, 1000)), net)[1]
    share = np.mean(y_pred[:, :, -1].argmax(axis=0) == y[:, :, -1].argmax(axis=0))
    return np.array(losses), np.array(largest), share


def doubled(W):
    return 2 * W


with needs("softmax_cross_entropy_backward", "rnn_cell_backward", "rnn_backward"):
    losses, largest, share = train(seed=2, lag=10, recurrent=doubled, step=3.0, updates=200)
    print(f"loss {losses[0]:.2f} at first, {losses[-20:].mean():.2f} at the end; a guess has 0.69")
    print(f"largest gradient entry: median {np.median(largest):.2f}, maximum {largest.max():.1f}")

# %% [markdown]
# The loss at the end is worse than that of a blind guess. A few gradients were far larger than the
# rest. One such update throws the weights to a place where tanh is flat, and no small step leads back.
#
# The remedy is plain: before an update, shorten a gradient that is too long. There are two ways.
#
# Take the gradient $(4, 1)$ and the limit 2.
#
# - **By value**, each entry by itself: $(2, 1)$. It was nearly flat; now it climbs at half its width.
#   The direction has changed.
# - **By norm**, all by one factor: the norm is $\sqrt{4^2 + 1^2} = 4.1231$, the factor
#   $2 / 4.1231 = 0.4851$, the result $(1.94, 0.49)$. The direction is the same.

# %% jupyter={"source_hidden": true}
show(
    pictures.clipping(),
    alt="Left: the gradient (4, 1) leaves a square of half-width 2. Cut entry by entry it becomes "
    "(2, 1), which points elsewhere. Right: it leaves a circle of radius 2. Multiplied by one "
    "factor it becomes (1.94, 0.49), on the same line.",
    caption="By value cuts to a box and turns the arrow. By norm cuts to a ball and keeps its "
    "direction.",
)

# %% [markdown]
# ### Exercise 3.5 · `clip_by_value`
#
# Difficulty: ●○○ · 3 minutes · 2 lines
#
# Return a **new** dictionary with the same keys. Every entry below `-limit` becomes `-limit`, every
# entry above `limit` becomes `limit`. Leave the arrays you were given as they are.
#
# <details><summary>Hint 1</summary>
#
# NumPy has a function with this very name. Does it change its argument, or does it return something?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `{key: … for key, g in gradients.items()}` builds a new dictionary. `np.clip` takes an array, a lower
# and an upper bound.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "clip_by_value_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def clip_by_value(gradients, limit):
    """Cut every entry off at -limit and limit.

    gradients : dict of arrays   limit : number above 0
    returns a new dict with the same keys and shapes
    """
    ### BEGIN SOLUTION
    clipped = {key: np.clip(g, -limit, limit) for key, g in gradients.items()}
    return clipped
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "clip_by_value", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("clip_by_value")

# %% [markdown]
# ### Exercise 3.6 · `clip_by_global_norm`
#
# Difficulty: ●●○ · 6 minutes · 4 lines
#
# Compute **one** norm over all entries of all arrays:
# $\lVert g \rVert = \sqrt{\sum g^2}$. If it is above the limit, multiply every array by
# $\mathrm{limit} / \lVert g \rVert$. If not, leave them alone. Return a new dictionary.
#
# *Why one norm, and not one for each array?* Think of what happens to the proportion between
# $dW_{aa}$ and $db_a$.
#
# <details><summary>Hint 1</summary>
#
# Add up the squares of all arrays first. Take one root at the end. The root of a sum is not the sum
# of the roots.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Choose the factor first: `limit / norm`, or 1 if the gradient is short enough. Then one line builds
# the dictionary.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "clip_by_global_norm_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def clip_by_global_norm(gradients, limit):
    """Shorten all arrays by one common factor, so that their norm is at most limit.

    gradients : dict of arrays   limit : number above 0
    returns a new dict with the same keys and shapes
    """
    ### BEGIN SOLUTION
    squares = sum(np.sum(g * g) for g in gradients.values())
    norm = np.sqrt(squares)
    factor = min(1.0, limit / norm)
    return {key: factor * g for key, g in gradients.items()}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "clip_by_global_norm", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("clip_by_global_norm")

# %% [markdown]
# **What you have now.** A seat belt. The same seed, the same start, the same step; only the clipping
# differs. Then five seeds each, because one run proves nothing.

# %% tags=["skip-grading"]
def shortened(gradients):
    return clip_by_global_norm(gradients, 1.0)


setting = {"lag": 10, "recurrent": doubled, "step": 3.0, "updates": 200}
with needs("softmax_cross_entropy_backward", "rnn_backward", "clip_by_global_norm"):
    free = [train(seed, **setting) for seed in range(5)]
    tamed = [train(seed, **setting, clip=shortened) for seed in range(5)]
    show(
        pictures.exploding({"without clipping": free[2][:2], "clipped": tamed[2][:2]}),
        alt="Two runs with the same seed. Without clipping the gradient shoots up and the loss "
        "stays far above that of a guess. With clipping the loss falls to near zero.",
        caption="Loss and largest gradient entry, seed 2. Clipping does not forbid large "
        "gradients. It forbids acting on all of their length.",
    )
    for name, runs in [("without clipping", free), ("clipped", tamed)]:
        print(f"{name:17} share right, seeds 0 to 4:", [round(float(run[2]), 2) for run in runs])

# %% [markdown]
# Without clipping no seed learns the task: each is right about half of the time, as a coin is. Clipped,
# nearly all learn it. (With a step as large as this one, the last digit of a number can decide about a
# run. So one of the five may fail on your machine.)
#
# Clipping helps against gradients that are too long. It does nothing for those that are too short: a
# factor can be no larger than 1. Keep that in mind for section 9.

# %% [markdown]
# ## 7 · Long sequences: cut the way back
#
# The way back through 10,000 steps needs 10,000 caches. **Truncated** backpropagation cuts it into
# windows of $k$ steps. Going forward nothing changes: the state walks through every cut. Going
# backward, no gradient crosses a cut.

# %% jupyter={"source_hidden": true}
show(
    pictures.windows(),
    alt="Seven states in windows of three: 1 to 3, 4 to 6, and 7 alone. Solid arrows lead from each "
    "state to the next, through the cuts too. Dashed arrows lead back inside the windows only.",
    caption="T = 7 and k = 3. The last window is what is left.",
)

# %% [markdown]
# *What is lost?* A loss at step 4 can teach nothing about step 3, though it stands right beside it.
# The cut lies between them. The state still carries news across; the network is only not taught to put
# it there.
#
# By hand, with the example of section 1 and $k = 1$: the 0.3451 does not cross from step 2 to step 1. So
# $da^{\langle 1 \rangle}$ is −0.2944 alone, and $dw_{ax}$ is 0.0062, not 0.2518. You have met this number
# before. What was a mistake there is done here on purpose, at the cuts only.
#
# In notes you will also meet windows that overlap: one starts every $k_1$ steps and reaches back
# $k_2$. Ours do not overlap: $k_1 = k_2 = k$.

# %% [markdown]
# ### Exercise 3.7 · `truncated_bptt`
#
# Difficulty: ●●○ · 8 minutes · 6 lines
#
# Call your `rnn_backward` once per window. Windows start at `t = 0`, `k`, `2k`, … Return the same
# dictionary: `dx` of all steps, `da0` of the first window, and weight gradients **added** over the
# windows.
#
# <details><summary>Hint 1</summary>
#
# A window from `t = start` is `da[:, :, start:start + k]`, with `caches[start:start + k]`. A slice may
# end beyond the array. NumPy then stops at its end.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Collect the answers in a list. `np.concatenate([…], axis=2)` joins the `dx`. For a name such as
# `"dWaa"`, sum `part[name]` over the list. Which entry of the list stands beside $a^{\langle 0 \rangle}$?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "truncated_bptt_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def truncated_bptt(da, caches, k):
    """Go back in windows of k steps; no gradient crosses from one window to the one before.

    da : (n_a, m, T_x)   caches : list of T_x caches   k : steps in a window
    returns the dict of rnn_backward
    """
    ### BEGIN SOLUTION
    parts = []
    for start in range(0, len(caches), k):
        window = slice(start, start + k)
        parts.append(rnn_backward(da[:, :, window], caches[window]))
    sums = {name: sum(part[name] for part in parts) for name in ("dWax", "dWaa", "dba")}
    dx = np.concatenate([part["dx"] for part in parts], axis=2)
    return {"dx": dx, "da0": parts[0]["da0"], **sums}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "truncated_bptt", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("truncated_bptt")

# %% [markdown]
# ## 8 · When gradients vanish
#
# Back to *the cats*. The news had to walk ten steps to the left. How much of it arrives?
#
# **One unit first.** Each step back does the same two things: times the slope of tanh, times
# $w_{aa}$. So each step multiplies by
#
# $$w_{aa} \cdot (1 - (a^{\langle t \rangle})^2)$$
#
# By hand: let $w_{aa} = 0.8$ and let the state stay at 0.5. The factor is
# $0.8 \cdot 0.75 = 0.6$. After ten steps $0.6^{10} = 0.0060$ is left, after fifty $8 \cdot 10^{-12}$.
#
# ### Move it: what is left?
#
# **Find a setting for each, before you read the answers:**
#
# 1. At lag 50 more than a tenth is left, but not more than all.
# 2. It explodes: 100 times at lag 10.
# 3. $w_{aa}$ is 2, and yet it vanishes.
# 4. It keeps its size for ever.

# %%
GradientLeft()

# %% [markdown]
# <details><summary>What you may have found</summary>
#
# 1. The factor must lie between about 0.955 and 1. There is hardly any room: $w_{aa} = 1$ and
#    $a = 0.2$ do it, with 0.96.
# 2. $a = 0$ and $w_{aa} = 1.6$, for example.
# 3. $a = 0.75$ or more: then $1 - a^2$ is below a half. A unit that is nearly full hands little back.
# 4. $w_{aa} = 1$ and $a = 0$, or $w_{aa} = -1$. Only a knife's edge does it. For one unit with a state
#    other than 0 it would need $w_{aa} = 1 / (1 - a^2)$ at every step.
#
# </details>
#
# **What vanishes is the gradient.** The state itself may be far from zero. The network computes well; it
# is only not told what to change.

# %% [markdown]
# ### Exercise 3.8 · `gradient_norm_per_lag`
#
# Difficulty: ●●○ · 6 minutes · 6 lines
#
# Now measure it in a whole network. Start with a gradient `da_last` at the last state. Send it back
# step by step with `rnn_cell_backward`, with nothing from above on the way. Return the norm at lag 0,
# which is that of `da_last`, and after each step: $T_x + 1$ numbers.
#
# <details><summary>Hint 1</summary>
#
# It is the loop of exercise 3.3 with all sums taken out. Which entry of the cell's answer goes on?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Begin the list with `np.linalg.norm(da_last)`. Loop over `reversed(caches)`, and append one norm per
# turn. Return `np.array` of the list.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "gradient_norm_per_lag_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_norm_per_lag(da_last, caches):
    """Send a gradient back from the last state and measure it after each step.

    da_last : (n_a, m)   caches : list of T_x caches
    returns (T_x + 1,)   the norms at lag 0, 1, ..., T_x
    """
    ### BEGIN SOLUTION
    da, norms = da_last, [np.linalg.norm(da_last)]
    for cache in reversed(caches):
        back = rnn_cell_backward(da, cache)
        da = back["da_prev"]
        norms.append(np.linalg.norm(da))
    return np.array(norms)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "gradient_norm_per_lag", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("gradient_norm_per_lag")

# %% [markdown]
# ### Many units: which number decides?
#
# First leave tanh out, and the inputs. If all states are 0, every slope $1 - a^2$ is 1. Then each step
# back is a product with the same matrix, and after $k$ steps
#
# $$da^{\langle T-k \rangle} = (W_{aa}^{T})^k\; da^{\langle T \rangle}$$
#
# The exponent $T$ at a matrix means transposed; a power is written $(W)^k$.
#
# **If $W$ is symmetric**, it can be written as $W = Q D Q^{T}$. The columns of $Q$ are directions at
# right angles, its **eigenvectors**. $D$ holds one number for each on its diagonal, its
# **eigenvalue** $\lambda$. $W$ stretches each direction by its own $\lambda$ and does not turn it.
# Since $Q^{T} Q$ is the identity, the inner ones cancel:
# $(W)^2 = Q D Q^{T} Q D Q^{T} = Q (D)^2 Q^{T}$, and so on. After $k$ steps a direction has been
# multiplied by $\lambda^k$.
#
# - $|\lambda| < 1$: it shrinks. $|\lambda| > 1$: it grows. The sign does not matter for the size:
#   $(-1.2)^{20} = 38.3$.
# - After many steps the largest $|\lambda|$ wins. It is called the **spectral radius** $\rho$.
#
# **If $W$ is not symmetric**, which is the usual case, there is no such $Q$. Its eigenvalues may be
# complex. In the long run $|\lambda|$ still decides: below 1 all shrinks *in the end*. But it may grow
# first. What bounds every single step is the largest **singular value** $\sigma$: a step can stretch
# by $\sigma$ and no more. For a symmetric $W$ it equals $\rho$; otherwise it is as large or larger.
#
# **With tanh back**, each step is also multiplied by slopes $1 - a^2 \le 1$. They can only take away
# from the bound. So $\sigma < 1$ promises that gradients vanish. But $\rho > 1$ does **not** promise
# that they explode: the slopes may eat more than the matrix gives.
#
# **And ReLU?** Its slope is 1 wherever the unit is active. That takes one of the two factors away, so
# it mitigates vanishing. The other factor, $W_{aa}$, is still there. With ReLU nothing holds the states
# down, and it can explode.

# %% [markdown]
# ### Exercise 3.9 · `rescale_spectral_radius`
#
# Difficulty: ●●○ · 5 minutes · 4 lines
#
# Multiply $W$ by the one number that makes its largest $|\lambda|$ equal to `radius`.
#
# By hand: $W = \begin{pmatrix} 4 & 1 \\ 0 & 2 \end{pmatrix}$ has the eigenvalues 4 and 2, as a
# triangular matrix shows them on its diagonal. For radius 0.5 multiply by $0.5 / 4 = 0.125$.
#
# <details><summary>Hint 1</summary>
#
# If you multiply a matrix by a number, what happens to its eigenvalues?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.linalg.eigvals(W)` returns all eigenvalues, perhaps complex. `np.abs` of a complex number is its
# distance from 0. That is the $|\lambda|$ you want.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "rescale_spectral_radius_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def rescale_spectral_radius(W, radius):
    """Multiply a matrix by the number that gives it the wanted spectral radius.

    W : (n, n)   radius : the wanted largest |eigenvalue|
    returns (n, n)
    """
    ### BEGIN SOLUTION
    eigenvalues = np.linalg.eigvals(W)  # (n,), complex in general
    rho = np.abs(eigenvalues).max()
    factor = radius / rho
    return factor * W
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "rescale_spectral_radius", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("rescale_spectral_radius")

# %% [markdown]
# ### Exercise 3.10 · `vanish_or_explode`
#
# Difficulty: ●●○ · 6 minutes · 1 line
#
# Predict, before you measure. What happens to the size of a gradient that walks back many steps?
#
# - a) it shrinks at every step, from the first on
# - b) it grows without end
# - c) it keeps its size
# - d) it grows at first, then vanishes
#
# **Network 1.** No tanh at work (all states 0). $W_{aa}$ is symmetric, its eigenvalues are 0.6 and
# −1.1. The gradient has a part in both directions.
#
# **Network 2.** No tanh at work. $W_{aa}$ turns by 30°:
# $\begin{pmatrix} 0.866 & -0.5 \\ 0.5 & 0.866 \end{pmatrix}$.
#
# **Network 3.** No tanh at work. $W_{aa} = \begin{pmatrix} 0.5 & 3 \\ 0 & 0.5 \end{pmatrix}$, and the
# gradient starts as $(1, 0)$.
#
# **Network 4.** tanh at work. $W_{aa}$ is 1.3 times the identity, and all states are 0.6 at all steps.
#
# Return four letters, such as `"aaaa"`.
#
# <details><summary>Hint 1</summary>
#
# For 1, raise both eigenvalues to the power 20. For 2, multiply $(1, 0)$ once and compute the length.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# For 3, do the first step by hand, with the transposed matrix. Then look at its diagonal. For 4, write
# down the factor of one step, both parts of it.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "vanish_or_explode_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def vanish_or_explode():
    """Your predictions for networks 1 to 4, as a string of four letters."""
    ### BEGIN SOLUTION
    return "bcda"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "vanish_or_explode", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("vanish_or_explode")

# %% [markdown]
# **What you have now.** A prediction and the means to test it. The cell below takes one symmetric
# matrix and sets its spectral radius to 0.9 and to 1.1. It measures the norm per lag, once with all
# states at 0, which is the linear case, and once with inputs, so that tanh is at work.

# %%
with needs("rnn_cell_backward", "gradient_norm_per_lag", "rescale_spectral_radius"):
    rng = np.random.default_rng(3)
    half = rng.normal(size=(20, 20))
    da_last, steps, measured = rng.normal(size=(20, 1)), 50, {}
    wide = {"Wax": rng.normal(size=(20, 4)), "ba": np.zeros((20, 1)),
            "Wya": rng.normal(size=(2, 20)), "by": np.zeros((2, 1))}
    for radius in (0.9, 1.1):
        wide["Waa"] = rescale_spectral_radius(half + half.T, radius)
        norms = [gradient_norm_per_lag(da_last, rnn_forward(x, np.zeros((20, 1)), dict(wide))[2])
                 for x in (np.zeros((4, 1, steps)), 0.5 * rng.normal(size=(4, 1, steps)))]
        measured[radius] = norms
        factor, left = (norms[0][-1] / norms[0][-21]) ** 0.05, [n[-1] / n[0] for n in norms]
        print(f"radius {radius}: the last 20 steps multiply by {factor:.4f} each. "
              f"Left: {left[0]:.1e}, with tanh {left[1]:.1e}")
    show(pictures.gradient_per_lag(measured),
         alt="Norm of the gradient against the lag, on a scale of powers of ten. The linear case "
         "with radius 0.9 falls along a straight line, that with 1.1 rises along one, as "
         "predicted. With tanh at work both fall.",
         caption="Thin lines: radius^k, laid through the last mark. Their slope is the prediction, "
         "their height is not: it depends on which directions the gradient starts with.")

# %% [markdown]
# The marks take the predicted slope, once the largest $|\lambda|$ has outgrown the others. With tanh
# at work both curves lie below their lines. Even the one with radius 1.1 falls, and that is no bug: the
# slopes $1 - a^2$ take more than the matrix gives.
#
# **Move it.** Another matrix, of twelve units, and not symmetric. $\sigma$ is its largest singular value: no single
# step can do more than multiply by $\sigma (1 - a^2)$. *Set $\rho$ to 0.9. The gradient grows for some steps before it
# vanishes. How can that be? And with $\rho = 1.5$, which $a$ keeps it in between?*

# %%
SpectralRadius()

# %% [markdown]
# <details><summary>What you may have found</summary>
#
# - It is network 3 of the exercise, with twelve units. Largest $|\lambda|$ says what happens *in the long run*. Before
#   that a matrix that is not symmetric may stretch a gradient in one direction after the other.
# - $1.5\, (1 - a^2) = 1$ at $a = 0.58$. A state that is far from 0 tames a large matrix.
#
# </details>

# %% [markdown]
# ## 9 · What it can learn, and what it cannot
#
# Now the question of the first page, as an experiment. The task is *remember the first bit*. Once the
# lag is 5, once 50. All else is the same: the start (spectral radius 0.9, set by your function), the
# step, clipping, 400 updates. Five seeds each.
#
# **Predict first:** $0.9^{5} = 0.59$ and $0.9^{50} = 0.005$, and tanh takes its part of both.

# %% tags=["skip-grading"]
RADIUS = 0.9


def start(W):
    return rescale_spectral_radius(W, RADIUS)


with needs("rnn_backward", "clip_by_global_norm", "rescale_spectral_radius"):
    runs = {lag: [train(seed, lag, start, step=0.3, updates=400, clip=shortened)
                  for seed in range(5)] for lag in (5, 50)}
    show(
        pictures.lag_task({lag: [run[0] for run in group] for lag, group in runs.items()}),
        alt="Loss during 400 updates, five seeds for each lag. At lag 5 all five fall to near "
        "zero. At lag 50 all five stay at the loss of a guess, 0.6931.",
        caption="The same network, the same updates. Only the distance differs.",
    )
    for lag, group in runs.items():
        print(f"lag {lag:2}: share right on new sequences, seeds 0 to 4:",
              [round(float(run[2]), 3) for run in group])

# %% [markdown]
# At lag 5 it is learned, every time. At lag 50 it is a coin toss, every time. Clipping was on; it cannot
# lengthen what has vanished.
#
# **What this does not show.** It does not show that an RNN can never bridge 50 steps. Set
# `RADIUS = 1.1` and run the cell again: now and then a seed finds the way, because its gradients happen
# to keep their size for a while. It shows that with an ordinary start nothing *drives* the network
# there. Chapters 5 and 6 build cells in which the factor of the way back is close to 1 by design.

# %% [markdown]
# ## 10 · Find the planted bug
#
# A colleague writes $h$ for the state and $W, U$ for $W_{aa}, W_{ax}$. In each excerpt **one** line is
# wrong. You know what was seen; you cannot run it.
#
# **Program 1**, one step back. The gradient check says: `dU` and `db` right, `dW` wrong.
#
# ```
# a)  dz = (1 - h**2) * dh
# b)  dW = dz @ h.T
# c)  dU = dz @ x.T
# d)  db = dz.sum(1, keepdims=True)
# ```
#
# In its place: a) `dW = h @ dz.T` · b) `dW = dz.T @ h` · c) `dW = dz @ h_prev.T` · d) `dW = W.T @ dz`
#
# **Program 2**, the loop. With one step everything is right. With two, all weights of the state are wrong.
#
# ```
#     dh_later = 0
#     for t in reversed(range(T)):
# a)      dh = dh_above[:, :, t]
# b)      step = one_step_back(dh, caches[t])
# c)      dh_later = step["dh_prev"]
# d)      dW = dW + step["dW"]
# ```
#
# In its place: a) `dh = dh_later` · b) `dh = dh_above[:, :, t] * dh_later` ·
# c) `dh = dh_above[:, :, t - 1]` · d) `dh = dh_above[:, :, t] + dh_later`
#
# **Program 3**, clipping by the global norm, with limit 5. The global norm of three arrays was 6. Afterwards
# it is 0.83.
#
# ```
# a)  total = sum((g**2).sum() for g in grads.values())
# b)  norm = total
# c)  factor = min(1, limit / norm)
# d)  return {name: factor * g for name, g in grads.items()}
# ```
#
# In its place: a) `norm = np.sqrt(total)` · b) `norm = total / len(grads)` ·
# c) `norm = np.abs(total)` · d) `norm = max(total, limit)`
#
# **Program 4**, a gradient check. Every right gradient gets 0.3333.
#
# ```
# a)  up = loss(theta + eps)
# b)  down = loss(theta - eps)
# c)  slope = (up - down) / eps
# d)  difference = abs(g - slope) / (abs(g) + abs(slope))
# ```
#
# In its place: a) `(up - loss(theta)) / (2 * eps)` · b) `(up - down) / (2 * eps)` ·
# c) `(down - up) / eps` · d) `(up + down) / (2 * eps)`

# %% [markdown]
# ### Exercise 3.11 · `find_the_planted_bug`
#
# Difficulty: ●●○ · 10 minutes · 1 line
#
# Return eight letters: for each program the letter of the wrong line, then the letter of what belongs in
# its place. For example `"aaaaaaaa"`.
#
# <details><summary>Hint 1</summary>
#
# Do not read for style. Ask of each line: if *this* one were wrong, what else would have to be wrong?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Program 1: which state was $W$ multiplied with? Program 2: a variable is filled and never read.
# Program 3: $5 \cdot 6 / 36 = 0.83$. Program 4: let slope be $2 g$.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "find_the_planted_bug_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def find_the_planted_bug():
    """Wrong line and its mend for programs 1 to 4, as a string of eight letters."""
    ### BEGIN SOLUTION
    return "bcadbacb"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "find_the_planted_bug", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check("find_the_planted_bug")

# %% [markdown]
# ## 11 · Five questions
#
# Write down your five letters before you run the check.
#
# **Question 1.** A sentence of 6 words has a loss at step 6 only, and $a^{\langle 0 \rangle} = 0$. Which
# steps add something to $dW_{aa}$?
#
# - a) step 6 alone
# - b) steps 1 to 6
# - c) steps 2 to 6
# - d) steps 1 to 5
#
# **Question 2.** The gradient check gives $1.0000$ for one array and $10^{-10}$ for all others. What is
# most likely?
#
# - a) the array is transposed
# - b) its sign is wrong
# - c) it is twice too large
# - d) rounding
#
# **Question 3.** The gradient is $(3, 4)$. What does `clip_by_global_norm` with limit 1 return?
#
# - a) (0.6, 0.8)
# - b) (1, 1)
# - c) (0.75, 1)
# - d) (0.12, 0.16)
#
# **Question 4.** `truncated_bptt` with $k = 10$. What stands at step 8 decides the word at step 13. What
# is true?
#
# - a) it is taught, since 5 steps are less than 10
# - b) it cannot even be used, since the state stops at the cut
# - c) it is taught if the gradient is clipped
# - d) the state carries it, but the loss of step 13 does not teach step 8
#
# **Question 5.** Somebody replaces tanh by ReLU. What is true?
#
# - a) gradients can neither vanish nor explode
# - b) active units no longer shrink the gradient, but $W_{aa}$ can still make it vanish or explode
# - c) gradients vanish faster
# - d) gradients can only explode

# %% [markdown]
# ### Exercise 3.12 · `backward_quiz`
#
# Difficulty: ●●○ · 6 minutes · 1 line
#
# Return your five letters as one string, in the order of the questions, such as `"aaaaa"`.
#
# <details><summary>Hint 1</summary>
#
# For question 1, write down $dz^{\langle t \rangle} (a^{\langle t-1 \rangle})^{T}$ for the first step. For
# question 2, put $n = -g$, $n = 2g$ into the formula of section 5.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# For question 3, the length of the result must be 1. For question 4, write down the first and last step
# of each window. For question 5, count the factors of one step back.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "backward_quiz_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward_quiz():
    """Your answers to questions 1 to 5, as a string of five letters."""
    ### BEGIN SOLUTION
    return "cbadb"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "backward_quiz", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("backward_quiz")

# %% [markdown]
# ## What to remember
#
# 1. A state hears two voices, from above and from the right. They are added.
# 2. $dz = (1 - a^2) \odot da$; then each part of the sum gets its share, and a gradient has the shape of
#    what it belongs to.
# 3. Weights are used at every step, so their gradients are summed over the steps.
# 4. Trust no gradient that has not passed a two-sided check in float64.
# 5. Each step back multiplies by $W_{aa}^{T}$ and by $1 - a^2$. Below 1 it vanishes, above 1 it explodes.
# 6. Clip by global norm against exploding. Against vanishing, clipping does nothing.
# 7. Truncation cuts the way back, never the way forward.
#
# ## What comes next
#
# You can train. In **chapter 4** your network reads names, letter by letter, and then invents new ones.
#
# The wall at lag 50 stays for now. **Chapters 5 and 6** take it down.
