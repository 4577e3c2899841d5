"""Tell the vision in force: why, what will be seen and heard, indicators with where they stand, adaptations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ownpath.school.change.models import Indicator, Statement, Vision
from ownpath.school.change.queries.measuring import DECIMALS, UNITS
from ownpath.school.change.queries.telling_blocks import (
    Block,
    card,
    chapter,
    day,
    heading,
    number,
    points,
    table,
    text,
)
from ownpath.school.change.queries.telling_days import DistrictFigures
from ownpath.school.people.queries import today_in

if TYPE_CHECKING:
    from ownpath.school.people.models import District


def visions_in_force(*, district: District) -> tuple[Vision | None, list[Vision]]:
    """Return the district's vision in force and the campuses' own adaptations; three queries."""
    rows = (
        Vision.objects.filter(district=district, state=Vision.State.ADOPTED)
        .select_related("campus")
        .prefetch_related("statements", "indicators__readings")
        .order_by("campus__name", "pk")
    )
    found = list(rows)
    own = next((one for one in found if one.campus_id is None), None)
    return own, [one for one in found if one.campus_id is not None]


def tell_vision(
    *, district: District, figures: DistrictFigures, language: str
) -> dict[str, Any]:
    """Return the chapter of the vision."""
    vision, adaptations = visions_in_force(district=district)
    if vision is None:
        blocks = [text(_("No vision has been adopted yet. When it is, it stands here."))]
    else:
        blocks = [
            text(in_language(vision.words, language, "why")),
            *_statements(vision, language),
            *tell_indicators(vision, figures, language),
        ]
    if adaptations:
        blocks += [heading(_("It looks different at each campus"))]
        blocks += [_adaptation(one, district, language) for one in adaptations]
    lead = in_language(vision.words, language, "title") if vision else ""
    return chapter(_("What we want our days to be"), blocks, lead=lead)


def _statements(vision: Vision, language: str) -> list[Block]:
    by_sense: dict[str, list[str]] = {}
    rows = sorted(vision.statements.all(), key=lambda one: (one.place, one.pk))
    for one in rows:
        whom = capfirst(str(Statement.Audience(one.audience).label))
        said = in_language(one.words, language, "says")
        by_sense.setdefault(one.sense, []).append(f"{whom}: {said}")
    found: list[Block] = []
    for sense, said_by in by_sense.items():
        found += [heading(capfirst(str(Statement.Sense(sense).label))), points(said_by)]
    return found


def tell_indicators(vision: Vision, figures: DistrictFigures, language: str) -> list[Block]:
    """Return the table of the indicators: where they began, stand, and are to be by when."""
    rows = sorted(vision.indicators.all(), key=lambda one: (one.place, one.pk))
    if not rows:
        return []
    return [
        table(
            [_("Indicator"), _("At first"), _("Now"), _("As of"), _("Goal"), _("By")],
            [_indicator(one, figures, language) for one in rows],
            title=_("How we will know"),
            align=["text", "number", "number", "text", "number", "text"],
            widths=[1, 0, 0, 0, 0, 0],
            source=_(
                "Measured: four weeks up to the day that is named; of the newest, %(since)s to %(until)s. "
                "Entered: the newest reading somebody noted."
            )
            % {"since": day(figures.since), "until": day(figures.until)},
            opens=[(_("The vision and its readings"), "vision")],
        )
    ]


def _indicator(one: Indicator, figures: DistrictFigures, language: str) -> list[str]:
    now, read_on = reading_of(one, figures)
    decimals = DECIMALS.get(one.metric, 0)
    name = in_language(one.words, language, "name") or str(one.get_metric_display())
    said = one.unit or str(UNITS.get(one.metric, ""))
    unit = f" ({said})" if said else ""
    return [
        f"{name}{unit}",
        number(one.baseline, decimals),
        number(now, decimals),
        day(read_on, "MONTH_DAY_FORMAT") if read_on else "–",
        number(one.target, decimals),
        day(one.by_when),
    ]


def reading_of(
    indicator: Indicator, figures: DistrictFigures
) -> tuple[float | None, date | None]:
    """Return where an indicator stands and as of when: our own measure, else the newest reading; None: not known."""
    measured = figures.measured.get(indicator.metric)
    if measured is not None:
        return measured, figures.until
    readings = [one for one in indicator.readings.all() if one.read_on <= figures.until]
    newest = max(readings, key=lambda one: (one.read_on, one.pk), default=None)
    return (newest.value, newest.read_on) if newest else (None, None)


def _adaptation(one: Vision, district: District, language: str) -> Block:
    said_by: dict[str, list[str]] = {}
    for said in sorted(
        one.statements.all(), key=lambda each: (each.sense != "see", each.place, each.pk)
    ):
        sense = capfirst(str(said.get_sense_display()))
        said_by.setdefault(sense, []).append(in_language(said.words, language, "says"))
    rows = [(sense, "\n".join(lines)) for sense, lines in said_by.items()]
    return card(
        one.campus.name if one.campus else "",
        [("", in_language(one.words, language, "why")), *rows],
        source=_("Adopted %(day)s.") % {"day": day(_adopted_on(one, district))},
    )


def _adopted_on(one: Vision, district: District) -> date | None:
    return today_in(district, one.adopted_at) if one.adopted_at else None


def in_language(words: Mapping[str, Any], language: str, field: str) -> str:
    """Return one text in a language, or in another where it lacks it."""
    own = words.get(language) or {}
    if own.get(field):
        return str(own[field])
    return next((str(one[field]) for one in words.values() if one and one.get(field)), "")
