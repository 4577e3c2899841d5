"""How an application ends: an award brings duties, a loss is asked what it brought anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound, OutOfBounds
from ownpath.school.change.access import reach_of, today_in
from ownpath.school.change.models import (
    Application,
    Duty,
    Gain,
    Mentor,
    Opportunity,
    Vision,
)
from ownpath.school.change.models.shared import LINE_LENGTH, TITLE_LENGTH
from ownpath.school.change.services.applications import ensure_dollars, ensure_may_act
from ownpath.school.change.services.opportunities import (
    OpportunityWords,
    OrganizationWords,
    make_opportunity,
)
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.services.visions import draft_vision
from ownpath.school.change.states.opportunities import APPLICATION
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

KIND = Gain.Kind
MOST_GAINS = 12
MOST_DUTIES = 24


class NothingGained(OutOfBounds):
    """Nobody said yet what was gained anyway."""


class NoDuty(OutOfBounds):
    """An award without anything to report."""


class LeadsNowhere(NotFound):
    """A gain that leads to nothing of this district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GainWords:
    """What was gained, and where it goes on: something picked, or (portal, workshop, mentor) made from its words."""

    kind: str
    text: str
    opportunity: Opportunity | None = None
    mentor: Mentor | None = None
    vision: Vision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyWords:
    """What an award asks for, and until when."""

    text: str
    due_on: date


@deed
def record_award(
    *,
    application: Application,
    amount: int | None,
    duties: Sequence[DutyWords],
    by: Person | None,
    now: datetime,
) -> Application:
    """Keep that an application was awarded, how much (None: in kind), and the reports it brings.

    Raises
    ------
    NotALeader, NotFromHere, NoDuty, NoSuchAmount
    """
    ensure_may_act(application, by, now)
    ensure_dollars(amount)
    sound = [one for one in duties if one.text.strip() and len(one.text) <= LINE_LENGTH]
    if not sound or len(sound) != len(duties) or len(duties) > MOST_DUTIES:
        raise NoDuty(
            _(
                "An award brings at least one report or other duty, in a few words, with a date."
            ),
            next_step=_("Add when and what you will report, even if it is only a letter."),
        )
    row = take_step(
        row=application, machine=APPLICATION, deed="award", by=by, now=now, awarded=amount or 0
    )
    for one in sound:
        Duty.objects.create(application=row, text=one.text.strip(), due_on=one.due_on)
    return row


@deed
def record_loss(
    *,
    application: Application,
    gains: Sequence[GainWords],
    by: Person | None,
    now: datetime,
) -> Application:
    """Keep that an application was not selected, and link what it brought anyway into the plan.

    Raises
    ------
    NotALeader, NotFromHere, NothingGained, LeadsNowhere
    """
    ensure_may_act(application, by, now)
    said = [one for one in gains if one.text.strip() and one.kind in KIND.values]
    fits = all(len(one.text) <= LINE_LENGTH for one in said) and len(said) <= MOST_GAINS
    is_nothing = any(one.kind == KIND.NOTHING for one in said)
    if not said or not fits or len(said) != len(gains) or (is_nothing and len(said) > 1):
        raise NothingGained(
            _("What did we gain anyway? Say one thing, or “nothing” in a sentence of its own."),
            next_step=_(
                "A portal, a workshop, a mentor, a first draft of a vision: many districts begin there."
            ),
        )
    row = take_step(row=application, machine=APPLICATION, deed="lose", by=by, now=now)
    for one in said:
        _keep_gain(row, one, by, now)
    return row


def _keep_gain(
    application: Application, words: GainWords, by: Person | None, now: datetime
) -> Gain:
    for picked in (words.opportunity, words.mentor, words.vision):
        if picked is not None and picked.district_id != application.district_id:
            raise LeadsNowhere(
                _("What the gain leads to is not of this district."),
                next_step=_("Pick from the list."),
            )
    opportunity, mentor, vision = words.opportunity, words.mentor, words.vision
    if words.kind in {KIND.PORTAL, KIND.WORKSHOP}:
        opportunity = opportunity or _make_opportunity(application, words, by, now)
        mentor = vision = None
    elif words.kind == KIND.MENTOR:
        mentor = mentor or _make_mentor(application, words, by, now)
        opportunity = vision = None
    elif words.kind == KIND.VISION:
        vision = vision or _first_draft(application, by, now)
        opportunity = mentor = None
    else:
        opportunity = mentor = vision = None
    return Gain.objects.create(
        application=application,
        kind=words.kind,
        text=words.text.strip(),
        opportunity=opportunity,
        mentor=mentor,
        vision=vision,
    )


def _make_opportunity(
    application: Application, words: GainWords, by: Person | None, now: datetime
) -> Opportunity:
    """Return the portal or workshop as an opportunity, found again where it stands here already."""
    offered_by = application.opportunity.organization
    title = words.text.strip()[:TITLE_LENGTH]
    there = Opportunity.objects.filter(organization=offered_by, title=title, round="").first()
    return there or make_opportunity(
        district=application.district,
        organization=OrganizationWords(
            name=offered_by.name,
            reach=offered_by.reach,
            url=offered_by.url,
            contact=offered_by.contact,
        ),
        words=OpportunityWords(kind=words.kind, title=title, about=words.text.strip()),
        by=by,
        now=now,
    )


def _make_mentor(
    application: Application, words: GainWords, by: Person | None, now: datetime
) -> Mentor:
    return Mentor.objects.create(
        district=application.district,
        name=words.text.strip()[:TITLE_LENGTH],
        organization=application.opportunity.organization,
        campus=application.campus,
        made_by=by,
        made_at=now,
    )


def _first_draft(application: Application, by: Person | None, now: datetime) -> Vision | None:
    """Return the district's vision in the making, begun where there is none; None where only others may begin it."""
    district = application.district
    there = Vision.objects.filter(district=district, campus=None, state=Vision.State.DRAFT)
    today = today_in(district, now)
    if by is not None and not reach_of(person=by, today=today).may_decide(None):
        return there.first()
    return there.first() or draft_vision(district=district, by=by, now=now)
