"""What is right beside something wrong: how many points it earns, and what is spoken of first."""

from autograder.doctor.rooms import typed, verdict_on
from autograder.exercises import all_exercises
from autograder.exercises.packing import build_seed, make_pack
from rnn_course.pack import from_json, to_json


def test_a_wrong_slope_costs_half_of_the_cell_and_the_chain_after_it_earns_the_rest():
    exercise = all_exercises()["rnn_cell_backward"]
    pack = make_pack(exercise, build_seed(exercise))
    for slope in ("1", "1 - np.tanh(a) ** 2", "1 - a", "1 + a ** 2"):
        body = f"""
            import numpy as np
            a, before, x, p = cache
            dz = da_next * ({slope})
            return {{"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                    "dWaa": dz @ before.T, "dba": dz.sum(axis=1, keepdims=True)}}"""
        verdict = verdict_on(pack, typed(exercise, body, {}))
        assert verdict.points == verdict.maximum // 2, slope
        assert "What you made of dz afterwards is right." in " ".join(verdict.message.split())


def test_with_a_wrong_slope_and_a_wrong_chain_one_of_them_is_spoken_of_as_one():
    exercise = all_exercises()["rnn_cell_backward"]
    pack = make_pack(exercise, build_seed(exercise))
    body = """
        a, before, x, p = cache
        dz = da_next
        return {"dxt": p["Wax"].T @ dz, "da_prev": p["Waa"].T @ dz, "dWax": dz @ x.T,
                "dWaa": dz @ a.T, "dba": dz.sum(axis=1, keepdims=True)}"""
    verdict = verdict_on(pack, typed(exercise, body, {}))
    assert verdict.misconception == "tanh_slope_forgotten"
    assert "Recognised, one of the causes: " in " ".join(verdict.message.split())
    assert verdict.message.startswith("✗ rnn_cell_backward: dxt has")  # what that mistake is about


def test_what_is_right_in_every_case_earns_nothing_by_itself():
    """bc is 0 whatever the strength is: without the right Wc it earns no point, with it it does."""
    exercise = all_exercises()["latch_gates"]
    pack = make_pack(exercise, b"seed")
    right = exercise.reference(**pack.cases[0].inputs)
    for Wc, earned in ((right["Wc"] + 1, 0), (right["Wc"], 1)):
        verdict = verdict_on(pack, {"latch_gates": lambda strength, Wc=Wc: {**right, "Wc": Wc}})
        assert verdict.parts["weights['bc']"] == earned
    assert from_json(to_json(pack)).parts == pack.parts
