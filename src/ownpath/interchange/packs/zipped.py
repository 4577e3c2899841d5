"""A pack in one zip file: opened as if it were its folder, nothing written to disk, sizes and counts bounded."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ownpath.interchange.findings import Findings
from ownpath.interchange.zips import Bounds, fault_of_zip

BOUNDS = Bounds(files=4_000, unpacked=60_000_000)
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
    fault = fault_of_zip(infos, BOUNDS)
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
