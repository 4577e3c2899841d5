"""Make today's offers, and keep what the student chooses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.engine.offers import Proposal, propose
from ownpath.errors import Conflict, NotFound
from ownpath.school.curriculum.queries import framework_for, get_map
from ownpath.school.evidence.queries import is_begun
from ownpath.school.evidence.services import start_sitting
from ownpath.school.plans.models import Choice, Goal, Offer
from ownpath.school.plans.queries import get_offer, offers_of
from ownpath.school.plans.services.allowed import ensure_may_steer, ensure_own
from ownpath.school.plans.services.showing import Shows, everything, show_offers
from ownpath.school.plans.services.situations import PRACTICE, Outlook, look_out
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

N_OFFERS = 6
N_REAL_CHOICES = 3
N_QUESTIONS = 5
SECONDS_BETWEEN_TRIES = 30
_REMADE = ["competency", "reason", "weight", "rank", "p_offered", "made_at"]


class NotOpen(Conflict):
    """The offer was taken, done or withdrawn meanwhile."""


def ensure_offers(
    *, student: Person, today: date, now: datetime, shows: Shows = everything
) -> list[Offer]:
    """Return today's offers, made anew where the choice got thin; reading them again changes nothing.

    `shows` picks those that the page will show: from now on they count as offered.
    """
    standing = offers_of(student=student, today=today)
    if _is_a_choice(standing) or _asked_lately(standing, now):
        show_offers(offers=shows(standing), now=now)
        return standing
    return _make_and_show(student, today, now, shows)


@deed
def _make_and_show(student: Person, today: date, now: datetime, shows: Shows) -> list[Offer]:
    offers = make_offers(student=student, today=today, now=now)
    show_offers(offers=shows(offers), now=now)
    return offers


def _is_a_choice(standing: list[Offer]) -> bool:
    """Return whether three or more are open, and after practice was done more practice among them."""
    undone = [offer for offer in standing if offer.state != Offer.State.DONE]
    can_practice = any(offer.activity.kind == PRACTICE for offer in undone)
    has_practiced = any(
        offer.state == Offer.State.DONE and offer.activity.kind == PRACTICE
        for offer in standing
    )
    return len(undone) >= N_REAL_CHOICES and (can_practice or not has_practiced)


def _asked_lately(standing: list[Offer], now: datetime) -> bool:
    """Return whether offers were made so lately, with nothing finished since, that asking again gives the same."""
    newest = max((offer.made_at for offer in standing), default=None)
    if newest is None:
        return False
    finished = (offer.sitting.finished_at for offer in standing if offer.sitting is not None)
    if any(at is not None and at > newest for at in finished):
        return False
    return (now - newest).total_seconds() < SECONDS_BETWEEN_TRIES


@deed
def make_offers(*, student: Person, today: date, now: datetime) -> list[Offer]:
    """Make today's offers anew: what is chosen or done stays, what was open and is not offered again is withdrawn."""
    take_turns(about=student.pk)
    outlook = look_out(student=student, today=today, now=now)
    if outlook is None:
        return offers_of(student=student, today=today)
    standing = offers_of(student=student, today=today)
    kept = [offer for offer in standing if offer.state != Offer.State.OPEN]
    busy = {offer.activity_id for offer in kept if offer.state == Offer.State.CHOSEN}
    candidates = [one for one in outlook.candidates if one.activity not in busy]
    proposals = propose(
        situation=outlook.situation,
        candidates=candidates,
        n_wanted=N_OFFERS,
        exploration=outlook.exploration,
    )
    still = {offer.activity_id: offer for offer in standing if offer.state == Offer.State.OPEN}
    proposed = {proposal.activity for proposal in proposals}
    gone = [offer.pk for activity, offer in still.items() if activity not in proposed]
    if gone:
        Offer.objects.filter(pk__in=gone).update(state=Offer.State.WITHDRAWN)
    rows = [
        _row(student, still.get(proposal.activity), proposal, rank, outlook, today, now)
        for rank, proposal in enumerate(proposals)
    ]
    Offer.objects.bulk_create([row for row in rows if row.pk is None])
    for row in rows:
        if row.activity_id in still:
            row.save(update_fields=_REMADE)
    return offers_of(student=student, today=today)


def _row(
    student: Person,
    standing: Offer | None,
    proposal: Proposal,
    rank: int,
    outlook: Outlook,
    today: date,
    now: datetime,
) -> Offer:
    offer = standing or Offer(student=student, for_day=today, activity_id=proposal.activity)
    offer.competency_id = proposal.competency
    offer.reason = {**proposal.reason.as_data(), "says": outlook.says(proposal)}
    if proposal.predicted is not None:
        offer.reason["predicted"] = round(proposal.predicted, 3)  # P(right, unaided), then
    offer.weight = proposal.weight.value
    offer.rank = rank
    offer.p_offered = proposal.p_offered
    offer.made_at = now
    return offer


@deed
def ensure_offer_of(
    *,
    student: Person,
    activity_id: int,
    competency_id: int | None,
    reason: Mapping[str, Any],
    today: date,
    now: datetime,
) -> Offer:
    """Return today's offer of an activity that a day's plan holds, to show it; made now where there is none."""
    take_turns(about=student.pk)
    rows = Offer.objects.filter(student=student, for_day=today, activity_id=activity_id)
    standing = rows.exclude(state=Offer.State.WITHDRAWN).order_by("pk").last()
    if standing is not None:
        show_offers(offers=[standing], now=now)
        return standing
    rank = Offer.objects.filter(student=student, for_day=today).count()
    return Offer.objects.create(
        student=student, for_day=today, made_at=now, shown_at=now, activity_id=activity_id,
        competency_id=competency_id, reason=dict(reason), weight=Offer.Weight.SHOULD, rank=rank,
    )  # fmt: skip


@deed
def choose_offer(
    *, student: Person, offer_uuid: UUID, by: Person, today: date, now: datetime
) -> Offer:
    """Take an offer: the choice is kept with what else the student was shown; practice begins a sitting.

    Raises
    ------
    NotOpen
        If the offer is not open any more. Choosing what one has chosen already is no error.
    """
    ensure_own(student, by)
    take_turns(about=student.pk)
    offer = get_offer(student=student, uuid=offer_uuid)
    if offer.state == Offer.State.CHOSEN:
        return offer
    if offer.state != Offer.State.OPEN or offer.for_day != today:
        raise NotOpen(
            _("This one is not open any more."), next_step=_("Pick another one from My day.")
        )
    among = [
        str(other.uuid)
        for other in offers_of(student=student, today=today)
        if other.pk == offer.pk or (other.state == Offer.State.OPEN and other.shown_at)
    ]
    Choice.objects.create(student=student, offer=offer, among=among, chosen_at=now)
    if offer.activity.kind == PRACTICE:
        offer.sitting = start_sitting(
            student=student,
            activity=offer.activity,
            competency_id=offer.competency_id,
            n_planned=N_QUESTIONS,
            now=now,
        )
    offer.state = Offer.State.CHOSEN
    offer.shown_at = offer.shown_at or now
    offer.save(update_fields=["state", "sitting", "shown_at"])
    return offer


@deed
def put_back_offer(*, student: Person, offer_uuid: UUID, by: Person, today: date) -> Offer:
    """Put a chosen offer back, as long as nothing was answered, no hint unfolded and no solution seen in it."""
    ensure_own(student, by)
    take_turns(about=student.pk)
    offer = get_offer(student=student, uuid=offer_uuid)
    started = offer.sitting is not None and is_begun(sitting=offer.sitting)
    if offer.state != Offer.State.CHOSEN or started or offer.for_day != today:
        raise NotOpen(
            _("This one cannot be put back any more."),
            next_step=_("Finish it, or pick another one too."),
        )
    offer.state = Offer.State.OPEN
    offer.sitting = None
    offer.save(update_fields=["state", "sitting"])
    return offer


@deed
def finish_activity(
    *, student: Person, offer_uuid: UUID, by: Person, today: date, now: datetime
) -> Offer:
    """Mark an activity that is not practice as done, by the student's own word."""
    ensure_own(student, by)
    take_turns(about=student.pk)
    offer = get_offer(student=student, uuid=offer_uuid)
    if offer.state == Offer.State.DONE:
        return offer
    if offer.activity.kind == PRACTICE or offer.state == Offer.State.WITHDRAWN:
        raise NotOpen(
            _("This one is not open any more."), next_step=_("Pick another one from My day.")
        )
    offer.state = Offer.State.DONE
    offer.shown_at = offer.shown_at or now
    offer.save(update_fields=["state", "shown_at"])
    make_offers(student=student, today=today, now=now)
    return offer


@deed
def set_goal(
    *,
    student: Person,
    competency_id: int,
    due_on: date | None = None,
    by: Person,
    today: date,
    now: datetime,
) -> Goal:
    """Set a competency as a goal; setting it twice is once. Today's offers follow."""
    if by.pk != student.pk:
        ensure_may_steer(student, by, today)
    framework = framework_for(student=student, today=today)
    if framework is None or competency_id not in get_map(framework.pk).competencies:
        raise NotFound(
            _("We cannot find this on your path."), next_step=_("Pick one from My path.")
        )
    goal, _made = Goal.objects.get_or_create(
        student=student,
        competency_id=competency_id,
        let_go_at=None,
        defaults={"set_by": by, "set_at": now, "due_on": due_on},
    )
    make_offers(student=student, today=today, now=now)
    return goal


@deed
def let_go_goal(
    *, student: Person, goal_uuid: UUID, by: Person, today: date, now: datetime
) -> None:
    """Let a goal go. Today's offers follow."""
    if by.pk != student.pk:
        ensure_may_steer(student, by, today)
    changed = Goal.objects.filter(student=student, uuid=goal_uuid, let_go_at=None).update(
        let_go_at=now
    )
    if not changed:
        raise NotFound(_("We cannot find this goal."), next_step=_("Look at My path again."))
    make_offers(student=student, today=today, now=now)
