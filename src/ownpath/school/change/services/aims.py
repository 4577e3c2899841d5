"""Write what a draft wants to move: indicators, and the weights and thresholds the planner would go by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import Max
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.engine.promises import PROMISES
from ownpath.errors import NotFound, OutOfBounds
from ownpath.school.change.access import ensure_may_decide
from ownpath.school.change.models import Indicator, IndicatorReading, Metric, Vision
from ownpath.school.change.models.shared import TITLE_LENGTH
from ownpath.school.change.queries.measuring import MEASURABLE
from ownpath.school.change.services.visions import LANGUAGES, open_draft
from ownpath.school.change.services.wording import ensure_words
from ownpath.school.days.queries.setup_tables import BOUNDS
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

FEWEST_INDICATORS: Final = 3
MOST_INDICATORS: Final = 5
MOST_WEIGHT: Final = 5.0
LARGEST_FIGURE: Final = 1_000_000.0
THRESHOLDS: Final = (
    "largest_group_that_connects",
    "least_share_in_band",
    "least_share_active",
    "least_share_done",
    "answer_within_days",
    "max_screen_share",
    "max_screen_run",
)  # of the days' policy
GIVEN: Final = (Metric.ENTERED, Metric.UPLOADED)  # figures people bring
METRICS: Final = (*MEASURABLE, *GIVEN)  # what an indicator may go by


class AimOutOfRange(OutOfBounds):
    """A number is outside what we take; the message names it and the bounds."""


class TooManyIndicators(OutOfBounds):
    """More than five indicators: nobody can steer by them."""


class NoSuchIndicator(NotFound):
    """There is no such indicator here."""


class IsMeasured(OutOfBounds):
    """A figure is measured by itself; nobody enters it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """An indicator as it is written."""

    names: Mapping[str, str]  # by language
    metric: str
    target: float
    by_when: date
    baseline: float | None = None
    unit: str = ""


@deed
def write_indicator(
    *, vision: Vision, aim: Aim, uuid: UUID | None = None, by: Person | None, now: datetime
) -> Indicator:
    """Add an indicator to a draft, or write one anew.

    Raises
    ------
    NotALeader, NotADraft, TooManyIndicators, NoSuchIndicator, AimOutOfRange
    """
    row = open_draft(vision, by, now)
    if aim.metric not in METRICS:
        raise ValueError(f"metric {aim.metric!r}: expected one of {METRICS}")
    one = Indicator(vision=row) if uuid is None else _indicator(row, uuid)
    if uuid is None:
        if row.indicators.count() >= MOST_INDICATORS:
            raise TooManyIndicators(
                _("Five indicators are the most one can steer by."),
                next_step=_("Take one away first."),
            )
        one.place = (row.indicators.aggregate(last=Max("place"))["last"] or 0) + 1
    for figure in (aim.baseline, aim.target):
        if figure is not None:
            _ensure_between(_("The figure"), figure, -LARGEST_FIGURE, LARGEST_FIGURE)
    one.words = {
        language: {"name": _optional(_("name"), aim.names.get(language, ""), most=TITLE_LENGTH)}
        for language in LANGUAGES
    }
    one.metric, one.unit = Metric(aim.metric), _optional(_("unit"), aim.unit, most=40)
    one.baseline, one.target, one.by_when = aim.baseline, aim.target, aim.by_when
    one.save()
    return one


@deed
def take_out_indicator(*, vision: Vision, uuid: UUID, by: Person | None, now: datetime) -> None:
    """Take an indicator out of a draft.

    Raises
    ------
    NotALeader, NotADraft, NoSuchIndicator
    """
    _indicator(open_draft(vision, by, now), uuid).delete()


def _optional(name: object, text: str, *, most: int) -> str:
    return ensure_words(name, text, most=most, may_be_empty=True)


def _indicator(vision: Vision, uuid: UUID) -> Indicator:
    one = vision.indicators.filter(uuid=uuid).first()
    if one is None:
        raise NoSuchIndicator(
            _("This indicator is not there any more."), next_step=_("Look at the list again.")
        )
    return one


@deed
def set_aims(
    *,
    vision: Vision,
    weights: Mapping[str, float],
    thresholds: Mapping[str, float],
    by: Person | None,
    now: datetime,
) -> Vision:
    """Keep by what weights (0 to 5) and thresholds the planner would go; adoption tells the campuses.

    Raises
    ------
    NotALeader, NotADraft, AimOutOfRange
    """
    row = open_draft(vision, by, now)
    unknown = (set(weights) - set(PROMISES)) | (set(thresholds) - set(THRESHOLDS))
    if unknown:
        raise ValueError(f"unknown names {sorted(unknown)}: expected promises and thresholds")
    for name, value in weights.items():
        _ensure_between(name, value, 0, MOST_WEIGHT)
    for name, value in thresholds.items():
        _ensure_between(name, value, *BOUNDS[name])
    row.weights = {name: float(value) for name, value in weights.items()}
    row.thresholds = dict(thresholds)
    row.save(update_fields=["weights", "thresholds"])
    return row


def _ensure_between(name: Any, value: float, low: float, high: float) -> None:
    if not isfinite(value) or not low <= value <= high:
        raise AimOutOfRange(
            format_lazy(_("{name}: {value} is outside what we take."), name=name, value=value),
            next_step=format_lazy(_("Take a number from {low} to {high}."), low=low, high=high),
        )


@deed
def enter_reading(
    *,
    vision: Vision,
    indicator: UUID,
    value: float,
    read_on: date,
    by: Person | None,
    now: datetime,
) -> IndicatorReading:
    """Note a figure people bring, for a day; a later one for the same day stands beside it and counts.

    Raises
    ------
    NotALeader, NoSuchIndicator, IsMeasured, AimOutOfRange
    """
    ensure_may_decide(by=by, district=vision.district, campus=vision.campus, now=now)
    one = _indicator(vision, indicator)
    if one.metric in MEASURABLE:
        raise IsMeasured(
            _("Ownpath measures this one by itself."),
            next_step=_("Open the figure to see what stands behind it."),
        )
    _ensure_between(_("The figure"), value, -LARGEST_FIGURE, LARGEST_FIGURE)
    return IndicatorReading.objects.create(
        indicator=one, value=value, read_on=read_on, by=by, noted_at=now
    )
