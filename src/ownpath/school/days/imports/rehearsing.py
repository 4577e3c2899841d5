"""Try to bring every row in, tell what is refused and what would differ, and take all of it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction

from ownpath.errors import Refusal
from ownpath.interchange.problems import Problem
from ownpath.school.days.imports.checking import Known
from ownpath.school.days.imports.comparing import RowChange, changes_between
from ownpath.school.days.imports.here import Here, Step
from ownpath.school.days.imports.places import Place, problem_at
from ownpath.school.days.imports.reading import Tables
from ownpath.school.days.imports.writing import steps_of
from ownpath.school.days.queries.setup_tables import Rows, tables_of
from ownpath.school.days.services.setting_up.allowed import today_at
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

Tell = Callable[[int, int], None]  # rows done, of how many
Outcome = TypeVar("Outcome")


class _Over(Exception):  # noqa: N818 - not an error: all was tried
    """Takes back what was tried, and carries what came of it and what would differ."""

    def __init__(self, outcome: Any, changes: list[RowChange]) -> None:
        super().__init__()
        self.outcome, self.changes = outcome, changes


def untold(done: int, total: int) -> None:
    """Tell nobody how far it is."""


def rehearse(
    *, campus: Campus, tables: Tables, known: Known, now: datetime, tell: Tell = untold
) -> tuple[list[Problem], list[RowChange]]:
    """Return what the services refuse of a set-up, each with its row, and what it would change; nothing is kept."""
    before = tables_of(campus=campus, students_on=today_at(campus, now))
    here = Here(campus=campus, known=known, by=None, now=now)

    def work() -> list[tuple[Place, Refusal]]:
        refused = []
        for where, step in told(
            steps_of(here=here, tables=tables, standing=before), tables, tell
        ):
            try:
                with transaction.atomic():
                    step()
            except Refusal as refusal:
                refused.append((where, refusal))
        return refused

    refused, changes = tried(work, campus=campus, before=before, now=now)
    # Only here, on the thread of whoever asks, the language is the reader's.
    problems = [
        problem_at("refused", where, refusal.message, refusal.next_step)
        for where, refusal in refused
    ]
    return problems, changes


def told(steps: Iterable[Step], tables: Tables, tell: Tell) -> Iterable[Step]:
    """Yield steps, each told as a row of the tables before it is taken."""
    total = sum(map(len, tables.values()))
    for number, step in enumerate(steps):
        tell(min(number, total), total)
        yield step


def tried(
    work: Callable[[], Outcome],
    *,
    campus: Campus,
    before: Mapping[str, Rows],
    now: datetime,
) -> tuple[Outcome, list[RowChange]]:
    """Do what writes a set-up, and take it back; return what came of it, and what would differ from before.

    All others who write wait meanwhile, so nothing is read here that could be read before.
    """

    def try_it() -> None:
        outcome = work()
        after = tables_of(campus=campus, students_on=today_at(campus, now))
        raise _Over(outcome, changes_between(before, after))

    try:
        commit_together(try_it)
    except _Over as over:
        return over.outcome, over.changes
    raise AssertionError("a rehearsal always ends by taking itself back")
