"""A PostgreSQL server for one test module: Debian's, in a folder of its own, as nobody's user."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

PASSWORD = "open sésame/@:"
USER = "grader"


def programs() -> Path:
    """The folder of pg_ctl; skips the test, saying why, where there is none."""
    pytest.importorskip("psycopg", reason="the driver psycopg is not installed")
    for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), reverse=True):
        return path.parent
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    pytest.skip("there is no PostgreSQL server here (Debian: apt install postgresql)")


class Server:
    def __init__(self, folder: Path, programs: Path):
        self.folder, self.programs = folder, programs
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    def url(self, database="course", password=PASSWORD, port=None) -> str:
        from sqlalchemy.engine import URL

        made = URL.create(
            "postgresql+psycopg", USER, password, "127.0.0.1", port or self.port, database
        )
        return made.render_as_string(hide_password=False)

    def as_nobody(self, *command, **more) -> subprocess.CompletedProcess:
        """Root may not run a server: another user does."""
        before = []
        if os.geteuid() == 0:
            user = pwd.getpwnam(owner())
            before = [
                "setpriv",
                f"--reuid={user.pw_uid}",
                f"--regid={user.pw_gid}",
                "--clear-groups",
            ]
        return subprocess.run(
            [*before, *map(str, command)],
            cwd=self.folder,
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
            **more,
        )

    def start(self) -> None:
        said = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off"
        self.as_nobody(
            self.programs / "pg_ctl",
            "-D",
            self.folder / "data",
            "-w",
            "-o",
            said,
            "-l",
            self.folder / "log",
            "start",
        )

    def stop(self, mode="immediate") -> None:
        self.as_nobody(
            self.programs / "pg_ctl", "-D", self.folder / "data", "-m", mode, "-w", "stop"
        )

    def sql(self, text: str, database="course") -> list:
        import psycopg

        with psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=PASSWORD,
            dbname=database,
            autocommit=True,
        ) as connection:
            cursor = connection.execute(text)
            return cursor.fetchall() if cursor.description else []

    def database(self, name: str) -> str:
        """A new, empty database. Returns its URL."""
        self.sql(f"create database {name}", "postgres")
        return self.url(name)


def owner() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@contextmanager
def postgres():
    place = programs()
    # not pytest's own folder, which only its owner may pass through
    folder = Path(tempfile.mkdtemp(prefix="pg-test-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, owner())
        secret = folder / "password"
        secret.write_text(PASSWORD + "\n", encoding="utf-8")
        if os.geteuid() == 0:
            shutil.chown(secret, owner())
        server = Server(folder, place)
        server.as_nobody(
            place / "initdb",
            "-D",
            folder / "data",
            "-U",
            USER,
            "-A",
            "scram-sha-256",
            f"--pwfile={secret}",
            "-E",
            "UTF8",
            "--locale=C",
        )
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
