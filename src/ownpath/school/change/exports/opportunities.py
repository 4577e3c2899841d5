"""Write a district's opportunities as the table its importer reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ownpath.interchange.opportunities.write import write_opportunities
from ownpath.school.change.models import Opportunity
from ownpath.school.change.queries.opportunity_records import record_of

if TYPE_CHECKING:
    from ownpath.school.people.models import District


def opportunities_as_csv(*, district: District) -> str:
    """Return all opportunities of a district with their requirements; what became of them stays here."""
    rows = Opportunity.objects.filter(district=district).select_related("organization")
    ordered = rows.prefetch_related("requirements").order_by(
        "organization__name", "title", "round"
    )
    return write_opportunities(record_of(one) for one in ordered)
