"""A leader's own calendar: its secret address, and what stands behind it."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ownpath.faces.guard import SeenRequest, for_face
from ownpath.school.change.exports.calendar import calendar_of
from ownpath.school.change.queries.feeds import feed_of, person_of_feed
from ownpath.school.change.services.feeds import end_feed, open_feed
from ownpath.school.privacy.services import audited

BYTES_OF_A_SECRET = 32
SECONDS_KEPT = 900


@require_http_methods(["GET", "POST"])
@for_face("leader")
def feed(request: SeenRequest) -> HttpResponse:
    """Show whether there is an address; make one, or another one, and show it this once."""
    address = ""
    if request.method == "POST":
        secret = secrets.token_urlsafe(BYTES_OF_A_SECRET)
        audited(
            by=request.user,
            about=None,
            deed="calendar.open",
            now=request.now,
            do=lambda: open_feed(person=request.user, secret=secret, now=request.now),
        )
        address = request.build_absolute_uri(reverse("leader:calendar", args=[secret]))
    context = {"feed": feed_of(person=request.user), "address": address}
    response = render(request, "leader/opportunities/calendar.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@for_face("leader")
def end(request: SeenRequest) -> HttpResponse:
    """Let the address lead nowhere."""
    audited(
        by=request.user,
        about=None,
        deed="calendar.end",
        now=request.now,
        do=lambda: end_feed(person=request.user),
    )
    messages.info(request, _("The address leads nowhere now."))
    return redirect("leader:calendar_feed")


@require_GET
def calendar(_request: HttpRequest, secret: str) -> HttpResponse:
    """Give the calendar behind a secret; whatever else comes gets the same nothing."""
    now = timezone.now()
    person = person_of_feed(secret=secret, now=now)
    if person is None:
        return HttpResponse(status=404)
    response = HttpResponse(
        calendar_of(person=person, now=now), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'inline; filename="ownpath.ics"'
    response["Cache-Control"] = f"private, max-age={SECONDS_KEPT}"
    response["X-Robots-Tag"] = "noindex"
    return response
