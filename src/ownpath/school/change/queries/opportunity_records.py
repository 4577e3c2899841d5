"""An opportunity as the table of an import or export has it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ownpath.interchange.opportunities.records import OpportunityRecord
from ownpath.school.change.models import Opportunity


def record_of(row: Opportunity) -> OpportunityRecord:
    """Return an opportunity as the table has it."""
    zone = ZoneInfo(row.time_zone or "UTC")
    local = row.deadline_at.astimezone(zone) if row.deadline_at else None
    texts = sorted(row.requirements.all(), key=lambda one: (one.place, one.pk))
    same = (
        "kind", "title", "round", "about", "amount", "in_kind", "effort_hours", "eligibility",
        "opens_on", "time_zone", "decides_on", "url", "fit", "fit_why",
    )  # fmt: skip
    return OpportunityRecord(
        organization=row.organization.name,
        reach=row.organization.reach,
        organization_url=row.organization.url,
        contact=row.organization.contact,
        deadline=local.replace(tzinfo=None) if local else None,
        requirements=tuple(one.text for one in texts),
        **{name: getattr(row, name) for name in same},
    )
