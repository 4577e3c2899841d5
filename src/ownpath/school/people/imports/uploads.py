"""Keeps the rosters that records staff send: the file, where it stands, and who may do what with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Set
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotFound, OutOfBounds
from ownpath.school.people.imports.background import Pulse, read_pulse
from ownpath.school.people.imports.types import ImportRefused, ManyWouldEnd, NotThisDistrict
from ownpath.school.people.models import Person, RosterImport
from ownpath.store.together import deed

MAX_UPLOAD_BYTES = 50_000_000
ZIP_STARTS_WITH = b"PK"
DAYS_A_STORY_IS_KEPT = 30
State = RosterImport.State
WORKING: Set[str] = {State.PLANNING, State.APPLYING}
OPEN = (*WORKING, State.PLANNED, State.REFUSED)


class TooLarge(OutOfBounds):
    """The file is larger than any roster."""


class NotOpen(Conflict):
    """The import is not in a state in which this can be done."""

    def __init__(self) -> None:
        super().__init__(
            _("This import was already carried out, or is being worked on."),
            next_step=_("Look at the list of imports."),
        )


def receive_upload(
    *, by: Person, file_name: str, chunks: Iterable[bytes], now: datetime
) -> RosterImport:
    """Keep a file that was sent, under a name of ours, and return its import, still to be planned."""
    if by.district_id is None:
        raise NotThisDistrict
    folder = folder_of_uploads()
    path = folder / f"{uuid4().hex}.zip"
    with path.open("xb") as target:
        path.chmod(0o600)
        try:
            file_hash = _keep(chunks, target)
        except (ImportRefused, TooLarge):
            path.unlink()
            raise
    forget_old_stories(before=now - timedelta(days=DAYS_A_STORY_IS_KEPT))
    return _record(by=by, file_name=file_name, path=path, file_hash=file_hash, now=now)


def folder_of_uploads() -> Path:
    """Return the folder in which files wait, made when it is missing."""
    folder: Path = settings.DATA_FOLDER / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _keep(chunks: Iterable[bytes], target: BinaryIO) -> str:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        if size == 0 and not chunk.startswith(ZIP_STARTS_WITH):
            raise ImportRefused(
                _("This is not a zip file."),
                next_step=_("Send the zip that your student information system exports."),
            )
        size += len(chunk)
        if size > MAX_UPLOAD_BYTES:
            raise TooLarge(
                _("The file is larger than %(n)s MB.") % {"n": MAX_UPLOAD_BYTES // 1_000_000},
                next_step=_("Export only the roster, without grades and resources."),
            )
        digest.update(chunk)
        target.write(chunk)
    if size == 0:
        raise ImportRefused(_("The file is empty."), next_step=_("Export it again."))
    return digest.hexdigest()


@deed
def _record(
    *, by: Person, file_name: str, path: Path, file_hash: str, now: datetime
) -> RosterImport:
    return RosterImport.objects.create(
        district_id=by.district_id,
        file_name=Path(file_name.replace("\\", "/")).name[-255:],
        file_path=str(path),
        file_hash=file_hash,
        planned_by=by,
        planned_at=now,
        state=State.PLANNING,
    )


@deed
def forget_old_stories(*, before: datetime) -> None:
    """Forget what finished imports told about single people; the counts stay."""
    old = RosterImport.objects.filter(planned_at__lt=before).exclude(state__in=OPEN)
    old.exclude(Q(story={}) & Q(problems=[])).update(story={}, problems=[])


def uploads_of(*, viewer: Person) -> QuerySet[RosterImport]:
    """Return the imports of the viewer's district, newest first."""
    rows = RosterImport.objects.filter(district=viewer.district, district__isnull=False)
    return rows.select_related("planned_by").order_by("-planned_at", "-pk")


def get_upload(*, viewer: Person, uuid: UUID) -> RosterImport:
    """Return one import of the viewer's district."""
    found = uploads_of(viewer=viewer).filter(uuid=uuid).select_related("district").first()
    if found is None:
        raise NotFound(
            _("There is no such import."), next_step=_("Pick one from the list of imports.")
        )
    return found


def pulse_path(upload: RosterImport) -> Path:
    """Return where the work on an import leaves its pulse."""
    return Path(upload.file_path).with_suffix(".pulse")


def pulse_of(upload: RosterImport, *, now: datetime) -> Pulse | None:
    """Return how far the work on an import is, or None when nobody works on it.

    Work that ended after `upload` was read has settled it first: what it says then is read anew.
    """
    if upload.state not in WORKING:
        return None
    pulse = read_pulse(pulse_path(upload), now=now)
    if pulse is None:
        upload.refresh_from_db()
    return pulse


def is_interrupted(upload: RosterImport, *, now: datetime) -> bool:
    """Return whether work on an import stopped half way; nothing of it was kept."""
    return pulse_of(upload, now=now) is None and upload.state in WORKING


@deed
def begin_planning(*, upload: RosterImport, by: Person, now: datetime) -> None:
    """Take an import back to where it is read, because the records changed or the work was cut off."""
    _take(
        upload, by, now, to=State.PLANNING, when={State.PLANNED, State.REFUSED}, if_dead=WORKING
    )


@deed
def begin_applying(
    *, upload: RosterImport, by: Person, now: datetime, confirm_many_ends: bool
) -> None:
    """Take a planned import on, once: a second request, or another clerk's, is refused.

    Raises
    ------
    ManyWouldEnd, NotOpen, NotThisDistrict
    """
    story = upload.story
    if story.get("needs_confirmation") and not confirm_many_ends:
        raise ManyWouldEnd(n_ending=story["n_people_ending"], n_people=story["n_people"])
    _take(upload, by, now, to=State.APPLYING, when={State.PLANNED}, if_dead={State.APPLYING})


def _take(
    upload: RosterImport,
    by: Person,
    now: datetime,
    *,
    to: State,
    when: Set[str],
    if_dead: Set[str],
) -> None:
    """Move an import from one state to another, unless somebody else did before.

    Parameters
    ----------
    if_dead
        States that are left as well when the work that was in them died.
    """
    if by.district_id is None or by.district_id != upload.district_id:
        raise NotThisDistrict
    is_dead = upload.state in if_dead and is_interrupted(upload, now=now)
    leaving = {upload.state} if is_dead else when
    rows = RosterImport.objects.filter(pk=upload.pk, state__in=leaving)
    if not rows.update(state=to, progress=0):
        raise NotOpen
    upload.state = to


@deed
def discard_upload(*, upload: RosterImport, by: Person, now: datetime) -> None:
    """Let go of an import that was not carried out, and of its file."""
    _take(
        upload,
        by,
        now,
        to=State.DISCARDED,
        when={State.PLANNED, State.REFUSED},
        if_dead=WORKING,
    )
    RosterImport.objects.filter(pk=upload.pk).update(story={}, problems=[])
    drop_file(upload)


def drop_file(upload: RosterImport) -> None:
    """Remove the file of an import: it holds everybody's data and has done its work."""
    Path(upload.file_path).unlink(missing_ok=True)
