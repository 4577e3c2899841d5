"""Addresses of the door."""

from __future__ import annotations

from django.urls import path

from ownpath.faces.door.views import choosing, coming_in, second_factor

app_name = "door"
urlpatterns = [
    path("", coming_in.home, name="home"),
    path("sign-in", coming_in.sign_in, name="sign_in"),
    path("sign-out", coming_in.sign_out, name="sign_out"),
    path("try/<uuid:uuid>", coming_in.try_as, name="try_as"),
    path("language", choosing.language, name="language"),
    path("preferences", choosing.preferences, name="preferences"),
    path("title", choosing.title, name="title"),
    path("account", choosing.account, name="account"),
    path("account/password", choosing.password, name="password"),
    path("account/second-factor", second_factor.show, name="second_factor"),
    path("account/second-factor/begin", second_factor.begin, name="second_factor_set_up"),
    path("account/second-factor/change", second_factor.change, name="second_factor_change"),
]
