"""What classes work on, course by course, and what may be given to all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from ownpath.school.curriculum.queries import (
    ClassLine,
    CourseLine,
    Study,
    course_lines,
    studies_for,
)
from ownpath.school.people.directory import own_district

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

COURSES_ON_A_PAGE: Final = 30
NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to choose for a course."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """A class of a course that spans several grades, and what can be chosen for it."""

    line: ClassLine
    grades: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """A course and what can be chosen for it; its classes where they are of different grades."""

    line: CourseLine
    grades: str
    choices: tuple[Choice, ...]
    classes: tuple[ClassRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Classes of mathematics of which nothing was said, that one framework has practice for."""

    study: Study
    classes: tuple[ClassLine, ...]
    titles: tuple[
        str, ...
    ]  # of their courses, or their own where the course spans several grades

    @property
    def n_classes(self) -> int:
        """How many classes these are."""
        return len(self.classes)


@dataclass(frozen=True, kw_only=True)
class Studies:
    """The page."""

    rows: tuple[CourseRow, ...]
    proposals: tuple[Proposal, ...]
    has_studies: bool
    n_courses: int
    n_others: (
        int  # courses of other subjects that nothing was said of: left out unless asked for
    )
    words: str  # looked for
    page_obj: Page[Any]


def build_studies(
    *, viewer: Person, today: date, words: str, is_all: bool, page: str | None
) -> Studies:
    """Return the page: courses whose title or campus has the words, and what could be settled at once.

    Without words, and unless all are wanted: mathematics, and courses of which something was said.
    """
    district_id = own_district(viewer=viewer).pk
    studies = studies_for(district_id=district_id)
    lines = course_lines(district_id=district_id, today=today)
    near = [one for one in lines if one.is_mathematics or one.studies]
    is_whole = bool(words) or is_all or not near
    shown = [one for one in lines if _has(one, words)] if is_whole else near
    page_obj = Paginator(shown, COURSES_ON_A_PAGE).get_page(page)
    return Studies(
        rows=tuple(_row(line, studies) for line in page_obj),
        proposals=tuple(proposals(studies=studies, lines=lines)),
        has_studies=bool(studies),
        n_courses=len(lines),
        n_others=0 if is_whole else len(lines) - len(near),
        words=words,
        page_obj=page_obj,
    )


def proposals(*, studies: Sequence[Study], lines: Sequence[CourseLine]) -> list[Proposal]:
    """Return, framework by framework, the mathematics classes that nothing was said of and it has a grade of.

    Where something was said of a course its other classes follow, unless they are of another grade.
    """
    waiting = [
        (line, one)
        for line in lines
        if line.is_mathematics and (line.spans_grades or not line.studies)
        for one in line.classes
        if not one.is_said
    ]
    found = []
    for study in studies:
        fit = [(line, one) for line, one in waiting if study.grades & {*one.grades}]
        titles = dict.fromkeys(
            one.title if line.spans_grades else line.title for line, one in fit
        )
        classes = tuple(one for _line, one in fit)
        found.append(Proposal(study=study, classes=classes, titles=tuple(titles)))
    return [one for one in found if one.classes]


def changes_wanted(
    *, viewer: Person, today: date, chosen: Mapping[UUID, str]
) -> dict[int | None, list[int]]:
    """Return the classes whose choice differs from what is so, by the framework that is wanted (None: nothing).

    What was chosen for a class counts before what was chosen for its course. A choice that nobody offered is left out.
    """
    district_id = own_district(viewer=viewer).pk
    known: dict[str, int | None] = {
        str(one.uuid): one.id for one in studies_for(district_id=district_id)
    }
    known[NOTHING] = None
    wanted: dict[int | None, list[int]] = {}
    for line in course_lines(district_id=district_id, today=today):
        for_all = chosen.get(line.uuid, "")
        for one in line.classes:
            own = chosen.get(one.uuid, "") if line.spans_grades else ""
            value = own if own in known and not _is_so(one, known[own]) else for_all
            if value in known and not _is_so(one, known[value]):
                wanted.setdefault(known[value], []).append(one.id)
    return wanted


def _is_so(one: ClassLine, framework_id: int | None) -> bool:
    return one.is_said and one.study == framework_id


def _has(line: CourseLine, words: str) -> bool:
    said = " ".join((line.title, *line.campuses)).casefold()
    return all(word in said for word in words.casefold().split())


def _row(line: CourseLine, studies: Sequence[Study]) -> CourseRow:
    settled = line.is_settled
    first = _("different things") if line.studies and not settled else _("not said yet")
    return CourseRow(
        line=line,
        grades=", ".join(line.grades),
        choices=_choices(studies, settled=settled, study=line.study, otherwise=first),
        classes=tuple(_class(one, studies) for one in line.classes)
        if line.spans_grades
        else (),
    )


def _class(one: ClassLine, studies: Sequence[Study]) -> ClassRow:
    choices = _choices(
        studies, settled=one.is_said, study=one.study, otherwise=_("not said yet")
    )
    return ClassRow(line=one, grades=", ".join(one.grades), choices=choices)


def _choices(
    studies: Sequence[Study], *, settled: bool, study: int | None, otherwise: str
) -> tuple[Choice, ...]:
    return (
        *(() if settled else (Choice(value="", words=otherwise, is_chosen=True),)),
        *(
            Choice(value=str(one.uuid), words=one.title, is_chosen=settled and study == one.id)
            for one in studies
        ),
        Choice(value=NOTHING, words=_("nothing here"), is_chosen=settled and study is None),
    )
