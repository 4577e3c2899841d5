"""What a leader types about pilots; each deed of a pilot has its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ownpath.faces.leader.forms.fields import language_field
from ownpath.faces.leader.forms.parted import Parted
from ownpath.faces.leader.pages.setup_words import PRESET_WORDS
from ownpath.school.change.services.pilots import (
    NotComplete,
    OutOfRange,
    ensure_in_order,
    ensure_on_one_side,
)

if TYPE_CHECKING:
    from ownpath.faces.leader.forms.parted import Cut
    from ownpath.faces.leader.pages.classes import Classes
    from ownpath.school.people.models import Campus

TITLE, LINE, TEXT = 160, 400, 6_000
MOST: Final = 1e9


def long_text(label: Any, *, most: int = TEXT, rows: int = 4, **more: Any) -> forms.CharField:
    """Return a field for a few sentences."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=area, **more)


def day(label: Any, **more: Any) -> forms.DateField:
    """Return a field for a day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


def number(label: Any, **more: Any) -> forms.FloatField:
    """Return a field for a number that may be left empty."""
    return forms.FloatField(
        label=label, required=False, min_value=-MOST, max_value=MOST, **more
    )


class FirstThenLast(forms.Form):
    """A form with a first and a last day: what does not fit stands beside the last."""

    def clean(self) -> dict[str, Any] | None:
        """Return what was typed; tell of a last day that does not come after the first."""
        data = super().clean()
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last:
            try:
                ensure_in_order(first, last)
            except OutOfRange as refusal:
                self.add_error("ends_on", str(refusal))
        return data


class NewPilotForm(forms.Form):
    """Where, and what it is called."""

    optional_words = _("may wait")

    campus = forms.ChoiceField(label=_("Campus"))
    title = forms.CharField(label=_("What is it called?"), max_length=TITLE)
    problem = long_text(_("What is the problem?"), required=False)
    language = language_field()

    def __init__(self, *args: Any, campuses: Mapping[str, Campus], **more: Any) -> None:
        super().__init__(*args, **more)
        self.campuses = campuses
        self.fields["campus"].choices = [(key, one.name) for key, one in campuses.items()]  # type: ignore[attr-defined]


class PlanForm(FirstThenLast, Parted):
    """The plan of a pilot before it is locked."""

    optional_words = _("may wait")

    @staticmethod
    def cuts() -> tuple[Cut, ...]:
        """Return the parts of a plan in the order in which one thinks of it."""
        return (
            (_("What it is"), "", ("title", "problem", "change_idea", "learners", "language")),
            (
                _("Which classes"),
                _(
                    "Without classes to compare with, it can only be set against its own time before."
                ),
                ("piloting", "comparing"),
            ),
            (_("How the day changes"), "", ("preset", "switches_model")),
            (
                _("What we expect, and until when"),
                "",
                ("prediction", "starts_on", "ends_on", "cost"),
            ),
            (_("Families"), "", ("needs_consent",)),
        )

    title = forms.CharField(label=_("What is it called?"), max_length=TITLE)
    problem = long_text(_("What is the problem?"), required=False)
    change_idea = long_text(_("What will you do differently?"), required=False)
    learners = forms.CharField(label=_("For which learners?"), max_length=LINE, required=False)
    language = language_field()
    preset = forms.ChoiceField(
        label=_("Blended model"),
        required=False,
        choices=[("", _("none of these")), *PRESET_WORDS.items()],
    )
    switches_model = forms.BooleanField(
        label=_("Starting it switches its classes to this model; its end puts them back"),
        required=False,
    )
    prediction = long_text(_("What do you predict, in words?"), required=False, rows=2)
    cost = forms.IntegerField(
        label=_("Cost in dollars (it may be 0)"),
        required=False,
        min_value=0,
        max_value=100_000_000,
    )
    needs_consent = forms.BooleanField(
        label=_("Families must say yes (else they may say no)"), required=False
    )
    starts_on = day(_("First day"), required=False)
    ends_on = day(_("Last day"), required=False)

    def __init__(self, *args: Any, classes: Classes, **more: Any) -> None:
        super().__init__(*args, **more)
        listed = [(key, classes.tell(one)) for key, one in classes.sections.items()]
        for name, label in (
            ("piloting", _("Classes that pilot")),
            ("comparing", _("Classes to compare with")),
        ):
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                required=False,
                choices=listed,
                widget=forms.CheckboxSelectMultiple,
            )
        self.titles = dict(listed)

    def clean(self) -> dict[str, Any] | None:
        """Return what was typed; tell beside the classes to compare with which of them also pilot."""
        data = super().clean()
        both = set(self.cleaned_data.get("piloting", ())) & set(
            self.cleaned_data.get("comparing", ())
        )
        try:
            ensure_on_one_side(self.titles[key] for key in both)
        except NotComplete as refusal:
            self.add_error("comparing", str(refusal))
        return data


class ReckonForm(forms.Form):
    """Whose figure comes first."""

    headline = forms.ChoiceField(
        label=_("Which figure comes first?"),
        choices=(
            ("everyone", _("everyone who began")),
            ("as_treated", _("only those who took part fully")),
        ),
    )


class UploadForm(forms.Form):
    """A table of results: a file, or the text of one looked at before."""

    table = forms.FileField(label=_("A table: student, period, value"), required=False)
    text = forms.CharField(required=False, max_length=400_000, widget=forms.HiddenInput)
    MOST_BYTES: Final = 400_000

    def clean(self) -> dict[str, Any]:
        """Return the text of whatever was sent."""
        said = super().clean() or {}
        sent = said.get("table")
        if sent is not None:
            if sent.size > self.MOST_BYTES:
                raise forms.ValidationError(_now("Send at most 400 kB."))
            said["text"] = sent.read().decode("utf-8-sig", errors="replace")
        if not said.get("text"):
            raise forms.ValidationError(_now("Pick a file first."))
        return said
