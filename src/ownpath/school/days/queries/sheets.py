"""Read whole plans: the board in the hall, and the plan on paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import QuerySet

from ownpath.school.days.models import (
    DayPlan,
    PlanCell,
    PlanGroup,
)
from ownpath.school.days.queries.names_apart import by_number, by_whole_name, names_apart
from ownpath.school.people.queries import persons_by_family_name, persons_by_id

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
from ownpath.school.days.queries.plans import title_of_group

Whose: TypeAlias = tuple[str, int]  # a name and the id behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One block of a sheet of paper."""

    block: int
    title: Mapping[str, str]
    room: str
    adult: Person | None
    students: tuple[Person, ...]
    modality: str = ""  # of a group; "" of those who work there on their own
    is_cover: bool = False  # a class whose teacher is out, with another adult


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of paper: a room's or a teacher's day."""

    name: str
    lines: tuple[SheetLine, ...]


def rooms_with_sheets(*, plan: DayPlan) -> list[Whose]:
    """Return the rooms a plan uses, by name, each with its id; one query."""
    grouped = PlanGroup.objects.filter(plan=plan, room__isnull=False)
    name = "room__name", "room_id"
    return sorted(grouped.values_list(*name).union(_seated_alone(plan).values_list(*name)))


def students_with_sheets(*, plan: DayPlan) -> list[Whose]:
    """Return who a plan is for, by family name, each told apart from all others of the plan; one query."""
    cells = PlanCell.objects.filter(plan=plan).order_by()
    planned = cells.values_list("student_id", flat=True).distinct()
    people = persons_by_family_name(ids=planned)
    names = names_apart(people, (by_whole_name, by_number))
    return [(names[one.pk], one.pk) for one in people]


def teachers_with_sheets(*, plan: DayPlan) -> list[Whose]:
    """Return the adults of a plan's groups, by name, each with their id; one query."""
    groups = PlanGroup.objects.filter(plan=plan, adult__isnull=False)
    adults = {one.adult_id: one.adult for one in groups.select_related("adult")}
    return sorted((adult.full_name, pk) for pk, adult in adults.items() if adult and pk)


def sheets_of_rooms(*, plan: DayPlan, rooms: Sequence[Whose]) -> list[Sheet]:
    """Return the sheets of some rooms, (name, id), in their order; four queries."""
    ids = [pk for _, pk in rooms]
    groups = PlanGroup.objects.filter(plan=plan, room_id__in=ids)
    alone = _seated_alone(plan).filter(room_id__in=ids)
    seats = list(alone.values_list("room_id", "block", "student_id"))
    lines = _lines_of_groups(plan, groups, "room_id", {seat[2] for seat in seats})
    people = lines.people
    seated: dict[tuple[int, int], list[int]] = defaultdict(list)
    for room, block, student in seats:
        seated[room, block].append(student)
    names = {pk: name for name, pk in rooms}
    for (room, block), there in seated.items():
        own = SheetLine(
            block=block,
            title={},
            room=names[room],
            adult=None,
            students=_by_name(people, there),
        )
        lines.of[room].append(own)
    return [_sheet(name, lines.of[pk]) for name, pk in rooms]


def sheets_of_teachers(*, plan: DayPlan, teachers: Sequence[Whose]) -> list[Sheet]:
    """Return the sheets of some teachers, (name, id), in their order; three queries."""
    groups = PlanGroup.objects.filter(plan=plan, adult_id__in=[pk for _, pk in teachers])
    lines = _lines_of_groups(plan, groups, "adult_id", set())
    return [_sheet(name, lines.of[pk]) for name, pk in teachers]


def _sheet(name: str, lines: Sequence[SheetLine]) -> Sheet:
    return Sheet(name=name, lines=tuple(sorted(lines, key=lambda one: one.block)))


def _seated_alone(plan: DayPlan) -> QuerySet[PlanCell]:
    """Return the cells of those who work in a room without a group."""
    return PlanCell.objects.filter(plan=plan, group=None, commitment=None, room__isnull=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """Lines by the id of whose they are, and everybody on them by id."""

    of: dict[int, list[SheetLine]]
    people: Mapping[int, Person]


def _lines_of_groups(
    plan: DayPlan, groups: QuerySet[PlanGroup], whose: str, also: set[int]
) -> _Lines:
    """Return a line for each group, by its column `whose`, with the people of `also` read beside; three queries."""
    related = "adult", "room", "competency", "activity", "station"
    rows = list(groups.select_related(*related).order_by("block", "number"))
    inside: dict[int, list[int]] = defaultdict(list)
    cells = PlanCell.objects.filter(plan=plan, group__in=[row.pk for row in rows])
    covered: set[int | None] = set()
    for group, student, reason in cells.values_list("group_id", "student_id", "reason"):
        inside[group or 0].append(student)
        if reason.get("kind") == "covered":
            covered.add(group)
    people = persons_by_id(ids=also.union(*inside.values()))
    found: dict[int, list[SheetLine]] = defaultdict(list)
    for row in rows:
        found[getattr(row, whose)].append(
            SheetLine(
                block=row.block, title=title_of_group(row), adult=row.adult,
                room=row.room.name if row.room else "", modality=row.modality,
                students=_by_name(people, inside[row.pk]), is_cover=row.pk in covered,
            )
        )  # fmt: skip
    return _Lines(of=found, people=people)


def _by_name(people: Mapping[int, Person], ids: Sequence[int]) -> tuple[Person, ...]:
    there = [people[one] for one in ids if one in people]
    return tuple(sorted(there, key=lambda one: (one.called.casefold(), one.pk)))
