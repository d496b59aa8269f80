"""Every state of a submission is told in docs/states.md, given by some code, and nothing else is."""

import ast
import re

from autograder import house
from autograder.grade.submission_state import SubmissionState
from autograder.sandbox.ending import Ending

DOCS = house.ROOT / "docs" / "states.md"
HOME = house.ROOT / "autograder"


def documented() -> dict[str, tuple[str, str]]:
    """The table's rows: the state, what it means, what to do."""
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \| (.+) \|$", DOCS.read_text("utf-8"), re.M)
    assert len(rows) == len({state for state, _, _ in rows})
    return {state: (means, do) for state, means, do in rows}


def members_named(kind: type) -> set[str]:
    """The members of an enum that the autograder's code names as ``SubmissionState.FAILED``."""
    own = {"SubmissionState": "submission_state.py", "Ending": "ending.py"}[kind.__name__]
    return {
        node.attr
        for path in HOME.rglob("*.py")
        if path.name != own
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == kind.__name__
    }


def test_each_state_has_its_sentences_and_each_sentence_its_state():
    told, known = set(documented()), set(SubmissionState)
    assert not known - told, (
        f"docs/states.md has no row for {', '.join(sorted(known - told))}. Add one: what it means, "
        "and what to do."
    )
    assert not told - known, (
        f"docs/states.md tells of {', '.join(sorted(told - known))}, which no submission is in. "
        "Take the row out, or add the state to autograder/grade/submission_state.py."
    )
    for state, (means, do) in documented().items():
        assert means.endswith(".") and do.endswith("."), state


def test_states_that_are_named_in_the_text_are_states():
    """Below the table: "In `unreadable` and `missing` the score is 0"."""
    [named] = re.findall(r"In `([^`]+)` and `([^`]+)` the score is 0", DOCS.read_text("utf-8"))
    assert {*named} <= set(SubmissionState)


def test_each_state_is_given_by_some_code():
    given = members_named(SubmissionState)
    ends = {SubmissionState(e).name for e in Ending if e is not Ending.CLOSED}
    idle = {state.name for state in SubmissionState} - given - ends
    assert not idle, f"No code gives a submission the state {', '.join(sorted(idle))}."
    idle = {ending.name for ending in Ending} - members_named(Ending)
    assert not idle, f"No process ends as {', '.join(sorted(idle))}."


def test_how_a_process_ends_is_a_state_of_its_submission_in_the_same_words():
    assert {e.value for e in Ending} - {"closed"} < {s.value for s in SubmissionState}


def test_no_code_writes_a_state_as_a_bare_word():
    """A word that is misspelt would be a state that nobody knows."""
    words = {state.value for state in SubmissionState} - {"missing", "failed"}  # ordinary words
    found = [
        f"{path.relative_to(house.ROOT)}, line {node.lineno}: '{node.value}'"
        for path in sorted(HOME.rglob("*.py"))
        if path.name not in ("submission_state.py", "ending.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in words
    ]
    assert not found, f"Write SubmissionState.… in place of: {'; '.join(found)}"
