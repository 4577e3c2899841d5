"""When school is: the week, with letters where days take turns, and the days that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ownpath.faces.leader.forms.fields import LONG_NOTE, WEEKDAYS, Choices, WordsField, pick
from ownpath.faces.leader.forms.parted import Part
from ownpath.faces.leader.forms.places import SetupForm
from ownpath.school.days.services.saying import filled

MOST_LETTERS, LETTER_LENGTH = 10, 2
DAY = {"type": "date"}


class LettersField(WordsField):
    """The letters by which days take turns, as people write them: "A, B"."""

    def clean(self, value: object) -> list[str]:
        """Return the letters in capitals; refuse too many, and words."""
        found = list(dict.fromkeys(one.upper() for one in super().clean(value)))
        if len(found) > MOST_LETTERS or any(len(one) > LETTER_LENGTH for one in found):
            raise forms.ValidationError(
                _("At most ten letters, each of one or two signs, as in: A, B.")
            )
        return found


class WeekForm(SetupForm):
    """Which schedule each weekday has, and which it has on the days of a letter."""

    letters = LettersField(
        label=_("Letters"),
        help_text=_("Where days take turns, as in: A, B. Empty: every week is alike."),
        required=False,
        max_length=60,
    )
    letters_from = forms.DateField(
        label=_("A school day with the first letter"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )

    def offer(self, choices: Choices) -> None:
        """Add a list of schedules for each weekday, and one more for each letter."""
        self.own = [str(one) for one in choices.letters]
        self.fields["letters"].initial = ", ".join(self.own)
        self.fields["letters_from"].initial = choices.letters_from
        for letter in ("", *self.own):
            nothing = _("as in every week") if letter else _("no school")
            for number, name in enumerate(WEEKDAYS):
                label = filled(_("%(day)s, %(letter)s"), {"day": name, "letter": letter})
                self.fields[_name(number, letter)] = pick(
                    choices.schedules, label if letter else name, nothing=str(nothing)
                )

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return every week, then the days of each letter, then the letters themselves."""
        return tuple(self._parts())

    def _parts(self) -> Iterator[Part]:
        yield self._part(_("Every week"), _names(""))
        for letter in self.own:
            title = filled(_("On %(letter)s days"), {"letter": letter})
            lead = _("Only where it is another than in every week.")
            yield self._part(title, _names(letter), lead)
        yield self._part(_("Days that take turns"), ("letters", "letters_from"))

    def _part(self, title: object, names: Sequence[str], lead: object = "") -> Part:
        fields = tuple(self[name] for name in names)
        return Part(title=str(title), lead=str(lead), fields=fields)

    def clean(self) -> dict[str, Any]:
        """Gather weekday, letter and schedule; the days of a letter that is given up have none."""
        given = super().clean() or {}
        letters = given.get("letters", [])
        if letters and not given.get("letters_from") and "letters_from" not in self.errors:
            self.add_error("letters_from", _("Name a day, so that the turns can be counted."))
        given["days"] = [
            (
                number,
                letter,
                given.get(_name(number, letter)) if letter in ("", *letters) else None,
            )
            for letter in ("", *self.own)
            for number in range(len(WEEKDAYS))
        ]
        return given


def _name(weekday: int, letter: str) -> str:
    """Return the name of a field.

    >>> _name(0, ""), _name(4, "B")
    ('day-0', 'day-4-B')
    """
    return f"day-{weekday}-{letter}" if letter else f"day-{weekday}"


def _names(letter: str) -> tuple[str, ...]:
    return tuple(_name(number, letter) for number in range(len(WEEKDAYS)))


class CalendarForm(SetupForm):
    """A day that differs."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=DAY))
    note = forms.CharField(label=_("Why"), required=False, max_length=LONG_NOTE)

    def offer(self, choices: Choices) -> None:
        """Add the schedules, and the letters where days take turns."""
        self.today = choices.today
        self.fields["schedule"] = pick(
            choices.schedules, _("Schedule"), nothing=str(_("no school"))
        )
        if choices.letters:
            own = {str(one): str(one) for one in choices.letters}
            self.fields["letter"] = pick(own, _("Letter"), nothing=str(_("its turn")))

    def clean_day(self) -> date:
        """Refuse a day that is over: it is on no list, and what was said of it stays said."""
        day: date = self.cleaned_data["day"]
        if self.today is not None and day < self.today:
            raise forms.ValidationError(
                _("%(day)s is over. Take today or a day to come."),
                params={"day": date_format(day, "DATE_FORMAT")},
            )
        return day
