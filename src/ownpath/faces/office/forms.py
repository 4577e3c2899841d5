"""What records staff may send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ownpath.faces.office.pages.deed_words import AUDIT_KINDS
from ownpath.faces.office.pages.words import ROLE_WORDS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

LETTERS_IN_A_SEARCH = 100
LETTERS_IN_A_REASON = 300


class UploadForm(forms.Form):
    """A roster file."""

    roster = forms.FileField(
        label=_("Roster file"),
        help_text=_(
            "The OneRoster CSV zip that your student information system exports, at most 50 MB."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip", "class": "input"}),
        error_messages={"required": _("Choose a file first.")},
    )


class FrameworkForm(forms.Form):
    """A framework file and what wrote it."""

    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[
            ("case", _("CASE package (JSON)")),
            ("coherence", _("Coherence Map (data.js)")),
            ("qti", _("Question bank: QTI 2.1, 2.2 or 3.0 (zip)")),
            ("pack", _("Content pack of ours (zip)")),
            ("teks", _("Ed-Fi learning standards, such as TEKS (XML)")),
            ("oatutor", _("OATutor course (tar)")),
        ],
        widget=forms.Select(attrs={"class": "input"}),
    )
    framework = forms.FileField(
        label=_("Framework file"),
        widget=forms.FileInput(attrs={"class": "input"}),
        error_messages={"required": _("Choose a file first.")},
    )


class SetAsideForm(forms.Form):
    """Why a framework is set aside."""

    why = forms.CharField(
        label=_("Why it is set aside"),
        help_text=_("One sentence for those who come after you."),
        max_length=LETTERS_IN_A_REASON,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": _("Say in one sentence why it is set aside.")},
    )


class ConfirmForm(forms.Form):
    """That so many people really leave."""

    ends = forms.BooleanField(label=_("Yes, all of them really left."), required=False)


class PeopleForm(forms.Form):
    """Whom to look for."""

    q = forms.CharField(
        label=_("Name, sign-in name, e-mail or number"),
        required=False,
        max_length=LETTERS_IN_A_SEARCH,
        widget=forms.TextInput(attrs={"class": "input", "type": "search"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("any role")), *ROLE_WORDS.items()],
        widget=forms.Select(attrs={"class": "input"}),
    )
    campus = forms.UUIDField(label=_("Campus"), required=False)
    left = forms.BooleanField(label=_("Also those who left"), required=False)


class CampusForm(forms.Form):
    """Which campus is looked at."""

    campus = forms.UUIDField(required=False)


class CardsForm(forms.Form):
    """For whom cards are made."""

    whom = forms.ChoiceField(
        choices=[
            ("", _("Only those who have no password yet")),
            ("yes", _("Everybody; passwords they have now stop working")),
        ],
        label=_("For whom"),
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )


class EraseForm(forms.Form):
    """The name of whom to erase, typed, and which plan was read."""

    name = forms.CharField(
        label=_("Type the name to confirm"),
        max_length=400,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    mark = forms.CharField(max_length=64)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name = name

    def clean_name(self) -> str:
        """Return the name if it is the right one."""
        typed: str = self.cleaned_data["name"]
        if typed.casefold().split() != self._name.casefold().split():
            raise forms.ValidationError(_("This is not the name on this page."))
        return typed


class AuditPeopleForm(forms.Form):
    """Who was picked in the log: whom it is about, and who looked or did something."""

    about = forms.UUIDField(required=False)
    by = forms.UUIDField(required=False)


def _day(label: StrPromise) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"}),
    )


def _name(label: StrPromise) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LETTERS_IN_A_SEARCH,
        widget=forms.TextInput(attrs={"class": "input", "type": "search"}),
    )


class AuditForm(forms.Form):
    """What is looked for in the log."""

    optional_words = ""  # every field may stay empty: to say so five times tells nothing
    about_name = _name(_("About whom"))
    by_name = _name(_("Who looked or did it"))
    kind = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[("", _("anything")), *AUDIT_KINDS.items()],
        widget=forms.Select(attrs={"class": "input"}),
    )
    since = _day(_("From"))
    until = _day(_("Through"))

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error(
                "until", _("This is before the first day. Pick a later one, or leave it empty.")
            )
        return said


def _years(chosen: str) -> int | None:
    return int(chosen) or None


class RetentionForm(forms.Form):
    """How long records are kept, in years; 0: until somebody erases them."""

    years_after_leaving = forms.TypedChoiceField(
        label=_("What is kept of people who left"),
        coerce=_years,
        widget=forms.Select(attrs={"class": "input"}),
    )
    years_of_log = forms.TypedChoiceField(
        label=_("The log of who saw what"),
        coerce=_years,
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            (0, _("Until somebody erases it")),
            *((n, ngettext("%(n)d year", "%(n)d years", n) % {"n": n}) for n in years),
        ]
        for name in ("years_after_leaving", "years_of_log"):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - as declared above
            field.choices = offered


class EraseAllForm(forms.Form):
    """How many are erased, typed, and by which day they had left."""

    n_people = forms.IntegerField(
        label=_("Type how many people it is to confirm"),
        min_value=1,
        widget=forms.TextInput(
            attrs={"class": "input", "inputmode": "numeric", "autocomplete": "off"}
        ),
    )
    left_by = forms.DateField(widget=forms.HiddenInput())
