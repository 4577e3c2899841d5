"""What still needs something a campus is set up with, so that it cannot go: which it is, and what would let it go.

Each of `NEEDS` asks for one reason and gives the things that need it, as words that are put into a language when read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from ownpath.school.curriculum.words import say
from ownpath.school.days.models import (
    Adviser,
    BellSchedule,
    CalendarDay,
    Commitment,
    DayPin,
    DeviceCart,
    Room,
    Staffing,
    Station,
    WeekDay,
)
from ownpath.school.people.queries import ids_with_role


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One reason for which something cannot go: how to find what needs it (a row and today in), and both sentences."""

    things: Callable[[Any, date], Sequence[object]]
    message: Any  # with the places `name` and `things`
    next_step: Any


def _say_name(words: Mapping[str, Any]) -> str:
    return say(words, "name", str(get_language() or "en")[:2])


def _tell_day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _count_students(n: int) -> str:
    return ngettext("%(n)d student", "%(n)d students", n) % {"n": n}


named = lazy(_say_name, str)
_n_students = lazy(_count_students, str)
_day = lazy(_tell_day, str)


def needs_of(row: Any) -> tuple[Need, ...]:
    """Return for what reasons a row could be needed still."""
    return NEEDS[type(row)]


def _weekdays(row: BellSchedule, _today: date) -> Sequence[object]:
    days = WeekDay.objects.filter(schedule=row).values_list("weekday", flat=True)
    return [WEEKDAYS[one] for one in sorted(set(days))]


def _days_that_differ(row: BellSchedule, today: date) -> Sequence[object]:
    rows = CalendarDay.objects.filter(schedule=row, day__gte=today).order_by("day")
    return [_day(one) for one in rows.values_list("day", flat=True)]


def _fixed(column: str) -> Callable[[Any, date], Sequence[object]]:
    """Return what finds the fixed things that name a row in a column."""

    def find(row: Any, _today: date) -> Sequence[object]:
        rows = Commitment.objects.filter(**{column: row}, ended_on=None).order_by("block", "pk")
        return [named(words) for words in rows.values_list("words", flat=True)]

    return find


def _stations(row: Room, _today: date) -> Sequence[object]:
    rows = Station.objects.filter(room=row, ended_on=None).order_by("pk")
    return [named(words) for words in rows.values_list("words", flat=True)]


def _whose_room(row: Room, _today: date) -> Sequence[object]:
    rows = Staffing.objects.filter(home_room=row, ended_on=None).select_related("person")
    return [one.person.full_name for one in rows.order_by("person__family_name", "pk")]


def _pinned(row: Station, today: date) -> Sequence[object]:
    rows = DayPin.objects.filter(station=row, day__gte=today, lifted_at=None)
    return [_day(one) for one in sorted(set(rows.values_list("day", flat=True)))]


def _advised(row: Staffing, today: date) -> Sequence[object]:
    """Return how many students of today an adult advises, as the one thing there is to say; nothing for none."""
    ids = set(Adviser.objects.filter(staffing=row).values_list("student_id", flat=True))
    here = ids_with_role(campus=row.campus, ids=ids, roles=("student",), today=today)
    return [_n_students(len(here))] if here else []


_OTHER_ROOM = _("Give them another room first.")
NEEDS: Final[Mapping[type, tuple[Need, ...]]] = {
    BellSchedule: (
        Need(
            things=_weekdays,
            message=_('Days of the week ring by "%(name)s": %(things)s.'),
            next_step=_("Give them another schedule in the week first."),
        ),
        Need(
            things=_days_that_differ,
            message=_('Days that differ ring by "%(name)s": %(things)s.'),
            next_step=_("Give them another schedule, or end them, first."),
        ),
        Need(
            things=_fixed("schedule"),
            message=_('Fixed things stand on "%(name)s" only: %(things)s.'),
            next_step=_("Change or end them first."),
        ),
    ),
    Room: (
        Need(
            things=_fixed("room"),
            message=_('Fixed things are in "%(name)s": %(things)s.'),
            next_step=_OTHER_ROOM,
        ),
        Need(
            things=_stations,
            message=_('Stations are in "%(name)s": %(things)s.'),
            next_step=_OTHER_ROOM,
        ),
        Need(
            things=_whose_room,
            message=_('"%(name)s" is the own room of: %(things)s.'),
            next_step=_OTHER_ROOM,
        ),
    ),
    Station: (
        Need(
            things=_pinned,
            message=_('Teachers put students at "%(name)s" on: %(things)s.'),
            next_step=_("Wait until then, or ask them to take it back first."),
        ),
    ),
    DeviceCart: (),
    Staffing: (
        Need(
            things=_fixed("staffing"),
            message=_("Fixed things are led by %(name)s: %(things)s."),
            next_step=_("Give them to somebody else, or end them, first."),
        ),
        Need(
            things=_advised,
            message=_("%(name)s advises %(things)s here."),
            next_step=_("Give them another adviser with the tables first."),
        ),
    ),
}
