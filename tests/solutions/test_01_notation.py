"""Chapter 1's source: its exercises stand in order, its numbers are right, its cells run."""

import ast
import functools
import re

import jupytext
import numpy as np
import pytest

import rnn_course
import rnn_ref

# name, points, and the lines that its difficulty line promises
EXERCISES = [
    ("task_type", 7, 8), ("build_vocabulary", 6, 8), ("encode", 3, 3), ("decode", 3, 6),
    ("one_hot", 4, 3), ("pad_and_mask", 6, 7), ("bio_labels", 4, 6), ("stack_parameters", 2, 1),
    ("stack_inputs", 1, 1), ("count_parameters", 2, 2), ("to_time_major", 2, 1),
    ("from_time_major", 2, 1), ("notation_quiz", 5, 1),
]
SOLUTION = re.compile(r"    ### BEGIN SOLUTION\n(.*?)    ### END SOLUTION\n?", re.DOTALL)
TEXT = ["the old map showed the island", "the island was small", "a lost map"]
rng = np.random.default_rng(7)


@pytest.fixture(scope="module")
def cells(root):
    return jupytext.read(root / "solutions" / "01_notation.py").cells


@pytest.fixture(scope="module")
def prose(cells):
    """All markdown as one line of text, so that a line break does not hide a number."""
    text = " ".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return " ".join(text.split())


@pytest.fixture(scope="module")
def learner(cells):
    """The solution cells, run: the chapter's functions by name."""
    functions = {"np": np}
    for cell in cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            exec(cell.source, functions)
    return functions


@pytest.mark.parametrize("number, exercise", enumerate(EXERCISES, start=1))
def test_exercise_block(cells, number, exercise):
    name, points, lines = exercise
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    here = ids.index(name)
    task, code, grade = cells[here - 2 : here + 1]

    heading, _, difficulty, _, *rest = task.source.splitlines()
    assert heading == f"### Exercise 1.{number} · `{name}`"
    found = re.fullmatch(r"Difficulty: [●○]{3} · (\d+) minutes · (\d+) lines?", difficulty)
    assert found and int(found[2]) == lines and 1 <= int(found[1]) <= 15
    assert re.search(r"\w", " ".join(rest).split("<details>")[0]), "the task has no words"
    hints = re.findall(r"<details><summary>(Hint \d)</summary>\n\n(.+?)\n\n</details>",
                       task.source, re.DOTALL)
    assert [hint for hint, _ in hints] == ["Hint 1", "Hint 2"]

    assert code.metadata["nbgrader"] == {
        "grade": False, "grade_id": f"{name}_code", "locked": False, "schema_version": 3,
        "solution": True, "task": False}
    assert grade.metadata["nbgrader"] == {
        "grade": True, "grade_id": name, "locked": True, "points": points, "schema_version": 3,
        "solution": False, "task": False}
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


def test_the_vocabulary_and_the_batch_worked_by_hand(prose):
    sentences = [sentence.split() for sentence in TEXT]
    vocabulary = rnn_ref.build_vocabulary(sentences)
    tokens = [f"`{token}`" if token[0] == "<" else token for token in vocabulary]
    assert f"| token | {' | '.join(tokens)} |" in prose
    assert "if only 6 are allowed, it ends after *a*".casefold() in prose.casefold()
    few = rnn_ref.build_vocabulary(sentences, 6)
    assert list(few)[-1] == "a"
    row = rnn_ref.encode("the island was lost".split(), few)
    assert f"**{', '.join(map(str, row))}**" in prose
    indices, mask = rnn_ref.pad_and_mask([rnn_ref.encode(s, vocabulary) for s in sentences])
    for number, (row, real) in enumerate(zip(indices.tolist(), mask.astype(int).tolist(),
                                             strict=True), start=1):
        cells = [f"**{v}**" if t == sum(real) - 1 else str(v) for t, v in enumerate(row)]
        assert f"| example {number} | {' | '.join(cells)} |" in prose
        assert f"| example {number} | {' | '.join(map(str, real))} |" in prose
    assert f"{int(mask.sum())} of {mask.size}" in prose


def test_the_numbers_worked_by_hand(prose):
    dense, shared = 100 * 10_000 * 100, 100 * 10_000 + 100 * 100 + 100
    n_x, n_a, n_y = 3, 5, 4
    for sentence in [
        r"100 \cdot 10{,}000 = 1{,}000{,}000", f"{dense:,}".replace(",", "{,}"),
        f"Together that is {shared:,}, about {round(dense / shared)} times fewer",
        r"$0.8 \cdot 0.5 = 0.4$, and $0.5 \cdot 2 - 1 \cdot 0.3 = 0.7$. The sum is **1.1**",
        rf"$5 \cdot 3 = {n_a * n_x}$ entries, $W_{{aa}}$ has $5 \cdot 5 = {n_a * n_a}$",
        f"That is {n_a * (n_a + n_x + 1)}.", f"That is {n_y * (n_a + 1)}.",
        f"Together **{n_a * (n_a + n_x + 1) + n_y * (n_a + 1)}**",
    ]:
        assert sentence in prose, sentence
    assert np.isclose(0.8 * 0.5 + 0.5 * 2 - 1 * 0.3, 1.1)
    rows = np.array([[1, 2, 3], [10, 20, 30]])
    assert rows.T[0].tolist() == [1, 10] and rows.reshape(3, 2)[0].tolist() == [1, 2]


def test_labels_worked_by_hand(prose):
    words = "We saw Paris Texas and Marie".split()
    for row, spans in {"one place": [(2, 4, "LOC"), (5, 6, "PER")],
                       "two places": [(2, 3, "LOC"), (3, 4, "LOC"), (5, 6, "PER")]}.items():
        assert f"| {row} | {' | '.join(rnn_ref.bio_labels(words, spans))} |" in prose


def test_every_type_of_task_is_in_the_text(prose):
    types = rnn_ref.task_type
    names = ["speech recognition", "music generation", "sentiment classification",
             "DNA sequence analysis", "machine translation", "video activity recognition",
             "named entity recognition"]
    assert all(f"| {name} |" in prose for name in names)
    assert set(types(names).values()) == {
        "one-to-many", "many-to-one", "many-to-many, T_x = T_y", "many-to-many, T_x != T_y"}


def test_the_functions_do_more_than_the_check_asks(learner):
    vocabulary = learner["build_vocabulary"]([list("abracadabra")])
    assert list(vocabulary) == ["<EOS>", "<UNK>", "a", "b", "r", "c", "d"]
    words = list("cabx")
    assert learner["decode"](learner["encode"](words, vocabulary), vocabulary) == [
        "c", "a", "b", "<UNK>"]
    indices = rng.integers(7, size=(4, 6))
    x = learner["one_hot"](indices, 7)
    assert np.array_equal(x.argmax(axis=0), indices) and np.array_equal(x.sum(axis=0), 1 + 0 * indices)
    assert np.array_equal(learner["from_time_major"](learner["to_time_major"](x)), x)
    Waa, Wax = rng.normal(size=(3, 3)), rng.normal(size=(3, 5))
    a, xt = rng.normal(size=(3, 2)), rng.normal(size=(5, 2))
    one = learner["stack_parameters"](Waa, Wax) @ learner["stack_inputs"](a, xt)
    assert np.allclose(one, Waa @ a + Wax @ xt)


def run(cells, check, change=lambda source: source):
    """Run the notebook's code from top to bottom with another `check`."""
    namespace = {"__name__": "__main__"}
    for cell in cells:
        if cell.cell_type == "code":
            try:
                exec(change(cell.source), namespace)
            except Exception as error:
                raise AssertionError(f"this cell failed:\n{cell.source}") from error
            if "rnn_course import check" in cell.source:
                namespace["check"] = check
    return namespace


def test_the_notebook_runs_and_its_demonstrations_say_what_the_text_says(cells, capsys):
    checked = []
    run(cells, checked.append)
    said = capsys.readouterr().out
    assert checked == [name for name, *_ in EXERCISES]
    assert "This cell" not in said, "a demonstration stopped"
    assert "[2, 3, 1, 1, 0] → the island <UNK> <UNK>" in said
    assert "shape of x: (11, 3, 7)   real steps: 16 of 21" in said
    assert "shape of Wa: (100, 10100)   largest difference below 1e-10: True" in said
    assert "reads 10,000 words: 1,010,100" in said
    assert "x (11, 1, 10)   in torch's layout (10, 1, 11)" in said
    assert "which is Charles" in said
    assert "and back: Ada Lovelace and Charles Babbage planned a calculating engine" in said
    assert re.search(r"x⟨5⟩ Babbage +y⟨5⟩ I-PER", said)


def test_the_notebook_runs_with_every_stub_untouched(cells, capsys):
    stub = functools.partial(SOLUTION.sub, "    raise NotImplementedError()\n")
    run(cells, lambda name: None, stub)
    said = [line for line in capsys.readouterr().out.splitlines() if "This cell needs" in line]
    assert len(said) == 8 and all(line.endswith("then run this cell again.") for line in said)


def test_the_solution_passes_every_check(cells, root):
    folder = root / "course" / "01_notation"
    if not (folder / "checks").is_dir():
        pytest.skip("the course is not built: python start.py build")
    run(cells, functools.partial(rnn_course.check, folder=folder))


def test_every_figure_has_words(cells):
    shown = [node for cell in cells if cell.cell_type == "code"
             for node in ast.walk(ast.parse(cell.source))
             if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "show"]
    assert len(shown) >= 6
    for call in shown:
        given = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
        assert len(given["alt"]) > 60 and len(given["caption"]) > 30
        assert given["alt"] != given["caption"]


def test_the_prose_keeps_to_the_house_style(cells, prose):
    # An exclamation mark after a word; "!=" and the factorial do not occur in prose.
    assert not re.search(r"\w!", prose)
    assert not re.search(r"[\U0001F300-\U0001FAFF]", prose)
    for cell in cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader"):
            assert len(cell.source.splitlines()) <= 20
    remember = prose.split("## What to remember")[1].split("## Where other")[0]
    assert len(re.findall(r" \d\. ", remember)) <= 7
