"""What happened to a day that was mended, in a sentence for the adults of the campus."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

if TYPE_CHECKING:
    from ownpath.school.days.queries import Mishap

AT_ONCE = frozenset({"student_comes", "pick"})
WORDS = {
    "adult_out": gettext_lazy("%(name)s is out"),
    "student_comes": gettext_lazy("A student came who was away"),
    "room_lost": gettext_lazy("%(name)s cannot be used"),
    "cart_missing": gettext_lazy("%(name)s is not there"),
    "swap": gettext_lazy("A teacher changed what a student does"),
    "pick": gettext_lazy("A student picked something"),
}


def tell_mishap(happened: Mishap, *, blocks: Mapping[int, str]) -> str:
    """Return what happened, and in which of the day's blocks, whose names `blocks` gives by number."""
    span = () if happened.kind in AT_ONCE else range(happened.first, happened.last + 1)
    return tell_when(_what(happened), span, blocks=blocks)


def tell_when(what: str, numbers: Collection[int], *, blocks: Mapping[int, str]) -> str:
    """Return a sentence with the names of the blocks it is about, of all those of the day in `blocks`."""
    over = [name for number, name in sorted(blocks.items()) if number in numbers]
    if not over:
        return f"{what}."
    if len(over) == len(blocks):
        return _("%(what)s, all day.") % {"what": what}
    return f"{what}: {', '.join(over)}."


def _what(happened: Mishap) -> str:
    if happened.kind == "students_away":
        return ngettext(
            "%(n)d student is away", "%(n)d students are away", happened.n_students
        ) % {"n": happened.n_students}
    words = WORDS.get(happened.kind, gettext_lazy("Something happened"))
    return str(words) % {"name": happened.name or _("Somebody")}
