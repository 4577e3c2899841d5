"""My room now: this block's groups and why, where the others of the class are, who is missing, what comes next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.faces.teacher.pages.changed import tell_changed
from ownpath.faces.teacher.pages.groups import (
    GroupCard,
    Names,
    Standing,
    draw_group,
    draw_standing,
)
from ownpath.school.days.queries.names_apart import names_apart
from ownpath.school.days.queries.plan_stamp import tell_day_and_version
from ownpath.school.days.queries.room import plan_at_work, room_at_hand
from ownpath.school.days.queries.staff_out import blocks_out
from ownpath.school.days.queries.stamps import stamp_of_plan
from ownpath.school.people.queries import Aspect, aspects_of_many, students_at_work, zone_of

if TYPE_CHECKING:
    from ownpath.school.days.models import Attendance, Block, DayPlan
    from ownpath.school.days.queries import CellLine, SectionRow, TeacherDay
    from ownpath.school.people.models import Person, Section

AWAY = frozenset({"absent", "left"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockHead:
    """A block by name and clock."""

    number: int
    name: str
    starts_at: time
    ends_at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class NextBlock:
    """What this teacher leads in the block after this one."""

    head: BlockHead
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierGroup:
    """A group that met earlier today, as long as somebody of it is not marked as done."""

    head: BlockHead
    group: GroupCard


@dataclass(frozen=True, slots=True, kw_only=True)
class NowPart:
    """What happens in this teacher's rooms now."""

    stamp: str
    head: BlockHead | None  # None: school is over for today
    is_running: bool  # False: the block shown is the next one
    sentence: str
    groups: tuple[GroupCard, ...]
    earlier: tuple[EarlierGroup, ...]  # over, and not marked as done for everybody
    elsewhere: tuple[Standing, ...]
    missing: tuple[str, ...]
    n_unmarked: int
    n_marked: int
    next: NextBlock | None
    attendance_url: str  # "" without a class of one's own
    all_here_url: str
    tomorrow_url: str
    out_url: str
    changed: str  # what somebody else changed of this day around the viewer; "" for nothing
    stamp_words: str  # on paper: of which day and plan it is
    heard: frozenset[int]  # ids of those near whose voice the viewer hears by their work
    read: frozenset[int]  # ids of those in the viewer's groups, whose records this part shows

    @property
    def together(self) -> tuple[Standing, ...]:
        """Where two of the class or more are at the same thing elsewhere."""
        return tuple(one for one in self.elsewhere if len(one.members) > 1)

    @property
    def whereabouts(self) -> dict[UUID, str]:
        """Where each student near is while a block runs, in a few words."""
        if not self.is_running:
            return {}
        here = {member.uuid: _("with you") for one in self.groups for member in one.members}
        return here | {
            member.uuid: " · ".join(filter(None, (one.title, one.where)))
            for one in self.elsewhere
            for member in one.members
        }

    @property
    def apart(self) -> tuple[Standing, ...]:
        """Where one of the class is alone elsewhere, by name: a place looked up by whom one looks for."""
        alone = (one for one in self.elsewhere if len(one.members) == 1)
        return tuple(sorted(alone, key=lambda one: one.members[0].called))


def build_now(
    *,
    viewer: Person,
    section: Section | None,
    students: Sequence[Person],
    today: date,
    now: datetime,
    language: str,
) -> NowPart | None:
    """Gather this block's groups; None on a day without a published plan. Who asks for it notes the reads."""
    ids = [one.pk for one in students]
    plan = plan_at_work(teacher=viewer, day=today, student_ids=ids)
    if plan is None:
        return None
    room = room_at_hand(teacher=viewer, plan=plan, students=students)
    day, rows = room.day, room.rows
    if day.school_day is None:
        return None
    zone = zone_of(person=viewer)
    at = now.astimezone(zone).time()
    block, following = _near(day.school_day.blocks, at)
    is_running = block is not None and block.starts_at <= at
    mine = aspects_of_many(
        viewer=viewer,
        ids=_read_about(day) | {row.student.pk for row in rows},
        aspects=(Aspect.STEERING, Aspect.VOICE),
        today=today,
    )
    mine_to_move = mine[Aspect.STEERING]
    names = names_apart((*_people_of(day), *(row.student for row in rows)))
    groups = _groups(day, block, mine_to_move, language, viewer if is_running else None, names)
    missing = tuple(names[r.student.pk] for r in rows if _is_away(r.attendance, block))
    with_me = {member.uuid for group in groups for member in group.members}
    elsewhere = _elsewhere(rows, block, with_me, mine_to_move, language, names)
    return NowPart(
        stamp=f"{plan.campus_id}.{stamp_of_plan(plan)}",
        head=head_of(block) if block else None,
        is_running=is_running,
        sentence=_sentence(
            groups, elsewhere, len(missing), is_out=_is_out(viewer, plan, block, groups)
        ),
        groups=groups,
        earlier=_earlier(day, at, viewer, language, names),
        elsewhere=elsewhere,
        missing=missing,
        n_unmarked=sum(row.attendance is None for row in rows),
        n_marked=sum(row.attendance is not None for row in rows),
        next=_next(day, following, language),
        attendance_url=reverse("teacher:attendance", args=[section.uuid]) if section else "",
        all_here_url=reverse("teacher:all_here", args=[section.uuid]) if section else "",
        tomorrow_url=reverse("teacher:tomorrow"),
        out_url=reverse("teacher:what_if_out"),
        changed=tell_changed(viewer, plan, day, zone),
        stamp_words=tell_day_and_version(plan=plan, language=language),
        heard=mine[Aspect.VOICE],
        read=frozenset(_read_about(day)),
    )


def _near(blocks: Sequence[Block], at: time) -> tuple[Block | None, Block | None]:
    """Return the block that runs, or the next to come, and the one after it."""
    left = [block for block in blocks if block.ends_at > at]
    return (left[0] if left else None, left[1] if len(left) > 1 else None)


def head_of(block: Block) -> BlockHead:
    """Return a block by name and clock."""
    return BlockHead(
        number=block.number, name=block.name, starts_at=block.starts_at, ends_at=block.ends_at
    )


def _groups(
    day: TeacherDay,
    block: Block | None,
    steered: Collection[int],
    language: str,
    marker: Person | None,
    names: Names,
) -> tuple[GroupCard, ...]:
    lines = day.groups.get(block.number, ()) if block else []
    return tuple(
        draw_group(
            line,
            steered=steered,
            language=language,
            names=names,
            marker=marker.pk if marker else None,
        )
        for line in lines
    )


def _earlier(
    day: TeacherDay, at: time, viewer: Person, language: str, names: Names
) -> tuple[EarlierGroup, ...]:
    """Return the groups whose block is over and of which somebody here is not marked as done."""
    blocks = day.school_day.blocks if day.school_day else ()
    met = [
        EarlierGroup(
            head=head_of(block),
            group=draw_group(
                line, steered=(), language=language, marker=viewer.pk, names=names
            ),
        )
        for block in blocks
        if block.ends_at <= at
        for line in day.groups.get(block.number, ())
    ]
    return tuple(one for one in met if one.group.n_to_mark)


def _people_of(day: TeacherDay) -> list[Person]:
    return [
        member.person
        for lines in day.groups.values()
        for line in lines
        for member in line.members
    ]


def _read_about(day: TeacherDay) -> set[int]:
    return {person.pk for person in _people_of(day)}


def steered_ids(
    viewer: Person, day: TeacherDay, rows: Iterable[SectionRow], today: date
) -> frozenset[int]:
    """Return the ids of those in groups and class whom the viewer may open and move; others are names alone."""
    near = _read_about(day) | {row.student.pk for row in rows}
    found = students_at_work(viewer=viewer, aspect=Aspect.STEERING, today=today)
    return frozenset(found.filter(pk__in=near).values_list("pk", flat=True))


def _next(day: TeacherDay, block: Block | None, language: str) -> NextBlock | None:
    if block is None:
        return None
    lines = day.groups.get(block.number, ())
    titles = tuple(draw_group(line, steered=(), language=language).title for line in lines)
    return NextBlock(head=head_of(block), titles=titles)


def _is_away(attendance: Attendance | None, block: Block | None) -> bool:
    """Return whether a student is not here in a block: absent, not come yet, or gone before it."""
    if attendance is None or attendance.state == "here":
        return False
    if attendance.state == "absent" or attendance.block is None or block is None:
        return attendance.state in AWAY
    if attendance.state == "late":
        return block.number < attendance.block
    return block.number >= attendance.block


def _elsewhere(
    rows: Iterable[SectionRow],
    block: Block | None,
    mine: set[UUID],
    steered: Collection[int],
    language: str,
    names: Names,
) -> tuple[Standing, ...]:
    """Return where the others of the class are in a block, the fullest place first."""
    if block is None:
        return ()
    by_place: Mapping[str, list[tuple[Person, CellLine]]] = defaultdict(list)
    for row in rows:
        cell = row.cells.get(block.number)
        if cell is None or row.student.uuid in mine or _is_away(row.attendance, block):
            continue
        by_place[str(cell.group_uuid or cell.key or cell.kind_of_commitment)].append(
            (row.student, cell)
        )
    found = [
        draw_standing(members, steered=steered, language=language, names=names)
        for members in by_place.values()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.members), one.title)))


def _is_out(
    viewer: Person, plan: DayPlan, block: Block | None, groups: Sequence[GroupCard]
) -> bool:
    """Return whether the viewer is marked out in a block in which nobody is with them."""
    if block is None or groups:
        return False
    return block.number in blocks_out(adult=viewer, campus=plan.campus, day=plan.day)


def _sentence(
    groups: Sequence[GroupCard],
    elsewhere: Sequence[Standing],
    n_missing: int,
    *,
    is_out: bool,
) -> str:
    n_groups, n_others = len(groups), sum(len(one.members) for one in elsewhere)
    alone = _("you are marked out") if is_out else _("no group with you")
    parts = [
        ngettext("%(n)d group with you", "%(n)d groups with you", n_groups) % {"n": n_groups}
        if n_groups
        else alone
    ]
    if n_others:
        parts.append(
            ngettext("%(n)d of your class elsewhere", "%(n)d of your class elsewhere", n_others)
            % {"n": n_others}
        )
    if n_missing:
        parts.append(ngettext("%(n)d missing", "%(n)d missing", n_missing) % {"n": n_missing})
    return " · ".join(parts)
