"""The mathematics that ships with Ownpath, beside what of it is here: whether it is, and whether a newer one waits."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from ownpath.school.curriculum.models import Pack

STARTER: Final = "starter-math"
_VERSION = re.compile(r"^version:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_HEAD_LETTERS = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """A pack as it ships, and as it is here; `here` is None where it was never brought in."""

    version: str
    here: str | None
    is_of_others: bool  # some district has it as its own

    @property
    def is_here(self) -> bool:
        """Whether it was brought in."""
        return self.here is not None

    @property
    def is_newer(self) -> bool:
        """Whether the one that ships is newer than the one that is here."""
        return self.here is not None and in_order(self.version) > in_order(self.here)


def starter_shipped() -> Shipped:
    """Return how the mathematics that ships with Ownpath stands; one query."""
    here = Pack.objects.filter(identifier=STARTER).first()
    return Shipped(
        version=_version_in(folder_of_starter()),
        here=here.version if here else None,
        is_of_others=here is not None and here.owner_id is not None,
    )


def folder_of_starter() -> Path:
    """Return where it stands in the program."""
    return Path(str(files("ownpath.content"))) / STARTER


@lru_cache(maxsize=8)
def _version_in(folder: Path) -> str:
    with (folder / "pack.yaml").open(encoding="utf-8") as head:
        found = _VERSION.search(head.read(_HEAD_LETTERS))
    return found[1] if found else ""


def in_order(version: str) -> tuple[tuple[int, Hashable], ...]:
    """Return a version as it is compared: number by number.

    >>> in_order("2.10.0") > in_order("2.9.1"), in_order("2.0") > in_order(""), in_order("2.0.0") > in_order("2.0.0")
    (True, True, False)
    """
    parts = re.split(r"[.\-+]", version) if version else []
    return tuple((1, int(part)) if part.isdecimal() else (0, part) for part in parts)
