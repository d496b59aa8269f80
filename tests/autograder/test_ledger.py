"""What a gradebook remembers of a submission comes back as it was."""

from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, update
from sqlalchemy.orm import Session

from autograder.grade import ledger
from autograder.grade.submission_state import SubmissionState
from rnn_course.verdict import Verdict, VerdictState


@pytest.fixture
def book():
    engine = create_engine("sqlite://")
    with Session(engine) as db:
        book = SimpleNamespace(engine=engine, db=db)
        ledger.make_table(book)
        yield book


def entry(state, verdict_state):
    verdict = Verdict("softmax", verdict_state, 2, 3, "a message", "a mistake", {"the result": 2})
    return ledger.Entry("abc", state, "a note", 46.0, {"softmax": verdict}, {"softmax": 0.5})


@pytest.mark.parametrize("verdict_state", VerdictState)
@pytest.mark.parametrize("state", SubmissionState)
def test_every_state_comes_back_as_itself(book, state, verdict_state):
    ledger.write(book, "02_forward", "ada", entry(state, verdict_state))
    read = ledger.read(book, "02_forward")
    assert read == {"ada": entry(state, verdict_state)}
    assert read["ada"].state is state and read["ada"].verdicts["softmax"].state is verdict_state


@pytest.mark.parametrize("column", ["state", "details"])
def test_a_state_of_another_version_is_as_if_it_were_not_graded(book, column):
    for student in ("ada", "bob"):
        ledger.write(
            book, "02_forward", student, entry(SubmissionState.GRADED, VerdictState.CARRIED)
        )
    [row] = [r for r in book.db.execute(ledger.TABLE.select()) if r.student == "ada"]
    other = getattr(row, column).replace("graded", "frozen").replace("carried", "borrowed")
    table = ledger.TABLE
    book.db.execute(update(table).where(table.c.student == "ada").values({column: other}))
    assert set(ledger.read(book, "02_forward")) == {"bob"}
