"""What a leader types about mentors, and the files a leader sends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.faces.leader.forms.fields import pick
from ownpath.faces.leader.forms.opportunities import TEXT, TITLE, clock, day, words


class MentorForm(forms.Form):
    """Who a mentor is."""

    name = words(gettext_lazy("Name"), TITLE, required=True)
    helps_with = words(gettext_lazy("Helps us with"))
    contact = words(gettext_lazy("How to reach them"))

    def __init__(
        self,
        *args: Any,
        campuses: Mapping[str, Any],
        organizations: Mapping[str, Any],
        for_all: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        whole = str(_("the whole district")) if for_all else None
        self.fields["campus"] = pick(campuses, gettext_lazy("For"), nothing=whole)
        self.fields["organization"] = pick(
            organizations, gettext_lazy("From"), nothing=str(_("no organization"))
        )


class MeetingForm(forms.Form):
    """When the next meeting is."""

    next_on = day(gettext_lazy("Next meeting"))
    next_clock = clock(gettext_lazy("At"))

    def clean(self) -> dict[str, Any]:
        """Refuse a day without an hour, or an hour without a day."""
        given = super().clean() or {}
        if bool(given.get("next_on")) != (given.get("next_clock") is not None):
            raise forms.ValidationError(_("A meeting has a day and an hour."))
        return given


class HeldForm(MeetingForm):
    """What came of a meeting, and the next one."""

    note = words(gettext_lazy("What came of it"), TEXT, rows=3, required=True)
    field_order = ["note", "next_on", "next_clock"]


class AttachmentForm(forms.Form):
    """A file for an application."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, docx, xlsx, csv, txt, PNG or JPEG, at most 5 MB."),
        widget=forms.FileInput(attrs={"class": "input"}),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )


class TableForm(forms.Form):
    """A table of opportunities."""

    table = forms.FileField(
        label=gettext_lazy("Table (CSV)"),
        help_text=gettext_lazy("As the export gives it, at most 400 kB."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv", "class": "input"}),
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )
