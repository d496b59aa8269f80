"""The spectral radius: whether the powers of a matrix shrink or grow."""

from array_api_compat import array_namespace

from rnn_ref.arguments.arrays import check_arrays, check_finite
from rnn_ref.arguments.numbers import check_number

# (W)^k with k = 2^50: what the norm adds to ρ is below 1e-12 for all but huge matrices.
SQUARINGS = 50


def spectral_radius(W):
    """Find the largest |λ| of a square matrix by squaring it again and again.

    Equations:
        ρ(W) = max |λ| = lim ‖(W)^k‖^(1/k)   for k → ∞, with any norm; here the largest |entry|

    The k are 1, 2, 4, …, 2^50. Each power is divided by its norm h before it is squared, or it
    would overflow or vanish. Together the norms give

    Equations:
        ρ(W) = h_0 · h_1^(1/2) · h_2^(1/4) · … · h_50^(1/2^50)

    The work is done in float64; the error is about 1e-14 of ρ. It is larger where several
    eigenvalues coincide and have one eigenvector in common, because rounding moves them apart:
    about 1e-6 for two of them, 1e-2 for four. If (W)^n = 0, the result is 0.

    Args:
        W: (n, n).

    Returns:
        ρ(W), a 0-d array of the dtype of W.

    Raises:
        TypeError: if W is no array of real floating-point numbers.
        ValueError: if it is not square or holds NaN or infinity.

    References:
        Gelfand 1941, "Normierte Ringe"; Horn and Johnson 2013, "Matrix Analysis", corollary 5.6.14.

    Examples:
        >>> import numpy as np
        >>> turn = np.asarray([[0.0, -0.9], [0.9, 0.0]])  # λ = 0.9 i and −0.9 i
        >>> round(float(spectral_radius(turn)), 12)
        0.9
    """
    check_arrays(W=(W, "n n"))
    check_finite("W", W)
    xp = array_namespace(W)
    power = _balance(_balance(xp.astype(W, xp.float64)))  # (n, n), with the same eigenvalues
    rho = 1.0
    for s in range(SQUARINGS + 1):
        h = xp.max(xp.abs(power))  # (), the norm of (W)^k with k = 2^s, but for a factor
        rho = rho * h ** (1 / 2**s)  # ()
        if h == 0:
            break
        unit = _balance(_balance(power / h))  # (n, n), with the same eigenvalues but for h
        power = unit @ unit  # (n, n)
    rho = xp.reshape(xp.stack([rho]), ())  # NumPy's max gives a scalar, not a 0-d array
    return xp.astype(rho, W.dtype)


def rescale_spectral_radius(W, radius):
    """Multiply a matrix by the number that gives it the wanted spectral radius.

    Equations:
        W · radius / ρ(W)

    Args:
        W: (n, n), with ρ(W) > 0.
        radius: a number of at least 0. Without inputs and without tanh, a state times (W)^k shrinks
            to 0 for a radius below 1 and in general grows for one above 1.

    Returns:
        (n, n).

    Raises:
        TypeError, ValueError: those of spectral_radius.
        TypeError: if radius is no number.
        ValueError: if it is negative, infinite or NaN, or if ρ(W) = 0.

    References:
        Jaeger 2001, "The 'echo state' approach to analysing and training recurrent neural
        networks".

    Examples:
        >>> import numpy as np
        >>> rescale_spectral_radius(np.asarray([[4.0, 1.0], [0.0, 2.0]]), 0.5).round(6).tolist()
        [[0.5, 0.125], [0.0, 0.25]]
    """
    rho = spectral_radius(W)  # ()
    radius = check_number("radius", radius, zero=True)
    if rho == 0:
        raise ValueError(
            "W must have a spectral radius above 0, but it is 0: no multiple of W has another one."
        )
    unit = W / rho  # (n, n), its spectral radius is 1
    rescaled = radius * unit  # (n, n)
    return rescaled


def _balance(W):
    """Make the entries alike in size, with the same eigenvalues: D⁻¹ W D with D diagonal.

    Without it, small entries that matter would be rounded to 0, as in [[0, 1], [1e-320, 0]].
    """
    xp = array_namespace(W)
    rows = xp.max(xp.abs(W), axis=1)  # (n,)
    columns = xp.max(xp.abs(W), axis=0)  # (n,)
    empty = (rows == 0) | (columns == 0)
    one = xp.ones_like(rows)
    d = xp.where(empty, one, rows) ** 0.25 / xp.where(empty, one, columns) ** 0.25  # (n,)
    return W * d / xp.reshape(d, (-1, 1))
