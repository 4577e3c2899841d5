"""Addresses of the leader face."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "leader"
urlpatterns: list[URLPattern] = []
