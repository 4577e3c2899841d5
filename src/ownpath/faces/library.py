"""What teachers and records staff both see of the library: one grade of a framework, and a sheet to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from ownpath.faces.asked import number_asked
from ownpath.school.curriculum.queries import (
    CoverLine,
    cover_lines,
    get_seen_competency,
    grades_in,
    may_write_in,
    offered_frameworks,
    sheet_of,
)
from ownpath.school.curriculum.words import grade_sign

if TYPE_CHECKING:
    from ownpath.faces.guard import SeenRequest

MOST_SHEETS = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One grade of one framework; `frameworks` and `grades` are what one can change to (value, name)."""

    framework: str
    frameworks: tuple[tuple[str, str], ...]
    grade: str
    grades: tuple[tuple[str, str], ...]
    lines: tuple[CoverLine, ...]
    is_own: bool  # the district's people may write templates here
    has_own: bool  # in this framework or another


def shelf_asked(request: SeenRequest, *, taught: Sequence[str] = ()) -> Shelf:
    """Return what the address asks for; without a choice, the first framework and its first grade.

    Parameters
    ----------
    taught
        The grades of whoever asks: the first of them comes before the first there is.
    """
    district = request.user.district_id
    frameworks = list(offered_frameworks(district_id=district))
    asked, grade = request.GET.get("framework", ""), request.GET.get("grade", "")
    chosen = next((one for one in frameworks if str(one.uuid) == asked), None)
    chosen = chosen or next(iter(frameworks), None)
    grades = grades_in(framework=chosen) if chosen else []
    shown = next((each for each in (grade, *taught, *grades) if each in grades), "")
    lines = (
        cover_lines(framework=chosen, grade=shown, language=request.spoken) if chosen else []
    )
    return Shelf(
        framework=str(chosen.uuid) if chosen else "",
        frameworks=tuple((str(one.uuid), one.title) for one in frameworks),
        grade=shown,
        grades=tuple((each, grade_sign(each)) for each in grades),
        lines=tuple(lines),
        is_own=chosen is not None and may_write_in(chosen, district_id=district),
        has_own=any(may_write_in(one, district_id=district) for one in frameworks),
    )


def show_sheet(request: SeenRequest, competency: UUID, *, back: str) -> HttpResponse:
    """Show one practice sheet with its key, ready to print; its number prints the same again."""
    found = get_seen_competency(uuid=competency, district_id=request.user.district_id)
    number = number_asked(request, "number", most=MOST_SHEETS)
    language = "es" if (request.GET.get("language") or request.spoken) == "es" else "en"
    made = sheet_of(competency=found, number=number, language=language)
    told = {"sheet": made, "back": back, "other_number": number % MOST_SHEETS + 1}
    return render(request, "kit/practice_sheet.html", told)
