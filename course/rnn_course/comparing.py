"""Compare one part of an answer with what was expected: structure, shape, dtype, values.

Every finding has a stage, so that a message can stop at the first thing that is wrong, and a short
text that says what was expected and what was got, in that order.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from rnn_course import values
from rnn_course.exact import compare_exact, equal, settled
from rnn_course.findings import Finding, Missing
from rnn_course.holding import compare_holds
from rnn_course.pack import Case, Pack, Part
from rnn_course.picking import picked
from rnn_course.tolerance import differs


def compare(pack: Pack, part: Part, case: Case, returned, warned: tuple[str, ...]):
    """Compare one part. Returns a `Finding`, or None when the part is right."""
    expected = case.expected[part.name]
    if part.kind == "quiet":
        return _compare_quiet(part, warned)
    try:
        got = picked(pack, part, returned)
    except Missing as missing:
        return missing.finding
    if part.kind == "holds":
        return compare_holds(part, expected, got)
    if part.kind == "exact":
        return compare_exact(part, expected, got)
    if part.kind in ("letter", "choice"):
        if got == expected:
            return None
        what = "letter" if part.kind == "letter" else "answer"
        none = f"This {what} is none of the options."
        return Finding("values", f"{part.name}: your answer is not the right one.", cause=none)
    finding = _compare_numbers(part, case, expected, got)
    if finding is not None and finding.stage in ("shape", "values"):
        cause = _misplaced(pack, part, case, got) or finding.cause
        finding = dataclasses.replace(finding, cause=cause)
    return finding


def _misplaced(pack: Pack, part: Part, case: Case, got) -> str:
    """The cause when the values are right ones that belong elsewhere, otherwise ''."""
    if not isinstance(got, np.ndarray):
        return ""
    for other in pack.parts:
        another = other.case == part.case and other.kind == "array" and other.name != part.name
        if another and same(other, case.expected[other.name], got):
            return (
                f"These are the values of {other.name}. The returned values stand in another "
                "order than the exercise asks for."
            )
    whole = np.asarray(case.expected[part.name])
    if whole.ndim == 3 and got.ndim == 2 and same(part, whole[:, :, -1], got):
        return "This is the last step alone. All steps are wanted, along the last axis."
    return ""


def same(part: Part, given, got) -> bool:
    """Whether a part's value is the one a mistake gives (same form, numbers within tolerance)."""
    if part.kind in ("letter", "choice", "quiet"):
        return given == got
    if part.kind == "exact":
        return equal(settled(given), settled(got))
    if part.kind == "holds":
        return list(given) == list(got)
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        given = np.asarray(float(given))
    if isinstance(got, (int, float)) and not isinstance(got, bool):
        got = np.asarray(float(got))
    if not isinstance(given, np.ndarray) or not isinstance(got, np.ndarray):
        return type(given) is type(got) and not isinstance(given, np.ndarray) and given == got
    if given.shape != got.shape or got.dtype.kind not in "fiub" or given.dtype.kind not in "fiub":
        return False
    return not differs(given.astype(float), got).any()


def _compare_quiet(part, warned) -> Finding | None:
    if not warned:
        return None
    return Finding(
        "values",
        f"The numbers are computed with a warning: {warned[0]}.",
        ("expected   no warning from NumPy", f"got        RuntimeWarning: {warned[0]}"),
    )


def _compare_numbers(part: Part, case: Case, expected, got) -> Finding | None:
    name = part.name
    if isinstance(got, (int, float)) and not isinstance(got, bool):
        got = np.asarray(got)
    if not isinstance(got, np.ndarray):
        wanted = "a number" if part.kind == "number" else f"an array of shape {expected.shape}"
        listed = ""
        if isinstance(got, (list, tuple)):
            listed = (
                "One number is wanted: do you mean the length of the list, its sum or its mean?"
                if part.kind == "number"
                else "Turn the list into an array with np.array."
            )
        return Finding(
            "structure",
            f"{name} is {values.describe(got)}.",
            (f"expected   {wanted}", f"got        {values.describe(got)}"),
            listed,
        )
    expected = np.asarray(expected, dtype=float)
    if got.shape != expected.shape:
        return _wrong_shape(part, case, expected, got)
    if not _right_dtype(part, got):
        return _wrong_dtype(part, got)
    if np.isnan(got).any() and not np.isnan(expected).any():
        where = f", first at {_index(np.isnan(got))}" if got.ndim else ""
        return Finding(
            "values",
            f"{name} holds NaN (not a number){where}.",
            (f"expected   {_at(expected, np.isnan(got))}", "got        nan"),
            "NaN comes from a step such as inf / inf, inf - inf or 0 · log 0. Print the values "
            "before the last step and look for inf.",
        )
    wrong = differs(expected, got)
    if not wrong.any():
        return None
    details = [f"expected   {_at(expected, wrong)}", f"got        {_at(got, wrong)}"]
    if got.ndim:
        count = f"{int(wrong.sum())} of {wrong.size} entries differ"
        details.insert(0, f"first at   {_index(wrong)}; {count}")
    return Finding(
        "values",
        f"{name} has the right shape and wrong values." if got.ndim else f"{name} is wrong.",
        tuple(details),
        _unknown(expected, got),
    )


def _unknown(expected: np.ndarray, got: np.ndarray) -> str:
    """What to say when the values are wrong in a way that no misconception explains."""
    scale = np.abs(expected).max()
    if np.isfinite(got).all() and np.abs(got - expected).max() <= 5e-3 * scale:
        return (
            "Your numbers are close. Look for rounding (round, a format), or a small constant such "
            "as 1e-8 that was added to be safe."
        )
    return (
        "No mistake that this check knows gives these numbers. Work this one entry out by hand, or "
        "print each step, and compare."
    )


def _wrong_shape(part, case, expected, got) -> Finding:
    letters = f", that is {part.shape}" if part.shape and expected.ndim else ""
    wanted = f"{expected.shape}{letters}" if expected.ndim else "a single number, shape ()"
    cause = ""
    if got.ndim == expected.ndim and sorted(got.shape) == sorted(expected.shape):
        cause = "The axes are in another order. A transpose is missing, or is one too many."
    elif got.ndim < expected.ndim:
        cause = (
            "An axis got lost. A sum or maximum over an axis drops it (keepdims=True keeps it), "
            "and so does indexing with a single number."
            if got.ndim
            else "The whole array was reduced to one number. Give the sum its axis."
        )
    elif got.ndim > expected.ndim:
        cause = "There is an axis too many. Look for a missing index, or a (n,) that met a (n, 1)."
    else:
        cause = _wrong_axes(part, expected.shape, got.shape)
    sizes = ", ".join(f"{key} = {value}" for key, value in case.sizes.items())
    details = [f"expected   {wanted}", f"got        {got.shape if got.ndim else 'a single number'}"]
    if sizes:
        details.append(f"sizes here {sizes}")
    return Finding("shape", f"{part.name} has the wrong shape.", tuple(details), cause)


def _wrong_axes(part: Part, expected: tuple, got: tuple) -> str:
    """Which axes have another length, by number and letter."""
    letters = [letter.strip() for letter in part.shape.strip("()").split(",")]
    said = []
    for axis, (wanted, have) in enumerate(zip(expected, got, strict=True)):
        if wanted != have:
            letter = f" ({letters[axis]})" if len(letters) == len(expected) else ""
            said.append(f"Axis {axis}{letter} should be {wanted} and is {have}.")
            if letter.startswith(" (T") and abs(wanted - have) == 1:
                more = "Is what came before the first step stored, too?"
                said.append(more if have > wanted else "Was a step left out?")
    return " ".join(said)


def _right_dtype(part: Part, got: np.ndarray) -> bool:
    if part.kind in ("integers", "marks"):
        return got.dtype.kind in ("iu" if part.kind == "integers" else "iubf")
    if part.kind == "number" and got.dtype.kind in "iu":
        return True  # 0 is as good as 0.0; another whole number is a wrong value, not a wrong type
    return got.dtype.kind == "f" and got.dtype.itemsize >= 4


def _wrong_dtype(part, got) -> Finding:
    if part.kind == "integers":
        return Finding(
            "dtype",
            f"{part.name} has the wrong type of number.",
            ("expected   whole numbers, such as int64", f"got        {got.dtype.name}"),
            "These numbers are indices, and an index cannot be a fraction. np.zeros makes floats; "
            "give it dtype=int.",
        )
    causes = {
        "i": "Integers cannot hold fractions: an array made by np.array([0, 1]) or zeros_like of "
        "integers cuts them off. Make the array with dtype float.",
        "b": "A comparison gives True and False; the values were wanted, not the comparison.",
        "c": "A complex number appeared: look for a square root or logarithm of a negative number, "
        "or for an eigenvalue that was used without np.abs.",
        "f": "float16 keeps only three digits. Use float64, NumPy's default.",
    }
    return Finding(
        "dtype",
        f"{part.name} has the wrong type of number.",
        ("expected   float64 (float32 is fine too)", f"got        {got.dtype.name}"),
        causes.get(got.dtype.kind, ""),
    )


def _first(wrong: np.ndarray) -> tuple[int, ...]:
    return tuple(int(i) for i in np.argwhere(wrong)[0])


def _index(wrong: np.ndarray) -> str:
    joined = ",\u00a0".join(map(str, _first(wrong)))  # no-break: an index stays on one line
    return f"[{joined}]"


def _at(array: np.ndarray, wrong: np.ndarray) -> str:
    return f"{float(array[_first(wrong)]):.6g}"
