"""Whose content is whose: an office changes what it brought itself, and nothing else.

Content has the district whose office brought it as its owner, or none: then it is shared, and changed only by whoever
runs commands on this machine. Everybody may use all of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import cast

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.curriculum.imports.shapes import FRAMEWORKS, PACKS, THEMES, Shape
from ownpath.school.curriculum.imports.types import CompetencyKey, ImportPlan

OWNED = (PACKS, FRAMEWORKS)


class OwnedElsewhere(Conflict):
    """Somebody else brought the content and alone may change it."""

    def __init__(self, *, name: str) -> None:
        super().__init__(
            _("%(name)s is here already, and this file would change it.") % {"name": name},
            next_step=_(
                "It is shared or another district’s. Ask whoever runs Ownpath for you to bring in the new version, "
                "or give yours an identifier of its own."
            ),
        )


def refuse_what_others_own(plan: ImportPlan, *, owner_id: int | None) -> None:
    """Refuse a plan that would change what another district owns or all share; a plan that changes nothing may stand.

    Parameters
    ----------
    owner_id
        The district whose office imports; None is whoever runs commands on this machine, who may change everything.

    Raises
    ------
    OwnedElsewhere
    """
    if owner_id is None or plan.is_nothing_to_do:
        return
    for shape in OWNED:
        _refuse_rows(shape, plan, owner_id)
    _refuse_reaching_out(plan, owner_id)
    if plan.tables[THEMES.table].changed:
        raise OwnedElsewhere(name=str(plan.tables[THEMES.table].changed[0].key))


def _refuse_rows(shape: Shape, plan: ImportPlan, owner_id: int) -> None:
    named = list(plan.wanted.tables.get(shape.table, {}))
    for row in shape.rows.filter(identifier__in=named).exclude(owner_id=owner_id):
        raise OwnedElsewhere(name=str(row) if shape is FRAMEWORKS else row.identifier)


def _refuse_reaching_out(plan: ImportPlan, owner_id: int) -> None:
    """Refuse items and activities that would hang on frameworks of others and so change what their students meet."""
    reached = {
        framework
        for table in ("items", "activities")
        for row in plan.wanted.tables.get(table, {}).values()
        for framework, _own in _competencies(row.links)
    }
    others = FRAMEWORKS.rows.filter(identifier__in=reached).exclude(owner_id=owner_id)
    for framework in others:
        raise OwnedElsewhere(name=str(framework))


def _competencies(links: Mapping[str, Iterable[Hashable]]) -> Iterable[CompetencyKey]:
    return cast("Iterable[CompetencyKey]", links.get("competencies", ()))


def own_what_is_new(plan: ImportPlan, *, owner_id: int | None) -> None:
    """Write down who brought the packs and frameworks that the plan added."""
    if owner_id is None:
        return
    for shape in OWNED:
        new = [key for key, _row in plan.tables[shape.table].added]
        shape.rows.filter(identifier__in=new).update(owner_id=owner_id)
