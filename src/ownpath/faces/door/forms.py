"""What people type at the door, within bounds; whether it is right is not decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    get_default_password_validators,
    validate_password,
)
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from ownpath.school.people.models import Person

LONGEST_NAME = 200
LONGEST_PASSWORD = 200
LONGEST_CODE = 40


def _password(label: _StrPromise, *, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget)


def _least_characters() -> int:
    """Return how long a password must be at least, as the settings say."""
    asked = get_default_password_validators()
    return max(
        (one.min_length for one in asked if isinstance(one, MinimumLengthValidator)), default=1
    )


class SignInForm(forms.Form):
    """A name, a password, and whose device it is."""

    name = forms.CharField(
        label=_("Name you sign in with"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = _password(_("Password"), autocomplete="current-password")
    is_shared = forms.BooleanField(label=_("Other people use this device too"), required=False)


class PasswordForm(forms.Form):
    """The password one has, and twice the one wanted."""

    old = _password(_("Password you have now"), autocomplete="current-password")
    new = _password(_("New password"), autocomplete="new-password")
    again = _password(_("New password once more"), autocomplete="new-password")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person
        self.fields["new"].help_text = _(
            "At least %(n)s characters, and none that many people use."
        ) % {"n": _least_characters()}

    def clean_new(self) -> str:
        """Return the new password if it is strong enough for this person."""
        wanted: str = self.cleaned_data["new"]
        validate_password(wanted, self._person)
        if wanted == self.cleaned_data.get("old"):
            raise forms.ValidationError(_("This is the one you have now. Choose another."))
        return wanted

    def clean_again(self) -> str:
        """Return the new password if it was typed alike twice."""
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise forms.ValidationError(_("The two new passwords are not the same."))
        return again


class CodeForm(forms.Form):
    """A code of an app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        ),
    )
