"""Root addresses: each face keeps its own below one word."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("ownpath.faces.door.urls")),
    path("account/oidc/", include("ownpath.faces.door.identity_urls")),
    path("me/", include("ownpath.faces.student.urls")),
    path("room/", include("ownpath.faces.teacher.urls")),
    path("family/", include("ownpath.faces.family.urls")),
    path("lead/", include("ownpath.faces.leader.urls")),
    path("office/", include("ownpath.faces.office.urls")),
]

handler500 = "ownpath.kit.failures.server_error"
