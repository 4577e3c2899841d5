"""Fields of the campus editor that give back what they name: a room, an adult, a student."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.faces.leader.pages.setup_words import MOST_BLOCKS as MOST_BLOCKS
from ownpath.interchange.oneroster.grades import grade_codes
from ownpath.school.curriculum.words import plain_letters
from ownpath.school.days.services.saying import filled

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from ownpath.faces.leader.pages.classes import Classes
    from ownpath.school.people.models import Person

NOT_OFFERED = gettext_lazy("Pick one of the list.")
NOT_PICKED = gettext_lazy("Nothing is picked yet. Pick one of the list.")
NOBODY_PICKED = gettext_lazy("Nobody is picked yet. Pick who it is.")
NOBODY_OF_THIS_NAME = gettext_lazy("Nobody here has this name. Look how it is written.")
PICK_ONE = gettext_lazy("Pick from the list")
MOST_NAMED, SHORTEST_DAY = 4, 2
NAME_LENGTH = 120
LONG_NOTE = 300
LANGUAGES = (("en", "English"), ("es", "Español"))  # each in its own words
WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
EVERY_DAY = gettext_lazy("every day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the forms of one campus can pick from, each by what is sent for it."""

    schedules: Mapping[str, Any]
    rooms: Mapping[str, Any]
    staff: Mapping[str, Any]  # those who are set up
    people: Mapping[str, Any]  # all adults who teach or help here
    classes: Classes
    students: Callable[[], Sequence[Person]]  # read only when a name was typed
    letters: Sequence[str] = ()  # by which days take turns
    letters_from: date | None = None
    programs: Sequence[str] = ()  # names that are in use
    today: date | None = None


def pick(
    among: Mapping[str, Any],
    label: _StrPromise,
    *,
    nothing: str | None = None,
    tell: Callable[[Any], str] = str,
) -> forms.TypedChoiceField:
    """Return a list to pick from that gives the thing itself, called as `tell` says.

    With `nothing`, none may be picked. Where one of several must be picked, none is picked beforehand.
    """
    first = [("", PICK_ONE if nothing is None else nothing)]
    if nothing is None and len(among) == 1:
        first = []
    return forms.TypedChoiceField(
        label=label,
        required=nothing is None,
        choices=[*first, *((value, tell(thing)) for value, thing in among.items())],
        coerce=lambda value: among.get(value),
        empty_value=None,
        error_messages={"invalid_choice": NOT_OFFERED, "required": NOT_PICKED},
    )


def pick_person(among: Mapping[str, Person], label: _StrPromise) -> forms.TypedChoiceField:
    """Return a list of people to pick one from; nobody is picked beforehand, not even the only one."""
    names = pick(among, label)
    names.choices = [("", PICK_ONE), *((value, str(one)) for value, one in among.items())]
    names.error_messages["required"] = NOBODY_PICKED
    return names


def number_field(
    label: _StrPromise | str, low: int, high: int, *, is_whole: bool = True, **more: Any
) -> forms.IntegerField | forms.FloatField:
    """Return a field for a number; one out of bounds is told with its value, and with the bounds."""
    said = filled(
        gettext_lazy("“%(said)s”: take a number from %(low)s to %(high)s."),
        {"said": "%(show_value)s", "low": low, "high": high},
    )
    kind = forms.IntegerField if is_whole else forms.FloatField
    told = {"min_value": said, "max_value": said}
    return kind(label=label, min_value=low, max_value=high, error_messages=told, **more)


def weekdays_field() -> forms.TypedMultipleChoiceField:
    """Return the weekdays of a school to mark; gives their numbers, none for every day."""
    days = [(str(number), name) for number, name in enumerate(WEEKDAYS)]
    return forms.TypedMultipleChoiceField(
        label=gettext_lazy("On these weekdays"),
        help_text=gettext_lazy("None marked: on every one."),
        required=False,
        choices=days,
        coerce=int,
        empty_value=[],
        widget=forms.CheckboxSelectMultiple,
    )


def letters_field(letters: Sequence[str]) -> forms.MultipleChoiceField:
    """Return the letters by which days take turns to mark; none for every day."""
    return forms.MultipleChoiceField(
        label=gettext_lazy("On the days of these letters"),
        help_text=gettext_lazy("None marked: on every one."),
        required=False,
        choices=[(one, one) for one in map(str, letters)],
        widget=forms.CheckboxSelectMultiple,
    )


class WordsField(forms.CharField):
    """Several words with commas between them; gives a list."""

    def clean(self, value: object) -> Any:
        """Return the words, each once, without empty ones."""
        text = super().clean(value)
        return list(dict.fromkeys(one.strip() for one in text.split(",") if one.strip()))


def read_grades(text: str) -> list[str]:
    """Return the grades one text means, as they are kept ("4" is "04"): one grade, or from one to another.

    Raises
    ------
    ValidationError
        If it means none.

    >>> read_grades("K"), read_grades("kínder"), read_grades("3-5")
    (['KG'], ['KG'], ['03', '04', '05'])
    """
    found = grade_codes(plain_letters(text))
    if found is None:
        raise forms.ValidationError(
            _("“%(said)s”: write a grade as in PK, K or 4, or several as in 3-5."),
            params={"said": text},
        )
    return list(found)


class GradesField(WordsField):
    """Grades with commas between them, as people write them; gives them as they are kept ("4" is "04")."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=gettext_lazy("Grades"),
            help_text=gettext_lazy(
                "K for kindergarten, PK before it, then 1 to 12; several as in: K, 1, 3-5. Empty: all grades."
            ),
            required=False,
            max_length=NAME_LENGTH,
            **more,
        )

    def clean(self, value: object) -> list[str]:
        """Return the grades in two letters, each once."""
        return list(
            dict.fromkeys(grade for one in super().clean(value) for grade in read_grades(one))
        )


class TimesOffField(WordsField):
    """When an adult cannot teach, as people write it: a weekday, or "every day", and a block counted from 1."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            label=gettext_lazy("Cannot teach"),
            help_text=gettext_lazy(
                "A day and a block, with commas between them, as in: Monday 3, every day 6."
            ),
            required=False,
            max_length=LONG_NOTE,
            **more,
        )

    def clean(self, value: object) -> list[tuple[int | None, int]]:
        """Return the times as (weekday or None for all, block from 0)."""
        return [self._time(one) for one in super().clean(value)]

    def _time(self, said: str) -> tuple[int | None, int]:
        day, _space, block = said.rpartition(" ")
        wanted = " ".join(day.casefold().split())
        days = {str(name).casefold(): number for number, name in enumerate(WEEKDAYS)}
        found = {
            number
            for name, number in (days | {str(EVERY_DAY).casefold(): None}).items()
            if len(wanted) >= SHORTEST_DAY and name.startswith(wanted)
        }
        is_block = block.isascii() and block.isdecimal() and 1 <= int(block) <= MOST_BLOCKS
        if len(found) != 1 or not is_block:
            raise forms.ValidationError(
                _("“%(said)s”: write a day and a block, as in: Monday 3."),
                params={"said": said},
            )
        return found.pop(), int(block) - 1


def tell_times_off(times: Iterable[tuple[int | None, int]]) -> str:
    """Say when an adult cannot teach, as the field reads it.

    >>> tell_times_off([(0, 2), (None, 5)])
    'Monday 3, every day 6'
    """
    days = ((EVERY_DAY if weekday is None else WEEKDAYS[weekday], n) for weekday, n in times)
    return ", ".join(f"{day} {block + 1}" for day, block in days)


def most_rung(schedules: Iterable[Any]) -> int:
    """Return how many blocks the longest of some bell schedules rings; with none, how many a day can hold."""
    return max((len(one.blocks.all()) for one in schedules), default=MOST_BLOCKS)


def ensure_rung(block: int | None, most: int) -> int | None:
    """Return a block, counted from 1, or None; refuse one that the bells never ring."""
    if block is not None and block > most:
        raise forms.ValidationError(
            _("There is no block %(block)s: the bells ring %(n)s. Take one of these."),
            params={"block": block, "n": most},
        )
    return block


class PersonField(forms.CharField):
    """A person by name, among those who can be meant; asks back where several share it."""

    def __init__(
        self,
        people: Callable[[], Sequence[Person]],
        nobody: _StrPromise = NOBODY_OF_THIS_NAME,
        **more: Any,
    ) -> None:
        self.people, self.nobody = people, nobody
        super().__init__(max_length=NAME_LENGTH, **more)

    def clean(self, value: object) -> Person | None:
        """Return the one person of that name, or say who could be meant."""
        text = super().clean(value)
        if not text:
            return None
        wanted = text.casefold()
        names = {
            one: {one.full_name.casefold(), one.plain_name.casefold()} for one in self.people()
        }
        found = [one for one, own in names.items() if any(wanted in name for name in own)]
        exact = [one for one in found if wanted in names[one]]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError(self.nobody)
        shown = ", ".join(one.full_name for one in found[:MOST_NAMED])
        if len(found) > MOST_NAMED:
            told = {"names": shown, "n": len(found) - MOST_NAMED}
            raise forms.ValidationError(_("Which one? %(names)s and %(n)s more") % told)
        raise forms.ValidationError(_("Which one? %(names)s") % {"names": shown})


class StudentField(PersonField):
    """A student of the campus by name."""

    def __init__(self, choices: Choices, **more: Any) -> None:
        super().__init__(choices.students, **more)


def language_field() -> forms.ChoiceField:
    """Return the question in which language something is written; left out, it is the writer's own."""
    return forms.ChoiceField(
        label=gettext_lazy("Written in"),
        help_text=gettext_lazy("So that it is read out right to everybody."),
        choices=LANGUAGES,
        required=False,
        widget=forms.RadioSelect,
    )
