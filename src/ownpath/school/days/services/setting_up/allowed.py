"""Who may set a campus up, and within which bounds. `by` is None for whoever may start programs on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotAllowed, NotFound, OutOfBounds
from ownpath.school.days.services.saying import filled
from ownpath.school.people.queries import ids_with_role, may_run_campus, today_in

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

Row = TypeVar("Row", bound=Model)


class MayNotRun(NotAllowed):
    """Only those who run a campus decide about its days."""


class NotOfHere(NotFound):
    """What was named is not of this campus."""


class OutOfRange(OutOfBounds):
    """A number or a text is outside what we take; the message names it, its value and the bounds."""


def today_at(campus: Campus, now: datetime) -> date:
    """Return which day it is at a campus."""
    return today_in(campus.district, now)


def ensure_may_run(campus: Campus, by: Person | None, now: datetime) -> None:
    """Refuse when somebody who does not run a campus would decide about it."""
    if by is None:
        return
    if not may_run_campus(leader=by, campus=campus, today=today_at(campus, now)):
        raise MayNotRun(
            _("Only those who run this campus decide about its days."),
            next_step=_("Ask the principal."),
        )


def ensure_here(campus: Campus, students: Sequence[Person], now: datetime) -> None:
    """Refuse somebody who is no student of the campus today."""
    ids = {one.pk for one in students}
    today = today_at(campus, now)
    if ids != ids_with_role(campus=campus, ids=ids, roles=("student",), today=today):
        raise gone()


def gone() -> NotOfHere:
    """Return that something is not of the campus, or no more."""
    return NotOfHere(
        _("We cannot find this at the campus."), next_step=_("Look at the list again.")
    )


def ensure_range(name: object, value: float, low: float, high: float) -> None:
    """Refuse a number outside its bounds, with the number and the bounds."""
    if not low <= value <= high:
        raise OutOfRange(
            filled(_("%(name)s is %(value)s."), {"name": name, "value": value}),
            next_step=filled(
                _("Take a number from %(low)s to %(high)s."), {"low": low, "high": high}
            ),
        )


def ensure_text(name: object, value: str, most: int) -> str:
    """Return a text without spaces around it; refuse an empty one and one that is too long."""
    text = " ".join(value.split())
    if not text or len(text) > most or not text.isprintable():
        raise OutOfRange(
            filled(_("%(name)s has %(n)s letters."), {"name": name, "n": len(text)}),
            next_step=filled(_("Write one to %(most)s letters."), {"most": most}),
        )
    return text


def ensure_one_of(name: object, value: str, known: Iterable[str]) -> str:
    """Refuse a word we do not know, with those we do."""
    words = list(known)
    if value not in words:
        raise OutOfRange(
            filled(_('%(name)s is "%(value)s".'), {"name": name, "value": value[:60]}),
            next_step=filled(
                _("Take one of: %(known)s."), {"known": ", ".join(map(str, words))}
            ),
        )
    return value


def row_of(rows: Any, uuid: UUID | None, campus: Campus) -> Any:
    """Return the row `uuid` of a campus, or a new one for None."""
    if uuid is None:
        return rows.model(campus=campus)
    found = rows.filter(campus=campus, uuid=uuid).first()
    if found is None:
        raise gone()
    return found


def ensure_free_name(rows: Any, row: Any, name: str) -> None:
    """Refuse a name that something else of the campus has already."""
    listed = rows.filter(campus=row.campus, ended_on=None)
    if listed.filter(name__iexact=name).exclude(pk=row.pk).exists():
        raise OutOfRange(
            filled(_('There is a "%(name)s" at this campus already.'), {"name": name}),
            next_step=_("Take another name, or change that one."),
        )
