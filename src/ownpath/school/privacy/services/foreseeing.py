"""Work out beside the page what erasing a person would take away, and keep it until it is done, or an hour is over.

All rooms are looked through for the name, so it can take longer than anybody waits for a page.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ownpath import clock
from ownpath.school.change.services.first_names import Undecided
from ownpath.school.people.imports.background import Work, read_pulse
from ownpath.school.privacy.services.erasing import (
    ErasurePlan,
    TableLine,
    folder_of_foreseen,
    plan_erasure,
)

if TYPE_CHECKING:
    from uuid import UUID

    from ownpath.school.people.models import Person

KEPT_FOR: Final = timedelta(hours=1)
LINES: Final = ("going", "forgetting", "rewriting")


def foresee_in_background(*, person: Person) -> None:
    """Work a plan out without keeping the one who asked waiting."""
    path = _path(person.uuid)
    path.unlink(missing_ok=True)

    def do(work: Work) -> None:
        work.tell("looking")
        plan = plan_erasure(district=_district(person), person=person)
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(_told(plan)))
        beside.replace(path)

    Work(path.with_suffix(".pulse")).start(do)


def is_foreseeing(*, person: Person, now: datetime) -> bool:
    """Return whether a plan is being worked out."""
    return read_pulse(_path(person.uuid).with_suffix(".pulse"), now=now) is not None


def foreseen(*, person: Person, now: datetime) -> ErasurePlan | None:
    """Return the plan that was worked out, or None; what is older than an hour goes."""
    for one in folder_of_foreseen().glob("*.json"):
        if now - clock.written_at(one) > KEPT_FOR:
            one.unlink(missing_ok=True)
    path = _path(person.uuid)
    if not path.is_file():
        return None
    told = json.loads(path.read_text())
    lines = {name: tuple(TableLine(**one) for one in told[name]) for name in LINES}
    undecided = tuple(Undecided(*one) for one in told["undecided"])
    return ErasurePlan(district=_district(person), person=person, undecided=undecided, **lines)


def _told(plan: ErasurePlan) -> dict[str, Any]:
    lines = {name: [asdict(one) for one in getattr(plan, name)] for name in LINES}
    return {**lines, "undecided": [list(one) for one in plan.undecided]}


def _district(person: Person) -> Any:
    if person.district is None:
        raise ValueError(f"person={person.pk}: expected somebody of a district")
    return person.district


def _path(person: UUID) -> Path:
    return folder_of_foreseen() / f"{person}.json"
