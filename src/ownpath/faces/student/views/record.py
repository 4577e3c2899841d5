"""What the school keeps of me: who is of age asks for their own record, and takes it along."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.record import RecordPage, build_record_page
from ownpath.school.privacy.services.child_records import (
    ensure_may_take_record,
    find_child_record,
)
from ownpath.school.privacy.tasks import ask_for_child_record

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@for_face("student")
@require_http_methods(["GET", "POST"])
def record(request: SeenRequest) -> HttpResponse:
    """Show how the file with my record stands; ask for one."""
    if request.method == "POST":
        me: Person = request.user
        ask_for_child_record(student=me, by=me, language=request.spoken, now=request.now)
        return redirect("student:record")
    context = {"page": _page(request), "nav_current": "student:my_voice"}
    return render(request, "student/record.html", context)


@for_face("student")
@require_GET
def record_progress(request: SeenRequest) -> HttpResponse:
    """Show how far my file is; send the page on when it is over."""
    page = _page(request)
    if page.is_working:
        return render(request, "student/parts/record_working.html", {"page": page})
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": reverse("student:record")})
    return redirect("student:record")


@for_face("student")
@require_GET
def record_file(request: SeenRequest) -> HttpResponse:
    """Give me my file."""
    me = request.user
    path = find_child_record(student=me, by=me, now=request.now)
    name = f"{slugify(me.called) or 'record'}-{request.today.isoformat()}.zip"
    sent = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    return cast("HttpResponse", sent)  # a response, if not one that is held in memory


def _page(request: SeenRequest) -> RecordPage:
    me = request.user
    ensure_may_take_record(student=me, by=me, now=request.now)
    back = reverse("student:my_voice")
    return build_record_page(viewer=me, child=me, back=back, now=request.now)
