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
# # Chapter 1 · Notation and data
#
# *Rose rose before the sun. She put a rose on the table.*
#
# In these two sentences the four letters r-o-s-e are a person, a verb and a flower. You knew each
# time which one was meant. The letters did not tell you. The words around them did, and their order.
#
# A network knows no words and no letters. It takes arrays of numbers. And it takes several sentences at
# once, a **batch**: all of them must fit into one array.
#
# **How do you turn sentences of 3, 9 or 40 words into one array, so that no word, no place and no
# order is lost?** And how do you speak about the third word of the second sentence, so that a
# formula and a line of code mean the same number?
#
# This chapter answers both. Nothing is learned by a machine yet. All later chapters start from the arrays
# that you build here.
#
# **You will be able to**
#
# - say why a sequence needs another kind of network, with numbers;
# - read $x^{(i)\langle t \rangle}$, $T_x$, $n_x$, $W_{ax}$ and find each in the code;
# - turn text into indices, indices into one-hot columns, and a batch into one array with a mask;
# - name the type of a task by the lengths of its input and output;
# - translate between this course, other books and `torch`.
#
# **Time:** about 110 minutes. The movable picture in section 6 is a good place to stop for today.
#
# **You need:** Python, NumPy, matrix products. Nothing about sequences.
#
# **How to work.** Write your lines where a cell says `YOUR CODE HERE`, run the cell, then run the
# `check` under it. Chapter 0 shows how, in a quarter of an hour.

# %%
import numpy as np
from IPython.display import display

from rnn_course import check
from rnn_course.explorer import BatchExplorer
from rnn_course.pictures import notation as pictures
from rnn_course.pictures.needs import needs
from rnn_course.pictures.show import show

# %% [markdown]
# ## 1 · One sentence, by hand
#
# *Ada Lovelace and Charles Babbage planned a calculating engine*
#
# The task: which words belong to the name of a person? It is called **named entity recognition**.
# For each word the answer is 1 or 0. Write down the nine answers before you look at the picture.

# %% jupyter={"source_hidden": true}
show(
    pictures.labelled_sentence(),
    alt="The nine words Ada Lovelace and Charles Babbage planned a calculating engine stand in a "
    "row, numbered from 1 to 9 as x with the step in angle brackets. Under each stands its answer "
    "y: 1 1 0 1 1 0 0 0 0.",
    caption="Nine words go in, nine answers come out: T_x = 9 and T_y = 9.",
)

# %% [markdown]
# Now the names for what you see.
#
# - $x^{\langle t \rangle}$ is the **input at step $t$**. The angle brackets mean time.
#   $x^{\langle 4 \rangle}$ is *Charles*.
# - $y^{\langle t \rangle}$ is the **right answer at step $t$**. $y^{\langle 4 \rangle} = 1$ and
#   $y^{\langle 6 \rangle} = 0$. What the network says is $\hat{y}^{\langle t \rangle}$, with a hat.
# - $T_x$ is the **number of steps** of the input, $T_y$ that of the output. Here both are 9.
#
# There is never only one sentence. So the example gets a number too, in round brackets.
# $x^{(i)\langle t \rangle}$ is step $t$ of example $i$, and $T_x^{(i)}$ is its length.
#
# Let a second sentence be *She wrote the first program*. Then $x^{(2)\langle 3 \rangle}$ is *the*,
# and $T_x^{(2)} = 5$.
#
# *A question.* What is $x^{(1)\langle 3 \rangle}$, and what is $x^{(3)\langle 1 \rangle}$? The first
# is *and*. The second would be the first word of a third sentence, and we have none.
#
# **Formulas count from 1, code counts from 0.** Step 3 of example 2 is `t = 2`, `i = 1`. This is the
# most common slip of the whole course, so say it now and then aloud.
#
# There will be two more marks at the same place, and no mark has two meanings:
#
# | mark | means | first used in |
# |---|---|---|
# | $x^{\langle t \rangle}$ | time, step $t$ | here |
# | $x^{(i)}$ | example $i$ of a batch | here |
# | $a^{[l]}$ | layer $l$ | chapter 8 |
# | $(W)^k$ | a power: the matrix $W$ times itself, $k$ factors | chapter 3 |

# %% [markdown]
# ## 2 · Why sequences?
#
# Because so much of the world comes in order. Here are seven tasks. In each, something is read step
# by step, or written step by step, or both.
#
# | application | goes in | comes out |
# |---|---|---|
# | speech recognition | 300 short frames of sound | *we are late*: 11 letters and blanks |
# | music generation | one note, or only the wish for music | 40 notes |
# | sentiment classification | *a film without a heart*: 5 words | 2 stars |
# | DNA sequence analysis | A G C T T A: 6 bases | for each base whether it codes for a protein: 6 labels |
# | machine translation | *I do not know*: 4 words | *no lo sé*: 3 words |
# | video activity recognition | 120 pictures | *running* |
# | named entity recognition | the sentence above: 9 words | 9 labels |
#
# Two questions sort them all. **How many things go in? How many come out?** If both are many, there
# is a third: **is it one answer for each input?**

# %% jupyter={"source_hidden": true}
show(
    pictures.task_signatures(),
    alt="Four small networks. One-to-many: one x, three predictions, and a dashed arrow from each to "
    "the next step. Many-to-one: three x, one prediction at the end. Many-to-many with equal lengths: three x, a prediction at each. "
    "Many-to-many with different lengths: three x are read by the encoder, then the decoder writes "
    "two predictions.",
    caption="The type names the input first. Dashed: what was written last is read next. At the lower "
    "right an encoder reads the whole input before a decoder writes.",
)

# %% [markdown]
# Look at the fourth network. If $T_x \ne T_y$, there is no output that belongs to each input. And the
# first word of a translation may depend on the last word of the sentence. So one part, the
# **encoder**, reads everything, and then another part, the **decoder**, writes. Machine translation works like that. You may see it listed as
# many-to-one, because one *sentence* comes out. But $T_y$ counts words.

# %% [markdown]
# ### Exercise 1.1 · `task_type`
#
# Difficulty: ●○○ · 6 minutes · 8 lines
#
# Give each of the seven applications its type: return a dictionary from the name to the type. The
# four types are in variables already, so you need not type them. The names are those of the table,
# such as `"machine translation"`. `applications` holds those that are asked for.
#
# <details><summary>Hint 1</summary>
#
# For each row of the table write two numbers: how many in, how many out. If one of them is 1, you
# know the type.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# If both are more than 1, ask whether a longer input *must* give a longer output by the same amount.
# For labels it must. For text made from sound, or in another language, it need not. In code: write
# a dictionary of all seven, then pick with a loop over `applications`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "task_type_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def task_type(applications):
    """The type of each application.

    applications : list of names, such as "machine translation"
    returns a dict from each name to one of the four types below
    """
    one_to_many, many_to_one = "one-to-many", "many-to-one"
    equal, different = "many-to-many, T_x = T_y", "many-to-many, T_x != T_y"
    ### BEGIN SOLUTION
    types = {"machine translation": different, "speech recognition": different}
    types["named entity recognition"] = equal
    types["DNA sequence analysis"] = equal
    types["sentiment classification"] = many_to_one
    types["video activity recognition"] = many_to_one
    types["music generation"] = one_to_many
    return {name: types[name] for name in applications}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "task_type", "locked": true, "points": 7, "schema_version": 3, "solution": false, "task": false}
check("task_type")

# %% [markdown]
# ## 3 · Why not the network you know?
#
# A feed-forward network takes a column of numbers of fixed length. You could give it one place for
# each word: place 1, place 2, and so on. Three things go wrong.
#
# **First: lengths differ.** A network with 9 places cannot take a sentence of 12 words. With 400
# places it can, and then a sentence of 3 words leaves 397 of them empty. A sentence of 401 words
# still has no place.
#
# **Second: nothing learned at one place is known at another.** Each place has weights of its own.
# Say the network has learned that *Ada* at place 1 is a name. Now read *We met Ada*. *Ada* comes in
# at place 3, through other weights, and these have learned nothing about her.

# %% jupyter={"source_hidden": true}
show(
    pictures.places(),
    alt="Left: a feed-forward network with three places. In the sentence Ada met us, Ada goes "
    "through the weights W1; in We met Ada she goes through W3. Right: a recurrent network, where "
    "Ada goes through the same weights W_ax at step 1 and at step 3.",
    caption="Left, the same word meets other weights at each place. Right, one set of weights is "
    "used at every step.",
)

# %% [markdown]
# **Third: there are far too many weights.** Work it out once.
#
# Let the vocabulary have 10,000 words. Each word will be a column of 10,000 numbers (section 5
# says why). A text of 100 words then is a column of $100 \cdot 10{,}000 = 1{,}000{,}000$ numbers. Let the
# first layer have 100 units. Each unit has a weight for each number:
#
# $$100 \cdot 1{,}000{,}000 = 100{,}000{,}000 \text{ weights.}$$
#
# A recurrent network reads one word at a time, with the same weights at each step. It needs
#
# - $100 \cdot 10{,}000 = 1{,}000{,}000$ weights for the word, called $W_{ax}$,
# - $100 \cdot 100 = 10{,}000$ weights for what it remembers, called $W_{aa}$,
# - $100$ biases, called $b_a$.
#
# Together that is 1,010,100, about 99 times fewer. And a text of 1,000 words needs not one weight
# more.

# %% jupyter={"source_hidden": true}
show(
    pictures.weight_counts(),
    alt="The number of weights against the length of the text, on logarithmic axes. The "
    "feed-forward network's line rises from 1 million at 1 word to 100 million at 100 words and "
    "1,000 million at 1,000 words. The recurrent network's line stays at 1,010,100.",
    caption="Both axes are logarithmic. The weights of a feed-forward network grow with the text. "
    "Those of a recurrent network do not.",
)

# %% [markdown]
# The same three reasons once made people share weights across a *picture*, which is what a
# convolution does. A recurrent network shares them across **time**.

# %% [markdown]
# ## 4 · From words to numbers
#
# A network multiplies and adds, so each word needs a number. The list that gives each word its
# number is the **vocabulary**. Build one by hand first. This is all the text we have:
#
# - *the old map showed the island*
# - *the island was small*
# - *a lost map*
#
# **Count.** *the* comes 3 times, *island* and *map* 2 times, and *a, lost, old, showed, small, was*
# once each.
#
# **Sort.** Frequent words first: if there is room for a few words only, keep the useful ones. Words
# of equal count come in alphabetical order. Why bother? Because otherwise the same text, read in
# another order, gives other numbers, and yesterday's network reads today's numbers wrong.
#
# **Two entries that are no words** come before all others:
#
# - `<EOS>`, the **end of the sentence**, has index 0. A network that writes must be able to say *I
#   have finished*.
# - `<UNK>`, the **unknown word**, has index 1. It stands for every word that the vocabulary has not.
#
# | index | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
# |---|---|---|---|---|---|---|---|---|---|---|---|
# | token | `<EOS>` | `<UNK>` | the | island | map | a | lost | old | showed | small | was |
#
# The vocabulary has 11 entries. If only 6 are allowed, it ends after *a*: two specials and four
# words.

# %% [markdown]
# ### Exercise 1.2 · `build_vocabulary`
#
# Difficulty: ●●○ · 10 minutes · 8 lines
#
# Build the dictionary from token to index. `sentences` is a list of lists of words. `size` is the
# largest number of entries, the two specials included; `None` means that all words stay.
#
# <details><summary>Hint 1</summary>
#
# Three steps: count, sort, number. For the first, go through the sentences and in each through its
# words. For the last, `enumerate` counts from 0.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `sorted(counts, key=…)` sorts by whatever the key returns. A key may be a pair: Python compares
# the first parts, and the second parts only if the first are equal. Which pair gives *large counts
# first, then a before b*? For `size`, count how many places are left when two are taken.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "build_vocabulary_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_vocabulary(sentences, size=None):
    """An index for each word, frequent words first.

    sentences : list of lists of words   size : largest number of entries, or None
    returns a dict from token to index: <EOS> 0, <UNK> 1, then the words
    """
    ### BEGIN SOLUTION
    counts = {}
    for sentence in sentences:
        for word in sentence:
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    if size is not None:
        ranked = ranked[: size - 2]  # <EOS> and <UNK> take two places
    return {token: index for index, token in enumerate(["<EOS>", "<UNK>"] + ranked)}
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "build_vocabulary", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check("build_vocabulary")

# %% [markdown]
# **What you have now.** The table from above, made by your code. Read the two lines against it.

# %%
text = ["the old map showed the island", "the island was small", "a lost map"]
sentences = [sentence.split() for sentence in text]
with needs("build_vocabulary"):
    vocabulary = build_vocabulary(sentences)
    print("all:        ", ", ".join(f"{index} {token}" for token, index in vocabulary.items()))
    six = build_vocabulary(sentences, size=6)
    print("six entries:", ", ".join(f"{index} {token}" for token, index in six.items()))

# %% [markdown]
# ### There and back
#
# Take the small vocabulary of six entries and the sentence *the island was lost*.
#
# - *the* is 2, *island* is 3.
# - *was* is not there, so it is 1. *lost* is not there, so it is 1 too.
# - The sentence is over: 0.
#
# So it becomes **2, 3, 1, 1, 0**. Four words gave five numbers.
#
# Now back. 2 is *the*, 3 is *island*, 1 is `<UNK>`, 1 is `<UNK>`, and 0 says stop. We get
# *the island `<UNK>` `<UNK>`*. Something is lost on the way: that there were *two different* words.
# It is the price of a small vocabulary.

# %% [markdown]
# ### Exercise 1.3 · `encode`
#
# Difficulty: ●○○ · 4 minutes · 3 lines
#
# Turn a list of words into a list of indices, with `<EOS>` at its end.
#
# <details><summary>Hint 1</summary>
#
# `vocabulary[word]` stops with an error for an unknown word. A dictionary has a method that takes
# something else instead.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `vocabulary.get(word, other)` returns `other` if the word is not a key. What should `other` be? And
# what is still missing when the loop is over?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "encode_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def encode(tokens, vocabulary):
    """Indices of the words, then that of <EOS>.

    tokens : list of words   vocabulary : dict from token to index
    returns a list of len(tokens) + 1 whole numbers
    """
    ### BEGIN SOLUTION
    unknown = vocabulary["<UNK>"]
    found = [vocabulary.get(word, unknown) for word in tokens]
    return found + [vocabulary["<EOS>"]]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "encode", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("encode")

# %% [markdown]
# ### Exercise 1.4 · `decode`
#
# Difficulty: ●●○ · 6 minutes · 6 lines
#
# Turn a list of indices into the list of words before the first `<EOS>`. `<EOS>` itself is no word.
# After it there may be anything: padding, or the rest of another text. There may also be no `<EOS>`
# at all; then all words are wanted.
#
# <details><summary>Hint 1</summary>
#
# The dictionary leads from word to index. You need the other direction. Make a second dictionary
# whose keys are the indices.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Go through the indices in a loop. If the index is that of `<EOS>`, leave the loop with `break`.
# Otherwise append the word. Which of the two must come first?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "decode_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def decode(indices, vocabulary):
    """The words before the first <EOS>.

    indices : list of whole numbers   vocabulary : dict from token to index
    returns a list of words
    """
    ### BEGIN SOLUTION
    word_at = {index: word for word, index in vocabulary.items()}
    found = []
    for index in indices:
        if index == vocabulary["<EOS>"]:
            break
        found.append(word_at[index])
    return found
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "decode", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("decode")

# %%
with needs("build_vocabulary", "encode", "decode"):
    few = build_vocabulary(sentences, size=6)
    there = encode("the island was lost".split(), few)
    print(there, "→", " ".join(decode(there, few)))

# %% [markdown]
# ## 5 · From numbers to columns
#
# *map* is 4 and *the* is 2. Is a map twice as much as a *the*? Is *island*, with 3, halfway between
# them? No. The numbers are names, and a network that multiplies them would take them for amounts.
#
# So each word becomes a column of its own: as many entries as the vocabulary has words, a 1 at the
# word's index, 0 everywhere else. It is called **one-hot**. No word is larger than another, and all
# are equally far apart.
#
# With $n_x = 4$ and the indices 2, 0 the two columns are
#
# $$x^{\langle 1 \rangle} = \begin{pmatrix} 0 \\ 0 \\ 1 \\ 0 \end{pmatrix} \qquad x^{\langle 2 \rangle} = \begin{pmatrix} 1 \\ 0 \\ 0 \\ 0 \end{pmatrix}$$
#
# $n_x$ is the **length of one input column**. For one-hot words it is the size of the vocabulary.

# %% jupyter={"source_hidden": true}
show(
    pictures.one_hot_columns(),
    alt="A grid of eleven rows, one for each entry of the vocabulary, and five columns, one for "
    "each step of the sentence the island was small and its end. Each column holds a single 1: in "
    "row 2 for the, 3 for island, 10 for was, 9 for small, 0 for EOS.",
    caption="One sentence as columns. To read the word back, look in which row the 1 stands.",
)

# %% [markdown]
# *All words equally far apart: how can a network then learn that two are alike?* Its weights do it.
# Multiply a matrix by such a column, and it picks out one column of the matrix. So a weight matrix
# holds one column **for each word**, and the network learns what to put there.
#
# Now the whole batch. A sentence is a row of indices, so $m$ sentences of $T$ steps are an array
# $(m, T)$. One-hot adds an axis. In this course it is the **first** one:
#
# $$(m, T) \;\to\; (n_x, m, T)$$
#
# **Columns are examples.** At one step, `x[:, :, t]` has shape $(n_x, m)$, and column $i$ is the
# word of sentence $i$.

# %% [markdown]
# ### Exercise 1.5 · `one_hot`
#
# Difficulty: ●●○ · 8 minutes · 3 lines
#
# Turn an array of indices into one-hot columns. `indices` has shape $(m,)$ or $(m, T)$, and the
# result has shape $(n, m)$ or $(n, m, T)$. The same lines can serve both.
#
# <details><summary>Hint 1</summary>
#
# `np.eye(n)` is a square of zeros with ones on its diagonal. Its row $k$ is the one-hot code of $k$.
# What does `np.eye(n)[indices]` give, and on which axis are the classes then?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.moveaxis(array, -1, 0)` takes the last axis and puts it first; the others keep their order. A
# `reshape` would give the same shape with the ones in wrong places, and `.T` turns round *all* axes.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "one_hot_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def one_hot(indices, n):
    """Each index as a column with a single 1.

    indices : (m,) or (m, T)   whole numbers from 0 to n - 1   n : size of the vocabulary
    returns (n, m) or (n, m, T)
    """
    ### BEGIN SOLUTION
    codes = np.eye(n)  # row k is the code of k
    rows = codes[indices]  # (m, n) or (m, T, n)
    return np.moveaxis(rows, -1, 0)  # (n, m) or (n, m, T)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "one_hot", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("one_hot")

# %% [markdown]
# ## 6 · A batch: padding and its mask
#
# Our three sentences have 6, 4 and 3 words. With `<EOS>` their lengths are 7, 5 and 4. An array is a
# box: all its rows are equally long. So the short ones are filled up with 0. That is **padding**.
#
# | | t=0 | 1 | 2 | 3 | 4 | 5 | 6 |
# |---|---|---|---|---|---|---|---|
# | example 1 | 2 | 7 | 4 | 8 | 2 | 3 | **0** |
# | example 2 | 2 | 3 | 10 | 9 | **0** | 0 | 0 |
# | example 3 | 5 | 6 | 4 | **0** | 0 | 0 | 0 |
#
# *Look closely at the zeros.* In each row the **first** one, in bold, is `<EOS>`. It is real: the
# network should learn to predict it. The others are nothing. From the numbers alone you cannot tell
# them apart.
#
# So we write down what is real, in a second array of the same shape, the **mask**: 1 for a real
# step, 0 for padding.
#
# | | t=0 | 1 | 2 | 3 | 4 | 5 | 6 |
# |---|---|---|---|---|---|---|---|
# | example 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 |
# | example 2 | 1 | 1 | 1 | 1 | 1 | 0 | 0 |
# | example 3 | 1 | 1 | 1 | 1 | 0 | 0 | 0 |
#
# The sum of a row is the length of its sentence: 7, 5, 4. The sum of all is the number of real steps
# in the batch: 16 of 21.

# %% [markdown]
# ### Exercise 1.6 · `pad_and_mask`
#
# Difficulty: ●●○ · 10 minutes · 7 lines
#
# Put $m$ lists of indices into one array of whole numbers, $(m, T)$, and make the mask, $(m, T)$.
# Padding follows the words. Without a given `T`, take the length of the longest list. A given `T` is
# never too short. The last line, `return`, is given.
#
# <details><summary>Hint 1</summary>
#
# Start with two arrays of zeros. Then go through the lists, and write each one into the beginning of
# its row. `enumerate` gives the row's number and the list.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `indices[i, :k] = row` writes `k` numbers, where `k` is `len(row)`. The same slice of the mask
# becomes 1. `np.zeros` makes floats; for indices say `dtype=int`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "pad_and_mask_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pad_and_mask(sequences, T=None):
    """Lists of different length as one array, and where it is real.

    sequences : m lists of whole numbers   T : number of steps, or None for the longest
    returns indices (m, T), zeros after each end; mask (m, T), 1 for real and 0 for padding
    """
    ### BEGIN SOLUTION
    if T is None:
        T = max(len(row) for row in sequences)
    indices = np.zeros((len(sequences), T), dtype=int)  # (m, T)
    mask = np.zeros((len(sequences), T))  # (m, T)
    for i, row in enumerate(sequences):
        indices[i, : len(row)] = row
        mask[i, : len(row)] = 1
    ### END SOLUTION
    return indices, mask

# %% nbgrader={"grade": true, "grade_id": "pad_and_mask", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
check("pad_and_mask")

# %% [markdown]
# **What you have now.** A batch of our own, from text to one array. The last line should say
# (11, 3, 7): $n_x$, $m$, $T_x$.

# %%
with needs("build_vocabulary", "encode", "one_hot", "pad_and_mask"):
    vocabulary = build_vocabulary(sentences)
    indices, mask = pad_and_mask([encode(s, vocabulary) for s in sentences])
    print(indices)
    print(mask)
    x = one_hot(indices, len(vocabulary))
    print("shape of x:", x.shape, "  real steps:", int(mask.sum()), "of", mask.size)

# %% [markdown]
# ### Move it: one cell of the batch
#
# Each square below is one column of $x$. Choose an example and a step, with the sliders or by
# pressing a square.
#
# **Find each of these, and say its code aloud, before you read the answers:**
#
# 1. $x^{(2)\langle 3 \rangle}$, the third word of the second sentence.
# 2. The `<EOS>` of the third sentence, and the padding right after it. What differs?
# 3. Two squares whose columns are equal, though they stand in different sentences.
# 4. The square `x[:, 0, 5]`.

# %%
with needs("build_vocabulary", "encode", "pad_and_mask"):
    vocabulary = build_vocabulary(sentences)
    indices, mask = pad_and_mask([encode(s, vocabulary) for s in sentences])
    display(BatchExplorer(indices, mask, vocabulary))

# %% [markdown]
# <details><summary>What you may have found</summary>
#
# 1. *was*, index 10. In code `x[:, 1, 2]`: both numbers are one less.
# 2. The columns are the same, a 1 in row 0. Only the mask differs: 1 and then 0.
# 3. For example *the* at $x^{(1)\langle 1 \rangle}$ and at $x^{(2)\langle 1 \rangle}$. One-hot knows
#    the word and nothing about its place. The place is the third axis.
# 4. $x^{(1)\langle 6 \rangle}$, *island*.
#
# </details>
#
# *This is a good place to stop for today. You can turn any text into an array.*

# %% [markdown]
# ## 7 · Labels for names
#
# In section 1 each word had the answer 1 or 0. Now read this: *We saw Paris Texas and Marie*. Are
# *Paris* and *Texas* one place or two? With 1 and 0 nobody can say. And *Marie* is a person, not a
# place.
#
# So the labels say more:
#
# - **B-** and a kind: an entity of this kind **b**egins here;
# - **I-** and a kind: we are still **i**nside it;
# - **O**: **o**utside of any.
#
# | | We | saw | Paris | Texas | and | Marie |
# |---|---|---|---|---|---|---|
# | one place | O | O | B-LOC | I-LOC | O | B-PER |
# | two places | O | O | B-LOC | B-LOC | O | B-PER |
#
# People who prepare data mark entities as **spans**: start, end, kind. The span `(2, 4, "LOC")` means
# the words `tokens[2:4]`. Counting starts at 0, and the end is the first word **after** the entity,
# as in every slice of Python. The first row of the table has the spans `(2, 4, "LOC")` and
# `(5, 6, "PER")`.

# %% [markdown]
# ### Exercise 1.7 · `bio_labels`
#
# Difficulty: ●●○ · 8 minutes · 6 lines
#
# Turn spans into one label per word. `spans` is a list of triples `(start, end, kind)`; no two share
# a word.
#
# <details><summary>Hint 1</summary>
#
# Most words are outside. Start with an `"O"` for every word, then write the entities over it, one
# after the other.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# A loop can take each triple apart, with three names between `for` and `in`. The word at `start` gets
# B-. Which words get I-? Try your `range` with the span `(5, 6, "PER")`: it must be empty.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bio_labels_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bio_labels(tokens, spans):
    """One label per word: B- begins an entity, I- goes on with it, O is outside.

    tokens : list of T words   spans : list of (start, end, kind), the words tokens[start:end]
    returns a list of T labels, such as "B-PER", "I-PER", "O"
    """
    ### BEGIN SOLUTION
    result = ["O" for _ in tokens]
    for start, end, kind in spans:
        result[start] = "B-" + kind
        for place in range(start + 1, end):
            result[place] = "I-" + kind
    return result
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bio_labels", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("bio_labels")

# %% [markdown]
# ## 8 · The names of the weights
#
# The network of the next chapter has a **hidden state** $a^{\langle t \rangle}$: a column of $n_a$
# numbers, what it remembers after step $t$. You need not know yet how it works. You need to know
# whose weights are whose, because you will write these names some hundred times.
#
# **Read an index from right to left: $W_{ax}$ makes an $a$ out of an $x$.** Then the shape follows:
# as many rows as comes out, as many columns as goes in.
#
# | name | makes | shape |
# |---|---|---|
# | $W_{ax}$ | a state out of an input | $(n_a, n_x)$ |
# | $W_{aa}$ | a state out of the state before | $(n_a, n_a)$ |
# | $W_{ya}$ | an output out of a state | $(n_y, n_a)$ |
# | $b_a$, $b_y$ | biases, added to the state's and the output's sum | $(n_a, 1)$, $(n_y, 1)$ |
#
# ### Two products or one
#
# A state is made from two products, $W_{aa}\, a^{\langle t-1 \rangle}$ and
# $W_{ax}\, x^{\langle t \rangle}$, which are added. Work two steps by hand. Let $n_a = 1$ and $n_x = 2$, with
# $W_{aa} = (0.8)$ and $W_{ax} = (0.5\ \ {-1})$.
#
# **Step 1.** Nothing is remembered yet: $a^{\langle 0 \rangle} = 0$. Let $x^{\langle 1 \rangle}$ have the
# entries 2 and 0.45. The two products are $0.8 \cdot 0 = 0$ and $0.5 \cdot 2 - 1 \cdot 0.45 = 0.55$. Their sum
# is 0.55. A curve that chapter 2 shows makes a state out of it, 0.5005. We round:
# $a^{\langle 1 \rangle} = 0.5$.
#
# **Step 2, two products.** The same weights. Let $x^{\langle 2 \rangle}$ have the entries 2 and 0.3. Now
# $0.8 \cdot 0.5 = 0.4$, and $0.5 \cdot 2 - 1 \cdot 0.3 = 0.7$. The sum is **1.1**.
#
# **Step 2, one product.** Put the weights side by side, $(0.8\ \ 0.5\ \ {-1})$, and the numbers one above the
# other, 0.5, 2, 0.3. Then $0.8 \cdot 0.5 + 0.5 \cdot 2 - 1 \cdot 0.3 = $ **1.1**.
#
# The same sum, in one go. In general:
#
# $$W_a = \begin{bmatrix} W_{aa} & W_{ax} \end{bmatrix} \qquad W_a \begin{bmatrix} a^{\langle t-1 \rangle} \\ x^{\langle t \rangle} \end{bmatrix} = W_{aa}\, a^{\langle t-1 \rangle} + W_{ax}\, x^{\langle t \rangle}$$
#
# The state comes first in **both**. With $n_a = 100$ and $n_x = 10{,}000$ the shape of $W_a$ is
# $(100, 10100)$.

# %% jupyter={"source_hidden": true}
show(
    pictures.stacking(),
    alt="A wide matrix W_a, whose first 3 columns are W_aa and whose next 5 columns are W_ax, times "
    "a tall array whose first 3 rows are the old state a and whose next 5 rows are the input x. "
    "The result has 3 rows.",
    caption="The orange columns meet the orange rows, the blue columns the blue rows. Change the "
    "order in one of them, and the wrong numbers meet without any error.",
)

# %% [markdown]
# ### Exercise 1.8 · `stack_parameters`
#
# Difficulty: ●○○ · 3 minutes · 1 line
#
# Put the two weight matrices side by side: $[W_{aa}\ \ W_{ax}]$.
#
# <details><summary>Hint 1</summary>
#
# `np.concatenate` joins a list of arrays along an axis. Along which axis do columns follow one
# another?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The shapes are $(n_a, n_a)$ and $(n_a, n_x)$. They differ in axis 1, so that is the one to join
# along. `np.hstack` does the same.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "stack_parameters_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def stack_parameters(Waa, Wax):
    """The weights of the state and of the input in one matrix.

    Waa : (n_a, n_a)   Wax : (n_a, n_x)
    returns (n_a, n_a + n_x)
    """
    ### BEGIN SOLUTION
    return np.concatenate([Waa, Wax], axis=1)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "stack_parameters", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("stack_parameters")

# %% [markdown]
# ### Exercise 1.9 · `stack_inputs`
#
# Difficulty: ●○○ · 2 minutes · 1 line
#
# Put the old state above the input: $[a^{\langle t-1 \rangle};\ x^{\langle t \rangle}]$. The
# semicolon means *below*.
#
# <details><summary>Hint 1</summary>
#
# The shapes are $(n_a, m)$ and $(n_x, m)$. In which axis do they differ?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Along axis 0 rows follow one another. The state comes first, as in the exercise before.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "stack_inputs_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def stack_inputs(a_prev, xt):
    """The state above the input.

    a_prev : (n_a, m)   xt : (n_x, m)
    returns (n_a + n_x, m)
    """
    ### BEGIN SOLUTION
    return np.concatenate([a_prev, xt], axis=0)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "stack_inputs", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("stack_inputs")

# %% [markdown]
# **What you have now.** A proof by numbers that both forms are equal, at the size of a real
# vocabulary. The shape should be (100, 10100), and the difference no more than rounding.

# %%
with needs("stack_parameters", "stack_inputs"):
    rng = np.random.default_rng(0)
    Waa, Wax = rng.normal(size=(100, 100)), rng.normal(size=(100, 10_000))
    a_prev, xt = rng.normal(size=(100, 3)), rng.normal(size=(10_000, 3))
    Wa = stack_parameters(Waa, Wax)
    gap = Wa @ stack_inputs(a_prev, xt) - (Waa @ a_prev + Wax @ xt)
    print("shape of Wa:", Wa.shape, "  largest difference below 1e-10:", np.abs(gap).max() < 1e-10)

# %% [markdown]
# ### How many numbers must be learned?
#
# Count by hand. Let $n_x = 3$, $n_a = 5$, $n_y = 4$.
#
# - $W_{ax}$ has $5 \cdot 3 = 15$ entries, $W_{aa}$ has $5 \cdot 5 = 25$, $b_a$ has 5. That is 45.
# - $W_{ya}$ has $4 \cdot 5 = 20$ entries, $b_y$ has 4. That is 24.
#
# Together **69**. Look for $T_x$ or $m$ in this count. They are not there.

# %% [markdown]
# ### Exercise 1.10 · `count_parameters`
#
# Difficulty: ●○○ · 3 minutes · 2 lines
#
# `parameters` is a dictionary from a name, such as `"Wax"`, to an array. Return the number of all
# entries of all arrays.
#
# <details><summary>Hint 1</summary>
#
# The names do not matter here. `parameters.values()` gives the arrays.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# An array knows its number of entries: `array.size`. `len(array)` is only the number of its rows.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "count_parameters_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_parameters(parameters):
    """The number of entries of all arrays together.

    parameters : dict from name to array
    returns a whole number
    """
    ### BEGIN SOLUTION
    sizes = [array.size for array in parameters.values()]
    return sum(sizes)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "count_parameters", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("count_parameters")

# %% [markdown]
# **What you have now.** The count of section 3: it should print 1,010,100.

# %%
with needs("count_parameters"):
    cell = {"Wax": np.ones((100, 10_000)), "Waa": np.ones((100, 100)), "ba": np.ones((100, 1))}
    print(f"a cell with 100 units that reads 10,000 words: {count_parameters(cell):,}")

# %% [markdown]
# ### A dictionary for other books
#
# The same things have other names elsewhere. Come back to this table when you read.
#
# | here | in many papers | in `torch` | meaning |
# |---|---|---|---|
# | $a^{\langle t \rangle}$ | $h_t$, sometimes $s_t$ | `output`, `h_n` | hidden state |
# | $W_{aa}$ | $W$, or $W_{hh}$ | `weight_hh_l0` | state to state |
# | $W_{ax}$ | $U$, or $W_{xh}$ | `weight_ih_l0` | input to state |
# | $W_{ya}$ | $V$, or $W_{hy}$ | `weight` of a `Linear` layer | state to output |
# | $b_a$ | $b$ | `bias_ih_l0` plus `bias_hh_l0` | bias of the state |
# | $b_y$ | $c$ | `bias` of a `Linear` layer | bias of the output |
# | $\hat{y}^{\langle t \rangle}$ | $o_t$ or $\hat{y}_t$ | | prediction |
#
# In `torch`, `ih` means *input to hidden* and `hh` *hidden to hidden*. Some drawings write $W_{ax}$
# on both arrows. The one that goes through time is $W_{aa}$. And careful with $c$: from chapter 5 on
# it is a memory here, not a bias.

# %% [markdown]
# ## 9 · The same array in torch
#
# We keep $x$ as $(n_x, m, T)$. Then one step is `x[:, :, t]`, and every formula stands in the code as
# it stands on paper: `Wax @ xt`. `torch` prefers $(T, m, n_x)$, time first. The numbers are the same.
# The axes change places.
#
# *Is `reshape` not enough?* Take a small case, with a single example: two features, three steps.
#
# $$\begin{pmatrix} 1 & 2 & 3 \\ 10 & 20 & 30 \end{pmatrix}$$
#
# At step 1 the features are 1 and 10. Time first, the first row must say 1, 10. But `reshape` reads
# 1, 2, 3, 10, 20, 30 in this order and cuts it into pairs. Its first row says 1, 2: two *steps* of
# one feature are sold as two *features* of one step. No error tells you.

# %% jupyter={"source_hidden": true}
show(
    pictures.reshape_or_transpose(),
    alt="A block of two rows, 1 2 3 and 10 20 30. Transposed it has the rows 1 10, 2 20 and 3 30. "
    "Reshaped to the same size it has the rows 1 2, 3 10 and 20 30.",
    caption="Both results have three rows and two columns. Only the transposed one keeps 1 and 10, "
    "the features of the first step, together.",
)

# %% [markdown]
# ### Exercise 1.11 · `to_time_major`
#
# Difficulty: ●○○ · 3 minutes · 1 line
#
# Turn $(n_x, m, T)$ into $(T, m, n_x)$.
#
# <details><summary>Hint 1</summary>
#
# `np.transpose(x, (…))` lists, for each new axis, the old axis that it comes from.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The new axis 0 is time, which was axis 2. The new axis 1 is the examples, which were axis 1. What
# is left?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "to_time_major_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def to_time_major(x):
    """Our layout into torch's.

    x : (n_x, m, T)
    returns (T, m, n_x)
    """
    ### BEGIN SOLUTION
    return np.transpose(x, axes=(2, 1, 0))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "to_time_major", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("to_time_major")

# %% [markdown]
# ### Exercise 1.12 · `from_time_major`
#
# Difficulty: ●○○ · 2 minutes · 1 line
#
# And back: turn $(T, m, n_x)$ into $(n_x, m, T)$. Before you write, think whether it needs another
# rule.
#
# <details><summary>Hint 1</summary>
#
# The first and the last axis have changed places. What happens if they do so again?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The same line works. You may even call the function you have just written.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "from_time_major_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def from_time_major(x):
    """torch's layout into ours.

    x : (T, m, n_x)
    returns (n_x, m, T)
    """
    ### BEGIN SOLUTION
    return np.swapaxes(x, 0, 2)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "from_time_major", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("from_time_major")

# %% [markdown]
# <details><summary>And batch_first=True?</summary>
#
# Then torch wants $(m, T, n_x)$, which is `np.transpose(x, (1, 2, 0))`. Here the way back is another
# one: `(2, 0, 1)`. Many people write it wrong once. Say the three letters aloud before you write the
# three numbers.
#
# </details>

# %% [markdown]
# ## 10 · All of it together
#
# The sentence from section 1 goes the whole way now: words, indices, columns, labels, torch and back.
# Each line is one of your functions.
#
# **Predict the three shapes before you run it.** The sentence has 9 different words, and `encode`
# adds one step.

# %%
engine = "Ada Lovelace and Charles Babbage planned a calculating engine".split()
with needs("build_vocabulary", "encode", "decode", "one_hot", "pad_and_mask", "to_time_major"):
    own = build_vocabulary([engine])
    row, real = pad_and_mask([encode(engine, own)])
    block = one_hot(row, len(own))
    print("indices", row.shape, row.tolist())
    print("x", block.shape, "  in torch's layout", to_time_major(block).shape)
    print("x⟨4⟩ has its 1 in row", block[:, 0, 3].argmax(), "which is", engine[3])
    again = block.argmax(axis=0)[0].tolist()
    print("and back:", " ".join(decode(again, own)))

# %%
with needs("bio_labels"):
    labels = bio_labels(engine, [(0, 2, "PER"), (3, 5, "PER")])
    for t, (word, label) in enumerate(zip(engine, labels, strict=True), start=1):
        print(f"x⟨{t}⟩ {word:<12} y⟨{t}⟩ {label}")

# %% [markdown]
# And the batch, as a block of numbers that you can look into. Each column is a step; black squares
# are ones. The hatched steps are padding: they hold a 1 in row 0 as well, and only the mask tells.

# %% jupyter={"source_hidden": true}
show(
    pictures.batch_of_sentences(),
    alt="Three grids side by side, one for each sentence of the batch, each of eleven rows and "
    "seven columns. In every column one square is black. In the second sentence the last two steps "
    "are hatched as padding, in the third the last three.",
    caption="x of shape (11, 3, 7), sentence by sentence. This is what chapter 2 feeds into a "
    "network, one step at a time.",
)

# %% [markdown]
# ## 11 · Five questions
#
# Write down your five letters before you run the check. Each wrong option is a mistake that people
# make.
#
# **Question 1.** `x` has shape (10, 4, 7), laid out as in this course. Which code gives
# $x^{(2)\langle 3 \rangle}$, the third word of the second sentence?
#
# - a) `x[2, 1, :]`
# - b) `x[:, 2, 3]`
# - c) `x[:, 2, 1]`
# - d) `x[:, 1, 2]`
#
# **Question 2.** Let $n_a = 50$ and $n_x = 200$. What is the shape of $W_a$?
#
# - a) (250, 50)
# - b) (50, 250)
# - c) (50, 200)
# - d) (250, 250)
#
# **Question 3.** A sentence of 6 words goes through `encode` and is padded to 10 steps. How many ones
# are in its row of the mask?
#
# - a) 7
# - b) 6
# - c) 10
# - d) 3
#
# **Question 4.** Which of these tasks is many-to-many with $T_x \ne T_y$?
#
# - a) write a sentence that describes a photograph
# - b) say for each frame of a film whether it is day or night
# - c) write down a spoken sentence
# - d) say whether a mail is spam
#
# **Question 5.** A sentence holds two different words that the vocabulary has not. It goes through
# `encode` and then `decode`. What stands in their places?
#
# - a) the two words
# - b) `<UNK>`, twice
# - c) nothing: the sentence is two words shorter
# - d) none of these: `encode` stops with an error

# %% [markdown]
# ### Exercise 1.13 · `notation_quiz`
#
# Difficulty: ●●○ · 6 minutes · 1 line
#
# Return your five letters as one string, in the order of the questions, such as `"aaaaa"`.
#
# <details><summary>Hint 1</summary>
#
# For question 1, set the movable picture to example 2 and step 3. For question 2, draw the two
# blocks side by side.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# For question 3, remember what `encode` adds. For question 4, ask how many go in and how many come
# out. For question 5, run it with a small vocabulary.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "notation_quiz_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def notation_quiz():
    """Your answers to questions 1 to 5, as a string of five letters."""
    ### BEGIN SOLUTION
    return "dbacb"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "notation_quiz", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("notation_quiz")

# %% [markdown]
# ## What to remember
#
# 1. $x^{(i)\langle t \rangle}$ is step $t$ of example $i$: `x[:, i - 1, t - 1]`. Formulas count from
#    1, code from 0.
# 2. $x$ has the shape $(n_x, m, T_x)$: features, examples, time. Columns are examples.
# 3. `<EOS>` is 0, `<UNK>` is 1, then frequent words first.
# 4. Padding and `<EOS>` may look the same. Only the mask tells what is real: 1.
# 5. $W_{ax}$ makes an $a$ out of an $x$. $W_a = [W_{aa}\ \ W_{ax}]$ goes with $[a; x]$.
# 6. Shared weights: the number of parameters does not depend on the length of the text.
# 7. Axes move with a transpose. `reshape` keeps the old order and mixes features with steps.
#
# ## Where other notations differ
#
# - *Name* entity recognition, in some notes. It is *named*: what is found are entities that have a
#   name.
# - Time as $x_t$ or $x^{(t)}$. Here round brackets are examples, angle brackets are time.
# - Examples as rows, in `torch` and in most of its tutorials.
# - A mask that is True at the padding, in some functions of `torch`. Here 1 means real.
# - Padding in front of the sentence, in some older code. Here it follows.
# - IOB1 labels, in which B- is used only where two entities touch. Here every entity begins with B-.
#
# ## What comes next
#
# You have the numbers and their names. In **chapter 2** they go through a network: a small array of
# numbers is carried from word to word, and the same word gives another state when other words came
# before it. Then *Rose* and *rose* can at last be told apart.
