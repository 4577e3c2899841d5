"""Where people write in the rooms below this one: looked through like the texts of the change when somebody is erased.

What goes with the person (`privacy.queries.belonging`) is not looked through; what somebody wrote about others is.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db.models import Model, Q

from ownpath.school.change.queries.texts import Source
from ownpath.school.people.queries.naming import first_names_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ownpath.school.people.models import Person

SHORTEST_PART: Final = 3  # letters of a part of a first name that is looked for by itself
WRITTEN: Final[dict[str, str]] = {
    "voice.Hope": "words", "voice.Signal": "what_was_done", "voice.Message": "body",
    "evidence.Evidence": "note", "mastery.StateChange": "reason",
    "mastery.StuckFlag": "what_was_done", "plans.Override": "reason", "plans.PaceWord": "reason",
    "days.Reflection": "words", "days.Accommodation": "note", "days.Tie": "reason",
    "days.PlanReview": "note", "days.DayPin": "reason", "days.CalendarDay": "note",
    "days.StaffTime": "why",
}  # fmt: skip
"""By table, the column in which people write; `tests/school/privacy` holds it whole."""
APPEND_ONLY: Final = frozenset({"evidence.Evidence"})
"""Tables whose rows the database lets nobody change: a row that must forget a name is taken out and put back."""


def tables_written_in() -> list[type[Model]]:
    """Return the tables of other rooms in which people write."""
    return [apps.get_model(name) for name in WRITTEN]


def may_name(person: Person, rows: QuerySet[Any]) -> Source:
    """Return those rows of such a table in which a person may be named; the database looks for parts of the name."""
    column = WRITTEN[rows.model._meta.label]  # noqa: SLF001 - Django's documented way to a model's name
    asked = (Q(**{f"{column}__icontains": one}) for one in sorted(_parts(person)))
    return Source(rows.model, [column], rows.filter(reduce(or_, asked, Q(pk=None))))


def _parts(person: Person) -> frozenset[str]:
    """Return what at least stands in a text that names a person: a first or family name, an address."""
    firsts = {
        part if len(part) >= SHORTEST_PART else name
        for name in first_names_of(person)
        for part in name.split()
    }
    others = {person.family_name, person.preferred_family_name, person.email}
    return frozenset(firsts | others) - {""}
