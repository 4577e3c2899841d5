"""What is tried in a child's classes: what the school said of it, and what the family says about taking part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.faces.family.pages.week import find_child
from ownpath.school.change.queries.seat_consents import SeatAsked, asked_about
from ownpath.school.change.queries.taking_part import (
    TakingPart,
    pilots_over_of,
    taking_part_of,
)
from ownpath.school.change.states import SITTING
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.change.models import Pilot, Seat
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Trying:
    """One thing that is tried, and what the family said last."""

    title: str
    language: str  # of the title; "": nobody said
    text: str
    group: str  # in words: what it means for the child
    asks: str
    answer: str  # "" while nothing was said
    is_yes: bool
    is_no: bool
    answer_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """One thing that was tried, and what became of it."""

    title: str
    language: str
    days: str
    became: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatAsking:
    """A seat in the council that the child is asked for or holds, and what the family said last."""

    title: str
    answer: str  # "" while nothing was said
    is_yes: bool
    answer_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TryingPage:
    """Everything that is tried around one child, and where the child is to speak for others."""

    name: str
    back: str
    seats: tuple[SeatAsking, ...]
    things: tuple[Trying, ...]
    over: tuple[Over, ...]


def build_trying_page(
    *, viewer: Person, child: UUID, today: date, now: datetime, language: str
) -> TryingPage:
    """Gather what is tried in the classes of one of the viewer's children."""
    one = find_child(viewer=viewer, uuid=child, today=today)
    note_reads(by=viewer, about=[one.pk], deed="read.pilots", now=now)
    return TryingPage(
        name=one.called,
        back=reverse("family:child", args=[one.uuid]),
        seats=tuple(_seat(each) for each in asked_about(students=[one])),
        things=tuple(
            _trying(each, one, language) for each in taking_part_of(student=one, today=today)
        ),
        over=tuple(map(_over, pilots_over_of(student=one, today=today))),
    )


def _over(pilot: Pilot) -> Over:
    became = {
        "adopted": _("The school works like this from now on."),
        "adapted": _("The school keeps what was good in it and changes the rest."),
        "abandoned": _("The school does not go on with it."),
    }
    days = [date_format(day, "DATE_FORMAT") for day in (pilot.starts_on, pilot.ended_on) if day]
    return Over(
        title=pilot.title,
        language=pilot.language,
        days=_("It was tried from %(first)s to %(last)s.")
        % {"first": days[0], "last": days[-1]},
        became=became[pilot.state],
    )


def _seat(asked: SeatAsked) -> SeatAsking:
    place = asked.seat.campus.name if asked.seat.campus else asked.seat.district.name
    words = (
        _("%(name)s is to stand in when the student who speaks for %(place)s cannot come.")
        if asked.is_alternate
        else _("%(name)s sits in the district’s council for %(place)s.")
        if asked.seat.state in SITTING
        else _("%(name)s is invited to speak for %(place)s in the district’s council.")
    )
    day = asked.word and date_format(
        asked.word.said_at.astimezone(ZoneInfo(asked.seat.district.time_zone)), "DATE_FORMAT"
    )
    who = asked.word.by.full_name if asked.word and asked.word.by else ""
    told = {"who": who, "day": day}
    return SeatAsking(
        title=words % {"name": asked.student.called, "place": place},
        answer=_("%(who)s said yes on %(day)s.") % told if asked.may_sit else "",
        is_yes=asked.may_sit,
        answer_url=reverse("family:seat_answer", args=[asked.student.uuid, asked.seat.uuid]),
    )


def find_seat(*, child: Person, seat: UUID) -> Seat:
    """Return a seat that a child is asked for, holds or stands in for."""
    for one in asked_about(students=[child]):
        if one.seat.uuid == seat:
            return one.seat
    raise NotFound(
        _("Your child is not asked for this seat."),
        next_step=_("Go back to your child’s page."),
    )


def find_trying(*, child: Person, pilot: UUID, today: date) -> Pilot:
    """Return a pilot that is about a child and of which families were told."""
    for one in taking_part_of(student=child, today=today):
        if one.pilot.uuid == pilot:
            return one.pilot
    raise NotFound(
        _("This is not tried in your child’s classes."),
        next_step=_("Go back to your child’s page."),
    )


def _trying(each: TakingPart, child: Person, language: str) -> Trying:
    pilot, answer = each.pilot, each.answer
    return Trying(
        title=pilot.title,
        language=pilot.language,
        text=each.notice.words.get(language) or each.notice.words.get("en", ""),
        group=_("Your child’s class tries it.")
        if each.group == "pilot"
        else _("Your child’s class goes on as before, and is compared with those who try it."),
        asks=_("Your child is counted only if you say yes.")
        if pilot.needs_consent and each.group == "pilot"
        else _("Your child is counted unless you say no."),
        answer=""
        if answer is None
        else _("You said yes.")
        if answer.is_yes
        else _("You said no."),
        is_yes=answer is not None and answer.is_yes,
        is_no=answer is not None and not answer.is_yes,
        answer_url=reverse("family:trying_answer", args=[child.uuid, pilot.uuid]),
    )
