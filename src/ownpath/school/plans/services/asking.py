"""Put questions: which item next, how hard, in whose colors, and a few more when a student wants them.

The server picks the item and its seed; the same open question comes back however often one asks.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NoReturn
from uuid import UUID

from django.db.models import BigIntegerField, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.curriculum.queries import get_item, item_ids_for
from ownpath.school.evidence.queries import (
    current_question,
    get_question,
    get_sitting,
    items_used,
)
from ownpath.school.evidence.services import finish_sitting, lengthen_sitting, put_question
from ownpath.school.mastery.queries import Belief, belief_about, beliefs_among
from ownpath.school.plans.models import Offer
from ownpath.school.plans.services.allowed import ensure_own
from ownpath.school.voice.queries import hopes_of
from ownpath.store.prepared import Param, prepared
from ownpath.store.rows import change
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.evidence.models import Question, Sitting
    from ownpath.school.people.models import Person

MIXED_POSITION = 2  # the third question is of something learned before
EASIER_BELOW = 0.45
HARDER_FROM = 0.8
N_MORE = 5
MOST_QUESTIONS = 20  # of one practice; after that something else is better


class NothingToAsk(Conflict):
    """No item can be put for this practice."""


class EnoughForOnce(Conflict):
    """The practice holds as many questions as one practice may."""


@deed
def ask_next(
    *, student: Person, sitting_uuid: UUID, by: Person, now: datetime, seed: int
) -> Question | None:
    """Return the open question of a sitting, putting the next one where none is open; None once it is finished.

    `seed` is the server's own chance; the same open question comes back however often one asks.
    """
    ensure_own(student, by)
    take_turns(about=student.pk)
    sitting = get_sitting(student=student, uuid=sitting_uuid)
    latest = current_question(sitting=sitting)
    if latest is not None and not latest.is_closed:
        return latest
    position = 0 if latest is None else latest.position + 1
    if sitting.finished_at is not None or position >= sitting.n_planned:
        finish(sitting, now)
        return None
    return _put(sitting, student, position, random.Random(seed), now)  # noqa: S311 - which item, not a secret


@deed
def go_further(
    *, student: Person, sitting_uuid: UUID, by: Person, now: datetime, seed: int
) -> Question:
    """Add a few more questions to a practice that is through, and put the first of them.

    Asking again while a question is open gives that question.

    Raises
    ------
    EnoughForOnce
        If the practice holds as many questions as one practice may.
    """
    ensure_own(student, by)
    take_turns(about=student.pk)
    sitting = get_sitting(student=student, uuid=sitting_uuid)
    if sitting.finished_at is not None:
        if sitting.n_planned >= MOST_QUESTIONS:
            raise EnoughForOnce(
                _("That was a lot of this one."), next_step=_("Pick another one from My day.")
            )
        lengthen_sitting(
            sitting=sitting, n_planned=min(sitting.n_planned + N_MORE, MOST_QUESTIONS)
        )
        Offer.objects.filter(sitting=sitting, state=Offer.State.DONE).update(
            state=Offer.State.CHOSEN
        )
    question = ask_next(student=student, sitting_uuid=sitting_uuid, by=by, now=now, seed=seed)
    return question or _nothing()


@deed
def ask_following(
    *, student: Person, question_uuid: UUID, by: Person, now: datetime, seed: int
) -> Question | None:
    """Put the question after a closed one ahead of time, so that a page can go on without asking for it.

    None while the question is open, where it was the last, where there is nothing to ask, and once the following one
    was tried; until then the same one comes back however often one asks. `seed` is the server's own chance.
    """
    ensure_own(student, by)
    take_turns(about=student.pk)
    question = get_question(student=student, uuid=question_uuid)
    sitting = question.sitting
    is_last = sitting.finished_at is not None or question.position + 1 >= sitting.n_planned
    if is_last or not question.is_closed:
        return None
    latest = current_question(sitting=sitting)
    if latest is not None and latest.pk != question.pk:
        return None if latest.is_touched else latest
    try:
        return _put(sitting, student, question.position + 1, random.Random(seed), now)  # noqa: S311 - which item, not a secret
    except NothingToAsk:  # raised before anything is written; said once the student goes on
        return None


def _put(
    sitting: Sitting, student: Person, position: int, rng: random.Random, now: datetime
) -> Question:
    own = _competencies_of(sitting)
    mixed = _learned_before(student, own, now) if position == MIXED_POSITION else []
    about, item_id = (
        least_met(student, mixed, rng) or least_met(student, own, rng) or _nothing()
    )
    return put_question(
        sitting=sitting,
        item=get_item(item_id=item_id),
        seed=rng.getrandbits(48),
        step=_step(belief_about(student=student, competency_id=about, now=now)),
        interest=an_interest(student, rng),
        position=position,
        is_mixed=about in mixed,
        now=now,
    )


def least_met(
    student: Person, competency_ids: Sequence[int], rng: random.Random
) -> tuple[int, int] | None:
    """Return one of the items of some competencies this student met least often: (competency, item)."""
    pool: dict[int, int] = {}  # item -> competency
    used: dict[int, int] = {}
    for competency_id in competency_ids:
        found = item_ids_for(competency_id=competency_id)
        pool = dict.fromkeys(found, competency_id) | pool
        used |= items_used(student_id=student.pk, competency_id=competency_id) if found else {}
    if not pool:
        return None
    fewest = min(used.get(item_id, 0) for item_id in pool)
    item_id = rng.choice([one for one in sorted(pool) if used.get(one, 0) == fewest])
    return pool[item_id], item_id


def _nothing() -> NoReturn:
    raise NothingToAsk(
        _("There are no questions here yet."), next_step=_("Pick another one from My day.")
    )


def _competencies_of(sitting: Sitting) -> list[int]:
    if sitting.competency_id is not None:
        return [sitting.competency_id]
    if sitting.activity is None:
        return []
    return list(sitting.activity.competencies.order_by("pk").values_list("pk", flat=True))


def _learned_before(student: Person, own: Sequence[int], now: datetime) -> list[int]:
    """Return one other thing the student holds: what is due for review first, then what rested longest."""
    if not own:
        return []
    beliefs = beliefs_among(student=student, like_competency=own[0], now=now)
    held = [
        (belief.state.value != "review_due", belief.last_answered_at, competency)
        for competency, belief in beliefs.items()
        if belief.holds and belief.last_answered_at is not None and competency not in own
    ]
    return [min(held)[2]] if held else []


def _step(belief: Belief | None) -> int:
    """Return the difficulty step 1 to 3: easier while it is new and slips, harder once it sits."""
    if belief is None or belief.estimate is None:
        return 2
    if belief.estimate < EASIER_BELOW:
        return 1
    return 3 if belief.estimate >= HARDER_FROM else 2


def an_interest(student: Person, rng: random.Random) -> str:
    """Return the slug of one of a student's interests, "" where there is none."""
    slugs = sorted(
        hope.theme.slug
        for hope in hopes_of(student=student)
        if hope.kind == "interest" and hope.theme is not None
    )
    return rng.choice(slugs) if slugs else ""


@prepared
def _offers_taken_up() -> QuerySet[Offer]:
    return Offer.objects.filter(
        sitting_id=Param("sitting", BigIntegerField()), state=Offer.State.CHOSEN
    )


def finish(sitting: Sitting, now: datetime) -> None:
    finish_sitting(sitting=sitting, now=now)
    for offer in _offers_taken_up.all(sitting=sitting.pk):
        offer.state = Offer.State.DONE
        change(offer, "state")
