"""The words of a day that are not a row's own: why a cell changed, which rule binds, why a promise was not kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ownpath.school.days.models import Block

ROOM_MOVED: Final = "room_moved"  # the same as before, in another room
CHANGED: Final[dict[str, Any]] = {
    "teacher_out": _("The teacher of this group is away."),
    "teacher_changed": _("Another teacher leads this group today."),
    "covered": _(
        "Your teacher cannot be with the class: another adult is, and you work on your own."
    ),
    "teacher_covers": _("The adult of this group is needed with another class."),
    "too_small": _("Too few students were left in the group before."),
    "room_lost": _("The room cannot be used."),
    ROOM_MOVED: _("The room cannot be used."),
    "devices_missing": _("There are not enough devices in this block."),
    "arrived": _("Welcome: this is your place for the block."),
    "asked": _("A teacher has decided this for you."),
    "chosen": _("You chose this."),
    "keeps_a_group_going": _("This group needed one more."),
    "made_room": _("This makes room for another student."),
    "follows": _("The rest of your day was fitted to the change."),
}
CHANGED_FOR_ADULTS: Final[dict[str, Any]] = {  # where students are spoken to
    "asked": "",  # who asks knows
    "chosen": "",
    "follows": _("The rest of the day is fitted to it."),
    "covered": _(
        "Their teacher cannot be with the class: another adult is, and they work on their own."
    ),
    "arrived": _("This is the place of somebody who has come."),
}
BOUND: Final[dict[str, Any]] = {
    "allowed_kind": _("not open to the student in this block (rotation, services, opt-outs)"),
    "no_repeat": _("the student does it in another block"),
    "blocks_per_subject": _("the day has enough of this subject"),
    "blocks_per_competency": _("the day has enough of this skill"),
    "group_per_competency": _("the day has a group on this skill"),
    "screen_limit": _("the day has as many screen blocks as the student may have"),
    "screen_run": _("there would be too many screen blocks in a row"),
    "seat_capacity": _("all seats are taken in this block"),
    "device_capacity": _("all devices are taken in this block"),
    "no_group": _("no such group runs in this block"),
    "group_maximum": _("the group is full"),
    "kept_apart": _("somebody to be kept apart from is in the group"),
    "team_together": _("the team meets together or not at all"),
    "group_minimum": _("the group that would be left needs every member"),
    "pin_kept": _("an adult has decided what is done in this block"),
}
NOT_KEPT: Final[dict[str, tuple[Any, Any]]] = {
    "connects": (
        _("No block of the plan had a person for the student."),
        _("The block with a person did not take place."),
    ),
    "relevant": (
        _("Nothing in the plan served a hope or goal the student has told."),
        _("What served a hope or goal was not done, or was not for the student."),
    ),
    "interests": (
        _("Nothing in the plan met an interest, and nothing was picked."),
        _("What met an interest was not done, or was boring."),
    ),
    "challenges": (
        _("Too little of the learning was at the right height, or nothing could be judged."),
        _("Too little of it was done, or nobody came when the student was stuck."),
    ),
    "engages": (
        _("Too much sitting still or screen was planned."),
        _("Too little of the day was carried out."),
    ),
    "hears": (
        _("No choice of the student was in the plan, or words wait for an answer."),
        _("The choice was not carried out, or words wait for an answer."),
    ),
}
SAID: Final[dict[str, Any]] = {
    "station": _("because it is your turn here today"),
    "conference": _("because your adviser wants to hear how you are"),
    "asked_person": _("because you asked for a person"),
    "covered": _(
        "because your teacher cannot be with the class: time for your own work or to read"
    ),
}


def words_of_reason(key: str) -> Any:
    """Return why a cell changed, in a lazy sentence."""
    return CHANGED.get(key, CHANGED["made_room"])


def words_of_change(key: str) -> Any:
    """Return why cells would change, in a lazy sentence for the adult who asks; nothing where the asking says it."""
    return CHANGED_FOR_ADULTS.get(key, words_of_reason(key))


def words_of_bound(key: str) -> Any:
    """Return which rule stands in the way, in lazy words; nothing where none does."""
    return BOUND.get(key, "")


def because_of_day(reason: Mapping[str, Any], *, language: str) -> str:
    """Return one short line that begins with "because", for the reasons only the day has; "" for all others."""
    from django.utils.translation import override

    line = SAID.get(str(reason.get("kind")))
    if line is None:
        return ""
    with override(language):
        return str(line)


def tell_clock(block: Block) -> str:
    """Say a block by name and clock."""
    return f"{block.name} · {block.starts_at:%-I:%M}–{block.ends_at:%-I:%M}"


def tell_grade(name: str) -> str:
    """Say a grade in words.

    >>> tell_grade("07"), tell_grade("KG"), tell_grade("")
    ('grade 7', 'kindergarten', '')
    """
    if name == "KG":
        return gettext("kindergarten")
    return gettext("grade %(n)s") % {"n": name.lstrip("0") or name} if name else ""
