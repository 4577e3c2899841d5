"""Takes single fields out of an instance file; every fault is noted with its place, none is raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ownpath.interchange.findings import Findings, shown
from ownpath.interchange.student_day.records import Column, Lists

FIX = "Make the instance file anew."
MAX_NUMBER = 1_000_000_000


class Fields:
    """One object of the file and where it stands; missing or wrong fields become findings and harmless values."""

    def __init__(self, data: object, where: str, findings: Findings) -> None:
        self.data: Mapping[str, Any] = data if isinstance(data, dict) else {}
        self.where = where
        self.findings = findings
        if not isinstance(data, dict):
            self._fault("", f"{shown(data)} is not an object")

    def part(self, key: str) -> Fields:
        """Return the object under a key."""
        return Fields(self.data.get(key), f"{self.where} {key}".strip(), self.findings)

    def text(self, key: str) -> str:
        """Return the text under a key."""
        value = self.data.get(key)
        if isinstance(value, str) and value:
            return value
        self._fault(key, f"{shown(value)} is not a text")
        return ""

    def number(self, key: str, *, least: int = 0, most: int = MAX_NUMBER) -> int:
        """Return the whole number under a key."""
        value = self.data.get(key)
        if type(value) is int and least <= value <= most:
            return value
        self._fault(key, f"{shown(value)} is not a whole number from {least} to {most}")
        return least

    def items(self, key: str) -> Sequence[Any]:
        """Return the list under a key."""
        value = self.data.get(key)
        if isinstance(value, list):
            return value
        self._fault(key, f"{shown(value)} is not a list")
        return ()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts under a key."""
        values = self.items(key)
        if all(isinstance(value, str) for value in values):
            return tuple(values)
        self._fault(key, "an entry is not a text")
        return ()

    def column(self, key: str, *, least: int, most: int, rows: int | None = None) -> Column:
        """Return a list of whole numbers, each from `least` to `most`, as an array of `rows` numbers."""
        values = self.items(key)
        if all(type(value) is int and least <= value <= most for value in values) and (
            rows is None or len(values) == rows
        ):
            return np.array(values, dtype=np.int32)
        wanted = f"{len(values) if rows is None else rows} whole numbers from {least} to {most}"
        self._fault(key, f"it does not hold {wanted}")
        return np.zeros(0, dtype=np.int32)

    def lists(self, key: str, *, size: int, rows: int | None = None) -> Lists:
        """Return a list of lists of numbers below `size`, none twice in one list."""
        values = self.items(key)
        fits = all(isinstance(row, list) and _are_indices(row, size) for row in values)
        if fits and (rows is None or len(values) == rows):
            return tuple(tuple(row) for row in values)
        self._fault(key, f"it does not hold lists of different numbers below {size}")
        return ()

    def _fault(self, key: str, what: str) -> None:
        place = ", ".join(part for part in (self.where, key) if part) or "the whole file"
        self.findings.file("student-day.field", place, what, FIX)


def _are_indices(row: Sequence[Any], size: int) -> bool:
    return all(type(n) is int and 0 <= n < size for n in row) and len(set(row)) == len(row)
