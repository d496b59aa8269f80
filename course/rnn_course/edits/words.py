"""An edit in words: what comes out when …, never how to change it."""

from __future__ import annotations

from rnn_course.edits.kinds import Edit, Kind
from rnn_course.edits.letters import letter

# {it}: the names; {one}, {two}: the first two; {of}: " of TARGET", "" where there is none.
WORDS = {
    Kind.TERM_LEFT_OUT: "{it} is left out{of}",
    Kind.FACTOR_LEFT_OUT: "the factor {it} is left out{of}",
    Kind.SLOPE_LEFT_OUT: "the slope of the activation, made from {it}, is left out{of}",
    Kind.SIGN_TURNED: "the sign of {it} is turned{inside}",
    Kind.OTHER_OPERATOR: "another operation is applied to {it}{inside}",
    Kind.OTHER_CONSTANT: "a number that is typed in is another one{inside}",
    Kind.SIZE_TYPED_IN: "a size is typed in where it should be asked for{inside}",
    Kind.BRACKETS_LEFT_OUT: "the brackets around {it} are left out{inside}",
    Kind.NAME_EXCHANGED: "{two} stands in the place of {one}{inside}",
    Kind.NAMES_EXCHANGED: "{one} and {two} have changed places{inside}",
    Kind.OTHER_KEY: "{two} is taken in the place of {one}{inside}",
    Kind.NOT_USED: "{it} is not used{inside}",
    Kind.TRANSPOSED: "{it} is transposed{inside}",
    Kind.NOT_TRANSPOSED: "{it} is not transposed{inside}",
    Kind.OTHER_AXIS: "another axis is taken{inside}",
    Kind.AXIS_LEFT_OUT: "no axis is named{inside}, so that everything is put together",
    Kind.OTHER_INDEX: "an index of {it} is another one{inside}",
    Kind.OTHER_SIZE: "the size of another axis of {it} is taken{inside}",
    Kind.OTHER_SLICE: "a slice of {it} begins or ends elsewhere{inside}",
    Kind.MEAN_FOR_SUM: "the mean and the sum are confused{inside}",
    Kind.OTHER_REDUCTION: "another of sum, mean, maximum and their like is taken{inside}",
    Kind.OTHER_ACTIVATION: "{two} is taken in the place of {one}{inside}",
    Kind.ACTIVATION_LEFT_OUT: "{one} is left out{of}",
    Kind.NO_COPY: "{it} is not copied, and a later line changes it{inside}",
    Kind.NOT_CONVERTED: "{it} is not turned into the type that is wanted{inside}",
    Kind.ALIAS: "{one} and {two} are one array under two names",
    Kind.LOOP_TURNED: "a loop runs the other way round",
    Kind.LOOP_SHORT: "a loop leaves its first or its last step out",
    Kind.LOOP_ONCE: "a loop does not go on after its first step",
    Kind.RETURNED_IN_LOOP: "return stands inside the loop and ends the function on its first step",
    Kind.NOT_CARRIED: "{it} is not carried on to the next step",
    Kind.NOT_ADDED_UP: "{it} is not added up: the last one stays",
    Kind.ADDED_UP: "{it} is added up, where each should stand for itself",
    Kind.OTHER_COMPARISON: "another comparison of {it} is made",
    Kind.BRANCH_IGNORED: "a case is not told from the others{about}",
    Kind.RETURNED_IN_ANOTHER_ORDER: "{one} and {two} are returned in another order",
}


def described(edit: Edit, known: frozenset[str] | None = None) -> str:
    """What an edit does, as half a sentence: "b_f is left out of Γ_f".

    Args:
        known: Names that the reader has met; others are not said. None: all are.
    """
    target, *names = (edit.target, *edit.names) if known is None else told(edit, known)
    letters = [letter(name) for name in names]
    if len(letters) < _wanted(edit.kind):
        return ""
    return WORDS[edit.kind].format(
        it=_listed(letters),
        one=letters[0] if letters else "",
        two=letters[1] if len(letters) > 1 else "",
        of=f" of {letter(target)}" if target else "",
        inside=f" in {letter(target)}" if target else "",
        about=f" ({_listed(letters)})" if letters else "",
    )


def told(edit: Edit, known: frozenset[str]) -> tuple[str, ...]:
    """The target and the names of an edit that a reader has met; '' for a target that is not.

    Where the first names have their own places in the sentence, all of them must be known.
    """
    first = _wanted(edit.kind) if "{one}" in WORDS[edit.kind] else 0
    if not known.issuperset(edit.names[:first]):
        return ("",)
    target = edit.target if edit.target in known else ""
    return (target, *(name for name in edit.names if name in known))


def _wanted(kind: Kind) -> int:
    """How many names its sentence needs."""
    text = WORDS[kind]
    return 2 if "{two}" in text else 1 if "{it}" in text or "{one}" in text else 0


def _listed(letters: list[str]) -> str:
    if len(letters) < 2:
        return "".join(letters)
    return ", ".join(letters[:-1]) + " and " + letters[-1]
