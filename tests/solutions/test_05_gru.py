"""Chapter 5's source: its exercises stand in order, its numbers and its results are right."""

import ast
import functools
import re
from math import exp, tanh

import jupytext
import numpy as np
import pytest

import rnn_course
import rnn_ref

# name, points, and the lines that its difficulty line promises
EXERCISES = [
    ("simplified_gru_cell_forward", 6, 4), ("latch_gates", 4, 4), ("gru_cell_forward", 8, 6),
    ("gru_forward", 5, 8), ("gru_cell_backward", 16, 18), ("gru_backward", 8, 12),
    ("agreement_lab", 4, 1), ("gru_reset_after_cell_forward", 6, 6), ("to_torch_gru", 6, 6),
    ("gru_quiz", 5, 1),
]
SOLUTION = re.compile(r"    ### BEGIN SOLUTION\n(.*?)    ### END SOLUTION\n?", re.DOTALL)
WEIGHTS = ("Wr", "br", "Wu", "bu", "Wc", "bc")
rng = np.random.default_rng(11)


@pytest.fixture(scope="module")
def cells(root):
    return jupytext.read(root / "solutions" / "05_gru.py").cells


@pytest.fixture(scope="module")
def prose(cells):
    """All markdown as one line of text, so that a line break does not hide a number."""
    text = " ".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return " ".join(text.split())


@pytest.mark.parametrize("number, exercise", enumerate(EXERCISES, start=1))
def test_exercise_block(cells, number, exercise):
    name, points, lines = exercise
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    here = ids.index(name)
    task, code, grade = cells[here - 2 : here + 1]

    text = task.source[task.source.index("### Exercise 5") :]
    heading, _, difficulty, _, *rest = text.splitlines()
    assert heading == f"### Exercise 5.{number} · `{name}`"
    found = re.fullmatch(r"Difficulty: [●○]{3} · (\d+) minutes · (\d+) lines?", difficulty)
    assert found and int(found[2]) == lines and 1 <= int(found[1]) <= 15
    assert re.search(r"\w", " ".join(rest).split("<details>")[0]), "the task has no words"
    hints = re.findall(r"<details><summary>(Hint \d)</summary>\n\n(.+?)\n\n</details>",
                       text, re.DOTALL)
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


def sigmoid(z):
    return 1 / (1 + exp(-z))


def test_the_numbers_worked_by_hand(prose):
    p1, g1 = tanh(0.6), sigmoid(1)
    c1 = g1 * p1
    z = 0.25 + 0.8 * c1 + 0.1
    p2, s2 = tanh(z), 2 + 0.5 * c1 - 3
    g2 = sigmoid(s2)
    c2 = g2 * p2 + (1 - g2) * c1
    dzc, dzu = g2 * (1 - p2**2), (p2 - c1) * g2 * (1 - g2)
    straight, through, gate = 1 - g2, 0.8 * dzc, 0.5 * dzu
    half = tanh(0.35 + 0.8 * 0.5 * c1)
    for sentence in [
        rf"\tanh(0.6000) = {p1:.4f}$", rf"\sigma(1.0000) = {g1:.4f}$",
        rf"= {g1:.4f} \cdot {p1:.4f} + (1 - {g1:.4f}) \cdot 0 = {c1:.4f}",
        rf"0.8 \cdot {c1:.4f} + 0.1) = \tanh({z:.4f}) = {p2:.4f}$",
        rf"0.5 \cdot {c1:.4f} - 3) = \sigma({s2:.4f}) = {g2:.4f}$",
        rf"= {g2:.4f} \cdot {p2:.4f} + {1 - g2:.4f} \cdot {c1:.4f} = {g2 * p2:.4f} + "
        rf"{(1 - g2) * c1:.4f} = {c2:.4f}",
        rf"1 \cdot {g2:.4f} \cdot (1 - {p2:.4f}^2) = {g2:.4f} \cdot {1 - p2**2:.4f} = {dzc:.4f}",
        rf"\cdot {g2:.4f} \cdot {1 - g2:.4f} = {p2 - c1:.4f} \cdot {g2 * (1 - g2):.4f} = {dzu:.4f}",
        rf"straight: $1 - \Gamma_u = {straight:.4f}$", rf"$0.8 \cdot dz_c = {through:.4f}$",
        rf"$0.5 \cdot dz_u = {gate:.4f}$",
        rf"= {straight:.4f} + {through:.4f} + {gate:.4f} = {straight + through + gate:.4f}",
        rf"= \tanh({0.35 + 0.4 * c1:.4f}) = {half:.4f}$", rf"$\tanh(0.35) = {tanh(0.35):.4f}$",
        f"$0.98^{{50}} = {0.98**50:.3f}$", rf"$\sigma(-4) = {sigmoid(-4):.3f}$",
        rf"$\sigma(2) = {sigmoid(2):.4f}$ and $\sigma(-2) = {sigmoid(-2):.4f}$",
        f"A sum of −5 gives {sigmoid(-5):.4f}, a sum of −10 gives {sigmoid(-10):.6f}",
        f"$0.99966^{{199}} = {(1 - sigmoid(-8))**199:.3f}$", f"$0.82^{{19}} = {0.82**19:.2f}$",
    ]:
        assert sentence in prose, sentence
    swap, c, reset = np.array([[0, 1], [1, 0]]), np.array([0.5, 0.8]), np.array([1, 0])
    assert (swap @ (reset * c)).tolist() == [0, 0.5] and (reset * (swap @ c)).tolist() == [0.8, 0]


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


@pytest.fixture(scope="module")
def ran(cells):
    """The notebook, run once: its namespace, the names checked and what was printed."""
    import contextlib
    import io

    checked, said = [], io.StringIO()
    with contextlib.redirect_stdout(said):
        namespace = run(cells, checked.append)
    return namespace, checked, said.getvalue()


def test_the_notebook_runs_and_its_demonstrations_say_what_the_text_says(ran):
    _, checked, said = ran
    assert checked == [name for name, *_ in EXERCISES]
    assert "This cell" not in said, "a demonstration stopped"
    assert "step 1: candidate 0.5370, gate 0.7311, memory 0.3926" in said
    assert "step 2: candidate 0.5811, gate 0.3092, memory 0.4509" in said
    assert "slope = 0.8747" in said
    assert "da_prev = 0.8747   dbc = 0.2048   dbu = 0.0403" in said


def test_a_gate_set_by_hand_keeps_a_bit_for_200_steps(ran):
    held = ran[0]["held"]
    assert all(len(track) == 200 for tracks in held.values() for track in tracks.values())
    assert held[10.0][1.0][-1] > 0.97 and held[10.0][-1.0][-1] < -0.97
    assert abs(held[2.0][1.0][-1] - held[2.0][-1.0][-1]) < 0.01  # nobody can tell them apart


def test_every_gradient_passes_the_check_and_equals_torch(ran):
    namespace, _, said = ran
    torch = pytest.importorskip("torch")
    differences = re.findall(r"^d(\w+) +difference (\S+)   right$", said, re.M)
    assert {name for name, _ in differences} == {*WEIGHTS, "x", "a0"}
    assert all(float(value) < 1e-7 for _, value in differences)
    n_x, n_a, m, T = 3, 4, 2, 6
    p = {name: rng.normal(size=(n_a, n_a + n_x) if name[0] == "W" else (n_a, 1))
         for name in WEIGHTS}
    given = {**p, "x": rng.normal(size=(n_x, m, T)), "a0": rng.normal(size=(n_a, m))}
    factors = rng.normal(size=(n_a, m, T))
    a, caches = namespace["gru_forward"](given["x"], given["a0"], p)
    mine = namespace["gru_backward"](factors, caches)
    leaf = {name: torch.tensor(value, requires_grad=True) for name, value in given.items()}
    weights = {name: leaf[name] for name in WEIGHTS}
    theirs, _ = rnn_ref.gru_sequence.gru_forward(leaf["x"], leaf["a0"], weights)
    np.testing.assert_allclose(a, theirs.detach().numpy(), atol=1e-12)
    (theirs * torch.tensor(factors)).sum().backward()
    for name, tensor in leaf.items():
        np.testing.assert_allclose(mine["d" + name], tensor.grad.numpy(), atol=1e-11)


def test_the_gradient_of_a_gru_whose_gates_begin_shut_survives_fifty_steps(ran):
    left = ran[0]["left"]
    assert left["GRU, b_u = -4"][-1] > 0.1
    assert left["GRU, b_u = 0"][-1] < 1e-6 and left["RNN, radius 0.9"][-1] < 1e-6


def test_lag_50_is_learned_for_five_seeds_where_the_rnn_guesses(ran):
    shares = ran[0]["lag_shares"]
    assert ran[0]["LAG"] == 50 and [len(found) for found in shares.values()] == [5, 5]
    assert min(shares["GRU"]) >= 0.99 and max(shares["RNN"]) < 0.6


def test_agreement_is_learned_for_five_seeds_where_the_rnn_guesses(ran):
    shares, longer = ran[0]["shares"], ran[0]["longer"]
    assert [len(found) for found in shares.values()] == [5, 5]
    assert min(shares["GRU"]) >= 0.98 and min(longer["GRU"]) >= 0.9
    assert max(shares["RNN"]) < 0.65


def test_the_gates_write_at_the_subject_and_hold_afterwards(ran):
    for name, (gate, memory) in ran[0]["two"].items():
        assert gate[:, 1].max() > 0.5, name
        assert gate[:, 2:].mean() < 0.1
        assert abs(memory[0] - memory[1])[1:].min() > 0.2


def test_reset_after_is_torchs_gru_and_reset_before_is_not(ran):
    assert ran[0]["gap_after"] < 1e-12 and ran[0]["gap_before"] > 0.01


def test_the_predictions_of_the_lab(ran):
    sentence = ran[0]["sentence"]
    drawn = [sentence(np.random.default_rng(seed), (2, 4)) for seed in range(2000)]
    nouns = set(ran[0]["FORMS"])
    last = [[w for w in words if w in nouns][-1].endswith("s") == bool(n) for words, n in drawn]
    assert abs(np.mean(last) - 0.5) < 0.05
    assert round(0.99**35, 2) == 0.70


def test_the_quizs_numbers():
    assert 0.9 * -1 + 0.1 * 1 == pytest.approx(-0.8)
    shapes = {name: (100, 150) if name[0] == "W" else (100, 1) for name in WEIGHTS}
    assert sum(a * b for a, b in shapes.values()) == 45300


def test_the_notebook_runs_with_every_stub_untouched(cells, capsys):
    stub = functools.partial(SOLUTION.sub, "    raise NotImplementedError()\n")
    run(cells, lambda name: None, stub)
    said = [line for line in capsys.readouterr().out.splitlines() if "This cell needs" in line]
    assert len(said) == 10 and all(line.endswith("then run this cell again.") for line in said)


def test_every_figure_has_words(cells):
    shown = [node for cell in cells if cell.cell_type == "code"
             for node in ast.walk(ast.parse(cell.source))
             if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "show"]
    assert len(shown) >= 9
    for call in shown:
        words = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
        assert len(words["alt"]) > 60 and len(words["caption"]) > 20
        assert words["alt"] != words["caption"]


def test_the_prose_keeps_to_the_house_style(cells, prose):
    assert not re.search(r"\w!", prose)
    assert not re.search(r"[\U0001F300-\U0001FAFF]", prose)
    for cell in cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader"):
            assert len(cell.source.splitlines()) <= 26, cell.source
            assert max(map(len, cell.source.splitlines())) <= 120, cell.source
    remember = prose.split("## What to remember")[1].split("## What comes next")[0]
    assert len(re.findall(r" \d\. ", remember)) <= 7


def test_the_solution_passes_every_check(ran, root):
    folder = root / "course" / "05_gru"
    if not (folder / "checks").is_dir():
        pytest.skip("the course is not built: python start.py build")
    for name, *_ in EXERCISES:
        rnn_course.check(name, ran[0][name], folder=folder)


def test_a_sample_student_makes_each_mistake_in_numpy_alone(root):
    from autograder.build import chapter as chapters
    from autograder.doctor.verdicts import namespace_of, verdict_on
    from autograder.exercises import all_exercises
    from autograder.exercises.packing import make_pack
    from autograder.grade import sample

    chapter = chapters.read(root / "solutions" / "05_gru.py")
    solved = namespace_of(chapter.notebook)
    for name in chapter.exercises:
        exercise = all_exercises()[name]
        pack = make_pack(exercise, b"seed")
        for misconception in exercise.misconceptions:
            space = dict(solved)
            exec(sample.as_cell(exercise, misconception), space)
            assert verdict_on(pack, space).misconception == misconception.name, misconception.name


def test_a_learner_with_the_first_rows_of_the_backward_pass_gets_their_points(root):
    """dz of the candidate right, all else still 0: four points, and a word on what comes next."""
    from autograder.doctor.verdicts import verdict_on
    from autograder.exercises import all_exercises
    from autograder.exercises.packing import make_pack

    def begun(da_next, cache):
        _, a_prev, xt, candidate, update, reset, p = cache
        dz = da_next * update * (1 - candidate**2)
        zeros = {"d" + name: np.zeros_like(p[name]) for name in WEIGHTS}
        return {**zeros, "dxt": np.zeros_like(xt), "da_prev": np.zeros_like(a_prev),
                "dWc": dz @ np.concatenate([reset * a_prev, xt]).T, "dbc": dz.sum(1, keepdims=True)}

    verdict = verdict_on(make_pack(all_exercises()["gru_cell_backward"], b"seed"),
                         {"gru_cell_backward": begun})
    assert verdict.points == 4 and "dbu" in verdict.message
