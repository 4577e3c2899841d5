"""Write a district's exit kit: all of its data and the content it stands on, row by row, in one moment's state."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from ownpath.school.privacy.further import (
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    Tally,
    columns_of,
    file_of,
    line_of,
    state_of_tables,
)
from ownpath.school.privacy.queries import (
    Belongings,
    is_content,
    of_district,
    tables_that_leave,
)
from ownpath.school.privacy.services import ensure_answers_for
from ownpath.store.stillness import standing_still
from ownpath.store.tables import Table, name_of, rows_of

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

ROWS_AT_A_TIME = 2_000
OWNER = "owner_id"
Progress = Callable[[str, int, int], None]  # the table, tables done, of how many


def write_kit(
    *,
    district: District,
    target: IO[bytes],
    by: Person | None,
    now: datetime,
    progress: Progress | None,
) -> dict[str, Any]:
    """Write the exit kit of a district into a file and return its manifest.

    Parameters
    ----------
    by
        Who takes it; None is whoever may start programs on this machine.

    Raises
    ------
    NotTheirs
    """
    ensure_answers_for(district, by, now)
    belongings = of_district(district)
    tables = tables_that_leave()
    tallies: dict[str, Any] = {}
    with standing_still(), ZipFile(target, "w", ZIP_DEFLATED) as kit:
        for place, table in enumerate(tables):
            tallies[name_of(table)] = _write_table(kit, table, belongings, district)
            if progress is not None:
                progress(name_of(table), place + 1, len(tables))
        manifest = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "district": {"source_key": district.source_key, "name": district.name},
            "made_at": now.astimezone(UTC).isoformat(),
            "ownpath": version("ownpath"),
            "tables_are": state_of_tables(),
            "tables": tallies,
        }
        kit.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
    return manifest


def _write_table(
    kit: ZipFile, table: Table, belongings: Belongings, district: District
) -> dict[str, Any]:
    tally = Tally()
    with kit.open(file_of(table), "w", force_zip64=True) as file:
        for line in _lines(table, belongings, district):
            tally.add(line)
            file.write(line)
    return tally.told()


def _lines(table: Table, belongings: Belongings, district: District) -> Iterator[bytes]:
    """Yield the rows of a table: the district's own; of content all, since evidence may point at any of it.

    Content that another district owns comes along as shared: its owner is not in the kit.
    """
    rows = rows_of(table) if is_content(table) else belongings.rows(table)
    names = [field.attname for field in columns_of(table)]
    place = names.index(OWNER) if OWNER in names else None
    cells = rows.order_by("pk").values_list(*names).iterator(chunk_size=ROWS_AT_A_TIME)
    for values in cells:
        if place is not None and values[place] not in (None, district.pk):
            values = (*values[:place], None, *values[place + 1 :])
        yield line_of(names, values)
