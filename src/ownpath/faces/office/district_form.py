"""What records staff may say of their district."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http.request import validate_host
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ownpath.faces.office.pages.time_zones import zone_choices
from ownpath.school.people.services import MINUTES_ON_SHARED, DistrictFacts, is_address


class DistrictForm(forms.Form):
    """Time zone, address, language, and when a shared device signs out."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Look at a clock on the wall: it must say the same."),
        widget=forms.Select(attrs={"class": "input"}),
    )
    clock_is_right = forms.BooleanField(
        label=_("Yes, that is the time here now."), required=False
    )
    address = forms.CharField(
        label=_("Address that families and students open"),
        required=False,
        max_length=200,
        help_text=_(
            "It stands on sign-in cards. Such as https://ownpath.school.example/, and empty for the machine’s own."
        ),
        widget=forms.TextInput(
            attrs={"class": "input", "inputmode": "url", "autocapitalize": "none"}
        ),
    )
    language = forms.ChoiceField(
        label=_("Language for those who have not chosen one"),
        required=False,
        help_text=_("Everybody changes theirs with one tap, at the door or in their account."),
        widget=forms.Select(attrs={"class": "input"}),
    )
    minutes_on_shared = forms.TypedChoiceField(
        label=_("A shared device signs out when nobody used it for"),
        coerce=int,
        help_text=_("From the next sign-in on."),
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, *args: Any, now: datetime, had: DistrictFacts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._had = had
        self._offer("time_zone", zone_choices(now=now, here=had.time_zone))
        self._offer("language", [("", _("as their browser asks")), *settings.LANGUAGES])
        self._offer(
            "minutes_on_shared",
            [
                (n, ngettext("%(n)d minute", "%(n)d minutes", n) % {"n": n})
                for n in MINUTES_ON_SHARED
            ],
        )

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
        field.choices = choices

    def clean_address(self) -> str:
        """Return the address with a slash at its end, if browsers can open it and this machine answers to it."""
        typed: str = self.cleaned_data["address"].strip()
        if not typed:
            return ""
        whole = typed if "://" in typed else f"{self._scheme}://{typed}"
        address = whole.rstrip("/") + "/"
        if not is_address(address):
            raise forms.ValidationError(
                _("This is not an address. Write it as it stands in a browser, up to the name.")
            )
        if address.startswith("http://") and settings.HTTPS:
            raise forms.ValidationError(
                _("This machine is reached by https: write https:// before it.")
            )
        name = address.split("://")[1].rstrip("/").rpartition("@")[2]
        if not validate_host(_without_port(name), settings.ALLOWED_HOSTS):
            raise forms.ValidationError(
                _(
                    "This machine does not answer to this name yet. Ask whoever keeps it to add the name to "
                    "OWNPATH_HOSTS, then set it here."
                )
            )
        return address

    @property
    def _scheme(self) -> str:
        return "https" if settings.HTTPS else "http"

    def clean(self) -> dict[str, Any]:
        """Return what was said; another time zone only when somebody looked at the clock."""
        said: dict[str, Any] = self.cleaned_data
        if self.wanted_zone and not said.get("clock_is_right"):
            self.add_error(
                "clock_is_right",
                _("Look at the clock first: all days are planned by it."),
            )
        return said

    @property
    def wanted_zone(self) -> str:
        """Return the other time zone that was chosen, or nothing."""
        if not self.is_bound:
            return ""
        zone: str = self.cleaned_data.get("time_zone", "")
        return zone if zone != self._had.time_zone else ""

    @property
    def facts(self) -> DistrictFacts:
        """Return what was said, once it is sound."""
        names = ("time_zone", "address", "language", "minutes_on_shared")
        return DistrictFacts(**{name: self.cleaned_data[name] for name in names})


def _without_port(name: str) -> str:
    return name if name.endswith("]") else name.rpartition(":")[0] or name
