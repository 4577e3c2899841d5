"""The classes a leader's form lists: those that run or will, the youngest grades first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ownpath.school.people.queries import by_grade, sections_at, spans_of_sections

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """Classes to pick from, and from when those yet to begin run, by uuid."""

    sections: Mapping[str, Section] = field(default_factory=dict)
    begins: Mapping[str, date] = field(default_factory=dict)

    def tell(self, section: Section) -> str:
        """Return a class's title; of one yet to begin also from when, as last term's may be called the same."""
        begins = self.begins.get(str(section.uuid))
        if begins is None:
            return str(section.title)
        told = {"title": section.title, "day": date_format(begins, "MONTH_DAY_FORMAT")}
        return _("%(title)s · from %(day)s") % told


def classes_to_pick(*, campus: Campus, today: date, own: Collection[Section] = ()) -> Classes:
    """Return the classes of a campus whose term is not over, and those that are picked already."""
    found = {one.pk: one for one in (*sections_at(campus=campus, today=today), *own)}
    spans = spans_of_sections(ids=found)
    kept = {one.pk for one in own}
    listed = [
        one
        for pk, one in found.items()
        if pk in kept or pk not in spans or spans[pk][1] >= today
    ]
    return Classes(
        sections={str(one.uuid): one for one in sorted(listed, key=by_grade)},
        begins={
            str(one.uuid): spans[one.pk][0]
            for one in listed
            if one.pk in spans and spans[one.pk][0] > today
        },
    )
