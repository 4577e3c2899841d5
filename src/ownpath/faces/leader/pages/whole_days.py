"""The students behind a plan's whole days: whose day holds all six promises, and what is missing in the others'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.leader.pages.promise_rows import Viewing, paged, tell_count, tell_wait
from ownpath.faces.leader.pages.waiting_lists import tell_group
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.kit.navigation import TabItem
from ownpath.school.days.queries import get_plan
from ownpath.school.days.queries.lacking import PlannedDay, days_in_plan
from ownpath.school.people.queries import (
    Aspect,
    grade_order,
    persons_by_id,
    section_titles_by_student,
    visible_students,
)
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan
    from ownpath.school.people.models import Campus

READ = "read.promise"
WHOLE, NOT_WHOLE = "whole", "waiting"
GRADE, SECTION = "grade", "section"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the list is asked for."""

    is_whole: bool
    group: str  # "grade:04", "section:Math 4A", "" for all


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One grade or class to look at."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeDayStudent:
    """One student's day in a plan."""

    name: str
    promised: tuple[str, ...]
    missing: str  # "" in a whole day
    waits: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeDaysPage:
    """Whose day in a plan is whole, or whose is not; no names where they may not be seen."""

    campus: str
    sentence: str
    back: str
    tabs: tuple[TabItem, ...]
    current: str
    grades: tuple[Choice, ...]
    classes: tuple[Choice, ...]
    group: str
    is_whole: bool
    is_hidden: bool
    students: tuple[WholeDayStudent, ...]
    pages: Page[Any]


def build_whole_days(*, seen: Viewing, day: date, plan: UUID, asked: Asked) -> WholeDaysPage:
    """Gather whose day in a plan is whole or not, the longest waiting first; each look at a name is noted."""
    place, _led = find_led(leader=seen.viewer, uuid=seen.campus, today=seen.today)
    stored = get_plan(campus=place, uuid=plan)
    if stored.day != day:
        raise NotFound(
            _("We cannot find this plan."), next_step=_("Look at the list of plans again.")
        )
    days = days_in_plan(plan=stored)
    groups = _groups(seen, days, day)
    if asked.group and asked.group not in {name for own in groups.values() for name in own}:
        raise NotFound(_("There is no such list."), next_step=_("Go back to the plan."))
    within = [
        one for one in days if not asked.group or asked.group in groups.get(one.student_id, ())
    ]
    return _drawn(seen, place, stored, within, groups, asked)


def _groups(
    seen: Viewing, days: Sequence[PlannedDay], day: date
) -> Mapping[int, tuple[str, ...]]:
    """Return the grade and the classes of each student who may be seen by name; nothing of anybody else."""
    found = visible_students(viewer=seen.viewer, aspect=Aspect.LEARNING, today=seen.today)
    ids = [one.student_id for one in days]
    grades = dict(found.filter(pk__in=ids).values_list("pk", "grade"))
    titles = section_titles_by_student(student_ids=grades, today=day)
    return {
        pk: (f"{GRADE}:{grade}", *(f"{SECTION}:{title}" for title in titles[pk]))
        for pk, grade in grades.items()
    }


def _drawn(
    seen: Viewing,
    place: Campus,
    stored: DayPlan,
    within: Sequence[PlannedDay],
    groups: Mapping[int, tuple[str, ...]],
    asked: Asked,
) -> WholeDaysPage:
    wanted = [one for one in within if bool(one.missing) != asked.is_whole]
    on_page = paged(wanted, seen)
    is_told = all(one.student_id in groups for one in within)
    n_whole = sum(not one.missing for one in within)
    return WholeDaysPage(
        campus=place.name,
        sentence=tell_count(n_whole, len(within), is_told=is_told),
        back=reverse("leader:day", args=[place.uuid, stored.day]),
        tabs=_tabs(place, stored, asked, (len(within) - n_whole, n_whole) if is_told else None),
        current=WHOLE if asked.is_whole else NOT_WHOLE,
        grades=_choices(GRADE, groups),
        classes=_choices(SECTION, groups),
        group=asked.group,
        is_whole=asked.is_whole,
        is_hidden=bool(within) and not groups,
        students=_students(seen, place, list(on_page), groups),
        pages=on_page,
    )


def _tabs(
    place: Campus, stored: DayPlan, asked: Asked, counts: tuple[int, int] | None
) -> tuple[TabItem, ...]:
    address = reverse("leader:plan_whole", args=[place.uuid, stored.day, stored.uuid])
    group = {"group": asked.group} if asked.group else {}
    return tuple(
        TabItem(
            label=label, name=name, count=counts[n] if counts else None,
            url=f"{address}?{urlencode({'show': name, **group})}",
        )
        for n, (name, label) in enumerate(
            ((NOT_WHOLE, _("Something is missing")), (WHOLE, _("Whole days")))
        )
    )  # fmt: skip


def _choices(kind: str, groups: Mapping[int, tuple[str, ...]]) -> tuple[Choice, ...]:
    """Return the grades or the classes to look at, the youngest first; a class is as young as its youngest student."""
    youngest: dict[str, tuple[int, str]] = {}
    for grade, *sections in groups.values():
        place = grade_order(grade.partition(":")[2])
        for name in (grade, *sections):
            youngest[name] = min(youngest.get(name, place), place)
    return tuple(
        Choice(value=name, label=tell_group(kind, name.partition(":")[2]))
        for name in sorted(youngest, key=lambda one: (youngest[one], one))
        if name.startswith(f"{kind}:")
    )


def _students(
    seen: Viewing,
    place: Campus,
    days: Sequence[PlannedDay],
    groups: Mapping[int, tuple[str, ...]],
) -> tuple[WholeDayStudent, ...]:
    shown = [one for one in days if one.student_id in groups]
    people = persons_by_id(ids={one.student_id for one in shown})
    note_reads(by=seen.viewer, about=people.keys(), deed=READ, now=seen.now)
    return tuple(
        WholeDayStudent(
            name=people[one.student_id].full_name,
            promised=one.promised,
            missing=", ".join(str(PROMISE_WORDS[name]) for name in one.missing),
            waits=tell_wait(one.waiting_days),
            href=reverse("leader:student_days", args=[place.uuid, people[one.student_id].uuid]),
        )
        for one in shown
    )
