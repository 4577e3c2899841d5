"""Addresses of a district's own sign-in: two of allauth's, under the names it asks for, and no other.

What stands behind them is loaded when somebody comes: its client for the network takes 6 MB, and most have no such
sign-in.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST


@require_POST
def login(request: HttpRequest, *, provider_id: str) -> HttpResponse:
    """Lead to the district's identity provider."""
    from allauth.socialaccount.providers.openid_connect.views import login as lead_there

    there: HttpResponse = lead_there(request, provider_id)
    return there


def callback(request: HttpRequest, *, provider_id: str) -> HttpResponse:
    """Take in who comes back from it."""
    from allauth.socialaccount.providers.openid_connect.views import callback as take_in

    answer: HttpResponse = take_in(request, provider_id)
    return answer


urlpatterns = [
    path("<slug:provider_id>/login", login, name="openid_connect_login"),
    path("<slug:provider_id>/callback", callback, name="openid_connect_callback"),
]
