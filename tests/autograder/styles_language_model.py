"""Right answers to chapter 4's exercises, written differently from ours."""

from itertools import pairwise

import numpy as np
import torch

from autograder.exercises import all_exercises

REFERENCE = {name: e.reference for name, e in all_exercises().items()}


def log_probability_in_loops(y_pred, targets, mask):
    total = [0.0] * len(targets)
    for i, row in enumerate(targets):
        for t, word in enumerate(row):
            if mask[i][t]:
                total[i] += np.log(y_pred[word, i, t])
    return np.array(total)


def shifted_by_rolling(targets, n):
    x = (np.arange(n)[:, None, None] == np.roll(targets, 1, axis=1)).astype(float)
    x[:, :, 0] = 0
    return x


def bigram_in_loops(targets, mask, n, eos):
    counts = np.ones((n, n))
    for row, real in zip(targets, mask):
        words = [eos, *(word for word, kept in zip(row, real) if kept)]
        for before, after in pairwise(words):
            counts[after, before] += 1
    return counts / counts.sum(0)


def step_by_autograd(x, y, mask, a0, parameters, rate, limit):
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


def sample_recursive(parameters, eos, longest, rng, state=None, xt=None):
    p = parameters
    n_a, n = p["Wax"].shape
    state = np.zeros((n_a, 1)) if state is None else state
    driven = p["ba"] if xt is None else p["ba"] + p["Wax"][:, [xt]]
    state = np.tanh(p["Waa"] @ state + driven)
    e = np.exp(p["Wya"] @ state + p["by"])
    word = rng.choice(n, p=(e / e.sum()).ravel())
    if word == eos or longest == 1:
        return [word]
    return [word, *sample_recursive(p, eos, longest - 1, rng, state, word)]


def top_k_by_rank(p, k):
    rows = np.arange(len(p))[:, None]
    larger = (p[None] > p[:, None]) | ((p[None] == p[:, None]) & (rows[None] < rows[:, None]))
    kept = np.where(larger.sum(axis=1) < k, p, 0)
    return kept / kept.sum(0)


def reject_with_a_generator(p, unknown, count, rng):
    def draws():
        while True:
            yield rng.choice(np.arange(len(p)), p=p)

    known = (word for word in draws() if word != unknown)
    return [next(known) for _ in range(count)]


def batches_row_by_row(indices, m, T):
    B = (len(indices) - 1) // (m * T)
    starts = [[i * B * T + b * T for i in range(m)] for b in range(B)]
    return tuple(
        np.array([[indices[s + d : s + d + T] for s in row] for row in starts]) for d in (0, 1)
    )


def temperature_with_torch(z, tau):
    return torch.softmax(torch.as_tensor(z) / tau, dim=0).numpy()


STYLES = {
    "sentence_log_probability": [log_probability_in_loops],
    "shift_targets": [shifted_by_rolling],
    "perplexity": [
        lambda log_p, lengths: np.prod(np.exp(log_p)) ** (-1 / sum(lengths)),
        lambda log_p, lengths: 2 ** (-sum(log_p) / sum(lengths) / np.log(2)),
    ],
    "bits_per_character": [lambda log_p, lengths: -np.sum(np.log2(np.exp(log_p))) / sum(lengths)],
    "bigram_baseline": [bigram_in_loops],
    "train_step": [step_by_autograd],
    "sample": [sample_recursive],
    "novelty_rate": [lambda samples, training: np.mean([s not in training for s in samples])],
    "temperature": [temperature_with_torch],
    "top_k": [top_k_by_rank],
    "reject_unknown": [reject_with_a_generator],
    "make_batches": [batches_row_by_row],
    "language_model_quiz": [lambda: ", ".join(REFERENCE["language_model_quiz"]())],
}
