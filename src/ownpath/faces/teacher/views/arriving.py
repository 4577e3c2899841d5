"""How a deed ends: back where one came from, with a line about what was done and, where there is one, a way back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from ownpath.faces.guard import SeenRequest
from ownpath.faces.teacher.pages.people import About, find_student

UNDO = "teacher_undo"
OK = 200


def where_from(request: SeenRequest, otherwise: str) -> str:
    """Return the page one came from, when it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or _page_before(request)
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if wanted and is_ours else otherwise


def _page_before(request: SeenRequest) -> str:
    """Return the address in this face the browser says it comes from; "" where that is the page of the deed itself."""
    came = urlsplit(request.headers.get("Referer", ""))
    is_face = came.path.startswith(reverse("teacher:room"))
    if came.netloc != request.get_host() or not is_face or came.path == request.path:
        return ""
    return f"{came.path}?{came.query}" if came.query else came.path


def back(request: SeenRequest, otherwise: str = "") -> HttpResponse:
    """Return to where one came from, or to My room."""
    return HttpResponseRedirect(where_from(request, otherwise or reverse("teacher:room")))


def offer_undo(request: SeenRequest, text: str, url: str) -> None:
    """Let the next page show what was just done with a way back."""
    request.session[UNDO] = {"text": text, "url": url}


def show(
    request: SeenRequest, template: str, page: object, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Show a page, with the way back from the last deed if there is one."""
    undo = request.session.pop(UNDO, None)
    response = render(
        request, f"teacher/{template}.html", {"page": page, "undo": undo, **more}, status=status
    )
    if status != OK and request.headers.get("HX-Request"):
        response["HX-Retarget"], response["HX-Reswap"] = "#panel-body", "innerHTML"
        response["HX-Reselect"] = "[data-fragment]"
    return response


def about(request: SeenRequest, student: UUID) -> About:
    """Return the student the address names, if this teacher may see them."""
    return find_student(viewer=request.user, uuid=student, today=request.today)
