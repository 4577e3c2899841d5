"""The rows behind a figure of a pilot: student by student for who may see them, and a table without names."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse

from ownpath.faces.leader.pages.pilot_story import find_pilot
from ownpath.faces.leader.pages.pilot_words import name_of, tell_figure, tell_share
from ownpath.school.change.queries.measured import Measured, measure_pilot
from ownpath.school.change.queries.measures import COUNTED, is_of_classes
from ownpath.school.change.queries.pilots import get_measure
from ownpath.school.people.queries import Aspect, visible_students
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.change.models import Measure, Pilot
    from ownpath.school.people.models import Person

A_PAGE: Final = 50
MOST_PAGES: Final = 10_000
SHORT: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One student or class: before, and the mean of the weeks after."""

    name: str
    section: str
    is_pilot: bool
    before: str
    after: str
    n_weeks: int
    dose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotRowsPage:
    """The rows behind one figure."""

    title: str
    counted: str
    back: str
    back_label: str
    csv_url: str
    rows: tuple[UnitRow, ...]
    n_hidden: int  # rows of students the viewer has no reason to see
    n_left_out: int
    pages: Page[Any]


def build_pilot_rows(
    *, viewer: Person, pilot: UUID, measure: UUID, page: int, today: date, now: datetime
) -> PilotRowsPage:
    """Gather the rows behind a figure; students only by who may see them, and each look is noted."""
    one = find_pilot(viewer=viewer, uuid=pilot, today=today)
    row = get_measure(pilot=one, uuid=measure)
    measured = measure_pilot(pilot=one, measure=row, until=last_day(one, today), now=now)
    units = list(dict.fromkeys(each.unit for each in measured.rows))
    titles = {
        each.section_id: each.section.title for each in one.sections.select_related("section")
    }
    names: dict[int, str] = titles
    if not is_of_classes(row.metric):
        seen = visible_students(viewer=viewer, aspect=Aspect.LEARNING, today=today)
        names = {each.pk: each.full_name for each in seen.filter(pk__in=units)}
        note_reads(by=viewer, about=names, deed="read.pilot_rows", now=now)
    lines = [
        _unit(row, measured, unit, name, titles)
        for unit, name in sorted(names.items(), key=lambda pair: pair[1].casefold())
        if unit in set(units)
    ]
    shown = Paginator(lines, A_PAGE).get_page(min(page, MOST_PAGES))
    return PilotRowsPage(
        title=name_of(row.metric, row.name),
        counted=str(COUNTED[row.metric]),
        back=reverse("leader:pilot_measure", args=[one.uuid, row.uuid]),
        back_label=one.title,
        csv_url=reverse("leader:pilot_csv", args=[one.uuid, row.uuid]),
        rows=tuple(shown.object_list),
        n_hidden=len(units) - len(lines),
        n_left_out=measured.n_left_out,
        pages=shown,
    )


def last_day(pilot: Pilot, today: date) -> date:
    """Return the last day that counts."""
    return min(pilot.ended_on or today, today)


def _unit(
    row: Measure, measured: Measured, unit: int, name: str, titles: dict[int, str]
) -> UnitRow:
    own = [each for each in measured.rows if each.unit == unit]
    after = [each.outcome for each in own if each.period > 0 and each.outcome is not None]
    before = next((each.outcome for each in own if each.period == 0), None)
    dose = own[0].dose
    return UnitRow(
        name=name,
        section=titles.get(own[0].cluster, ""),
        is_pilot=own[0].is_pilot,
        before=tell_figure(row.metric, before, is_in_column=True),
        after=tell_figure(
            row.metric, sum(after) / len(after) if after else None, is_in_column=True
        ),
        n_weeks=len(after),
        dose=tell_share(dose, is_in_column=True)
        if dose is not None and own[0].is_pilot
        else "",
    )


def write_table(*, pilot: Pilot, measure: Measure, now: datetime, today: date) -> str:
    """Return the rows as `ownpath effect` reads them; who is who cannot be told from it."""
    measured = measure_pilot(
        pilot=pilot, measure=measure, until=last_day(pilot, today), now=now
    )
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("unit", "cluster", "period", "group", "dose", "outcome"))
    for row in measured.rows:
        table.writerow(
            (
                _hidden(pilot, "unit", row.unit),
                _hidden(pilot, "class", row.cluster),
                row.period,
                "pilot" if row.is_pilot else "comparison",
                "" if row.dose is None else repr(row.dose),
                "" if row.outcome is None else repr(row.outcome),
            )
        )
    return out.getvalue()


def _hidden(pilot: Pilot, kind: str, number: int) -> str:
    """Return a name that stays the same within a pilot and leads nowhere: its number is stirred with the lock."""
    said = f"{pilot.uuid}:{pilot.locked_at}:{kind}:{number}"
    return f"{kind}-{hashlib.sha256(said.encode()).hexdigest()[:SHORT]}"
