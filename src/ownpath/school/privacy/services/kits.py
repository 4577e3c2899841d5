"""Exit kits that the worker writes: ask for one, see how far it is, take it for some days, let it go.

The file holds everything about everybody, so it goes by itself after `KEPT_FOR`, and at once when somebody is erased.
How far the writing is stands in a small file beside it: the database stands still for the writer meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotFound
from ownpath.school.privacy.models import AuditEntry, KitRun
from ownpath.school.privacy.services.allowed import ensure_answers_for
from ownpath.store.together import deed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ownpath.school.people.models import District, Person

KEPT_FOR: Final = timedelta(days=7)
WAITS_AT_MOST: Final = timedelta(hours=1)  # for the worker to come to it
WRITTEN: Final = (
    f"*-{'-'.join('[0-9a-f]' * n for n in (8, 4, 4, 4, 12))}.zip"  # the files of kits
)
IS_DEAD_AFTER: Final = timedelta(minutes=5)  # without a byte written
State: TypeAlias = Literal["waiting", "going", "ready", "broken", "gone"]


class IsMakingOne(Conflict):
    """The worker is at it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """How an exit kit stands; tables are those written, of how many."""

    run: KitRun
    state: State
    n_done: int
    n_tables: int
    goes_at: datetime | None  # when the file is let go

    @property
    def is_working(self) -> bool:
        """Whether the worker is at it, or will be."""
        return self.state in {"waiting", "going"}


@deed
def begin_kit(*, district: District, by: Person, now: datetime) -> KitRun:
    """Ask for an exit kit, to be written by the worker; the one before is let go.

    Raises
    ------
    NotTheirs, IsMakingOne
    """
    ensure_answers_for(district, by, now)
    before = latest_kit(district=district, now=now)
    if before is not None and before.is_working:
        raise IsMakingOne(
            _("An exit kit is being made already."), next_step=_("Wait until that is through.")
        )
    whole = KitRun.objects.filter(district=district, student=None)
    whole.filter(ended_at=None).update(ended_at=now, is_broken=True)
    let_go_kit(district=district, by=by, now=now)
    AuditEntry.objects.create(actor=by, deed="exit_kit.ask", done_at=now)
    return KitRun.objects.create(district=district, asked_by=by, asked_at=now)


def latest_kit(*, district: District, now: datetime) -> Kit | None:
    """Return how the exit kit that was asked for last stands; one query."""
    return latest_of(KitRun.objects.filter(district=district, student=None), now)


def latest_of(rows: QuerySet[KitRun], now: datetime) -> Kit | None:
    """Return how the last of some runs stands; one query."""
    run = rows.select_related("asked_by").order_by("-asked_at", "-pk").first()
    if run is None:
        return None
    n_done, n_tables = _how_far(run)
    goes_at = run.ended_at + KEPT_FOR if run.ended_at and not run.is_broken else None
    state = _state(run, now)
    return Kit(run=run, state=state, n_done=n_done, n_tables=n_tables, goes_at=goes_at)


def _state(run: KitRun, now: datetime) -> State:
    if run.is_broken:
        return "broken"
    if run.ended_at is not None:
        is_there = now < run.ended_at + KEPT_FOR and path_of(run).is_file()
        return "ready" if is_there else "gone"
    if run.begun_at is None:
        return "waiting" if now < run.asked_at + WAITS_AT_MOST else "broken"
    return "going" if now < _last_sign(run) + IS_DEAD_AFTER else "broken"


def _last_sign(run: KitRun) -> datetime:
    """Return when something of a kit was last written."""
    files = (path_of(run), _pulse_of(run))
    written = [one.stat().st_mtime for one in files if one.is_file()]
    begun = run.begun_at or run.asked_at
    return max([begun, *(datetime.fromtimestamp(one, tz=begun.tzinfo) for one in written)])


@deed
def find_kit(*, district: District, by: Person, now: datetime) -> Path:
    """Return the file of a kit that is ready, and note that it is taken.

    Raises
    ------
    NotTheirs, NotFound
    """
    ensure_answers_for(district, by, now)
    kit = latest_kit(district=district, now=now)
    if kit is None or kit.state != "ready":
        raise NotFound(
            _("No exit kit is ready here."), next_step=_("Ask for one, then wait for it.")
        )
    AuditEntry.objects.create(actor=by, deed="exit_kit", done_at=now)
    return path_of(kit.run)


@deed
def let_go_kit(*, district: District, by: Person, now: datetime) -> None:
    """Let the file of a kit go before its time, and note who did; where none is ready, nothing is noted.

    Raises
    ------
    NotTheirs
    """
    ensure_answers_for(district, by, now)
    kit = latest_kit(district=district, now=now)
    if kit is not None and kit.state == "ready":
        AuditEntry.objects.create(actor=by, deed="exit_kit.let_go", done_at=now)
    drop_files(KitRun.objects.filter(district=district, student=None))


def path_of(run: KitRun) -> Path:
    """Return where a kit is written."""
    return _folder() / f"{run.district_id}-{run.uuid}.zip"


def tell_how_far(run: KitRun, n_done: int, n_tables: int) -> None:
    """Say how far the writing is."""
    _pulse_of(run).write_text(json.dumps([n_done, n_tables]))


def _how_far(run: KitRun) -> tuple[int, int]:
    try:
        n_done, n_tables = json.loads(_pulse_of(run).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return 0, 0
    return n_done, n_tables


def _pulse_of(run: KitRun) -> Path:
    return path_of(run).with_suffix(".pulse")


def _folder() -> Path:
    folder: Path = settings.DATA_FOLDER / "kits"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def drop_files(runs: Iterable[KitRun]) -> None:
    """Let go of the files of some runs."""
    for run in runs:
        path_of(run).unlink(missing_ok=True)
        _pulse_of(run).unlink(missing_ok=True)


def drop_kits(*, district: District) -> None:
    """Let go of every file of a district's kits, children's records among them."""
    for path in _folder().glob(f"{district.pk}-*"):
        path.unlink(missing_ok=True)


def drop_old_kits(*, now: datetime) -> list[str]:
    """Let go of the files whose time is over; return what was done, for the machine's log."""
    there = [UUID(path.stem.partition("-")[2]) for path in _folder().glob(WRITTEN)]
    if not there:
        return []
    runs = KitRun.objects.filter(uuid__in=there, ended_at__lt=now - KEPT_FOR)
    gone = [path_of(run) for run in runs]
    for path in gone:
        path.unlink(missing_ok=True)
    return [f"{len(gone)} exit kits were let go."] if gone else []
