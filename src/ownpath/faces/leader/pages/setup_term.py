"""A new term on the front page of the set-up: which classes would stand where those before them stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.faces.leader.pages.setup_rows import tell_days
from ownpath.faces.leader.pages.setup_words import PRESET_WORDS

if TYPE_CHECKING:
    from datetime import date, datetime

    from ownpath.school.days.models import SetUpStep
    from ownpath.school.days.services import Follower
    from ownpath.school.days.services.setting_up import NewTerm
    from ownpath.school.days.services.setting_up.new_term import Place
    from ownpath.school.people.models import Campus

TERM = "term"  # SetUpStep.Kind.TERM
BECAUSE = {
    "title": gettext_lazy("because it has the same name"),
    "code": gettext_lazy("because it has the same code"),
    "teacher": gettext_lazy("because the same teacher leads it"),
    "left": gettext_lazy(
        "because only these two are left of their course; nothing else says so"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerLine:
    """One class, where it would stand, and which it follows."""

    uuid: str
    title: str
    begins: str
    places: tuple[str, ...]
    follows: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPart:
    """All that would be done at once, and what a person has to say first."""

    mark: str
    n_classes: int
    place_url: str  # where a class is placed by hand
    certain: tuple[FollowerLine, ...]
    unsure: tuple[
        FollowerLine, ...
    ]  # nothing but what is left of a course tells whom they follow


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPart:
    """What was done last and can be taken back."""

    uuid: str
    is_term: bool
    n: int  # places it wrote
    who: str
    at: datetime


def draw_step(step: SetUpStep | None) -> StepPart | None:
    """Return what can be taken back, or None where nothing can."""
    if step is None:
        return None
    return StepPart(
        uuid=str(step.uuid),
        is_term=step.kind == TERM,
        n=len(step.wrote["rows"]) + len(step.wrote["choices"]),
        who=step.made_by.full_name if step.made_by else "",
        at=step.made_at,
    )


def draw_term(term: NewTerm, campus: Campus) -> TermPart | None:
    """Return what a new term would do, or None where no class can take over."""
    if not term.followers:
        return None
    return TermPart(
        mark=term.mark,
        n_classes=len(term.followers),
        place_url=reverse("leader:edit", args=[campus.uuid, "commitment"]),
        certain=tuple(_line(one) for one in term.followers if one.is_certain),
        unsure=tuple(_line(one) for one in term.followers if not one.is_certain),
    )


def _line(one: Follower) -> FollowerLine:
    return FollowerLine(
        uuid=str(one.section.uuid),
        title=one.section.title,
        begins=_("from %(day)s") % {"day": _day(one.begins_on)} if one.begins_on else "",
        places=(*_places(one.places), *_preset(one.preset)),
        follows=_follows(one),
        because=str(BECAUSE[one.told_by]),
    )


def _follows(one: Follower) -> str:
    """Say where a class stood before, until when, and with whom."""
    told = {"title": one.before.section.title, "day": _day(one.ended_on)}
    said = _("as %(title)s did until %(day)s") % told
    adults = {row.staffing.person.full_name for row in one.before.rows if row.staffing}
    return " · ".join([said, *sorted(adults)])


def _day(day: date | None) -> str:
    return date_format(day, "MONTH_DAY_FORMAT") if day else ""


def _places(places: Sequence[Place]) -> list[str]:
    return [_place(one) for one in places]


def _place(one: Place) -> str:
    spot = one.spot
    adult = (
        one.staffing.person.full_name if one.staffing else _("with nobody who is set up here")
    )
    said = (
        _("block %(n)d") % {"n": spot.block + 1},
        spot.schedule.name if spot.schedule else "",
        tell_days(spot.weekdays, spot.letters),
        adult,
        one.room.name if one.room else "",
    )
    return " · ".join(filter(None, said))


def _preset(preset: str) -> list[str]:
    return [str(PRESET_WORDS[preset])] if preset else []
