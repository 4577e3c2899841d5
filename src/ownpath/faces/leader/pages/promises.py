"""What was promised and what was kept, day by day; and how far a campus went from batch to own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from ownpath.engine.small_groups import SMALLEST_GROUP
from ownpath.faces.leader.pages.campuses import CampusTabs, draw_tabs, find_led
from ownpath.faces.leader.pages.crowds import first_alike, tell_crowds
from ownpath.faces.leader.pages.figures import told
from ownpath.kit.chart import Chart, ChartLine
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.school.days.queries import batch_weeks, promises_over

if TYPE_CHECKING:
    from ownpath.school.days.queries import BatchWeek, PromiseDay
    from ownpath.school.people.models import Person

WEEKS_OF_PROMISES = 4
WEEKS_OF_BATCH = 12
LEAST_CHANGE = 0.02  # of the mean of the four figures, each from 0 to 1
FIGURES = {
    "pace": gettext_lazy("pace"),
    "path": gettext_lazy("path"),
    "time": gettext_lazy("time"),
    "choice": gettext_lazy("choice"),
}
MEANINGS = {
    "pace": gettext_lazy("how often two students met the same skill on the same days"),
    "path": gettext_lazy("how often they took the same steps in the same order"),
    "time": gettext_lazy("how often they did the same thing in the same block"),
    "choice": gettext_lazy("the share of learning blocks nobody chose"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """One promise over the window."""

    name: str
    words: str
    promised: int  # percent of students' days
    kept: int
    href: str  # for whom it was not kept


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesDay:
    """One day: how many whole days were promised and kept, of how many students; small parts are not told apart."""

    day: str
    href: str  # the day's six counts
    n_here: str
    whole_promised: str
    whole_kept: str
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesPage:
    """Promised against kept, at one campus."""

    tabs: CampusTabs
    sentence: str
    crowds: str  # that not all days count the same students; empty where they do
    rows: tuple[PromiseRow, ...]
    days: tuple[PromisesDay, ...]
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """One week's four figures, as they stand in the table behind the lines."""

    week: date
    n_students: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPage:
    """From batch to own: four lines over the weeks."""

    tabs: CampusTabs
    sentence: str
    chart: Chart | None
    names: tuple[str, ...]
    meanings: tuple[tuple[str, str], ...]
    rows: tuple[BatchRow, ...]


def build_promises(*, viewer: Person, campus: UUID, today: date) -> PromisesPage:
    """Gather what was promised and kept in the last weeks."""
    place, led = find_led(leader=viewer, uuid=campus, today=today)
    since = today - timedelta(weeks=WEEKS_OF_PROMISES)
    days = promises_over(campus=place, since=since, until=today)
    return PromisesPage(
        tabs=draw_tabs(place, led, "leader:promises"),
        sentence=_sentence(days),
        crowds=tell_crowds(
            [date_format(one.day, "MONTH_DAY_FORMAT") for one in days],
            [one.n_recorded for one in days],
        ),
        rows=_rows(days, place.uuid),
        days=tuple(draw_day(one, place.uuid) for one in reversed(days)),
        since=since,
        until=today,
    )


def _sentence(days: Sequence[PromiseDay]) -> str:
    n = sum(one.n_here for one in days)
    if not n:
        return _("No school day has been closed here in the last four weeks.")
    if n < SMALLEST_GROUP:
        return _("Fewer than ten students’ days; not told apart.")
    kept = sum(one.n_whole_kept for one in days)
    promised = sum(one.n_whole_promised for one in days)
    return _("%(kept)d of 100 days were whole; %(promised)d of 100 were promised to be.") % {
        "kept": round(100 * kept / n),
        "promised": round(100 * promised / n),
    }


def _rows(days: Sequence[PromiseDay], campus: UUID) -> tuple[PromiseRow, ...]:
    n = sum(one.n_here for one in days)
    if n < SMALLEST_GROUP:
        return ()
    return tuple(
        PromiseRow(
            name=name,
            words=str(words),
            promised=round(100 * sum(one.promised[name] for one in days) / n),
            kept=round(100 * sum(one.kept[name] for one in days) / n),
            href=reverse("leader:promise_over", args=[campus, name]),
        )
        for name, words in PROMISE_WORDS.items()
    )


def draw_day(one: PromiseDay, campus: UUID) -> PromisesDay:
    """Return one day as it stands in the table; parts under ten are not told."""
    return PromisesDay(
        day=date_format(one.day, pgettext("a day in a narrow table", "D, M j")),
        href=reverse("leader:promises_of_day", args=[campus, one.day]),
        n_here=_("%(n)s of %(of)s") % {"n": f"{one.n_here:,}", "of": f"{one.n_recorded:,}"},
        whole_promised=told(one.n_whole_promised, of=one.n_here),
        whole_kept=told(one.n_whole_kept, of=one.n_here),
        is_hidden=0 < one.n_here < SMALLEST_GROUP,
    )


def build_batch(*, viewer: Person, campus: UUID, today: date) -> BatchPage:
    """Gather the batch index week by week."""
    place, led = find_led(leader=viewer, uuid=campus, today=today)
    since = today - timedelta(weeks=WEEKS_OF_BATCH)
    weeks = batch_weeks(campus=place, since=since, until=today)
    known = [one for one in weeks if one.index is not None]
    return BatchPage(
        tabs=draw_tabs(place, led, "leader:batch"),
        sentence=tell_trend(known),
        chart=_chart(weeks) if known else None,
        names=tuple(str(words) for words in FIGURES.values()),
        meanings=tuple((str(FIGURES[name]), str(MEANINGS[name])) for name in FIGURES),
        rows=tuple(
            BatchRow(
                week=one.monday,
                n_students=told(one.n_students, of=one.n_students),
                figures=tuple(
                    f"{getattr(one.index, name):.2f}" if one.index else "–" for name in FIGURES
                ),
            )
            for one in reversed(weeks)
        ),
    )


def tell_trend(known: Sequence[BatchWeek]) -> str:
    """Say which way the batch index goes, from the weeks that have one, oldest first."""
    if not known:
        return _("Not enough days are closed yet to tell.")
    if len(known) == 1:
        return _("One week can be told so far; the next one says which way it goes.")
    known = known[first_alike([one.n_students for one in known]) :]
    if len(known) == 1:
        return _(
            "Other students are counted than before; the next week says which way it goes."
        )
    change = _mean(known[-1]) - _mean(known[0])
    if abs(change) < LEAST_CHANGE:
        return _("How much students are taught as one stays about the same.")
    n = (known[-1].monday - known[0].monday).days // 7
    words = (
        ngettext(
            "Students are taught as one less often than %(n)d week ago.",
            "Students are taught as one less often than %(n)d weeks ago.",
            n,
        )
        if change < 0
        else ngettext(
            "Students are taught as one more often than %(n)d week ago.",
            "Students are taught as one more often than %(n)d weeks ago.",
            n,
        )
    )
    return words % {"n": n}


def _mean(week: BatchWeek) -> float:
    return sum(float(getattr(week.index, name)) for name in FIGURES) / len(FIGURES)


def _chart(weeks: Sequence[BatchWeek]) -> Chart:
    return Chart(
        title=_("From batch to own: pace, path, time and choice by week"),
        moments=tuple(
            date_format(one.monday, pgettext("a day on a chart", "M j")) for one in weeks
        ),
        lines=tuple(
            ChartLine(
                name=str(words),
                values=tuple(
                    float(getattr(one.index, name)) if one.index else None for one in weeks
                ),
            )
            for name, words in FIGURES.items()
        ),
        low=_("own"),
        high=_("batch"),
    )
