"""Who is kept together in one team, and who is never in one group."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, OutOfBounds
from ownpath.school.days.models import Tie
from ownpath.school.days.services.saying import filled
from ownpath.school.days.services.setting_up.allowed import (
    MayNotRun,
    ensure_here,
    ensure_may_run,
    ensure_one_of,
    gone,
    today_at,
)
from ownpath.school.people.queries import Aspect, may_work_with
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

MOST_WORDS = 300  # of a reason


class TiedOtherwise(Conflict):
    """Two students cannot be kept together and apart at once."""


class TiedToOneself(OutOfBounds):
    """It takes two students to be kept together or apart."""


@deed
def tie(
    *,
    campus: Campus,
    kind: str,
    one: Person,
    other: Person,
    reason: str = "",
    by: Person | None,
    now: datetime,
) -> Tie:
    """Keep two students in one team, or never in one group; those who run the campus or teach both may.

    Raises
    ------
    TiedOtherwise
        If the two are tied the other way.
    TiedToOneself
        If they are one and the same.
    """
    if one == other:
        raise TiedToOneself(
            filled(_("%(name)s is named twice."), {"name": one.full_name}),
            next_step=_("Name two students."),
        )
    ensure_here(campus, [one, other], now)
    _ensure_may_tie(campus, (one, other), by, now)
    ensure_one_of(_("The kind"), kind, Tie.Kind.values)
    first, second = sorted((one, other), key=lambda person: person.pk)
    standing = Tie.objects.filter(one=first, other=second, ended_at=None).first()
    if standing is not None and standing.kind != kind:
        raise TiedOtherwise(
            _("These two are tied the other way already."), next_step=_("Untie them first.")
        )
    return standing or Tie.objects.create(
        kind=kind, one=first, other=second, reason=reason.strip()[:MOST_WORDS],
        set_by=by, set_at=now,
    )  # fmt: skip


@deed
def untie(*, campus: Campus, uuid: UUID, by: Person | None, now: datetime) -> None:
    """Let two students be planned without regard to each other again."""
    row = Tie.objects.filter(uuid=uuid, ended_at=None).select_related("one", "other").first()
    if row is None:
        raise gone()
    ensure_here(campus, [row.one, row.other], now)
    _ensure_may_tie(campus, (row.one, row.other), by, now)
    row.ended_at = now
    row.save(update_fields=["ended_at"])


def _ensure_may_tie(
    campus: Campus, pair: tuple[Person, Person], by: Person | None, now: datetime
) -> None:
    today = today_at(campus, now)
    if by is not None and all(
        may_work_with(viewer=by, student=one, aspect=Aspect.STEERING, today=today)
        for one in pair
    ):
        return
    try:
        ensure_may_run(campus, by, now)
    except MayNotRun:
        raise MayNotRun(
            _("These students are not both among yours."),
            next_step=_("Pick names from your own list, or ask the principal."),
        ) from None
