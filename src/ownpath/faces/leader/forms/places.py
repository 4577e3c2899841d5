"""What a campus plans with: bells, the week, days that differ, rooms, stations, carts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ownpath.faces.leader.forms.fields import (
    LONG_NOTE,
    NAME_LENGTH,
    WEEKDAYS,
    Choices,
    GradesField,
    pick,
)

MOST_BLOCKS = 16
MOST_SEATS = 400
BLOCK_KINDS = (
    ("learning", _("learning")),
    ("lunch", _("lunch for everybody")),
    ("advisory", _("advisory")),
    ("other", _("not planned")),
)
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


class BellForm(SetupForm):
    """A bell schedule; its blocks stand one a line: from, to, name, and what it is for where it is not learning."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    letter = forms.CharField(
        label=_("Letter"),
        help_text=_("A or B, where days take turns."),
        required=False,
        max_length=2,
    )

    def offer(self, choices: Choices) -> None:  # noqa: ARG002 - picks from nothing
        """Add a row of fields for each block."""
        for number in range(MOST_BLOCKS):
            self.fields[f"name-{number}"] = forms.CharField(
                label=_("Block"), required=False, max_length=NAME_LENGTH
            )
            self.fields[f"kind-{number}"] = forms.ChoiceField(
                label=_("For"), required=False, choices=BLOCK_KINDS
            )
            for end, label in (("from", _("From")), ("to", _("To"))):
                self.fields[f"{end}-{number}"] = forms.TimeField(
                    label=label,
                    required=False,
                    widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                )

    @property
    def block_rows(self) -> list[tuple[Any, Any, Any, Any]]:
        """The fields of each block, for the page."""
        return [
            (self[f"name-{n}"], self[f"from-{n}"], self[f"to-{n}"], self[f"kind-{n}"])
            for n in range(MOST_BLOCKS)
        ]

    def clean(self) -> dict[str, Any]:
        """Gather the blocks that are filled in; a block half filled in is asked about."""
        given = super().clean() or {}
        bells = []
        for n in range(MOST_BLOCKS):
            name, begins, ends = (given.get(f"{key}-{n}") for key in ("name", "from", "to"))
            if not (name or begins or ends):
                continue
            if not (name and begins and ends):
                raise forms.ValidationError(
                    _("Block %(n)d needs a name, a beginning and an end."),
                    params={"n": n + 1},
                )
            bells.append((name, given.get(f"kind-{n}") or "learning", begins, ends))
        given["bells"] = bells
        return given


class WeekForm(SetupForm):
    """Which schedule each weekday has."""

    def offer(self, choices: Choices) -> None:
        """Add a list of schedules for each weekday."""
        for number, name in enumerate(WEEKDAYS):
            self.fields[f"day-{number}"] = pick(
                choices.schedules, name, nothing=str(_("no school"))
            )


class CalendarForm(SetupForm):
    """A day that differs."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label=_("Why"), required=False, max_length=LONG_NOTE)

    def offer(self, choices: Choices) -> None:
        """Add the schedules."""
        self.fields["schedule"] = pick(
            choices.schedules, _("Schedule"), nothing=str(_("no school"))
        )


class RoomForm(SetupForm):
    """A room."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    kind = forms.ChoiceField(label=_("What for"), choices=ROOM_KINDS)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    is_open = forms.BooleanField(label=_("Can be used"), required=False, initial=True)


class StationForm(SetupForm):
    """A place with its own work."""

    name_en = forms.CharField(label=_("Name in English"), max_length=NAME_LENGTH)
    name_es = forms.CharField(label=_("Name in Spanish"), max_length=NAME_LENGTH)
    modality = forms.ChoiceField(label=_("How"), choices=STATION_KINDS)
    subject = forms.CharField(label=_("Subject"), required=False, max_length=60)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    grades = GradesField()
    is_open = forms.BooleanField(label=_("Can be used"), required=False, initial=True)

    def offer(self, choices: Choices) -> None:
        """Add the rooms."""
        self.fields["room"] = pick(choices.rooms, _("Room"), nothing=str(_("any")))


class CartForm(SetupForm):
    """A device cart."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    n_devices = forms.IntegerField(label=_("Devices"), min_value=0, max_value=MOST_SEATS)
    is_open = forms.BooleanField(label=_("Can be used"), required=False, initial=True)
