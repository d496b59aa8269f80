"""SpectralRadius: a recurrent matrix, its largest |λ| on a slider, and the gradient per lag."""

from __future__ import annotations

import numpy as np
import traitlets

from rnn_course.explorer.base import STYLE, Explorer, script
from rnn_course.pictures import backward as pictures

LAGS = 50


class SpectralRadius(Explorer):
    """Move the spectral radius ρ and the state a; see the norm of a gradient after 0 … 50 steps back.

    Each step back multiplies the gradient by (1 − a²) W_aaᵀ, here with the same a everywhere. The
    slider multiplies W_aa by one number, so that its spectral radius is ρ.

    Args:
        W_aa: (n_a, n_a). Left out: one of 12 units in which a gradient may grow before it vanishes.

    Raises:
        ValueError: When W_aa is not square, not finite, or has the spectral radius 0.
    """

    _esm = script("powers.js", "spectral_radius.js")
    _css = STYLE

    # of W_aa with ρ = 1: the norm of what is left of a gradient of norm 1, for each lag
    norms = traitlets.List(traitlets.Float()).tag(sync=True)
    sigma = traitlets.Float().tag(sync=True)  # its largest singular value
    units = traitlets.Int().tag(sync=True)
    radius = traitlets.Float().tag(sync=True)
    a = traitlets.Float(0.0).tag(sync=True)

    def __init__(self, W_aa=None):
        W = self.example() if W_aa is None else np.asarray(W_aa, dtype=float)
        if W.ndim != 2 or W.shape[0] != W.shape[1] or not W.size:
            raise ValueError(f"W_aa should be square, (n_a, n_a). Its shape is {W.shape}.")
        if not np.isfinite(W).all():
            raise ValueError("W_aa holds inf or nan, so its eigenvalues are not known.")
        rho = float(np.abs(np.linalg.eigvals(W)).max())
        if rho < 1e-9 * max(1.0, float(np.abs(W).max())):
            raise ValueError("W_aa has the spectral radius 0, which no factor can change.")
        W = W / rho
        gradient = np.ones(len(W)) / np.sqrt(len(W))
        norms = []
        for _ in range(LAGS + 1):
            norms.append(float(np.linalg.norm(gradient)))
            gradient = W.T @ gradient
        sigma = float(np.linalg.norm(W, 2))
        radius = min(2.0, max(0.05, round(rho / 0.05) * 0.05))
        super().__init__(norms=norms, sigma=sigma, units=len(W), radius=round(radius, 2))

    @staticmethod
    def example() -> np.ndarray:
        """A matrix of 12 units with ρ = 0.9 that is not symmetric: (12, 12)."""
        rng = np.random.default_rng(6)
        W = np.triu(rng.normal(size=(12, 12)), 1) * 1.5 + rng.normal(size=(12, 12)) * 0.05
        return 0.9 * W / np.abs(np.linalg.eigvals(W)).max()

    def describe(self) -> str:
        """The setting in words."""
        factor = self.radius * (1 - self.a**2)
        return (
            f"The norm of a gradient after 0 to {LAGS} steps back through {self.units} units "
            f"with spectral radius {self.radius:.2f} and a = {self.a:.2f} at every step. In the "
            f"long run each step multiplies it by {factor:.4f}, at most by "
            f"{factor * self.sigma:.4f}."
        )

    def still(self):
        """The same curve as a figure."""
        return pictures.norm_per_lag(self.norms, self.sigma, self.radius * (1 - self.a**2))
