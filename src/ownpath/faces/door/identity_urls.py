"""Addresses of a district's own sign-in: two of allauth's, under the names it asks for, and no other."""

from __future__ import annotations

from allauth.socialaccount.providers.openid_connect.views import callback, login
from django.urls import path
from django.views.decorators.http import require_POST

urlpatterns = [
    path("<slug:provider_id>/login", require_POST(login), name="openid_connect_login"),
    path("<slug:provider_id>/callback", callback, name="openid_connect_callback"),
]
