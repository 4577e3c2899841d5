"""Reads a pilot's table (csv, UTF-8, comma, semicolon or tab, may be packed with gzip)."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from pathlib import Path

from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.pilot_rows.records import PilotRow
from ownpath.interchange.problems import Problem
from ownpath.interchange.tables import rows_of

NEEDED = ("unit", "period", "group", "outcome")
KNOWN = (*NEEDED, "cluster", "dose")
ABSENT = frozenset({"", "na", "n/a", "nan", "none", "null", "."})
PILOT = frozenset({"pilot", "treatment", "treated", "1", "true"})
COMPARISON = frozenset({"comparison", "control", "0", "false"})
LARGEST = 1e12
MOST_PERIODS = 10_000


def read_pilot_rows(source: Path) -> tuple[list[PilotRow], list[Problem]]:
    """Return the rows of a file and what was left out; no row at all if a needed column is missing."""
    findings = Findings()
    found: list[PilotRow] = []
    for line, cells in rows_of(source, findings):
        missing = [name for name in NEEDED if name not in cells]
        if missing:
            findings.file(
                "pilot.columns",
                f"{source.name} line {line}",
                f"column {', '.join(missing)} is missing; there are {', '.join(map(shown, list(cells)[:10]))}",
                "Name the columns unit, cluster, period, group, dose, outcome.",
            )
            return [], findings.listed()
        row = _row(cells, f"{source.name} line {line}", findings)
        if row is not None:
            found.append(row)
    if not found:
        findings.file(
            "pilot.empty",
            source.name,
            "no row can be read",
            "Give one row for each unit and period, with a heading.",
        )
    _note_twice(found, source.name, findings)
    return found, findings.listed()


def _row(cells: Mapping[str, str], where: str, findings: Findings) -> PilotRow | None:
    unit = cells["unit"].strip()
    period, is_pilot = _period(cells["period"]), _side(cells["group"])
    if not unit:
        findings.row("pilot.unit", f"{where}, unit", "it is empty", "Name the unit.")
    if period is None:
        what = f"{shown(cells['period'])} is no period"
        findings.row("pilot.period", f"{where}, period", what, "Give 0 before, 1 and on after.")
    if is_pilot is None:
        what = f"{shown(cells['group'])} is no group"
        findings.row("pilot.group", f"{where}, group", what, "Give pilot or comparison.")
    outcome = _number(cells["outcome"], f"{where}, outcome", findings)
    dose = _number(cells.get("dose", ""), f"{where}, dose", findings)
    if not unit or period is None or is_pilot is None:
        return None
    return PilotRow(
        unit=unit,
        cluster=cells.get("cluster", "").strip() or f"unit {unit}",
        period=period,
        is_pilot=is_pilot,
        outcome=outcome,
        dose=dose,
        further={name: cell.strip() for name, cell in cells.items() if name not in KNOWN},
    )


def _period(cell: str) -> int | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return int(number) if number.is_integer() and abs(number) <= MOST_PERIODS else None


def _side(cell: str) -> bool | None:
    word = cell.strip().lower()
    if word in PILOT:
        return True
    return False if word in COMPARISON else None


def _number(cell: str, where: str, findings: Findings) -> float | None:
    """Return the number; None if the cell says nothing or what it says is no number."""
    word = cell.strip()
    if word.lower() in ABSENT:
        return None
    try:
        number = float(word)
    except ValueError:
        number = float("inf")
    if isfinite(number) and abs(number) <= LARGEST:
        return number
    findings.note(
        "pilot.number",
        where,
        f"{shown(cell)} is no number; it counts as not seen",
        "Give a number with a decimal point, or leave it empty.",
    )
    return None


def _note_twice(rows: list[PilotRow], name: str, findings: Findings) -> None:
    met: set[tuple[str, int]] = set()
    for row in rows:
        place = (row.unit, row.period)
        if place in met:
            findings.note(
                "pilot.twice",
                f"{name}, unit {shown(row.unit)}",
                f"it stands more than once in period {row.period}; the mean of its rows counts",
                "Remove the row that is wrong.",
            )
        met.add(place)
