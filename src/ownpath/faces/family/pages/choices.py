"""What a family decides for a child: screens, the name on the hall board; and where the rest is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.faces.family.pages.week import find_child
from ownpath.school.days.queries import campus_of, policy_of, said_no_to
from ownpath.school.people.queries import zone_of
from ownpath.school.privacy.services import note_reads

if TYPE_CHECKING:
    from ownpath.school.days.models import OptOut, Policy
    from ownpath.school.people.models import Campus, Person

SCREEN: Final = "screen"
BOARD: Final = "board"
WHAT: Final = (SCREEN, BOARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One thing a family may keep a child out of: how it stands, who said so, and the other way."""

    what: str
    icon: str
    title: str
    is_out: bool
    now: str
    said: str  # who said no and when; "" while nobody did
    button: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesPage:
    """What a family decides for one child."""

    child: UUID
    name: str
    back: str
    campus: str
    switches: tuple[Switch, ...]  # none while the child goes to no school here


def build_choices_page(
    *, viewer: Person, child: UUID, today: date, now: datetime
) -> ChoicesPage:
    """Gather what one of the viewer's children is kept out of, and by whom."""
    one = find_child(viewer=viewer, uuid=child, today=today)
    note_reads(by=viewer, about=[one.pk], deed="read.choices", now=now)
    campus = campus_of(student=one, today=today)
    switches: tuple[Switch, ...] = ()
    if campus is not None:
        policy, out = policy_of(campus=campus), said_no_to(student=one)
        switches = (
            _screens(one, policy, out.get(SCREEN)),
            _board(one, policy, out.get(BOARD)),
        )
    return ChoicesPage(
        child=one.uuid,
        name=one.called,
        back=reverse("family:child", args=[one.uuid]),
        campus=campus.name if campus else "",
        switches=switches,
    )


def campus_of_child(*, child: Person, today: date) -> Campus:
    """Return where a child goes to school."""
    campus = campus_of(student=child, today=today)
    if campus is None:
        raise NotFound(
            _("Your child goes to no school here today."),
            next_step=_("Ask the school office, please."),
        )
    return campus


def _screens(child: Person, policy: Policy, out: OptOut | None) -> Switch:
    told = {"name": child.called, "percent": round(100 * policy.max_screen_share)}
    return Switch(
        what=SCREEN,
        icon="screen",
        title=_("Screens"),
        is_out=out is not None,
        now=_(
            "%(name)s never works at a screen, and learns the same things with paper, materials and people."
        )
        % told
        if out
        else _(
            "%(name)s may work at a screen for part of the day: at most %(percent)s%% of it."
        )
        % told,
        said=_said(child, out),
        button=_("Allow screens again") if out else _("No screens for %(name)s") % told,
        url=reverse("family:choose", args=[child.uuid, SCREEN]),
    )


def _board(child: Person, policy: Policy, out: OptOut | None) -> Switch:
    told = {"name": child.called}
    shown = (
        _("The board in the hall shows a number, never a name: your school wants it so.")
        if policy.board_by_number
        else _(
            "The board in the hall tells everyone where to go next. It shows “%(name)s”, the first name."
        )
        % told
    )
    return Switch(
        what=BOARD,
        icon="eye",
        title=_("The board in the hall"),
        is_out=out is not None,
        now=_("The board in the hall shows a number or initials instead of “%(name)s”.") % told
        if out
        else shown,
        said=_said(child, out),
        button=_("Show the first name again") if out else _("Do not show the name"),
        url=reverse("family:choose", args=[child.uuid, BOARD]),
    )


def _said(child: Person, out: OptOut | None) -> str:
    if out is None:
        return ""
    zone = zone_of(person=child)
    day = date_format(out.said_at.astimezone(zone), "MONTH_DAY_FORMAT")
    if out.said_by is None:
        return _("Noted by the school on %(day)s.") % {"day": day}
    return _("%(who)s said so on %(day)s.") % {"who": out.said_by.full_name, "day": day}
