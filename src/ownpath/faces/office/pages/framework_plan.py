"""What a framework file would change."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ownpath.engine.items.definitions import KEYS
from ownpath.faces.office.pages.problem_words import ProblemLine, tell
from ownpath.faces.office.pages.words import FRAMEWORK_WORDS, word
from ownpath.interchange.packs.one_entry import write_entry
from ownpath.school.curriculum.imports import plan_file
from ownpath.school.people.directory import own_district

if TYPE_CHECKING:
    from uuid import UUID

    from ownpath.faces.office.waiting_file import WaitingFile
    from ownpath.interchange.problems import Problem
    from ownpath.school.curriculum.imports import ImportPlan
    from ownpath.school.curriculum.imports.from_file import FileKind
    from ownpath.school.curriculum.imports.types import EditedItem
    from ownpath.school.people.models import Person

PROBLEMS_SHOWN = 200
LINES_SHOWN = 60


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
class EditedLine:
    """A template changed here that the file would have otherwise, line by line."""

    code: str
    name: str
    uuid: UUID
    revision: int
    is_out: bool  # taken out here
    is_gone: bool  # no more in the file
    is_new_in_file: bool
    is_taken: bool
    lines: tuple[tuple[str, str], ...]  # ours, theirs or both; the text

    @property
    def taken(self) -> tuple[str, int, bool]:
        """What undoing needs to know: which, its revision before, whether it was out."""
        return (str(self.uuid), self.revision, self.is_out)


@dataclass(frozen=True, kw_only=True)
class FrameworkPlans:
    """The page; `mark` changes when the plan does."""

    file_name: str
    plans: tuple[FrameworkPlan, ...]
    problems: tuple[ProblemLine, ...]
    n_problems: int
    is_nothing_to_do: bool
    mark: str
    edited: tuple[EditedLine, ...]


def build_framework_plans(
    *, waiting: WaitingFile, viewer: Person, language: str, take: Collection[str] = ()
) -> FrameworkPlans:
    """Return what the waiting file would change; nothing is written.

    Parameters
    ----------
    take
        The codes of templates changed here that shall be as the file has them.
    """
    plans = plan_file(
        Path(waiting.path),
        kind=cast("FileKind", waiting.kind),
        owner_id=None if waiting.is_starter else own_district(viewer=viewer).pk,
        take=take,
    )
    problems = [problem for plan in plans for problem in plan.problems]
    return FrameworkPlans(
        file_name=waiting.name,
        plans=tuple(_plan(plan) for plan in plans),
        problems=tuple(_problem(one, language) for one in problems[:PROBLEMS_SHOWN]),
        n_problems=len(problems),
        is_nothing_to_do=all(plan.is_nothing_to_do and not plan.edited for plan in plans),
        mark=hashlib.sha256("".join(plan.fingerprint for plan in plans).encode()).hexdigest(),
        edited=tuple(_edited(one) for plan in plans for one in plan.edited),
    )


def _edited(one: EditedItem) -> EditedLine:
    return EditedLine(
        code=one.code,
        name=one.code.rpartition(":item:")[2],
        uuid=one.uuid,
        revision=one.revision,
        is_out=one.ours is None,
        is_gone=one.theirs is None,
        is_new_in_file=one.is_new_in_file,
        is_taken=one.is_taken,
        lines=tuple(_told_apart(_text(one.ours), _text(one.theirs)))[:LINES_SHOWN],
    )


def _text(data: Mapping[str, Any] | None) -> list[str]:
    return write_entry(data, first=KEYS).splitlines() if data else []


def _told_apart(ours: list[str], theirs: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what differs between two texts: lines of ours, of theirs, and one of both around them."""
    signs = {"-": "ours", "+": "theirs", " ": "both"}
    if ours and theirs:
        for line in list(unified_diff(ours, theirs, n=1, lineterm=""))[2:]:
            yield signs.get(line[:1], "gap"), line[1:] if line[:1] in signs else "…"


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
