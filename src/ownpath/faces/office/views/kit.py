"""The exit kit: ask for it, see how far it is, take it while it is kept, let it go."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.office.pages.kit import build_kit
from ownpath.faces.office.pages.retention import find_district
from ownpath.school.privacy.services import find_kit
from ownpath.school.privacy.services.kits import let_go_kit
from ownpath.school.privacy.tasks import ask_for_kit


@require_http_methods(["GET", "POST"])
@for_face("office")
def exit_kit(request: SeenRequest) -> HttpResponse:
    """Show how the exit kit stands; ask for one."""
    district = find_district(viewer=request.user, now=request.now)
    if request.method == "POST":
        ask_for_kit(district=district, by=request.user, now=request.now)
        return HttpResponseRedirect(reverse("office:exit_kit"))
    page = build_kit(district=district, now=request.now)
    return render(request, "office/exit_kit.html", {"page": page})


@require_GET
@for_face("office")
def progress(request: SeenRequest) -> HttpResponse:
    """Show how far the kit is; send the page on when it is over."""
    district = find_district(viewer=request.user, now=request.now)
    page = build_kit(district=district, now=request.now)
    if page.is_working:
        return render(request, "office/parts/kit_working.html", {"page": page})
    address = reverse("office:exit_kit")
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


@require_GET
@for_face("office")
def take(request: SeenRequest) -> HttpResponse:
    """Give the file of the kit that is ready."""
    district = find_district(viewer=request.user, now=request.now)
    path = find_kit(district=district, by=request.user, now=request.now)
    name = f"ownpath-{district.source_key}-{request.today.isoformat()}.zip"
    file = path.open("rb")  # closed with the response that sends it
    return _sent(FileResponse(file, as_attachment=True, filename=name))


def _sent(response: HttpResponseBase) -> HttpResponse:
    return response  # type: ignore[return-value]  # a response, if not one that is held in memory


@require_POST
@for_face("office")
def discard(request: SeenRequest) -> HttpResponse:
    """Let the file go before its time."""
    district = find_district(viewer=request.user, now=request.now)
    let_go_kit(district=district, by=request.user, now=request.now)
    messages.success(request, _("The file is gone. You can ask for a new one at any time."))
    return HttpResponseRedirect(reverse("office:exit_kit"))
