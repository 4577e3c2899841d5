"""What whoever keeps the minutes does at a meeting: each deed read from the request, then done and audited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest
from ownpath.faces.leader.pages.meetings import AtTable
from ownpath.school.change.queries.decisions import get_decision
from ownpath.school.change.queries.ideas import get_idea
from ownpath.school.change.queries.meetings import get_agenda_item, get_motion
from ownpath.school.change.queries.seats import get_seat
from ownpath.school.change.services import meetings, motions
from ownpath.school.privacy.services import audited

Deed = Callable[[], Any]
Said = dict[str, Any]
PARTS: Final = {  # where on the page one goes on
    "agenda": "agenda", "agenda_remove": "agenda", "presence": "table", "absence": "table",
    "move": "motions", "second": "motions", "vote": "motions", "close_vote": "motions",
    "withdraw": "motions", "amend": "minutes",
}  # fmt: skip


def carry_out(request: SeenRequest, table: AtTable, deed: str, do: Deed) -> HttpResponse:
    """Do something at a meeting, audited, and go on where one was."""
    audited(
        by=request.user,
        about=None,
        deed=f"council.meeting.{deed}",
        now=request.now,
        do=do,
    )
    address = reverse("leader:meeting", args=[table.meeting.uuid])
    part = PARTS.get(deed, "")
    return redirect(f"{address}#{part}" if part else address)


def _sent_uuid(request: SeenRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise NotFound(
            _("Something was not picked."), next_step=_("Look at the meeting again.")
        ) from None


def _seat(request: SeenRequest, table: AtTable) -> Any:
    return get_seat(district=table.meeting.district, uuid=_sent_uuid(request, "seat"))


def _motion(request: SeenRequest, table: AtTable) -> Any:
    return get_motion(meeting=table.meeting, uuid=_sent_uuid(request, "motion"))


def _who(request: SeenRequest) -> dict[str, Any]:
    return {"by": request.user, "now": request.now}


def _open(request: SeenRequest, table: AtTable) -> Deed:
    return lambda: meetings.open_meeting(meeting=table.meeting, **_who(request))


def _unopen(request: SeenRequest, table: AtTable) -> Deed:
    return lambda: meetings.unopen_meeting(meeting=table.meeting, **_who(request))


def _cancel(request: SeenRequest, table: AtTable) -> Deed:
    return lambda: meetings.cancel_meeting(meeting=table.meeting, **_who(request))


def _agenda_remove(request: SeenRequest, table: AtTable) -> Deed:
    item = get_agenda_item(meeting=table.meeting, uuid=_sent_uuid(request, "item"))
    return lambda: meetings.remove_agenda_item(item=item, **_who(request))


def _presence(request: SeenRequest, table: AtTable) -> Deed:
    seat, is_alternate = _seat(request, table), request.POST.get("as") == "alternate"
    return lambda: meetings.mark_presence(
        meeting=table.meeting, seat=seat, is_alternate=is_alternate, **_who(request)
    )


def _absence(request: SeenRequest, table: AtTable) -> Deed:
    seat = _seat(request, table)
    return lambda: meetings.mark_absence(meeting=table.meeting, seat=seat, **_who(request))


def _second(request: SeenRequest, table: AtTable) -> Deed:
    motion, seat = _motion(request, table), _seat(request, table)
    return lambda: motions.second_motion(motion=motion, seat=seat, **_who(request))


def _vote(request: SeenRequest, table: AtTable) -> Deed:
    motion, seat = _motion(request, table), _seat(request, table)
    choice = request.POST.get("choice", "")
    dissent = "" if choice == "for" else request.POST.get("dissent", "")
    return lambda: motions.cast_vote(
        motion=motion, seat=seat, choice=choice, dissent=dissent, **_who(request)
    )


def _close_vote(request: SeenRequest, table: AtTable) -> Deed:
    motion = _motion(request, table)
    return lambda: motions.close_motion(motion=motion, **_who(request))


def _withdraw(request: SeenRequest, table: AtTable) -> Deed:
    motion = _motion(request, table)
    return lambda: motions.withdraw_motion(motion=motion, **_who(request))


def _agenda(request: SeenRequest, table: AtTable, said: Said) -> Deed:
    kind, _colon, uuid = (said["thing"] or "").partition(":")
    district = table.meeting.district
    thing: dict[str, Any] = {"title": said["title"]}
    if kind == "idea":
        thing = {"idea": get_idea(district=district, uuid=UUID(uuid))}
    elif kind == "decision":
        thing = {"decision": get_decision(district=district, uuid=UUID(uuid))}
    return lambda: meetings.add_agenda_item(meeting=table.meeting, **thing, **_who(request))


def _move(request: SeenRequest, table: AtTable, said: Said) -> Deed:
    district = table.meeting.district
    seat = get_seat(district=district, uuid=UUID(said["seat"]))
    about = said["decision"]
    decision = get_decision(district=district, uuid=UUID(about)) if about else None
    return lambda: motions.move_motion(
        meeting=table.meeting,
        text=said["text"],
        seat=seat,
        decision=decision,
        **_who(request),
    )


def _close(request: SeenRequest, table: AtTable, said: Said) -> Deed:
    return lambda: meetings.close_meeting(
        meeting=table.meeting, minutes=said["minutes"], **_who(request)
    )


def _amend(request: SeenRequest, table: AtTable, said: Said) -> Deed:
    return lambda: meetings.amend_minutes(
        meeting=table.meeting, minutes=said["minutes"], why=said["why"], **_who(request)
    )


PLAIN: Final[dict[str, Callable[[SeenRequest, AtTable], Deed]]] = {
    "open": _open,
    "unopen": _unopen,
    "cancel": _cancel,
    "agenda_remove": _agenda_remove,
    "presence": _presence,
    "absence": _absence,
    "second": _second,
    "vote": _vote,
    "close_vote": _close_vote,
    "withdraw": _withdraw,
}
WITH_FORM: Final[dict[str, Callable[[SeenRequest, AtTable, Said], Deed]]] = {
    "agenda": _agenda,
    "move": _move,
    "close": _close,
    "amend": _amend,
}
