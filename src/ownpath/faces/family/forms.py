"""What a family sends: checked here, written by services."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MESSAGE_LENGTH = 2000


class LetterForm(forms.Form):
    """Words to one of the child's teachers."""

    to = forms.UUIDField(
        label=pgettext_lazy("receiver", "To"),
        error_messages={"required": _("Pick who should read it.")},
    )
    body = forms.CharField(
        label=_("Your words"),
        max_length=MESSAGE_LENGTH,
        error_messages={"required": _("Write a few words first.")},
    )


class WeekForm(forms.Form):
    """Which week, and what a concern is about."""

    week = forms.DateField(required=False)
    about = forms.UUIDField(required=False)


class TakingPartForm(forms.Form):
    """Whether a child takes part in something."""

    answer = forms.ChoiceField(choices=(("yes", "yes"), ("no", "no")))
