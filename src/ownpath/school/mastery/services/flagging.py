"""Stuck flags: raised by the answer that made a student stuck, let down by a success of their own or by an adult.

Replay raises and lets down the same flags at the same moments as the answers did when they came one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import BigIntegerField, QuerySet

from ownpath.engine.knowledge import Judgment
from ownpath.school.evidence.queries import SeenRow
from ownpath.school.mastery.models import KnowledgeState, StuckFlag
from ownpath.store.many_rows import insert_rows
from ownpath.store.prepared import Param, prepared
from ownpath.store.rows import change, insert

_COLUMNS = (
    "student_id", "competency_id", "opened_at", "n_failures", "last_evidence_id", "cleared_at",
    "what_was_done",
)  # fmt: skip


@prepared
def _flag_up() -> QuerySet[StuckFlag]:
    return StuckFlag.objects.filter(
        student_id=Param("student", BigIntegerField()),
        competency_id=Param("competency", BigIntegerField()),
        cleared_at=None,
    )


def keep_flag(row: KnowledgeState, judgment: Judgment, now: datetime) -> None:
    """Raise a flag when a student is stuck; let it down when the student succeeds unaided."""
    if not judgment.is_stuck and not (_has_succeeded(judgment) and _was_stuck_before(row)):
        return
    flag = _flag_up.first(student=row.student_id, competency=row.competency_id)
    if not judgment.is_stuck:
        if flag is not None:
            flag.cleared_at = now
            change(flag, "cleared_at")
        return
    about = {"student_id": row.student_id, "competency_id": row.competency_id}
    is_new = flag is None
    flag = flag or StuckFlag(opened_at=now, **about)
    flag.n_failures = judgment.n_failures_in_a_row
    flag.last_evidence_id = row.last_evidence_id
    if is_new:
        insert(flag)
    else:
        change(flag, "n_failures", "last_evidence")


def _has_succeeded(judgment: Judgment) -> bool:
    return judgment.n_failures_in_a_row == 0 and judgment.n_unaided > 0


def _was_stuck_before(row: KnowledgeState) -> bool:
    """Return whether the answer before the newest was a miss: only then can a flag be up."""
    outcomes = str(row.memory.get("out", ""))
    return len(outcomes) > 1 and outcomes[-2] == "0"


@dataclass(slots=True)
class FlagsInReplay:
    """The flags of one student while the ledger is replayed."""

    adults: Mapping[int, Sequence[datetime]] = field(default_factory=dict)
    """When adults let a flag down, by competency."""
    up: dict[int, StuckFlag] = field(default_factory=dict)  # by competency
    down: list[StuckFlag] = field(default_factory=list)  # by the student's own success

    def note(self, competency: int, judgment: Judgment, row: SeenRow) -> None:
        """Take in how a row of the ledger was judged."""
        flag = self.up.get(competency)
        if flag and self._was_let_down(flag, before=row.recorded_at):
            flag = None
        if judgment.is_stuck:
            flag = flag or StuckFlag(
                student_id=row.student_id, competency_id=competency, opened_at=row.recorded_at
            )
            flag.n_failures = judgment.n_failures_in_a_row
            flag.last_evidence_id = row.evidence_id
            self.up[competency] = flag
        elif flag and _has_succeeded(judgment):
            flag.cleared_at = row.recorded_at
            self.down.append(flag)
            del self.up[competency]

    def _was_let_down(self, flag: StuckFlag, *, before: datetime | None = None) -> bool:
        return any(
            flag.opened_at <= at and (before is None or at < before)
            for at in self.adults.get(flag.competency_id, ())
        )

    def standing(self) -> dict[int, StuckFlag]:
        """Return the flags that are up in the end, by competency."""
        return {
            competency: flag
            for competency, flag in self.up.items()
            if not self._was_let_down(flag)
        }


@dataclass(slots=True)
class StoredFlags:
    """What is stored of one student's flags: those that are up, and when adults let others down."""

    up: dict[int, StuckFlag] = field(default_factory=dict)  # by competency
    adults: dict[int, list[datetime]] = field(default_factory=dict)
    has_any: bool = False


def stored_flags(student_ids: Iterable[int]) -> dict[int, StoredFlags]:
    """Return the stored flags of some students; one query for any number."""
    found = {student_id: StoredFlags() for student_id in student_ids}
    for flag in StuckFlag.objects.filter(student_id__in=list(found)):
        own = found[flag.student_id]
        own.has_any = True
        if flag.cleared_at is None:
            own.up[flag.competency_id] = flag
        elif flag.cleared_by_id is not None:
            own.adults.setdefault(flag.competency_id, []).append(flag.cleared_at)
    return found


def store_flags(
    replayed: FlagsInReplay,
    stored: StoredFlags,
    *,
    judged: Mapping[int, Judgment],
    evidence_ids: Iterable[int],
    now: datetime,
) -> None:
    """Bring a student's stored flags in line with a replay.

    What stood before stays told: a flag that is up stays up until a success or an adult lets it down, or the answers
    behind it were taken back. Where no flag was ever stored, those that were let down since are written too.
    """
    standing = replayed.standing()
    new = [flag for competency, flag in standing.items() if competency not in stored.up]
    if not stored.has_any:
        new += replayed.down
    insert_rows(StuckFlag, ({name: getattr(one, name) for name in _COLUMNS} for one in new))
    known = set(evidence_ids)
    for competency, flag in stored.up.items():
        found, judgment = standing.get(competency), judged.get(competency)
        if found is not None:
            flag.opened_at = min(flag.opened_at, found.opened_at)
            flag.n_failures, flag.last_evidence_id = found.n_failures, found.last_evidence_id
            change(flag, "opened_at", "n_failures", "last_evidence")
        elif judgment is None or _has_succeeded(judgment) or flag.last_evidence_id not in known:
            flag.cleared_at = now
            change(flag, "cleared_at")
