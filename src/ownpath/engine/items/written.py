"""The data of a template as it was written, kept as text: a fifth of the memory, and seldom asked for.

What stands in the database already is not kept once more: of it there is only a mark, to compare.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b


class Written:
    """Plain data that is read from its JSON text each time somebody asks; equal where the data is."""

    __slots__ = ("_mark", "_text")

    def __init__(self, data: Mapping[str, object], *, is_kept: bool = True) -> None:
        """Keep the data, which must be ready for JSON, or only a mark of it.

        >>> kept = Written({"id": "a", "hints": ["Count on."]})
        >>> kept.read()["hints"], kept == Written({"hints": ["Count on."], "id": "a"})
        (['Count on.'], True)
        """
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        whole = text.encode("utf-8", "surrogatepass")
        self._mark = blake2b(whole, digest_size=16).digest()
        self._text = whole if is_kept else b""

    def read(self) -> dict[str, object]:
        """Return the data anew; whoever has it may change it.

        Raises
        ------
        ValueError
            If it was not kept.
        """
        if not self._text:
            raise ValueError("data not kept: expected to be read from where it is stored")
        found: dict[str, object] = json.loads(self._text)
        return found

    def __eq__(self, other: object) -> bool:
        """Compare as data, each side read once; what is not kept is equal where it is written alike."""
        if not isinstance(other, Written):
            return NotImplemented
        if self._mark == other._mark:
            return True
        return bool(self._text and other._text) and self.read() == other.read()

    __hash__ = None  # type: ignore[assignment]
