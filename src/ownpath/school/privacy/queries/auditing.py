"""Read the audit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max, Q, QuerySet, Value
from django.db.models.functions import Concat

from ownpath.school.privacy.models import AuditEntry

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which deeds of the audit are looked for; None: whatever it is."""

    about: Collection[int] | None = None  # ids of people
    by: Collection[int] | None = None
    deeds: Collection[str] | None = None
    since: datetime | None = None
    before: datetime | None = None


EVERYTHING = Sought()


def audit_of_district(
    *, district: District, sought: Sought = EVERYTHING, are_common: bool = False
) -> QuerySet[AuditEntry]:
    """Return the audited deeds about the people of a district, or by them about nobody alone, newest first.

    Where the deeds that are looked for `are_common`, the newest are found along the time: to gather each deed's rows
    first and sort them took SQLite two seconds among half a million.
    """
    entries = AuditEntry.objects.alias(deed_as_told=Concat("deed", Value(""))).filter(
        Q(about__district=district) | Q(about=None, actor__district=district),
        *_conditions(sought, "deed_as_told" if are_common else "deed"),
    )
    return entries.select_related("actor", "about").order_by("-done_at", "-pk")


def audit_about(*, person: Person) -> QuerySet[AuditEntry]:
    """Return who read or changed what about a person, newest first."""
    return AuditEntry.objects.filter(about=person).order_by("-done_at", "-pk")


def _conditions(sought: Sought, deed: str) -> list[Q]:
    wanted = {
        "about_id__in": sought.about,
        "actor_id__in": sought.by,
        f"{deed}__in": sought.deeds,
        "done_at__gte": sought.since,
        "done_at__lt": sought.before,
    }
    return [Q((look, value)) for look, value in wanted.items() if value is not None]


def deeds_in_the_audit() -> list[str]:
    """Return the name of every deed that was ever audited here."""
    names = AuditEntry.objects.order_by("deed").values_list("deed", flat=True)
    return list(names.distinct())


def latest_deed(*, deed: str, detail: str, by_district: District) -> AuditEntry | None:
    """Return when something that is about nobody alone was last done in a district; `detail` is how it begins."""
    rows = AuditEntry.objects.filter(
        about=None, actor__district=by_district, deed=deed, detail__startswith=detail
    )
    return rows.select_related("actor").order_by("-done_at", "-pk").first()


def newest_deed_at() -> datetime | None:
    """Return when anything was last done in this installation, or None."""
    at: datetime | None = AuditEntry.objects.aggregate(at=Max("done_at"))["at"]
    return at
