"""Now and then something else: a class's switch, off until its teacher or a leader of its campus turns it on.

While it is on, one of the first three offers on about one list in ten is drawn from all that would fit there, and how
likely each offer was is kept with it: so what is never the worthiest can be judged too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.engine.offers import Exploration
from ownpath.errors import NotAllowed
from ownpath.school.people.queries import stays_in
from ownpath.school.plans.models import Exploring, Offer
from ownpath.school.plans.services.allowed import may_steer_class
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section

SHARE = 0.1  # of the lists
DRAWN = 0.5  # what stayed as it was had a chance of 1 - SHARE or more, what was drawn instead one of SHARE or less
DAYS_COUNTED = 30
SHOWN_FIRST = (
    3  # My day shows so many at least, so what was drawn is seen as often as it is said to be
)


class MayNotExplore(NotAllowed):
    """Whoever asks neither teaches the class nor leads its campus."""


@deed
def set_exploring(
    *, section: Section, is_on: bool, by: Person, today: date, now: datetime
) -> None:
    """Let offers to a class try something else now and then, or let them be; lists made from now on follow.

    Setting it as it is changes nothing.
    """
    if not may_steer_class(section=section, person=by, today=today):
        raise MayNotExplore(
            _("Only who teaches this class, or leads its campus, decides about this."),
            next_step=_("Ask somebody who teaches this class."),
        )
    take_turns(about=section.pk)
    standing = Exploring.objects.filter(section=section, ended_at=None)
    if not is_on:
        standing.update(ended_at=now)
    elif not standing.exists():
        Exploring.objects.create(section=section, begun_by=by, begun_at=now)


def exploration_for(
    *, student: Person, section_ids: Iterable[int], today: date
) -> Exploration | None:
    """Return how a student's offers explore today, None where no class of theirs does; the same all day."""
    if not Exploring.objects.filter(section_id__in=list(section_ids), ended_at=None).exists():
        return None
    said = f"{student.uuid} {today.isoformat()}".encode()
    seed = int.from_bytes(blake2b(said, digest_size=8).digest(), "big")
    return Exploration(share=SHARE, seed=seed, among=SHOWN_FIRST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """Whether a class explores, since when and by whom, and what came of it in the last days."""

    since: datetime | None = None
    by: str = ""
    n_lists: int = 0  # shown, in which something else could have been drawn
    n_drawn: int = 0  # in which it was


def explored_in(*, sections: Sequence[Section], today: date) -> dict[int, Explored]:
    """Return by section how it explores and what was drawn in the last thirty days; three queries for any number.

    A list counts once its last offer was shown, for each of a student's classes that was on when it was made.
    """
    first = today - timedelta(days=DAYS_COUNTED)
    times: dict[int, list[Exploring]] = {one.pk: [] for one in sections}
    rows = Exploring.objects.filter(section_id__in=list(times)).select_related("begun_by")
    for row in rows.order_by("begun_at"):
        times[row.section_id].append(row)
    stays = stays_in(section_ids=[pk for pk, own in times.items() if own], until=today)
    lists = Offer.objects.filter(
        student_id__in=list(stays),
        p_offered__lt=1,
        for_day__gte=first,
        shown_at__isnull=False,
    )
    n_lists, n_drawn = dict.fromkeys(times, 0), dict.fromkeys(times, 0)
    for student, made_at, p_offered in lists.values_list("student_id", "made_at", "p_offered"):
        for section in {section for section, _first, _last in stays[student]}:
            if any(_was_on(one, made_at) for one in times[section]):
                n_lists[section] += 1
                n_drawn[section] += p_offered < DRAWN
    return {
        pk: _explored(own, n_lists=n_lists[pk], n_drawn=n_drawn[pk])
        for pk, own in times.items()
    }


def _was_on(row: Exploring, moment: datetime) -> bool:
    return row.begun_at <= moment and (row.ended_at is None or moment < row.ended_at)


def _explored(times: Sequence[Exploring], *, n_lists: int, n_drawn: int) -> Explored:
    standing = next((one for one in times if one.ended_at is None), None)
    by = standing.begun_by.full_name if standing and standing.begun_by else ""
    since = standing.begun_at if standing else None
    return Explored(since=since, by=by, n_lists=n_lists, n_drawn=n_drawn)
