"""The exit kit: which tables it holds, and how a row is written down; shared by who writes it and who reads it.

A zip of one file a table (`people_person.jsonl`, one row a line, by id) and `manifest.json`, which is written last and
says the format, the state of the tables, and for each file how many rows it has and the SHA-256 of its lines.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ownpath.store.tables import Table, all_tables, name_of

FORMAT, FORMAT_VERSION = "ownpath-exit-kit", 1
MANIFEST = "manifest.json"
ROOMS = "ownpath.school."


def is_ours(table: Table) -> bool:
    """Return whether a table is of one of the school's rooms, not of a library."""
    return table.__module__.startswith(ROOMS)


def state_of_tables() -> list[str]:
    """Return the migrations that made the school's tables what they are, as `room.name`."""
    rooms = {table._meta.app_label for table in all_tables() if is_ours(table)}  # noqa: SLF001 - Django's way
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{room}.{name}" for room, name in applied if room in rooms)


def file_of(table: Table) -> str:
    """Return the file of a table in the zip."""
    return f"{name_of(table)}.jsonl"


def columns_of(table: Table) -> list[Any]:
    """Return the fields of a table that stand in it, the id among them."""
    return list(table._meta.concrete_fields)  # noqa: SLF001 - Django's documented way to a model's fields


def line_of(names: list[str], values: tuple[Any, ...]) -> bytes:
    """Return one row as one line: keys in order, nothing but what JSON has.

    >>> line_of(["id", "day"], (1, date(2026, 3, 10))).strip()
    b'{"day":"2026-03-10","id":1}'
    """
    row = dict(zip(names, values, strict=True))
    text = json.dumps(
        row, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_told
    )
    return text.encode() + b"\n"


def _told(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()  # as the field's `to_python` reads it
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time | UUID):
        return str(value)
    raise TypeError(f"{value!r}: no column holds a {type(value).__name__}")


@dataclass(slots=True)
class Tally:
    """How many lines a table has, and their mark."""

    n_rows: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, line: bytes) -> None:
        """Count one more line."""
        self.n_rows += 1
        self.digest.update(line)

    def told(self) -> dict[str, Any]:
        """Return the tally as the manifest says it."""
        return {"rows": self.n_rows, "sha256": self.digest.hexdigest()}
