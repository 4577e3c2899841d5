"""Read one row of a table of opportunities, cell by cell; everything that is wrong with it is said at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import available_timezones

from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.opportunities.records import KINDS, REACHES, OpportunityRecord
from ownpath.interchange.text import lines

LENGTHS = {"title": 160, "organization": 160, "round": 20, "about": 6_000}
LONGEST = 400
LONGEST_CELL = 30_000
MOST = {"amount": 1_000_000_000, "effort_hours": 10_000, "fit": 3}
MOST_REQUIREMENTS = 60
END_OF_DAY = time(23, 59)
DEADLINE_FORMS = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d")
ADDRESSES = frozenset({"url", "organization_url"})


@dataclass(slots=True)
class _Row:
    """One row: its cells, where it stands, whether anything in it was wrong."""

    cells: Mapping[str, str]
    number: int
    findings: Findings
    is_sound: bool = True

    def raw(self, name: str) -> str:
        return lines(self.cells.get(name, ""), LONGEST_CELL)

    def fault(self, code: str, name: str, what: str, fix: str) -> None:
        self.is_sound = False
        self.findings.row(code, f"row {self.number}, {name}", what, fix)

    def text(self, name: str, *, is_needed: bool = False) -> str:
        value, most = self.raw(name), LENGTHS.get(name, LONGEST)
        value = value if name == "about" else " ".join(value.split())
        if is_needed and not value:
            self.fault("value.missing", name, "it is empty", "Fill it in.")
        if len(value) > most:
            what = f"{shown(value)} is longer than {most} letters"
            self.fault("text.long", name, what, "Make it shorter.")
        if name in ADDRESSES and value and not value.startswith(("https://", "http://")):
            what = f"{shown(value)} is no address"
            self.fault("address.form", name, what, "Begin it with https://.")
        return value

    def word(self, name: str, known: frozenset[str], default: str) -> str:
        value = self.raw(name).lower() or default
        if value not in known:
            what = f"{shown(value)} is not known here"
            self.fault("word.unknown", name, what, f"Take one of: {', '.join(sorted(known))}.")
        return value

    def number_in(self, name: str) -> int | None:
        value = self.raw(name).replace(",", "").removeprefix("$")
        if not value:
            return None
        if not (value.isascii() and value.isdecimal()) or int(value[:15]) > MOST[name]:
            what = f"{shown(self.raw(name))} is no whole number from 0 to {MOST[name]:,}"
            self.fault("number.form", name, what, "Give a whole number, or leave it empty.")
            return None
        return int(value)

    def day(self, name: str) -> date | None:
        value = self.raw(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            what = f"{shown(value)} is no day"
            self.fault("date.form", name, what, "Write it as 2027-03-31.")
            return None


def read_row(
    cells: Mapping[str, str], number: int, findings: Findings
) -> OpportunityRecord | None:
    """Return the record of a row, or None where anything in it cannot be taken."""
    row = _Row(cells, number, findings)
    texts = {
        name: row.text(name)
        for name in (
            "organization_url", "contact", "round", "about", "in_kind", "eligibility", "url",
            "fit_why",
        )
    }  # fmt: skip
    deadline, zone = _deadline(row)
    record = OpportunityRecord(
        organization=row.text("organization", is_needed=True),
        title=row.text("title", is_needed=True),
        kind=row.word("kind", KINDS, ""),
        reach=row.word("reach", REACHES, "national"),
        amount=row.number_in("amount"),
        effort_hours=row.number_in("effort_hours"),
        fit=row.number_in("fit"),
        opens_on=row.day("opens_on"),
        decides_on=row.day("decides_on"),
        deadline=deadline,
        time_zone=zone,
        requirements=_requirements(row),
        **texts,
    )
    _check_order(row, record)
    return record if row.is_sound else None


def _deadline(row: _Row) -> tuple[datetime | None, str]:
    value, zone = row.raw("deadline"), row.raw("time_zone")
    if not value:
        return None, ""
    if zone not in available_timezones():
        what = f"{shown(zone)} is no time zone"
        row.fault("zone.unknown", "time_zone", what, "Write it as America/Los_Angeles.")
    for form in DEADLINE_FORMS:
        try:
            moment = datetime.strptime(value, form)  # noqa: DTZ007 - its zone is a column of its own
        except ValueError:
            continue
        is_day = form == DEADLINE_FORMS[-1]
        return (datetime.combine(moment.date(), END_OF_DAY) if is_day else moment), zone
    what = f"{shown(value)} is no day and time"
    row.fault("deadline.form", "deadline", what, "Write it as 2027-03-31 23:59.")
    return None, zone


def _requirements(row: _Row) -> tuple[str, ...]:
    said = row.raw("requirements").split("\n")
    kept = tuple(dict.fromkeys(one for one in said if one))
    if len(kept) > MOST_REQUIREMENTS or any(len(one) > LONGEST for one in kept):
        what = "there are too many, or one is too long"
        row.fault("requirements.long", "requirements", what, "One a line, at most 400 letters.")
    return kept


def _check_order(row: _Row, record: OpportunityRecord) -> None:
    last = record.deadline.date() if record.deadline else None
    if last and record.opens_on and record.opens_on > last:
        what = f"{record.opens_on} is after the deadline"
        row.fault("date.order", "opens_on", what, "Correct one of the two.")
    if last and record.decides_on and record.decides_on < last:
        what = f"{record.decides_on} is before the deadline"
        row.fault("date.order", "decides_on", what, "Correct one of the two.")
