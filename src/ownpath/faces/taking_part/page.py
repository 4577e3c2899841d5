"""How our school is changing: the page a student, a teacher or a family opens, made of parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.faces.taking_part.parts import PARTS, Asking, Part
from ownpath.school.change.access import reach_of

if TYPE_CHECKING:
    from django.forms import Form

    from ownpath.school.people.models import Person

AUDIENCE = {"student": "students", "teacher": "teachers", "family": "families"}
HOME = {"student": "student:my_voice", "teacher": "teacher:messages", "family": "family:week"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """The page in one face."""

    face: str
    base: str  # the face's own frame
    back: str
    back_label: str
    small: str
    only: str  # the audience whose part of the vision stands unfolded
    parts: tuple[Part, ...]
    n_letters: int = 0  # the student frame counts letters that wait


def build_change_page(
    *,
    viewer: Person,
    face: str,
    today: date,
    now: datetime,
    language: str,
    refused: Form | None = None,
) -> ChangePage:
    """Build the page; `refused` is a form that was not taken and stands where it was.

    Raises
    ------
    NotFound
        Where somebody opens it as family and has no child here any more.
    """
    reach = reach_of(person=viewer, today=today)
    if face == "family" and not reach.has_children:
        raise no_child()
    asking = Asking(
        viewer=viewer,
        face=face,
        reach=reach,
        today=today,
        now=now,
        language=language,
        refused=refused,
    )
    built = (build(asking) for build in PARTS)
    return ChangePage(
        face=face,
        base=f"{face}/base.html",
        back=reverse(HOME[face]),
        back_label=_labels()[face],
        small=_("You can help to decide. What you say is read and answered.")
        if face == "student"
        else _("What we want, what is being tried, and what people say about it."),
        only=AUDIENCE[face],
        parts=tuple(one for one in built if one is not None),
    )


def no_child() -> NotFound:
    """Return what is said to who comes as family without a child here."""
    return NotFound(
        _("No child is connected to you."), next_step=_("The school office can help.")
    )


def _labels() -> dict[str, str]:
    return {"student": _("My voice"), "teacher": _("Messages"), "family": _("This week")}
