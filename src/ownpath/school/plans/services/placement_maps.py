"""A framework made ready for placement, for students of one grade: kept in memory until the framework changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from ownpath.engine.placement import PlacementMap, make_map
from ownpath.school.curriculum.queries import CompetencyLine, FrameworkMap, get_map

MAPS_KEPT = 24  # a megabyte each, at 316 competencies
KINDERGARTEN = 0


def placement_map(*, framework_id: int, revision: int, grade: str) -> PlacementMap:
    """Return the map that a student of a grade is placed on."""
    return _made(framework_id, revision, grade)


@lru_cache(maxsize=MAPS_KEPT)
def _made(framework_id: int, revision: int, grade: str) -> PlacementMap:  # noqa: ARG001 - part of the key
    framework = get_map(framework_id)
    grades = {one: level_of(line) for one, line in framework.competencies.items()}
    strand = _strands(framework)
    named = [one for one in grades.values() if one is not None]
    if not named or min(named) == max(named):
        return make_map(framework.graph, strand=strand)
    low, high = min(named), max(named)
    usual = sum(named) / len(named)
    level = {
        one: ((usual if at is None else at) - low) / (high - low) for one, at in grades.items()
    }
    return make_map(
        framework.graph, level=level, strand=strand, middle=middle_of(grade, low=low, high=high)
    )


def middle_of(grade: str, *, low: float, high: float) -> float:
    """Return the level at which a student of a grade is believed to know every other competency.

    What the grades before teach is believed to be known, what one's own teaches is not: halfway between them.

    Examples
    --------
    >>> middle_of("04", low=0, high=8), middle_of("", low=0, high=8)
    (0.4375, 0.5)
    """
    own = grade_number(grade)
    return 0.5 if own is None else (own - 0.5 - low) / (high - low)


def level_of(line: CompetencyLine) -> float | None:
    """Return the middle of the grades a competency is taught in."""
    found = [one for grade in line.grades if (one := grade_number(grade)) is not None]
    return sum(found) / len(found) if found else None


def grade_number(grade: str) -> int | None:
    """Return a grade as a number, kindergarten 0; None where it is none."""
    if grade.upper() in {"K", "KG", "PK", "TK"}:
        return KINDERGARTEN
    return int(grade) if grade.isdecimal() else None


def _strands(framework: FrameworkMap) -> Mapping[int, int]:
    ids: Iterable[tuple[int, tuple[int, ...]]] = enumerate(framework.domains.values())
    return {one: place for place, domain in ids for one in domain}
