"""One week of one child, on one page, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.faces.family.pages.talk import Letter, Teacher, build_letters
from ownpath.faces.family.pages.telling import (
    join,
    questions_for,
    tell_learned,
    tell_week,
    tell_work,
)
from ownpath.faces.family.pages.things import Thing, tell_chosen, tell_next
from ownpath.faces.subjects import tell_subject
from ownpath.kit.navigation import TabItem
from ownpath.school.change.queries.seat_consents import asked_about
from ownpath.school.change.queries.taking_part import is_asked_about
from ownpath.school.curriculum.queries import FrameworkMap, framework_for, map_of
from ownpath.school.curriculum.words import say
from ownpath.school.days.queries import picks_of
from ownpath.school.days.services.subjects import subject_of
from ownpath.school.evidence.queries import week_of
from ownpath.school.mastery.queries import changes_of
from ownpath.school.people.queries import adults_of, children_of, zone_of
from ownpath.school.plans.queries import offers_since
from ownpath.school.privacy.services import note_reads
from ownpath.school.voice.queries import hopes_of, messages_about, signals_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ownpath.school.people.models import Person
    from ownpath.school.people.queries import Adult
    from ownpath.school.plans.models import Offer
    from ownpath.school.voice.models import Hope

MOST_SKILLS = 3
MOST_LOVED = 3
MOST_WEEKS_BACK = 53
LEARNED = frozenset({"learned", "mastered"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPage:
    """One child's week."""

    child: UUID
    name: str
    children: tuple[TabItem, ...]
    current: str
    starts_on: date
    ends_on: date
    is_this_week: bool
    which: str  # "last week", "3 weeks ago"; "" for this one
    earlier: str
    later: str
    work: str
    worked_on: tuple[str, ...]
    new: str  # leads to what is learned; "" where nothing is
    learned: tuple[str, ...]
    chose: tuple[Thing, ...]
    loved: tuple[str, ...]
    hopes: tuple[str, ...]
    likes: tuple[str, ...]
    questions: tuple[str, ...]
    next: tuple[Thing, ...]
    days_url: str  # the school days of this week, asked for after the page is shown
    teachers: tuple[Teacher, ...]
    letters: tuple[Letter, ...]
    send_url: str
    body: str  # what the message box opens with
    is_asked: bool  # the school waits for the family’s word


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which child and week, and what a message would be about."""

    child: UUID | None
    week: date | None
    concern: UUID | None  # the offer a message would be about


def build_week(
    *, viewer: Person, asked: Asked, today: date, now: datetime, language: str
) -> WeekPage | None:
    """Gather one child's week; None for somebody who has no child here."""
    children = children_of(guardian=viewer, today=today)
    child = _pick(children, asked.child)
    if child is None:
        return None
    note_reads(by=viewer, about=[child.pk], deed="read.week", now=now)
    starts_on = monday_of(asked.week, today=today)
    framework = framework_for(student=child, today=today)
    own_map = map_of(framework) if framework else None
    offers = offers_since(student=child, since=starts_on)
    skills = _skills(child, own_map, starts_on, language)
    return _page(viewer, children, child, asked, starts_on, offers, skills, today, language)


def monday_of(day: date | None, *, today: date) -> date:
    """Return the Monday of a day's week, within the last year; of this week for days that are not."""
    earliest = today - timedelta(weeks=MOST_WEEKS_BACK)
    wanted = day if day is not None and earliest <= day <= today else today
    return wanted - timedelta(days=wanted.weekday())


def _pick(children: Sequence[Person], wanted: UUID | None) -> Person | None:
    if wanted is None:
        return children[0] if children else None
    for child in children:
        if child.uuid == wanted:
            return child
    raise _no_such_child()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Skills:
    """What was worked on, on how many days, and what is new."""

    worked_on: tuple[str, ...]
    n_days: int
    learned: tuple[str, ...]


def _skills(
    child: Person, own_map: FrameworkMap | None, starts_on: date, language: str
) -> _Skills:
    ends_on = starts_on + timedelta(days=6)
    week = week_of(student=child, starts_on=starts_on, ends_on=ends_on)
    lines = own_map.competencies if own_map else {}
    known = [lines[one] for one in week.competency_ids if one in lines]
    begin = datetime.combine(starts_on, time.min, tzinfo=zone_of(person=child))
    end = begin + timedelta(days=7)
    learned = [
        say(change.competency.words, "short", language)
        for change in changes_of(student=child, since=begin)
        if change.after in LEARNED and not change.is_downgrade and change.changed_at < end
        if change.before not in LEARNED
    ]
    return _Skills(
        worked_on=tuple(line.short(language) for line in known[:MOST_SKILLS]),
        n_days=week.n_days,
        learned=tuple(dict.fromkeys(word for word in learned if word))[:MOST_SKILLS],
    )


def _page(
    viewer: Person,
    children: Sequence[Person],
    child: Person,
    asked: Asked,
    starts_on: date,
    offers: Sequence[Offer],
    skills: _Skills,
    today: date,
    language: str,
) -> WeekPage:
    name, ends_on = child.called, starts_on + timedelta(days=6)
    is_now = starts_on <= today <= ends_on
    chose = tell_chosen(
        child=child,
        offers=offers,
        picks=picks_of(
            student=child,
            since=starts_on,
            until=ends_on + timedelta(weeks=1) if is_now else ends_on,
        ),
        ends_on=ends_on,
        language=language,
    )
    cards = hopes_of(student=child)
    adults = adults_of(student=child, today=today)
    return WeekPage(
        child=child.uuid,
        name=name,
        children=tuple(TabItem(label=one.called, url=_address(one)) for one in children),
        current=_address(child),
        starts_on=starts_on,
        ends_on=ends_on,
        is_this_week=is_now,
        which=tell_week(starts_on=starts_on, today=today),
        earlier=_week_address(child, starts_on - timedelta(weeks=1)),
        later="" if is_now else _week_address(child, starts_on + timedelta(weeks=1)),
        work=tell_work(name=name, n_days=skills.n_days if skills.worked_on else 0),
        worked_on=skills.worked_on,
        new=tell_learned(name=name, skills=skills.learned),
        learned=skills.learned,
        chose=chose,
        loved=_loved(child, starts_on, ends_on, language),
        hopes=_said(cards, "hope", language),
        likes=_said(cards, "interest", language),
        questions=questions_for(
            name=name, skills=skills.worked_on, chose=[one.title for one in chose]
        ),
        next=tell_next(child=child, offers=offers, today=today, language=language)
        if is_now
        else (),
        days_url=f"{reverse('family:days', args=[child.uuid])}?week={starts_on.isoformat()}",
        teachers=tuple(
            Teacher(uuid=one.person.uuid, name=one.person.full_name, of=_of(one))
            for one in adults
            if one.why == "teacher"
        ),
        letters=build_letters(messages_about(student=child, viewer=viewer), viewer),
        send_url=reverse("family:send", args=[child.uuid]),
        body=_opening(asked.concern, offers, name, language),
        is_asked=_is_asked(child, today),
    )


def _is_asked(child: Person, today: date) -> bool:
    """Return whether the family owes the school a word: about a pilot, or about a seat in the council."""
    asks_for_a_seat = any(one.word is None for one in asked_about(students=[child]))
    return asks_for_a_seat or is_asked_about(student=child, today=today)


def _of(adult: Adult) -> str:
    """Return what a teacher teaches the child, in the family's language; the class's title where no subject is kept."""
    subjects = (subject_of(list(one)) for one in adult.subjects)
    told = [tell_subject(one) for one in dict.fromkeys(subjects) if one]
    return join(told) if told else adult.section_title


def _address(child: Person) -> str:
    return reverse("family:child", args=[child.uuid])


def _week_address(child: Person, monday: date) -> str:
    return f"{_address(child)}?week={monday.isoformat()}"


def _loved(child: Person, starts_on: date, ends_on: date, language: str) -> tuple[str, ...]:
    found = [
        say(signal.activity.words, "title", language)
        for signal in signals_of(student=child)
        if signal.kind == "loved_it"
        and signal.activity is not None
        and starts_on <= signal.said_at.astimezone(zone_of(person=child)).date() <= ends_on
    ]
    return tuple(dict.fromkeys(title for title in found if title))[:MOST_LOVED]


def _said(cards: Sequence[Hope], kind: str, language: str) -> tuple[str, ...]:
    """Return the child's cards of a kind, each by its name and by what the child wrote on it."""
    told = []
    for one in cards:
        if one.kind == kind:
            named = say(one.theme.words if one.theme else {}, "name", language)
            told.append(": ".join(part for part in (named, one.words) if part))
    return tuple(told)


def _opening(concern: UUID | None, offers: Sequence[Offer], name: str, language: str) -> str:
    """Return the words the message box opens with: a start that says no, for the family to change."""
    for offer in offers:
        if offer.uuid == concern:
            what = say(offer.activity.words, "title", language) or offer.activity.code
            return _("About “%(what)s”: this is not right for %(name)s, because ") % {
                "what": what,
                "name": name,
            }
    return ""


def find_child(*, viewer: Person, uuid: UUID, today: date) -> Person:
    """Return one of the viewer's own children."""
    child = _pick(children_of(guardian=viewer, today=today), uuid)
    if child is None:
        raise _no_such_child()
    return child


def _no_such_child() -> NotFound:
    return NotFound(
        _("There is no such child among yours."), next_step=_("Go back to your first page.")
    )
