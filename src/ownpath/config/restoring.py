"""Set an installation up from a backup: everything is looked at first, then put in place, the database last.

Nothing in the file is believed that does not fit its manifest, and no name leads out of the data folder. What stands
already is never written over: it is moved aside, into a folder of its own, if that is asked for.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
from contextlib import closing
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from ownpath.config.backing_up import (
    BLOCK,
    DATABASE,
    FOLDERS,
    KIND,
    MANIFEST,
    OWNER_ONLY,
    SECRET,
    CannotBackUp,
    Entry,
    Installation,
    Manifest,
    Step,
    ensure_sound,
)
from ownpath.config.whole_files import unfinished_in
from ownpath.errors import Conflict, OutOfBounds

LARGEST_MANIFEST: Final = 50_000_000
BESIDE_IT: Final = ("-wal", "-shm", "-turn")


class NotABackup(OutOfBounds):
    """The file is none of ours, or not whole."""


class CannotRestore(Conflict):
    """Something stands in the way; nothing was changed."""


def restore(
    *, here: Installation, source: Path, replaces: bool, now: datetime, step: Step
) -> tuple[Manifest, Path | None]:
    """Set the installation up from a backup; return its manifest, and where what stood here was moved to.

    Parameters
    ----------
    replaces
        Whether what stands here already may be moved aside.

    Raises
    ------
    NotABackup, CannotRestore
    """
    stands = here.database.exists()
    if stands and not replaces:
        raise CannotRestore(
            f"There is a database at {here.database}.",
            next_step="Set OWNPATH_DATA to an empty folder, or move it aside with --replace.",
        )
    if stands:
        _ensure_idle(here.database)
    here.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with unfinished_in(here.data) as beside:
        manifest = _unpack(source, beside, step)
        _ensure_known(beside / DATABASE)
        aside = _move_aside(here, now) if stands else None
        _put_in_place(beside, here, manifest)
    return manifest, aside


def _ensure_idle(database: Path) -> None:
    """Refuse while a server or a worker has the database open: the last one to close it takes its log away."""
    with closing(sqlite3.connect(database)) as asked:
        asked.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
    if database.with_name(database.name + "-wal").exists():
        raise CannotRestore(
            "Somebody has the database open: a server or a worker runs.",
            next_step="Stop it first.",
        )


def _unpack(source: Path, target: Path, step: Step) -> Manifest:
    """Write the files of a backup into a folder, each as its manifest says; return the manifest."""
    try:
        with tarfile.open(source, mode="r:gz") as archive:
            manifest = _read_manifest(archive, source)
            wanted = {entry.name: entry for entry in manifest.entries}
            done, total = 0, sum(entry.size for entry in manifest.entries)
            for member in islice(archive, 1, None):
                entry = wanted.pop(member.name, None)
                file = archive.extractfile(member) if entry else None
                if entry is None or file is None:
                    raise NotABackup(
                        f"{source} holds {member.name!r}, which its manifest does not name.",
                        next_step="Take another backup.",
                    )
                _write_checked(file, target / entry.name, entry)
                done += entry.size
                step("reading", done, total)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise NotABackup(
            f"{source} cannot be read as a backup: {error}.", next_step="Take another backup."
        ) from error
    if wanted:
        raise NotABackup(f"{source} lacks {min(wanted)!r}.", next_step="Take another backup.")
    return manifest


def _read_manifest(archive: tarfile.TarFile, source: Path) -> Manifest:
    first = archive.next()
    file = archive.extractfile(first) if first and first.name == MANIFEST else None
    try:
        if first is None or file is None or first.size > LARGEST_MANIFEST:
            raise ValueError("it does not begin with a manifest")
        told: dict[str, Any] = json.loads(file.read())
        if told["kind"] != KIND:
            raise ValueError(f"it is a {told['kind']}")
        entries = tuple(Entry(**entry) for entry in told["files"])
        manifest = Manifest(made_at=str(told["made_at"]), entries=entries)
    except (ValueError, KeyError, TypeError) as error:
        raise NotABackup(
            f"{source} is not a backup of Ownpath: {error}.",
            next_step="Name a file that ownpath backup wrote.",
        ) from error
    names = [entry.name for entry in entries]
    strange = [name for name in names if not _is_ours(name)]
    if strange or DATABASE not in names:
        what = f"names {strange[0]!r}" if strange else "holds no database"
        raise NotABackup(f"{source} {what}.", next_step="Take another backup.")
    return manifest


def _is_ours(name: str) -> bool:
    """Return whether a name is one of those a backup can hold, and leads nowhere else."""
    parts = name.split("/")
    if name in (DATABASE, SECRET):
        return True
    return len(parts) > 1 and parts[0] in FOLDERS and not {"", ".", ".."} & set(parts)


def _write_checked(source: IO[bytes], target: Path, entry: Entry) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as file:
        os.fchmod(file.fileno(), OWNER_ONLY)
        while block := source.read(BLOCK):
            file.write(block)
            digest.update(block)
            size += len(block)
        file.flush()
        os.fsync(file.fileno())
    if size != entry.size or digest.hexdigest() != entry.sha256:
        raise NotABackup(
            f"{entry.name} is not as its manifest says.", next_step="Take another backup."
        )


def _ensure_known(database: Path) -> None:
    """Refuse a damaged database, and one whose tables are newer than this program."""
    from django.db.migrations.loader import MigrationLoader

    with closing(sqlite3.connect(database)) as asked:
        try:
            ensure_sound(asked, name="in the backup")
            applied = set(asked.execute("SELECT app, name FROM django_migrations"))
        except (CannotBackUp, sqlite3.DatabaseError) as error:
            raise NotABackup(
                f"The database in the backup is damaged: {error}.",
                next_step="Take another backup.",
            ) from error
    unknown = applied - set(MigrationLoader(None).disk_migrations)
    if unknown:
        app, name = min(unknown)
        raise CannotRestore(
            f"The backup was made by a newer Ownpath: its tables know {app} {name}.",
            next_step="Install that version, or a later one, first.",
        )


def _move_aside(here: Installation, now: datetime) -> Path:
    """Move what stands here into a folder of its own and return it."""
    aside = here.data / f"before-restore-{now:%Y-%m-%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    for name in (SECRET, *FOLDERS):
        if (here.data / name).exists():
            (here.data / name).rename(aside / name)
    for ending in ("", *BESIDE_IT):
        part = here.database.with_name(here.database.name + ending)
        if part.exists():
            shutil.move(part, aside / (DATABASE + ending))
    return aside


def _put_in_place(unpacked: Path, here: Installation, manifest: Manifest) -> None:
    """Move the unpacked files to where they belong, the database last: until then there is nothing to serve."""
    for name in [e.name for e in manifest.entries if e.name != DATABASE]:
        (here.data / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (unpacked / name).replace(here.data / name)
    here.database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.move(unpacked / DATABASE, here.database)
