"""Who would try, and why: scores in their parts, pairs that plan at the same time, and how the invited are spread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.school.change.queries.eager import (
    STAGE_WORDS,
    Listed,
    asking_for_backing,
    eager_list,
)

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

STATES: Final = (
    ("invited", gettext_lazy("Invited")),
    ("listed", gettext_lazy("Listed")),
    ("piloting", gettext_lazy("Piloting")),
    ("mentor", gettext_lazy("Mentors")),
    ("resting", gettext_lazy("Resting")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One part of a score: what it counts, how much, of how much."""

    name: str
    points: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherCard:
    """One teacher of the list."""

    uuid: UUID
    name: str
    where: str
    total: int
    parts: tuple[PartLine, ...]
    stage: str
    ideas: str
    constraints: str
    nominations: tuple[tuple[str, str], ...]  # by whom, why
    partner: str
    is_backed: bool
    asked_backing: bool
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCard:
    """Two teachers who could be asked together."""

    first: TeacherCard
    second: TeacherCard
    shared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A teacher who asked the viewer to stand behind them."""

    name: str
    campus: str
    asked_on: date
    is_backed: bool
    back_url: str
    unback_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EagerPage:
    """What a leader sees; `sees_list` is for who runs the district."""

    sees_list: bool
    by_state: tuple[tuple[str, tuple[TeacherCard, ...]], ...]
    pairs: tuple[PairCard, ...]
    spread: tuple[tuple[str, int], ...]
    subjects: tuple[tuple[str, int], ...]
    asking: tuple[Asking, ...]
    shown: tuple[int, ...]  # whose answers the viewer sees


def build_eager(*, viewer: Person, today: date) -> EagerPage:
    """Read who would try, as the viewer may see it; a fixed number of queries."""
    found = eager_list(viewer=viewer, today=today)
    asking = tuple(
        Asking(
            name=row.person.full_name,
            campus=campus.name,
            asked_on=timezone.localdate(row.asks_backing_at) if row.asks_backing_at else today,
            is_backed=row.backed_at is not None,
            back_url=reverse("leader:eager_back", args=[row.uuid]),
            unback_url=reverse("leader:eager_unback", args=[row.uuid]),
        )
        for row, campus in asking_for_backing(viewer=viewer, today=today)
    )
    if found is None:
        return EagerPage(
            sees_list=False, by_state=(), pairs=(), spread=(), subjects=(), asking=asking, shown=()
        )  # fmt: skip
    cards = {one.row.pk: _card(one) for one in found.teachers}
    return EagerPage(
        sees_list=True,
        by_state=tuple(
            (str(words), tuple(card for card in cards.values() if card.state == state))
            for state, words in STATES
            if any(card.state == state for card in cards.values())
        ),
        pairs=tuple(
            PairCard(
                first=cards[first.row.pk],
                second=cards[second.row.pk],
                shared=_when(pair.shared),
            )
            for first, second, pair in found.pairs
        ),
        spread=_counted(found.by_campus),
        subjects=_counted(found.by_subject),
        asking=asking,
        shown=tuple(one.row.person_id for one in found.teachers if one.answer),
    )


def _counted(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name, n) for name, n in counts.items() if name))


def _card(one: Listed) -> TeacherCard:
    said, parts = one.answer, one.parts
    places = [one.candidate.campus, ", ".join(sorted(one.candidate.subjects))]
    return TeacherCard(
        uuid=one.row.uuid,
        name=one.row.person.full_name,
        where=" · ".join(place for place in places if place),
        total=parts.total,
        parts=(
            PartLine(name=_("willing"), points=parts.willingness, most=8),
            PartLine(name=_("what they wonder about"), points=parts.stage, most=4),
            PartLine(name=_("named by colleagues"), points=parts.nominations, most=3),
            PartLine(name=_("principal stands behind it"), points=parts.backing, most=2),
        ),
        stage=str(STAGE_WORDS[said.stage]) if said else "",
        ideas=said.ideas if said else "",
        constraints=said.constraints if said else "",
        nominations=tuple((named.by.full_name, named.why) for named in one.nominations),
        partner=one.row.partner.person.full_name if one.row.partner else "",
        is_backed=one.row.backed_at is not None,
        asked_backing=one.row.asks_backing_at is not None,
        state=one.row.state,
    )


def _when(shared: frozenset[tuple[int, int]]) -> str:
    """Say when two plan at the same time: the first of it, and how often a week."""
    weekday, block = min(shared)
    first = _("%(day)s, block %(block)s") % {"day": WEEKDAYS[weekday], "block": block + 1}
    n = len(shared)
    times = _("once a week") if n == 1 else _("%(n)s times a week") % {"n": n}
    return f"{first} · {times}"
