"""A PostgreSQL server of one's own, for the tests: in a temporary folder, as an ordinary user, on 127.0.0.1."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER = "instructor"
PASSWORD = "S3cret-of-the-school"


@dataclass(frozen=True)
class Server:
    """A running server.

    Parameters
    ----------
    port : int
        Where it listens.
    """

    port: int

    def url(self, database: str, password: str = "") -> str:
        """Give the URL of a database, made if it is new."""
        import psycopg

        place = f"host=127.0.0.1 port={self.port} user={USER} password={PASSWORD} dbname=postgres"
        with psycopg.connect(place, autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone()
            if not known:
                connection.execute(f'CREATE DATABASE "{database}"')
        secret = f":{password}" if password else ""
        return f"postgresql://{USER}{secret}@127.0.0.1:{self.port}/{database}"


def programs() -> Path | None:
    """Find the server's programs: where Debian's package puts them, or on PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "/none")]
    return found[-1].parent if found[-1].is_file() else None


@contextmanager
def server() -> Iterator[Server]:
    """Run a server for as long as it is needed."""
    bin_folder = programs()
    assert bin_folder is not None
    folder = Path(tempfile.mkdtemp(prefix="nevbook-postgres-"))
    as_user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    try:
        secret = folder / "password"
        secret.write_text(PASSWORD, encoding="ascii")
        if as_user:
            for path in (folder, secret):
                shutil.chown(path, **as_user)
        data, port = folder / "data", _free_port()
        make = [bin_folder / "initdb", "-D", data, "-U", USER, "--auth=scram-sha-256", f"--pwfile={secret}", "-N"]
        subprocess.run([*make, "--encoding=UTF8", "--locale=C"], check=True, capture_output=True, cwd=folder, **as_user)
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-p", str(port), "-k", folder]
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen(
                [bin_folder / "postgres", "-D", data, *options], stdout=log, stderr=log, cwd=folder, **as_user
            )
        try:
            _wait_for(port, running, folder / "log")
            yield Server(port)
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(30)
    finally:
        shutil.rmtree(folder)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait_for(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert running.poll() is None, log.read_text(encoding="utf-8")
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))
