"""Keep what is out there: who offers what, until when, what they ask for, and next year's round of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, OutOfBounds
from ownpath.interchange.text import one_line
from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Opportunity, Organization, Requirement
from ownpath.school.change.models.opportunities import ROUND_LENGTH
from ownpath.school.change.models.shared import LINE_LENGTH, TITLE_LENGTH
from ownpath.school.change.services.opportunity_words import ensure_sound, kept_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person


class ThereAlready(Conflict):
    """The same opportunity stands here already."""


class NoNewRound(OutOfBounds):
    """Another round needs a name and a deadline of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationWords:
    """Who offers something, as it was typed or read."""

    name: str
    reach: str
    url: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityWords:
    """What an opportunity is, as it was typed or read. Amounts are whole US dollars; `fit` goes from 0 to 3."""

    kind: str
    title: str
    round: str = ""
    about: str = ""
    amount: int | None = None
    in_kind: str = ""
    effort_hours: int | None = None
    eligibility: str = ""
    opens_on: date | None = None
    deadline_at: datetime | None = None
    time_zone: str = ""
    decides_on: date | None = None
    url: str = ""
    fit: int | None = None
    fit_why: str = ""
    requirements: tuple[str, ...] = ()


@deed
def add_opportunity(
    *,
    district: District,
    organization: OrganizationWords,
    words: OpportunityWords,
    by: Person | None,
    now: datetime,
) -> Opportunity:
    """Keep an opportunity and who offers it.

    Raises
    ------
    NotALeader, NotSound, ThereAlready
    """
    ensure_may_decide(by=by, district=district, campus=None, now=now)
    ensure_sound(words, organization)
    return make_opportunity(
        district=district, organization=organization, words=words, by=by, now=now
    )


def make_opportunity(
    *,
    district: District,
    organization: OrganizationWords,
    words: OpportunityWords,
    by: Person | None,
    now: datetime,
) -> Opportunity:
    """Write a new opportunity that was found sound, inside a deed."""
    offered_by = find_or_make_organization(
        district=district, words=organization, by=by, now=now
    )
    _ensure_new(offered_by, words, None)
    row = Opportunity.objects.create(
        district=district, organization=offered_by, made_by=by, made_at=now, **kept_of(words)
    )
    _write_requirements(row, words.requirements)
    return row


def find_or_make_organization(
    *, district: District, words: OrganizationWords, by: Person | None, now: datetime
) -> Organization:
    """Return the organization of that name, made where it is new and with what is newly said of it."""
    row, is_new = Organization.objects.get_or_create(
        district=district,
        name=one_line(words.name, TITLE_LENGTH),
        defaults={
            "reach": words.reach,
            "url": words.url,
            "contact": words.contact,
            "made_by": by,
            "made_at": now,
        },
    )
    said = {"reach": words.reach, "url": words.url, "contact": words.contact}
    if not is_new and any(getattr(row, name) != value for name, value in said.items()):
        for name, value in said.items():
            setattr(row, name, value)
        row.save(update_fields=list(said))
    return row


@deed
def change_opportunity(
    *,
    opportunity: Opportunity,
    organization: OrganizationWords,
    words: OpportunityWords,
    by: Person | None,
    now: datetime,
) -> Opportunity:
    """Change what an opportunity says; requirements that stay keep what was met of them.

    Raises
    ------
    NotALeader, NotSound, ThereAlready
    """
    district = opportunity.district
    ensure_may_decide(by=by, district=district, campus=None, now=now)
    ensure_sound(words, organization)
    row = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    offered_by = find_or_make_organization(
        district=district, words=organization, by=by, now=now
    )
    _ensure_new(offered_by, words, row)
    row.organization = offered_by
    kept = kept_of(words)
    for name, value in kept.items():
        setattr(row, name, value)
    row.save(update_fields=["organization", *kept])
    _write_requirements(row, words.requirements)
    return row


def _ensure_new(
    organization: Organization, words: OpportunityWords, row: Opportunity | None
) -> None:
    same = Opportunity.objects.filter(
        organization=organization,
        title=one_line(words.title, TITLE_LENGTH),
        round=one_line(words.round, ROUND_LENGTH),
    )
    if (same.exclude(pk=row.pk) if row else same).exists():
        raise ThereAlready(
            format_lazy(
                _("“{title}” of {name} stands here already for this round."),
                title=words.title,
                name=organization.name,
            ),
            next_step=_("Open that one, or say which round this is."),
        )


def _write_requirements(row: Opportunity, texts: tuple[str, ...]) -> None:
    """Write requirements in order; one with the same words stays the same one."""
    there = {one.text: one for one in Requirement.objects.filter(opportunity=row)}
    for place, text in enumerate(dict.fromkeys(one_line(one, LINE_LENGTH) for one in texts)):
        known = there.pop(text, None)
        if known is None:
            Requirement.objects.create(opportunity=row, text=text, place=place)
        elif known.place != place:
            known.place = place
            known.save(update_fields=["place"])
    Requirement.objects.filter(pk__in=[one.pk for one in there.values()]).delete()


@deed
def close_opportunity(
    *, opportunity: Opportunity, by: Person | None, now: datetime
) -> Opportunity:
    """Put an opportunity away; its applications stay as they are."""
    return _set_closed(opportunity, today_in(opportunity.district, now), by, now)


@deed
def reopen_opportunity(
    *, opportunity: Opportunity, by: Person | None, now: datetime
) -> Opportunity:
    """Take an opportunity out again that was put away."""
    return _set_closed(opportunity, None, by, now)


def _set_closed(
    opportunity: Opportunity, day: date | None, by: Person | None, now: datetime
) -> Opportunity:
    ensure_may_decide(by=by, district=opportunity.district, campus=None, now=now)
    row = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    row.closed_on = day
    row.save(update_fields=["closed_on"])
    return row


@deed
def open_next_round(
    *,
    opportunity: Opportunity,
    round_name: str,
    opens_on: date | None,
    deadline_at: datetime | None,
    decides_on: date | None,
    by: Person | None,
    now: datetime,
) -> Opportunity:
    """Open the next round of an opportunity: the same words and requirements, its own dates, nothing met yet.

    The round before is put away with all that became of it.

    Raises
    ------
    NotALeader, NoNewRound, ThereAlready
    """
    district = opportunity.district
    ensure_may_decide(by=by, district=district, campus=None, now=now)
    before = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    if not round_name.strip() or (deadline_at is not None and deadline_at <= now):
        raise NoNewRound(
            _("A new round needs a name, and a deadline that is still ahead."),
            next_step=_("Name it by its year, as in 2027, and look at the date again."),
        )
    words = words_of(before)
    offered_by = before.organization
    organization = OrganizationWords(
        name=offered_by.name,
        reach=offered_by.reach,
        url=offered_by.url,
        contact=offered_by.contact,
    )
    said = {name: getattr(words, name) for name in OpportunityWords.__slots__}
    said |= {
        "round": round_name.strip(),
        "opens_on": opens_on,
        "deadline_at": deadline_at,
        "decides_on": decides_on,
    }
    following = OpportunityWords(**said)
    ensure_sound(following, organization)
    before.closed_on = before.closed_on or today_in(district, now)
    before.save(update_fields=["closed_on"])
    return make_opportunity(
        district=district, organization=organization, words=following, by=by, now=now
    )


def words_of(row: Opportunity) -> OpportunityWords:
    """Return an opportunity as words, to change or to compare."""
    names = set(OpportunityWords.__slots__) - {"requirements"}
    wanted = sorted(row.requirements.all(), key=lambda one: (one.place, one.pk))
    return OpportunityWords(
        **{name: getattr(row, name) for name in names},
        requirements=tuple(one.text for one in wanted),
    )
