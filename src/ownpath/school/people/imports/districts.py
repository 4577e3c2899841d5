"""Finds the district a roster belongs to, and the place each of its orgs means here."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ownpath.interchange.oneroster import Org, Package, key_of
from ownpath.interchange.oneroster.findings import Findings, shown
from ownpath.school.people.imports.types import DistrictPlan, ImportRefused, filled
from ownpath.school.people.models import District

WHOLE_DISTRICT = ""
DISTRICT, SCHOOL = "district", "school"


def plan_district(package: Package, given: District | None) -> DistrictPlan:
    """Return which district the roster is for; refuse when it is another's, or nobody's.

    Parameters
    ----------
    given
        The district of the person who imports; None lets the file say, as the command line does.
    """
    orgs = [org for org in package.orgs if org.type == DISTRICT and not org.is_ended]
    if len(orgs) > 1:
        raise ImportRefused(
            filled(_("This file holds %(n)s districts."), {"n": len(orgs)}),
            next_step=_("Export one file for each district and import them one by one."),
        )
    named = orgs[0] if orgs else None
    if given is not None:
        return _own(given, named)
    org = named or _above_the_schools(package)
    if org is None:
        return _only_one()
    known = District.objects.filter(source_key=key_of(org.sourced_id)).first()
    return _planned(known, org)


def _own(given: District, named: Org | None) -> DistrictPlan:
    if named is not None and key_of(named.sourced_id) != given.source_key:
        raise ImportRefused(
            filled(
                _("This file is the roster of %(name)s (%(id)s), not of %(own)s."),
                {"name": named.name, "id": named.sourced_id, "own": given.name},
            ),
            next_step=_("Ask for the file of your own district."),
        )
    return _planned(given, named)


def _only_one() -> DistrictPlan:
    """Return the only district there is, for a file that names none (a delta seldom does)."""
    districts = list(District.objects.all()[:2])
    if len(districts) == 1:
        return _planned(districts[0], None)
    raise ImportRefused(
        _("This file does not say which district it is for."),
        next_step=_(
            "Import a complete file with the district in orgs.csv first, or name the district."
        ),
    )


def _planned(known: District | None, org: Org | None) -> DistrictPlan:
    if known is not None and org is None:
        return DistrictPlan(
            pk=known.pk,
            key=known.source_key,
            sourced_id=known.sourced_id,
            name=known.name,
            identifier=known.identifier,
        )
    if org is None:
        raise ValueError("known=None, org=None: expected at least one of them")
    said = (org.sourced_id, org.name, org.identifier)
    return DistrictPlan(
        pk=known.pk if known else None,
        key=key_of(org.sourced_id),
        sourced_id=org.sourced_id,
        name=org.name,
        identifier=org.identifier,
        is_changed=known is None or said != (known.sourced_id, known.name, known.identifier),
    )


def _above_the_schools(package: Package) -> Org | None:
    """Return the one org, of whatever type, that stands above the schools and under nothing."""
    tops = {
        key_of(org.parent_sourced_id)
        for org in package.orgs
        if org.type == SCHOOL and not org.is_ended and org.parent_sourced_id
    }
    orgs = [package.org(top) for top in tops]
    found = [org for org in orgs if org and org.type != SCHOOL and not org.parent_sourced_id]
    return found[0] if len(found) == 1 else None


def campus_orgs(package: Package, district_key: str) -> tuple[Org, ...]:
    """Return the orgs that are campuses: the schools, and whatever else a class is held at."""
    with_classes = {key_of(one.school_sourced_id) for one in package.classes}
    return tuple(
        org
        for org in package.orgs
        if key_of(org.sourced_id) != district_key
        and (
            org.type == SCHOOL
            or (org.type != DISTRICT and key_of(org.sourced_id) in with_classes)
        )
    )


def places_of_orgs(
    package: Package,
    *,
    district_key: str,
    known_campuses: frozenset[str],
    findings: Findings,
) -> Mapping[str, str]:
    """Return the campus key each org key means; `WHOLE_DISTRICT` for the district and what stands above it."""
    campuses = known_campuses | {
        key_of(org.sourced_id) for org in campus_orgs(package, district_key)
    }
    places = {key: key for key in campuses} | {district_key: WHOLE_DISTRICT}
    for org in package.orgs:
        key = key_of(org.sourced_id)
        if key not in places:
            places[key] = _upward(package, org, places)
            _tell(org, places[key], findings)
    return places


def _upward(package: Package, org: Org, places: Mapping[str, str]) -> str:
    passed: set[str] = set()
    at: Org | None = org
    while at is not None and key_of(at.sourced_id) not in passed:
        passed.add(key_of(at.sourced_id))
        parent = key_of(at.parent_sourced_id)
        if parent in places:
            return places[parent]
        at = package.org(parent) if parent else None
    return WHOLE_DISTRICT


def _tell(org: Org, place: str, findings: Findings) -> None:
    means = f"the school {place}" if place else "the district"
    findings.note(
        "org.other",
        f"{org.where}, type",
        f"{shown(org.name)} is of type {shown(org.type)}; who is there is taken to be at {means}",
        "Nothing to do, unless it is a school: then write school as its type.",
    )
