"""What classes work on, course by course, and what may be given to all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from ownpath.school.curriculum.queries import CourseLine, Study, course_lines, studies_for
from ownpath.school.curriculum.words import grade_sign
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
class CourseRow:
    """A course and what can be chosen for it."""

    line: CourseLine
    grades: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Mathematics courses of which nothing was said, that one framework has practice for."""

    study: Study
    courses: tuple[CourseLine, ...]

    @property
    def n_classes(self) -> int:
        """How many classes these courses have."""
        return sum(one.n_classes for one in self.courses)


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
    """Return, framework by framework, the mathematics courses that nothing was said of and it has a grade of."""
    waiting = [one for one in lines if one.is_mathematics and not one.studies]
    found = [
        Proposal(
            study=study, courses=tuple(one for one in waiting if study.grades & {*one.grades})
        )
        for study in studies
    ]
    return [one for one in found if one.courses]


def changes_wanted(
    *, viewer: Person, today: date, chosen: Mapping[UUID, str]
) -> dict[int | None, list[CourseLine]]:
    """Return the courses whose choice differs from what is so, by the framework that is wanted (None: nothing).

    A choice that nobody offered is left out.
    """
    district_id = own_district(viewer=viewer).pk
    known: dict[str, int | None] = {
        str(one.uuid): one.id for one in studies_for(district_id=district_id)
    }
    known[NOTHING] = None
    wanted: dict[int | None, list[CourseLine]] = {}
    for line in course_lines(district_id=district_id, today=today):
        value = chosen.get(line.uuid, "")
        if value in known and not (line.is_settled and line.study == known[value]):
            wanted.setdefault(known[value], []).append(line)
    return wanted


def _has(line: CourseLine, words: str) -> bool:
    said = " ".join((line.title, *line.campuses)).casefold()
    return all(word in said for word in words.casefold().split())


def _row(line: CourseLine, studies: Sequence[Study]) -> CourseRow:
    settled = line.is_settled
    first = _("different things") if line.studies and not settled else _("not said yet")
    choices = [
        *([] if settled else [Choice(value="", words=first, is_chosen=True)]),
        *(
            Choice(
                value=str(one.uuid), words=one.title, is_chosen=settled and line.study == one.id
            )
            for one in studies
        ),
        Choice(
            value=NOTHING, words=_("nothing here"), is_chosen=settled and line.study is None
        ),
    ]
    return CourseRow(
        line=line, grades=", ".join(map(grade_sign, line.grades)), choices=tuple(choices)
    )
