"""The two long works of a campus's tables, done as those of a roster are: plan what they would do, and do it.

What came of a work is written beside the tables that wait, and let go of with them. The way back is worked on alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.utils import translation

from ownpath.errors import Refusal
from ownpath.interchange.problems import Problem, Weight
from ownpath.school.days.imports import SetupPlan, apply_import, plan_import
from ownpath.school.days.imports.comparing import RowChange
from ownpath.school.days.imports.sent import (
    BACK,
    STORY,
    UNDO,
    done_at,
    drop_kept,
    drop_sent,
    find_sent,
    pulse_path,
    read_kept,
    write_kept,
)
from ownpath.school.days.imports.undoing import Changed
from ownpath.school.days.imports.way_back import Kept, apply_way_back, plan_way_back
from ownpath.school.people.imports.background import Pulse, Work, read_pulse

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What waiting tables would do, as their page tells it."""

    is_way_back: bool
    mark: str
    n_rows: int
    changes: tuple[RowChange, ...]
    problems: tuple[Problem, ...] = ()
    stays: tuple[Kept, ...] = ()  # on the way back: what is not brought back
    about: frozenset[int] = frozenset()  # the students who are named
    is_otherwise: bool = False  # what the page showed before would have done something else


def plan_in_background(*, campus: Campus, waiting: str, now: datetime, language: str) -> None:
    """Work out what waiting tables would do, without keeping the one who sent them waiting."""
    drop_kept(waiting, STORY)

    def do(work: Work) -> None:
        with translation.override(language):
            _keep(waiting, _planned(campus, waiting, work, now)[0])

    Work(pulse_path(waiting)).start(do)


def apply_in_background(
    *,
    campus: Campus,
    waiting: str,
    by: Person,
    mark: str,
    now: datetime,
    language: str,
    record: Record,
) -> None:
    """Do what the page of a mark showed; where something else would be done by now, show that instead.

    `record` does what it is given and keeps in the audit that it was done, both or neither.
    """

    def do(work: Work) -> None:
        with translation.override(language):
            story, carry_out = _planned(campus, waiting, work, now)
            if story.problems or story.mark != mark:
                _keep(waiting, replace(story, is_otherwise=True))
                return
            try:
                changed = record(do=lambda: carry_out(by))
            except Refusal as refusal:
                _keep(waiting, replace(story, problems=(_problem(refusal),), is_otherwise=True))
                return
            _keep_done(campus, waiting, story, changed, by, now)

    Work(pulse_path(waiting)).start(do)


def story_of(waiting: str) -> Story | None:
    """Return what waiting tables would do; None while that is not worked out."""
    told = read_kept(waiting, STORY)
    if told is None:
        return None
    problems = [{**one, "weight": Weight(one["weight"])} for one in told["problems"]]
    changes = [
        {**one, "key": tuple(one["key"]), "fields": tuple(map(tuple, one["fields"]))}
        for one in told["changes"]
    ]
    return Story(
        is_way_back=told["is_way_back"],
        mark=told["mark"],
        n_rows=told["n_rows"],
        problems=tuple(Problem(**one) for one in problems),
        changes=tuple(RowChange(**one) for one in changes),
        stays=tuple(Kept(**one) for one in told["stays"]),
        about=frozenset(told["about"]),
        is_otherwise=told["is_otherwise"],
    )


def pulse_of(waiting: str, *, now: datetime) -> Pulse | None:
    """Return how far the work on waiting tables is, or None when nobody works on them."""
    return read_pulse(pulse_path(waiting), now=now)


def is_done(waiting: str) -> bool:
    """Return whether the tables are in, so that they can be taken back."""
    return read_kept(waiting, UNDO) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was brought in last at a campus, and can still be taken back."""

    waiting: str
    at: datetime
    by: str
    is_way_back: bool
    n_added: int
    n_changed: int
    n_removed: int


def last_done(campus: Campus) -> Done | None:
    """Return what was brought in last at a campus, whoever did it; None where nothing can be taken back."""
    found = [
        Done(
            waiting=name, at=datetime.fromisoformat(told["at"]), by=told["by"],
            is_way_back=told["is_way_back"], **told["counts"],
        )
        for name, told in done_at(campus.uuid)
    ]  # fmt: skip
    return max(found, key=lambda one: one.at, default=None)


def _keep_done(
    campus: Campus,
    waiting: str,
    story: Story,
    changed: Sequence[Changed],
    by: Person,
    now: datetime,
) -> None:
    """Keep how to take back what was done, in the place of what could be taken back before."""
    before = [name for name, _told in done_at(campus.uuid)]
    kinds = [one.kind for one in story.changes]
    told = {
        "campus": str(campus.uuid), "at": now.isoformat(), "by": by.full_name,
        "is_way_back": story.is_way_back,
        "counts": {f"n_{kind}": kinds.count(kind) for kind in ("added", "changed", "removed")},
        "changed": [_told(one) for one in changed],
    }  # fmt: skip
    write_kept(waiting, UNDO, told)
    for name in before:
        drop_sent(name)


CarryOut = Callable[["Person"], Sequence[Changed]]


class Record(Protocol):
    """Keeps in the audit what was done, with the deed."""

    def __call__(self, *, do: Callable[[], Sequence[Changed]]) -> Sequence[Changed]:
        """Do it, and record it."""


def _planned(campus: Campus, waiting: str, work: Work, now: datetime) -> tuple[Story, CarryOut]:
    """Return what waits would do, and what does it."""
    work.tell("reading")
    back = read_kept(waiting, BACK)
    if back is not None:
        changed = [_heard(one) for one in back]
        return _of_way_back(campus, changed, now), lambda _by: apply_way_back(
            campus=campus, changed=changed, now=now
        )
    plan = plan_import(
        campus=campus, path=find_sent(waiting), now=now,
        tell=lambda done, total: work.tell("comparing", done, total),
    )  # fmt: skip
    return _of_tables(plan), lambda by: apply_import(
        campus=campus, plan=plan, by=by, now=now,
        tell=lambda done, total: work.tell("writing", done, total),
    )  # fmt: skip


def _of_tables(plan: SetupPlan) -> Story:
    return Story(
        is_way_back=False, mark=plan.mark, n_rows=sum(plan.counts.values()), about=plan.about,
        changes=plan.changes, problems=plan.problems,
    )  # fmt: skip


def _of_way_back(campus: Campus, changed: Sequence[Changed], now: datetime) -> Story:
    plan = plan_way_back(campus=campus, changed=changed, now=now)
    return Story(
        is_way_back=True, mark=plan.mark, n_rows=len(changed), about=plan.about,
        changes=plan.changes, stays=plan.stays,
    )  # fmt: skip


def _keep(waiting: str, story: Story) -> None:
    told: dict[str, Any] = {
        **{name: getattr(story, name) for name in ("is_way_back", "mark", "n_rows")},
        "is_otherwise": story.is_otherwise,
        "about": sorted(story.about),
        "changes": [asdict(one) for one in story.changes],
        "stays": [asdict(one) for one in story.stays],
        "problems": [{**asdict(one), "weight": one.weight.value} for one in story.problems],
    }
    write_kept(waiting, STORY, told)


def _problem(refusal: Refusal) -> Problem:
    return Problem(
        code="refused", where="", what=str(refusal.message), fix=str(refusal.next_step)
    )


def _told(one: Changed) -> dict[str, Any]:
    def rows(units: Any) -> list[list[Any]]:
        return [[*row, cells] for row, cells in units.items()]

    return {"key": list(one.key), "before": rows(one.before), "after": rows(one.after)}


def _heard(told: dict[str, Any]) -> Changed:
    def rows(units: Iterable[list[Any]]) -> dict[tuple[str, str], dict[str, Any]]:
        return {(label, pk): cells for label, pk, cells in units}

    return Changed(
        key=tuple(told["key"]), before=rows(told["before"]), after=rows(told["after"])
    )
