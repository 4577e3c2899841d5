"""An adult steers: pin, veto, lift, and one word on pace. What was overruled, by whom and why, is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotFound, OutOfBounds
from ownpath.school.curriculum.queries import get_activity
from ownpath.school.plans.models import Override, PaceWord
from ownpath.school.plans.services.allowed import ensure_may_steer
from ownpath.school.plans.services.offering import make_offers
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section

REASON_LENGTH = 300


class NoReasonGiven(OutOfBounds):
    """An override needs a reason the student can read."""


@deed
def pin_activity(
    *,
    student: Person,
    activity_uuid: UUID,
    competency_id: int | None = None,
    reason: str,
    by: Person,
    today: date,
    now: datetime,
) -> Override:
    """Put an activity first on a student's day, with the reason the student will read."""
    return _override(
        Override.Kind.PIN, student, activity_uuid, competency_id, reason, by, today, now
    )


@deed
def veto_activity(
    *,
    student: Person,
    activity_uuid: UUID,
    competency_id: int | None = None,
    reason: str,
    by: Person,
    today: date,
    now: datetime,
) -> Override:
    """Take an activity off a student's day, with the reason."""
    return _override(
        Override.Kind.VETO, student, activity_uuid, competency_id, reason, by, today, now
    )


def _override(
    kind: Override.Kind,
    student: Person,
    activity_uuid: UUID,
    competency_id: int | None,
    reason: str,
    by: Person,
    today: date,
    now: datetime,
) -> Override:
    ensure_may_steer(student, by, today)
    activity = get_activity(uuid=activity_uuid)
    if activity is None:
        raise NotFound(
            _("We cannot find this activity."), next_step=_("Pick one from the list.")
        )
    words = reason.strip()
    if not words or len(words) > REASON_LENGTH:
        raise NoReasonGiven(
            _("The student will read why, so a short reason is needed."),
            next_step=_("Write one to three hundred letters."),
        )
    Override.objects.filter(student=student, activity=activity, lifted_at=None).update(
        lifted_at=now
    )
    override = Override.objects.create(
        student=student,
        activity=activity,
        competency_id=competency_id,
        kind=kind,
        reason=words,
        made_by=by,
        made_at=now,
    )
    make_offers(student=student, today=today, now=now)
    return override


@deed
def lift_override(
    *, student: Person, override_uuid: UUID, by: Person, today: date, now: datetime
) -> Override:
    """Lift a pin or a veto; what stood is kept."""
    ensure_may_steer(student, by, today)
    override = Override.objects.filter(student=student, uuid=override_uuid).first()
    if override is None or override.lifted_at is not None:
        raise Conflict(_("It was lifted already."), next_step=_("Look at the list again."))
    override.lifted_at = now
    override.save(update_fields=["lifted_at"])
    make_offers(student=student, today=today, now=now)
    return override


@deed
def put_override_back(
    *, student: Person, override_uuid: UUID, by: Person, today: date, now: datetime
) -> Override:
    """Let a pin or a veto that was lifted stand anew, for the reason it had; one that stands is left as it is."""
    ensure_may_steer(student, by, today)
    lifted = (
        Override.objects.select_related("activity")
        .filter(student=student, uuid=override_uuid)
        .first()
    )
    if lifted is None:
        raise NotFound(_("We cannot find it any more."), next_step=_("Look at the list again."))
    if lifted.lifted_at is None:
        return lifted
    return _override(
        Override.Kind(lifted.kind), student, lifted.activity.uuid, lifted.competency_id,
        lifted.reason, by, today, now,
    )  # fmt: skip


@deed
def set_pace_word(
    *,
    student: Person,
    section: Section,
    word: str,
    reason: str,
    by: Person,
    today: date,
    now: datetime,
) -> PaceWord:
    """Put a teacher's own word over the reckoned pace."""
    ensure_may_steer(student, by, today)
    if word not in PaceWord.Word.values:
        raise NotFound(_("We do not have that word."), next_step=_("Pick behind, on or ahead."))
    PaceWord.objects.filter(student=student, section=section, lifted_at=None).update(
        lifted_at=now
    )
    return PaceWord.objects.create(
        student=student,
        section=section,
        word=word,
        reason=reason.strip()[:REASON_LENGTH],
        said_by=by,
        said_at=now,
    )


@deed
def lift_pace_word(
    *, student: Person, section: Section, by: Person, today: date, now: datetime
) -> None:
    """Let the reckoned pace show again."""
    ensure_may_steer(student, by, today)
    PaceWord.objects.filter(student=student, section=section, lifted_at=None).update(
        lifted_at=now
    )
