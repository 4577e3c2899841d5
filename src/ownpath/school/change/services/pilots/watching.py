"""Watch the guard-rails of pilots that run: the stop rule flags by itself, a person decides whether to stop."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Amendment, Measure, Pilot, PilotStudent
from ownpath.school.change.models.visions import Metric
from ownpath.school.change.queries.measured import measure_pilot
from ownpath.school.change.queries.measures import is_of_classes
from ownpath.school.change.queries.observing import Span, observe
from ownpath.school.change.queries.taking_part import ids_left_out
from ownpath.school.change.services.pilots.refusing import IsLocked
from ownpath.school.change.services.wording import ensure_words
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

DAYS_LOOKED_AT: Final = 14  # the newest two weeks, from the start on
FEWEST_SEEN: Final = 10  # things counted; fewer say nothing yet
QUIET_DAYS: Final = 7  # after a person decided to go on
FLAG: Final = "flag"  # how an amendment names it


def watch_pilots(*, district: District, now: datetime) -> list[str]:
    """Look at the limits of every running pilot of a district once a day; flag those that crossed one.

    Asking again does nothing twice. Return what was done, for the log.
    """
    today = today_in(district, now)
    running = Pilot.objects.filter(
        district=district, state=Pilot.State.RUNNING, flagged_at=None
    ).exclude(watched_on=today)
    done = []
    for pilot in running.select_related("campus__district", "district").order_by("pk"):
        quiet = pilot.amendments.filter(
            field=FLAG, amended_at__gt=now - timedelta(days=QUIET_DAYS)
        )
        why = "" if quiet.exists() else crossed(pilot=pilot, now=now)
        if _watched(pilot=pilot, why=why, today=today, now=now) and why:
            done.append(f"{pilot.campus.name}: a pilot crossed a limit")
    return done


@deed
def _watched(*, pilot: Pilot, why: str, today: date, now: datetime) -> int:
    standing = Pilot.objects.filter(pk=pilot.pk, state=Pilot.State.RUNNING, flagged_at=None)
    if not why:
        return standing.update(watched_on=today)
    return standing.update(watched_on=today, flagged_at=now, flag_why=why)


def crossed(*, pilot: Pilot, now: datetime) -> str:
    """Return the first limit a pilot crossed, as `metric|figure|below or above|limit`; "" where none is."""
    limits = Q(stop_below__isnull=False) | Q(stop_above__isnull=False)
    today = today_in(pilot.district, now)
    for measure in pilot.measures.filter(limits).order_by("pk"):
        figure = figure_now(pilot=pilot, measure=measure, today=today, now=now)
        if figure is None:
            continue
        if measure.stop_above is not None and figure > measure.stop_above:
            return f"{measure.metric}|{figure:.4g}|above|{measure.stop_above:.4g}"
        if measure.stop_below is not None and figure < measure.stop_below:
            return f"{measure.metric}|{figure:.4g}|below|{measure.stop_below:.4g}"
    return ""


def figure_now(*, pilot: Pilot, measure: Measure, today: date, now: datetime) -> float | None:
    """Return a measure of the pilot's classes over the newest two weeks; None while too little is seen."""
    starts_on = pilot.starts_on or today
    if is_of_classes(measure.metric) or measure.metric == Metric.UPLOADED:
        measured = measure_pilot(pilot=pilot, measure=measure, until=today, now=now)
        late = [one.pilot for one in measured.weeks if one.week > 0 and one.pilot is not None]
        return late[-1] if late else None
    ids = list(
        PilotStudent.objects.filter(pilot=pilot, group="pilot").values_list(
            "student_id", flat=True
        )
    )
    counted = frozenset(ids) - ids_left_out(pilot=pilot, student_ids=ids)
    span = Span(
        campus=pilot.campus, student_ids=tuple(sorted(counted)),
        since=max(starts_on, today - timedelta(days=DAYS_LOOKED_AT - 1)), until=today, now=now,
    )  # fmt: skip
    seen = observe(metric=measure.metric, span=span)
    bottom = sum(one.bottom for one in seen)
    if len(seen) < FEWEST_SEEN or not bottom:
        return None
    return sum(one.top for one in seen) / bottom


@deed
def go_on(*, pilot: Pilot, why: str, by: Person | None, now: datetime) -> Amendment:
    """Let a flagged pilot run on, with the reason, which always shows; the limit is looked at again after a week."""
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    if pilot.flagged_at is None or pilot.state != Pilot.State.RUNNING:
        raise IsLocked(
            _("Nothing is flagged here."), next_step=_("Look at the list of pilots again.")
        )
    reason = ensure_words(_("The reason"), why)
    row = Amendment.objects.create(
        pilot=pilot, field=FLAG, before=pilot.flag_why, after="", why=reason, by=by,
        amended_at=now,
    )  # fmt: skip
    pilot.flagged_at, pilot.flag_why = None, ""
    pilot.save(update_fields=["flagged_at", "flag_why"])
    return row
