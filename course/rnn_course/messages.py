"""What a learner reads: what is wrong, where, expected and got (in this order), what to do."""

from __future__ import annotations

import inspect
import textwrap
from enum import StrEnum

import numpy as np

from rnn_course.observation import CallState
from rnn_course.values import describe

WIDTH = 88

# What an exception's text says by itself, whatever the values: (piece of "Name: text", advice).
ADVICE = (
    ("unhashable type: 'list'", "A list cannot be a key of a dictionary, nor an entry of a set."),
    (
        "truth value of an array",
        "An 'if' takes one yes or no, and an array holds many. Choose entry by entry with "
        "np.where(condition, one, other).",
    ),
    ("read-only", "This array may not be written to. Work on a copy: x.copy()."),
    (
        "inhomogeneous",
        "The entries of this list have not all the same shape, so they do not fill one array.",
    ),
    (
        "division by zero",
        "What stands below the line is 0 here. Say what the result is in that case before you "
        "divide.",
    ),
)

# What a cell's exception says, where it stopped before it had defined its function.
CELL_ADVICE = (
    (
        "IndentationError",
        "Lines of one block begin at one column. Lines inside 'def', 'for' or 'if' are set in, "
        "by four spaces.",
    ),
    (
        "TabError",
        "Some lines are set in by tabs and others by spaces. Use spaces in all of them.",
    ),
    (
        "was never closed",
        "Count the brackets from that line on: one of them has no partner.",
    ),
    (
        "No module named",
        "That package is not installed where this notebook runs. No exercise needs more than what "
        "the notebook's first cell imports.",
    ),
    (
        "input() cannot be used here",
        "Nobody can type an answer while a notebook is run for its grade. Write the value instead.",
    ),
)


def passed(pack, reasons=()) -> str:
    """All parts right. Of a quiz: also why, a sentence for each question."""
    return _join(f"✓ {pack.exercise}: {_points(pack.points, pack)}.", *reasons)


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


NOT_REACHED = "The cell that defines"


def cell_stopped(pack, stopped, older: bool) -> str:
    """The newest cell with the function stopped before it, or does not compile.

    Args:
        older: Whether a function of that name, from an earlier cell, is still in memory.
    """
    name = pack.exercise
    cell = f"{NOT_REACHED} '{name}'" + (f", [{stopped.cell}]," if stopped.cell else "")
    if stopped.kept_out:
        return _join(
            f"✗ {cell} begins with %%{stopped.kept_out}.",
            "What such a cell defines is not kept in the notebook. Take that line out, run the "
            "cell again, then this one.",
            _older(name) if older else "",
        )
    what = f"{stopped.error}: {stopped.message}" if stopped.message else stopped.error
    at = f"line {stopped.line}" + (f"   {stopped.code}" if stopped.code else "")
    return _join(
        f"✗ {cell} stopped with {what}",
        [at] if stopped.line else "",
        next((advice for sign, advice in CELL_ADVICE if sign in what), ""),
        "It never came to the function. Mend that line, run the cell again, then this one."
        if stopped.line
        else "It never came to the function. Mend it, run the cell again, then this one.",
        _older(name) if older else "",
    )


def _older(name: str) -> str:
    return f"An older '{name}' is still in memory. It is not what you wrote last, so nothing is said of it."


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


def stopped(pack, call, parts, right, blamed, alone=False) -> str:
    """The function raised an exception, or one that it calls is not written yet."""
    if call.state == CallState.UNWRITTEN:
        return _join(
            f"✗ {pack.exercise} stopped: it calls {call.where}, which is not written yet.",
            f"Write {call.where} first, and run its check. Then run this one.",
        )
    what = f"{call.error}: {call.message}" if call.message else call.error
    at = [f"line {call.from_line}   {call.from_code}"] if call.from_code else []
    if call.code:
        inside = "" if call.where == pack.exercise else f" of {call.where}"
        at.append(f"line {call.line}{inside}   {call.code}")
    return _join(
        f"✗ {pack.exercise} stopped with {what}",
        at,
        next((advice for sign, advice in ADVICE if sign in what), ""),
        call.advice,
        _inputs(pack, call.case),
        _of_helpers(blamed, alone) if call.error != "NameError" else "",
        _credit(pack, parts, right),
    )


class Certainty(StrEnum):
    """How far a misconception explains an answer, in the words that stand before its sentence."""

    WHOLE = "Recognised"
    IN_PART = "Recognised, one of the causes"
    PERHAPS = (
        "It may be this"  # it gives these numbers, and so may others: they are all 0, or all 1
    )


def wrong(
    pack,
    finding,
    mistake,
    parts,
    right,
    blamed,
    how=Certainty.WHOLE,
    what="",
    where=(),
    alone=False,
) -> str:
    """Something about the answer is wrong: the finding, then what is known of its cause.

    Args:
        mistake: The one that was recognised, or None; then the last two count.
        how: How far it explains the answer.
        what: What the numbers are, in a sentence, or ''.
        where: A sentence and the learner's line, or nothing.
        alone: Whether right helpers stood in for those that are blamed.
    """
    says = finding.cause if mistake is None else f"{how}: {mistake.says}"
    if finding.stage not in ("values", "shape"):
        where = ()  # what is wrong is said, and in which line it stands is plain to see
    if mistake is None and not finding.known and (what or where or (blamed and not alone)):
        says = ""  # that nothing is known would not be true: of a wrong helper all may come
    return _join(
        f"✗ {pack.exercise}: {finding.headline}",
        list(finding.details),
        says,
        what if mistake is None else "",
        *(where[:1] if mistake is None else ()),
        list(where[1:]) if mistake is None else "",
        _of_helpers(blamed, alone),
        _credit(pack, parts, right),
    )


def letters_wrong(pack, right, no_options) -> str:
    """A quiz with wrong letters: how many are right, never which.

    Args:
        right: How many are right.
        no_options: Places and letters that are none of the options. Then nothing else is said: with
            four such letters the number of right ones would tell of the fifth.
    """
    if no_options:
        return _join(
            f"✗ {pack.exercise}: a letter is none of the options of its question.",
            [f"letter {place} of your text   {letter}" for place, letter in no_options],
            "Look at the options once more. The check then says how many answers are right.",
        )
    verb = "is" if right == 1 else "are"
    return _join(
        f"✗ {pack.exercise}: {right} of {len(pack.parts)} answers {verb} right.",
        "Read what the questions ask about once more, and change what you are least sure of. Once "
        "all answers are right, each gets its reason.",
    )


def changed(pack, names, points) -> str:
    """The values are right (but for a cache that saw the change), and the inputs were changed."""
    listed = ", ".join(names)
    return _join(
        f"✗ {pack.exercise}: the values are right, but the call changed its input {listed}.",
        [f"expected   {listed} as before the call", f"got        {listed} with other values"],
        "Operators such as +=, assignments such as x[...] = … and methods such as append or pop "
        "change what the caller handed over. Work on a copy (x.copy()) or make a new one.",
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


def right_by_itself(pack, helpers) -> str:
    """Right but for the helpers that it calls, which do not pass yet."""
    names = " and ".join(helpers)
    return _join(
        f"✓ {pack.exercise}: {_points(pack.points, pack)}, carried forward.",
        f"This function is right. Its numbers are wrong, because {names} {_does(helpers)} not pass "
        f"{_its_check(helpers)} yet. Put that right, and these are right too.",
    )


def odd_call(missed, helper) -> str:
    """The one argument by which a call of a helper differs from our solution's, or ''."""
    try:
        arguments = list(inspect.signature(helper).parameters)
    except (TypeError, ValueError):
        arguments = []
    if missed.argument is None or missed.argument >= len(arguments):
        return ""
    argument = arguments[missed.argument]
    return f"Call {missed.call} of {missed.name} is handed another {argument} than in our solution."


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


def _of_helpers(blamed, alone) -> str:
    """What is to be said of helpers that do not pass yet."""
    if not blamed:
        return ""
    names = " and ".join(blamed)
    if alone:
        return (
            f"Your {names} {_does(blamed)} not pass {_its_check(blamed)} yet. So a right one stood "
            "in for it here, and what is wrong above is this function's own."
        )
    return (
        f"This function uses {names}, which {_does(blamed)} not pass {_its_check(blamed)} yet. Put "
        "that right first."
    )


def _does(names) -> str:
    return "does" if len(names) == 1 else "do"


def _its_check(names) -> str:
    return "its own check" if len(names) == 1 else "their own checks"


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
    if isinstance(value, (int, float, str)) or value is None:
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
