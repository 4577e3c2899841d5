"""Find what a teacher may pin for a student: by words, by skill, or what lies nearest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ownpath.school.curriculum.queries import activities_by_id, activity_words, get_map
from ownpath.school.curriculum.words import plain_letters
from ownpath.school.mastery.queries import beliefs_of
from ownpath.school.people.queries import grades_away

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Activity
    from ownpath.school.curriculum.queries import CompetencyLine, FrameworkMap
    from ownpath.school.people.models import Person

FIRST_TO_PIN = 12
MOST_TO_PIN = 60  # whoever wants more looks by words or by skill


@dataclass(frozen=True, slots=True, kw_only=True)
class PinSearch:
    """What a teacher looks for: words in what it is called and is about, a skill, and how many to show."""

    words: str = ""
    skill: UUID | None = None
    limit: int = FIRST_TO_PIN


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPin:
    """The first activities that fit, how many do, and the skills one can look by, both nearest grade first."""

    activities: tuple[Activity, ...]
    n_found: int
    skills: tuple[CompetencyLine, ...]


def activities_to_pin(
    *, student: Person, framework_id: int, asked: PinSearch, language: str, now: datetime
) -> ToPin:
    """Return activities a teacher may pin: those whose competencies the student can work on now, nearest grade first.

    The same number of queries however many fit; only what is shown is read whole.
    """
    framework = get_map(framework_id)
    rank = _ranked(student, framework, now)
    far = len(rank)
    nearest = {
        one.id: min((rank.get(each, far) for each in one.competencies), default=far)
        for one in framework.activities.values()
    }
    open_now = sorted(
        (one for one, place in nearest.items() if place < far),
        key=lambda one: (nearest[one], one),
    )
    served = {each for one in open_now for each in framework.activities[one].competencies}
    skills = tuple(framework.competencies[each] for each in rank if each in served)
    of_skill = _with_skill(open_now, framework, asked.skill)
    fitting = _with_words(of_skill, framework, asked.words, language)
    first = fitting[: asked.limit]
    read = {one.pk: one for one in activities_by_id(ids=first) if not one.is_retired}
    return ToPin(
        activities=tuple(read[one] for one in first if one in read),
        n_found=len(fitting),
        skills=skills,
    )


def _ranked(student: Person, framework: FrameworkMap, now: datetime) -> dict[int, int]:
    """Return the place of each competency a student can work on now; within a grade as they build on one another."""
    beliefs = beliefs_of(student=student, framework_id=framework.framework_id, now=now)
    lines, before = framework.competencies, framework.graph.hard_before
    reachable = [
        one for one in framework.order if all(beliefs[each].holds for each in before[one])
    ]
    reachable.sort(
        key=lambda one: (beliefs[one].holds, grades_away(lines[one].grades, student.grade))
    )
    return {one: place for place, one in enumerate(reachable)}


def _with_skill(open_now: list[int], framework: FrameworkMap, skill: UUID | None) -> list[int]:
    if skill is None:
        return open_now
    wanted = {one.id for one in framework.competencies.values() if one.uuid == skill}
    return [
        one for one in open_now if not wanted.isdisjoint(framework.activities[one].competencies)
    ]


def _with_words(
    open_now: list[int], framework: FrameworkMap, words: str, language: str
) -> list[int]:
    """Return those in whose words, or their skills' words, everything asked stands; accents and case aside."""
    wanted = plain_letters(words).split()
    if not wanted:
        return open_now
    said = activity_words(ids=open_now, language=language)
    return [
        one
        for one in open_now
        if _stands_in(plain_letters(_told(one, framework, said, language)), wanted)
    ]


def _told(
    activity: int, framework: FrameworkMap, said: Mapping[int, str], language: str
) -> str:
    lines = framework.competencies
    skills = (
        lines[one].short(language)
        for one in framework.activities[activity].competencies
        if one in lines
    )
    return " ".join((said.get(activity, ""), *skills))


def _stands_in(text: str, wanted: list[str]) -> bool:
    return all(one in text for one in wanted)
