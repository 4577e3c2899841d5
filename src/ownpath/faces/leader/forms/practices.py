"""What a leader types about practices: cards, steps of their spread, visits, voices, and what is asked of the board."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.faces.leader.forms.fields import (
    MOST_NAMED,
    NAME_LENGTH,
    GradesField,
    pick,
)
from ownpath.faces.leader.pages.setup_words import PRESET_WORDS

if TYPE_CHECKING:
    from ownpath.faces.leader.pages.classes import Classes
    from ownpath.school.people.models import Person

LONG_TEXT = 6_000
LINE = 400
TITLE = 160
TEXTS = (
    ("title", gettext_lazy("Name"), TITLE, 0),
    ("what", gettext_lazy("What we do"), LONG_TEXT, 5),
    ("for_whom", gettext_lazy("For whom"), LINE, 2),
    ("materials", gettext_lazy("Materials"), LONG_TEXT, 3),
    ("failed", gettext_lazy("Where it failed"), LONG_TEXT, 4),
)
OPTIONAL = frozenset({"materials"})
LANGUAGES = (("en", gettext_lazy("English")), ("es", gettext_lazy("Spanish")))
EVENTS = (
    ("told", gettext_lazy("was told of it")),
    ("visited", gettext_lazy("visited")),
    ("tried", gettext_lazy("tried it")),
    ("kept", gettext_lazy("kept it eight weeks")),
    ("left", gettext_lazy("left it")),
)

Find = Callable[[str], Sequence["Person"]]


class NamedField(forms.CharField):
    """A person by name; asks back where several share it."""

    def __init__(self, find: Find, **more: Any) -> None:
        self.find = find
        super().__init__(max_length=NAME_LENGTH, **more)

    def clean(self, value: object) -> Person | None:
        """Return the one person of that name, or say who could be meant."""
        text = super().clean(value)
        if not text:
            return None
        found = self.find(text)
        exact = [one for one in found if one.plain_name.casefold() == text.casefold()]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError(_("Nobody here has this name. Look how it is written."))
        names = ", ".join(one.plain_name for one in found[:MOST_NAMED])
        raise forms.ValidationError(_("Which one? %(names)s") % {"names": names})


class CardForm(forms.Form):
    """A practice card in both languages, and the pilots it rests on."""

    def __init__(
        self, *args: Any, pilots: Sequence[tuple[str, str]], find: Find, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for language, _words in LANGUAGES:
            for name, label, most, rows in TEXTS:
                widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=label, max_length=most, widget=widget, required=name not in OPTIONAL
                )
        self.fields["failed_en"].help_text = gettext_lazy(
            "Everything fails somewhere. Say where, so that others need not find out."
        )
        self.fields["pilots"] = forms.MultipleChoiceField(
            label=gettext_lazy("Pilots it rests on"),
            choices=pilots,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy("How we know is read from them; it is never typed."),
        )
        self.fields["preset"] = forms.ChoiceField(
            label=gettext_lazy("Blended model"),
            required=False,
            choices=[("", gettext_lazy("any")), *PRESET_WORDS.items()],
        )
        self.fields["grades"] = GradesField()
        self.fields["subject"] = forms.CharField(
            label=gettext_lazy("Subject"), required=False, max_length=60
        )
        self.fields["contact"] = NamedField(
            find, label=gettext_lazy("Whom to ask"), required=False
        )

    def texts(self, language: str) -> list[Any]:
        """Return the fields of one language, for the page."""
        return [self[f"{name}_{language}"] for name, *_more in TEXTS]

    @property
    def english(self) -> list[Any]:
        """The fields in English."""
        return self.texts("en")

    @property
    def spanish(self) -> list[Any]:
        """The fields in Spanish."""
        return self.texts("es")

    @property
    def others(self) -> list[Any]:
        """The fields that stand in no language."""
        return [self[name] for name in ("pilots", "preset", "grades", "subject", "contact")]

    def words(self) -> dict[str, dict[str, str]]:
        """Return what was typed, by language."""
        return {
            language: {name: self.cleaned_data[f"{name}_{language}"] for name, *_more in TEXTS}
            for language, _words in LANGUAGES
        }


class SpreadForm(forms.Form):
    """One step of a practice at a campus."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happened"), choices=EVENTS, widget=forms.RadioSelect
    )
    happened_on = forms.DateField(
        label=gettext_lazy("On which day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=LINE)

    def __init__(self, *args: Any, classes: Classes, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["section"] = pick(
            classes.sections,
            gettext_lazy("In which class"),
            nothing=str(_("no class named")),
            tell=classes.tell,
        )


class VisitForm(forms.Form):
    """Who would like to see which practice in whose class, and when."""

    visit_on = forms.DateField(
        label=gettext_lazy("On which day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=LINE)

    def __init__(self, *args: Any, cards: Mapping[str, Any], find: Find, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields = {
            "card": forms.TypedChoiceField(
                label=gettext_lazy("Which practice"),
                choices=[(uuid, title) for uuid, (title, _card) in cards.items()],
                coerce=lambda uuid: cards[uuid][1],
            ),
            "host": NamedField(find, label=gettext_lazy("In whose class")),
            "guest": NamedField(find, label=gettext_lazy("Who comes to see it")),
            **self.fields,
        }


class LearnedForm(forms.Form):
    """What was learned on a visit."""

    learned = forms.CharField(
        label=gettext_lazy("What did you learn?"),
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class VoiceForm(forms.Form):
    """What somebody said, word for word."""

    text = forms.CharField(
        label=gettext_lazy("Their words"),
        max_length=LINE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Said in"), choices=LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, find: Find, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields = {
            "person": NamedField(find, label=gettext_lazy("Who said it")),
            **self.fields,
        }


class AskBoardForm(forms.Form):
    """What is asked of the board, in both languages."""

    asks_en = forms.CharField(
        label=gettext_lazy("What we ask of the board, in English"),
        required=False,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asks_es = forms.CharField(
        label=gettext_lazy("What we ask of the board, in Spanish"),
        required=False,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
