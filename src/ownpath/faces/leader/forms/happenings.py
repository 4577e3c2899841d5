"""What happened on a day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_BLOCK = 15
MOST_LETTERS = 200


class HappeningForm(forms.Form):
    """Who or what is missing, from which block to which."""

    kind = forms.ChoiceField(
        choices=[(one, one) for one in ("adult", "students", "room", "cart")]
    )
    what = forms.UUIDField(required=False)
    whom = forms.CharField(required=False, max_length=MOST_LETTERS)  # of students, as listed
    first = forms.IntegerField(min_value=0, max_value=MOST_BLOCK)
    last = forms.IntegerField(min_value=0, max_value=MOST_BLOCK)

    def clean(self) -> dict[str, Any]:
        """Refuse a stretch that ends before it begins, and something missing that is not named."""
        given = super().clean() or {}
        if {"first", "last"} <= given.keys() and given["last"] < given["first"]:
            raise forms.ValidationError(_("The last block comes before the first."))
        if given.get("kind") not in {None, "students"} and not given.get("what"):
            raise forms.ValidationError(_("Pick who or what is missing."))
        return given
