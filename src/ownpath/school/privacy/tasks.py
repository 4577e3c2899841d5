"""Background work of privacy: an exit kit, or a child's record, that somebody asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import IO, TYPE_CHECKING
from uuid import UUID

from django_tasks import task

from ownpath import clock
from ownpath.school.privacy.exports import write_kit
from ownpath.school.privacy.models import KitRun
from ownpath.school.privacy.services.child_record_file import write_child_record
from ownpath.school.privacy.services.child_records import begin_child_record
from ownpath.school.privacy.services.kits import begin_kit, path_of, tell_how_far

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


def ask_for_kit(*, district: District, by: Person, now: datetime) -> KitRun:
    """Let the worker write an exit kit.

    Raises
    ------
    NotTheirs, IsMakingOne
    """
    run = begin_kit(district=district, by=by, now=now)
    make_kit.enqueue(str(run.uuid))
    return run


def ask_for_child_record(
    *, student: Person, by: Person, language: str, now: datetime
) -> KitRun:
    """Let the worker write a student's record for one of their guardians, or for themselves.

    Raises
    ------
    NotTheirChild, IsMakingOne
    """
    run = begin_child_record(student=student, by=by, language=language, now=now)
    make_kit.enqueue(str(run.uuid))
    return run


@task()
def make_kit(run: str) -> None:
    """Write an exit kit that was asked for; runs in the worker's process."""
    do_kit(uuid=UUID(run), clock=clock.now)


def do_kit(*, uuid: UUID, clock: Clock) -> None:
    """Write a kit whole, or leave nothing of it; one that was given up meanwhile is not written."""
    rows = KitRun.objects.filter(uuid=uuid, ended_at=None)
    if not rows.filter(begun_at=None).update(begun_at=clock()):
        return
    run = rows.select_related("district", "student__district", "asked_by").get()
    path = path_of(run)
    try:
        with path.open("xb") as target:
            path.chmod(0o600)
            _write(run, target, clock())
        rows.update(ended_at=clock(), n_bytes=path.stat().st_size)
    except Exception:
        logger.exception("An exit kit stopped on its way; nothing of it is kept.")
        path.unlink(missing_ok=True)
        rows.update(ended_at=clock(), is_broken=True)


def _write(run: KitRun, target: IO[bytes], now: datetime) -> None:
    """Write what a run asks for: a child's record for who asked for it, or all of a district."""
    if run.student is None:
        write_kit(
            district=run.district,
            target=target,
            by=None,
            now=now,
            progress=lambda _table, done, of: tell_how_far(run, done, of),
        )
    elif run.asked_by is not None:
        write_child_record(
            student=run.student,
            viewer=run.asked_by,
            language=run.language,
            target=target,
            now=now,
            progress=lambda done, of: tell_how_far(run, done, of),
        )
    else:
        raise LookupError(f"run {run.pk}: whoever asked for this record was erased meanwhile")
