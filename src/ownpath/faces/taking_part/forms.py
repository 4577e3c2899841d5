"""What people say about the change, with its bounds; services write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

TEXT_LENGTH = 3000
TITLE_LENGTH = 160
KINDS = (
    ("worry", _("A worry")),
    ("question", _("A question")),
    ("against", _("I am against something")),
)
STUDENT_KINDS = (
    ("worry", _("I am worried about something")),
    ("question", _("I want to know something")),
    ("against", _("I do not want something")),
)


def _text(label: Any, help_text: Any, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Write a few words, then send.")},
    )


class CommentForm(forms.Form):
    """What somebody thinks of a version of the vision; `about` is that version."""

    def __init__(self, *args: Any, face: str, about: UUID, **more: Any) -> None:
        super().__init__(*args, **more)
        self.auto_id = f"id_%s_{about.hex[:8]}"
        self.about = about
        words = (
            _("What do you like? What is missing?")
            if face == "student"
            else _("What is right, what is missing, what would it take?")
        )
        self.fields["text"] = _text(_("What do you think?"), words)


class ConcernForm(forms.Form):
    """A worry, a resistance or a question."""

    def __init__(
        self, *args: Any, face: str, campuses: Sequence[Campus] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.auto_id = "id_concern_%s"
        self.campuses = {str(one.uuid): one for one in campuses}
        is_student = face == "student"
        self.fields["kind"] = forms.ChoiceField(
            label=_("What is it?"),
            choices=STUDENT_KINDS if is_student else KINDS,
            initial="worry",
            widget=forms.RadioSelect,
        )
        self.fields["text"] = _text(
            _("Your words"),
            _("A person answers within five school days.")
            if is_student
            else _("Who leads answers within five school days."),
        )
        if len(self.campuses) > 1:
            self.fields["campus"] = forms.ChoiceField(
                label=_("About which school?"),
                choices=[(uuid, one.name) for uuid, one in self.campuses.items()],
            )
        self.fields["is_unnamed"] = forms.BooleanField(
            label=_("Do not say that it is from me."),
            help_text=_(
                "Who leads reads your words, and not your name. You find the answer here."
            ),
            required=False,
        )


class IdeaForm(forms.Form):
    """An idea in one line, and what else there is to say."""

    title = forms.CharField(
        label=_("My idea in one line"),
        max_length=TITLE_LENGTH,
        error_messages={"required": _("Write a few words, then send.")},
    )
    text = forms.CharField(
        label=_("What else there is to say"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.auto_id = "id_idea_%s"
