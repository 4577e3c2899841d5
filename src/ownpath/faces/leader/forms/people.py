"""Who can do what, and what single students are owed: staff, commitments, accommodations, opt-outs, ties, models."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ownpath.faces.leader.forms.fields import (
    LONG_NOTE,
    MOST_BLOCKS,
    NAME_LENGTH,
    Choices,
    GradesField,
    StudentField,
    TimesOffField,
    WordsField,
    ensure_rung,
    letters_field,
    most_rung,
    number_field,
    pick,
    pick_person,
    read_grades,
    weekdays_field,
)
from ownpath.faces.leader.forms.places import SetupForm
from ownpath.faces.leader.pages.setup_words import PRESET_WORDS, SIZE_WORDS
from ownpath.kit.flower import PROMISE_WORDS

COMMITMENTS = (
    ("lunch", _("lunch")),
    ("service", _("service")),
    ("special", _("special")),
    ("advisory", _("advisory")),
    ("other", _("other")),
)
OWED = (
    ("small_groups", _("groups of at most this many")),
    ("fewer_screens", _("at most this many screen blocks a day")),
    ("screen_breaks", _("at most this many screen blocks in a row")),
    ("adult_every_day", _("time with a teacher every day")),
    ("no_peer_work", _("no work in pairs without an adult")),
)
TIES = (("apart", _("never in a group together")), ("together", _("in one team")))
PRESETS = tuple(PRESET_WORDS.items())
GROUPS = tuple(SIZE_WORDS.items())


class StaffForm(SetupForm):
    """What an adult can teach, and how much of a day."""

    subjects = WordsField(
        label=_("Subjects"), help_text=_("With commas between them."), max_length=LONG_NOTE
    )
    grades = GradesField()
    max_blocks = number_field(_("At most so many blocks a day"), 0, MOST_BLOCKS, initial=6)
    max_run = number_field(_("At most so many in a row"), 1, MOST_BLOCKS, initial=4)
    times_off = TimesOffField()

    def offer(self, choices: Choices) -> None:
        """Add the adults and rooms."""
        self.n_blocks = most_rung(choices.schedules.values())
        person = pick_person(choices.people, _("Who"))
        self.fields = {"person": person, **self.fields}
        self.fields["home_room"] = pick(choices.rooms, _("Own room"), nothing=str(_("none")))

    def clean_times_off(self) -> list[tuple[int | None, int]]:
        """Refuse times in blocks that never ring."""
        times: list[tuple[int | None, int]] = self.cleaned_data["times_off"]
        for _weekday, block in times:
            ensure_rung(block + 1, self.n_blocks)
        return times


class AbsenceForm(SetupForm):
    """That an adult will be out on a day to come, all of it or some blocks."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    first_block = number_field(
        _("From block"), 1, MOST_BLOCKS, help_text=_("Empty, both: all day."), required=False
    )
    last_block = number_field(_("To block"), 1, MOST_BLOCKS, required=False)

    def offer(self, choices: Choices) -> None:
        """Add the adults who are set up."""
        self.today = choices.today
        self.n_blocks = most_rung(choices.schedules.values())
        self.fields = {"staffing": pick_person(choices.staff, _("Adult")), **self.fields}

    def clean_day(self) -> date:
        """Refuse days that are over, and today, which is mended and not planned."""
        day: date = self.cleaned_data["day"]
        if self.today and day <= self.today:
            raise forms.ValidationError(
                _(
                    "Take a day to come. For today, tell it on the day’s page: the plan is mended at once."
                )
            )
        return day

    def clean_first_block(self) -> int | None:
        """Refuse a block that never rings."""
        return ensure_rung(self.cleaned_data["first_block"], self.n_blocks)

    def clean_last_block(self) -> int | None:
        """Refuse a block that never rings."""
        return ensure_rung(self.cleaned_data["last_block"], self.n_blocks)

    def clean(self) -> dict[str, Any]:
        """Return the blocks counted from 0, from the first to the last; refuse them the wrong way round."""
        said = super().clean() or {}
        first, last = said.get("first_block") or 1, said.get("last_block") or MOST_BLOCKS
        if first > last:
            self.add_error(
                "last_block", _("Take the same block as the first one, or a later one.")
            )
        return {**said, "first_block": first - 1, "last_block": last - 1}


class CommitmentForm(SetupForm):
    """Something fixed in a block, for grades, a class, one student, or everybody."""

    kind = forms.ChoiceField(label=_("What"), choices=COMMITMENTS)
    name_en = forms.CharField(label=_("Name in English"), max_length=NAME_LENGTH)
    name_es = forms.CharField(label=_("Name in Spanish"), max_length=NAME_LENGTH)
    block = number_field(_("Block"), 1, MOST_BLOCKS, help_text=_("Counted from 1."))
    weekdays = weekdays_field()
    grades = GradesField()

    def offer(self, choices: Choices) -> None:
        """Add the letters of days, classes, schedules, adults, rooms, and a student by name."""
        self.schedules = tuple(choices.schedules.values())
        nobody = str(_("none"))
        if choices.letters:
            grades = self.fields.pop("grades")
            self.fields |= {"letters": letters_field(choices.letters), "grades": grades}
        self.fields["section"] = pick(
            choices.classes.sections, _("Class"), nothing=nobody, tell=choices.classes.tell
        )
        self.fields["student"] = StudentField(choices, label=_("One student"), required=False)
        self.fields["schedule"] = pick(choices.schedules, _("Schedule"), nothing=str(_("any")))
        self.fields["staffing"] = pick(choices.staff, _("With whom"), nothing=nobody)
        self.fields["room"] = pick(choices.rooms, _("Room"), nothing=nobody)

    def clean(self) -> dict[str, Any]:
        """Let a commitment be of grades, of a class or of a student, not of several, in a block that rings."""
        given = super().clean() or {}
        self._ask_where_none_rings(given)
        if sum(bool(given.get(key)) for key in ("grades", "section", "student")) > 1:
            raise forms.ValidationError(_("Pick grades, a class or one student, not several."))
        return given

    def _ask_where_none_rings(self, given: dict[str, Any]) -> None:
        """Refuse a block that no schedule has, or not the one that is picked: what stands there would never be."""
        rings = [given["schedule"]] if given.get("schedule") else self.schedules
        try:
            ensure_rung(given.get("block"), most_rung(rings))
        except forms.ValidationError as problem:
            self.add_error("block", problem)


class AccommodationForm(SetupForm):
    """What one student is owed in every plan."""

    kind = forms.ChoiceField(label=_("What is owed"), choices=OWED)
    amount = number_field(_("The number in it"), 0, 40, required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=LONG_NOTE)

    def offer(self, choices: Choices) -> None:
        """Add the student."""
        student = StudentField(choices, label=_("Student"))
        self.fields = {"student": student, **self.fields}


class ProgramForm(SetupForm):
    """That a student is part of a program: English learners, special education, gifted."""

    name = forms.CharField(label=_("Program"), max_length=60)

    def offer(self, choices: Choices) -> None:
        """Add the student, and say which programs there are."""
        self.fields = {"student": StudentField(choices, label=_("Student")), **self.fields}
        if choices.programs:
            self.fields["name"].help_text = _("So far: %(programs)s") % {
                "programs": ", ".join(choices.programs)
            }


class OptOutForm(SetupForm):
    """That a family keeps a child away from screens."""

    def offer(self, choices: Choices) -> None:
        """Add the student."""
        self.fields["student"] = StudentField(choices, label=_("Student"))


class TieForm(SetupForm):
    """Two students together, or apart."""

    kind = forms.ChoiceField(label=_("How"), choices=TIES)
    reason = forms.CharField(label=_("Why"), required=False, max_length=LONG_NOTE)

    def offer(self, choices: Choices) -> None:
        """Add the two students."""
        one = StudentField(choices, label=_("Student"))
        other = StudentField(choices, label=_("And"))
        self.fields = {"one": one, "other": other, **self.fields}


class ModelForm(SetupForm):
    """Which blended model a class, a grade or the whole campus works by."""

    preset = forms.ChoiceField(label=_("Model"), choices=PRESETS)
    grade = forms.CharField(
        label=_("Grade"),
        help_text=_("PK, K, or 1 to 12. Empty, with no class: the whole campus."),
        required=False,
        max_length=NAME_LENGTH,
    )

    def offer(self, choices: Choices) -> None:
        """Add the classes."""
        self.fields["section"] = pick(
            choices.classes.sections,
            _("Class"),
            nothing=str(_("none")),
            tell=choices.classes.tell,
        )

    def clean_grade(self) -> str:
        """Return the grade in two letters; a model is of one grade."""
        said = str(self.cleaned_data["grade"]).strip()
        found = read_grades(said) if said else [""]
        if len(found) > 1:
            raise forms.ValidationError(_("Write one grade; keep each of several by itself."))
        return found[0]


class SizeForm(SetupForm):
    """How small and how large groups may be."""

    modality = forms.ChoiceField(label=_("Group"), choices=GROUPS)
    least = number_field(_("At least"), 1, 56)
    most = number_field(_("At most"), 1, 56)


class PolicyForm(SetupForm):
    """Until when students choose, when the night plans, and how much each promise counts."""

    lock_at = forms.TimeField(
        label=_("Choices for the next day close at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    plan_at = forms.TimeField(
        label=_("The next day is planned at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    board_by_number = forms.BooleanField(
        label=_("The hall board shows student numbers instead of first names"), required=False
    )

    def offer(self, choices: Choices) -> None:  # noqa: ARG002 - picks from nothing
        """Add a weight for each promise."""
        for name, words in PROMISE_WORDS.items():
            self.fields[f"weight-{name}"] = number_field(
                _("How much it counts: %(promise)s") % {"promise": words},
                0,
                10,
                is_whole=False,
                widget=forms.NumberInput(attrs={"step": "0.5"}),
            )
