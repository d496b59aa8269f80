"""What a list of words or whole numbers is, next to the right one."""

from __future__ import annotations

LONGEST = 200
MOST = 3  # different entries that are named


def listed(expected: list, got: list) -> str:
    """A sentence about entries that are too much, missing, in another order or written otherwise."""
    if max(len(expected), len(got)) > LONGEST or not expected or not got:
        return ""
    if len(expected) == len(got):
        return _as_long(expected, got)
    shorter, longer = sorted((expected, got), key=len)
    left = _left_over(shorter, longer)
    if left is None:
        return ""
    which = _named(left)
    where = _where(shorter, longer)
    if len(got) > len(expected):
        return f"All right entries are there, in their order. Too much{where}: {which}."
    return f"What is there is right, in its order. Missing{where}: {which}."


def _as_long(expected: list, got: list) -> str:
    if expected[::-1] == got:
        return "The entries are right, and stand the other way round."
    texts = all(isinstance(item, str) for item in [*expected, *got])
    if texts and [item.strip().lower() for item in expected] == [i.strip().lower() for i in got]:
        return "The entries are right but for capital and small letters, or blanks around them."
    if [str(item) for item in expected] == [str(item) for item in got]:
        return "The entries read as they should, and are of another type: a number and its text differ."
    if not texts:
        steps = (
            {b - a for a, b in zip(expected, got, strict=True)} if _numbers(expected, got) else ()
        )
        if len(steps) == 1:
            (step,) = steps
            return f"Each entry is {abs(step)} too {'large' if step > 0 else 'small'}."
    for shift, words in ((1, "late"), (-1, "early")):
        right, here = (expected[:-1], got[1:]) if shift > 0 else (expected[1:], got[:-1])
        if len(set(map(repr, right))) > 1 and right == here:
            return f"The entries are right and stand one place {words}."
    if sorted(map(repr, expected)) == sorted(map(repr, got)):
        return "The entries are the right ones, and stand in another order."
    return ""


def _numbers(expected: list, got: list) -> bool:
    return all(type(item) is int for item in [*expected, *got])


def _left_over(shorter: list, longer: list) -> list | None:
    """What the longer list has more, where the shorter one lies in it in its order; else None."""
    left, place = [], 0
    for item in longer:
        if place < len(shorter) and type(item) is type(shorter[place]) and item == shorter[place]:
            place += 1
        else:
            left.append(item)
    return left if place == len(shorter) else None


def _where(shorter: list, longer: list) -> str:
    if longer[: len(shorter)] == shorter:
        return " at the end"
    return " at the beginning" if longer[-len(shorter) :] == shorter else ""


def _named(items: list) -> str:
    kinds = list(dict.fromkeys(map(repr, items)))
    if len(kinds) == 1:
        return kinds[0] if len(items) == 1 else f"{kinds[0]}, {len(items)} times"
    more = f" and {len(kinds) - MOST} more" if len(kinds) > MOST else ""
    return ", ".join(kinds[:MOST]) + more


def whole_number(expected: int, got: int) -> str:
    """How a count differs, where that is plain: a small multiple."""
    for small, large, words in (
        (expected, got, "{k} times the right one"),
        (got, expected, "the right one divided by {k}"),
    ):
        if small > 12 and large % small == 0 and 2 <= large // small <= 9:
            return f"The number is {words.format(k=large // small)}."
    return ""
