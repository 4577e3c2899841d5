"""What waits for a leader this Friday, in the order of the page, with the way to act on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ownpath.school.change.queries.friday import FridayLine, LineKind
from ownpath.school.change.queries.fridays import friday_lines, mail_choice

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

MOST_LINES_OF_A_KIND: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of line: its heading, its mark, where all of it is, where one of it opens ("" for the list)."""

    words: Promise
    icon: str
    everything: str
    one: str


KINDS: Final[dict[LineKind, Kind]] = {
    LineKind.DEADLINE: Kind(
        words=gettext_lazy("Deadlines and duties"), icon="calendar",
        everything="leader:opportunities", one="leader:opportunity_about",
    ),
    LineKind.SEAT: Kind(
        words=gettext_lazy("Empty seats"), icon="person",
        everything="leader:council", one="leader:seat",
    ),
    LineKind.PILOT: Kind(
        words=gettext_lazy("Pilots off track"), icon="flag",
        everything="leader:pilots", one="leader:pilot",
    ),
    LineKind.PRACTICE: Kind(
        words=gettext_lazy("Practices to look at after eight weeks"), icon="star",
        everything="leader:spread", one="leader:spread_cell",
    ),
    LineKind.CONCERN: Kind(
        words=gettext_lazy("Concerns without an answer"), icon="voice",
        everything="leader:concerns", one="leader:concern",
    ),
    LineKind.VISION: Kind(
        words=gettext_lazy("The vision"), icon="flag",
        everything="leader:vision", one="leader:vision_talk",
    ),
    LineKind.DECISION: Kind(
        words=gettext_lazy("Decisions that wait"), icon="hand",
        everything="leader:decisions", one="leader:decision",
    ),
    LineKind.WAITING: Kind(
        words=gettext_lazy("Students still waiting for their day"), icon="sun",
        everything="leader:waiting", one="leader:waiting_groups",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that waits."""

    words: str
    campus: str
    when: str
    is_alarm: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The lines of one kind, the first few of them."""

    title: str
    icon: str
    n: int
    lines: tuple[Line, ...]
    n_more: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FridayPage:
    """What waits, and whether it comes by e-mail."""

    today: date
    n: int
    groups: tuple[Group, ...]
    wants_digest: bool
    wants_reminders: bool
    address: str


def build_friday(*, viewer: Person, today: date) -> FridayPage:
    """Gather every subject's lines."""
    lines = friday_lines(viewer=viewer, today=today)
    choice = mail_choice(person=viewer)
    groups = [
        _group(kind, [line for line in lines if line.kind == kind])
        for kind in LineKind
        if any(line.kind == kind for line in lines)
    ]
    return FridayPage(
        today=today,
        n=len(lines),
        groups=tuple(groups),
        wants_digest=choice.wants_digest,
        wants_reminders=choice.wants_reminders,
        address=viewer.email,
    )


def _group(kind: LineKind, lines: Sequence[FridayLine]) -> Group:
    told = KINDS[kind]
    return Group(
        title=str(told.words),
        icon=told.icon,
        n=len(lines),
        lines=tuple(_line(told, line) for line in lines[:MOST_LINES_OF_A_KIND]),
        n_more=max(0, len(lines) - MOST_LINES_OF_A_KIND),
        url=reverse(told.everything),
    )


def _line(kind: Kind, line: FridayLine) -> Line:
    return Line(
        words=str(line.words),
        campus=line.campus,
        when=_when(line),
        is_alarm=line.is_alarm,
        url=reverse(
            kind.one, args=[one for one in (line.about, line.further) if one is not None]
        ),
    )


def _when(line: FridayLine) -> str:
    """Say how long is left, or how long it waits."""
    n = line.days
    if line.kind in (LineKind.WAITING, LineKind.PRACTICE):
        return ""
    if line.kind == LineKind.SEAT:
        return ngettext("empty for %(n)s day", "empty for %(n)s days", n) % {"n": n}
    if line.day is None:
        return ""
    if n == 0:
        return _("today")
    if n > 0:
        return ngettext("%(n)s day left", "%(n)s days left", n) % {"n": n}
    return ngettext("%(n)s day over", "%(n)s days over", -n) % {"n": -n}
