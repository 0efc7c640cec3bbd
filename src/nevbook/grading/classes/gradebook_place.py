"""Where a class's gradebook is, and what it says when it cannot be used.

It is the file ``gradebook.db`` beside ``class.yml``, or the PostgreSQL database that the key ``gradebook`` names. The
password of a database belongs in ``PGPASSWORD`` or ``~/.pgpass``, which the client library reads by itself; no problem
names it, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nevbook.problems import Problem, ProblemsFound, problem
from nevbook.yaml12 import load

_SCHEME = "postgresql://"
_DRIVER = "postgresql+psycopg://"
_CONNECTING_S = 10


def gradebook_url(facts: Path) -> str:
    """Give the URL of a class's gradebook, as SQLAlchemy and nbgrader's ``CourseDirectory.db_url`` take it.

    Parameters
    ----------
    facts : Path
        The class's ``class.yml``.

    Raises
    ------
    ProblemsFound
        Where the file names something else than a PostgreSQL database.
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    told = load(facts.read_text(encoding="utf-8")).get("gradebook")
    if not told:
        return f"sqlite:///{facts.resolve().parent / 'gradebook.db'}"
    try:
        url = make_url(str(told).replace(_SCHEME, _DRIVER, 1))
    except (ArgumentError, ValueError):
        url = None
    if url is None or not str(told).startswith(_SCHEME) or not url.database:
        raise ProblemsFound([problem("gradebook-url", facts)])
    return url.update_query_dict({"connect_timeout": str(_CONNECTING_S)}).render_as_string(hide_password=False)


def check_version(url: str) -> None:
    """Make sure that a gradebook, where there is one already, is of this nbgrader's version; nothing is changed.

    Raises
    ------
    ProblemsFound
        Where it is of another.
    """
    from sqlalchemy import create_engine, inspect, text

    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return
            there = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    finally:
        engine.dispose()
    ours = newest_version()
    if there != ours:
        raise ProblemsFound([problem("gradebook-version", place=shown(url), there=there, ours=ours)])


def newest_version() -> str:
    """Give the version of the tables that this nbgrader makes."""
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    return str(ScriptDirectory(ALEMBIC_DIR).get_current_head())


@contextmanager
def refusals(url: str) -> Iterator[None]:
    """Say what the database refuses as a problem.

    Raises
    ------
    ProblemsFound
        Where it refuses.
    """
    from sqlalchemy.exc import DBAPIError, OperationalError

    try:
        yield
    except DBAPIError as error:
        reached = not isinstance(error, OperationalError) or error.statement is not None
        raise ProblemsFound([_refusal(url, error.orig, reached)]) from None


def shown(url: str) -> str:
    """Give a gradebook's place for a person: without the password."""
    from sqlalchemy.engine import make_url

    place = make_url(url)
    name = str(place.database)
    return name if place.get_backend_name() == "sqlite" else f"{place.host or 'localhost'}/{name}"


def _refusal(url: str, error: Any, reached: bool) -> Problem:
    reason = " ".join(str(error).split())[:200]
    place = shown(url)
    if "locked" in reason or "lock timeout" in reason:
        return problem("gradebook-locked", place=place, reason=reason)
    if not reached and not url.startswith("sqlite"):
        return problem("gradebook-unreachable", place=place, reason=reason)
    return problem("gradebook-refuses", place=place, reason=reason)
