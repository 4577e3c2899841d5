"""The drawings of a measure: the prediction before, the result on top, and both sides week by week."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.pilot_words import tell_figure
from ownpath.kit.chart import Chart, ChartLine
from ownpath.kit.effect_bar import EffectBar

if TYPE_CHECKING:
    from ownpath.school.change.models import Evaluation, Measure

FEWEST_SHOWN: Final = 10


def bar_of(row: Measure, newest: Evaluation | None) -> EffectBar | None:
    """Draw the prediction, and the result over it where there is one."""
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


def _shown(value: float | None, n: int, told: Mapping[str, Any]) -> float | None:
    """Return a weekly mean, or None where it is of too few students; a class is ten at least by itself."""
    is_of_classes = not told.get("slices")
    return value if is_of_classes or n >= FEWEST_SHOWN else None


def known_weeks(told: Mapping[str, Any]) -> list[tuple[int, float | None, float | None]]:
    if told.get("is_small"):
        return []
    return [
        (week, _shown(ours, n_ours, told), _shown(others, n_others, told))
        for week, ours, others, n_ours, n_others in told.get("weeks", ())
    ]


def week_name(week: int) -> str:
    if week > 0:
        return _("week %(n)d") % {"n": week}
    return _("%(n)d before") % {"n": 1 - week}


def chart_of(row: Measure, told: Mapping[str, Any]) -> Chart | None:
    weeks = known_weeks(told)
    values = [one for week in weeks for one in week[1:] if one is not None]
    if not values:
        return None
    before = [ours for week, ours, _others in weeks if week < 1 and ours is not None]
    level = (
        sum(before) / len(before) + row.predicted
        if before and row.predicted is not None
        else None
    )
    top = max([*values, *([level] if level is not None else [])])
    low = min([0.0, *values, *([level] if level is not None else [])])
    reach = (top - low) or 1.0

    def scaled(value: float | None) -> float | None:
        return None if value is None else (value - low) / reach

    lines = [
        ChartLine(
            name=_("predicted"),
            values=[scaled(level) if week > 0 else None for week, _ours, _others in weeks],
        ),
        ChartLine(name=_("pilot"), values=[scaled(ours) for _w, ours, _o in weeks]),
        ChartLine(name=_("comparison"), values=[scaled(others) for _w, _o, others in weeks]),
    ]
    return Chart(
        title=_("The measure week by week: predicted, pilot and comparison"),
        moments=[week_name(week) for week, _ours, _others in weeks],
        lines=[line for line in lines if any(one is not None for one in line.values)],
        low=tell_figure(row.metric, low),
        high=tell_figure(row.metric, top),
    )
