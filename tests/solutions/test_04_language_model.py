"""Chapter 4's source: its numbers are right, its cells run."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest

from tests.solutions.chapter_source import exercises_of

CHAPTER = "04_language_model"
rng = np.random.default_rng(7)

# Runs the notebook's code in a process of its own: its first cell sets NumPy's threads.
RUN = """
import functools, os, pathlib, sys
sys.path[:0] = sys.argv[1].split(os.pathsep)
from autograder.start_up import without_slow_parsers
without_slow_parsers()
import jupytext
cells = jupytext.read(sys.argv[2] + "/solutions/04_language_model.py").cells
space = {"__name__": "__main__"}
for cell in cells:
    if cell.cell_type == "code":
        exec(cell.source, space)
        if "rnn_course import check" in cell.source:
            from rnn_course.pictures import show as module
            module.display = lambda *given, **more: None
            folder = pathlib.Path(sys.argv[2]) / "course" / "04_language_model"
            space["check"] = functools.partial(space["check"], folder=folder)
"""


def said_by(root):
    path = os.pathsep.join([str(root), str(root / "course")])
    done = subprocess.run([sys.executable, "-c", RUN, path, str(root)], text=True,
                          capture_output=True, timeout=400)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def one_unit_by_hand():
    """The sentences of section 2 for one unit and two steps."""
    a, z, log_p = [0.0], [], []
    for word_weight, right in ((0.0, 1), (0.5, 0)):  # step 1 reads nothing, step 2 reads b
        z.append(word_weight + 0.8 * a[-1] + 0.1)
        a.append(np.tanh(z[-1]))
        powers = np.exp([a[-1], -a[-1] + 0.2])
        yield rf"({powers[0] / powers.sum():.4f},\ {powers[1] / powers.sum():.4f})"
        yield f"**{powers[right] / powers.sum():.4f}**"
        log_p.append(np.log(powers[right] / powers.sum()))
    yield rf"\tanh({z[0]:.4f}) = {a[1]:.4f}"
    yield rf"= {z[1]:.4f}$"
    yield rf"\tanh({z[1]:.4f}) = {a[2]:.4f}"
    yield f"${-a[2] + 0.2:.4f}$"
    yield f"{log_p[0]:.4f} - {-log_p[1]:.4f} = {sum(log_p):.4f}"


def test_the_numbers_worked_by_hand(prose):
    log, e = np.log, np.exp
    for sentence in [
        f"{log(0.2):.4f} - {-log(0.5):.4f} - {-log(0.4):.4f} = {log(0.04):.4f}",
        rf"{log(1 / 8):.4f} - {-log(1 / 32):.4f} = {log(1 / 256):.4f}",
        rf"{-log(1 / 256):.4f} / 8 = {log(256) / 8:.4f}",
        rf"first gets $e^{{2}} / (e^{{2}} + e^{{1}}) = {1 / (1 + e(-1)):.4f}$",
        f"it gets {1 / (1 + e(-2)):.4f}: more careful",
        f"it gets {1 / (1 + e(-0.5)):.4f}: bolder",
        rf"$({0.5 / 0.7:.4f}, {0.2 / 0.7:.4f}, 0, 0)$",
        *one_unit_by_hand(),
        rf"$0.8 - 0.02317 = {0.8 - 0.1 * 0.2317:.4f}$",
    ]:
        assert sentence in prose, sentence


def test_a_writer_follows_the_law_of_its_network(learner):
    """Many texts of two words: their counts have the law that the chain rule gives."""
    p = {name: 1.5 * rng.normal(size=shape) for name, shape in {
        "Wax": (4, 3), "Waa": (4, 4), "Wya": (3, 4), "ba": (4, 1), "by": (3, 1)}.items()}
    chooser = np.random.default_rng(1)
    drawn = [tuple(learner["sample"](p, 0, 2, chooser)) for _ in range(4000)]
    assert {len(text) for text in drawn} <= {1, 2} and all(t[0] != 0 for t in drawn if t[1:])
    x = learner["shift_targets"](np.array([[i, j] for i in range(3) for j in range(3)]), 3)
    y_pred = learner["rnn_forward"](x, np.zeros((4, 9)), p)[1]
    distance = 0.0
    for row, (i, j) in enumerate((i, j) for i in range(3) for j in range(3)):
        if i == 0 and j:
            continue
        chance = y_pred[i, row, 0] * (1 if i == 0 else y_pred[j, row, 1])
        count = drawn.count((0,) if i == 0 else (i, j))
        distance += (count - 4000 * chance) ** 2 / (4000 * chance)
    assert distance < 22.5  # 6 degrees of freedom, once in a thousand


def test_rows_go_on_from_batch_to_batch(learner):
    inputs, targets = learner["make_batches"](np.arange(13), 2, 2)
    assert inputs[0].tolist() == [[0, 1], [6, 7]] and targets[0].tolist() == [[1, 2], [7, 8]]
    assert inputs[1].tolist() == [[2, 3], [8, 9]] and len(inputs) == 3


def test_the_bigram_table_worked_by_hand(learner):
    P = learner["bigram_baseline"](np.array([[1, 1, 0], [1, 0, 0]]),
                                   np.array([[1, 1, 1], [1, 1, 0]]), 2, 0)
    assert np.allclose(P, [[1 / 4, 3 / 5], [3 / 4, 2 / 5]])


@pytest.mark.slow
def test_the_notebook_reaches_its_results(cells, root):
    said = said_by(root)
    assert said.count("✓") == len(exercises_of(cells)) and "This cell" not in said
    assert float(re.search(r"better by (\d\.\d+)", said)[1]) >= 0.4
    assert float(re.search(r"two ways: (\S+)", said)[1]) < 16.27
    assert float(re.search(r"equal shares for all: (\S+)", said)[1]) > 50
    rnn, pairs = map(float, re.findall(r"last 4000 letters: (\S+) bits", said))
    assert rnn < pairs - 0.4
    assert "log P = [-1.0108]" in said
    new, different = zip(*re.findall(r"k = +\d+: novelty (\S+), +(\d+) different", said), strict=True)
    assert int(different[0]) == 1 and sorted(map(int, different)) == list(map(int, different))
    assert float(new[1]) < float(new[-1])
    rnn, pairs = map(float, re.findall(r"perplexity on the last 4000 words: (\d+)", said))
    assert rnn < pairs
    assert all(int(times) >= 3 for times in re.findall(r"pear is (\d+) times", said))
    early, late = map(float, re.findall(r"novelty rate (\S+)\n +\S", said)[-2:])
    assert early > late


def test_the_made_up_sentences_leave_the_question_open():
    from rnn_course import data

    made = [" ".join(sentence) for sentence in data.kitchen_sentences()]
    assert made == [" ".join(sentence) for sentence in data.kitchen_sentences()]
    assert not any("apple and pear salad" in sentence or "and pair salad" in sentence
                   for sentence in made)
    assert any("pear" in sentence for sentence in made) and any("pair of" in s for s in made)
    assert sum(path.stat().st_size for path in data.FOLDER.glob("*.txt")) < 1_500_000
