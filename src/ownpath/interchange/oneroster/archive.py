"""Opens a package (a zip, its bytes, or a folder of CSV files) and trusts nothing it claims.

Nothing is ever written to disk, so a name can lead nowhere; sizes, ratios and counts are
bounded.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from ownpath.interchange.oneroster.findings import Findings, shown
from ownpath.interchange.oneroster.layout import KNOWN_ELSEWHERE, LAYOUTS, MANIFEST

MAX_PACKED_BYTES = 500_000_000
MAX_UNPACKED_BYTES = 1_000_000_000
MAX_RATIO = 400
RATIO_COUNTS_FROM_BYTES = 20_000_000
MAX_ENTRIES = 200

READ_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""All that reading a damaged zip may raise."""

_STEMS = {name.lower(): name for name in (*LAYOUTS, *KNOWN_ELSEWHERE, MANIFEST)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One CSV file of the package, named as the standard names it."""

    file: str
    depth: int
    path: str
    open: Callable[[], IO[bytes]]


@contextmanager
def opened(
    source: Path | bytes, findings: Findings, called: str = "package"
) -> Iterator[Mapping[str, Entry]]:
    """Open a package and give its files by the standard's name (without .csv)."""
    if isinstance(source, Path) and source.is_dir():
        yield _chosen(_folder_entries(source, findings), findings)
        return
    archive = _archive(source, findings, called)
    if archive is None:
        yield {}
        return
    with archive:
        yield _chosen(_zip_entries(archive, findings, called), findings)


def _archive(source: Path | bytes, findings: Findings, where: str) -> zipfile.ZipFile | None:
    try:
        size = source.stat().st_size if isinstance(source, Path) else len(source)
        if size > MAX_PACKED_BYTES:
            _refuse(
                findings, "size", where, f"it holds {size} bytes, more than {MAX_PACKED_BYTES}"
            )
            return None
        return zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except FileNotFoundError:
        _refuse(findings, "missing", where, "there is no such file or folder")
    except READ_FAULTS:
        _refuse(findings, "damaged", where, "it is not a zip file, or it was cut short")
    return None


def _refuse(findings: Findings, code: str, where: str, what: str) -> None:
    fix = (
        "Export the OneRoster CSV zip again from the student information system and send that."
    )
    findings.file(f"package.{code}", where, what, fix)


def _zip_entries(archive: zipfile.ZipFile, findings: Findings, where: str) -> list[Entry]:
    infos = [info for info in archive.infolist() if info.filename and not info.is_dir()]
    fault = fault_of_size(infos)
    if fault:
        _refuse(findings, "size", where, fault)
        return []
    entries = []
    for info in infos:
        entry = _entry(info.filename, partial(archive.open, info), findings)
        if entry and _is_sound(info, entry, findings):
            entries.append(entry)
    return entries


def fault_of_size(infos: list[zipfile.ZipInfo]) -> str:
    """Return why a zip with these files is not opened, or nothing."""
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > MAX_ENTRIES:
        return f"it holds {len(infos)} files, more than {MAX_ENTRIES}"
    if unpacked > MAX_UNPACKED_BYTES:
        return f"it would unpack to {unpacked} bytes, more than {MAX_UNPACKED_BYTES}"
    if unpacked > RATIO_COUNTS_FROM_BYTES and unpacked > MAX_RATIO * max(packed, 1):
        return f"it unpacks to more than {MAX_RATIO} times its size, as no roster does"
    return ""


def _is_sound(info: zipfile.ZipInfo, entry: Entry, findings: Findings) -> bool:
    if info.flag_bits & 0x1:
        what, fix = "it is locked with a password", "Send the zip without a password."
    elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        what, fix = (
            "it is packed in an unusual way",
            "Pack the zip with plain (deflate) packing.",
        )
    else:
        return True
    findings.file("file.packing", f"{entry.file}.csv", what, fix)
    return False


def _folder_entries(folder: Path, findings: Findings) -> list[Entry]:
    paths = [p for p in (*folder.glob("*"), *folder.glob("*/*")) if not p.is_symlink()]
    paths = sorted(p for p in paths if p.is_file() and stat.S_ISREG(p.stat().st_mode))
    if sum(path.stat().st_size for path in paths) > MAX_UNPACKED_BYTES:
        _refuse(findings, "size", folder.name, f"it holds more than {MAX_UNPACKED_BYTES} bytes")
        return []
    entries = []
    for path in paths[: MAX_ENTRIES * 5]:
        relative = path.relative_to(folder).as_posix()
        entry = _entry(relative, partial(_open_file, path), findings)
        entries += [entry] if entry else []
    return entries


def _open_file(path: Path) -> IO[bytes]:
    return path.open("rb")


def _entry(path: str, open_it: Callable[[], IO[bytes]], findings: Findings) -> Entry | None:
    parts = [part.strip() for part in path.replace("\\", "/").split("/") if part.strip()]
    if not parts or parts[-1].startswith(".") or "__MACOSX" in parts:
        return None
    stem, dot, ending = parts[-1].rpartition(".")
    file = _STEMS.get(stem.strip().lower(), "") if ending.lower() == "csv" and dot else ""
    if not file:
        _unknown(parts[-1], findings)
        return None
    if parts[-1] != f"{file}.csv":
        findings.note("file.name", f"{file}.csv", f"it is named {shown(parts[-1])}", _SPELLED)
    return Entry(file=file, depth=len(parts), path="/".join(parts), open=open_it)


_SPELLED = "Nothing to do; the standard's spelling is surer with other programs."


def _unknown(name: str, findings: Findings) -> None:
    findings.note(
        "file.unknown",
        "package",
        f"{shown(name)} is not a file of the OneRoster standard and was not read",
        "Nothing to do, unless a roster file carries a wrong name.",
    )


def _chosen(entries: list[Entry], findings: Findings) -> dict[str, Entry]:
    chosen: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: (entry.depth, entry.path)):
        if entry.file in chosen:
            findings.file(
                "file.twice",
                f"{entry.file}.csv",
                f"{shown(entry.path)} is there as well as {shown(chosen[entry.file].path)}",
                "Send one package in one zip; only the one named last was read.",
            )
        elif entry.file in KNOWN_ELSEWHERE:
            _elsewhere(entry, findings)
        else:
            chosen[entry.file] = entry
    return chosen


def _elsewhere(entry: Entry, findings: Findings) -> None:
    findings.note(
        "file.elsewhere",
        f"{entry.file}.csv",
        "it is not part of a roster and was not read",
        "Nothing to do.",
    )
