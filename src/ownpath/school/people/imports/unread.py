"""Keeps what is known where a later roster's value cannot be read: unreadable is not empty."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import Any

from ownpath.school.people.imports.shapes import Shape, Values

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "beginDate": ("starts_on",),
    "startDate": ("starts_on",),
    "endDate": ("ends_on",),
    "birthDate": ("birth_date",),
    "enabledUser": ("is_active",),
    "grades": ("grade", "grades"),
    "primary": ("is_primary",),
    "schoolYear": ("school_year",),
    "location": ("room",),
    "classCode": ("code",),
    "courseCode": ("code",),
    "subjectCodes": ("subject_codes",),
}
"""What a column of the standard is called here, where that is not its own name."""
_CAPITAL = re.compile(r"(?=[A-Z])")


def keep_unread(
    shape: Shape, columns: Set[str], *, said: Values, had: Values
) -> tuple[Values, Mapping[str, str]]:
    """Return a row with what was known of it where the file cannot be read, and what was kept so.

    Parameters
    ----------
    columns
        The columns of the file, in the standard's words, whose value could not be read in this row.
    """
    new, old = (dict(zip(shape.columns, row, strict=True)) for row in (said, had))
    kept: dict[str, str] = {}
    for column in sorted(columns):
        known = _keep_one(column, new, old)
        if known not in (None, "", [], ()):
            kept[column] = _text(known)
    if not kept or _ends_before_it_begins(new):
        return said, {}
    return tuple(new[column] for column in shape.columns), kept


def _keep_one(column: str, new: dict[str, Any], old: Mapping[str, Any]) -> Any:
    """Bring one value back where nothing was read, and return it; None when there is none."""
    for name in COLUMNS.get(column, (column,)):
        if name in new and not new[name] and old[name] and name != "username":
            new[name] = old[name]
            return old[name]
    name = _CAPITAL.sub("_", column).lower()
    further = old.get("further") or {}
    if name in further and name not in new["further"]:
        new["further"] = {**new["further"], name: further[name]}
        return further[name]
    return None


def _ends_before_it_begins(row: Mapping[str, Any]) -> bool:
    begins, ends = row.get("starts_on"), row.get("ends_on")
    return bool(begins and ends and ends < begins)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
