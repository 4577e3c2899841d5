"""What a framework file would change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ownpath.faces.office.pages.problem_words import ProblemLine, tell
from ownpath.faces.office.pages.words import FRAMEWORK_WORDS, word
from ownpath.school.curriculum.imports import plan_file
from ownpath.school.people.directory import own_district

if TYPE_CHECKING:
    from ownpath.faces.office.waiting_file import WaitingFile
    from ownpath.interchange.problems import Problem
    from ownpath.school.curriculum.imports import ImportPlan
    from ownpath.school.curriculum.imports.from_file import FileKind
    from ownpath.school.people.models import Person

PROBLEMS_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class Held:
    """How much of something the file holds."""

    n: int
    title: str


@dataclass(frozen=True, kw_only=True)
class TableLine:
    """What one kind of thing would go through."""

    title: str
    added: int
    changed: int
    ended: int
    same: int


@dataclass(frozen=True, kw_only=True)
class FrameworkPlan:
    """One framework of the file."""

    title: str
    holds: tuple[Held, ...]
    lines: tuple[TableLine, ...]
    is_nothing_to_do: bool


@dataclass(frozen=True, kw_only=True)
class FrameworkPlans:
    """The page; `mark` changes when the plan does."""

    file_name: str
    plans: tuple[FrameworkPlan, ...]
    problems: tuple[ProblemLine, ...]
    n_problems: int
    is_nothing_to_do: bool
    mark: str


def build_framework_plans(
    *, waiting: WaitingFile, viewer: Person, language: str
) -> FrameworkPlans:
    """Return what the waiting file would change; nothing is written."""
    plans = plan_file(
        Path(waiting.path),
        kind=cast("FileKind", waiting.kind),
        owner_id=own_district(viewer=viewer).pk,
    )
    problems = [problem for plan in plans for problem in plan.problems]
    return FrameworkPlans(
        file_name=waiting.name,
        plans=tuple(_plan(plan) for plan in plans),
        problems=tuple(_problem(one, language) for one in problems[:PROBLEMS_SHOWN]),
        n_problems=len(problems),
        is_nothing_to_do=all(plan.is_nothing_to_do for plan in plans),
        mark=hashlib.sha256("".join(plan.fingerprint for plan in plans).encode()).hexdigest(),
    )


def _problem(problem: Problem, language: str) -> ProblemLine:
    return tell({**asdict(problem), "weight": problem.weight.value}, language=language)


def _plan(plan: ImportPlan) -> FrameworkPlan:
    return FrameworkPlan(
        title=plan.title,
        holds=tuple(
            Held(n=n, title=word(FRAMEWORK_WORDS, name)) for name, n in plan.counts_in.items()
        ),
        lines=tuple(_lines(plan)),
        is_nothing_to_do=plan.is_nothing_to_do,
    )


def _lines(plan: ImportPlan) -> Iterable[TableLine]:
    for count in plan.counts:
        if count.added or count.changed or count.ended or count.same:
            yield TableLine(
                title=word(FRAMEWORK_WORDS, count.table),
                added=count.added,
                changed=count.changed,
                ended=count.ended,
                same=count.same,
            )
