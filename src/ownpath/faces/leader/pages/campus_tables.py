"""A campus's set-up as tables: what each may hold, what sent ones would change, what of them cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ownpath.faces.leader.pages.setup import TITLES
from ownpath.school.days.imports.comparing import KEYS
from ownpath.school.days.imports.tables import TABLES, Column

if TYPE_CHECKING:
    from ownpath.interchange.problems import Problem
    from ownpath.school.days.imports.comparing import RowChange
    from ownpath.school.days.imports.jobs import Done, Story
    from ownpath.school.days.imports.way_back import Kept
    from ownpath.school.people.imports.background import Pulse
    from ownpath.school.people.models import Campus
    from ownpath.school.privacy.models import AuditEntry

CHANGES_SHOWN, PROBLEMS_SHOWN = 60, 200
STEPS: Mapping[str, Promise] = {
    "": _("Starting"),
    "reading": _("Reading the tables"),
    "comparing": _("Trying each row"),
    "writing": _("Writing what changes"),
}
TABLE_TITLES: Mapping[str, Promise] = {
    "blocks": TITLES["bells"], "letters": _("Lettered days"), "week": TITLES["week"],
    "calendar": TITLES["calendar"], "policy": TITLES["policy"], "rooms": TITLES["room"],
    "carts": TITLES["cart"], "stations": TITLES["station"], "staff": TITLES["staff"],
    "sizes": TITLES["size"], "models": TITLES["model"], "commitments": TITLES["commitment"],
    "accommodations": TITLES["accommodation"], "programs": TITLES["program"],
    "opt_outs": TITLES["opt-out"],
    "ties": TITLES["tie"], "advisers": _("Advisers"),
}  # fmt: skip
HOLDS: Mapping[str, Promise] = {
    "text": _("text"),
    "time": _("a time such as 08:15"),
    "date": _("a date such as 2026-09-01"),
    "yes": _("yes or no"),
    "list": _("a list, parted by semicolons"),
    "block": _("a block that rings; the first is 0"),
    "off": _("weekday-block such as 0-3 (0 is Monday), or *-3 for every day"),
    "day": _("a weekday from 0 (Monday) to 6"),
    "days": _("weekdays from 0 (Monday) to 6, as in: 0;2;4"),
    "schedule": _("the name of a bell schedule"),
    "room": _("the name of a room"),
    "staff": _("an adult here, by sign-in name or the roster's number"),
    "student": _("a student here, by sign-in name or the roster's number"),
    "section": _("a class here, by the roster's number"),
    "themes": _("themes of the content, parted by semicolons"),
    "grades": _("grades such as K, 1 or 3-5, as in: K;1;3-5"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """One column of a table."""

    name: str
    holds: str
    is_needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLines:
    """One table: the name of its file, its title, what its columns hold."""

    name: str
    title: str
    columns: tuple[ColumnLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesPage:
    """The page that takes tables."""

    campus: UUID
    campus_name: str
    tables: tuple[TableLines, ...]
    is_waiting: bool  # tables were sent and not yet brought in
    done: Done | None  # tables were brought in, and how it was before is still kept
    making: str  # the tables of now, as a file: "", working, ready


@dataclass(frozen=True, slots=True, kw_only=True)
class MakingPart:
    """How far the tables of now are as a file."""

    campus: UUID
    making: str  # "", working, ready


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedPage:
    """What became of tables that wait no more."""

    campus: UUID
    campus_name: str
    done: Done | None  # what was brought in last, where it can still be taken back
    last_by: str  # who brought tables in last, where it cannot; "" where nobody ever did, or who did is gone
    last_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One row that would not stay as it is."""

    label: str
    kind: str  # added, changed, removed
    fields: tuple[tuple[str, str, str], ...]  # the column, before, after


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChanges:
    """What would change in one table."""

    name: str
    title: str
    n: int
    lines: tuple[ChangeLine, ...]
    n_not_shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StayLine:
    """Something that going back leaves as it is, and why."""

    title: str
    label: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingPage:
    """How far the work on sent tables is; without a step nobody works on them any more."""

    campus: UUID
    campus_name: str
    file_names: str
    step: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesPlanPage:
    """What sent tables, or the way back from them, would change."""

    campus: UUID
    campus_name: str
    file_names: str
    is_way_back: bool
    is_otherwise: bool  # the campus changed since the page was shown
    stays: tuple[StayLine, ...]
    mark: str
    n_rows: int
    n_added: int
    n_changed: int
    n_removed: int
    changes: tuple[TableChanges, ...]
    problems: tuple[Problem, ...]
    n_problems: int


def build_tables(
    *, campus: Campus, is_waiting: bool, done: Done | None, making: str
) -> TablesPage:
    """Lay out what the tables of a campus may hold."""
    return TablesPage(
        campus=campus.uuid,
        campus_name=campus.name,
        tables=tuple(
            TableLines(
                name=name,
                title=str(TABLE_TITLES[name]),
                columns=tuple(map(_column, columns)),
            )
            for name, columns in TABLES.items()
        ),
        is_waiting=is_waiting,
        done=done,
        making=making,
    )


def build_making(*, campus: Campus, making: str) -> MakingPart:
    """Lay out how far the tables of now are."""
    return MakingPart(campus=campus.uuid, making=making)


def build_ended(*, campus: Campus, done: Done | None, last: AuditEntry | None) -> EndedPage:
    """Lay out what became of tables that wait no more."""
    return EndedPage(
        campus=campus.uuid,
        campus_name=campus.name,
        done=done,
        last_by=last.actor.full_name if last and last.actor else "",
        last_at=last.done_at if last else None,
    )


def _column(one: Column) -> ColumnLine:
    if one.words:
        holds = str(_("one of: %(words)s")) % {"words": ", ".join(map(str, one.words))}
    elif one.holds == "number":
        least, most = one.bounds
        holds = str(_("a number from %(least)s to %(most)s")) % {"least": least, "most": most}
    else:
        holds = str(HOLDS[one.holds])
    return ColumnLine(name=one.name, holds=holds, is_needed=one.is_needed)


def build_working(
    *, campus: Campus, pulse: Pulse | None, file_names: Sequence[str]
) -> WorkingPage:
    """Lay out how far the work on sent tables is."""
    return WorkingPage(
        campus=campus.uuid,
        campus_name=campus.name,
        file_names=", ".join(file_names),
        step=str(STEPS[pulse.step]) if pulse else "",
        done=pulse.done if pulse else 0,
        total=pulse.total if pulse else 0,
    )


def build_tables_plan(
    *, campus: Campus, plan: Story, file_names: Sequence[str]
) -> TablesPlanPage:
    """Lay out what sent tables, or the way back from them, would change."""
    kinds = [one.kind for one in plan.changes]
    return TablesPlanPage(
        campus=campus.uuid,
        campus_name=campus.name,
        file_names=", ".join(file_names),
        is_way_back=plan.is_way_back,
        is_otherwise=plan.is_otherwise,
        stays=tuple(map(_stay, plan.stays)),
        mark=plan.mark,
        n_rows=plan.n_rows,
        n_added=kinds.count("added"),
        n_changed=kinds.count("changed"),
        n_removed=kinds.count("removed"),
        changes=tuple(_by_table(plan.changes)),
        problems=plan.problems[:PROBLEMS_SHOWN],
        n_problems=len(plan.problems),
    )


def _stay(one: Kept) -> StayLine:
    words = {
        "changed": _("It was changed since."),
        "planned": _("A plan or a record names it already. You can close it on its own page."),
        "named": _("It is still named under: %(table)s"),
    }
    table = str(TABLE_TITLES[one.by]) if one.by else ""
    return StayLine(
        title=str(TABLE_TITLES[one.table]),
        label=one.label,
        why=str(words[one.why]) % {"table": table},
    )


def _by_table(changes: Sequence[RowChange]) -> Iterator[TableChanges]:
    for name in TABLES:
        own = [one for one in changes if one.table == name]
        if own:
            yield TableChanges(
                name=name,
                title=str(TABLE_TITLES[name]),
                n=len(own),
                lines=tuple(map(_line, own[:CHANGES_SHOWN])),
                n_not_shown=max(len(own) - CHANGES_SHOWN, 0),
            )


def _line(one: RowChange) -> ChangeLine:
    """Return a row by what tells it apart; what is said in its name is not said again."""
    named = KEYS[one.table]
    label = " · ".join(part for part in one.key if part)
    told = [field for field in one.fields if not (label and field[0] in named)]
    return ChangeLine(label=label, kind=one.kind, fields=tuple(told))
