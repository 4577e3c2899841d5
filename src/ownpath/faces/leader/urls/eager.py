"""Addresses of teachers who would try."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.leader.views import eager

urlpatterns = [
    path("change/teachers/", eager.eager, name="eager"),
    path("change/teachers/pair/", eager.pair_and_invite, name="eager_pair"),
    path("change/teachers/<uuid:teacher>/back/", eager.stand_behind, name="eager_back"),
    path("change/teachers/<uuid:teacher>/unback/", eager.step_back, name="eager_unback"),
    path("change/teachers/<uuid:teacher>/<slug:deed>/", eager.do, name="eager_do"),
]
