"""The first page, signing in and out, and being one of the simulated cast."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from ownpath.faces.door.devices import read_device, remember, source_of
from ownpath.faces.door.entering import enter, faces_today, first_page_of, safe_next
from ownpath.faces.door.faces import address_of, faces_named
from ownpath.faces.door.forms import SignInForm
from ownpath.faces.door.pages import build_choices, build_first_page
from ownpath.school.people.services import find_simulated, knock_of
from ownpath.school.people.services import sign_in as sign_in_by_password

if TYPE_CHECKING:
    from ownpath.faces.door.devices import Device
    from ownpath.school.people.models import Person


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the first page, or lead a signed-in person to their own."""
    if not request.user.is_authenticated:
        return _show(
            request, SignInForm(initial={"is_shared": not read_device(request).is_own})
        )
    faces = faces_named(faces_today(request.user, now=timezone.now()))
    if len(faces) == 1:
        return redirect(address_of(faces[0]))
    choices = build_choices([face.name for face in faces])
    return render(
        request, "door/faces.html" if choices else "door/no_face.html", {"choices": choices}
    )


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let somebody in by name and password; every refusal looks the same."""
    if request.method != "POST":
        return redirect("door:home") if request.user.is_authenticated else home(request)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    device, name = read_device(request), form.cleaned_data["name"]
    knock = knock_of(typed_name=name, source=source_of(request.META["REMOTE_ADDR"]), device="")
    if device.knows(knock.account_key):
        knock = knock_of(typed_name=name, source=knock.source, device=device.name)
    person = sign_in_by_password(
        typed_name=name, password=form.cleaned_data["password"], knock=knock, now=timezone.now()
    )
    if person is None:
        return _show(request, form, status=422, does_not_fit=True)
    is_shared = form.cleaned_data["is_shared"]
    return _let_in(
        request, person, device.with_account(knock.account_key, is_own=not is_shared)
    )


@require_POST
def try_as(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let a visitor of the demonstration be one of its simulated people."""
    if not settings.DEMO:
        raise Http404
    faces = enter(request, find_simulated(uuid=uuid), is_shared=False, now=timezone.now())
    return redirect(first_page_of(faces))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect(f"{reverse('door:sign_in')}?said=out")


def _let_in(request: HttpRequest, person: Person, device: Device) -> HttpResponse:
    wanted = safe_next(request, request.POST.get("next", ""))
    faces = enter(
        request, person, is_shared=not device.is_own, now=timezone.now(), by_password=True
    )
    response = redirect(wanted or first_page_of(faces))
    remember(response, device)
    return response


def _show(
    request: HttpRequest, form: SignInForm, *, status: int = 200, does_not_fit: bool = False
) -> HttpResponse:
    """Show the first page with the form on it; a password that was typed is never given back."""
    asked = request.POST if request.method == "POST" else request.GET
    page = build_first_page(
        next_address=safe_next(request, asked.get("next", "")), said=request.GET.get("said", "")
    )
    told = {"page": page, "form": form, "does_not_fit": does_not_fit}
    return render(request, "door/first.html", told, status=status)
