"""A forget gate that stands open at first, by its bias."""

import rnn_ref
from autograder.exercises import draw
from autograder.exercises.specification import Exercise, Inputs, Misconception, array, each

from .shared import weights


def draw_start(rng) -> Inputs:
    n = draw.sizes(rng, "n_x", "n_a", "n_y", least=2, most=4)
    return Inputs({"parameters": weights(rng, n), "value": round(float(rng.uniform(1.2, 3)), 2)}, n)


# Right answers in other styles: each earns all points.


def bias_in_a_copy(parameters, value=1.0):
    copy = {key: array.copy() for key, array in parameters.items()}
    copy["bf"][:] = value
    return copy


# A piece of the reference, which misconceptions replace.
BIAS = 'bf = value * xp.ones_like(parameters["bf"])'

EXERCISE = Exercise(
    name="forget_bias_init",
    chapter="06_lstm",
    reference=rnn_ref.forget_bias_init,
    task="Return a new dictionary in which every entry of bf is value and all else is as it was.",
    returns=("parameters",),
    draws={"ordinary": draw_start},
    parts=(
        array("parameters['bf']", 1, at="bf", shape="(n_a, 1)"),
        each("all but bf", 1, at=("Wf", "Wu", "Wc", "Wo", "bu", "bc", "bo", "Wy", "by")),
    ),
    misconceptions=(
        Misconception(
            "added_to_the_old",
            "value was added to the bias that was there. Set it: each entry of bf becomes value.",
            replace=BIAS,
            by='bf = parameters["bf"] + value',
        ),
        Misconception(
            "always_one",
            "every entry is 1. That is the usual choice, and here the argument value says which.",
            replace=BIAS,
            by='bf = xp.ones_like(parameters["bf"])',
        ),
        Misconception(
            "multiplied",
            "the old bias was multiplied by value. Set it: each entry of bf becomes value.",
            replace=BIAS,
            by='bf = value * parameters["bf"]',
        ),
        Misconception(
            "gate_instead_of_bias",
            "bf holds σ(value). The bias is what stands before the sigmoid; the cell takes σ "
            "itself.",
            replace=BIAS,
            by='bf = 1 / (1 + xp.exp(-value * xp.ones_like(parameters["bf"])))',
        ),
        Misconception(
            "every_bias",
            "the biases of the other gates were set as well. Only the forget gate starts open; an "
            "open update gate would fill the memory with noise.",
            replace='return {**parameters, "bf": bf}',
            by='return {**parameters, "bf": bf, "bu": bf, "bc": bf, "bo": bf}',
        ),
        Misconception(
            "update_gate_set_too",
            "bu was set as well. Γ_u decides what is written; only Γ_f decides what stays.",
            replace='return {**parameters, "bf": bf}',
            by='return {**parameters, "bf": bf, "bu": bf}',
        ),
        Misconception(
            "weights_zeroed",
            "Wf was set as well. The gate must go on reading: it starts open and learns when to "
            "shut. Only bf changes.",
            replace='return {**parameters, "bf": bf}',
            by='return {**parameters, "bf": bf, "Wf": 0 * parameters["Wf"]}',
        ),
    ),
    likely=(
        ("added_to_the_old", "return {**parameters, 'bf': parameters['bf'] + value}"),
        ("always_one", "return {**parameters, 'bf': np.ones_like(parameters['bf'])}"),
        (
            "every_bias",
            """
            return {k: np.full_like(v, value) if k in ("bf", "bu", "bc", "bo") else v
                    for k, v in parameters.items()}""",
        ),
        (
            "weights_zeroed",
            """
            p = dict(parameters)
            p["Wf"], p["bf"] = np.zeros_like(p["Wf"]), np.full_like(p["bf"], value)
            return p""",
        ),
    ),
    styles=(bias_in_a_copy,),
    equal=(('bf = value * xp.ones_like(parameters["bf"])', "Dividing by 1 is multiplying by 1."),),
)
