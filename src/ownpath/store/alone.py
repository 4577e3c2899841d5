"""Let one of several workers do what is due, wherever they run; the others pass it over and look again later."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

from django.conf import settings
from django.db import connection

from ownpath.store.turns import IS_SHARED_BY_PROCESSES, Turn

ALONE: Final = -1  # the first of two numbers of a lock, where turns of a day have a campus's id


@contextmanager
def alone(what: str) -> Iterator[bool]:
    """Tell whether this process may do something now, and keep all others from it until that is done.

    Workers on PostgreSQL share a lock of their database's, which ends with the connection; on SQLite, where all are on
    one machine, a lock of a file.
    """
    if connection.vendor == "postgresql":
        with _locked_in_postgresql(what) as is_ours:
            yield is_ours
    elif IS_SHARED_BY_PROCESSES:
        turn = Turn(str(settings.DATA_FOLDER / f"{what}-turn"))
        with closing(turn), turn.taken_if_free() as is_ours:
            yield is_ours
    else:
        yield True


@contextmanager
def _locked_in_postgresql(what: str) -> Iterator[bool]:
    lock = zlib.crc32(what.encode()) - 2**31  # as PostgreSQL's integer, which has a sign
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [ALONE, lock])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [ALONE, lock])
