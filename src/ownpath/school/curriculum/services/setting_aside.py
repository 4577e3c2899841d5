"""Set a framework aside for a district, and take it back; nothing is deleted (decision 0027)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils.functional import lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, OutOfBounds
from ownpath.school.curriculum.models import (
    LONGEST_WHY,
    Framework,
    SectionFramework,
    SetAside,
)
from ownpath.school.curriculum.queries.setting_aside import classes_working_on
from ownpath.school.curriculum.queries.studies import studies_for
from ownpath.school.curriculum.services.sections import hold_framework, say_what_they_study
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section

MOST_NAMED: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What the classes work on from now on that worked on a framework until it was set aside."""

    framework_by_section: Mapping[int, int | None]  # None: on nothing here


class StillUsed(Conflict):
    """Classes that are not over work on it, and nobody said what they work on instead."""

    def __init__(self, titles: Sequence[str]) -> None:
        """Name the classes."""
        super().__init__(
            _name_them(titles),
            next_step=_("Choose what each of them works on from now on, then set it aside."),
        )


class NoReason(OutOfBounds):
    """It has to be said why."""


class NotToBeChosen(Conflict):
    """What the classes should work on instead is not offered here."""


@deed
def set_aside(
    *,
    framework: Framework,
    district_id: int,
    instead: Mapping[int, int | None],
    why: str,
    by: Person | None,
    today: date,
    now: datetime,
) -> Moved:
    """Offer a framework nowhere new in a district; its classes work on something else from now on.

    Setting aside what is set aside changes nothing.

    Parameters
    ----------
    instead
        By class that is not over what it works on from now on: a framework, or None for nothing here.

    Raises
    ------
    StillUsed, NoReason, NotToBeChosen
    """
    hold_framework(framework.pk)
    reason = " ".join(why.split())
    if not reason or len(reason) > LONGEST_WHY:
        raise NoReason(
            _("The reason has no letters, or more than 300."),
            next_step=_("Say in one sentence why it is set aside."),
        )
    using = list(
        classes_working_on(framework_id=framework.pk, district_id=district_id, today=today)
    )
    moved = _moved(using, instead, framework=framework, district_id=district_id)
    for target in set(moved.values()):
        say_what_they_study([one for one, to in moved.items() if to == target], target)
    SetAside.objects.get_or_create(
        framework=framework,
        district_id=district_id,
        taken_back_at=None,
        defaults={"why": reason, "set_by": by, "set_at": now},
    )
    return Moved(framework_by_section=moved)


def _moved(
    using: Sequence[Section],
    instead: Mapping[int, int | None],
    *,
    framework: Framework,
    district_id: int,
) -> dict[int, int | None]:
    """Return what each class goes over to, or refuse with the names of those that would be left."""
    left = [one.title for one in using if one.pk not in instead]
    if left:
        raise StillUsed(left)
    moved = {one.pk: instead[one.pk] for one in using}
    offered = (
        {one.id for one in studies_for(district_id=district_id)} - {framework.pk}
        if moved
        else set()
    )
    if not {to for to in moved.values() if to is not None} <= offered:
        raise NotToBeChosen(
            _("What was chosen instead is not offered here any more."),
            next_step=_("Look at the page again and choose once more."),
        )
    return moved


@deed
def take_back(
    *,
    framework: Framework,
    district_id: int,
    given: Mapping[int, int | None],
    by: Person | None,
    now: datetime,
) -> int:
    """Offer a framework again; return how many classes work on it again.

    Parameters
    ----------
    given
        By class what it was given instead, where that shall be undone, too: a class that works on something else by now
        keeps it.
    """
    hold_framework(framework.pk)
    rows = SetAside.objects.filter(
        framework=framework, district_id=district_id, taken_back_at=None
    )
    if not rows.update(taken_back_by=by, taken_back_at=now):
        return 0
    back = _unchanged(given, district_id)
    say_what_they_study(back, framework.pk)
    return len(back)


def _unchanged(given: Mapping[int, int | None], district_id: int) -> Collection[int]:
    """Return the classes of which is still said what they were given."""
    said = SectionFramework.objects.filter(
        section__district_id=district_id, section_id__in=list(given)
    )
    now_said: dict[int, set[int | None]] = {}
    for section_id, framework_id in said.values_list("section_id", "framework_id"):
        now_said.setdefault(section_id, set()).add(framework_id)
    return [one for one, said_of in now_said.items() if said_of == {given[one]}]


def _told(titles: Sequence[str]) -> str:
    named = ", ".join(titles[:MOST_NAMED])
    more = len(titles) - MOST_NAMED
    if more > 0:
        named = gettext("%(names)s and %(n)s more") % {"names": named, "n": more}
    return ngettext(
        "%(n)s class still works on it: %(names)s.",
        "%(n)s classes still work on it: %(names)s.",
        len(titles),
    ) % {"n": len(titles), "names": named}


_name_them = lazy(_told, str)
