"""Practice sheets: the competencies of the frameworks here, each with a sheet to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ownpath.school.curriculum.queries import CoverLine, cover_lines, grades_in, seen_frameworks
from ownpath.school.curriculum.words import grade_sign

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetShelf:
    """One grade of one framework; `frameworks` and `grades` are what one can change to."""

    framework: str
    frameworks: tuple[tuple[str, str], ...]
    grade: str
    grades: tuple[tuple[str, str], ...]
    lines: tuple[CoverLine, ...]


def build_sheets(*, viewer: Person, framework: str, grade: str, language: str) -> SheetShelf:
    """Return the page; without a choice, the first framework and its first grade."""
    frameworks = list(seen_frameworks(district_id=viewer.district_id))
    chosen = next((one for one in frameworks if str(one.uuid) == framework), None)
    chosen = chosen or next(iter(frameworks), None)
    grades = grades_in(framework=chosen) if chosen else []
    shown = grade if grade in grades else next(iter(grades), "")
    lines = cover_lines(framework=chosen, grade=shown, language=language) if chosen else []
    return SheetShelf(
        framework=str(chosen.uuid) if chosen else "",
        frameworks=tuple((str(one.uuid), one.title) for one in frameworks),
        grade=shown,
        grades=tuple((each, grade_sign(each)) for each in grades),
        lines=tuple(line for line in lines if line.sheets),
    )
