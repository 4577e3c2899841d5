"""Write a pilot down: idea, classes, measures; then propose it, complete, or take it back to work on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Measure, Pilot, PilotSection
from ownpath.school.change.models.pilots import PILOT_METRICS
from ownpath.school.change.models.shared import LINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from ownpath.school.change.models.visions import Metric
from ownpath.school.change.queries.measures import LOWER_IS_BETTER
from ownpath.school.change.services.pilots.refusing import (
    OutOfRange,
    ensure_before,
    ensure_in_order,
    ensure_on_one_side,
    ensure_open,
    refuse_if_missing,
)
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.services.wording import ensure_language, ensure_words
from ownpath.school.change.states import PILOT
from ownpath.school.days.queries import PRESETS
from ownpath.school.people.queries import sections_at
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

WORDS: Final = ("title", "problem", "change_idea", "learners", "prediction")
FIELDS: Final = (
    *WORDS, "preset", "switches_model", "cost", "needs_consent", "starts_on", "ends_on",
)  # fmt: skip
MOST_MEASURES: Final = 12
MOST_COST: Final = 100_000_000
MOST_NUMBER: Final = 1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSaid:
    """One measure as somebody states it."""

    kind: str
    metric: str
    name: str = ""
    is_headline: bool = False
    predicted: float | None = None
    target: float | None = None
    stop_below: float | None = None
    stop_above: float | None = None


@deed
def save_pilot(
    *,
    campus: Campus,
    pilot: Pilot | None = None,
    said: Mapping[str, Any],
    language: str = "",
    owner: Person | None = None,
    by: Person | None,
    now: datetime,
) -> Pilot:
    """Write a new pilot down as an idea, or change one that has not started.

    `said` may name any of `FIELDS`. What was proposed or approved and is changed goes back to being an idea.
    `language` is that of its words; left out, it stays as it was, and of a new one it is the writer's own.
    """
    ensure_may_decide(by=by, district=campus.district, campus=campus, now=now)
    if pilot is not None:
        ensure_open(pilot)
        if pilot.state != Pilot.State.IDEA:
            pilot = take_step(row=pilot, machine=PILOT, deed="rework", by=by, now=now)
    row = pilot or Pilot(district_id=campus.district_id, campus=campus, made_by=by, made_at=now)
    for name, value in said.items():
        setattr(row, name, checked(name, value))
    row.title = ensure_words(_("The title"), row.title, most=TITLE_LENGTH)
    _ensure_order(row)
    row.language = ensure_language(language or row.language, by=by)
    row.owner = owner or row.owner or by
    row.save()
    return row


def checked(name: str, value: Any) -> Any:
    """Return the value of one of `FIELDS`, or refuse what it cannot be."""
    if name not in FIELDS:
        raise ValueError(f"name is {name!r}: expected one of {', '.join(FIELDS)}")
    if name == "preset" and value and value not in PRESETS:
        raise OutOfRange(
            format_lazy(_("There is no blended model “{name}”."), name=str(value)[:40]),
            next_step=_("Pick one from the list."),
        )
    if name == "cost" and value is not None and not 0 <= value <= MOST_COST:
        raise OutOfRange(
            format_lazy(_("The cost is {value}."), value=value),
            next_step=_("Give whole dollars from 0 to 100,000,000."),
        )
    if name in WORDS:
        most = {"title": TITLE_LENGTH, "learners": LINE_LENGTH}.get(name, TEXT_LENGTH)
        text = str(value).strip()
        return ensure_words(_("The text"), text, most=most) if text else ""
    return value


def _ensure_order(row: Pilot) -> None:
    if row.starts_on and row.ends_on:
        ensure_in_order(row.starts_on, row.ends_on)


@deed
def set_sections(
    *,
    pilot: Pilot,
    piloting: Iterable[UUID],
    comparing: Iterable[UUID] = (),
    by: Person | None,
    now: datetime,
) -> int:
    """Say which classes of the campus pilot and which they are compared with; return how many there are."""
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    ensure_open(pilot)
    ours, others = frozenset(piloting), frozenset(comparing)
    here = {
        one.uuid: one
        for one in sections_at(campus=pilot.campus, today=today_in(pilot.district, now))
    }
    if not (ours | others) <= here.keys():
        raise NotFound(
            _("Not all of these classes are at this campus."),
            next_step=_("Pick them from the list."),
        )
    ensure_on_one_side(here[uuid].title for uuid in ours & others)
    pilot.sections.all().delete()
    sides = {**dict.fromkeys(ours, "pilot"), **dict.fromkeys(others, "comparison")}
    rows = [
        PilotSection(pilot=pilot, section_id=here[uuid].pk, group=group)
        for uuid, group in sides.items()
    ]
    return len(PilotSection.objects.bulk_create(rows))


@deed
def save_measure(
    *,
    pilot: Pilot,
    measure: Measure | None = None,
    said: MeasureSaid,
    by: Person | None,
    now: datetime,
) -> Measure:
    """Add or change one measure; the newest headline takes the place of the one before."""
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    ensure_open(pilot)
    _ensure_measurable(said)
    if measure is None and pilot.measures.count() >= MOST_MEASURES:
        raise OutOfRange(
            _("There are twelve measures already."),
            next_step=_("Take one away first: few measures are watched better."),
        )
    if said.is_headline:
        pilot.measures.filter(is_headline=True).update(is_headline=False)
    row = measure or Measure(pilot=pilot)
    for name in MeasureSaid.__slots__:
        setattr(row, name, getattr(said, name))
    row.lower_is_better = said.metric in LOWER_IS_BETTER
    row.save()
    return row


def _ensure_measurable(said: MeasureSaid) -> None:
    known = {name for name, _words in PILOT_METRICS} - {Metric.ENTERED}
    numbers = (said.predicted, said.target, said.stop_below, said.stop_above)
    is_sized = all(one is None or abs(one) <= MOST_NUMBER for one in numbers)
    if said.metric not in known or said.kind not in Measure.Kind.values or not is_sized:
        raise OutOfRange(
            _("This cannot be measured here."),
            next_step=_("Pick a measure from the list, or upload an assessment."),
        )
    if len(said.name) > TITLE_LENGTH or (
        said.metric == Metric.UPLOADED and not said.name.strip()
    ):
        raise OutOfRange(
            _("An uploaded assessment needs a name."),
            next_step=_("Write what the assessment is called."),
        )


@deed
def drop_measure(*, pilot: Pilot, measure: Measure, by: Person | None, now: datetime) -> None:
    """Take a measure away again, before the pilot is locked."""
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    ensure_open(pilot)
    measure.delete()


@deed
def propose(*, pilot: Pilot, by: Person | None, now: datetime) -> Pilot:
    """Propose a pilot; it must be complete, and everything that is missing is named at once."""
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    ensure_before(pilot, "propose")
    refuse_if_missing(whats_missing(pilot))
    return take_step(row=pilot, machine=PILOT, deed="propose", by=by, now=now)


@deed
def rework(*, pilot: Pilot, by: Person | None, now: datetime, note: str = "") -> Pilot:
    """Take a proposed or approved pilot back to being an idea."""
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    return take_step(
        row=pilot, machine=PILOT, deed="rework", by=by, now=now, note=note, decision=None
    )


def whats_missing(pilot: Pilot) -> list[str | Promise]:
    """Return what a pilot lacks before it can be proposed, in words."""
    return [*missing_in_plan(pilot), *missing_in_measures(pilot)]


def missing_in_plan(pilot: Pilot) -> list[str | Promise]:
    """Return what the plan itself lacks before a pilot can be proposed, in words."""
    looks = (
        (pilot.problem, _("the problem")),
        (pilot.change_idea, _("the change idea")),
        (pilot.learners, _("for which learners")),
        (pilot.prediction, _("the prediction in words")),
        (pilot.cost is not None, _("the cost (it may be 0)")),
        (pilot.starts_on and pilot.ends_on, _("the first and last day")),
        (pilot.sections.filter(group="pilot").exists(), _("the classes that pilot")),
        (not pilot.switches_model or pilot.preset, _("the blended model to switch to")),
    )
    return [words for is_there, words in looks if not is_there]


def missing_in_measures(pilot: Pilot) -> list[str | Promise]:
    """Return what the measures of a pilot lack before it can be proposed, in words."""
    measures = list(pilot.measures.all())
    kinds = {one.kind for one in measures}
    headline = next((one for one in measures if one.is_headline), None)
    looks = (
        (Measure.Kind.OUTCOME in kinds, _("an outcome measure")),
        (Measure.Kind.BALANCING in kinds, _("a balancing measure")),
        (headline is not None, _("which measure is the first figure")),
        (
            headline is None or headline.predicted is not None,
            _("the prediction of the first figure as a number"),
        ),
        (headline is None or headline.target is not None, _("the target of the first figure")),
    )
    return [words for is_there, words in looks if not is_there]
