"""The kinds of small edits. A kind and the names in it are all that is ever told of an edit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an edit does."""

    TERM_LEFT_OUT = "term left out"
    FACTOR_LEFT_OUT = "factor left out"
    SLOPE_LEFT_OUT = "slope left out"
    SIGN_TURNED = "sign turned"
    OTHER_OPERATOR = "other operator"
    OTHER_CONSTANT = "other constant"
    SIZE_TYPED_IN = "size typed in"
    BRACKETS_LEFT_OUT = "brackets left out"
    NAME_EXCHANGED = "name exchanged"
    NAMES_EXCHANGED = "two names exchanged"
    OTHER_KEY = "other key"
    NOT_USED = "argument not used"
    TRANSPOSED = "transposed"
    NOT_TRANSPOSED = "not transposed"
    OTHER_AXIS = "other axis"
    AXIS_LEFT_OUT = "axis left out"
    OTHER_INDEX = "other index"
    OTHER_SIZE = "other size"
    OTHER_SLICE = "other slice"
    MEAN_FOR_SUM = "mean for sum"
    OTHER_REDUCTION = "other reduction"
    OTHER_ACTIVATION = "other activation"
    ACTIVATION_LEFT_OUT = "activation left out"
    NO_COPY = "no copy"
    NOT_CONVERTED = "not converted"
    ALIAS = "one array under two names"
    LOOP_TURNED = "loop turned"
    LOOP_SHORT = "loop one step short"
    LOOP_ONCE = "loop stopped after the first"
    RETURNED_IN_LOOP = "returned inside the loop"
    NOT_CARRIED = "not carried"
    NOT_ADDED_UP = "not added up"
    ADDED_UP = "added up"
    OTHER_COMPARISON = "other comparison"
    BRANCH_IGNORED = "branch ignored"
    RETURNED_IN_ANOTHER_ORDER = "returned in another order"


@dataclass(frozen=True)
class Edit:
    """One small edit.

    Attributes:
        kind: What it does.
        names: The quantities it is about, as they stand in the code, such as ``("bf",)``.
        target: The quantity whose value it changes, such as ``"forget"``; '' where a line has
            none.
        line: The line of the function in which it stands, counted from 1.
    """

    kind: Kind
    names: tuple[str, ...] = ()
    target: str = ""
    line: int = 0
