"""Keep the tables a leader sent, and what came of them, under a name of ours, until a day is over."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final
from uuid import UUID, uuid4
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ownpath import clock
from ownpath.errors import NotFound, OutOfBounds
from ownpath.school.days.imports.reading import LARGEST_FILE

SENT: Final = "sent"  # the folder of the tables themselves
MADE: Final = "tables.zip"  # made here, to be taken along
STORY, UNDO, BACK = "story.json", "undo.json", "back.json"
"""What sent tables would do; what they did, once they are in; what is to be taken back in the place of tables."""
KEPT_FOR: Final = timedelta(days=1)
MOST_FILES: Final = 40
ENDINGS: Final = frozenset({".csv", ".yaml", ".yml"})


class NotTables(OutOfBounds):
    """What was sent are no tables, or too many."""


def keep_sent(sent: Iterable[tuple[str, IO[bytes]]], *, now: datetime) -> str:
    """Keep files (name and content; a zip stands for the files in it) and return the name of what waits.

    Raises
    ------
    NotTables
        If a file is neither CSV, YAML nor a zip of these, is too large, or there are too many.
    """
    files = [one for name, content in sent for one in _files_in(name, content)]
    if not files or len(files) > MOST_FILES:
        raise _no_tables()
    if len(files) > 1 and any(not name.endswith(".csv") for name, _content in files):
        raise NotTables(
            _("A YAML file holds all tables by itself."),
            next_step=_("Send it alone, or send CSV files."),
        )
    if len({name for name, _content in files}) < len(files):
        raise NotTables(
            _("Two of these tables have the same name."),
            next_step=_("Send each table once, with all its rows."),
        )
    forget_sent(before=now - KEPT_FOR)
    waiting = _new()
    for name, content in files:
        (_folder() / waiting / SENT / name).write_bytes(content)
    return waiting


def keep_way_back(of: str, *, now: datetime) -> str:
    """Let what tables changed wait to be taken back, and return the name of what waits."""
    found = read_kept(of, UNDO)
    if found is None:
        raise _gone()
    waiting = keep_nothing(now=now)
    write_kept(waiting, BACK, found["changed"])
    return waiting


def keep_nothing(*, now: datetime) -> str:
    """Return the name of an empty place, for what is made here."""
    forget_sent(before=now - KEPT_FOR)
    return _new()


def done_at(campus: UUID) -> Iterator[tuple[str, Any]]:
    """Yield what was done at a campus and can still be taken back: its name, and what was written of it."""
    for one in _folder().iterdir():
        found = read_kept(one.name, UNDO)
        if found is not None and found["campus"] == str(campus):
            yield one.name, found


def made_path(waiting: str) -> Path:
    """Return where the tables stand that were made to be taken along."""
    return _folder() / Path(waiting).name / MADE


def find_sent(waiting: str) -> Path:
    """Return what `read_tables` reads: the folder, or the one YAML file in it."""
    folder = folder_of(waiting) / SENT
    files = list(folder.iterdir())
    return files[0] if len(files) == 1 and files[0].suffix != ".csv" else folder


def folder_of(waiting: str) -> Path:
    """Return the folder of what waits; refuse what waits no more."""
    folder = _folder() / Path(waiting).name
    if not waiting or not folder.is_dir():
        raise _gone()
    return folder


def pulse_path(waiting: str) -> Path:
    """Return where work on what waits leaves its pulse; beside the folder, so that it outlives that."""
    return _folder() / f"{Path(waiting).name}.pulse"


def read_kept(waiting: str, name: str) -> Any:
    """Return what was written beside the tables under a name of ours; None where nothing was."""
    path = _folder() / Path(waiting).name / name
    return json.loads(path.read_text()) if waiting and path.is_file() else None


def write_kept(waiting: str, name: str, found: Any) -> None:
    """Write something beside the tables that wait; where they were let go of meanwhile, let go of it too."""
    folder = _folder() / Path(waiting).name
    if folder.is_dir():
        beside = folder / f"{name}.new"
        beside.write_text(json.dumps(found))
        beside.replace(folder / name)


def drop_kept(waiting: str, name: str) -> None:
    """Let go of one thing that was written beside the tables."""
    (_folder() / Path(waiting).name / name).unlink(missing_ok=True)


def drop_sent(waiting: str) -> None:
    """Let go of what waits, if it does."""
    if waiting:
        shutil.rmtree(_folder() / Path(waiting).name, ignore_errors=True)


def forget_sent(*, before: datetime | None) -> None:
    """Let go of what was sent before a moment and nobody brought in; None: of all of it, as somebody is erased."""
    for one in _folder().iterdir():
        if before is not None and clock.written_at(one) >= before:
            continue
        if one.is_dir():
            shutil.rmtree(one, ignore_errors=True)
        elif before is not None:  # the pulse of work that died
            one.unlink(missing_ok=True)


def _new() -> str:
    waiting = uuid4().hex
    (_folder() / waiting).mkdir(mode=0o700)
    (_folder() / waiting / SENT).mkdir(mode=0o700)
    return waiting


def _gone() -> NotFound:
    return NotFound(
        _("These tables wait no more."), next_step=_("Send them again, they are soon read.")
    )


def _folder() -> Path:
    folder: Path = settings.DATA_FOLDER / "imports" / "campuses"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _files_in(name: str, content: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a file that was sent, each under its own short name."""
    if name.casefold().endswith(".zip"):
        yield from _unzipped(content)
        return
    yield _named(name), _bounded(content)


def _unzipped(content: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    try:
        with ZipFile(BytesIO(_bounded(content))) as held:
            inside = [one for one in held.infolist() if _is_table(one.filename)]
            if len(inside) > MOST_FILES:
                raise _no_tables()
            for one in inside:
                with held.open(one) as file:
                    yield _named(one.filename), _bounded(file)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as damaged:
        raise NotTables(
            _("This zip file cannot be opened."),
            next_step=_(
                "Pack the tables once more, without a password, or send them one by one."
            ),
        ) from damaged


def _is_table(name: str) -> bool:
    """Return whether something in a zip may be a table: what a computer packs beside them is none."""
    path = PurePosixPath(name)
    return (
        path.suffix.casefold() in ENDINGS
        and not path.name.startswith(".")
        and "__MACOSX" not in path.parts
    )


def _named(name: str) -> str:
    """Return the short name of a file in small letters; a wrong ending is refused."""
    short = PurePosixPath(name.replace("\\", "/")).name.casefold()[-120:]
    if PurePosixPath(short).suffix not in ENDINGS:
        raise _no_tables()
    return short


def _bounded(content: IO[bytes]) -> bytes:
    held = content.read(LARGEST_FILE + 1)
    if len(held) > LARGEST_FILE:
        raise NotTables(
            _("The file is larger than any campus needs."),
            next_step=_("Send only the tables, as CSV files."),
        )
    return held


def _no_tables() -> NotTables:
    return NotTables(
        _("These are no tables of a campus."),
        next_step=_(
            "Send CSV files, at most %(n)s, a zip of them, or one YAML file. From a spreadsheet, save each as CSV."
        )
        % {"n": MOST_FILES},
    )
