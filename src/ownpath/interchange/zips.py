"""What a zip must be like before anything of it is unpacked: few files, small, not a bomb, no name that leads out."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from ownpath.interchange.findings import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How large a zip of some kind may be, in files and bytes; `ratio` counts from 5 MB on."""

    files: int
    unpacked: int
    ratio: int = 300


RATIO_COUNTS_FROM_BYTES = 5_000_000


def fault_of_zip(infos: list[zipfile.ZipInfo], bounds: Bounds) -> str:
    """Return why a zip with these files is not opened, or nothing."""
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > bounds.files:
        return f"holds {len(infos)} files, more than {bounds.files}"
    if unpacked > bounds.unpacked:
        return f"would unpack to {unpacked} bytes, more than {bounds.unpacked}"
    if unpacked > RATIO_COUNTS_FROM_BYTES and unpacked > bounds.ratio * max(packed, 1):
        return f"unpacks to more than {bounds.ratio} times its size"
    if any(info.flag_bits & 0x1 for info in infos):
        return "is locked with a password"
    outside = next((info.filename for info in infos if not is_inside(info.filename)), None)
    return f"holds {shown(outside)}, a name that leads out of it" if outside is not None else ""


def is_inside(name: str) -> bool:
    r"""Return whether a path stays in the package.

    >>> is_inside("items/a.xml"), is_inside("../a.xml"), is_inside("/etc/a"), is_inside("c:\\a")
    (True, False, False, False)
    """
    path = PurePosixPath(name.replace("\\", "/"))
    return not path.is_absolute() and ".." not in path.parts and ":" not in name.split("/")[0]
