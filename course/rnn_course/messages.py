"""What a learner reads: what is wrong, where, expected and got (in this order), what to do."""

from __future__ import annotations

import textwrap

import numpy as np

from rnn_course.observation import CallState
from rnn_course.values import describe

WIDTH = 88

# What an exception's text usually means here: (piece of "Name: text", advice).
ADVICE = (
    (
        "matmul",
        "In a matrix product the inner sizes must be equal: (n_a, n_x) @ (n_x, m). Write "
        "the shapes beside each factor; two of them may have changed places.",
    ),
    (
        "could not be broadcast",
        "Two arrays met whose shapes do not fit. Print both shapes; a bias "
        "is a column (n, 1), and an axis of length 1 is repeated.",
    ),
    (
        "could not broadcast input",
        "What is written into a slice must have its shape. Print the "
        "shapes on both sides of the =.",
    ),
    (
        "concatenation axis",
        "Arrays are joined along one axis, and all their other sizes must be "
        "equal. Write both shapes down: the axis in which they differ is the one to join along.",
    ),
    (
        "unhashable type: 'list'",
        "A list cannot be a key of a dictionary. Look whether you hold a "
        "whole sentence where you want one word: two loops may be needed.",
    ),
    (
        "truth value of an array",
        "An 'if' takes one yes or no, and an array holds many. Choose "
        "entry by entry with np.where(condition, one, other).",
    ),
    (
        "0-dimensional",
        "A function of the module math takes one number. NumPy's works on arrays: "
        "np.exp, not math.exp.",
    ),
    (
        "length-1 arrays",
        "A function of the module math takes one number. NumPy's works on arrays: "
        "np.exp, not math.exp.",
    ),
    (
        "arrays used as indices",
        "A mask of 1.0 and 0.0 cannot pick entries. Turn it into yes and no first: mask == 1.",
    ),
    ("name 'np'", "Run the first cell of the notebook: it imports NumPy as np."),
    (
        "'NoneType' object",
        "Something here is None: a function that returned nothing, or a name "
        "that was overwritten. Restart the kernel and run the cells from the top.",
    ),
    (
        "'NoneType'",
        "One side of an operator is None. An argument may be None, as its default "
        "says: treat that case first. Or a function without a return gave None.",
    ),
    (
        "cannot reshape",
        "The numbers do not fill the new shape. Multiply the shape out, and "
        "compare with how many numbers there are: a slice may end earlier than you think.",
    ),
    (
        "KeyError",
        "The dictionary has no such key. Print its keys. Keys of parameters are spelled "
        "as in the exercise, with capitals; for a word that may be missing there is get.",
    ),
    (
        "NameError",
        "Python does not know this name. Check its spelling, and run the cell that defines it.",
    ),
    ("read-only", "This array may not be written to. Work on a copy: x.copy()."),
    (
        "out of bounds",
        "An index is too large, or too far below 0. With n entries they run from 0 "
        "to n - 1, and counted from the end from -1 to -n.",
    ),
    (
        "division by zero",
        "What stands below the line is 0 here. Say what the result is in that case "
        "before you divide.",
    ),
    (
        "need at least one array",
        "There is nothing to join. A loop did not run, or a slice is "
        "empty: x[:, :, t:t] has no step, x[:, :, t : t + 1] has one.",
    ),
    (
        "RecursionError",
        "The function calls itself without end. A call inside it may have been "
        "meant for another function.",
    ),
)


def passed(pack) -> str:
    """All parts right."""
    return f"✓ {pack.exercise}: {_points(pack.points, pack)}."


def unwritten(pack) -> str:
    """The stub is as it was."""
    return _join(
        f"○ {pack.exercise} is not written yet.",
        pack.task,
        "Replace the line 'raise NotImplementedError(...)' with your own code, run that cell, "
        "then run this one.",
    )


def missing(pack, seen) -> str:
    """No such name in the notebook."""
    if seen.similar:
        advice = (
            f"There is a function '{seen.similar}'. If it is yours, name it '{pack.exercise}' "
            "again: the course calls it by that name."
        )
    else:
        advice = "Run the cell above, in which it is defined. If that cell is gone, write it anew."
    return _join(f"✗ There is no function '{pack.exercise}' in this notebook yet.", advice)


def not_callable(pack, seen) -> str:
    """The name holds something else, often a result that overwrote the function."""
    return _join(
        f"✗ '{pack.exercise}' is {seen.kind}, not a function.",
        f"A line such as '{pack.exercise} = …' has overwritten it. Give that result another name, "
        "then run the cell with the function again.",
    )


def wrong_arguments(pack, seen) -> str:
    """It cannot be called with the exercise's arguments."""
    wanted = ", ".join(pack.arguments) or "none"
    got = ", ".join(seen.arguments) or "none"
    return _join(
        f"✗ {pack.exercise} takes other arguments than the exercise asks for.",
        [
            f"expected   {pack.exercise}({wanted if pack.arguments else ''})",
            f"got        {pack.exercise}({got if seen.arguments else ''})",
        ],
        "Give the function the arguments of the exercise, in this order.",
    )


def stopped(pack, call, parts, right, blamed) -> str:
    """The function raised an exception, or one that it calls is not written yet."""
    if call.state == CallState.UNWRITTEN:
        return _join(
            f"✗ {pack.exercise} stopped: it calls {call.where}, which is not written yet.",
            f"Write {call.where} first, and run its check. Then run this one.",
        )
    what = f"{call.error}: {call.message}" if call.message else call.error
    at = ""
    if call.code:
        inside = "" if call.where == pack.exercise else f" of {call.where}"
        at = [f"line {call.line}{inside}   {call.code}"]
    return _join(
        f"✗ {pack.exercise} stopped with {what}",
        at,
        next((advice for sign, advice in ADVICE if sign in what), ""),
        _inputs(pack, call.case),
        _mend_first(blamed) if call.error != "NameError" else "",
        _credit(pack, parts, right),
    )


def wrong(pack, finding, mistake, parts, right, blamed) -> str:
    """Something about the answer is wrong: the finding, then the recognised mistake."""
    says = finding.cause if mistake is None else "Recognised: " + mistake.says
    return _join(
        f"✗ {pack.exercise}: {finding.headline}",
        list(finding.details),
        says,
        _mend_first(blamed),
        _credit(pack, parts, right),
    )


def changed(pack, names, points) -> str:
    """The values are right (but for a cache that saw the change), and the inputs were changed."""
    listed = ", ".join(names)
    return _join(
        f"✗ {pack.exercise}: the values are right, but the call changed its input {listed}.",
        [f"expected   {listed} as before the call", f"got        {listed} with other numbers"],
        "Operators such as += and assignments such as x[...] = … write into the caller's array. "
        "Work on a copy (x.copy()) or make a new array.",
        f"{_points(points, pack)} so far.",
    )


def carried(pack, earlier) -> str:
    """Right, given an earlier mistake: the grader counts an error once."""
    names = " and ".join(earlier)
    return _join(
        f"✓ {pack.exercise}: {_points(pack.points, pack)}, carried forward.",
        f"Its numbers differ from the right ones only because of your mistake in {names}, which "
        "has cost its points there. This function itself is right.",
    )


def carried_in_part(pack, earlier, points) -> str:
    """Some parts are right, given an earlier mistake."""
    names = " and ".join(earlier)
    return _join(
        "",
        f"Your mistake in {names} is not counted again here: {_points(points, pack)}.",
    )


def no_answer(pack, why) -> str:
    """Nothing came back that could be judged. The reason stays as it is: it may quote a student."""
    return f"✗ {pack.exercise} could not be checked.\n  {why}"


def trouble(title: str, text: str) -> str:
    """The check itself cannot run: no pack, a damaged pack."""
    return _join(f"! {title}", text)


def note(text: str) -> str:
    """Something beside the verdict that a learner should know."""
    return _join("", text)


def _mend_first(blamed) -> str:
    if not blamed:
        return ""
    names = " and ".join(blamed)
    pronoun = "its own check" if len(blamed) == 1 else "their own checks"
    verb = "does" if len(blamed) == 1 else "do"
    return f"This function uses {names}, which {verb} not pass {pronoun} yet. Put that right first."


def _credit(pack, parts, right) -> str:
    got = sum(parts.values())
    if not got:
        return ""
    return f"Right so far: {', '.join(right)} ({_points(got, pack)})."


def _points(points, pack) -> str:
    return f"{points} of {pack.points} point{'s' if pack.points != 1 else ''}"


def _inputs(pack, case_name) -> str:
    """One line on what the check called the function with: shapes, not numbers."""
    inputs = pack.case(case_name).inputs
    if not inputs:
        return ""
    return "The check called it with " + ", ".join(_shape(k, v) for k, v in inputs.items()) + "."


def _shape(name, value) -> str:
    if isinstance(value, np.ndarray):
        return f"{name} {value.shape}"
    if isinstance(value, dict):
        inner = ", ".join(_shape(k, v) for k, v in value.items())
        return f"{name} ({inner})"
    if isinstance(value, (int, float, str)):
        return f"{name} = {value!r}"
    return f"{name} {describe(value)}"


def _join(*blocks) -> str:
    """Paragraphs are wrapped; lists are shown line by line, set in."""
    lines = []
    for number, block in enumerate(blocks):
        if not block:
            continue
        if isinstance(block, list):
            lines += [f"      {line}" for line in block]
        else:
            indent = "" if number == 0 else "  "
            lines += textwrap.wrap(
                block,
                WIDTH,
                initial_indent=indent,
                subsequent_indent="  ",
                break_long_words=False,
                break_on_hyphens=False,
            )
    return "\n".join(lines)
