"""The data of a template as it was written, kept as text: a fifth of the memory, and seldom asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping


class Written(Mapping[str, object]):
    """A mapping of plain data that is read from its JSON text each time somebody asks; equal to the data itself."""

    __slots__ = ("_text",)

    def __init__(self, data: Mapping[str, object]) -> None:
        """Keep the data, which must be ready for JSON.

        >>> kept = Written({"id": "a", "hints": ["Count on."]})
        >>> kept["hints"], kept == {"hints": ["Count on."], "id": "a"}
        (['Count on.'], True)
        """
        self._text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )

    def read(self) -> dict[str, object]:
        """Return the data anew; whoever has it may change it."""
        found: dict[str, object] = json.loads(self._text)
        return found

    def __getitem__(self, key: str) -> object:
        """Return one value of the data."""
        return self.read()[key]

    def __iter__(self) -> Iterator[str]:
        """Walk over the keys, in their order."""
        return iter(self.read())

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self.read())

    def __eq__(self, other: object) -> bool:
        """Compare as data, each side read once."""
        if isinstance(other, Written):
            return self._text == other._text or self.read() == other.read()
        return self.read() == other if isinstance(other, Mapping) else NotImplemented

    __hash__ = None  # type: ignore[assignment]
