"""Keep files with an application: a few kinds, told by what is in them, at most 5 MB each."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _

from ownpath.errors import OutOfBounds
from ownpath.school.change.models import Application, Attachment
from ownpath.school.change.models.shared import TITLE_LENGTH
from ownpath.school.change.services.applications import ensure_may_act
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

MOST_BYTES = 5_000_000
MOST_FILES = 30
_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
}
_BEGINNINGS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13})
_ENDING_OF_OLD_NAMES = {"jpeg": "jpg"}


class NotTaken(OutOfBounds):
    """A file that is too large, or not of a kind we keep."""


@deed
def attach(
    *, application: Application, name: str, content: bytes, by: Person | None, now: datetime
) -> Attachment:
    """Keep a file with an application.

    Raises
    ------
    NotALeader, NotTaken
    """
    ensure_may_act(application, by, now)
    Application.objects.select_for_update().get(pk=application.pk)
    n_there = Attachment.objects.filter(application=application).count()
    if not 0 < len(content) <= MOST_BYTES or n_there >= MOST_FILES:
        raise NotTaken(
            _("A file has at most 5 MB and is not empty; an application has at most 30 files."),
            next_step=_("Make it smaller, or keep it where it is and write down where."),
        )
    plain = _plain_name(name)
    return Attachment.objects.create(
        application=application,
        name=plain,
        kind=kind_of(name=plain, content=content),
        n_bytes=len(content),
        content=content,
        by=by,
        added_at=now,
    )


@deed
def remove_attachment(*, attachment: Attachment, by: Person | None, now: datetime) -> None:
    """Take a file away for good.

    Raises
    ------
    NotALeader
    """
    ensure_may_act(attachment.application, by, now)
    Attachment.objects.filter(pk=attachment.pk).delete()


def kind_of(*, name: str, content: bytes) -> str:
    """Return a file's media type; its ending and what is in it must say the same.

    Raises
    ------
    NotTaken
    """
    ending = PurePath(name).suffix.lower().removeprefix(".")
    ending = _ENDING_OF_OLD_NAMES.get(ending, ending)
    if ending not in KINDS or not _is_inside(ending, content):
        raise NotTaken(
            _("This is not a file we keep, or it is not what its name says."),
            next_step=_(
                "Send a PDF, a document (docx), a table (xlsx, csv), a picture or a text."
            ),
        )
    return KINDS[ending]


def _is_inside(ending: str, content: bytes) -> bool:
    """Return whether what is in a file is what its ending says."""
    if ending in _BEGINNINGS:
        return content.startswith(_BEGINNINGS[ending])
    if ending in _PARTS:
        return _PARTS[ending] in _names_in(content)
    return _is_text(content)


def _names_in(content: bytes) -> frozenset[str]:
    """Return the names of what a zip holds; nothing of it is unpacked."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            return frozenset(packed.namelist())
    except BadZipFile:
        return frozenset()


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return content.translate(None, _CONTROL) == content


def _plain_name(name: str) -> str:
    """Return the last part of a name without what no name has, as long as we keep."""
    last = PurePath(name.replace("\\", "/")).name
    plain = "".join(one for one in last if one.isprintable() and one not in '"<>:|?*')
    stem, ending = PurePath(plain).stem, PurePath(plain).suffix
    return f"{stem[: TITLE_LENGTH - len(ending)]}{ending}" if len(ending) < TITLE_LENGTH else ""
