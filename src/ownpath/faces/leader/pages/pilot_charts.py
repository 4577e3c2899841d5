"""The drawings of a measure: the prediction before, the result on top, and both sides week by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.pilot_words import tell_figure
from ownpath.kit.chart import Chart, ChartLine
from ownpath.kit.effect_bar import EffectBar

if TYPE_CHECKING:
    from ownpath.school.change.models import Evaluation, Measure


def bar_of(row: Measure, newest: Evaluation | None) -> EffectBar | None:
    """Lay out the prediction, and the result over it where there is one."""
    if row.predicted is None and newest is None:
        return None
    seen = newest.estimate if newest else None
    title = _("Predicted: %(predicted)s. Seen: %(seen)s.") % {
        "predicted": tell_figure(row.metric, row.predicted, is_difference=True),
        "seen": tell_figure(row.metric, seen, is_difference=True),
    }
    return EffectBar(
        title=title,
        predicted=row.predicted,
        value=seen,
        low=newest.low if newest else None,
        high=newest.high if newest else None,
        predicted_words=_("predicted"),
        value_words=_("seen"),
        zero_words=_("no difference"),
    )


def known_weeks(told: Mapping[str, Any]) -> list[tuple[int, float | None, float | None]]:
    """Return each week with the mean of both sides; weeks of too few students were never kept."""
    return [(week, ours, others) for week, ours, others, *_counts in told.get("weeks", ())]


def week_name(week: int) -> str:
    """Return what a week is called, counted from the start."""
    if week > 0:
        return _("week %(n)d") % {"n": week}
    return _("%(n)d before") % {"n": 1 - week}


def chart_of(row: Measure, told: Mapping[str, Any]) -> Chart | None:
    """Lay out both sides week by week over what was predicted; None while no week is known."""
    weeks = known_weeks(told)
    values = [one for week in weeks for one in week[1:] if one is not None]
    if not values:
        return None
    level = _predicted_level(row, weeks)
    values += [] if level is None else [level]
    low, top = min(0.0, *values), max(values)
    reach = (top - low) or 1.0

    def line(name: str, found: Sequence[float | None]) -> ChartLine:
        scaled = [None if one is None else (one - low) / reach for one in found]
        return ChartLine(name=name, values=scaled)

    lines = [  # the first is drawn whole, the others dashed
        line(_("pilot"), [ours for _week, ours, _others in weeks]),
        line(_("comparison"), [others for _week, _ours, others in weeks]),
        line(_("predicted"), [level if week > 0 else None for week, *_sides in weeks]),
    ]
    return Chart(
        title=_("The measure week by week: predicted, pilot and comparison"),
        moments=[week_name(week) for week, *_sides in weeks],
        lines=[one for one in lines if any(value is not None for value in one.values)],
        low=tell_figure(row.metric, low),
        high=tell_figure(row.metric, top),
    )


def _predicted_level(
    row: Measure, weeks: Sequence[tuple[int, float | None, float | None]]
) -> float | None:
    """Return where the pilot would stand after its start if the prediction came true; None where that is not known."""
    before = [ours for week, ours, _others in weeks if week < 1 and ours is not None]
    if not before or row.predicted is None:
        return None
    return sum(before) / len(before) + row.predicted
