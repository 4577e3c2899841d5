"""What a table of opportunities would change, before it does, and every cell that could not be taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ownpath.interchange.problems import Problem
    from ownpath.school.change.imports.opportunities import (
        OpportunitiesPlan,
        OpportunityChange,
    )

MOST_SHOWN = 200
_VALUE = re.compile(r"'([^']*)'")
_CORRECT = _("Correct it in the table and send it again.")
_NOTHING = _("Nothing to do, if this is meant.")

WORDS: Mapping[str, tuple[Promise, Promise]] = {
    "file.size": (_("the file is too large"), _("Send it in parts.")),
    "file.encoding": (_("the file is not in UTF-8"), _("Save it as CSV UTF-8.")),
    "rows.many": (_("the file has too many rows"), _("Send it in parts.")),
    "rows.none": (_("there is no row in the file"), _("Give a row for each opportunity.")),
    "table.broken": (_("the rest cannot be read"), _("Mend the quotes in this row.")),
    "columns.missing": (
        _("columns that are needed are missing"),
        _("Name the columns as the export does."),
    ),
    "columns.unknown": (_("columns we do not know were not read"), _NOTHING),
    "value.missing": (_("the cell is empty and must not be"), _("Fill it in.")),
    "text.long": (_("the text is too long"), _("Make it shorter.")),
    "address.form": (_("this is no address"), _("Begin it with https://.")),
    "word.unknown": (
        _("this word is not known here"),
        _("Take a word as the export writes it."),
    ),
    "number.form": (
        _("this is no whole number in its bounds"),
        _("Give a whole number, or leave it empty."),
    ),
    "date.form": (_("this is no day"), _("Write it as 2027-03-31.")),
    "date.order": (_("this does not fit the deadline"), _CORRECT),
    "zone.unknown": (_("this is no time zone"), _("Write it as America/Los_Angeles.")),
    "deadline.form": (_("this is no day and time"), _("Write it as 2027-03-31 23:59.")),
    "requirements.long": (
        _("there are too many requirements, or one is too long"),
        _("One a line, at most 400 letters."),
    ),
    "row.twice": (
        _("this opportunity stands in a row before already"),
        _("Give each round a name of its own, or remove one."),
    ),
    "organization.otherwise": (
        _("a row before says something else of this organization"),
        _("Say the same in both rows."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """One cell that could not be taken."""

    where: str
    value: str
    what: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One opportunity that would be added or changed."""

    title: str
    organization: str
    is_new: bool
    fields: tuple[tuple[str, str, str], ...]  # the column, before, after


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlanPage:
    """What a table would change."""

    name: str
    text: str  # the table itself, sent back to be carried out
    mark: str
    n_new: int
    n_changed: int
    n_same: int
    changes: tuple[ChangeLine, ...]
    n_not_shown: int
    problems: tuple[ProblemLine, ...]


def build_import_plan(*, plan: OpportunitiesPlan, name: str, text: str) -> ImportPlanPage:
    """Lay out what a table would change."""
    n_changed = len(plan.changes) - plan.n_new
    return ImportPlanPage(
        name=name,
        text=text,
        mark=plan.mark,
        n_new=plan.n_new,
        n_changed=n_changed,
        n_same=plan.n_same,
        changes=tuple(_change(one) for one in plan.changes[:MOST_SHOWN]),
        n_not_shown=max(len(plan.changes) - MOST_SHOWN, 0),
        problems=tuple(tell_problem(one) for one in plan.problems[:MOST_SHOWN]),
    )


def _change(one: OpportunityChange) -> ChangeLine:
    return ChangeLine(
        title=f"{one.record.title} {one.record.round}".strip(),
        organization=one.record.organization,
        is_new=one.opportunity is None,
        fields=tuple((field.name, field.old, field.new) for field in one.fields),
    )


def tell_problem(problem: Problem) -> ProblemLine:
    """Return a problem in the language of the page, with the value that stands in the cell."""
    value = _VALUE.search(problem.what)
    what, fix = WORDS.get(problem.code, (problem.what, problem.fix))
    return ProblemLine(
        where=problem.where, value=value.group(1) if value else "", what=str(what), fix=str(fix)
    )
