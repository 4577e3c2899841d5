"""What adults decide about beliefs and flags, and what a student was told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.engine.knowledge import State
from ownpath.errors import NotFound
from ownpath.school.mastery.models import KnowledgeState, StateChange, StuckFlag
from ownpath.school.mastery.services.allowed import ensure_may_decide, ensure_may_help
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from uuid import UUID

    from ownpath.school.people.models import Person

WORDS_LENGTH = 300


@deed
def move_on(
    *, student: Person, competency_id: int, reason: str, by: Person, now: datetime
) -> None:
    """Let a student move on from a competency that is not mastered, by a teacher's decision, with its reason.

    Raises
    ------
    NotAtWorkWith
        If `by` does not teach the student.
    """
    ensure_may_decide(student, by, now)
    take_turns(about=student.pk)
    row = KnowledgeState.objects.filter(student=student, competency_id=competency_id).first()
    before = State(row.state) if row else State.NOT_KNOWN_YET
    if row is None:
        row = KnowledgeState(
            student=student,
            competency_id=competency_id,
            rule="",
            estimate=0.5,
            low=0.0,
            high=1.0,
            last_answered_at=now,
        )
    row.state = State.MOVED_ON.value
    row.state_since = now
    row.save()
    StateChange.objects.create(
        student=student,
        competency_id=competency_id,
        before=before.value,
        after=State.MOVED_ON.value,
        changed_at=now,
        by=by,
        reason=reason[:WORDS_LENGTH],
    )


@deed
def clear_flag(*, flag_id: int, what_was_done: str, by: Person, now: datetime) -> StuckFlag:
    """Clear a stuck flag because an adult acted, and keep what was done.

    Raises
    ------
    NotAtWorkWith
        If `by` neither teaches the student nor helps in a section of theirs.
    NotFound
        If there is no such flag, or it is cleared already.
    """
    flag = (
        StuckFlag.objects.select_related("student__district")
        .filter(pk=flag_id, cleared_at=None)
        .first()
    )
    if flag is None:
        raise NotFound(
            _("Somebody has been there already."), next_step=_("Look at the list again.")
        )
    ensure_may_help(flag.student, by, now)
    flag.cleared_at = now
    flag.cleared_by = by
    flag.what_was_done = what_was_done[:WORDS_LENGTH]
    flag.save(update_fields=["cleared_at", "cleared_by", "what_was_done"])
    return flag


@deed
def put_flag_back(
    *, student: Person, competency_uuid: UUID, by: Person, now: datetime
) -> StuckFlag:
    """Let the last flag about a competency that `by` cleared stand again; one that stands is left as it is.

    Raises
    ------
    NotAtWorkWith
        If `by` neither teaches the student nor helps in a section of theirs.
    NotFound
        If `by` cleared none.
    """
    ensure_may_help(student, by, now)
    flags = StuckFlag.objects.filter(student=student, competency__uuid=competency_uuid)
    standing = flags.filter(cleared_at=None).first()
    if standing is not None:
        return standing
    flag = flags.filter(cleared_by=by).order_by("-cleared_at", "-pk").first()
    if flag is None:
        raise NotFound(
            _("There is nothing to take back."), next_step=_("Look at the list again.")
        )
    flag.cleared_at, flag.cleared_by, flag.what_was_done = None, None, ""
    flag.save(update_fields=["cleared_at", "cleared_by", "what_was_done"])
    return flag


@deed
def mark_changes_seen(*, student: Person, now: datetime) -> None:
    """Remember that the student was told about every step so far."""
    StateChange.objects.filter(student=student, seen_at=None).update(seen_at=now)
