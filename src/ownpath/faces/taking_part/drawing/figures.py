"""An indicator as people read it: from where, where it stands, to where, in numbers, in a drawing, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.school.change.queries.measuring import DECIMALS, MEASURABLE, PERCENT, UNITS
from ownpath.school.change.queries.visions import METRIC_WORDS
from ownpath.school.curriculum.words import say

if TYPE_CHECKING:
    from ownpath.school.change.models import Indicator

WIDTH, HEIGHT, EDGE, MIDDLE = 320, 40, 14, 20
AN_HOUR, MINUTES_TOLD_AS_SUCH = 60, 120
A_DAY, HOURS_TOLD_AS_SUCH = 24, 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A figure on a day."""

    day: date
    value: float
    words: str
    is_ours: bool  # measured, not entered


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPart:
    """One indicator; texts are empty where nothing is known yet."""

    uuid: UUID
    name: str
    metric: str  # "" where the name says it
    baseline: str
    now: str
    now_on: date | None
    target: str
    by_when: date
    is_ours: bool
    bar: SafeString
    readings: tuple[Reading, ...]
    shares: tuple[
        float | None, ...
    ]  # of the way from where it began to the target, a reading each


def draw_indicator(one: Indicator, language: str) -> IndicatorPart:
    """Return an indicator in a language; no queries where its readings are prefetched."""
    readings = tuple(
        Reading(
            day=each.read_on, value=each.value, words=tell_figure(one, each.value),
            is_ours=each.by_id is None,
        )
        for each in one.readings.all()
    )  # fmt: skip
    newest = readings[-1] if readings else None
    metric = str(METRIC_WORDS[one.metric])
    name = say(one.words, "name", language) or metric
    return IndicatorPart(
        uuid=one.uuid,
        name=name,
        metric="" if name.casefold() == metric.casefold() else metric,
        baseline=tell_figure(one, one.baseline),
        now=newest.words if newest else "",
        now_on=newest.day if newest else None,
        target=tell_figure(one, one.target),
        by_when=one.by_when,
        is_ours=one.metric in MEASURABLE,
        bar=draw_bar(one.baseline, newest.value if newest else None, one.target),
        readings=readings,
        shares=tuple(share_of_way(one.baseline, each.value, one.target) for each in readings),
    )


def tell_figure(one: Indicator, value: float | None) -> str:
    """Return a figure with its unit; empty where it is not known yet."""
    if value is None:
        return ""
    if one.metric in PERCENT or (one.unit == "%" and value == round(value)):
        return _("%(n)s%%") % {"n": number_format(round(value))}
    if one.metric == "stuck_minutes":
        return _tell_minutes(round(value))
    if one.metric in MEASURABLE:
        plain = number_format(value, decimal_pos=DECIMALS.get(one.metric, 0))
        return f"{plain} {UNITS.get(one.metric, '')}".strip()
    plain = number_format(round(value, 2) if value != int(value) else int(value))
    return f"{plain} {one.unit}".strip()


def _tell_minutes(minutes: int) -> str:
    """Return a time in the unit a person would say it in: 90 minutes, 5 hours, 12 days."""
    if minutes < MINUTES_TOLD_AS_SUCH:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = round(minutes / AN_HOUR)
    if hours < HOURS_TOLD_AS_SUCH:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = round(hours / A_DAY)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": number_format(days)}


def share_of_way(begin: float | None, value: float, target: float) -> float | None:
    """Return how far a figure has come from where it began (0) to the target (1); below 0 it went the other way.

    >>> share_of_way(20, 40, 60), share_of_way(0.8, 0.9, 0.4), share_of_way(None, 1, 2)
    (0.5, -0.25, None)
    """
    if begin is None or begin == target:
        return None
    return round((value - begin) / (target - begin), 4)


def draw_bar(begin: float | None, now: float | None, target: float) -> SafeString:
    """Draw where a figure began (a tick), stands (a dot) and is to be (a flag) on one line, towards the flag."""
    known = [one for one in (begin, now, target) if one is not None]
    low, high = min(known), max(known)
    falls = (
        begin is not None and target < begin
    )  # what is to become less begins at the left, too

    def x(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 1.0
        share = 1 - share if falls else share
        return round(EDGE + share * (WIDTH - 2 * EDGE), 1)

    parts = [f'<path class="sp-track" d="M{EDGE} {MIDDLE}H{WIDTH - EDGE}"/>']
    if begin is not None:
        if now is not None:
            is_back = (now - begin) * (target - begin) < 0
            kind = "sp-way sp-back" if is_back else "sp-way"
            parts.append(f'<path class="{kind}" d="M{x(begin)} {MIDDLE}H{x(now)}"/>')
        parts.append(f'<path class="sp-begin" d="M{x(begin)} {MIDDLE - 9}v18"/>')
    at = x(target)
    parts.append(
        f'<path class="sp-goal" d="M{at} {MIDDLE + 9}v-27"/>'
        f'<path class="sp-flag" d="M{at} {MIDDLE - 18}h{-12 if at > WIDTH / 2 else 12}v10H{at}z"/>'
    )
    if now is not None:
        parts.append(f'<circle class="sp-now" cx="{x(now)}" cy="{MIDDLE}" r="7"/>')
    words = escape(_("A line from where it began to the target; the dot is where it stands."))
    return mark_safe(  # noqa: S308 - our own shapes; all words are escaped
        f'<svg class="span-bar" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{words}">{"".join(parts)}</svg>'
    )
