"""What a plan of a day comes to, in a leader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan

ABOUT_THE_BEST: Final = 0.05  # a plan this near the bound is not told to be planned again


def tell_whole_days(whole: int, n: int) -> str:
    """Say to how many students a plan promises a whole day."""
    if not n:
        return _("How much this plan promises was not worked out.")
    return ngettext(
        "A whole day is promised to %(whole)d of %(n)d student.",
        "A whole day is promised to %(whole)d of %(n)d students.",
        n,
    ) % {"whole": whole, "n": n}


def tell_left_out(figures: Mapping[str, Any]) -> str:
    """Say which classes nothing in a day is for.

    >>> tell_left_out({"n_left_out": 3, "left_out": ["Art", "Music"]})
    '3 classes have no place in this day (Art, Music …): their time is planned for what is worked on here.'
    >>> tell_left_out({})
    ''
    """
    n, titles = int(figures.get("n_left_out", 0)), figures.get("left_out", [])
    if not n:
        return ""
    named = ", ".join(titles) + (" …" if n > len(titles) else "")
    return ngettext(
        "%(n)d class has no place in this day (%(titles)s): its time is planned for what is worked on here.",
        "%(n)d classes have no place in this day (%(titles)s): their time is planned for what is worked on here.",
        n,
    ) % {"n": n, "titles": named}


def tell_pins_aside(figures: Mapping[str, Any]) -> str:
    """Say that a plan goes without some of what teachers had decided.

    >>> tell_pins_aside({"pins_aside": ["3f0c"]})
    '1 thing a teacher decided cannot be. The plan goes without it; the teacher reads so on Tomorrow.'
    >>> tell_pins_aside({})
    ''
    """
    n = len(figures.get("pins_aside", ()))
    if not n:
        return ""
    return ngettext(
        "%(n)d thing a teacher decided cannot be. The plan goes without it; the teacher reads so on Tomorrow.",
        "%(n)d things teachers decided cannot be. The plan goes without them; the teachers read so on Tomorrow.",
        n,
    ) % {"n": n}


def tell_bound(gap: float | None) -> str:
    """Say in a leader's words whether planning the day again could bring more.

    Examples
    --------
    >>> tell_bound(0.0123)
    'This is about as much as a plan for this day can promise.'
    >>> tell_bound(0.588)
    'There may be a better plan for this day: planning it again may find one.'
    >>> tell_bound(None)
    'How good a plan could be at best is not worked out yet.'
    """
    if gap is None:
        return _("How good a plan could be at best is not worked out yet.")
    if gap <= ABOUT_THE_BEST:
        return _("This is about as much as a plan for this day can promise.")
    return _("There may be a better plan for this day: planning it again may find one.")


def tell_bound_exactly(gap: float | None) -> str:
    """Say the bound itself, for who opens it; nothing where it is not known.

    >>> tell_bound_exactly(0.0123)
    'Counted by what its promises are worth, no plan for this day can be worth more than 1.2% above this one.'
    >>> tell_bound_exactly(None)
    ''
    """
    if gap is None:
        return ""
    return _(
        "Counted by what its promises are worth, "
        "no plan for this day can be worth more than %(percent)s%% above this one."
    ) % {"percent": f"{100 * gap:.1f}"}


def tell_nobody_chose(promised: Mapping[str, Any], n: int) -> str:
    """Say why a day can be whole for nobody while it hears no student.

    >>> tell_nobody_chose({"hears": 0}, 3)  # doctest: +ELLIPSIS
    'No student has both a choice in this plan and an answer to all they said, so no day can be whole yet. ...'
    >>> tell_nobody_chose({"hears": 1}, 3), tell_nobody_chose({}, 0)
    ('', '')
    """
    if not n or int(promised.get("hears", 0)):
        return ""
    return _(
        "No student has both a choice in this plan and an answer to all they said, so no day can be whole yet. "
        "Students choose on their page for the next school day; "
        "what they choose counts when the day is planned again."
    )


def tell_none(plans: Sequence[DayPlan], *, is_ahead: bool) -> tuple[str, str]:
    """Say that a day has no plan to show, and what becomes of it: of one that is ahead, by itself."""
    said = (
        _("No plan of this day is in force") if plans else _("Nobody has planned this day yet")
    )
    if not is_ahead:
        return said, _("You can have it planned now.")
    return said, _tell_taken_back(plans) or _(
        "It is planned by itself in the evening. You can also have it planned now."
    )


def _tell_taken_back(plans: Sequence[DayPlan]) -> str:
    if not any(plan.taken_back_at for plan in plans):
        return ""
    return _("A plan of this day was taken back, so none is published by itself anymore.")


def tell_evening(plans: Sequence[DayPlan], plan_at: time) -> str:
    """Say what becomes by itself of a day of which there are drafts; nothing where a plan is published."""
    if any(plan.state == "published" for plan in plans):
        return ""
    if said := _tell_taken_back(plans):
        return said
    return _(
        "This is a draft. If no plan of this day is published, it is planned anew the evening before, from %(time)s "
        "on, and published by itself."
    ) % {"time": time_format(plan_at, "TIME_FORMAT")}
