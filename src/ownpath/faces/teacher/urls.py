"""Addresses of the teacher face."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "teacher"
urlpatterns: list[URLPattern] = []
