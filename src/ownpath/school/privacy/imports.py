"""Read an exit kit into an empty Ownpath: all of it, to the same marks, or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, Refusal
from ownpath.school.privacy.further import (
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    Tally,
    columns_of,
    file_of,
    state_of_tables,
)
from ownpath.school.privacy.queries import tables_that_leave
from ownpath.store.many_rows import insert_rows
from ownpath.store.tables import Table, catch_up_counters, name_of, rows_of

ROWS_AT_A_TIME = 2_000
LONGEST_LINE = 16_000_000
Progress = Callable[[str, int, int], None]


class NoKit(Refusal):
    """The file is no exit kit, or not one this Ownpath can read."""


class NotEmpty(Conflict):
    """There are rows here already."""


class Damaged(Refusal):
    """The kit is not what its manifest says."""


def read_kit(path: Path, *, progress: Progress | None) -> dict[str, Any]:
    """Bring a district's exit kit into this empty Ownpath and return the kit's manifest.

    Raises
    ------
    NoKit, NotEmpty, Damaged
    """
    try:
        with ZipFile(path) as kit:
            manifest = _manifest(kit)
            with transaction.atomic():
                _read_tables(kit, manifest, progress)
                connection.check_constraints()
    except (BadZipFile, KeyError, EOFError) as error:
        raise _no_kit() from error
    except IntegrityError as error:
        raise _damaged("") from error
    return manifest


def _read_tables(kit: ZipFile, manifest: dict[str, Any], progress: Progress | None) -> None:
    tables = tables_that_leave()
    _refuse_another_state(manifest, tables)
    if any(rows_of(table).exists() for table in tables):
        raise NotEmpty(
            _("There is something in this Ownpath already."),
            next_step=_("Bring the kit into a new installation that has nothing in it."),
        )
    for place, table in enumerate(tables):
        tally = _read_table(kit, table)
        if tally.told() != manifest["tables"][name_of(table)]:
            raise _damaged(file_of(table))
        if progress is not None:
            progress(name_of(table), place + 1, len(tables))
    catch_up_counters(tables)


def _read_table(kit: ZipFile, table: Table) -> Tally:
    tally, fields = Tally(), columns_of(table)
    with kit.open(file_of(table)) as file:
        rows = (_row(line, fields) for line in _lines(file, tally))
        while batch := list(islice(rows, ROWS_AT_A_TIME)):
            insert_rows(table, batch)
    return tally


def _lines(file: IO[bytes], tally: Tally) -> Iterator[bytes]:
    while line := file.readline(LONGEST_LINE):
        tally.add(line)
        yield line


def _row(line: bytes, fields: list[Any]) -> dict[str, Any]:
    try:
        said = json.loads(line)
        return {field.attname: field.to_python(said[field.attname]) for field in fields}
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged("") from error


def _manifest(kit: ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(kit.read(MANIFEST))
    except ValueError as error:
        raise _no_kit() from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise _no_kit()
    return manifest


def _refuse_another_state(manifest: dict[str, Any], tables: list[Table]) -> None:
    is_known = manifest.get("format_version") == FORMAT_VERSION
    is_same = manifest.get("tables_are") == state_of_tables()
    if not is_known or not is_same or set(manifest["tables"]) != set(map(name_of, tables)):
        raise NoKit(
            _("This kit was made by another version of Ownpath: %(version)s.")
            % {"version": manifest.get("ownpath", "?")},
            next_step=_("Bring it into that version, then bring that installation up to date."),
        )


def _no_kit() -> NoKit:
    return NoKit(
        _("This is not an exit kit of Ownpath."),
        next_step=_("Name the zip that `ownpath exit-kit` or the office page wrote."),
    )


def _damaged(where: str) -> Damaged:
    return Damaged(
        _("The kit is damaged: its rows are not those it was made with. %(where)s")
        % {"where": where},
        next_step=_("Take a new one, or another copy. Nothing was brought in."),
    )
