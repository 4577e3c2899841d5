"""Which frameworks a district has set aside, which it offers, and what still uses one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.curriculum.models import Framework, Item, SectionFramework, SetAside
from ownpath.school.curriculum.queries.library import seen_frameworks
from ownpath.school.people.queries import sections_to_come

if TYPE_CHECKING:
    from ownpath.school.people.models import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideLine:
    """One time a district set a framework aside; names are empty where nobody is known any more."""

    why: str
    set_by: str
    set_at: datetime
    taken_back_by: str
    taken_back_at: datetime | None


def offered_frameworks(*, district_id: int | None) -> QuerySet[Framework]:
    """Return the frameworks a district's staff may see and has not set aside: what is offered anywhere new."""
    seen = seen_frameworks(district_id=district_id)
    if district_id is None:
        return seen
    aside = _set_aside_now().filter(framework_id=OuterRef("pk"), district_id=district_id)
    return seen.filter(~Exists(aside))


def is_set_aside(*, framework_id: int, district_id: int) -> bool:
    """Return whether a district has set a framework aside."""
    return _set_aside_now().filter(framework_id=framework_id, district_id=district_id).exists()


def get_seen_framework(*, uuid: UUID, district_id: int | None) -> Framework:
    """Return a framework the district's staff may see, set aside or not.

    Raises
    ------
    NotFound
        If there is none, or it is another district's.
    """
    found = seen_frameworks(district_id=district_id).filter(uuid=uuid).first()
    if found is None:
        raise NotFound(
            _("There is no such framework here."), next_step=_("Pick one from the list.")
        )
    return found


def times_set_aside(*, framework: Framework, district_id: int) -> list[AsideLine]:
    """Return how often a district set a framework aside, the last time first; one query."""
    rows = SetAside.objects.filter(framework=framework, district_id=district_id)
    return [
        AsideLine(
            why=one.why,
            set_by=one.set_by.plain_name if one.set_by else "",
            set_at=one.set_at,
            taken_back_by=one.taken_back_by.plain_name if one.taken_back_by else "",
            taken_back_at=one.taken_back_at,
        )
        for one in rows.select_related("set_by", "taken_back_by").order_by("-set_at", "-pk")
    ]


def classes_working_on(
    *, framework_id: int, district_id: int, today: date
) -> QuerySet[Section]:
    """Return the classes of a district that are not over and work on a framework, by title."""
    links = SectionFramework.objects.filter(
        section_id=OuterRef("pk"), framework_id=framework_id
    )
    return sections_to_come(district_id=district_id, today=today).filter(Exists(links))


def n_classes_ever(*, framework_id: int, district_id: int) -> int:
    """Return how many classes of a district work on a framework, those that are over included."""
    links = SectionFramework.objects.filter(framework_id=framework_id)
    return links.filter(section__district_id=district_id).count()


def n_templates_of(*, framework_id: int) -> int:
    """Return how many templates and questions a framework has that can be put."""
    rows = Item.objects.filter(competencies__framework_id=framework_id, is_retired=False)
    return rows.distinct().count()


def _set_aside_now() -> QuerySet[SetAside]:
    return SetAside.objects.filter(taken_back_at=None)
