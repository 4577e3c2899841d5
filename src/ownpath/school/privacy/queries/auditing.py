"""Read the audit."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max, Q, QuerySet

from ownpath.school.privacy.models import AuditEntry

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person


def audit_about(*, person: Person) -> QuerySet[AuditEntry]:
    """Return who read or changed what about a person, newest first."""
    return (
        AuditEntry.objects.filter(about=person)
        .select_related("actor")
        .order_by("-done_at", "-pk")
    )


def audit_of_district(*, district: District) -> QuerySet[AuditEntry]:
    """Return every audited deed about the people of a district, or by them about nobody alone, newest first."""
    return (
        AuditEntry.objects.filter(
            Q(about__district=district) | Q(about=None, actor__district=district)
        )
        .select_related("actor", "about")
        .order_by("-done_at", "-pk")
    )


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
