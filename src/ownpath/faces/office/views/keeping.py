"""Make a template of the library one's own, take one's own out of practice, bring one back as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ownpath.faces.asked import number_sent
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.school.curriculum.imports.copying import make_it_mine
from ownpath.school.curriculum.queries import get_seen_item
from ownpath.school.curriculum.services import bring_back, take_out
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.curriculum.models import Item

MOST_REVISIONS = 1_000_000


@require_POST
@for_face("office", "teacher")
def make_mine(request: SeenRequest, item: UUID) -> HttpResponse:
    """Copy a template into the district's own pack, and open the copy to be changed."""
    district = own_district(viewer=request.user)
    copy = _done(
        request, item, "content.copy", lambda one: make_it_mine(item=one, district=district)
    )
    messages.success(
        request, _("This copy is yours: change it as you like. The library keeps its own.")
    )
    return HttpResponseRedirect(reverse("office:template_edit", args=[copy.uuid]))


@require_POST
@for_face("office", "teacher")
def out(request: SeenRequest, item: UUID) -> HttpResponse:
    """Take a template of the district's own out of practice."""
    district = own_district(viewer=request.user).pk
    _done(
        request, item, "content.take_out", lambda one: take_out(item=one, district_id=district)
    )
    messages.success(request, _("It is out: no child meets it. You can put it back here."))
    return HttpResponseRedirect(reverse("office:template", args=[item]))


@require_POST
@for_face("office", "teacher")
def back(request: SeenRequest, item: UUID) -> HttpResponse:
    """Make a template again what it was at an earlier revision, or put it back into practice."""
    district = own_district(viewer=request.user).pk
    revision = number_sent(request, "revision", most=MOST_REVISIONS)
    _done(
        request,
        item,
        "content.bring_back",
        lambda one: bring_back(item=one, revision=revision, district_id=district),
    )
    messages.success(request, _("It is back."))
    return HttpResponseRedirect(reverse("office:template", args=[item]))


def _done(request: SeenRequest, uuid: UUID, deed: str, do: Callable[[Item], Item]) -> Item:
    item = get_seen_item(uuid=uuid, district_id=request.user.district_id).item
    return audited(
        by=request.user,
        about=None,
        deed=deed,
        detail=item.code,
        now=request.now,
        do=lambda: do(item),
    )
