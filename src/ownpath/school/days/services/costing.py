"""What a mended day costs, as the answer of a job: points, and who would do what else, with whom and why.

An answer holds ids and titles of things, no names of people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ownpath.school.days.queries.explaining import what_options_are
from ownpath.school.people.queries import ids_by_uuid

if TYPE_CHECKING:
    from ownpath.school.days.services.mending import Mended


def cost_of(mended: Mended) -> dict[str, Any]:
    """Return what a change would cost: `points` (below 0 if the day gains), and each cell that would be another."""
    adults = {(s, b): _adult(mended, s, b) for s, b, _reason in mended.changes}
    students = {s: mended.key.students[s] for s, _block, _reason in mended.changes}
    people = ids_by_uuid(ids=[*students.values(), *(one for one in adults.values() if one)])
    uuids = {pk: str(uuid) for uuid, pk in people.items()}
    options = {(s, b): int(mended.after.option[s, b]) for s, b, _reason in mended.changes}
    things = what_options_are(
        problem=mended.problem, key=mended.key, options=[o for o in options.values() if o >= 0]
    )
    return {
        "is_possible": True,
        "points": mended.points,
        "n_changed": len(mended.changes),
        "n_hand_overs": mended.n_hand_overs,
        "changes": [
            {
                "student": uuids[students[s]],
                "block": b,
                "reason": reason,
                "adult": uuids.get(adults[s, b], ""),
                "modality": things[options[s, b]].modality if options[s, b] in things else "",
                "title": dict(things[options[s, b]].title) if options[s, b] in things else {},
            }
            for s, b, reason in mended.changes
        ],
    }


def _adult(mended: Mended, student: int, block: int) -> int:
    """Return the id of the adult a student would be with, 0 for none."""
    group = int(mended.after.group[student, block])
    teacher = int(mended.after.group_teacher[group]) if group >= 0 else -1
    return mended.key.adults[teacher] if teacher >= 0 else 0
