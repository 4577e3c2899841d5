"""Let the classes of a new term stand where those of the last term stood, all in one step that can be taken back.

Which class follows which, `following` says. A roster that gives a class another block is believed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.days.models import Commitment, ModelChoice, Room, Staffing
from ownpath.school.days.queries.fixed import Spans
from ownpath.school.days.services.setting_up.allowed import ensure_may_run, today_at
from ownpath.school.days.services.setting_up.following import (
    Before,
    not_followed,
    pairs_of,
)
from ownpath.school.days.services.setting_up.periods import Spot, spots_of
from ownpath.school.days.services.setting_up.timetable import (
    Placing,
    Unplaced,
    named,
    placing_at,
    unplaced_at,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person, Section

MARK_LENGTH: Final = 20


class AnotherTerm(Conflict):
    """What would be done is no longer what was shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a class would stand, with whom and in which room."""

    spot: Spot
    row: Commitment  # of the class before
    staffing: Staffing | None
    room: Room | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """A class of the new term, which one it follows, and what it takes over."""

    section: Section
    before: Before
    begins_on: date | None
    ended_on: date | None  # the last day of the one before
    places: tuple[Place, ...]
    preset: str  # the blended model; "" where none is taken over


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTerm:
    """All classes of a campus that can take over from one of the last term."""

    followers: tuple[Follower, ...]

    @property
    def ids(self) -> frozenset[int]:
        """Return the classes that take a place over."""
        return frozenset(one.section.pk for one in self.followers if one.places)

    @property
    def mark(self) -> str:
        """Return what tells this from another that would do something else."""
        told = [
            (
                one.section.pk, one.before.section.pk, one.preset,
                [(p.row.pk, p.staffing and p.staffing.pk, p.room and p.room.pk) for p in one.places],
            )
            for one in self.followers
        ]  # fmt: skip
        return hashlib.sha256(repr(told).encode()).hexdigest()[:MARK_LENGTH]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """What a new term wrote and ended, so that it can be taken back."""

    rows: list[str] = field(default_factory=list)  # commitments that are new
    choices: list[str] = field(default_factory=list)  # models that are new
    ended_rows: list[str] = field(default_factory=list)
    ended_choices: list[str] = field(default_factory=list)


def new_term(*, campus: Campus, unplaced: Unplaced, today: date) -> NewTerm:
    """Return which classes can take over from which; two queries, and one for each first day they have."""
    befores, spans = _befores(unplaced), unplaced.spans
    if not befores:
        return NewTerm(followers=())
    chosen = {pk for pk, one in befores.items() if one.choice is not None}
    without = {one.pk for one in unplaced.without_place}
    wanting = [one for one in unplaced.running if one.pk in without or one.pk not in chosen]
    placing = placing_at(campus=campus, sections=wanting, spans=spans, today=today)
    free = not_followed(befores, spans, today)
    pairs = pairs_of(wanting, free, spans, placing, today)
    followers = (
        _follower(
            new,
            before,
            spans=spans,
            places=tuple(_places(new, before, placing))
            if new.pk in without and not _is_elsewhere(new, before, unplaced)
            else (),
            has_choice=new.pk in chosen,
        )
        for new, before in pairs
    )
    kept = [one for one in followers if one.places or one.preset]
    return NewTerm(
        followers=tuple(sorted(kept, key=lambda one: (one.section.title, one.section.pk)))
    )


@deed
def begin_new_term(*, campus: Campus, mark: str, by: Person | None, now: datetime) -> TakenOver:
    """Let the classes of the new term take over, all or none; end what stood for those that are over.

    Raises
    ------
    AnotherTerm
        If that is not what `mark` was shown for.
    """
    ensure_may_run(campus, by, now)
    today = today_at(campus, now)
    term = new_term(
        campus=campus, unplaced=unplaced_at(campus=campus, today=today), today=today
    )
    if not term.followers or term.mark != mark:
        raise AnotherTerm(
            _("The classes or their places changed since this was shown."),
            next_step=_("Look at the list again, then decide."),
        )
    rows = [_row(campus, one, place) for one in term.followers for place in one.places]
    choices = [
        ModelChoice(
            campus=campus, section=one.section, preset=one.preset, chosen_by=by, chosen_at=now
        )
        for one in term.followers
        if one.preset
    ]
    Commitment.objects.bulk_create(rows)
    ModelChoice.objects.bulk_create(choices)
    ended_rows, ended_choices = _end_what_is_over(term, today, now)
    return TakenOver(
        rows=[str(one.uuid) for one in rows],
        choices=[str(one.uuid) for one in choices],
        ended_rows=ended_rows,
        ended_choices=ended_choices,
    )


def _end_what_is_over(term: NewTerm, today: date, now: datetime) -> tuple[list[str], list[str]]:
    """End what stood for followed classes that are over; what still runs goes on until its term is over."""
    over = [
        one.before
        for one in term.followers
        if one.ended_on is not None and one.ended_on < today
    ]
    rows = [row for one in over for row in one.rows]
    choices = [one.choice for one in over if one.choice is not None]
    Commitment.objects.filter(pk__in=[one.pk for one in rows]).update(ended_on=today)
    ModelChoice.objects.filter(pk__in=[one.pk for one in choices]).update(ended_at=now)
    return [str(one.uuid) for one in rows], [str(one.uuid) for one in choices]


@deed
def take_new_term_back(
    *, campus: Campus, taken: TakenOver, by: Person | None, now: datetime
) -> None:
    """End what a new term wrote, and let what it ended stand again."""
    ensure_may_run(campus, by, now)
    rows = Commitment.objects.filter(campus=campus)
    choices = ModelChoice.objects.filter(campus=campus)
    rows.filter(uuid__in=taken.rows, ended_on=None).update(ended_on=today_at(campus, now))
    choices.filter(uuid__in=taken.choices, ended_at=None).update(ended_at=now)
    rows.filter(uuid__in=taken.ended_rows).update(ended_on=None)
    choices.filter(uuid__in=taken.ended_choices).update(ended_at=None)


def _befores(unplaced: Unplaced) -> dict[int, Before]:
    """Return all classes for which something stands at a campus, by class."""
    rows: dict[int, list[Commitment]] = defaultdict(list)
    for row in unplaced.standing:
        if row.section_id is not None:
            rows[row.section_id].append(row)
    choices = {one.section_id: one for one in unplaced.choices if one.section_id is not None}
    sections = {one.section_id: one.section for one in choices.values()}
    sections |= {pk: own[0].section for pk, own in rows.items()}
    return {
        pk: Before(section=section, rows=tuple(rows.get(pk, ())), choice=choices.get(pk))
        for pk, section in sections.items()
        if section is not None and pk is not None
    }


def _is_elsewhere(new: Section, before: Before, unplaced: Unplaced) -> bool:
    """Return whether the roster gives a class other blocks than the one before stood in."""
    told = {spot.block for spot in spots_of(new.periods, unplaced.bells)}
    return bool(told) and told != {row.block for row in before.rows}


def _follower(
    new: Section,
    before: Before,
    *,
    spans: Spans,
    places: tuple[Place, ...],
    has_choice: bool,
) -> Follower:
    old, choice = before.section, before.choice
    last = spans[old.pk][1] if old.pk in spans else None
    return Follower(
        section=new,
        before=before,
        begins_on=spans[new.pk][0] if new.pk in spans else None,
        ended_on=min(filter(None, (last, old.ended_on)), default=None),
        places=places,
        preset="" if has_choice or choice is None else str(choice.preset),
    )


def _places(new: Section, before: Before, placing: Placing) -> Iterator[Place]:
    has_teacher, has_room = bool(placing.teachers[new.pk]), bool(new.room.strip())
    for row in before.rows:
        yield Place(
            spot=Spot(
                block=row.block, schedule=row.schedule,
                weekdays=tuple(row.weekdays), letters=tuple(row.letters),
            ),
            row=row,
            staffing=placing.adult(new) if has_teacher else row.staffing,
            room=placing.room(new) if has_room else row.room,
        )  # fmt: skip


def _row(campus: Campus, one: Follower, place: Place) -> Commitment:
    """Return the new row; what was called as the class before is called as the new one."""
    old = place.row
    is_its_name = old.words.get("en", {}).get("name") == one.before.section.title
    return Commitment(
        campus=campus, kind=old.kind, words=named(one.section) if is_its_name else old.words,
        section=one.section, schedule=old.schedule, block=old.block, weekdays=old.weekdays,
        letters=old.letters, staffing=place.staffing, room=place.room,
    )  # fmt: skip
