"""The URL of a gradebook, and how a person may read it: a password is never shown."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from autograder.house import shown


def default_url(course: Path) -> str:
    """The gradebook in a course folder."""
    return f"sqlite:///{course / 'gradebook.db'}"


def name_of(url: str) -> str:
    """The gradebook as a person may read it: a path, or host and database; nothing secret."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return "(its URL cannot be read)"
    if parsed.get_backend_name() == "sqlite":
        return shown(Path(parsed.database)) if parsed.database else "in memory"
    host = _host(parsed) or "localhost"
    port = f":{parsed.port}" if parsed.port else ""
    return f"{host}{port}/{parsed.database or ''}"


def _host(url: URL) -> str:
    host = url.host or url.query.get("host") or ""
    return host if isinstance(host, str) else ",".join(host)


def without_password(said: str, url: str) -> str:
    """`said` with the URL's password blotted out, should a driver repeat it."""
    with suppress(ArgumentError, ValueError):
        parsed = make_url(url)
        for secret in (parsed.password, parsed.query.get("password")):
            if isinstance(secret, str) and len(secret) > 3:
                said = said.replace(secret, "***")
    return said
