"""What a mended day costs, as the answer of a job: who would do what else, with whom and why, and who loses what.

An answer holds ids and titles of things, no names of people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ownpath.school.days.queries.explaining import what_options_are
from ownpath.school.people.queries import ids_by_uuid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ownpath.engine.dayplan.types import Ints
    from ownpath.school.days.queries import Could
    from ownpath.school.days.services.mending import Mended


MUCH: Final = 100  # points: from here on what somebody does is clearly a weaker fit


def cost_of(mended: Mended) -> dict[str, Any]:
    """Return what a change would cost: `points` (below 0 if the day gains), who loses what, each cell that changes."""
    adults = {(s, b): _adult(mended, s, b) for s, b, _reason in mended.changes}
    students = {s: mended.key.students[s] for s, _block, _reason in mended.changes}
    people = ids_by_uuid(ids=[*students.values(), *(one for one in adults.values() if one)])
    uuids = {pk: str(uuid) for uuid, pk in people.items()}
    options = {(s, b): int(mended.after.option[s, b]) for s, b, _reason in mended.changes}
    before = {(s, b): int(mended.before.option[s, b]) for s, b, _reason in mended.changes}
    things = what_options_are(
        problem=mended.problem,
        key=mended.key,
        options=[o for o in (*options.values(), *before.values()) if o >= 0],
    )
    return {
        "is_possible": True,
        "points": mended.points,
        "n_changed": len(mended.changes),
        "n_hand_overs": mended.n_hand_overs,
        "losses": {
            name: [uuids[students[s]] for s in who]
            for name, who in _losses(mended, things).items()
        },
        "changes": [
            {
                "student": uuids[students[s]],
                "block": b,
                "reason": reason,
                "adult": uuids.get(adults[s, b], ""),
                "modality": things[options[s, b]].modality if options[s, b] in things else "",
                "title": dict(things[options[s, b]].title) if options[s, b] in things else {},
                "instead_of": dict(things[before[s, b]].title)
                if before[s, b] in things
                else {},
            }
            for s, b, reason in mended.changes
        ],
    }


def _adult(mended: Mended, student: int, block: int) -> int:
    """Return the id of the adult a student would be with, 0 for none."""
    group = int(mended.after.group[student, block])
    teacher = int(mended.after.group_teacher[group]) if group >= 0 else -1
    return mended.key.adults[teacher] if teacher >= 0 else 0


def _losses(mended: Mended, things: Mapping[int, Could]) -> dict[str, list[int]]:
    """Return who loses what, as students' numbers: their last turn with a teacher, what they chose, a good fit.

    Whoever has nothing left to do that day is away, and loses nothing by this change.
    """
    here = [s for s in sorted({s for s, _b, _r in mended.changes}) if _has_a_day(mended, s)]
    return {
        "teacher": [
            s
            for s in here
            if _turns(mended, mended.before.option[s])
            and not _turns(mended, mended.after.option[s])
        ],
        "choice": [
            s
            for s in here
            if _picked(mended.before.option[s], things)
            - {int(o) for o in mended.after.option[s]}
        ],
        "fit": [s for s in here if _points_lost(mended, s) >= MUCH],
    }


def _has_a_day(mended: Mended, student: int) -> bool:
    return bool((mended.after.option[student] >= 0).any())


def _turns(mended: Mended, options: Ints) -> int:
    """Return how many of somebody's blocks are with a teacher."""
    problem = mended.problem
    kinds = problem.options.kind[options[options >= 0]]
    return int(problem.kinds.is_teacher_time[kinds].sum())


def _picked(options: Ints, things: Mapping[int, Could]) -> set[int]:
    return {int(o) for o in options if int(o) in things and things[int(o)].is_picked}


def _points_lost(mended: Mended, student: int) -> int:
    before, after = mended.before.option[student], mended.after.option[student]
    value = mended.problem.options.value
    worth = [int(value[own[own >= 0]].sum()) for own in (before, after)]
    return worth[0] - worth[1]
