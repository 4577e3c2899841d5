"""Let classes that work on nothing here keep the block their roster gives them; only the rest of the day is planned.

A school begins with one subject. Its other classes go on as they are: each stands fixed in its period with its teacher
and room, and the planner plans around them. A period that is a number is the block of learning of that number; else
it is the block of that name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ownpath.school.curriculum.queries import frameworks_by_section
from ownpath.school.days.models import Block, Commitment, Room, Staffing, Station
from ownpath.school.days.queries import week_of
from ownpath.school.days.services.setting_up.allowed import ensure_may_run, today_at
from ownpath.school.days.services.subjects import subject_taught
from ownpath.school.people.queries import sections_at, teachers_by_section
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.days.models import BellSchedule
    from ownpath.school.people.models import Campus, Person, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherClasses:
    """The classes of a campus that work on nothing here, that no station serves and that stand nowhere yet."""

    with_period: tuple[Section, ...]  # a roster says in which block
    n_without: int  # of the others a roster does not


def other_classes(*, campus: Campus, today: date) -> OtherClasses:
    """Return the classes whose lessons could stand fixed; five queries."""
    sections = sections_at(campus=campus, today=today)
    studied = frameworks_by_section(section_ids=[one.pk for one in sections])
    stations = Station.objects.filter(campus=campus, is_open=True)
    served = set(stations.exclude(subject="").values_list("subject", flat=True))
    standing = Commitment.objects.filter(campus=campus, ended_on=None, section__isnull=False)
    fixed = set(standing.values_list("section_id", flat=True))
    blocks = _blocks_by_schedule(campus)
    others = [
        one
        for one in sections
        if one.pk not in studied and one.pk not in fixed and subject_taught(one) not in served
    ]
    placed = tuple(one for one in others if any(_places(one, blocks)))
    return OtherClasses(with_period=placed, n_without=len(others) - len(placed))


@deed
def fix_other_classes(*, campus: Campus, by: Person | None, now: datetime) -> list[UUID]:
    """Write each of these classes into the block of its period, with teacher and room; return what was written."""
    ensure_may_run(campus, by, now)
    today = today_at(campus, now)
    sections = other_classes(campus=campus, today=today).with_period
    blocks = _blocks_by_schedule(campus)
    teachers = teachers_by_section(section_ids=[one.pk for one in sections], today=today)
    staff = {
        one.person_id: one for one in Staffing.objects.filter(campus=campus, ended_on=None)
    }
    rooms = {one.name.casefold(): one for one in Room.objects.filter(campus=campus)}
    rows = [
        Commitment(
            campus=campus,
            kind=Commitment.Kind.OTHER,
            words={language: {"name": section.title} for language in ("en", "es")},
            section=section,
            schedule=schedule,
            block=block,
            staffing=next((staff[one] for one in teachers[section.pk] if one in staff), None),
            room=rooms.get(section.room.strip().casefold()),
        )
        for section in sections
        for schedule, block in _places(section, blocks)
    ]
    Commitment.objects.bulk_create(rows)
    return [one.uuid for one in rows]


@deed
def take_classes_back(
    *, campus: Campus, uuids: Iterable[UUID], by: Person | None, now: datetime
) -> int:
    """End what was written for classes; return how much that was."""
    ensure_may_run(campus, by, now)
    rows = Commitment.objects.filter(
        campus=campus, uuid__in=list(uuids), section__isnull=False, ended_on=None
    )
    return int(rows.update(ended_on=today_at(campus, now)))


Blocks = Sequence[tuple["BellSchedule", Sequence[Block]]]


def _blocks_by_schedule(campus: Campus) -> Blocks:
    """Return the schedules of the week, each with its blocks of learning in order."""
    schedules = {one.schedule_id: one.schedule for one in week_of(campus=campus)}
    found: dict[int, list[Block]] = {pk: [] for pk in schedules}
    learning = Block.objects.filter(schedule_id__in=list(schedules), kind=Block.Kind.LEARNING)
    for block in learning.order_by("number"):
        found[block.schedule_id].append(block)
    return [(schedules[pk], own) for pk, own in found.items()]


def _places(section: Section, blocks: Blocks) -> Iterator[tuple[Any, int]]:
    """Yield where a class stands: (schedule or None for every one, number of the block)."""
    for period in section.periods:
        found = [
            (one, place) for one, own in blocks if (place := _block(str(period), own)) >= 0
        ]
        numbers = {place for _schedule, place in found}
        if len(found) == len(blocks) and len(numbers) == 1:
            yield None, numbers.pop()
        else:
            yield from found


def _block(period: str, own: Sequence[Block]) -> int:
    """Return the number of the block a period names, or -1."""
    named = next((one for one in own if one.name.casefold() == period.strip().casefold()), None)
    if named is not None:
        return named.number
    place = int(period) - 1 if period.strip().isdecimal() else -1
    return own[place].number if 0 <= place < len(own) else -1
