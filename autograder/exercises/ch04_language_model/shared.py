"""What several exercises of chapter 4 share."""

import numpy as np

from autograder.exercises.specification import Inputs

# A piece of two references, which misconceptions replace.
LOSS = "loss = -xp.sum(log_p) / words"


def shares(rng, n: int, m: int):
    """Columns of n probabilities, no two equal, that sum to 1 but for the last bit."""
    columns = []
    while len(columns) < m:
        cuts = np.sort(rng.choice(np.arange(40, 961, 5), size=n - 1, replace=False))
        parts = np.diff(np.concatenate(([0], cuts, [1000])))
        if len(set(parts)) == n and parts.min() >= 40:
            columns.append(parts / 1000)
    return np.stack(columns, axis=1)


def draw_corpus(rng) -> Inputs:
    m = int(rng.integers(3, 6))
    lengths = rng.permutation(np.arange(2, 12))[:m]
    log_p = -np.round(lengths * rng.uniform(1.1, 2.4, size=m), 3)
    return Inputs({"log_p": log_p, "lengths": lengths}, {"m": m})
