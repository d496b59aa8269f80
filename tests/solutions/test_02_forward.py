"""Chapter 2's source: its exercises stand in order, its numbers are right, its cells run."""

import ast
import functools
import re
import warnings

import jupytext
import numpy as np
import pytest

import rnn_course

# name, points, and the lines that its difficulty line promises
EXERCISES = [
    ("softmax", 3, 3), ("sigmoid", 3, 4), ("rnn_cell_forward", 4, 3), ("rnn_forward", 6, 8),
    ("many_to_one", 2, 2), ("one_to_many", 5, 6), ("jordan_cell_forward", 4, 3),
    ("freeze_past_end", 4, 4), ("sequence_cross_entropy", 5, 6), ("match_torch_rnn", 5, 6),
    ("forward_quiz", 5, 1),
]
SOLUTION = re.compile(r"    ### BEGIN SOLUTION\n(.*?)    ### END SOLUTION\n?", re.DOTALL)
rng = np.random.default_rng(7)


@pytest.fixture(scope="module")
def cells(root):
    return jupytext.read(root / "solutions" / "02_forward.py").cells


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


def parameters(n_x=3, n_a=5, n_y=4, **more):
    shapes = {"Wax": (n_a, n_x), "Waa": (n_a, n_a), "Wya": (n_y, n_a), "ba": (n_a, 1),
              "by": (n_y, 1)} | more
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


@pytest.mark.parametrize("number, exercise", enumerate(EXERCISES, start=1))
def test_exercise_block(cells, number, exercise):
    name, points, lines = exercise
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    here = ids.index(name)
    task, code, grade = cells[here - 2 : here + 1]

    heading, _, difficulty, _, *rest = task.source.splitlines()
    assert heading == f"### Exercise 2.{number} · `{name}`"
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


def test_the_numbers_worked_by_hand(prose):
    tanh, exp, log = np.tanh, np.exp, np.log
    a1 = tanh(0.5 * 1 + 0.8 * 0 + 0.1)
    a2 = tanh(0.5 * 0.5 + 0.8 * a1 + 0.1)
    b1 = tanh(0.5 * 0.5 + 0.1)
    b2 = tanh(0.5 * 1 + 0.8 * b1 + 0.1)
    score = -a2 + 0.2
    powers = exp(np.array([0, -1, -2]))
    losses = -log([0.5, 0.8, 0.1])
    p, q, s = powers / powers.sum()
    for sentence in [
        rf"= \tanh(0.6000) = {a1:.4f}$",
        rf"$0.8 \cdot {a1:.4f} = {0.8 * a1:.4f}$",
        rf"$0.5 \cdot 0.5 + {0.8 * a1:.4f} + 0.1 = {0.25 + 0.8 * a1 + 0.1:.4f}$",
        rf"= \tanh({0.35 + 0.8 * a1:.4f}) = {a2:.4f}$",
        rf"\tanh(0.3500) = {b1:.4f}$",
        rf"0.8 \cdot {b1:.4f} + 0.1) = \tanh({0.6 + 0.8 * b1:.4f}) = {b2:.4f}$",
        rf"$1 \cdot {a2:.4f} + 0 = {a2:.4f}$ and $-1 \cdot {a2:.4f} + 0.2 = {score:.4f}$",
        rf"0 and ${score:.4f} - {a2:.4f} = {score - a2:.4f}$",
        rf"$e^{{{score - a2:.4f}}} = {exp(score - a2):.4f}$",
        rf"Their sum is {1 + exp(score - a2):.4f}",
        rf"({1 / (1 + exp(score - a2)):.4f},\ {1 - 1 / (1 + exp(score - a2)):.4f})$",
        f"{powers[0]:.4f}, {powers[1]:.4f}, {powers[2]:.4f}. Their sum is {powers.sum():.4f}",
        f"**{p:.4f}, {q:.4f}, {s:.4f}**",
        rf"$\sigma(2) = 1 / (1 + {exp(-2):.4f}) = {1 / (1 + exp(-2)):.4f}$",
        rf"$\sigma(-2) = 1 - 0.8808 = {1 / (1 + exp(2)):.4f}$",
        *(rf"$-\log {p} = {-log(p):.4f}$" for p in (0.5, 0.8, 0.1)),
        rf"${losses.sum():.4f} / 3 = {losses.mean():.4f}$",
        f"Divided by 5 the loss would be {losses.sum() / 5:.4f}",
        f"it is {-log(0.8):.4f} if the answer was yes, and {-log(0.2):.4f} if it was no",
        f"For 10 words that is {log(10):.4f}",
    ]:
        assert sentence in prose


def test_softmax_and_sigmoid(learner):
    z = rng.normal(size=(4, 3)) * 3
    z[:, 1] += 1000
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        p = learner["softmax"](z)
        s = learner["sigmoid"](np.array([[-1000.0, -2, 0, 2, 1000]]))
    assert np.allclose(p.sum(axis=0), 1) and (p > 0).all()
    assert np.allclose(p[:, 1], learner["softmax"](z[:, 1:2] - 1000)[:, 0])
    assert s.shape == (1, 5) and np.allclose(s, [[0, 0.1192029, 0.5, 0.8807971, 1]])


def test_forward_is_the_cell_again_and_again(learner):
    p, x, a0 = parameters(), rng.normal(size=(3, 2, 6)), rng.normal(size=(5, 2))
    a, y_pred, caches = learner["rnn_forward"](x, a0, p)
    assert a.shape == (5, 2, 6) and y_pred.shape == (4, 2, 6) and len(caches) == 6
    a_prev = a0
    for t, cache in enumerate(caches):
        assert cache[1] is a_prev or np.array_equal(cache[1], a_prev)
        a_prev = np.tanh(p["Wax"] @ x[:, :, t] + p["Waa"] @ a_prev + p["ba"])
        assert np.allclose(a[:, :, t], a_prev) and np.allclose(cache[0], a_prev)
        a_prev = cache[0]
    assert np.array_equal(learner["many_to_one"](x, a0, p), y_pred[:, :, 5])


def test_one_to_many_feeds_itself(learner):
    p, x1, a0 = parameters(n_x=4), rng.normal(size=(4, 2)), rng.normal(size=(5, 2))
    y = learner["one_to_many"](x1, a0, p, 5)
    x = np.concatenate([x1[:, :, np.newaxis], y[:, :, :-1]], axis=2)
    assert np.allclose(learner["rnn_forward"](x, a0, p)[1], y)


def test_jordan_carries_the_prediction(learner):
    p = parameters(Way=(5, 4))
    xt, y_prev = rng.normal(size=(3, 2)), rng.normal(size=(4, 2))
    a_next, yt_pred, cache = learner["jordan_cell_forward"](xt, y_prev, p)
    assert np.allclose(a_next, np.tanh(p["Wax"] @ xt + p["Way"] @ y_prev + p["ba"]))
    assert np.allclose(yt_pred, learner["softmax"](p["Wya"] @ a_next + p["by"]))
    assert cache[1] is y_prev


def test_padding_freezes_and_costs_nothing(learner):
    new, old = rng.normal(size=(2, 5, 3))
    frozen = learner["freeze_past_end"](new, old, 2, [3, 2, 5])
    assert np.array_equal(frozen, np.stack([new[:, 0], old[:, 1], new[:, 2]], axis=1))

    y_pred = np.zeros((2, 1, 5))
    y_pred[0, 0, :3] = [0.5, 0.8, 0.1]
    y = np.zeros_like(y_pred)
    y[0, 0, :3] = 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        loss = learner["sequence_cross_entropy"](y_pred, y, np.array([[1, 1, 1, 0, 0]]))
    assert loss == pytest.approx(1.0730, abs=5e-5)


def test_torch_gives_the_same_states(learner):
    torch = pytest.importorskip("torch")
    p, x, a0 = parameters(), rng.normal(size=(3, 2, 6)), rng.normal(size=(5, 2))
    state, x_torch, h0 = learner["match_torch_rnn"](x, a0, p)
    layer = torch.nn.RNN(3, 5, dtype=torch.float64)
    layer.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    states = layer(torch.tensor(x_torch), torch.tensor(h0))[0].detach().numpy()
    mine = learner["rnn_forward"](x, a0, p)[0]
    assert np.allclose(states.transpose(2, 1, 0), mine, atol=1e-14)


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
    namespace = run(cells, checked.append)
    said = capsys.readouterr().out
    assert checked == [name for name, *_ in EXERCISES]
    assert "This cell" not in said, "a demonstration stopped"
    assert "a<1> = 0.5370   a<2> = 0.6525   y<2> = [0.7512 0.2488]" in said
    assert "blind guess: 2.3026" in said and "[nan nan]" in said
    assert float(re.search(r"difference to torch.nn.RNN: (\S+)", said)[1]) < 1e-14
    gaps = [float(gap) for gap in re.findall(r"differ by (\d\.\d\d)|differs by (\d\.\d\d)", said)
            for gap in gap if gap]
    assert len(gaps) == 4 and min(gaps) > 0.05
    frozen = np.stack(namespace["states"], axis=2)[:, 1]
    assert np.array_equal(frozen[:, 2:], np.repeat(frozen[:, 2:3], 7, axis=1))


def test_the_notebook_runs_with_every_stub_untouched(cells, capsys):
    stub = functools.partial(SOLUTION.sub, "    raise NotImplementedError()\n")
    run(cells, lambda name: None, stub)
    said = [line for line in capsys.readouterr().out.splitlines() if "This cell needs" in line]
    assert len(said) == 7 and all(line.endswith("then run this cell again.") for line in said)


def test_the_solution_passes_every_check(cells, root):
    folder = root / "course" / "02_forward"
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
    remember = prose.split("## What to remember")[1].split("## What comes next")[0]
    assert len(re.findall(r" \d\. ", remember)) <= 7
