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
# # Chapter 4 · Language models and sampling
#
# Somebody says to a waiter: *I'll have the apple and p__r salad.* The sound in the gap is the same for
# two words. You heard *pear*. You did not even notice *pair*.
#
# The sound did not tell you. Something in you knew which of the two sentences people say.
#
# **Can a network know that? And if it knows what people say, can it say something itself?**
#
# A **language model** answers the first question with a number: the probability of a sentence. The
# second answer follows from the same number, with a die.
#
# **You will be able to**
#
# - turn predictions into the probability of a sentence, and measure how good a model is;
# - train your own RNN on names, and beat a model that only counts pairs of letters;
# - let it write: names that nobody had, and a little false Shakespeare;
# - make it bolder or more careful, and keep unknown words out, without changing what it believes.
#
# **Time:** about 110 minutes. The end of section 5 is a good place to stop for today.
#
# **You need:** chapters 2 and 3, and the logarithm: $\log(pq) = \log p + \log q$.
#
# The first cell fetches your functions of chapters 2 and 3. It takes yours, if your notebooks lie in the
# folders beside this one and they pass their checks there.

# %%
import os
import re
from collections import Counter

# Matrices as small as ours are multiplied far faster by one core than by two that wait for each
# other. NumPy reads this when it is imported, so it stands before that.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from rnn_course import check, data
from rnn_course.earlier import earlier
from rnn_course.explorer import TemperatureDial
from rnn_course.pictures import language_model as pictures
from rnn_course.pictures.needs import needs
from rnn_course.pictures.show import show
from rnn_course.training import updates

rnn_cell_forward, rnn_forward, sequence_cross_entropy = earlier(
    "02_forward", "rnn_cell_forward", "rnn_forward", "sequence_cross_entropy")
softmax_cross_entropy_backward, rnn_backward, clip_by_global_norm = earlier(
    "03_backprop", "softmax_cross_entropy_backward", "rnn_backward", "clip_by_global_norm")

# %% [markdown]
# ## 1 · The probability of a sentence
#
# Take a language of five words and one sentence, *cats nap*. A sentence is over when the word `<EOS>`
# comes, so there are three steps. A model says:
#
# - *cats* comes first with probability 0.2;
# - after *cats* comes *nap* with 0.5;
# - after *cats nap* comes the end with 0.4.
#
# What is the probability of the whole sentence? Of 100 sentences, 20 begin with *cats*. Of those 20,
# half go on with *nap*: 10. Of those 10, four end there. So it is 4 of 100:
#
# $$0.2 \cdot 0.5 \cdot 0.4 = 0.04$$

# %% jupyter={"source_hidden": true}
show(
    pictures.chain_rule(),
    alt="A path of three steps from the start: cats with 0.2, nap with 0.5, end with 0.4. At each "
    "step other words branch off. The product so far is 0.2, then 0.1, then 0.04.",
    caption="A sentence is a path. Each step multiplies by the part that takes this branch.",
)

# %% [markdown]
# In letters this is the **chain rule** of probability. Every factor is conditional on all words before:
#
# $$P(y^{\langle 1 \rangle}, \dots, y^{\langle T \rangle}) = \prod_{t=1}^{T} P(y^{\langle t \rangle} \mid y^{\langle 1 \rangle}, \dots, y^{\langle t-1 \rangle})$$
#
# And an RNN delivers exactly these factors. Its state $a^{\langle t \rangle}$ has read the words before,
# and $\hat{y}^{\langle t \rangle}$ is a distribution over the next one. The entry of the word that really
# came is the factor.
#
# *What goes wrong with a long sentence?* 150 factors of 0.003 make about $10^{-378}$. A computer writes 0. So
# we add logarithms: $\log 0.2 + \log 0.5 + \log 0.4 = -1.6094 - 0.6931 - 0.9163 = -3.2189$, and
# $e^{-3.2189} = 0.04$.
#
# *Why is the end a word of its own?* Without it, the sentences of one word have a total probability of 1,
# those of two words again, and so on. And *cats* could never be less likely than *cats nap*, since it is its
# beginning. With it, the probabilities of all sentences of all lengths together add up to 1.

# %% [markdown]
# ### Exercise 4.1 · `sentence_log_probability`
#
# Difficulty: ●○○ · 6 minutes · 4 lines
#
# For each sentence of a batch add $\log \hat{y}_k^{\langle t \rangle}$ over its real steps, where $k$ is the
# index in `targets`. Padded steps add nothing.
#
# <details><summary>Hint 1</summary>
#
# You need one number per step out of the $n_y$ of its column. `np.take_along_axis` picks by index; its
# indices must have as many axes as the array.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.take_along_axis(y_pred, targets[np.newaxis], axis=0)[0]` has the shape $(m, T)$. Take the log, put 0
# where the mask is 0, and sum over the last axis.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "sentence_log_probability_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sentence_log_probability(y_pred, targets, mask):
    """The logarithm of the probability that the model gives to each sentence.

    y_pred : (n_y, m, T)   probabilities   targets : (m, T)   indices of the right words
    mask : (m, T)   1 for a real step, 0 for padding
    returns (m,)
    """
    ### BEGIN SOLUTION
    rows = np.asarray(targets)[np.newaxis]  # (1, m, T)
    p = np.take_along_axis(y_pred, rows, axis=0)[0]  # (m, T)
    logs = np.where(np.asarray(mask) == 1, np.log(p), 0.0)
    return logs.sum(axis=1)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sentence_log_probability", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("sentence_log_probability")

# %% [markdown]
# **What you have now.** A number for a sentence. The cell below asks for *cats nap*.

# %%
with needs("sentence_log_probability"):
    y_pred = np.full((5, 1, 3), 0.1)
    y_pred[[1, 2, 0], 0, [0, 1, 2]] = [0.2, 0.5, 0.4]  # <EOS> is word 0, cats 1, nap 2
    log_p = sentence_log_probability(y_pred, np.array([[1, 2, 0]]), np.ones((1, 3)))
    print(f"log P = {log_p[0]:.4f}   P = {np.exp(log_p[0]):.4f}")

# %% [markdown]
# ## 2 · What it reads, what it predicts
#
# To train, we need inputs and targets. There is only the text. So the text is both: **the target of a step
# is the word, and the input is the word before.**
#
# At the first step there is no word before. Our input is then a column of zeros, $x^{\langle 1 \rangle} = 0$.
#
# *Question: what happens if you forget to shift?* The network reads *m* and must predict *m*. It learns to
# copy. The loss goes to 0 and the model knows nothing. A loss that is too good is a warning.

# %% jupyter={"source_hidden": true}
show(
    pictures.shifted(),
    alt="Five steps. Above, what is predicted: e, m, m, a, end. Below, what is read: zero, e, m, m, "
    "a. Dashed arrows lead from each target to the input of the next step.",
    caption="One name, used twice: as it is above, and one step later below.",
)

# %% [markdown]
# **One unit, two steps, by hand.** A language of two words: `.`, which is word 0 and the end, and `b`,
# which is word 1. The text is *b.*, so $y^{\langle 1 \rangle}$ is `b` and $y^{\langle 2 \rangle}$ is `.`.
# The unit is that of chapters 2 and 3, with $w_{aa} = 0.8$, $b_a = 0.1$, $w_{ya} = (1, -1)$ and
# $b_y = (0, 0.2)$. Each word has its own input weight: $w_{ax} = (-0.5,\ 0.5)$.
#
# **Step 1** reads nothing, so $z = 0.8 \cdot 0 + 0.1 = 0.1000$ and $a^{\langle 1 \rangle} = \tanh(0.1000) = 0.0997$.
# The scores are $0.0997$ and $-0.0997 + 0.2 = 0.1003$. Softmax gives $(0.4998,\ 0.5002)$. The word that
# came is `b`: **0.5002**.
#
# **Step 2** reads `b`, the word of step 1. Its column picks the weight 0.5. So
# $z = 0.5 + 0.8 \cdot 0.0997 + 0.1 = 0.6797$, $a^{\langle 2 \rangle} = \tanh(0.6797) = 0.5913$, and the scores are
# $0.5913$ and $-0.3913$. Softmax gives $(0.7276,\ 0.2724)$. The word that came is `.`: **0.7276**.
#
# $\log P = \log 0.5002 + \log 0.7276 = -0.6928 - 0.3179 = -1.0108$. (Digits are cut for print only.)

# %% [markdown]
# ### Exercise 4.2 · `shift_targets`
#
# Difficulty: ●○○ · 5 minutes · 3 lines
#
# Make the inputs from the targets: $x^{\langle 1 \rangle} = 0$, and $x^{\langle t \rangle}$ is the one-hot
# column of $y^{\langle t-1 \rangle}$.
#
# <details><summary>Hint 1</summary>
#
# Start with `np.zeros((n, m, T))`. Which of its steps stay as they are? Which targets are never read?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.eye(n)[indices]` puts the one-hot entries on a new **last** axis: $(m, T-1, n)$. Move it to the front
# with `.transpose(2, 0, 1)`, and store the result in `x[:, :, 1:]`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "shift_targets_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def shift_targets(targets, n):
    """What the network reads: the targets, one step later, as one-hot columns.

    targets : (m, T)   indices   n : the number of words
    returns x (n, m, T)
    """
    ### BEGIN SOLUTION
    x = np.zeros((n, *np.shape(targets)))
    x[:, :, 1:] = np.eye(n)[targets[:, :-1]].transpose(2, 0, 1)  # (n, m, T - 1)
    return x
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "shift_targets", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("shift_targets")

# %% [markdown]
# **What you have now.** The example above, with your functions. It should say −1.0108.

# %%
with needs("shift_targets", "sentence_log_probability"):
    unit = {"Wax": np.array([[-0.5, 0.5]]), "Waa": np.array([[0.8]]), "ba": np.array([[0.1]]),
            "Wya": np.array([[1.0], [-1.0]]), "by": np.array([[0.0], [0.2]])}
    b_end = np.array([[1, 0]])  # b, then the end
    x = shift_targets(b_end, 2)
    a, y_pred, _ = rnn_forward(x, np.zeros((1, 1)), unit)
    print("x =", x[:, 0].tolist(), "  a =", a.ravel().round(4).tolist())
    print("log P =", sentence_log_probability(y_pred, b_end, np.ones((1, 2))).round(4))

# %% [markdown]
# **The data.** 5,163 first names of the US census of 1990. 500 of them are put aside, chosen at random.
# The model never trains on those; they are **held out**, to measure it.
#
# The end of a name is written `.`, and it is word 0. `to_batch` makes indices and a mask, as in chapter 1.

# %%
LETTERS = ".abcdefghijklmnopqrstuvwxyz"


def to_batch(words, letters=LETTERS):
    """Targets (m, T) and mask (m, T) of some words; each ends with word 0."""
    T = max(len(word) for word in words) + 1
    targets, mask = np.zeros((len(words), T), dtype=int), np.zeros((len(words), T))
    for i, word in enumerate(words):
        targets[i, :len(word)] = [letters.index(letter) for letter in word]
        mask[i, :len(word) + 1] = 1
    return targets, mask


rng = np.random.default_rng(0)
all_names = [str(name) for name in rng.permutation(data.names())]
held_out, training = all_names[:500], all_names[500:]
print(len(training), "names to learn from:", ", ".join(training[:8]))
print(len(held_out), "names held out:     ", ", ".join(held_out[:8]))

# %% [markdown]
# ## 3 · How good is a model?
#
# A model that gives the right word 1/8 at every step is as unsure as a fair die with eight sides. Two
# common units say this.
#
# - **Perplexity**: with how many sides is the die? Here 8.
# - **Bits per character**: how many yes/no questions are in a letter? Here 3, since $2^3 = 8$.
#
# By hand, with two names. *bo* with its end has $T = 3$ letters and probability 1/8. *anna* has $T = 5$ and
# probability 1/32. Together that is $\log \frac18 + \log \frac{1}{32} = -2.0794 - 3.4657 = -5.5452$ for 8
# letters. So the loss per letter is $L = 5.5452 / 8 = 0.6931$ **nats**: the unit of the natural logarithm.
#
# $$\mathrm{perplexity} = e^{L} = 2 \qquad \mathrm{bits} = \frac{L}{\log 2} = 1$$
#
# Every *letter* counts the same. So add all logs and all lengths first, and divide once.

# %% [markdown]
# ### Exercise 4.3 · `perplexity`
#
# Difficulty: ●○○ · 4 minutes · 2 lines
#
# $L = -\sum_i \log P_i / \sum_i T_i$, then $e^{L}$.
#
# <details><summary>Hint 1</summary>
#
# `log_p` holds one number for each sentence, `lengths` one number of words. Both are summed over the whole
# array before you divide.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The logs are negative and a loss is positive. The base of the power is that of the logarithm: `np.exp`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "perplexity_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def perplexity(log_p, lengths):
    """How many equally likely words would be as hard to predict.

    log_p : (m,)   log-probability of each sentence, in nats   lengths : (m,)   words of each
    returns a number
    """
    ### BEGIN SOLUTION
    nats = -np.sum(log_p) / np.sum(lengths)
    return np.exp(nats)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "perplexity", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("perplexity")

# %% [markdown]
# ### Exercise 4.4 · `bits_per_character`
#
# Difficulty: ●○○ · 3 minutes · 2 lines
#
# The same loss per letter, in bits: $L / \log 2$.
#
# <details><summary>Hint 1</summary>
#
# A bit is smaller than a nat, 0.6931 of it. So is the number of bits larger or smaller than that of nats?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Compute the loss as in exercise 4.3, and divide it by `np.log(2)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bits_per_character_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bits_per_character(log_p, lengths):
    """The loss per character in bits.

    log_p : (m,)   log-probability of each name, in nats   lengths : (m,)   characters of each
    returns a number
    """
    ### BEGIN SOLUTION
    total, letters = np.sum(log_p), np.sum(lengths)
    return -total / (letters * np.log(2))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bits_per_character", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("bits_per_character")

# %% [markdown]
# <details><summary>Other spellings you will meet elsewhere</summary>
#
# - Perplexity as $2^{H}$, with $H$ in bits. It is the same number: $2^{L / \log 2} = e^{L}$.
# - Some notes count the end of a sentence as a word and some do not. Two perplexities can be compared only
#   if both count alike, and if both have the same vocabulary.
# - Some notes start with a special word `<BOS>` in place of $x^{\langle 1 \rangle} = 0$.
#
# </details>

# %% [markdown]
# ## 4 · What must be beaten: counting pairs
#
# What does a loss of 2.9 bits mean? Nothing, alone. Compare it with something simple. A **bigram** model
# looks at one letter back and counts.
#
# By hand: the texts `bb.` and `b.`, in a language of two words, `.` and `b`. Before the first letter
# stands the end of the text before, so `.` again. The pairs (letter after letter before) are: *b after .*
# twice, *b after b* once, *. after b* twice. Add 1 to all four, and divide each column by its sum:
#
# | | after . | after b |
# |---|---|---|
# | **.** | 1 → 1/4 | 3 → 3/5 |
# | **b** | 3 → 3/4 | 2 → 2/5 |
#
# *Why add 1?* The pair *. after .* was not seen. With 0 the model would call it impossible, and one such
# name in the held-out set would cost an infinite loss. This is called **smoothing**.

# %% [markdown]
# ### Exercise 4.5 · `bigram_baseline`
#
# Difficulty: ●●○ · 10 minutes · 6 lines
#
# Return the table $P$, of shape $(n, n)$: entry $(j, k)$ is the probability of word $j$ after word $k$. Start
# with 1 for every pair. Before the first word of each sentence stands `eos`. Padding is not counted.
#
# <details><summary>Hint 1</summary>
#
# Build an array `before` of the same shape as `targets`: a column of `eos`, then the targets without their
# last column. Then keep, of both, the places where the mask is 1.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `counts[rows, columns] += 1` writes once to each place, however often it is named.
# `np.add.at(counts, (rows, columns), 1)` counts every time. Which axis must sum to 1?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bigram_baseline_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bigram_baseline(targets, mask, n, eos):
    """The probability of each word after each word, by counting, with 1 added to every pair.

    targets : (m, T)   indices   mask : (m, T)   n : number of words   eos : index of the end
    returns P (n, n)   column k is the distribution after word k
    """
    ### BEGIN SOLUTION
    counts, real = np.ones((n, n)), np.asarray(mask) == 1
    first = np.full((len(targets), 1), eos)
    before = np.concatenate([first, targets[:, :-1]], axis=1)  # (m, T)
    np.add.at(counts, (targets[real], before[real]), 1)
    total = counts.sum(axis=0, keepdims=True)  # (1, n)
    return counts / total
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bigram_baseline", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("bigram_baseline")

# %% [markdown]
# **What you have now.** A rival. The cell below counts the pairs of the training names and measures the
# table on the held-out ones.

# %%
with needs("sentence_log_probability", "bits_per_character", "bigram_baseline"):
    targets, mask = to_batch(held_out)
    P = bigram_baseline(*to_batch(training), len(LETTERS), 0)
    before = np.concatenate([np.zeros((500, 1), dtype=int), targets[:, :-1]], axis=1)
    baseline = bits_per_character(
        sentence_log_probability(P[:, before], targets, mask), mask.sum(axis=1))
    print(f"blind guess {np.log2(27):.3f} bits   bigram {baseline:.3f} bits per character")
    few = [LETTERS.index(letter) for letter in ".aehnr"]
    show(pictures.bigram_table(P[np.ix_(few, few)]),
         alt="A table of probabilities for six of the letters. The column is the letter before, the "
         "row the letter. After n and after h, vowels are frequent; after a, the name often ends.",
         caption="A part of the table. Each whole column, with all 27 rows, sums to 1.")

# %% [markdown]
# ## 5 · Train
#
# One step of training puts chapters 2 and 3 together. Nothing in it is new:
#
# 1. forward, and the loss;
# 2. $ds$, then $dW_{ya} = ds\,a^{T}$, $db_y = \sum ds$ and $da = W_{ya}^{T}\,ds$;
# 3. backward through time;
# 4. clip the five gradients by their common norm;
# 5. $\theta = \theta - \mathrm{rate} \cdot d\theta$ for each parameter $\theta$.
#
# By hand, step 5: $w = 0.8$, $dw = 0.2317$, rate 0.1. The new $w$ is $0.8 - 0.02317 = 0.7768$. The loss grows
# with $w$, so $w$ goes down.

# %% [markdown]
# ### Exercise 4.6 · `train_step`
#
# Difficulty: ●●● · 12 minutes · 9 lines
#
# Return new parameters, the loss before the step, and the last state $a^{\langle T \rangle}$. The last state
# is needed for long texts, in section 9. Leave the given parameters as they are.
#
# <details><summary>Hint 1</summary>
#
# Write the five stages in order. `np.tensordot(Wya.T, ds, axes=1)` is $W_{ya}^{T}\,ds$ at all steps at once.
# For $dW_{ya}$ sum over the examples **and** the steps: `np.tensordot(ds, a, axes=((1, 2), (1, 2)))`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `rnn_backward(da, caches)` returns `dx` and `da0` beside `dWax`, `dWaa` and `dba`. Pick only the five before
# you clip: `{"d" + name: … for name in parameters}`. `dby` must have the shape $(n_y, 1)$.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "train_step_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_step(x, y, mask, a0, parameters, rate, limit):
    """One step of gradient descent with clipping.

    x : (n_x, m, T)   y : (n_y, m, T)   one-hot   mask : (m, T)   a0 : (n_a, m)
    parameters : dict of Wax, Waa, Wya, ba, by   rate, limit : numbers above 0
    returns new parameters (dict), loss (number), a_last (n_a, m)
    """
    ### BEGIN SOLUTION
    a, y_pred, caches = rnn_forward(x, a0, parameters)
    loss = sequence_cross_entropy(y_pred, y, mask)
    ds = softmax_cross_entropy_backward(y_pred, y, mask)  # (n_y, m, T)
    g = rnn_backward(np.tensordot(parameters["Wya"].T, ds, axes=1), caches)
    g["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))  # (n_y, n_a)
    g["dby"] = ds.sum(axis=(1, 2)).reshape(-1, 1)  # (n_y, 1)
    g = clip_by_global_norm({"d" + name: g["d" + name] for name in parameters}, limit)
    moved = {name: theta - rate * g["d" + name] for name, theta in parameters.items()}
    return moved, loss, a[:, :, -1]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "train_step", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
check("train_step")

# %% [markdown]
# **What you have now.** A trainer. `train` draws 64 names, calls your `train_step`, and does it again. The
# rate falls from 2 to almost 0 in the second half: large steps to get near, small ones to settle. This
# takes about ten seconds.

# %%
def start_weights(seed, n, n_a):
    """Random weights; the spectral radius of Waa is about 0.9."""
    rng = np.random.default_rng(seed)
    return {"Wax": 0.3 * rng.normal(size=(n_a, n)), "ba": np.zeros((n_a, 1)),
            "Waa": 0.9 * rng.normal(size=(n_a, n_a)) / np.sqrt(n_a),
            "Wya": 0.1 * rng.normal(size=(n, n_a)), "by": np.zeros((n, 1))}


def train(words, total, seed=0, n_a=64, to_batch=to_batch, n=len(LETTERS), rate=2.0):
    """Train an RNN on words; returns parameters and the loss of every update, in bits."""
    rng, parameters, losses = np.random.default_rng(seed), start_weights(seed, n, n_a), []
    for update in updates(total, say=lambda: f"{losses[-1]:.2f} bits"):
        targets, mask = to_batch([words[i] for i in rng.integers(len(words), size=64)])
        y = np.eye(n)[targets].transpose(2, 0, 1)  # (n, m, T)
        now = rate * min(1.0, 2 * (1 - update / total) + 0.02)
        parameters, loss, _ = train_step(
            shift_targets(targets, n), y, mask, np.zeros((n_a, 64)), parameters, now, 1.0)
        losses.append(loss / np.log(2))
    return parameters, losses


net = start_weights(0, len(LETTERS), 64)  # untrained, until the next cell has run

# %% tags=["skip-grading"]
with needs("sentence_log_probability", "shift_targets", "perplexity", "bits_per_character", "train_step"):
    def log_p_of(words, parameters, to_batch=to_batch):
        """The log-probability of each word, and their lengths with the end."""
        targets, mask = to_batch(words)
        x = shift_targets(targets, len(parameters["by"]))
        a0 = np.zeros((len(parameters["ba"]), len(words)))
        return sentence_log_probability(rnn_forward(x, a0, parameters)[1], targets, mask), mask.sum(axis=1)

    net, losses = train(training, 5000)
    measured = log_p_of(held_out, net)
    print(f"RNN on held-out names: {bits_per_character(*measured):.3f} bits per character, "
          f"perplexity {perplexity(*measured):.1f}")
    print(f"bigram, the same names: {baseline:.3f} bits. "
          f"The RNN is better by {baseline - bits_per_character(*measured):.3f}.")
    show(pictures.bits(losses, baseline, bits_per_character(*measured)),
         alt="Bits per character of each training batch during 5000 updates. The curve starts above "
         "the bigram's line and soon falls below it, and levels off. The RNN on held-out names ends "
         "well below the line.",
         caption="The curve is the loss on training batches. The dot is measured on held-out names.")

# %% [markdown]
# Half a bit better. What is that? At about seven letters a name with its end, half a bit each, your network gives a new
# name about ten times the probability that the table of pairs gives it. It looks back further than one letter.
#
# *Why does the dot lie above the end of the curve?* The curve is measured on names that the network trains on. It
# has begun to know them by heart. Only the dot says what it can do with a name it has never read, so only the dot
# may be compared with the bigram's line. For this the 500 names were put aside.
#
# *This is a good place to stop for today. You have trained a language model.*

# %% [markdown]
# ## 6 · Let it write
#
# The network says what may come next, and how likely each is. To write, **draw** one letter from this
# distribution. Then tell the network which one it was: its one-hot column is the next input. Go on until the
# end is drawn.
#
# *Why not take the most likely letter each time?* Then there is one name, always the same. And it need not
# even be the most likely name.
#
# How do you draw with given probabilities? Lay them side by side on a line from 0 to 1 and throw a
# dart $u$. With $\hat{y} = (0.5, 0.3, 0.2)$ the borders lie at 0.5, 0.8 and 1. The dart 0.64 hits the second
# word. `rng.choice(n, p=p)` does just this.

# %% jupyter={"source_hidden": true}
show(
    pictures.feeding_back(),
    alt="Four steps. Each prediction is drawn from: a, n, n, end. Dashed arrows lead from each letter "
    "drawn down to the input of the next step. The first input is 0.",
    caption="Writing. What was drawn is read at the next step.",
)

# %% [markdown]
# ### Exercise 4.7 · `sample`
#
# Difficulty: ●●● · 12 minutes · 10 lines
#
# Start with $a^{\langle 0 \rangle} = 0$ and $x^{\langle 1 \rangle} = 0$. At each step call `rnn_cell_forward`, draw
# with `rng.choice(n, p=…)`, and keep the index. Stop when `eos` was drawn, which still belongs to the list, or
# when there are `longest` indices.
#
# The check brings its own `rng`, whose numbers it knows. So it can tell whether you draw from the right
# distribution, at every step.
#
# <details><summary>Hint 1</summary>
#
# The sizes are in the parameters: `n_a, n = parameters["Wax"].shape`. What must change from one turn of the loop
# to the next? There are two things.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `yt_pred` has the shape $(n, 1)$, and `choice` wants $(n,)$: `yt_pred[:, 0]`. A one-hot column is
# `np.eye(n)[:, [index]]`. Append first; then ask whether it was `eos`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "sample_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sample(parameters, eos, longest, rng):
    """Let the network write.

    parameters : dict of Wax, Waa, Wya, ba, by   eos : index of the end   longest : most indices
    rng : has choice(n, p=p)
    returns a list of indices; eos is its last one if it was drawn
    """
    ### BEGIN SOLUTION
    n_a, n = np.shape(parameters["Wax"])
    state, xt = np.zeros((n_a, 1)), np.zeros((n, 1))
    written = []
    while len(written) < longest:
        state, yt_pred, _ = rnn_cell_forward(xt, state, parameters)
        written.append(int(rng.choice(n, p=yt_pred[:, 0])))
        if written[-1] == eos:
            break
        xt = np.eye(n)[:, [written[-1]]]
    return written
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sample", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
check("sample")

# %% [markdown]
# **What you have now.** A writer. But are its names new, or does it recite? You need one more number.

# %% [markdown]
# ### Exercise 4.8 · `novelty_rate`
#
# Difficulty: ●○○ · 3 minutes · 3 lines
#
# Return the share of the samples that do not stand in `training`. A sample that was written twice counts twice.
#
# By hand: samples *ann, bo, bo, cy*, training *ann, eve*. Three of four are new: 0.75.
#
# <details><summary>Hint 1</summary>
#
# Go through the samples one by one. A `set` of the training names answers *is it in there?* at once.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Count with a list: `[text for text in samples if …]`. Then divide its length by that of all samples.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "novelty_rate_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def novelty_rate(samples, training):
    """The share of samples that are not in training.

    samples, training : lists of texts
    returns a number from 0 to 1
    """
    ### BEGIN SOLUTION
    known = set(training)
    new = sum(text not in known for text in samples)
    return new / len(samples)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "novelty_rate", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("novelty_rate")

# %%
def write_names(parameters, count, seed=1):
    """Names written by the network, without the sign for their end."""
    rng = np.random.default_rng(seed)
    drawn = [sample(parameters, 0, 20, rng) for _ in range(count)]
    return ["".join(LETTERS[i] for i in indices if i) for indices in drawn]


with needs("train_step", "sample", "novelty_rate"):
    written = write_names(net, 400)
    print("written:", ", ".join(written[:10]))
    print("new:    ", ", ".join([name for name in written if name not in all_names][:10]))
    print(f"novelty rate {novelty_rate(written, training):.2f}; of the 500 held-out names it found",
          len(set(written) & set(held_out)))

# %% [markdown]
# *Is a high novelty rate good?* Not alone: a monkey at a keyboard reaches 1. Read it beside the bits per
# character. Low bits and high novelty together mean that it has learned how names are built.
#
# The names of dinosaurs show the other side. There are only 320 of them. Watch what more training does.

# %% tags=["skip-grading"]
with needs("train_step", "sample", "novelty_rate"):
    dinosaurs = data.dinosaurs()
    for total in (150, 3000):
        dino_net, dino_losses = train(dinosaurs, total, seed=2)
        written = write_names(dino_net, 200)
        print(f"{total:4} updates, {np.mean(dino_losses[-20:]):.2f} bits on training batches, "
              f"novelty rate {novelty_rate(written, dinosaurs):.2f}")
        print("      new:", ", ".join([name for name in written if name not in dinosaurs][:5]))

# %% [markdown]
# With more training the loss on the *training* names goes down, and so does the novelty: the network begins to
# know the list by heart.

# %% [markdown]
# ## 7 · Bolder, or more careful
#
# The scores before softmax are $z$. Divide them by a **temperature** $\tau$ first:
#
# $$p = \mathrm{softmax}(z / \tau)$$
#
# By hand, two scores $(2, 1)$. With $\tau = 1$ the first gets $e^{2} / (e^{2} + e^{1}) = 0.7311$. With
# $\tau = 0.5$ the scores are $(4, 2)$ and it gets 0.8808: more careful. With $\tau = 2$ they are $(1, 0.5)$ and
# it gets 0.6225: bolder. The order never changes.
#
# ### Move it: temperature and cut
#
# **Find a setting for each, before you read the answers:**
#
# 1. *nap* gets more than 99 %.
# 2. All five words are nearly equal.
# 3. *hide* and *sing* get nothing, and the temperature is 1.

# %%
TemperatureDial()

# %% [markdown]
# <details><summary>What you may have found</summary>
#
# 1. $\tau = 0.1$: the scores 2 and 1.5 become 20 and 15, and $e^{5} = 148$. It takes 99.3 %.
# 2. The largest $\tau$ there is. They become equal only as $\tau \to \infty$.
# 3. $k = 3$. Temperature alone never takes a word away; a cut does.
#
# </details>

# %% [markdown]
# ### Exercise 4.9 · `temperature`
#
# Difficulty: ●○○ · 4 minutes · 3 lines
#
# Return softmax of `z / tau` down each column. Take the largest score of each column off first, as in chapter 2,
# so that nothing overflows.
#
# <details><summary>Hint 1</summary>
#
# Does it matter whether you subtract the maximum before or after you divide? $\tau$ is positive.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `z.max(axis=0, keepdims=True)` has the shape $(1, m)$. Subtract it, divide by `tau`, take `np.exp`, divide by the
# sum of each column.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "temperature_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def temperature(z, tau):
    """The distribution of the scores at a temperature.

    z : (n, m)   scores   tau : number above 0
    returns (n, m)   every column sums to 1
    """
    ### BEGIN SOLUTION
    below = (z - np.max(z, axis=0, keepdims=True)) / tau  # (n, m)
    powers = np.exp(below)
    return powers / np.sum(powers, axis=0, keepdims=True)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "temperature", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("temperature")

# %% [markdown]
# **Top k** is the other way: keep the $k$ most likely words and draw among those.
#
# By hand: $p = (0.5, 0.2, 0.2, 0.1)$ and $k = 2$. Keep 0.5 and the first 0.2. They sum to 0.7. Divide:
# $(0.7143, 0.2857, 0, 0)$. The tail of hundreds of unlikely words is gone. Each was rare; together they were not.

# %% [markdown]
# ### Exercise 4.10 · `top_k`
#
# Difficulty: ●●○ · 8 minutes · 4 lines
#
# In each column keep the $k$ largest, put 0 elsewhere, and divide by the sum of the column. Of equal entries the
# one with the lower index is kept.
#
# <details><summary>Hint 1</summary>
#
# `np.argsort` sorts upwards. Sort `-p`, with `kind="stable"`, so that equals stay in order. The first `k` rows of the
# result are the indices to keep.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.take_along_axis(p, order, axis=0)` reads at these places. `np.put_along_axis(kept, order, values, axis=0)` writes
# to them, into an array of zeros.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "top_k_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def top_k(p, k):
    """Keep the k largest probabilities of each column and share all among them.

    p : (n, m)   every column sums to 1   k : from 1 to n
    returns (n, m)   every column sums to 1
    """
    ### BEGIN SOLUTION
    best = np.argsort(-p, axis=0, kind="stable")[:k]  # (k, m)
    chosen = np.zeros_like(p)
    np.put_along_axis(chosen, best, np.take_along_axis(p, best, axis=0), axis=0)
    return chosen / chosen.sum(axis=0, keepdims=True)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "top_k", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("top_k")

# %% [markdown]
# **What you have now.** A dial for your names. There is a short way to it: $z = W_{ya}\,a + b_y$, so $z / \tau$ is what
# a network with $W_{ya} / \tau$ and $b_y / \tau$ computes. The cell below checks this with your `temperature`, then
# writes.

# %%
with needs("train_step", "sample", "novelty_rate", "temperature"):
    for tau in (0.3, 0.7, 1.0, 1.6):
        heated = {**net, "Wya": net["Wya"] / tau, "by": net["by"] / tau}
        a, y_pred, _ = rnn_cell_forward(np.zeros((27, 1)), np.zeros((64, 1)), heated)
        assert np.allclose(y_pred, temperature(net["Wya"] @ a + net["by"], tau))
        written = write_names(heated, 200)
        print(f"temperature {tau}: novelty {novelty_rate(written, training):.2f}, "
              f"{len(set(written)):3} different of 200:", ", ".join(written[:5]))

# %% [markdown]
# Cold, it mostly repeats names that it has read. Hot, more is new, and more of it is noise. What is best depends on what you want it for.
#
# **And the cut?** `top_k` works on columns, so 200 names can be written at once: one column each. Predict first: what
# does $k = 1$ write?

# %%
def write_with_cut(parameters, k, count, seed=1, longest=20):
    """Names, each letter drawn from the k most likely ones; one column for each name."""
    rng, n = np.random.default_rng(seed), len(LETTERS)
    a, x, names = np.zeros((len(parameters["ba"]), count)), np.zeros((n, count)), [""] * count
    for _ in range(longest):
        a, p, _ = rnn_cell_forward(x, a, parameters)
        drawn = [int(rng.choice(n, p=column)) for column in top_k(p, k).T]
        x = np.eye(n)[:, drawn]  # (n, count)
        names = [name + LETTERS[i] for name, i in zip(names, drawn)]
    return [name.split(".")[0] for name in names]


with needs("train_step", "novelty_rate", "top_k"):
    for k in (1, 3, 8, 27):
        written = write_with_cut(net, k, 200)
        print(f"k = {k:2}: novelty {novelty_rate(written, training):.2f}, "
              f"{len(set(written)):3} different of 200:", ", ".join(written[:5]))

# %% [markdown]
# With $k = 1$ nothing is left to chance: one name, 200 times. With $k = 27$ nothing is cut. In between, the odd letters
# are gone and there is still a choice. Temperature makes rare letters rarer; the cut takes them away.

# %% [markdown]
# ## 8 · The word that must not be said
#
# A model of words has a limited vocabulary. All other words are `<UNK>`, and it learns to predict that as well. In a
# text for people it must not appear. There are two ways.
#
# - **Reject.** Draw. If it is `<UNK>`, throw it away and draw again.
# - **Renormalise.** Set its probability to 0, divide the others by their sum, and draw once.
#
# *Do they give the same law?* Take $p = (0.4, 0.2, 0.4)$, with `<UNK>` last. Renormalised, the first word has
# $0.4 / 0.6 = 0.6667$. Rejecting, it comes at the first draw with 0.4; or `<UNK>` comes first, and it comes at the
# second, with $0.4 \cdot 0.4$; and so on:
#
# $$0.4 \cdot (1 + 0.4 + 0.4^2 + \dots) = 0.4 \cdot \frac{1}{1 - 0.4} = 0.6667$$
#
# It is the same, for every word: $p_i / (1 - p_{\mathrm{unk}})$.

# %% [markdown]
# ### Exercise 4.11 · `reject_unknown`
#
# Difficulty: ●●○ · 5 minutes · 5 lines
#
# Draw from `p` with `rng.choice(len(p), p=p)` until `count` words that are not `unknown` are in the list. Return the
# list. **Reject**: leave `p` as it is.
#
# <details><summary>Hint 1</summary>
#
# You do not know how often you will have to draw. Which kind of loop asks about the length of a list?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# One draw per turn of a `while` loop. Append it only if it is another index than `unknown`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reject_unknown_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def reject_unknown(p, unknown, count, rng):
    """Draw words, and throw every unknown one away.

    p : (n,)   sums to 1   unknown : an index   count : how many known words   rng : has choice(n, p=p)
    returns a list of count indices
    """
    ### BEGIN SOLUTION
    known = []
    while len(known) < count:
        word = int(rng.choice(len(p), p=p))
        known += [word] if word != unknown else []
    return known
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reject_unknown", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("reject_unknown")

# %% [markdown]
# **What you have now.** One of the two ways. Are 4,000 draws of each from one law? The **chi-square test** compares two
# rows of counts. For each word it squares the difference and divides by the sum. If the laws are the same, the total is
# about the number of words less 1, here 3. Above 16.27 it would be so only once in a thousand.

# %%
def chi_square(one, other):
    """How far two rows of counts, of equally many draws, are apart."""
    return float(np.sum((one - other) ** 2 / (one + other)))


with needs("reject_unknown"):
    p, unknown, rng = np.array([0.35, 0.2, 0.1, 0.05, 0.3]), 4, np.random.default_rng(8)
    rejected = np.bincount(reject_unknown(p, unknown, 4000, rng), minlength=5)[:4]
    without = np.where(np.arange(5) == unknown, 0.0, p)
    renormalised = np.bincount(rng.choice(5, size=4000, p=without / without.sum()), minlength=5)[:4]
    other_law = np.bincount(rng.choice(4, size=4000, p=[0.425, 0.275, 0.175, 0.125]), minlength=4)
    print(f"chi-square of the two ways: {chi_square(rejected, renormalised):.2f}   (16.27 is the limit)")
    print(f"against equal shares for all: {chi_square(rejected, other_law):.1f}")
    show(pictures.same_law(rejected, renormalised),
         alt="Counts of four words from 4000 draws each. The bars of rejecting and of renormalising "
         "have nearly the same heights: about 2000, 1143, 571 and 286.",
         caption="Two ways, one law. What is left is chance.")

# %% [markdown]
# The second number is that of a wrong way, which gives each known word the same extra share. The test sees it at once.

# %% [markdown]
# ## 9 · Shakespeare
#
# *Romeo and Juliet* is one text of 134,993 letters, blanks and commas counted. It cannot be one sequence: the way back
# would have 134,993 steps. So it is cut into windows, as in chapter 3. To use the processor well, several places are
# read at once, as rows of a batch.
#
# *In what order?* The state at the end of a window must be the state at the start of the next, **in the same row**. So
# row $i$ of the next batch must go on where row $i$ of this one stopped.

# %% jupyter={"source_hidden": true}
show(
    pictures.contiguous(),
    alt="The letters a to l in two rows and three batches of two. Left: row one is abcdef, row two "
    "ghijkl, so each row goes on from batch to batch. Right: row one is ab, ef, ij; it jumps.",
    caption="Cut into rows first, then each row into pieces.",
)

# %% [markdown]
# ### Exercise 4.12 · `make_batches`
#
# Difficulty: ●●○ · 10 minutes · 7 lines
#
# Let $B = \lfloor (N - 1) / (m T) \rfloor$. Take the first $m B T$ words as inputs and the same stretch, one further, as
# targets. Cut each into $m$ rows, and each row into $B$ pieces of $T$. Return inputs and targets, both $(B, m, T)$.
#
# By hand: the text 0, 1, …, 12 with $m = 2$, $T = 2$ gives $B = 3$. Row 0 is 0 … 5, row 1 is 6 … 11. Batch 0 holds
# `[[0, 1], [6, 7]]`, its targets are `[[1, 2], [7, 8]]`. Batch 1 holds `[[2, 3], [8, 9]]`.
#
# <details><summary>Hint 1</summary>
#
# Why $N - 1$? The last input needs a target too. `reshape(m, B, T)` gives row, batch, step. In which order do you
# want the axes?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `.transpose(1, 0, 2)` swaps the first two axes; `reshape` never does. Do the same with `indices[:size]` and
# `indices[1:size + 1]`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "make_batches_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def make_batches(indices, m, T):
    """Cut a long text so that each row of a batch goes on in the same row of the next.

    indices : (N,)   m : rows   T : steps
    returns inputs (B, m, T), targets (B, m, T)
    """
    ### BEGIN SOLUTION
    B = (len(indices) - 1) // (m * T)
    size = B * m * T
    cut = []
    for start in (0, 1):
        stretch = np.asarray(indices[start:start + size]).reshape(m, B, T)
        cut.append(stretch.transpose(1, 0, 2))  # (B, m, T)
    return cut[0], cut[1]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "make_batches", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("make_batches")

# %% [markdown]
# **What you have now.** All that is needed for a long text. `read` goes through it several times, and carries the state
# from batch to batch. At the start of each time it is 0. Here $x$ is the letter before, read from the text, so the first
# input is no zero: there is always a letter before.

# %%
def read(text, n, n_a, m, T, times, seed=0, rate=2.0):
    """Train on a long text of indices (N,); returns parameters."""
    parameters, (inputs, targets) = start_weights(seed, n, n_a), make_batches(text, m, T)
    columns, done, all_updates = np.eye(n), 0, times * len(inputs)
    for _ in updates(times, what="reading"):
        state = np.zeros((n_a, m))
        for into, out in zip(inputs, targets):
            now = rate * min(1.0, 2 * (1 - done / all_updates) + 0.02)
            x, y = (columns[part].transpose(2, 0, 1) for part in (into, out))  # (n, m, T)
            parameters, _, state = train_step(x, y, np.ones((m, T)), state, parameters, now, 1.0)
            done += 1
    return parameters

# %% tags=["skip-grading"]
with needs("train_step", "make_batches", "sentence_log_probability", "perplexity", "bigram_baseline"):
    def compare(text, n, parameters):
        """Loss per word on the held-out end of a text: the RNN's, and that of counting pairs."""
        into, out = (part[0] for part in make_batches(text[-4001:], 8, 500))  # (8, 500)
        a0, ones = np.zeros((len(parameters["ba"]), 8)), np.ones((8, 500))
        y_pred = rnn_forward(np.eye(n)[into].transpose(2, 0, 1), a0, parameters)[1]
        learned = text[:-4001]
        P = bigram_baseline(learned[np.newaxis], np.ones((1, len(learned))), n, learned[0])
        return [sentence_log_probability(p, out, ones) for p in (y_pred, P[:, into])]

    play = data.shakespeare()
    signs = sorted(set(play))
    letters = np.array([signs.index(sign) for sign in play])
    letter_net = read(letters[:-4001], len(signs), n_a=128, m=32, T=32, times=14)
    for name, log_p in zip(("RNN", "bigram"), compare(letters, len(signs), letter_net)):
        print(f"{name:6} on the last 4000 letters: {bits_per_character(log_p, np.full(8, 500)):.2f} bits per letter")
    # eos = -1 is no letter, so the text never ends by itself
    print("".join(signs[i] for i in sample(letter_net, -1, 280, np.random.default_rng(3))))

# %% [markdown]
# Lines of about the right length, most with a capital where they begin, commas and question marks in likely places, words
# that are nearly words. It has read the play fourteen times. It knows nothing of love or poison.
#
# **And word by word?** Now one step is one word. The 600 most frequent stay; every other one is `<UNK>`.

# %% tags=["skip-grading"]
with needs("train_step", "make_batches", "reject_unknown", "perplexity"):
    tokens = re.findall(r"[a-z'-]*[a-z]|[.,;:?!]", play.lower())
    words = ["<UNK>"] + [word for word, _ in Counter(tokens).most_common(600)]
    number_of = {word: i for i, word in enumerate(words)}
    story = np.array([number_of.get(token, 0) for token in tokens])
    print(f"{len(tokens)} words, of which {np.mean(story == 0):.0%} are <UNK>")
    word_net = read(story[:-4001], len(words), n_a=64, m=32, T=16, times=6)
    for name, log_p in zip(("RNN", "bigram"), compare(story, len(words), word_net)):
        print(f"{name:6} perplexity on the last 4000 words: {perplexity(log_p, np.full(8, 500)):.0f}")
    said, a, xt, rng = [], np.zeros((64, 1)), np.zeros((len(words), 1)), np.random.default_rng(5)
    for _ in range(45):
        a, p, _ = rnn_cell_forward(xt, a, word_net)
        said += reject_unknown(p[:, 0], 0, 1, rng)
        xt = np.eye(len(words))[:, [said[-1]]]
    print(" ".join(words[i] for i in said))

# %% [markdown]
# **Letters or words?**
#
# | | letters | words |
# |---|---|---|
# | vocabulary | 61 here, small | thousands; the rest is `<UNK>` |
# | steps for a sentence | many: far back is hard to learn | few |
# | spelling | must be learned, and fails at times | always right |
# | new words | possible | impossible |
# | cost of the softmax | small | grows with the vocabulary |
#
# The two losses **cannot be compared** as they stand: one is per letter, the other per word. And each hidden word is
# predicted as the one frequent word `<UNK>`, which makes the perplexity look better than it is.

# %% [markdown]
# ## 10 · The salad
#
# Back to the waiter. We train a small model on sentences about fruit and about shoes. They were **made for this
# purpose** by a few lines of code (`kitchen_sentences`): *the plum and pear pie*, *the pair of gloves*. The sentence in
# question is not among them; it must be put together from others.

# %% tags=["skip-grading"]
with needs("sentence_log_probability", "shift_targets", "train_step"):
    kitchen = data.kitchen_sentences()
    menu = ["<EOS>"] + sorted({word for sentence in kitchen for word in sentence})
    heard = ["the apple and pear salad".split(), "the apple and pair salad".split()]
    assert heard[0] not in [sentence[-5:] for sentence in kitchen]
    print(len(kitchen), "sentences, such as:", "; ".join(" ".join(s) for s in kitchen[:2]))
    for seed in range(3):
        waiter, _ = train(kitchen, 300, seed, n_a=24, n=len(menu), rate=1.0,
                          to_batch=lambda words: to_batch(words, menu))
        pear, pair = log_p_of(heard, waiter, lambda words: to_batch(words, menu))[0]
        print(f"seed {seed}: log P(... pear salad) = {pear:.2f}   log P(... pair salad) = {pair:.2f}   "
              f"pear is {np.exp(pear - pair):.0f} times as likely")

# %% [markdown]
# **What this shows, and what it does not.** In these sentences *pear* stands among fruit and *pair* beside shoes, because
# we wrote them so. The model found that rule and used it on a sentence it had not seen. It does not know what a pear is. A
# model of real English would have to find the same in real text, from far more of it. The principle is the same: a speech
# recogniser lets the language model choose between words that sound alike.

# %% [markdown]
# ## 11 · Five questions
#
# Write down your five letters before you run the check.
#
# **Question 1.** On held-out words a model has a loss of 2 nats per word. What is its perplexity?
#
# - a) 2
# - b) 4
# - c) about 7.39
# - d) about 2.89
#
# **Question 2.** After ten minutes a name model has a loss of 0.001 on training **and** on held-out names. What is most
# likely?
#
# - a) the inputs are not shifted
# - b) the targets are wrong
# - c) the learning rate is well chosen
# - d) the loss was divided twice
#
# **Question 3.** $\tau \to 0$. What does `sample` write?
#
# - a) every word with the same chance
# - b) what it would write without a temperature
# - c) one of the $k$ best words
# - d) the most likely word at each step
#
# **Question 4.** $p = (0.6, 0.3, 0.1)$, and word 2, the last, is unknown. Words 0 and 1 are drawn by rejection with
# probability
#
# - a) 0.65 and 0.35
# - b) 0.6667 and 0.3333
# - c) 0.6 and 0.3
# - d) 6 and 3
#
# **Question 5.** Model A has 600 words, the rest is `<UNK>`, and perplexity 80. Model B has 20,000 words and perplexity 140
# on the same text. What is true?
#
# - a) A is better, because 80 is less
# - b) B is better, because perplexity is per character
# - c) the two numbers do not decide: A is paid for saying `<UNK>`
# - d) they are equal, since the text is the same

# %% [markdown]
# ### Exercise 4.13 · `language_model_quiz`
#
# Difficulty: ●●○ · 6 minutes · 1 line
#
# Return your five letters as one string, in the order of the questions, such as `"aaaaa"`.
#
# <details><summary>Hint 1</summary>
#
# For question 1, which base belongs to nats? For question 2, what is the best that any model can do if it does not see the
# answer?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# For question 3, divide (2, 1) by 0.01. For question 4, divide by what is left. For question 5, ask what each model must
# name, and how exactly.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "language_model_quiz_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def language_model_quiz():
    """Your answers to questions 1 to 5, as a string of five letters."""
    ### BEGIN SOLUTION
    return "cadbc"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "language_model_quiz", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("language_model_quiz")

# %% [markdown]
# ## What to remember
#
# 1. The probability of a sentence is a product of conditional ones. Add their logarithms.
# 2. The target is the word, the input is the word before. A loss that is too good means that the shift is missing.
# 3. Perplexity is $e^{L}$, bits are $L / \log 2$. Add all logs and all lengths, then divide once.
# 4. A number needs a rival. Count pairs first.
# 5. Write by drawing and feeding back. Stop at the end, or at a maximum.
# 6. Temperature divides scores; top k cuts the tail and renormalises; rejecting and renormalising are one law.
# 7. Carry the state from batch to batch, and cut the text so that it belongs there.
#
# ## What comes next
#
# *The cats, which had eaten all the fish and slept since noon, ___ hungry again.* Your model still forgets the second word on
# its way to the gap. **Chapter 5** builds a cell that can keep it.
