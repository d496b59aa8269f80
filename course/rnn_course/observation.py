"""Call a learner's function and write down, as data, what happened.

This is the only part of a check that runs the learner's code. In JupyterLab it runs in the
notebook's own kernel; when a class is graded it runs in the student's kernel, and what comes back
is judged elsewhere (`rnn_course.judging`).
"""

from __future__ import annotations

import copy
import difflib
import inspect
import types
import warnings
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from rnn_course import values
from rnn_course.stops import Place, place_of

LONGEST = 1000  # characters of the advice on an exception


class LookUp(StrEnum):
    """What goes by the exercise's name. No verdict yet: that takes a pack."""

    FOUND = "found"
    NO_SUCH_NAME = "missing"
    NOT_CALLABLE = "not callable"
    WRONG_ARGUMENTS = "wrong arguments"


class CallState(StrEnum):
    """How one call ended."""

    RETURNED = "returned"
    RAISED = "raised"
    UNWRITTEN = "unwritten"  # the stub's NotImplementedError


@dataclass(frozen=True)
class Call:
    """What one call did.

    Attributes:
        value: What it returned, as plain data.
        changed: Names of the inputs that are no longer what they were.
        warned: The texts of the RuntimeWarnings it raised.
        line, code, where: The innermost line of the learner's own, and its function.
        from_line, from_code: The line of the exercise's function that led there, if another.
        advice: What is true of the exception.
    """

    case: str
    state: CallState
    value: object = None
    changed: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    error: str = ""
    message: str = ""
    line: int = 0
    code: str = ""
    where: str = ""
    from_line: int = 0
    from_code: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Observation:
    """What was found under the exercise's name, and what each call did."""

    state: LookUp
    calls: tuple[Call, ...] = ()
    arguments: tuple[str, ...] = ()
    kind: str = ""
    similar: str = ""
    mentions: tuple[str, ...] = ()

    def call(self, case: str) -> Call | None:
        return next((call for call in self.calls if call.case == case), None)


def observe(
    name: str, namespace: dict, cases: list[tuple[str, dict]], taken: tuple[str, ...] = ()
) -> Observation:
    """Look `name` up in `namespace` and call it once for each (case, inputs).

    The function gets copies, so that a case is the same whatever an earlier call did to it.
    Exceptions of the learner's code are written down, not passed on (KeyboardInterrupt is).

    Args:
        taken: Names of other exercises: a function of such a name is not this one under a wrong
            name.
    """
    if name not in namespace or _is_given(namespace[name]):
        return Observation(LookUp.NO_SUCH_NAME, similar=_similar(name, namespace, taken))
    function = namespace[name]
    if not callable(function):
        return Observation(LookUp.NOT_CALLABLE, kind=values.describe(values.plain(function)))
    first = cases[0][1]
    arguments = _arguments_if_wrong(function, first)
    if arguments is not None:
        return Observation(LookUp.WRONG_ARGUMENTS, arguments=arguments)
    calls = tuple(_call(name, function, case, inputs, taken) for case, inputs in cases)
    return Observation(LookUp.FOUND, calls=calls, mentions=_mentions(function))


def _is_given(function) -> bool:
    """Whether it is the course's own (`rnn_course.given`), which is nobody's answer."""
    return str(getattr(function, "__module__", "")).startswith("rnn_course.given")


def _call(name, function, case, inputs, taken) -> Call:
    given = copy.deepcopy(inputs)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value = function(*given.values())
        except NotImplementedError as error:
            return Call(case, CallState.UNWRITTEN, **_unwritten(place_of(error, name)))
        except (Exception, SystemExit) as error:
            return Call(
                case,
                CallState.RAISED,
                error=type(error).__name__,
                message=_text(error),
                changed=_changed(inputs, given),
                **vars(place_of(error, name, taken)),
            )
    warned = {str(w.message) for w in caught if issubclass(w.category, RuntimeWarning)}
    return Call(
        case,
        CallState.RETURNED,
        value=values.plain(value),
        changed=_changed(inputs, given),
        warned=tuple(sorted(warned)),
    )


def _unwritten(place: Place) -> dict:
    return vars(place) | {"advice": ""}


def _text(error) -> str:
    try:
        return str(error)[:300]
    except Exception:  # an exception class of the learner's may fail in its own __str__
        return "(its message could not be read)"


def _changed(before: dict, after: dict) -> tuple[str, ...]:
    """Names of inputs (and dictionary entries) whose numbers, shape or keys differ."""
    names = []
    for name in before:
        old, new = before[name], after[name]
        if isinstance(old, dict) and isinstance(new, dict):
            names += [f"{name}['{key}']" for key in _changed_keys(old, new)]
        elif not _same(old, new):
            names.append(name)
    return tuple(names)


def _changed_keys(old: dict, new: dict) -> list[str]:
    return [
        key
        for key in {**old, **new}
        if key not in old or key not in new or not _same(old[key], new[key])
    ]


def _same(old, new) -> bool:
    if isinstance(old, np.ndarray):
        return (
            isinstance(new, np.ndarray)
            and old.shape == new.shape
            and np.array_equal(old, new, equal_nan=True)
        )
    if isinstance(old, (list, tuple)):  # the caches of a sequence
        return type(old) is type(new) and len(old) == len(new) and all(map(_same, old, new))
    if isinstance(old, dict):
        return isinstance(new, dict) and not _changed_keys(old, new)
    try:
        return bool(old == new)
    except ValueError:  # an array where a number was
        return False


def _arguments_if_wrong(function, inputs: dict) -> tuple[str, ...] | None:
    """The function's argument names if it cannot be called with `inputs` in order, else None."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None  # a built-in without a signature: the call itself will tell
    try:
        signature.bind(*inputs.values())
    except TypeError:
        return tuple(signature.parameters)
    return None


def _mentions(function) -> tuple[str, ...]:
    """Names the function's code refers to, those of inner functions and comprehensions included."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType):
        return ()
    names, inner = set(), [code]
    while inner:
        code = inner.pop()
        names.update(code.co_names)
        inner += [item for item in code.co_consts if isinstance(item, types.CodeType)]
    return tuple(sorted(names))


def _similar(name: str, namespace: dict, taken: tuple[str, ...]) -> str:
    """A function of the notebook whose name is close to the one looked for, or ''."""
    functions = [
        key
        for key, value in namespace.items()
        if isinstance(value, types.FunctionType) and key not in taken and not key.startswith("_")
        if value.__module__ in (namespace.get("__name__"), None, "builtins")  # of this notebook
    ]
    close = difflib.get_close_matches(name, functions, n=1, cutoff=0.6)
    return close[0] if close else ""


def to_data(observation: Observation) -> dict:
    """Write an observation as JSON-ready data, for the road out of a student's kernel."""
    calls = [vars(call) | {"value": values.encode(call.value)} for call in observation.calls]
    return vars(observation) | {"calls": calls}


def from_data(data) -> Observation:
    """Read what `to_data` wrote. The data may be a stranger's: raises `values.NotData`."""
    if not isinstance(data, dict) or not isinstance(data.get("calls"), list):
        raise values.NotData("an observation is not a dictionary with calls")
    calls = []
    for row in data["calls"]:
        if not isinstance(row, dict):
            raise values.NotData("a call is not a dictionary")
        calls.append(
            Call(
                case=_word(row, "case"),
                state=_state(row, CallState),
                value=values.decode(row.get("value")),
                changed=_words(row, "changed"),
                warned=_words(row, "warned"),
                error=_word(row, "error"),
                message=_word(row, "message"),
                line=row["line"] if type(row.get("line")) is int else 0,
                code=_word(row, "code"),
                where=_word(row, "where"),
                from_line=row["from_line"] if type(row.get("from_line")) is int else 0,
                from_code=_word(row, "from_code"),
                advice=str(row.get("advice", ""))[:LONGEST],
            )
        )
    return Observation(
        state=_state(data, LookUp),
        calls=tuple(calls),
        arguments=_words(data, "arguments"),
        kind=_word(data, "kind"),
        similar=_word(data, "similar"),
        mentions=_words(data, "mentions"),
    )


def _state(data: dict, kind: type[StrEnum]) -> StrEnum:
    try:
        return kind(data.get("state"))
    except ValueError:
        raise values.NotData(f"its state is none of {', '.join(kind)}") from None


def _word(data: dict, key: str) -> str:
    return str(data.get(key, ""))[:400]


def _words(data: dict, key: str) -> tuple[str, ...]:
    items = data.get(key)
    return (
        tuple(str(item)[:200] for item in items[:200]) if isinstance(items, (list, tuple)) else ()
    )
