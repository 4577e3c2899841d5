"""Says in words what the machine refuses: a full disk, a place that may not be written, a database out of reach.

Only what somebody at the machine can mend is put into words; everything else is our bug and shows where it happened.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn

import typer
from typer.core import TyperGroup

from ownpath.config.terminal import err, refuse
from ownpath.errors import Refusal

STOPPED: Final = 130  # what shells give for an interrupt
NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)
NOT_ALLOWED: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
NOT_A_PLACE: Final = (errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG)
PRIMARY: Final = 0xFF  # the part of SQLite's codes that says the kind
MISSING_TABLES: Final = ("no such table", "no such column")
DATABASE_WORDS: Final = {
    sqlite3.SQLITE_FULL: "There is no room left for the database {place}. Make room, then do this again.",
    sqlite3.SQLITE_READONLY: "The database {place} may not be written. Allow it and its folder (OWNPATH_DATA).",
    sqlite3.SQLITE_PERM: "The database {place} may not be opened. Allow it and its folder (OWNPATH_DATA).",
    sqlite3.SQLITE_CANTOPEN: "The database {place} cannot be opened. Allow it and its folder (OWNPATH_DATA).",
    sqlite3.SQLITE_BUSY: "Somebody else was writing to the database {place} all the time. Do this again in a minute.",
    sqlite3.SQLITE_IOERR: "The database {place} cannot be read or written ({error}). Look at the disk.",
    sqlite3.SQLITE_NOTADB: "{place} is no database. Look at OWNPATH_DATA, or bring a backup in (ownpath restore).",
    sqlite3.SQLITE_CORRUPT: "The database {place} is damaged. Bring the last backup in (ownpath restore --replace).",
}


class SaysWhyNot(TyperGroup):
    """The verbs of the command line; what the machine refuses them is said in words."""

    def invoke(self, ctx: Any) -> Any:
        """Carry a verb out."""
        with troubles_told():
            return super().invoke(ctx)


@contextmanager
def troubles_told() -> Iterator[None]:
    """Turn what the machine refuses into a sentence and exit code 1, an interrupt into one and exit code 130."""
    try:
        yield
    except KeyboardInterrupt:
        _stop()
    except Exception as error:
        if is_interrupt(error):
            _stop()
        words = words_for(error)
        if words is None:
            raise
        refuse(words)


def _stop() -> NoReturn:
    err.print("Stopped. What was through by then is kept; the rest is as it was.")
    raise typer.Exit(code=STOPPED) from None


def is_interrupt(error: BaseException) -> bool:
    """Return whether an interrupt stands behind an error: what is compiled raises others over it."""
    behind: BaseException | None = error
    while isinstance(behind, SystemError):
        behind = behind.__cause__ or behind.__context__
    return isinstance(behind, KeyboardInterrupt)


def words_for(error: BaseException) -> str | None:
    """Return what happened and what to do; None where that is for us to mend.

    Examples
    --------
    >>> words_for(OSError(errno.ENOSPC, "No space left on device", "kit.zip"))
    'There is no room left for kit.zip. Make room, then do this again.'
    >>> words_for(KeyError("x")) is None
    True
    """
    if isinstance(error, Refusal):
        return str(error)
    if isinstance(error, OSError):
        return _of_a_place(error)
    inner = error if isinstance(error, sqlite3.Error) else error.__cause__
    if isinstance(inner, sqlite3.Error):
        return _of_sqlite(inner)
    if type(inner).__module__.partition(".")[0] == "psycopg" and "connect" in str(inner):
        first = str(inner).splitlines()[0]
        return f"The database cannot be reached: {first}. Look at DATABASE_URL, and whether PostgreSQL runs."
    return None


def _of_a_place(error: OSError) -> str | None:
    place = error.filename if error.filename is not None else "what was to be written"
    if error.errno in NO_ROOM:
        return f"There is no room left for {place}. Make room, then do this again."
    if error.errno in NOT_ALLOWED:
        return f"{place} may not be read or written ({error.strerror}). Allow it, or name another place."
    if error.errno in NOT_A_PLACE:
        return f"{place} is no place for this ({error.strerror}). Name another."
    return None


def _of_sqlite(error: sqlite3.Error) -> str | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    if str(error).startswith(MISSING_TABLES):
        return f"The database {_database()} has not the tables it should ({error}). Run ownpath migrate."
    words = DATABASE_WORDS.get(code & PRIMARY)
    return words.format(place=_database(), error=error) if words else None


def _database() -> str:
    from django.conf import settings

    return str(settings.DATABASES["default"]["NAME"]) if settings.configured else ""
