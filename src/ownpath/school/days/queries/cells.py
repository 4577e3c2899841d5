"""One student's block as pages need it, from its row; and the moments of a plan that go with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from ownpath.school.days.models import BlockRecord, PlanCell, PlanChange
from ownpath.school.days.queries.words import ROOM_MOVED, words_of_reason

if TYPE_CHECKING:
    from ownpath.school.days.models import Commitment, DayPlan
    from ownpath.school.people.models import Person

Words = Mapping[str, str]  # by language


class Noted(NamedTuple):
    """What was noted of a block, and the id of who noted it."""

    state: str  # going, done, not_done
    by: int | None


Statuses = Mapping[tuple[int, int], Noted]  # by student and block


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLine:
    """What one student does in a block, where, with whom and why."""

    student_id: int
    block: int
    modality: str  # "" for something fixed
    title: Words
    about: Words  # the competency's short name; empty for none
    subject: str
    adult: Person | None
    room: str
    n_together: int  # members of the group, 1 alone
    together_ids: tuple[int, ...]  # the other members
    reason: Mapping[str, Any]
    is_screen: bool
    is_chosen: bool
    is_pinned: bool
    serves_hope: bool
    meets_interest: bool
    is_in_band: bool
    is_fixed: bool
    kind_of_commitment: str
    key: str  # "activity:<uuid>", "station:<uuid>" or ""
    status: str  # "", going, done, not_done
    group_uuid: UUID | None
    group_id: int | None = None
    activity_id: int | None = None
    competency_id: int | None = None
    status_by: int | None = None  # the id of who noted the status


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One cell that a repair changed, and why."""

    uuid: UUID
    student: Person
    block: int
    before: CellLine | None
    after: CellLine | None
    reason: str
    words: Any  # lazy

    @property
    def is_elsewhere(self) -> bool:
        """Return whether only the room is another."""
        return self.reason == ROOM_MOVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Who is in which group, by group's id; and names of them where they were read."""

    of_group: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


CELL_RELATED = (
    "activity", "competency", "station__room", "group__adult", "room", "commitment__staffing__person",
    "commitment__room",
)  # fmt: skip


def cells_of(plan: DayPlan) -> QuerySet[PlanCell]:
    """Return the cells of a plan with all that a line names."""
    return PlanCell.objects.filter(plan=plan).select_related(*CELL_RELATED)


def titles_of(words: Mapping[str, Any], part: str) -> dict[str, str]:
    """Return one part of words by language."""
    return {
        language: str(own[part])
        for language, own in words.items()
        if isinstance(own, Mapping) and own.get(part)
    }


def members_of(plan: DayPlan, group_ids: Iterable[int | None]) -> Members:
    """Return who is in some groups of a plan; one query."""
    wanted = {one for one in group_ids if one is not None}
    found: dict[int, list[int]] = {one: [] for one in wanted}
    if wanted:
        rows = PlanCell.objects.filter(plan=plan, group_id__in=list(wanted))
        for group_id, student_id in rows.order_by("pk").values_list("group_id", "student_id"):
            found[group_id].append(student_id)
    return Members(of_group={group: tuple(own) for group, own in found.items()})


def statuses_of(student_ids: Sequence[int], day: date) -> dict[tuple[int, int], Noted]:
    """Return what was noted of blocks, by student and block; one query."""
    rows = BlockRecord.objects.filter(student_id__in=student_ids, day=day)
    return {
        (student, block): Noted(state, by)
        for student, block, state, by in rows.values_list(
            "student_id", "block", "state", "set_by"
        )
    }


def line_of(cell: PlanCell, members: Members, statuses: Statuses) -> CellLine:
    """Return one cell as a line; nothing is read."""
    group, fixed = cell.group, cell.commitment
    noted = statuses.get((cell.student_id, cell.block), Noted("", None))
    together = members.of_group.get(cell.group_id or 0, ())
    if fixed is not None:
        adult = adult_of(fixed)
        room = fixed.room.name if fixed.room else ""
    else:
        adult = group.adult if group is not None else None
        room = cell.room.name if cell.room else ""
    return CellLine(
        student_id=cell.student_id, block=cell.block, modality=cell.modality, title=_title(cell),
        about=titles_of(cell.competency.words, "short") or _statement(cell)
        if cell.competency else {},
        subject=cell.subject, adult=adult, room=room,
        n_together=max(1, len(together)),
        together_ids=tuple(one for one in together if one != cell.student_id),
        reason=cell.reason, is_screen=cell.is_screen, is_chosen=cell.is_chosen,
        is_pinned=cell.is_pinned, serves_hope=cell.serves_hope,
        meets_interest=cell.meets_interest, is_in_band=cell.is_in_band,
        is_fixed=fixed is not None, kind_of_commitment=fixed.kind if fixed else "",
        key=key_of(cell), status=noted.state, status_by=noted.by,
        group_uuid=group.uuid if group is not None else None,
        group_id=cell.group_id, activity_id=cell.activity_id, competency_id=cell.competency_id,
    )  # fmt: skip


def adult_of(fixed: Commitment) -> Person | None:
    """Return who is with something fixed; nobody where a roster has ended whom it names."""
    person = fixed.staffing.person if fixed.staffing else None
    return person if person is not None and person.is_active else None


def _statement(cell: PlanCell) -> dict[str, str]:
    return titles_of(cell.competency.words, "statement") if cell.competency else {}


def _title(cell: PlanCell) -> dict[str, str]:
    """Return what a cell is called: its commitment, station, activity, or else the competency itself."""
    if cell.commitment is not None:
        return titles_of(cell.commitment.words, "name")
    if cell.station is not None:
        return titles_of(cell.station.words, "name")
    if cell.activity is not None:
        return titles_of(cell.activity.words, "title")
    if cell.competency is not None:
        return titles_of(cell.competency.words, "short") or _statement(cell)
    return {}


def key_of(cell: PlanCell) -> str:
    """Return the key of what a cell holds."""
    if cell.station is not None:
        return f"station:{cell.station.uuid}"
    return f"activity:{cell.activity.uuid}" if cell.activity is not None else ""


def change_lines(rows: Sequence[PlanChange]) -> list[ChangeLine]:
    """Return changes as lines; their cells and students are at hand."""
    nothing = Members()
    return [
        ChangeLine(
            uuid=row.uuid, student=row.student, block=row.block,
            before=line_of(row.before, nothing, {}) if row.before else None,
            after=line_of(row.after, nothing, {}) if row.after else None,
            reason=row.reason, words=words_of_reason(row.reason),
        )
        for row in rows
    ]  # fmt: skip


def changes_related() -> tuple[str, ...]:
    """Return what to fetch along with changes."""
    sides = [f"{side}__{name}" for side in ("before", "after") for name in CELL_RELATED]
    return ("student", *sides)
