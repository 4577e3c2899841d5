"""Addresses of the leader face."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.leader import views

app_name = "leader"
urlpatterns = [
    path("", views.home, name="home"),
    path("rows/<slug:kind>/<uuid:campus>/", views.rows, name="rows"),
]
