"""Chapter 6's source: its numbers and its results are right."""

import re

import numpy as np
import pytest

import rnn_ref
from rnn_course.data import melodies
from rnn_course.given import chapter_02, chapter_03, chapter_05
from rnn_course.pictures.lstm.cells import UNIT, steps
from tests.solutions.chapter_source import exercises_of

CHAPTER = "06_lstm"
rng = np.random.default_rng(16)


def test_the_numbers_worked_by_hand_forward(prose):
    one, two = steps()
    show = "{:.4f}".format
    for said in [
        rf"\sigma(0.8) = {show(one['f'])}$", rf"\sigma(0.5) = {show(one['u'])}$",
        rf"\tanh(0.6) = {show(one['c'])}$", rf"\sigma(0.6) = {show(one['o'])}$",
        rf"{show(one['u'])} \cdot {show(one['c'])} = {show(one['memory'])}$$",
        rf"\cdot {show(np.tanh(one['memory']))} = {show(one['a'])}$$",
        rf"\sigma({show(two['z']['f'])}) = {show(two['f'])}$",
        rf"\sigma({show(two['z']['u'])}) = {show(two['u'])}$",
        rf"\tanh({show(two['z']['c'])}) = {show(two['c'])}$",
        rf"\sigma({show(two['z']['o'])}) = {show(two['o'])}$",
        rf"{show(two['f'] * one['memory'])} + {show(two['u'] * two['c'])} = {show(two['memory'])}$$",
        rf"\cdot {show(np.tanh(two['memory']))} = {show(two['a'])}$$",
    ]:
        assert said in prose, said
    for key, (w_a, w_x, b) in UNIT.items():
        row = f"| {w_a:g} | {w_x:g} | {b:g} |".replace("-", "−")
        assert row in prose, (key, row)


def test_the_numbers_worked_by_hand_backward(prose):
    one, two = steps()
    tanh2, tanh1 = np.tanh(two["memory"]), np.tanh(one["memory"])
    dzo = tanh2 * two["o"] * (1 - two["o"])
    dc = two["o"] * (1 - tanh2**2)
    dzf = dc * one["memory"] * two["f"] * (1 - two["f"])
    dzu = dc * two["c"] * two["u"] * (1 - two["u"])
    dzc = dc * two["u"] * (1 - two["c"] ** 2)
    right = dc * two["f"]
    da1 = 0.4 * dzf + 0.3 * dzu + 0.8 * dzc - 0.5 * dzo
    shown = da1 * one["o"] * (1 - tanh1**2)
    for said in [
        rf"\cdot {1 - two['o']:.4f} = {dzo:.4f}$", rf"1 - {tanh2:.4f}^2 = {1 - tanh2**2:.4f}$",
        rf"{two['o']:.4f} \cdot {1 - tanh2**2:.4f} = {dc:.4f}$",
        rf"{two['f']:.4f} \cdot {1 - two['f']:.4f} = {dzf:.4f}$",
        rf"{two['u']:.4f} \cdot {1 - two['u']:.4f} = {dzu:.4f}$",
        rf"\cdot {1 - two['c'] ** 2:.4f} = {dzc:.4f}$", rf"{dc:.4f} \cdot {two['f']:.4f} = {right:.4f}$",
        rf"0.5 \cdot {dzo:.4f} = {da1:.4f}$$",
        rf"(1 - {tanh1:.4f}^2) = {right:.4f} + {shown:.4f} = {right + shown:.4f}$$",
    ]:
        assert said in prose, said


@pytest.mark.slow
def test_the_notebook_runs_and_its_demonstrations_say_what_the_text_says(cells, ran):
    _, checked, said = ran
    assert checked == exercises_of(cells)
    assert "This cell" not in said, "a demonstration stopped"
    assert "c = 0.3343   a = 0.2081" in said and "c = 0.5118   a = 0.2817" in said
    assert "dbo = 0.1133   dbf = 0.0308   dbu = 0.0543   dbc = 0.2035" in said
    assert "dc_prev = 0.3384   da_prev = 0.1347" in said


def test_every_gradient_passes_both_judges(ran):
    said = ran[2]
    differences = re.findall(r"^d(\w+) +difference (\S+)   right$", said, re.M)
    assert [name for name, _ in differences] == [
        "Wf", "Wu", "Wc", "Wo", "bf", "bu", "bc", "bo", "Wy", "by", "x"]
    assert all(float(value) < 1e-7 for _, value in differences)
    torch_says = re.findall(r"differ by (\S+)", said)
    assert len(torch_says) == 4 and all(float(value) < 1e-12 for value in torch_says)


def test_the_memory_is_carried_through_500_steps(ran):
    assert float(re.search(r"500 steps: (\S+)", ran[2])[1]) == 0.0


def test_the_forget_bias_decides_for_five_seeds(ran):
    runs = ran[0]["bit_runs"]
    assert [len(group) for group in runs.values()] == [5, 5]
    assert max(share for _, share in runs["forget bias 0"]) < 0.65
    assert min(share for _, share in runs["forget bias 1"]) > 0.97


def test_the_clock_strikes_with_peepholes_alone(ran):
    assert "strokes at steps [10 20 30 40]" in ran[2]
    assert ran[0]["seen"]["peepholes at 0"][1].max() < 1e-12


def test_peepholes_win_the_race_that_was_made_for_them(ran):
    races = ran[0]["races"]
    assert [len(races[peepholes]) for peepholes in (True, False)] == [6, 6]
    learned = {peepholes: sum(done for done, _ in group) for peepholes, group in races.items()}
    assert learned[True] >= learned[False] + 1  # the last digits of a run decide about a seed or two


def test_the_player_remembers_its_riff(ran):
    track = ran[0]["lstm_track"][-1][1].reshape(12, 8).mean(axis=1)
    assert track.mean() < ran[0]["bits_by_counting"] / 3
    assert max(track[[4, 6, 10]]) < track[0] / 2  # bars 5, 7 and 11 know bar 1
    assert track[5] > 0.8 * track[1]  # and bar 6 does not know bar 2, as the text says
    assert ran[0]["repeats"] > 0.5


def test_gru_and_lstm_are_compared_by_measuring(ran):
    namespace = ran[0]
    assert namespace["sizes"] == [8928, 11904]
    assert min(namespace["gru_right"]) > 0.9


def test_the_melodies_are_what_the_text_says(prose):
    songs = melodies.melodies()
    assert songs.shape == (540, 96) and len({tuple(song) for song in songs}) == 540
    bars = songs.reshape(540, 12, 8)
    assert (bars[:, 4:8] == bars[:, :4]).all() and (bars[:, [2, 4, 6, 10]] == bars[:, :1]).all()
    assert f"{np.log2(540):.1f}$ bits" in prose and f"{np.log2(540) / 96:.3f} bits per step" in prose


def test_the_given_functions_are_those_of_the_reference():
    z = rng.normal(size=(4, 3)) * 30
    assert np.allclose(chapter_02.sigmoid(z), rnn_ref.sigmoid(z))
    assert np.allclose(chapter_02.softmax(z), rnn_ref.softmax(z))
    p = {k: rng.normal(size=(4, 7) if k[0] == "W" else (4, 1))
         for k in ("Wr", "br", "Wu", "bu", "Wc", "bc")}
    x, a0, da = rng.normal(size=(3, 2, 5)), rng.normal(size=(4, 2)), rng.normal(size=(4, 2, 5))
    (mine, caches), (theirs, kept) = chapter_05.gru_forward(x, a0, p), rnn_ref.gru_forward(x, a0, p)
    assert np.allclose(mine, theirs)
    back = rnn_ref.gru_backward(da, kept)
    for name, value in chapter_05.gru_backward(da, caches).items():
        assert np.allclose(value, back[name]), name

    def loss(parameters):
        return float((parameters["W"] ** 3).sum())

    W = {"W": rng.normal(size=(2, 3))}
    for dW in (3 * W["W"] ** 2, 2 * W["W"] ** 2):
        mine = chapter_03.gradient_check(loss, W, {"dW": dW})["W"]
        theirs = float(rnn_ref.gradient_check(loss, W, {"dW": dW})["W"])
        assert mine == pytest.approx(theirs, rel=1e-3, abs=1e-9)


def test_dzo_right_and_dc_wrong_earns_the_first_and_hears_of_the_second(learner):
    """Two exercises' worth of points do not hang on one line."""
    import inspect

    from autograder.doctor.rooms import verdict_on
    from autograder.exercises import all_exercises
    from autograder.exercises.packing import make_pack

    exercise = all_exercises()["lstm_cell_backward"]
    source = inspect.getsource(rnn_ref.lstm_cell_backward)
    for wrong, name in (("dc_next", "road_through_the_state_forgotten"),
                        ("dc_next + da_next * output", "slope_not_in_dc")):
        right = "dc_next + da_next * output * (1 - tanh_c**2)"
        space = dict(vars(rnn_ref.cells.lstm))
        exec(source.replace(f"    dc = {right}  #", f"    dc = {wrong}  #"), space)
        verdict = verdict_on(make_pack(exercise, b"one"), space)
        assert verdict.misconception == name
        earned = {part for part, points in verdict.parts.items() if points}
        assert {"dWo", "dbo", "dWf, dWu and dWc where da_next is tiny", "dc_prev where da_next is tiny"} <= earned
        assert not {"dWf", "dc_prev"} & earned
        assert "What you made of dc afterwards is right." in " ".join(verdict.message.split())
