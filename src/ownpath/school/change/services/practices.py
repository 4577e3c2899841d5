"""Write practice cards and move them: none is shown without a pilot, none endorsed before two classrooms lived it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, OutOfBounds
from ownpath.school.change.access import NotALeader, ensure_may_decide
from ownpath.school.change.models import Pilot, PracticeCard
from ownpath.school.change.models.shared import LINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from ownpath.school.change.queries.practices import (
    CLASSROOMS_TO_ENDORSE,
    CYCLES_TO_ENDORSE,
    evidence_of,
    gather_evidence,
    pilots_with_evidence,
)
from ownpath.school.change.services.deciding import decides_somewhere
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.services.wording import ensure_in_languages, ensure_words
from ownpath.school.change.states import CARD
from ownpath.school.days.queries import PRESETS
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

SUBJECT_LENGTH = 60
MOST_GRADES = 20
FIELDS = (
    ("title", _("name"), TITLE_LENGTH, False),
    ("what", _("what we do"), TEXT_LENGTH, False),
    ("for_whom", _("for whom"), LINE_LENGTH, False),
    ("materials", _("materials"), TEXT_LENGTH, True),
    (
        "failed",
        _("where it failed"),
        TEXT_LENGTH,
        False,
    ),  # a practice that never failed is a story
)


class NotYetTwoClassrooms(Conflict):
    """Fewer than two classrooms went through two whole cycles."""


class NoPilotBehind(Conflict):
    """A practice that rests on no pilot is an idea."""


class NotOfThisDistrict(OutOfBounds):
    """What was named is not there, or of another district."""


@deed
def write_card(
    *,
    district: District,
    words: Mapping[str, Mapping[str, str]],
    pilots: Sequence[UUID] = (),
    preset: str = "",
    grades: Iterable[str] = (),
    subject: str = "",
    contact: Person | None = None,
    card: PracticeCard | None = None,
    by: Person | None,
    now: datetime,
) -> PracticeCard:
    """Write a new card, or an old one anew; what it says stands in both languages.

    Raises
    ------
    WordsWanted
        Where a text is missing; "where it failed" may not be empty.
    NotYetTwoClassrooms
        Where an endorsed card would lose the pilots that carry it.
    """
    _ensure_leads(district, by, now)
    chosen = _pilots(district, pilots)
    kept = card or PracticeCard(district=district, made_by=by, made_at=now)
    if kept.state == PracticeCard.State.ENDORSED:
        _ensure_still_carried(chosen)
    kept.words = ensure_in_languages(words, FIELDS)
    kept.preset = _preset(preset)
    kept.grades = [one.strip().upper().zfill(2) for one in grades if one.strip()][:MOST_GRADES]
    kept.subject = ensure_words(_("subject"), subject, most=SUBJECT_LENGTH, may_be_empty=True)
    kept.contact = _of_district(district, contact)
    kept.save()
    kept.pilots.set(chosen)
    return kept


@deed
def move_card(
    *, card: PracticeCard, step: str, note: str = "", by: Person | None, now: datetime
) -> PracticeCard:
    """Move a card by one deed of its machine: show, endorse, unendorse, retire, revive.

    Raises
    ------
    NoPilotBehind, NotYetTwoClassrooms, NotFromHere
    """
    ensure_may_decide(by=by, district=card.district, campus=None, now=now)
    CARD.after(state=card.state, deed=step)
    if step == "show" and not card.pilots.exists():
        raise NoPilotBehind(
            _("No pilot stands behind this card yet, so nobody knows whether it works."),
            next_step=_("Name the pilot it comes from, then show it."),
        )
    if step == "endorse":
        _ensure_two_classrooms(evidence_of(card=card, language="en").n_ready)
    return take_step(row=card, machine=CARD, deed=step, by=by, now=now, note=note)


def _ensure_two_classrooms(n_ready: int) -> None:
    if n_ready < CLASSROOMS_TO_ENDORSE:
        raise NotYetTwoClassrooms(
            format_lazy(
                _(
                    "Two classrooms must have gone through {cycles} whole cycles each; "
                    "{n} have."
                ),
                cycles=CYCLES_TO_ENDORSE,
                n=n_ready,
            ),
            next_step=_("Leave it at single site, and let another classroom try it."),
        )


def _ensure_still_carried(chosen: Sequence[Pilot]) -> None:
    rows = pilots_with_evidence(Pilot.objects.filter(pk__in=[one.pk for one in chosen]))
    if gather_evidence(list(rows), "en").n_ready < CLASSROOMS_TO_ENDORSE:
        raise NotYetTwoClassrooms(
            _("Without these pilots the endorsement would stand on nothing."),
            next_step=_("Leave the pilots as they are, or take the endorsement back first."),
        )


def _ensure_leads(district: District, by: Person | None, now: datetime) -> None:
    """Let whoever decides about the district or about any of its campuses write cards."""
    if not decides_somewhere(by=by, district=district, now=now):
        raise NotALeader(
            _("Only those who lead here write practice cards."),
            next_step=_("Tell your principal what worked; they write it down with you."),
        )


def _pilots(district: District, uuids: Sequence[UUID]) -> list[Pilot]:
    wanted = set(uuids)
    found = list(Pilot.objects.filter(district=district, uuid__in=wanted))
    if len(found) != len(wanted):
        raise NotOfThisDistrict(
            _("One of these pilots is not there."), next_step=_("Pick from the list.")
        )
    return found


def _preset(preset: str) -> str:
    if preset and preset not in PRESETS:
        raise NotOfThisDistrict(
            _("There is no such blended model."), next_step=_("Pick one from the list.")
        )
    return preset


def _of_district(district: District, person: Person | None) -> Person | None:
    if person is not None and person.district_id != district.pk:
        raise NotOfThisDistrict(
            _("This person is not of your district."), next_step=_("Name somebody who is.")
        )
    return person
