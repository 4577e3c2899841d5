"""Set what is fixed or owed: commitments, accommodations, opt-outs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.school.days.models import (
    Accommodation,
    BellSchedule,
    Commitment,
    OptOut,
    OwnModel,
    Preset,
    Room,
    Staffing,
)
from ownpath.school.days.queries.calendar import policy_of
from ownpath.school.days.services.setting_up.allowed import (
    ensure_here,
    ensure_may_run,
    ensure_one_of,
    ensure_range,
    ensure_text,
    gone,
    row_of,
    today_at,
)
from ownpath.school.people.queries import (
    children_of,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person, Section

MOST_BLOCKS = 16
MOST_WORDS = 300
NAME_LENGTH = 120


@deed
def save_commitment(
    *,
    campus: Campus,
    uuid: UUID | None = None,
    kind: str,
    words: Mapping[str, Mapping[str, str]],
    block: int,
    grades: Sequence[str] = (),
    section: Section | None = None,
    student: Person | None = None,
    schedule: BellSchedule | None = None,
    weekdays: Sequence[int] = (),
    letters: Sequence[str] = (),
    staffing: Staffing | None = None,
    room: Room | None = None,
    by: Person | None,
    now: datetime,
) -> Commitment:
    """Save something fixed in a block for some grades, a class, one student, or everybody.

    It stands on every day, or on those that `weekdays` (0 is Monday), `letters` and `schedule` name, all together.
    """
    ensure_may_run(campus, by, now)
    row: Commitment = row_of(Commitment.objects, uuid, campus)
    row.kind = ensure_one_of(_("The kind"), kind, Commitment.Kind.values)
    name = str(words.get("en", {}).get("name", ""))
    ensure_text(_("The name"), name, NAME_LENGTH)
    ensure_range(_("The block"), block, 0, MOST_BLOCKS - 1)
    for one in weekdays:
        ensure_range(_("The weekday"), one, 0, 6)
    known = policy_of(campus=campus).letters
    for letter in letters:
        ensure_one_of(_("The letter of the day"), letter, known)
    if student is not None:
        ensure_here(campus, [student], now)
    row.words = {language: dict(own) for language, own in words.items()}
    row.block, row.schedule = block, schedule
    row.weekdays, row.letters = sorted(set(weekdays)), [one for one in known if one in letters]
    row.grades, row.section, row.student = list(grades), section, student
    row.staffing, row.room = staffing, room
    row.save()
    return row


@deed
def end_commitment(*, campus: Campus, uuid: UUID, by: Person | None, now: datetime) -> None:
    """End something fixed; plans that were made keep it."""
    ensure_may_run(campus, by, now)
    row = row_of(Commitment.objects, uuid, campus)
    row.ended_on = today_at(campus, now)
    row.save(update_fields=["ended_on"])


@deed
def set_accommodation(
    *,
    campus: Campus,
    student: Person,
    kind: str,
    amount: int = 0,
    note: str = "",
    by: Person | None,
    now: datetime,
) -> Accommodation:
    """Set what a student is owed in every plan; the same kind again replaces it."""
    ensure_may_run(campus, by, now)
    ensure_here(campus, [student], now)
    ensure_one_of(_("The kind"), kind, Accommodation.Kind.values)
    least = 1 if kind == Accommodation.Kind.SMALL_GROUPS else 0
    ensure_range(_("The number"), amount, least, 40)
    Accommodation.objects.filter(student=student, kind=kind, ended_at=None).update(ended_at=now)
    return Accommodation.objects.create(
        student=student, kind=kind, amount=amount, note=note.strip()[:MOST_WORDS],
        set_by=by, set_at=now,
    )  # fmt: skip


@deed
def end_accommodation(
    *, campus: Campus, student: Person, uuid: UUID, by: Person | None, now: datetime
) -> None:
    """End what a student was owed; the row stays."""
    ensure_may_run(campus, by, now)
    rows = Accommodation.objects.filter(student=student, uuid=uuid, ended_at=None)
    if not rows.update(ended_at=now):
        raise gone()


@deed
def opt_out(
    *,
    campus: Campus,
    student: Person,
    by: Person | None,
    now: datetime,
    what: str = OptOut.What.SCREEN,
) -> OptOut:
    """Keep a student out of something, by the family's or the campus's word.

    Away from screens: same competencies, never at one. Off the hall board: a number or initials instead of the name.
    """
    _ensure_family_or_campus(campus, student, by, now)
    ensure_one_of(_("What to stay away from"), what, OptOut.What.values)
    row, _made = OptOut.objects.get_or_create(
        student=student,
        what=what,
        ended_at=None,
        defaults={"said_by": by, "said_at": now},
    )
    return row


@deed
def opt_in(
    *,
    campus: Campus,
    student: Person,
    by: Person | None,
    now: datetime,
    what: str = OptOut.What.SCREEN,
) -> None:
    """Take an opt-out back."""
    _ensure_family_or_campus(campus, student, by, now)
    OptOut.objects.filter(student=student, what=what, ended_at=None).update(ended_at=now)


@deed
def keep_from_model(
    *,
    campus: Campus,
    student: Person,
    section: Section,
    refused: str,
    preset: str,
    by: Person | None,
    now: datetime,
) -> OwnModel:
    """Keep a student out of a model their class works by; they work by `preset` ("": as the grade or the campus does).

    By the family's or the campus's word. Screens are not taken away: `opt_out` does that, and only where it is asked.
    """
    _ensure_family_or_campus(campus, student, by, now)
    ensure_one_of(_("The model"), refused, Preset.values)
    ensure_one_of(_("The model"), preset, ("", *Preset.values))
    row, _made = OwnModel.objects.get_or_create(
        student=student,
        section=section,
        refused=refused,
        ended_at=None,
        defaults={"preset": preset, "said_by": by, "said_at": now},
    )
    return row


@deed
def let_into_model(
    *,
    campus: Campus,
    student: Person,
    section: Section,
    refused: str,
    by: Person | None,
    now: datetime,
) -> None:
    """Let a student work by the model of their class again; the row stays."""
    _ensure_family_or_campus(campus, student, by, now)
    rows = OwnModel.objects.filter(
        student=student, section=section, refused=refused, ended_at=None
    )
    rows.update(ended_at=now)


def _ensure_family_or_campus(
    campus: Campus, student: Person, by: Person | None, now: datetime
) -> None:
    ensure_here(campus, [student], now)
    if by is not None:
        own = children_of(guardian=by, today=today_at(campus, now))
        if student.pk in {child.pk for child in own}:
            return
    ensure_may_run(campus, by, now)
