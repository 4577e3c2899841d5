"""Reads one CSV file of the package: its header, then each row into a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from ownpath.interchange.oneroster import people_rows, school_rows
from ownpath.interchange.oneroster.archive import READ_FAULTS, Entry
from ownpath.interchange.oneroster.cells import Cells
from ownpath.interchange.oneroster.day_order import DAY_COLUMNS, DayOrder, order_of_days
from ownpath.interchange.oneroster.findings import Findings, shown
from ownpath.interchange.oneroster.harvest import Harvest
from ownpath.interchange.oneroster.layout import LAYOUTS, Layout, plain
from ownpath.interchange.oneroster.records import Record, key_of
from ownpath.interchange.oneroster.text import MAX_LINE_BYTES, Scan, rows, scan

MAX_COLUMNS = 500
MAX_ROWS = 2_000_000

_READERS: Mapping[str, Callable[[Cells, Harvest], Record | None]] = {
    "orgs": lambda c, _: school_rows.read_org(c),
    "academicSessions": lambda c, _: school_rows.read_session(c),
    "courses": lambda c, _: school_rows.read_course(c),
    "classes": lambda c, _: school_rows.read_class(c),
    "users": people_rows.read_user,
    "userProfiles": lambda c, _: people_rows.read_profile(c),
    "roles": people_rows.read_role,
    "relationships": people_rows.read_relationship,
    "demographics": lambda c, _: people_rows.read_demographics(c),
    "enrollments": lambda c, _: people_rows.read_enrollment(c),
}

_SEND_AGAIN = "Export this file again from the student information system."


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What became of one file."""

    columns: frozenset[str] = frozenset()
    n_rows: int = 0
    n_ended: int = 0
    is_read: bool = False  # False: empty or unreadable; it must end nothing by absence


def read_table(entry: Entry, harvest: Harvest, findings: Findings) -> Table:
    """Return what became of a file; its records are in the harvest."""
    before = len(harvest.records[entry.file])
    try:
        return _read(entry, harvest, findings)
    except READ_FAULTS:
        del harvest.records[entry.file][before:]
        what = "it is damaged: it cannot be unpacked to its end"
        findings.file("file.damaged", f"{entry.file}.csv", what, _SEND_AGAIN)
    return Table()


def rows_of(entry: Entry, findings: Findings) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a file, header and all; none when it cannot be read as text."""
    with entry.open() as stream:
        found = scan(stream)
    if not _is_text(entry.file, found, findings):
        return
    yield from rows(entry.open(), entry.file, found, findings)


def _is_text(file: str, found: Scan, findings: Findings) -> bool:
    if found.longest_line > MAX_LINE_BYTES:
        what = f"it has a line of more than {MAX_LINE_BYTES} bytes, as no CSV file does"
        findings.file("file.line", f"{file}.csv", what, _SEND_AGAIN)
        return False
    if not found.is_clean:
        what = "it is not all UTF-8; other characters were read as Windows-1252"
        fix = "Look at names with accents; export as UTF-8."
        findings.note("file.encoding", f"{file}.csv", what, fix)
    elif found.encoding != "utf-8-sig":
        what, fix = "it is written in UTF-16", "Nothing to do; UTF-8 is what the standard asks."
        findings.note("file.encoding", f"{file}.csv", what, fix)
    return True


def _read(entry: Entry, harvest: Harvest, findings: Findings) -> Table:
    file, layout = entry.file, LAYOUTS[entry.file]
    table = rows_of(entry, findings)
    _, header = next(table, (0, []))
    first = next(table, None)
    if not header or first is None:
        _empty(file, findings, has_header=bool(header))
        return Table()
    places = _places(file, layout, header, findings)
    if places is None:
        return Table()
    cells = Cells(file, places, findings, _order_when_asked(entry, places))
    n_ended = n_rows = 0
    for number, row in chain((first,), table):
        n_rows += 1
        if n_rows > MAX_ROWS:
            raise ValueError(f"more than {MAX_ROWS} rows")
        if _fits(file, number, row, header, findings):
            cells.move_to(number, row)
            n_ended += cells.is_ended
            _take(cells, harvest)
        else:
            _leave(file, row, places, harvest)
    return Table(columns=frozenset(places), n_rows=n_rows, n_ended=n_ended, is_read=True)


def _order_when_asked(entry: Entry, places: Mapping[str, int]) -> Callable[[], DayOrder]:
    """Return what looks the file through once for how it writes its days, when the first that needs it is met."""
    columns = [places[column] for column in DAY_COLUMNS if column in places]

    @cache
    def order() -> DayOrder:
        return order_of_days((row for _, row in rows_of(entry, Findings())), columns)

    return order


def _take(cells: Cells, harvest: Harvest) -> None:
    record = _READERS[cells.file](cells, harvest)
    if record is None:
        return
    if cells.is_faulty:
        harvest.left_out[cells.file].add(key_of(record.sourced_id))
        if not record.sourced_id:
            harvest.unnamed[cells.file].append(record)
    else:
        harvest.records[cells.file].append(record)


def _leave(file: str, row: list[str], places: Mapping[str, int], harvest: Harvest) -> None:
    place = places.get("sourcedId")
    if place is not None and place < len(row):
        harvest.left_out[file].add(key_of(row[place]))
        if not row[place]:
            harvest.unnamed[file].append(None)


def _empty(file: str, findings: Findings, *, has_header: bool) -> None:
    fix = "If there is nothing to send, leave the file out; nothing was ended because of it."
    if has_header:
        findings.note("file.no_rows", f"{file}.csv", "it has a header and no rows", fix)
    else:
        findings.file("file.empty", f"{file}.csv", "it is empty", fix)


def _fits(
    file: str, number: int, row: list[str], header: list[str], findings: Findings
) -> bool:
    n_cells = len(row)
    if n_cells == len(header):
        return True
    if n_cells > len(header) and any(row[len(header) :]):
        findings.row(
            "row.cells",
            f"{file}.csv row {number}",
            f"it has {n_cells} values and the header names {len(header)}",
            "Put quotation marks around a value that holds a comma.",
        )
        return False
    if n_cells < len(header):
        what = f"the row has fewer than {len(header)} values; the rest were read as empty"
        fix = "Nothing to do, unless values are missing."
        findings.tally("row.short", f"{file}.csv", number, ",".join(row), what, fix)
    return True


def _places(
    file: str, layout: Layout, header: list[str], findings: Findings
) -> dict[str, int] | None:
    """Return where each known column stands, or None when a needed one is missing."""
    if len(header) > MAX_COLUMNS:
        what = f"its header names {len(header)} columns, more than {MAX_COLUMNS}"
        findings.file("file.columns", f"{file}.csv", what, _SEND_AGAIN)
        return None
    known = {plain(name): name for name in (*layout.columns, *layout.also, *layout.ignored)}
    aliases = {plain(alias): column for alias, column in layout.aliases.items()}
    places: dict[str, int] = {}
    strange: list[str] = []
    for place, written in enumerate(header):
        column = known.get(plain(written)) or aliases.get(plain(written))
        if column is None or column in places:
            strange += [written] if written else []
            continue
        places[column] = place
        _note_spelling(file, written, column, findings)
    _note_strange(file, strange, findings)
    return places if _has_needed(file, layout, places, findings) else None


def _note_spelling(file: str, written: str, column: str, findings: Findings) -> None:
    if written != column:
        what = f"this column was read as {column}"
        findings.tally(
            "column.name", f"{file}.csv, {column}", 1, written, what, "Nothing to do."
        )


def _note_strange(file: str, strange: list[str], findings: Findings) -> None:
    if strange:
        named = ", ".join(shown(name) for name in strange[:20])
        more = f" and {len(strange) - 20} more" if len(strange) > 20 else ""
        what = f"columns not in the standard, or named twice, were not read: {named}{more}"
        findings.note("column.unknown", f"{file}.csv", what, "Nothing to do.")


def _has_needed(
    file: str, layout: Layout, places: Mapping[str, int], findings: Findings
) -> bool:
    missing = [column for column in layout.needed if column not in places]
    if missing:
        what = f"its header lacks {', '.join(missing)}"
        fix = "Add the column in the sending system and export again."
        findings.file("column.missing", f"{file}.csv", what, fix)
    return not missing
