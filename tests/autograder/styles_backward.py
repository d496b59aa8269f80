"""Right answers to chapter 3's exercises, written differently from ours."""

import numpy as np

from autograder.exercises import all_exercises

REFERENCE = {name: e.reference for name, e in all_exercises().items()}


def scores_by_product(y_pred, y, mask):
    return (y_pred - y) * mask[None] / mask.sum()


def scores_in_place(y_pred, y, mask):
    ds = y_pred.copy()
    ds -= y
    ds[:, mask == 0] = 0
    ds /= (mask == 1).sum()
    return ds


def cell_einsum(da_next, cache):
    a_next, a_prev, xt, p = cache
    dz = np.einsum("am,am->am", 1 - a_next**2, da_next)
    return {
        "dba": np.einsum("am->a", dz)[:, None],
        "dWaa": np.einsum("am,bm->ab", dz, a_prev),
        "dWax": np.einsum("am,xm->ax", dz, xt),
        "dxt": np.einsum("ax,am->xm", p["Wax"], dz),
        "da_prev": np.einsum("ab,am->bm", p["Waa"], dz),
        "more": 1,
    }


def cell_per_example(da_next, cache):
    a_next, a_prev, xt, p = cache
    dz = da_next - a_next**2 * da_next
    outer = [
        (np.outer(dz[:, i], xt[:, i]), np.outer(dz[:, i], a_prev[:, i])) for i in range(dz.shape[1])
    ]
    return {
        "dxt": (dz.T @ p["Wax"]).T,
        "da_prev": (dz.T @ p["Waa"]).T,
        "dWax": sum(o[0] for o in outer),
        "dWaa": sum(o[1] for o in outer),
        "dba": dz @ np.ones((dz.shape[1], 1)),
    }


def sequence_filling(da, caches):
    n_a, m, T = da.shape
    xt, p = caches[0][2], caches[0][3]
    out = {
        "dx": np.zeros((xt.shape[0], m, T)),
        "dWax": np.zeros(p["Wax"].shape),
        "dWaa": np.zeros(p["Waa"].shape),
        "dba": np.zeros((n_a, 1)),
    }
    right = np.zeros((n_a, m))
    for t in range(T - 1, -1, -1):
        step = cell_einsum(da[:, :, t] + right, caches[t])
        right = step["da_prev"]
        out["dx"][:, :, t] = step["dxt"]
        for name in ("dWax", "dWaa", "dba"):
            out[name] += step[name]
    return {**out, "da0": right}


def sequence_recursive(da, caches):
    if da.shape[2] == 1:
        step = cell_per_example(da[:, :, 0], caches[0])
        return {
            "dx": step["dxt"][:, :, None],
            "da0": step["da_prev"],
            **{k: step[k] for k in ("dWax", "dWaa", "dba")},
        }
    last = sequence_recursive(da[:, :, -1:], caches[-1:])
    before = da[:, :, :-1].copy()
    before[:, :, -1] += last["da0"]
    rest = sequence_recursive(before, caches[:-1])
    joined = {k: rest[k] + last[k] for k in ("dWax", "dWaa", "dba")}
    return {**joined, "da0": rest["da0"], "dx": np.concatenate([rest["dx"], last["dx"]], 2)}


def check_in_place(loss, parameters, gradients, epsilon=1e-5):
    out = {}
    for key in parameters:
        moved = {k: v.copy() for k, v in parameters.items()}
        flat, slopes = moved[key].reshape(-1), []
        for i in range(flat.size):
            old = flat[i]
            flat[i] = old + epsilon
            up = loss(moved)
            flat[i] = old - epsilon
            slopes.append((up - loss(moved)) / 2 / epsilon)
            flat[i] = old
        g, n = gradients["d" + key].ravel(), np.array(slopes)
        out[key] = float(np.sqrt(((g - n) ** 2).sum()) / (np.sqrt(g @ g) + np.sqrt(n @ n)))
    return out


def clip_by_min_max(gradients, limit):
    return {k: np.minimum(np.maximum(g, -limit), limit) for k, g in gradients.items()}


def clip_in_a_copy(gradients, limit):
    out = {}
    for k, g in gradients.items():
        out[k] = g.copy()
        out[k][g > limit] = limit
        out[k][g < -limit] = -limit
    return out


def norm_of_one_vector(gradients, limit):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in gradients.values()]))
    return {k: g / max(1, norm / limit) for k, g in gradients.items()}


def norm_of_norms(gradients, limit):
    norm = np.linalg.norm([np.linalg.norm(g) for g in gradients.values()])
    if norm <= limit:
        return gradients
    return {k: g / norm * limit for k, g in gradients.items()}


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


def norms_recursive(da_last, caches):
    here = [np.sqrt((da_last**2).sum())]
    if not caches:
        return np.array(here)
    back = cell_einsum(da_last, caches[-1])["da_prev"]
    return np.concatenate([here, norms_recursive(back, caches[:-1])])


def radius_by_roots(W, radius):
    return W / max(abs(np.roots(np.poly(W)))) * radius


def radius_by_eig(W, radius):
    values, vectors = np.linalg.eig(W)
    values = values * radius / np.abs(values).max()
    return (vectors @ np.diag(values) @ np.linalg.inv(vectors)).real


def norm_as_torch_does(gradients, limit):
    """A small number keeps the quotient finite; it changes no digit that is compared."""
    norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
    return {key: g * min(1.0, limit / (norm + 1e-6)) for key, g in gradients.items()}


STYLES = {
    "softmax_cross_entropy_backward": [scores_by_product, scores_in_place],
    "rnn_cell_backward": [cell_einsum, cell_per_example],
    "rnn_backward": [sequence_filling, sequence_recursive],
    "gradient_check": [check_in_place],
    "clip_by_value": [clip_by_min_max, clip_in_a_copy],
    "clip_by_global_norm": [norm_of_one_vector, norm_of_norms, norm_as_torch_does],
    "truncated_bptt": [windows_by_resetting],
    "gradient_norm_per_lag": [norms_recursive],
    "rescale_spectral_radius": [radius_by_roots, radius_by_eig],
    "vanish_or_explode": [lambda: " ".join(REFERENCE["vanish_or_explode"]())],
    "find_the_planted_bug": [lambda: REFERENCE["find_the_planted_bug"]().upper()],
    "backward_quiz": [lambda: ", ".join(REFERENCE["backward_quiz"]())],
}
