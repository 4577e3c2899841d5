"""Note how a practice spreads, and let people visit one another's classes."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotAllowed, OutOfBounds
from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import PracticeCard, SpreadEvent, Visit
from ownpath.school.change.models.shared import LINE_LENGTH, TEXT_LENGTH
from ownpath.school.change.queries.spreading import ORDER, events_at, lived_at, standing_of
from ownpath.school.change.services.deciding import decides_somewhere
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.services.wording import ensure_words
from ownpath.school.change.states import VISIT
from ownpath.school.people.queries import campuses_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person, Section

SHOWN = (PracticeCard.State.SINGLE_SITE, PracticeCard.State.ENDORSED)


class NotShownYet(Conflict):
    """A draft or retired card spreads nowhere."""


class KeptTooSoon(Conflict):
    """Eight weeks have not passed since it was tried."""


class NotTriedYet(Conflict):
    """What was never tried is neither kept nor left."""


class NotThatDay(OutOfBounds):
    """The day lies ahead, or the class is elsewhere."""


class OthersStandOnIt(Conflict):
    """Something noted later would have no ground any more."""


class NotTheirVisit(NotAllowed):
    """Somebody else decides about this visit."""


def _day_in_words(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


_lazy_day = lazy(_day_in_words, str)


@deed
def note_spread(
    *,
    card: PracticeCard,
    campus: Campus,
    kind: str,
    happened_on: date,
    section: Section | None = None,
    note: str = "",
    by: Person | None,
    now: datetime,
) -> SpreadEvent:
    """Note that a campus was told of a practice, visited, tried, kept or left it.

    Raises
    ------
    KeptTooSoon
        With the day from which "kept" is possible: eight weeks after it was tried.
    NotTriedYet, NotShownYet, NotThatDay
    """
    ensure_may_decide(by=by, district=card.district, campus=campus, now=now)
    if kind not in ORDER:
        raise ValueError(f"kind={kind!r}: expected one of {sorted(ORDER)}")
    if card.state not in SHOWN:
        raise NotShownYet(
            _("This card is not shown to anybody now."),
            next_step=_("Show it as single site first."),
        )
    _ensure_day(card, campus, section, happened_on, now)
    before = _events(card, campus, until=happened_on)
    _ensure_possible(kind, happened_on, before)
    _ensure_sound([*_events(card, campus), (kind, happened_on)])
    return SpreadEvent.objects.create(
        card=card,
        campus=campus,
        section=section,
        kind=kind,
        happened_on=happened_on,
        note=ensure_words(_("note"), note, most=LINE_LENGTH, may_be_empty=True),
        by=by,
        noted_at=now,
    )


@deed
def take_back_spread(*, event: SpreadEvent, by: Person | None, now: datetime) -> None:
    """Take back what was noted by mistake, unless something later stands on it."""
    ensure_may_decide(by=by, district=event.card.district, campus=event.campus, now=now)
    rest = _events(event.card, event.campus, without=event)
    _ensure_sound(rest)
    event.delete()


def _events(
    card: PracticeCard,
    campus: Campus,
    *,
    until: date | None = None,
    without: SpreadEvent | None = None,
) -> list[tuple[str, date]]:
    """Return what happened with a practice at a campus, its own pilots among it."""
    rows = SpreadEvent.objects.filter(card=card, campus=campus)
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    noted = rows.values_list("card_id", "campus_id", "kind", "happened_on")
    lived = lived_at(card_ids=[card.pk])
    place = (card.pk, campus.pk)
    found = events_at(noted, {place: lived.get(place, [])})[place]
    return [one for one in found if until is None or one[1] <= until]


def _ensure_day(
    card: PracticeCard, campus: Campus, section: Section | None, day: date, now: datetime
) -> None:
    if day > today_in(card.district, now):
        raise NotThatDay(
            _("That day lies ahead."), next_step=_("Note it on the day it happens, or after.")
        )
    if section is not None and section.campus_id != campus.pk:
        raise NotThatDay(
            _("That class is at another campus."), next_step=_("Pick a class of this campus.")
        )


def _ensure_possible(kind: str, day: date, before: list[tuple[str, date]]) -> None:
    """Refuse "kept" and "left" without a try before them, and "kept" before eight weeks of it."""
    if kind not in {"kept", "left"}:
        return
    standing = standing_of(before)
    if standing.name == "kept" and kind == "left":
        return
    if standing.name != "tried" or standing.kept_from is None:
        raise NotTriedYet(
            _("It was not being tried there on that day."),
            next_step=_("Note first when it was tried."),
        )
    if kind == "kept" and day < standing.kept_from:
        raise KeptTooSoon(
            _("Kept is what still lives eight weeks after the first try."),
            next_step=format_lazy(
                _("It can be noted from {day} on."), day=_lazy_day(standing.kept_from)
            ),
        )


def _ensure_sound(events: list[tuple[str, date]]) -> None:
    """Refuse when one of the events would not have been possible after those before it."""
    ordered = sorted(events, key=lambda one: (one[1], ORDER[one[0]]))
    for place, (kind, day) in enumerate(ordered):
        try:
            _ensure_possible(kind, day, ordered[:place])
        except (NotTriedYet, KeptTooSoon) as refused:
            raise OthersStandOnIt(
                _("What was noted later would not fit any more."),
                next_step=_("Take back the later step first."),
            ) from refused


@deed
def ask_visit(
    *,
    card: PracticeCard,
    host: Person,
    guest: Person,
    visit_on: date,
    note: str = "",
    by: Person | None,
    now: datetime,
) -> Visit:
    """Ask whether somebody may come and see a practice; a leader asks for others, everybody for themselves."""
    _ensure_of_visit(card, host, guest, by, now)
    if card.state not in SHOWN:
        raise NotShownYet(
            _("This card is not shown to anybody now."),
            next_step=_("Show it as single site first."),
        )
    if visit_on < today_in(card.district, now):
        raise NotThatDay(_("That day is over."), next_step=_("Pick a day ahead."))
    if host.pk == guest.pk or {host.district_id, guest.district_id} != {card.district_id}:
        raise NotThatDay(
            _("A visit needs two people of this district."),
            next_step=_("Name a host and somebody else as the guest."),
        )
    return Visit.objects.create(
        district=card.district,
        card=card,
        host=host,
        guest=guest,
        visit_on=visit_on,
        note=ensure_words(_("note"), note, most=LINE_LENGTH, may_be_empty=True),
        made_by=by,
        made_at=now,
    )


@deed
def move_visit(
    *, visit: Visit, step: str, learned: str = "", by: Person | None, now: datetime
) -> Visit:
    """Agree, decline, cancel, or write down what was learned; a visit held also reaches the guest's campus.

    Raises
    ------
    WordsWanted
        Where a visit is held and nothing was learned from it.
    NotFromHere, NotThatDay, NotTheirVisit
    """
    _ensure_of_visit(visit.card, visit.host, visit.guest, by, now)
    VISIT.after(state=visit.state, deed=step)
    if step != "hold":
        return take_step(row=visit, machine=VISIT, deed=step, by=by, now=now)
    if visit.visit_on > today_in(visit.district, now):
        raise NotThatDay(_("The visit lies ahead."), next_step=_("Write it down afterwards."))
    said = ensure_words(_("what was learned"), learned, most=TEXT_LENGTH)
    held = take_step(row=visit, machine=VISIT, deed=step, by=by, now=now, learned=said)
    for campus in campuses_of(person=visit.guest, today=visit.visit_on)[:1]:
        SpreadEvent.objects.create(
            card=visit.card,
            campus=campus,
            kind=SpreadEvent.Kind.VISITED,
            happened_on=visit.visit_on,
            by=by,
            noted_at=now,
        )
    return held


def _ensure_of_visit(
    card: PracticeCard, host: Person, guest: Person, by: Person | None, now: datetime
) -> None:
    """Let host and guest decide, and whoever decides about a campus or the district."""
    if by is None or by.pk in {host.pk, guest.pk}:
        return
    if not decides_somewhere(by=by, district=card.district, now=now):
        raise NotTheirVisit(
            _("Host, guest and those who lead here decide about a visit."),
            next_step=_("Ask one of them."),
        )
