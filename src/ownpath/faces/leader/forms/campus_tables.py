"""The tables of a campus that a leader sends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ManyFiles(forms.FileInput):
    """A field that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A field that gives all files that were sent, each looked at."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files; none at all is refused."""
        sent = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(one, initial) for one in sent or [None]]


class CampusTablesForm(forms.Form):
    """Tables of a campus: CSV files, a zip of them, or one YAML file."""

    tables = FilesField(
        label=_("Tables"),
        help_text=_(
            "CSV files, a zip of them, or one YAML file. Several may be picked at once."
        ),
        widget=ManyFiles(
            attrs={
                "accept": ".csv,.zip,.yaml,.yml,text/csv",
                "class": "input",
                "multiple": True,
            }
        ),
        error_messages={"required": _("Choose a file first.")},
    )
