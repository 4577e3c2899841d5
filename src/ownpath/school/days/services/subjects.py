"""Who may teach what: a staffing's subjects and grades, against a group's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ownpath.school.days.models import Staffing
from ownpath.school.people.queries import is_mathematics

if TYPE_CHECKING:
    from ownpath.school.people.models import Section

MATHEMATICS: Final = "mathematics"


def may_teach(staffing: Staffing, *, subject: str, grades: frozenset[str]) -> bool:
    """Return whether an adult may lead a group in a subject with students of some grades, at least one of them theirs.

    A subject that is empty (advisory, a club) anybody who teaches may lead.
    """
    knows = bool(staffing.subjects) and (not subject or subject in staffing.subjects)
    return knows and (not staffing.grades or not grades.isdisjoint(staffing.grades))


def subject_of(subjects: list[str]) -> str:
    """Return the subject of a section in our words: lower case, mathematics by any of its names.

    >>> subject_of(["Math 8"]), subject_of(["Language arts"])
    ('mathematics', 'language arts')
    """
    named = " ".join(map(str, subjects)).strip().casefold()
    return MATHEMATICS if "math" in named else named


def subject_taught(section: Section) -> str:
    """Return the subject of a section in our words; of one without subjects mathematics by its title, or nothing."""
    if section.subjects:
        return subject_of(section.subjects)
    return MATHEMATICS if is_mathematics(section) else ""
