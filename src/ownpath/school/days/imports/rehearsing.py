"""Try to bring every row in, tell what is refused and what would differ, and take all of it back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from ownpath.errors import Refusal
from ownpath.interchange.problems import Problem
from ownpath.school.days.imports.comparing import RowChange, changes_between
from ownpath.school.days.imports.places import Place, problem_at
from ownpath.school.days.imports.reading import Tables
from ownpath.school.days.imports.writing import steps_of
from ownpath.school.days.queries.setup_tables import tables_of
from ownpath.school.days.services.setting_up.allowed import today_at
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus


class _Over(Exception):  # noqa: N818 - not an error: all was tried
    """Takes back what was tried, and carries what was refused and what would differ."""

    def __init__(self, refused: list[tuple[Place, Refusal]], changes: list[RowChange]) -> None:
        super().__init__()
        self.refused, self.changes = refused, changes


def rehearse(
    *, campus: Campus, tables: Tables, now: datetime
) -> tuple[list[Problem], list[RowChange]]:
    """Return what the services refuse of a set-up, each with its row, and what it would change; nothing is kept."""
    today = today_at(campus, now)

    def work() -> None:
        before = tables_of(campus=campus, students_on=today)
        refused = []
        for where, step in steps_of(campus=campus, tables=tables, by=None, now=now):
            try:
                with transaction.atomic():
                    step()
            except Refusal as refusal:
                refused.append((where, refusal))
        raise _Over(
            refused, changes_between(before, tables_of(campus=campus, students_on=today))
        )

    try:
        commit_together(work)
    except _Over as over:
        # Only here, on the thread of whoever asks, the language is the reader's.
        problems = [
            problem_at("refused", where, refusal.message, refusal.next_step)
            for where, refusal in over.refused
        ]
        return problems, over.changes
    raise AssertionError("a rehearsal always ends by taking itself back")
