"""The form of each deed of a pilot and of its cycles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ownpath.faces.leader.forms.parted import Parted
from ownpath.faces.leader.forms.pilots import (
    LINE,
    MOST,
    TITLE,
    FirstThenLast,
    day,
    long_text,
    number,
)
from ownpath.school.change.queries.measures import BATCH, NAMES, RAILS, SHARES

if TYPE_CHECKING:
    from ownpath.faces.leader.forms.parted import Cut
    from ownpath.school.change.models import Measure
    from ownpath.school.change.queries.pilots import Story

KINDS: Final = (
    ("outcome", _("does it help?")),
    ("process", _("is it done?")),
    ("balancing", _("does it harm elsewhere?")),
)


NUMBERS: Final = ("predicted", "target", "stop_below", "stop_above")
A_HUNDRED: Final = 100.0


def is_typed_in_percent(metric: str) -> bool:
    """Return whether people type a measure's figures in percent; they are kept from 0 to 1."""
    return metric in SHARES or metric in BATCH


def percent_of(value: float) -> float:
    """Return a share in percent, without what counting in twos leaves behind."""
    return round(A_HUNDRED * value, 6)


def typed(measure: Measure) -> dict[str, Any]:
    """Return a measure as somebody would type it."""
    said = {name: getattr(measure, name) for name in MeasureForm.base_fields}
    if is_typed_in_percent(measure.metric):
        for name in NUMBERS:
            said[name] = None if said[name] is None else percent_of(said[name])
    return said


class DeedForm(forms.Form):
    """A form of one deed; it knows the pilot's whole story."""

    def __init__(self, *args: Any, story: Story, decisions: Any = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.offer(story, decisions)

    def offer(self, story: Story, decisions: Any) -> None:
        """Add the fields that pick from what the pilot has."""


class MeasureForm(DeedForm, Parted):
    """One measure, with its prediction or its limits."""

    @staticmethod
    def cuts() -> tuple[Cut, ...]:
        """Return what is looked at, what is expected, and when somebody is told."""
        return (
            (_("What we look at"), "", ("kind", "metric", "name", "is_headline")),
            (
                _("What we expect"),
                _("Shares in percent: 10 is ten of a hundred. The first figure needs both."),
                ("predicted", "target"),
            ),
            (
                _("When we are told"),
                _("A guard-rail needs one of them; the pilot is flagged by itself then."),
                ("stop_below", "stop_above"),
            ),
        )

    kind = forms.ChoiceField(label=_("What is it for?"), choices=KINDS)
    metric = forms.ChoiceField(
        label=_("Measure"),
        choices=[(key, words) for key, words in NAMES.items() if key != "entered"],
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("Of an uploaded assessment."),
        required=False,
        max_length=TITLE,
    )
    is_headline = forms.BooleanField(
        label=_("This is the first figure we judge by"), required=False
    )
    predicted = number(_("Predicted difference"))
    target = number(_("Target"))
    stop_below = number(_("Flag it when it falls below"))
    stop_above = number(_("Flag it when it rises above"))

    def clean(self) -> dict[str, Any]:
        """Ask a guard-rail for its limit and the first figure for its numbers; keep shares from 0 to 1."""
        said = super().clean() or {}
        if said.get("is_headline"):
            for name in ("predicted", "target"):
                if said.get(name) is None and name not in self.errors:
                    self.add_error(name, _now("The first figure we judge by needs it."))
        if is_typed_in_percent(said.get("metric", "")):
            self._keep_as_shares(said)
        is_rail = said.get("kind") == "balancing" and said.get("metric") in RAILS
        if is_rail and not any(self._has_limit(name) for name in ("stop_below", "stop_above")):
            raise forms.ValidationError(
                _now("A guard-rail needs a limit: fill in one of the last two.")
            )
        return said

    def _has_limit(self, name: str) -> bool:
        """Return whether something was typed; what does not fit is told beside it."""
        return name in self.errors or self.cleaned_data.get(name) is not None

    def _keep_as_shares(self, said: dict[str, Any]) -> None:
        for name in NUMBERS:
            value = said.get(name)
            if value is None:
                continue
            least = -A_HUNDRED if name == "predicted" else 0.0
            if least <= value <= A_HUNDRED:
                said[name] = value / A_HUNDRED
            else:
                words = _now("In percent: from %(least)d to 100.") % {"least": least}
                self.add_error(name, words)


class TellForm(DeedForm):
    """When the campus's seat was told."""

    told_on = day(_("On which day was the campus’s seat told?"))


class ApproveForm(DeedForm):
    """By which decision, if any."""

    def offer(self, story: Story, decisions: Any) -> None:  # noqa: ARG002 - the decisions are enough
        """Add the council's decisions that touch the campus."""
        self.by_key = {str(one.uuid): one for one in decisions}
        none = ("", _("no decision: the campus was told"))
        self.fields["decision"] = forms.ChoiceField(
            label=_("Decision of the council"),
            required=False,
            choices=[none, *((key, one.title) for key, one in self.by_key.items())],
        )

    def clean_decision(self) -> Any:
        """Return the decision itself."""
        return self.by_key.get(self.cleaned_data["decision"])


class StartForm(DeedForm):
    """That what will happen was read."""

    is_read = forms.BooleanField(label=_("I have read what will happen."))


class WhyForm(DeedForm):
    """A reason."""

    why = long_text(_("Why?"), most=LINE, rows=2)


class NoteForm(DeedForm):
    """What was learned."""

    text = long_text(_("What did we learn?"))

    def offer(self, story: Story, decisions: Any) -> None:  # noqa: ARG002 - picks from nothing
        """Begin with what is written already."""
        self.fields["text"].initial = story.pilot.learning_note


class VerdictForm(DeedForm):
    """What was learned, and what is missing where no effect was reckoned."""

    learning_note = long_text(_("What did we learn?"))
    gap = forms.CharField(
        label=_("What is missing, and why?"),
        help_text=_("Only where no effect could be reckoned."),
        required=False,
        max_length=LINE,
    )

    def offer(self, story: Story, decisions: Any) -> None:  # noqa: ARG002 - picks from nothing
        """Begin with what is written already."""
        self.fields["learning_note"].initial = story.pilot.learning_note


class RetryForm(DeedForm):
    """What the next try is called."""

    title = forms.CharField(label=_("What is the next try called?"), max_length=TITLE)


class AmendForm(DeedForm):
    """What changes after the lock, and why."""

    value = long_text(
        _("What it becomes"), rows=2, help_text=_("A share in percent: 10 is ten of a hundred.")
    )
    why = long_text(_("Why?"), most=LINE, rows=2)
    field_order = ("field", "value", "why")

    def offer(self, story: Story, decisions: Any) -> None:  # noqa: ARG002 - picks from the story
        """Add everything that may be amended."""
        self.by_key = {str(one.uuid): one for one in story.measures}
        limits = [
            (f"{key}:{part}", f"{NAMES[one.metric]}: {words}")
            for key, one in self.by_key.items()
            for part, words in (
                ("target", _("target")),
                ("stop_below", _("flag below")),
                ("stop_above", _("flag above")),
            )
        ]
        plain = (
            ("change_idea", _("what we do differently")), ("learners", _("for which learners")),
            ("problem", _("the problem")), ("prediction", _("the prediction in words")),
            ("title", _("its title")), ("cost", _("the cost")), ("ends_on", _("the last day")),
        )  # fmt: skip
        self.fields["field"] = forms.ChoiceField(
            label=_("What changes?"), choices=[*plain, *limits]
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into what the field holds."""
        said = super().clean() or {}
        key, _colon, part = str(said.get("field", "")).partition(":")
        said["measure"] = self.by_key.get(key)
        said["name"] = part or key
        field: forms.Field | None = None
        if part:
            field = forms.FloatField(required=False, min_value=-MOST, max_value=MOST)
        elif key == "ends_on":
            field = forms.DateField()
        elif key == "cost":
            field = forms.IntegerField(min_value=0, max_value=100_000_000)
        if field is not None and "value" in said:
            said["value"] = field.clean(said["value"])
        measure = said["measure"]
        if measure and said.get("value") is not None and is_typed_in_percent(measure.metric):
            said["value"] = _share_of(said["value"])
        return said


def _share_of(percent: float) -> float:
    """Return a limit or target typed in percent as a share from 0 to 1."""
    if not 0 <= percent <= A_HUNDRED:
        raise forms.ValidationError(_now("In percent: from %(least)d to 100.") % {"least": 0})
    return percent / A_HUNDRED


class NoticeForm(DeedForm):
    """What the board or the families are told, in both languages."""

    audience = forms.ChoiceField(
        label=_("Who is told?"), choices=(("families", _("families")), ("board", _("board")))
    )
    en = long_text(_("In English"))
    es = long_text(_("In Spanish"))


class CycleForm(FirstThenLast, DeedForm):
    """The plan of one cycle."""

    main_change = forms.CharField(label=_("The one main change"), max_length=LINE)
    predicted = forms.CharField(label=_("What do you predict?"), max_length=LINE)
    starts_on = day(_("First day"))
    ends_on = day(_("Last day"))


class SeenForm(DeedForm):
    """What was seen in a cycle."""

    seen = long_text(_("What did you see?"))


class ConcludeForm(DeedForm):
    """What a cycle taught."""

    learned = long_text(_("What did we learn?"))
    next_step = forms.CharField(label=_("What comes next?"), max_length=LINE)
