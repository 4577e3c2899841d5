"""Teachers who would try: the district's list, pairs to invite, and whom a principal stands behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.pages.eager import build_eager
from ownpath.school.change.services.inviting import (
    ask_to_mentor,
    back,
    invite,
    invite_pair,
    take_backing_back,
)
from ownpath.school.privacy.services import audited, note_reads

DEEDS: Final[dict[str, Callable[..., Any]]] = {"invite": invite, "mentor": ask_to_mentor}


@require_GET
@for_face("leader")
def eager(request: SeenRequest) -> HttpResponse:
    """Show who would try; to a principal only who asked for backing."""
    page = build_eager(viewer=request.user, today=request.today)
    note_reads(by=request.user, about=page.shown, deed="read.survey", now=request.now)
    return render(request, "leader/eager/eager.html", {"page": page})


@require_POST
@for_face("leader")
def do(request: SeenRequest, teacher: UUID, deed: str) -> HttpResponse:
    """Invite one teacher, or ask them to mentor."""
    if deed not in DEEDS:
        raise NotFound(_("There is no such step."), next_step=_("Look at the list again."))
    _carry_out(request, DEEDS[deed], f"teacher.{deed}", teacher=teacher)
    return redirect("leader:eager")


@require_POST
@for_face("leader")
def pair_and_invite(request: SeenRequest) -> HttpResponse:
    """Make two teachers partners and invite both."""
    try:
        first, second = (
            UUID(request.POST.get("first", "")),
            UUID(request.POST.get("second", "")),
        )
    except ValueError:
        raise NotFound(
            _("There is no such pair."), next_step=_("Look at the list again.")
        ) from None
    _carry_out(request, invite_pair, "teacher.pair", first=first, second=second)
    return redirect("leader:eager")


@require_POST
@for_face("leader")
def stand_behind(request: SeenRequest, teacher: UUID) -> HttpResponse:
    """Let a principal stand behind a teacher who asked."""
    _carry_out(request, back, "teacher.back", teacher=teacher)
    messages.success(request, _("They can begin now; they see that you stand behind them."))
    return redirect("leader:eager")


@require_POST
@for_face("leader")
def step_back(request: SeenRequest, teacher: UUID) -> HttpResponse:
    """Take a backing back while the teacher does not pilot."""
    _carry_out(request, take_backing_back, "teacher.unback", teacher=teacher)
    return redirect("leader:eager")


def _carry_out(
    request: SeenRequest, deed: Callable[..., Any], name: str, **given: UUID
) -> None:
    """Do something about teachers of the leader's own district, audited."""
    audited(
        by=request.user,
        about=None,
        deed=name,
        detail=" ".join(map(str, given.values())),
        now=request.now,
        do=lambda: deed(
            district=request.user.district, by=request.user, now=request.now, **given
        ),
    )
