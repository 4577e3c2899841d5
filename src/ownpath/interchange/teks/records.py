"""Ed-Fi's own objects: a learning standard, and two standards said to be equivalent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningStandard:
    """One standard; its place in the tree is read from its id, such as 111.14.2.10.C."""

    id: str
    description: str
    grades: tuple[str, ...] = ()
    subject: str = ""
    course_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalence:
    """Two standards that ask for the same, wholly or in part."""

    source: str
    target: str
    strength: str  # Equivalent, Partially equivalent
    description: str = ""
