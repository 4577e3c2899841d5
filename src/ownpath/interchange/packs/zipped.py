"""A pack in one zip file: opened as if it were its folder, nothing written to disk, sizes and counts bounded."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ownpath.interchange.findings import Findings

MAX_ENTRIES = 4_000
MAX_UNPACKED_BYTES = 60_000_000
MAX_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 5_000_000
PACK_FILE = "pack.yaml"


def opened_pack(path: Path, findings: Findings) -> zipfile.Path | None:
    """Return the folder inside a zip that holds pack.yaml, or None with the reason noted."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError):
        findings.file(
            "pack.zip", path.name, "is not a zip file, or was cut short", "Zip it again."
        )
        return None
    infos = archive.infolist()
    fault = _fault(infos)
    if fault:
        findings.file(
            "pack.zip", path.name, fault, "Zip the pack's folder only, without passwords."
        )
        return None
    tops = sorted(
        (info.filename.removesuffix(PACK_FILE) for info in infos if _is_pack(info.filename)),
        key=len,
    )
    if not tops:
        findings.file("pack.missing", PACK_FILE, "is missing", "Zip the folder that holds it.")
        return None
    return zipfile.Path(archive, at=tops[0])


def _is_pack(name: str) -> bool:
    return name == PACK_FILE or (name.endswith(f"/{PACK_FILE}") and name.count("/") == 1)


def _fault(infos: list[zipfile.ZipInfo]) -> str:
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > MAX_ENTRIES:
        return f"holds {len(infos)} files, more than {MAX_ENTRIES}"
    if unpacked > MAX_UNPACKED_BYTES:
        return f"would unpack to {unpacked} bytes, more than {MAX_UNPACKED_BYTES}"
    if unpacked > RATIO_COUNTS_FROM_BYTES and unpacked > MAX_RATIO * max(packed, 1):
        return f"unpacks to more than {MAX_RATIO} times its size"
    if any(info.flag_bits & 0x1 for info in infos):
        return "is locked with a password"
    if any(".." in info.filename.split("/") or info.filename.startswith("/") for info in infos):
        return "holds names that lead out of it"
    return ""
