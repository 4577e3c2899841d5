"""What a campus plans with: rooms, stations, carts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ownpath.faces.leader.forms.fields import (
    NAME_LENGTH,
    Choices,
    GradesField,
    number_field,
    pick,
)
from ownpath.school.days.services.setting_up.places import MOST_DEVICES, MOST_SEATS

ROOM_KINDS = (
    ("class", _("class room")),
    ("project", _("project room")),
    ("lab", _("computer lab")),
    ("commons", _("commons")),
    ("service", _("service room")),
)
STATION_KINDS = (
    ("offline", _("on paper or with things")),
    ("independent", _("on a device")),
    ("peer", _("with a classmate")),
    ("assessment", _("test")),
)


class SetupForm(forms.Form):
    """A form of the campus editor: it knows what there is to pick from."""

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        """Add the fields that pick from what the campus has."""


class RoomForm(SetupForm):
    """A room."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    kind = forms.ChoiceField(label=_("What for"), choices=ROOM_KINDS)
    seats = number_field(_("Seats"), 1, MOST_SEATS)
    is_open = forms.BooleanField(label=_("Can be used"), required=False, initial=True)


class StationForm(SetupForm):
    """A place with its own work."""

    name_en = forms.CharField(label=_("Name in English"), max_length=NAME_LENGTH)
    name_es = forms.CharField(label=_("Name in Spanish"), max_length=NAME_LENGTH)
    modality = forms.ChoiceField(label=_("How"), choices=STATION_KINDS)
    subject = forms.CharField(label=_("Subject"), required=False, max_length=60)
    seats = number_field(_("Seats"), 1, MOST_SEATS)
    grades = GradesField()
    is_open = forms.BooleanField(label=_("Can be used"), required=False, initial=True)

    def offer(self, choices: Choices) -> None:
        """Add the rooms."""
        self.fields["room"] = pick(choices.rooms, _("Room"), nothing=str(_("any")))


class CartForm(SetupForm):
    """A device cart."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    n_devices = number_field(_("Devices"), 0, MOST_DEVICES)
    is_open = forms.BooleanField(label=_("Can be used"), required=False, initial=True)
