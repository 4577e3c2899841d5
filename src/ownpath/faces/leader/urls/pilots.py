"""Addresses of pilots, their cycles, measures and what was reckoned of them."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.leader.views import pilot_figures as figures
from ownpath.faces.leader.views import pilots

ONE = "change/pilots/<uuid:pilot>/"
MEASURE = f"{ONE}measures/<uuid:measure>/"

urlpatterns = [
    path("change/pilots/", pilots.pilots, name="pilots"),
    path("change/pilots/new/", pilots.new, name="pilot_new"),
    path(ONE, pilots.pilot, name="pilot"),
    path(f"{ONE}plan/", pilots.edit, name="pilot_edit"),
    path(f"{ONE}do/<slug:deed>/", pilots.do, name="pilot_do"),
    path(f"{ONE}cycles/<uuid:cycle>/<slug:deed>/", pilots.do_cycle, name="pilot_cycle_do"),
    path(f"{ONE}reckon/", figures.reckon, name="pilot_reckon"),
    path(f"{ONE}reckoning/<uuid:job>/", figures.progress, name="pilot_reckoning"),
    path(MEASURE, figures.measure, name="pilot_measure"),
    path(f"{MEASURE}change/", pilots.change_measure, name="pilot_measure_change"),
    path(f"{MEASURE}drop/", pilots.drop_measure, name="pilot_measure_drop"),
    path(f"{MEASURE}rows/", figures.rows, name="pilot_rows"),
    path(f"{MEASURE}rows.csv", figures.table, name="pilot_csv"),
    path(f"{MEASURE}upload/", figures.upload, name="pilot_upload"),
]
