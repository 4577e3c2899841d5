"""Language, colors, password: what everyone chooses for themselves."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from ownpath.faces.door.devices import source_of
from ownpath.faces.door.entering import faces_today, safe_next
from ownpath.faces.door.forms import PasswordForm
from ownpath.faces.door.given_password import owes_password
from ownpath.faces.door.inside import InsideRequest, signed_in
from ownpath.faces.door.pages import build_account_page, may_have_title
from ownpath.kit.middleware import LANGUAGE_KEY
from ownpath.school.people.services import (
    THEMES,
    change_password,
    check_password_again,
    knock_of,
    set_language,
    set_theme,
    set_title,
)

A_YEAR = timedelta(days=365)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on: a person's own choice, else this browser's."""
    response = redirect(_back(request))
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated:
        set_language(by=request.user, language=chosen)
        request.session[LANGUAGE_KEY] = chosen
    elif chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=A_YEAR, samesite="Lax", httponly=True
        )
    return response


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Use other colors from now on; "system" and the empty text follow the device."""
    asked = request.POST.get("theme", "")
    theme = "" if asked == "system" else asked
    if request.user.is_authenticated:
        set_theme(by=request.user, theme=theme)
    elif theme in THEMES:
        request.session["theme"] = theme
    return redirect(_back(request))


@require_POST
@signed_in
def title(request: InsideRequest) -> HttpResponse:
    """Be addressed in another way from now on; students go by their first name."""
    if may_have_title(faces_today(request.user, now=request.now)):
        set_title(by=request.user, title=request.POST.get("title", ""))
    return redirect("door:account")


@require_safe
@signed_in
def account(request: InsideRequest) -> HttpResponse:
    """Show a person what is kept about how they come in."""
    page = build_account_page(person=request.user, now=request.now)
    return render(request, "door/account.html", {"page": page})


@sensitive_post_parameters()
@signed_in
def password(request: InsideRequest) -> HttpResponse:
    """Change one's own password; every other session of the person ends with the old one."""
    form = PasswordForm(request.POST or None, person=request.user)
    if request.method != "POST" or not form.is_valid():
        return _password_page(request, form)
    source = source_of(request.META["REMOTE_ADDR"])
    knock = knock_of(typed_name=request.user.username, source=source, device="")
    said = form.cleaned_data
    if not check_password_again(
        person=request.user, password=said["old"], knock=knock, now=request.now
    ):
        form.add_error(
            "old",
            _(
                "This is not the password you have now. After several tries it rests for a few minutes."
            ),
        )
        return _password_page(request, form)
    owed = owes_password(request)
    change_password(by=request.user, password=said["new"])
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Your new password is kept."))
    wanted = safe_next(request, request.POST.get("next", ""))
    return redirect(wanted or ("door:home" if owed else "door:account"))


def _password_page(request: InsideRequest, form: PasswordForm) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    told = {
        "form": form,
        "was_given": owes_password(request),
        "next": safe_next(request, asked.get("next", "")),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "door/password.html", told, status=status)


def _back(request: HttpRequest) -> str:
    return safe_next(request, request.POST.get("next", "")) or reverse("door:home")
