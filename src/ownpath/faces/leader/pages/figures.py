"""The numbers of each campus, reckoned with a fixed handful of queries however many campuses there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.engine.small_groups import SMALLEST_GROUP, left_untold
from ownpath.school.mastery.queries import open_flags_of_district, students_who_showed_since
from ownpath.school.people.queries import student_ids_by_campus
from ownpath.school.voice.queries import unanswered_in_district

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

SCHOOL_DAYS_TO_ANSWER = 3
DAYS_OF_PRACTICE = 7
KINDS = ("students", "practiced", "stuck", "messages")


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusFacts:
    """What is counted at one campus; never shown as it stands, see `told`."""

    students: frozenset[int]
    practiced: frozenset[int]
    flags: tuple[tuple[int, datetime], ...]  # student, opened at; oldest first
    messages: tuple[tuple[int, int, str, datetime], ...]  # about, receiver, name, sent at

    def count(self, kind: str) -> int:
        """Return one of the numbers."""
        counts = {
            "students": len(self.students),
            "practiced": len(self.practiced),
            "stuck": len(self.flags),
            "messages": len(self.messages),
        }
        return counts[kind]

    def oldest(self, kind: str) -> datetime | None:
        """Return since when the oldest of what waits is waiting."""
        if kind == "stuck" and self.flags:
            return self.flags[0][1]
        if kind == "messages" and self.messages:
            return self.messages[0][3]
        return None


def school_days_before(today: date, n: int) -> date:
    """Return the day `n` school days before another; weekends are no school days.

    Examples
    --------
    >>> school_days_before(date(2026, 3, 10), 3)  # from a Tuesday over the weekend
    datetime.date(2026, 3, 5)
    """
    day = today
    while n > 0:
        day -= timedelta(days=1)
        n -= day.weekday() < 5
    return day


def gather(*, campuses: Iterable[Campus], today: date, now: datetime) -> dict[int, CampusFacts]:
    """Return the facts of each campus by its id: four queries for any number of campuses."""
    places = list(campuses)
    if not places:
        return {}
    district = places[0].district_id
    students = student_ids_by_campus(campuses=places, today=today)
    active = students_who_showed_since(
        district_id=district, since=now - timedelta(days=DAYS_OF_PRACTICE)
    )
    flags = open_flags_of_district(district_id=district)
    waited = today - school_days_before(today, SCHOOL_DAYS_TO_ANSWER)
    messages = unanswered_in_district(district_id=district, before=now - waited)
    return {
        campus.pk: CampusFacts(
            students=students[campus.pk],
            practiced=active & students[campus.pk],
            flags=tuple(row for row in flags if row[0] in students[campus.pk]),
            messages=tuple(row for row in messages if row[0] in students[campus.pk]),
        )
        for campus in places
    }


def told(n: int, *, of: int, untold: int = 0) -> str:
    """Return a number as a report may show it: groups under ten, and parts under ten, are not told apart.

    `untold` of it are in such parts, told beside it: they could be reckoned, were it told to the last one.

    Examples
    --------
    >>> told(0, of=200), told(212, of=1934), told(3, of=200), told(3, of=6)
    ('0', '212', 'fewer than 10', 'fewer than 10')
    >>> told(28, of=200, untold=3), told(7, of=200, untold=7)
    ('more than 25', 'fewer than 10')
    """
    if is_hidden(n, of=of):
        return _("fewer than 10")
    if untold:
        return _("more than %(n)s") % {"n": f"{n - untold:,}"}
    return f"{n:,}"


def rank(n: int, *, of: int) -> int:
    """Return what a list is ordered by: the number where it is told, and one for all that are not told apart.

    Examples
    --------
    >>> rank(0, of=200), rank(212, of=1934), rank(9, of=200), rank(0, of=6)
    (0, 212, 1, 1)
    """
    return 1 if is_hidden(n, of=of) else n


def is_hidden(n: int, *, of: int) -> bool:
    """Return whether a number stays untold: the group, or the part of it, is under ten."""
    return 0 < of < SMALLEST_GROUP or 0 < n < SMALLEST_GROUP


def sentence(facts: Mapping[int, CampusFacts], names: Mapping[int, str]) -> str:
    """Return the one thing to know, in a plain sentence: where a person is waited for longest."""
    if not any(one.count("students") for one in facts.values()):
        return _("No students are enrolled at your campuses today.")
    return who_waits(facts, names) or _(
        "Nobody waits for a person, and every message is answered."
    )


def who_waits(facts: Mapping[int, CampusFacts], names: Mapping[int, str]) -> str:
    """Return who waits for a person or an answer; nothing where nobody does."""
    waiting = [
        (oldest, campus) for campus, one in facts.items() if (oldest := one.oldest("stuck"))
    ]
    if waiting:
        n = sum(one.count("stuck") for one in facts.values())
        said = (
            ngettext(
                "%(n)s student is stuck and waits for a person.",
                "%(n)s students are stuck and wait for a person.",
                _grammatical(n),
            )
            if len(facts) == 1
            else ngettext(
                "%(n)s student is stuck and waits for a person; the longest wait is at %(place)s.",
                "%(n)s students are stuck and wait for a person; the longest wait is at %(place)s.",
                _grammatical(n),
            )
        )
        told_n = _told_of_all("stuck", facts).capitalize()
        return said % {"n": told_n, "place": names[min(waiting)[1]]}
    late = sum(one.count("messages") for one in facts.values())
    if late:
        return ngettext(
            "%(n)s message has waited more than three school days for an answer.",
            "%(n)s messages have waited more than three school days for an answer.",
            _grammatical(late),
        ) % {"n": _told_of_all("messages", facts).capitalize()}
    return ""


def _told_of_all(kind: str, facts: Mapping[int, CampusFacts]) -> str:
    """Return how many there are at all campuses: each stands beside it with its own, small parts untold."""
    counted = [(one.count(kind), one.count("students")) for one in facts.values()]
    return told(
        sum(n for n, _of in counted),
        of=sum(of for _n, of in counted),
        untold=left_untold(n for n, of in counted if is_hidden(n, of=of)),
    )


def _grammatical(n: int) -> int:
    """Return the number grammar goes by: "fewer than 10" is many, even where it hides a one."""
    return max(n, 2)
