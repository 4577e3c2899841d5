"""Background work of privacy: an exit kit that somebody asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django_tasks import task

from ownpath import clock
from ownpath.school.privacy.exports import write_kit
from ownpath.school.privacy.models import KitRun
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


@task()
def make_kit(run: str) -> None:
    """Write an exit kit that was asked for; runs in the worker's process."""
    do_kit(uuid=UUID(run), clock=clock.now)


def do_kit(*, uuid: UUID, clock: Clock) -> None:
    """Write a kit whole, or leave nothing of it; one that was given up meanwhile is not written."""
    rows = KitRun.objects.filter(uuid=uuid, ended_at=None)
    if not rows.filter(begun_at=None).update(begun_at=clock()):
        return
    run = rows.select_related("district").get()
    path = path_of(run)
    try:
        with path.open("xb") as target:
            path.chmod(0o600)
            write_kit(
                district=run.district,
                target=target,
                by=None,
                now=clock(),
                progress=lambda _table, done, of: tell_how_far(run, done, of),
            )
        rows.update(ended_at=clock(), n_bytes=path.stat().st_size)
    except Exception:
        logger.exception("An exit kit stopped on its way; nothing of it is kept.")
        path.unlink(missing_ok=True)
        rows.update(ended_at=clock(), is_broken=True)
