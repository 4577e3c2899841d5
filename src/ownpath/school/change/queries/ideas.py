"""Read the board of ideas: what is open and how many would like it tried, what was set aside and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import Idea, IdeaBacking

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

MOST_ON_A_PAGE: Final = 20  # of the board as everybody sees it
MOST_PICKED: Final = 100  # of a list to pick from
WAITING_IDEAS: Final = (Idea.State.OPEN, Idea.State.ON_AGENDA)


def ideas_of(*, district: District) -> QuerySet[Idea]:
    """Return the ideas of a district, each with `n_backings`, those with the most first."""
    ideas = Idea.objects.filter(district=district).select_related("campus", "made_by")
    return ideas.annotate(n_backings=Count("backings")).order_by(
        "-n_backings", "-made_at", "-pk"
    )


def open_ideas(*, district: District) -> list[Idea]:
    """Return the ideas that stand on no agenda yet, those with the most backings first."""
    return list(ideas_of(district=district).filter(state=Idea.State.OPEN)[:MOST_PICKED])


def ideas_on_board(*, district: District, person: Person) -> list[Idea]:
    """Return what somebody sees of the board, each with `is_backed` by them; one query.

    That is what waits, the most backed first, and all of their own.
    """
    shown = Q(state__in=WAITING_IDEAS) | Q(made_by=person)
    mine = IdeaBacking.objects.filter(idea=OuterRef("pk"), by=person)
    rows = ideas_of(district=district).filter(shown).annotate(is_backed=Exists(mine))
    return list(rows[:MOST_ON_A_PAGE])


def get_idea(*, district: District, uuid: UUID) -> Idea:
    """Return an idea of a district, with `n_backings`.

    Raises
    ------
    NotFound
    """
    rows = ideas_of(district=district).select_related("campus", "district")
    idea = rows.filter(uuid=uuid).first()
    if idea is None:
        raise NotFound(
            _("There is no such idea in your district."),
            next_step=_("Look at the board of ideas again."),
        )
    return idea


def ids_backed(*, person: Person, ideas: Iterable[Idea]) -> frozenset[int]:
    """Return which of some ideas somebody backs; one query."""
    backed = IdeaBacking.objects.filter(by=person, idea__in=list(ideas))
    return frozenset(backed.values_list("idea_id", flat=True))
