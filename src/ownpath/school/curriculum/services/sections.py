"""Say which framework a class works on; new classes follow those before them.

Records staff say it course by course. A roster brings new classes every term: each follows the newest class of its
course, or else of its subject and grade, so that nobody has to say it again.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from ownpath.school.curriculum.models import SectionFramework
from ownpath.school.people.queries import kind_of_section, sections_to_come
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Section


@deed
def use_framework(*, section_id: int, framework_id: int) -> None:
    """Let a section work on a framework; saying it twice is once."""
    SectionFramework.objects.get_or_create(section_id=section_id, framework_id=framework_id)


@deed
def let_courses_study(
    *, district_id: int, course_ids: Collection[int], framework_id: int | None, today: date
) -> int:
    """Let all classes of some courses that are not over work on a framework (None: on nothing here); return how many.

    What was said of these classes before is replaced.
    """
    ids = _classes_of(district_id, course_ids, today)
    SectionFramework.objects.filter(section_id__in=ids).delete()
    SectionFramework.objects.bulk_create(
        SectionFramework(section_id=one, framework_id=framework_id) for one in ids
    )
    return len(ids)


@deed
def take_back_study(*, district_id: int, course_ids: Collection[int], today: date) -> None:
    """Forget what was said of the classes of some courses that are not over."""
    ids = _classes_of(district_id, course_ids, today)
    SectionFramework.objects.filter(section_id__in=ids).delete()


@deed
def follow_precedent(*, district_id: int, today: date) -> int:
    """Let classes of which nothing was said yet work on what the newest class before them did; return how many."""
    said = SectionFramework.objects.filter(section__district_id=district_id)
    known = list(said.select_related("section").order_by("pk"))
    if not known:
        return 0
    precedent = {mark: one.framework_id for one in known for mark in _marks(one.section)}
    told = {one.section_id for one in known}
    rows = []
    for section in sections_to_come(district_id=district_id, today=today):
        mark = next((one for one in reversed([*_marks(section)]) if one in precedent), None)
        if section.pk not in told and mark is not None:
            rows.append(SectionFramework(section=section, framework_id=precedent[mark]))
    SectionFramework.objects.bulk_create(rows)
    return len(rows)


def _marks(section: Section) -> Iterator[Hashable]:
    """Yield what makes a class like another: subject and grade where it has both, then its course, which says more."""
    kind = kind_of_section(section)
    if kind and section.grades:
        yield kind, tuple(sorted(map(str, section.grades)))
    yield section.course_id


def _classes_of(district_id: int, course_ids: Collection[int], today: date) -> list[int]:
    wanted = set(course_ids)
    return [
        one.pk
        for one in sections_to_come(district_id=district_id, today=today)
        if one.course_id in wanted
    ]
