"""The sheets of a day that were made ahead: a zip for each campus and day, which says of itself what is in it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final
from uuid import UUID

from django.conf import settings

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus

MADE: Final = "made.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The sheets of one day as they lie ready: a zip with one HTML file for students, rooms and teachers each."""

    plan: UUID
    version: int
    made_at: datetime
    students: frozenset[int]  # ids of those named in it
    adults: frozenset[int]
    parts: tuple[str, ...]  # of students, rooms, teachers


def folder_of_sheets() -> Path:
    """Return the folder that holds a folder for each campus."""
    folder: Path = settings.DATA_FOLDER / "sheets"
    return folder


def path_of_sheets(*, campus: Campus, day: date) -> Path:
    """Return where the sheets of a day lie once they are made."""
    return folder_of_sheets() / str(campus.uuid) / f"{day}.zip"


def printed_of(*, campus: Campus, day: date) -> Printed | None:
    """Return the sheets of a day that were made ahead; None while there are none. No query."""
    return read_printed(path_of_sheets(campus=campus, day=day))


def read_printed(path: Path) -> Printed | None:
    """Return what a zip of sheets says of itself; None where there is none, or one that a disk spoiled."""
    try:
        with path.open("rb") as file:
            return _told(file)
    except (FileNotFoundError, zipfile.BadZipFile):
        return None


def take_printed(*, campus: Campus, day: date) -> tuple[Printed, bytes] | None:
    """Return what a zip of sheets says of itself, with the zip: one reading, so that both are of the same making."""
    try:
        whole = path_of_sheets(campus=campus, day=day).read_bytes()
        return _told(BytesIO(whole)), whole
    except (FileNotFoundError, zipfile.BadZipFile):
        return None


def part_of(whole: bytes, by: str) -> bytes:
    """Return one of the files in a zip of sheets."""
    with zipfile.ZipFile(BytesIO(whole)) as opened:
        return opened.read(f"{by}.html")


def _told(file: IO[bytes]) -> Printed:
    with zipfile.ZipFile(file) as opened:
        told = json.loads(opened.read(MADE))
    return Printed(
        plan=UUID(told["plan"]),
        version=int(told["version"]),
        made_at=datetime.fromisoformat(told["made_at"]),
        students=frozenset(told["students"]),
        adults=frozenset(told["adults"]),
        parts=tuple(told["parts"]),
    )


def all_printed() -> Iterator[tuple[Path, date]]:
    """Yield every file of sheets that lies ready, and its day."""
    for path in sorted(folder_of_sheets().glob("*/*.zip")):
        yield path, date.fromisoformat(path.stem)
