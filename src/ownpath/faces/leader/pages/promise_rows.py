"""The students behind one promise's count: in a plan, on one closed day, or over some weeks; each with why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.engine.small_groups import SMALLEST_GROUP
from ownpath.errors import NotFound
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.leader.pages.figures import told
from ownpath.faces.leader.pages.promises import WEEKS_OF_PROMISES
from ownpath.faces.leader.pages.waiting_lists import tell_days
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.school.days.queries import get_plan, promises_over
from ownpath.school.days.queries.lacking import (
    lacking_in_plan,
    lacking_on,
    lacking_over,
    why_not,
)
from ownpath.school.people.queries import Aspect, persons_by_id, visible_students
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

ROWS_A_PAGE = 50
MOST_PAGES = 10_000
READ = "read.promise"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseStudent:
    """One student without the promise, and why."""

    name: str
    why: str
    waits: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRowsPage:
    """Whom one promise does not reach; no names where they may not be seen."""

    campus: str
    title: str
    sentence: str
    why: str  # where it is the same for all
    back: str
    back_label: str
    is_hidden: bool
    students: tuple[PromiseStudent, ...]
    pages: Page[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """Who looks at which campus, when."""

    viewer: Person
    campus: UUID
    page: int
    today: date
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCount:
    """One promise of one closed day, in counts that open."""

    words: str
    promised: str
    kept: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisesOfDayPage:
    """One closed day: of how many students each promise was promised and kept."""

    campus: str
    title: str
    back: str
    n_here: str
    is_hidden: bool
    counts: tuple[PromiseCount, ...]


def build_promises_of_day(
    *, viewer: Person, campus: UUID, day: date, today: date
) -> PromisesOfDayPage:
    """Gather the six counts of one closed day."""
    place, _led = find_led(leader=viewer, uuid=campus, today=today)
    one = next(iter(promises_over(campus=place, since=day, until=day)), None)
    n_here = one.n_here if one else 0
    is_hidden = 0 < n_here < SMALLEST_GROUP
    return PromisesOfDayPage(
        campus=place.name,
        title=f"{date_format(day, 'l').capitalize()}, {date_format(day, 'DATE_FORMAT')}",
        back=reverse("leader:promises", args=[place.uuid]),
        n_here=told(n_here, of=n_here),
        is_hidden=is_hidden,
        counts=()
        if one is None or is_hidden
        else tuple(
            PromiseCount(
                words=str(words),
                promised=told(one.promised[name], of=one.n_here),
                kept=told(one.kept[name], of=one.n_here),
                href=reverse("leader:promise_of_day", args=[place.uuid, day, name]),
            )
            for name, words in PROMISE_WORDS.items()
        ),
    )


def build_lacking_in_plan(
    *, seen: Viewing, day: date, plan: UUID, promise: str
) -> PromiseRowsPage:
    """Gather whom a plan does not promise one thing, the longest waiting first."""
    place = _place(seen, promise)
    stored = get_plan(campus=place, uuid=plan)
    if stored.day != day:
        raise NotFound(
            _("We cannot find this plan."), next_step=_("Look at the list of plans again.")
        )
    found = lacking_in_plan(plan=stored, promise=promise)
    on_page = paged(found.student_ids, seen)
    return _drawn(
        seen,
        place,
        on_page,
        [(pk, "", tell_wait(found.waiting_days.get(pk))) for pk in on_page.object_list],
        title=_("Not in the plan: %(promise)s") % {"promise": PROMISE_WORDS[promise]},
        n_of=found.n_students,
        why=why_not(promise, is_promised=False),
        back=(reverse("leader:day", args=[place.uuid, day]), _("The plan")),
    )


def build_lacking_on_day(*, seen: Viewing, day: date, promise: str) -> PromiseRowsPage:
    """Gather for whom a promise was not kept on one closed day, the longest waiting first."""
    place = _place(seen, promise)
    closed = promises_over(campus=place, since=day, until=day)
    on_page = paged(lacking_on(campus_id=place.pk, day=day, promise=promise), seen)
    return _drawn(
        seen,
        place,
        on_page,
        [
            (
                row.student_id,
                why_not(promise, is_promised=promise in row.promised_names),
                tell_wait(row.waiting_days),
            )
            for row in on_page.object_list
        ],
        title=_("Not kept on %(day)s: %(promise)s")
        % {
            "day": date_format(day, "MONTH_DAY_FORMAT"),
            "promise": PROMISE_WORDS[promise],
        },
        n_of=sum(one.n_here for one in closed),
        back=(
            reverse("leader:promises_of_day", args=[place.uuid, day]),
            date_format(day, "MONTH_DAY_FORMAT"),
        ),
    )


def build_lacking_over(*, seen: Viewing, promise: str) -> PromiseRowsPage:
    """Gather for whom a promise was not kept in the last weeks, on most days first."""
    place = _place(seen, promise)
    since = seen.today - timedelta(weeks=WEEKS_OF_PROMISES)
    found = lacking_over(campus_id=place.pk, since=since, until=seen.today, promise=promise)
    on_page = paged(found, seen)
    return _drawn(
        seen,
        place,
        on_page,
        [
            (
                row.student_id,
                _("not on %(n)s of %(of)s days") % {"n": row.n_without, "of": row.n_days},
                "",
            )
            for row in on_page.object_list
        ],
        title=_("Not kept in the last four weeks: %(promise)s")
        % {"promise": PROMISE_WORDS[promise]},
        n_of=None,
        back=(reverse("leader:promises", args=[place.uuid]), _("Promised and kept")),
    )


def _place(seen: Viewing, promise: str) -> Campus:
    place, _led = find_led(leader=seen.viewer, uuid=seen.campus, today=seen.today)
    if promise not in PROMISE_WORDS:
        raise NotFound(
            _("There is no such list."), next_step=_("Go back to promised and kept.")
        )
    return place


def paged(rows: Any, seen: Viewing) -> Page[Any]:
    """Return the rows of the page that is looked at."""
    return Paginator(rows, ROWS_A_PAGE).get_page(min(seen.page, MOST_PAGES))


def tell_wait(days: int | None) -> str:
    """Say how long a student waits for a whole day; nothing of who never had a closed day."""
    if days is None:
        return ""
    return _("waits %(days)s") % {"days": tell_days(days)} if days else _("had a whole day")


def _drawn(
    seen: Viewing,
    place: Campus,
    on_page: Page[Any],
    rows: Sequence[tuple[int, str, str]],
    *,
    title: str,
    n_of: int | None,
    back: tuple[str, str],
    why: str = "",
) -> PromiseRowsPage:
    """Return the page with the names that may be seen; every name is noted as read."""
    people = _visible(seen, [pk for pk, _why, _waits in rows])
    note_reads(by=seen.viewer, about=people.keys(), deed=READ, now=seen.now)
    n = on_page.paginator.count
    return PromiseRowsPage(
        campus=place.name,
        title=title,
        sentence=tell_count(n, n_of, is_told=len(people) == len(rows)),
        why=why if n else "",
        back=back[0],
        back_label=back[1],
        is_hidden=bool(rows) and not people,
        students=tuple(
            PromiseStudent(
                name=people[pk].full_name,
                why=why,
                waits=waits,
                href=reverse("leader:student_days", args=[place.uuid, people[pk].uuid]),
            )
            for pk, why, waits in rows
            if pk in people
        ),
        pages=on_page,
    )


def _visible(seen: Viewing, ids: Collection[int]) -> dict[int, Person]:
    found = visible_students(viewer=seen.viewer, aspect=Aspect.LEARNING, today=seen.today)
    allowed: Iterable[int] = found.filter(pk__in=list(ids)).values_list("pk", flat=True)
    return persons_by_id(ids=set(allowed))


def tell_count(n: int, of: int | None, *, is_told: bool) -> str:
    """Say how many; small groups are told only to who sees each of them by name."""
    count = f"{n:,}" if is_told else told(n, of=of or n)
    if of is None:
        return ngettext("%(n)s student", "%(n)s students", n) % {"n": count}
    return ngettext("%(n)s of %(of)s student", "%(n)s of %(of)s students", of) % {
        "n": count,
        "of": f"{of:,}" if is_told else told(of, of=of),
    }
