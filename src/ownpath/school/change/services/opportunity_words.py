"""What may stand in an opportunity: bounds, dates in order, a zone for the deadline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ownpath.errors import OutOfBounds
from ownpath.interchange.text import lines, one_line
from ownpath.school.change.models import Opportunity, Organization
from ownpath.school.change.models.opportunities import ROUND_LENGTH, URL_LENGTH
from ownpath.school.change.models.shared import LINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from ownpath.school.change.queries.deadlines import day_of, is_zone

if TYPE_CHECKING:
    from ownpath.school.change.services.opportunities import (
        OpportunityWords,
        OrganizationWords,
    )

MOST_DOLLARS = 1_000_000_000
MOST_HOURS = 10_000
BEST_FIT = 3
MOST_REQUIREMENTS = 60
LENGTHS = {
    "title": TITLE_LENGTH,
    "round": ROUND_LENGTH,
    "about": TEXT_LENGTH,
    "in_kind": LINE_LENGTH,
    "eligibility": LINE_LENGTH,
    "url": URL_LENGTH,
    "fit_why": LINE_LENGTH,
}
STARTS_OF_ADDRESSES = ("https://", "http://")


class NotSound(OutOfBounds):
    """Something in an opportunity cannot be right."""


def ensure_sound(words: OpportunityWords, organization: OrganizationWords) -> None:
    """Refuse an opportunity whose words cannot be kept or whose dates cannot be.

    Raises
    ------
    NotSound
        With the first thing that is wrong.
    """
    for what in _faults(words, organization):
        raise NotSound(what, next_step=_("Correct it and send it again."))


def _faults(words: OpportunityWords, organization: OrganizationWords) -> Iterator[Promise]:
    yield from _faults_of_texts(words, organization)
    yield from _faults_of_numbers(words)
    yield from _faults_of_dates(words)


def _faults_of_texts(
    words: OpportunityWords, organization: OrganizationWords
) -> Iterator[Promise]:
    if not words.title.strip() or not organization.name.strip():
        yield _("An opportunity needs a title and the organization that offers it.")
    if words.kind not in Opportunity.Kind.values:
        yield _("We do not know this kind of opportunity.")
    if organization.reach not in Organization.Reach.values:
        yield _("An organization is local, of the state, or national.")
    too_long = any(len(getattr(words, name)) > most for name, most in LENGTHS.items())
    short = (organization.contact, *words.requirements)
    if (
        too_long
        or len(organization.name) > TITLE_LENGTH
        or any(len(one) > LINE_LENGTH for one in short)
    ):
        yield _("One of the texts is longer than we keep.")
    if len(words.requirements) > MOST_REQUIREMENTS or not all(
        map(str.strip, words.requirements)
    ):
        yield _("There are too many requirements, or one of them is empty.")
    for address in (words.url, organization.url):
        if address and not address.startswith(STARTS_OF_ADDRESSES):
            yield _("An address begins with https:// or http://.")


def _faults_of_numbers(words: OpportunityWords) -> Iterator[Promise]:
    if words.amount is not None and not 0 <= words.amount <= MOST_DOLLARS:
        yield _("The amount is not between 0 and a billion dollars.")
    if words.effort_hours is not None and not 0 <= words.effort_hours <= MOST_HOURS:
        yield _("The hours of work are not between 0 and 10,000.")
    if words.fit is not None and not 0 <= words.fit <= BEST_FIT:
        yield _("The fit to the vision goes from 0 to 3.")


def _faults_of_dates(words: OpportunityWords) -> Iterator[Promise]:
    if words.deadline_at is not None and not is_zone(words.time_zone):
        yield _("A deadline needs the time zone in which it is said.")
        return
    last = (
        day_of(deadline_at=words.deadline_at, time_zone=words.time_zone)
        if words.deadline_at
        else None
    )
    if last and words.opens_on and words.opens_on > last:
        yield _("It opens after its deadline.")
    if last and words.decides_on and words.decides_on < last:
        yield _("It is decided before its deadline.")


def kept_of(words: OpportunityWords) -> dict[str, Any]:
    """Return the columns of an opportunity as they are kept."""
    names = (
        "kind", "title", "round", "about", "amount", "in_kind", "effort_hours", "eligibility",
        "opens_on", "deadline_at", "decides_on", "url", "fit", "fit_why",
    )  # fmt: skip
    zone = words.time_zone if words.deadline_at is not None else ""
    said = {name: getattr(words, name) for name in names}
    about = {"about": lines(words.about, TEXT_LENGTH)}
    texts = {
        name: one_line(value, TEXT_LENGTH)
        for name, value in said.items()
        if isinstance(value, str)
    }
    return {**said, **texts, **about, "time_zone": zone}
