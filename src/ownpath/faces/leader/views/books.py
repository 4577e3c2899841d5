"""The playbook and the board packet: ask for one, watch it come, read it, take it along."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.practices import AskBoardForm
from ownpath.faces.leader.pages.books import KINDS, build_book, build_books, draw_job
from ownpath.faces.leader.views.numbers import page_number
from ownpath.school.change.queries.books import get_book, get_job
from ownpath.school.change.services.booking import ask_for_book, bytes_of
from ownpath.school.people.directory import own_district
from ownpath.school.people.queries import today_in
from ownpath.school.privacy.services import audited


@require_GET
@for_face("leader")
def books(request: SeenRequest) -> HttpResponse:
    """Show the books that were made, and what is on its way."""
    return _shown(request, AskBoardForm(), 200)


def _shown(request: SeenRequest, form: AskBoardForm, status: int) -> HttpResponse:
    page = build_books(viewer=request.user, page=page_number(request), today=request.today)
    context = {"page": page, "form": form}
    return render(request, "leader/books/books.html", context, status=status)


@require_POST
@for_face("leader")
def ask(request: SeenRequest, kind: str) -> HttpResponse:
    """Ask for a book; it is made beside the server."""
    if kind not in KINDS:
        raise NotFound(
            _("There is no such book."), next_step=_("Ask for a playbook or a board packet.")
        )
    form = AskBoardForm(request.POST)
    if not form.is_valid():
        return _shown(request, form, 422)
    said = form.cleaned_data
    audited(
        by=request.user,
        about=None,
        deed=f"ask_for_book.{kind}",
        now=request.now,
        do=lambda: ask_for_book(
            district=own_district(viewer=request.user),
            kind=kind,
            asks={"en": said["asks_en"], "es": said["asks_es"]},
            by=request.user,
            now=request.now,
        ),
    )
    messages.success(request, _("Asked for. It is ready in a moment."))
    return redirect("leader:books")


@require_GET
@for_face("leader")
def progress(request: SeenRequest, job: UUID) -> HttpResponse:
    """Show how far a book is; once it is there, the whole page comes anew."""
    part = draw_job(get_job(district=own_district(viewer=request.user), uuid=job))
    if not request.htmx:
        return redirect("leader:books")
    if not part.is_working:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "leader/books/job.html", {"job": part})


@require_GET
@for_face("leader")
def book(request: SeenRequest, book: UUID) -> HttpResponse:
    """Show a book as it was made."""
    page = build_book(viewer=request.user, uuid=book)
    return render(request, "leader/books/book.html", {"page": page})


@require_GET
@for_face("leader")
def pdf(request: SeenRequest, book: UUID) -> HttpResponse:
    """Give the PDF of a book, the very bytes that were made."""
    district = own_district(viewer=request.user)
    one = get_book(district=district, uuid=book, with_pdf=True)
    day = today_in(district, one.made_at).isoformat()
    name = f"{district.source_key}-{one.kind}-{one.edition}-{day}-{one.language}.pdf"
    return HttpResponse(
        bytes_of(one),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Language": one.language,
            "ETag": f'"{one.digest}"',
            "Cache-Control": "private, no-cache",
        },
    )
