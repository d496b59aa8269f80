"""Chapter 4's source: its exercises stand in order, its numbers are right, its cells run."""

import ast
import functools
import os
import re
import subprocess
import sys

import jupytext
import numpy as np
import pytest

EXERCISES = [
    ("sentence_log_probability", 4, 4), ("shift_targets", 3, 3), ("perplexity", 3, 2),
    ("bits_per_character", 3, 2), ("bigram_baseline", 5, 6), ("train_step", 8, 9),
    ("sample", 7, 10), ("novelty_rate", 3, 3), ("temperature", 4, 3), ("top_k", 4, 4),
    ("reject_unknown", 4, 5), ("make_batches", 5, 7), ("language_model_quiz", 5, 1),
]
SOLUTION = re.compile(r"    ### BEGIN SOLUTION\n(.*?)    ### END SOLUTION\n?", re.DOTALL)
rng = np.random.default_rng(7)

# Runs the notebook's code in a process of its own: its first cell sets NumPy's threads.
RUN = """
import functools, os, pathlib, re, sys
sys.path[:0] = sys.argv[1].split(os.pathsep)
import jupytext
stub = sys.argv[3] == "stub"
cells = jupytext.read(sys.argv[2] + "/solutions/04_language_model.py").cells
space = {"__name__": "__main__"}
for cell in cells:
    if cell.cell_type == "code":
        source = cell.source
        if stub:
            source = re.sub(r"    ### BEGIN SOLUTION\\n(.*?)    ### END SOLUTION\\n?",
                            "    raise NotImplementedError()\\n", source, flags=re.DOTALL)
        exec(source, space)
        if "rnn_course import check" in source:
            from rnn_course.pictures import show as module
            module.display = lambda *given, **more: None
            folder = pathlib.Path(sys.argv[2]) / "course" / "04_language_model"
            real = functools.partial(space["check"], folder=folder)
            space["check"] = (lambda name: None) if stub else real
"""


@pytest.fixture(scope="module")
def cells(root):
    return jupytext.read(root / "solutions" / "04_language_model.py").cells


@pytest.fixture(scope="module")
def prose(cells):
    text = " ".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return " ".join(text.split())


@pytest.fixture(scope="module")
def learner(cells):
    functions = {}
    first = next(cell for cell in cells if cell.cell_type == "code")
    exec(first.source, functions)
    for cell in cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            exec(cell.source, functions)
    return functions


@functools.cache
def said_by(root, how):
    path = os.pathsep.join([str(root), str(root / "course")])
    done = subprocess.run([sys.executable, "-c", RUN, path, str(root), how], text=True,
                          capture_output=True, timeout=400)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.mark.parametrize("number, exercise", enumerate(EXERCISES, start=1))
def test_exercise_block(cells, number, exercise):
    name, points, lines = exercise
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    here = ids.index(name)
    task, code, grade = cells[here - 2 : here + 1]
    block = task.source[task.source.index("### Exercise"):]
    heading, _, difficulty, _, *rest = block.splitlines()
    assert heading == f"### Exercise 4.{number} · `{name}`"
    found = re.fullmatch(r"Difficulty: [●○]{3} · (\d+) minutes · (\d+) lines?", difficulty)
    assert found and int(found[2]) == lines and 1 <= int(found[1]) <= 15
    assert re.search(r"\w", " ".join(rest).split("<details>")[0])
    assert re.findall(r"<summary>(Hint \d)</summary>", block) == ["Hint 1", "Hint 2"]
    assert code.metadata["nbgrader"]["grade_id"] == f"{name}_code"
    assert grade.metadata["nbgrader"]["points"] == points
    assert grade.source == f'check("{name}")'
    function = ast.parse(code.source).body[0]
    assert function.name == name and ast.get_docstring(function)
    written = ast.parse("def f():\n" + SOLUTION.search(code.source)[1]).body[0]
    statements = [node for node in ast.walk(written) if isinstance(node, ast.stmt)]
    assert abs(len(statements) - 1 - lines) <= 1


def test_exercises_stand_in_order_and_there_are_no_others(cells):
    data = [cell.metadata.get("nbgrader", {}) for cell in cells]
    assert [d["grade_id"] for d in data if d.get("grade")] == [name for name, *_ in EXERCISES]


def test_the_chapter_takes_60_to_120_minutes(prose):
    minutes = sum(map(int, re.findall(r"Difficulty: \S+ · (\d+) minutes", prose)))
    reading = len(re.sub(r"<summary>Hint.*?</details>", "", prose).split()) / 180
    promised = int(re.search(r"about (\d+) minutes", prose)[1])
    assert 60 <= promised <= 120 and abs(minutes + reading - promised) <= 15


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


def test_the_notebook_reaches_its_results(root):
    said = said_by(root, "solved")
    assert said.count("✓") == len(EXERCISES) and "This cell" not in said
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


def test_the_notebook_runs_with_every_stub_untouched(root):
    said = [line for line in said_by(root, "stub").splitlines() if "This cell needs" in line]
    assert len(said) >= 9 and all(line.endswith("then run this cell again.") for line in said)


def test_every_figure_has_words(cells):
    shown = [node for cell in cells if cell.cell_type == "code"
             for node in ast.walk(ast.parse(cell.source))
             if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "show"]
    assert len(shown) >= 6
    for call in shown:
        given = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
        assert len(given["alt"]) > 60 and len(given["caption"]) > 30


def test_the_prose_keeps_to_the_house_style(cells, prose):
    assert not re.search(r"\w!", prose) and not re.search(r"[\U0001F300-\U0001FAFF]", prose)
    for cell in cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader"):
            assert len(cell.source.splitlines()) <= 26
    remember = prose.split("## What to remember")[1].split("## What comes next")[0]
    assert len(re.findall(r" \d\. ", remember)) <= 7


def test_the_made_up_sentences_leave_the_question_open():
    from rnn_course import data

    made = [" ".join(sentence) for sentence in data.kitchen_sentences()]
    assert made == [" ".join(sentence) for sentence in data.kitchen_sentences()]
    assert not any("apple and pear salad" in sentence or "and pair salad" in sentence
                   for sentence in made)
    assert any("pear" in sentence for sentence in made) and any("pair of" in s for s in made)
    assert sum(path.stat().st_size for path in data.FOLDER.glob("*.txt")) < 1_500_000
