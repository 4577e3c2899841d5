"""Addresses of the leader face, one file a subject."""

from __future__ import annotations

from ownpath.faces.leader.urls import (
    council,
    days,
    eager,
    friday,
    opportunities,
    pilots,
    practices,
    vision,
)

app_name = "leader"
urlpatterns = [
    *council.urlpatterns,
    *days.urlpatterns,
    *eager.urlpatterns,
    *friday.urlpatterns,
    *opportunities.urlpatterns,
    *pilots.urlpatterns,
    *practices.urlpatterns,
    *vision.urlpatterns,
]
