"""Who may open a face: signed in, and in a role of that face today. Views of every face stand behind it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_htmx.middleware import HtmxDetails

from ownpath import clock
from ownpath.errors import NotAllowed
from ownpath.kit.middleware import TIME_ZONE_KEY
from ownpath.kit.whereabouts import page_of
from ownpath.school.people.queries import faces_to_open

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


class SeenRequest(HttpRequest):
    """A request behind the guard: who asks, and when."""

    user: Person
    htmx: HtmxDetails
    now: datetime
    today: date
    spoken: str  # "en" or "es"
    address: str  # set by a view that shows a page in answer to a form: where that page is
    faces: frozenset[
        str
    ]  # those of the person's roles; a teacher's of a leader only behind a teacher's door


Given = ParamSpec("Given")
View = Callable[Concatenate[SeenRequest, Given], HttpResponse]


def for_face(*faces: str) -> Callable[[View[Given]], View[Given]]:
    """Let a view be opened only by people with a role of one of `faces` today."""

    def guarded(view: View[Given]) -> View[Given]:
        @functools.wraps(view)
        def opened(
            request: SeenRequest, /, *args: Given.args, **kwargs: Given.kwargs
        ) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(page_of(request), reverse("door:sign_in"))
            request.user = cast("Person", get_user(request))  # not the promise of one
            tell_the_time(request)
            request.faces = faces_to_open(
                person=request.user, wanted=faces, today=request.today
            )
            if request.faces.isdisjoint(faces):
                raise NotAllowed(
                    _("This page is for other people at school."),
                    next_step=_("Go back to your own first page."),
                )
            return view(request, *args, **kwargs)

        return opened

    return guarded


def tell_the_time(request: SeenRequest) -> None:
    """Read the clock once for the whole request, in the district's own zone."""
    request.now = clock.now()
    district = request.user.district
    zone = ZoneInfo(district.time_zone) if district else timezone.get_default_timezone()
    request.today = request.now.astimezone(zone).date()
    if request.session.get(TIME_ZONE_KEY, zone.key) != zone.key:  # it was set anew meanwhile
        request.session[TIME_ZONE_KEY] = zone.key
        timezone.activate(zone)
    request.spoken = "es" if (get_language() or "en").startswith("es") else "en"
