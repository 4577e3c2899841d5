"""The blended models in the sentences a principal is shown: one for each constraint, and one for each hard rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from ownpath.school.days.models import Preset


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule by its name, and its sentence."""

    name: str
    sentence: Any  # a lazy text


# The constraints of each model by name; `services.constraints` holds the functions of these names.
CONSTRAINTS: Final[dict[str, tuple[str, ...]]] = {
    Preset.WHOLE_CLASS: ("only_with_the_class", "by_the_timetable"),
    Preset.STATION_ROTATION: ("no_whole_class", "rotates_through_stations"),
    Preset.LAB_ROTATION: ("no_whole_class", "to_the_lab_together", "devices_in_the_lab_only"),
    Preset.FLIPPED: ("no_whole_class", "new_things_alone_first", "then_with_people"),
    Preset.INDIVIDUAL_ROTATION: ("no_whole_class",),
    Preset.FLEX: ("no_whole_class", "teachers_where_needed"),
}

PRESETS: Final = tuple(map(str, CONSTRAINTS))

SENTENCES: Final[dict[str, Any]] = {
    "only_with_the_class": _("Everybody does in every block what the whole class does."),
    "by_the_timetable": _(
        "Classes have their subjects by the timetable: which lesson is in which block is fixed."
    ),
    "no_whole_class": _(
        "Nobody is taught with the whole class: groups, partners and own work only."
    ),
    "rotates_through_stations": _(
        "In the first four blocks the class is in four parts that move on together: "
        "teacher, device, paper, classmates."
    ),
    "to_the_lab_together": _(
        "In one block of the day a class works at devices in the lab; the classes take turns."
    ),
    "devices_in_the_lab_only": _("Outside its lab block a class works without devices."),
    "new_things_alone_first": _(
        "In the first block everybody meets new things alone, on a device or on paper."
    ),
    "then_with_people": _(
        "After the first block nobody works alone at a device: "
        "the time is for teachers and classmates."
    ),
    "teachers_where_needed": _(
        "Teachers' groups are for what was asked for, slipped or is due; all else is own work."
    ),
}

HARD: Final[dict[str, Any]] = {
    "one_activity": _("Every student has something to do in every block that is planned."),
    "only_free_blocks": _("Lunch, services and other commitments are never planned over."),
    "no_repeat": _("A student does the same thing at most once in a day."),
    "blocks_per_competency": _("A student spends only so many blocks on one competency."),
    "screen_limit": _("A student is at a screen for at most the campus's share of the blocks."),
    "screen_run": _("A student is at a screen for only so many blocks in a row."),
    "opt_out": _("Who opted out of screens is never at one, and learns the same."),
    "accommodations": _("What a student is owed is in every plan."),
    "group_maximum": _("No group has more members than its kind allows."),
    "kept_apart": _("Two students to be kept apart are never in one group."),
    "teacher_qualified": _("Every group has an adult who may lead it, and who leads no other."),
    "teacher_break": _("An adult leads no more blocks, and no more in a row, than was agreed."),
    "room_capacity": _("No room holds two groups, no place more students than seats."),
    "device_capacity": _("No more students are at devices than there are devices."),
    "pin_kept": _("What a teacher has pinned happens."),
}


def rules_of(*, preset: str) -> list[RuleLine]:
    """Return the constraints of a blended model with their sentences, as a principal is shown them."""
    return [RuleLine(name=name, sentence=SENTENCES[name]) for name in CONSTRAINTS[preset]]


def hard_rules() -> list[RuleLine]:
    """Return the rules that stand whatever the model."""
    return [RuleLine(name=name, sentence=sentence) for name, sentence in HARD.items()]
