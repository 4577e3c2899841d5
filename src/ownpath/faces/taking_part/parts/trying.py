"""What is tried in a teacher's own classes, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from ownpath.faces.taking_part.parts.asking import Asking, Part
from ownpath.school.change.queries.taking_part import pilots_in_classes
from ownpath.school.people.queries import sections_taught

if TYPE_CHECKING:
    from ownpath.school.change.models import PilotSection

OVER: Final = ("adopted", "adapted", "abandoned")
HERE: Final = {  # by the side a class is on, and whether the pilot is over
    ("pilot", False): _("%(section)s tries it."),
    ("pilot", True): _("%(section)s tried it."),
    ("comparison", False): _(
        "%(section)s goes on as before, and is compared with those who try it."
    ),
    ("comparison", True): _("%(section)s went on as before, to compare."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedLine:
    """One class in a pilot."""

    title: str
    language: str  # of the pilot's words; "": nobody said
    what: str
    here: str  # what it means for the class
    state: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TryingPart:
    """Every pilot a teacher's classes are in."""

    lines: tuple[TriedLine, ...]


def build_trying(asking: Asking) -> Part | None:
    """Return the pilots of a teacher's classes; nothing for others, and where no class is in one."""
    if asking.face != "teacher":
        return None
    classes = sections_taught(teacher=asking.viewer, today=asking.today)
    rows = pilots_in_classes(sections=classes, today=asking.today)
    if not rows:
        return None
    content = TryingPart(lines=tuple(map(_line, rows)))
    return Part(key="trying", template="taking_part/parts/trying.html", content=content)


def _line(row: PilotSection) -> TriedLine:
    pilot = row.pilot
    here = HERE[row.group, pilot.state in OVER]
    return TriedLine(
        title=pilot.title,
        language=pilot.language,
        what=pilot.change_idea,
        here=str(here) % {"section": row.section.title},
        state=pilot.get_state_display(),
        starts_on=pilot.starts_on,
        ends_on=pilot.ended_on or pilot.ends_on,
    )
