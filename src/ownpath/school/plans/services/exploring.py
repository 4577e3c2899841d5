"""Now and then something else: a class's switch, off until its teacher or a leader of its campus turns it on.

While it is on, the last offer on about one list in ten is drawn from all that would fit there, and how likely each
offer was is kept with it: so what is never the worthiest can be judged too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.engine.offers import Exploration
from ownpath.errors import NotAllowed
from ownpath.school.people.queries import may_run_campus, teachers_by_section
from ownpath.school.plans.models import Exploring
from ownpath.store.together import deed, take_turns

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section

SHARE = 0.1  # of the lists


class MayNotExplore(NotAllowed):
    """Whoever asks neither teaches the class nor leads its campus."""


def may_set_exploring(*, section: Section, person: Person, today: date) -> bool:
    """Return whether a person teaches a class, or leads its campus."""
    if person.pk in teachers_by_section(section_ids=[section.pk], today=today)[section.pk]:
        return True
    return may_run_campus(leader=person, campus=section.campus, today=today)


@deed
def set_exploring(
    *, section: Section, is_on: bool, by: Person, today: date, now: datetime
) -> None:
    """Let offers to a class try something else now and then, or let them be; lists made from now on follow.

    Setting it as it is changes nothing.
    """
    if not may_set_exploring(section=section, person=by, today=today):
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
    return Exploration(share=SHARE, seed=seed)
