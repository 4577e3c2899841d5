"""The district's own facts: its name, its time, where people open Ownpath, the language it begins in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from ownpath.faces.office.pages.time_zones import clock_in, zone_in_words
from ownpath.school.change.queries.clocks import n_clocks_ahead

if TYPE_CHECKING:
    from ownpath.school.people.models import District


@dataclass(frozen=True, kw_only=True)
class DistrictPage:
    """The page; `wanted_zone` is empty unless another time zone waits to be confirmed."""

    name: str
    number: str  # as the roster has it
    zone: str
    clock: str
    wanted_zone: str
    wanted_clock: str
    n_clocks_ahead: int  # meetings that would read otherwise
    address_of_machine: str


def build_district_page(*, district: District, wanted_zone: str, now: datetime) -> DistrictPage:
    """Return the page; `wanted_zone` is one that was chosen and not yet confirmed."""
    return DistrictPage(
        name=district.name,
        number=district.identifier or district.sourced_id,
        zone=zone_in_words(district.time_zone),
        clock=clock_in(district.time_zone, now),
        wanted_zone=zone_in_words(wanted_zone) if wanted_zone else "",
        wanted_clock=clock_in(wanted_zone, now) if wanted_zone else "",
        n_clocks_ahead=n_clocks_ahead(district=district, now=now) if wanted_zone else 0,
        address_of_machine=settings.OWN_ADDRESS,
    )
