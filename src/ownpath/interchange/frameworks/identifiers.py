"""Identifiers for things whose source has none: the same thing gets the same one every time."""

from __future__ import annotations

import re
from uuid import UUID, uuid5

# A name space of our own, drawn once; changing it would make every import a stranger.
OWNPATH = UUID("5d0b8f0e-5f0c-5c63-9d1e-0c9a7e2b6f41")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def derived(*names: str) -> str:
    """Return the UUID that belongs to these names.

    Examples
    --------
    >>> derived("coherence", "standard", "9") == derived("coherence", "standard", "9")
    True
    """
    return str(uuid5(OWNPATH, "\x1f".join(names)))


def as_uuid(text: str) -> str | None:
    """Return the text as a UUID in lower case, or None if it is none.

    Examples
    --------
    >>> as_uuid(" 20C5134F-423D-4097-A971-3DD5152BF507")
    '20c5134f-423d-4097-a971-3dd5152bf507'
    """
    lowered = text.strip().lower()
    return lowered if _UUID.fullmatch(lowered) else None
