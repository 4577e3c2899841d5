"""What happens on a day: what was done, what is chosen for the next day, a minute's reflection."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotFound
from ownpath.school.days.models import (
    BlockRecord,
    PlanCell,
    PlanChange,
    PlanGroup,
    Reflection,
)
from ownpath.school.days.models.happening import SAID
from ownpath.school.days.queries.campuses import campus_of, is_kept_off_screens
from ownpath.school.days.queries.plans import published_plan
from ownpath.school.days.services.setting_up.allowed import (
    MayNotRun,
    ensure_one_of,
    ensure_range,
    ensure_text,
)
from ownpath.school.people.queries import Aspect, may_work_with
from ownpath.school.plans.services import ensure_offer_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Activity
    from ownpath.school.people.models import Campus, Person
    from ownpath.school.plans.models import Offer

MOST_BLOCKS = 16
REASON_LENGTH = 300


class NotAtThisBlock(Conflict):
    """Nothing of that kind is planned in the block."""


class NotToPick(NotFound):
    """What was picked is not among what could be."""


def is_in_the_room(*, student: Person, by: Person, day: date, block: int | None) -> bool:
    """Return whether an adult works with a student, or leads a group with them in the plan in force (in a block)."""
    if may_work_with(viewer=by, student=student, aspect=Aspect.HELPING, today=day):
        return True
    groups = PlanGroup.objects.filter(
        plan__day=day, plan__state="published", adult=by, members__student=student
    )
    return (groups if block is None else groups.filter(block=block)).exists()


def ensure_in_the_room(student: Person, by: Person, day: date, block: int | None) -> None:
    """Refuse who neither works with a student nor leads a group with the student in the plan in force."""
    if not is_in_the_room(student=student, by=by, day=day, block=block):
        raise MayNotRun(
            _("This student is not among yours."),
            next_step=_("Pick a name from your own list."),
        )


def campus_for(student: Person, day: date) -> Campus:
    """Return where a student goes to school; refuse who goes nowhere."""
    campus = campus_of(student=student, today=day)
    if campus is None:
        raise NotToPick(
            _("This student goes to no campus now."), next_step=_("Look at the roster.")
        )
    return campus


@deed
def note_block(
    *,
    student: Person,
    day: date,
    block: int,
    state: str,
    person_came: bool | None = None,
    was_stuck: bool | None = None,
    was_helped: bool | None = None,
    by: Person,
    now: datetime,
) -> BlockRecord:
    """Note what becomes of a student's block: the student says it of the own block, an adult of any in the room."""
    if by.pk != student.pk:
        ensure_in_the_room(student, by, day, block)
    ensure_one_of(_("The state"), state, BlockRecord.State.values)
    ensure_range(_("The block"), block, 0, MOST_BLOCKS - 1)
    told = {"person_came": person_came, "was_stuck": was_stuck, "was_helped": was_helped}
    row, _made = BlockRecord.objects.update_or_create(
        student=student,
        day=day,
        block=block,
        defaults={
            "campus": campus_for(student, day), "state": state, "set_by": by, "set_at": now,
            **{name: value for name, value in told.items() if value is not None},
        },
    )  # fmt: skip
    return row


@deed
def say_of_block(
    *, student: Person, day: date, block: int, word: str, by: Person, now: datetime
) -> BlockRecord:
    """Keep what a student says of a block: loved, boring or not for me; "" takes it back, the last word counts.

    A block that is boring keeps no interest, one that is not for the student serves no hope; a block loved is told to
    the teachers and changes no promise.
    """
    ensure_own(student, by)
    ensure_one_of(_("The word"), word, ("", *SAID))
    ensure_range(_("The block"), block, 0, MOST_BLOCKS - 1)
    row, _made = BlockRecord.objects.get_or_create(
        student=student,
        day=day,
        block=block,
        defaults={
            "campus": campus_for(student, day), "state": BlockRecord.State.GOING,
            "set_by": by, "set_at": now,
        },
    )  # fmt: skip
    for one in SAID:
        setattr(row, f"is_{one}", one == word)
    row.set_at = now
    row.save(update_fields=[*(f"is_{one}" for one in SAID), "set_at"])
    return row


def ensure_own(student: Person, by: Person) -> None:
    if student.pk != by.pk:
        raise MayNotRun(
            _("Only the student can say this."), next_step=_("You can write a message instead.")
        )


@deed
def start_block(*, student: Person, day: date, block: int, by: Person, now: datetime) -> Offer:
    """Begin what is planned in a block: note it as going on, and return today's offer of its activity.

    Raises
    ------
    NotAtThisBlock
        If the block holds nothing that is opened here: a station, something fixed, a group without an activity.
    """
    ensure_own(student, by)
    plan = published_plan(campus=campus_for(student, day), day=day)
    cell = (
        PlanCell.objects.filter(plan=plan, student=student, block=block)
        .select_related("activity")
        .first()
    )
    if plan is None or cell is None or cell.activity_id is None:
        raise NotAtThisBlock(
            _("There is nothing to open in this block."),
            next_step=_("Go where the plan says; somebody is there for you."),
        )
    _ensure_off_screens(student, cell.activity)
    BlockRecord.objects.get_or_create(
        student=student,
        day=day,
        block=block,
        defaults={
            "campus_id": plan.campus_id, "state": BlockRecord.State.GOING,
            "set_by": by, "set_at": now,
        },
    )  # fmt: skip
    return ensure_offer_of(
        student=student, activity_id=cell.activity_id, competency_id=cell.competency_id,
        reason=cell.reason, today=day, now=now,
    )  # fmt: skip


def _ensure_off_screens(student: Person, activity: Activity | None) -> None:
    """Refuse to open something at a device for a child whose family keeps it away from screens."""
    at_a_screen = activity is not None and activity.modality == "device"
    if at_a_screen and is_kept_off_screens(student=student):
        raise NotAtThisBlock(
            _("You do this away from screens."),
            next_step=_("Go where the plan says; somebody is there for you."),
        )


@deed
def reflect_on_day(
    *,
    student: Person,
    day: date,
    feeling: str,
    words: str = "",
    best_block: int | None = None,
    by: Person,
    now: datetime,
) -> Reflection:
    """Keep one minute at the end of the day; said again, the last word counts."""
    ensure_own(student, by)
    ensure_one_of(_("The feeling"), feeling, Reflection.Feeling.values)
    said = ensure_text(_("The text"), words, REASON_LENGTH) if words.strip() else ""
    row, _made = Reflection.objects.update_or_create(
        student=student,
        day=day,
        defaults={
            "feeling": feeling, "words": said, "best_block": best_block, "said_at": now,
        },
    )  # fmt: skip
    return row


@deed
def see_changes(*, student: Person, by: Person, now: datetime) -> int:
    """Remember that a student saw what changed; return how many changes."""
    ensure_own(student, by)
    return PlanChange.objects.filter(student=student, seen_at=None).update(seen_at=now)
