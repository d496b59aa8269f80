"""The database that holds the gradebook: a file of SQLite, or a PostgreSQL server.

What a database says about itself is put into words here, and a password is never among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    InterfaceError,
    InternalError,
    NoSuchModuleError,
    OperationalError,
    ProgrammingError,
)

from autograder.grade.errors import GradeError
from autograder.gradebook_url import name_of, without_password

PATIENCE = 15  # seconds to find a server
GRADING = 0x524E4E  # the number of our lock in a PostgreSQL database
WRITE = "Write it as postgresql+psycopg://USER@HOST/DATABASE (--gradebook or RNN_COURSE_GRADEBOOK)"
KEPT = "What was recorded is kept"
# What libpq and the server say → what it means.
LOGIN = (
    "password authentication failed",
    "no password supplied",
    "authentication failed",
    "no pg_hba.conf entry",
    "role ",
)
GONE = (
    "server closed the connection",
    "terminating connection",
    "connection is closed",
    "connection is lost",
    "consuming input failed",
    "SSL SYSCALL",
    "shutting down",
    "starting up",
    "in recovery mode",
)


@contextmanager
def reserved(url: str) -> Iterator[None]:
    """Hold a gradebook on a server for one run, and find out at once whether it can be used.

    The server gives it back when the connection ends, however it ends. A file needs no such thing:
    its folder is locked. Raises `GradeError`.
    """
    with spoken(url):
        if make_url(url).get_backend_name() == "sqlite":
            engine = connection = None
        else:
            postgres = make_url(url).get_backend_name() == "postgresql"
            patience = {"connect_timeout": PATIENCE} if postgres else {}
            engine = create_engine(url, connect_args=patience)
            connection = engine.connect()
            free = not postgres or connection.scalar(
                text("select pg_try_advisory_lock(:ours)"), {"ours": GRADING}
            )
            connection.commit()  # or the server sees a transaction that never ends
            if not free:
                connection.close()
                raise GradeError(
                    f"Another run is grading into the gradebook {name_of(url)}. Wait until it has "
                    "finished, or grade into another database."
                )
    try:
        yield
    finally:
        if connection is not None:
            with suppress(Exception):  # the server may have gone
                connection.close()
            with suppress(Exception):
                engine.dispose()


@contextmanager
def spoken(url: str) -> Iterator[None]:
    """What a database says about itself, in words for the person who grades."""
    try:
        yield
    except NoSuchModuleError:
        kind = url.split(":")[0]
        raise GradeError(f"There is no kind of gradebook called '{kind}'. {WRITE}.") from None
    except (ArgumentError, ValueError):
        if _readable(url):
            raise  # of somebody else
        raise GradeError(f"The gradebook's URL cannot be read. {WRITE}.") from None
    except ModuleNotFoundError as error:
        if not _is_driver(url, error.name):
            raise
        raise GradeError(
            f"The gradebook {name_of(url)} needs the package {error.name}, which is not installed. "
            "For PostgreSQL: pip install 'psycopg[binary]', and begin the URL with "
            "postgresql+psycopg://"
        ) from None
    except (OperationalError, InterfaceError, InternalError, ProgrammingError) as error:
        if not isinstance(error, OperationalError) and not _concerns_all(url, str(error.orig)):
            raise  # of one submission
        raise GradeError(without_password(_in_words(url, str(error.orig)), url)) from error


def _readable(url: str) -> bool:
    try:
        make_url(url)
    except (ArgumentError, ValueError):
        return False
    return True


def _concerns_all(url: str, said: str) -> bool:
    """Whether what a server said in an unusual way is no matter of one submission."""
    return make_url(url).get_backend_name() != "sqlite" and any(
        words in said for words in (*GONE, "permission denied", "read-only", "No space left")
    )


def _is_driver(url: str, module: str | None) -> bool:
    return module in ("psycopg", "psycopg2", "asyncpg", "pg8000", "MySQLdb", "pymysql") or (
        module is not None and module in url.split(":")[0]
    )


def _in_words(url: str, said: str) -> str:
    name, first = name_of(url), said.strip().splitlines()[-1] if said.strip() else "no reason given"
    if make_url(url).get_backend_name() == "sqlite":
        return _of_a_file(name, said, first)
    if any(words in said for words in GONE):
        return (
            f"The server of the gradebook {name} has ended the connection. {KEPT}. When it runs "
            "again, give the same command again; it goes on with the rest."
        )
    if "database" in said and "does not exist" in said:
        return (
            f"The server has no database for the gradebook {name}. Make one with 'createdb', or "
            "correct the name in the URL."
        )
    if any(words in said for words in LOGIN):
        return (
            f"The server of the gradebook {name} did not let you in: user or password are wrong "
            "or missing. Correct the URL, or put the password into ~/.pgpass."
        )
    if "ermission denied" in said or "read-only" in said:
        return (
            f"You may not write to the gradebook {name} ({first}). Ask whoever runs the server to "
            "make you the owner of the database."
        )
    if "full" in said or "No space left" in said:
        return (
            f"The server's disk of the gradebook {name} is full. {KEPT}. Free some space and give "
            "the same command again; it goes on with the rest."
        )
    if any(word in said for word in ("onnection", "resolve host", "host name", "timeout")):
        return (
            f"The server of the gradebook {name} does not answer. Is it running, and are host and "
            "port right?"
        )
    return f"The gradebook {name} cannot be used: {first}"


def _of_a_file(name: str, said: str, first: str) -> str:
    if "locked" in said:
        return (
            f"The gradebook {name} is locked by another program. {KEPT}. Close "
            "Formgrader and other nbgrader commands, then give the same command again."
        )
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return (
            f"The gradebook {name} cannot be written to ({said}). Make it and its folder writable, "
            "or grade into another folder with --out."
        )
    if "full" in said:
        return (
            f"The disk of the gradebook {name} is full. {KEPT}. Free some space "
            "and give the same command again; it goes on with the rest."
        )
    return f"The gradebook {name} cannot be used: {first}"
