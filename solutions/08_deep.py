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
# # Chapter 8 · Deep networks, and the road to PyTorch
#
# Somebody speaks to you. Your ear hears pressure, a thousand times a second. Out of it you make sounds, out of
# sounds words, and out of words what the person wants from you. Each of these lasts longer than the one before,
# and each is made of the one before.
#
# An RNN with one layer has to do all of that in a single state.
#
# **What if one network reads the letters, and a second one reads the states of the first?** And a second
# question: image networks have a hundred layers. Why are three already called deep here?
#
# **You will be able to**
#
# - put layers on layers, of any cell, and send the gradient back through all of them;
# - say where dropout may lie in a recurrent network, and where it must not;
# - predict what a layer costs before you pay for it;
# - carry your own trained weights to PyTorch, on CPU or GPU, and get the same numbers.
#
# **Time:** about 100 minutes. The end of section 4 is a good place to stop for today.
#
# **You need:** chapters 2 to 7. The first cell fetches functions of chapters 2, 3 and 7. It takes yours, if your
# notebooks lie in the folders beside this one and they pass their checks there. `cell_step` is new: it does one
# step of any of your three cells, without a read-out.

# %%
import os
import time

# Matrices as small as ours are multiplied far faster by one core than by two that wait for each
# other. NumPy reads this when it is imported, so it stands before that.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from rnn_course import check, data
from rnn_course.earlier import earlier
from rnn_course.explorer import StackWaves
from rnn_course.given.chapter_08 import cell_step
from rnn_course.pictures import deep as pictures
from rnn_course.pictures.needs import needs
from rnn_course.pictures.show import show
from rnn_course.training import updates

(softmax,) = earlier("02_forward", "softmax")
rnn_backward, clip_by_global_norm, gradient_check = earlier(
    "03_backprop", "rnn_backward", "clip_by_global_norm", "gradient_check")
(reverse_by_length,) = earlier("07_bidirectional", "reverse_by_length")

# %% [markdown]
# ## 1 · Two layers, two steps, by hand
#
# Layer 1 is the unit of chapter 2: weight 0.5 on the input, 0.8 on its own state, bias 0.1. The inputs are 1 and
# 0.5, and the state before them is 0.
#
# - Step 1: $a^{[1]\langle 1 \rangle} = \tanh(0.5 \cdot 1 + 0.8 \cdot 0 + 0.1) = \tanh(0.6000) = 0.5370$
# - Step 2: $a^{[1]\langle 2 \rangle} = \tanh(0.5 \cdot 0.5 + 0.8 \cdot 0.5370 + 0.1) = \tanh(0.7796) = 0.6525$
#
# Now put a second unit on top. It never sees the inputs. It reads what the first one says: weight 1 on that,
# 0.5 on its own state, no bias.
#
# *Before you read on: what does it need for its step 2?*
#
# - Step 1: $a^{[2]\langle 1 \rangle} = \tanh(1 \cdot 0.5370 + 0.5 \cdot 0) = 0.4908$
# - Step 2: $a^{[2]\langle 2 \rangle} = \tanh(1 \cdot 0.6525 + 0.5 \cdot 0.4908) = \tanh(0.8979) = 0.7153$
#
# It needs two numbers: that of the layer **below** at the **same** step, and its **own** of the step **before**.

# %% jupyter={"source_hidden": true}
show(
    pictures.worked_example(),
    alt="Two rows of two boxes. Below, layer 1: 0.5370 and 0.6525, fed by the inputs 1 and 0.5. Above, "
    "layer 2: 0.4908 and 0.7153. An arrow leads from each box of layer 1 up to the box over it, and "
    "from each left box to the right box beside it.",
    caption="Two arrows lead into every box: one from below, one from the left.",
)

# %% [markdown]
# ### The same for many units and layers
#
# The number of the layer stands in square brackets. $a^{[0]} = x$.
#
# $$a^{[l]\langle t \rangle} = \tanh(W_{aa}^{[l]}\, a^{[l]\langle t-1 \rangle} + W_{ax}^{[l]}\, a^{[l-1]\langle t \rangle} + b_a^{[l]})$$
#
# Steps share their weights. Layers do not. $W_{aa}^{[l]}$ has the shape $(n_l, n_l)$ and $W_{ax}^{[l]}$ the shape
# $(n_l, n_{l-1})$.
#
# *In which order do you compute it?* You may finish layer 1 over all steps and then begin layer 2. That is one
# loop around what you have written in chapter 2.
#
# <details><summary>Other spellings you will meet elsewhere</summary>
#
# - $h_t^{l}$ or $h_t^{(l)}$ for our $a^{[l]\langle t \rangle}$. In this course $(i)$ is an example.
# - Layers counted from 0, as code does: `weight_ih_l0` is PyTorch's name for our $W_{ax}^{[1]}$.
# - One $W^{[l]}$ for both, on $[a^{[l]\langle t-1 \rangle}; a^{[l-1]\langle t \rangle}]$, as in chapter 1.
#
# </details>

# %% [markdown]
# ### Exercise 8.1 · `deep_rnn_forward`
#
# Difficulty: ●●○ · 10 minutes · 13 lines
#
# Run a stack of RNN layers. `a0` and `parameters` are lists with one entry for each layer. Return the list of
# all states, lowest layer first, and the list of the caches. The caches of a layer are the list that
# `rnn_backward` of chapter 3 takes: for each step `(a_next, a_prev, xt, parameters of the layer)`. `xt` is what
# **this layer** has read.
#
# <details><summary>Hint 1</summary>
#
# Two loops, one in the other. The outer one goes over the layers. Which variable must change at the end of its turn?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Call what a layer reads `below`. It starts as `x`. After a layer it is `np.stack(track, axis=2)`. Set the state
# to `a0[l]` before each layer's first step.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deep_rnn_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def deep_rnn_forward(x, a0, parameters):
    """Run a stack of RNN layers over a sequence.

    x : (n_x, m, T_x)   a0 : list of (n_a, m)   parameters : list of dicts of Wax, Waa, ba
    returns states, caches: lists with one entry for each layer; a state is (n_a, m, T_x)
    """
    ### BEGIN SOLUTION
    states, caches, below = [], [], x
    for first, p in zip(a0, parameters):
        state, track, kept = first, [], []
        for t in range(below.shape[2]):
            old, xt = state, below[:, :, t]
            state = np.tanh(p["Wax"] @ xt + p["Waa"] @ old + p["ba"])  # (n_a, m)
            track.append(state)
            kept.append((state, old, xt, p))
        below = np.stack(track, axis=2)  # (n_a, m, T_x)
        states.append(below)
        caches.append(kept)
    return states, caches
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deep_rnn_forward", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check("deep_rnn_forward")

# %% [markdown]
# **What you have now.** The two units of the example. They should say 0.5370, 0.6525 and 0.4908, 0.7153.

# %%
def layer_of(w_ax, w_aa, b_a):
    """The weights of a layer with one unit."""
    return {"Wax": np.array([[w_ax]]), "Waa": np.array([[w_aa]]), "ba": np.array([[b_a]])}


two = [layer_of(0.5, 0.8, 0.1), layer_of(1.0, 0.5, 0.0)]
zeros = [np.zeros((1, 1))] * 2
with needs("deep_rnn_forward"):
    states, _ = deep_rnn_forward(np.array([[[1.0, 0.5]]]), zeros, two)
    for number, state in enumerate(states, start=1):
        print(f"layer {number}:", *(f"{value:.4f}" for value in state.ravel()))

# %% [markdown]
# ### Move it: what can be computed at the same time?
#
# Each box waits for the box below it and the box on its left. In one **tick** all boxes are computed whose two
# are ready.
#
# **Find out, before you read the answers:**
#
# 1. How many ticks do 10 steps take with one layer? With two?
# 2. How many boxes are there at most in one tick?
# 3. You may have 20 boxes as one layer of 20 steps, or as two layers of 10. Which is done sooner?

# %%
StackWaves()

# %% [markdown]
# <details><summary>What you may have found</summary>
#
# 1. 10 and 11. Boxes double, ticks grow by one. On a machine that can do many things at once a layer is cheap.
# 2. As many as there are layers, if there are at least as many steps.
# 3. Two layers: 11 ticks against 20. Depth can be computed side by side. Time cannot.
#
# </details>

# %% [markdown]
# ## 2 · Back through two layers
#
# Let the loss say $da^{[2]\langle 2 \rangle} = 1$, and nothing else. What does $a^{[1]\langle 1 \rangle}$ hear? Two
# roads lead to it: down and then left, and left and then down.
#
# **Layer 2 first.**
#
# - Step 2: $dz = 1 \cdot (1 - 0.7153^2) = 0.4884$. Down go $1 \cdot 0.4884 = 0.4884$, left go $0.5 \cdot 0.4884 = 0.2442$.
# - Step 1: $dz = 0.2442 \cdot (1 - 0.4908^2) = 0.1854$. Down go $0.1854$.
#
# So layer 1 hears 0.1854 at step 1 and 0.4884 at step 2, from above. **This is its `da`.**
#
# **Then layer 1**, as in chapter 3.
#
# - Step 2: $dz = 0.4884 \cdot (1 - 0.6525^2) = 0.2805$. Left go $0.8 \cdot 0.2805 = 0.2244$.
# - Step 1 hears $0.1854 + 0.2244 = 0.4098$.
#
# Nothing in this is new but one line: **`dx` of a layer is `da` of the layer below.** It is an array over all steps.

# %% [markdown]
# ### Exercise 8.2 · `deep_rnn_backward`
#
# Difficulty: ●●○ · 8 minutes · 8 lines
#
# Go back through the stack. `da` belongs to the states of the last layer. Return a dictionary of `dx` and of
# `layers`: a list, lowest layer first, of dictionaries with `dWax`, `dWaa`, `dba` and `da0`. Call `rnn_backward(da, caches of a
# layer)`: it returns those and `dx`.
#
# <details><summary>Hint 1</summary>
#
# Which layer comes first? Its `dx` is what the next call gets.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `for kept in reversed(caches)`. You meet the top layer first, so turn the list round at the end, or put each
# in front with `insert(0, …)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deep_rnn_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def deep_rnn_backward(da, caches):
    """Go back through a stack of RNN layers.

    da : (n_a, m, T_x)   gradient of the last layer's states   caches : from deep_rnn_forward
    returns dict of dx (n_x, m, T_x) and layers, a list of dicts of dWax, dWaa, dba, da0
    """
    ### BEGIN SOLUTION
    layers, arriving = [], da
    for kept in reversed(caches):
        back = dict(rnn_backward(arriving, kept))
        arriving = back.pop("dx")
        layers.append(back)
    layers.reverse()
    return {"layers": layers, "dx": arriving}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deep_rnn_backward", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
check("deep_rnn_backward")

# %% [markdown]
# **What you have now.** A gradient for every weight of a deep network. The cell first repeats the example, where
# `da0` of layer 1 is its 0.4098 sent one step further: $0.8 \cdot 0.4098 \cdot (1 - 0.5370^2) = 0.2333$. Then your `gradient_check` of chapter 3
# goes through three layers.

# %%
def random_layers(rng, n_x, widths):
    """Weights of a stack; each layer's input and state have about the same weight."""
    layers = []
    for n_a in widths:
        shapes = {"Wax": (n_a, n_x), "Waa": (n_a, n_a)}
        layers.append({key: 0.9 * rng.normal(size=shape) / np.sqrt(shape[1]) for key, shape in shapes.items()})
        layers[-1]["ba"], n_x = np.zeros((n_a, 1)), n_a
    return layers


with needs("deep_rnn_forward", "deep_rnn_backward"):
    _, caches = deep_rnn_forward(np.array([[[1.0, 0.5]]]), zeros, two)
    back = deep_rnn_backward(np.array([[[0.0, 1.0]]]), caches)
    print("da0 of layer 1:", back["layers"][0]["da0"].item().__round__(4))
    rng = np.random.default_rng(0)
    deep, x, weights = random_layers(rng, 3, [4, 5, 2]), rng.normal(size=(3, 2, 5)), rng.normal(size=(2, 2, 5))
    first = [np.zeros((n, 2)) for n in (4, 5, 2)]
    back = deep_rnn_backward(weights, deep_rnn_forward(x, first, deep)[1])
    for l in range(3):
        def loss(p, l=l):
            return (deep_rnn_forward(x, first, [*deep[:l], p, *deep[l + 1:]])[0][-1] * weights).sum()
        found = gradient_check(loss, deep[l], back["layers"][l])
        print(f"layer {l + 1}:", "  ".join(f"{key} {value:.0e}" for key, value in found.items()))

# %% [markdown]
# ## 3 · Any cell in the stack
#
# A GRU in the lowest layer, LSTMs above? Nothing speaks against it. A stack asks only two things of a cell: that it does one
# step, and which part of its state it **shows**.
#
# By hand: an LSTM holds $c = 3$, and its output gate is 0.5. It shows $a = 0.5 \cdot \tanh(3) = 0.4975$. The layer
# above reads 0.4975. The 3 is the layer's own affair.
#
# `cell_step(cell, xt, state, parameters)` does one step of `"rnn"`, `"gru"` or `"lstm"`. A state is a tuple: `(a,)`, or `(a, c)`
# for the LSTM. `cell_step` takes one and returns the next one.

# %% [markdown]
# ### Exercise 8.3 · `any_cell_forward`
#
# Difficulty: ●●○ · 8 minutes · 9 lines
#
# Run a stack of any cells. `cells` is a list of their names, `initial` a list of state tuples. Return what the last
# layer shows at all steps, and the list of each layer's **last** state tuple.
#
# <details><summary>Hint 1</summary>
#
# The two loops are those of exercise 8.1. What stood there as an equation is now one call.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Put the whole tuple that `cell_step` returns into the variable that the next step hands to it. Entry 0 of that tuple is
# what goes up.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "any_cell_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def any_cell_forward(cells, x, initial, parameters):
    """Run a stack of any cells over a sequence.

    cells : list of "rnn", "gru" or "lstm"   x : (n_x, m, T_x)
    initial : list of tuples (a0,) or (a0, c0)   parameters : list of dicts
    returns a (n_a, m, T_x) of the last layer, last: list of state tuples after the last step
    """
    ### BEGIN SOLUTION
    below, last = x, []
    for cell, state, p in zip(cells, initial, parameters):
        shown = []
        for t in range(x.shape[2]):
            state = cell_step(cell, below[:, :, t], state, p)
            shown.append(state[0])
        last.append(state)
        below = np.stack(shown, axis=2)  # (n_a, m, T_x)
    return below, last
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "any_cell_forward", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check("any_cell_forward")

# %% [markdown]
# ## 4 · The names again, deep
#
# In chapter 4 one layer learned to write names. Is a second layer any good? And there is an old trouble: a bigger network
# knows its training names by heart sooner.
#
# **Dropout** is the usual remedy. In training, each output is set to 0 with probability `rate`. No unit can then rely on
# another one being there. What is left is divided by $1 - \mathrm{rate}$.
#
# *Why divide?* By hand: four outputs of 1, rate 0.25. One is dropped, three are left, and their sum is 3 in place of
# 4. Divided by 0.75 each is 1.3333, and the sum is 4 again. So when nothing is dropped, after training, the layer
# above gets what it is used to.

# %% [markdown]
# ### Exercise 8.4 · `dropout_mask`
#
# Difficulty: ●○○ · 4 minutes · 2 lines
#
# Return the mask that outputs are multiplied by. `u` holds random numbers between 0 and 1. Where `u` is below
# `rate`, the mask is 0, elsewhere $1 / (1 - \mathrm{rate})$.
#
# <details><summary>Hint 1</summary>
#
# `u >= rate` is an array of True and False. What do these become when you divide them by a number?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# With rate 0.25 a quarter of all numbers lies below the rate, and the others become 1.3333.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "dropout_mask_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dropout_mask(u, rate):
    """A mask that keeps the mean.

    u : (n_a, m, T_x)   uniform numbers from 0 to 1   rate : the part that is dropped, below 1
    returns mask (n_a, m, T_x)
    """
    ### BEGIN SOLUTION
    scale = 1 / (1 - rate)
    return np.where(u < rate, 0.0, scale)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "dropout_mask", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("dropout_mask")

# %% [markdown]
# ### Where may it lie?
#
# There are two kinds of arrows: up, and to the right. *What happens if you drop on the arrows to the right?* A unit keeps something
# for 20 steps. With rate 0.3 it survives one step with probability 0.7, and all of them with $0.7^{20} = 0.0008$. **The memory is
# gone.** What is dropped on the way up is missed once. The state itself still stands there, for the next step.
#
# So the masks lie **between the layers only**.

# %% jupyter={"source_hidden": true}
show(
    pictures.dropout_place(),
    alt="Three layers of four steps. The arrows that lead up from layer 1 to 2 and from 2 to 3 are dashed: "
    "they carry dropout. All arrows to the right are solid, and so are those from the inputs.",
    caption="Dashed: dropout. The way from step to step stays whole.",
)

# %% [markdown]
# ### Exercise 8.5 · `deep_dropout_forward`
#
# Difficulty: ●●○ · 8 minutes · 7 lines
#
# Run a stack of RNN layers with dropout. `masks[0]` lies between the lowest layer and the second, and so on; there is one
# less than there are layers. Return the states of the last layer, and the list of the states of all layers, as the layers
# made them: without a mask.
#
# <details><summary>Hint 1</summary>
#
# Your `deep_rnn_forward` runs a single layer too, if each list has one entry.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Before layer `l` of `l = 1, 2, …` multiply what it reads by `masks[l - 1]`. Put the states into the list before you
# multiply.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deep_dropout_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def deep_dropout_forward(x, a0, parameters, masks):
    """Run a stack of RNN layers with masks between the layers.

    x, a0, parameters : as for deep_rnn_forward   masks : list of (n_a, m, T_x), one less than layers
    returns a (n_a, m, T_x) of the last layer, states: list of all layers' states
    """
    ### BEGIN SOLUTION
    states = []
    for l in range(len(parameters)):
        reads = states[-1] * masks[l - 1] if l else x
        (made,), _ = deep_rnn_forward(reads, [a0[l]], [parameters[l]])
        states.append(made)
    return states[-1], states
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deep_dropout_forward", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("deep_dropout_forward")

# %% [markdown]
# **Now measure.** The data and the loss are those of chapter 4. On the way back a mask multiplies what goes down, as
# it multiplied what went up. We train one layer of 64 units, two layers of 64, and the same two with dropout, twice each.
# This takes about half a minute, in three cells.

# %%
LETTERS = ".abcdefghijklmnopqrstuvwxyz"


def to_batch(words):
    """x and y (27, m, T), one-hot, and the mask (m, T); x at step 1 is 0, as in chapter 4."""
    T = max(map(len, words)) + 1
    targets, mask = np.zeros((len(words), T), dtype=int), np.zeros((len(words), T))
    for i, word in enumerate(words):
        targets[i, :len(word)] = [LETTERS.index(letter) for letter in word]
        mask[i, :len(word) + 1] = 1
    y = np.eye(27)[targets].transpose(2, 0, 1)
    return np.concatenate([0 * y[:, :, :1], y[:, :, :-1]], axis=2), y, mask


def read_out(a, head):
    """Predictions (27, m, T) from the last layer's states, with one Wya for all steps."""
    return softmax_all(np.tensordot(head["Wya"], a, axes=1) + head["by"][:, :, None])


def softmax_all(scores):
    """Your softmax for (n, m, T): one column for each example and step."""
    return softmax(scores.reshape(len(scores), -1)).reshape(scores.shape)


all_names = [str(name) for name in np.random.default_rng(0).permutation(data.names())]
held_out, training = all_names[:500], all_names[500:]

# %%
def forward_with(x, layers, masks):
    """States and caches, layer by layer; masks as in deep_dropout_forward, or None."""
    states, caches = [], []
    for l, p in enumerate(layers):
        reads = x if l == 0 else states[-1] * (masks[l - 1] if masks else 1.0)
        made, kept = deep_rnn_forward(reads, [np.zeros((len(p["ba"]), x.shape[1]))], [p])
        states.append(made[0])
        caches.append(kept)
    return states, caches


def gradients_of(x, y, mask, layers, head, masks):
    """The gradient of the mean cross-entropy: a dictionary for all layers and the read-out."""
    states, caches = forward_with(x, layers, masks)
    ds = mask / mask.sum() * (read_out(states[-1], head) - y)  # (27, m, T)
    found = {"dWya": np.tensordot(ds, states[-1], axes=((1, 2), (1, 2))), "dby": ds.sum((1, 2))[:, None]}
    da = np.tensordot(head["Wya"].T, ds, axes=1)
    for l in reversed(range(len(layers))):
        back = deep_rnn_backward(da, caches[l])
        da = back["dx"] * (masks[l - 1] if masks and l else 1.0)
        found |= {f"{l} {key}": back["layers"][0]["d" + key] for key in ("Wax", "Waa", "ba")}
    return found

# %%
def bits(words, layers, head):
    """Bits per character of some words, without dropout."""
    x, y, mask = to_batch(words)
    right = (read_out(forward_with(x, layers, None)[0][-1], head) * y).sum(axis=0)
    return -(np.log2(right) * mask).sum() / mask.sum()


def train(widths, rate, seed, updates=1000):
    """Train a stack on names; returns its layers and its read-out."""
    rng = np.random.default_rng(seed)
    layers = random_layers(rng, 27, widths)
    layers[0]["Wax"] = 0.3 * rng.normal(size=(widths[0], 27))
    head = {"Wya": 0.1 * rng.normal(size=(27, widths[-1])), "by": np.zeros((27, 1))}
    for update in range(updates):
        x, y, mask = to_batch([training[i] for i in rng.integers(len(training), size=64)])
        masks = [dropout_mask(rng.random((n, *mask.shape)), rate) for n in widths[:-1]] if rate else None
        g = clip_by_global_norm(gradients_of(x, y, mask, layers, head, masks), 1.0)
        step = 1.0 * min(1.0, 2 * (1 - update / updates) + 0.02)
        head = {key: value - step * g["d" + key] for key, value in head.items()}
        layers = [{key: p[key] - step * g[f"{l} {key}"] for key in p} for l, p in enumerate(layers)]
    return layers, head


rng = np.random.default_rng(0)  # untrained, until the next cell has run
net = random_layers(rng, 27, [64, 64]), {"Wya": 0.1 * rng.normal(size=(27, 64)), "by": np.zeros((27, 1))}

# %% tags=["skip-grading"]
measured, nets = {}, {}


def measure(name, widths, rate):
    """Train twice; print and keep the bits on 500 training names and on the held-out ones."""
    nets[name] = [train(widths, rate, seed) for seed in updates(2, what="seed")]
    measured[name] = {"training": [bits(training[:500], *one) for one in nets[name]],
                      "held out": [bits(held_out, *one) for one in nets[name]]}
    said = "   ".join(f"{what} {np.round(found, 3).tolist()}" for what, found in measured[name].items())
    print(f"{name:12}  {said}")


with needs("deep_rnn_forward", "deep_rnn_backward"):
    measure("one layer", [64], 0)

# %% tags=["skip-grading"]
with needs("deep_rnn_forward", "deep_rnn_backward"):
    measure("two layers", [64, 64], 0)

# %% tags=["skip-grading"]
with needs("deep_rnn_forward", "deep_rnn_backward", "dropout_mask"):
    measure("two, dropout", [64, 64], 0.3)
    net = nets["two, dropout"][0]
    show(pictures.bits_by_depth(measured),
         alt="Bits per character of three networks, on training names and on held-out ones. Two layers are "
         "better than one on both. With dropout the distance between training and held-out names is "
         "smaller than without.",
         caption="Two runs each. What counts is the held-out mark.")

# %% [markdown]
# Read the held-out names first: they are what counts. Then the distance to the training names: it says how much was learned
# by heart.
#
# - Two layers are better than one on both, in both runs. They also have more than twice the weights.
# - Dropout gives up much on the training names. So the distance becomes less than half.
# - On the held-out names two runs do not tell whether dropout helps. With 2,000 updates we saw the same. **A remedy against learning by
#   heart is worth something only where learning by heart does harm.**
#
# Compare these three with one another, and not with chapter 4: there we trained for 5,000 updates, with larger steps.
#
# *This is a good place to stop for today. You have trained a deep network.*

# %% [markdown]
# ## 5 · Deep, in both directions
#
# In chapter 7 one layer read from both sides. What does a second such layer read? **The joined states.** So each direction of
# layer 2 already knows both sides, at every step.
#
# By hand: with $n_a = 3$ layer 1 gives out $2 \cdot 3 = 6$ numbers at each step. So $W_{ax}$ of layer 2 has 6 columns, in each
# of its two directions.
#
# Padding needs care in every layer, not only in the first. Each layer reverses within the length, and puts 0 where no word is.
# (Chapter 7 kept the last state there. No real step reads it, so 0 is as good, and it is easier to check.)

# %% [markdown]
# ### Exercise 8.6 · `deep_birnn_forward`
#
# Difficulty: ●●● · 10 minutes · 9 lines
#
# Run a stack of bidirectional RNN layers. `a0` and `parameters` are lists of dictionaries with the keys `forward` and `backward`.
# Each layer joins the two, forward on top, and sets the padded steps to 0. Return the joined states of the last layer, and
# the list of those of all layers.
#
# <details><summary>Hint 1</summary>
#
# One direction of one layer is `deep_rnn_forward` with lists of one entry. The backward one gets the reversed sequence, and what
# it returns is reversed again.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.arange(T_x) < np.array(lengths)[:, None]` is True on the real steps, in the shape $(m, T_x)$. Multiply the joined array by
# it.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deep_birnn_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def deep_birnn_forward(x, a0, parameters, lengths):
    """Run a stack of bidirectional RNN layers.

    x : (n_x, m, T_x)   a0, parameters : lists of dicts with the keys forward and backward
    lengths : list of m whole numbers, the real steps of each example
    returns a (2 n_a, m, T_x) of the last layer, states: list of all layers' joined states
    """
    ### BEGIN SOLUTION
    mask = np.arange(x.shape[2]) < np.array(lengths)[:, None]  # (m, T_x)
    states, reads = [], x
    for first, p in zip(a0, parameters):
        (to_right,), _ = deep_rnn_forward(reads, [first["forward"]], [p["forward"]])
        backwards = reverse_by_length(reads, lengths)
        (to_left,), _ = deep_rnn_forward(backwards, [first["backward"]], [p["backward"]])
        reads = np.concatenate([to_right, reverse_by_length(to_left, lengths)]) * mask  # (2 n_a, m, T_x)
        states.append(reads)
    return reads, states
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deep_birnn_forward", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check("deep_birnn_forward")

# %% [markdown]
# **What you have now.** A way to see how far a step looks. Change the **last** input alone. Which steps of which layer move?

# %%
with needs("deep_rnn_forward", "deep_birnn_forward"):
    rng, T = np.random.default_rng(4), 8
    x, both = rng.normal(size=(3, 1, T)), ("forward", "backward")
    double = [{way: random_layers(rng, n_x, [4])[0] for way in both} for n_x in (3, 8)]
    start = [{way: np.zeros((4, 1)) for way in both}] * 2
    other = x.copy()
    other[:, :, -1] += 1.0
    _, was = deep_birnn_forward(x, start, double, [T])
    _, now = deep_birnn_forward(other, start, double, [T])
    moved = {}
    for l in (0, 1):
        for way, rows in (("forward", slice(0, 4)), ("backward", slice(4, 8))):
            moved[l + 1, way] = np.abs(now[l] - was[l])[rows, 0].max(axis=0) > 0
            print(f"layer {l + 1}, {way:8}", "".join("x" if m else "." for m in moved[l + 1, way]))

# %% [markdown]
# Look at the forward direction of layer 2. It runs from left to right, and yet it has moved at the first step. It reads what
# the backward direction of layer 1 has brought from the end.

# %% [markdown]
# ## 6 · What does a layer cost?
#
# By hand: $n_x = 2$, and two layers with 3 and 4 units.
#
# - Layer 1: $W_{ax}$ has $3 \cdot 2$ weights, $W_{aa}$ has $3 \cdot 3$, $b_a$ has 3. That is 18.
# - Layer 2 reads 3 numbers: $4 \cdot 3$, $4 \cdot 4$ and 4. That is 32.
#
# 50 weights. At each step every weight of a matrix is used in one product. Biases are added, not multiplied: $50 - 7 = 43$ products.

# %% [markdown]
# ### Exercise 8.7 · `count_cost`
#
# Difficulty: ●○○ · 5 minutes · 6 lines
#
# Return two whole numbers for a stack of RNN layers: the weights with their biases, and the products of one step of one
# example. `widths` is the list of $n_1, n_2, \dots$
#
# <details><summary>Hint 1</summary>
#
# What does a layer read? The lowest reads `n_x` numbers. And the next one?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Go through `widths` with a variable for the width below. A layer has `n * (n + below)` products.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "count_cost_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_cost(n_x, widths):
    """What a stack of RNN layers costs.

    n_x : numbers in an input   widths : list of the layers' units, lowest first
    returns weights, products: whole numbers; products are those of one step of one example
    """
    ### BEGIN SOLUTION
    products = 0
    reads = [n_x, *widths[:-1]]
    for n, below in zip(widths, reads):
        products += n * below + n * n
    return products + sum(widths), products
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "count_cost", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("count_cost")

# %% [markdown]
# **What you have now.** A prediction. The cell below runs stacks of one to six layers, measures their time, and draws your
# count beside it. Only one number is fitted: the nanoseconds of a product, from the stack of six. Your count knows products and nothing else: not
# how soon a number comes from memory, and not what else your machine is doing.

# %%
with needs("deep_rnn_forward", "count_cost"):
    rng, wide, depths = np.random.default_rng(5), 128, list(range(1, 7))
    x, seconds, counted = rng.normal(size=(wide, 64, 20)), [], []
    for depth in depths:
        layers, first = random_layers(rng, wide, [wide] * depth), [np.zeros((wide, 64))] * depth
        took = []
        for _ in range(5):
            begun = time.perf_counter()
            deep_rnn_forward(x, first, layers)
            took.append(time.perf_counter() - begun)
        seconds.append(min(took))  # the run that was disturbed least
        counted.append(count_cost(wide, [wide] * depth)[1] * 64 * 20)
    per_product = seconds[-1] / counted[-1]
    predicted = [per_product * count for count in counted]
    for depth, real, said in zip(depths, seconds, predicted):
        print(f"layers: {depth}  {1000 * real:6.1f} ms measured, {1000 * said:6.1f} ms predicted")
    show(pictures.cost(depths, seconds, predicted),
         alt="Milliseconds against the number of layers, from 1 to 6. The measured dots lie close to the "
         "predicted straight line.",
         caption="Each layer of the same width costs the same. The line is your count.")

# %% [markdown]
# *So why are three layers deep?* Count the way of a gradient instead. In a network for images, 100 layers are 100
# bends. Here one layer over 100 steps is 100 bends already. A recurrent network is deep in time before you put anything on top.
# Two or three layers are common. Eight were a feat: Google's translator of 2016, which needed extra paths around its layers.
#
# ## 7 · A dense head
#
# There is a cheaper way to be deep. Put dense layers on the states, at each step the same, with **no arrow to the right** between
# them.
#
# $$h^{\langle t \rangle} = \tanh(W_1\, a^{\langle t \rangle} + b_1) \qquad \hat{y}^{\langle t \rangle} = \mathrm{softmax}(W_y\, h^{\langle t \rangle} + b_y)$$
#
# By hand, one unit: $a = 0.7153$, $W_1 = 2$, $b_1 = 0$ give $h = \tanh(1.4306) = 0.8918$. It depends on this step's state and on nothing else,
# so all steps can be computed at once.

# %% [markdown]
# ### Exercise 8.8 · `dense_head`
#
# Difficulty: ●●○ · 6 minutes · 5 lines
#
# Compute $\hat{y}$ for all steps. `parameters` has `W1`, `b1`, `Wy` and `by`.
#
# <details><summary>Hint 1</summary>
#
# $W_1$ multiplies a column at each step. A loop over the steps is right. `np.tensordot(W1, a, axes=1)` does all of them at once, and a
# bias of shape $(n, 1)$ becomes $(n, 1, 1)$ by `[:, :, None]`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# In a loop, `softmax(Wy @ h + by)` is right for one step, and `np.stack(…, axis=2)` joins them.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "dense_head_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dense_head(a, parameters):
    """Two dense layers at each step: tanh, then softmax.

    a : (n_a, m, T_x)   parameters : dict of W1 (n_1, n_a), b1 (n_1, 1), Wy (n_y, n_1), by (n_y, 1)
    returns y_pred (n_y, m, T_x)
    """
    ### BEGIN SOLUTION
    p, steps = parameters, []
    for t in range(a.shape[2]):
        hidden = np.tanh(p["W1"] @ a[:, :, t] + p["b1"])  # (n_1, m)
        steps.append(softmax(p["Wy"] @ hidden + p["by"]))
    return np.stack(steps, axis=2)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "dense_head", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("dense_head")

# %% [markdown]
# ## 8 · The road to PyTorch
#
# You have written all of it in NumPy. PyTorch has the same equations, on CPU and GPU. What is left is to hand over the weights. Four names for each
# layer, with its number behind:
#
# | torch | shape | holds |
# |---|---|---|
# | `weight_ih_l0` | $(n_a, n_x)$ | $W_{ax}$ |
# | `weight_hh_l0` | $(n_a, n_a)$ | $W_{aa}$ |
# | `bias_ih_l0` | $(n_a,)$ | $b_a$ |
# | `bias_hh_l0` | $(n_a,)$ | zeros: torch adds the two |
#
# For layer 2 the names end in `l1`. For LSTM layers each array holds four gates, one under the other, in **torch's order** `i, f, g, o`. These are
# our $\Gamma_u, \Gamma_f, \tilde{c}, \Gamma_o$, as in chapter 6. The columns of our $W$ on the state come first.
#
# *What if you take our order?* Every shape fits and no error comes. The forget gate acts as the update gate. **Only numbers tell.**

# %% [markdown]
# ### Exercise 8.9 · `to_torch_stack`
#
# Difficulty: ●●○ · 9 minutes · 11 lines
#
# Return the dictionary of all layers. `cell` is `"rnn"`, with `Wax`, `Waa` and `ba`, or `"lstm"`, with `Wf`, `Wu`, `Wc`, `Wo` and their biases.
#
# <details><summary>Hint 1</summary>
#
# First make one $W$ with the state's columns in front, and one $b$, for either cell. What follows is then the same for both.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.concatenate([p["W" + k] for k in "ufco"])` puts the gates under one another. The number of state columns is that of the
# rows of one gate. `[:, 0]` makes a bias of shape $(n_a,)$.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "to_torch_stack_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def to_torch_stack(cell, parameters):
    """Arrange a stack's weights as torch.nn.RNN or torch.nn.LSTM keeps them.

    cell : "rnn" or "lstm"   parameters : list of dicts, one for each layer
    returns dict of weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, weight_ih_l1, …
    """
    ### BEGIN SOLUTION
    out = {}
    for l, p in enumerate(parameters):
        if cell == "rnn":
            W, b = np.hstack([p["Waa"], p["Wax"]]), p["ba"]
            n = len(p["ba"])
        else:
            W = np.vstack([p["Wu"], p["Wf"], p["Wc"], p["Wo"]])
            b = np.vstack([p["bu"], p["bf"], p["bc"], p["bo"]])
            n = len(p["bf"])
        out.update({f"weight_ih_l{l}": W[:, n:], f"weight_hh_l{l}": W[:, :n]})
        out.update({f"bias_ih_l{l}": b.ravel(), f"bias_hh_l{l}": np.zeros(b.size)})
    return out
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "to_torch_stack", "locked": true, "points": 9, "schema_version": 3, "solution": false, "task": false}
check("to_torch_stack")

# %% [markdown]
# **What you have now.** The way over. The cell below takes the network that **you trained** in section 4, gives its weights to `torch.nn.RNN`, and runs the
# held-out names in both, on the GPU if there is one.

# %%
with needs("deep_rnn_forward", "to_torch_stack"):
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    layers, head = net


    def to(array):
        return torch.tensor(array, dtype=torch.float32, device=device)


    theirs = torch.nn.RNN(27, 64, num_layers=len(layers)).to(device)
    theirs.load_state_dict({name: to(array) for name, array in to_torch_stack("rnn", layers).items()})
    last = torch.nn.Linear(64, 27).to(device)
    last.load_state_dict({"weight": to(head["Wya"]), "bias": to(head["by"][:, 0])})
    x, y, mask = to_batch(held_out)
    with torch.no_grad():
        h, _ = theirs(to(x.transpose(2, 1, 0)))  # torch wants (T, m, n)
        from_torch = torch.softmax(last(h), dim=2).cpu().numpy().transpose(2, 1, 0)  # (27, m, T)
    mine = read_out(forward_with(x, layers, None)[0][-1], head)
    gap = np.abs(from_torch - mine).max()
    print(f"on {device}: largest difference of a probability {gap:.1e}; "
          f"{bits(held_out, layers, head):.4f} bits here,",
          f"{-(np.log2((from_torch * y).sum(axis=0)) * mask).sum() / mask.sum():.4f} bits there")

# %% [markdown]
# The same numbers, to about six digits: torch computes in float32 here, and NumPy in float64. **This is what the course was for.** When you meet
# `torch.nn.RNN(27, 64, num_layers=2)` in somebody's program, you know every line that it runs.
#
# The next cell does the same for two LSTM layers, for your dense head, and for the wrong order of the gates.

# %%
with needs("any_cell_forward", "to_torch_stack", "dense_head"):
    import torch

    rng, n = np.random.default_rng(6), 5
    lstms = [{kind + k: rng.normal(size=(n, 2 * n if kind == "W" else 1)) for k in "fuco" for kind in "Wb"}
             for _ in range(2)]
    x, start = rng.normal(size=(n, 3, 10)), [(np.zeros((n, 3)),) * 2] * 2
    a, _ = any_cell_forward(["lstm", "lstm"], x, start, lstms)
    swap = {"f": "u", "u": "f"}
    wrong = [{k[0] + swap.get(k[1], k[1]): v for k, v in p.items()} for p in lstms]
    gaps = {}
    for name, weights in (("torch's order", lstms), ("our order", wrong)):
        theirs = torch.nn.LSTM(n, n, num_layers=2, dtype=torch.float64)
        theirs.load_state_dict({k: torch.tensor(v) for k, v in to_torch_stack("lstm", weights).items()})
        with torch.no_grad():
            gaps[name] = np.abs(theirs(torch.tensor(x.transpose(2, 1, 0)))[0].numpy().transpose(2, 1, 0) - a).max()
        print(f"two LSTM layers, {name}: largest difference {gaps[name]:.1e}")
    top = {"W1": rng.normal(size=(n, n)), "b1": rng.normal(size=(n, 1)),
           "Wy": rng.normal(size=(4, n)), "by": rng.normal(size=(4, 1))}
    h = torch.tanh(torch.tensor(a.T) @ torch.tensor(top["W1"].T) + torch.tensor(top["b1"][:, 0]))
    scores = h @ torch.tensor(top["Wy"].T) + torch.tensor(top["by"][:, 0])
    gaps["head"] = np.abs(torch.softmax(scores, dim=2).numpy().T - dense_head(a, top)).max()
    print(f"dense head: largest difference {gaps['head']:.1e}")

# %% [markdown]
# **And it writes.** One letter at a time, from the network in NumPy. Each new name is drawn from probabilities that PyTorch has, too.

# %%
with needs("deep_rnn_forward", "deep_rnn_backward"):
    rng, written = np.random.default_rng(1), []
    layers, head = net
    for _ in range(12):
        states, xt, name = [np.zeros((64, 1))] * 2, np.zeros((27, 1, 1)), ""
        while len(name) < 20:
            made, _ = deep_rnn_forward(xt, states, layers)
            states = [state[:, :, -1] for state in made]
            index = rng.choice(27, p=read_out(made[-1], head).ravel())
            if index == 0:
                break
            name, xt = name + LETTERS[index], np.eye(27)[:, [index], None]
        written.append(name)
    print(", ".join(written))

# %% [markdown]
# ## 9 · Five questions
#
# Write down your five letters before you run the check.
#
# **Question 1.** What does layer 2 read at step $t$?
#
# - a) $a^{[1]\langle t-1 \rangle}$ and $a^{[2]\langle t-1 \rangle}$
# - b) $a^{[1]\langle t \rangle}$ alone
# - c) $a^{[1]\langle t \rangle}$ and $a^{[2]\langle t-1 \rangle}$
# - d) $x^{\langle t \rangle}$ and $a^{[2]\langle t-1 \rangle}$
#
# **Question 2.** $n_x = 27$, two RNN layers of 64 units. How many weights have the two, with their biases?
#
# - a) 11,776
# - b) 14,144
# - c) 14,016
# - d) 16,512
#
# **Question 3.** Where does dropout lie in this chapter?
#
# - a) on the way from one step to the next
# - b) on $x$
# - c) on the weights
# - d) on the way from one layer to the next
#
# **Question 4.** Two bidirectional layers. On what does the forward direction of layer 2 depend at step $t$?
#
# - a) on the whole sequence
# - b) on $x^{\langle 1 \rangle}$ to $x^{\langle t \rangle}$
# - c) on what the forward direction of layer 1 has read
# - d) on the joined states of layer 1 at step $t$ alone
#
# **Question 5.** You load LSTM layers into PyTorch. There is no error, and from the first step on the numbers differ by 0.3. What do you look
# at first?
#
# - a) nothing: torch's gates stand in our order
# - b) the order of batch and time
# - c) the order of the gates
# - d) the GPU, which rounds otherwise

# %% [markdown]
# ### Exercise 8.10 · `deep_quiz`
#
# Difficulty: ●●○ · 6 minutes · 1 line
#
# Return your five letters as one string, in the order of the questions, such as `"aaaaa"`.
#
# <details><summary>Hint 1</summary>
#
# For question 1, look at the two arrows into a box. For question 2, count as in section 6.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# For question 4, look at the printed rows of section 5. For question 5: of what kind is an error of 0.3?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deep_quiz_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def deep_quiz():
    """Your answers to questions 1 to 5, as a string of five letters."""
    ### BEGIN SOLUTION
    return "cbdac"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deep_quiz", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("deep_quiz")

# %% [markdown]
# ## What to remember
#
# 1. A layer reads the layer below at the same step, and itself at the step before.
# 2. `dx` of a layer is `da` of the layer below.
# 3. A cell shows $a$ to the next layer. Its memory $c$ stays at home.
# 4. Dropout lies between the layers, never between the steps.
# 5. A second bidirectional layer reads joined states: $2 n_a$ numbers.
# 6. A layer costs $n_l (n_l + n_{l-1})$ products a step. Two or three layers are usual.
# 7. Weights go to PyTorch by name and order. Compare numbers, not shapes.
#
# ## What comes after
#
# This is where the course ends, and where the field went on. Honestly:
#
# - **Long sequences are cut.** In training, gradients are stopped after some hundred steps (chapter 3; Williams and Peng 1990). What lies further back is
#   hardly learned. Gates help to keep a number, not to find it again.
# - **Attention looks back.** A state of fixed size must hold all that was read. Bahdanau, Cho and Bengio (2014, *Neural machine translation by jointly
#   learning to align and translate*) let the network look at all earlier states and choose.
# - **Then the recurrence went.** Vaswani and others (2017, *Attention is all you need*) kept attention alone. All steps are trained at once; nothing waits for
#   the step before. The large language models of today are built so. The price: the work grows with the square of the length.
# - **And it came back, changed.** Gu, Goel and Ré (2021, *Efficiently modeling long sequences with structured state spaces*) and Gu and Dao (2023, *Mamba*)
#   made the recurrence linear, so that all steps can be trained at once and still each new step costs the same.
#
# For deep stacks read Graves, Mohamed and Hinton (2013, *Speech recognition with deep recurrent neural networks*), for dropout Zaremba, Sutskever and Vinyals
# (2014, *Recurrent neural network regularization*), and for eight layers Wu and others (2016, *Google's neural machine translation system*).
#
# You have built every part of such a network by hand, and proved it. Nothing in those papers is out of your reach.
