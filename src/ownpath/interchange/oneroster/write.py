"""Writes a OneRoster 1.2 CSV package: the standard's headers, the same bytes each time.

Source: 1EdTech OneRoster CSV Binding 1.2.1 (2023), sections 2 and 3.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import BinaryIO

from ownpath.interchange.oneroster.findings import Findings
from ownpath.interchange.oneroster.layout import ABSENT_WHEN_WRITTEN, LAYOUTS, attribute_of
from ownpath.interchange.oneroster.package import RECORDS_OF_FILE, Package
from ownpath.interchange.oneroster.records import Record, UserId
from ownpath.interchange.problems import Problem

_SAME_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can name
_NEVER_WRITTEN = frozenset({"password"})


def write_package(package: Package, target: BinaryIO, *, version: str = "1.2") -> list[Problem]:
    """Write a package as a OneRoster 1.2 zip and return a note for what had to change.

    Values stay exactly as they are, also those a spreadsheet would take for a formula; only
    line breaks and control characters, which the standard forbids, become spaces, and commas
    inside an entry of a list become semicolons. A bulk file has no status and no change date, and
    rows that end are left out of it. A package of 1.1 comes out as 1.2.

    Raises
    ------
    ValueError
        If `version` is not "1.2".
    """
    if version != "1.2":
        raise ValueError(f"version must be '1.2', got {version!r}")
    findings = Findings()
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, "manifest", partial(_write_manifest, package))
        for file in sorted(RECORDS_OF_FILE):
            if _rows_to_write(package, file):
                _add(archive, file, partial(_write_file, package, file, findings))
    return findings.all()


def _add(
    archive: zipfile.ZipFile, file: str, write: Callable[[io.TextIOWrapper], None]
) -> None:
    info = zipfile.ZipInfo(f"{file}.csv", _SAME_MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    with (
        archive.open(info, "w", force_zip64=False) as raw,
        io.TextIOWrapper(raw, "utf-8", newline="") as out,
    ):
        write(out)


def _rows_to_write(package: Package, file: str) -> list[Record]:
    is_delta = package.mode_of(file) == "delta"
    return [record for record in package.rows(file) if is_delta or not record.is_ended]


def _write_manifest(package: Package, out: io.TextIOWrapper) -> None:
    lines = {"manifest.version": "1.0", "oneroster.version": "1.2"}
    ways = dict.fromkeys(ABSENT_WHEN_WRITTEN, "absent")
    for file in RECORDS_OF_FILE:
        mode = package.mode_of(file) if _rows_to_write(package, file) else "absent"
        ways[file] = "bulk" if mode == "absent" and _rows_to_write(package, file) else mode
    lines |= {f"file.{file}": ways[file] for file in sorted(ways, key=str.lower)}
    if package.source_system_name:
        lines["source.systemName"] = package.source_system_name
    if package.source_system_code:
        lines["source.systemCode"] = package.source_system_code
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("propertyName", "value"))
    writer.writerows(lines.items())


def _write_file(package: Package, file: str, findings: Findings, out: io.TextIOWrapper) -> None:
    columns = LAYOUTS[file].columns
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    fields = [_field(column, is_bulk=package.mode_of(file) != "delta") for column in columns]
    for record in _rows_to_write(package, file):
        writer.writerow(_cells(record, columns, fields, findings))


def _field(column: str, *, is_bulk: bool) -> str:
    if column in _NEVER_WRITTEN or (is_bulk and column in ("status", "dateLastModified")):
        return ""
    return attribute_of(column)


def _cells(
    record: Record, columns: tuple[str, ...], fields: list[str], findings: Findings
) -> Iterator[str]:
    for column, field in zip(columns, fields, strict=True):
        text = _cell(getattr(record, field), record, column, findings) if field else ""
        if not text.isprintable():
            text = _one_line(text, record, column, findings)
        yield text


def _cell(value: object, record: Record, column: str, findings: Findings) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        moment = value.astimezone(UTC).replace(tzinfo=None)
        return moment.isoformat(timespec="milliseconds") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ",".join(_entry(entry, record, column, findings) for entry in value)
    return str(value)


def _entry(entry: object, record: Record, column: str, findings: Findings) -> str:
    if isinstance(entry, UserId):
        return f"{{{entry.type}:{entry.identifier}}}"
    text = str(entry)
    if "," in text:
        _note(
            record, column, text, "the comma in an entry of a list became a semicolon", findings
        )
    return text.replace(",", ";")


def _one_line(text: str, record: Record, column: str, findings: Findings) -> str:
    kept = "".join(" " if c < " " or "\x7f" <= c <= "\x9f" else c for c in text)
    kept = kept.encode("utf-8", "replace").decode()
    if kept != text:
        what = "a line break or control character became a space"
        _note(record, column, text, what, findings)
    return kept


def _note(record: Record, column: str, text: str, what: str, findings: Findings) -> None:
    where = f"{record.FILE}.csv, {column}"
    findings.tally(
        "write.changed", where, record.row, text, f"{what} ({record.sourced_id})", ""
    )
