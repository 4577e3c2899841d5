"""By when a class is meant to have learned what: its grade's competencies in order, each with a day or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from ownpath.school.curriculum.queries import FrameworkMap, framework_of_section, map_of
from ownpath.school.people.queries import get_taught_section, span_of_section, students_in
from ownpath.school.plans.queries import timeline_of
from ownpath.school.plans.services import may_steer_class

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section

DAYS_WITHOUT_TERMS: Final = 180  # a school year, where a roster tells no terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A competency, and by when."""

    id: int
    uuid: UUID
    code: str
    short: str
    due_on: date | None
    is_over: bool  # the day is behind us


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """The steps of one domain, in the order in which they build on each other."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """What the page shows; `first` and `last` are the days between which to spread."""

    section: UUID
    title: str
    framework: str  # empty where the class works on nothing yet
    grade: str
    domains: tuple[Domain, ...]
    n_steps: int
    n_dated: int
    n_by_today: int
    first: date
    last: date
    may_set: bool


def build_timeline(
    *, viewer: Person, section: UUID, today: date, language: str
) -> TimelinePage:
    """Gather the page of one of the viewer's classes."""
    which = get_taught_section(viewer=viewer, uuid=section, today=today)
    known = framework_map(section=which)
    grade = grade_of(section=which, today=today)
    steps = _steps(known, which, grade, today, language) if known else {}
    every = [one for own in steps.values() for one in own]
    first, last = span_of_section(section=which) or (
        today,
        today + timedelta(days=DAYS_WITHOUT_TERMS),
    )
    return TimelinePage(
        section=section,
        title=which.title,
        framework=known.title if known else "",
        grade=grade,
        domains=tuple(
            Domain(name=known.domain_title(domain, language), steps=tuple(own))
            for domain, own in steps.items()
        )
        if known
        else (),
        n_steps=len(every),
        n_dated=sum(one.due_on is not None for one in every),
        n_by_today=sum(one.due_on is not None and one.due_on <= today for one in every),
        first=first,
        last=last,
        may_set=may_steer_class(section=which, person=viewer, today=today),
    )


def framework_map(*, section: Section) -> FrameworkMap | None:
    """Return the map of what a class works on, or None."""
    framework = framework_of_section(section_id=section.pk)
    return map_of(framework) if framework else None


def grade_of(*, section: Section, today: date) -> str:
    """Return the grade a class is of: the roster's word, or else that of most of its students."""
    if section.grades:
        return str(section.grades[0])
    counted = Counter(student.grade for student in students_in(section=section, today=today))
    return counted.most_common(1)[0][0] if counted else ""


def competencies_of(known: FrameworkMap, *, grade: str) -> list[int]:
    """Return a grade's competencies, each after those it builds on."""
    return [one for one in known.order if grade in known.competencies[one].grades]


def _steps(
    known: FrameworkMap, section: Section, grade: str, today: date, language: str
) -> Mapping[str, list[Step]]:
    due_on = timeline_of(section_id=section.pk)
    own = competencies_of(known, grade=grade)
    own += [one for one in due_on if one in known.competencies and one not in set(own)]
    found: dict[str, list[Step]] = {}
    for one in own:
        line, day = known.competencies[one], due_on.get(one)
        found.setdefault(line.domain, []).append(
            Step(
                id=one,
                uuid=line.uuid,
                code=line.code,
                short=line.short(language),
                due_on=day,
                is_over=day is not None and day < today,
            )
        )
    return found
