"""Show a second factor, set one up, replace it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ownpath.faces.door.authenticators import (
    has_authenticator,
    new_secret,
    passes,
    renew_recovery_codes,
    set_up,
    take_away,
)
from ownpath.faces.door.devices import source_of
from ownpath.faces.door.entering import (
    DUE,
    PASSED,
    SECOND_FACTOR_KEY,
    faces_today,
    safe_next,
    second_factor_for,
)
from ownpath.faces.door.forms import CodeForm
from ownpath.faces.door.inside import InsideRequest, signed_in
from ownpath.faces.door.pages import build_set_up_page, may_have_second_factor
from ownpath.school.people.services import (
    Knock,
    account_key_of,
    forget_failures,
    may_try,
    note_failure,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

PENDING_SECRET = "second_factor_secret"  # noqa: S105 - the name of a place, not a secret


@never_cache
@sensitive_post_parameters()
@signed_in
def show(request: InsideRequest) -> HttpResponse:
    """Ask for a code of the app, or a recovery code; who has no app yet is led to set one up."""
    wanted = _wanted(request)
    if not has_authenticator(person=request.user):
        return redirect(f"{reverse('door:second_factor_set_up')}?{urlencode({'next': wanted})}")
    if request.session.get(SECOND_FACTOR_KEY) != DUE:
        return redirect(wanted)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _fits(request, form):
        _pass(request)
        return redirect(wanted)
    return _page(request, "door/second_factor.html", {"form": form, "next": wanted})


@never_cache
@sensitive_post_parameters()
@signed_in
def begin(request: InsideRequest) -> HttpResponse:
    """Set up an app: show the secret until the app's code proves it is kept, then the recovery codes."""
    if has_authenticator(person=request.user) or not may_have_second_factor(
        faces_today(request.user, now=request.now)
    ):
        return redirect("door:account")
    secret = request.session.setdefault(PENDING_SECRET, new_secret())
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = set_up(
            person=request.user, secret=secret, code=form.cleaned_data["code"], now=request.now
        )
        if codes is not None:
            del request.session[PENDING_SECRET]
            _pass(request)
            return _page(
                request,
                "door/recovery_codes.html",
                {"codes": codes, "next": _wanted(request)},
                status=200,
            )
        form.add_error("code", _no_fit())
    page = build_set_up_page(person=request.user, secret=secret, next_address=_wanted(request))
    return _page(request, "door/second_factor_set_up.html", {"form": form, "page": page})


@never_cache
@sensitive_post_parameters()
@signed_in
def change(request: InsideRequest) -> HttpResponse:
    """Give new recovery codes, or let go of the app for another phone; a code of the old one opens both."""
    if not has_authenticator(person=request.user):
        return redirect("door:second_factor_set_up")
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid() or not _fits(request, form):
        return _page(request, "door/second_factor_change.html", {"form": form})
    if request.POST.get("what") == "another":
        take_away(person=request.user)
        request.session[SECOND_FACTOR_KEY] = second_factor_for(
            request.user, faces_today(request.user, now=request.now)
        )
        return redirect("door:second_factor_set_up")
    codes = renew_recovery_codes(person=request.user)
    told = {"codes": codes, "next": reverse("door:account")}
    return _page(request, "door/recovery_codes.html", told, status=200)


def _fits(request: InsideRequest, form: CodeForm) -> bool:
    """Return whether the code is right; wrong ones rest like wrong passwords."""
    knock = Knock(
        account_key=account_key_of(str(request.user.uuid), purpose="second-factor"),
        source=source_of(request.META["REMOTE_ADDR"]),
    )
    if may_try(knock=knock, now=request.now):
        if passes(person=request.user, code=form.cleaned_data["code"], now=request.now):
            forget_failures(knock=knock)
            return True
        note_failure(knock=knock, now=request.now)
    form.add_error("code", _no_fit())
    return False


def _no_fit() -> str:
    return _(
        "This code does not fit. Wait for the next one your app shows; after several tries, a few minutes."
    )


def _pass(request: HttpRequest) -> None:
    """Note that the second factor was shown, under a new session key."""
    request.session.cycle_key()
    request.session[SECOND_FACTOR_KEY] = PASSED


def _wanted(request: HttpRequest) -> str:
    asked = request.POST if request.method == "POST" else request.GET
    return safe_next(request, asked.get("next", "")) or reverse("door:home")


def _page(
    request: HttpRequest,
    template: str,
    told: Mapping[str, object],
    *,
    status: int | None = None,
) -> HttpResponse:
    refused = 422 if request.method == "POST" else 200
    return render(request, template, dict(told), status=status or refused)
