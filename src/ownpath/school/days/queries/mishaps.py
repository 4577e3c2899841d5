"""What happened to a day so that it was mended: who was out or what was missing, and in which blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, UUIDField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Replace

from ownpath.school.days.models import DayPlan, DeviceCart, Room, Staffing
from ownpath.school.people.queries import name_of_parts, parts_of_name

ABOUT = {
    "adult_out": "person",
    "room_lost": "room",
    "cart_missing": "cart",
}  # kind: key of its uuid


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """One thing that happened; `kind` is one of `services.happenings`.

    `name` is that of the adult, room or cart, "" where it is about students; `n_students` is how many are away;
    `first` and `last` are numbers of blocks.
    """

    kind: str
    name: str
    n_students: int
    first: int
    last: int


def with_mishap(plans: QuerySet[DayPlan]) -> QuerySet[DayPlan]:
    """Return plans with the name of what happened before them, so that `mishap_of_plan` needs no query."""
    tables = (
        Staffing.objects.filter(person__uuid=OuterRef("uuid_of_person")).values(
            said=parts_of_name("person")
        ),
        Room.objects.filter(uuid=OuterRef("uuid_of_room")).values(said=F("name")),
        DeviceCart.objects.filter(uuid=OuterRef("uuid_of_cart")).values(said=F("name")),
    )
    asked = {f"uuid_of_{key}": _uuid_of(key) for key in ABOUT.values()}
    return plans.alias(**asked).annotate(
        named=Coalesce(*(Subquery(one[:1]) for one in tables), output_field=TextField())
    )


def mishap_of_plan(plan: DayPlan) -> Mishap | None:
    """Return what happened before a plan that was read by `with_mishap`; None for nothing."""
    if not plan.event:
        return None
    named = vars(plan)["named"] or ""
    is_person = named and ABOUT.get(plan.event["kind"]) == "person"
    return _mishap(plan.event, name_of_parts(named) if is_person else named)


def _uuid_of(key: str) -> Cast:
    """Return as a column the uuid that stands in a plan's event."""
    plain = Replace(KT(f"event__{key}"), Value("-"), Value(""), output_field=TextField())
    return Cast(plain, UUIDField())


def mishaps_of(*, plans: Iterable[DayPlan]) -> dict[int, Mishap]:
    """Return by plan what happened before it; plans nothing happened before are left out. At most three queries."""
    events = {plan.pk: plan.event for plan in plans if plan.event}
    names = _names(events.values())
    return {plan: _mishap(event, _name(event, names)) for plan, event in events.items()}


def mishap_of(*, event: Mapping[str, Any]) -> Mishap | None:
    """Return what an event is about, or None where there is none. At most three queries."""
    return _mishap(event, _name(event, _names([event]))) if event else None


def _name(event: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return names.get(str(event.get(ABOUT.get(event["kind"], ""), "")), "")


def _mishap(event: Mapping[str, Any], name: str) -> Mishap:
    first, last = event["blocks"]
    return Mishap(
        kind=event["kind"],
        name=name,
        n_students=len(event.get("students", ())),
        first=first,
        last=last,
    )


def _names(events: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return by uuid the names of the adults, rooms and carts some events are about."""
    about: dict[str, set[str]] = {key: set() for key in ABOUT.values()}
    for event in events:
        if key := ABOUT.get(event["kind"]):
            about[key].add(event[key])
    found: dict[str, str] = {}
    if people := about["person"]:
        staff = Staffing.objects.filter(person__uuid__in=people).select_related("person")
        found |= {str(one.person.uuid): one.person.full_name for one in staff}
    if rooms := about["room"]:
        found |= {str(one.uuid): one.name for one in Room.objects.filter(uuid__in=rooms)}
    if carts := about["cart"]:
        found |= {str(one.uuid): one.name for one in DeviceCart.objects.filter(uuid__in=carts)}
    return found
