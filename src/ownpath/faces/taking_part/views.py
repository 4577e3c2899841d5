"""Open the page and say something: the same for every face, behind that face's guard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.taking_part.forms import CommentForm, ConcernForm
from ownpath.faces.taking_part.page import HOME, build_change_page, no_child
from ownpath.school.change.access import reach_of
from ownpath.school.change.queries.visions import get_vision
from ownpath.school.change.services.concerns import raise_concern
from ownpath.school.change.services.consulting import comment
from ownpath.school.people.queries import children_of
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form

NOT_TAKEN = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceViews:
    """The views of one face."""

    change: Callable[..., HttpResponse]
    say: Callable[..., HttpResponse]
    worry: Callable[..., HttpResponse]


def ensure_has_children(request: SeenRequest, face: str) -> None:
    """Refuse who opens the page as family and has no child here any more.

    Raises
    ------
    NotFound
    """
    if face == "family" and not children_of(guardian=request.user, today=request.today):
        raise no_child()


def show(request: SeenRequest, face: str, refused: Form | None = None) -> HttpResponse:
    """Draw the page in a face, with a form that was not taken."""
    page = build_change_page(
        viewer=request.user,
        face=face,
        today=request.today,
        now=request.now,
        language=request.spoken,
        refused=refused,
    )
    context = {"page": page, "nav_current": HOME[face]}
    status = NOT_TAKEN if refused else 200
    return render(request, "taking_part/change.html", context, status=status)


def views_of(face: str) -> FaceViews:
    """Return the views of a face, each behind its guard."""

    @require_GET
    @for_face(face)
    def change(request: SeenRequest) -> HttpResponse:
        return show(request, face)

    @require_POST
    @for_face(face)
    def say(request: SeenRequest, vision: UUID) -> HttpResponse:
        ensure_has_children(request, face)
        return _say(request, face, vision)

    @require_POST
    @for_face(face)
    def worry(request: SeenRequest) -> HttpResponse:
        ensure_has_children(request, face)
        return _worry(request, face)

    return FaceViews(change=change, say=say, worry=worry)


def _say(request: SeenRequest, face: str, vision: UUID) -> HttpResponse:
    reach = reach_of(person=request.user, today=request.today)
    version = get_vision(viewer=request.user, reach=reach, uuid=vision)
    form = CommentForm(request.POST, face=face, about=vision)
    if not form.is_valid():
        return show(request, face, form)
    audited(
        by=request.user,
        about=None,
        deed="comment_on_vision",
        now=request.now,
        do=lambda: comment(
            vision=version,
            text=form.cleaned_data["text"],
            role=face,
            by=request.user,
            now=request.now,
        ),
    )
    messages.success(request, _("Sent. You find it here, and the answer too."))
    return redirect(f"{face}:change")


def _worry(request: SeenRequest, face: str) -> HttpResponse:
    """Keep a concern; one without a name leaves no name in the audit either."""
    reach = reach_of(person=request.user, today=request.today)
    form = ConcernForm(request.POST, face=face, campuses=reach.own)
    if not form.is_valid():
        return show(request, face, form)
    said = form.cleaned_data
    audited(
        by=None if said["is_unnamed"] else request.user,
        about=None,
        deed="raise_concern",
        now=request.now,
        do=lambda: raise_concern(
            kind=said["kind"],
            text=said["text"],
            role=face,
            is_named=not said["is_unnamed"],
            campus=form.campuses.get(said.get("campus", "")),
            by=request.user,
            now=request.now,
        ),
    )
    messages.success(request, _("Sent. The answer comes here within five school days."))
    return redirect(f"{face}:change")
