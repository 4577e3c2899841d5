"""Records staff write templates of the district's own packs: a text, its faults beside the lines, a live preview."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.errors import Refusal
from ownpath.faces.asked import number_asked, number_sent
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.pages.editor import (
    Desk,
    build_editor,
    desk_for_new,
    desk_of_item,
    look_at,
)
from ownpath.school.curriculum.services import Draft, add_template, save_template
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Item

LONGEST = 60_000
MOST_REVISIONS = 1_000_000


@require_http_methods(["GET", "POST"])
@for_face("office", "teacher")
def change(request: SeenRequest, item: UUID) -> HttpResponse:
    """Show a template's text, and save what was written when it is sound."""
    return _write(request, desk_of_item(viewer=request.user, uuid=item))


@require_http_methods(["GET", "POST"])
@for_face("office", "teacher")
def write(request: SeenRequest, competency: UUID) -> HttpResponse:
    """Show a template to begin with, and add what was written when it is sound."""
    return _write(request, desk_for_new(viewer=request.user, competency=competency))


@require_POST
@for_face("office", "teacher")
def try_change(request: SeenRequest, item: UUID) -> HttpResponse:
    """Show what the text means just now; nothing is saved."""
    return _try(request, desk_of_item(viewer=request.user, uuid=item))


@require_POST
@for_face("office", "teacher")
def try_new(request: SeenRequest, competency: UUID) -> HttpResponse:
    """Show what the text of a new template means just now; nothing is saved."""
    return _try(request, desk_for_new(viewer=request.user, competency=competency))


def _try(request: SeenRequest, desk: Desk) -> HttpResponse:
    seed = number_asked(request, "seed", fewest=0, most=9_999)
    looks = look_at(desk, _text(request), district_id=_district(request), seed=seed)
    return render(request, "office/parts/looks.html", {"looks": looks})


def _district(request: SeenRequest) -> int:
    return own_district(viewer=request.user).pk


def _text(request: SeenRequest) -> str:
    return request.POST.get("text", "")[: LONGEST + 1]


def _write(request: SeenRequest, desk: Desk) -> HttpResponse:
    text = _text(request) if request.method == "POST" else desk.text
    looks = look_at(desk, text, district_id=_district(request), seed=1)
    revision = desk.item.revision if desk.item else 0
    if request.method == "POST":
        revision = number_sent(request, "revision", most=MOST_REVISIONS)
        try:
            saved = _save(request, desk, looks.draft, revision)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": saved.code})
            return HttpResponseRedirect(reverse("office:template", args=[saved.uuid]))
    page = build_editor(desk, looks, revision=revision)
    status = 422 if request.method == "POST" else 200
    return render(request, "office/editor.html", {"page": page}, status=status)


def _save(request: SeenRequest, desk: Desk, draft: Draft, revision: int) -> Item:
    district = _district(request)
    do = (
        partial(
            save_template, item=desk.item, revision=revision, draft=draft, district_id=district
        )
        if desk.item
        else partial(add_template, pack=desk.pack, draft=draft, district_id=district)
    )
    detail = desk.item.code if desk.item else draft.definition.id if draft.definition else ""
    deed = "content.change"
    return audited(
        by=request.user, about=None, deed=deed, detail=detail, now=request.now, do=do
    )
