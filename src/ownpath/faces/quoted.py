"""Words of somebody that the district would like to quote: their own page for yes and no, the same in every face.

A guardian says yes for a student; a student may only take words back, at any time and without asking.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ownpath.errors import NotFound
from ownpath.faces.guard import SeenRequest, for_face
from ownpath.school.change.queries.practices import words_of
from ownpath.school.change.queries.voices import (
    named_in_book,
    voices_to_decide,
    words_said_by,
)
from ownpath.school.change.services.voicing import agree_voice, take_back_voice
from ownpath.school.privacy.services import audited

if TYPE_CHECKING:
    from ownpath.school.change.models import Voice

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLine:
    """Words somebody said, how they would be named, and what can be said to it."""

    text: str
    language: str
    who: str
    about: str
    stand: str
    yes_url: str
    no_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedPage:
    """All words one person has a say about."""

    lines: tuple[QuotedLine, ...]
    note: str


def voices_for(request: SeenRequest, face: str) -> list[Voice]:
    """Return the words a person has a say about in a face: a student about their own, without saying yes."""
    if face == "student":
        return words_said_by(person=request.user)
    return voices_to_decide(person=request.user, today=request.today)


def build_quoted(request: SeenRequest, face: str) -> QuotedPage:
    """Gather the words and their buttons."""
    note = (
        _(
            "Your family says whether they may stand in our book. You can take them back any time."
        )
        if face == "student"
        else _(
            "They stand in our district’s book only if you say yes. You can take them back any time."
        )
    )
    return QuotedPage(
        lines=tuple(_line(one, face, request.spoken) for one in voices_for(request, face)),
        note=note,
    )


def _line(one: Voice, face: str, language: str) -> QuotedLine:
    is_out, is_agreed = one.taken_back_at is not None, one.agreed_at is not None
    may_say_yes = face != "student" and not is_out and not is_agreed
    return QuotedLine(
        text=one.text,
        language=one.language,
        who=capfirst(named_in_book(one)),
        about=words_of(one.card, language)["title"] if one.card else "",
        stand=_("Taken back.") if is_out else _("You said yes.") if is_agreed else "",
        yes_url=_address(one, face, YES) if may_say_yes else "",
        no_url="" if is_out else _address(one, face, NO),
    )


def _address(one: Voice, face: str, answer: str) -> str:
    return reverse(f"{face}:words_answer", args=[one.uuid, answer])


def words_view(face: str) -> Callable[..., HttpResponse]:
    """Return the page of a face that shows the words."""

    @require_GET
    @for_face(face)
    def words(request: SeenRequest) -> HttpResponse:
        page = build_quoted(request, face)
        context = {"page": page, "base": f"{face}/base.html"}
        return render(request, "kit/quoted.html", context)

    return words


def answer_view(face: str) -> Callable[..., HttpResponse]:
    """Return what keeps a yes or a no in a face."""

    @require_POST
    @for_face(face)
    def answer(request: SeenRequest, voice: UUID, answer: str) -> HttpResponse:
        one = next((each for each in voices_for(request, face) if each.uuid == voice), None)
        if one is None or answer not in {YES, NO}:
            raise NotFound(
                _("We cannot find these words."), next_step=_("Look at the list again.")
            )
        _keep(request, one, answer)
        return redirect(f"{face}:words")

    return answer


def _keep(request: SeenRequest, one: Voice, answer: str) -> None:
    do = agree_voice if answer == YES else take_back_voice
    audited(
        by=request.user,
        about=one.person,
        deed=f"voice.{answer}",
        now=request.now,
        do=lambda: do(voice=one, by=request.user, now=request.now),
    )
    messages.success(
        request,
        _("Thank you. They stand in the next book.")
        if answer == YES
        else _("Taken back. They are in no further book."),
    )
