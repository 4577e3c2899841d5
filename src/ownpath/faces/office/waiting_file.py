"""The one framework file that waits while records staff read what it would change; their session knows its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound, OutOfBounds
from ownpath.school.curriculum.imports.from_file import FileKind
from ownpath.school.curriculum.imports.jobs import Sent, drop_what_stands_beside
from ownpath.school.curriculum.queries.shipped import STARTER, folder_of_starter
from ownpath.school.people.imports.uploads import folder_of_uploads

KEY = "office_framework"
DONE = "office_framework_done"  # in the session: what the last file that was carried out did
MAX_BYTES = 20_000_000
ENDINGS = {
    "case": ".json",
    "coherence": ".js",
    "teks": ".xml",
    "pack": ".zip",
    "qti": ".zip",
    "oatutor": ".tar",
}
GZIP_STARTS_WITH = b"\x1f\x8b"


@dataclass(frozen=True, kw_only=True)
class WaitingFile:
    """A file that was sent and not yet carried out."""

    path: str
    name: str
    kind: str
    is_starter: bool = (
        False  # comes with Ownpath, and is shared by all districts of the machine
    )

    def sent(self, *, district_id: int) -> Sent:
        """Return the file as it is read; what is new in it becomes the district's own, but for what is shared."""
        return Sent(
            path=Path(self.path),
            kind=cast(FileKind, self.kind),
            owner_id=None if self.is_starter else district_id,
        )


def keep_file(
    session: SessionBase, *, name: str, kind: str, chunks: Iterable[bytes]
) -> WaitingFile:
    """Keep a file under a name of ours; the one that waited before is let go."""
    drop_file(session)
    session.pop(DONE, None)
    content = b"".join(_bounded(chunks))
    ending = ENDINGS[kind] + (".gz" if content.startswith(GZIP_STARTS_WITH) else "")
    path = folder_of_uploads() / f"{uuid4().hex}{ending}"
    path.write_bytes(content)
    waiting = WaitingFile(path=str(path), name=Path(name).name[-200:], kind=kind)
    session[KEY] = asdict(waiting)
    return waiting


def keep_starter(session: SessionBase) -> WaitingFile:
    """Keep the mathematics that comes with Ownpath as the file that waits."""
    name = f"{STARTER}.zip"
    waiting = keep_file(session, name=name, kind="pack", chunks=[_packed(folder_of_starter())])
    starter = replace(waiting, is_starter=True)
    session[KEY] = asdict(starter)
    return starter


def _packed(folder: Path) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(folder).as_posix())
    return target.getvalue()


def _bounded(chunks: Iterable[bytes]) -> Iterable[bytes]:
    n_bytes = 0
    for chunk in chunks:
        n_bytes += len(chunk)
        if n_bytes > MAX_BYTES:
            raise OutOfBounds(
                _("The file is larger than %(n)s MB.") % {"n": MAX_BYTES // 1_000_000},
                next_step=_("Send one framework at a time."),
            )
        yield chunk


def find_file(session: SessionBase) -> WaitingFile:
    """Return the file that waits."""
    waiting = waiting_in(session)
    if waiting is None:
        raise NotFound(
            _("No framework file waits here."),
            next_step=_("Send it on the page of frameworks."),
        )
    return waiting


def waiting_in(session: SessionBase) -> WaitingFile | None:
    """Return the file that waits, if there is one."""
    told = session.get(KEY)
    return WaitingFile(**told) if told and Path(told["path"]).is_file() else None


def drop_file(session: SessionBase) -> None:
    """Let go of the file that waits, if there is one, and of what was told of it."""
    told = session.pop(KEY, None)
    if told:
        Path(told["path"]).unlink(missing_ok=True)
        drop_what_stands_beside(Path(told["path"]))


def keep_done(session: SessionBase, waiting: WaitingFile, done: dict[str, Any]) -> None:
    """Remember in the session what a file did, and let go of the file."""
    drop_file(session)
    session[DONE] = {"name": waiting.name, **done}


def done_lately(session: SessionBase) -> dict[str, Any] | None:
    """Return what the last file that was carried out did, if it was in this session."""
    done: dict[str, Any] | None = session.get(DONE)
    return done
