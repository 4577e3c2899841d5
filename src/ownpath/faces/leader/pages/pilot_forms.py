"""The pages on which something about a pilot is typed: the plan, and the form of each deed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.faces.leader.pages.setup_words import PRESET_WORDS
from ownpath.school.change.services.pilots import (
    roll_of,
    what_keeps_it_open,
    what_stands_against,
    whats_missing,
)

if TYPE_CHECKING:
    from ownpath.school.change.models import Pilot
    from ownpath.school.change.queries.pilots import Story

VERDICTS: Final = frozenset({"adopt", "adapt", "abandon"})


class Described(Protocol):
    """What a deed says of itself."""

    @property
    def title(self) -> object:
        """Its heading."""

    @property
    def lead(self) -> object:
        """What it means."""

    @property
    def button(self) -> object:
        """What is pressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A heading, what it means, and a form under it."""

    title: str
    lead: str
    eyebrow: str
    back: str
    back_label: str
    button: str
    happens: tuple[str, ...]  # what will happen, line by line
    against: tuple[str, ...]  # what keeps it from happening
    against_title: str = ""


def build_plan_page(*, pilot: Pilot | None) -> FormPage:
    """Lay out the page on which a pilot is planned."""
    back = reverse("leader:pilot", args=[pilot.uuid]) if pilot else reverse("leader:pilots")
    return FormPage(
        title=_("The plan") if pilot else _("A new pilot"),
        lead=_("Leave open what is not clear yet; it must be complete to be proposed.")
        if pilot
        else _("Begin with the problem. The rest comes step by step."),
        eyebrow=pilot.title if pilot else "",
        back=back,
        back_label=pilot.title if pilot else _("Pilots"),
        button=_("Keep"),
        happens=(),
        against=(),
    )


def build_deed_page(*, story: Story, name: str, deed: Described, today: date) -> FormPage:
    """Lay out the form of a deed; the start says what will happen, and what keeps it from starting."""
    pilot = story.pilot
    is_start = name == "start"
    return FormPage(
        title=str(deed.title),
        lead=str(deed.lead),
        eyebrow=pilot.campus.name,
        back=reverse("leader:pilot", args=[pilot.uuid]),
        back_label=pilot.title,
        button=str(deed.button),
        happens=_what_happens(pilot, today) if is_start else (),
        against=tuple(map(str, _what_is_against(pilot, name, today))),
        against_title=_against_title(name),
    )


def _against_title(name: str) -> str:
    return _("What is still missing") if name == "propose" else _("What comes before")


def _what_is_against(pilot: Pilot, name: str, today: date) -> Iterable[object]:
    if name == "propose":
        return whats_missing(pilot)
    if name == "start":
        return what_stands_against(pilot, today=today)
    return what_keeps_it_open(pilot) if name in VERDICTS else ()


def _what_happens(pilot: Pilot, today: date) -> tuple[str, ...]:
    roll = roll_of(pilot, today)
    lines = [
        _("The plan is locked as it stands today."),
        _("%(n)d students of its classes and %(of)d to compare with are written down.")
        % {"n": len(roll.of("pilot")), "of": len(roll.of("comparison"))},
        _("They count where they began, whatever happens later."),
    ]
    if pilot.switches_model:
        lines.append(
            _("Its classes work by “%(model)s” from the next plan on; its end puts them back.")
            % {"model": PRESET_WORDS[pilot.preset]}
        )
        lines.append(
            _("Whose family said no is planned away from screens where the model brings them.")
        )
        lines.append(_("Their results are left out of every figure, and counted."))
    lines.append(_("Its limits are looked at every night. Stopping stays a person’s decision."))
    return tuple(lines)
