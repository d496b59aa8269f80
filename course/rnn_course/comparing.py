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
        return _with_sizes(missing.finding, case)
    if part.kind == "holds":
        finding = compare_holds(part, expected, got)
        return finding and _with_sizes(finding, case)
    if part.kind == "exact":
        finding = compare_exact(part, expected, got)
        if finding is not None and _exchanged(pack, part, case, got, returned):
            return dataclasses.replace(finding, cause=OTHER_ORDER, sure=True, known=True)
        return finding
    if part.kind == "keys":
        return _compare_keys(part, expected, got)
    if part.kind == "each":
        return _compare_each(pack, part, case, expected, got)
    if part.kind in ("letter", "choice"):
        if got == expected:
            return None
        none = "This answer is none of the options."
        return Finding("values", f"{part.name}: your answer is not the right one.", cause=none)
    finding = _compare_numbers(part, case, expected, got)
    if finding is not None and _exchanged(pack, part, case, got, returned):
        return dataclasses.replace(finding, cause=OTHER_ORDER, sure=True, known=True)
    looked = finding is not None and finding.stage in ("shape", "values")
    if looked and (cause := _misplaced(pack, part, case, got, returned)):
        finding = dataclasses.replace(finding, cause=cause, known=True)
    return finding and _with_sizes(finding, case)


UNKNOWN = "No mistake that this check knows gives these numbers"
OTHER_ORDER = "The returned values stand in another order than the exercise asks for."


def _exchanged(pack: Pack, part: Part, case: Case, got, returned) -> bool:
    """Whether this value belongs to another part, and that part has the value of this one."""
    for other in pack.parts:
        comparable = other.kind == part.kind and other.kind in ("array", "exact", "number")
        if other.case != part.case or other.name == part.name or not comparable:
            continue
        if not same(other, case.expected[other.name], got):
            continue
        try:
            there = picked(pack, other, returned)
        except Missing:
            continue
        if same(part, case.expected[part.name], there):
            return True
    return False


def _with_sizes(finding: Finding, case: Case) -> Finding:
    """A message that counts says which sizes there are: a 5 may be T or n."""
    counts = finding.stage == "structure" and any(c.isdigit() for c in "".join(finding.details))
    if not counts or not case.sizes:
        return finding
    return dataclasses.replace(finding, details=(*finding.details, _sizes(case)))


def _sizes(case: Case) -> str:
    return "sizes here " + ", ".join(f"{key} = {value}" for key, value in case.sizes.items())


def _misplaced(pack: Pack, part: Part, case: Case, got, returned) -> str:
    """The cause when the values are right ones that belong elsewhere, otherwise ''."""
    if not isinstance(got, np.ndarray):
        return ""
    for other in pack.parts:
        another = other.case == part.case and other.kind == "array" and other.name != part.name
        if another and same(other, case.expected[other.name], got):
            return _belongs_to(pack, part, case, other, got, returned)
    whole = np.asarray(case.expected[part.name])
    if whole.ndim == 3 and got.ndim == 2 and same(part, whole[:, :, -1], got):
        return "This is the last step alone. All steps are wanted, along the last axis."
    return ""


def _belongs_to(pack: Pack, part: Part, case: Case, other: Part, got, returned) -> str:
    """What is known when one quantity stands where another belongs."""
    try:
        there = picked(pack, other, returned)
    except Missing:
        there = None
    if there is not None and same(other, case.expected[other.name], there):
        return (
            f"{part.name} and {other.name} hold the same values, those of {other.name}. If one "
            "name was set equal to the other, both are one array: what is written into one is "
            "written into both."
        )
    return f"These are the values of {other.name}, in the place of {part.name}."


def same(part: Part, given, got) -> bool:
    """Whether a part's value is the one a mistake gives (same form, numbers within tolerance)."""
    if part.kind in ("letter", "choice", "quiet"):
        return given == got
    if part.kind == "exact":
        return equal(settled(given), settled(got))
    if part.kind in ("holds", "keys"):
        return list(given) == list(got)
    if part.kind == "each":
        pairs = zip(given, got, strict=False)
        return len(given) == len(got) and all(same(_one_of(part, *p), *p) for p in pairs)
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        given = np.asarray(float(given))
    if isinstance(got, (int, float)) and not isinstance(got, bool):
        got = np.asarray(float(got))
    if not isinstance(given, np.ndarray) or not isinstance(got, np.ndarray):
        return type(given) is type(got) and not isinstance(given, np.ndarray) and given == got
    if given.shape != got.shape or got.dtype.kind not in "fiub" or given.dtype.kind not in "fiub":
        return False
    return not differs(given.astype(float), got).any()


def _compare_each(pack: Pack, part: Part, case: Case, expected: list, got: list) -> Finding | None:
    """The first of several arrays that is wrong, under its own name."""
    for path, one, other in zip(part.paths, expected, got, strict=True):
        named = dataclasses.replace(_one_of(part, one), name=_called(pack, path))
        finding = _compare_numbers(named, case, one, other)
        if finding is not None:
            return finding
    return None


def _one_of(part: Part, expected, got=None) -> Part:
    """The part of kind `each` as if it were about one of its values."""
    return dataclasses.replace(part, kind="array" if np.ndim(expected) else "number")


def _called(pack: Pack, path: tuple) -> str:
    """What a learner calls the value at a path: the name in `returns`, then keys and positions."""
    first = pack.returns[path[0]] if isinstance(path[0], int) else f"'{path[0]}'"
    return first + "".join(f"[{key!r}]" for key in path[1:])


def _compare_keys(part: Part, expected: list[str], got: list[str]) -> Finding | None:
    if got == expected:
        return None
    missing = [key for key in expected if key not in got]
    over = [key for key in got if key not in expected]
    which, what = (missing, "lacks") if missing else (over, "has what does not belong there:")
    return Finding(
        "values",
        f"{part.name}: the dictionary {what} {', '.join(map(repr, which[:6]))}.",
        (
            f"expected   the keys {', '.join(map(repr, expected[:12]))}",
            f"got        the keys {', '.join(map(repr, got[:12])) or 'none'}",
        ),
        "These keys are asked for, and no others.",
    )


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
        listed = values.why(got)
        if isinstance(got, (list, tuple)) and not listed:
            listed = _row_for_numbers(part, expected, got)
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
        *_unknown(expected, got, case),
    )


def _row_for_numbers(part: Part, expected, row) -> str:
    """What to say of a list or a tuple where numbers belong."""
    try:
        array = np.asarray(row)
    except ValueError:  # entries of several shapes
        array = np.asarray(None)
    if array.dtype.kind not in "fiu" or not array.size:
        return f"Its first entry is {values.describe(row[0])}." if len(row) else "It is empty."
    if part.kind == "number":
        return "One number is wanted: do you mean the length of the list, its sum or its mean?"
    if array.shape == np.shape(expected):
        return "Turn the list into an array with np.array."
    if array.ndim == np.ndim(expected) and sorted(array.shape) == sorted(np.shape(expected)):
        return "Its entries are arrays. np.stack joins them, along the axis that you name."
    return f"As an array it would have the shape {array.shape}."


def _unknown(expected: np.ndarray, got: np.ndarray, case: Case) -> tuple[str, bool]:
    """What to say of values that no misconception explains, and whether that is a cause."""
    if np.isfinite(got).all() and np.abs(got - expected).max() <= 5e-3 * _scale(expected, case):
        if got.size > 1 and any(np.array_equal(got, got.round(digits)) for digits in range(1, 7)):
            return (
                "Your numbers are close. Look for rounding (round, a format): all of them end early.",
                True,
            )
        return (
            "Your numbers are close, and not rounded. Look for a small constant such as 1e-8 that "
            "was added to be safe, or for a step that changes little.",
            False,
        )
    return f"{UNKNOWN}. Work this one entry out by hand, or print each step, and compare.", False


def _scale(expected: np.ndarray, case: Case) -> float:
    """What "close" is measured on: how far the exercise moves the numbers that it was given."""
    moved = [
        float(np.abs(expected - given).max())
        for given in _arrays(case.inputs)
        if given.shape == expected.shape and given.size
    ]
    return min([float(np.abs(expected).max()), *moved])


def _arrays(value):
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiu":
        yield value
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _arrays(item)


def _wrong_shape(part, case, expected, got) -> Finding:
    letters = f", that is {part.shape}" if part.shape and expected.ndim else ""
    wanted = f"{expected.shape}{letters}" if expected.ndim else "a single number, shape ()"
    cause = ""
    if not got.ndim:
        cause = _one_number(expected, got)
    elif got.ndim == expected.ndim and sorted(got.shape) == sorted(expected.shape):
        cause = "The axes are in another order. A transpose is missing, or is one too many."
    elif got.ndim < expected.ndim:
        cause = (
            "An axis got lost. A sum or maximum over an axis drops it (keepdims=True keeps it), "
            "and so does indexing with a single number."
        )
    elif got.ndim > expected.ndim:
        cause = "There is an axis too many. Look for a missing index, or a (n,) that met a (n, 1)."
    else:
        cause = _wrong_axes(part, case, expected.shape, got.shape)
    details = [f"expected   {wanted}", f"got        {got.shape if got.ndim else 'a single number'}"]
    if case.sizes:
        details.append(_sizes(case))
    return Finding("shape", f"{part.name} has the wrong shape.", tuple(details), cause)


def _one_number(expected: np.ndarray, got: np.ndarray) -> str:
    """What a single number is, where an array belongs."""
    made = {"sum": expected.sum(), "mean": expected.mean(), "maximum": expected.max()}
    for name, number in made.items():
        if number and not differs(np.asarray(number), got).any():
            return f"It is the {name} of all right entries. Give the {name} its axis."
    return "A single number stands where an array belongs."


def _wrong_axes(part: Part, case: Case, expected: tuple, got: tuple) -> str:
    """Which axes have another length, by number and letter."""
    letters = [letter.strip() for letter in part.shape.strip("()").split(",")]
    said = []
    for axis, (wanted, have) in enumerate(zip(expected, got, strict=True)):
        if wanted != have:
            letter = f" ({letters[axis]})" if len(letters) == len(expected) else ""
            said.append(f"Axis {axis}{letter} should be {wanted} and is {have}.")
            near = letter.startswith(" (T") and abs(wanted - have) == 1
            others = [key for key, size in case.sizes.items() if size == have > 1]
            if others and not near:
                said.append(f"{have} is {' or '.join(others)} here.")
            if near:
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
    return f"{float(array[_first(wrong)]) + 0.0:.6g}"  # + 0.0: not -0
