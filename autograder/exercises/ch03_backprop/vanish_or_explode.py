"""Four networks: what becomes of a gradient that walks back many steps?"""

from autograder.exercises.quiz import quiz

EXERCISE = quiz(
    "vanish_or_explode",
    "03_backprop",
    answers="bcda",
    asks=tuple(f"Network {number}" for number in range(1, 5)),
    reasons=[
        "After 20 steps the part along −1.1 is 1.1^20 = 6.7 times as large, and the part "
        "along 0.6 is nearly gone. One |λ| above 1 is enough for growth without end.",
        "A rotation keeps every length. (1, 0) becomes (0.866, −0.5), and 0.866² + 0.5² = "
        "1. So it is at every step.",
        "The first step gives Wᵀ (1, 0) = (0.5, 3), of length 3.04: it grows. Both "
        "eigenvalues are 0.5, below 1, so in the end it vanishes.",
        "Each step multiplies by W_aa and by the slope of tanh: 1.3 · (1 − 0.6²) = 0.832. "
        "That is below 1, from the first step on.",
    ],
    wrong=[
        {
            "a": "you would be right if 0.6 were the largest |λ|. Raise −1.1 to the power 20 and "
            "look at its size.",
            "c": "you would need every |λ| to be 1. Raise −1.1 to the power 20.",
            "d": "you would need a W that is not symmetric for that. A symmetric one stretches "
            "each eigenvector by its own λ at every step, from the first on.",
        },
        {
            "a": "you would need a matrix that shortens. Take (1, 0), multiply once, and compute "
            "the length of what comes out.",
            "b": "you would need a matrix that stretches. Compute 0.866² + 0.5².",
            "d": "you would need a step that stretches first. A rotation changes the direction "
            "of an arrow. Compute its length after one step.",
        },
        {
            "a": "you would be right in the long run. Do the first step by hand: Wᵀ times (1, 0).",
            "b": "you would be right about the first step. Both λ are 0.5; ask what (0.5)^k does "
            "to everything in the end.",
            "c": "you would need |λ| = 1. Read the diagonal: for a triangular matrix it holds the "
            "eigenvalues.",
        },
        {
            "b": "you would be right without tanh. Its slope here is 1 − 0.6², and it multiplies "
            "at every step. Compute 1.3 times that slope.",
            "c": "you would need a product of 1. Compute 1.3 · (1 − 0.6²).",
            "d": "you would need a first step that stretches. Here every step has the same factor, "
            "1.3 · (1 − 0.6²).",
        },
    ],
)
