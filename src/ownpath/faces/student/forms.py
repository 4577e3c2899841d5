"""What a student may send, with its bounds; services write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

MESSAGE_LENGTH = 2000
CARD_LENGTH = 120
MOST_FIELDS = 80
MOST_VALUES = 40
LONGEST_VALUE = 500
LONGEST_HELD_SECONDS = 60 * 60 * 24 * 30
TIMES = ("held", "waited")
SIGNALS = ("too_easy", "too_hard", "boring", "not_for_me", "need_a_person", "loved_it")
FEELINGS = ("great", "good", "so_so", "hard")
KINDS = (("interest", _("What I love")), ("hope", _("Who I want to be")))

ANSWER_FIELD = re.compile(r"answer|(?:match|blank)-[\w.-]{1,80}")
PLACE_FIELD = re.compile(r"place-([\w.-]{1,80})")


class AnswerForm:
    """An attempt at a question; `response` holds the answer's fields as they were posted.

    Read by hand: nobody is shown the words of Django's fields here, and three of them cost more than grading.
    """

    def __init__(self, data: QueryDict) -> None:
        self.data = data
        self.cleaned_data: dict[str, Any] = {}

    def is_valid(self) -> bool:
        """Return whether this is an answer within its bounds, which then stands in `cleaned_data`."""
        attempt, response = _uuid(self.data.get("attempt", "")), _response(self.data)
        held, waited = (_seconds(self.data.get(f"{one}_seconds", "")) for one in TIMES)
        if attempt is None or response is None or held is None or waited is None:
            return False
        self.cleaned_data = {
            "attempt": attempt,
            "response": response,
            "held_seconds": held,
            "waited_seconds": waited,
        }
        return True


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said.strip())
    except ValueError:
        return None


def _seconds(said: str) -> float | None:
    """Return a stretch of time, 0.0 where none is told, None for what cannot be."""
    try:
        seconds = float(said.strip() or 0)
    except ValueError:
        return None
    return seconds if 0 <= seconds <= LONGEST_HELD_SECONDS else None


def _response(given: QueryDict) -> dict[str, list[str]] | None:
    """Return the fields that answer (an order may come as places), None where they are more or longer than fits."""
    fields = {name: given.getlist(name) for name in given if ANSWER_FIELD.fullmatch(name)}
    if places := _places(given):
        fields["answer"] = [name for _place, name in sorted(places)]
    values = [value for listed in fields.values() for value in listed]
    is_long = any(len(value) > LONGEST_VALUE for value in values)
    return None if is_long or max(len(fields), len(values)) > MOST_FIELDS else fields


def _places(given: QueryDict) -> list[tuple[int, str]]:
    """Return (place, id) of things ordered by number, as a page without script sends them."""
    found = []
    for name in list(given)[: MOST_FIELDS * 2]:
        match, place = PLACE_FIELD.fullmatch(name), given.get(name, "")
        if (
            match
            and place.isascii()
            and place.isdigit()
            and len(place) <= len(str(MOST_VALUES))
        ):
            found.append((int(place), match[1]))
    return found


class PreviewForm(forms.Form):
    """A formula being typed."""

    answer = forms.CharField(max_length=120, required=False)


class HopeForm(forms.Form):
    """A card: picked by its slug, or in own words; `replaces` is the card it stands for."""

    kind = forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect, label=_("What is it?"))
    theme = forms.SlugField(max_length=60, required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        max_length=CARD_LENGTH, required=False, strip=True, label=_("Say it in your own words")
    )
    replaces = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for a theme or words."""
        cleaned = super().clean() or {}
        if not cleaned.get("theme") and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", _("Write a few words first."))
        return cleaned


class MessageForm(forms.Form):
    """Words to an adult at school; the choices are the adults the student has; the only one is chosen."""

    def __init__(
        self, data: QueryDict | None = None, *, adults: Sequence[tuple[str, str]]
    ) -> None:
        only = adults[0][0] if len(adults) == 1 else None
        super().__init__(data, initial={"receiver": only})
        receiver = self.fields["receiver"]
        assert isinstance(receiver, forms.ChoiceField)  # noqa: S101 - tells the type
        receiver.choices = list(adults)

    receiver = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=_("To whom?"),
        error_messages={"required": _("Pick who should read it.")},
    )
    body = forms.CharField(
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("What do you want to say?"),
        error_messages={"required": _("Write a few words first.")},
    )


class SignalForm(forms.Form):
    """One tap about an activity or the day; `offer` says which card it was tapped on."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in SIGNALS])
    offer = forms.UUIDField(required=False)


class GoalForm(forms.Form):
    """A competency to head for."""

    competency = forms.UUIDField()


class PickForm(forms.Form):
    """A wish for a coming day: which day, and what by its key."""

    day = forms.DateField()
    key = forms.RegexField(r"^(activity|station):[0-9a-f-]{36}$", max_length=50)


class ReflectForm(forms.Form):
    """How the day was, and a few words."""

    feeling = forms.ChoiceField(choices=[(name, name) for name in FEELINGS])
    words = forms.CharField(max_length=300, required=False)


class TellForm(forms.Form):
    """What became of a block."""

    did = forms.ChoiceField(choices=[(one, one) for one in ("done", "not_done")])


class SayForm(forms.Form):
    """How a block was; nothing takes it back."""

    word = forms.ChoiceField(
        choices=[(one, one) for one in ("loved", "boring", "not_for_me")], required=False
    )
