"""Read pilots as their leaders ask: lists by state, one whole story, what is off track on Friday."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import (
    Amendment,
    Cycle,
    Decision,
    Evaluation,
    Measure,
    Notice,
    Pilot,
    PilotSection,
    PilotStudent,
    Reckoning,
    StateChange,
)
from ownpath.school.change.queries.friday import FridayLine, LineKind
from ownpath.school.change.queries.measures import NAMES
from ownpath.school.people.queries import standing_at, today_in

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person

DAYS_TO_STUDY: Final = 14
DAYS_AHEAD: Final = 14
MOST_EVALUATIONS: Final = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything that is kept of one pilot."""

    pilot: Pilot
    sections: Sequence[PilotSection]
    measures: Sequence[Measure]
    notices: Sequence[Notice]
    amendments: Sequence[Amendment]
    cycles: Sequence[Cycle]
    steps: Sequence[StateChange]
    evaluations: Sequence[Evaluation]  # the newest first
    retried_by: Sequence[Pilot]
    reckoning: Reckoning | None
    counts: dict[str, int]  # students as it began, by group
    yes: int
    no: int

    def newest(self, measure: Measure) -> Evaluation | None:
        """Return the newest evaluation of a measure."""
        return next((one for one in self.evaluations if one.measure_id == measure.pk), None)

    @property
    def headline(self) -> Measure | None:
        """The measure that is the first figure."""
        return next((one for one in self.measures if one.is_headline), None)


def pilots_of(*, district: District, campuses: Iterable[Campus]) -> list[Pilot]:
    """Return the pilots of some campuses of a district, what runs first, the newest first; one query."""
    return list(_pilots_of(district, campuses))


def _pilots_of(district: District, campuses: Iterable[Campus]) -> QuerySet[Pilot]:
    rows = Pilot.objects.filter(district=district, campus__in=list(campuses))
    return rows.select_related("campus", "retries", "owner").order_by("-made_at", "-pk")


def find_pilot_led(*, leader: Person, uuid: UUID, today: date) -> tuple[Pilot, bool]:
    """Return a pilot at a campus somebody leads, and whether they decide there; one of elsewhere is not found."""
    rows = Pilot.objects.filter(district=leader.district_id, uuid=uuid)
    found = rows.select_related(
        "campus__district", "district", "owner", "retries", "decision"
    ).first()
    if found is not None:
        standing = standing_at(leader=leader, campus=found.campus, today=today)
        if standing.leads:
            return found, standing.decides
    raise NotFound(
        _("There is no such pilot at your campuses."),
        next_step=_("Pick one from the list."),
    )


def get_measure(*, pilot: Pilot, uuid: UUID) -> Measure:
    """Return a measure of a pilot."""
    found = pilot.measures.filter(uuid=uuid).first()
    if found is None:
        raise NotFound(
            _("There is no such measure."), next_step=_("Pick one from the pilot’s page.")
        )
    return found


def get_cycle(*, pilot: Pilot, uuid: UUID) -> Cycle:
    """Return a cycle of a pilot."""
    found = pilot.cycles.filter(uuid=uuid).select_related("pilot__campus", "pilot__district")
    one = found.first()
    if one is None:
        raise NotFound(
            _("There is no such cycle."), next_step=_("Pick one from the pilot’s page.")
        )
    return one


def get_reckoning(*, pilot: Pilot, uuid: UUID) -> Reckoning:
    """Return a reckoning of a pilot."""
    found = pilot.reckonings.filter(uuid=uuid).first()
    if found is None:
        raise NotFound(
            _("There is no such reckoning."), next_step=_("Pick one from the pilot’s page.")
        )
    return found


def story_of(*, pilot: Pilot) -> Story:
    """Return everything that is kept of a pilot; nine queries."""
    is_live = pilot.state in (Pilot.State.RUNNING, Pilot.State.STUDYING)
    began = PilotStudent.objects.filter(pilot=OuterRef("pilot"), section=OuterRef("section"))
    n_began = began.order_by().values("section").annotate(n=Count("pk")).values("n")
    rows = pilot.sections.annotate(n_began=Coalesce(Subquery(n_began), 0))
    sections = list(rows.select_related("section").order_by("-group", "section__title", "pk"))
    counts = Counter[str]()
    for one in sections:
        counts[one.group] += one.n_began
    last: dict[int, bool] = dict(
        pilot.consents.order_by("said_at", "pk").values_list("student_id", "is_yes")
    )
    said = Counter(last.values())
    return Story(
        pilot=pilot,
        sections=sections,
        measures=list(pilot.measures.order_by("-is_headline", "kind", "pk")),
        notices=list(pilot.notices.select_related("by").order_by("told_at", "pk")),
        amendments=list(pilot.amendments.select_related("by").order_by("-amended_at", "-pk")),
        cycles=list(pilot.cycles.order_by("number")),
        steps=list(
            StateChange.objects.filter(about=pilot.uuid)
            .select_related("by")
            .order_by("done_at", "pk")
        ),
        evaluations=list(
            pilot.evaluations.select_related("measure", "cycle").order_by("-reckoned_at", "-pk")
        ),
        retried_by=list(pilot.retried_by.order_by("made_at")) if not is_live else [],
        reckoning=latest_reckoning(pilot=pilot) if is_live else None,
        counts=dict(counts),
        yes=said[True],
        no=said[False],
    )


def latest_reckoning(*, pilot: Pilot) -> Reckoning | None:
    """Return the reckoning that was asked for last, or None."""
    return pilot.reckonings.order_by("-asked_at", "-pk").first()


def evaluations_of(*, measure: Measure) -> list[Evaluation]:
    """Return what was reckoned of a measure, the newest first."""
    rows = Evaluation.objects.filter(measure=measure).select_related("cycle")
    return list(rows.order_by("-reckoned_at", "-pk")[:MOST_EVALUATIONS])


def decisions_for(*, pilot: Pilot) -> list[Decision]:
    """Return the council's decisions that are made and touch a pilot's campus, the newest first."""
    rows = Decision.objects.filter(
        district=pilot.district_id,
        touched__campus=pilot.campus_id,
        state__in=("decided", "done"),
    )
    return list(rows.distinct().order_by("-decided_on", "-pk")[:50])


def flag_words(pilot: Pilot) -> str | Promise:
    """Return in words which limit a pilot crossed; "" where none is."""
    return words_of_flag(pilot.flag_why)


def words_of_flag(why: str) -> str | Promise:
    """Return a kept flag (`metric|figure|below or above|limit`) in words."""
    if why.count("|") != 3:
        return why
    metric, figure, way, limit = why.split("|")
    template = (
        _("{name} stands at {figure}, above the limit {limit}")
        if way == "above"
        else _("{name} stands at {figure}, below the limit {limit}")
    )
    name = NAMES.get(metric, metric)
    return format_lazy(template, name=name, figure=figure, limit=limit)


def friday_lines_of_pilots(
    *, district: District, campuses: Iterable[Campus], today: date
) -> list[FridayLine]:
    """Return what of the pilots is off track: flagged, running past its end, study overdue, notices missing."""
    live = _pilots_of(district, campuses).filter(state__in=("approved", "running", "studying"))
    with_told = live.annotate(n_told=Count("notices__audience", distinct=True))
    lines = [_line(one, district, one.n_told, today) for one in with_told]
    return [one for one in lines if one is not None]


def _line(one: Pilot, district: District, n_told: int, today: date) -> FridayLine | None:
    over = (today - one.ends_on).days if one.ends_on else 0
    if one.flagged_at is not None:
        since = today_in(district, one.flagged_at)
        words = format_lazy(_("{title}: {why}"), title=one.title, why=flag_words(one))
        return _friday(one, words, since, (since - today).days, is_alarm=True)
    if one.state == Pilot.State.RUNNING and over > 0:
        words = format_lazy(_("{title} runs past its last day"), title=one.title)
        return _friday(one, words, one.ends_on, -over, is_alarm=False)
    if one.state == Pilot.State.STUDYING and one.ended_on:
        left = DAYS_TO_STUDY - (today - one.ended_on).days
        words = format_lazy(_("{title} waits to be studied"), title=one.title)
        return _friday(one, words, one.ended_on, left, is_alarm=False) if left < 0 else None
    if one.state == Pilot.State.APPROVED and n_told < len(Notice.Audience.values):
        soon = one.starts_on
        if soon is not None and soon - today <= timedelta(days=DAYS_AHEAD):
            words = format_lazy(_("{title} starts soon, and not all are told"), title=one.title)
            return _friday(one, words, soon, (soon - today).days, is_alarm=soon <= today)
    return None


def _friday(
    one: Pilot, words: Promise | str, day: date | None, days: int, *, is_alarm: bool
) -> FridayLine:
    return FridayLine(
        kind=LineKind.PILOT, words=words, campus=one.campus.name, about=one.uuid,
        day=day, days=days, is_alarm=is_alarm,
    )  # fmt: skip
