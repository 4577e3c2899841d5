"""Put back what was just ended or taken off its list, as it stood, while nothing stands in its way.

Something stands in its way once it was changed again, once something else has its name or its place, or once what it
names (a room, an adult, a schedule) is off its own list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.days.models import (
    Accommodation,
    BellSchedule,
    CalendarDay,
    Commitment,
    DeviceCart,
    ModelChoice,
    OptOut,
    ProgramMember,
    Room,
    StaffAbsence,
    Staffing,
    Station,
    Tie,
)
from ownpath.school.days.queries.as_json import Cells, cells_of, parts_of, values_of
from ownpath.school.days.services.saying import filled
from ownpath.school.days.services.setting_up.allowed import ensure_here, ensure_may_run, gone
from ownpath.school.days.services.setting_up.taking_off import LISTS, PARTS, name_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

Outcome = TypeVar("Outcome")
PLACES: Final[Mapping[type[Model], tuple[str, ...]]] = {
    Room: ("campus", "name"),
    DeviceCart: ("campus", "name"),
    BellSchedule: ("campus", "name"),
    Station: (),
    Staffing: ("campus", "person"),
    CalendarDay: ("campus", "day"),
    StaffAbsence: ("staffing", "day"),
    ModelChoice: ("campus", "section", "grade"),
    Commitment: (),
    Accommodation: ("student", "kind"),
    ProgramMember: ("student", "name"),
    OptOut: ("student", "what"),
    Tie: ("one", "other"),
}
"""Of what can be put back: by which columns it has its place, which only one can have; () where many may be alike."""
TABLES: Final[tuple[Any, ...]] = (*PLACES, *PARTS)
MODELS: Final = {one._meta.label: one for one in TABLES}  # noqa: SLF001 - Django's own door
STUDENTS: Final = ("student", "one", "other")
ENDS: Final = ("ended_on", "ended_at")


class CannotStandAgain(Conflict):
    """Something cannot be put back; the message says what stands in its way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """How a row stood before it went: all of its columns if it was removed, else those that were changed."""

    table: str  # of the database
    before: Cells
    after: Cells | None  # the same columns as they were left; None: the row was removed


@deed
def end_with_a_way_back(
    *, row: Model, do: Callable[[], Outcome]
) -> tuple[Outcome, tuple[Stood, ...]]:
    """Do what ends a row or takes it off its list; return what came of it, and how the row and its parts stood."""
    now_is = _again(type(row), row.pk)
    rows = [] if now_is is None else [now_is, *parts_of(now_is, among=PARTS)]
    before = [(type(one), cells_of(one)) for one in rows]
    outcome = do()
    stood = (_stood(model, cells) for model, cells in before)
    return outcome, tuple(one for one in stood if one is not None)


@deed
def put_back(
    *, campus: Campus, stood: Sequence[Stood], by: Person | None, now: datetime
) -> None:
    """Let rows stand again as they stood; first the row itself, then its parts.

    Raises
    ------
    CannotStandAgain
        If it was changed since, something else has its place, or what it names is off its list.
    """
    ensure_may_run(campus, by, now)
    if not stood:
        raise _changed()
    for one in stood:
        model = MODELS[one.table]
        row = _row(model, one)
        if getattr(row, "campus_id", campus.pk) != campus.pk:
            raise gone()
        _ensure_place_is_free(row)
        _ensure_named_stand(row)
        students = [who for name in STUDENTS if (who := getattr(row, name, None)) is not None]
        if students:
            ensure_here(campus, students, now)
        row.save(force_insert=one.after is None)


def _again(model: type[Model], pk: Any) -> Any:
    return model._base_manager.filter(pk=pk).first()  # noqa: SLF001 - Django's own door


def _stood(model: type[Model], before: Cells) -> Stood | None:
    """Return what tells how a row stood; None where it stands as before."""
    table = model._meta.label  # noqa: SLF001 - Django's own door
    row = _again(model, before["pk"])
    if row is None:
        return Stood(table=table, before=before, after=None)
    after = cells_of(row)
    other = {key for key in before if before[key] != after[key]}
    if not other:
        return None
    told = other | {"pk"}
    return Stood(
        table=table,
        before={key: before[key] for key in told},
        after={key: after[key] for key in told},
    )


def _row(model: type[Model], one: Stood) -> Any:
    """Return a row as it stood, not kept yet; refuse where it was changed since."""
    values = values_of(model, one.before)
    found = _again(model, one.before["pk"])
    if one.after is None:
        if found is not None:
            raise _changed()
        return model(**values)
    stands = {} if found is None else cells_of(found)
    if any(stands.get(key) != value for key, value in one.after.items()):
        raise _changed()
    for key, value in values.items():
        setattr(found, key, value)
    return found


def _ensure_place_is_free(row: Any) -> None:
    """Refuse where something else of the same kind has the name, the day or the scope of a row."""
    columns = PLACES.get(type(row), ())
    if not columns:
        return
    asked = {
        f"{column}__iexact" if column == "name" else column: getattr(row, column)
        for column in columns
    }
    asked |= {end: None for end in ENDS if hasattr(row, end)}
    if type(row)._base_manager.filter(**asked).exclude(pk=row.pk).exists():  # noqa: SLF001 - Django's own door
        raise CannotStandAgain(
            _("It was not put back: something else has its place now."),
            next_step=_("Look at the list, and change that one or add this one anew."),
        )


def _ensure_named_stand(row: Any) -> None:
    """Refuse where something a row names is off its list, or gone."""
    fields = type(row)._meta.concrete_fields  # noqa: SLF001 - Django's own door
    for field in fields:
        pk = getattr(row, field.attname)
        if not field.is_relation or pk is None:
            continue
        named = _again(field.related_model, pk)
        if named is None:
            raise _changed()
        if type(named) in LISTS.values() and named.ended_on is not None:
            raise CannotStandAgain(
                filled(
                    _('It was not put back: it needs "%(name)s", which is off its list.'),
                    {"name": name_of(named)},
                ),
                next_step=_("Add both anew, or add this one without it."),
            )


def _changed() -> CannotStandAgain:
    return CannotStandAgain(
        _("This cannot be put back any more: something was changed since."),
        next_step=_("Look at the list, and add it anew where it is missing."),
    )
