"""What erasing a person would take away, in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotAllowed
from ownpath.faces.office.pages.words import Words, word
from ownpath.school.people.directory import get_person, own_district
from ownpath.school.privacy.services import ensure_answers_for

if TYPE_CHECKING:
    from ownpath.school.change.services.first_names import Undecided
    from ownpath.school.people.models import Person
    from ownpath.school.privacy.services import ErasurePlan

ROOMS: Words = {
    "people": _("roster facts: names, roles, classes, guardians"),
    "evidence": _("what was shown: answers and observations"),
    "mastery": _("what is believed to be known, step by step"),
    "plans": _("offers, choices, goals, pins"),
    "voice": _("hopes, signals and messages"),
    "days": _("days, attendance and promises"),
    "change": _("what they said, asked and voted in the district’s change"),
    "privacy": _("the log about this person"),
}
TEXTS_A_PAGE = 20
OTHERS = _("sign-in and other")


@dataclass(frozen=True, kw_only=True)
class GoingLine:
    """How much of one kind goes."""

    title: str
    n: int


@dataclass(frozen=True, kw_only=True)
class ErasurePage:
    """The page; `mark` changes when the plan does."""

    uuid: UUID
    name: str
    going: tuple[GoingLine, ...]
    n_rows: int
    n_forgetting: int
    n_rewriting: int
    undecided: Page[Undecided]  # texts in which the first name stands alone
    n_undecided: int
    ticked: frozenset[str]  # those that are about the person
    mark: str


def find_leaving(*, viewer: Person, uuid: UUID, today: date, now: datetime) -> Person:
    """Return a person of the viewer's district who may be erased; nobody erases themselves."""
    district = own_district(viewer=viewer)
    ensure_answers_for(district, viewer, now)
    person = get_person(viewer=viewer, uuid=uuid, today=today)
    if person.pk == viewer.pk:
        raise NotAllowed(
            _("Nobody erases themselves."), next_step=_("Ask another administrator.")
        )
    return person


def _in_order() -> list[str]:
    """Return the titles of what goes: the person first, what is told of them last."""
    return [*(word(ROOMS, room) for room in ROOMS), str(OTHERS)]


def build_erasure(plan: ErasurePlan, *, ticked: frozenset[str], page: str) -> ErasurePage:
    """Return a plan as the page shows it: by room, and some of the texts to decide about."""
    if plan.person is None:
        raise ValueError("plan.person=None: expected the plan of one person")
    counted: Counter[str] = Counter()
    for line in plan.going:
        room = line.table.partition("_")[0]
        counted[word(ROOMS, room) if room in ROOMS else str(OTHERS)] += line.n
    return ErasurePage(
        uuid=plan.person.uuid,
        name=plan.person.plain_name,
        going=tuple(
            GoingLine(title=title, n=counted[title]) for title in _in_order() if counted[title]
        ),
        n_rows=plan.n_rows,
        n_forgetting=sum(line.n for line in plan.forgetting),
        n_rewriting=sum(line.n for line in plan.rewriting),
        undecided=Paginator(plan.undecided, TEXTS_A_PAGE).get_page(page),
        n_undecided=len(plan.undecided),
        ticked=ticked & {one.key for one in plan.undecided},
        mark=plan.mark,
    )
