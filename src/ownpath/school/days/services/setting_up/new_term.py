"""Let the classes of a new term stand where those of the last term stood, all in one step that can be taken back.

Which class follows which, `following` says; where it is not certain, the person does. A roster that gives a class
another block is believed. What was done is kept as a step (`steps`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, Refusal
from ownpath.school.days.models import Commitment, ModelChoice, Room, SetUpStep, Staffing
from ownpath.school.days.queries.fixed import Spans
from ownpath.school.days.services.setting_up.allowed import ensure_may_run, today_at
from ownpath.school.days.services.setting_up.following import (
    Before,
    Told,
    not_followed,
    pairs_of,
)
from ownpath.school.days.services.setting_up.periods import Spot, spots_of
from ownpath.school.days.services.setting_up.steps import Wrote, keep_step
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


class NothingTicked(Refusal):
    """No class was ticked."""


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
    told_by: Told
    begins_on: date | None
    ended_on: date | None  # the last day of the one before
    places: tuple[Place, ...]
    preset: str  # the blended model; "" where none is taken over

    @property
    def is_certain(self) -> bool:
        """Whether the roster itself says which class this one follows."""
        return self.told_by != Told.LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTerm:
    """All classes of a campus that can take over from one of the last term."""

    followers: tuple[Follower, ...]
    there: frozenset[str] | None = (
        None  # which of rooms and staff there are, where all of both were read
    )

    @property
    def ids(self) -> frozenset[int]:
        """Return the classes that take a place over."""
        return frozenset(one.section.pk for one in self.followers if one.places)

    def among(self, chosen: Collection[str]) -> tuple[Follower, ...]:
        """Return those of the followers whose uuid is among some."""
        return tuple(one for one in self.followers if str(one.section.uuid) in chosen)

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


def new_term(*, campus: Campus, unplaced: Unplaced, today: date) -> NewTerm:
    """Return which classes can take over from which; one query for each first day they have, at most two more."""
    befores, spans = _befores(unplaced), unplaced.spans
    if not befores:
        return NewTerm(followers=())
    chosen = {pk for pk, one in befores.items() if one.choice is not None}
    without = {one.pk for one in unplaced.without_place}
    wanting = [one for one in unplaced.running if one.pk in without or one.pk not in chosen]
    placing = placing_at(campus=campus, sections=wanting, unplaced=unplaced, today=today)
    free = not_followed(befores, spans, today)
    pairs = pairs_of(wanting, free, spans, placing, today)
    followers = (
        _follower(
            new,
            before,
            told,
            spans=spans,
            places=tuple(_places(new, before, placing))
            if new.pk in without and not _is_elsewhere(new, before, unplaced)
            else (),
            has_choice=new.pk in chosen,
        )
        for new, before, told in pairs
    )
    kept = [one for one in followers if one.places or one.preset]
    return NewTerm(
        followers=tuple(sorted(kept, key=lambda one: (one.section.title, one.section.pk))),
        there=_there(placing),
    )


def _there(placing: Placing) -> frozenset[str] | None:
    if not placing.is_whole:
        return None
    found = {"rooms": placing.rooms, "staff": placing.staff}
    return frozenset(what for what, rows in found.items() if rows)


@deed
def begin_new_term(
    *, campus: Campus, mark: str, chosen: Collection[str], by: Person | None, now: datetime
) -> SetUpStep | None:
    """Let chosen classes of the new term take over, all or none; end what stood for those that are over.

    Parameters
    ----------
    chosen
        The classes, by uuid.

    Raises
    ------
    AnotherTerm
        If that is not what `mark` was shown for.
    NothingTicked
    """
    ensure_may_run(campus, by, now)
    today = today_at(campus, now)
    followers = _chosen(campus, mark, chosen, today)
    wrote = _written(campus, followers, by, now)
    Commitment.objects.bulk_create(wrote.rows)
    ModelChoice.objects.bulk_create(wrote.choices)
    _end(wrote, today, now)
    begins = [one.begins_on for one in followers if one.begins_on is not None]
    return keep_step(
        campus=campus, kind=SetUpStep.Kind.TERM, wrote=wrote,
        counts_from=max(today, min(begins, default=today)), by=by, now=now,
    )  # fmt: skip


def _chosen(
    campus: Campus, mark: str, chosen: Collection[str], today: date
) -> tuple[Follower, ...]:
    """Return the classes somebody ticked, of what still is as it was shown."""
    unplaced = unplaced_at(campus=campus, today=today)
    term = new_term(campus=campus, unplaced=unplaced, today=today)
    if not term.followers or term.mark != mark:
        raise AnotherTerm(
            _("The classes or their places changed since this was shown."),
            next_step=_("Look at the list again, then decide."),
        )
    followers = term.among(chosen)
    if not followers:
        raise NothingTicked(
            _("No class is ticked, so nothing was changed."),
            next_step=_("Go back, tick the classes that take over, then press again."),
        )
    return followers


def _written(
    campus: Campus, followers: Sequence[Follower], by: Person | None, now: datetime
) -> Wrote:
    """Return what followers write and what they end: only what is over, for what still runs goes on."""
    today = today_at(campus, now)
    over = [
        one.before for one in followers if one.ended_on is not None and one.ended_on < today
    ]
    return Wrote(
        rows=[_row(campus, one, place) for one in followers for place in one.places],
        choices=[
            ModelChoice(
                campus=campus, section=one.section, preset=one.preset, chosen_by=by, chosen_at=now
            )
            for one in followers
            if one.preset
        ],
        ended_rows=[row for one in over for row in one.rows],
        ended_choices=[one.choice for one in over if one.choice is not None],
    )  # fmt: skip


def _end(wrote: Wrote, today: date, now: datetime) -> None:
    rows, choices = wrote.ended_rows, wrote.ended_choices
    Commitment.objects.filter(pk__in=[one.pk for one in rows]).update(ended_on=today)
    ModelChoice.objects.filter(pk__in=[one.pk for one in choices]).update(ended_at=now)


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
    told_by: Told,
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
        told_by=told_by,
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
