"""What a cache must hold and where, for `needs` of a part `holds` (see `rnn_course.holding`)."""

from __future__ import annotations

from collections.abc import Sequence


def stands(array, *path) -> dict:
    """This very array stands at this place."""
    return {"at": list(path), "is": array}


def inside(array, *path) -> dict:
    """What is at this place holds the array, in any form."""
    return {"at": list(path), "holds": array}


def entries(count: int, *path, free: bool = False) -> dict:
    """At this place is a list of so many entries; with `free`, or a dictionary of any form."""
    return {"at": list(path), "entries": count, **({"free": True} if free else {})}


def step(
    names: Sequence[str], cache: Sequence, *path, free: Sequence[str] = (), of: str = ""
) -> dict:
    """All that one step's cache holds, in the form that the exercise gives it.

    A cache of another form must hold the same arrays, in any order, but for those in `free`.

    Args:
        names: What stands in the cache, in order. Under "parameters" stands a dictionary of arrays.
        cache: The right one.
        path: Where the cache stands.
        free: What another form may leave out, because it can be computed from the rest.
        of: Which step this is, such as " of step 0": it is said behind each name.
    """
    needed = {}
    for place, (name, value) in enumerate(zip(names, cache, strict=True)):
        at = {"at": [*path, place], "among": len(names)}
        if isinstance(value, dict):
            needed |= {
                f"{key}{of}": {**at, "key": key, "is": array} for key, array in value.items()
            }
        else:
            needed[f"{name}{of}"] = {**at, "is": value, **({"free": True} if name in free else {})}
    return needed


def all_steps(
    names: Sequence[str], caches: Sequence[Sequence], *path, free: Sequence[str] = (), of: str = ""
) -> dict:
    """A list with the cache of each step, of a cell whose parameters stand last in it.

    The parameters are the same in each, and are written down once.

    Args:
        names, free: As for `step`.
        caches: The right ones.
        path: Where the list stands.
        of: Whose steps they are, such as " of layer 0".
    """
    parameters = {
        f"{key} in each step{of}": {
            "at": [*path, "*", len(names) - 1],
            "among": len(names),
            "key": key,
            "is": array,
        }
        for key, array in caches[0][-1].items()
    }
    needed = {f"one cache for each of the {len(caches)} steps{of}": entries(len(caches), *path)}
    for t, cache in enumerate(caches):
        states = [{} if isinstance(value, dict) else value for value in cache]
        needed |= step(names, states, *path, t, free=free, of=f" of step {t}{of}")
    return needed | parameters
