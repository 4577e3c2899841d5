"""End one row of a campus's set-up, or take it off its list, and put it back while the page is still there."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.campuses import find_led
from ownpath.faces.leader.pages.setup import TAKEN_OFF, find_kind, read_rows
from ownpath.faces.leader.pages.setup_rows import DESCRIBE
from ownpath.faces.leader.views.saving import Where, end_row, take_row_off
from ownpath.school.days.services import (
    CannotStandAgain,
    StillNeeded,
    Stood,
    TakenOff,
    end_with_a_way_back,
    put_back,
)
from ownpath.school.people.queries import persons_by_id
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

LATELY: Final = "leader_set_up_ended"  # in the session: what was ended last, and how it stood


@require_POST
@for_face("leader")
def end(request: SeenRequest, campus: UUID, kind: str, key: str) -> HttpResponse:
    """End one row; what was planned with it stays as it was. With `back`, put back the row that was ended last."""
    find_kind(kind)
    place, _led = find_led(leader=request.user, uuid=campus, today=request.today)
    try:
        if "back" in request.GET:
            _put_back(request, place, kind, key)
        else:
            _end(request, place, kind, key)
    except (StillNeeded, CannotStandAgain) as refusal:
        messages.warning(request, str(refusal))
    return redirect("leader:edit", campus, kind)


def offered_back(request: SeenRequest, place: Campus, kind: str) -> dict[str, str] | None:
    """Return what the page of a kind says of the row that was ended last, once; another page forgets the row."""
    lately = request.session.get(LATELY)
    if lately is None:
        return None
    if lately["of"][:2] != [str(place.uuid), kind] or "text" not in lately:
        del request.session[LATELY]
        return None
    text = lately.pop("text")
    request.session[LATELY] = lately
    address = reverse("leader:end", args=lately["of"])
    return {
        "text": text,
        "url": f"{address}?back=1",
        "label": pgettext("what was taken off", "Put it back"),
    }


def _end(request: SeenRequest, place: Campus, kind: str, key: str) -> None:
    """End a row, or take it off its list; offer to put it back."""
    row = _row_of(request, place, kind, key)
    where = Where(campus=place, row=None, by=request.user, now=request.now)

    def do() -> object:
        is_of_a_list = kind in TAKEN_OFF
        return (
            take_row_off(where, kind, row) if is_of_a_list else end_row(where, kind, key, row)
        )

    about = getattr(row, "student", getattr(row, "person", None))
    outcome, stood = audited(
        by=request.user,
        about=about,
        deed=f"end.{kind}",
        detail=place.name,
        now=request.now,
        do=lambda: end_with_a_way_back(row=row, do=do),
    )
    request.session[LATELY] = {
        "of": [str(place.uuid), kind, key],
        "stood": [asdict(one) for one in stood],
        "about": about.pk if about else None,
        "text": _tell(outcome),
    }


def _row_of(request: SeenRequest, place: Campus, kind: str, key: str) -> Any:
    rows = read_rows(place, kind, request.today) if kind in DESCRIBE else ()
    row = next((one for one in rows if DESCRIBE[kind](one, "en").key == key), None)
    if row is None:
        raise NotFound(_("It is ended already."), next_step=_("Look at the list again."))
    return row


def _put_back(request: SeenRequest, place: Campus, kind: str, key: str) -> None:
    """Let what this person ended last stand again."""
    lately = request.session.pop(LATELY, {})
    is_last = lately.get("of") == [str(place.uuid), kind, key]
    stood = [Stood(**one) for one in lately["stood"]] if is_last else []
    about = lately.get("about") if is_last else None
    audited(
        by=request.user,
        about=persons_by_id(ids=[about]).get(about) if about else None,
        deed="set_up.put_back",
        detail=place.name,
        now=request.now,
        do=lambda: put_back(campus=place, stood=stood, by=request.user, now=request.now),
    )
    messages.success(request, _("It stands again. The next plan goes by it."))


def _tell(outcome: object) -> str:
    """Say that something is ended or off its list, and whether days keep it."""
    if not isinstance(outcome, TakenOff):
        return _("Ended. The next plan goes without it.")
    told = {"name": outcome.name}
    if outcome.is_kept:
        return (
            _(
                "%(name)s is off the list. Days that were planned or closed keep it; no new plan takes it."
            )
            % told
        )
    return _("%(name)s is off the list.") % told
