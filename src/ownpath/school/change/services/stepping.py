"""Take one step of a state machine: the row, its state and the history move together or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

from ownpath.school.change.models import StateChange
from ownpath.school.change.models.shared import LINE_LENGTH
from ownpath.school.change.states import Machine

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

Row = TypeVar("Row", bound=models.Model)


def take_step(
    *,
    row: Row,
    machine: Machine,
    deed: str,
    by: Person | None,
    now: datetime,
    note: str = "",
    **fields: Any,
) -> Row:
    """Move a row by one deed and keep the step; call it inside a `deed`.

    Parameters
    ----------
    row
        A row with `uuid`, `district` and `state`; it is read again and locked before it moves.
    fields
        What else changes with the step.

    Raises
    ------
    NotFromHere
        The row is in another state by now; nothing is written.
    """
    table = type(row)._default_manager  # noqa: SLF001 - Django's documented way to a model's rows
    here: Any = table.select_for_update().get(pk=row.pk)
    before = here.state
    here.state = machine.after(state=before, deed=deed)
    for name, value in fields.items():
        setattr(here, name, value)
    here.save(update_fields=["state", *fields])
    StateChange.objects.create(
        district_id=here.district_id,
        kind=machine.name,
        about=here.uuid,
        deed=deed,
        before=before,
        after=here.state,
        note=note[:LINE_LENGTH],
        by=by,
        done_at=now,
    )
    return here  # type: ignore[no-any-return]
