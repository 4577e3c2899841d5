"""A teacher helps a student of their own to sign in: a new password, or another try."""

from __future__ import annotations

from random import SystemRandom
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.teacher.pages.people import About
from ownpath.faces.teacher.pages.sign_in_help import build_sign_in_help, card_of
from ownpath.faces.teacher.views.arriving import about, show
from ownpath.kit.cards import SignInCards, address_on_cards
from ownpath.school.people.queries import language_on_paper
from ownpath.school.people.services import keep_password, let_try_again, prepare_password
from ownpath.school.privacy.services import audited


@require_http_methods(["GET", "POST"])
@for_face("teacher")
def sign_in_help(request: SeenRequest, student: UUID) -> HttpResponse:
    """Show what may be done, and do it: `what` is "password" or "again"."""
    who = about(request, student)
    page = build_sign_in_help(viewer=request.user, about=who, today=request.today)
    what = request.POST.get("what", "")
    if what == "password":
        return _give_password(request, who)
    if what == "again":
        return _let_try_again(request, who)
    status = 422 if request.method == "POST" else 200
    return show(request, "sign_in_help", page, status=status)


@sensitive_variables()
def _give_password(request: SeenRequest, who: About) -> HttpResponse:
    student, by, today = who.student, request.user, request.today
    language = language_on_paper(by.district, otherwise=request.spoken)
    new = prepare_password(
        person=student, by=by, language=language, today=today, rng=SystemRandom()
    )
    audited(
        by=by,
        about=student,
        deed="sign_in.password",
        now=request.now,
        do=lambda: keep_password(person=student, new=new, by=by, today=today),
    )
    page = SignInCards(
        title=student.plain_name,
        address=address_on_cards(request),
        cards=(card_of(student, new, language=language),),
    )
    back = reverse("teacher:student", args=[student.uuid])
    return render(request, "teacher/sign_in_card.html", {"page": page, "back": back})


def _let_try_again(request: SeenRequest, who: About) -> HttpResponse:
    student = who.student
    audited(
        by=request.user,
        about=student,
        deed="sign_in.try_again",
        now=request.now,
        do=lambda: let_try_again(person=student, by=request.user, today=request.today),
    )
    messages.success(request, _("%(name)s may try again now.") % {"name": student.called})
    return HttpResponseRedirect(reverse("teacher:student", args=[student.uuid]))
