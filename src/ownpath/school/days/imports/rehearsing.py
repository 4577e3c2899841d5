"""Try to bring every row in, tell what is refused, and take all of it back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import override

from ownpath.errors import Refusal
from ownpath.interchange.problems import Problem
from ownpath.school.days.imports.reading import Tables
from ownpath.school.days.imports.writing import steps_of
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus


class _Over(Exception):  # noqa: N818 - not an error: all was tried
    """Takes back what was tried, and carries what was refused."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def rehearse(*, campus: Campus, tables: Tables, now: datetime) -> list[Problem]:
    """Return what the services refuse of a set-up, each with its row; nothing is kept."""

    def work() -> None:
        problems = []
        for where, step in steps_of(campus=campus, tables=tables, by=None, now=now):
            try:
                with transaction.atomic():
                    step()
            except Refusal as refused:
                with override("en"):
                    what, fix = str(refused.message), str(refused.next_step)
                problems.append(Problem(code="refused", where=where, what=what, fix=fix))
        raise _Over(problems)

    try:
        commit_together(work)
    except _Over as over:
        return over.problems
    raise AssertionError("a rehearsal always ends by taking itself back")
