"""Keep a whole installation in one file, without stopping it.

The file holds the database as it is at one moment (SQLite's own online backup), the server's secret, and what people
brought. What can be made again (printed sheets, static files, exit kits) stays out. On PostgreSQL the database is for
`pg_dump`, and this says so. `restoring` sets an installation up from such a file.

A gzipped tar. Its first member, `manifest.json`, names each file with its size in bytes and SHA-256. It is as precious
as the installation itself: only its owner may read it.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Final

from ownpath.config.whole_files import unfinished_in
from ownpath.errors import Conflict

Step = Callable[[str, int, int], None]
DATABASE: Final = "ownpath.sqlite3"
SECRET: Final = "secret.key"  # noqa: S105 - a file's name
FOLDERS: Final = ("files", "imports", "mail")
MANIFEST: Final = "manifest.json"
KIND: Final = "ownpath-backup"
PAGES_AT_A_TIME: Final = 4_000
BLOCK: Final = 1 << 20
COMPRESSION: Final = (
    1  # gzip's quickest: a third of the time of the usual one for a tenth more room
)
NIGHTS_KEPT: Final = 14
OWNER_ONLY: Final = 0o600


class CannotBackUp(Conflict):
    """The installation, or the place, does not allow it; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where an installation keeps what it has."""

    data: Path  # its folder
    database: Path  # its SQLite file


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of a backup."""

    name: str  # with slashes, below the data folder
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds, and when it was made."""

    made_at: str  # ISO 8601 with the offset
    entries: tuple[Entry, ...]

    def as_bytes(self) -> bytes:
        """Return the manifest as it is written."""
        written = {
            "kind": KIND,
            "made_at": self.made_at,
            "files": [asdict(e) for e in self.entries],
        }
        return json.dumps(written, indent=1).encode()


def is_ours_to_keep(*, settings: Any) -> bool:
    """Return whether the database is one that is backed up here; PostgreSQL has its own tool."""
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))


def installation_of(*, settings: Any) -> Installation:
    """Return where this installation keeps what it has.

    Raises
    ------
    CannotBackUp
        On PostgreSQL.
    """
    if not is_ours_to_keep(settings=settings):
        raise CannotBackUp(
            "The database is on PostgreSQL.",
            next_step=f"Keep it with pg_dump, and {SECRET} and files/ of {settings.DATA_FOLDER} with it.",
        )
    return Installation(
        data=settings.DATA_FOLDER, database=Path(settings.DATABASES["default"]["NAME"])
    )


def back_up(*, here: Installation, target: Path, now: datetime, step: Step) -> Manifest:
    """Write a backup to a file that is not there yet; whole, or not at all.

    Raises
    ------
    CannotBackUp
        If there is no database, if the file is there already, or its folder is not.
    """
    if not here.database.exists():
        raise CannotBackUp(
            f"There is no database at {here.database}.", next_step="Look at OWNPATH_DATA."
        )
    if target.exists():
        raise CannotBackUp(
            f"There is a file at {target} already.", next_step="Name one that is not there yet."
        )
    if not target.parent.is_dir():
        raise CannotBackUp(
            f"There is no folder {target.parent}.", next_step="Make it, or name another."
        )
    try:
        with unfinished_in(target.parent) as beside:
            copy = beside / DATABASE
            _copy_database(here.database, copy, step)
            sources = {DATABASE: copy, **_files_of(here)}
            entries = tuple(_entry(name, path) for name, path in sources.items())
            manifest = Manifest(made_at=now.isoformat(timespec="seconds"), entries=entries)
            unfinished = beside / "backup"
            _write(unfinished, manifest, sources, step)
            unfinished.rename(target)
    except (OSError, sqlite3.OperationalError) as error:
        raise _no_room(target.parent, error) from error
    _settle(target.parent)
    return manifest


def _no_room(folder: Path, error: OSError | sqlite3.OperationalError) -> Exception:
    """Return a refusal where a folder is full (twice the database has to fit), else the error itself."""
    is_full = (
        error.errno == errno.ENOSPC
        if isinstance(error, OSError)
        else error.sqlite_errorcode == sqlite3.SQLITE_FULL
    )
    if not is_full:
        return error
    return CannotBackUp(
        f"There is no room left in {folder}.",
        next_step="Make room for twice the database, or name another.",
    )


def keep_tonights(*, here: Installation, folder: Path, now: datetime, today: date) -> list[str]:
    """Write this night's backup into a folder unless it is there, let the oldest go; return what was done in words."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"ownpath-{today.isoformat()}.tar.gz"
    if target.exists():
        return []
    back_up(here=here, target=target, now=now, step=lambda *_told: None)
    for old in nightly_backups(folder)[:-NIGHTS_KEPT]:
        old.unlink()
    return [f"kept a backup at {target}"]


def nightly_backups(folder: Path) -> list[Path]:
    """Return the nightly backups in a folder, the oldest first."""
    return sorted(folder.glob("ownpath-????-??-??.tar.gz"))


def _copy_database(database: Path, copy: Path, step: Step) -> None:
    """Copy a database that may be in use: what is committed at one moment, whatever is written meanwhile."""
    source = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(copy)) as target:
        source.execute("BEGIN")  # one state of things for all the pages that follow
        source.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
        source.backup(
            target,
            pages=PAGES_AT_A_TIME,
            progress=lambda _status, left, of: step("database", of - left, of),
        )
        ensure_sound(target, name=str(database))
    copy.chmod(OWNER_ONLY)


def ensure_sound(database: sqlite3.Connection, *, name: str) -> None:
    """Refuse a database that SQLite finds damaged."""
    try:
        found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise CannotBackUp(
            f"The database {name} is damaged: {found}.",
            next_step="Set the installation up from the last backup (ownpath restore).",
        )


def _files_of(here: Installation) -> dict[str, Path]:
    """Return the other files of an installation by name, in order."""
    kept = [here.data / SECRET]
    for folder in FOLDERS:
        kept += sorted((here.data / folder).rglob("*"))
    return {
        path.relative_to(here.data).as_posix(): path
        for path in kept
        if path.is_file() and not path.is_symlink()
    }


def _entry(name: str, path: Path) -> Entry:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return Entry(name=name, size=path.stat().st_size, sha256=digest.hexdigest())


def _write(target: Path, manifest: Manifest, sources: dict[str, Path], step: Step) -> None:
    total = sum(entry.size for entry in manifest.entries)
    done = 0
    with _owners_file(target) as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=COMPRESSION) as archive:
            told = manifest.as_bytes()
            archive.addfile(_member(MANIFEST, len(told)), io.BytesIO(told))
            for entry in manifest.entries:
                with sources[entry.name].open("rb") as source:
                    archive.addfile(_member(entry.name, entry.size), source)
                done += entry.size
                step("writing", done, total)
        file.flush()
        os.fsync(file.fileno())


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, OWNER_ONLY
    return member


@contextmanager
def _owners_file(path: Path) -> Iterator[IO[bytes]]:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(number, "wb") as file:
        yield file


def _settle(folder: Path) -> None:
    """Let the folder itself reach the disk, so that the new name outlives a power cut."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
