"""Look whether an installation is fit for a school: who can read its folder, room, backups, encryption, keys, mail."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from smtplib import SMTPException
from typing import Any, Final

from django.core.mail import send_mail

from ownpath.config.backing_up import SECRET, is_ours_to_keep, nightly_backups
from ownpath.errors import Refusal

LEAST_ROOM: Final = 1_000_000_000  # bytes
TIMES_THE_DATABASE: Final = 3
NEWEST_BACKUP: Final = timedelta(days=2)
OTHERS: Final = 0o077
THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to mend, and how; grave where nobody should be served before."""

    what: str
    remedy: str
    is_grave: bool = False

    def __str__(self) -> str:
        """Return the finding as a line."""
        return f"{self.what} {self.remedy}"


class NotSent(Refusal):
    """The mail server could not be reached, or would not take a letter."""


def look(
    *, settings: Any, proxy: str, somebody_can_come_in: bool, now: datetime
) -> list[Finding]:
    """Return what is to be mended, the gravest first.

    Parameters
    ----------
    proxy
        The address of the proxy whose word is believed (`OWNPATH_TRUSTED_PROXY`), or nothing.
    somebody_can_come_in
        Whether anybody has a password or comes in through the district's identity provider.
    """
    found = [
        *_folder(settings.DATA_FOLDER),
        *_room(settings.DATA_FOLDER, settings.DATABASES["default"]),
        *_encryption(settings, proxy),
        *_backups(settings, now),
    ]
    if not somebody_can_come_in:
        found.append(
            Finding(
                what="Nobody can sign in yet.",
                remedy="ownpath let-in gives the first people a password.",
            )
        )
    return sorted(found, key=lambda one: not one.is_grave)


def send_trial(*, to: str, settings: Any) -> str:
    """Send a letter that says nothing, the way every other one goes, and return where it went.

    Raises
    ------
    NotSent
        If the server cannot be reached, refuses the name and password, or takes no letter to `to`.
    """
    is_kept = settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    folder = settings.EMAIL_FILE_PATH if is_kept else None
    where = folder or f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        send_mail("Ownpath: a trial", "Mail from Ownpath arrives here.", None, [to])
    except (SMTPException, OSError) as fault:
        raise NotSent(
            f"The trial mail to {to} did not leave by {where}: {fault}.",
            next_step="Look at OWNPATH_MAIL_SERVER and OWNPATH_MAIL_FROM; docs/running.md tells their forms.",
        ) from fault
    if folder:
        return f"No mail server is set: the trial mail to {to} lies in {folder}."
    return f"{where} took the trial mail to {to}. See that it arrived."


def _folder(data: Path) -> Iterator[Finding]:
    if data.stat().st_mode & OTHERS:
        yield Finding(
            what=f"Others on this machine can look into {data}.", remedy=f"chmod 700 {data}"
        )
    secret = data / SECRET
    if secret.exists() and secret.stat().st_mode & OTHERS:
        yield Finding(
            what=f"Others on this machine can read {secret}.",
            remedy=f"chmod 600 {secret}",
            is_grave=True,
        )


def _room(data: Path, database: dict[str, Any]) -> Iterator[Finding]:
    path = Path(database["NAME"]) if database["ENGINE"].endswith("sqlite3") else None
    size = path.stat().st_size if path is not None and path.exists() else 0
    wanted = max(LEAST_ROOM, TIMES_THE_DATABASE * size)
    free = shutil.disk_usage(data).free
    if free < wanted:
        yield Finding(
            what=f"{free / 1e9:.1f} GB are free on the disk of {data}.",
            remedy=f"Make room for {wanted / 1e9:.1f} GB.",
            is_grave=free < LEAST_ROOM // 4,
        )


def _encryption(settings: Any, proxy: str) -> Iterator[Finding]:
    if settings.HTTPS and not proxy:
        yield Finding(
            what="OWNPATH_HTTPS is on and no proxy is believed, so every page would send browsers in a circle.",
            remedy="Set OWNPATH_TRUSTED_PROXY to the address of the proxy that speaks TLS.",
            is_grave=True,
        )
    if not settings.HTTPS and set(settings.ALLOWED_HOSTS) - THIS_MACHINE:
        yield Finding(
            what="Browsers on other machines come in without encryption.",
            remedy="Put a proxy with TLS in front and set OWNPATH_HTTPS=1; docs/running.md says how.",
        )


def _backups(settings: Any, now: datetime) -> Iterator[Finding]:
    folder: Path | None = settings.BACKUPS_FOLDER
    if not is_ours_to_keep(settings=settings):
        if folder is not None:
            yield Finding(
                what="OWNPATH_BACKUPS is set, and the database is on PostgreSQL: nothing is kept there.",
                remedy="Keep it with pg_dump, and unset OWNPATH_BACKUPS.",
            )
        return
    if folder is None:
        yield Finding(
            what="No backups are kept.",
            remedy="Set OWNPATH_BACKUPS to a folder on another disk: each night one is written.",
        )
        return
    kept = nightly_backups(folder)
    newest = kept[-1].stat().st_mtime if kept else 0.0
    if now.timestamp() - newest > NEWEST_BACKUP.total_seconds():
        yield Finding(
            what=f"The newest backup in {folder} is older than two days."
            if kept
            else f"There is no backup in {folder} yet.",
            remedy="One is written between 1 and 5 at night; ownpath backup writes one now.",
        )
    if kept and folder.stat().st_dev == settings.DATA_FOLDER.stat().st_dev:
        yield Finding(
            what="The backups lie on the disk of the data they are of.",
            remedy="Name a folder on another disk.",
        )
