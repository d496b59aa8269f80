"""Backpropagation through windows of k steps."""

import numpy as np
from array_api_compat import array_namespace

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, in_both

from .rnn_backward import rnn_backward
from .rnn_cell_backward import cell_einsum
from .shared import caches_of


def truncated_bptt(da, caches, k: int) -> dict:
    """Go back through a sequence in windows of k steps; no gradient crosses from one to the next."""
    xp = array_namespace(da)
    T_x = len(caches)
    windows = []
    for start in range(0, T_x, k):
        end = min(start + k, T_x)
        windows.append(rnn_backward(da[:, :, start:end], caches[start:end]))
    dx = xp.concat([window["dx"] for window in windows], axis=2)  # (n_x, m, T_x)
    sums = {name: sum(window[name] for window in windows) for name in ("dWax", "dWaa", "dba")}
    return {"dx": dx, "da0": windows[0]["da0"], **sums}


def draw_windows(rng) -> Inputs:
    n = {**draw.sizes(rng, "n_x", "m", least=2, most=3), "n_a": 4, "T_x": 7}
    return _windows(rng, n, int(rng.choice([2, 4])))


def draw_more_windows(rng) -> Inputs:
    """Four windows and one step: more steps than `draw_windows` has."""
    n, k = draw.sizes(rng, "n_x", "n_a", "m", least=1, most=3), int(rng.integers(2, 4))
    return _windows(rng, {**n, "T_x": 4 * k + 1}, k)


def _windows(rng, n: dict[str, int], k: int) -> Inputs:
    caches = caches_of(rng, n)
    da = draw.numbers(rng, n["n_a"], n["m"], n["T_x"])
    return Inputs({"da": da, "caches": caches, "k": k}, n)


# Right answers in other styles: each earns all points.


def windows_by_resetting(da, caches, k):
    """One loop over all steps; what comes from the right is dropped at each cut."""
    T, right, dx = da.shape[2], 0 * da[:, :, 0], []
    sums = {"dWax": 0, "dWaa": 0, "dba": 0}
    for t in reversed(range(T)):
        if (t + 1) % k == 0:
            right = 0 * right
        step = cell_einsum(da[:, :, t] + right, caches[t])
        right = step["da_prev"]
        dx.insert(0, step["dxt"])
        sums = {name: value + step[name] for name, value in sums.items()}
    return {**sums, "dx": np.stack(dx, axis=-1), "da0": right}


# A piece of the reference, which misconceptions replace.
WINDOWS = "for start in range(0, T_x, k):\n        end = min(start + k, T_x)"

EXERCISE = Exercise(
    name="truncated_bptt",
    chapter="03_backprop",
    reference=truncated_bptt,
    task="Write truncated_bptt: call rnn_backward on each window of k steps, join the dx along "
    "time, add the weight gradients, and take da0 from the first window.",
    returns=("gradients",),
    draws={"ordinary": draw_windows, "more windows": draw_more_windows},
    parts=(
        *in_both(
            "more windows",
            array("dx", 2, at="dx", shape="(n_x, m, T_x)"),
            array("da0", 1, at="da0", shape="(n_a, m)"),
            array("dWaa", 1, at="dWaa", shape="(n_a, n_a)"),
        ),
        array("dba", 1, at="dba", shape="(n_a, 1)", beside="dWax"),
        array("dWax", 0, at="dWax", shape="(n_a, n_x)"),
    ),
    uses=("rnn_cell_backward", "rnn_backward"),
    misconceptions=(
        Misconception(
            "nothing_cut",
            "this is the whole way back, without any cut. Call rnn_backward once per window, with "
            "the slices da[:, :, start:end] and caches[start:end].",
            replace=WINDOWS,
            by="for start, end in [(0, T_x)]:",
        ),
        Misconception(
            "windows_one_longer",
            "each window has k + 1 steps. In a slice the end is left out: start:start + k holds "
            "exactly k steps.",
            replace=WINDOWS,
            by="for start in range(0, T_x, k + 1):\n        end = min(start + k + 1, T_x)",
        ),
        Misconception(
            "windows_from_the_end",
            "the windows were counted from the end, so the first one is short. They start at the "
            "first step: 0, k, 2k and so on, and the last one may be short.",
            replace=WINDOWS,
            by="edges = [0, *range(T_x % k, T_x + 1, k)]\n"
            "    for start, end in zip(edges[:-1], edges[1:]):",
        ),
        Misconception(
            "short_window_left_out",
            "the last window, which is shorter than k, was left out. Its steps have a loss too. "
            "Let start run over range(0, T_x, k); a slice may end beyond the array.",
            replace="for start in range(0, T_x, k):",
            by="for start in range(0, T_x - k + 1, k):",
        ),
        Misconception(
            "k_windows",
            "you cut the sequence into k windows. k is the number of steps in a window.",
            replace=WINDOWS,
            by="size = -(-T_x // k)\n    for start in range(0, T_x, size):\n"
            "        end = min(start + size, T_x)",
        ),
        Misconception(
            "last_window_kept",
            "the weight gradients are those of the last window alone. Every window uses the same "
            "weights: add the windows up.",
            replace="sum(window[name] for window in windows)",
            by="windows[-1][name]",
        ),
        Misconception(
            "windows_averaged",
            "the weight gradients are the mean over the windows. The loss adds up over the steps, "
            "and so do they: take the sum.",
            replace="sum(window[name] for window in windows)",
            by="sum(window[name] for window in windows) / len(windows)",
        ),
        Misconception(
            "first_state_of_last_window",
            "da0 was taken from the last window. a⟨0⟩ stands before the first window: take it "
            "from there.",
            replace='windows[0]["da0"]',
            by='windows[-1]["da0"]',
        ),
        Misconception(
            "windows_in_reverse_order",
            "the windows of dx stand in reverse order. You went through them from the right, "
            "which is allowed, since no gradient crosses. Then turn the list round before you "
            "join it.",
            replace='xp.concat([window["dx"] for window in windows], axis=2)',
            by='xp.concat([window["dx"] for window in windows[::-1]], axis=2)',
        ),
        Misconception(
            "input_weights_of_one_window",
            "dWax is that of the first window alone. The three weight gradients are sums over all windows, dWax like the others.",
            replace='"da0": windows[0]["da0"], **sums',
            by='"da0": windows[0]["da0"], **sums, "dWax": windows[0]["dWax"]',
        ),
    ),
    likely=(
        (
            "input_weights_of_one_window",
            '\n            parts = [rnn_backward(da[:, :, s:s + k], caches[s:s + k]) for s in range(0, len(caches), k)]\n            back = dict(parts[0])\n            back["dx"] = np.concatenate([p["dx"] for p in parts], axis=2)\n            for name in ("dWaa", "dba"): back[name] = sum(p[name] for p in parts)\n            return back',
        ),
        ("nothing_cut", "return rnn_backward(da, caches)"),
        (
            "last_window_kept",
            """
            dx, first = [], None
            for s in range(0, len(caches), k):
                g = rnn_backward(da[:, :, s:s + k], caches[s:s + k]); dx.append(g["dx"])
                first = g["da0"] if first is None else first
            return {**g, "dx": np.concatenate(dx, axis=2), "da0": first}""",
        ),
        (
            "short_window_left_out",
            """
            parts = [rnn_backward(da[:, :, s:s + k], caches[s:s + k])
                     for s in range(0, len(caches) - k + 1, k)]
            return {"dx": np.concatenate([p["dx"] for p in parts], axis=2), "da0": parts[0]["da0"],
                    **{n: sum(p[n] for p in parts) for n in ("dWax", "dWaa", "dba")}}""",
        ),
        (
            "first_state_of_last_window",
            """
            parts = [rnn_backward(da[:, :, s:s + k], caches[s:s + k])
                     for s in range(0, len(caches), k)]
            return {"dx": np.concatenate([p["dx"] for p in parts], axis=2), "da0": parts[-1]["da0"],
                    **{n: sum(p[n] for p in parts) for n in ("dWax", "dWaa", "dba")}}""",
        ),
        (
            "windows_in_reverse_order",
            """
            T = len(caches)
            parts = [rnn_backward(da[:, :, s:s + k], caches[s:s + k])
                     for s in reversed(range(0, T, k))]
            return {"dx": np.concatenate([p["dx"] for p in parts], axis=2), "da0": parts[-1]["da0"],
                    **{n: sum(p[n] for p in parts) for n in ("dWax", "dWaa", "dba")}}""",
        ),
    ),
    styles=(windows_by_resetting,),
    equal=(
        ("sums = {name: sum(", "A sum is the same in any order."),
        ("end = min(start + k, T_x)", "The smaller of two is the same in any order."),
        ("windows.append(", "rnn_backward takes as many steps as there are caches."),
    ),
)
