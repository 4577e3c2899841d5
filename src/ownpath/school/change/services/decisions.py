"""Propose a decision, tell the campuses it touches, and see it done; only a carried motion decides it.

`ensure_decidable` is the rule of the whole room: no decision about a campus that is not there or was not told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotAllowed, OutOfBounds
from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import CampusTold, Decision, Idea
from ownpath.school.change.models.shared import LINE_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from ownpath.school.change.queries.decidable import obstacles_of
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.services.wording import ensure_language
from ownpath.school.change.states import DECISION, IDEA
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person

MOST_CAMPUSES: Final = 200


class NotDecidable(Conflict):
    """A touched campus has no voting seat filled, or was not told five school days before."""


class BadDecision(OutOfBounds):
    """A decision without a title, an owner of the district, or a day still to come."""


class NotTouched(NotAllowed):
    """The decision does not touch this campus."""


class ClosedDecision(Conflict):
    """The decision is no longer waiting, so nobody needs to be told."""


def ensure_decidable(*, decision: Decision, now: datetime) -> None:
    """Refuse to decide while a touched campus's voting seat is empty, or it was told less than five school days ago.

    Raises
    ------
    NotDecidable
        Naming every campus and what to do about each.
    """
    today = today_in(decision.district, now)
    obstacles = obstacles_of(decision=decision, today=today)
    if obstacles:
        lines = " ".join(["{}"] * len(obstacles))
        raise NotDecidable(
            format_lazy(lines, *(one.words for one in obstacles)),
            next_step=format_lazy(lines, *(one.way for one in obstacles)),
        )


@deed
def propose_decision(
    *,
    district: District,
    title: str,
    text: str,
    owner: Person,
    due_on: date,
    campuses: Sequence[Campus],
    by: Person | None,
    now: datetime,
    idea: Idea | None = None,
    language: str = "",
) -> Decision:
    """Put a decision before the council, with who will see to it and by when; an idea it grew from is taken up.

    `language` is that of its words; left out, it is the writer's own.

    Raises
    ------
    NotALeader
        Unless they decide about every campus it touches (about the district where it touches none).
    BadDecision
    """
    _ensure_may_decide_all(district, campuses, by, now)
    title, text = title.strip(), text.strip()
    _ensure_whole(district, title, text, owner, due_on, campuses, now)
    decision = Decision.objects.create(
        district=district,
        idea=idea,
        title=title,
        text=text,
        language=ensure_language(language, by=by),
        owner=owner,
        due_on=due_on,
        made_by=by,
        made_at=now,
    )
    CampusTold.objects.bulk_create(
        CampusTold(decision=decision, campus=one) for one in campuses
    )
    if idea is not None:
        take_step(row=idea, machine=IDEA, deed="take_up", by=by, now=now, note=title)
    return decision


def _ensure_whole(
    district: District,
    title: str,
    text: str,
    owner: Person,
    due_on: date,
    campuses: Sequence[Campus],
    now: datetime,
) -> None:
    is_short = 0 < len(title) <= TITLE_LENGTH and len(text) <= TEXT_LENGTH
    is_ours = owner.is_active and owner.district_id == district.pk
    is_each_once = len({one.pk for one in campuses}) == len(campuses) <= MOST_CAMPUSES
    if not (is_short and is_ours and is_each_once) or due_on <= today_in(district, now):
        raise BadDecision(
            _("A decision needs a title, an owner of this district and a day to come."),
            next_step=_("Say what is decided, who sees to it and by when."),
        )


@deed
def tell_campus(
    *, decision: Decision, campus: Campus, by: Person | None, now: datetime
) -> CampusTold:
    """Note that a campus was told of a decision today; the first telling counts.

    Everybody of the campus finds the decision on their own page from then on.

    Raises
    ------
    NotTouched, ClosedDecision
    """
    ensure_may_decide(by=by, district=decision.district, campus=campus, now=now)
    here = Decision.objects.select_for_update().get(pk=decision.pk)
    row = CampusTold.objects.filter(decision=here, campus=campus).first()
    if row is None:
        raise NotTouched(
            _("This decision does not touch that campus."),
            next_step=_("Tell one of the campuses it names."),
        )
    if here.state != Decision.State.PROPOSED:
        raise ClosedDecision(
            _("This decision is not waiting any more."),
            next_step=_("What was told before it stays in the record."),
        )
    if row.told_on is None:
        row.told_on, row.told_by = today_in(decision.district, now), by
        row.save(update_fields=["told_on", "told_by"])
    return row


@deed
def withdraw_decision(
    *, decision: Decision, by: Person | None, now: datetime, note: str = ""
) -> Decision:
    """Take a decision back before the council voted."""
    _ensure_theirs(decision, by, now)
    return take_step(row=decision, machine=DECISION, deed="withdraw", by=by, now=now, note=note)


@deed
def bring_back_decision(*, decision: Decision, by: Person | None, now: datetime) -> Decision:
    """Propose a decision again that was turned down; who was told stays told."""
    _ensure_theirs(decision, by, now)
    return take_step(
        row=decision, machine=DECISION, deed="bring_back", by=by, now=now, decided_on=None
    )


@deed
def finish_decision(
    *, decision: Decision, outcome: str, by: Person | None, now: datetime
) -> Decision:
    """Note that a decision is done and what came of it: its owner, or whoever decides about it.

    Raises
    ------
    BadDecision
        Without a word on what came of it.
    """
    if by is None or by.pk != decision.owner_id or not by.is_active:
        _ensure_theirs(decision, by, now)
    outcome = outcome.strip()
    if not 0 < len(outcome) <= LINE_LENGTH:
        raise BadDecision(
            _("Say in a line what came of it."), next_step=_("At most 400 letters.")
        )
    return take_step(
        row=decision,
        machine=DECISION,
        deed="finish",
        by=by,
        now=now,
        note=outcome,
        outcome=outcome,
    )


def settle_decision(
    *, decision: Decision, is_carried: bool, by: Person | None, now: datetime, note: str
) -> Decision:
    """Decide or turn down by a vote that was closed; inside the deed that closed it.

    Raises
    ------
    NotDecidable
        A carried vote is not valid while a campus is missing or was not told.
    """
    if is_carried:
        ensure_decidable(decision=decision, now=now)
    return take_step(
        row=decision,
        machine=DECISION,
        deed="decide" if is_carried else "turn_down",
        by=by,
        now=now,
        note=note,
        decided_on=today_in(decision.district, now),
    )


def _ensure_theirs(decision: Decision, by: Person | None, now: datetime) -> None:
    rows = CampusTold.objects.filter(decision=decision).select_related("campus")
    _ensure_may_decide_all(decision.district, [row.campus for row in rows], by, now)


def _ensure_may_decide_all(
    district: District, campuses: Sequence[Campus], by: Person | None, now: datetime
) -> None:
    """Refuse who does not decide about each of some campuses, or about the district where there are none."""
    for campus in campuses:
        ensure_may_decide(by=by, district=district, campus=campus, now=now)
    if not campuses:
        ensure_may_decide(by=by, district=district, campus=None, now=now)
