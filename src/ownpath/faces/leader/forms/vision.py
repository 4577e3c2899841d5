"""What a leader writes of a vision: checked here, written by services."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ownpath.faces.leader.forms.parted import Parted, PlainNumber
from ownpath.faces.leader.pages.vision_words import THRESHOLD_WORDS
from ownpath.kit.flower import PROMISE_WORDS
from ownpath.school.change.queries.visions import METRIC_WORDS
from ownpath.school.change.services.aims import METRICS, MOST_WEIGHT
from ownpath.school.change.services.visions import MOST_STATEMENTS, Said
from ownpath.school.days.queries.setup_tables import BOUNDS

if TYPE_CHECKING:
    from ownpath.faces.leader.forms.parted import Cut

TITLE, LINE, TEXT = 160, 400, 6_000
WHOLE: Final = frozenset(
    {"largest_group_that_connects", "answer_within_days", "max_screen_run"}
)


def _lines(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class WordsForm(Parted):
    """The title and the why, in both languages."""

    optional_words = _("may wait")

    @staticmethod
    def cuts() -> tuple[Cut, ...]:
        """Return a part for each language."""
        return (
            (_("In English"), "", ("title_en", "why_en")),
            (_("In Spanish"), "", ("title_es", "why_es")),
        )

    title_en = forms.CharField(label=_("Title in English"), max_length=TITLE, required=False)
    why_en = _lines(_("Why, in English"), _("Two or three sentences a family would read."))
    title_es = forms.CharField(label=_("Title in Spanish"), max_length=TITLE, required=False)
    why_es = _lines(_("Why, in Spanish"))

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """Return the words by language."""
        said = self.cleaned_data
        return {
            language: {"title": said[f"title_{language}"], "why": said[f"why_{language}"]}
            for language in ("en", "es")
        }


class StatementsForm(forms.Form):
    """What one audience will see and hear, a line each; the Spanish lines in the order of the English ones."""

    optional_words = _("may wait")

    see_en = _lines(
        _("We will see, in English"), _("One thing a line, as one would notice it.")
    )
    see_es = _lines(_("We will see, in Spanish"), _("In the same order."))
    hear_en = _lines(
        _("We will hear, in English"), _("One thing a line, as somebody would say it.")
    )
    hear_es = _lines(_("We will hear, in Spanish"), _("In the same order."))

    def clean(self) -> dict[str, Any]:
        """Make statements of the lines, and say where a line has no twin or there are too many."""
        said = super().clean() or {}
        statements: list[Said] = []
        for sense in ("see", "hear"):
            english, spanish = (_cut(said.get(f"{sense}_{code}", "")) for code in ("en", "es"))
            if spanish and len(spanish) != len(english):
                self.add_error(
                    f"{sense}_es", _("As many lines as in English, please, or none.")
                )
            if any(len(line) > LINE for line in (*english, *spanish)):
                self.add_error(
                    f"{sense}_en", _("One of the lines is too long: 400 characters fit.")
                )
            for number, line in enumerate(english):
                twin = spanish[number] if number < len(spanish) else ""
                statements.append(Said(sense=sense, words={"en": line, "es": twin}))
        if len(statements) > MOST_STATEMENTS:
            self.add_error(None, _("Twelve lines are the most one audience would read."))
        said["statements"] = statements
        return said


def _cut(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class IndicatorForm(forms.Form):
    """One figure the vision wants to move."""

    metric = forms.ChoiceField(
        label=_("What is measured"),
        choices=[(key, METRIC_WORDS[key]) for key in METRICS],
        help_text=_("Ownpath measures all but the last two by itself, over four weeks."),
    )
    name_en = forms.CharField(label=_("Its name in English"), max_length=TITLE)
    name_es = forms.CharField(label=_("Its name in Spanish"), max_length=TITLE, required=False)
    baseline = forms.FloatField(
        label=_("Where it begins"),
        required=False,
        help_text=_("Left empty, Ownpath notes it when the draft goes out."),
    )
    target = forms.FloatField(label=_("Where it is to be"))
    unit = forms.CharField(
        label=_("Unit"),
        max_length=40,
        required=False,
        help_text=_("For figures you enter: percent, students, days."),
    )
    by_when = _day(_("By when"))


class AimsForm(Parted):
    """How much each promise weighs for the planner, and its thresholds."""

    are_numbers = True

    @staticmethod
    def cuts() -> tuple[Cut, ...]:
        """Return the weights, what counts as kept, and the limits of screens."""
        screens = tuple(name for name in THRESHOLD_WORDS if "screen" in name)
        return (
            (
                _("How much each promise weighs"),
                _("0 leaves it out, 1 is usual; what weighs more comes first."),
                tuple(f"weight_{name}" for name in PROMISE_WORDS),
            ),
            (
                _("From when on a promise is kept"),
                _("A share of 0.5 is half of the blocks or of the time."),
                tuple(name for name in THRESHOLD_WORDS if name not in screens),
            ),
            (_("How much screen a day may hold"), "", screens),
        )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, words in PROMISE_WORDS.items():
            self.fields[f"weight_{name}"] = forms.FloatField(
                label=str(words).capitalize(),
                min_value=0,
                max_value=MOST_WEIGHT,
                widget=PlainNumber(attrs={"step": "0.5"}),
            )
        for name, words in THRESHOLD_WORDS.items():
            low, high = BOUNDS[name]
            kind = forms.IntegerField if name in WHOLE else forms.FloatField
            self.fields[name] = kind(
                label=words,
                min_value=int(low) if name in WHOLE else low,  # type: ignore[arg-type]
                max_value=int(high) if name in WHOLE else high,  # type: ignore[arg-type]
                widget=PlainNumber(attrs={"step": "1" if name in WHOLE else "0.05"}),
            )

    @property
    def weights(self) -> dict[str, float]:
        """Return the weight of each promise."""
        return {name: self.cleaned_data[f"weight_{name}"] for name in PROMISE_WORDS}

    @property
    def thresholds(self) -> dict[str, float]:
        """Return the thresholds by the fields of the days' policy."""
        return {name: self.cleaned_data[name] for name in THRESHOLD_WORDS}


class DayForm(forms.Form):
    """The day until which people may comment."""

    respond_by = _day(_("Comments until"))

    def __init__(self, *args: Any, suggested: date | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        if suggested is not None:
            self.fields["respond_by"].initial = suggested


class DeclineForm(forms.Form):
    """Why a campus declines to comment."""

    note = forms.CharField(
        label=_("Why the campus declines, and who said so"),
        max_length=TITLE,
        error_messages={"required": _("Write who said so, in a few words.")},
    )


class AnswerForm(forms.Form):
    """An answer to a comment or a concern."""

    answer = forms.CharField(
        label=_("Answer"),
        max_length=1_900,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words, then send.")},
    )


class ReadingForm(forms.Form):
    """A figure of a day."""

    value = forms.FloatField(label=_("The figure"))
    read_on = _day(_("On which day"))
