"""A teacher's word about one block of a day to come: pin it, lift it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.curriculum.queries import (
    competencies_by_id,
    competencies_by_uuid,
    get_activity,
)
from ownpath.school.days.models import DayPin, Station
from ownpath.school.days.services.happening import (
    MOST_BLOCKS,
    REASON_LENGTH,
    NotToPick,
    campus_for,
)
from ownpath.school.days.services.setting_up.allowed import (
    MayNotRun,
    ensure_range,
    ensure_text,
    today_at,
)
from ownpath.school.people.queries import Aspect, day_of, may_work_with
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Competency
    from ownpath.school.people.models import Person


class DecidedMeanwhile(Conflict):
    """Another pin stands where one is to be put back."""


@deed
def pin_block(
    *,
    student: Person,
    day: date,
    block: int,
    key: str,
    modality: str,
    reason: str,
    by: Person,
    now: datetime,
) -> DayPin:
    """Pin what a student does in a block of a day to come; the next plan keeps it, or says what conflicts."""
    if not may_work_with(
        viewer=by,
        student=student,
        aspect=Aspect.STEERING,
        today=today_at(campus_for(student, day), now),
    ):
        raise MayNotRun(
            _("This student is not among yours."),
            next_step=_("Pick a name from your own list."),
        )
    ensure_range(_("The block"), block, 0, MOST_BLOCKS - 1)
    said = ensure_text(_("The reason"), reason, REASON_LENGTH)
    what, _colon, uuid = key.partition(":")
    rows = {"activity": get_activity, "station": _station_at, "competency": _competency_at}
    found = rows[what](uuid=UUID(uuid)) if what in rows else None
    if found is None:
        raise NotToPick(_("We cannot find this."), next_step=_("Pick one from the list."))
    DayPin.objects.filter(student=student, day=day, block=block, lifted_at=None).update(
        lifted_at=now
    )
    return DayPin.objects.create(
        student=student, day=day, block=block, modality=modality, reason=said, made_by=by,
        made_at=now, **{f"{what}_id": found.pk},
    )  # fmt: skip


def _station_at(*, uuid: UUID) -> Station | None:
    return Station.objects.filter(uuid=uuid).first()


def _competency_at(*, uuid: UUID) -> Competency | None:
    ids = competencies_by_uuid(uuids=[uuid])
    return competencies_by_id(ids=ids.values()).get(ids.get(uuid, 0))


@deed
def lift_pin(*, student: Person, pin_uuid: UUID, by: Person, now: datetime) -> DayPin:
    """Lift a pin; it is kept as it was. Lifting it again changes nothing."""
    pin = _pin_to_steer(student, pin_uuid, by, now)
    if pin.lifted_at is None:
        pin.lifted_at = now
        pin.save(update_fields=["lifted_at"])
    return pin


@deed
def put_pin_back(*, student: Person, pin_uuid: UUID, by: Person, now: datetime) -> DayPin:
    """Let a lifted pin stand again, unless something else was decided for the block meanwhile."""
    pin = _pin_to_steer(student, pin_uuid, by, now)
    others = DayPin.objects.filter(
        student=student, day=pin.day, block=pin.block, lifted_at=None
    ).exclude(pk=pin.pk)
    if others.exists():
        raise DecidedMeanwhile(
            _("Something else was decided for this block meanwhile."),
            next_step=_("Look at what is decided, and take that back first."),
        )
    pin.lifted_at = None
    pin.save(update_fields=["lifted_at"])
    return pin


def _pin_to_steer(student: Person, pin_uuid: UUID, by: Person, now: datetime) -> DayPin:
    """Return a pin of a student, for somebody who may steer the student."""
    today = today_at(campus_for(student, day_of(person=student, now=now)), now)
    if not may_work_with(viewer=by, student=student, aspect=Aspect.STEERING, today=today):
        raise MayNotRun(
            _("This student is not among yours."),
            next_step=_("Pick a name from your own list."),
        )
    pin = DayPin.objects.filter(student=student, uuid=pin_uuid).first()
    if pin is None:
        raise NotToPick(_("We cannot find this."), next_step=_("Pick one from the list."))
    return pin
