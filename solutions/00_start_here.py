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
# # Chapter 0 · Start here
#
# You will write recurrent networks, part by part, in this kind of page. Nobody looks over your
# shoulder while you do.
#
# **So how will you know that a line is right? And if it is wrong, how will you know why?**
#
# Under every exercise stands a **check**. It runs your function and answers in words. This chapter
# shows you how to talk with it. You will write three lines.
#
# **Time:** about 15 minutes.

# %% [markdown]
# ## 1 · Run a cell
#
# A page like this is a **notebook**. It is made of cells: text, such as this one, and code, such as
# the next. Click into the code cell below and press **Shift + Enter**. It runs, and the next cell is
# chosen.

# %%
import numpy as np

from rnn_course import check, progress
from rnn_course.explorer import OneUnit
from rnn_course.pictures import start_here as pictures
from rnn_course.pictures.needs import needs
from rnn_course.pictures.show import show

# %% [markdown]
# It said nothing, and it has loaded what this page needs. A number in brackets, such as `[1]`, has
# appeared at its left. It counts the runs. A star, `[*]`, means that the cell is still running.
#
# The next one has something to say.

# %%
print("It runs. NumPy is here, in version", np.__version__)

# %% [markdown]
# Cells share one memory. What one cell defines, the next can use. So run them **from top to bottom**.
#
# The next cell lists the chapters: the minutes each one takes, and the points you have so far. There
# are none yet.

# %%
progress()

# %% [markdown]
# Its chapters are links. Stay here for now; this is how a page is worked through:

# %% jupyter={"source_hidden": true}
show(
    pictures.the_loop(),
    alt="Four boxes in a row: write your lines, run your cell, run the check, next exercise. From "
    "the check an arrow leads on to the next exercise when it is right, and another back to "
    "writing, by way of the message and a hint, when it is not.",
    caption="This is how you work through every exercise. Go round as often as you like: a wrong "
    "answer costs nothing here.",
)

# %% [markdown]
# ## 2 · Meet the check
#
# Below is the first exercise. **Do not solve it yet.** Run its cell as it is, then run the check
# under it. It will say that the function is not written.
#
# Then make a mistake on purpose. In the place of the line `raise NotImplementedError(…)` write
#
# ```
#     return x + 2
# ```
#
# with four blanks in front. Run the cell, then the check. Read what it says, line by line:
#
# - `✗ double: …` says **what** is wrong;
# - `first at` says **where**, and how many numbers are wrong. Rows and columns count from 0;
# - `expected` is the right number there, `got` is yours;
# - `Recognised:` says **why**, if the check knows your mistake. It knows hundreds.
#
# Then write it correctly. The check answers with ✓ and your points.

# %% [markdown]
# ### Exercise 0.1 · `double`
#
# Difficulty: ●○○ · 2 minutes · 1 line
#
# Return every number of the array $x$ times 2.
#
# <details><summary>Hint 1</summary>
#
# You have just asked for a hint: that was all there is to it. Every exercise has two. The first asks
# a question, the second says more.
#
# Here it is: what does `3 * 4` give, and what does `3 ** 4` give?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# NumPy multiplies every number of an array at once. No loop is needed. Write `return`, then the
# product.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "double_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def double(x):
    """Every number times 2.

    x : array of any shape
    returns an array of the same shape
    """
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "double", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("double")

# %% [markdown]
# **What you have now.** A function that the rest of the notebook can use. The cell below should print 2 and 7.
#
# (`with needs(…)` belongs to the course: while a function is not written yet, the cell says so in one
# line and does nothing else.)

# %%
with needs("double"):
    print(double(np.array([1.0, 3.5])))

# %% [markdown]
# ## 3 · Shapes
#
# Most mistakes in this course are not wrong formulas. They are arrays of a wrong **shape**, or sums
# along the wrong axis. The check says so first.
#
# An array $(n, m)$ has $n$ rows and $m$ columns. Here it is with $n = 2$ and $m = 3$:
#
# $$\begin{pmatrix} 1 & 2 & 3 \\ 10 & 20 & 30 \end{pmatrix}$$
#
# The sums of its columns are 11, 22, 33: three numbers, shape $(3,)$. The sums of its rows are 6 and
# 60. In this course **every column is an example**, so it matters which of the two you take.
#
# Try a wrong one here too before you solve it: `return x.sum()`.

# %% [markdown]
# ### Exercise 0.2 · `column_sums`
#
# Difficulty: ●○○ · 3 minutes · 1 line
#
# Return the sum of each column of $x$. $x$ has shape $(n, m)$, the result $(m,)$.
#
# <details><summary>Hint 1</summary>
#
# `sum` takes an `axis`. Which one runs *down* a column: 0 or 1? Try both on the array above.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The axis that you name is the one that disappears. $(n, m)$ must become $(m,)$, so it is the first.
# Python counts it as 0.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "column_sums_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def column_sums(x):
    """The sum of each column.

    x : (n, m)
    returns (m,)
    """
    ### BEGIN SOLUTION
    return x.sum(axis=0)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "column_sums", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("column_sums")

# %% [markdown]
# ## 4 · What the check may say
#
# | it begins with | it means | you do |
# |---|---|---|
# | ○ | not written yet | write it |
# | ✗ … and *Recognised* | wrong, and it knows why | read the reason, look at the place it names |
# | ✗ … without | wrong in a way it does not know | work out the one number it shows by hand |
# | ✗ … *stopped with* | your code raised an error | look at the line it quotes |
# | ✓ | right | go on |
#
# Larger exercises have several **parts** with points of their own. What is right counts, even if
# another part is wrong. If your work is graded by a teacher, the same check runs with other numbers,
# so a result that is copied from the message earns nothing.
#
# **If your own cell shows an error**, put that right first. Until the cell runs, the check still
# sees the function from before.

# %% [markdown]
# ## 5 · Pictures that move
#
# Every chapter has pictures that answer to you. Below is one from chapter 2, with the smallest
# network there is. It gets one pulse, and then nothing. How long does it remember?
#
# You need not know yet what it computes. Learn to move it: with the mouse, or with the Tab key and
# then the arrow keys. The line under the sliders says in words what you see.
#
# **Try this.** It stands at $w_{aa} = 0.80$. From which step on is the pulse forgotten? Make
# $w_{aa}$ smaller. Does it forget sooner, or later? *Reset* brings the first setting back.

# %%
OneUnit()

# %% [markdown]
# <details><summary>What you may have found</summary>
#
# At 0.80 it is forgotten from step 13 on. At 0.30 it is from step 4 on: the smaller, the sooner.
#
# </details>

# %% [markdown]
# ## 6 · Save, restart
#
# - **Save** with Ctrl + S (on a Mac, Cmd + S). JupyterLab also saves by itself every two minutes.
#   Code and results are kept. The memory is not.
# - **Restart** when something behaves strangely: menu *Kernel*, then *Restart Kernel and Run All
#   Cells*. It empties the memory and runs everything from the top. An exercise that is not written
#   yet does not stop the run.
# - **A cell that does not end** is stopped with the black square at the top, or with *Kernel*, then
#   *Interrupt Kernel*.
# - **Tomorrow** begin with a restart too, for the memory is empty then.

# %% [markdown]
# ## 7 · The machine you run on
#
# The whole course runs on an ordinary processor, a **CPU**. A graphics card, a **GPU**, is not
# needed. If there is one, PyTorch can compute on it. The next cell looks; it may take some seconds.

# %%
import os

print("processor cores:", os.cpu_count())
with needs("torch"):
    import torch

    if torch.cuda.is_available():
        device, name = "cuda", torch.cuda.get_device_name()
    elif torch.backends.mps.is_available():
        device, name = "mps", "the GPU of this Mac"
    else:
        device, name = "cpu", "no GPU, and none is needed"
    total = torch.ones(1000, device=device).sum().item()
    print(f"PyTorch {torch.__version__} computes on: {device} ({name})")
    print(f"a thousand ones, added there: {total:.0f}")

# %% [markdown]
# ## 8 · Five questions
#
# Every chapter ends with five questions. They are an exercise like the others: your answers are one
# text of five letters, such as `"aaaaa"`. The check says how many are right, and not which. Once all
# are right, it gives a reason for each.
#
# Questions 1 and 2 are about this message:
#
# ```
# ✗ column_sums: the result has the wrong shape.
#       expected   (3,), that is (m,)
#       got        (2,)
#       sizes here n = 2, m = 3
# ```
#
# **Question 1.** What did the function return?
#
# - a) three numbers
# - b) one number
# - c) two numbers
#
# **Question 2.** How many examples are in the array that it was given?
#
# - a) 2
# - b) 3
# - c) 6
#
# **Question 3.** You have mended a function. You run its check, and it says what it said before. What
# is most likely?
#
# - a) you have not run the cell with the function again
# - b) the check must be restarted
# - c) the mend is wrong
#
# **Question 4.** You open the page on the next day. A cell says that Python does not know `np`. Why?
#
# - a) the file was not saved
# - b) NumPy must be installed again
# - c) the memory is empty: run from the top
#
# **Question 5.** A function has four parts of one point each. Three are right. What do you get?
#
# - a) no points until all is right
# - b) three points
# - c) four points

# %% [markdown]
# ### Exercise 0.3 · `start_here_quiz`
#
# Difficulty: ●○○ · 3 minutes · 1 line
#
# Return your five letters as one text, in the order of the questions.
#
# <details><summary>Hint 1</summary>
#
# For questions 1 and 2 read section 3 once more. For the others read sections 4 and 6.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# A shape $(k,)$ holds $k$ numbers. *Got* is yours. A check sees what the last run of a cell has left
# in the memory.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "start_here_quiz_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def start_here_quiz():
    """Your answers to questions 1 to 5, as a text of five letters."""
    ### BEGIN SOLUTION
    return "cbacb"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "start_here_quiz", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("start_here_quiz")

# %% [markdown]
# ## What to remember
#
# 1. Shift + Enter runs a cell. Run from top to bottom.
# 2. Write, run your cell, run the check, read the message.
# 3. *Expected* is the right number, *got* is yours.
# 4. Two hints wait under every exercise.
# 5. Columns are examples.
# 6. If in doubt: restart and run all.
#
# ## Where other notations differ
#
# - Examples as **rows**: tables in most books, and in `torch` and `pandas`. There the sums of the examples
#   of section 3 would be 6 and 60.
# - Counting from 1, in formulas. The check counts rows and columns from 0, as Python does.
#
# ## What comes next
#
# Run the list of chapters once more. It keeps the best that each check has said, on this machine
# alone, and it is still there tomorrow. `progress()` works in every chapter.

# %%
progress()

# %% [markdown]
# **Chapter 1** turns sentences into arrays and gives every array its name. Its link stands in the
# list. Or find it in the file browser on the left: one folder up, then `01_notation`.
