"""The frameworks that are here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownpath.school.curriculum.queries.shipped import STARTER, starter_shipped
from ownpath.school.curriculum.shelf import FrameworkLine, frameworks_on_the_shelf
from ownpath.school.people.directory import own_district
from ownpath.school.people.queries import districts

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Frameworks:
    """The page."""

    offered: tuple[FrameworkLine, ...]
    set_aside: tuple[FrameworkLine, ...]
    starter: Starter

    @property
    def lines(self) -> tuple[FrameworkLine, ...]:
        """All of them."""
        return (*self.offered, *self.set_aside)


@dataclass(frozen=True, kw_only=True)
class Starter:
    """The mathematics that comes with Ownpath, as it ships and as it is here."""

    version: str
    here: str | None
    is_newer: bool
    is_set_aside: bool
    may_take: bool  # it is not here, or a newer one may be brought in by this office


def build_frameworks(*, viewer: Person) -> Frameworks:
    """Return the frameworks a district has or shares, with what each holds."""
    district = own_district(viewer=viewer)
    lines = frameworks_on_the_shelf(district_id=district.pk)
    aside = tuple(one for one in lines if one.is_set_aside)
    is_starter_aside = any(one.pack == STARTER for one in aside)
    return Frameworks(
        offered=tuple(one for one in lines if not one.is_set_aside),
        set_aside=aside,
        starter=_starter(is_set_aside=is_starter_aside),
    )


def _starter(*, is_set_aside: bool) -> Starter:
    """Return how the mathematics that comes with Ownpath stands; a newer one reaches everybody who shares it.

    So an office brings a newer one in only where its district is the only one here (decision 0004).
    """
    shipped = starter_shipped()
    is_alone = len(districts()) == 1 and not shipped.is_of_others
    return Starter(
        version=shipped.version,
        here=shipped.here,
        is_newer=shipped.is_newer,
        is_set_aside=is_set_aside,
        may_take=not is_set_aside and (not shipped.is_here or (shipped.is_newer and is_alone)),
    )
