"""Who may teach what: a staffing's subjects and grades, against a group's."""

from __future__ import annotations

from ownpath.school.days.models import Staffing


def may_teach(staffing: Staffing, *, subject: str, grades: frozenset[str]) -> bool:
    """Return whether an adult may lead a group in a subject with students of some grades, at least one of them theirs.

    A subject that is empty (advisory, a club) anybody who teaches may lead.
    """
    knows = bool(staffing.subjects) and (not subject or subject in staffing.subjects)
    return knows and (not staffing.grades or not grades.isdisjoint(staffing.grades))
