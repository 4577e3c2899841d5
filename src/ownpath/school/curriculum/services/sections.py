"""Say which framework a class works on; new classes follow those before them.

Records staff say it course by course, and class by class where a course spans several grades. A roster brings new
classes every term: each follows the newest class of its course and grade, or else of its course, or else of its subject
and grade, so that nobody has to say it again.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.curriculum.models import Framework, SectionFramework
from ownpath.school.curriculum.queries.library import grades_in
from ownpath.school.curriculum.queries.setting_aside import is_set_aside
from ownpath.school.curriculum.shelf import ids_set_aside
from ownpath.school.people.queries import (
    grades_of_sections,
    kind_of_section,
    sections_to_come,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Section


class NotOffered(Conflict):
    """The district has set this framework aside."""


@deed
def use_framework(*, section_id: int, framework_id: int) -> None:
    """Let a section work on a framework; saying it twice is once."""
    SectionFramework.objects.get_or_create(section_id=section_id, framework_id=framework_id)


@deed
def let_classes_study(
    *, district_id: int, section_ids: Collection[int], framework_id: int | None, today: date
) -> int:
    """Let some classes that are not over work on a framework (None: on nothing here); return how many.

    What was said of these classes before is replaced.

    Raises
    ------
    NotOffered
        If the district has set the framework aside.
    """
    if framework_id is not None:
        hold_framework(framework_id)
        if is_set_aside(framework_id=framework_id, district_id=district_id):
            raise NotOffered(
                _("This framework is set aside, so no class can begin with it."),
                next_step=_("Choose another one, or take it back under Frameworks first."),
            )
    ids = _of_district(district_id, section_ids, today)
    say_what_they_study(ids, framework_id)
    return len(ids)


def hold_framework(framework_id: int) -> None:
    """Let nobody else set a framework aside, or give it to a class, until this deed is kept."""
    Framework.objects.select_for_update(no_key=True).filter(pk=framework_id).first()


def say_what_they_study(section_ids: Collection[int], framework_id: int | None) -> None:
    """Write what some classes work on, in place of what was said before; whoever calls is a deed and chose them."""
    SectionFramework.objects.filter(section_id__in=section_ids).delete()
    SectionFramework.objects.bulk_create(
        SectionFramework(section_id=one, framework_id=framework_id) for one in section_ids
    )


@deed
def take_back_study(*, district_id: int, section_ids: Collection[int], today: date) -> None:
    """Forget what was said of some classes that are not over."""
    ids = _of_district(district_id, section_ids, today)
    SectionFramework.objects.filter(section_id__in=ids).delete()


@deed
def follow_precedent(*, district_id: int, today: date) -> int:
    """Let classes of which nothing was said yet work on what the newest class before them did; return how many.

    A class of another grade than those before it of its course follows them only where what they work on has practice
    for its grade: a course of grades 6 to 8 is said class by class. Nobody follows onto what was set aside.
    """
    said = SectionFramework.objects.filter(section__district_id=district_id)
    known = list(said.select_related("section", "framework").order_by("pk"))
    if not known:
        return 0
    told = {one.section_id for one in known}
    aside = ids_set_aside(district_id=district_id)
    known = [one for one in known if one.framework_id not in aside]
    coming = sections_to_come(district_id=district_id, today=today)
    waiting = [one for one in coming if one.pk not in told]
    grades = grades_of_sections(sections=[*waiting, *(one.section for one in known)])
    precedent = {
        mark: one for one in known for mark in _marks(one.section, grades[one.section_id])
    }
    frameworks = {one.framework for one in known if one.framework is not None}
    reach = {one.pk: frozenset(grades_in(framework=one)) for one in frameworks}
    rows = []
    for section in waiting:
        own = grades[section.pk]
        near = (precedent.get(mark) for mark in reversed([*_marks(section, own)]))
        for before in filter(None, near):
            if _suits(before, reach, of_before=grades[before.section_id], own=own):
                rows.append(SectionFramework(section=section, framework_id=before.framework_id))
                break
    SectionFramework.objects.bulk_create(rows)
    return len(rows)


def _marks(section: Section, grades: Sequence[str]) -> Iterator[Hashable]:
    """Yield what makes a class like another, the least telling first: subject and grade, its course, both."""
    kind = kind_of_section(section)
    if kind and grades:
        yield kind, tuple(grades)
    yield section.course_id
    if grades:
        yield section.course_id, tuple(grades)


def _suits(
    before: SectionFramework,
    reach: Mapping[int, frozenset[str]],
    *,
    of_before: Sequence[str],
    own: Sequence[str],
) -> bool:
    """Return whether what a class before works on suits a class of some grades; `reach` tells each framework's."""
    if not own or not of_before or not set(own).isdisjoint(of_before):
        return True
    return not set(own).isdisjoint(reach.get(before.framework_id or 0, frozenset()))


def _of_district(district_id: int, section_ids: Collection[int], today: date) -> list[int]:
    coming = sections_to_come(district_id=district_id, today=today)
    return list(coming.filter(pk__in=list(section_ids)).values_list("pk", flat=True))
