"""What a teacher types: checked here, written by services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.queries.eager import STAGE_WORDS
from ownpath.school.plans.queries.pinning import FIRST_TO_PIN, MOST_TO_PIN, PinSearch

if TYPE_CHECKING:
    from ownpath.faces.teacher.pages.timeline import Step

NOTE_LENGTH = 1000
REASON_LENGTH = 300
MESSAGE_LENGTH = 2000
SURVEY_LENGTH = 4000
SEARCH_LENGTH = 100
NOMINATION_LENGTH = 400
LONGEST_SPREAD = timedelta(days=731)


def words(*, longest: int, rows: int = 3) -> forms.Textarea:
    """Return a box for some words."""
    return forms.Textarea(attrs={"rows": rows, "maxlength": longest})


class ObserveForm(forms.Form):
    """What was seen and how well it went."""

    attempt = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.UUIDField()
    how_well = forms.ChoiceField(
        choices=[
            ("not_yet", _("Not yet")),
            ("with_help", _("With help")),
            ("alone", _("Alone")),
        ]
    )
    note = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=words(longest=NOTE_LENGTH),
    )


class OverrideForm(forms.Form):
    """One activity, and why."""

    activity = forms.UUIDField(
        label=_("Activity"), error_messages={"required": _("Pick one of these.")}
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The student reads this."),
        max_length=REASON_LENGTH,
        widget=words(longest=REASON_LENGTH, rows=2),
    )


class PinSearchForm(forms.Form):
    """What a teacher looks for to pin; what cannot be read counts as not asked."""

    q = forms.CharField(required=False, max_length=SEARCH_LENGTH)
    skill = forms.UUIDField(required=False)
    n = forms.IntegerField(required=False, min_value=1, max_value=MOST_TO_PIN)

    def asked(self) -> PinSearch:
        """Return what was asked for."""
        self.is_valid()
        said = self.cleaned_data
        return PinSearch(
            words=said.get("q") or "",
            skill=said.get("skill"),
            limit=said.get("n") or FIRST_TO_PIN,
        )


class PaceForm(forms.Form):
    """A teacher's own word on pace."""

    word = forms.ChoiceField(
        label=_("Pace"),
        choices=[("behind", _("behind")), ("on", _("on pace")), ("ahead", _("ahead"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=REASON_LENGTH)


class MoveOnForm(forms.Form):
    """A competency to leave behind, and why."""

    what = forms.UUIDField()
    reason = forms.CharField(
        label=_("Why"), max_length=REASON_LENGTH, widget=words(longest=REASON_LENGTH, rows=2)
    )


class MessageForm(forms.Form):
    """Words to a student or a family."""

    body = forms.CharField(
        label=_("Your words"), max_length=MESSAGE_LENGTH, widget=words(longest=MESSAGE_LENGTH)
    )


class DoneForm(forms.Form):
    """What was done about a flag or a signal; "I went" when nothing is said."""

    what_was_done = forms.CharField(required=False, max_length=REASON_LENGTH)


class SwapForm(forms.Form):
    """What a student should do instead, by its key, and how: the same thing may be done in several ways."""

    key = forms.RegexField(
        r"^((activity|station|competency):[0-9a-f-]{36}|conference)(\|[a-z_]{1,16})?$",
        max_length=66,
        error_messages={"required": _("Pick one of these.")},
    )

    def clean(self) -> dict[str, Any]:
        """Tell the way it is done from what is done; "" where none was said."""
        said = self.cleaned_data
        said["key"], _bar, said["modality"] = said.get("key", "").partition("|")
        return said


class OutForm(forms.Form):
    """From which block to which."""

    first = forms.IntegerField(min_value=0, max_value=15)
    last = forms.IntegerField(min_value=0, max_value=15)

    def clean(self) -> dict[str, object]:
        """Refuse a stretch that ends before it begins."""
        given = super().clean() or {}
        if {"first", "last"} <= given.keys() and given["last"] < given["first"]:
            raise forms.ValidationError(_("The last block comes before the first."))
        return given


class PresenceForm(forms.Form):
    """Here or not."""

    state = forms.ChoiceField(
        choices=[(one, one) for one in ("here", "late", "left", "absent")]
    )


class MarkForm(forms.Form):
    """What was done in a block: by one student, or by everybody of a group; or that this is taken back."""

    group = forms.UUIDField(required=False)
    everybody = forms.ChoiceField(choices=[("done", ""), ("going", "")], required=False)
    done = forms.UUIDField(required=False)
    undone = forms.UUIDField(required=False)


class ReviewForm(forms.Form):
    """Yes to tomorrow, or what should be otherwise."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    note = forms.CharField(required=False, max_length=REASON_LENGTH)


class PinBlockForm(SwapForm):
    """What a student does in a block, and why."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The student reads this."),
        max_length=REASON_LENGTH,
        widget=words(longest=REASON_LENGTH, rows=2),
    )


class SurveyForm(forms.Form):
    """The voluntary survey: what one wonders about, how willing one is, ideas, what stands in the way."""

    stage = forms.ChoiceField(
        label=_("When I think of every student having a day of their own ..."),
        choices=tuple(STAGE_WORDS.items()),
        widget=forms.RadioSelect,
    )
    willingness = forms.TypedChoiceField(
        label=_("Would you try it in one of your classes?"),
        coerce=int,
        choices=[
            (1, _("not now")),
            (2, _("perhaps later")),
            (3, _("if somebody helps me")),
            (4, _("yes")),
            (5, _("on Monday")),
        ],
        widget=forms.RadioSelect,
    )
    ideas = forms.CharField(
        label=_("What would you try?"),
        required=False,
        max_length=SURVEY_LENGTH,
        widget=words(longest=SURVEY_LENGTH),
    )
    constraints = forms.CharField(
        label=_("What stands in the way?"),
        required=False,
        max_length=SURVEY_LENGTH,
        widget=words(longest=SURVEY_LENGTH),
    )
    wants_partner = forms.BooleanField(
        label=_("I would like to do it with a colleague"), required=False
    )


class NominationForm(forms.Form):
    """A colleague, and why."""

    colleague = forms.TypedChoiceField(label=_("Colleague"), coerce=UUID)
    why = forms.CharField(
        label=_("Why you think of them"),
        max_length=NOMINATION_LENGTH,
        widget=words(longest=NOMINATION_LENGTH, rows=2),
    )

    def __init__(self, *given: Any, colleagues: Sequence[tuple[str, str]], **more: Any) -> None:
        """Offer the colleagues one may name."""
        super().__init__(*given, **more)
        field = self.fields["colleague"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Pick a colleague")), *colleagues]


def a_day(**more: Any) -> forms.DateField:
    """Return a field for a day, drawn by the browser."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"})
    return forms.DateField(input_formats=["%Y-%m-%d"], widget=widget, **more)


class StepsForm(forms.Form):
    """By when a class is meant to have learned each of some competencies; a day left empty means none."""

    def __init__(self, *given: Any, steps: Sequence[Step], **more: Any) -> None:
        """Ask for the day of each step."""
        super().__init__(*given, **more)
        self.ids = {f"step-{step.uuid}": step.id for step in steps}
        for name, step in zip(self.ids, steps, strict=True):
            self.fields[name] = a_day(label=step.short, required=False, initial=step.due_on)

    def due_on(self) -> dict[int, date]:
        """Return the days that were written, by competency."""
        written = {self.ids[name]: day for name, day in self.cleaned_data.items()}
        return {one: day for one, day in written.items() if day is not None}


class SpreadForm(forms.Form):
    """Between which days to spread."""

    first = a_day(label=_("From"))
    last = a_day(label=_("To"))

    def __init__(
        self, *given: Any, between: tuple[date, date] | None = None, **more: Any
    ) -> None:
        """Begin with the days of the class's terms."""
        if between is not None:
            more["initial"] = {"first": between[0], "last": between[1]}
        super().__init__(*given, **more)

    def clean(self) -> dict[str, Any]:
        """Refuse days the wrong way round, or further apart than two years."""
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and not first < last <= first + LONGEST_SPREAD:
            self.add_error("last", _("Take a day after the first one, within two years."))
        return said
