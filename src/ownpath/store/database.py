"""Read `DATABASE_URL` into Django's database settings, with full durability on SQLite.

SQLite: write-ahead log, `synchronous=FULL` (an acknowledged answer survives a power cut), foreign keys on,
write transactions that take the lock at once instead of failing half way.
PostgreSQL: persistent connections, checked before reuse; what is asked again and again is planned once a connection.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-400;"  # of each connection, and every thread has one
)
SECONDS_TO_WAIT_FOR_THE_LOCK = 20
TIMES_BEFORE_ONE_IS_KEPT = (
    3  # a statement on one connection, until PostgreSQL keeps its plan (`store.statements`)
)


def database_settings(*, url: str, data_folder: Path) -> dict[str, Any]:
    """Return Django's settings for the database that `url` names.

    Parameters
    ----------
    url
        Empty for the SQLite file `ownpath.sqlite3` in `data_folder`, else `sqlite:///PATH` or
        `postgres://USER:PASSWORD@HOST:PORT/NAME` (a socket folder may stand as `?host=FOLDER`).

    Raises
    ------
    ValueError
        If the scheme is neither SQLite's nor PostgreSQL's.
    """
    if not url:
        return sqlite_settings(data_folder / "ownpath.sqlite3")
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return sqlite_settings(Path(unquote(urlsplit(url).path.removeprefix("/"))))
    if scheme in {"postgres", "postgresql"}:
        return postgres_settings(url)
    raise ValueError(
        f"DATABASE_URL has the scheme {scheme!r}: expected sqlite:///PATH or postgres://..."
    )


def sqlite_settings(path: Path) -> dict[str, Any]:
    """Return settings for one SQLite file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": SECONDS_TO_WAIT_FOR_THE_LOCK,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def postgres_settings(url: str) -> dict[str, Any]:
    """Return settings for a PostgreSQL server, connections kept and checked."""
    import dj_database_url

    parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600))
    parsed["CONN_HEALTH_CHECKS"] = True
    parsed.setdefault("OPTIONS", {}).setdefault("prepare_threshold", TIMES_BEFORE_ONE_IS_KEPT)
    return parsed
