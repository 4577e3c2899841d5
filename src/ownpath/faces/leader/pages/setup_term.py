"""A new term on the front page of the set-up: which classes would stand where those before them stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.setup_rows import tell_days
from ownpath.faces.leader.pages.setup_words import PRESET_WORDS

if TYPE_CHECKING:
    from datetime import date

    from ownpath.school.days.services import Follower
    from ownpath.school.days.services.setting_up import NewTerm
    from ownpath.school.days.services.setting_up.new_term import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerLine:
    """One class, where it would stand, and which it follows."""

    title: str
    begins: str
    places: tuple[str, ...]
    follows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPart:
    """All that would be done at once."""

    mark: str
    n_classes: int
    lines: tuple[FollowerLine, ...]


def draw_term(term: NewTerm) -> TermPart | None:
    """Return what a new term would do, or None where no class can take over."""
    if not term.followers:
        return None
    lines = tuple(_line(one) for one in term.followers)
    return TermPart(mark=term.mark, n_classes=len(lines), lines=lines)


def _line(one: Follower) -> FollowerLine:
    return FollowerLine(
        title=one.section.title,
        begins=_("from %(day)s") % {"day": _day(one.begins_on)} if one.begins_on else "",
        places=(*_places(one.places), *_preset(one.preset)),
        follows=_("as %(title)s did until %(day)s")
        % {"title": one.before.section.title, "day": _day(one.ended_on)},
    )


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
