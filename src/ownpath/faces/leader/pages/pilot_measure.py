"""One measure of a pilot: the prediction drawn before, the result on top, week by week, for whom, how sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.pilot_charts import bar_of, chart_of, known_weeks, week_name
from ownpath.faces.leader.pages.pilot_job import JobPart, draw_job
from ownpath.faces.leader.pages.pilot_parts import tell_limit
from ownpath.faces.leader.pages.pilot_words import (
    COLUMNS,
    DESIGNS,
    KINDS,
    LANGUAGES,
    SIGNALS,
    VERDICTS,
    name_of,
    tell_figure,
)
from ownpath.kit.chart import Chart
from ownpath.kit.effect_bar import EffectBar
from ownpath.school.change.queries.measures import COUNTED
from ownpath.school.change.queries.pilots import (
    evaluations_of,
    find_pilot_led,
    get_measure,
    latest_reckoning,
)

if TYPE_CHECKING:
    from ownpath.school.change.models import Evaluation, Measure
    from ownpath.school.people.models import Person

NOT_KNOWN: Final = "we do not know yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRow:
    """One week in the table behind the lines."""

    week: str
    pilot: str
    comparison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceRow:
    """The difference within one group of students."""

    column: str
    name: str
    estimate: str
    interval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidBefore:
    """What was reckoned on an earlier day."""

    day: date
    verdict: str
    estimate: str
    interval: str
    cycle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """One measure, whole."""

    pilot: UUID
    title: str
    pilot_title: str
    back: str
    kind: str
    counted: str
    verdict: str
    is_hidden: bool
    sentences: tuple[str, ...]
    design: str
    stable: str
    bar: EffectBar | None
    predicted: str
    target: str
    limit: str
    estimate: str
    interval: str
    chart: Chart | None
    weeks: tuple[WeekRow, ...]
    signals: tuple[str, ...]
    slices: tuple[SliceRow, ...]
    left_out: str
    history: tuple[SaidBefore, ...]
    rows_url: str
    csv_url: str
    upload_url: str
    can_reckon: bool
    job: JobPart | None


def build_measure_page(
    *, viewer: Person, pilot: UUID, measure: UUID, today: date, language: str
) -> MeasurePage:
    """Gather one measure and what was reckoned of it last."""
    one, may = find_pilot_led(leader=viewer, uuid=pilot, today=today)
    row = get_measure(pilot=one, uuid=measure)
    said = evaluations_of(measure=row)
    newest = said[0] if said else None
    told: Mapping[str, Any] = newest.told if newest else {}
    is_hidden = bool(told.get("is_small"))
    return MeasurePage(
        pilot=one.uuid,
        title=name_of(row.metric, row.name),
        pilot_title=one.title,
        back=reverse("leader:pilot", args=[one.uuid]),
        kind=str(KINDS[row.kind]),
        counted=str(COUNTED[row.metric]),
        verdict=_verdict(newest, is_hidden=is_hidden),
        is_hidden=is_hidden,
        sentences=() if is_hidden else tuple(told.get("words", {}).get(language, ())),
        design="" if is_hidden else str(DESIGNS.get(told.get("design", ""), "")),
        stable=_stable(newest, is_hidden=is_hidden),
        bar=None if is_hidden else bar_of(row, newest),
        predicted=tell_figure(row.metric, row.predicted, is_difference=True),
        target=tell_figure(row.metric, row.target),
        limit=tell_limit(row),
        estimate="" if is_hidden or not newest else _estimate(row, newest),
        interval="" if is_hidden or not newest else _interval(row, newest.low, newest.high),
        chart=chart_of(row, told),
        weeks=tuple(_weeks(row, told)),
        signals=() if is_hidden else _signals(told),
        slices=() if is_hidden else tuple(_slices(row, told)),
        left_out=_left_out(told),
        history=tuple(_history(said, row)),
        rows_url=_address("pilot_rows", one.uuid, row.uuid) if one.locked_at else "",
        csv_url=_address("pilot_csv", one.uuid, row.uuid) if one.locked_at else "",
        upload_url=_address("pilot_upload", one.uuid, row.uuid)
        if may and one.locked_at and row.metric == "uploaded"
        else "",
        can_reckon=may and one.locked_at is not None,
        job=draw_job(latest_reckoning(pilot=one)),
    )


def _address(name: str, *args: object) -> str:
    return reverse(f"leader:{name}", args=args)


def _verdict(newest: Evaluation | None, *, is_hidden: bool) -> str:
    if newest is None:
        return _("Nothing has been reckoned yet.")
    if is_hidden:
        return _("Fewer than ten students on one side: no figure is shown.")
    words = str(VERDICTS[newest.verdict])
    return words[:1].upper() + words[1:] + "."


def _stable(newest: Evaluation | None, *, is_hidden: bool) -> str:
    if newest is None or is_hidden or newest.verdict == NOT_KNOWN:
        return ""
    if newest.told.get("is_stable"):
        return _("Stable: a second cycle came to the same verdict.")
    return _("Not stable yet: a second cycle must come to the same verdict.")


def _estimate(row: Measure, newest: Evaluation) -> str:
    return tell_figure(row.metric, newest.estimate, is_difference=True)


def _interval(row: Measure, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return _("none: too few classrooms")
    return _("%(low)s to %(high)s") % {
        "low": tell_figure(row.metric, low, is_difference=True),
        "high": tell_figure(row.metric, high, is_difference=True),
    }


def _weeks(row: Measure, told: Mapping[str, Any]) -> Iterator[WeekRow]:
    for week, ours, others in known_weeks(told):
        yield WeekRow(
            week=week_name(week),
            pilot=tell_figure(row.metric, ours, is_in_column=True),
            comparison=tell_figure(row.metric, others, is_in_column=True),
        )


def _signals(told: Mapping[str, Any]) -> tuple[str, ...]:
    found: Sequence[str] = told.get("run_chart", {}).get("signals", ())
    return tuple(str(SIGNALS[one]) for one in found)


def _slices(row: Measure, told: Mapping[str, Any]) -> Iterator[SliceRow]:
    found = told.get("slices", ())
    several = Counter(one["column"] for one in found)  # one group alone is everybody again
    for one in (each for each in found if several[each["column"]] > 1):
        interval = one["interval"] or (None, None)
        yield SliceRow(
            column=str(COLUMNS.get(one["column"], one["column"])),
            name=str(LANGUAGES.get(one["name"], one["name"])),
            estimate=_("not shown")
            if one["is_hidden"]
            else tell_figure(row.metric, one["estimate"], is_difference=True),
            interval="" if one["is_hidden"] else _interval(row, *interval),
        )


def _left_out(told: Mapping[str, Any]) -> str:
    n = told.get("n_left_out", 0)
    if not n:
        return ""
    return _("%(n)d whose families said no are left out of every figure.") % {"n": n}


def _history(said: Sequence[Evaluation], row: Measure) -> Iterator[SaidBefore]:
    for one in said[1:]:
        is_hidden = bool(one.told.get("is_small"))
        yield SaidBefore(
            day=one.until,
            verdict="" if is_hidden else str(VERDICTS[one.verdict]),
            estimate="" if is_hidden else _estimate(row, one),
            interval="" if is_hidden else _interval(row, one.low, one.high),
            cycle=_("cycle %(n)d") % {"n": one.cycle.number} if one.cycle else "",
        )
