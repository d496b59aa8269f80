"""Which states move when one step of the input does."""

import numpy as np

from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array

from .birnn_forward import birnn_forward, forward_in_a_loop, forward_one_by_one
from .shared import network


def causality_test(x, a0, parameters, lengths, step):
    """How far each half of a moves at each step, if x moves by 1 at one step."""
    changed = x.copy()
    changed[:, :, step] += 1
    before, _ = birnn_forward(x, a0, parameters, lengths)
    after, _ = birnn_forward(changed, a0, parameters, lengths)
    moved = np.abs(after - before)
    n_a = moved.shape[0] // 2
    return np.stack([moved[:n_a].max(axis=(0, 1)), moved[n_a:].max(axis=(0, 1))])


def draw_causality(rng) -> Inputs:
    """Inputs in which every state counts.

    In both halves something rises and something falls farther, so that a lost sign shows; each
    state is the one that moves farthest somewhere, and it is not always the first example's.
    """
    while True:
        drawn = network(rng)
        n_a, T_x = drawn.sizes["n_a"], drawn.sizes["T_x"]
        if n_a > 2:  # then it takes long to find any
            continue
        step = int(rng.integers(1, T_x - 1))
        if step in (n_a, drawn.sizes["m"], T_x - step):
            continue
        for _ in range(20):  # other inputs are drawn more quickly than another network
            x = draw.numbers(rng, *drawn.values["x"].shape)
            halves = np.split(change_of_states(**{**drawn.values, "x": x}, step=step), 2)
            falls = all(-half.min() > half.max() + 0.05 > 0.06 for half in halves)
            if falls and all(map(every_state_counts, halves)):
                return Inputs({**drawn.values, "x": x, "step": step}, drawn.sizes)


def change_of_states(x, a0, parameters, lengths, step):
    """The states after the change less those before: both batches go through as one, quickly."""
    changed = x.copy()
    changed[:, :, step] += 1
    twice = {way: np.concatenate([states, states], axis=1) for way, states in a0.items()}
    both, twice_lengths = np.concatenate([changed, x], axis=1), np.concatenate([lengths, lengths])
    states, _ = forward_in_a_loop(both, twice, parameters, twice_lengths)
    after, before = np.split(states, 2, axis=1)
    return after - before


def every_state_counts(half) -> bool:
    """Whether each row and more than one example moves farthest at some step."""
    far = np.abs(half[:, :, np.abs(half).max(axis=(0, 1)) > 0.01])
    rows = set(far.max(axis=1).argmax(axis=0).tolist())
    return len(rows) == len(half) and len(set(far.max(axis=0).argmax(axis=0).tolist())) > 1


def draw_other_sizes(rng) -> Inputs:
    drawn = network(rng, other=True)
    return Inputs({**drawn.values, "step": 5}, drawn.sizes)


# Right answers in other styles: each earns all points.


def causality_in_a_loop(x, a0, parameters, lengths, step):
    bump = np.zeros_like(x)
    bump[..., step] = 1
    before, _ = forward_one_by_one(x, a0, parameters, lengths)
    after, _ = forward_one_by_one(x + bump, a0, parameters, lengths)
    far = np.abs(before - after)
    out = np.zeros((2, x.shape[2]))
    for t in range(x.shape[2]):
        top, low = np.split(far[:, :, t], 2)
        out[:, t] = top.max(), low.max()
    return out


# A piece of the reference, which misconceptions replace.
HALVES = "return np.stack([moved[:n_a].max(axis=(0, 1)), moved[n_a:].max(axis=(0, 1))])"

EXERCISE = Exercise(
    name="causality_test",
    chapter="07_bidirectional",
    reference=causality_test,
    task="Add 1 to a copy of x at `step`, run birnn_forward on both, and return the largest "
    "distance at each step: first row for the forward half of a, second row for the backward half.",
    returns=("moved",),
    draws={"ordinary": draw_causality, "other sizes": draw_other_sizes},
    parts=(
        array("moved", 2, shape="(2, T_x)"),
        array("moved in another batch", 1, shape="(2, T_x)", case="other sizes", beside="moved"),
    ),
    uses=("reverse_by_length", "birnn_forward"),
    misconceptions=(
        Misconception(
            "both_changed",
            "nothing moved at all, because both runs saw the changed x. x and changed were one "
            "array: changed = x gives it a second name. Take x.copy().",
            replace="before, _ = birnn_forward(x, ",
            by="before, _ = birnn_forward(changed, ",
        ),
        Misconception(
            "changed_from_there_on",
            "all steps from `step` on were changed. Then you cannot tell which of them moved an "
            "output. Change one: changed[:, :, step].",
            replace="changed[:, :, step] += 1",
            by="changed[:, :, step:] += 1",
        ),
        Misconception(
            "counted_from_one",
            "the step before was changed. `step` counts from 0, as Python does.",
            replace="changed[:, :, step] += 1",
            by="changed[:, :, step - 1] += 1",
        ),
        Misconception(
            "one_feature_changed",
            "only the first row of x was changed. Add 1 to all of x at this step: "
            "changed[:, :, step].",
            replace="changed[:, :, step] += 1",
            by="changed[0, :, step] += 1",
        ),
        Misconception(
            "set_to_one",
            "x was set to 1 at this step. Add 1 to what is there: +=.",
            replace="changed[:, :, step] += 1",
            by="changed[:, :, step] = 1",
        ),
        Misconception(
            "sign_kept",
            "the largest difference was taken with its sign, so a state that went down seems not "
            "to have moved. Take np.abs first.",
            replace="moved = np.abs(after - before)",
            by="moved = after - before",
        ),
        Misconception(
            "mean_taken",
            "the mean was taken, not the largest. A mean hides one unit that moved among many "
            "that did not: max.",
            replace=HALVES,
            by=HALVES.replace(".max(", ".mean("),
        ),
        Misconception(
            "halves_swapped",
            "the rows changed places. The first n_a rows of a are the forward network's: they "
            "belong in row 0.",
            replace=HALVES,
            by="return np.stack([moved[n_a:].max(axis=(0, 1)), moved[:n_a].max(axis=(0, 1))])",
        ),
        Misconception(
            "halves_not_told_apart",
            "there is one number per step. It hides the point: forward and backward half move at "
            "different steps. Give each half a row of its own.",
            replace=HALVES,
            by="return moved.max(axis=(0, 1))",
        ),
        Misconception(
            "first_backward_state_left_out",
            "the second row leaves out the first state of the backward half. The forward half ends "
            "before row n_a, and the backward half begins with it: moved[n_a:].",
            replace="moved[n_a:].max(axis=(0, 1))",
            by="moved[n_a + 1 :].max(axis=(0, 1))",
        ),
    ),
    likely=(
        (
            "both_changed",
            """
            y = x
            y[:, :, step] += 1
            d = birnn_forward(y, a0, parameters, lengths)[0] - birnn_forward(x, a0, parameters, lengths)[0]
            d, n = np.abs(d), len(d) // 2
            return np.stack([d[:n].max(axis=(0, 1)), d[n:].max(axis=(0, 1))])""",
        ),
        (
            "sign_kept",
            """
            y = x.copy()
            y[:, :, step] += 1
            d = birnn_forward(y, a0, parameters, lengths)[0] - birnn_forward(x, a0, parameters, lengths)[0]
            n = len(d) // 2
            return np.stack([d[:n].max(axis=(0, 1)), d[n:].max(axis=(0, 1))])""",
        ),
        (
            "halves_not_told_apart",
            """
            y = x.copy()
            y[:, :, step] += 1
            d = birnn_forward(y, a0, parameters, lengths)[0] - birnn_forward(x, a0, parameters, lengths)[0]
            return np.abs(d).max(axis=(0, 1))""",
        ),
        (
            "changed_from_there_on",
            """
            y = x.copy()
            y[:, :, step:] += 1
            d = birnn_forward(y, a0, parameters, lengths)[0] - birnn_forward(x, a0, parameters, lengths)[0]
            d, n = np.abs(d), len(d) // 2
            return np.stack([d[:n].max(axis=(0, 1)), d[n:].max(axis=(0, 1))])""",
        ),
        (
            "first_backward_state_left_out",
            """
            y = x.copy()
            y[:, :, step] += 1
            d = birnn_forward(y, a0, parameters, lengths)[0] - birnn_forward(x, a0, parameters, lengths)[0]
            d, n = np.abs(d), len(d) // 2
            return np.stack([d[:n].max(axis=(0, 1)), d[n + 1 :].max(axis=(0, 1))])""",
        ),
    ),
    styles=(causality_in_a_loop,),
    equal=(
        ("moved = np.abs(after - before)", "A distance is the same from either side."),
        ("n_a = moved.shape[0] // 2", "All three have the shape of the states."),
        ("return np.stack([moved[:n_a]", "A maximum over two axes takes them in any order."),
        ("pair =", "The pair is only used for a distance, the same from either side."),
        ("distance =", "A distance is the same from either side."),
    ),
)
