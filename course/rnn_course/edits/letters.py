"""The quantities of the code in the letters of the course."""

from __future__ import annotations

import re

LETTERS = {
    "a_next": "a⟨t⟩",
    "a_prev": "a⟨t−1⟩",
    "c_next": "c⟨t⟩",
    "c_prev": "c⟨t−1⟩",
    "xt": "x⟨t⟩",
    "yt_pred": "ŷ⟨t⟩",
    "y_pred": "ŷ",
    "y_prev": "ŷ⟨t−1⟩",
    "update": "Γ_u",
    "reset": "Γ_r",
    "forget": "Γ_f",
    "output": "Γ_o",
    "candidate": "c̃⟨t⟩",
    "a0": "a⟨0⟩",
    "c0": "c⟨0⟩",
    "stacked": "[a⟨t−1⟩; x⟨t⟩]",
    "stacked_reset": "[Γ_r ⊙ a⟨t−1⟩; x⟨t⟩]",
}
# Names that say something to nobody but the one who wrote them.
_WEIGHT = re.compile(r"^(d?)([Wb])([a-z]{1,2})$")


def letter(name: str) -> str:
    """The letter of a quantity, such as ``Γ_f`` for ``forget`` and ``W_aa`` for ``Waa``."""
    if name in LETTERS:
        return LETTERS[name]
    found = _WEIGHT.match(name)
    return f"{found[1]}{found[2]}_{found[3]}" if found else name
