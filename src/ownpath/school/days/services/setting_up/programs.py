"""Set who is part of which program of the school."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.school.days.models import ProgramMember
from ownpath.school.days.queries.programs import program_names
from ownpath.school.days.services.setting_up.allowed import (
    ensure_here,
    ensure_may_run,
    ensure_text,
    gone,
    today_at,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

NAME_LENGTH = 60


@deed
def join_program(
    *, campus: Campus, student: Person, name: str, by: Person | None, now: datetime
) -> ProgramMember:
    """Say that a student is part of a program; one that is known at the campus keeps its spelling."""
    ensure_may_run(campus, by, now)
    ensure_here(campus, [student], now)
    row, _made = ProgramMember.objects.get_or_create(
        student=student,
        name=_known(campus, name, now),
        ended_at=None,
        defaults={"set_by": by, "set_at": now},
    )
    return row


@deed
def leave_program(
    *, campus: Campus, student: Person, name: str, by: Person | None, now: datetime
) -> None:
    """Say that a student is no more part of a program; the row stays."""
    ensure_may_run(campus, by, now)
    ensure_here(campus, [student], now)
    rows = ProgramMember.objects.filter(
        student=student, name=_known(campus, name, now), ended_at=None
    )
    if not rows.update(ended_at=now):
        raise gone()


def _known(campus: Campus, name: str, now: datetime) -> str:
    said = ensure_text(_("The program"), name, NAME_LENGTH)
    written = {
        one.casefold(): one for one in program_names(campus=campus, today=today_at(campus, now))
    }
    return written.get(said.casefold(), said[:1].upper() + said[1:])
