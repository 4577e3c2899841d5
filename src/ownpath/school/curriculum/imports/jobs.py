"""The two long works of content that an office brings in: planning a file, and carrying it out.

What a page tells of both stands in small files beside the one that was sent, so that any process can tell it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from ownpath.errors import Refusal
from ownpath.school.curriculum.imports.from_file import FileKind, carry_out, plan_file
from ownpath.school.curriculum.imports.types import (
    EditedItem,
    ImportPlan,
    ImportRefused,
    Progress,
)
from ownpath.school.people.imports.background import Pulse, Work, read_pulse
from ownpath.school.people.imports.jobs import refused, told

PULSE, PLAN, OUTCOME = ".pulse", ".plan", ".outcome"
BESIDE: Final = (PULSE, ".beat", PLAN, OUTCOME, ".new")
State: TypeAlias = Literal["working", "planned", "done", "refused", "stopped"]
Deed = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file that was sent: where it stands, what wrote it, whose what is new in it becomes."""

    path: Path
    kind: FileKind
    owner_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """How the work on a file stands; `told` is its plan, what was done, or why not, as it is kept."""

    state: State
    pulse: Pulse | None = None
    told: Mapping[str, Any] = field(default_factory=dict)


def stage_of(path: Path, *, now: datetime) -> Stage:
    """Return how the work on a file stands; "stopped" where it was cut off, and nothing of it was kept."""
    pulse = read_pulse(path.with_suffix(PULSE), now=now)
    if pulse is not None:
        return Stage(state="working", pulse=pulse)
    outcome, plan = (_read(path.with_suffix(ending)) for ending in (OUTCOME, PLAN))
    if outcome is not None:
        return Stage(state="refused" if "refused" in outcome else "done", told=outcome)
    if plan is not None:
        return Stage(state="planned", told=plan)
    return Stage(state="stopped")


def drop_what_stands_beside(path: Path) -> None:
    """Let go of what is told of a file."""
    for ending in BESIDE:
        path.with_suffix(ending).unlink(missing_ok=True)


def plan_in_background(sent: Sent) -> None:
    """Read a file and plan its import, without keeping the one who sent it waiting."""
    drop_what_stands_beside(sent.path)

    def do(work: Work) -> None:
        work.tell("reading")
        with _Refusals(sent.path):
            _keep(sent.path, PLAN, _plans_told(_planned(sent, ())))

    Work(sent.path.with_suffix(PULSE)).start(do)


def apply_in_background(
    sent: Sent, *, mark: str, take: Collection[str], now: datetime, after: Deed
) -> None:
    """Carry out what a page showed; when something else would happen by now, show that instead.

    Parameters
    ----------
    mark
        That of the plan that was shown.
    take
        The codes of templates changed here that shall be as the file has them.
    after
        Done once the file is in: the line in the log.
    """
    drop_what_stands_beside(sent.path)

    def do(work: Work) -> None:
        work.tell("reading")
        with _Refusals(sent.path):
            plans = _planned(sent, take)
            if mark_of(plans) != mark:
                _keep(sent.path, PLAN, {**_plans_told(plans), "is_stale": True})
                return
            _carry_out(sent, plans, take, now, lambda n, of: work.tell("writing", n, of))
            after()
            _keep(sent.path, OUTCOME, _plans_told(plans))

    Work(sent.path.with_suffix(PULSE)).start(do)


def _planned(sent: Sent, take: Collection[str]) -> list[ImportPlan]:
    return plan_file(sent.path, kind=sent.kind, owner_id=sent.owner_id, take=take)


def _carry_out(
    sent: Sent,
    plans: Sequence[ImportPlan],
    take: Collection[str],
    now: datetime,
    progress: Progress,
) -> None:
    carry_out(
        plans,
        path=sent.path,
        kind=sent.kind,
        owner_id=sent.owner_id,
        now=now,
        progress=progress,
        take=take,
    )


class _Refusals:
    """Keeps a refusal as the outcome, in every language."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, Refusal):
            problem = error.problem if isinstance(error, ImportRefused) else None
            named = {"problem": told([problem])[0]} if problem else {}
            _keep(self._path, OUTCOME, {**refused(error), **named})
        return isinstance(error, Refusal)


def mark_of(plans: Iterable[ImportPlan]) -> str:
    """Return one mark of what plans were made from: another mark, other plans."""
    return hashlib.sha256("".join(plan.fingerprint for plan in plans).encode()).hexdigest()


def _plans_told(plans: Sequence[ImportPlan]) -> dict[str, Any]:
    problems = [problem for plan in plans for problem in plan.problems]
    return {
        "mark": mark_of(plans),
        "is_nothing_to_do": all(plan.is_nothing_to_do and not plan.edited for plan in plans),
        "plans": [
            {
                "title": plan.title,
                "counts_in": dict(plan.counts_in),
                "counts": [asdict(count) for count in plan.counts],
                "is_nothing_to_do": plan.is_nothing_to_do,
            }
            for plan in plans
        ],
        "problems": told(problems),
        "edited": [_edited_told(one) for plan in plans for one in plan.edited],
    }


def _edited_told(one: EditedItem) -> dict[str, Any]:
    return {
        "code": one.code,
        "uuid": str(one.uuid),
        "revision": one.revision,
        "ours": one.ours,
        "theirs": one.theirs,
        "is_new_in_file": one.is_new_in_file,
        "is_taken": one.is_taken,
    }


def _keep(path: Path, ending: str, told: Mapping[str, Any]) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(told, ensure_ascii=False))
    beside.replace(path.with_suffix(ending))


def _read(path: Path) -> dict[str, Any] | None:
    try:
        told: dict[str, Any] = json.loads(path.read_text())
    except FileNotFoundError:
        return None
    return told
