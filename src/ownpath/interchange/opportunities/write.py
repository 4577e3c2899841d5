"""Write opportunities as a table that spreadsheets open and that reads back as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from ownpath.interchange.opportunities.cells import guarded
from ownpath.interchange.opportunities.records import COLUMNS, OpportunityRecord

BOM = "\ufeff"  # else spreadsheets take UTF-8 for something else


def write_opportunities(records: Iterable[OpportunityRecord]) -> str:
    """Return the table as text, the heading first."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in records:
        writer.writerow([guarded(_cell(record, name)) for name in COLUMNS])
    return BOM + target.getvalue()


def _cell(record: OpportunityRecord, name: str) -> str:
    value = getattr(record, name)
    if value is None:
        return ""
    if name == "deadline":
        return f"{value:%Y-%m-%d %H:%M}"
    return "\n".join(value) if name == "requirements" else str(value)
