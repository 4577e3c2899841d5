"""Reads the texts out of a tar without unpacking it: bounded, no paths followed, no links."""

from __future__ import annotations

import tarfile
from pathlib import Path

from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.sources import FAILURES, TooLargeError, opened

MAX_BYTES = 256_000_000
MAX_MEMBERS = 60_000
MAX_MEMBER_BYTES = 2_000_000
WHERE = "the archive"
# tarfile on a stream of any bytes also raises these from its own number and header reading.
_NOT_A_TAR = (tarfile.TarError, ValueError, OverflowError, IndexError, *FAILURES)


def texts_of(
    source: bytes | Path, *, endings: tuple[str, ...], findings: Findings
) -> dict[tuple[str, ...], bytes] | None:
    """Return the files whose names end so, by their path's parts; None when it is no tar.

    An archive that ends too early is refused whole: half a course is not a course.
    """
    texts: dict[tuple[str, ...], bytes] = {}
    try:
        with (
            opened(source, MAX_BYTES) as stream,
            tarfile.open(fileobj=stream, mode="r|", errorlevel=1) as archive,
        ):
            for n_seen, member in enumerate(archive):
                if n_seen >= MAX_MEMBERS:
                    what = f"it has more than {MAX_MEMBERS} entries"
                    findings.file("oatutor.too-many", WHERE, what, "Split the course.")
                    return None
                path = _path_of(member, endings, findings)
                content = archive.extractfile(member) if path else None
                if content is not None:
                    texts[path] = content.read(MAX_MEMBER_BYTES)
    except TooLargeError:
        what = f"it unpacks to more than {MAX_BYTES // 1_000_000} MB"
        findings.file("source.too-large", WHERE, what, "Split the course.")
        return None
    except _NOT_A_TAR as failure:
        what = f"it is not a whole tar archive ({type(failure).__name__})"
        findings.file("oatutor.not-tar", WHERE, what, "Fetch or pack the course again.")
        return None
    return texts


def _path_of(
    member: tarfile.TarInfo, endings: tuple[str, ...], findings: Findings
) -> tuple[str, ...]:
    """Return the parts of a path worth reading; empty for all else."""
    if not member.name.endswith(endings):
        return ()
    parts = tuple(part for part in member.name.split("/") if part not in ("", "."))
    if not member.isreg():
        what = "it is a link or a device, not a file"
    elif member.name.startswith("/") or ".." in parts or len(parts) > 20:
        what = "its path leads outside the archive"
    elif member.size > MAX_MEMBER_BYTES:
        what = f"it is larger than {MAX_MEMBER_BYTES // 1_000_000} MB"
    else:
        return parts
    findings.row("oatutor.member", f"{WHERE}, {shown(member.name)}", what, "It is left out.")
    return ()
