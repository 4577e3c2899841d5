"""Tell the board what was decided, applied for and won, which concerns were spoken, and what is asked of it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ownpath.school.change.models import Application, Concern, Decision, MinutesAmendment
from ownpath.school.change.queries.applications import total_of
from ownpath.school.change.queries.telling_blocks import (
    Cell,
    chapter,
    day,
    facts,
    heading,
    number,
    table,
    text,
)
from ownpath.school.people.queries import today_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ownpath.school.people.models import District

DECIDED = (Decision.State.DECIDED, Decision.State.TURNED_DOWN, Decision.State.DONE)


def tell_decisions(*, district: District, after: date | None, until: date) -> dict[str, Any]:
    """Return the chapter of decisions since the last packet (all where there was none), and those that wait."""
    decided = Decision.objects.filter(
        district=district, state__in=DECIDED, decided_on__lte=until
    ).select_related("owner")
    if after is not None:
        decided = decided.filter(decided_on__gt=after)
    rows = list(decided.order_by("decided_on", "pk"))
    waiting = Decision.objects.filter(district=district, state=Decision.State.PROPOSED)
    lead = (
        _("Since the last packet of %(day)s.") % {"day": day(after)}
        if after
        else _("All decisions so far: this is the first packet.")
    )
    blocks = [_decided(rows)] if rows else [text(_("Nothing was decided in this time."))]
    open_ones = list(waiting.select_related("owner").order_by("made_at", "pk"))
    if open_ones:
        blocks += [heading(_("Waiting for the council")), _waiting(open_ones, district)]
    corrected = list(_amendments(district, after, until))
    if corrected:
        blocks += [
            heading(_("Minutes corrected after the meeting")),
            _corrected(district, corrected),
        ]
    return chapter(_("Decisions"), blocks, lead=lead)


def _amendments(
    district: District, after: date | None, until: date
) -> QuerySet[MinutesAmendment]:
    rows = MinutesAmendment.objects.filter(
        meeting__district=district, amended_at__lt=_midnight_after(until, district)
    )
    if after is not None:
        rows = rows.filter(amended_at__gte=_midnight_after(after, district))
    return rows.select_related("meeting", "by").order_by("amended_at", "pk")


def _midnight_after(day: date, district: District) -> datetime:
    """Return when a day ends where the district is."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(district.time_zone))


def _corrected(district: District, rows: list[MinutesAmendment]) -> dict[str, Any]:
    """Return who corrected the minutes of which meeting when and why; the meeting's page keeps the first text."""
    return table(
        [_("Meeting"), _("Corrected on"), _("Corrected by"), _("What was wrong")],
        [
            [
                day(today_in(district, one.meeting.starts_at)),
                day(today_in(district, one.amended_at)),
                one.by.full_name if one.by else "–",
                one.why,
            ]
            for one in rows
        ],
        align=["text"] * 4,
        widths=[2, 2, 2, 4],
        source=_("Rows: corrections of minutes (%(n)s).") % {"n": len(rows)},
        opens=[(_("The council"), "council")],
    )


def _decided(rows: list[Decision]) -> dict[str, Any]:
    return table(
        [_("Decided on"), _("What"), _("Result"), _("Owner"), _("Due")],
        [
            [
                day(one.decided_on),
                one.title,
                str(one.get_state_display()),
                one.owner.full_name if one.owner else _("nobody yet"),
                day(one.due_on),
            ]
            for one in rows
        ],
        align=["text"] * 5,
        widths=[2, 4, 2, 2, 2],
        source=_("Rows: decisions of the council (%(n)s).") % {"n": len(rows)},
        opens=[(_("The council’s decisions"), "council")],
    )


def _waiting(rows: list[Decision], district: District) -> dict[str, Any]:
    return table(
        [_("What"), _("Since"), _("Owner")],
        [
            [
                one.title,
                day(today_in(district, one.made_at)),
                one.owner.full_name if one.owner else _("nobody yet"),
            ]
            for one in rows
        ],
        align=["text"] * 3,
        widths=[4, 2, 2],
        source=_("Rows: decisions that are not decided yet (%(n)s).") % {"n": len(rows)},
        opens=[(_("The council’s decisions"), "council")],
    )


def tell_opportunities(*, district: District) -> dict[str, Any]:
    """Return the chapter of applications, what was asked for and what was won."""
    rows = list(
        Application.objects.filter(district=district)
        .select_related("opportunity__organization")
        .prefetch_related("gains")
        .order_by("opportunity__title", "pk")
    )
    if not rows:
        nothing = _("The district has not applied for anything yet.")
        return chapter(_("Opportunities and awards"), [text(nothing)])
    totals = total_of(rows)
    lead = _("Asked for: $%(asked)s. Awarded: $%(won)s (awards: %(n)s).") % {
        "asked": number(totals.asked),
        "won": number(totals.awarded),
        "n": totals.n_awarded,
    }
    block = table(
        [_("What"), _("From"), _("Where it stands"), _("Asked"), _("Awarded")],
        [_application(one) for one in rows],
        align=["text", "text", "text", "number", "number"],
        widths=[3, 3, 2, 0, 0],
        source=_("Rows: applications (%(n)s).") % {"n": len(rows)},
        opens=[(_("Opportunities and applications"), "opportunities")],
    )
    gains = [(one.opportunity.title, gain.text) for one in rows for gain in one.gains.all()]
    more = [heading(_("What lost applications brought anyway")), facts(gains)] if gains else []
    return chapter(_("Opportunities and awards"), [block, *more], lead=lead)


def _application(one: Application) -> list[Cell]:
    return [
        one.opportunity.title,
        one.opportunity.organization.name,
        str(one.get_state_display()),
        f"${one.asked:,}" if one.asked is not None else "–",
        f"${one.awarded:,}" if one.awarded is not None else "–",
    ]


def tell_concerns(*, district: District, now: datetime, today: date) -> dict[str, Any]:
    """Return the chapter of concerns: how many of each kind, answered in time, late, and still unanswered."""
    rows = list(Concern.objects.filter(district=district))
    if not rows:
        return chapter(_("Concerns"), [text(_("Nobody has spoken out a concern yet."))])
    kinds = Counter(one.kind for one in rows)
    answered = Counter(one.kind for one in rows if one.answered_at)
    in_time = Counter(one.kind for one in rows if _in_time(one, district, now))
    overdue = Counter(one.kind for one in rows if not one.answered_at and one.due_on < today)
    told: list[list[Cell]] = [
        [
            capfirst(str(Concern.Kind(kind).label)),
            str(n),
            str(answered[kind]),
            str(in_time[kind]),
            str(overdue[kind]),
        ]
        for kind, n in sorted(kinds.items())
    ]
    block = table(
        [_("Kind"), _("Spoken"), _("Answered"), _("In time"), _("Overdue")],
        told,
        source=_("Rows: concerns (%(n)s); the answer is due five school days after.")
        % {"n": len(rows)},
        opens=[(_("Concerns and their answers"), "concerns")],
    )
    return chapter(
        _("Concerns"), [block], lead=_("Counted for everybody to see; nothing is hidden.")
    )


def _in_time(one: Concern, district: District, now: datetime) -> bool:
    return (
        one.answered_at is not None
        and one.answered_at <= now
        and today_in(district, one.answered_at) <= one.due_on
    )


def tell_asks(asks: str) -> dict[str, Any]:
    """Return the chapter of what is asked of the board, as the leader wrote it."""
    return chapter(
        _("What we ask of the board"),
        [text(asks.strip() or _("Nothing this time."))],
    )
