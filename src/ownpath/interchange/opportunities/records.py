"""What a table of opportunities holds, one record per row that can be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

COLUMNS = (
    "organization",
    "reach",
    "organization_url",
    "contact",
    "kind",
    "title",
    "round",
    "about",
    "amount",
    "in_kind",
    "effort_hours",
    "eligibility",
    "opens_on",
    "deadline",
    "time_zone",
    "decides_on",
    "url",
    "fit",
    "fit_why",
    "requirements",
)
NEEDED = ("organization", "kind", "title")
KINDS = frozenset({"grant", "fellowship", "network", "workshop", "mentor", "portal"})
REACHES = frozenset({"local", "state", "national"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityRecord:
    """One opportunity. Amounts are whole US dollars; the deadline is said in `time_zone`; `fit` goes from 0 to 3."""

    organization: str
    reach: str
    organization_url: str
    contact: str
    kind: str
    title: str
    round: str
    about: str
    amount: int | None
    in_kind: str
    effort_hours: int | None
    eligibility: str
    opens_on: date | None
    deadline: datetime | None  # without a zone of its own
    time_zone: str
    decides_on: date | None
    url: str
    fit: int | None
    fit_why: str
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRecord:
    """A record, the row of the file it stands in, and the columns the file has; others leave what is there."""

    row: int
    columns: frozenset[str]
    record: OpportunityRecord
