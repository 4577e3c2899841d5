"""What is typed about the council: seats, meetings, motions, decisions, ideas, campuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from ownpath.faces.leader.forms.fields import (
    NOT_OFFERED,
    PersonField,
    language_field,
    pick,
    pick_person,
)
from ownpath.school.change.queries.bounds import LINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from ownpath.school.people.models import Campus, District, Person

KINDS = (
    ("principal", _("principal")),
    ("teacher", _("teacher")),
    ("student", _("student")),
    ("family", _("family")),
)
CHANGES = (
    ("opened", _("opens")),
    ("closed", _("closes")),
    ("merged", _("merges into another")),
)


def day_field(label: _StrPromise) -> forms.DateField:
    """Return a day to pick."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


def text_field(
    label: _StrPromise, *, is_needed: bool = False, rows: int = 4
) -> forms.CharField:
    """Return some lines of text."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=is_needed, max_length=TEXT_LENGTH, widget=area)


def choice(
    among: Mapping[str, Any], label: _StrPromise, *, nothing: str | None = None
) -> forms.ChoiceField:
    """Return a list to pick from that gives what is sent; with `nothing`, none may be picked."""
    first = [("", nothing)] if nothing is not None else []
    return forms.ChoiceField(
        label=label, required=nothing is None, choices=[*first, *among.items()]
    )


NOT_FOR_THE_SEAT = _(
    "Nobody of those whom this seat is for has this name. Pick one of the names that are offered."
)


class SeatForm(forms.Form):
    """A new seat of a campus, or of the central office."""

    def __init__(
        self, *args: Any, campuses: Sequence[Campus], may_central: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        central = str(_("central office")) if may_central else None
        among = {str(one.uuid): one for one in campuses}
        self.fields["campus"] = pick(among, _("Campus"), nothing=central)
        self.fields["kind"] = forms.ChoiceField(
            label=_("For whom"),
            choices=KINDS,
            help_text=_("The central office's seat has no kind."),
        )
        self.fields["is_voting"] = forms.BooleanField(label=_("It votes"), required=False)


class InviteForm(forms.Form):
    """Somebody to invite, and for which term."""

    starts_on = day_field(_("From"))
    ends_on = day_field(_("Until"))
    field_order = ("person", "starts_on", "ends_on")

    def __init__(self, *args: Any, people: Sequence[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"] = PersonField(
            lambda: people, label=_("Name"), nobody=NOT_FOR_THE_SEAT
        )
        self.order_fields(self.field_order)


class AlternateForm(forms.Form):
    """Who stands in; empty: nobody."""

    def __init__(self, *args: Any, people: Sequence[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"] = PersonField(
            lambda: people,
            label=_("Alternate"),
            nobody=NOT_FOR_THE_SEAT,
            required=False,
            help_text=_("Leave it empty for nobody."),
        )


class ExtendForm(forms.Form):
    """Until when a term lasts."""

    ends_on = day_field(_("Until"))


class MeetingForm(forms.Form):
    """When and where the council meets, in the district's own time."""

    day = day_field(_("Day"))
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}))
    where = forms.CharField(label=_("Where"), required=False, max_length=TITLE_LENGTH)

    def starts_at(self, district: District) -> datetime:
        """Return the moment it begins."""
        said = self.cleaned_data
        return datetime.combine(said["day"], said["hour"], tzinfo=ZoneInfo(district.time_zone))


class AgendaForm(forms.Form):
    """An idea or a decision, or a line of one's own."""

    def __init__(self, *args: Any, things: Mapping[str, Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["thing"] = choice(
            things, _("What waits"), nothing=str(_("something else, as written below"))
        )
        self.fields["title"] = forms.CharField(
            label=_("In one line"), required=False, max_length=TITLE_LENGTH
        )

    def clean(self) -> dict[str, Any]:
        """Want one of the two."""
        given = super().clean() or {}
        if not given.get("thing") and not (given.get("title") or "").strip():
            raise forms.ValidationError(_("Pick what waits, or write one line."))
        return given


class MotionForm(forms.Form):
    """What is moved, by which seat, about which decision."""

    def __init__(
        self,
        *args: Any,
        seats: Mapping[str, Any],
        decisions: Mapping[str, Any],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["seat"] = choice(seats, _("Moved by"))
        self.fields["decision"] = choice(
            decisions, _("About the decision"), nothing=str(_("none"))
        )
        self.titles = decisions
        self.fields["text"] = forms.CharField(
            label=_("The motion in one line"),
            help_text=_("Empty: the decision as it is written."),
            required=False,
            max_length=LINE_LENGTH,
        )

    def clean(self) -> dict[str, Any]:
        """Let a decision speak for itself; want one line where there is none."""
        given = super().clean() or {}
        text = (given.get("text") or "").strip() or str(
            self.titles.get(given.get("decision", ""), "")
        )
        if not text and "text" not in self.errors:
            self.add_error("text", _("Write what is moved, or pick a decision."))
        return {**given, "text": text}


class MinutesForm(forms.Form):
    """What was said."""

    minutes = text_field(_("Minutes"), is_needed=True, rows=6)


class AmendForm(MinutesForm):
    """What was said, corrected, and what was wrong."""

    why = forms.CharField(label=_("What was wrong"), max_length=LINE_LENGTH)


class DecisionForm(forms.Form):
    """What is to be decided, about whom, who sees to it and by when."""

    def __init__(
        self,
        *args: Any,
        campuses: Sequence[Campus],
        owners: Mapping[str, Person],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.by_uuid = {str(one.uuid): one for one in campuses}
        self.fields["title"] = forms.CharField(label=_("Decision"), max_length=TITLE_LENGTH)
        self.fields["text"] = text_field(_("What it says"))
        self.fields["language"] = language_field()
        self.fields["campuses"] = forms.MultipleChoiceField(
            label=_("Which campuses it touches"),
            help_text=_(
                "Each must have its voting seat filled, and be told five school days before."
            ),
            required=False,
            choices=[(uuid, one.name) for uuid, one in self.by_uuid.items()],
            error_messages={"invalid_choice": NOT_OFFERED},
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["owner"] = pick_person(owners, _("Who sees to it"))
        self.fields["due_on"] = day_field(_("By when it is done"))

    def touched(self) -> list[Campus]:
        """Return the campuses that were ticked."""
        return [self.by_uuid[one] for one in self.cleaned_data["campuses"]]


class OutcomeForm(forms.Form):
    """What came of a decision."""

    outcome = forms.CharField(label=_("What came of it"), max_length=LINE_LENGTH)


class IdeaForm(forms.Form):
    """An idea: one line, and what else there is to say."""

    def __init__(self, *args: Any, campuses: Sequence[Campus], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["title"] = forms.CharField(label=_("The idea"), max_length=TITLE_LENGTH)
        self.fields["text"] = text_field(_("What else there is to say"), rows=3)
        among = {str(one.uuid): one for one in campuses}
        self.fields["campus"] = pick(among, _("For"), nothing=str(_("the whole district")))


class CampusChangeForm(forms.Form):
    """Which campus opens (one that was closed: again), closes or merges, and on which day."""

    def __init__(
        self,
        *args: Any,
        campuses: Sequence[Campus],
        closed: Sequence[Campus] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        among = {str(one.uuid): one for one in campuses}
        every = among | {str(one.uuid): one for one in closed}
        self.fields["campus"] = pick(every, _("Campus"))
        self.fields["kind"] = forms.ChoiceField(label=_("What happens"), choices=CHANGES)
        self.fields["into"] = pick(among, _("Merges into"), nothing=str(_("none")))
        self.fields["happens_on"] = day_field(_("On which day"))
