"""Voices: what people said of a practice, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.faces.leader.forms.practices import VoiceForm
from ownpath.faces.leader.pages.practices import build_card
from ownpath.faces.leader.views.practices import people_here
from ownpath.school.change.queries.practices import get_card
from ownpath.school.change.queries.voices import get_voice
from ownpath.school.change.services.voicing import take_back_voice, write_voice
from ownpath.school.people.directory import own_district
from ownpath.school.privacy.services import audited


@require_http_methods(["GET", "POST"])
@for_face("leader")
def voices(request: SeenRequest, card: UUID) -> HttpResponse:
    """Show what was said of a practice, and write down more."""
    one = get_card(district=own_district(viewer=request.user), uuid=card)
    form = VoiceForm(
        request.POST or None, find=people_here(request), initial={"language": request.spoken}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        audited(
            by=request.user,
            about=said["person"],
            deed="write_voice",
            now=request.now,
            do=lambda: write_voice(card=one, by=request.user, now=request.now, **said),
        )
        messages.success(
            request, _("Written down. It waits for their yes, a guardian’s for a student.")
        )
        return redirect("leader:voices", card)
    page = build_card(
        viewer=request.user, uuid=card, today=request.today, language=request.spoken
    )
    status = 422 if form.is_bound else 200
    context = {"page": page, "form": form, "card": card}
    return render(request, "leader/practices/voices.html", context, status=status)


@require_POST
@for_face("leader")
def take_back(request: SeenRequest, voice: UUID) -> HttpResponse:
    """Take words back for whoever said them."""
    one = get_voice(district=own_district(viewer=request.user), uuid=voice)
    audited(
        by=request.user,
        about=one.person,
        deed="take_back_voice",
        now=request.now,
        do=lambda: take_back_voice(voice=one, by=request.user, now=request.now),
    )
    messages.info(request, _("Taken back. The next edition is without these words."))
    if one.card is None:
        return redirect("leader:practices")
    return redirect("leader:voices", one.card.uuid)
