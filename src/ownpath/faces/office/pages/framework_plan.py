"""What a framework file would change, how far the work on it is, and what it did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from ownpath.engine.items.definitions import KEYS
from ownpath.faces.office.pages.problem_groups import n_rows_of
from ownpath.faces.office.pages.problem_words import ProblemLine, tell
from ownpath.faces.office.pages.words import FRAMEWORK_WORDS, TABLE_WORDS, word
from ownpath.interchange.packs.one_entry import write_entry

if TYPE_CHECKING:
    from ownpath.school.curriculum.imports.jobs import Stage

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
class Working:
    """How far the work is; a total of 0 means that nobody knows."""

    step: str
    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class FrameworkPlans:
    """The page; `mark` changes when the plan does."""

    file_name: str
    state: str
    working: Working | None
    refused: Mapping[str, str] | None
    is_stale: bool  # the content changed since it was looked at: this is the new plan
    plans: tuple[FrameworkPlan, ...]
    problems: tuple[ProblemLine, ...]
    n_problems: int
    is_nothing_to_do: bool
    mark: str
    edited: tuple[EditedLine, ...]


@dataclass(frozen=True, kw_only=True)
class FrameworkDone:
    """The page of what a file did."""

    file_name: str
    plans: tuple[FrameworkPlan, ...]
    n_problems: int
    is_new: bool  # a framework that was not here before
    has_new_themes: bool  # hopes and interests that students may pick


def build_framework_plans(*, name: str, stage: Stage, language: str) -> FrameworkPlans:
    """Return what the file that waits would change, or how the work on it stands; nothing is written."""
    told, pulse = stage.told, stage.pulse
    problems = told.get("problems", [])
    refused: Mapping[str, Mapping[str, str]] = told.get("refused", {})
    steps = {"reading": _("Reading the file"), "writing": _("Writing the changes")}
    return FrameworkPlans(
        file_name=name,
        state=stage.state,
        working=Working(step=steps.get(pulse.step, ""), done=pulse.done, total=pulse.total)
        if pulse
        else None,
        refused=_refused(told.get("problem"), language) or refused.get(language),
        is_stale=bool(told.get("is_stale")),
        plans=tuple(_plan(plan) for plan in told.get("plans", [])),
        problems=tuple(tell(one, language=language) for one in problems[:PROBLEMS_SHOWN]),
        n_problems=n_rows_of(problems),
        is_nothing_to_do=bool(told.get("is_nothing_to_do")),
        mark=told.get("mark", ""),
        edited=tuple(_edited(one) for one in told.get("edited", [])),
    )


def _refused(problem: Mapping[str, Any] | None, language: str) -> Mapping[str, str] | None:
    """Return why a file was refused in another language than its reader spoke, if one problem says why."""
    if problem is None or language == "en":
        return None
    worst = tell(problem, language=language)
    return {"message": f"{worst.what}.", "next_step": worst.fix}


def build_framework_done(done: Mapping[str, Any]) -> FrameworkDone:
    """Return what a file did, as it is kept."""
    return FrameworkDone(
        file_name=done["name"],
        plans=tuple(_plan(plan) for plan in done["plans"]),
        n_problems=done["n_problems"],
        is_new=_has_added(done, "frameworks"),
        has_new_themes=_has_added(done, "themes"),
    )


def _has_added(done: Mapping[str, Any], table: str) -> bool:
    counts = (count for plan in done["plans"] for count in plan["counts"])
    return any(count["table"] == table and count["added"] for count in counts)


def done_told(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a plan that was carried out what is kept of it."""
    return {"plans": told["plans"], "n_problems": n_rows_of(told["problems"])}


def taken_of(told: Mapping[str, Any]) -> list[tuple[str, int, bool]]:
    """Return the templates written here that were taken from a file, as undoing wants them."""
    return [_edited(one).taken for one in told["edited"] if one["is_taken"]]


def _edited(one: Mapping[str, Any]) -> EditedLine:
    return EditedLine(
        code=one["code"],
        name=one["code"].rpartition(":item:")[2],
        uuid=UUID(one["uuid"]),
        revision=one["revision"],
        is_out=one["ours"] is None,
        is_gone=one["theirs"] is None,
        is_new_in_file=one["is_new_in_file"],
        is_taken=one["is_taken"],
        lines=tuple(_told_apart(_text(one["ours"]), _text(one["theirs"])))[:LINES_SHOWN],
    )


def _text(data: Mapping[str, Any] | None) -> list[str]:
    return write_entry(data, first=KEYS).splitlines() if data else []


def _told_apart(ours: list[str], theirs: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what differs between two texts: lines of ours, of theirs, and one of both around them."""
    signs = {"-": "ours", "+": "theirs", " ": "both"}
    if ours and theirs:
        for line in list(unified_diff(ours, theirs, n=1, lineterm=""))[2:]:
            yield signs.get(line[:1], "gap"), line[1:] if line[:1] in signs else "…"


def _plan(plan: Mapping[str, Any]) -> FrameworkPlan:
    return FrameworkPlan(
        title=plan["title"],
        holds=tuple(
            Held(n=n, title=word(FRAMEWORK_WORDS, name))
            for name, n in plan["counts_in"].items()
        ),
        lines=tuple(_lines(plan["counts"])),
        is_nothing_to_do=plan["is_nothing_to_do"],
    )


def _lines(counts: Iterable[Mapping[str, Any]]) -> Iterable[TableLine]:
    for count in counts:
        if count["added"] or count["changed"] or count["ended"] or count["same"]:
            yield TableLine(
                title=word(TABLE_WORDS, count["table"]),
                added=count["added"],
                changed=count["changed"],
                ended=count["ended"],
                same=count["same"],
            )
