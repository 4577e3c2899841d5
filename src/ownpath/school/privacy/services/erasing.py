"""Erase a person, or a whole district: show what would go, then let all of it go, or nothing.

What is kept, and why, stands in `docs/decisions/0010-leaving.md`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.change.services.forgetting import (
    Forgetting,
    forget_in_change,
    plan_forgetting,
)
from ownpath.school.days.imports.sent import forget_sent
from ownpath.school.days.services import forget_in_plans
from ownpath.school.days.services.printing import forget_in_sheets
from ownpath.school.people.services import forget_failures_of, forget_in_imports
from ownpath.school.privacy.models import AuditEntry
from ownpath.school.privacy.queries import Belongings, of_district, of_person
from ownpath.school.privacy.services.allowed import ensure_answers_for
from ownpath.school.privacy.services.kits import drop_kits
from ownpath.store.tables import (
    all_tables,
    children_first,
    count_each,
    delete_rows,
    foreign_keys,
    is_cascading,
    name_of,
    rows_of,
    target_of,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from ownpath.school.change.services.first_names import Undecided
    from ownpath.school.people.models import District, Person

USER_KEY = "_auth_user_id"


class PlanIsStale(Conflict):
    """Something came in or went since the plan was made."""

    def __init__(self) -> None:
        super().__init__(
            _("The records changed after this plan was made, so nothing was erased."),
            next_step=_("Look at the new plan, then confirm it."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """How many rows of one table go (or, with a column, stay and forget whom they named)."""

    table: str
    column: str = ""
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePlan:
    """What would go, whole, before anything goes."""

    district: District
    person: Person | None  # None: the whole district
    going: tuple[TableLine, ...]
    forgetting: tuple[TableLine, ...]
    rewriting: tuple[TableLine, ...] = ()  # texts in which their words or name are struck
    undecided: tuple[Undecided, ...] = ()  # texts in which their first name stands alone

    @property
    def mark(self) -> str:
        """One mark of what would go: another mark, another plan.

        Whoever looks at somebody's page adds a line to the log about them: that alone makes no other plan.
        """
        going, forgetting = (
            tuple(line for line in lines if line.table != name_of(AuditEntry))
            for lines in (self.going, self.forgetting)
        )
        told = repr((going, forgetting, self.rewriting, self.undecided)).encode()
        return hashlib.blake2b(told, digest_size=16).hexdigest()

    @property
    def n_rows(self) -> int:
        """How many rows would go."""
        return sum(line.n for line in self.going)


def plan_erasure(*, district: District, person: Person | None) -> ErasurePlan:
    """Return what erasing a person of a district, or all of the district, would take away; nothing is written."""
    belongings = _belongings(district, person)
    counts = belongings.counts()
    forgetting = {
        f"{table}.{column}": rows
        for table, column, rows in _forgetting(belongings, frozenset(counts))
    }
    struck = plan_forgetting(person=person) if person else Forgetting({}, ())
    return ErasurePlan(
        district=district,
        person=person,
        going=_lines(counts),
        forgetting=_lines(count_each(forgetting)),
        rewriting=_lines(struck.counts),
        undecided=struck.undecided,
    )


def _lines(counts: Mapping[str, int]) -> tuple[TableLine, ...]:
    return tuple(
        TableLine(table=name.partition(".")[0], column=name.partition(".")[2], n=n)
        for name, n in sorted(counts.items())
    )


def erase(
    *, plan: ErasurePlan, by: Person | None, now: datetime, also: Collection[str] = frozenset()
) -> int:
    """Carry a plan out and return how many rows went.

    Parameters
    ----------
    by
        Who erases; None is whoever may start programs on this machine. The log keeps that, when and how much, and
        nothing about whom.
    also
        The keys of those undecided texts of the plan that are about the person; the others stay as they are.

    Raises
    ------
    NotTheirs, PlanIsStale
    """
    ensure_answers_for(plan.district, by, now)
    people = _belongings(plan.district, plan.person).rows(apps.get_model("people.Person"))
    ids = list(people.values_list("pk", flat=True))
    n_rows = _erase(plan, by, now, also)
    forget_in_sheets(ids=ids)
    forget_foreseen()
    drop_kits(district=plan.district)  # they hold who is gone, and so may tables of a campus
    forget_sent(before=None)
    _empty_the_log()
    return n_rows


@deed
def _erase(plan: ErasurePlan, by: Person | None, now: datetime, also: Collection[str]) -> int:
    if plan_erasure(district=plan.district, person=plan.person).mark != plan.mark:
        raise PlanIsStale
    belongings = _belongings(plan.district, plan.person)
    _overwrite_what_goes()
    people = list(belongings.rows(apps.get_model("people.Person")))
    _end_sessions(one.pk for one in people)
    forget_failures_of(people=people)
    _remove_files(forget_in_imports(district=plan.district, person=plan.person))
    forget_in_plans(people=people)
    if plan.person is not None:
        forget_in_change(person=plan.person, now=now, also=also)
    for _table, column, rows in _forgetting(belongings, frozenset(belongings.counts())):
        rows.update(**{column: None})
    n_rows = sum(
        delete_rows(belongings.rows(table)) for table in children_first([*belongings.by_table])
    )
    if plan.person is not None:
        AuditEntry.objects.create(
            actor=by, deed="erase.person", detail=f"{n_rows} rows", done_at=now
        )
    return n_rows


def folder_of_foreseen() -> Path:
    """Return where plans of erasures are kept that were worked out beside a page."""
    folder: Path = settings.DATA_FOLDER / "erasures"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def forget_foreseen() -> None:
    """Let go of every plan that was worked out: they tell what is written about somebody, and maybe about others."""
    _remove_files(folder_of_foreseen().glob("*.json"))


def _belongings(district: District, person: Person | None) -> Belongings:
    return of_district(district) if person is None else of_person(person)


def _forgetting(
    belongings: Belongings, names: frozenset[str]
) -> Iterator[tuple[str, str, QuerySet[Any]]]:
    """Yield the rows that stay though a column of theirs points at something that goes.

    `names` are the tables of which any row goes: nothing can point at one of the others.
    """
    going = {
        table: belongings.rows(table).values("pk")
        for table in belongings.by_table
        if name_of(table) in names
    }
    for table in all_tables():
        for key in foreign_keys(table):
            there = target_of(key)
            if not key.null or is_cascading(key) or there not in going:
                continue
            rows = rows_of(table).filter(**{f"{key.name}__in": going[there]})
            if table in going:
                rows = rows.exclude(pk__in=going[table])
            yield name_of(table), key.name, rows


def _end_sessions(ids: Iterable[int]) -> None:
    """End every session of some people; a session says only inside whose it is."""
    wanted = {str(one) for one in ids}
    ending = [
        session.pk
        for session in Session.objects.iterator(chunk_size=1000)
        if str(session.get_decoded().get(USER_KEY)) in wanted
    ]
    for begin in range(0, len(ending), 500):
        Session.objects.filter(pk__in=ending[begin : begin + 500]).delete()


def _remove_files(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _empty_the_log() -> None:
    """Let SQLite take what is in its log into the file and empty the log, where what went still stands."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _overwrite_what_goes() -> None:
    """Let SQLite write zeros over what is deleted, so that it cannot be read back from the file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
