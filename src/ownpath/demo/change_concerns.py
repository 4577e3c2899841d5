"""Let people of Live Oak raise concerns, and the principal answer some of them; made up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ownpath.demo.cast import OKAFOR, ROSA
from ownpath.school.change.services.concerns import answer_concern, raise_concern
from ownpath.school.people.queries import find_person

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person


def find_cast(username: str) -> Person:
    """Return somebody of the cast."""
    person = find_person(username=username)
    if person is None:
        raise LookupError(f"nobody here is called {username!r}: build the roster first")
    return person


def raise_concerns(*, campus: Campus, principal: Person, now: datetime) -> None:
    """Raise five concerns: one late, one nearly due, one without a name, two answered."""
    okafor, rosa = find_cast(OKAFOR.username), find_cast(ROSA.username)
    for days, who, role, kind, is_named, text in (
        (
            16,
            okafor,
            "teacher",
            "worry",
            True,
            "Who plans the small groups when two of us are out?",
        ),
        (
            5,
            okafor,
            "teacher",
            "against",
            False,
            "I do not want to be compared with the class next door because of a pilot.",
        ),
        (3, rosa, "family", "question", True, "¿Podemos venir un día a ver cómo trabajan?"),
    ):
        raise_concern(
            kind=kind,
            text=text,
            role=role,
            is_named=is_named,
            campus=campus,
            by=who,
            now=now - timedelta(days=days),
        )
    for days, took, who, role, text, answer in (
        (
            30,
            4,
            rosa,
            "family",
            "Mi hija dice que la tableta estuvo encendida toda la mañana.",
            "Tenía razón en lo del martes. Encontramos la estación que no respetaba el límite de medio día.",
        ),
        (
            24,
            10,
            okafor,
            "teacher",
            "The room plan leaves no quiet corner.",
            "This answer came late, sorry. From Monday on, the library is quiet all morning.",
        ),
    ):
        asked = now - timedelta(days=days)
        row = raise_concern(
            kind="worry", text=text, role=role, is_named=True, campus=campus, by=who, now=asked
        )
        answer_concern(
            concern=row.uuid, answer=answer, by=principal, now=asked + timedelta(days=took)
        )
