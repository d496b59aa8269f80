"""All attacks, by name; and how they are put together into classes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tests.hostile import (
    crash_or_hang,
    harm_or_leak,
    malformed,
    stolen_answers,
    undeserved_points,
)
from tests.hostile.attack import Attack

SOURCES = (
    ("undeserved points", undeserved_points),
    ("undeserved points", stolen_answers),
    ("crash or hang", crash_or_hang),
    ("harm or leak", harm_or_leak),
    ("malformed", malformed),
)


@cache
def attacks() -> dict[str, Attack]:
    found: dict[str, Attack] = {}
    for kind, module in SOURCES:
        for attack in module.ATTACKS:
            if attack.name in found:
                raise ValueError(f"two attacks are called '{attack.name}'")
            found[attack.name] = replace(attack, kind=kind)
    return found


def classes() -> list[list[str]]:
    """The attacks' names, class by class: a kind and a chapter each, and the zips."""
    found: dict[tuple, list[str]] = {}
    for name, attack in attacks().items():
        found.setdefault((attack.kind, attack.chapter, attack.archive), []).append(name)
    return list(found.values())
