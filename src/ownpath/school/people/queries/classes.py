"""Read of many classes at once when their terms are, and of which grades their students are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ownpath.school.people.models import Enrollment, Role, Section, Term
from ownpath.school.people.queries.sections import grade_order


def spans_of_sections(*, ids: Iterable[int]) -> dict[int, tuple[date, date]]:
    """Return the first and the last day of the terms of sections; one without terms is not among them; one query."""
    rows = Term.sections.through.objects.filter(section_id__in=list(ids))
    found: dict[int, tuple[date, date]] = {}
    for section, first, last in rows.values_list(
        "section_id", "term__starts_on", "term__ends_on"
    ):
        begins, ends = found.get(section, (first, last))
        found[section] = min(begins, first), max(ends, last)
    return found


def grades_of_sections(*, sections: Sequence[Section]) -> dict[int, tuple[str, ...]]:
    """Return the grades of sections: the one the roster tells, else those of their own students; one query.

    Where a roster tells several, they are the course's: the students say which of them are the section's. Those of a
    section without students are the roster's.
    """
    found: dict[int, set[str]] = {one.pk: set() for one in sections if len(one.grades) != 1}
    rows = Enrollment.objects.filter(
        section_id__in=list(found),
        role=Role.Name.STUDENT,
        ended_on=None,
        person__is_active=True,
    )
    for section, grade in rows.values_list("section_id", "person__grade").distinct():
        found[section] |= {grade} - {""}
    return {
        one.pk: tuple(sorted(found.get(one.pk) or set(map(str, one.grades)), key=grade_order))
        for one in sections
    }
