"""The library for records staff and teachers: coverage, templates leafed through, sheets, a pack of one's own."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.faces.asked import number_asked
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.library import shelf_asked, show_sheet
from ownpath.faces.office.pages.content import MOST_SEED, build_coverage, build_template
from ownpath.faces.teaching_cards import show_cards
from ownpath.interchange.qti.write import write_items
from ownpath.school.curriculum.exports import build_item_package
from ownpath.school.curriculum.imports.own_pack import begin_own_pack
from ownpath.school.curriculum.queries import seen_frameworks
from ownpath.school.privacy.services import audited

ITEMS_EACH = 3  # fixed items that a template gives when it goes out


@require_GET
@for_face("office", "teacher")
def coverage(request: SeenRequest) -> HttpResponse:
    """Show what there is for every competency of a grade."""
    page = build_coverage(shelf_asked(request))
    return render(request, "office/content.html", {"page": page})


@require_POST
@for_face("office", "teacher")
def begin(request: SeenRequest) -> HttpResponse:
    """Begin a pack of the district's own, and open it."""
    district = request.user.district
    if district is None:
        raise Http404
    name = begin_own_pack(
        district=district, title=request.POST.get("title", ""), now=request.now
    )
    audited(
        by=request.user,
        about=None,
        deed="content.begin",
        detail=name,
        now=request.now,
        do=lambda: None,
    )
    framework = get_object_or_404(seen_frameworks(district_id=district.pk), identifier=name)
    messages.success(request, _("Your pack is begun. Change what is in it, and add to it."))
    return redirect(f"{reverse('office:content')}?framework={framework.uuid}")


@require_GET
@for_face("office", "teacher")
def template(request: SeenRequest, item: UUID) -> HttpResponse:
    """Show one template at one seed and step."""
    page = build_template(
        viewer=request.user,
        uuid=item,
        seed=number_asked(request, "seed", fewest=0, most=MOST_SEED),
        step=number_asked(request, "step", fewest=1, most=3),
        language=request.GET.get("language") or request.spoken,
    )
    return render(request, "office/template.html", {"page": page})


@require_GET
@for_face("office")
def export(request: SeenRequest) -> HttpResponse:
    """Send the items of one grade of a framework as a QTI 3.0 package."""
    seen = seen_frameworks(district_id=request.user.district_id)
    framework = get_object_or_404(seen, uuid=_uuid_asked(request))
    grade = request.GET.get("grade", "")[:4]
    package, left_out = build_item_package(
        framework=framework, n_each=ITEMS_EACH, language=request.spoken, grade=grade
    )
    detail = (
        f"{framework.identifier} {grade}: {len(package.items)} items, {len(left_out)} left out"
    )
    data = audited(
        by=request.user,
        about=None,
        deed="content.export",
        detail=detail,
        now=request.now,
        do=lambda: write_items(package, notes=[str(one) for one in left_out]),
    )
    name = f"{slugify(framework.identifier)}-{slugify(grade)}-qti.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type="application/zip", headers=headers)


def _uuid_asked(request: SeenRequest) -> UUID:
    try:
        return UUID(request.GET.get("framework", ""))
    except ValueError as error:
        raise Http404 from error


@require_GET
@for_face("office", "teacher")
def sheet(request: SeenRequest, competency: UUID) -> HttpResponse:
    """Show one practice sheet with its key, ready to print."""
    return show_sheet(request, competency, back=reverse("office:content"))


@require_GET
@for_face("office", "teacher")
def cards(request: SeenRequest, competency: UUID) -> HttpResponse:
    """Show the lesson cards and projects of one competency, ready to print."""
    return show_cards(request, competency, back=reverse("office:content"))
