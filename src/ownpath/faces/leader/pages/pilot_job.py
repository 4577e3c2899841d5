"""How far the reckoning of a pilot is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from ownpath.school.change.models import Reckoning


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPart:
    """How far a reckoning is."""

    uuid: UUID
    is_waiting: bool  # behind other work
    is_working: bool
    is_failed: bool
    done: int
    total: int


def draw_job(job: Reckoning | None) -> JobPart | None:
    """Return how far a reckoning is; None where there was none."""
    if job is None:
        return None
    return JobPart(
        uuid=job.uuid,
        is_waiting=job.state == "waiting",
        is_working=job.state in ("waiting", "running"),
        is_failed=job.state == "failed",
        done=job.done,
        total=job.total,
    )
