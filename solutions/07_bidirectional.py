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
# # Chapter 7 · Bidirectional networks
#
# Read this beginning, and stop at the last word:
#
# > He said: Teddy …
#
# Is *Teddy* the name of a person?
#
# Nobody can know. It may go on with *Roosevelt*. It may go on with *bears*. What decides stands to the right,
# and every network so far has read from left to right.
#
# **How can a network label a word by what comes after it?**
#
# **You will be able to**
#
# - let a second network read from the right, and join what the two say;
# - do this in a batch of unequal sentences, where most first attempts go wrong;
# - prove by a test which words an output has seen;
# - go back through both directions;
# - compute a limit that no network reading from the left can pass, and pass it;
# - score whole names, and measure what each word of waiting buys.
#
# **Time:** about 110 minutes. The end of section 6 is a good place to stop for today.
#
# **You need:** chapters 2, 3 and 5.
#
# The first cell fetches functions of those chapters. It takes yours, if your notebooks lie in the folders
# beside this one and they pass their checks there.

# %%
import os
import time
from collections import Counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices: one core is faster than two
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from rnn_course import check
from rnn_course.data import entities
from rnn_course.earlier import earlier
from rnn_course.explorer import TwoReaders
from rnn_course.given.padded import padded
from rnn_course.pictures import bidirectional as pictures
from rnn_course.pictures.needs import needs
from rnn_course.pictures.show import show
from rnn_course.training import updates

softmax, sequence_cross_entropy = earlier("02_forward", "softmax", "sequence_cross_entropy")
softmax_cross_entropy_backward, clip_by_global_norm, gradient_check = earlier(
    "03_backprop", "softmax_cross_entropy_backward", "clip_by_global_norm", "gradient_check")
gru_forward, gru_backward = earlier("05_gru", "gru_forward", "gru_backward")
run, run_back = padded(gru_forward, gru_backward)  # section 3 says what they do

# %% [markdown]
# ## 1 · One unit, two directions, by hand
#
# One unit. It keeps half of its old state, adds its input, and adds 1. (No tanh, so that the numbers stay
# simple.)
#
# $$a^{\langle t \rangle} = 0.5\, a^{\langle t-1 \rangle} + x^{\langle t \rangle} + 1$$
#
# The inputs are 1, 2 and 4. It begins with 0. An arrow over $a$ says which way it reads. **From the left:**
#
# - $\vec{a}^{\langle 1 \rangle} = 0 + 1 + 1 = 2$
# - $\vec{a}^{\langle 2 \rangle} = 0.5 \cdot 2 + 2 + 1 = 4$
# - $\vec{a}^{\langle 3 \rangle} = 0.5 \cdot 4 + 4 + 1 = 7$
#
# Now a second unit. It reads the same inputs **from the right**: 4, then 2, then 1. It too begins with 0.
# *Do its three lines yourself before you read on.*
#
# - $\overleftarrow{a}^{\langle 3 \rangle} = 0 + 4 + 1 = 5$
# - $\overleftarrow{a}^{\langle 2 \rangle} = 0.5 \cdot 5 + 2 + 1 = 5.5$
# - $\overleftarrow{a}^{\langle 1 \rangle} = 0.5 \cdot 5.5 + 1 + 1 = 4.75$
#
# Look at the order. It was computed 5, 5.5, 4.75. It is written down under the words it speaks of: 4.75,
# 5.5, 5.
#
# Then the two are joined, one above the other:
#
# $$a^{\langle 1 \rangle} = \begin{bmatrix} 2 \\ 4.75 \end{bmatrix} \qquad a^{\langle 2 \rangle} = \begin{bmatrix} 4 \\ 5.5 \end{bmatrix} \qquad a^{\langle 3 \rangle} = \begin{bmatrix} 7 \\ 5 \end{bmatrix}$$
#
# **What has $a^{\langle 1 \rangle}$ heard of the last input?** Change it from 4 to 5. From the left you get
# 2, 4, 8: the first two stay. From the right you get 6, then 6, then 5. So
# $\overleftarrow{a}^{\langle 1 \rangle}$ moves from 4.75 to 5. The lower half of $a^{\langle 1 \rangle}$
# knows what comes.

# %% jupyter={"source_hidden": true}
show(
    pictures.worked_example(),
    alt="Three inputs 1, 2 and 4. Above them the forward states 2, 4 and 7, with arrows from left to right. "
    "Above those the backward states 4.75, 5.5 and 5, with arrows from right to left.",
    caption="Each state stands above the input that its network has just read.",
)

# %% [markdown]
# ### The same for many units
#
# Two networks, with weights of their own. Both read all of $x$.
#
# $$\vec{a}^{\langle t \rangle} = \mathrm{cell}(\vec{a}^{\langle t-1 \rangle}, x^{\langle t \rangle}) \qquad \overleftarrow{a}^{\langle t \rangle} = \mathrm{cell}(\overleftarrow{a}^{\langle t+1 \rangle}, x^{\langle t \rangle})$$
#
# $$a^{\langle t \rangle} = [\vec{a}^{\langle t \rangle}; \overleftarrow{a}^{\langle t \rangle}] \qquad \hat{y}^{\langle t \rangle} = \mathrm{softmax}(W_y\, a^{\langle t \rangle} + b_y)$$
#
# $W_y$ has $2 n_a$ columns. The cell can be any cell. In this chapter it is your GRU.
#
# *Two things it is not.* It is not one network with arrows in both directions: neither network sees a state
# of the other. And no arrow runs down from a higher layer, as some texts draw it. *Backward* is the order
# of reading.

# %% jupyter={"source_hidden": true}
show(
    pictures.two_readers(),
    alt="Three words at the bottom. Each feeds a forward state and a backward state. The forward states are joined "
    "by arrows to the right, the backward states by arrows to the left. Each prediction at the top takes both.",
    caption="The only place where the two networks meet is the prediction.",
)

# %% [markdown]
# <details><summary>Other spellings you will meet elsewhere</summary>
#
# - $\overrightarrow{h}_t$ and $\overleftarrow{h}_t$ for our $\vec{a}^{\langle t \rangle}$ and $\overleftarrow{a}^{\langle t \rangle}$.
# - $W_y[\vec{a}; \overleftarrow{a}]$ is also written with two matrices: $W_{\vec{a}}\, \vec{a} + W_{\overleftarrow{a}}\, \overleftarrow{a}$. It is the same.
# - torch: `nn.GRU(…, bidirectional=True)`. Its output has the forward half first, as ours. The second network's weights
#   end in `_reverse`. Padding needs `pack_padded_sequence`.
# - Keras: `Bidirectional(GRU(…))`. Its `merge_mode` can also add or average the two.
# - BRNN, BiRNN, BiGRU, BiLSTM: the same idea with other cells.
#
# </details>

# %% [markdown]
# ## 2 · Turn each sentence round
#
# The easiest way to read from the right: turn the sentence round, and read from the left. With one sentence
# that is `x[:, :, ::-1]`.
#
# A batch has sentences of unequal length, with padding behind the short ones. What does `[::-1]` do to those?

# %% jupyter={"source_hidden": true}
show(
    pictures.reversals(),
    alt="A sentence of three words in a batch of five steps. Reversed by length, its last word comes first and the "
    "padding stays behind. Reversed by T = 5, two steps of padding come first.",
    caption="Reversed by T, a network reads padding before it reads a word.",
)

# %% [markdown]
# *Does it matter?* Take the unit of section 1 and add one step of padding, 0, behind 1, 2, 4. Reversed by
# $T = 4$ it reads 0 first. Its state is then $0 + 0 + 1 = 1$ before the first word. It goes on with
# $0.5 \cdot 1 + 4 + 1 = 5.5$, where 5 was right. Every state is off: 5.5, 5.75, 4.875 where 5, 5.5, 4.75
# was right. And how far off depends on the longest sentence that happens to be in the batch.
#
# ### Exercise 7.1 · `reverse_by_length`
#
# Difficulty: ●○○ · 6 minutes · 4 lines
#
# Reverse the first `lengths[i]` steps of example `i`. What stands behind them stays where it is.
#
# <details><summary>Hint 1</summary>
#
# A loop over the examples is good enough. `enumerate(lengths)` gives `i` and its length. Where do you write
# to, if you still have to read from `x`?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Start from a copy. For each example, the slice `[:, i, :n]` holds its real steps, as an array (n_x, n).
# Reverse its last axis.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reverse_by_length_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def reverse_by_length(x, lengths):
    """Reverse the real steps of each example; padding stays behind them.

    x : (n, m, T_x)   lengths : (m,), whole numbers
    returns (n, m, T_x)
    """
    ### BEGIN SOLUTION
    turned = x.copy()
    for i, n in enumerate(lengths):
        turned[:, i, :n] = x[:, i, :n][:, ::-1]
    return turned
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reverse_by_length", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("reverse_by_length")

# %% [markdown]
# **What you have now.** The same function turns a sentence round and back again. Twice is nothing.

# %%
with needs("reverse_by_length"):
    two = np.array([[[1.0, 2.0, 4.0, 0.0], [5.0, 6.0, 7.0, 8.0]]])  # (1, 2, 4): 3 and 4 real steps
    once = reverse_by_length(two, np.array([3, 4]))
    twice = reverse_by_length(once, np.array([3, 4]))
    print("once: ", once[0].tolist())
    print("twice:", twice[0].tolist())

# %% [markdown]
# ## 3 · Both directions
#
# Your `gru_forward` knows nothing of lengths. The first cell has made `run` out of it:
# `run(x, a0, parameters, lengths)` gives all states and the caches, and an example that has ended keeps its
# last state. You know that rule from chapter 2, as `freeze_past_end`.
#
# ### Exercise 7.2 · `birnn_forward`
#
# Difficulty: ●●○ · 10 minutes · 4 lines
#
# Use `run` twice. `a0` and `parameters` are dictionaries with the keys `"forward"` and `"backward"`. The
# line that makes `caches` is given: use its names, `caches_right` and `caches_left`, for the caches of the
# two runs.
#
# <details><summary>Hint 1</summary>
#
# Three things happen for the backward network: its input is turned round, it is run, and then? In which
# order does it say what it has to say, and under which word should each state stand?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `run(reverse_by_length(x, lengths), a0["backward"], parameters["backward"], lengths)` gives states in
# reversed time. `reverse_by_length` once more puts each under its word. `np.concatenate([upper, lower])`
# joins rows.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "birnn_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def birnn_forward(x, a0, parameters, lengths):
    """Run a GRU in both directions and join what they say of each step.

    x : (n_x, m, T_x)   lengths : (m,)   a0 : dict forward, backward: (n_a, m) each
    parameters : dict forward, backward: dict of Wr, Wu, Wc, br, bu, bc each
    returns a (2 n_a, m, T_x), the forward half above; and the caches, a dict
    """
    ### BEGIN SOLUTION
    upper, caches_right = run(x, a0["forward"], parameters["forward"], lengths)
    turned = reverse_by_length(x, lengths)
    lower, caches_left = run(turned, a0["backward"], parameters["backward"], lengths)
    a = np.concatenate([upper, reverse_by_length(lower, lengths)])  # (2 n_a, m, T_x)
    ### END SOLUTION
    caches = {"forward": caches_right, "backward": caches_left, "lengths": lengths}
    return a, caches

# %% nbgrader={"grade": true, "grade_id": "birnn_forward", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
check("birnn_forward")

# %% [markdown]
# **What you have now.** A network that reads both ways. And padding should change nothing. That can be
# tested: put a batch into a wider one, fill the new steps with noise, and compare.

# %%
def random_gru(rng, n_x, n_a):
    """Random weights, biases 0."""
    net = {f"W{k}": rng.normal(size=(n_a, n_a + n_x)) / np.sqrt(n_a + n_x) for k in "ruc"}
    return net | {f"b{k}": np.zeros((n_a, 1)) for k in "ruc"}


with needs("reverse_by_length", "birnn_forward"):
    rng = np.random.default_rng(7)
    weights = {way: random_gru(rng, 3, 4) for way in ("forward", "backward")}
    first = {way: rng.normal(size=(4, 2)) for way in ("forward", "backward")}
    x, lengths = rng.normal(size=(3, 2, 6)), np.array([4, 6])
    a, _ = birnn_forward(x, first, weights, lengths)
    wider = np.concatenate([x, 9 * rng.normal(size=(3, 2, 5))], axis=2)  # five steps of noise
    wider[:, 0, 4:6] = 9.0  # and other padding behind the short sentence
    a_wider, _ = birnn_forward(wider, first, weights, lengths)
    moved = max(np.abs(a_wider[:, i, :n] - a[:, i, :n]).max() for i, n in enumerate(lengths))
    print(f"largest difference at a real step: {moved}")

# %% [markdown]
# Not small: **zero**. The padding was never read before a word.
#
# ## 4 · Who has seen what? Move it
#
# A claim such as *this output knows the future* can be tested. Move one input. Look which outputs move.
# Nothing else is needed, and it works for any network, even one that you have not written.
#
# **Find a setting for each:**
#
# 1. Every backward state of the sentence moves, and only one forward state.
# 2. Two of ten steps are padding. Which word do you change so that nothing moves?
# 3. What each step keeps is 0. How far does a word reach now?

# %%
TwoReaders()

# %% [markdown]
# <details><summary>What you may have found</summary>
#
# 1. The last real word. The forward network has met it only in its last state; the backward network began with it.
# 2. Word 9 or 10. They stand in the padding.
# 3. It reaches its own step and no other. Without a memory two directions are worth no more than one.
#
# </details>
#
# ### Exercise 7.3 · `causality_test`
#
# Difficulty: ●●○ · 8 minutes · 6 lines
#
# Add 1 to `x` at one step, and run both. Return how far each half moves at each step: the largest distance
# over its units and over the examples. Row 0 is the forward half, row 1 the backward half. `step` counts
# from 0.
#
# <details><summary>Hint 1</summary>
#
# After `changed = x` there is one array with two names. What does `changed[:, :, step] += 1` then do to `x`?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.abs(after - before).max(axis=1)` is (2 n_a, T_x): the largest over the examples. Cut it into its upper
# and lower half, take the largest of each over axis 0, and stack the two rows.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "causality_test_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def causality_test(x, a0, parameters, lengths, step):
    """How far both halves of a move at each step, if x moves by 1 at one step.

    x, a0, parameters, lengths : see birnn_forward   step : counts from 0
    returns (2, T_x): row 0 the forward half, row 1 the backward half
    """
    ### BEGIN SOLUTION
    nudged = x.copy()
    nudged[:, :, step] += 1
    pair = [birnn_forward(each, a0, parameters, lengths)[0] for each in (x, nudged)]
    distance = np.abs(pair[1] - pair[0]).max(axis=1)  # (2 n_a, T_x)
    n_a = len(distance) // 2
    return np.stack([distance[:n_a].max(axis=0), distance[n_a:].max(axis=0)])
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "causality_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("causality_test")

# %%
with needs("reverse_by_length", "birnn_forward", "causality_test"):
    sentence = rng.normal(size=(3, 1, 8))
    one = {way: state[:, :1] for way, state in first.items()}
    far = causality_test(sentence, one, weights, np.array([8]), 4)
    print("forward half moves at steps ", np.flatnonzero(far[0]) + 1)
    print("backward half moves at steps", np.flatnonzero(far[1]) + 1)
    show(pictures.moved(far, 4),
         alt="Two rows of bars over eight steps; the fifth input was changed. The forward half moves at steps 5 to 8, "
         "the backward half at steps 1 to 5. The distances shrink with the distance from step 5.",
         caption="To the left of the dotted line only the backward half knows that something has changed.")

# %% [markdown]
# Only at the changed step do both halves move. At every other step one of them moves and the other does
# not. So $a^{\langle t \rangle}$, both halves together, has seen **every** word.
#
# Look at the heights, too. The farther a word is, the less it moves. It is the same fading as in chapter 3.
#
# ## 5 · One label for a whole sentence
#
# *Is there a person in this sentence?* That takes one answer, not one per word. In chapter 2 the last state
# was read. Which column is it now?
#
# In the last column the forward half has read everything. And the backward half has read **one word**: it
# begins there. It has read everything at step 1. In section 1, that is 7 and 4.75:
#
# $$a_{\text{read}} = \begin{bmatrix} \vec{a}^{\langle T_x \rangle} \\ \overleftarrow{a}^{\langle 1 \rangle} \end{bmatrix} = \begin{bmatrix} 7 \\ 4.75 \end{bmatrix}$$
#
# With padding the last column is still right for the forward half. *Why?* An example that has ended keeps
# its state.
#
# ### Exercise 7.4 · `birnn_read_out`
#
# Difficulty: ●○○ · 4 minutes · 2 lines
#
# Join the two states that have each read the whole sentence.
#
# <details><summary>Hint 1</summary>
#
# `a` has $2 n_a$ rows. How many belong to each half? At which end does each network finish?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `a[:n_a, :, -1]` is the last forward state, (n_a, m). The other one has other rows and another column.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "birnn_read_out_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def birnn_read_out(a):
    """The two states that have each read the whole sequence.

    a : (2 n_a, m, T_x), from birnn_forward
    returns (2 n_a, m)
    """
    ### BEGIN SOLUTION
    half = a.shape[0] // 2
    return np.concatenate([a[:half, :, -1], a[half:, :, 0]])
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "birnn_read_out", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("birnn_read_out")

# %% [markdown]
# **Test it.** Change the first word. What must move, and what does move if the last column is read for both?

# %%
with needs("reverse_by_length", "birnn_forward", "birnn_read_out"):
    other = sentence.copy()
    other[:, :, 0] += 1  # another first word
    a_old, a_new = (birnn_forward(each, one, weights, np.array([8]))[0] for each in (sentence, other))
    yours = np.abs(birnn_read_out(a_new) - birnn_read_out(a_old))
    last = np.abs(a_new[:, :, -1] - a_old[:, :, -1])
    print(f"your read-out: forward half moves by {yours[:4].max():.4f}, backward half by {yours[4:].max():.4f}")
    print(f"last column:   forward half moves by {last[:4].max():.4f}, backward half by {last[4:].max():.4f}")

# %% [markdown]
# The second line is the usual mistake. It raises no error. Half of the network is there and knows one word.
#
# ## 6 · The way back
#
# Back to the unit of section 1. Let the loss be the sum of all six states, so each gets 1 from above.
#
# **Forward network.** Each state passes half of its gradient to the left, as in chapter 3:
#
# - $d\vec{a}^{\langle 3 \rangle} = 1$, $d\vec{a}^{\langle 2 \rangle} = 1 + 0.5 \cdot 1 = 1.5$, $d\vec{a}^{\langle 1 \rangle} = 1 + 0.5 \cdot 1.5 = 1.75$
#
# **Backward network.** It read from right to left, so its gradients go from **left to right**:
#
# - $d\overleftarrow{a}^{\langle 1 \rangle} = 1$, $d\overleftarrow{a}^{\langle 2 \rangle} = 1.5$, $d\overleftarrow{a}^{\langle 3 \rangle} = 1.75$
#
# Both have read $x$. So $x$ is used twice, and the two gradients **add up**:
#
# $$dx = (1.75 + 1,\; 1.5 + 1.5,\; 1 + 1.75) = (2.75,\; 3,\; 2.75)$$
#
# Check one by hand: raise $x^{\langle 1 \rangle}$ by 1. Then 2, 4, 7 become 3, 4.5, 7.25, which is 1.75
# more. And 4.75 becomes 5.75, which is 1 more. Together 2.75.
#
# ### Exercise 7.5 · `birnn_backward`
#
# Difficulty: ●●○ · 10 minutes · 5 lines
#
# `run_back(da, caches)` is made from your `gru_backward`. It gives a dictionary with `dx`, `da0` and the
# gradients of the weights. Use it once per direction. The backward network lives in reversed time: whatever
# goes in or comes out is turned round.
#
# <details><summary>Hint 1</summary>
#
# On the way forward you reversed twice: what went in, and what came out. On the way back, what goes in is
# `da`. What comes out?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `forward = run_back(da[:n_a], caches["forward"])`. For the other, reverse `da[n_a:]` by
# `caches["lengths"]` before. `forward.pop("dx")` takes dx out of a dictionary. Reverse the second dx before
# you add.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "birnn_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def birnn_backward(da, caches):
    """Go back through both directions.

    da : (2 n_a, m, T_x)   caches : from birnn_forward
    returns dict of dx (n_x, m, T_x), and forward, backward: each a dict of da0, dWr, dWu, dWc, dbr, dbu, dbc
    """
    ### BEGIN SOLUTION
    half, lengths = len(da) // 2, caches["lengths"]
    upper = run_back(da[:half], caches["forward"])
    lower = run_back(reverse_by_length(da[half:], lengths), caches["backward"])
    dx = upper.pop("dx") + reverse_by_length(lower.pop("dx"), lengths)
    return {"dx": dx, "forward": upper, "backward": lower}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "birnn_backward", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check("birnn_backward")

# %% [markdown]
# **Prove it.** Your `gradient_check` of chapter 3 measures every slope. Below, `net` has the weights of
# both directions under names such as `forward.Wr`, and an output layer.

# %%
WAYS = ("forward", "backward")


def start(rng, n_x, n_a, ways=WAYS, n_y=3):
    """A flat dictionary of weights: one GRU for each way, and an output layer."""
    net = {f"{way}.{k}": v for way in ways for k, v in random_gru(rng, n_x, n_a).items()}
    wide = n_a * len(ways)
    return net | {"Wy": rng.normal(size=(n_y, wide)) / np.sqrt(wide), "by": np.zeros((n_y, 1))}


def cells_of(x, net):
    """The weights of each way, and a first state of zeros for each example of x."""
    cells = {way: {k.split(".")[1]: v for k, v in net.items() if k.startswith(way)} for way in WAYS}
    return cells, {way: np.zeros((len(cells["forward"]["br"]), x.shape[1])) for way in WAYS}


def say(a, net):
    """From the states to y_pred (n_y, m, T_x)."""
    scores = np.einsum("ya,amt->ymt", net["Wy"], a) + net["by"][:, :, np.newaxis]
    return softmax(scores.reshape(len(scores), -1)).reshape(scores.shape)

# %%
def predict(x, lengths, net):
    """Read x as the net can: in both directions, or from the left alone. Returns y_pred, a, caches."""
    cells, zeros = cells_of(x, net)
    if cells["backward"]:
        a, caches = birnn_forward(x, zeros, cells, lengths)
    else:
        a, caches = run(x, zeros["forward"], cells["forward"], lengths)
    return say(a, net), a, caches


def loss_and_gradients(x, y, mask, lengths, net):
    """The loss, and its gradient for every weight of the net."""
    y_pred, a, caches = predict(x, lengths, net)
    ds = softmax_cross_entropy_backward(y_pred, y, mask)
    da = np.einsum("ya,ymt->amt", net["Wy"], ds)
    back = birnn_backward(da, caches) if "backward.Wr" in net else {"forward": run_back(da, caches)}
    gradients = {"dWy": np.einsum("ymt,amt->ya", ds, a), "dby": ds.sum(axis=(1, 2))[:, np.newaxis]}
    for way in set(back) & set(WAYS):
        gradients |= {f"d{way}.{k[1:]}": g for k, g in back[way].items() if k not in ("dx", "da0")}
    return sequence_cross_entropy(y_pred, y, mask), gradients

# %%
with needs("reverse_by_length", "birnn_forward", "birnn_backward"):
    small = start(rng, 3, 2)
    mask = np.arange(6) < lengths[:, np.newaxis]  # (m, T_x)
    y = np.eye(3)[rng.integers(3, size=(2, 6))].transpose(2, 0, 1)
    _, gradients = loss_and_gradients(x, y, mask, lengths, small)
    found = gradient_check(lambda net: loss_and_gradients(x, y, mask, lengths, net)[0], small, gradients)
    for name, difference in found.items():
        print(f"d{name:12} difference {difference:.1e}   {'right' if difference < 1e-7 else 'WRONG'}")

# %% [markdown]
# ### One label, and back
#
# Here every state got something from above. With one label for the whole sentence, as in section 5, the loss
# looks at two states. *What is* `da` *then?*
#
# In section 1 the two are 7 and 4.75. Let the loss be $7 + 2 \cdot 4.75$. So the upper one gets 1 and the lower one
# gets 2. **A gradient goes where its value came from.** The other four states get 0 from above. So the forward half of
# `da` is $(0, 0, 1)$, and the backward half is $(2, 0, 0)$.
#
# From there your `birnn_backward` goes on. The forward network passes half to the left: 1, 0.5, 0.25. The
# backward network passes half to the right: 2, 1, 0.5. *Add them up yourself before you read on.*
#
# $$dx = (0.25 + 2,\; 0.5 + 1,\; 1 + 0.5) = (2.25,\; 1.5,\; 1.5)$$
#
# Every word has got its share, though only two states were read.
#
# **And with padding?** Put one step of padding behind 1, 2, 4. The forward states are 2, 4, 7, 7: the last one is
# kept. It was read from the last column, so its gradient goes into the last column: $(0, 0, 0, 1)$. It is the 7 of
# step 3 all the same, and `run_back` knows that: what reaches a kept state goes on to the step that it was kept
# from. So you need no lengths here.
#
# ### Exercise 7.6 · `read_out_backward`
#
# Difficulty: ●○○ · 5 minutes · 5 lines
#
# The way back through `birnn_read_out`: from the gradient of what was read to `da`, the gradient of all states.
#
# <details><summary>Hint 1</summary>
#
# Begin with zeros. Which shape has `da`? Which two places of it do you fill?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.zeros((2 * n_a, m, T_x))`. Then take the two slices of your `birnn_read_out`: what was read from them is now
# written into them.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "read_out_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def read_out_backward(da_read, T_x):
    """Go back from the two states that were read to all states.

    da_read : (2 n_a, m), the gradient of what birnn_read_out gave   T_x : number of steps
    returns da (2 n_a, m, T_x), for birnn_backward
    """
    ### BEGIN SOLUTION
    half = len(da_read) // 2
    da = np.zeros((*da_read.shape, T_x))  # (2 n_a, m, T_x)
    da[:half, :, -1] = da_read[:half]
    da[half:, :, 0] = da_read[half:]
    return da
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "read_out_backward", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("read_out_backward")

# %% [markdown]
# **Prove it**, with the batch of section 3. Its first sentence has four words and two steps of padding. The loss is
# made of the two states alone, with random weights.

# %%
with needs("reverse_by_length", "birnn_forward", "birnn_read_out", "birnn_backward", "read_out_backward"):
    wanted = rng.normal(size=(8, 2))  # what the loss wants from each entry that was read

    def one_label(at):
        return (wanted * birnn_read_out(birnn_forward(at["x"], first, weights, lengths)[0])).sum()

    _, caches = birnn_forward(x, first, weights, lengths)
    dx = birnn_backward(read_out_backward(wanted, x.shape[2]), caches)["dx"]
    print(f"dx, difference from what was measured: {gradient_check(one_label, {'x': x}, {'dx': dx})['x']:.1e}")
    print("size of dx at each step of the short sentence:", np.abs(dx[:, 0]).max(axis=0).round(3))

# %% [markdown]
# Nothing is left in the padding, although the gradient was put into the last column. Step 4 has it.
#
# *This is a good place to stop for today. You can train a network that reads both ways.*

# %% [markdown]
# ## 7 · Roosevelt or bears
#
# `entities.py` makes sentences by rule. Each has a word that can be a name or a thing: *Teddy*, *Rose*,
# *Olive*, *Amber* … What decides comes after it, at once or some words later:
#
# > he said : **Teddy Roosevelt** came up twice · he said : Teddy bears came up twice
# >
# > she wrote : **Rose** , so they say , has two sisters · she wrote : Rose , so they say , has two colours
#
# The labels are those of chapter 1: B begins a name, I goes on with it, O is outside. The surnames of the
# test stand in **no** training sentence, *Roosevelt* among them. They are all read as one unknown word. And
# no beginning of the test, such as *he said : Teddy*, stands there. One more row of $x$ says whether a word
# begins with a capital letter.

# %%
known_names, new_names = entities.surnames()
training = entities.sentences(1200, known_names, seed=1)
held_out = entities.sentences(400, new_names, seed=2, held_out=True)
counts = Counter(word for words, _ in training for word in words)
vocabulary = {w: i + 1 for i, w in enumerate(sorted(w for w, n in counts.items() if n >= 15))}  # 0: unknown
n_x = len(vocabulary) + 2


def as_batch(group):
    """x (n_x, m, T), y (3, m, T), mask (m, T), lengths (m,) of a list of labelled sentences."""
    lengths = np.array([len(words) for words, _ in group])
    m, T = len(group), lengths.max()
    x, y = np.zeros((n_x, m, T)), np.zeros((3, m, T))
    for i, (words, labels) in enumerate(group):
        for t, (word, label) in enumerate(zip(words, labels, strict=True)):
            x[vocabulary.get(word, 0), i, t] = 1
            x[-1, i, t] = word[0].isupper()
            y[entities.LABELS.index(label), i, t] = 1
    return x, y, np.arange(T) < lengths[:, np.newaxis], lengths


print(f"{len(training)} training sentences, {len(held_out)} held out; n_x = {n_x}")
print("surnames of the test that stand in the training:", len(set(new_names) & set(counts)))
begins = [{tuple(w[: entities.place_of_word(w) + 1]) for w, _ in group if entities.place_of_word(w) is not None}
          for group in (training, held_out)]
print("beginnings of the test that stand in the training:", len(begins[0] & begins[1]))

# %% [markdown]
# ### The best score without what follows
#
# How well can a network do that reads from the left? We need not try. At the word in question it has seen
# one *beginning*, such as *he said : Teddy*. The same beginning always gets the same answer.
#
# So think of the best reader of all. He knows for every beginning in the test which label is the most
# frequent there, and says that. Nobody who has read only the beginning can be right more often.
#
# Six words in question, by hand:
#
# | beginning | labels in the test | he says | right |
# |---|---|---|---|
# | he said : Teddy | B, B, O | B | 2 of 3 |
# | she wrote : Rose | O, B | O, or B | 1 of 2 |
# | we all know : Amber | O | O | 1 of 1 |
#
# Four of six answers are right, a share of 0.667. It is *not* the mean of 2/3, 1/2 and 1, which is 0.722: a
# beginning that comes three times counts three times.
#
# ### Exercise 7.7 · `best_without_what_follows`
#
# Difficulty: ●●○ · 7 minutes · 5 lines
#
# The share of right answers of this reader. `beginnings` is a list of tuples of words, and `labels` says what
# the right label was each time.
#
# <details><summary>Hint 1</summary>
#
# How often did each label come behind each beginning? Once you have these counts, which of them are the right
# answers?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Keep a dictionary from each beginning to a `Counter` of its labels. `setdefault(beginning, Counter())` gives the
# one that is there, or a new one. The largest of `counter.values()` is what this beginning adds.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "best_without_what_follows_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def best_without_what_follows(beginnings, labels):
    """The best share of right labels for one who has read the beginnings and nothing else.

    beginnings : list of tuples of words   labels : list of as many labels
    returns a number from 0 to 1
    """
    ### BEGIN SOLUTION
    seen = {}
    for beginning, label in zip(beginnings, labels, strict=True):
        seen.setdefault(beginning, Counter())[label] += 1
    right = sum(max(counts.values()) for counts in seen.values())
    return right / len(labels)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "best_without_what_follows", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("best_without_what_follows")

# %% [markdown]
# Our sentences come in pairs: the same beginning, once with a person, once with a thing. **What is his score?**

# %%
def beginnings_of(group, ahead=0):
    """For each word in question: what has been read `ahead` words later, and its right label."""
    places = [(words, labels, entities.place_of_word(words)) for words, labels in group]
    pairs = [(tuple(words[: t + 1 + ahead]), labels[t]) for words, labels, t in places if t is not None]
    return [list(column) for column in zip(*pairs, strict=True)]


ceiling = None
with needs("best_without_what_follows"):
    ceiling = best_without_what_follows(*beginnings_of(held_out))
    every = [(tuple(words[: t + 1]), label) for words, labels in held_out for t, label in enumerate(labels)]
    ceiling_all = best_without_what_follows(*(list(column) for column in zip(*every, strict=True)))
    print(f"best without what follows: {ceiling:.1%} of the words in question, {ceiling_all:.1%} of all words")

# %% [markdown]
# Half. And look at the second number: 96 % of *all* words. Most words are easy, so a score over all of them
# hides the ones that matter. Below we count the words in question.
#
# ### Train both
#
# The forward network gets 24 units, the other one 12 in each direction. So both give the output layer 24
# numbers. Count the weights: $3 \cdot 24 \cdot (24 + 84 + 1) = 7848$ against
# $2 \cdot 3 \cdot 12 \cdot (12 + 84 + 1) = 6984$. The one that reads both ways has *fewer*.
#
# **Predict before you run: where does each end?**

# %%
def score(group, net, reader=predict):
    """Share of right labels: of the words in question, and of all words. reader: how the net reads x."""
    x, y, mask, lengths = as_batch(group)
    right = reader(x, lengths, net)[0].argmax(axis=0) == y.argmax(axis=0)  # (m, T)
    asked = [(i, entities.place_of_word(words)) for i, (words, _) in enumerate(group)]
    return np.mean([right[i, t] for i, t in asked if t is not None]), right[mask].mean()


def learn(seed, n_a, ways, updates=200):
    """Train with the Adam of chapter 6. Returns the net, and (update, share of the words in question) now and then."""
    rng = np.random.default_rng(seed)
    net, mean, square, track = start(rng, n_x, n_a, ways), {}, {}, []
    for count in range(1, updates + 1):
        pairs = 2 * rng.integers(len(training) // 2, size=16)
        _, gradients = loss_and_gradients(*as_batch([training[p + j] for p in pairs for j in (0, 1)]), net)
        for name, g in clip_by_global_norm(gradients, 1.0).items():
            mean[name] = 0.9 * mean.get(name, 0) + 0.1 * g
            square[name] = 0.999 * square.get(name, 0) + 0.001 * g * g
            step = mean[name] / (1 - 0.9**count) / (np.sqrt(square[name] / (1 - 0.999**count)) + 1e-8)
            net[name[1:]] = net[name[1:]] - 0.02 * step
        if count % 20 == 0 or count == 1:
            track.append((count, score(held_out, net)[0]))
    return net, track

# %% tags=["skip-grading"]
with needs("reverse_by_length", "birnn_forward", "birnn_backward"):
    begun, runs, trained = time.perf_counter(), {}, {}  # trained: three networks of each kind
    for name, n_a, ways in (("forward", 24, ("forward",)), ("both directions", 12, WAYS)):
        done = [learn(seed, n_a, ways) for seed in updates(3, what="seed")]
        trained[name] = [net for net, _ in done]
        runs[name] = [tuple(zip(*track, strict=True)) for _, track in done]
        shares = [score(held_out, net) for net, _ in done]
        asked, every = ([f"{share:.1%}" for share in group] for group in zip(*shares, strict=True))
        print(f"{name:16} words in question {asked}, all words {every}")
    nets = trained
    print(f"{time.perf_counter() - begun:.0f} s")
    show(pictures.learning(runs, ceiling),
         alt="Share of the words in question labelled right on held-out names, against updates. Three runs of the "
         "forward network stay on a dashed line at 50 %. Three runs of the network with both directions rise to 1.",
         caption="The dashed line was computed before anything was trained. No amount of training lifts the forward "
         "network over it.")

# %% [markdown]
# The forward network is not badly trained. It has reached all that can be reached from the left: over *all*
# words it scores as high as the best reader does. It has learned everything but the future.
#
# Here are four sentences that neither has seen. A crossed label is wrong.

# %% tags=["skip-grading"]
with needs("reverse_by_length", "birnn_forward", "birnn_backward", "nets"):
    four = [("he said : Teddy Roosevelt came up twice", "OOOBIOOO"),
            ("he said : Teddy bears came up twice", "OOOOOOOO"),
            ("she wrote : Rose , so they say , has two sisters", "OOOBOOOOOOOO"),
            ("she wrote : Rose , so they say , has two colours", "OOOOOOOOOOOO")]
    spelled = dict(zip("OBI", entities.LABELS, strict=True))
    group = [(text.split(), [spelled[k] for k in labels]) for text, labels in four]
    x_four, _, _, lengths_four = as_batch(group)
    said = {name: predict(x_four, lengths_four, three[0])[0].argmax(axis=0) for name, three in nets.items()}
    rows = [(words, right, {name.split()[0]: [entities.LABELS[k] for k in found[i, : len(words)]]
                            for name, found in said.items()}) for i, (words, right) in enumerate(group)]
    show(pictures.labelled(rows),
         alt="Four sentences with the labels of both networks under each word. The network with both directions is "
         "right everywhere. The forward network gives the same label to Teddy in both sentences, and to Rose in "
         "both, so one of each pair is wrong.",
         caption="Two sentences that begin alike get the same label from the forward network. It has no choice.")

# %% [markdown]
# Look at the forward network at *Roosevelt*. It knows there that a name goes on: I. One word too late it
# knows about Teddy as well, but *Teddy* has been labelled.
#
# **What this does not show.** Rules made these sentences, and each has one clue. In real text the left
# often helps: *President Teddy …* There the gain is smaller. And the pairs were made so that the left is
# worth nothing.
#
# ## 8 · Whole names
#
# Until now words were scored. But who uses such a network wants **names**. *Roosevelt* alone is not the name
# *Teddy Roosevelt*. How many names does each network find?
#
# That takes two steps: from labels to names, and from names to a score.
#
# ### From labels to names
#
# It is `bio_labels` of chapter 1, the other way round. Find the names here; words count from 0.
#
# | 0 | 1 | 2 | 3 | 4 | 5 |
# |---|---|---|---|---|---|
# | B | I | O | B | B | I |
#
# - `(0, 2)`: the end is the first word behind the name, as in chapter 1.
# - `(3, 4)`: no O follows, but a B, and a B always begins a new name.
# - `(4, 6)`: here the sentence ends before anything else can end the name.
#
# A network may write what no person would: an I without a B, as in O, I, O. *Is that a name?* In this course every
# name begins with B. So it is **none**. Some programs count it as one; then their scores are others.
#
# ### Exercise 7.8 · `find_names`
#
# Difficulty: ●●○ · 9 minutes · 8 lines
#
# Find the names in the labels of one sentence. They are all of one kind: `"B-PER"`, `"I-PER"`, `"O"`.
#
# <details><summary>Hint 1</summary>
#
# Go through the labels and remember where the open name began, or `None`. Which labels close an open name? Which
# open one? Can a label do both?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Everything but I closes an open name. So ask that first, and only then whether the label is a B. With
# one more O behind the labels, a name at the end is closed as well: `enumerate([*labels, "O"])`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "find_names_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def find_names(labels):
    """Find the names in the labels of one sentence.

    labels : list of "B-PER", "I-PER" and "O"
    returns a list of (start, end): the words of a name are tokens[start:end]
    """
    ### BEGIN SOLUTION
    names, start = [], None
    for t, label in enumerate([*labels, "O"]):
        if start is not None and not label.startswith("I"):
            names.append((start, t))
            start = None
        if label.startswith("B"):
            start = t
    return names
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "find_names", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("find_names")

# %% [markdown]
# ### From names to a score
#
# A name is a **hit** if its start *and* its end are right. Three sentences:
#
# | sentence | found | there | hits |
# |---|---|---|---|
# | 1 | (2, 4) | (2, 4) | 1 |
# | 2 | (0, 1), (5, 6) | (0, 2) | 0 |
# | 3 | (3, 4) | (3, 4) | 1 |
#
# Four names were found, three are there, two are hits. Two questions can be asked:
#
# - **Precision.** How much of what was found is right? 2 of 4, or 0.5.
# - **Recall.** How much of what is there was found? 2 of 3, or 0.667.
#
# One number for both is
#
# $$F_1 = \frac{2 \cdot \mathrm{precision} \cdot \mathrm{recall}}{\mathrm{precision} + \mathrm{recall}} = \frac{2 \cdot 0.5 \cdot 0.667}{0.5 + 0.667} = 0.571$$
#
# *Why not the mean?* Write down every possible span, and you have found every name. Recall is 1, and precision is
# perhaps 0.02. The mean of the two is 0.51. $F_1$ is 0.04.
#
# If nothing was found, precision would be 0 divided by 0. **What would be divided by 0 is 0.** This is the score
# of the CoNLL-2003 shared task (Tjong Kim Sang and De Meulder), by which programs that find names are still compared.
#
# ### Exercise 7.9 · `name_scores`
#
# Difficulty: ●●○ · 8 minutes · 6 lines
#
# Precision, recall and $F_1$ of all sentences together.
#
# <details><summary>Hint 1</summary>
#
# Why can you not throw the names of all sentences into one pot and compare? What do you count in each sentence,
# and what do you add up?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `zip(found, right)` gives the two lists of one sentence. What they share is `set(one) & set(other)`. Without a hit
# all three are 0, whatever was found. That leaves only divisions that work.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "name_scores_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def name_scores(found, right):
    """Precision, recall and F1 of exact matches; what would be divided by 0 is 0.

    found, right : lists of as many sentences, each a list of (start, end)
    returns precision, recall, F1: numbers from 0 to 1
    """
    ### BEGIN SOLUTION
    hits = sum(len(set(ours).intersection(true)) for ours, true in zip(found, right, strict=True))
    if hits == 0:
        return 0.0, 0.0, 0.0
    precision = hits / sum(map(len, found))
    recall = hits / sum(map(len, right))
    return precision, recall, 2 * precision * recall / (precision + recall)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "name_scores", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check("name_scores")

# %% [markdown]
# **What you have now.** The score that others report. Below are the three networks of each kind on the held-out names.

# %% tags=["skip-grading"]
with needs("reverse_by_length", "birnn_forward", "birnn_backward", "find_names", "name_scores", "nets"):
    there, F1s = [find_names(labels) for _, labels in held_out], {}
    x_test, _, _, ends = as_batch(held_out)
    print("                  words in question   precision   recall      F1")
    for name, three in nets.items():
        for net in three:
            said = predict(x_test, ends, net)[0].argmax(axis=0)  # (m, T)
            found = [find_names([entities.LABELS[k] for k in row[:n]]) for row, n in zip(said, ends, strict=True)]
            precision, recall, F1 = name_scores(found, there)
            F1s.setdefault(name, []).append(F1)
            print(f"{name:16}  {score(held_out, net)[0]:17.1%}   {precision:9.3f}   {recall:6.3f}   {F1:5.3f}")

# %% [markdown]
# *Three forward networks with the same 50 %, and $F_1$ from below 0.2 to above 0.5. Why?*
#
# Half of what they call a name is one: precision 0.5. But B and O are equally likely for them, and it is chance which
# of the two a network says behind a beginning. One that says O nearly always finds hardly any name. The share of the
# words in question could not see that.
#
# And who always says B? Precision 0.5, recall 1. *Work out $F_1$.* It is 0.667, and no more can be had from the left.
# With both directions every name is found, and nothing else.
#
# ## 9 · When it cannot be used
#
# You speak, and a machine writes down what you say while you speak. Could it use a network that reads both
# ways?
#
# The backward network begins with the **last** sound. While you are speaking, there is no last sound.
# Suppose that you speak for three seconds, at 100 steps per second. The forward network can label step 1
# after 0.01 seconds. The other one has to wait for step 300, which is three seconds, before it can begin.
#
# No faster machine helps. `causality_test` says so: the first output moves when the last input moves. So it
# cannot be known earlier.
#
# ### Wait a little
#
# But must it be the end? Let the backward network read $d$ steps ahead and no more. For step $t$ it begins anew at
# step $t + d$ and reads back to $t$. Then a label comes $d$ steps late, however long you speak.
#
# The unit of section 1 over 1, 2 and 4, with $d = 1$:
#
# - For step 1 it begins at step 2. It reads 2, then 1: $0 + 2 + 1 = 3$, then $0.5 \cdot 3 + 1 + 1 = 3.5$.
# - For step 2 it begins at step 3. It reads 4, then 2: $5$, then $0.5 \cdot 5 + 2 + 1 = 5.5$.
# - For step 3 there is no step 4. It begins at step 3: $5$.
#
# So 3.5, 5.5, 5, where reading from the end gave 4.75, 5.5, 5. Only step 1 has missed something, the 4. With $d = 0$
# each state has read its own word and no other: 2, 3, 5.
#
# ### Exercise 7.10 · `look_ahead_states`
#
# Difficulty: ●●● · 12 minutes · 6 lines
#
# The states of a backward network that reads `d` steps ahead. It begins with `a0`, and never behind the last real
# step. `a0` and `parameters` are those of this one network. Make `states`, a list with one array (n_a, m)
# for each step. The last line is given: it stacks them and writes 0 into the padding.
#
# <details><summary>Hint 1</summary>
#
# A loop over `t`. Which slice of `x` is read for step `t`? Turned round, it ends with word `t`. So which column of
# what `run` gives do you want?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The window is `x[:, :, t : t + d + 1]`. Example `i` has `lengths[i] - t` real words in it, and at most `d + 1`. Where
# the example has ended this is 0 or less: give it 1, the last line clears it. `np.clip` does both. Then
# `reverse_by_length` and `run` take these lengths.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "look_ahead_states_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def look_ahead_states(x, a0, parameters, lengths, d):
    """The states of a backward network that reads d steps ahead and no more.

    x : (n_x, m, T_x)   a0 : (n_a, m)   parameters : dict of one GRU   lengths : (m,)   d : 0 or more
    returns (n_a, m, T_x), 0 in the padding
    """
    ### BEGIN SOLUTION
    states = []
    for t in range(x.shape[2]):
        window = x[:, :, t : t + d + 1]  # (n_x, m, d + 1), or fewer at the end
        real = np.clip(lengths - t, 1, d + 1)  # (m,)
        a, _ = run(reverse_by_length(window, real), a0, parameters, real)
        states.append(a[:, :, -1])
    ### END SOLUTION
    return np.stack(states, axis=2) * (np.arange(x.shape[2]) < lengths[:, np.newaxis])

# %% nbgrader={"grade": true, "grade_id": "look_ahead_states", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
check("look_ahead_states")

# %% [markdown]
# ### What does each word of waiting buy?
#
# That depends on where the clues stand. Count: two sentences of a pair are equal up to the clue.

# %%
clues = Counter()
for (person, _), (thing, _) in zip(held_out[::2], held_out[1::2], strict=True):
    t = entities.place_of_word(person)
    if t is not None:
        clues[next(k for k, two in enumerate(zip(person, thing, strict=True)) if len(set(two)) == 2) - t] += 1
for k, pairs in sorted(clues.items()):
    print(f"the clue stands at word t + {k} in {pairs:2} of {clues.total()} pairs")

# %% [markdown]
# **Predict.** Wait for one word. In 80 of 186 pairs, 43 %, you know both answers. In the others you know
# nothing, and one of two is right: $43 + 57 / 2 = 71.5$ %. *What do words 2 to 5 add? From which word on is 100 %
# possible?*
#
# Your `best_without_what_follows` computes it: take beginnings that are $d$ words longer. And your
# `look_ahead_states` says what the networks make of it. They are those of section 7, not trained again.

# %% tags=["skip-grading"]
def predict_early(x, lengths, net, d):
    """As predict, with a backward network that reads d words ahead."""
    cells, zeros = cells_of(x, net)
    upper, _ = run(x, zeros["forward"], cells["forward"], lengths)
    a = np.concatenate([upper, look_ahead_states(x, zeros["backward"], cells["backward"], lengths, d)])
    return say(a, net), a


with needs("reverse_by_length", "birnn_forward", "birnn_backward", "best_without_what_follows",
           "look_ahead_states", "nets"):
    waits = range(11)
    best = [best_without_what_follows(*beginnings_of(held_out, d)) for d in waits]
    waited = [[score(held_out, net, lambda *given, d=d: predict_early(*given, d))[0] for d in waits]
              for net in nets["both directions"]]
    for d in waits:
        print(f"d = {d:2}   best possible {best[d]:6.1%}   networks", [f"{shares[d]:.1%}" for shares in waited])
    show(pictures.delays(best, waited, clues),
         alt="Above, share of the words in question labelled right, against the number of words waited. A stair: "
         "50 % at 0, 71.5 % from 1 to 5, then up at 6, 7 and 8, and 100 % at 9. The marks of three networks lie on it. "
         "Below, bars say where the clues stand: 43 % one word later, none from 2 to 5, the rest from 6 to 9.",
         caption="The stair goes up exactly where clues stand, by half of the bar below it. At 0 it is the line of "
         "section 7.")

# %% [markdown]
# The first word is worth 21.5 points. The next four are worth nothing. Where the clue has not come by then, there
# stands *, so they say ,* or its like. Then come the endings, and with word 9 the last clue.
#
# *Look at the training curves of section 7 again.* On their way up they rest near 71.5 %. By then they had learned
# the clue that stands one word away. The far ones took longer, as in chapter 3.
#
# All three networks reach the best score that is possible, at every $d$. That need not be so: in training their
# backward half always began at the end of a sentence. Who wants to wait $d$ steps trains with $d$ steps. And it costs
# work: $d + 1$ steps for each label, where the whole sentence took one for each.
#
# What people do:
#
# - **Read 20 steps ahead.** At 100 steps per second that is 0.2 seconds late. A clue that comes later is missed.
# - **Say it twice.** Write a first guess from the left at once, and correct it when the sentence has ended.
# - **Use it where the text is there.** A document, a recording, a translation of a finished sentence.
#
# And the language model of chapter 4? It predicts the next word. A network that reads from the right has
# *seen* the next word. It would score perfectly and have learned nothing.
#
# ## 10 · Five questions
#
# Write down your five letters before you run the check.
#
# **Question 1.** A sentence has seven words. On which of them does $a^{\langle 3 \rangle}$ depend?
#
# - a) on words 1 to 3
# - b) on words 3 to 7
# - c) on words 2 to 4
# - d) on all seven
#
# **Question 2.** A sentence of four words stands in a batch with $T_x = 6$. What must its backward network
# read first?
#
# - a) step 6
# - b) word 4
# - c) word 1
# - d) word 3
#
# **Question 3.** One label for a sentence of seven words. Which states are read?
#
# - a) $\vec{a}^{\langle 7 \rangle}$ and $\overleftarrow{a}^{\langle 7 \rangle}$
# - b) $\vec{a}^{\langle 1 \rangle}$ and $\overleftarrow{a}^{\langle 1 \rangle}$
# - c) $\vec{a}^{\langle 7 \rangle}$ and $\overleftarrow{a}^{\langle 1 \rangle}$
# - d) $\vec{a}^{\langle 1 \rangle}$ and $\overleftarrow{a}^{\langle 7 \rangle}$
#
# **Question 4.** Why can a live speech recogniser not use a backward network that begins at the end?
#
# - a) it would need sounds that have not been made yet
# - b) it takes twice the work
# - c) it has to store all states
# - d) it needs a label at every step
#
# **Question 5.** $dx^{\langle 2 \rangle}$ is
#
# - a) what the forward network gives
# - b) what the backward network gives
# - c) the mean of the two
# - d) the sum of the two
#
# ### Exercise 7.11 · `bidirectional_quiz`
#
# Difficulty: ●●○ · 5 minutes · 1 line
#
# Return your five letters as one string, in the order of the questions, such as `"aaaaa"`.
#
# <details><summary>Hint 1</summary>
#
# For questions 1 to 3, draw the two rows of arrows over the words.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# For question 4 ask what no amount of money could buy. For question 5 look at the numbers of section 6.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bidirectional_quiz_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bidirectional_quiz():
    """Your answers to questions 1 to 5, as a string of five letters."""
    ### BEGIN SOLUTION
    return "dbcad"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bidirectional_quiz", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("bidirectional_quiz")

# %% [markdown]
# ## What to remember
#
# 1. Two networks read the same sequence, one from each side. They meet only in the prediction.
# 2. Turn the input round, run, turn the output back. Each sentence within its own length.
# 3. $a^{\langle t \rangle} = [\vec{a}^{\langle t \rangle}; \overleftarrow{a}^{\langle t \rangle}]$ has seen every word. Move one input and look what moves.
# 4. One label for all: last forward, first backward. On the way back the gradient goes to these two.
# 5. On the way back whatever goes in or comes out is turned round, and the two $dx$ add up.
# 6. Compute the best possible score before you train. Count what is wanted: whole names, not easy words.
# 7. It needs the end before it can begin. Waiting $d$ words buys the clues that stand within them.
#
# ## What comes next
#
# Two networks side by side read the same input. What if the second one reads what the first one says? In
# **chapter 8** layers stand on top of each other.
