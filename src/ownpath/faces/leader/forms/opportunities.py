"""What a leader types about opportunities, applications, awards and losses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.faces.leader.forms.fields import pick
from ownpath.school.change.queries.choices import FITS, GAIN_KINDS, KINDS, REACHES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TITLE, LINE, TEXT, ROUND, URL = 160, 400, 6_000, 20, 400
MOST_DOLLARS, MOST_HOURS = 1_000_000_000, 10_000
MOST_DUTIES_AT_ONCE = 4
ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "UTC",
)


def words(label: _StrPromise, longest: int = LINE, *, rows: int = 0, **more: Any) -> Any:
    """Return a field for words; with `rows`, one of several lines."""
    if rows:
        more["widget"] = forms.Textarea(attrs={"rows": rows, "maxlength": longest})
    return forms.CharField(label=label, max_length=longest, **{"required": False, **more})


def day(label: _StrPromise, **more: Any) -> forms.DateField:
    """Return a field for a day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **{"required": False, **more})


def clock(label: _StrPromise, **more: Any) -> forms.TimeField:
    """Return a field for a time of day."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **{"required": False, **more})


def dollars(label: _StrPromise, **more: Any) -> forms.IntegerField:
    """Return a field for whole US dollars."""
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST_DOLLARS, **{"required": False, **more}
    )


def zones(further: Sequence[str]) -> list[tuple[str, str]]:
    """Return the time zones to pick from: these first, then those of the United States."""
    names = dict.fromkeys([*(one for one in further if one), *ZONES])
    return [(name, name.replace("_", " ")) for name in names]


@dataclass(frozen=True, slots=True)
class Named:
    """Something to pick, and how it is named."""

    thing: Any
    name: str

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class OpportunityForm(forms.Form):
    """An opportunity and who offers it."""

    title = words(gettext_lazy("What is it called?"), TITLE, required=True)
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=KINDS)
    organization = words(gettext_lazy("Who offers it?"), TITLE, required=True)
    reach = forms.ChoiceField(label=gettext_lazy("How far do they reach?"), choices=REACHES)
    organization_url = forms.URLField(
        label=gettext_lazy("Their address"),
        required=False,
        max_length=URL,
        assume_scheme="https",
    )
    contact = words(gettext_lazy("Whom to ask there"))
    round = words(
        gettext_lazy("Round"), ROUND, help_text=gettext_lazy("The year, where it comes again.")
    )
    about = words(gettext_lazy("What it is about"), TEXT, rows=3)
    amount = dollars(gettext_lazy("Dollars"))
    in_kind = words(gettext_lazy("What else it gives"))
    effort_hours = forms.IntegerField(
        label=gettext_lazy("Hours of work to apply"),
        required=False,
        min_value=0,
        max_value=MOST_HOURS,
    )
    eligibility = words(gettext_lazy("Who may apply"))
    opens_on = day(gettext_lazy("Opens on"))
    deadline_on = day(gettext_lazy("Deadline"))
    deadline_clock = clock(
        gettext_lazy("At"),
        help_text=gettext_lazy("Empty: to the end of the day. 00:00 is when the day begins."),
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone of the deadline"))
    decides_on = day(gettext_lazy("Decided on"))
    url = forms.URLField(
        label=gettext_lazy("Its address"), required=False, max_length=URL, assume_scheme="https"
    )
    requirements = words(
        gettext_lazy("What they ask for"),
        20_000,
        rows=5,
        help_text=gettext_lazy("One thing a line. Nothing is submitted before each is ticked."),
    )
    fit = forms.TypedChoiceField(
        label=gettext_lazy("How well does it fit our vision?"),
        choices=FITS,
        required=False,
        coerce=int,
        empty_value=None,
    )
    fit_why = words(gettext_lazy("Because"))

    def __init__(self, *args: Any, time_zones: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["time_zone"].choices = zones(time_zones)  # type: ignore[attr-defined]


class RoundForm(forms.Form):
    """The next round of an opportunity."""

    round = words(gettext_lazy("Name of the round"), ROUND, required=True)
    opens_on = day(gettext_lazy("Opens on"))
    deadline_on = day(gettext_lazy("Deadline"))
    deadline_clock = clock(gettext_lazy("At"))
    decides_on = day(gettext_lazy("Decided on"))


class ApplicationForm(forms.Form):
    """For whom we apply, who drives it, what we ask for."""

    asked = dollars(gettext_lazy("Dollars we ask for"))

    def __init__(
        self,
        *args: Any,
        campuses: Mapping[str, Any] | None,
        owners: Mapping[str, Any],
        for_all: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        nobody = str(_("nobody yet"))
        self.fields["owner"] = pick(owners, gettext_lazy("Who drives it"), nothing=nobody)
        if campuses is not None:
            whole = str(_("the whole district")) if for_all else None
            self.fields["campus"] = pick(campuses, gettext_lazy("For"), nothing=whole)
        self.order_fields(["campus", "owner", "asked"])


class AwardForm(forms.Form):
    """What was awarded, and what has to be reported when."""

    optional_words = ""  # the heading and the help say what may stay empty

    amount = dollars(
        gettext_lazy("Dollars awarded"), help_text=gettext_lazy("Empty: something in kind.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for number in range(MOST_DUTIES_AT_ONCE):
            self.fields[f"text-{number}"] = words(gettext_lazy("What to report or do"))
            self.fields[f"due-{number}"] = day(gettext_lazy("Until"))

    @property
    def duty_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each duty, beside one another."""
        return [(self[f"text-{n}"], self[f"due-{n}"]) for n in range(MOST_DUTIES_AT_ONCE)]

    def clean(self) -> dict[str, Any]:
        """Gather the duties; one half filled in is asked about."""
        given = super().clean() or {}
        given["duties"] = []
        for n in range(MOST_DUTIES_AT_ONCE):
            text, due = given.get(f"text-{n}"), given.get(f"due-{n}")
            if text and due:
                given["duties"].append((text, due))
            elif text or due:
                self.add_error(f"text-{n}", _("Say what, and until when."))
        return given


class DutyForm(forms.Form):
    """One more duty of an award."""

    text = words(gettext_lazy("What to report or do"), required=True)
    due_on = day(gettext_lazy("Until"), required=True)


class LossForm(forms.Form):
    """What was gained anyway: a few words for each kind, and where it goes on."""

    def __init__(
        self, *args: Any, picks: Mapping[str, Mapping[str, Named]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for kind, label in GAIN_KINDS:
            self.fields[f"text-{kind}"] = words(label)
            if picks.get(kind) is not None:
                self.fields[f"pick-{kind}"] = pick(
                    picks[kind],
                    gettext_lazy("It is"),
                    nothing=str(_("not on our lists yet")),
                )

    @property
    def kind_rows(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """The fields of each kind of gain."""
        return [
            (
                self[f"text-{kind}"],
                self[f"pick-{kind}"] if f"pick-{kind}" in self.fields else None,
            )
            for kind, _label in GAIN_KINDS
        ]

    def clean(self) -> dict[str, Any]:
        """Gather what was said; something picked without words takes its own name."""
        given = super().clean() or {}
        gains = []
        for kind, _label in GAIN_KINDS:
            text, picked = given.get(f"text-{kind}") or "", given.get(f"pick-{kind}")
            if text or picked:
                gains.append((kind, text or str(picked), picked.thing if picked else None))
        given["gains"] = gains
        return given
