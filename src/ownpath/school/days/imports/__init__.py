"""Bring a campus's set-up in from files: plan first, with every problem, then apply all or nothing.

A folder of CSV files, one for each table of `tables.TABLES`, or one YAML file with these tables and columns. Lists in a
cell are parted by ";". A table that is left out stays as it is, and so does a column that is left out of a table; rows
that stand at the campus and are not in a table stay too.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ownpath.interchange.problems import Problem
from ownpath.school.days.imports.checking import known_at, problems_in
from ownpath.school.days.imports.comparing import RowChange
from ownpath.school.days.imports.here import Here
from ownpath.school.days.imports.reading import Tables, read_tables
from ownpath.school.days.imports.rehearsing import Tell, rehearse, told, untold
from ownpath.school.days.imports.undoing import Changed, changed_between, units_at
from ownpath.school.days.imports.writing import steps_of
from ownpath.school.days.queries.setup_tables import tables_of
from ownpath.school.days.services.setting_up.allowed import today_at
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPlan:
    """What a file would bring in, and everything that is wrong with it."""

    tables: Tables
    problems: tuple[Problem, ...]
    changes: tuple[RowChange, ...]  # none while there are problems
    about: frozenset[int] = frozenset()  # the students who are named

    @property
    def mark(self) -> str:
        """Return what tells this plan from one that would change something else."""
        return hashlib.sha256(repr((self.problems, self.changes)).encode()).hexdigest()

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows of each table there are."""
        return {name: len(rows) for name, rows in self.tables.items()}


def plan_import(*, campus: Campus, path: Path, now: datetime, tell: Tell = untold) -> SetupPlan:
    """Read a folder or a YAML file, look at every cell, then try every row; nothing is kept.

    Rows are only tried once every cell can be read: what is refused then (two bells at once, a student who is not here)
    is a problem of its row.
    """
    tables, problems = read_tables(path)
    known = known_at(campus=campus, today=today_at(campus, now), tables=tables)
    problems += problems_in(tables, known)
    changes: list[RowChange] = []
    if not problems:
        problems, changes = rehearse(
            campus=campus, tables=tables, known=known, now=now, tell=tell
        )
    kept = () if problems else tuple(changes)
    about = frozenset(known.students_named(tables))
    return SetupPlan(tables=tables, problems=tuple(problems), changes=kept, about=about)


def apply_import(
    *,
    campus: Campus,
    plan: SetupPlan,
    by: Person | None,
    now: datetime,
    tell: Tell = untold,
) -> list[Changed]:
    """Bring a plan without problems in, all of it or nothing; return what to take back (`undoing.take_back`).

    Raises
    ------
    ValueError
        If the plan has problems.
    Refusal
        What a service refuses since the plan was made; nothing is brought in then.
    """
    if plan.problems:
        raise ValueError(f"expected a plan without problems, got {len(plan.problems)}")

    def bring_in() -> list[Changed]:
        before, today = units_at(campus, now), today_at(campus, now)
        known = known_at(campus=campus, today=today, tables=plan.tables)
        here = Here(campus=campus, known=known, by=by, now=now)
        standing = tables_of(campus=campus, students_on=today)
        steps = steps_of(here=here, tables=plan.tables, standing=standing)
        for _where, step in told(steps, plan.tables, tell):
            step()
        return changed_between(before, units_at(campus, now))

    return commit_together(bring_in)
