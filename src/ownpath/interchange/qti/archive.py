"""Opens a QTI package and trusts nothing it claims: sizes, counts and names bounded, nothing written to disk."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from ownpath.interchange.findings import Findings
from ownpath.interchange.zips import Bounds, fault_of_zip

MAX_PACKED_BYTES = 100_000_000
MAX_FILE_BYTES = 5_000_000
BOUNDS = Bounds(files=20_000, unpacked=300_000_000)
FIX = "Export the package again from the program it comes from."


class Archive:
    """The files of a package by their paths."""

    def __init__(self, archive: zipfile.ZipFile, findings: Findings) -> None:
        self._archive = archive
        self._findings = findings
        self.names = [info.filename for info in archive.infolist() if not info.is_dir()]

    def read(self, path: str) -> bytes | None:
        """Return one file, or None with the reason noted."""
        try:
            info = self._archive.getinfo(path)
            if info.file_size > MAX_FILE_BYTES:
                what = f"holds {info.file_size} bytes, more than {MAX_FILE_BYTES}"
                self._findings.row("qti.file", path, what, "Split it into items.")
                return None
            return self._archive.read(info)
        except KeyError:
            self._findings.row("qti.missing", path, "is named and not in the package", FIX)
        except (
            zipfile.BadZipFile,
            OSError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ) as error:
            self._findings.row("qti.file", path, f"cannot be unpacked ({error})", FIX)
        return None


def opened(source: Path | bytes, findings: Findings) -> Archive | None:
    """Return the package, or None with the reason noted."""
    name = source.name if isinstance(source, Path) else "package"
    try:
        size = source.stat().st_size if isinstance(source, Path) else len(source)
        if size > MAX_PACKED_BYTES:
            findings.file(
                "qti.size", name, f"holds {size} bytes, more than {MAX_PACKED_BYTES}", FIX
            )
            return None
        archive = zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source))
    except (zipfile.BadZipFile, OSError, ValueError):
        findings.file("qti.damaged", name, "is not a zip file, or was cut short", FIX)
        return None
    fault = fault_of_zip(archive.infolist(), BOUNDS)
    if fault:
        findings.file("qti.size", name, fault, FIX)
        return None
    return Archive(archive, findings)
