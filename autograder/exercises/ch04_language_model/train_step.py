"""One step of training: forward, backward, clip, move."""

import numpy as np

from autograder.exercises import draw
from autograder.exercises.ch02_forward.rnn_forward import rnn_forward
from autograder.exercises.ch03_backprop.rnn_backward import rnn_backward
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, number
from rnn_ref import (
    clip_by_global_norm,
    output_layer_backward,
    sequence_cross_entropy,
    softmax_cross_entropy_backward,
)


def train_step(x, y, mask, a0, parameters, rate, limit):
    """Move the parameters one step against the clipped gradient of the loss."""
    a, y_pred, caches = rnn_forward(x, a0, parameters)
    loss = sequence_cross_entropy(y_pred, y, mask)
    ds = softmax_cross_entropy_backward(y_pred, y, mask)  # (n_y, m, T)
    above = output_layer_backward(ds, a, parameters)
    gradients = {**above, **rnn_backward(above["da"], caches)}
    named = {"d" + key: gradients["d" + key] for key in parameters}
    clipped = clip_by_global_norm(named, limit)
    new = {key: theta - rate * clipped["d" + key] for key, theta in parameters.items()}
    a_last = a[:, :, -1]  # (n_a, m)
    return new, loss, a_last


def draw_training(rng, limit: float) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "n_y", "m", "T", least=2, most=6)
    lengths = np.full(n["m"], n["T"])
    lengths[0] -= 1
    mask = (np.arange(n["T"]) < rng.permutation(lengths)[:, None]).astype(float)
    values = {
        "x": draw.numbers(rng, n["n_x"], n["m"], n["T"]),
        "y": draw.one_hot(rng, n["n_y"], n["m"], n["T"]),
        "mask": mask,
        "a0": draw.numbers(rng, n["n_a"], n["m"]),
        "parameters": draw.parameters(rng, n),
        "rate": round(float(rng.uniform(0.3, 0.7)), 2),
        "limit": limit,
    }
    return Inputs(values, n)


# Right answers in other styles: each earns all points.


def step_by_autograd(x, y, mask, a0, parameters, rate, limit):
    import torch

    leaf = {k: torch.tensor(v, requires_grad=True) for k, v in parameters.items()}
    x, y, mask, a = (torch.as_tensor(np.asarray(v, dtype=float)) for v in (x, y, mask, a0))
    loss = 0
    for t in range(x.shape[2]):
        a = torch.tanh(leaf["Wax"] @ x[:, :, t] + leaf["Waa"] @ a + leaf["ba"])
        log_p = torch.log_softmax(leaf["Wya"] @ a + leaf["by"], dim=0)
        loss = loss - ((log_p * y[:, :, t]).sum(0) * mask[:, t]).sum() / mask.sum()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(leaf.values(), limit)
    moved = {k: (v - rate * v.grad).detach().numpy() for k, v in leaf.items()}
    return moved, float(loss), a.detach().numpy()


# Pieces of the reference, which misconceptions replace.
MOVE = 'new = {key: theta - rate * clipped["d" + key] for key, theta in parameters.items()}'
CLIP = "clipped = clip_by_global_norm(named, limit)"

EXERCISE = Exercise(
    name="train_step",
    chapter="04_language_model",
    reference=train_step,
    task="Write train_step: forward, loss, the five gradients, clip them by their common norm, and "
    "move each parameter by −rate times its gradient. Return the new parameters, the loss and the "
    "last state.",
    returns=("parameters", "loss", "a_last"),
    draws={
        "ordinary": lambda rng: draw_training(rng, 0.05),
        "short": lambda rng: draw_training(rng, 100.0),
    },
    parts=(
        array("Wax", 1, at=(0, "Wax"), shape="(n_a, n_x)"),
        array("Waa", 1, at=(0, "Waa"), shape="(n_a, n_a)", beside="ba"),
        array("ba", 0, at=(0, "ba"), shape="(n_a, 1)"),
        array("Wya", 1, at=(0, "Wya"), shape="(n_y, n_a)"),
        array("by", 1, at=(0, "by"), shape="(n_y, 1)"),
        number("loss", 1, at=1),
        array("a_last", 1, at=2, shape="(n_a, m)"),
        array(
            "Waa after a short gradient",
            1,
            at=(0, "Waa"),
            shape="(n_a, n_a)",
            case="short",
            beside="ba after a short gradient",
        ),
        array("ba after a short gradient", 0, at=(0, "ba"), shape="(n_a, 1)", case="short"),
        array("by after a short gradient", 1, at=(0, "by"), shape="(n_y, 1)", case="short"),
    ),
    misconceptions=(
        Misconception(
            "uphill",
            "you added the gradient. It points to where the loss grows; go the other way, with a "
            "minus.",
            replace=MOVE,
            by=MOVE.replace("theta -", "theta +"),
        ),
        Misconception(
            "not_clipped",
            "the gradient was not clipped, so one long gradient can throw the weights away. Call "
            "clip_by_global_norm and use what it returns; it changes nothing in place.",
            replace=CLIP,
            by="clipped = named",
        ),
        Misconception(
            "clipped_entry_by_entry",
            "each entry was clipped by itself, which turns the direction. Call "
            "clip_by_global_norm.",
            replace=CLIP,
            by="clipped = {key: g.clip(-limit, limit) for key, g in named.items()}",
        ),
        Misconception(
            "clipped_one_by_one",
            "each array was clipped by its own norm. Give all five to clip_by_global_norm at once, "
            "so that one factor keeps the direction.",
            replace=CLIP,
            by="clipped = {key: clip_by_global_norm({key: g}, limit)[key] "
            "for key, g in named.items()}",
        ),
        Misconception(
            "more_than_the_parameters_clipped",
            "the norm was taken over dx and da0 too. They belong to no parameter and move nothing. "
            "Pick the five gradients of the parameters before you clip.",
            replace=CLIP,
            by='clipped = clip_by_global_norm({**named, "dx": gradients["dx"], '
            '"da0": gradients["da0"]}, limit)',
        ),
        Misconception(
            "rate_forgotten",
            "the whole gradient was taken off. Multiply it by rate.",
            replace=MOVE,
            by=MOVE.replace("rate * ", ""),
        ),
        Misconception(
            "output_layer_not_moved",
            "Wya and by have not moved. rnn_backward returns the gradients of the cell alone; dWya "
            "and dby you must compute from ds.",
            replace=MOVE,
            by='new = {key: theta - (0.0 if key in ("Wya", "by") else rate) * clipped["d" + key] '
            "for key, theta in parameters.items()}",
        ),
        Misconception(
            "mask_forgotten",
            "the padding was trained as well: softmax_cross_entropy_backward was given a mask of "
            "ones. Give it the mask of this batch.",
            replace="ds = softmax_cross_entropy_backward(y_pred, y, mask)",
            by="ds = softmax_cross_entropy_backward(y_pred, y, mask * 0 + 1)",
        ),
        Misconception(
            "first_state_returned",
            "a_last is the state after the first step. The next batch goes on where this one ends: "
            "return a[:, :, -1].",
            replace="a_last = a[:, :, -1]",
            by="a_last = a[:, :, 0]",
        ),
        Misconception(
            "state_not_carried",
            "a_last is the a0 that came in. The state has moved on through this batch: return "
            "a[:, :, -1].",
            replace="a_last = a[:, :, -1]",
            by="a_last = a0",
        ),
        Misconception(
            "output_layer_not_clipped",
            "only the three gradients of the cell were clipped: dWya and dby came afterwards, "
            "at full length. Make all five first, then give them to clip_by_global_norm "
            "together.",
            replace=CLIP,
            by="clipped = {**named, **clip_by_global_norm("
            '{key: named[key] for key in ("dWax", "dWaa", "dba")}, limit)}',
        ),
        Misconception(
            "last_unit_returned",
            "a_last is a[-1], and that picks the last unit at every step. Time is the third "
            "axis: a[:, :, -1].",
            replace="a_last = a[:, :, -1]",
            by="a_last = a[-1]",
        ),
        Misconception(
            "hidden_bias_not_moved",
            "ba stands still. It is learned like the other four: move every parameter by -rate times its gradient.",
            replace='new = {key: theta - rate * clipped["d" + key] for key, theta in parameters.items()}',
            by='new = {key: theta - (0.0 if key == "ba" else rate) * clipped["d" + key] for key, theta in parameters.items()}',
        ),
    ),
    likely=(
        (
            "hidden_bias_not_moved",
            '\n            a, yp, caches = rnn_forward(x, a0, parameters)\n            ds = softmax_cross_entropy_backward(yp, y, mask)\n            g = rnn_backward(np.tensordot(parameters["Wya"].T, ds, axes=1), caches)\n            g["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))\n            g["dby"] = ds.sum(axis=(1, 2))[:, None]\n            g = clip_by_global_norm({"d" + k: g["d" + k] for k in parameters}, limit)\n            new = dict(parameters)\n            for k in ("Wax", "Waa", "Wya", "by"): new[k] = parameters[k] - rate * g["d" + k]\n            return new, sequence_cross_entropy(yp, y, mask), a[:, :, -1]',
        ),
        (
            "uphill",
            """
            a, yp, caches = rnn_forward(x, a0, parameters)
            ds = softmax_cross_entropy_backward(yp, y, mask)
            g = rnn_backward(np.tensordot(parameters["Wya"].T, ds, axes=1), caches)
            g["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))
            g["dby"] = ds.sum(axis=(1, 2))[:, None]
            g = clip_by_global_norm({"d" + k: g["d" + k] for k in parameters}, limit)
            new = {k: v + rate * g["d" + k] for k, v in parameters.items()}
            return new, sequence_cross_entropy(yp, y, mask), a[:, :, -1]""",
        ),
        (
            "more_than_the_parameters_clipped",
            """
            a, yp, caches = rnn_forward(x, a0, parameters)
            ds = softmax_cross_entropy_backward(yp, y, mask)
            g = rnn_backward(np.tensordot(parameters["Wya"].T, ds, axes=1), caches)
            g["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))
            g["dby"] = ds.sum(axis=(1, 2))[:, None]
            g = clip_by_global_norm(g, limit)
            new = {k: v - rate * g["d" + k] for k, v in parameters.items()}
            return new, sequence_cross_entropy(yp, y, mask), a[:, :, -1]""",
        ),
        (
            "output_layer_not_clipped",
            """
            a, yp, caches = rnn_forward(x, a0, parameters)
            ds = softmax_cross_entropy_backward(yp, y, mask)
            g = rnn_backward(np.tensordot(parameters["Wya"].T, ds, axes=1), caches)
            g = clip_by_global_norm({k: g[k] for k in ("dWax", "dWaa", "dba")}, limit)
            g["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))
            g["dby"] = ds.sum(axis=(1, 2))[:, None]
            new = {k: v - rate * g["d" + k] for k, v in parameters.items()}
            return new, sequence_cross_entropy(yp, y, mask), a[:, :, -1]""",
        ),
        (
            "not_clipped",
            """
            a, yp, caches = rnn_forward(x, a0, parameters)
            ds = softmax_cross_entropy_backward(yp, y, mask)
            g = rnn_backward(np.tensordot(parameters["Wya"].T, ds, axes=1), caches)
            g["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))
            g["dby"] = ds.sum(axis=(1, 2))[:, None]
            clip_by_global_norm({"d" + k: g["d" + k] for k in parameters}, limit)
            new = {k: v - rate * g["d" + k] for k, v in parameters.items()}
            return new, sequence_cross_entropy(yp, y, mask), a[:, :, -1]""",
        ),
        (
            "last_unit_returned",
            """
            a, yp, caches = rnn_forward(x, a0, parameters)
            ds = softmax_cross_entropy_backward(yp, y, mask)
            g = rnn_backward(np.tensordot(parameters["Wya"].T, ds, axes=1), caches)
            g["dWya"] = np.tensordot(ds, a, axes=((1, 2), (1, 2)))
            g["dby"] = ds.sum(axis=(1, 2))[:, None]
            g = clip_by_global_norm({"d" + k: g["d" + k] for k in parameters}, limit)
            new = {k: v - rate * g["d" + k] for k, v in parameters.items()}
            return new, sequence_cross_entropy(yp, y, mask), a[-1]""",
        ),
    ),
    styles=(step_by_autograd,),
    equal=(
        ("named = {", "A dictionary has no order that a check may look at."),
        ("new = {key:", "A dictionary has no order that a check may look at."),
        (
            "loss = sequence_cross_entropy(y_pred, y, mask)",
            "A product of two is the same in any order.",
        ),
        (
            'g["dby"] =',
            "NumPy reads any negative size as the one to be found, and sums over axes in any order.",
        ),
        ("g = clip_by_global_norm(", "A dictionary has no order that a check may look at."),
        ("moved = {name:", "A dictionary has no order that a check may look at."),
    ),
)
